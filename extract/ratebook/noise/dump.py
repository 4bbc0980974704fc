"""Leaves to the text an OCR service gives: lines of cells, in one of four ways to draw tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ratebook.noise.blocks import Block, Break, Leaf, Piece, Row, Stamp, Table, Words, pieces
from ratebook.noise.desk import Dialect, Layout
from ratebook.noise.typeset import folded

Sort = Literal["text", "heading", "row", "head", "foot", "stamp", "blank", "rule"]
Cell = tuple[Piece, ...]
_ROWS_A_PAGE = 38
_ORDINAL = re.compile(r"\b(\d+)(st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True)
class DumpLine:
    """One line of a dump. `cells` has one cell for text; `table` numbers the table of a row."""

    cells: tuple[Cell, ...]
    sort: Sort
    page: int
    table: int = 0
    glued: bool = False


def text_of(cell: Cell) -> str:
    """The characters of a cell."""
    return "".join(p.text for p in cell)


class _Dumper:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.lines: list[DumpLine] = []
        self.page = 0
        self.tables = 0
        self.of = Leaf((), ())
        self.number = 0
        self.rows = 0

    def put(self, sort: Sort, *cells: str) -> None:
        number = self.tables if sort == "row" else 0
        self.lines.append(DumpLine(tuple(pieces(c) for c in cells), sort, self.page, number))

    def leaf(self, leaf: Leaf) -> None:
        self.of, self.number = leaf, 0
        self.open()
        marks = [s for s in leaf.stamps if s.kind != "effective"]
        for stamp in marks:
            self.stamp(stamp)
        self.blocks(leaf.body, "text")
        self.close()

    def open(self) -> None:
        """A page begins with the head of its leaf."""
        self.page += 1
        self.number += 1
        self.rows = 0
        if self.layout.dialect == "tabs":
            self.one_line_head(self.of.head)
        else:
            self.blocks(self.of.head, "head")
        self.put("blank")

    def close(self) -> None:
        """A page ends with the foot of its leaf, its number and the Commission's stamp."""
        self.put("blank")
        self.blocks(self.of.foot, "foot")
        if self.of.numbered and self.number > 1:
            self.put("foot", f"-{self.number}-")
        for stamp in self.of.stamps:
            if stamp.kind == "effective":
                self.stamp(stamp)
        self.put("blank")

    def turn(self) -> None:
        self.close()
        self.open()

    def one_line_head(self, head: tuple[Words, ...]) -> None:
        """OCR services run the lines of a corner together."""
        corner = " ".join(w.text for w in head if not w.heading)
        if corner:
            self.put("head", corner)
        for words in head:
            if words.heading:
                self.put("blank")
                self.put("heading", words.text)

    def stamp(self, stamp: Stamp) -> None:
        for line in stamp.lines:
            self.put("stamp", line)
        self.put("blank")

    def blocks(self, blocks: Iterable[Block], sort: Sort) -> None:
        for block in blocks:
            if isinstance(block, Words):
                self.words(block, sort)
            elif isinstance(block, Table):
                self.table(block, "row" if block.head else sort)
            elif isinstance(block, Break):
                self.turn()
            elif block.lines >= 0.3:
                self.put("blank")

    def words(self, block: Words, sort: Sort) -> None:
        text = f"{block.text} {block.change}".rstrip() if block.change else block.text
        if self.layout.dialect == "columns":
            for line in _wrapped(text, 92):
                self.lines.append(DumpLine((line,), sort, self.page))
            return
        self.put("heading" if block.heading else sort, text)

    def table(self, table: Table, sort: Sort) -> None:
        self.tables += 1
        for number, row in enumerate(table.rows):
            self.rows += sort == "row"
            if sort == "row" and self.rows > _ROWS_A_PAGE and number >= table.head:
                self.turn()
                for again in table.rows[: table.head] if self.layout.rules != "none" else ():
                    self.put(sort, *_spread(again))
            self.put(sort, *_spread(row))
            self.lines[-1] = replace(self.lines[-1], glued=table.glued)
            first = row is table.rows[0] and sort == "row"
            if first and self.layout.dialect == "pipes":
                self.put("rule", *["---"] * len(table.shares))


def _spread(row: Row) -> list[str]:
    """A row with one cell for each column: a spanning cell stands in its first."""
    cells: list[str] = []
    for n, cell in enumerate(row.cells):
        cells += [cell, *[""] * ((row.spans[n] if row.spans else 1) - 1)]
    return cells


def _wrapped(text: str, columns: int) -> list[Cell]:
    return folded(text, columns * 6.0, "cour", 10.0)


def dump(leaves: Iterable[Leaf], layout: Layout) -> list[DumpLine]:
    """All leaves, one after the other, with nothing between the pages."""
    dumper = _Dumper(layout)
    for leaf in leaves:
        dumper.leaf(leaf)
    return dumper.lines


def render(line: DumpLine, layout: Layout) -> str:
    """One line as the layout's dialect prints it."""
    texts = [text_of(cell) for cell in line.cells]
    if layout.escaped:
        texts = [text.replace("$", r"\$") for text in texts]
        if line.sort == "head":
            texts = [_ORDINAL.sub(r"\1<sup>\2</sup>", text) for text in texts]
    if line.sort == "blank":
        return ""
    if line.sort == "rule":
        return "|" + "|".join(texts) + "|"
    if line.sort == "heading" and layout.dialect != "columns":
        return "# " + texts[0]
    if len(texts) == 1:
        return texts[0]
    return "".join(texts) if line.glued else _row(texts, line.sort, layout.dialect)


def _row(texts: list[str], sort: Sort, dialect: Dialect) -> str:
    if dialect == "pipes" and sort == "row":
        return "| " + " | ".join(text.replace("|", r"\|") for text in texts) + " |"
    if dialect == "columns":
        padded = (f"{t:<18}" if n == 0 else f"{t:>14}" for n, t in enumerate(texts))
        return "   ".join(padded).rstrip()
    return "\t".join(texts)


def rendered(lines: Iterable[DumpLine], layout: Layout) -> str:
    """The whole text."""
    return "\n".join(render(line, layout) for line in lines) + "\n"
