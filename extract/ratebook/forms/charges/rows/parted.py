"""Headings of two columns in one cell, where the space between them is as narrow as that between
words: `Minimum Bill Each 1,000 Gallons` over two prices."""

from __future__ import annotations

from dataclasses import replace

from ratebook.forms.charges.rows.amid import stands_over
from ratebook.forms.charges.rows.row_kinds import filled
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.model.page import Cell, Line, union

_PAIR = 2
_JOINS = frozenset({"per", "for", "of", "and", "or", "in", "to", "by", "with", "a", "an"})
"""With these a heading goes on: `Rate Per Lamp Per Year` is of both columns."""


def parted_heads(block: list[Line], row: Line) -> list[Line]:
    """The lines of headings with such cells as two, where one of them stands over two prices of the
    `row`. Only on pages with geometry, and where each half says by itself what its column is."""
    priced = [c for c in filled(row) if prices(c.text)]
    if row.tabular or row.number is not None or len(priced) < _PAIR:
        return block
    return [_parted(line, priced) for line in block]


def _parted(line: Line, priced: list[Cell]) -> Line:
    if line.tabular or line.packed or len(filled(line)) > len(priced):
        return line
    cells = tuple(half for cell in line.cells for half in _halves(cell, line, priced))
    return replace(line, cells=cells) if len(cells) > len(line.cells) else line


def _halves(cell: Cell, line: Line, priced: list[Cell]) -> list[Cell]:
    """The cell, or its two halves where there is one way alone to cut it."""
    under = [p for p in priced if stands_over(cell, p)]
    if len(under) != _PAIR or any(
        stands_over(other, p) for other in filled(line) if other is not cell for p in under
    ):
        return [cell]
    whole = facets(cell.text)
    if len(whole.measures) > 1 and whole.unit is not None:
        return [cell]  # `Annual Charge Per Lamp` is one unit.
    found = [cut for n in range(1, len(cell.words)) if (cut := _cut(cell, n))]
    sure = [
        (one, other)
        for one, other in found
        if stands_over(one, under[0])
        and not stands_over(one, under[1])
        and stands_over(other, under[1])
        and not stands_over(other, under[0])
    ]
    return [*sure[0]] if len(sure) == len(found) == 1 else [cell]


def _cut(cell: Cell, at: int) -> tuple[Cell, Cell] | None:
    """The halves of a cell before and behind a word, where each says what is charged or by what,
    and nothing else."""
    halves: list[Cell] = []
    for words in (cell.words[:at], cell.words[at:]):
        box = union([w.box for w in words if w.box])
        text = " ".join(w.text for w in words)
        said = facets(text)
        if box is None or said.free or not (said.components or said.measures):
            return None
        if not text[:1].isupper() or words[0].text.lower() in _JOINS:
            return None
        halves.append(Cell(text, box[0], box[2], words))
    return halves[0], halves[1]
