"""Print and stamp told apart by their ink, where a scan shows which is which.

A stamp across a line is unreadable only while both are read as one picture. Where its ink is of a
clearly lighter gray (or has a colour), the print is read without it, and the stamp by itself.
Scans of black and white alone keep no trace of the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Mask, grown, parts_of
from ratebook.reading.ocr.prepare import are_letters

LIGHTER = 45
"""Grays by which the second ink must be lighter than the print at least."""
DARKEST_PRINT = 90
"""Print is at least as dark as this."""
LETTERS = 12
"""Letters of the second ink that a stamp has at least."""
REACH = 14.0, 40.0
"""Points between letters of one stamp, at most, aside and down: lines of print may hide some of
its own."""
MARGIN = 6.0
"""Points around the letters that belong to the stamp's place; a line of the stamp that print runs
through may stand over and under them."""
LARGEST = 260.0, 190.0
"""Points: a larger place of lighter letters is print of another weight."""
EDGE = 0.75
"""Points around dark ink that are its soft edge rather than another ink."""


@dataclass(frozen=True)
class Piece:
    """A stamp on a piece of paper of its own. `sheer` is true where print is seen through it."""

    sheet: Upright
    sheer: bool


@dataclass(frozen=True)
class Inks:
    """A page without the stamps of another ink, and those stamps."""

    print: Upright
    pieces: tuple[Piece, ...] = ()


def parted(sheet: Upright) -> Inks:
    """The inks of a page; the page as it is where it shows but one."""
    light = None if sheet.bilevel else _light_letters(sheet)
    regions = _regions(sheet, light[0]) if light else []
    if light is None or not regions:
        return Inks(sheet)
    edge = 2 * max(round(EDGE * sheet.scale), 1) + 1
    dark = grown(sheet.gray < light[1], edge, edge)
    gray = sheet.gray.copy()
    pieces: list[Piece] = []
    for x0, y0, x1, y1 in regions:
        here = (slice(y0, y1), slice(x0, x1))
        piece, printed = gray[here], dark[here]
        paper = np.uint8(np.percentile(piece, 80))
        own = _alone(sheet, np.where(printed, paper, piece), x0, y0)
        pieces.append(Piece(own, _seen_through(printed, sheet.scale)))
        gray[here] = np.where(printed, piece, paper)
    return Inks(replace(sheet, gray=gray), tuple(pieces))


def _seen_through(printed: Mask, scale: float) -> bool:
    """Whether print stands well within the stamp's place."""
    edge = round(2 * MARGIN * scale)
    inner = printed[edge:-edge, edge:-edge]
    return int(inner.sum()) > 25 * scale * scale


def _darkest(sheet: Upright) -> NDArray[np.uint8]:
    """The darkest gray of each piece of ink."""
    labels = sheet.parts.labels
    inked = labels > 0
    found = np.full(len(sheet.parts.boxes) + 1, 255, np.uint8)
    np.minimum.at(found, labels[inked], sheet.gray[inked])
    return found[1:]


def _light_letters(sheet: Upright) -> tuple[NDArray[np.bool_], int] | None:
    """Which pieces are letters of a lighter ink, and the gray between the inks."""
    darkest = _darkest(sheet)
    letters = are_letters(sheet.parts, sheet.scale)
    if int(letters.sum()) < 4 * LETTERS:
        return None
    usual = float(np.median(darkest[letters]))
    if usual > DARKEST_PRINT:
        return None
    light = letters & (darkest > usual + LIGHTER)
    if int(light.sum()) < LETTERS:
        return None
    other = float(np.median(darkest[light]))
    return (light, int((usual + other) / 2)) if other >= usual + 1.5 * LIGHTER else None


def _regions(sheet: Upright, light: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Pixel boxes of places where letters of the lighter ink stand close together."""
    marked: Mask = np.zeros(sheet.gray.shape, np.bool_)
    boxes = sheet.parts.boxes[light]
    for x, y, w, h, _ in boxes:
        marked[y : y + h, x : x + w] = True
    aside, down = (round(reach * sheet.scale) for reach in REACH)
    clusters = parts_of(grown(marked, aside, down))
    owner = clusters.labels[boxes[:, 1] + boxes[:, 3] // 2, boxes[:, 0] + boxes[:, 2] // 2]
    edge = round(MARGIN * sheet.scale)
    found: list[tuple[int, int, int, int]] = []
    for number in np.unique(owner[owner > 0]):
        own = boxes[owner == number]
        low, high = own[:, :2].min(axis=0), (own[:, :2] + own[:, 2:4]).max(axis=0)
        wide, tall = (high - low) / sheet.scale
        if len(own) >= LETTERS and wide <= LARGEST[0] and tall <= LARGEST[1]:
            rows, columns = sheet.gray.shape
            found.append(
                (
                    max(int(low[0]) - edge, 0),
                    max(int(low[1]) - 2 * edge, 0),
                    min(int(high[0]) + edge, columns),
                    min(int(high[1]) + 2 * edge, rows),
                )
            )
    return found


def _alone(sheet: Upright, piece: NDArray[np.uint8], x0: int, y0: int) -> Upright:
    """A piece of the page with white paper around it, its boxes leading back to the page."""
    edge = round(2 * MARGIN * sheet.scale)
    paper = np.pad(piece, edge, constant_values=255)
    origin = (sheet.origin[0] - x0 + edge, sheet.origin[1] - y0 + edge)
    return replace(sheet, gray=paper, origin=origin, coloured=None)
