"""The shapes records are printed in: JSON, JSON lines, CSV, and a table for people."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ratebook.cli.lines import line_counts, lines_said, unknown_said, unknown_utilities
from ratebook.records.kinds import KINDS
from ratebook.records.record import Record

Documents = Iterable[list[Record]]


def line_of(record: Record) -> str:
    """One record as one line of JSON, keys in the order of the contract."""
    return json.dumps(record.as_dict(), ensure_ascii=False)


def print_jsonl(documents: Documents) -> None:
    """One record a line."""
    for records in documents:
        for record in records:
            print(line_of(record))


def print_json(documents: Documents) -> None:
    """One array of records, written as they come."""
    print("[", end="")
    first = True
    for records in documents:
        for record in records:
            print(("\n" if first else ",\n") + line_of(record), end="")
            first = False
    print("\n]")


def columns() -> list[str]:
    """The columns of the CSV: every field of every kind, and where and how it was read."""
    fields = dict.fromkeys(f for kind in KINDS.values() for f in kind.fields)
    head = ["kind", "key", "document"]
    return [*head, *(f for f in fields if f not in head), "standing", "review"]


def cell(value: Any) -> str:
    """A value as a CSV cell; what a spreadsheet would run as a formula is kept as text."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not _number(text)):
        return "'" + text
    return text


def _number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdigit()


def standings(record: Record) -> str:
    """Each valued field's standing, as `amount:read unit:read`."""
    return " ".join(f"{name}:{e['status']}" for name, e in record.evidence.items())


def print_csv(documents: Documents) -> None:
    """One table for all kinds; `standing` says how each field was read."""
    names = columns()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for records in documents:
        for record in records:
            row = {
                **record.as_dict(),
                "standing": standings(record),
                "review": " ".join(record.needs_review),
            }
            writer.writerow([cell(row.get(name)) for name in names])


def print_table(documents: Documents) -> None:
    """For people: aligned, coloured by standing on a terminal, review items last with reasons."""
    from ratebook.cli.table import show

    seen, counts, unknown = 0, Counter[str](), dict[str, None]()
    for records in documents:
        show(records)
        seen, counts = seen + 1, counts + line_counts(records)
        unknown |= unknown_utilities(records)
    if seen > 1 and lines_said(counts):
        print(f"\n{seen} documents, {lines_said(counts)}")
    if unknown:
        print(unknown_said(unknown))
