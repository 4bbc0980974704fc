"""What an OCR engine is to the rest of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

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


@runtime_checkable
class ReadsTogether(Protocol):
    """An engine to which several pictures of one page are shown at less cost than one by one."""

    def together(self, sheets: Sequence[Upright]) -> list[list[list[Word]]]:
        """What `lines` gives for each of them."""
        ...


def lines_of_all(engine: Engine, sheets: Sequence[Upright]) -> list[list[list[Word]]]:
    """What an engine reads on each of several pictures of one page."""
    if isinstance(engine, ReadsTogether):
        return engine.together(sheets)
    return [engine.lines(sheet) for sheet in sheets]
