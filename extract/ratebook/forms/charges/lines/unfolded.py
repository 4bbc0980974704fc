"""Pages set in two columns of text, as one column after the other.

Only where sentences run on both sides of one gutter: a table has figures or names on one side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ratebook.model.page import Cell, Line

_FEWEST, _FEW, _MANY = 4, 2, 4
"""Lines with a sentence on both sides that show such a page; fewer do where so many sentences begin
behind the gutter."""
_EACH = 3
"""Sentences on each side of a gutter that none crosses."""
_WORD = regex.compile(r"[a-z]{2,}")
_WORDS = 4
_PRICE = regex.compile(r"\s*(?:\$|\(?\d[\d,]*\.\d{2})")
_MONEY = regex.compile(r"\$|\d\.\d{2}")
_SLACK = 1.0


def unfolded(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """The lines with those of such pages taken apart, left column first, and for each the index of
    the line it is of."""
    edges = {page: edge for page in {line.page for line in lines} if (edge := _edge(lines, page))}
    if not edges:
        return [*lines], [*range(len(lines))]
    made: list[tuple[Line, int]] = []
    right: list[tuple[Line, int]] = []
    for n, line in enumerate(lines):
        edge = edges.get(line.page)
        halves = _halves(line, edge) if edge else None
        if halves is None:
            # A line over both columns, or of another page: what stands right of the gutter ends.
            made += [*right, (line, n)]
            right = []
            continue
        one, other = halves
        made += [(replace(line, cells=one), n)] if one else []
        right += [(replace(line, cells=other), n)] if other else []
    made += right
    return [line for line, _ in made], [n for _, n in made]


def _edge(lines: Sequence[Line], page: int | None) -> float | None:
    """Where the right column of a page begins; None where it has none."""
    both: Counter[int] = Counter()
    begun: Counter[int] = Counter()
    sides: list[Cell] = []
    for line in lines:
        if line.page != page or line.tabular or line.packed:
            continue
        sides += [cell for cell in line.cells if _runs(cell)]
        if _MONEY.search(line.text):
            continue  # The row of a table prints its price.
        begun.update(round(cell.left) for cell in line.cells if _runs(cell))
        both.update(round(b.left) for a, b in pairwise(line.cells) if _runs(a) and _runs(b))
    if both:
        left, times = both.most_common(1)[0]
        if times >= _FEWEST or (times >= _FEW and begun[left] >= _MANY):
            return float(left)
    return next((float(left) for left in both if _parts(left, sides)), None)


def _parts(left: float, sides: Sequence[Cell]) -> bool:
    """Whether all sentences of a page end before this edge or begin at it, several on each side."""
    before = sum(cell.right <= left - _SLACK for cell in sides)
    behind = sum(abs(cell.left - left) <= _SLACK for cell in sides)
    return before >= _EACH and behind >= _EACH and before + behind == len(sides)


def _runs(cell: Cell) -> bool:
    """Whether a cell prints words of a sentence."""
    return len(_WORD.findall(cell.text)) >= _WORDS


def _halves(line: Line, edge: float) -> tuple[tuple[Cell, ...], tuple[Cell, ...]] | None:
    """The cells of a line on both sides of the gutter; None where one stands across it."""
    if line.tabular or line.packed:
        return None
    left = tuple(c for c in line.cells if c.left < edge - _SLACK)
    if any(c.right > edge - _SLACK for c in left):
        return None
    right = tuple(c for c in line.cells if c.left >= edge - _SLACK)
    if left and right and _PRICE.match(right[0].text) and not _MONEY.search(left[-1].text):
        return None  # The row of a table whose price happens to stand behind the gutter.
    return left, right
