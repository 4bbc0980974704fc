"""One picture of a page becomes a page of lines: upright, read, confirmed, stamps set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ratebook.model.page import Box, Cell, Line, Page, Stamp, Word, union
from ratebook.reading.layout import lines_of
from ratebook.reading.ocr.agree import confirmed, same_place, second_readings
from ratebook.reading.ocr.engine import Engine, EngineFailedError, lines_of_all
from ratebook.reading.ocr.hidden import with_cuts
from ratebook.reading.ocr.inks import Inks, parted
from ratebook.reading.ocr.leaders import without_leaders
from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.pixels import Gray
from ratebook.reading.ocr.prepare import upright
from ratebook.reading.ocr.stamps import Found, stamps_apart, stamps_of
from ratebook.reading.ocr.tighten import tightened
from ratebook.reading.ocr.touch import frames_of, touched

UNSURE = 0.6
"""A word under this score is half read."""
MOST_ASKED = 24
"""Words of a page shown to the second engine alone; each costs some hundredths of a second."""
_SIGNS = str.maketrans("‐‑‒−一ー", "------") | {0xFEE0 + code: code for code in range(0x21, 0x7F)}
"""A picture does not tell dashes apart; the hyphen of the keyboard stands for all. Two are signs of
another script, which the engine knows as well, with its wide letters and digits."""
_LEADER = re.compile(r"(?:…|[.·]{3})[.…·]*$")
"""Dots that lead from a label to its figure; an engine sees a few of them."""
_LED = re.compile(r"^[.…·]+(?=\$)")
"""The last of such dots, close to its figure."""
BRACKET = 0.4
"""Heights of a line between a word and a bracket or comma that belongs to it, at most."""
_DAY = re.compile(r"(?<![\d.,$])(\d{1,2}),(?=(?:19|20)\d\d(?![\d,]))")
"""A day and its year set close: no figure has four digits behind a comma."""
_WAVE = re.compile(r"^([$S§s]?)~$")
"""A dash alone in a money column, ragged."""
LIFTED, LEFT = 0.02, 0.004
"""Shares of a word's place that a stamp's ink has covered, and that may still be of it, from which
the word is touched."""
UPSIDE_DOWN = 0.25
"""Share of half read words from which the page is tried upside down."""


@dataclass(frozen=True)
class PageReader:
    """Reads pages with one engine, or with two that check each other. One per thread."""

    first: Engine
    second: Engine | None

    @property
    def name(self) -> str:
        return self.first.name + (f"+{self.second.name}" if self.second else "")

    def read(self, picture: Picture) -> Page:
        """The page as the picture shows it."""
        inks, words = self._upright_words(picture)
        sheets = [inks.print, *(piece.sheet for piece in inks.pieces)]
        firsts = [words, *(_words_by(self.first, sheet) for sheet in sheets[1:])]
        known = self._confirmed(firsts, sheets)
        words = _with_printed(known[0], picture.printed, inks.print)
        apart = [
            _Apart(own, piece.sheer) for own, piece in zip(known[1:], inks.pieces, strict=True)
        ]
        lines, stamps = _laid_out(inks, words, apart)
        asked = any(word.second is not None for line in lines for word in line.words)
        readers = self.name if asked else self.first.name
        size = (picture.width, picture.height)
        return Page(picture.page, lines, "scan", readers, *size, stamps, inks.print.bilevel)

    def confirm(self, picture: Picture, page: Page) -> Page:
        """A page read from a hidden layer, each word with what an engine reads at its place."""
        sheet = without_leaders(upright(picture))
        engine = self.second or self.first
        try:
            read = _words_by(engine, sheet)
        except EngineFailedError:
            return page
        seen = [replace(word, box=sheet.page_box(word.box)) for word in read if word.box]
        words = [word for line in page.lines for word in line.words]
        seconds = iter(second_readings(words, seen)[0])
        lines = tuple(_with_seconds(line, seconds) for line in page.lines)
        return replace(page, lines=lines, engine=f"{page.engine}+{engine.name}")

    def _confirmed(
        self, firsts: Sequence[list[Word]], sheets: Sequence[Upright]
    ) -> list[list[Word]]:
        """The words of each picture of a page with what the second engine reads, if there is one.
        Where it fails, nobody was asked."""
        if self.second is None:
            return list(firsts)
        try:
            seconds = _all_words_by(self.second, sheets)
            heard = [confirmed(*both) for both in zip(firsts, seconds, strict=True)]
            return _asked_again(heard, sheets, self.second)
        except EngineFailedError:
            return list(firsts)

    def _upright_words(self, picture: Picture) -> tuple[Inks, list[Word]]:
        """The first engine's words of the print; a page that reads badly is tried upside down as
        well."""
        inks = _prepared(picture)
        words = _words_by(self.first, inks.print)
        if _half_read(words) <= UPSIDE_DOWN:
            return inks, words
        other = _prepared(picture, inks.print.turn + 2)
        others = _words_by(self.first, other.print)
        return (other, others) if _sureness(others) > _sureness(words) else (inks, words)


def _prepared(picture: Picture, turn: int | None = None) -> Inks:
    """The page upright, its inks apart and its print without the dots that lead to figures."""
    inks = parted(upright(picture, turn))
    return replace(inks, print=without_leaders(inks.print))


@dataclass(frozen=True)
class _Apart:
    """Words of another ink than the print's; `sheer` where print is seen through them."""

    words: list[Word]
    sheer: bool


def _asked_again(
    heard: Sequence[list[Word]], sheets: Sequence[Upright], engine: Engine
) -> list[list[Word]]:
    """Numbers of a page that the second engine passed over or read otherwise, shown to it apart;
    what it then reads counts where it reads the same or had read nothing."""
    open_ones = [
        (at, i)
        for at, words in enumerate(heard)
        for i, word in enumerate(words)
        if not word.agreed and word.engine != engine.name and _is_number(word)
    ]
    open_ones.sort(key=lambda place: bool(heard[place[0]][place[1]].second))
    known = [list(words) for words in heard]
    asked = open_ones[:MOST_ASKED]
    shown = [(sheets[at], heard[at][i]) for at, i in asked]
    for (at, i), said in zip(asked, _apart(shown, engine), strict=True):
        again = replace(heard[at][i], second=said)
        if again.agreed or not heard[at][i].second:
            known[at][i] = again
    return known


def _is_number(word: Word) -> bool:
    return word.box is not None and any(letter.isdigit() for letter in word.text)


def _apart(shown: Sequence[tuple[Upright, Word]], engine: Engine) -> list[str]:
    """What the engine reads on each word's own piece of its picture. All pieces are shown at once,
    one below the other with white paper between: starting a program costs more than a word."""
    boxes = [(sheet, sheet.pixel_box(word.box)) for sheet, word in shown if word.box]
    if not boxes:
        return []
    strips = [_strip(sheet, box) for sheet, box in boxes]
    width = max(strip.shape[1] for strip in strips)
    rows = [np.pad(s, ((0, 0), (0, width - s.shape[1])), constant_values=255) for s in strips]
    pile = replace(boxes[0][0], gray=np.concatenate(rows), coloured=None)
    lines = engine.lines(pile, strips=True)
    seen = [(word.box, word.text) for line in lines for word in line if word.box]
    heard: list[str] = []
    top = 0
    for (_, box), strip in zip(boxes, strips, strict=True):
        middle, half = top + strip.shape[0] / 2, (box[3] - box[1]) / 3
        top += strip.shape[0]
        # Lines above and below reach into the piece.
        level = [(b[0], text) for b, text in seen if abs((b[1] + b[3]) / 2 - middle) < half]
        heard.append(" ".join(text for _, text in sorted(level)))
    return heard


def _strip(sheet: Upright, box: Box) -> Gray:
    """A word's piece of the page with white paper around it."""
    x0, y0, x1, y1 = (round(side) for side in box)
    edge = max((y1 - y0) // 4, 2)
    piece = sheet.gray[max(y0 - edge, 0) : y1 + edge, max(x0 - edge, 0) : x1 + edge]
    return np.pad(piece, 3 * (y1 - y0), constant_values=255)


def _with_seconds(line: Line, seconds: Iterator[str]) -> Line:
    cells = tuple(
        _of_words(cell, tuple(replace(word, second=next(seconds)) for word in cell.words))
        for cell in line.cells
    )
    return replace(line, cells=cells)


def _half_read(words: Sequence[Word]) -> float:
    return sum(1 for word in words if (word.score or 0) < UNSURE) / max(len(words), 1)


def _sureness(words: Sequence[Word]) -> float:
    return sum(word.score or 0 for word in words) / max(len(words), 1)


def _words_by(engine: Engine, sheet: Upright) -> list[Word]:
    """What the engine reads, with boxes in points of the straightened page and plain dashes."""
    return _placed(engine.lines(sheet), engine, sheet)


def _all_words_by(engine: Engine, sheets: Sequence[Upright]) -> list[list[Word]]:
    """What the engine reads on each picture of a page, as `_words_by`."""
    read = lines_of_all(engine, sheets)
    return [_placed(lines, engine, sheet) for lines, sheet in zip(read, sheets, strict=True)]


def _placed(lines: list[list[Word]], engine: Engine, sheet: Upright) -> list[Word]:
    if not engine.tight:
        lines = [_brackets_closed(tightened(line, sheet)) for line in lines]
    return [
        replace(word, box=sheet.straight_box(word.box), text=text)
        for line in lines
        for word in line
        if word.box and (text := _plain(word.text))
    ]


def _plain(text: str) -> str:
    """The text without dots that lead to a figure, with plain dashes and a space before a year."""
    text = _LED.sub("", _LEADER.sub("", text.translate(_SIGNS)))
    text = _DAY.sub(r"\1, ", text) if "," in text else text
    return _WAVE.sub(r"\1-", text)


def _brackets_closed(line: list[Word]) -> list[Word]:
    """The words of a line, an opening bracket that stands right before a word being its first
    sign, a comma right behind one its last: the engine sees a blank there."""
    joined: list[Word] = []
    for word in line:
        last = joined[-1] if joined else None
        apart = not (last and last.box and word.box and _close(last.box, word.box))
        if last and not apart and (last.text == "(" or word.text in (",", ")")):
            around = union([box for box in (last.box, word.box) if box])
            score = min(last.score or 0, word.score or 0)
            joined[-1] = replace(word, text=last.text + word.text, box=around, score=score)
        else:
            joined.append(word)
    return joined


def _close(one: Box, other: Box) -> bool:
    return other[0] - one[2] < BRACKET * (one[3] - one[1])


def _with_printed(words: list[Word], printed: Sequence[Word], sheet: Upright) -> list[Word]:
    """The file's own visible words in place of what was read there; what the engine read is
    their second reading."""
    own = [replace(word, box=sheet.box_from_page(word.box)) for word in printed if word.box]
    places = [word.box for word in own if word.box]
    over = [any(same_place(word.box, box) for box in places) for word in words if word.box]
    seen = [word for word, hidden in zip(words, over, strict=True) if hidden]
    kept = [word for word, hidden in zip(words, over, strict=True) if not hidden]
    names = {word.engine for word in own}
    return kept + [word for word in confirmed(own, seen) if word.engine in names]


def _laid_out(
    inks: Inks, words: Sequence[Word], apart: Sequence[_Apart] = ()
) -> tuple[tuple[Line, ...], tuple[Stamp, ...]]:
    """Lines of print and then of the stamps, which are laid out apart: a stamp's lines share no
    level with the print they stand on, nor do pieces of one that is not known. What is of another
    ink, stands by itself and is no stamp is print."""
    sheet = inks.print
    found: list[Found] = []
    sheer: list[Found] = []
    stamped: list[Word] = []
    loose: list[frozenset[int]] = []
    for other in apart:
        lines = lines_of(other.words, sheet.page, level=True)
        mine = [word for line in lines for word in line.words]
        own = stamps_apart(lines)
        taken = {i for stamp in own for i in stamp.words}
        found += own
        sheer += own if other.sheer else []
        stamped += [word for word in mine if other.sheer or id(word) in taken]
        if other.sheer:
            # Of a stamp among print only pieces may be legible: they are no words of that print.
            loose.append(frozenset(id(word) for word in mine) - taken)
        else:
            words = [*words, *(word for word in mine if id(word) not in taken)]
    first = lines_of(words, sheet.page, level=True)
    found += stamps_of(first, lambda: frames_of(sheet))
    words = [*(word for line in first for word in line.words), *stamped]
    owners = [_owner(word, [*(stamp.words for stamp in found), *loose]) for word in words]
    opaque = [stamp for stamp in found if stamp not in sheer]
    words = _marked(inks, words, owners, opaque)
    laid = [
        lines_of([w for w, o in zip(words, owners, strict=True) if o == owner],
                 sheet.page, level=True)
        for owner in range(-1, len(found) + len(loose))
    ]  # fmt: skip
    laid[0] = with_cuts(laid[0], [stamp.box for stamp in opaque])
    groups = [_on_page(lines, sheet) for lines in laid]
    stamps = tuple(
        Stamp(stamp.kind, sheet.page_box(stamp.box), lines)
        for stamp, lines in zip(found, groups[1:], strict=False)
    )
    return tuple(line for lines in groups for line in lines), stamps


def _owner(word: Word, apart: Sequence[frozenset[int]]) -> int:
    """The group of words apart from print that a word belongs to, -1 for print."""
    return next((i for i, words in enumerate(apart) if id(word) in words), -1)


def _marked(
    inks: Inks, words: Sequence[Word], owners: Sequence[int], found: Sequence[Found]
) -> list[Word]:
    sheet = inks.print
    boxes = [sheet.pixel_box(word.box) for word in words if word.box]
    regions = [sheet.pixel_box(stamp.box) for stamp in found]
    crossed = touched(sheet, boxes, [owner >= 0 for owner in owners], regions)
    under = [owner < 0 and _under(inks, box)
             for box, owner in zip(boxes, owners, strict=True)]  # fmt: skip
    return [
        replace(word, touched=is_so or was_so)
        for word, is_so, was_so in zip(words, crossed, under, strict=True)
    ]


def _under(inks: Inks, box: Box) -> bool:
    """Whether ink of a stamp was taken off the word's place, and some may be left."""
    if inks.lifted is None or inks.left is None:
        return False
    x0, y0, x1, y1 = (max(round(side), 0) for side in box)
    here, room = (slice(y0, y1), slice(x0, x1)), max((x1 - x0) * (y1 - y0), 1)
    return (
        float(inks.lifted[here].sum()) > LIFTED * room
        and float(inks.left[here].sum()) > LEFT * room
    )


def _on_page(lines: Sequence[Line], sheet: Upright) -> tuple[Line, ...]:
    """The lines with the boxes of their words on the page as it is."""
    return tuple(
        replace(line, cells=tuple(_cell_on_page(cell, sheet) for cell in line.cells))
        for line in lines
    )


def _cell_on_page(cell: Cell, sheet: Upright) -> Cell:
    words = (replace(word, box=sheet.page_box(word.box)) for word in cell.words if word.box)
    return _of_words(cell, tuple(words))


def _of_words(cell: Cell, words: tuple[Word, ...]) -> Cell:
    return Cell(cell.text, cell.left, cell.right, words)
