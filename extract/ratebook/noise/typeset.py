"""Leaves to paper: every line of text at its place, on as many pages as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ratebook.noise.press as press
from ratebook.noise.blocks import Block, Break, Gap, Leaf, Piece, Row, Stamp, Table, Words, pieces
from ratebook.noise.desk import Layout
from ratebook.noise.paper import HEIGHT, WIDTH, Imprint, Paper, Run

_SIDE, _TOP, _BOTTOM = 62.0, 58.0, 44.0
_LEAD = 1.24


def folded(text: str, room: float, font: str, size: float) -> list[tuple[Piece, ...]]:
    """Marked text in lines not wider than `room`; a word that is wider stands alone."""
    letters = [(c, p.slot) for p in pieces(text) for c in p.text]
    lines: list[tuple[Piece, ...]] = []
    start, gap = 0, -1
    for at, (letter, _) in enumerate([*letters, (" ", None)]):
        if letter != " ":
            continue
        line = "".join(c for c, _ in letters[start:at])
        if gap > start and press.width(line, font, size) > room:
            lines.append(_joined(letters[start:gap]))
            start = gap + 1
        gap = at
    return [*lines, _joined(letters[start:])]


def _joined(letters: Iterable[tuple[str, int | None]]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for letter, slot in letters:
        if found and found[-1].slot == slot:
            found[-1] = Piece(found[-1].text + letter, slot)
        else:
            found.append(Piece(letter, slot))
    return tuple(found)


class Setter:
    """Sets blocks one below the other on papers; starts a new paper where one is full."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.papers: list[Paper] = []
        self.y = _TOP
        self.floor = HEIGHT - _BOTTOM
        self.head: tuple[Words, ...] = ()
        self.narrow = 1.0
        self.size = layout.size

    @property
    def paper(self) -> Paper:
        return self.papers[-1]

    def leaf(self, leaf: Leaf) -> None:
        """Sets a leaf on new papers, its foot at the bottom of each."""
        first = len(self.papers)
        self.head = leaf.head if leaf.repeat_head else ()
        foot = self._height(leaf.foot)
        self.floor = HEIGHT - _BOTTOM - foot - (14 if leaf.numbered or leaf.foot else 0)
        if any(s.kind == "effective" for s in leaf.stamps):
            self.floor = min(self.floor, HEIGHT - _BOTTOM - 84)
        self._turn(leaf.head)
        self.blocks(leaf.body)
        for number, paper in enumerate(self.papers[first:], 1):
            self._foot(paper, leaf, foot, number)

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Gap):
                self.y += block.lines * self.size * _LEAD
            elif isinstance(block, Break):
                self._turn(self.head)
            elif isinstance(block, Words):
                self.words(block)
            else:
                self.table(block)

    def _turn(self, head: tuple[Words, ...]) -> None:
        self.papers.append(Paper())
        self.y = _TOP
        if head:
            self.blocks(head)
            self.y += self.size

    def _room(self, needed: float) -> None:
        if self.y + needed > self.floor:
            self._turn(self.head)

    def words(self, block: Words) -> None:
        size = self.size * block.size
        font = press.font(self.layout.font, block.bold)
        full = (WIDTH - 2 * _SIDE) * self.narrow
        for n, line in enumerate(folded(block.text, full - block.indent - 24, font, size)):
            self._room(size * _LEAD)
            self.y += size * _LEAD
            wide = press.width("".join(p.text for p in line), font, size)
            free = full - block.indent - wide
            left = {"left": 0.0, "center": free / 2, "right": free}[block.align]
            self.paper.runs.append(Run(line, _SIDE + block.indent + left, self.y, font, size))
            if n == 0 and block.change:
                self._line(pieces(block.change), WIDTH - _SIDE - 10, size, bold=False)

    def _line(self, of: tuple[Piece, ...], x: float, size: float, bold: bool) -> None:
        self.paper.runs.append(Run(of, x, self.y, press.font(self.layout.font, bold), size))

    def table(self, table: Table) -> None:
        full = (WIDTH - 2 * _SIDE) * table.width
        left = _SIDE + ((WIDTH - 2 * _SIDE) - full) / 2 * (self.narrow == 1.0)
        edges = [left + full * sum(table.shares[:n]) for n in range(len(table.shares) + 1)]
        needed = sum(self._row_height(r, edges) for r in table.rows[: table.head + 2])
        self._room(needed)
        for number, row in enumerate(table.rows):
            high = self._row_height(row, edges)
            if self.y + high > self.floor:
                self._turn(self.head)
                for again in table.rows[: table.head] if self.layout.rules != "none" else ():
                    self._row(again, table, edges, self._row_height(again, edges))
            self._row(row, table, edges, high)
            if self.layout.rules == "head" and number == table.head - 1:
                self.paper.rules.append((edges[0], self.y + 2, edges[-1], self.y + 2))
                self.y += 2

    def _columns(self, row: Row, edges: Sequence[float]) -> list[tuple[str, float, float, int]]:
        """Cell text with its left and right edge and its first column."""
        found: list[tuple[str, float, float, int]] = []
        at = 0
        for n, cell in enumerate(row.cells):
            span = row.spans[n] if row.spans else 1
            found.append((cell, edges[at], edges[at + span], at))
            at += span
        return found

    def _cell(self, cell: str, left: float, right: float, bold: bool) -> list[tuple[Piece, ...]]:
        font = press.font(self.layout.font, bold)
        return folded(cell, right - left - 5, font, self.size)

    def _row_height(self, row: Row, edges: Sequence[float]) -> float:
        deep = max(len(self._cell(c, a, b, row.bold)) for c, a, b, _ in self._columns(row, edges))
        return deep * self.size * _LEAD + (3.0 if self.layout.rules == "grid" else 0.8)

    def _row(self, row: Row, table: Table, edges: Sequence[float], high: float) -> None:
        size = self.size
        font = press.font(self.layout.font, row.bold)
        for cell, left, right, column in self._columns(row, edges):
            align = "center" if row.spans else table.aligns[column]
            if align == "right" and self.layout.dollar == "column" and cell.startswith("$ "):
                y = self.y + size * (_LEAD - 0.12)
                self.paper.runs.append(Run(pieces("$"), left + 8, y, font, size))
                cell = cell[2:]
            for n, line in enumerate(self._cell(cell, left, right, row.bold)):
                wide = press.width("".join(p.text for p in line), font, size)
                free = right - left - 5 - wide
                x = left + 2.5 + {"left": 0.0, "center": free / 2, "right": free}[align]
                y = self.y + size * _LEAD * (n + 1) - 0.12 * size
                if line:
                    self.paper.runs.append(Run(line, x, y, font, size))
            if table.ruled:
                self._frame(left, self.y, right, self.y + high)
        self.y += high

    def _frame(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.paper.rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]

    def _height(self, foot: tuple[Block, ...]) -> float:
        """How much room a foot needs: it is set once on a paper that is thrown away."""
        self.papers.append(Paper())
        self.y = _TOP
        self._small(foot)
        used = self.y - _TOP
        self.papers.pop()
        return used

    def _small(self, foot: tuple[Block, ...]) -> None:
        """Sets a foot in smaller type, so that the stamp has room to its right."""
        self.narrow, self.size = 0.66, 0.84 * self.layout.size
        self.blocks(foot)
        self.narrow, self.size = 1.0, self.layout.size

    def _foot(self, paper: Paper, leaf: Leaf, foot: float, number: int) -> None:
        kept = self.papers
        self.papers, self.floor = [paper], HEIGHT
        self.y = HEIGHT - _BOTTOM - foot
        self._small(leaf.foot)
        paper.imprints += [_placed(stamp) for stamp in leaf.stamps]
        if leaf.numbered and number > 1:
            self.y = HEIGHT - _BOTTOM
            self.words(Words(f"-{number}-", "center"))
        self.papers = kept


def _placed(stamp: Stamp) -> Imprint:
    """A stamp where it hides nothing: beside the foot, or above the head."""
    if stamp.kind != "effective":
        return imprint(stamp, {"cancelled": 130.0, "clerk": 480.0}.get(stamp.kind, 300.0), 12.0)
    low = imprint(stamp, WIDTH - 130, 0.0)
    return low.moved(0.0, HEIGHT - _BOTTOM - low.box[3])


def imprint(stamp: Stamp, middle: float, top: float) -> Imprint:
    """A stamp with its lines centred on `middle`, from `top` down (points)."""
    size = {"effective": 7.2, "cancelled": 9.5, "clerk": 13.0, "received": 9.0}[stamp.kind]
    font = press.font("times" if stamp.kind == "clerk" else "helv", stamp.kind == "cancelled")
    wide = 0.0
    runs: list[Run] = []
    for n, line in enumerate(stamp.lines):
        of = pieces(line)
        across = press.width("".join(p.text for p in of), font, size)
        wide = max(wide, across)
        y = top + size * 1.12 * (n + 0.8)
        runs.append(Run(of, middle - across / 2, y, font, size))
    box = (middle - wide / 2, top, middle + wide / 2, top + size * 1.12 * len(stamp.lines))
    return Imprint(stamp, tuple(runs), box)


def set_pages(leaves: Iterable[Leaf], layout: Layout) -> list[Paper]:
    """All leaves on paper, each starting a new page."""
    setter = Setter(layout)
    for leaf in leaves:
        setter.leaf(leaf)
    return setter.papers
