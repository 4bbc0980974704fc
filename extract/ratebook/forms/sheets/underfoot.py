"""Pages that print the numbers of their sheet at the foot, above the dates: they are read as if
these stood at the top, where other books have them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ratebook.forms.sheets.foot import has_foot
from ratebook.forms.sheets.head import find_head, head_items
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction

_LAST = 10
"""Among so many last lines of a page stand its head and its foot."""
_FEWEST = 16
"""A page of fewer lines has no top and bottom."""


def heads_first(lines: Sequence[Line], jurisdiction: Jurisdiction) -> Sequence[Line]:
    """All lines, the head that a page prints above its foot before the other lines of that page."""
    pages = [[*of] for _, of in groupby(lines, lambda line: line.page)]
    moved = [_moved(page, jurisdiction) for page in pages]
    if not any(moved):
        return lines
    return [line for page, new in zip(pages, moved, strict=True) for line in new or page]


def _moved(page: Sequence[Line], jurisdiction: Jurisdiction) -> list[Line]:
    """The lines of a page with its head first; none where it stands at the top already."""
    rest = len(page) - _LAST
    if len(page) < _FEWEST:
        return []
    at = next((n for n in range(rest, len(page)) if head_items(page[n].text, jurisdiction)), None)
    if at is None or not any(has_foot(line, jurisdiction) for line in page[at:]):
        return []
    block = find_head(page, at, jurisdiction)
    above = page[:at]
    if block is None or any(head_items(x.text, jurisdiction) for x in above):
        return []
    if any(has_foot(line, jurisdiction) for line in above):
        return []  # It is of the sheet that begins there.
    return [*page[at : block.end], *above, *page[block.end :]]
