"""Which of two tables on a page a line belongs to: the one whose headings stand nearest above."""

from __future__ import annotations

from ratebook.forms.tables.hit import prepare
from ratebook.forms.tables.state import Leftover, Scan


def part(scans: list[Scan]) -> None:
    """Takes from each table the lines below the headings of another, and gives them to that one.

    A damaged heading is seen by its own table only; the table before it would read on.
    """
    headed = [scan for scan in scans if scan.headings]
    for scan in headed:
        for left in [x for x in scan.left if not x.heading_cells]:
            if _owner(headed, left.at) is not scan:
                scan.left.remove(left)
        for hit in [h for h in scan.hits if h.row.columns]:
            owner = _owner(headed, hit.at)
            if owner is not None and owner is not scan:
                scan.hits.remove(hit)
                text = prepare(hit.line, owner.letters)
                owner.left.append(Leftover(hit.at, text, dict(owner.groups)))


def _owner(scans: list[Scan], at: int) -> Scan | None:
    """The table whose last headings before this line are nearest; of several with the same
    headings the first."""
    best: tuple[int, Scan] | None = None
    for scan in scans:
        above = max((h for h in scan.headings if h <= at), default=None)
        if above is not None and (best is None or above > best[0]):
            best = (above, scan)
    return best[1] if best else None
