"""Where the columns of a table stand, as its headings show, and what of a line stands in which.

For columns that only their place tells: a `5` may be a cycle, a percentage or a feeder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ratebook.forms.tables.columns.columns import cells_with_offsets
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line
from ratebook.rules.form import Column, Table

_NEAR = 6


class Place(NamedTuple):
    """A column and the edges of its heading."""

    column: Column
    left: float
    right: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a table stand, as its headings `line` show. `order` is that of the
    columns rows are made of; a spread table has the column it stands instead of."""

    line: Line
    order: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def spread(self) -> bool:
        """Whether a group is spread over columns."""
        return any(place.column.spread[0] for place in self.places)


class Part(NamedTuple):
    """`text[start:end]` of a line stands in this column, below that heading."""

    column: Column
    start: int
    end: int
    heading: Place


def placed_order(order: tuple[str, ...], table: Table) -> tuple[str, ...]:
    """The columns rows are made of: without those of groups, a spread column for all."""
    by_name = {c.name: c for c in table.columns}
    named = (by_name[name] for name in order)
    kept = (
        c.instead if c.spread[0] else c.name
        for c in named
        if not c.group and not is_aside(c, table)
    )
    return tuple(dict.fromkeys(kept))


@lru_cache(maxsize=512)
def needs_places(order: tuple[str, ...], table: Table) -> bool:
    """Whether the headings name columns that only their place tells."""
    told = (c for c in table.columns if c.group or c.spread[0] or is_aside(c, table))
    return any(c.name in order for c in told)


def is_aside(column: Column, table: Table) -> bool:
    """Whether a column stands beside what the rows are made of (`Relay Setting`)."""
    used = any(column.name in row.columns for row in table.rows)
    return not used and not column.group and not column.spread[0]


def layout_of(lines: Sequence[Line], order: tuple[str, ...], table: Table) -> Layout | None:
    """The layout these headings show; None where their cells are not one for each column."""
    by_name = {c.name: c for c in table.columns}
    widest = max(reversed(lines), key=lambda line: len(line.filled))
    cells = [(start, c) for start, c in cells_with_offsets(widest) if c.text.strip()]
    if len(cells) != len(order):
        return None
    places = tuple(
        Place(by_name[name], cell.left, cell.right, start, start + len(cell.text))
        for name, (start, cell) in zip(order, cells, strict=True)
    )
    return Layout(widest, placed_order(order, table), places)


def parts_of(layout: Layout, line: Line) -> list[Part] | None:
    """What of a line stands where; None where the line does not follow the headings."""
    if line.tabular != layout.line.tabular or len(line.cells) > len(layout.line.cells):
        return None
    found: list[Part] = []
    for start, cell in cells_with_offsets(line):
        place = _place(layout, cell, line.tabular) if cell.text.strip() else None
        if place:
            found.append(Part(place.column, start, start + len(cell.text), place))
    return found


def _place(layout: Layout, cell: Cell, tabular: bool) -> Place | None:
    """The column a cell stands in: drawn in, under its heading, or nearest to one."""
    if tabular:
        return next((p for p in layout.places if p.left == cell.left), None)
    away = [max(p.left - cell.right, cell.left - p.right, 0.0) for p in layout.places]
    over = [min(p.right, cell.right) - max(p.left, cell.left) for p in layout.places]
    best = min(range(len(away)), key=lambda i: (away[i], -over[i]))
    place = layout.places[best]
    # Beside its headings a figure may be of either of two groups.
    return place if away[best] <= (_NEAR if not place.column.spread[0] else 0) else None


def blanked(text: Text, parts: Sequence[Part]) -> Text:
    """The line with blanks for what stands in these parts of it."""
    said = text.text
    for part in parts:
        said = said[: part.start] + " " * (part.end - part.start) + said[part.end :]
    return Text(text.line, said, text.mark)
