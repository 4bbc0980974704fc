"""TIFF, PNG and JPEG files as pictures of pages. The only module that knows Pillow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Finding
from ratebook.reading.ocr.picture import Picture

MOST_PIXELS = 200_000_000
MOST_PAGES = 5_000
LONG_SIDE = 11.0
"""Inches: what the longer side of a picture is taken for that does not say its resolution."""
LIKELY_DPI = 72.5, 1300.0
"""What a scanner writes; 72 is what programs write that do not know."""
READ_DPI = 400.0
"""Finer pictures are reduced: more dots make a page slower to read and no easier."""


def pictures_of(data: bytes, name: str) -> Iterator[Picture | Finding]:
    """The pages of an image file in order; a finding in place of a page that cannot be decoded.

    Raises `UnreadableDocumentError` where the file as a whole is no picture.
    """
    try:
        file = Image.open(io.BytesIO(data))
        frames = int(getattr(file, "n_frames", 1))
    except Exception as problem:
        raise UnreadableDocumentError(
            name, f"the picture cannot be decoded ({problem})", "Save it anew as TIFF or PNG"
        ) from problem
    for number in range(1, min(frames, MOST_PAGES) + 1):
        try:
            file.seek(number - 1)
            yield _picture(file, number)
        except Exception as problem:
            yield Finding(number, "unreadable-page", f"the page cannot be decoded ({problem})")
    if frames > MOST_PAGES:
        yield Finding(None, "too-many-pages", f"{frames} pages; the first {MOST_PAGES} were read")


def _picture(file: Image.Image, number: int) -> Picture:
    if file.width * file.height > MOST_PIXELS:
        raise ValueError(f"{file.width} x {file.height} pixels are too many")
    across, down = _resolution(file)
    frame = _flat(ImageOps.exif_transpose(file))
    if frame.size != file.size and frame.size == file.size[::-1]:
        across, down = down, across
    width, height = frame.width / across * 72, frame.height / down * 72
    pixels = (round(width * _dots(across, down) / 72), round(height * _dots(across, down) / 72))
    if pixels != frame.size:
        frame = frame.resize(pixels, Image.Resampling.BOX if across >= READ_DPI else None)
    return Picture(number, width, height, np.array(frame, np.uint8))


def _dots(across: float, down: float) -> float:
    """Dots an inch to read at: square, and no coarser than the finer of the two."""
    return min(max(across, down), READ_DPI)


def _resolution(file: Image.Image) -> tuple[float, float]:
    """Dots an inch across and down (a fax has half as many down)."""
    said: Any = file.info.get("dpi")
    try:
        across, down = float(said[0]), float(said[1])
    except (TypeError, ValueError, IndexError):
        across = down = 0.0
    low, high = LIKELY_DPI
    if low <= across <= high and low <= down <= high:
        return across, down
    guess = max(file.size) / LONG_SIDE
    return guess, guess


def _flat(image: Image.Image) -> Image.Image:
    """Gray or RGB on white paper."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float64)
        span = max(float(np.ptp(values)), 1.0)
        return Image.fromarray(((values - values.min()) / span * 255).astype(np.uint8), "L")
    if "A" in image.mode or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        return paper.convert("RGB")
    return image.convert("RGB")
