"""`ratebook audit`: how noisy readings are, and whether anything wrong was accepted."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ratebook.cli.arguments import add_ocr, parser

_EXAMPLE = """ratebook audit corpus --golden golden/corpus --html audit.html
         ratebook audit noise/                         (truth lies beside the documents)
         ratebook audit filing.pdf --json -            (nothing known: an estimate)
         ratebook audit readings.jsonl --golden golden/corpus"""


def run(argv: list[str]) -> int:
    """Exit code 0: all accepted and right; 1: something disagrees or needs review; 4: a document
    could not be read."""
    chosen = _arguments().parse_args(argv)
    from ratebook.audit.gather import gathered
    from ratebook.audit.report import Against, audit
    from ratebook.pipeline.batch import documents

    golden, truth = _folder(chosen.golden), _folder(chosen.truth)
    paths = documents(chosen.paths or ["corpus"])
    made = audit(gathered(paths, ocr=chosen.ocr, workers=chosen.workers),
                 Against(golden, truth, _folder(chosen.text), chosen.blind))
    for error in made.errors:
        print(f"ratebook audit: {error}", file=sys.stderr)
    _write(made, chosen)
    return 4 if made.errors else 0 if made.clean else 1


def _arguments() -> argparse.ArgumentParser:
    args = parser("audit", "Tells how noisy readings are, what became of the noise, and whether "
                  "anything wrong was accepted.", _EXAMPLE)
    args.add_argument("paths", nargs="*", metavar="PATH",
                      help="documents, folders, or records of `ratebook read --format jsonl` "
                      "(default: corpus)")
    args.add_argument("--golden", metavar="DIR", help="goldens to hold the readings against")
    args.add_argument("--truth", metavar="DIR",
                      help="exact truth, NAME.truth.jsonl a document (default: beside it)")
    args.add_argument("--text", metavar="DIR", help="texts as printed, NAME.truth.txt a document "
                      "(default: beside it, or the undamaged sister of a degraded copy)")
    args.add_argument("--blind", action="store_true",
                      help="use neither: estimate as for a new filing")
    args.add_argument("--html", metavar="FILE", help="writes the page to look at")
    args.add_argument("--json", metavar="FILE", help="writes all of it for machines; - is stdout")
    args.add_argument("--workers", type=int, default=None, metavar="N",
                      help="documents read at the same time (default: one a core)")
    add_ocr(args)
    return args


def _folder(name: str | None) -> Path | None:
    from ratebook.errors import UsageError

    if name is not None and not Path(name).is_dir():
        raise UsageError(f"There is no folder {name}. Name the one the goldens lie in.")
    return Path(name) if name else None


def _write(made: object, chosen: argparse.Namespace) -> None:
    import json

    from ratebook.audit.report import Audit, as_json
    from ratebook.audit.summary import summary
    from ratebook.golden.files import write_whole

    assert isinstance(made, Audit)
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
