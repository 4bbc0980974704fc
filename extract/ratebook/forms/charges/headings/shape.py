"""The columns of a table by their headings, and how the rows below them are set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import regex

from ratebook.forms.charges.words.facets import Facets
from ratebook.model.page import Cell, Line

_OF_POLES = regex.compile(
    r"(?:additional\s+|monthly\s+)?poles?(?:\s+(?:rates?|charges?|rentals?)\b.*)?", regex.IGNORECASE
)
_OF_OTHERS = regex.compile(
    r"(?:special|non-?\s?recurring|miscellaneous|other)\s+(?:service\s+)?(?:charges|fees)\W*",
    regex.IGNORECASE,
)
_OF_ALL = regex.compile(
    r"(?:in\s+|for\s+)?(?:all|both)\s+(?:\w+\s+){0,2}?(?P<each>[a-z]{4,}?)(?:e?s)\W*",
    regex.IGNORECASE,
)
_BELOW = 4.0
_PAIR = 2
NEAR = 18.0
"""How far beside the only heading of prices a price may end, in characters."""
POINTS = 5.0
"""The width of a character on a page with geometry."""


@dataclass(slots=True)
class Column:
    """A column by its heading: left and right edge and what it lends."""

    cell: Cell
    facets: Facets
    coin: str | None = None
    """The sign before the prices of the rows above, where only the first row prints it."""
    row: int = 0
    """Of the first column: how many cells a row must have to stand in these columns, where empty
    ones may be lost. 0: they are not; -1: none stands in them."""


def _of_prices(column: Column) -> bool:
    """Whether a heading prints money or a unit: `Month` is the name of one."""
    said = column.facets
    return bool(said.coin) or any(s.value != "month" for s in said.measures)


class Shape(NamedTuple):
    """How a row of a table is set: how many cells it has, and where its prices end."""

    cells: int
    ends: tuple[float, ...]

    def like(self, other: Shape) -> bool:
        """Whether two rows are of one table: as many prices, ending below one another."""
        if len(self.ends) != len(other.ends) or not self.ends:
            return False
        if len(self.ends) == 1 and self.cells != other.cells:
            return False
        return all(abs(a - b) <= _BELOW for a, b in zip(self.ends, other.ends, strict=True))

    def among(self, other: Shape) -> bool:
        """Whether a row has as many cells as another, and each of its prices, two at least, ends
        below one of that: `54.88¢ | 51.23¢ | N/A`."""
        if self.cells != other.cells or len(self.ends) < _PAIR:
            return False
        return all(any(abs(a - b) <= _BELOW for b in other.ends) for a in self.ends)

    def under_later(self, past: Past) -> bool:
        """Whether the only price of a row set by place ends where rows above print the second of
        several prices or a later one."""
        line = past.line
        if line is None or line.tabular or len(self.ends) != 1 or self.cells != _PAIR:
            return False
        later = (end for s in past.shapes if len(s.ends) > 1 for end in s.ends[1:])
        return any(abs(end - self.ends[0]) <= _BELOW for end in later)

    def below(self, past: Past) -> bool:
        """Whether the only price of a row ends below the second of two headings, or near it; or
        below the last of several, the only one that is of prices."""
        line, last = past.line, past.columns[-1].cell
        if line is None or line.tabular or len(self.ends) != 1:
            return False
        if len(past.columns) != _PAIR:
            *others, of_prices = map(_of_prices, past.columns)
            placed = line.number is not None and last.left < self.ends[0] <= last.right + _BELOW
            return of_prices and not any(others) and placed
        scale, near = (1.0, NEAR) if line.number is not None else (0.5, NEAR * POINTS / 2)
        return last.left * scale < self.ends[0] <= last.right * scale + near


class Past(NamedTuple):
    """Columns of a table and how its rows were set."""

    columns: list[Column]
    line: Line | None
    shapes: tuple[Shape, ...]
    ended: bool = False
    """Whether a heading beside the one they stand below came since."""

    def again(self, shape: Shape) -> bool:
        """Whether a row is set just as one of these rows; below a note, with several prices."""
        if self.ended:
            return any(shape.among(s) for s in self.shapes)
        return any(s.cells == shape.cells and shape.like(s) for s in self.shapes)

    def turned(self, line: Line) -> bool:
        """Whether a heading stands on another page than the columns: it begins another table."""
        return self.line is not None and self.line.page != line.page

    def of_none(self, heading: str) -> bool:
        """Whether what is said over the prices above is of none below a heading: `Existing Pole |
        New Pole` over lamps, of no poles by themselves; `Customer Charge per month | Delivery
        Charge per Mcf`, of no `Other Charges`."""
        if _OF_POLES.fullmatch(heading):
            return True
        named = any(column.facets.components for column in self.columns)
        return named and _OF_OTHERS.fullmatch(heading) is not None

    def of_all(self, heading: str) -> bool:
        """Whether a heading says that what stands below it is of all that the columns are of each:
        `All three divisions:` behind `Carr Division | Lotts Division`."""
        m = _OF_ALL.fullmatch(heading)
        if m is None:
            return False
        own = [c.cell.text.lower() for c in self.columns]
        return sum(m["each"].lower() in text for text in own) > 1
