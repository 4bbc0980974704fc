"""Which words something crosses: a stamp, its frame, a signature, coloured ink."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from ratebook.model.page import Box
from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Mask, coarser, grown, parts_of

BEYOND = 0.6
"""Heights of the page's usual word by which a stroke must reach out above or below a word to be
no part of it."""
SHARE = 0.08
"""Share of a word's ink that such strokes must own."""
COLOURED = 0.04, 0.7
"""Share of a word's ink that is coloured: some, but not nearly all as in a stamp's own words."""
COARSE = 2
"""Pixels that count as one where frames are looked for."""
NEAR = 1.5
"""Heights of a word from a stamp's side within which an opaque stamp may have cut the word."""

NEXT = 0.35
"""Heights of a stamp's word from print on its level within which print may have covered the word's
end: `2007` right before `1/1/2007`, which was `11/1/2007`."""


def touched(
    sheet: Upright,
    boxes: Sequence[Box],
    stamped: Sequence[bool],
    regions: Sequence[Box],
) -> list[bool]:
    """For each word whether something crosses it. Boxes are pixels of the sheet; `stamped` says
    which words belong to a stamp, `regions` where stamps stand."""
    reach = BEYOND * median([box[3] - box[1] for box in boxes] or [0.0])
    printed = [box for box, own in zip(boxes, stamped, strict=True) if not own]
    return [
        _is_crossed(sheet, box, reach)
        or (sheet.coloured is not None and _is_tinted(sheet.ink, sheet.coloured, box))
        or (own and any(_meet(box, other, NEXT) for other in printed))
        or (not own and any(_meet(box, region, NEAR) for region in regions))
        for box, own in zip(boxes, stamped, strict=True)
    ]


def frames_of(sheet: Upright) -> list[Box]:
    """Boxes of connected ruling lines, in points of the straightened page: frames and tables."""
    boxes = parts_of(grown(coarser(sheet.rules, COARSE), 2, 2)).boxes * COARSE
    large = boxes[boxes[:, 2:4].min(axis=1) > 18 * sheet.scale]
    return [sheet.straight_box((float(x), float(y), float(x + w), float(y + h)))
            for x, y, w, h, _ in large]  # fmt: skip


def _is_crossed(sheet: Upright, box: Box, reach: float) -> bool:
    """Whether a piece of ink runs through the word and well out of it, up or down."""
    x0, y0, x1, y1 = _whole(box)
    inside = sheet.parts.labels[y0:y1, x0:x1]
    here, sizes = np.unique(inside[inside > 0], return_counts=True)
    if here.size == 0:
        return False
    pieces = sheet.parts.boxes[here - 1]
    out = (pieces[:, 1] < y0 - reach) | (pieces[:, 1] + pieces[:, 3] > y1 + reach)
    return float(sizes[out].sum()) >= SHARE * float(sizes.sum())


def _is_tinted(ink: Mask, coloured: Mask, box: Box) -> bool:
    x0, y0, x1, y1 = _whole(box)
    tint = coloured[y0:y1, x0:x1]
    every = ink[y0:y1, x0:x1] | tint
    share = float(tint.sum()) / max(float(every.sum()), 1.0)
    return COLOURED[0] <= share <= COLOURED[1]


def _meet(box: Box, region: Box, margin: float) -> bool:
    aside = margin * (box[3] - box[1])
    return (
        min(box[2], region[2]) - max(box[0], region[0]) > -aside
        and min(box[3], region[3]) - max(box[1], region[1]) > 0
    )


def _whole(box: Box) -> tuple[int, int, int, int]:
    return max(int(box[0]), 0), max(int(box[1]), 0), int(box[2]) + 1, int(box[3]) + 1
