"""`ratebook verify`: replays every proof with the independent verifier."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ratebook.cli.arguments import parser
from ratebook.cli.printed import load_printed
from ratebook.errors import UsageError


def run(argv: list[str]) -> int:
    """Exit code 0: all replayed; 1: a proof or a record does not hold; 4: no records."""
    args = parser(
        "verify",
        "Replays every proof in RECORDS (JSON or JSON lines, as read prints). A golden keeps no"
        " proofs: its document is read anew and must come out as the golden says.",
        "ratebook read filing.pdf --format jsonl | ratebook verify -",
    )
    args.add_argument(
        "records", nargs="+", metavar="RECORDS", help="a file; - reads standard input"
    )
    args.add_argument(
        "--documents",
        default="corpus",
        metavar="DIR",
        help="where the documents of goldens lie (default: corpus)",
    )
    chosen = args.parse_args(argv)
    from ratebook.proof.verifier import verify_records

    bad = 0
    for path in chosen.records:
        records, problems = load_printed(path), list[str]()
        if _is_golden(records):
            records, problems = _read_anew(path, Path(chosen.documents))
        problems += verify_records(records)
        for problem in problems:
            print(f"{path}: {problem}")
        proofs = sum(
            len(e.get("proof", ())) for r in records for e in r.get("evidence", {}).values()
        )
        print(
            f"{path}: {len(records)} records, {proofs} proofs replayed, "
            f"{len(problems)} do not hold",
            file=sys.stderr,
        )
        bad += len(problems)
    return 1 if bad else 0


def _is_golden(records: list[dict[str, Any]]) -> bool:
    """Whether these are the entries of a golden, which keep the standing of a value alone."""
    return any("standing" in r for r in records) and not any("evidence" in r for r in records)


def _read_anew(path: str, documents: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The records of a golden's document, and where they are not what the golden says."""
    from ratebook.golden.compare import compare
    from ratebook.golden.entry import entries_of
    from ratebook.golden.files import load
    from ratebook.pipeline.read import read_path

    source = documents / Path(path).name.removesuffix(".jsonl")
    if not source.is_file():
        raise UsageError(
            f"{path} is a golden, which keeps no proofs, and its document {source} is not there."
            " Say where it lies with --documents DIR"
        )
    records = read_path(source).records
    found = compare(str(source), load(Path(path)), entries_of(records))
    count = len(found.lost) + len(found.gained) + len(found.changed)
    problems = [f"{source} reads otherwise in {count} records: see golden diff"] if count else []
    return [record.as_dict() for record in records], problems
