"""Small pages for the tests of reading pictures: typeset here, so that the truth is known."""

from __future__ import annotations

import io

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image

Gray = NDArray[np.uint8]

ROWS = [
    ("Mercury Vapor 175 W", "2021-00415", "8.45", "1,754.33"),
    ("Sodium Vapor 250 W", "2009-00409", "12.06", "3,929,547"),
    ("Metal Halide 400 W", "2013-00221", "0.06185", "45,208"),
    ("Decorative Acorn", "2010-00038", "17.62", "98,310.07"),
]
COLUMNS = (40.0, 190.0, 270.0, 330.0)
SIZE = (400.0, 170.0)


def document(ruled: bool = False) -> pymupdf.Document:
    """A page of 400 x 170 points with a heading and a table of four rows."""
    made = pymupdf.open()
    page = made.new_page(width=SIZE[0], height=SIZE[1])
    page.insert_text((120, 30), "RATES FOR OUTDOOR LIGHTING", fontname="tiro", fontsize=12)
    for row, cells in enumerate(ROWS):
        for left, text in zip(COLUMNS, cells, strict=True):
            page.insert_text((left, 60 + 20 * row), text, fontname="tiro", fontsize=10)
    if ruled:
        for row in range(5):
            page.draw_line((30, 47 + 20 * row), (390, 47 + 20 * row), width=0.7)
        for x in (30, 180, 262, 322, 390):
            page.draw_line((x, 47), (x, 127), width=0.7)
    return made


def drawn(made: pymupdf.Document, dpi: int = 300, page: int = 0) -> Gray:
    """The page as gray pixels."""
    pixels = made[page].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w).copy()


def turned(gray: Gray, degrees: float) -> Gray:
    """Rotated counter-clockwise about the middle, on white paper of the same size."""
    image = Image.fromarray(gray).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image)


def group4(pages: list[Gray], dpi: int = 300) -> bytes:
    """A multi-page TIFF of black and white, as scanners and faxes write it."""
    images = [Image.fromarray(page).convert("1") for page in pages]
    data = io.BytesIO()
    images[0].save(data, "TIFF", compression="group4", dpi=(dpi, dpi), save_all=True,
                   append_images=images[1:])  # fmt: skip
    return data.getvalue()
