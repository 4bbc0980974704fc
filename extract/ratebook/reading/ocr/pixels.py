"""The few operations on pixels that reading needs. The only module that knows OpenCV."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2 as opencv
import numpy as np
from numpy.typing import NDArray

cv2: Any = opencv
cv2.setNumThreads(1)  # two pages are read at a time; more threads only wait for each other

Gray = NDArray[np.uint8]
"""Rows x columns, 0 black to 255 white."""
Mask = NDArray[np.bool_]
"""Rows x columns, true where there is ink."""
Affine = NDArray[np.float64]
"""2 x 3: (x, y, 1) to (x', y')."""


class Parts(NamedTuple):
    """Connected pieces of ink. `boxes` is n x 5: x, y, width, height, area, in pixels."""

    labels: NDArray[np.int32]
    boxes: NDArray[np.int32]


def gray_of(pixels: NDArray[np.uint8]) -> Gray:
    """Luminance of an RGB picture; a gray one is returned as it is."""
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels[:, :, :3], cv2.COLOR_RGB2GRAY), np.uint8)


def colour_of(pixels: NDArray[np.uint8]) -> Mask | None:
    """Where the ink is coloured; None for a gray picture or one without any colour."""
    if pixels.ndim == 2:
        return None
    red, green, blue = (np.ascontiguousarray(pixels[:, :, band]) for band in range(3))
    spread = cv2.max(cv2.max(red, green), blue) - cv2.min(cv2.min(red, green), blue)
    mask = np.asarray(spread) > 60
    return mask if mask.any() else None


def ink_of(gray: Gray) -> Mask:
    """Otsu's threshold, kept away from the ends so that a nearly blank page stays blank."""
    level, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return gray < min(max(level, 90.0), 200.0)


def parts_of(ink: Mask) -> Parts:
    """The connected pieces of ink (8 neighbours), background left out."""
    # By blocks of pixels: a third of the time of what is chosen unasked.
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        ink.view(np.uint8), 8, cv2.CV_32S, cv2.CCL_GRANA
    )
    return Parts(np.asarray(labels, np.int32), np.asarray(stats[1:], np.int32))


def coarser(ink: Mask, by: int) -> Mask:
    """One pixel for each square of `by`, ink where any of its pixels is; odd edges are left out."""
    rows, columns = (side // by * by for side in ink.shape)
    found: Mask = np.zeros((rows // by, columns // by), np.bool_)
    for down in range(by):
        for aside in range(by):
            found |= ink[down:rows:by, aside:columns:by]
    return found


def opened(ink: Mask, width: int, height: int) -> Mask:
    """What survives of the ink under a brush of `width` x `height` pixels."""
    brush = np.ones((max(height, 1), max(width, 1)), np.uint8)
    return np.asarray(cv2.morphologyEx(ink.view(np.uint8), cv2.MORPH_OPEN, brush)) > 0


def grown(ink: Mask, width: int, height: int) -> Mask:
    """The ink drawn with a brush of `width` x `height` pixels."""
    brush = np.ones((max(height, 1), max(width, 1)), np.uint8)
    return np.asarray(cv2.dilate(ink.view(np.uint8), brush)) > 0


def resized(gray: Gray, factor: float) -> Gray:
    """Larger by cubic interpolation, smaller by averaging."""
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def softened(gray: Gray, sigma: float) -> Gray:
    """Gaussian blur of `sigma` pixels."""
    return np.asarray(cv2.GaussianBlur(gray, (0, 0), sigma), np.uint8)


def rotated(gray: Gray, degrees: float) -> tuple[Gray, Affine]:
    """Turned counter-clockwise on a larger white sheet, and how its pixels lead back."""
    rows, columns = gray.shape
    matrix = np.asarray(cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0), np.float64)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (int(columns * cos + rows * sin), int(rows * cos + columns * sin))
    matrix[:, 2] += ((size[0] - columns) / 2, (size[1] - rows) / 2)
    turned = cv2.warpAffine(
        gray, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(turned, np.uint8), np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def cut(gray: Gray, corners: NDArray[np.float32]) -> Gray:
    """The upright picture of a four-cornered place: top left, top right, bottom right, left."""
    width = int(max(_far(corners[0], corners[1]), _far(corners[3], corners[2]), 1))
    height = int(max(_far(corners[0], corners[3]), _far(corners[1], corners[2]), 1))
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(corners, np.float32), frame)
    piece = cv2.warpPerspective(
        gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(piece, np.uint8)


def _far(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.hypot(*(one - other)))


def png_of(gray: Gray) -> bytes:
    """The picture as PNG, hardly compressed: it is read once, by a program beside us."""
    done, data = cv2.imencode(".png", gray, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not done:
        raise ValueError("OpenCV cannot write this picture as PNG")
    return data.tobytes()


_TIFF = b"II*\0"
_FIELDS = 9
_SHORT, _LONG = 3, 4


def tiff_of(pictures: Sequence[Gray]) -> bytes:
    """The pictures as pages of one TIFF, not compressed: they are read once, by a program beside
    us."""
    found, at = [_TIFF + struct.pack("<L", 8 + _even(pictures[0].size))], 8
    for number, gray in enumerate(pictures):
        fields = at + _even(gray.size)
        end = fields + 6 + 12 * _FIELDS
        last = number + 1 == len(pictures)
        after = 0 if last else end + _even(pictures[number + 1].size)
        found += [gray.tobytes(), b"\0" * (gray.size % 2), _fields(gray, at, after)]
        at = end
    return b"".join(found)


def _even(size: int) -> int:
    return size + size % 2


def _fields(gray: Gray, at: int, after: int) -> bytes:
    """A directory of a TIFF: one strip of gray bytes, 0 being black, at byte `at`; the next
    directory at byte `after`."""
    rows, columns = gray.shape
    values = {
        256: (_LONG, columns), 257: (_LONG, rows), 258: (_SHORT, 8), 259: (_SHORT, 1),
        262: (_SHORT, 1), 273: (_LONG, at), 277: (_SHORT, 1), 278: (_LONG, rows),
        279: (_LONG, gray.size),
    }  # fmt: skip
    entries = [struct.pack("<HHLL", tag, kind, 1, value) for tag, (kind, value) in values.items()]
    return struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<L", after)
