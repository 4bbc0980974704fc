"""The state of one table's walk over a section."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratebook.forms.tables.columns.places import Layout
from ratebook.forms.tables.hit import Hit, Text
from ratebook.model.page import Line
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Table

Printed = dict[tuple[str, tuple[int, ...], str], int]
"""Group, the groups it stands in, and its value, to the datum of it."""


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
    beyond: dict[int, dict[str, int]] = field(default_factory=dict[int, "dict[str, int]"])
    """The groups of lines that stand too far below the last row to be of the table."""
    order: tuple[str, ...] = ()
    active: bool = False
    ended: bool = False
    opened: int | None = None
    others: tuple[Table, ...] = ()
    year: str = ""
    """The one year that headings of the page name."""
    headed: set[str] = field(default_factory=set[str])
    headed_at: int = -2
    """Index of the line of the last column headings."""
    units: list[tuple[int, dict[str, str]]] = field(
        default_factory=list[tuple[int, dict[str, str]]]
    )
    """From which line on which fields are in which units, as the headings there say."""
    headings: list[int] = field(default_factory=list[int])
    loose_headings: set[str] = field(default_factory=set[str])
    """The words of headings of a table that its form gives no columns."""
    carried: frozenset[int] = frozenset()
    """Groups that go on from the page before: no total closed them there."""
    layout: Layout | None = None
    """Where the columns stand, for a table with columns that only their place tells."""
    places: Layout | None = None
    """Where the columns stand, for a table whose rows may have blank cells."""
    foreign: Layout | None = None
    """Where columns stand that the table does not know."""
    rest: Text | None = None
    """The line in hand without what its group columns print."""
    printed: Printed = field(default_factory=dict[tuple[str, tuple[int, ...], str], int])
    """Groups that columns print, by name, the groups they stand in, and value."""
    told: list[tuple[Hit, frozenset[str]]] = field(default_factory=list[tuple[Hit, frozenset[str]]])
    """Rows of a table with group columns, each with the groups it prints itself."""
    seen: set[tuple[tuple[int, ...], str]] = field(default_factory=set[tuple[tuple[int, ...], str]])

    def claim(self, at: int, became: str) -> None:
        """Takes a line for this table."""
        self.claimed.add(at)
        self.ledger.claim(self.lines[at], f"{self.form}/{self.table.name}", became)
