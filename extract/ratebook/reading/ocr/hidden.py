"""Words beside which a stamp may hide others: a label pasted on, ink through which nothing shows.

What stands under such a stamp leaves no trace but a gap. A line that ends at its edge may go on
below it, and where other lines of the page have a cell of words at its place, so may have had the
line it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ratebook.model.page import Box, Cell, Line, Word, widened

LABEL = 3.0
"""Points by which a pasted stamp is wider than what is written on it."""
NEAR = 1.5
"""Heights of a word from a stamp's side within which the word may go on below it. A word that ends
well within a stamp is legible through it, and so would be the next."""
GAP = 0.8
"""Heights of a word: more than the blank between two words."""
AROUND = 140.0
"""Points above and below a stamp within which rows of the same table are looked for."""
LETTERS = 3
"""Letters in a cell of words; others hold amounts and marks, which are part of no name."""


def with_cuts(lines: Sequence[Line], stamps: Sequence[Box]) -> tuple[Line, ...]:
    """The lines of print, all in points of the straightened page, words that may go on below one of
    the stamps being marked."""
    places = [widened(box, LABEL) for box in stamps]
    cut = {id(word) for box in places for word in _cut_by(box, lines)}
    if not cut:
        return tuple(lines)
    return tuple(_marked(line, cut) for line in lines)


def _cut_by(stamp: Box, lines: Sequence[Line]) -> Iterator[Word]:
    level = [line for line in lines if any(_is_level(word, stamp) for word in line.words)]
    columns = _columns(stamp, [line for line in lines if line not in level])
    for line in level:
        words = [word for word in line.words if word.box]
        for one, other in pairwise([None, *words, None]):
            if _is_hidden(one, other, stamp, columns):
                yield from (word for word in (one, other) if word)


def _is_level(word: Word, stamp: Box) -> bool:
    if word.box is None:
        return False
    common = min(word.box[3], stamp[3]) - max(word.box[1], stamp[1])
    return common > 0.3 * (word.box[3] - word.box[1])


def _columns(stamp: Box, lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Left and right of the cells of words above and below a stamp."""
    return [
        (cell.left, cell.right)
        for line in lines
        for cell in line.cells
        if cell.left < stamp[2] and cell.right > stamp[0] and _is_words(cell)
        and any(w.box and stamp[1] - AROUND < w.box[1] < stamp[3] + AROUND for w in cell.words)
    ]  # fmt: skip


def _is_words(cell: Cell) -> bool:
    return sum(map(str.isalpha, cell.text)) >= LETTERS


def _is_hidden(
    one: Word | None, other: Word | None, stamp: Box, columns: Sequence[tuple[float, float]]
) -> bool:
    """Whether print may be hidden between two neighbours of a line, None being its ends: there is
    a gap within the stamp, and one of them stands at its edge or a column has its cell there."""
    left = one.box[2] if one and one.box else float("-inf")
    right = other.box[0] if other and other.box else float("inf")
    high = max(word.box[3] - word.box[1] for word in (one, other) if word and word.box)
    if min(right, stamp[2]) - max(left, stamp[0]) < GAP * high:
        return False
    if min(abs(left - stamp[0]), abs(right - stamp[2])) < NEAR * high:
        return True
    return any(left < start and end < right for start, end in columns)


def _marked(line: Line, cut: set[int]) -> Line:
    if not any(id(word) in cut for word in line.words):
        return line
    cells = tuple(
        cell._replace(words=tuple(replace(w, cut=True) if id(w) in cut else w for w in cell.words))
        for cell in line.cells
    )
    return replace(line, cells=cells)
