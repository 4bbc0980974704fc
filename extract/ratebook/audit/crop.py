"""The picture of the place a value stands at, small enough to lie in a page: grey PNG."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ratebook.model.page import Box
from ratebook.reading.sniff import kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

DPI = 150
ACROSS, DOWN = 54.0, 12.0
"""Points of surroundings to both sides of a place, and above and below it."""
WIDEST, HIGHEST = 330.0, 90.0
"""Points: what a picture may cover at most."""
_SHADES = 17
"""Grey levels are rounded to multiples of this: sixteen shades compress well and read as well."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture as a data URI, with its size in CSS pixels."""

    uri: str
    width: int
    height: int


class Camera:
    """Takes pictures of places in one document. Use as a context manager: a PDF stays open."""

    def __init__(self, path: str) -> None:
        self._pages: dict[int, tuple[Grey, float] | None] = {}
        self._layer: Any = None
        self._images: dict[int, Any] = {}
        data = Path(path).read_bytes() if Path(path).is_file() else b""
        kind = kind_of(data, path) if data else ""
        if kind == "pdf":
            from ratebook.reading.textlayer import TextLayer

            self._layer = TextLayer(data, path)
        elif kind == "image":
            from ratebook.model.page import Finding
            from ratebook.reading.ocr.imagefile import pictures_of

            self._images = {
                p.page: p for p in pictures_of(data, path) if not isinstance(p, Finding)
            }

    def __enter__(self) -> Camera:
        return self

    def __exit__(self, *_: object) -> None:
        if self._layer is not None:
            self._layer.close()

    def crop(self, page: int, box: Box) -> Crop | None:
        """The place with its surroundings, framed; None where there is no picture of it."""
        if page not in self._pages:
            self._pages = {page: self._page(page)}  # One at a time: a page is some megabytes.
        found = self._pages[page]
        return None if found is None else _cut(*found, box)

    def _page(self, page: int) -> tuple[Grey, float] | None:
        """Grey pixels of a page and how many of them a point has."""
        try:
            if self._layer is not None:
                drawn = self._layer.pixels(page, DPI)
                return _grey(drawn.samples, drawn.rows, drawn.channels), drawn.dpi / 72
            picture = self._images.get(page)
            if picture is None:
                return None
            pixels = picture.pixels if picture.pixels.ndim == 2 else picture.pixels.min(axis=2)
            return pixels, pixels.shape[1] / picture.width
        except Exception:
            # A page that cannot be drawn was said so when it was read; here it lacks a picture.
            return None


def _grey(samples: bytes, rows: int, channels: int) -> Grey:
    import numpy as np

    flat = np.frombuffer(samples, np.uint8)
    return flat.reshape(rows, -1, channels).min(axis=2)


def _cut(pixels: Grey, by: float, box: Box) -> Crop | None:
    x0, top, x1, bottom = box
    width, height = min(x1 - x0 + 2 * ACROSS, WIDEST), min(bottom - top + 2 * DOWN, HIGHEST)
    left = max(0.0, min(x0 - ACROSS, x0 - 6))
    low = max(0.0, top - DOWN)
    rows = slice(int(low * by), int((low + height) * by))
    columns = slice(int(left * by), int((left + width) * by))
    part = pixels[rows, columns]
    if min(part.shape, default=0) < 4:
        return None
    step = max(1, round(by * 72 / DPI))
    small = part[::step, ::step] // _SHADES * _SHADES
    frame = (
        (x0 - left) * by / step,
        (top - low) * by / step,
        (x1 - left) * by / step,
        (bottom - low) * by / step,
    )
    _frame(small, frame)
    png = _png(small)
    return Crop(
        "data:image/png;base64," + base64.b64encode(png).decode(),
        round(small.shape[1] * 0.64),
        round(small.shape[0] * 0.64),
    )


def _frame(pixels: Grey, box: Sequence[float]) -> None:
    """Draws a thin frame around a place, in place."""
    high, wide = pixels.shape
    x0, y0 = max(0, int(box[0]) - 4), max(0, int(box[1]) - 4)
    x1, y1 = min(wide - 1, int(box[2]) + 4), min(high - 1, int(box[3]) + 4)
    for thick in range(2):
        pixels[max(0, y0 - thick), x0:x1] = 102
        pixels[min(high - 1, y1 + thick), x0:x1] = 102
        pixels[y0:y1, max(0, x0 - thick)] = 102
        pixels[y0:y1, min(wide - 1, x1 + thick)] = 102


def _png(pixels: Grey) -> bytes:
    """Eight bits of grey a pixel."""
    high, wide = pixels.shape
    lines = b"".join(b"\0" + pixels[row].tobytes() for row in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*part)
        for part in ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)
