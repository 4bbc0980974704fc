"""What an OCR engine is to the rest of the program."""

from __future__ import annotations

from typing import Protocol

from ratebook.model.page import Word
from ratebook.reading.ocr.picture import Upright


class EngineFailedError(Exception):
    """An engine gave no answer: that it saw nothing is not said by this."""


class Engine(Protocol):
    """Reads an upright page. `identity` names engine, version and settings: whatever can change
    what it reads; readings are cached under it. `tight` says whether its boxes end where the ink
    of a word ends."""

    @property
    def name(self) -> str: ...

    @property
    def identity(self) -> str: ...

    @property
    def tight(self) -> bool: ...

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        """Every word on the page, box in pixels of `sheet.gray`, line by line as the engine found
        them, in no promised order. Raises `EngineFailedError`.

        `strips`: the sheet is no page but single lines one below the other.
        """
        ...
