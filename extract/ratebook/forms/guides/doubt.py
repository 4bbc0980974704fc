"""What makes a table of access methods doubtful: stamps over cells, rows drawn into one or twice,
columns that slid. No figure proves such a table; its shape does, as each row answers the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

import regex
from rapidfuzz import fuzz

from ratebook.forms.guides.table import AccessTable, Row
from ratebook.forms.guides.wrapped import PARTIES
from ratebook.forms.tokens.overprint import spoilt

_SENTENCE = regex.compile(r"[a-z]{3}\.\s+[A-Z][a-z]*\s+[a-z]")
_TWIN = 82
_TWIN_NAME = 85
_FEWEST = 3


@dataclass(slots=True)
class Doubts:
    """By id of a row: fields that need a proof. `ghosts` are rows printed once and drawn twice."""

    fields: dict[int, set[str]] = field(default_factory=dict[int, "set[str]"])
    ghosts: set[int] = field(default_factory=set[int])

    def add(self, row: Row, *names: str) -> None:
        """Doubts fields of a row; all of them where none is named."""
        self.fields.setdefault(id(row), set()).update(names or row.cells)


def doubts(table: AccessTable) -> Doubts:
    """All that is doubtful in a table."""
    found = Doubts()
    rows = table.rows
    usual = _usual(rows)
    for row in rows:
        for name, text in row.cells.items():
            if spoilt(text, row.line.text) or "|" in text:
                found.add(row, name)
        if _SENTENCE.search(row.cells.get("method", "")):
            found.add(row)  # What stands below the table ran into the name of its last row.
        _check_shape(row, usual, found)
    _check_columns(rows, usual, found)
    for one, two in pairwise(rows):
        _check_twins(one, two, found)
    return found


def _usual(rows: tuple[Row, ...]) -> set[str]:
    """The columns that most rows fill."""
    count = Counter(name for row in rows for name in _said(row))
    return {name for name, often in count.items() if 2 * often > len(rows)}


def _said(row: Row) -> set[str]:
    """The columns a row has a text for, or several where they ran together."""
    return {*row.cells, *row.choices}


def _check_shape(row: Row, usual: set[str], found: Doubts) -> None:
    """Every row says yes or no of both parties; one that does not is no row, or two, or has lost a
    cell, so that the others may stand in their neighbours' places."""
    lost = usual - _said(row)
    unsaid = any(name in lost for name in ("method", *PARTIES))
    if unsaid or len(lost) > 1 or (lost and not row.line.tabular):
        found.add(row)


def _check_columns(rows: tuple[Row, ...], usual: set[str], found: Doubts) -> None:
    """A column with a blank cell may have slid: a cell of it may stand in another row's place, and
    the last one below the table. Words that have their places on the page do not slide."""
    if all(row.places for row in rows):
        return
    blank = {n for n in usual - {"method"} if any(n not in _said(row) for row in rows)}
    if blank and not all(row.line.tabular for row in rows):
        blank = usual - {"method"}  # cells set by spaces do not say which one is lost
    for row in rows if blank else ():
        found.add(row, *blank)
        if row.more:
            found.add(row)


def _check_twins(one: Row, two: Row, found: Doubts) -> None:
    """One below the other with nearly the same words: a row and its garbled copy."""
    if id(one) in found.ghosts or not _alike(one, two):
        return
    found.ghosts.add(id(two))
    for name in one.cells.keys() | two.cells.keys():
        if one.cells.get(name) != two.cells.get(name):
            found.add(one, name)


def _alike(one: Row, two: Row) -> bool:
    names = [row.cells.get("method", "") for row in (one, two)]
    if len(one.cells) < _FEWEST or not _name_alike(*names):
        return False
    texts = [" ".join(row.cells[name] for name in sorted(row.cells)) for row in (one, two)]
    return fuzz.ratio(*texts) >= _TWIN


def _name_alike(one: str, two: str) -> bool:
    """One letter apart, nearly the same, or word for word as long with most letters the same."""
    if sum(a != b for a, b in zip_longest(one, two)) <= 1 or fuzz.ratio(one, two) >= _TWIN_NAME:
        return True
    ones, twos = one.split(), two.split()
    return len(ones) == len(twos) and all(
        len(a) == len(b) and 3 * sum(x == y for x, y in zip(a, b, strict=True)) >= 2 * len(a)
        for a, b in zip(ones, twos, strict=True)
    )
