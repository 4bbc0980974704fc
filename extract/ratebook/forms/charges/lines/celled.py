"""Tables whose cells came one to a line, row after row: `Class` over `Fixed Charge` over
`$ per day` over `Gg-1` over `$0.4727`.

Their rows are put together again where every one has as many cells as there are headings, of the
same kinds in the same order: a row that lost an empty one is of no such table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import regex

from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.words.facets import facets
from ratebook.model.page import Cell, Line

_FEWEST, _MOST = 3, 7
"""Columns of such a table."""
_ROWS = 2
_WORDS = 9
_GAP = 4
_MONEY = regex.compile(r"[$¢]|\d[.]\d{2}(?!\d*\s?[\"'])")
_PRICE = regex.compile(
    r"\(?-?\$?\s?(?:\d[\d,]*)?\.?\d+\)?\s?(?:¢|%|cents)?(?:\s*(?:per|/)\s*[A-Za-z]+(?:\s[A-Za-z]+)?)?",
    regex.IGNORECASE,
)
_REMARKS = regex.compile(r"(?:remarks?|notes?|comments?)", regex.IGNORECASE)
"""What is said of a row, and is of no price."""
_WORD = regex.compile(r"[A-Za-z]{2}")


class Rows(NamedTuple):
    """Lines, such tables among them row by row, and of which of the lines given each is."""

    lines: list[Line]
    of: list[tuple[int, ...]]

    def own_lines(self, given: Sequence[Line], found: Sequence[Found]) -> list[Found]:
        """The charges of such rows, each with the number of the line that prints its price."""
        rows = {given[of[0]].number: of for of in self.of if len(of) > 1}
        made: list[Found] = []
        for one in found:
            said = one.meaning.price.raw.strip()
            of = rows.get(one.text.line.number, ())
            own = next((given[n] for n in of if said in given[n].text), None)
            line = replace(one.text.line, number=own.number) if own else one.text.line
            made.append(replace(one, text=one.text._replace(line=line)))
        return made


class _Table(NamedTuple):
    """A table of `width` columns: the lines of its headings, those of the units below them (none
    where it prints none), and the first line of each row."""

    heads: range
    units: range
    rows: tuple[int, ...]
    width: int


def celled(lines: Sequence[Line]) -> Rows:
    """The lines, the rows of such tables each one line of several cells."""
    kinds = [_kind(line) for line in lines]
    made = Rows([], [])
    at = 0
    while at < len(lines):
        table = _table(lines, kinds, at)
        if table is None:
            made.lines.append(lines[at])
            made.of.append((at,))
            at += 1
            continue
        _unite(lines, table, made)
        at = table.rows[-1] + table.width
    return made


def _kind(line: Line) -> str:
    """What a line alone may be a cell of: `P` of prices, `N` of names; empty where of none, and on
    pages with geometry, whose rows are told by it."""
    if line.number is None:
        return ""
    said = line.text.strip()
    if len(line.filled) != 1 or line.tabular or line.packed or len(said.split()) > _WORDS:
        return ""
    if said.endswith((".", ":", ";", ",")):
        return ""
    return "P" if _PRICE.fullmatch(said) else "N"


def _table(lines: Sequence[Line], kinds: Sequence[str], at: int) -> _Table | None:
    """The table whose headings begin at a line; None where none does."""
    if kinds[at] != "N" or "P" not in kinds[at + _FEWEST : at + _MOST * 3]:
        return None
    for width in range(_FEWEST, _MOST + 1):
        heads = range(at, at + width)
        if not _are_heads(lines, kinds, heads):
            return None
        units = range(heads.stop, heads.stop + width - 1)
        units = units if _are_units(lines, kinds, units) else range(heads.stop, heads.stop)
        rows = _rows(lines, kinds, units.stop, width)
        if len(rows) >= _ROWS and not _cut(lines, kinds, rows[-1] + width):
            return _Table(heads, units, tuple(rows), width)
    return None


def _are_heads(lines: Sequence[Line], kinds: Sequence[str], heads: range) -> bool:
    if heads.stop > len(lines) or any(kinds[n] != "N" for n in heads):
        return False
    said = [lines[n].text.strip() for n in heads]
    worded = all(_WORD.search(text) and not _MONEY.search(text.replace("($)", "")) for text in said)
    return worded and len({*said}) == len(said) and _together(lines, heads)


def _are_units(lines: Sequence[Line], kinds: Sequence[str], units: range) -> bool:
    """Whether lines say no more than by what the prices of each column are."""
    if units.stop > len(lines) or any(kinds[n] != "N" for n in units):
        return False
    said = [facets(lines[n].text) for n in units]
    return all(f.measures and not f.free and not f.components for f in said)


def _rows(lines: Sequence[Line], kinds: Sequence[str], first: int, width: int) -> list[int]:
    """The first lines of the rows from a line on, each of as many cells of the same kinds."""
    rows: list[int] = []
    mask: list[str] = []
    for at in range(first, len(lines) - width + 1, width):
        own = [*kinds[at + 1 : at + width]]
        mask = mask or own
        named = kinds[at] and not _MONEY.search(lines[at].text) and "" not in own
        if (
            not named
            or own != mask
            or "P" not in own
            or not _together(lines, range(at, at + width))
        ):
            break
        rows.append(at)
    return rows


def _cut(lines: Sequence[Line], kinds: Sequence[str], end: int) -> bool:
    """Whether a price stands alone among the lines right below the last row: a row of other length
    is of the table too, and so it is not known which cells were lost."""
    for at in range(end, len(lines)):
        if not kinds[at] or not _together(lines, range(at - 1, at + 1)):
            return False
        if kinds[at] == "P":
            return True
    return False


def _together(lines: Sequence[Line], run: range) -> bool:
    """Whether lines follow one another, with no empty one between."""
    return all(
        lines[one].page == lines[other].page and not apart(lines[one], lines[other])
        for one, other in pairwise(run)
    )


def _unite(lines: Sequence[Line], table: _Table, made: Rows) -> None:
    """Enters the line of a table's headings and those of its rows."""
    heads = [lines[n].filled[0] for n in table.heads]
    for head, n in zip(range(1, table.width), table.units, strict=False):
        unit = lines[n].filled[0]
        said = f"{heads[head].text.strip()} {unit.text.strip()}"
        heads[head] = Cell(said, 0.0, 0.0, (*heads[head].words, *unit.words))
    grid = [
        heads,
        *([lines[n].filled[0] for n in range(at, at + table.width)] for at in table.rows),
    ]
    if _REMARKS.fullmatch(heads[-1].text.strip()):
        grid = [row[:-1] for row in grid]
    widths = [max(len(cell.text.strip()) for cell in column) for column in zip(*grid, strict=True)]
    starts = (table.heads.start, *table.rows)
    ends = (table.rows[0], *(at + table.width for at in table.rows))
    for cells, start, end in zip(grid, starts, ends, strict=True):
        left, placed = 0, list[Cell]()
        for cell, width in zip(cells, widths, strict=True):
            said = cell.text.strip()
            placed.append(Cell(said, float(left), float(left + len(said)), cell.words))
            left += width + _GAP
        made.lines.append(replace(lines[start], cells=tuple(placed)))
        made.of.append(tuple(range(start, end)))
