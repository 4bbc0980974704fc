"""What a typeset document is made of before it is put on paper: leaves, blocks and marked text.

Text carries marks that say which value of which expected record stands there. A marked text is an
ordinary string with private characters in it; `pieces` takes it apart, `bare` strips them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]

_OPEN, _MIDDLE, _CLOSE, _ZERO = "\ue001", "\ue002", "\ue003", 0xE010


class Piece(NamedTuple):
    """A stretch of text; `slot` numbers the value it shows, None for text that shows none."""

    text: str
    slot: int | None


def marked(text: str, slot: int) -> str:
    """`text` as the place where the value `slot` is printed."""
    number = "".join(chr(_ZERO + int(digit)) for digit in str(slot))
    return f"{_OPEN}{number}{_MIDDLE}{text}{_CLOSE}"


def pieces(text: str) -> tuple[Piece, ...]:
    """A marked text in its pieces, in order; marks do not nest."""
    found: list[Piece] = []
    for part in text.split(_OPEN):
        number, middle, rest = part.partition(_MIDDLE)
        if not middle:
            found.append(Piece(part, None))
            continue
        slot = int("".join(str(ord(c) - _ZERO) for c in number))
        inside, _, after = rest.partition(_CLOSE)
        found += [Piece(inside, slot), Piece(after, None)]
    return tuple(p for p in found if p.text)


def bare(text: str) -> str:
    """A marked text without its marks."""
    return "".join(p.text for p in pieces(text))


def upper(text: str) -> str:
    """A marked text in capitals; the marks stay."""
    return "".join(
        p.text.upper() if p.slot is None else marked(p.text.upper(), p.slot) for p in pieces(text)
    )


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph or a line. `change` is the mark in the margin, `indent` is in points."""

    text: str
    align: Align = "left"
    bold: bool = False
    heading: bool = False
    indent: float = 0.0
    change: str = ""
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `spans` gives the columns each cell covers; None means one each."""

    cells: tuple[str, ...]
    bold: bool = False
    spans: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the share of the text width of each column and its alignment.

    `head` counts the rows that are headings, repeated after a page break. `ruled` draws the grid on
    paper. `glued` tables lose the borders between their cells in a text dump.
    """

    rows: tuple[Row, ...]
    shares: tuple[float, ...]
    aligns: tuple[Align, ...]
    head: int = 1
    ruled: bool = False
    width: float = 1.0
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty space of so many lines."""

    lines: float = 1.0


@dataclass(frozen=True, slots=True)
class Break:
    """A new page begins."""


Block = Words | Table | Gap | Break


@dataclass(frozen=True, slots=True)
class Stamp:
    """Text the Commission or its tariff clerk puts on a page after it is printed."""

    lines: tuple[str, ...]
    kind: Literal["effective", "cancelled", "clerk", "received"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet, order or letter: its head, its body, its foot and what was stamped on it.

    `head` stands at the top of the first page (of every page where `repeat_head`), `foot` at the
    bottom of every page. `numbered` prints the page number at the bottom.
    """

    head: tuple[Words, ...]
    body: tuple[Block, ...]
    foot: tuple[Block, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    repeat_head: bool = True
    numbered: bool = False


def lines(texts: Iterable[str], **style: object) -> tuple[Words, ...]:
    """One line of words for each text, all in the same style."""
    return tuple(Words(text, **style) for text in texts)  # type: ignore[arg-type]
