"""A section: the run of lines that one sheet, order, appendix or guide occupies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ratebook.model.page import Cell, Line, union
from ratebook.records.datum import Place

SectionKind = Literal["sheet", "order", "appendix", "guide", "other"]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together. `jurisdiction` is the two-letter code of the profile that
    recognised it, None if none did. `typed` is true where all words come from a text layer, among
    which no handwriting can be."""

    kind: SectionKind
    lines: tuple[Line, ...]
    jurisdiction: str | None = None
    typed: bool = False


@lru_cache(maxsize=4096)
def _in_text(page: int, number: int) -> Place:
    """A line of a text source: all that it prints has this place."""
    return Place(page, number)


def place_of(line: Line, start: int = 0, end: int | None = None) -> Place:
    """The place of `line.text[start:end]` on its page."""
    if line.number is not None:
        return _in_text(line.page, line.number)
    words = line.words_between(start, len(line.text) if end is None else end)
    return Place(line.page, None, union([w.box for w in words if w.box]), words)


def place_of_cell(page: int, cell: Cell) -> Place:
    """The place of all words of a cell, which may be put together from several lines of a page."""
    return Place(page, None, union([w.box for w in cell.words if w.box]), cell.words)
