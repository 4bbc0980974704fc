"""Headings set by place that stand over the middle of several columns, or of one alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from ratebook.model.page import Cell, Line

_SET = 1.5
_SET_TEXT = 0.6
"""So far, in points and in characters, from an edge or the middle that a heading is set on."""
_SURE = 2.0
"""So many times nearer than over any other columns is the middle over those it is over."""
_MIDDLE = 0.1
"""How far from the middle over two columns a heading of both may stand, as a share of them."""

_HANGS = regex.compile(r"\b(?:per|of|for)\s*$", regex.IGNORECASE)
"""What goes on in the heading below: `Customer Charge per` over `Month`."""


def amid(
    placed: list[Cell | None], columns: list[Cell], below: list[str]
) -> Iterator[tuple[int, int]]:
    """The columns, each with the one over which the heading begins that stands right over the
    middle of both, or of several: `Gas Cost Adjustment` above `Demand` and `Commodity`."""
    for own, over in enumerate(placed):
        if over is None:
            continue
        reached = [n for n, column in enumerate(columns) if stands_over(over, column)] or [own]
        hangs = reached[0] and len(reached) == 1 and _HANGS.search(over.text)
        if hangs or abs(over.right - columns[own].right) <= _SET_TEXT:
            continue
        runs = sorted((_off(over, columns, run), run) for run in _runs(reached, placed, below))
        alone = _off(over, columns, (own, own))
        for off, (first, last) in runs[:1]:
            sure = len(runs) == 1 or _SURE * off < runs[1][0]
            if sure and off < alone and near_middle(over, columns, (first, last)):
                yield from ((n, own) for n in range(first, last + 1) if n != own)


def centred_on(cell: Cell, own: Cell, line: Line) -> bool:
    """Whether a heading stands on the middle of one of another width below it: it is over that one
    alone, where one over several begins with the first of them or stands amid all."""
    off = set_off(line)
    if abs(cell.left - own.left) <= off or abs(cell.right - own.right) <= off:
        return False
    return abs(cell.left + cell.right - own.left - own.right) / 2 <= off


def between(cell: Cell, columns: list[Cell]) -> int | None:
    """The first of the two columns amid which a heading stands that is over none of them."""
    for n, (one, other) in enumerate(pairwise(columns)):
        if one.right <= cell.left and cell.right <= other.left:
            return n if near_middle(cell, columns, (n, n + 1)) else None
    return None


def amid_all(cell: Cell, columns: list[Cell]) -> bool:
    """Whether a heading stands about the middle over all these columns."""
    return near_middle(cell, columns, (0, len(columns) - 1), 2 * _MIDDLE)


def set_right(cell: Cell, own: Cell, line: Line) -> bool:
    """Whether a heading ends where one below it does, as above figures."""
    return abs(cell.right - own.right) <= set_off(line)


def _runs(
    reached: list[int], placed: list[Cell | None], below: list[str]
) -> Iterator[tuple[int, int]]:
    """First and last of the columns that a heading may stand over besides those it reaches: they
    have none of their own in its line, and one below."""
    least, most = reached[0], reached[-1]
    while least and placed[least - 1] is None and worded(below[least - 1]):
        least -= 1
    while most + 1 < len(placed) and placed[most + 1] is None and worded(below[most + 1]):
        most += 1
    if not all(worded(below[n]) for n in reached):
        return
    for first in range(least, reached[0] + 1):
        for last in range(reached[-1], most + 1):
            if last > first:
                yield first, last


def _off(over: Cell, columns: list[Cell], run: tuple[int, int]) -> float:
    """How far a heading is from the middle over a run of columns."""
    return abs(columns[run[0]].left + columns[run[1]].right - over.left - over.right) / 2


def near_middle(
    over: Cell, columns: list[Cell], run: tuple[int, int], share: float = _MIDDLE
) -> bool:
    """Whether a heading stands about the middle over a run of columns, within a share of them."""
    wide = columns[run[1]].right - columns[run[0]].left
    return _off(over, columns, run) <= share * wide


def set_off(line: Line) -> float:
    """How far from an edge or the middle that it is set on a heading of this line may stand."""
    return _SET if line.number is None else _SET_TEXT


def stands_over(one: Cell, other: Cell) -> bool:
    """Whether one cell stands over, or below, some of another."""
    return one.left < other.right and other.left < one.right


def worded(text: str) -> bool:
    """Whether a heading says anything."""
    return any(map(str.isalpha, text))
