"""Documents, pages, lines, cells and words. One model for text dumps, native PDF and scans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's top left."""

Source = Literal["text-layer", "hidden-ocr", "scan", "markup"]


def union(boxes: list[Box]) -> Box | None:
    """The smallest box around all of them; None for an empty list."""
    if not boxes:
        return None
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def widened(box: Box, by: float) -> Box:
    """A box with `by` points more on each side."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def stand_together(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two boxes share half of the smaller one along both axes. Lines of a page that lies on
    its side stand upright, so that one axis alone does not tell them apart."""
    return all(
        min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
        > 0.5 * min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])
        for axis in (1, 0)
    )


@dataclass(frozen=True, slots=True)
class Word:
    """One word as an engine gave it. `score` is 0..1, None if the engine gives none.

    `second` is what another engine read at the same place: None where it was not asked, "" where
    it saw nothing. `touched` is true where a stamp, a signature or a stroke crosses the word, `cut`
    where it may go on below a stamp that hides what it covers.
    """

    text: str
    box: Box | None = None
    score: float | None = None
    engine: str = "text"
    second: str | None = None
    touched: bool = False
    cut: bool = False

    @property
    def agreed(self) -> bool | None:
        """Whether two engines read the same, spaces aside. None where only one was asked."""
        return None if self.second is None else same_reading(self.text, self.second)


def same_reading(one: str, other: str) -> bool:
    """True where two readings differ in nothing but spaces and how dash, quote, $ or × is drawn."""
    return _bare(one) == _bare(other)


_DRAWN_ALIKE = str.maketrans("‐‑‒–—−‘’“”×", "------''\"\"x")


_CURRENCY = re.compile(r"^[S§$]+(?=[\d,]*\.\d|\d{1,3},\d{3})")
"""A dollar sign before a decimal or grouped number is often read as S; the digits count."""


def _bare(text: str) -> str:
    return _CURRENCY.sub("$", "".join(text.translate(_DRAWN_ALIKE).split()))


class Cell(NamedTuple):
    """Words that stand together. `left` and `right` are points, or characters in a text source."""

    text: str
    left: float
    right: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a page.

    `text` joins the cells with a tab and the words of a cell with one space, so that a pattern
    can see both. `number` is the 1-based line of a text source, None where there is geometry.
    `heading` marks what the source itself marks as heading. `tabular` is true where the source
    draws a table row (tab or pipe separated). `leading` is how many lines of the source one
    printed line takes: 2 in a dump that is double spaced throughout. `packed` is true where tabs
    separate the cells on a page that shows no empty one: those may be lost, and where a line began.
    `typeset` is true where a PDF draws its letters: no digit can be lost, as a scanner loses them.
    """

    page: int
    number: int | None
    cells: tuple[Cell, ...]
    heading: bool = False
    tabular: bool = False
    leading: int = 1
    packed: bool = False
    typeset: bool = False
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Every stage asks for the text of every line; made once it costs least.
        object.__setattr__(self, "text", "\t".join([cell.text for cell in self.cells]))

    @property
    def box(self) -> Box | None:
        return union([w.box for c in self.cells for w in c.words if w.box])

    def rows_below(self, above: Line) -> int | None:
        """How many printed lines of a text source this one stands below another of its page."""
        if self.number is None or above.number is None:
            return None
        apart = self.number - above.number
        return apart if self.leading == 1 else -(-apart // self.leading)

    @property
    def filled(self) -> list[Cell]:
        """The cells in which anything is printed."""
        return [cell for cell in self.cells if cell.text.strip()]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for cell in self.cells for word in cell.words)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that `text[start:end]` touches; empty for sources without words."""
        found: list[Word] = []
        at = 0
        for cell in self.cells:
            here = at
            for word in cell.words:
                if here < end and here + len(word.text) > start:
                    found.append(word)
                here += len(word.text) + 1
            at += len(cell.text) + 1
        return tuple(found)

    def box_between(self, start: int, end: int) -> Box | None:
        """The box around `text[start:end]`; None where the source has no geometry."""
        return union([w.box for w in self.words_between(start, end) if w.box])


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp or clerk's mark on the picture. Its lines stand in the page's lines as well."""

    kind: Literal["effective", "cancelled", "filed", "received", "clerk"]
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `width` and `height` are points, 0 where the source has no geometry.

    `source` says how this page was read; `engine` by what. On a scan that was skewed or turned,
    `Cell.left` and `right` are points of the straightened page, `Word.box` of the page as it is.
    `bilevel`: its picture is black and white alone, which wears letters into others.
    """

    number: int
    lines: tuple[Line, ...]
    source: Source
    engine: str
    width: float = 0.0
    height: float = 0.0
    stamps: tuple[Stamp, ...] = ()
    bilevel: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader noticed that a person should know (no text on a page, a repaired file)."""

    page: int | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. `name` is what the user called it, `sha256` is of the file's bytes."""

    name: str
    sha256: str
    source: Source
    pages: tuple[Page, ...]
    readers: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple([line for page in self.pages for line in page.lines])
