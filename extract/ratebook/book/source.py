"""Where a book gets its records: a list in memory here, a store elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from ratebook.book.filed import SheetPlace, origin_key, sheet_place
from ratebook.book.slot import schedule_words
from ratebook.book.utility import utility_key
from ratebook.records.record import Record

OWNER_FIELD = {"sheet": "utility", "order": "applicant", "guide": "utility"}
"""Which field of a source names the utility it is about."""


class Source(Protocol):
    """The records of one utility, as known at one time."""

    def sources_of(self, schedule: str) -> set[str]:
        """Keys of the sheets, orders and guides with charges of a schedule (words key)."""
        ...

    def sheets(self, keys: Collection[str] | None = None) -> list[Record]:
        """All sheets; or all revisions of the sheets with these keys, and what replaces them."""
        ...

    def others(self, kind: str) -> list[Record]:
        """All orders, guides or paragraphs."""
        ...

    def charges(self, keys: Collection[str], schedule: str | None = None) -> list[Record]:
        """The charges of these sources, of one schedule if given."""
        ...


class MemorySource:
    """Records in a list. `utility` is a utility key."""

    def __init__(self, records: Iterable[Record], utility: str) -> None:
        kept = list(records)
        self._own = [r for r in kept if r.kind in OWNER_FIELD and owner_key(r) == utility]
        keys = {r.key for r in self._own}
        self._paragraphs = [r for r in kept if r.kind == "paragraph" and origin_key(r) in keys]
        self._charges = [r for r in kept if r.kind == "charge" and origin_key(r) in keys]

    def sources_of(self, schedule: str) -> set[str]:
        return {origin_key(r) for r in self._charges if schedule_words(r) == schedule}

    def sheets(self, keys: Collection[str] | None = None) -> list[Record]:
        found = [r for r in self._own if r.kind == "sheet"]
        if keys is None:
            return found
        places = {sheet_place(r) for r in found if r.key in keys} - {None}
        books = {p._replace(sheet="") for p in places if p}
        wanted = places | books
        return [r for r in found if sheet_place(r) in places or replaced_place(r) in wanted]

    def others(self, kind: str) -> list[Record]:
        if kind == "paragraph":
            return self._paragraphs
        return [r for r in self._own if r.kind == kind]

    def charges(self, keys: Collection[str], schedule: str | None = None) -> list[Record]:
        return [
            r
            for r in self._charges
            if origin_key(r) in keys and (schedule is None or schedule_words(r) == schedule)
        ]


def owner_key(record: Record) -> str:
    """The utility a sheet, order or guide is about, as a key; empty for none.

    A doubtful name still says where to look; the book itself does not use it as a fact.
    """
    return utility_key(record.values.get(OWNER_FIELD[record.kind]))


def replaced_place(record: Record) -> SheetPlace | None:
    """The sheet that a sheet says it cancels; with an empty sheet number, the whole book."""
    own = sheet_place(record)
    book, sheet = record.values.get("cancels_book"), record.values.get("cancels_sheet")
    if own is None or (book is None and sheet is None):
        return None
    return own._replace(book=str(book or own.book), sheet=str(sheet or ""))
