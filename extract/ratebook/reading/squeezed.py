"""Text dumps that no longer show what stands below what: every gap is two blanks wide, or every
line was moved to the margin.

Such a page tells a column by its number alone, as one does whose gaps became tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ratebook.model.page import Cell, Line

_FEW = 3
"""Lines of several cells that tell how a page is set."""
_WIDE = " " * 3
_NEAR = 3.0
_PRICE = regex.compile(r"[($¢\s-]*\d*[\d,]*\.\d{2,6}\)?\b")
_TWO = 2
_SHORT = 30


def unplaced(lines: list[Line], source: Sequence[str]) -> list[Line]:
    """The lines of a page of this source; those of several cells marked as packed where their
    places tell nothing: an empty cell is lost there, and where the line began."""
    several = [line for line in lines if len(line.cells) > 1]
    if len(several) < _FEW or any(line.tabular or line.heading for line in lines):
        return lines
    if not (_evenly_set(several, source) or (_at_margin(lines) and _moved(lines))):
        return lines
    return [_numbered(line) if len(line.cells) > 1 else line for line in lines]


def _numbered(line: Line) -> Line:
    cells = (Cell(c.text, float(n), n + 1.0, c.words) for n, c in enumerate(line.cells))
    return replace(line, cells=tuple(cells), tabular=True, packed=True)


def _evenly_set(lines: Sequence[Line], source: Sequence[str]) -> bool:
    """Whether all gaps within lines are two blanks wide: no table set by place has such. Where dots
    lead to a price they fill its gap."""
    raw = (source[(line.number or 1) - 1].strip() for line in lines)
    return not any(_WIDE in line for line in raw)


def _at_margin(lines: Sequence[Line]) -> bool:
    """Whether every line begins at the margin."""
    return all(line.cells[0].left == 0 for line in lines)


def _moved(lines: Sequence[Line]) -> bool:
    """Whether a line beside rows of prices does not stand over their columns, though all of them
    begin at the margin: it began further in."""
    return any(_apart(block) for block in _blocks(lines)) or any(
        _goes_on(above, line) for above, line in pairwise(lines)
    )


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line of headings goes on with other cells than the line above it has: which of
    these each is below is not shown."""
    if (line.number or 0) - (above.number or 0) > 1 or any(map(str.isdigit, line.text)):
        return False
    small = [cell.text.startswith("(") or cell.text[:1].islower() for cell in line.cells]
    if len(above.cells) == 1:
        return not small[0] and any(small) and len(above.text) < _SHORT and above.text[:1].isupper()
    if 1 < len(above.cells) < len(line.cells):
        # `Inside City | Outside City` is of prices, and so is `7 a.m. - 4 p.m. | All Other`: they
        # stand over the labels.
        one, two = (set(cell.text.split()) for cell in above.cells[:2])
        return not one.isdisjoint(two) or any(map(str.isdigit, above.cells[0].text))
    fewer = 1 < len(line.cells) < len(above.cells)
    return fewer and all(small) and not any(map(str.isdigit, above.cells[-1].text[:1]))


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The runs of lines of several cells, with a line of one cell between two of them."""
    block: list[Line] = []
    for line in lines:
        if len(line.cells) < _TWO:
            if block and (line.number or 0) - (block[-1].number or 0) > 1:
                yield block
                block = []
            continue
        if block and (line.number or 0) - (block[-1].number or 0) > _TWO:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _apart(block: Sequence[Line]) -> bool:
    """Whether the lines of a block do not stand in the columns of its fullest row of prices."""
    rows = [line for line in block if _PRICE.match(line.cells[-1].text)]
    if not rows:
        return False
    widest = max(rows, key=lambda line: len(line.cells))
    return any(not _stands_in(line, widest) for line in block)


def _stands_in(line: Line, row: Line) -> bool:
    """Whether each cell of a line but the first stands in a column of a row of its own."""
    near = _NEAR if _PRICE.match(line.cells[-1].text) else 0.0
    at = [
        [n for n, other in enumerate(row.cells) if _over(cell, other, near)]
        for cell in line.cells[1:]
    ]
    taken = [found[-1] for found in at if found]
    return len(taken) == len(at) == len(set(taken)) and 0 not in taken


def _over(one: Cell, other: Cell, near: float) -> bool:
    return one.left < other.right + near and other.left < one.right + near
