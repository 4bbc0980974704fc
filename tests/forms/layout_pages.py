"""Typesets a layout as a page: columns stand one below the other, prose is wrapped, pipes are gone.

A text dump says which cells a row leaves empty; a page shows it by place alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pymupdf

_SIZE = 9.0
_LEADING = 1.32
_LEFT, _RIGHT, _TOP, _BOTTOM = 50.0, 562.0, 56.0, 742.0
_FONTS = {"helv": "hebo", "tiro": "tibo", "cour": "cobo"}
_RULE = re.compile(r":?-{2,}:?|")
_FIGURE = re.compile(r"\(?\$?\.?\d[\d.,]*")
_GAP = re.compile(r"\S {2,}\S")
_RUN = re.compile(r"\S+(?: \S+)*")
_BOLD = re.compile(r"\s*(?:#+ |\*\*.*\*\*\s*$)")
_TAG = re.compile(r"</?(?:sup|u|b|i|del)>")
_PLAIN = str.maketrans("–—−‑‘’“”✓", "----''\"\"x")
"""What the fonts that every PDF reader has do not draw."""
_SHORT = 45


@dataclass
class _Row:
    """A line of the layout: cells of a drawn row, or one text. Neither where it is empty."""

    cells: tuple[str, ...] = ()
    text: str = ""
    bold: bool = False


def typeset(text: str, path: Path, font: str = "helv") -> None:
    """Writes a layout's text as a PDF of letter pages in one of `helv`, `tiro`, `cour`."""
    page = _Page(font)
    rows = [row for line in text.split("\n") if (row := _row(line)) is not None]
    for block in _blocks(rows):
        if any(row.cells for row in block):
            page.table(block)
        else:
            page.text(block[0])
    page.document.save(path)


def _row(line: str) -> _Row | None:
    said = _TAG.sub("", line).rstrip().replace("\\$", "$").translate(_PLAIN)
    if said.lstrip().startswith("|") and said.count("|") > 1:
        parts = said.strip().strip("|").split("|")
        cells = tuple(" ".join(re.sub(r"\*\*|<br>", " ", p).split()) for p in parts)
        return None if any(cells) and all(_RULE.fullmatch(c) for c in cells) else _Row(cells)
    if "\t" in said:
        return _Row(tuple(part.strip() for part in said.split("\t")))
    bold = _BOLD.match(said) is not None
    return _Row((), re.sub(r"^#+ ", "", said).replace("**", "").strip("\f"), bold)


def _blocks(rows: list[_Row]) -> list[list[_Row]]:
    """Rows of as many cells with the short lines between them; every other line by itself."""
    blocks: list[list[_Row]] = []
    between: list[_Row] = []
    for row in rows:
        last = blocks[-1] if blocks and blocks[-1][0].cells else None
        if row.cells and last and _widest(last) in (len(row.cells), len(row.cells) - 1):
            last += [*between, row]
            between = []
        elif last and not row.cells and len(row.text) < _SHORT and not _GAP.search(row.text):
            between.append(row)
        else:
            blocks += [[one] for one in [*between, row]]
            between = []
    return blocks + [[one] for one in between]


def _widest(rows: list[_Row]) -> int:
    return max(len(row.cells) for row in rows)


class _Page:
    """The page being set, from its top down."""

    def __init__(self, font: str) -> None:
        self.document = pymupdf.open()
        self._font = font
        self._page = self.document.new_page(width=612, height=792)
        self._y = _TOP

    def text(self, row: _Row) -> None:
        """One line of the layout, over as many lines of the page as it needs."""
        said = row.text
        if not said.strip():
            self._y += 0.8 * _SIZE * _LEADING
        elif _GAP.search(said):
            self._spread(said, row.bold)
        else:
            self._wrapped(said, row.bold)

    def _spread(self, said: str, bold: bool) -> None:
        """A line whose blanks set it in columns."""
        letter = min(0.56 * _SIZE, (_RIGHT - _LEFT) / len(said))
        parts: list[tuple[float, str]] = []
        end = 0.0
        for run in _RUN.finditer(said):
            x = max(_LEFT + run.start() * letter, end)
            parts.append((x, run.group()))
            end = x + self._width(run.group()) + _SIZE
        over = (_RIGHT - _LEFT) / max(end - _SIZE - _LEFT, _RIGHT - _LEFT)
        self._line([(_LEFT + (x - _LEFT) * over, part) for x, part in parts], _SIZE * over, bold)

    def _wrapped(self, said: str, bold: bool) -> None:
        indent = (len(said) - len(said.lstrip())) * 0.56 * _SIZE
        x = min(_LEFT + indent, max(_LEFT, _RIGHT - self._width(said.strip())))
        now = ""
        for word in said.split():
            if now and x + self._width(f"{now} {word}") > _RIGHT:
                self._line([(x, now)], _SIZE, bold)
                now = word
            else:
                now = f"{now} {word}".strip()
        self._line([(x, now)], _SIZE, bold)

    def table(self, block: list[_Row]) -> None:
        """Rows in columns: figures end below each other, words begin there."""
        drawn = _shifted([row.cells for row in block if row.cells])
        many = max(map(len, drawn))
        columns = [[cells[n] for cells in drawn if len(cells) > n] for n in range(many)]
        size = _SIZE
        while (free := self._free(columns, size)) < 10 and size > 5.5:
            size -= 0.5
        gap = max(10.0, min(60.0, free))
        widths = [max(self._width(cell, size) for cell in column) for column in columns]
        starts = [_LEFT + sum(widths[:n]) + n * gap for n in range(many)]
        ends = [n > 0 and _are_figures(column) for n, column in enumerate(columns)]
        rows = iter(drawn)
        for row in block:
            if not row.cells:
                self.text(row)
                continue
            self._line(
                [
                    (x + w - self._width(cell, size) if last else x, cell)
                    for x, w, last, cell in zip(starts, widths, ends, next(rows), strict=False)
                    if cell
                ],
                size,
                False,
            )

    def _free(self, columns: list[list[str]], size: float) -> float:
        """How much lies between two columns if the table fills the page."""
        taken = sum(max(self._width(cell, size) for cell in column) for column in columns)
        return (_RIGHT - _LEFT - taken) / max(1, len(columns) - 1)

    def _width(self, said: str, size: float = _SIZE) -> float:
        return pymupdf.get_text_length(said, fontname=self._font, fontsize=size)

    def _line(self, parts: list[tuple[float, str]], size: float, bold: bool) -> None:
        if self._y > _BOTTOM:
            self._page = self.document.new_page(width=612, height=792)
            self._y = _TOP
        font = _FONTS[self._font] if bold else self._font
        for x, part in parts:
            self._page.insert_text((x, self._y), part, fontname=font, fontsize=size)
        self._y += _SIZE * _LEADING


def _shifted(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows, headings of one cell less put over the figures they head: a dump loses the empty
    cell above the labels."""
    many = max(map(len, rows))
    made: list[tuple[str, ...]] = []
    for at, row in enumerate(rows):
        below = next((r for r in rows[at + 1 :] if len(r) == many), ())
        heads = many > 2 and len(row) == many - 1 and not any(map(_FIGURE.match, row))
        figures = all(_FIGURE.match(cell) or not cell for cell in below[1:])
        named = bool(below) and not _FIGURE.match(below[0])
        made.append(("", *row) if heads and named and figures else row)
    return made


def _are_figures(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return 2 * sum(_FIGURE.match(cell) is not None for cell in filled) >= len(filled)
