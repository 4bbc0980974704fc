"""`ratebook audit`: how noisy readings are, and whether anything wrong was accepted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ratebook.cli.arguments import add_ocr, parser

if TYPE_CHECKING:
    from ratebook.audit.report import Audit
    from ratebook.audit.seen import Seen

_EXAMPLE = """ratebook audit corpus --golden golden/corpus --html audit.html
         ratebook audit noise/                            truth lies beside the documents
         ratebook audit filing.pdf --html audit.html      nothing known: an estimate
         ratebook audit filing.pdf --sample 40 > check.csv, then --answers check.csv
         ratebook audit scans/ --engines rapidocr,tesseract"""


def run(argv: list[str]) -> int:
    """Exit code 0: all accepted and right; 1: something disagrees or needs review; 4: a document
    could not be read."""
    chosen = _arguments().parse_args(argv)
    if chosen.schema:
        return _schema()
    if chosen.answers:
        return _answers(Path(chosen.answers))
    if chosen.sample:
        return _sample(chosen)
    from ratebook.audit.report import Against, audit

    against = Against(
        _folder(chosen.golden), _folder(chosen.truth), _folder(chosen.text), chosen.blind
    )
    made = audit(_readings(chosen), against)
    for error in made.errors:
        print(f"ratebook audit: {error}", file=sys.stderr)
    _write(made, chosen)
    return 4 if made.errors else 0 if made.clean else 1


def _arguments() -> argparse.ArgumentParser:
    args = parser(
        "audit",
        "Tells how noisy readings are, what became of the noise, and whether "
        "anything wrong was accepted.",
        _EXAMPLE,
    )
    args.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="documents, folders, or records of `ratebook read --format jsonl` (default: corpus)",
    )
    args.add_argument("--golden", metavar="DIR", help="goldens to hold the readings against")
    args.add_argument(
        "--truth",
        metavar="DIR",
        help="exact truth, NAME.truth.jsonl a document (default: beside it)",
    )
    args.add_argument(
        "--text",
        metavar="DIR",
        help="texts as printed, NAME.truth.txt a document "
        "(default: beside it, or the undamaged sister of a degraded copy)",
    )
    args.add_argument(
        "--blind", action="store_true", help="use none of these: estimate as for a new filing"
    )
    args.add_argument("--html", metavar="FILE", help="writes the page to look at")
    args.add_argument("--json", metavar="FILE", help="writes all of it for machines; - is stdout")
    args.add_argument("--schema", action="store_true", help="prints the JSON Schema of --json")
    args.add_argument(
        "--engines",
        default="",
        metavar="A,B",
        help="reads scans with each of these engines alone, and compares them",
    )
    args.add_argument(
        "--sample", type=_count, metavar="N", help="prints N values as CSV for a person to check"
    )
    args.add_argument("--seed", type=int, default=1, metavar="N", help="of the sample")
    args.add_argument(
        "--answers",
        metavar="CSV",
        help="the sample filled in: measured precision by standing and form",
    )
    args.add_argument(
        "--workers",
        type=int,
        default=None,
        metavar="N",
        help="documents read at the same time (default: one a core)",
    )
    add_ocr(args)
    return args


def _count(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of values")
    return int(text)


def _readings(chosen: argparse.Namespace) -> Iterator[Seen]:
    from ratebook.audit.gather import gathered
    from ratebook.errors import UsageError
    from ratebook.pipeline.batch import documents

    paths = documents(chosen.paths or ["corpus"])
    engines = [name.strip() for name in chosen.engines.split(",") if name.strip()]
    for name in engines:
        if name not in ("rapidocr", "tesseract", "both"):
            raise UsageError(f"There is no engine {name!r}. Choose: rapidocr, tesseract, both.")
    for engine in engines or ["both"]:
        one = "" if engine == "both" else engine
        yield from gathered(paths, ocr=chosen.ocr, workers=chosen.workers, engine=one)


def _folder(name: str | None) -> Path | None:
    from ratebook.errors import UsageError

    if name is not None and not Path(name).is_dir():
        raise UsageError(f"There is no folder {name}. Name the one the files lie in.")
    return Path(name) if name else None


def _write(made: Audit, chosen: argparse.Namespace) -> None:
    import json

    from ratebook.audit.report import as_json
    from ratebook.audit.summary import summary
    from ratebook.golden.files import write_whole

    if chosen.json:
        text = json.dumps(as_json(made), ensure_ascii=False, indent=1) + "\n"
        if chosen.json == "-":
            sys.stdout.write(text)
        else:
            write_whole(Path(chosen.json), text)
    if chosen.html:
        from ratebook.audit.html import page

        write_whole(Path(chosen.html), page(made))
    if chosen.json != "-":
        print(summary(made))


def _schema() -> int:
    import json

    from ratebook.audit.schema import schema

    print(json.dumps(schema(), indent=1))
    return 0


def _sample(chosen: argparse.Namespace) -> int:
    from ratebook.audit.sample import as_csv, draw

    readings = list(_readings(chosen))
    for one in readings:
        if one.error is not None:
            print(f"ratebook audit: {one.error}", file=sys.stderr)
    drawn = draw(readings, chosen.sample, chosen.seed)
    sys.stdout.write(as_csv(drawn))
    print(
        f"{len(drawn)} values; fill in the columns right (y, n or ?) and meant, then: "
        "ratebook audit --answers FILE",
        file=sys.stderr,
    )
    return 4 if any(one.error for one in readings) else 0


def _answers(path: Path) -> int:
    from ratebook.audit.sample import answers, precision
    from ratebook.errors import UsageError
    from ratebook.records.datum import Standing

    if not path.is_file():
        raise UsageError(f"There is no file {path}. Name the sample that was filled in.")
    rows = answers(path)
    for one in precision(rows):
        print(f"{one.group:<40} {one.said}; {one.right} of {one.checked} checked, {one.open} open")
    wrong = [r for r in rows if r["right"].strip().casefold() in ("n", "no", "0", "false", "wrong")]
    silent = [r for r in wrong if Standing(r["standing"]).accepted]
    for row in silent:
        print(
            f"silently wrong: {row['document']} p. {row['page']}: {row['key']} {row['field']}: "
            f"read {row['read']!r}, meant {row['meant']!r}"
        )
    return 1 if wrong else 0
