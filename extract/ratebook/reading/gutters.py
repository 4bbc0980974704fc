"""Narrow columns of a typeset table, told by the rows around.

A column as wide as its longest entry leaves little space beside that entry, no more than some
typists set between words. Where other rows of the table have an edge of two cells at that place,
and no word of any reaches over it, the space is that edge too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ratebook.reading.placed import Group

_REACH = 5
_HEIGHTS = 2.6
"""As far apart as this stand rows of one table, from top to top."""
_WIDER = 1.3
"""So many times the usual space between words is one that may be an edge."""
_SUPPORT = 2
_CELLS = 3
_LEAST = 0.3
_AMOUNT = re.compile(r"\(?-?\$\d*(?:,\d{3})*\.\d{2,6}\)?")


def at_gutters(
    rows: Sequence[list[Group]], sizes: Sequence[float], spacing: float
) -> list[list[Group]]:
    """The rows, each a list of its cells' words, cut where a gutter of the table runs too. `sizes`
    are the widths of a character by row, `spacing` the usual space between words in such widths."""
    rows = [[part for group in row for part in _amounts(group)] for row in rows]
    made: list[list[Group]] = []
    for at, groups in enumerate(rows):
        least = _WIDER * spacing * sizes[at]
        wide = any(b.x0 - a.x1 >= least for group in groups for a, b in pairwise(group))
        around = _around(rows, at) if wide else []
        if len(around) < _SUPPORT or max(map(len, around)) < _CELLS:
            made.append(groups)
            continue
        made.append(
            [part for group in groups for part in _cut(group, around, least, _LEAST * sizes[at])]
        )
    return made


def _amounts(group: Group) -> Iterator[Group]:
    """The words of a cell, parted between two amounts: `$6.82 $4.7177` is no phrase."""
    start = 0
    for n, (a, b) in enumerate(pairwise(group), 1):
        if _AMOUNT.fullmatch(a.word.text) and _AMOUNT.fullmatch(b.word.text):
            yield group[start:n]
            start = n
    yield group[start:]


def _around(rows: Sequence[list[Group]], at: int) -> list[list[Group]]:
    """The rows of several cells right above and below a row, up to one that stands apart."""
    found: list[list[Group]] = []
    for step in (-1, 1):
        last = rows[at]
        for n in range(at + step, at + step * (_REACH + 1), step):
            if not 0 <= n < len(rows) or len(rows[n]) < 2:
                break
            if abs(rows[n][0][0].top - last[0][0].top) > _HEIGHTS * last[0][0].height:
                break
            last = rows[n]
            found.append(last)
    return found


def _cut(group: Group, around: list[list[Group]], least: float, free: float) -> Iterator[Group]:
    """The words of a cell, parted at each space that is an edge of cells in the rows around."""
    start = 0
    for n, (a, b) in enumerate(pairwise(group), 1):
        if b.x0 - a.x1 >= least and _is_gutter(a.x1, b.x0, around, free):
            yield group[start:n]
            start = n
    yield group[start:]


def _is_gutter(left: float, right: float, around: list[list[Group]], free: float) -> bool:
    """Whether some rows have an edge of two cells in a space, and no word reaches over it."""
    edges = 0
    for groups in around:
        for one, other in pairwise(groups):
            low, high = one[-1].x1, other[0].x0
            if low < right and left < high:
                left, right = max(left, low), min(right, high)
                edges += 1
    if edges < _SUPPORT or right - left < free:
        return False
    return not any(
        word.x0 < right and left < word.x1 for row in around for group in row for word in group
    )
