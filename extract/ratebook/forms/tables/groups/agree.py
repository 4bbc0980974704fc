"""Totals that name their group (`Total Cycle 1`): they are of that one, wherever they stand."""

from __future__ import annotations

from itertools import combinations

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
    table, or one that has its total, contradicts the heading above it: both are left open."""
    for scan in scans:
        main = main_row(scan.table)
        beside = [s for s in scans if s.table is scan.table]
        for hit in scan.hits:
            if hit.row is not main and hit.groups:
                _settle(hit, scan, beside, ledger)
        _settle_twice(scan)


def _settle(hit: Hit, scan: Scan, scans: list[Scan], ledger: Ledger) -> None:
    outer, groups, moved = dict[str, int](), dict(hit.groups), False
    other: list[str] = []
    for group in scan.table.groups:
        name, held = group.field, hit.groups.get(group.field)
        said = _said(hit, scan, name)
        value = ledger.data[held].value if held else None
        if held and value is not None and said is not None and (moved or said != value):
            other += [name] if said != value else []
            named = _named(hit, name, said, outer, scans, ledger)
            if len(named) != 1:
                return _doubt(hit, other or [name], ledger)
            groups[name], moved = named.pop(), True
        if name in groups:
            outer[name] = groups[name]
    hit.groups = groups
    return None


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
    return found - {h.groups[name] for h in inside if h.row is hit.row and h is not hit}


def _doubt(hit: Hit, names: list[str], ledger: Ledger) -> None:
    for name in names:
        held = hit.groups[name]
        hit.cells[name] = [token._replace(loose=True) for token in hit.cells[name]]
        ledger.data[held] = ledger.data[held]._replace(touched=True)
        message = f"a total of another {name} than the heading above names"
        ledger.issue("lost-group", message, place_of(hit.line), held)


def _settle_twice(scan: Scan) -> None:
    """Of two totals that name the same group one is of another: neither counts by itself."""
    fields = {group.field for group in scan.table.groups}
    for one, two in combinations([h for h in scan.hits if fields & set(h.cells)], 2):
        if one.row is two.row and one.groups == two.groups and one.row is not main_row(scan.table):
            for hit in (one, two):
                for name, tokens in hit.cells.items():
                    hit.cells[name] = [token._replace(loose=True) for token in tokens]
