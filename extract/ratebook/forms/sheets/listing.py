"""The sheets an index lists: a witness that a book is complete, and never a source of charges.

An entry is a title and a sheet's number, or a run of them (`5 - 5B`, `3, 4`). Which of several
figures in a line is the sheet's is said by the heading of its column; without one a line with more
than one figure names none, and then the whole list is left to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from ratebook.forms.section import place_of
from ratebook.model.page import Cell, Line
from ratebook.records.datum import Draft, Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.jurisdiction import Jurisdiction

_DATE = regex.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}, ?\d{4}|(?:19|20)\d\d"
)
_HEAD = regex.compile(r"\b(?:sheets?|leaf|leaves|pages?)\b", regex.IGNORECASE)
_SAID = regex.compile(
    r"^\W*(?:original\s+)?(?:sheets?|leaf|leaves|pages?)?\s*(?:nos?\.?|numbers?)?\s*:?\s*",
    regex.IGNORECASE,
)
_BETWEEN = regex.compile(
    r"\s*(?P<mark>[,&;]|[-‐–—]|\bto\b|\bthru\b|\bthrough\b|\band\b)\s*", regex.I
)
_TITLED = regex.compile(r"[A-Za-z]{2}")
_FEWEST = 3
_MOST = 500
_WIDEST = 160


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an index: a title and the numbers of its sheets; a run has a first and a last."""

    title: str
    runs: tuple[tuple[str, str | None], ...]
    line: Line

    def plain(self) -> list[dict[str, Any]]:
        """The entry as records hold it."""
        return [{"sheet": first, "to": last, "title": self.title} for first, last in self.runs]


def enter_listing(
    lines: Sequence[Line], jurisdiction: Jurisdiction, sheet: Draft, ledger: Ledger
) -> None:
    """Enters what an index lists as the field `listed` of its sheet; nothing where fewer than
    three lines are entries, null where a line can be read in more than one way. `lines` are those
    of the sheet from the index's heading on."""
    feet = {(c.page, c.line, c.text) for c in ledger.claims if c.became in _BELOW}
    inside = [li for li in lines[1:] if (li.page, li.number, li.text) not in feet]
    entries, unsure = listing(inside, jurisdiction)
    if len(entries) < _FEWEST:
        return
    _title(lines[0], entries, sheet, ledger)
    place, raw = place_of(entries[0].line), entries[0].line.text
    if unsure is not None:
        sheet.fields["listed"] = ledger.add(
            unsure.text, None, Standing.AMBIGUOUS, place_of(unsure), label="sheets listed"
        )
        return
    listed: list[Any] = [item for entry in entries[:_MOST] for item in entry.plain()]
    sheet.fields["listed"] = ledger.add(raw, listed, Standing.READ, place, label="sheets listed")


_BELOW = frozenset({"foot", "stamp", "cancelling stamp"})


def _title(heading: Line, entries: Sequence[Entry], sheet: Draft, ledger: Ledger) -> None:
    """The title of an index is its heading; an entry right below it is none."""
    number = sheet.fields.get("title")
    raw = ledger.data[number].raw if number else None
    if raw is not None and any(raw == entry.line.text for entry in entries):
        said, place = heading.text.strip(), place_of(heading)
        sheet.fields["title"] = ledger.add(said, said, Standing.READ, place, label="title")


def listing(lines: Sequence[Line], jurisdiction: Jurisdiction) -> tuple[list[Entry], Line | None]:
    """The entries of an index, and the first line that may name more than one sheet."""
    found: list[Entry] = []
    unsure: Line | None = None
    column: Cell | None = None
    for line in lines:
        if len(line.text) > _WIDEST:
            continue
        head = _heading(line)
        if head is not None:
            column = head
            continue
        ways = list(_ways(line, jurisdiction, column))
        if len(ways) == 1:
            found.append(ways[0])
        elif ways and unsure is None:
            unsure = line
    return found, unsure


def _heading(line: Line) -> Cell | None:
    """The cell of a line of headings that names the column of sheets."""
    named = [c for c in line.cells if _HEAD.search(c.text) and not any(map(str.isdigit, c.text))]
    plain = not any(ch.isdigit() for ch in line.text)
    return named[-1] if named and plain and len(line.text.split()) <= 10 else None


def _ways(line: Line, jurisdiction: Jurisdiction, column: Cell | None) -> Iterator[Entry]:
    """Each way a line can be a title and the numbers of sheets."""
    cells = [cell for cell in line.cells if cell.text.strip(" ._")]
    if len(cells) == 1:
        yield from _in_one(line, jurisdiction)
        return
    runs = [(c, found) for c in cells if (found := _runs(c.text, jurisdiction.sheet.number))]
    words = [c.text.strip() for c in cells if all(c is not cell for cell, _ in runs)]
    title = max((w for w in words if _TITLED.search(w)), key=len, default="")
    if not title:
        return
    under = [r for r in runs if column is not None and _overlap(r[0], column) > 0]
    for _, found in under or runs:
        yield Entry(title, found, line)


def _overlap(one: Cell, other: Cell) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _in_one(line: Line, jurisdiction: Jurisdiction) -> Iterator[Entry]:
    """`Net Metering 22` and `22 Net Metering`, drawn as one cell."""
    number = jurisdiction.sheet.number
    for pattern in _one_cell(number):
        m = pattern.fullmatch(line.text.strip())
        runs = _runs(m["runs"], number) if m else ()
        if m and runs:
            yield Entry(m["title"].strip(" ._"), runs, line)
            return


@lru_cache(maxsize=32)
def _one_cell(number: str) -> tuple[regex.Pattern[str], ...]:
    run = rf"(?P<runs>(?:{number})(?:{_BETWEEN.pattern.replace('?P<mark>', '?:')}(?:{number}))*)"
    title = r"(?P<title>[A-Za-z(][^\d]*[A-Za-z).])"
    return (
        regex.compile(rf"{title}[\s._]+{run}", regex.IGNORECASE),
        regex.compile(rf"{run}[\s.]+{title}", regex.IGNORECASE),
    )


def _runs(text: str, number: str) -> tuple[tuple[str, str | None], ...]:
    """The numbers and runs a text is made of; empty where it is anything else."""
    said = _SAID.sub("", text.strip(" ._"))
    if not said or _DATE.fullmatch(said):
        return ()
    if _shape(number).fullmatch(said) and not _letters_after(said):
        return ((_same(said), None),)
    parts = _BETWEEN.split(said)
    numbers, marks = parts[0::2], parts[1::2]
    if not all(_shape(number).fullmatch(part) for part in numbers):
        return ()
    runs: list[tuple[str, str | None]] = [(_same(numbers[0]), None)]
    for mark, part in zip(marks, numbers[1:], strict=True):
        if mark.strip().lower() in (",", "&", ";", "and"):
            runs.append((_same(part), None))
        else:
            runs[-1] = (runs[-1][0], _same(part))
    return tuple(runs)


def _letters_after(said: str) -> bool:
    """`15-15C` is a run from 15 to 15C, not one number: the second begins with the first."""
    first, dash, last = said.replace("–", "-").partition("-")
    return (
        bool(dash) and first.isdigit() and last.startswith(first) and last[len(first) :].isalpha()
    )


def _same(number: str) -> str:
    return number.replace("‐", "-").replace("–", "-").strip().upper()


@lru_cache(maxsize=32)
def _shape(number: str) -> regex.Pattern[str]:
    return regex.compile(number, regex.IGNORECASE)
