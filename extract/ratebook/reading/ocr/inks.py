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
from ratebook.reading.ocr.pixels import Mask, coarser, grown, opened, parts_of
from ratebook.reading.ocr.prepare import are_letters

LIGHTER = 45
"""Grays by which the second ink must be lighter than the print at least."""
EVEN = 12
"""Grays within which half the letters of one ink lie; faint print is of all grays."""
DARKEST_PRINT = 90
"""Print is at least as dark as this."""
LETTERS = 12
"""Letters of the second ink that a stamp has at least."""
FREE = 8
"""Of these as many stand free of print at least, wherever the stamp's other letters are."""
REACH = 14.0, 40.0
"""Points between letters of one stamp, at most, aside and down: lines of print may hide some of
its own."""
MARGIN = 6.0
"""Points around the letters that belong to the stamp's place; a line of the stamp that print runs
through may stand over and under them."""
HIDDEN = 8
"""Letters of a stamp whose strokes must be seen where all of them stand among print."""
LARGEST = 260.0, 190.0
"""Points: a larger place of lighter letters is print of another weight."""
COARSE = 4
"""Pixels that count as one where letters that stand close together are found."""
EDGE = 0.4
"""Points around dark ink that are its soft edge rather than another ink."""
STROKE = 0.6
"""Points: a stroke of a stamp's letters is as wide at least, a hairline of print is not."""
FINE = 3.5
"""Pixels a point from which letters are wider than the seam between two inks."""
FAINT = np.uint8(200)
"""Gray of the outer edge of a letter at most."""
LETTER = 1.1
"""Of the sides of the page's larger letters: what is larger is more than one letter."""
FAINTEST = 10
"""Of 100 letters of a stamp: as many are darker somewhere than what is taken for its ink."""


@dataclass(frozen=True)
class Piece:
    """A stamp on a piece of paper of its own. `sheer` is true where print is seen through it."""

    sheet: Upright
    sheer: bool


@dataclass(frozen=True)
class Inks:
    """A page without the stamps of another ink, and those stamps. `lifted` is where their ink was,
    `left` where ink was kept that may be theirs: print there may have changed its shape. At a low
    resolution letters are no wider than the seam between both inks, and all of `lifted` is."""

    print: Upright
    pieces: tuple[Piece, ...] = ()
    lifted: Mask | None = None
    left: Mask | None = None


def parted(sheet: Upright) -> Inks:
    """The inks of a page; the page as it is where it shows but one."""
    light = None if sheet.bilevel else _light_letters(sheet)
    regions = _places(sheet, light) if light else []
    if light is None or not regions:
        return Inks(sheet)
    gray = sheet.gray.copy()
    lifted: Mask = np.zeros(gray.shape, np.bool_)
    left: Mask = np.zeros(gray.shape, np.bool_)
    edge = 2 * max(round(EDGE * sheet.scale), 1) + 1
    pieces: list[Piece] = []
    places = [(slice(y0, y1), slice(x0, x1)) for (x0, y0, x1, y1), _ in regions]
    for here, (_, level) in zip(places, regions, strict=True):
        piece, core = gray[here], _printed(sheet, light, here, level)
        printed = grown(core, edge, edge)
        paper = np.uint8(np.percentile(piece, 80))
        corner = (here[1].start, here[0].start)
        own = _alone(sheet, np.where(printed, paper, piece), *corner)
        pieces.append(Piece(own, _seen_through(printed, sheet.scale)))
        left[here] |= core & ~grown(piece < light.most, edge, edge)
        # Of the soft edge only what is next to the letter may be dark: beyond it a stamp begins.
        soft = np.where(grown(core, 3, 3), piece, np.maximum(piece, FAINT))
        gray[here] = np.where(printed, soft, paper)
        lifted[here] |= sheet.ink[here] & ~printed
    unsure = left if sheet.scale >= FINE else lifted
    return Inks(sheet.redrawn(gray, places), tuple(pieces), lifted, unsure)


def _printed(sheet: Upright, light: _Light, here: tuple[slice, slice], level: float) -> Mask:
    """Where the print's ink is in a stamp's place, its soft edge apart: what is darker than `level`
    and whole pieces no larger than a letter that are as dark anywhere. Thin strokes of a letter
    are no darker than the stamp; where both have run together, only gray tells them apart."""
    edge = 2 * max(round(EDGE * sheet.scale), 1) + 1
    sides = sheet.parts.boxes[:, 2:4]
    printed = are_letters(sheet.parts, sheet.scale) & ~light.letters
    largest = LETTER * np.percentile(sides[printed], 95, axis=0)
    own = (light.darkest < level) & (sides <= largest).all(axis=1) & ~light.letters
    whole = np.concatenate(([False], own))[sheet.parts.labels[here]]
    dark = sheet.gray[here] < level
    whole &= ~_strokes(whole & ~grown(dark, edge, edge), sheet.scale)
    return dark | whole


def _strokes(light: Mask, scale: float) -> Mask:
    """What of a letter's lighter ink is as wide as a stroke: a stamp's letter that has run together
    with one of print. Hairlines of print are thinner."""
    width = max(round(STROKE * scale), 2)
    return grown(opened(light, width, width), 2 * width + 1, 2 * width + 1) & light


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


@dataclass(frozen=True)
class _Light:
    """Which pieces of ink are letters of a lighter ink, and the darkest gray of every piece.
    `most` is the darkest gray that may still be the lighter ink."""

    letters: NDArray[np.bool_]
    darkest: NDArray[np.uint8]
    most: float


def _light_letters(sheet: Upright) -> _Light | None:
    """The letters of a lighter ink; None where a page shows but one."""
    darkest = _darkest(sheet)
    letters = are_letters(sheet.parts, sheet.scale)
    if int(letters.sum()) < 4 * LETTERS:
        return None
    usual = float(np.median(darkest[letters]))
    if usual > DARKEST_PRINT:
        return None
    light = letters & (darkest > usual + LIGHTER)
    if int(light.sum()) < FREE:
        return None
    other = float(np.median(darkest[light]))
    alike = np.abs(darkest[light] - other) < EVEN
    if other < usual + 1.2 * LIGHTER or float(alike.mean()) < 0.5:
        return None
    return _Light(light, darkest, (usual + other) / 2)


PixelBox = tuple[int, int, int, int]
Region = tuple[PixelBox, float]
"""The pixel box of a stamp's place, and the gray that everything darker than is print."""


def _regions(sheet: Upright, light: _Light) -> list[Region]:
    """Places where letters of the lighter ink stand close together."""
    rows, columns = sheet.gray.shape
    marked: Mask = np.zeros((rows // COARSE + 1, columns // COARSE + 1), np.bool_)
    boxes, darkest = sheet.parts.boxes[light.letters], light.darkest[light.letters]
    for x, y, w, h, _ in boxes:
        marked[y // COARSE : (y + h) // COARSE + 1, x // COARSE : (x + w) // COARSE + 1] = True
    aside, down = (round(reach * sheet.scale / COARSE) for reach in REACH)
    clusters = parts_of(grown(marked, aside, down))
    middle = (boxes[:, :2] + boxes[:, 2:4] // 2) // COARSE
    owner = clusters.labels[middle[:, 1], middle[:, 0]]
    found: list[Region] = []
    for number in np.unique(owner[owner > 0]):
        own = boxes[owner == number]
        low, high = own[:, :2].min(axis=0), (own[:, :2] + own[:, 2:4]).max(axis=0)
        wide, tall = (high - low) / sheet.scale
        if len(own) >= LETTERS and wide <= LARGEST[0] and tall <= LARGEST[1]:
            box = _with_margin((int(low[0]), int(low[1]), int(high[0]), int(high[1])), sheet)
            level = float(np.percentile(darkest[owner == number], FAINTEST)) - 2
            found.append((box, max(level, light.most)))
    return found


def _places(sheet: Upright, light: _Light) -> list[Region]:
    """The places of stamps, those that overlap being one."""
    found: list[Region] = []
    for box, level in (*_regions(sheet, light), *_among_print(sheet, light)):
        for other in [place for place in found if _overlap(place[0], box)]:
            around = _around(other[0], box)
            if _is_small(around, sheet.scale):
                found.remove(other)
                box, level = around, max(level, other[1])
        found.append((box, level))
    return found


def _overlap(one: PixelBox, other: PixelBox) -> bool:
    return (
        min(one[2], other[2]) > max(one[0], other[0])
        and min(one[3], other[3]) > max(one[1], other[1])
    )  # fmt: skip


def _around(one: PixelBox, other: PixelBox) -> PixelBox:
    low = (min(one[0], other[0]), min(one[1], other[1]))
    return (*low, max(one[2], other[2]), max(one[3], other[3]))


def _is_small(box: PixelBox, scale: float) -> bool:
    wide, tall = (box[2] - box[0]) / scale, (box[3] - box[1]) / scale
    return wide <= LARGEST[0] + 2 * MARGIN and tall <= LARGEST[1] + 4 * MARGIN


def _among_print(sheet: Upright, light: _Light) -> list[Region]:
    """Places of the lighter ink by its strokes, found also where its letters have run together
    with those of print."""
    level = max(float(np.percentile(light.darkest[light.letters], FAINTEST)) - 2, light.most)
    edge = 2 * max(round(EDGE * sheet.scale), 1) + 1
    width = max(round(STROKE * sheet.scale), 2)
    strokes = opened(sheet.clean & ~grown(sheet.gray < level, edge, edge), width, width)
    boxes = sheet.parts.boxes[light.letters]
    gray, size = _usual_stroke(sheet, strokes, boxes)
    found: list[Region] = []
    for box in _clusters(strokes, sheet.scale):
        x0, y0, x1, y1 = box
        own = sheet.gray[y0:y1, x0:x1][strokes[y0:y1, x0:x1]]
        small = _is_small(box, sheet.scale)
        if small and own.size >= HIDDEN * size and abs(float(np.median(own)) - gray) < EVEN:
            found.append((_with_margin(box, sheet), level))
    return found


def _usual_stroke(sheet: Upright, strokes: Mask, boxes: NDArray[np.int32]) -> tuple[float, float]:
    """The gray of the strokes of these letters, and how many pixels of them a letter has."""
    places = [(slice(y, y + h), slice(x, x + w)) for x, y, w, h, _ in boxes[:60].tolist()]
    own = [sheet.gray[here][strokes[here]] for here in places]
    every = np.concatenate(own) if own else np.zeros(0, np.uint8)
    if every.size == 0:
        return -1.0, 1.0
    return float(np.median(every)), float(np.median([piece.size for piece in own]))


def _clusters(strokes: Mask, scale: float) -> list[PixelBox]:
    """The pixel boxes of strokes that stand as close together as letters of one stamp."""
    coarse = coarser(strokes, COARSE)
    aside, down = (round(reach * scale / COARSE) for reach in REACH)
    labels = parts_of(grown(coarse, aside, down)).labels
    found: list[PixelBox] = []
    for number in range(1, int(labels.max(initial=0)) + 1):
        ys, xs = np.nonzero(coarse & (labels == number))
        found.append((int(xs.min()) * COARSE, int(ys.min()) * COARSE,
                      (int(xs.max()) + 1) * COARSE, (int(ys.max()) + 1) * COARSE))  # fmt: skip
    return found


def _with_margin(box: PixelBox, sheet: Upright) -> PixelBox:
    edge, (rows, columns) = round(MARGIN * sheet.scale), sheet.gray.shape
    return (max(box[0] - edge, 0), max(box[1] - 2 * edge, 0),
            min(box[2] + edge, columns), min(box[3] + 2 * edge, rows))  # fmt: skip


def _alone(sheet: Upright, piece: NDArray[np.uint8], x0: int, y0: int) -> Upright:
    """A piece of the page with white paper around it, its boxes leading back to the page."""
    edge = round(2 * MARGIN * sheet.scale)
    paper = np.pad(piece, edge, constant_values=255)
    origin = (sheet.origin[0] - x0 + edge, sheet.origin[1] - y0 + edge)
    return replace(sheet, gray=paper, origin=origin, coloured=None)
