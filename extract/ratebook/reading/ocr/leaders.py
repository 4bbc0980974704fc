"""Rows of dots that lead from a label to its figure, taken off the page before it is read.

The network that reads lines loses letters in those that are mostly dots, the other engine makes
words of them.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Gray

DOT = 0.4, 2.4
"""Points: sides of a dot, at least and at most."""
ROUND = 1.8
"""A dot is no longer than so many times its other side."""
LEVEL = 0.5
"""Points by which the middles of two neighbours stand higher or lower at most."""
PITCH = 1.2, 14.0
"""Points from one dot to the next."""
EVEN = 0.22
"""Share of the pitch by which the way to the next dot differs at most."""
FEWEST = 4
"""Three dots are an ellipsis."""
GLUED = 2.2
"""Widths of a dot within which what follows the last one may be a figure it belongs to."""
EDGE = 0.35
"""Points around a dot that are its soft edge."""

Boxes = NDArray[np.int32]


def without_leaders(sheet: Upright) -> Upright:
    """The page without rows of leading dots; the same page where it has none.

    A last dot right before a figure stays: it may be its decimal point.
    """
    boxes = sheet.parts.boxes
    rows = [piece for row in _rows(_dots(boxes, sheet.scale), sheet.scale)
            for piece in _unbroken(row, boxes)]  # fmt: skip
    if not rows:
        return sheet
    gray = sheet.gray.copy()
    edge = max(round(EDGE * sheet.scale), 1)
    for row in rows:
        _wipe(gray, _leading(row, boxes), edge)
    return sheet.redrawn(gray)


def _wipe(gray: Gray, row: list[list[int]], edge: int) -> None:
    """Paper in place of dots and of `edge` pixels around them."""
    (x0, y0, _, height, _), last = row[0], row[-1]
    paper = np.uint8(np.percentile(gray[y0 : y0 + height, x0 : last[0] + 1], 90))
    for x, y, w, h, _ in row:
        gray[max(y - edge, 0) : y + h + edge, max(x - edge, 0) : x + w + edge] = paper


def _dots(boxes: Boxes, scale: float) -> Boxes:
    """The pieces of ink that are as small and round as a dot, from left to right."""
    low, high = boxes[:, 2:4].min(axis=1), boxes[:, 2:4].max(axis=1)
    fits = (low >= DOT[0] * scale) & (high <= DOT[1] * scale) & (high <= ROUND * low + 1)
    found = boxes[fits]
    return found[np.argsort(found[:, 0], kind="stable")]


def _rows(dots: Boxes, scale: float) -> list[list[list[int]]]:
    """Level runs of dots at even distances."""
    if len(dots) < FEWEST:
        return []
    middles = dots[:, :2] + dots[:, 2:4] / 2
    following = _followers(middles, scale)
    rows: list[list[list[int]]] = []
    used: set[int] = set()
    for start in range(len(dots)):
        if start in used:
            continue
        run = _run(start, following, middles)
        if len(run) >= FEWEST:
            used |= set(run[:-1])
            rows.append([dots[i].tolist() for i in run])
    return rows


def _followers(middles: NDArray[np.float64], scale: float) -> list[int]:
    """For each dot the nearest one on its level to the right, -1 where there is none."""
    following: list[int] = []
    reach = np.searchsorted(middles[:, 0], middles[:, 0] + PITCH[1] * scale, side="right")
    for i, end in enumerate(reach.tolist()):
        ahead = middles[i + 1 : end]
        level = np.abs(ahead[:, 1] - middles[i, 1]) <= LEVEL * scale
        apart = ahead[:, 0] - middles[i, 0] >= PITCH[0] * scale
        near = np.flatnonzero(level & apart)
        following.append(i + 1 + int(near[0]) if near.size else -1)
    return following


def _run(start: int, following: list[int], middles: NDArray[np.float64]) -> list[int]:
    """The dots from `start` on that stand as far apart as the first two."""
    run = [start]
    pitch = 0.0
    while (ahead := following[run[-1]]) >= 0:
        step = float(middles[ahead, 0] - middles[run[-1], 0])
        if pitch and abs(step - pitch) > max(EVEN * pitch, 1.5):
            break
        pitch = pitch or step
        run.append(ahead)
    return run


def _leading(row: list[list[int]], boxes: Boxes) -> list[list[int]]:
    """The dots that lead: all, without the last one where a figure stands right behind it."""
    x, _, w, _, _ = row[-1]
    behind = _letters_at(row[-1], boxes)[:, 0] - (x + w)
    return row[:-1] if ((behind >= 0) & (behind <= GLUED * w)).any() else row


def _letters_at(dot: list[int], boxes: Boxes) -> Boxes:
    """What is higher than a dot and stands on its level."""
    _, y, _, h, _ = dot
    low = boxes[:, 1] + boxes[:, 3]
    return boxes[(boxes[:, 1] < y + h) & (low > y - h) & (boxes[:, 3] > 2 * h)]


def _unbroken(row: list[list[int]], boxes: Boxes) -> list[list[list[int]]]:
    """The row cut where letters stand between its dots: those are points of abbreviations."""
    letters = _letters_at(row[0], boxes)
    pieces = [[row[0]]]
    for one, other in pairwise(row):
        between = (letters[:, 0] < other[0]) & (letters[:, 0] + letters[:, 2] > one[0] + one[2])
        if between.any():
            pieces.append([])
        pieces[-1].append(other)
    return [piece for piece in pieces if len(piece) >= FEWEST]
