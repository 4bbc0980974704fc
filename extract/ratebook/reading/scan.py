"""Where pictures enter: page images and the pages of a PDF that have no usable text layer.

The recogniser is found when it is needed, so that reading text and native PDF never pays for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Document, Finding, Page, Word

DPI = 300


@dataclass(frozen=True, slots=True)
class Pixels:
    """A drawn page: `rows` of `channels` (1 grey, 3 RGB) bytes a pixel, at `dpi` dots an inch."""

    rows: int
    channels: int
    samples: bytes
    dpi: float


def read_images(data: bytes, name: str) -> Document:
    """A document from a TIFF, PNG or JPEG file."""
    raise UnreadableDocumentError(
        name, "it is a picture, and pictures are not read yet", "Give its OCR text or a PDF of it"
    )


def read_scanned_page(
    draw: Callable[[int], Pixels],
    number: int,
    size: tuple[float, float],
    printed: tuple[Word, ...] = (),
) -> tuple[Page, tuple[Finding, ...]] | None:
    """A page read from its pixels; None where no recogniser is installed.

    `draw(dpi)` draws the page, turned as it is shown; `size` is its width and height in points.
    `printed` are words the file itself gives as visible text (a filing stamp set on a scan).
    """
    return None
