"""Rows with blank cells in tables whose cells tell by their place which column they are of.

A row of overhead and underground jobs side by side may hold one of them only. What stands there is
taken for a column's only where it stands below its heading; in a row read otherwise a blank stays
a value that is missing.
"""

from __future__ import annotations

from functools import lru_cache

from ratebook.forms.tables.columns.places import parts_of
from ratebook.forms.tables.groups.mentions import own_groups
from ratebook.forms.tables.hit import Hit, Text, Token
from ratebook.forms.tables.state import Scan
from ratebook.rules.form import Row, Table
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_FEWEST = 2


@lru_cache(maxsize=256)
def has_gaps(table: Table) -> bool:
    """Whether rows of a table may have blank cells."""
    return any(row.gaps for row in table.rows)


def row_with_gaps(scan: Scan, at: int, text: Text) -> Hit | None:
    """The row a line with blank cells is; None where a cell stands in no column, or is no cell of
    the column it stands in."""
    parts = parts_of(scan.places, text.line) if scan.places else None
    row = next((row for row in scan.table.rows if row.gaps), None)
    if parts is None or row is None or scan.places is None:
        return None
    # What a group's column prints is blanked out already.
    parts = [part for part in parts if text.text[part.start : part.end].strip()]
    filled = sum(bool(cell.strip()) for cell in text.text.split("\t"))
    if len(parts) < _FEWEST or filled != len(parts):
        return None
    cells: dict[str, list[Token]] = {}
    for part in parts:
        m = compiled(part.column.cell).match(text.text[part.start : part.end])
        if m is None or part.column.name not in row.columns:
            return None
        for name, start, end in ((n, *m.span(n)) for n in m.re.groupindex if m.start(n) >= 0):
            if name in cells:
                return None
            first, last = part.start + start, part.start + end
            cells[name] = [Token(text.line.text[first:last], text.line, first, last)]
    stands = {part.column.name for part in parts}
    missing = [
        place.column
        for place in scan.places.places
        if place.column.name in row.columns and place.column.name not in stands
    ]
    if not _may_be_blank(row, {c.name for c in missing if not c.optional}, scan):
        return None
    wanted = {n for column in missing for n in _fields(column.cell)}
    groups = dict(own_groups(scan, text.line, row))
    hit = Hit(row, at, text.line, groups, cells, text.mark)
    hit.blank = frozenset(wanted - cells.keys())
    return hit


def _may_be_blank(row: Row, missing: set[str], scan: Scan) -> bool:
    """Whether whole sides of a row are blank: one cell of several is a figure that was lost. A name
    that is not there is blank alone."""
    printed = {c.name for c in scan.table.columns if c.name in scan.order and not c.optional}
    blank: set[str] = set()
    for names in row.gaps:
        side = printed & set(names)
        named = all(_is_name(c.cell) for c in scan.table.columns if c.name in side)
        if (len(side) > 1 or named) and side <= missing:
            blank |= side
    return bool(missing) and missing <= blank


@lru_cache(maxsize=256)
def _is_name(cell: str) -> bool:
    return all(TYPES[spec.type].family == "text" for spec in compiled(cell).fields)


@lru_cache(maxsize=256)
def _fields(cell: str) -> tuple[str, ...]:
    return tuple(spec.name for spec in compiled(cell).fields)
