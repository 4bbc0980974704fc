"""Rows that each group prints once: where one is lost, its figures are missing, not absent."""

from __future__ import annotations

from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.hit import Hit
from ratebook.forms.tables.state import Scan

Group = tuple[tuple[str, int], ...]


def expect_rows(scans: list[Scan]) -> None:
    """Adds an empty row of each expected kind to every group of main rows that lacks it.

    A group may go on over pages, so all walks of a table are looked at together.
    """
    for scan in scans:
        main = main_row(scan.table)
        for row in scan.table.rows:
            if row.expected and main is not None:
                there = {
                    _group(h)
                    for other in scans
                    if other.table is scan.table
                    for h in other.hits
                    if h.row is row
                }
                if not there:
                    continue  # This document prints none.
                last = {_group(h): h for h in scan.hits if h.row is main and h.groups}
                scan.hits += [
                    Hit(row, h.at, h.line, dict(h.groups), {})
                    for group, h in last.items()
                    if group not in there and not _goes_on(scans, scan, group)
                ]


def _group(hit: Hit) -> Group:
    return tuple(sorted(hit.groups.items()))


def _goes_on(scans: list[Scan], scan: Scan, group: Group) -> bool:
    """True where a later page holds rows of the same group."""
    later = scans[scans.index(scan) + 1 :]
    return any(
        _group(h) == group for other in later if other.table is scan.table for h in other.hits
    )
