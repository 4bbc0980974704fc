"""Stamps and clerk's marks: where they stand on a page, told by what stamps say.

A stamp is a block of short centred lines. It is told from print by its set phrases, which must
make up most of a cell; the lines between them (a date, a name, a signature) come with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from ratebook.model.page import Box, Cell, Line, Word, union

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
_STAMP_WORDS = frozenset(
    ("PUBLIC", "SERVICE", "COMMISSION", "KENTUCKY", "EXECUTIVE", "DIRECTOR", "TARIFF", "BRANCH")
)
ALIKE = 85
"""Of 100: how like a phrase a cell must be. Four letters and fewer must be the same."""
PART_ALIKE = 92
SPELLED = 8
"""Letters from which a part of a phrase is known as one."""
LINE_STEP = 3.2
"""Heights of a line between two lines of one stamp, at most (a signature may stand between)."""
MOST_WIDE, MOST_HIGH = 260.0, 190.0
"""Points: a larger block is a page's heading."""
ASIDE = 20.0
"""Points by which a line of a stamp may stick out from its set phrases."""
MOSTLY = 0.5
"""Share of the width of such a line that stands above, below or among the others."""
_DATE = re.compile(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*\d|\d{1,2}[/.-]\d{1,2}[/.-]\d"
)
_TIME = re.compile(r"(?i)\d{1,2}:\d{2}\s?(?:[ap]\.?m\.?)?")
_CLERK = re.compile(r"[Cc©]\s?\d{1,2}\s?[/|lI.-]\s?\d{1,2}\s?[/|lI.-]\s?\d{2}(?:\d{2})?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell, or the end of one, on the straightened page. `head` is the kind of stamp it is the
    word of; `set` whether it is a set phrase."""

    text: str
    words: tuple[Word, ...]
    box: Box
    head: Kind | None
    set: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A stamp on the straightened page: its kind, its box and its words by their `id()`."""

    kind: Kind
    box: Box
    words: frozenset[int]


def stamps_of(
    lines: Sequence[Line], frames: Callable[[], Sequence[Box]] = tuple[Box]
) -> list[Found]:
    """Stamps among the lines of a page whose words have boxes on the straightened page.

    `frames` gives the boxes drawn there by ruling lines: a stamp reaches to the frame around it.
    It is asked only where there is a stamp.
    """
    pieces = [p for line in lines for cell in line.cells if cell.words for p in _pieces(cell)]
    found: list[Found] = []
    for block in _blocks(pieces):
        kind = _kind(block)
        box = union([piece.box for piece in block])
        if kind and box and box[2] - box[0] <= MOST_WIDE and box[3] - box[1] <= MOST_HIGH:
            found.append(_found(kind, block, _framed(box, frames())))
    marks = [piece for piece in pieces if _CLERK.fullmatch(piece.text.strip())]
    return found + [_found("clerk", [piece], piece.box) for piece in marks]


def stamps_apart(lines: Sequence[Line]) -> list[Found]:
    """The stamps of lines that are all of one ink and stand close together. Lines that print has
    hidden leave gaps in a stamp; where one is found here, all the words are its."""
    found = stamps_of(lines)
    if len(found) > 1:
        return found
    block = [p for line in lines for cell in line.cells if cell.words for p in _pieces(cell)]
    box = union([piece.box for piece in block])
    kind = found[0].kind if found else _kind(block)
    return [_found(kind, block, box)] if kind and box else []


def _pieces(cell: Cell) -> list[_Piece]:
    """The cell; or, where a stamp's phrase runs on from print on its level, the two parts."""
    words = cell.words
    whole = _piece(words)
    if whole.set and (parts := _before_phrase(words)):
        return parts
    if whole.set or whole.head or len(words) < 4:
        return [whole]
    for start in range(1, len(words) - 1):
        end = _piece(words[start:])
        if end.set:
            return [_piece(words[:start]), end]
    return _around_phrase(words) or [whole]


def _before_phrase(words: tuple[Word, ...]) -> list[_Piece]:
    """Print, and a stamp's phrase behind it that is spelled as it should be."""
    said = [_letters(word.text) for word in words]
    for start in range(1, len(words)):
        rest = "".join(said[start:])
        if len(rest) < SPELLED or any("".join(said) in phrase for phrase in _PHRASES):
            break
        if any(rest in phrase for phrase in _PHRASES):
            return [_piece(words[:start]), _piece(words[start:])]
    return []


def _around_phrase(words: tuple[Word, ...]) -> list[_Piece]:
    """A stamp's phrase in capitals amid print of small letters, and the print on both sides."""
    own = [word.text.strip(".,") in _STAMP_WORDS for word in words]
    if not any(own) or all(word.text.isupper() for word in words):
        return []
    start = own.index(True)
    end = next((i for i in range(start, len(words)) if not own[i]), len(words))
    phrase = _piece(words[start:end])
    parts = [words[:start], words[end:]]
    return [phrase, *(_piece(part) for part in parts if part)] if phrase.set else []


def _piece(words: tuple[Word, ...]) -> _Piece:
    text = " ".join(word.text for word in words)
    box = union([word.box for word in words if word.box])
    letters = _letters(text)
    return _Piece(text, words, box or (0, 0, 0, 0), _head(text, letters), _is_set(letters))


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def _is_set(letters: str) -> bool:
    """A set phrase, or the part of one that a stamp's maker put on a line."""
    if any(_alike(letters, phrase) for phrase in _PHRASES):
        return True
    return SPELLED <= len(letters) <= 40 and any(
        len(letters) <= len(phrase) and fuzz.partial_ratio(letters, phrase) >= PART_ALIKE
        for phrase in _PHRASES
    )


def _framed(box: Box, frames: Sequence[Box]) -> Box:
    """The smallest frame around most of the box that is not much larger, else the box."""
    fitting = [
        frame for frame in frames
        if frame[0] <= box[0] + ASIDE and frame[2] >= box[2] - ASIDE
        and frame[1] <= box[1] + ASIDE and frame[3] >= box[3] - ASIDE
        and frame[2] - frame[0] <= MOST_WIDE and frame[3] - frame[1] <= MOST_HIGH
    ]  # fmt: skip
    smallest = min(fitting, key=lambda f: (f[2] - f[0]) * (f[3] - f[1]), default=box)
    return union([smallest, box]) or box


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
    """Heads and phrases with what stands above and below them as part of the same block."""
    taken: set[int] = set()
    blocks: list[list[_Piece]] = []
    for piece in pieces:
        if not (piece.head or piece.set) or id(piece) in taken:
            continue
        block = _grown(piece, pieces)
        taken |= {id(member) for member in block}
        blocks.append(block)
    return blocks


def _grown(start: _Piece, pieces: Sequence[_Piece]) -> list[_Piece]:
    """From one phrase to those above and below; then to whatever stands among them."""
    block = [start]
    while True:
        more = [p for p in pieces if (p.set or p.head) and p not in block and _next_to(p, block)]
        if not more:
            break
        block += more
    while True:
        frame = union([piece.box for piece in block]) or start.box
        more = [p for p in pieces if p not in block and _belongs(p, frame, block)]
        if not more:
            return block
        block += more


def _next_to(piece: _Piece, block: Sequence[_Piece]) -> bool:
    return any(_stacked(piece.box, member.box, LINE_STEP) for member in block)


def _stacked(one: Box, other: Box, step: float) -> bool:
    """Above one another with little between, and on about the same middle."""
    height = max(min(one[3] - one[1], other[3] - other[1]), 4.0)
    between = max(one[1], other[1]) - min(one[3], other[3])
    middle = abs((one[0] + one[2]) - (other[0] + other[2])) / 2
    widest = max(one[2] - one[0], other[2] - other[0])
    return between <= step * height and middle <= 0.35 * widest


def _belongs(piece: _Piece, frame: Box, block: Sequence[_Piece]) -> bool:
    """Within the block, or a line of date or time right over or under one of its lines."""
    x0, top, x1, bottom = piece.box
    if x0 < frame[0] - ASIDE or x1 > frame[2] + ASIDE:
        return False
    if top >= frame[1] - 2 and bottom <= frame[3] + 2:
        # What stands beside it for the most part is a row of print that the stamp hides.
        return min(x1, frame[2]) - max(x0, frame[0]) >= MOSTLY * (x1 - x0)
    text = piece.text.strip()
    dated = len(text) <= 20 and bool(_DATE.match(text) or _TIME.fullmatch(text))
    return dated and any(_stacked(piece.box, member.box, 1.2) for member in block)


def _kind(block: Sequence[_Piece]) -> Kind | None:
    """An effective stamp needs two set phrases beside its head, or three and a date where print
    hides the head; the others a date or a phrase beside theirs."""
    phrases = sum(piece.set for piece in block)
    dated = any(_DATE.search(piece.text) for piece in block)
    heads = {piece.head for piece in block if piece.head}
    for kind in ("cancelled", "effective", "filed", "received"):
        if kind in heads:
            enough = phrases >= 2 if kind == "effective" else phrases >= 1 or dated
            return kind if enough else None
    return "effective" if phrases >= 3 and dated else None


def _found(kind: Kind, block: Sequence[_Piece], box: Box) -> Found:
    return Found(kind, box, frozenset(id(word) for piece in block for word in piece.words))
