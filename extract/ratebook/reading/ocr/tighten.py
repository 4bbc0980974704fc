"""Boxes drawn close around the ink of their words.

RapidOCR knows where a letter is only to a column of its network, and its lines are padded. Cells
are told apart by the gaps between words, so the boxes have to end where the ink ends.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ratebook.model.page import Box, Word, union
from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Mask

REACH, OUTER_REACH = 0.4, 0.9
"""Shares of a line's height by which a side may move outwards to the end of a letter: within the
line, where the letter may be another word's, and at its ends, where a wide letter may be cut."""
WITHIN = 0.6
"""Letters' widths from a side into its word within which the blank before the word may begin."""
FAINT = 0.03
"""Share of the ink of a line's fullest row under which a row is paper between lines."""


def tightened(line: list[Word], sheet: Upright) -> list[Word]:
    """The words of one line, each as wide as its ink and all as high as the line's.

    A word without ink keeps its box. One height for all: a word without tails is not a raised one.
    """
    around = union([word.box for word in line if word.box])
    if around is None:
        return line
    x0, y0, x1, y1 = _whole(around, sheet.clean)
    top, bottom = _level(sheet.clean[y0:y1, x0:x1])
    rows = (y0 + top, y0 + bottom)
    boxes = [_drawn_in(word.box, sheet.clean, rows, (n == 0, n == len(line) - 1))
             if word.box else None for n, word in enumerate(line)]  # fmt: skip
    boxes = _parted(line, boxes, sheet.clean, rows)
    return [replace(word, box=box) if box else word for word, box in zip(line, boxes, strict=True)]


def _whole(box: Box, ink: Mask) -> tuple[int, int, int, int]:
    rows, columns = ink.shape
    x0, y0, x1, y1 = (round(side) for side in box)
    return max(x0, 0), max(y0, 0), min(x1, columns), min(y1, rows)


def _level(ink: Mask) -> tuple[int, int]:
    """First row and last but one of the line that stands in the middle of a strip of page; ink of
    the lines above and below it, which hangs into the strip, is left out."""
    counts = ink.sum(axis=1)
    height = len(counts)
    if height == 0 or not counts.any():
        return 0, height
    inner = counts[height // 4 : height - height // 4]
    full = counts > FAINT * (inner.max() if inner.any() else counts.max())
    edges = np.flatnonzero(np.diff(np.concatenate(([0], full.view(np.int8), [0]))))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    middle = height / 2
    core = max(runs, key=lambda run: _weight(counts, run, middle))
    top, bottom = core
    for start, end in runs:
        # What a thin blank parts from the core belongs to it: a dot, a bar of an equals sign.
        if start < top and top - end <= max(height // 12, 1) and _inside(start, end, height):
            top = start
        if end > bottom and start - bottom <= max(height // 12, 1) and _inside(start, end, height):
            bottom = end
    return top, bottom


def _weight(counts: NDArray[np.int64], run: tuple[int, int], middle: float) -> float:
    """Ink of a run of rows, that far from the middle counting less."""
    rows = np.arange(*run)
    near = np.clip(1 - np.abs(rows - middle) / max(middle, 1), 0, 1)
    return float((counts[run[0] : run[1]] * near).sum())


def _inside(start: int, end: int, height: int) -> bool:
    """Whether a run of rows is no part of a line that the strip cuts."""
    return start > 0 and end < height


def _drawn_in(box: Box, ink: Mask, rows: tuple[int, int], outer: tuple[bool, bool]) -> Box:
    """The box of a word; `outer` says which of its sides are ends of the line."""
    x0, x1 = max(round(box[0]), 0), round(box[2])
    y0, y1 = rows
    before, behind = (max(int((y1 - y0) * (OUTER_REACH if o else REACH)), 2) for o in outer)
    start = max(x0 - before, 0)
    columns = np.logical_or.reduce(ink[y0:y1, start : x1 + behind], axis=0)
    if not columns[x0 - start : x1 - start].any():
        return box
    left = start + _edge(columns, x0 - start, -1)
    right = start + _edge(columns, x1 - start - 1, 1) + 1
    if right <= left:
        return box
    return (float(left), float(y0), float(right), float(y1))


def _edge(columns: NDArray[np.bool_], at: int, step: int) -> int:
    """From a side of the box: outwards to the end of the letter it cuts, else inwards to ink."""
    at = min(max(at, 0), len(columns) - 1)
    if columns[at]:
        end = at
        while 0 <= end + step < len(columns) and columns[end + step]:
            end += step
        return end if 0 < end < len(columns) - 1 else at
    while 0 <= at - step < len(columns) and not columns[at]:
        at -= step
    return at


def _parted(
    line: list[Word], boxes: list[Box | None], ink: Mask, rows: tuple[int, int]
) -> list[Box | None]:
    """The boxes, neighbours parted at the widest blank between the last letter of the one and the
    first of the other: the network may take a narrow letter for a part of the gap."""
    found = list(boxes)
    for i, j in pairwise(range(len(line))):
        one, other = found[i], found[j]
        if one is None or other is None:
            continue
        gap = _blank(ink, rows, _in_from(one, line[i], -1), _in_from(other, line[j], 1))
        if gap is not None:
            found[i] = (one[0], one[1], max(gap[0], one[0] + 1), one[3])
            found[j] = (min(gap[1], other[2] - 1), other[1], other[2], other[3])
    return found


def _in_from(box: Box, word: Word, step: int) -> int:
    """A column within the first letter of a word (`step` 1) or within its last (-1)."""
    letter = (box[2] - box[0]) / max(len(word.text), 1)
    return round(box[0] + WITHIN * letter if step > 0 else box[2] - WITHIN * letter)


def _blank(ink: Mask, rows: tuple[int, int], start: int, end: int) -> tuple[float, float] | None:
    """The widest run of blank columns from `start` to `end`; None where there is none."""
    if end - start < 2:
        return None
    blank = ~np.logical_or.reduce(ink[rows[0] : rows[1], start:end], axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], blank.view(np.int8), [0]))))
    if len(edges) == 0:
        return None
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    first, last = max(runs, key=lambda run: run[1] - run[0])
    return (float(start + first), float(start + last))
