"""Stamps and clerk's marks: where they stand on a page, told by what stamps say.

A stamp is a block of short centred lines. It is told from print by its set phrases, which must
make up most of a cell; the lines between them (a date, a name, a signature) come with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from ratebook.model.page import Box, Cell, Line, union

Kind = Literal["effective", "cancelled", "filed", "received", "clerk"]

_HEADS: dict[str, Kind] = {
    "EFFECTIVE": "effective",
    "CANCELLED": "cancelled",
    "CANCELED": "cancelled",
    "FILED": "filed",
    "RECEIVED": "received",
}
_PHRASES = (
    "PUBLICSERVICECOMMISSION",
    "PUBLICSERVICECOMMISSIONOFKENTUCKY",
    "KENTUCKYPUBLICSERVICECOMMISSION",
    "PUBLICUTILITIESCOMMISSION",
    "OFKENTUCKY",
    "PURSUANTTO807KAR5011",
    "SECTION91",
    "EXECUTIVEDIRECTOR",
    "TARIFFBRANCH",
    "SECRETARYOFTHECOMMISSION",
)
ALIKE = 85
"""Of 100: how like a phrase a cell must be. Four letters and fewer must be the same."""
LINE_STEP = 3.2
"""Heights of a line between two lines of one stamp, at most (a signature may stand between)."""
MOST_WIDE, MOST_HIGH = 260.0, 190.0
"""Points: a larger block is a page's heading."""
_DATE = re.compile(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*\d|\d{1,2}[/.-]\d{1,2}[/.-]\d"
)
_CLERK = re.compile(r"[Cc©]\s?\d{1,2}\s?[/|lI.-]\s?\d{1,2}\s?[/|lI.-]\s?\d{2}(?:\d{2})?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell with its box on the straightened page; `head` is what a stamp of a kind begins or
    ends with, `set` whether it is any set phrase."""

    cell: Cell
    box: Box
    head: Kind | None
    set: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A stamp on the straightened page: its kind, its box and its words by their `id()`."""

    kind: Kind
    box: Box
    words: frozenset[int]


def stamps_of(lines: Sequence[Line]) -> list[Found]:
    """Stamps among the lines of a page whose words have boxes on the straightened page."""
    pieces = [_piece(cell) for line in lines for cell in line.cells if cell.words]
    found: list[Found] = []
    for block in _blocks(pieces):
        kind = _kind(block)
        box = union([piece.box for piece in block])
        if kind and box and box[2] - box[0] <= MOST_WIDE and box[3] - box[1] <= MOST_HIGH:
            found.append(_found(kind, block, box))
    marks = [piece for piece in pieces if _CLERK.fullmatch(piece.cell.text.strip())]
    return found + [_found("clerk", [piece], piece.box) for piece in marks]


def _piece(cell: Cell) -> _Piece:
    box = union([word.box for word in cell.words if word.box])
    letters = re.sub(r"[^A-Z0-9]", "", cell.text.upper())
    phrase = any(_alike(letters, phrase) for phrase in _PHRASES)
    return _Piece(cell, box or (0, 0, 0, 0), _head(cell.text, letters), phrase)


def _head(text: str, letters: str) -> Kind | None:
    for word, kind in _HEADS.items():
        if _alike(letters, word) or _dated(text, word):
            return kind
    return None


def _alike(letters: str, phrase: str) -> bool:
    if len(letters) < 5 or not 0.7 <= len(letters) / len(phrase) <= 1.4:
        return letters == phrase
    return fuzz.ratio(letters[:60], phrase) >= ALIKE


def _dated(text: str, head: str) -> bool:
    """`EFFECTIVE 4/1/2009` or `FILED JUN 10 2010` in one cell and nothing else."""
    first, _, rest = text.strip().partition(" ")
    return _alike(first.upper(), head) and len(rest) <= 20 and bool(_DATE.match(rest))


def _blocks(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Every head with what stands above and below it as part of the same block."""
    taken: set[int] = set()
    blocks: list[list[_Piece]] = []
    for piece in pieces:
        if piece.head is None or id(piece) in taken:
            continue
        block = _grown(piece, pieces)
        taken |= {id(member) for member in block}
        blocks.append(block)
    return blocks


def _grown(start: _Piece, pieces: Sequence[_Piece]) -> list[_Piece]:
    """From a head over set phrases; then whatever stands inside or directly under, centred."""
    block = [start]
    while True:
        more = [p for p in pieces if (p.set or p.head) and p not in block and _next_to(p, block)]
        if not more:
            break
        block += more
    frame = union([piece.box for piece in block])
    assert frame is not None
    inside = [p for p in pieces if p not in block and _belongs(p, frame, start)]
    return block + inside


def _next_to(piece: _Piece, block: Sequence[_Piece]) -> bool:
    return any(_stacked(piece.box, member.box, LINE_STEP) for member in block)


def _stacked(one: Box, other: Box, step: float) -> bool:
    """Above one another with little between, and on about the same middle."""
    height = max(min(one[3] - one[1], other[3] - other[1]), 4.0)
    between = max(one[1], other[1]) - min(one[3], other[3])
    middle = abs((one[0] + one[2]) - (other[0] + other[2])) / 2
    widest = max(one[2] - one[0], other[2] - other[0])
    return between <= step * height and middle <= 0.35 * widest


def _belongs(piece: _Piece, frame: Box, head: _Piece) -> bool:
    """Within the block, or the date line that stands right under or over its head."""
    x0, top, x1, bottom = piece.box
    margin = 6.0
    if x0 < frame[0] - 4 * margin or x1 > frame[2] + 4 * margin:
        return False
    if top >= frame[1] - margin and bottom <= frame[3] + margin:
        return True
    return bool(_DATE.search(piece.cell.text)) and _stacked(piece.box, head.box, 1.6)


def _kind(block: Sequence[_Piece]) -> Kind | None:
    """An effective stamp needs two set phrases beside its head; the others a date or a phrase."""
    phrases = sum(piece.set for piece in block)
    dated = any(_DATE.search(piece.cell.text) for piece in block)
    for kind in ("cancelled", "effective", "filed", "received"):
        if any(piece.head == kind for piece in block):
            enough = phrases >= 2 if kind == "effective" else phrases >= 1 or dated
            return kind if enough else None
    return None


def _found(kind: Kind, block: Sequence[_Piece], box: Box) -> Found:
    return Found(kind, box, frozenset(id(word) for piece in block for word in piece.cell.words))
