"""Totals that name their group (`Total Cycle 1`): they are of that one, wherever they stand."""

from __future__ import annotations

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.data.enter import field_types
from ratebook.forms.tables.hit import Hit
from ratebook.forms.tables.state import Scan
from ratebook.forms.tokens.values import read_value
from ratebook.records.datum import Value
from ratebook.records.ledger import Ledger


def settle_totals(scans: list[Scan], ledger: Ledger) -> None:
    """Gives totals below several groups to the groups they name. One that names no group of its
    table contradicts the heading above it: both are left open."""
    for scan in scans:
        main = main_row(scan.table)
        for hit in scan.hits:
            if hit.row is not main and hit.groups:
                _settle(hit, scan, [s for s in scans if s.table is scan.table], ledger)


def _settle(hit: Hit, scan: Scan, scans: list[Scan], ledger: Ledger) -> None:
    outer, moved = dict[str, int](), False
    for group in scan.table.groups:
        name, held = group.field, hit.groups.get(group.field)
        said = _said(hit, scan, name)
        value = ledger.data[held].value if held else None
        if held and value is not None and said is not None and (moved or said != value):
            named = _named(hit, name, said, outer, scans, ledger)
            if len(named) == 1:
                hit.groups[name], moved = named.pop(), True
            else:
                _doubt(hit, name, held, ledger)
        if name in hit.groups:
            outer[name] = hit.groups[name]


def _said(hit: Hit, scan: Scan, name: str) -> Value:
    """What the row itself prints of a group."""
    if len(hit.cells.get(name, ())) != 1:
        return None
    return read_value(hit.cells[name][0].raw, field_types(scan.table, hit.row)[name][0]).value


def _named(
    hit: Hit, name: str, said: Value, outer: dict[str, int], scans: list[Scan], ledger: Ledger
) -> set[int]:
    """The groups of that value within the same outer groups, which have no such total yet."""
    every = [h for s in scans for h in s.hits if name in h.groups]
    inside = [h for h in every if all(h.groups.get(k, i) == i for k, i in outer.items())]
    main = main_row(scans[0].table)
    found = {h.groups[name] for h in inside if h.row is main}
    found = {i for i in found if ledger.data[i].value == said}
    order = [g.field for g in scans[0].table.groups]
    if max(hit.groups, key=order.index) != name:
        return found
    before = [h for h in inside if h.row is hit.row and h.at < hit.at]
    return found - {h.groups[name] for h in before}


def _doubt(hit: Hit, name: str, held: int, ledger: Ledger) -> None:
    hit.cells[name] = [token._replace(loose=True) for token in hit.cells[name]]
    ledger.data[held] = ledger.data[held]._replace(touched=True)
    message = f"a total of another {name} than the heading above names"
    ledger.issue("lost-group", message, place_of(hit.line), held)
