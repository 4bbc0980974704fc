"""Which OCR engines this machine has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ratebook.reading.ocr.engine import Engine

if TYPE_CHECKING:
    from ratebook.reading.ocr.reader import PageReader

TESSERACT_MISSING = (
    "Tesseract is not installed, so scans have one reader only and their numbers stay unverified. "
    "Install it with: apt-get install tesseract-ocr (Debian, Ubuntu), "
    "brew install tesseract (macOS) or winget install tesseract-ocr.tesseract (Windows)."
)


def first_engine() -> Engine:
    """The engine that pip installs with this program."""
    from ratebook.reading.ocr.rapid import RapidEngine

    return RapidEngine()


def second_engine() -> Engine | None:
    """Tesseract where it is installed, else None."""
    from ratebook.reading.ocr.tesseract import installed_version, TesseractEngine  # noqa: I001

    version = installed_version()
    return TesseractEngine(version) if version else None


ONLY = "RATEBOOK_ENGINE"
"""Environment variable that names the one engine to read with (`rapidocr`, `tesseract`)."""


def page_reader() -> PageReader:
    """A reader with this machine's engines, what they read being kept on disk."""
    from ratebook.reading.ocr.cache import CachedEngine, cache_directory
    from ratebook.reading.ocr.reader import PageReader

    second = second_engine()
    kept = cache_directory()
    only = os.environ.get(ONLY, "")
    if only == "tesseract" and second is not None:
        return PageReader(CachedEngine(second, kept), None)
    if only:
        return PageReader(CachedEngine(first_engine(), kept), None)
    return PageReader(
        CachedEngine(first_engine(), kept), CachedEngine(second, kept) if second else None
    )
