"""`ratebook read`: records of documents to stdout; nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace

from ratebook.cli.arguments import add_paths, parser
from ratebook.pipeline.batch import Outcome, documents, read_all
from ratebook.records.record import Record

MOST_TOGETHER = 1000
"""Documents whose records are held at once, so that they can confirm each other."""

FORMATS = ("table", "jsonl", "json", "csv")


def run(argv: list[str]) -> int:
    """Exit code 0: clean; 1: something needs review; 4: a document could not be read."""
    args = parser(
        "read",
        "Prints the records of these documents.",
        "ratebook read filing.pdf sheets/ --format jsonl > records.jsonl",
    )
    add_paths(args)
    args.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help="table is for people, the others carry all fields and evidence",
    )
    chosen = args.parse_args(argv)
    paths = documents(chosen.paths)
    outcomes = _said(read_all(paths, ocr=chosen.ocr, workers=chosen.workers))
    return _print(_together(outcomes, len(paths)), chosen.format)


def _together(outcomes: Iterable[Outcome], count: int) -> Iterable[Outcome]:
    """Documents are witnesses of each other, and an index of them all; too many are printed as
    they come."""
    if count > MOST_TOGETHER:
        return outcomes
    from ratebook.book.complete import completed
    from ratebook.book.witness import corroborate

    kept = list(outcomes)
    records = [list(outcome.records) for outcome in kept]
    records = completed(corroborate(records) if count > 1 else records)
    return [replace(o, records=tuple(r)) for o, r in zip(kept, records, strict=True)]


def _said(outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    for outcome in outcomes:
        if outcome.error is not None:
            print(f"ratebook read: {outcome.error}", file=sys.stderr)
        yield outcome


def _print(outcomes: Iterable[Outcome], shape: str) -> int:
    from ratebook.cli.shapes import print_csv, print_json, print_jsonl, print_table

    printers = {"jsonl": print_jsonl, "json": print_json, "csv": print_csv, "table": print_table}
    seen: list[Outcome] = []

    def records() -> Iterable[list[Record]]:
        for outcome in outcomes:
            seen.append(Outcome(outcome.path, error=outcome.error))
            if outcome.error is None:
                review.append(needs_review(outcome.records))
                yield list(outcome.records)

    review: list[bool] = []
    printers[shape](records())
    if any(outcome.error for outcome in seen):
        return 4
    return 1 if any(review) else 0


def needs_review(records: Iterable[Record]) -> bool:
    """True where a value or an issue is for a person to look at."""
    return any(record.kind == "issue" or record.needs_review for record in records)
