"""Where pictures enter: page images and the pages of a PDF that have no usable text layer.

The recogniser is found when it is needed, so that reading text and native PDF never pays for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Document, Finding, Page

DPI = 300


class Recogniser(Protocol):
    """What the picture floor offers."""

    def read_page(
        self, picture: bytes, number: int, width: float, height: float
    ) -> tuple[Page, tuple[Finding, ...]]:
        """The page on a grey PNG; `width` and `height` are its size in points."""
        ...


def read_images(data: bytes, name: str) -> Document:
    """A document from a TIFF, PNG or JPEG file."""
    raise UnreadableDocumentError(
        name, "it is a picture, and pictures are not read yet", "Give its OCR text or a PDF of it"
    )


def read_scanned_page(
    picture: Callable[[int], bytes], number: int, width: float, height: float
) -> tuple[Page, tuple[Finding, ...]] | None:
    """A page read from its pixels; None where no recogniser is installed.

    `picture(dpi)` draws the page as a grey PNG, turned as it is shown.
    """
    return None
