"""Boxes drawn close around the ink of their words.

RapidOCR knows where a letter is only to a column of its network, and its lines are padded. Cells
are told apart by the gaps between words, so the boxes have to end where the ink ends.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ratebook.model.page import Box, Word, union
from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Mask

REACH = 0.4
"""Share of a line's height by which a side may move outwards to the end of a letter."""


def tightened(line: list[Word], sheet: Upright) -> list[Word]:
    """The words of one line, each as wide as its ink and all as high as the line's.

    A word without ink keeps its box. One height for all: a word without tails is not a raised one.
    """
    boxes = [_drawn_in(word.box, sheet.clean) if word.box else None for word in line]
    around = union([box for box in boxes if box])
    if around is None:
        return line
    return [
        replace(word, box=(box[0], around[1], box[2], around[3])) if box else word
        for word, box in zip(line, boxes, strict=True)
    ]


def _drawn_in(box: Box, ink: Mask) -> Box:
    x0, y0, x1, y1 = (round(side) for side in box)
    x0, y0 = max(x0, 0), max(y0, 0)
    reach = max(int((y1 - y0) * REACH), 2)
    start = max(x0 - reach, 0)
    columns = np.logical_or.reduce(_core(ink[y0:y1, start : x1 + reach]), axis=0)
    if not columns[x0 - start : x1 - start].any():
        return box
    left = start + _edge(columns, x0 - start, -1)
    right = start + _edge(columns, x1 - start - 1, 1) + 1
    rows = np.flatnonzero(np.logical_or.reduce(ink[y0:y1, left:right], axis=1))
    if len(rows) == 0 or right <= left:
        return box
    return (float(left), float(y0 + rows[0]), float(right), float(y0 + rows[-1] + 1))


def _core(ink: Mask) -> Mask:
    """The middle of the line: what hangs in from the lines above and below does not count."""
    rows = ink.shape[0]
    return ink[rows // 8 : rows - rows // 8]


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
