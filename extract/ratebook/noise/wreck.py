"""A text dump while it is damaged, and the record of every damage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from ratebook.noise.blocks import Piece
from ratebook.noise.damage import BY_NAME, DamageClass
from ratebook.noise.dump import Cell, DumpLine, Sort, text_of
from ratebook.noise.edits import EDITS, clerk_readings
from ratebook.noise.truth import Truth

_NUMBER = re.compile(r"[\d,]*\.?\d+")


@dataclass(slots=True, eq=False)
class Line:
    """A dump line that can be changed."""

    cells: list[Cell]
    sort: Sort
    page: int
    table: int
    glued: bool = False

    @property
    def slots(self) -> list[int]:
        """The slots of truth that a line shows."""
        return [p.slot for cell in self.cells for p in cell if p.slot is not None]


def line_of(line: DumpLine) -> Line:
    """A line to be changed, from one as it was written."""
    return Line(list(line.cells), line.sort, line.page, line.table, line.glued)


@dataclass(slots=True)
class Entry:
    """One damage: its class, where, what is seen now and what was meant, and the values it hit."""

    of: DamageClass
    line: Line
    seen: str
    meant: str
    slots: list[int]
    destroyed: list[int]


@dataclass(slots=True)
class Wreck:
    """A text while it is damaged. A slot is damaged once at most."""

    chance: Random
    truth: Truth
    lines: list[Line]
    entries: list[Entry] = field(default_factory=list[Entry])
    touched: set[int] = field(default_factory=set[int])

    def note(
        self,
        name: str,
        line: Line,
        seen: str,
        meant: str,
        slots: Iterable[int],
        destroyed: bool | None = None,
    ) -> None:
        """Records a damage. `destroyed` overrides what the class says."""
        of = BY_NAME[name]
        hit = list(dict.fromkeys(slots))
        self.touched.update(hit)
        gone = of.effect == "destroyed" if destroyed is None else destroyed
        self.entries.append(Entry(of, line, seen, meant, hit, hit if gone else []))

    def free(self, line: Line) -> bool:
        """True where nothing on this line was damaged before."""
        return not self.touched.intersection(line.slots)

    def rows(self) -> list[Line]:
        """The lines that are rows of tables."""
        return [line for line in self.lines if line.sort == "row"]

    def tables(self) -> list[list[Line]]:
        """The rows of each table that has at least three."""
        by_number: dict[int, list[Line]] = {}
        for line in self.rows():
            by_number.setdefault(line.table, []).append(line)
        return [rows for rows in by_number.values() if len(rows) > 2]


def numbers(line: Line) -> list[tuple[int, int]]:
    """Cell and piece of every marked number on a line."""
    return [
        (c, p)
        for c, cell in enumerate(line.cells)
        for p, piece in enumerate(cell)
        if piece.slot is not None and _NUMBER.fullmatch(piece.text)
    ]


def edit_piece(wreck: Wreck, name: str, line: Line, cell: int, piece: int) -> bool:
    """Applies an edit to one piece; False where it cannot be applied or the value is taken."""
    old = line.cells[cell][piece]
    if old.slot is None or old.slot in wreck.touched:
        return False
    seen = EDITS[name](old.text, wreck.chance)
    if seen is None or seen == old.text:
        return False
    parts = list(line.cells[cell])
    parts[piece] = Piece(seen, old.slot)
    gone = clerk_readings(seen) != 1 if name == "slashes lost" else None
    line.cells[cell] = tuple(parts)
    wreck.note(name, line, seen, old.text, [old.slot], gone)
    return True


def edit_number(wreck: Wreck, name: str, line: Line) -> bool:
    """Changes one figure and notes what was destroyed."""
    places = numbers(line)
    return bool(places) and edit_piece(wreck, name, line, *wreck.chance.choice(places))


def edit_words(wreck: Wreck, name: str, line: Line) -> bool:
    """Applies an edit to unmarked words of a line."""
    spots = [
        (c, p)
        for c, cell in enumerate(line.cells)
        for p, piece in enumerate(cell)
        if piece.slot is None and len(piece.text.strip()) > 3
    ]
    if not spots:
        return False
    c, p = wreck.chance.choice(spots)
    old = line.cells[c][p].text
    seen = EDITS[name](old, wreck.chance)
    if seen is None or seen == old:
        return False
    parts = list(line.cells[c])
    parts[p] = Piece(seen, None)
    line.cells[c] = tuple(parts)
    wreck.note(name, line, seen, old, [])
    return True


def edit_stamp(wreck: Wreck, name: str, line: Line) -> bool:
    """Stamp dates are values; the other words of a stamp are not."""
    if name == "stamp garbled":
        return edit_words(wreck, name, line)
    return any(
        edit_piece(wreck, name, line, c, p)
        for c, cell in enumerate(line.cells)
        for p in range(len(cell))
    )


Operation = Callable[[Wreck, str], bool]


def cell_text(line: Line) -> str:
    """A line as one text, cells separated by a bar."""
    return " | ".join(text_of(cell) for cell in line.cells)
