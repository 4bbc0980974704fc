"""Names that run on in the line below their row (`Chimney Rock and` / `Tap to Waterworks`)."""

from __future__ import annotations

import regex

from ratebook.forms.tables.columns.columns import cells_with_offsets, main_row
from ratebook.forms.tables.data.enter import field_types
from ratebook.forms.tables.hit import Hit, Token
from ratebook.forms.tables.openings import opening_of
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.model.page import Cell, Line
from ratebook.rules.form import Row
from ratebook.rules.types import TYPES

_OPEN = regex.compile(
    r"(?:\b(?:and|to|of|at|near|via|the|for|from|or)|[&/,–—-])\s*$", regex.IGNORECASE
)
_GOES_ON = regex.compile(r"\s*(?:[(&/]|(?:and|or|to|of|at|near|via)\b|\p{Ll})")
_DIGIT = regex.compile(r"\d")
_WORD = regex.compile(r"[^\W\d_]{3}")
_INDENT = 1.5


def join_names(scan: Scan) -> None:
    """Puts the rest of a name with its row. Where nothing says that it is the rest, the name above
    is left open: it may go on there."""
    main = main_row(scan.table)
    if main is None or not scan.left:
        return
    ends = {hit.at: hit for hit in scan.hits if hit.row is main}
    kept: list[Leftover] = []
    for left in sorted(scan.left, key=lambda x: x.at):
        hit = None if left.heading_cells else ends.get(left.at - 1)
        cell = _only_cell(scan, left) if hit else None
        name = _field(main, scan, hit, cell, left.text.line) if hit and cell else None
        if not hit or not cell or not name:
            if hit and cell and _GOES_ON.match(cell.text):
                _leave_open(hit, field_types(scan.table, main))
            kept.append(left)
            continue
        token = hit.cells[name][0]
        if _is_rest(token, cell, left.text.line):
            raw = f"{token.raw.rstrip()} {cell.text.strip()}"
            hit.cells[name] = [token._replace(raw=raw)]
            scan.claim(left.at, f"rest of the {name} above")
            ends[left.at] = hit
        else:
            hit.cells[name] = [token._replace(loose=True)]
            kept.append(left)
    scan.left = kept


def _leave_open(hit: Hit, types: dict[str, tuple[str, bool]]) -> None:
    """Which name of a row goes on below it is not known."""
    for name, tokens in hit.cells.items():
        if name in types and TYPES[types[name][0]].family == "text":
            hit.cells[name] = [token._replace(loose=True) for token in tokens]


def _only_cell(scan: Scan, left: Leftover) -> Cell | None:
    """The one cell of a line of words."""
    line = left.text.line
    cells = line.filled
    if len(cells) != 1 or _DIGIT.search(line.text) or opening_of(scan.table, line.text):
        return None
    return cells[0] if _WORD.search(cells[0].text) else None


def _field(main: Row, scan: Scan, hit: Hit, cell: Cell, line: Line) -> str | None:
    """The words of the row that the cell stands below: the last field of the cell above it."""
    if hit.line.tabular != line.tabular:
        return None
    types = field_types(scan.table, main)
    for start, above in _above(hit.line, cell):
        inside = [
            (tokens[0].start, name)
            for name, tokens in hit.cells.items()
            if len(tokens) == 1 and start <= tokens[0].start <= start + len(above.text)
        ]
        name = max(inside)[1] if inside else None
        return name if name and TYPES[types[name][0]].family == "text" else None
    return None


def _above(line: Line, cell: Cell) -> list[tuple[int, Cell]]:
    """The cell of a row that another line's cell stands below, with its offset: on a page, the one
    it shares most of its width with."""
    if line.number is not None:
        spans = _spans(line)
        return [(s, c) for s, c, after in spans if c.left - _INDENT <= cell.left < after]
    shared = [(min(c.right, cell.right) - max(c.left, cell.left), s, c) for s, c, _ in _spans(line)]
    most, start, above = max(shared, key=lambda one: one[0])
    return [(start, above)] if most > 0 else []


def _spans(line: Line) -> list[tuple[int, Cell, float]]:
    """The filled cells of a line, each with its offset and where the next begins."""
    cells = [(s, c) for s, c in cells_with_offsets(line) if c.text.strip()]
    ends = [cell.left for _, cell in cells[1:]] + [cells[-1][1].right if cells else 0.0]
    return [(start, cell, end) for (start, cell), end in zip(cells, ends, strict=True)]


def _is_rest(token: Token, cell: Cell, line: Line) -> bool:
    if _OPEN.search(token.raw) or _GOES_ON.match(cell.text):
        return True
    if line.tabular:
        return False
    above = next(
        (c for s, c in cells_with_offsets(token.line) if s <= token.start <= s + len(c.text)), None
    )
    return above is not None and cell.left - above.left > _INDENT
