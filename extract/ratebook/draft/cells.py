"""The cells of a line as a person sees them, and which of them are figures."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ratebook.model.page import Cell, Line

_TOKEN = regex.compile(r"\S+")
_FIGURE = regex.compile(r"\$?[\t ]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?[\t ]?%?")
_NOTHING = regex.compile(r"\$?[\t ]?[-–—]")
_VALUE = regex.compile(r"\$|\d[.,]\d|%")
_LONGEST_LABEL = 10
_SENTENCE = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell. `left` and `right` are points or characters, in ruled dumps the cell's number."""

    text: str
    left: float
    right: float

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, with its currency or percent sign, and nothing else."""
        return is_figure(self.text)


def is_figure(text: str) -> bool:
    """Whether a text is one number, or the dash that dollar columns print for zero."""
    bare = text.strip()
    whole = _FIGURE.fullmatch(bare) is not None and any(ch.isdigit() for ch in bare)
    return whole or _NOTHING.fullmatch(bare) is not None


def pieces_of(line: Line) -> tuple[Piece, ...]:
    """The filled cells of a line; runs of figures in one cell are figures of their own, and a line
    drawn as one cell is its words and the figures behind them."""
    cells = [c for c in line.cells if c.text.strip() and c.text.strip() != "$"]
    if line.tabular:
        return tuple(Piece(c.text, c.left, c.right) for c in cells)
    if len(cells) == 1:
        return _labelled(line, cells[0])
    return tuple(piece for cell in cells for piece in _figures(line, cell))


def _placed(cell: Cell, start: int, end: int) -> Piece:
    """A part of a cell, its edges those of its words, or in proportion to its letters."""
    spans: list[tuple[float, float]] = []
    at = 0
    for word in cell.words:
        if word.box and at < end and at + len(word.text) > start:
            spans.append((word.box[0], word.box[2]))
        at += len(word.text) + 1
    if spans:
        return Piece(cell.text[start:end], spans[0][0], spans[-1][1])
    step = (cell.right - cell.left) / max(len(cell.text), 1)
    return Piece(cell.text[start:end], cell.left + step * start, cell.left + step * end)


def _figures(line: Line, cell: Cell) -> list[Piece]:
    tokens = list(_TOKEN.finditer(cell.text))
    parts = [t for t in tokens if t.group() != "$"]
    if len(parts) > 1 and all(is_figure(t.group()) for t in parts):
        return [_placed(cell, t.start(), t.end()) for t in parts]
    return [Piece(cell.text, cell.left, cell.right)]


def _labelled(line: Line, cell: Cell) -> tuple[Piece, ...]:
    tokens = [t for t in _TOKEN.finditer(cell.text) if t.group() != "$"]
    count = 0
    while count < len(tokens) and is_figure(tokens[-1 - count].group()):
        count += 1
    figures, words = tokens[len(tokens) - count :], tokens[: len(tokens) - count]
    valued = any(_VALUE.search(t.group()) for t in figures)
    if not figures or len(words) > _LONGEST_LABEL or (count < 2 and not valued):
        return (Piece(cell.text, cell.left, cell.right),)
    head = [_placed(cell, words[0].start(), words[-1].end())] if words else []
    return (*head, *(_placed(cell, t.start(), t.end()) for t in figures))


def is_row(pieces: tuple[Piece, ...]) -> bool:
    """Whether cells may be a row: a figure among two or more, and no sentence."""
    words = sum(len(p.text.split()) for p in pieces if not p.is_figure)
    return len(pieces) > 1 and any(p.is_figure for p in pieces) and words <= _SENTENCE
