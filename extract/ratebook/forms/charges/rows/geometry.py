"""Rows of a page with geometry set into the columns of their table.

A page that is a picture, or typeset, shows a table by place alone; a text dump draws its cells, the
empty ones too. Set into columns, rows of either are read alike: what stands in the first column of
a row holds for the rows below it that leave that column empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ratebook.model.page import Cell, Line

_FIGURE = regex.compile(r"[($¢\s-]*\.?\d[\d,.]*")
_ROWS = 3
_SPACE = 0.9
_BESIDE = 1


def apart(above: Line, line: Line) -> bool:
    """Whether empty space stands between two lines."""
    if above.page != line.page:
        return False
    if above.number is not None and line.number is not None:
        return (line.rows_below(above) or 0) > 1
    one, other = above.box, line.box
    if one is None or other is None:
        return False
    return other[1] - one[3] > _SPACE * max(one[3] - one[1], 1.0)


def is_drawn(line: Line) -> bool:
    """Whether a source draws the cells of a line, which then have no place."""
    return line.tabular and line.number is not None


def evenly(lines: Sequence[Line | None]) -> bool:
    """Whether empty space stands between all rows of a list, and so between no groups: of four
    lines, the third of which is asked about, three that follow one another are set alike, each
    apart from the one above it."""
    before, above, line, below = lines
    if above is None or line is None or not _like_rows(above, line):
        return False
    if before is not None and _like_rows(before, above) and apart(before, above):
        return True
    return below is not None and _like_rows(line, below) and apart(line, below)


def _like_rows(one: Line, other: Line) -> bool:
    """Whether two lines are rows that begin below one another."""
    several = all(len(x.cells) > 1 or x.packed for x in (one, other))
    rows = several and all(any(map(str.isdigit, x.text)) for x in (one, other))
    mixed = one.packed != other.packed  # One of them does not tell where it began.
    return rows and (mixed or abs(one.cells[0].left - other.cells[0].left) <= 1)


def gridded(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of each table of which some row leaves its first column empty as drawn rows.
    Nothing is moved: a cell keeps its place and its words, and empty cells are filled in."""
    made = list(lines)
    for block in _blocks(lines):
        rows = _set_in_columns([lines[at] for at in block])
        for at, row in zip(block, rows, strict=False):
            made[at] = row
    return made


def _blocks(lines: Sequence[Line]) -> list[list[int]]:
    """Runs of lines of several cells on one page; a line of one cell between two rows ends none."""
    blocks: list[list[int]] = []
    for at, line in enumerate(lines):
        if line.number is not None or line.tabular or len(line.cells) < 2:
            continue
        last = blocks[-1][-1] if blocks else None
        if last is not None and _goes_on(lines, last, at):
            blocks[-1].append(at)
        else:
            blocks.append([at])
    return [block for block in blocks if len(block) >= _ROWS]


def _goes_on(lines: Sequence[Line], last: int, at: int) -> bool:
    """Whether a line is of the table that another ends: headings below rows begin one of their
    own."""
    if at - last > 1 + _BESIDE or lines[last].page != lines[at].page:
        return False
    return _prints(lines[at]) or not _prints(lines[last])


def _prints(line: Line) -> bool:
    """Whether a line prints a figure."""
    return any(map(str.isdigit, line.text))


def _set_in_columns(rows: list[Line]) -> list[Line]:
    """The rows with their first cells, empty ones too; none where they do not stand in columns, no
    row leaves the first one empty, or one leaves another empty."""
    columns = _columns(rows)
    if not columns:
        return []
    made: list[list[Cell | None]] = []
    for row in rows:
        placed = _placed(row, columns)
        if placed is None:
            return []
        made.append(placed)
    hanging = [placed for placed in made if placed[0] is None]
    if not hanging or any(None in placed[1:] for placed in made):
        return []
    return [_drawn(row, placed, columns) for row, placed in zip(rows, made, strict=True)]


def _drawn(row: Line, placed: list[Cell | None], columns: list[tuple[float, float]]) -> Line:
    cells = tuple(
        cell or Cell("", left, right) for cell, (left, right) in zip(placed, columns, strict=True)
    )
    return replace(row, cells=cells, tabular=True)


def _columns(rows: list[Line]) -> list[tuple[float, float]]:
    """The left and right edges of the columns, from the fullest rows that print figures; none
    where these overlap."""
    body = [row for row in rows if any(_FIGURE.match(c.text) for c in row.cells[1:])]
    most = max((len(row.cells) for row in body), default=0)
    full = [row for row in body if len(row.cells) == most]
    if most < 2 or len(body) < 2:
        return []
    edges = [
        (min(row.cells[n].left for row in full), max(row.cells[n].right for row in full))
        for n in range(most)
    ]
    apart = all(one[1] < other[0] for one, other in pairwise(edges))
    return edges if apart else []


def _placed(row: Line, columns: list[tuple[float, float]]) -> list[Cell | None] | None:
    """The cells of a row by the columns they stand in; None where that is not certain. The first
    cell may reach over empty columns behind it."""
    placed: list[Cell | None] = [None] * len(columns)
    for n, cell in enumerate(row.cells):
        over = [
            at
            for at, (left, right) in enumerate(columns)
            if cell.left < right and left < cell.right
        ]
        if len(over) > 1 and n:
            return None
        at = over[0] if over else _nearest(cell, columns)
        if placed[at] is not None:
            return None
        placed[at] = cell
        if any(other.left < columns[at][1] for other in row.cells[n + 1 :] for at in over[1:]):
            return None
    return placed


def _nearest(cell: Cell, columns: list[tuple[float, float]]) -> int:
    away = [max(left - cell.right, cell.left - right) for left, right in columns]
    return away.index(min(away))
