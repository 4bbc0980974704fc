"""The state of one table's walk over a section."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratebook.forms.tables.hit import Hit, Text
from ratebook.model.page import Line
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Table


@dataclass(slots=True, eq=False)
class Leftover:
    """A line inside the table that nothing read yet. `texts` maps cells to stray text."""

    at: int
    text: Text
    groups: dict[str, int]
    heading_cells: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True, eq=False)
class Scan:
    """The state of one table's walk over a section."""

    table: Table
    lines: list[Line]
    ledger: Ledger
    form: str
    letters: str
    claimed: set[int]
    groups: dict[str, int] = field(default_factory=dict[str, int])
    hits: list[Hit] = field(default_factory=list[Hit])
    left: list[Leftover] = field(default_factory=list[Leftover])
    order: tuple[str, ...] = ()
    active: bool = False
    ended: bool = False
    opened: int | None = None
    others: tuple[Table, ...] = ()
    headed: set[str] = field(default_factory=set[str])
    headed_at: int = -2
    """Index of the line of the last column headings."""
    headings: list[int] = field(default_factory=list[int])
    seen: set[tuple[tuple[int, ...], str]] = field(default_factory=set[tuple[tuple[int, ...], str]])

    def claim(self, at: int, became: str) -> None:
        """Takes a line for this table."""
        self.claimed.add(at)
        self.ledger.claim(self.lines[at], f"{self.form}/{self.table.name}", became)
