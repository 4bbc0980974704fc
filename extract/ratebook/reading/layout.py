"""Words with boxes become lines and cells, by geometry alone.

The same code serves native PDF and recognised pictures. It looks only at where words stand:
nothing is asked about what they mean, and no word is altered but for how high it stands: an
ordinal's raised ending (`2` + `nd`) joins its number, and raised digits become superscripts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ratebook.model.page import Box, Cell, Line, Word, union
from ratebook.reading.debris import raised
from ratebook.reading.gutters import at_gutters
from ratebook.reading.placed import Group, Placed

SAME_LINE = 0.5
"""Share of the lower word's height that two words of one line have in common, at least."""

_LEADER = re.compile(r"(\.{5,})")
_ORDINALS = frozenset(("st", "nd", "rd", "th", "ST", "ND", "RD", "TH"))


@dataclass(slots=True)
class _Band:
    """A line being gathered: its core top and bottom are means weighted by word width."""

    top: float
    bottom: float
    weight: float
    members: list[Placed]

    def take(self, word: Placed) -> None:
        gain = max(word.x1 - word.x0, 0.1)
        total = self.weight + gain
        self.top = (self.top * self.weight + word.top * gain) / total
        self.bottom = (self.bottom * self.weight + word.bottom * gain) / total
        self.weight = total
        self.members.append(word)


def lines_of(
    words: Sequence[Word], page: int, upright: Sequence[Box] | None = None, *, level: bool = False
) -> tuple[Line, ...]:
    """Lines in reading order (top to bottom), each with its cells from left to right.

    `words` without a box are left out. `upright` gives, for sideways pages, the box of each word
    as it stands when the page is turned so that its text runs from left to right; the words keep
    their own boxes. `level` says that lines are horizontal already, as in typeset PDF.
    """
    placed = _placed(words, upright)
    if not placed:
        return ()
    if not level:
        _unskew(placed)
    bands = _bands(placed)
    shape = _letter_shape(placed)
    sizes = [_letter(band.members, shape) for band in bands]
    spacing = _usual_gap(bands, sizes)
    rows = [_groups(band.members, size, spacing) for band, size in zip(bands, sizes, strict=True)]
    if level:
        rows = at_gutters(rows, sizes, spacing)
    return tuple(Line(page, None, tuple(map(_cell, row)), typeset=level) for row in rows)


def _placed(words: Sequence[Word], upright: Sequence[Box] | None) -> list[Placed]:
    boxes = upright if upright is not None else [word.box for word in words]
    placed = [
        Placed(*box, word)
        for word, box in zip(words, boxes, strict=True)
        if box is not None and word.text.strip() and box[2] > box[0] and box[3] > box[1]
    ]
    if upright is None and any("....." in p.word.text for p in placed):
        placed = [part for p in placed for part in _off_leader(p)]
    return placed


def _off_leader(placed: Placed) -> list[Placed]:
    """A word apart from the row of dots glued to it, each with its share of the width."""
    text = placed.word.text
    pieces = [piece for piece in _LEADER.split(text) if piece]
    if len(pieces) < 2:
        return [placed]
    letter = (placed.x1 - placed.x0) / len(text)
    parts: list[Placed] = []
    at = 0
    for piece in pieces:
        x0, x1 = placed.x0 + at * letter, placed.x0 + (at + len(piece)) * letter
        word = replace(placed.word, text=piece, box=(x0, placed.top, x1, placed.bottom))
        parts.append(Placed(x0, placed.top, x1, placed.bottom, word))
        at += len(piece)
    return parts


def skew_of(boxes: Sequence[Box]) -> float:
    """Slope (down per right) of the lines, from neighbours in the order given; 0 if unclear."""
    slopes: list[float] = []
    for here, after in pairwise(boxes):
        gap = after[0] - here[2]
        low = min(here[3] - here[1], after[3] - after[1])
        if 0 <= gap < 6 * low and min(here[3], after[3]) - max(here[1], after[1]) > 0.6 * low:
            run = (after[0] + after[2] - here[0] - here[2]) / 2
            slopes.append(((after[1] + after[3]) - (here[1] + here[3])) / 2 / run if run else 0.0)
    return median(slopes) if len(slopes) >= 12 else 0.0


def _unskew(placed: list[Placed]) -> None:
    slope = skew_of([(p.x0, p.top, p.x1, p.bottom) for p in placed])
    if not 0.0008 < abs(slope) < 0.12:
        return
    for p in placed:
        drop = slope * (p.x0 + p.x1) / 2
        p.top -= drop
        p.bottom -= drop


def _bands(placed: list[Placed]) -> list[_Band]:
    """Words gathered into lines. Tall ones (a word set sideways, a seal) come last and alone."""
    usual = median(p.height for p in placed)
    placed.sort(key=lambda p: p.top + p.bottom)
    bands: list[_Band] = []
    tall: list[_Band] = []
    for word in placed:
        own = _Band(word.top, word.bottom, max(word.x1 - word.x0, 0.1), [word])
        if word.height > 2.2 * usual and word.height > word.x1 - word.x0:
            tall.append(own)
            continue
        best = _line_for(word, bands)
        if best is None:
            bands.append(own)
        else:
            best.take(word)
    bands += tall
    bands.sort(key=lambda band: band.top + band.bottom)
    for band in bands:
        band.members.sort(key=lambda p: p.x0)
    return bands


def _line_for(word: Placed, bands: list[_Band]) -> _Band | None:
    """The line among the last few that the word shares most of its height with."""
    best, most = None, SAME_LINE
    top, bottom = word.top, word.bottom
    for band in bands[-4:]:
        low = bottom if bottom < band.bottom else band.bottom
        high = top if top > band.top else band.top
        if low <= high:
            continue
        share = (low - high) / (min(band.bottom - band.top, bottom - top) or 1.0)
        if share >= most and not _interleaves(word, band):
            best, most = band, share
    return best


def _interleaves(word: Placed, band: _Band) -> bool:
    """Whether the word stands above or below one of the line's words: another line, set tightly.

    A stamp's small lines beside a line of the sheet would otherwise be shuffled into one.
    """
    middle = word.top + word.bottom
    if abs(middle - band.top - band.bottom) < 0.3 * word.height:
        return False
    return any(
        abs(middle - other.top - other.bottom) > 0.6 * min(word.height, other.height)
        and min(word.x1, other.x1) - max(word.x0, other.x0)
        > 0.3 * min(word.x1 - word.x0, other.x1 - other.x0)
        for other in band.members
    )


def _usual_gap(bands: list[_Band], sizes: list[float]) -> float:
    """The page's word spacing in widths of a character (a blank is about half of one)."""
    gaps: list[float] = []
    for band, size in zip(bands, sizes, strict=True):
        pairs = pairwise(band.members)
        gaps += [gap / size for a, b in pairs if 0 < (gap := b.x0 - a.x1) < 2.5 * size]
    if len(gaps) < 8:
        return 0.6
    gaps.sort()
    return gaps[len(gaps) // 3]


def _letter_shape(placed: list[Placed]) -> float:
    """Width of a character in heights of its word, as is usual on the page."""
    return median((p.x1 - p.x0) / (len(p.word.text) * (p.bottom - p.top)) for p in placed)


def _letter(members: list[Placed], shape: float) -> float:
    """Width of a character on this line, in points: its own mean, held near the page's shape,
    since a short row of `1`s or of `W`s says little about the blank of its font."""
    heights = sorted(p.bottom - p.top for p in members)
    usual = shape * heights[len(heights) // 2]
    characters = sum(len(p.word.text) for p in members)
    mean = sum(p.x1 - p.x0 for p in members) / max(characters, 1)
    return max(min(max(mean, 0.85 * usual), 1.05 * usual), 0.1)


def _groups(members: list[Placed], size: float, spacing: float) -> list[Group]:
    """The words of a line by the cells they stand in."""
    limit = size * _split_at(members, spacing, size)
    groups: list[Group] = []
    for part in _between_leaders(_with_marks_raised(members)):
        groups += _parted(part, limit)
    return groups


def _with_marks_raised(members: list[Placed]) -> list[Placed]:
    """The words, small digits that stand high beside a larger word being footnote marks."""
    if not any(p.word.text.isdecimal() for p in members):
        return members
    return [
        Placed(p.x0, p.top, p.x1, p.bottom, replace(p.word, text=raised(p.word.text)))
        if p.word.text.isdecimal() and _is_mark(p, members[max(at - 1, 0) : at + 2])
        else p
        for at, p in enumerate(members)
    ]


def _is_mark(digits: Placed, around: list[Placed]) -> bool:
    return len(digits.word.text) < 4 and any(
        digits.height < 0.7 * other.height
        and other.bottom - digits.bottom > 0.3 * other.height
        and max(digits.x0 - other.x1, other.x0 - digits.x1) < 0.5 * other.height
        for other in around
    )


def _parted(members: list[Placed], limit: float) -> list[list[Placed]]:
    """The words in groups with gaps over `limit` points between them."""
    groups: list[list[Placed]] = [[members[0]]]
    end = members[0].x1
    for word in members[1:]:
        last = groups[-1][-1]
        if word.x0 - end > limit * (1.35 if _starts_a_sentence(last, word) else 1.0):
            groups.append([word])
        elif _is_raised_ending(last, word):
            groups[-1][-1] = _joined(last, word)
        else:
            groups[-1].append(word)
        end = max(end, word.x1)
    return groups


def _starts_a_sentence(last: Placed, word: Placed) -> bool:
    """Typists set two blanks after a full stop."""
    return last.word.text[-1] in ".?!:;" and word.word.text[0].isupper()


def _between_leaders(members: list[Placed]) -> list[list[Placed]]:
    """The stretches of words between rows of dots, which lead from a label to its figure.

    The dots are left out: they are neither. Fewer than five stay, as words left out of a text.
    """
    if not any(p.word.text[0] in ".…" for p in members):
        return [members]
    parts: list[list[Placed]] = []
    for dots, run in groupby(members, key=lambda p: not p.word.text.strip(".…·")):
        words = list(run)
        if dots and sum(len(p.word.text.replace("…", "...")) for p in words) >= 5:
            parts.append([])
        elif parts:
            parts[-1] += words
        else:
            parts.append(words)
    return [part for part in parts if part] or [members]


def _split_at(members: list[Placed], spacing: float, size: float) -> float:
    """Gap, in characters, from which two words stand in different cells.

    Justified prose has wide but even gaps, so a line of many words may spread evenly.
    """
    limit = min(max(1.8 * spacing, 1.2), 1.9)
    if len(members) < 7:
        return limit
    gaps = sorted((b.x0 - a.x1) / size for a, b in pairwise(members))
    middle, widest = gaps[len(gaps) // 2], gaps[-1]
    return max(widest, limit) if middle < 1.5 and widest < 1.7 * middle else limit


def _is_raised_ending(number: Placed, ending: Placed) -> bool:
    return (
        ending.word.text in _ORDINALS
        and number.word.text[-1:].isdigit()
        and ending.x0 - number.x1 < 0.35 * number.height
    )


def _joined(number: Placed, ending: Placed) -> Placed:
    box = union([b for b in (number.word.box, ending.word.box) if b])
    said, after = number.word.second, ending.word.second
    second = None if said is None or after is None else said + after
    text = number.word.text + ending.word.text
    word = replace(number.word, text=text, box=box, second=second)
    top, bottom = min(number.top, ending.top), max(number.bottom, ending.bottom)
    return Placed(number.x0, top, ending.x1, bottom, word)


def _cell(group: list[Placed]) -> Cell:
    return Cell(
        " ".join(p.word.text for p in group),
        group[0].x0,
        max(p.x1 for p in group),
        tuple(p.word for p in group),
    )
