"""Structural repairs of damaged tables: they regroup words and never alter one.

In order: rows read with damaged words, ghosts (a row drawn twice, once garbled), rows split over two
lines, and blocks whose columns slid against each other.
"""

from __future__ import annotations

from ratebook.forms.align import Alignment, align
from ratebook.forms.hit import Hit, Token, hit_of, match_row
from ratebook.forms.scan import Leftover, Scan


def mend(scan: Scan) -> None:
    """Reads what can be read of the leftovers; the rest stays in `scan.left`."""
    _fuzzy_rows(scan)


def _fuzzy_rows(scan: Scan) -> None:
    """Rows whose fixed words are damaged and whose fields are clean."""
    kept: list[Leftover] = []
    for left in scan.left:
        found = None
        if not left.heading_cells:
            found = match_row(scan.table.rows, scan.table, scan.order, left.text, fuzzy=True)
        if found is None:
            kept.append(left)
            continue
        scan.claim(left.at, f"row {found[0].name}, words damaged")
        scan.hits.append(hit_of(found[0], left.at, left.text, found[1], left.groups))
    scan.left = kept
