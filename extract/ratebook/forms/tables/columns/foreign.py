"""Columns a table prints and its form does not know (`Customers` beside the revenues): their cells
are set aside, so that the others are read, and an issue names them.

Only where the headings stand each in a cell of their own, so that a column is told by its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.leaves import leaves_of, squash
from ratebook.forms.tables.columns.places import Layout, Place, blanked, parts_of
from ratebook.forms.tables.hit import Text
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line
from ratebook.rules.form import Column, Table

_UNKNOWN = Column("", (), "{unknown:anything}")


def find_foreign(
    scan: Scan, line: Line, below: Sequence[Text], reads: Callable[[Text], bool]
) -> None:
    """Notes the columns of a heading that the table does not know, where more of the lines below
    are read without them."""
    scan.foreign = None
    layout = _layout(line, scan.table, scan.order)
    if layout is None or _torn(layout, below):
        return
    with_them = sum(reads(text) for text in below)
    if sum(reads(without(layout, text)) for text in below) > with_them:
        scan.foreign = layout
        unknown = [line.text[p.start : p.end] for p in layout.places if p.column is _UNKNOWN]
        message = f"in table {scan.table.name} of {scan.form}, columns not read: "
        scan.ledger.issue("unread-column", message + ", ".join(unknown), place_of(line))


def _layout(line: Line, table: Table, order: tuple[str, ...]) -> Layout | None:
    if len(line.filled) <= len(order):
        return None
    leaves = leaves_of(table)
    places: list[Place] = []
    at = 0
    for cell in line.cells:
        end = at + len(cell.text)
        if cell.text.strip():
            squashed = squash(cell.text)
            own = squashed in leaves or any(map(squashed.__contains__, leaves))
            places.append(Place(_known(table) if own else _UNKNOWN, cell.left, cell.right, at, end))
        at = end + 1
    known = sum(place.column is not _UNKNOWN for place in places)
    if known != len(order) or _cut(line, leaves):
        return None
    return Layout(line, order, tuple(places))


def _cut(line: Line, leaves: frozenset[str]) -> bool:
    """Whether a heading goes on from one cell to the next: a column cut in two is none of its
    own."""
    texts = [squash(cell.text) for cell in line.filled]
    for one, two in pairwise(texts):
        for leaf in leaves:
            at = (one + two).find(leaf)
            while at >= 0:
                if at < len(one) < at + len(leaf):
                    return True
                at = (one + two).find(leaf, at + 1)
    return False


def _torn(layout: Layout, below: Sequence[Text]) -> bool:
    """Whether figures of such a column look like pieces of those beside them."""
    for text in below:
        for part in parts_of(layout, text.line) or []:
            said = text.text[part.start : part.end].strip()
            if said.endswith((",", ".", "$")) or said.startswith((",", ".")):
                return True
    return False


def _known(table: Table) -> Column:
    """Which of its columns it is the order of the row tells."""
    return table.columns[0]


def without(layout: Layout, text: Text) -> Text:
    """The line without what stands in columns nobody knows."""
    if len(text.line.filled) < 2:
        return text
    parts = parts_of(layout, text.line) or []
    return blanked(text, [part for part in parts if part.column is _UNKNOWN])
