"""Values that floated away from their labels: one orphan figure on the page, one bare label."""

from __future__ import annotations

from functools import lru_cache

from ratebook.forms.tables.data.enter import field_types
from ratebook.forms.tables.hit import Hit, Token
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line
from ratebook.rules.form import Row, Table
from ratebook.rules.types import TYPES


def give_floats(scans: list[Scan], lines: list[Line], claimed: set[int]) -> None:
    """Gives the only orphan figure of a section to the only row that lost one of its type.

    The figure is `loose`: without a relation that holds it is not accepted.
    """
    blanks = [
        (scan, hit, name, kind)
        for scan in scans
        for hit in scan.hits
        for name, kind in _lost(scan, hit)
    ]
    if len(blanks) != 1:
        return
    scan, hit, name, kind = blanks[0]
    orphans = [
        at
        for at, line in enumerate(lines)
        if at not in claimed and TYPES[kind].pattern.fullmatch(line.text.strip())
    ]
    if len(orphans) != 1:
        return
    line = lines[orphans[0]]
    raw = line.text.strip()
    start = line.text.index(raw)
    hit.cells[name] = [Token(raw, line, start, start + len(raw), loose=True)]
    scan.claim(orphans[0], f"{name} of {hit.row.name}, floated away from its label")


def _lost(scan: Scan, hit: Hit) -> list[tuple[str, str]]:
    """Fields of figures a row's label announces and the row does not print."""
    return [
        (name, kind)
        for name, kind in _announced(scan.table, hit.row)
        if name not in hit.cells and name not in hit.unsure
    ]


@lru_cache(maxsize=512)
def _announced(table: Table, row: Row) -> tuple[tuple[str, str], ...]:
    """The figures that the label of a row announces, with their types."""
    types = field_types(table, row).items() if row.lines else ()
    return tuple((n, t) for n, (t, spare) in types if not spare and TYPES[t].family == "number")
