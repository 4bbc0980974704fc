"""Where a table's columns stand, learnt from its clean rows, and which cell is in which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import median

import regex

from ratebook.forms.tables.hit import Hit
from ratebook.model.page import Cell, Line
from ratebook.rules.form import Column, Row, Table
from ratebook.rules.template import template as compiled

_SAYS = regex.compile(r"\w|^\s*\$?\s*[-–—]\s*$")
"""A word or figure, or a dash for nothing."""

Home = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """Text of one cell of one line: `start` is its offset in the line's text."""

    at: int
    line: Line
    start: int
    text: str


@lru_cache(maxsize=256)
def main_row(table: Table) -> Row | None:
    """The kind of row the table exists for: the one with most columns."""
    return max((r for r in table.rows if r.columns), key=lambda r: len(r.columns), default=None)


def columns_of(table: Table, order: tuple[str, ...], row: Row) -> list[Column]:
    """The columns of a row kind in the order of the page."""
    by_name = {c.name: c for c in table.columns}
    return [by_name[name] for name in order if name in row.columns]


def first_field(column: Column) -> str:
    """The first field of a column's cell."""
    return compiled(column.cell).fields[0].name


def cells_with_offsets(line: Line) -> list[tuple[int, Cell]]:
    """The cells of a line with the offset of each in the line's text."""
    found: list[tuple[int, Cell]] = []
    at = 0
    for cell in line.cells:
        found.append((at, cell))
        at += len(cell.text) + 1
    return found


def homes(hits: list[Hit], row: Row, columns: list[Column]) -> dict[str, Home]:
    """The usual left and right edge of each column, from rows that were read whole."""
    edges: dict[str, list[Home]] = {}
    for hit in (h for h in hits if h.row is row):
        taken = [
            (c.name, hit.cells[first_field(c)][0].start)
            for c in columns
            if hit.cells.get(first_field(c))
        ]
        for start, cell in cells_with_offsets(hit.line):
            inside = [n for n, s in taken if start <= s <= start + len(cell.text)]
            if len(inside) == 1:
                edges.setdefault(inside[0], []).append((cell.left, cell.right))
    return {n: (median(e[0] for e in es), median(e[1] for e in es)) for n, es in edges.items()}


def column_at(cell: Cell, home: dict[str, Home]) -> str | None:
    """The column a cell stands in; None if it stands in none."""
    overlap = {
        name: min(cell.right, right) - max(cell.left, left) for name, (left, right) in home.items()
    }
    best = max(overlap, key=overlap.__getitem__, default=None)
    if best is None or overlap[best] <= 0:
        return None
    return best


def entries(at: int, line: Line, home: dict[str, Home]) -> dict[str, list[Entry]]:
    """The texts of a line by column; cells outside every column are left out. Where the source
    draws a cell for each column they stand in that order, whatever their length."""
    found: dict[str, list[Entry]] = {}
    drawn = line.tabular and len(line.cells) == len(home)
    order = sorted(home, key=lambda name: home[name][0]) if drawn else []
    for n, (start, cell) in enumerate(cells_with_offsets(line)):
        name = order[n] if drawn else column_at(cell, home)
        if name and _SAYS.search(cell.text):
            found.setdefault(name, []).append(Entry(at, line, start, cell.text))
    return found
