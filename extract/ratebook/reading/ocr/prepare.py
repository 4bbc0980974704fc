"""Setting a page upright (quarter turns, skew) and cleaning it for the engine that needs it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.pixels import (
    Affine,
    Gray,
    Mask,
    Parts,
    colour_of,
    gray_of,
    grown,
    ink_of,
    parts_of,
    resized,
    rotated,
    softened,
)  # fmt: skip

LEAST_SKEW = 0.08
"""Degrees: less moves the end of a line by under a point."""
MOST_SKEW = 8.0
SOFT = 0.3
"""Points: the blur that rounds the edges of bilevel letters."""
ENGINE_DPI = 300.0


def upright(picture: Picture, turn: int | None = None) -> Upright:
    """The picture with level lines. `turn`: quarter turns counter-clockwise, None to find out.

    Upside down cannot be told from the ink; the reader tries it where a page reads badly.
    """
    gray = gray_of(picture.pixels)
    scale = gray.shape[1] / picture.width
    parts = parts_of(ink_of(gray))
    fitting = are_letters(parts, scale)
    if turn is None:
        turn = 1 if _is_sideways(parts.boxes[fitting]) else 0
    turned = np.ascontiguousarray(np.rot90(gray, turn))
    step = _step(scale)
    seen = np.rot90(parts.labels, turn)[::step, ::step]
    skew = _level_skew(np.concatenate(([False], fitting))[seen])
    if abs(skew) < LEAST_SKEW:
        skew = 0.0
    straight, back = rotated(turned, skew) if skew else (turned, np.eye(2, 3))
    origin = ((straight.shape[1] - turned.shape[1]) / 2, (straight.shape[0] - turned.shape[0]) / 2)
    to_page = _in_points(_then(back, _unturn(turn, *gray.shape)), origin, scale)
    coloured = _colour(picture, turn, skew)
    return Upright(picture.page, straight, scale, origin, to_page, turn % 4, skew,
                   is_bilevel(gray), coloured)  # fmt: skip


def _colour(picture: Picture, turn: int, skew: float) -> Mask | None:
    """The picture's coloured ink, turned as the page is."""
    mask = colour_of(picture.pixels)
    if mask is None:
        return None
    paper = np.rot90(np.where(mask, np.uint8(0), np.uint8(255)), turn)
    return (rotated(paper, skew)[0] if skew else paper) < 128


def _in_points(pixels: Affine, origin: tuple[float, float], scale: float) -> Affine:
    """A way between pixels as a way between points, the first measured from `origin`."""
    shift = pixels[:, :2] @ np.array(origin) + pixels[:, 2]
    return np.column_stack((pixels[:, :2], shift / scale))


def skew_of(ink: Mask, scale: float) -> float:
    """Degrees to turn counter-clockwise so that lines of text are level; 0 if there are none.

    `ink` is the text's alone: the sheet's dark rim is level on every scan.
    """
    step = _step(scale)
    return _level_skew(ink[::step, ::step])


def _step(scale: float) -> int:
    """Of so many pixels one is enough to tell the skew."""
    return max(int(scale / 1.4), 1)


def _level_skew(ink: Mask) -> float:
    ys, xs = np.nonzero(ink)
    if len(xs) < 200:
        return 0.0
    if len(xs) > 40_000:
        keep = np.linspace(0, len(xs) - 1, 40_000).astype(np.int64)
        ys, xs = ys[keep], xs[keep]
    coarse = _sharpest(xs, ys, np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.5))
    middle = _sharpest(xs, ys, coarse + np.arange(-0.5, 0.51, 0.1))
    return round(float(_sharpest(xs, ys, middle + np.arange(-0.1, 0.11, 0.02))), 2)


def _sharpest(xs: NDArray[np.int64], ys: NDArray[np.int64], angles: NDArray[np.float64]) -> float:
    """The angle under which the rows of ink stand out most from the gaps between them."""
    offset = int(xs.max() * 0.2) + 1
    best, sharp = 0.0, -1.0
    for angle in angles[np.argsort(np.abs(angles), kind="stable")]:
        rows = (ys - xs * np.tan(np.radians(angle)) + offset).astype(np.int64)
        profile = np.bincount(np.maximum(rows, 0)).astype(np.float64)
        strength = float((np.diff(profile) ** 2).sum())
        if strength > sharp * 1.001:
            best, sharp = float(angle), strength
    return best


def are_letters(parts: Parts, scale: float) -> NDArray[np.bool_]:
    """Which pieces have the size of a letter (2 to 30 points)."""
    sides = parts.boxes[:, 2:4]
    fits = (sides.max(axis=1) >= 3 * scale) & (sides.max(axis=1) <= 30 * scale)
    return fits & (sides.min(axis=1) >= 0.7 * scale)


def _is_sideways(boxes: NDArray[np.int32]) -> bool:
    """Whether the nearest neighbour of a letter is above or below it rather than beside it."""
    if len(boxes) < 40:
        return False
    boxes = boxes[np.linspace(0, len(boxes) - 1, min(len(boxes), 3000)).astype(np.int64)]
    middle = (boxes[:, :2] + boxes[:, 2:4] / 2).astype(np.float32)
    down = beside = 0
    for start in range(0, len(middle), 500):
        apart = np.abs(middle[start : start + 500, None, :] - middle[None, :, :])
        far = apart.sum(axis=2)
        far[np.arange(far.shape[0]), np.arange(start, start + far.shape[0])] = np.inf
        near = apart[np.arange(far.shape[0]), far.argmin(axis=1)]
        beside += int((near[:, 0] > near[:, 1]).sum())
        down += int((near[:, 1] > near[:, 0]).sum())
    return down > 1.5 * beside


def cleaned(sheet: Upright) -> tuple[Gray, float]:
    """The page without dust, ruling lines and shades of paper, not under 300 dpi, and how much it
    was enlarged."""
    gray = _softened_if_bilevel(sheet, _wiped(sheet))
    factor = ENGINE_DPI / (72 * sheet.scale)
    return (gray, 1.0) if factor < 1.15 else (resized(gray, factor), factor)


def eased(sheet: Upright) -> Gray:
    """The page for an engine that copes with dust and rules: as it is where it has grays; wiped
    and softened where it has black and white alone. Ragged edges cost half the commas there."""
    return _softened_if_bilevel(sheet, _wiped(sheet)) if sheet.bilevel else sheet.gray


def _wiped(sheet: Upright) -> Gray:
    near = grown(sheet.clean, 3, 3) & ~(sheet.ink & ~sheet.clean)
    return np.where(near, sheet.gray, np.uint8(255))


def _softened_if_bilevel(sheet: Upright, gray: Gray) -> Gray:
    return softened(gray, SOFT * sheet.scale) if sheet.bilevel else gray


def is_bilevel(gray: Gray) -> bool:
    """Whether a scanner left black and white alone (a few grays may come from rendering)."""
    sample = gray[::3, ::3]
    return float(((sample > 30) & (sample < 225)).mean()) < 0.004


def _then(first: Affine, second: Affine) -> Affine:
    """First `first`, then `second`."""
    return second[:, :2] @ first + np.array([[0, 0, second[0, 2]], [0, 0, second[1, 2]]])


def _unturn(turn: int, rows: int, columns: int) -> Affine:
    """From pixels after `turn` quarter turns counter-clockwise to the pixels before."""
    return np.array({
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, -1, columns], [1, 0, 0]],
        2: [[-1, 0, columns], [0, -1, rows]],
        3: [[0, 1, 0], [-1, 0, rows]],
    }[turn % 4], np.float64)  # fmt: skip
