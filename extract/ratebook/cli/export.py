"""`ratebook export`: readings, or a day's book, as CSV, JSONL, Parquet, XLSX or OpenEI URDB."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from ratebook.cli.arguments import add_store, parser
from ratebook.cli.printed import load_printed
from ratebook.errors import UsageError
from ratebook.export.write import FORMATS, write_records, write_tables
from ratebook.records.record import Record
from ratebook.store.question import book_of
from ratebook.store.store import Store


def run(argv: list[str]) -> int:
    """Exit code 0; 2 for a question that cannot be asked; 4 where FILE holds no records."""
    args = parser(
        "export",
        "Writes the store's records, or a day's book, to files.",
        "ratebook export rates.xlsx --utility 'Jackson Energy' --on 2022-01-01",
    )
    args.add_argument(
        "target", metavar="TARGET", help="file, or folder where one kind makes one file"
    )
    args.add_argument(
        "--format", choices=(*FORMATS, "urdb"), help="default: by the ending of TARGET"
    )
    args.add_argument("--utility", metavar="NAME", help="only this utility's book")
    args.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the book of that day")
    args.add_argument("--records", metavar="FILE", help="what read printed as JSON lines, no store")
    add_store(args)
    chosen = args.parse_args(argv)
    form = chosen.format or Path(chosen.target).suffix.lstrip(".").lower()
    if chosen.records:
        records = [Record.from_dict(record) for record in load_printed(chosen.records)]
        return _said(write_records(records, form, Path(chosen.target)))
    with Store.open(chosen.store, readonly=True) as store:
        if form == "urdb":
            return _urdb(store, chosen.utility, chosen.on, Path(chosen.target))
        if chosen.on or chosen.utility:
            from ratebook.export.table import answer_tables

            answer = book_of(store, _named(chosen.utility)).on(chosen.on or date.today())
            return _said(write_tables(answer_tables(answer), form, Path(chosen.target)))
        return _said(write_records(store.records(), form, Path(chosen.target)))


def _named(utility: str | None) -> str:
    if not utility:
        raise UsageError("a day's book is of one utility. Name it with --utility")
    return utility


def _urdb(store: Store, utility: str | None, on: date | None, target: Path) -> int:
    from ratebook.export.urdb import write_urdb

    count = write_urdb(book_of(store, _named(utility)), target, on)
    print(f"{target}: {count} rates", file=sys.stderr)
    return 0


def _said(made: list[Path]) -> int:
    for path in made:
        print(path, file=sys.stderr)
    return 0
