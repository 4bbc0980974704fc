"""A book held against its index: sheets listed and in no document, sheets held and not listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from ratebook.book.chain import Chain, status
from ratebook.book.fact import as_date, cite, known
from ratebook.book.filed import SheetPlace, sheet_place
from ratebook.book.law import Finding
from ratebook.records.record import Record

_LETTERS = re.compile(r"(?P<head>.*?\d)(?P<tail>[A-Z]?)")
_COUNTED = re.compile(r"(?P<head>(?:.*[-.])?)(?P<tail>\d{1,4})")
_MOST = 60
_SHOWN = 30


def index_findings(sheets: Iterable[Record], chains: Sequence[Chain]) -> Iterator[Finding]:
    """For each book the latest revisions of its index sheets, against the sheets known."""
    books: dict[SheetPlace, list[Record]] = {}
    for record in _latest(sheets):
        place = sheet_place(record)
        assert place is not None
        books.setdefault(place._replace(sheet=""), []).append(record)
    for book, indexes in books.items():
        mine = [c for c in chains if c.place._replace(sheet="") == book]
        yield from _missing(book, indexes, mine)
        yield from _unlisted(book, indexes, mine)


def _latest(sheets: Iterable[Record]) -> list[Record]:
    """The index sheets, of each the highest revision."""
    found: dict[SheetPlace, Record] = {}
    for record in sheets:
        place = sheet_place(record)
        standing = record.standing("listed")
        if place is None or standing is None or not standing.accepted:
            continue
        before = found.get(place)
        if before is None or _revision(record) >= _revision(before):
            found[place] = record
    return list(found.values())


def _revision(record: Record) -> int:
    return int(record.values.get("revision") or 0)


def _missing(
    book: SheetPlace, indexes: Sequence[Record], chains: Sequence[Chain]
) -> Iterator[Finding]:
    held = {c.place.sheet.upper() for c in chains}
    for record in indexes:
        listed = dict.fromkeys(n for item in record.values["listed"] for n in numbers_of(item))
        lost = [number for number in listed if not any(_covers(number, h) for h in held)]
        if lost:
            message = f"the index lists {_said(lost)}: in no document"
            where = f"{book}{record.values['sheet']}".replace("sheet ", "index sheet ")
            yield Finding("index_missing", where, message, (cite(record, "listed"),))


def _unlisted(
    book: SheetPlace, indexes: Sequence[Record], chains: Sequence[Chain]
) -> Iterator[Finding]:
    """Sheets in force when the index was, which it does not name. Runs that cannot be written out
    might hold anything: then nothing is said."""
    day = max((d for r in indexes if (d := _start(r))), default=None)
    items = [item for record in indexes for item in record.values["listed"]]
    if day is None or any(item["to"] and not _between(item["sheet"], item["to"]) for item in items):
        return
    listed = {number for item in items for number in numbers_of(item)}
    own = {str(record.values["sheet"]).upper() for record in indexes}
    spare = [
        chain
        for chain in chains
        if chain.place.sheet.upper() not in own
        and not any(_covers(number, chain.place.sheet.upper()) for number in listed)
        and status(chain, day).state == "in force"
    ]
    if spare:
        numbers = _said([chain.place.sheet for chain in spare])
        message = f"{numbers}: in force on {day}, and not in the index of that day"
        sides = tuple(chain.spans[0].version.citations[0] for chain in spare[:_SHOWN])
        where = str(book).replace(", sheet ", "")
        yield Finding(
            "index_unlisted", where, message, (*(cite(r, "listed") for r in indexes), *sides)
        )


def _start(record: Record) -> date | None:
    stamped = known(record, "stamped_effective", as_date, cited=False).value
    return stamped or known(record, "effective", as_date, cited=False).value


def numbers_of(item: dict[str, Any]) -> list[str]:
    """The sheet numbers of one entry; of a run that cannot be written out, its two ends."""
    first, last = str(item["sheet"]), item.get("to")
    return [first] if not last else _between(first, str(last)) or [first, str(last)]


def _between(first: str, last: str) -> list[str]:
    """The numbers of a run: 5 to 5B, 3A to 3D, 12 to 15, 7.1 to 7.4; empty for any other."""
    one, two = _COUNTED.fullmatch(first), _COUNTED.fullmatch(last)
    if one and two and one["head"] == two["head"]:
        low, high = int(one["tail"]), int(two["tail"])
        return (
            [f"{one['head']}{n}" for n in range(low, high + 1)]
            if low <= high <= low + _MOST
            else []
        )
    one, two = _LETTERS.fullmatch(first), _LETTERS.fullmatch(last)
    if one and two and one["head"] == two["head"] and one["tail"] < two["tail"]:
        low = ord(one["tail"]) if one["tail"] else ord("A") - 1
        letters = [chr(n) for n in range(low, ord(two["tail"]) + 1)]
        return [one["head"] + letter.replace("@", "") for letter in letters]
    return []


def _covers(listed: str, held: str) -> bool:
    """An index may list a sheet of several pages (`1-1`, `1-2`) by its number alone."""
    return held == listed or held.startswith((f"{listed}-", f"{listed}."))


def _said(numbers: Sequence[str]) -> str:
    named = ", ".join(numbers[:_SHOWN])
    return f"sheet{'s' if len(numbers) > 1 else ''} {named}" + (
        f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    )
