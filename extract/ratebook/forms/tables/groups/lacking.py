"""Rows in none of the groups that the other rows of their table stand in: a heading was lost."""

from __future__ import annotations

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.hit import Hit
from ratebook.forms.tables.state import Scan
from ratebook.records.datum import Standing


def lose_groups(scans: list[Scan]) -> None:
    """Where some rows of a document stand in a required group and others in none, that of the
    others was lost; it is not absent."""
    for scan in scans:
        beside = [s for s in scans if s.table is scan.table]
        for group in scan.table.groups:
            if group.required and any(_stands(s, group.field) for s in beside):
                _lose(scan, group.field)


def _stands(scan: Scan, name: str) -> bool:
    main = main_row(scan.table)
    return any(hit.row is main and name in hit.groups for hit in scan.hits)


def _lose(scan: Scan, name: str) -> None:
    held: int | None = None
    within: dict[str, int] = {}
    order = [group.field for group in scan.table.groups]
    outer = order[: order.index(name)]
    for hit in sorted(scan.hits, key=lambda h: h.at):
        if name in hit.groups or name in hit.row.closes:
            held = None
            continue
        mine = {n: hit.groups[n] for n in outer if n in hit.groups}
        if held is None or mine != within:
            held, within = _unknown(scan, hit, name), mine
        hit.groups[name] = held


def _unknown(scan: Scan, hit: Hit, name: str) -> int:
    place = place_of(hit.line)
    made = scan.ledger.add(None, None, Standing.UNREADABLE, place, label=f"{name} of these rows")
    scan.ledger.issue("lost-group", f"nothing says of which {name} these rows are", place, made)
    return made
