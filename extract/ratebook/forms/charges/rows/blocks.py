"""Blocks whose words and quantity stand in cells of their own: `For the first | 600 | $4.27`.

Each price has the quantity before it; where two lists stand side by side, each its own."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.rows.places import column_of
from ratebook.forms.charges.words.words import word_pattern
from ratebook.model.page import Cell, Line

_OPEN = regex.compile(
    r"(?:for\s+)?(?:all\s+)?(?:the\s+)?(?:first|next|over|above|(?:in\s+)?excess(?:\s+(?:of|over))?|additional)"
    r"(?:\s+the\s+first)?\W*",
    regex.IGNORECASE,
)
_COUNT = regex.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
_PER = regex.compile(r"\s*\bper\b.*|\s*\bused\b.*", regex.IGNORECASE)

Blocks = dict[int, str]
"""The words of the block by the number of the price's cell."""


def blocks_of(
    context: Context, line: Line, cells: list[tuple[int, Cell]], priced: list[int]
) -> tuple[Blocks, set[int]]:
    """The blocks of a row's prices, and the cells that print them; none where a price has no
    quantity of its own below a heading that counts one."""
    first = next((n for n, (_, c) in enumerate(cells) if _OPEN.fullmatch(c.text.strip())), None)
    if first is None or not priced or first > priced[0]:
        return {}, set()
    words = cells[first][1].text.strip(" .:")
    found, taken = Blocks(), {first}
    for before, n in zip([first, *priced], priced, strict=False):
        own = [k for k in range(before + 1, n) if _COUNT.fullmatch(cells[k][1].text.strip())]
        if len(own) != 1:
            return {}, set()
        counted = _counted(context, line, cells[own[0]][1])
        if not counted:
            return {}, set()
        found[n] = f"{words} {cells[own[0]][1].text.strip()} {counted}"
        taken.add(own[0])
    return found, taken


def _counted(context: Context, line: Line, cell: Cell) -> str:
    """What the heading over a figure counts, as it prints it: `Gallons`, `(1,000 Gal.)`."""
    try:
        heading = column_of(context, line, cell).cell.text
    except UnreadError:
        return ""
    if not word_pattern("quantities", "words").search(heading):
        return ""
    said = _PER.sub("", " ".join(heading.split()))
    return f"({said})" if any(map(str.isdigit, said)) else said.lower()
