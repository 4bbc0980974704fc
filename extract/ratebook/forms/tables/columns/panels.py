"""Tables set side by side: the same headings stand twice or more in one line, and each line below
holds a row of each. They are read one below the other, as a person reads them.

Lines are taken apart between cells only; a line that does not fit the panels ends them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from ratebook.forms.tables.columns.heading import find_heading
from ratebook.forms.tables.columns.leaves import squash
from ratebook.model.page import Cell, Line
from ratebook.rules.form import Table

_FEWEST = 4
_LONGEST = 40
_YEAR = regex.compile(r"(?<![^\t])[ ]*(?:19|20)\d\d[ ]*(?![^\t])")


@dataclass(frozen=True, slots=True)
class _Panels:
    """Where panels begin: all but the first, in the unit of `Cell.left`."""

    borders: tuple[float, ...]
    tabular: bool

    def split(self, line: Line) -> list[Line | None] | None:
        """The part of a line in each panel; None where the line is none of theirs."""
        cells = line.filled
        if line.tabular != self.tabular or len(cells) < 2 or any(_long(c) for c in cells):
            return None
        parts: list[list[Cell]] = [[] for _ in range(len(self.borders) + 1)]
        for cell in line.cells:
            parts[sum(border <= (cell.left + cell.right) / 2 for border in self.borders)].append(
                cell
            )
        return [_part(line, tuple(part)) for part in parts]


def unfold(lines: list[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines with tables that stand side by side set one below the other."""
    made: list[Line] = []
    at = 0
    while at < len(lines):
        panels = _panels(lines[at], tables) if _repeats(lines[at]) else None
        if panels is None:
            made.append(lines[at])
            at += 1
            continue
        rows: list[list[Line | None]] = []
        above = panels.split(made[-1]) if made else None
        # Titles, or what each panel is: `Step 1` over one, `Step 2` over the other.
        if above and all(above) and (not _figured(made[-1]) or len(made[-1].filled) == len(above)):
            rows.append(above)
            made.pop()
        while at < len(lines) and (parts := panels.split(lines[at])) and _is_row(lines[at], rows):
            if rows and at + 1 < len(lines) and _repeats(lines[at + 1]):
                # What stands above the headings of the next tables is theirs.
                break
            rows.append(parts)
            at += 1
        made += [part for n in range(len(panels.borders) + 1) for r in rows if (part := r[n])]
    return made


def _is_row(line: Line, rows: list[list[Line | None]]) -> bool:
    return not rows or _figured(line) or len(rows) < 2


def _figured(line: Line) -> bool:
    return any(map(str.isdigit, line.text))


def _long(cell: Cell) -> bool:
    return len(cell.text) > _LONGEST


def _repeats(line: Line) -> bool:
    """A quick test: a line of cells without figures but years whose first comes again."""
    return len(line.cells) >= _FEWEST and _comes_again(line.text)


@lru_cache(maxsize=4096)
def _comes_again(text: str) -> bool:
    texts = [squash(cell) for cell in text.split("\t") if cell.strip()]
    if len(texts) < _FEWEST or texts.count(texts[0]) < 2:
        return False
    return not any(map(str.isdigit, _YEAR.sub("", text)))


def _panels(line: Line, tables: Sequence[Table]) -> _Panels | None:
    """The panels whose headings a line prints, each complete for one of the tables."""
    cells = line.filled
    first = squash(cells[0].text)
    starts = [n for n, cell in enumerate(cells) if squash(cell.text) == first]
    ends = [*starts[1:], len(cells)]
    parts = [_part(line, tuple(cells[a:b])) for a, b in zip(starts, ends, strict=True)]
    if not any(all(p and find_heading([p], 0, table) for p in parts) for table in tables):
        return None
    borders = (
        cells[n].left if line.tabular else (cells[n - 1].right + cells[n].left) / 2
        for n in starts[1:]
    )
    return _Panels(tuple(borders), line.tabular)


def _part(line: Line, cells: tuple[Cell, ...]) -> Line | None:
    if not any(cell.text.strip() for cell in cells):
        return None
    return Line(line.page, line.number, cells, line.heading, line.tabular, line.leading)
