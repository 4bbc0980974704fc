"""Damage to the structure of a dump: rows, columns, heads and feet of pages."""

from __future__ import annotations

from collections.abc import Callable

from ratebook.noise.blocks import Piece
from ratebook.noise.dump import Cell, text_of
from ratebook.noise.edits import EDITS
from ratebook.noise.wreck import (
    Line,
    Operation,
    Wreck,
    cell_text,
    edit_number,
    edit_stamp,
    edit_words,
    numbers,
)


def _plain(text: str) -> Cell:
    return (Piece(text, None),) if text else ()


def _joined(first: Cell, second: Cell) -> Cell:
    return (*first, Piece(" ", None), *second) if first and second else first or second


def _cut(cell: Cell, at: int) -> tuple[Cell, Cell]:
    """A cell in two at a character; a value that is cut keeps its slot on both sides."""
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in cell:
        here = max(0, min(len(piece.text), at))
        left.append(Piece(piece.text[:here], piece.slot))
        right.append(Piece(piece.text[here:], piece.slot))
        at -= len(piece.text)
    return tuple(p for p in left if p.text), tuple(p for p in right if p.text)


def _data_row(wreck: Wreck) -> Line | None:
    rows = [line for line in wreck.rows() if numbers(line) and wreck.free(line)]
    return wreck.chance.choice(rows) if rows else None


def ghost_row(wreck: Wreck, name: str) -> bool:
    """A row once more below itself, its words garbled; it says nothing new."""
    line = _data_row(wreck)
    if line is None:
        return False
    cells = [
        _plain(EDITS["word garbled"](text_of(c), wreck.chance) or text_of(c)) for c in line.cells
    ]
    ghost = Line(cells, "row", line.page, line.table)
    wreck.lines.insert(wreck.lines.index(line) + 1, ghost)
    wreck.note(name, ghost, cell_text(ghost), "", [])
    wreck.touched.update(line.slots)
    return True


def merged_rows(wreck: Wreck, name: str) -> bool:
    """Two rows in one, cell by cell."""
    line = _data_row(wreck)
    if line is None:
        return False
    at = wreck.lines.index(line) + 1
    below = wreck.lines[at] if at < len(wreck.lines) else line
    if (
        below.table != line.table
        or len(below.cells) != len(line.cells)
        or not numbers(below)
        or not wreck.free(below)
        or below is line
    ):
        return False
    meant = f"{cell_text(line)} / {cell_text(below)}"
    line.cells = [_joined(a, b) for a, b in zip(line.cells, below.cells, strict=True)]
    del wreck.lines[at]
    wreck.note(name, line, cell_text(line), meant, line.slots)
    return True


def fake_separator(wreck: Wreck, name: str) -> bool:
    """A row of dashes that is no separator of the page."""
    line = _data_row(wreck)
    if line is None:
        return False
    rule = Line(
        [_plain("-" * max(3, len(text_of(c)))) for c in line.cells], "row", line.page, line.table
    )
    wreck.lines.insert(wreck.lines.index(line), rule)
    wreck.note(name, rule, cell_text(rule), "", [])
    return True


def total_label_lost(wreck: Wreck, name: str) -> bool:
    """A total row without its label."""
    rows = [
        r
        for r in wreck.rows()
        if text_of(r.cells[0]).casefold().startswith("total")
        and len(r.cells) > 1
        and r.cells[0][0].slot is None
    ]
    if not rows:
        return False
    line = wreck.chance.choice(rows)
    meant = text_of(line.cells[0])
    line.cells[0] = ()
    wreck.note(name, line, "", meant, [])
    return True


def _table(wreck: Wreck) -> list[Line] | None:
    tables = [
        rows
        for rows in wreck.tables()
        if all(wreck.free(r) for r in rows) and len({len(r.cells) for r in rows}) == 1
    ]
    return wreck.chance.choice(tables) if tables else None


def cut_column(wreck: Wreck, name: str) -> bool:
    """A column rule that is not there cuts every number of a column in two cells."""
    rows = _table(wreck)
    if rows is None:
        return False
    columns = [
        c
        for c in range(1, len(rows[0].cells))
        if sum(len(text_of(r.cells[c])) > 5 for r in rows[1:]) > 1
    ]
    if not columns:
        return False
    column = wreck.chance.choice(columns)
    at = wreck.chance.randint(2, 4)
    for line in rows:
        meant = text_of(line.cells[column])
        slots = [p.slot for p in line.cells[column] if p.slot is not None]
        left, right = _cut(line.cells[column], at)
        line.cells[column : column + 1] = [left, right]
        if meant:
            wreck.note(name, line, f"{text_of(left)} | {text_of(right)}", meant, slots)
    return True


def slid_column(wreck: Wreck, name: str) -> bool:
    """The numbers of the last column each one row up; the first joins the head."""
    rows = _table(wreck)
    if rows is None:
        return False
    cells = [r.cells[-1] for r in rows]
    if sum(bool(c) for c in cells[1:]) < 3 or not cells[0] or numbers(rows[0]):
        return False
    cells = [_joined(cells[0], cells[1]), *cells[2:], ()]
    for line, cell in zip(rows, cells, strict=True):
        meant, line.cells[-1] = text_of(line.cells[-1]), cell
        slots = [p.slot for p in cell if p.slot is not None]
        wreck.note(name, line, text_of(cell), meant, slots)
    return True


def header_split(wreck: Wreck, name: str) -> bool:
    """A heading cell torn over the border to its neighbour."""
    heads = [rows[0] for rows in wreck.tables() if wreck.free(rows[0]) or not rows[0].slots]
    spots = [
        (h, c) for h in heads for c in range(1, len(h.cells) - 1) if len(text_of(h.cells[c])) > 4
    ]
    if not spots:
        return False
    line, c = wreck.chance.choice(spots)
    meant = cell_text(line)
    left, right = _cut(line.cells[c], len(text_of(line.cells[c])) // 2)
    line.cells[c] = left
    line.cells[c + 1] = (*right, *line.cells[c + 1])
    wreck.note(name, line, cell_text(line), meant, line.slots)
    return True


def labels_first(wreck: Wreck, name: str) -> bool:
    """All labels of a two-column table, then all its amounts."""
    tables = [
        rows
        for rows in wreck.tables()
        if all(wreck.free(r) for r in rows) and all(len(r.cells) == 2 for r in rows)
    ]
    if not tables:
        return False
    rows = wreck.chance.choice(tables)
    start = wreck.lines.index(rows[0])
    labels = [Line([r.cells[0]], "text", r.page, r.table) for r in rows]
    amounts = [Line([r.cells[1]], "text", r.page, r.table) for r in rows if r.cells[1]]
    wreck.lines[start : start + len(rows)] = labels + amounts
    for line in amounts:
        wreck.note(name, line, text_of(line.cells[0]), text_of(line.cells[0]), line.slots)
    return True


def _of_sort(wreck: Wreck, *sorts: str) -> list[Line]:
    return [line for line in wreck.lines if line.sort in sorts and any(line.cells)]


def words_of_text(wreck: Wreck, name: str) -> bool:
    """A garbled word in the running text of the page."""
    lines = _of_sort(wreck, "text", "heading", "head")
    return bool(lines) and edit_words(wreck, name, wreck.chance.choice(lines))


def lines_joined(wreck: Wreck, name: str) -> bool:
    """Two lines of a page's head run together without a space."""
    spots = [
        n
        for n in range(len(wreck.lines) - 1)
        if wreck.lines[n].sort == wreck.lines[n + 1].sort == "head"
    ]
    if not spots:
        return False
    at = wreck.chance.choice(spots)
    first, second = wreck.lines[at], wreck.lines[at + 1]
    meant = f"{cell_text(first)} / {cell_text(second)}"
    if text_of(first.cells[0])[-1:].isdigit() and text_of(second.cells[0])[:1].isdigit():
        return False  # two numbers in one: nobody could tell them apart
    first.cells = [(*first.cells[0], *second.cells[0])]
    del wreck.lines[at + 1]
    wreck.note(name, first, cell_text(first), meant, [])
    return True


def stamp_spliced(wreck: Wreck, name: str) -> bool:
    """The lines of the effective stamp stand at the ends of the foot's lines, as it overprints."""
    pages = sorted({x.page for x in _of_sort(wreck, "foot")})
    if not pages:
        return False
    page = wreck.chance.choice(pages)
    foot = [x for x in _of_sort(wreck, "foot") if x.page == page]
    after = wreck.lines.index(foot[-1])
    stamp = [x for x in wreck.lines[after:] if x.sort == "stamp" and x.page == page]
    if not stamp or any(len(x.cells) > 2 for x in foot):
        return False
    for line, over in zip(foot, stamp, strict=False):
        meant = cell_text(line)
        line.cells.append(over.cells[0])
        wreck.lines.remove(over)
        wreck.note(name, line, cell_text(line), meant, [])
    return True


def foot_repeated(wreck: Wreck, name: str) -> bool:
    """The foot of a page once more, garbled."""
    feet = _of_sort(wreck, "foot")
    if not feet:
        return False
    page = wreck.chance.choice(feet).page
    mine = [x for x in feet if x.page == page]
    at = wreck.lines.index(mine[-1]) + 1
    for offset, line in enumerate(mine):
        cells = [_plain(EDITS["stamp garbled"](text_of(c), wreck.chance) or "") for c in line.cells]
        again = Line(cells, "foot", page, 0)
        wreck.lines.insert(at + offset, again)
        wreck.note(name, again, cell_text(again), "", [])
    return True


def date_cut(wreck: Wreck, name: str) -> bool:
    """A long date in the foot cut by a column border: March 31, 2 | 010."""
    spots = [
        (x, c, p.slot)
        for x in _of_sort(wreck, "foot")
        for c, cell in enumerate(x.cells)
        for p in cell
        if p.slot is not None
        and p.text[-4:].isdigit()
        and "," in p.text
        and p.slot not in wreck.touched
    ]
    if not spots:
        return False
    line, c, slot = wreck.chance.choice(spots)
    cell = line.cells[c]
    end = sum(len(p.text) for p in cell[: [p.slot for p in cell].index(slot) + 1])
    meant = text_of(cell)
    left, right = _cut(cell, end - wreck.chance.randint(1, 3))
    line.cells[c : c + 1] = [left, right]
    wreck.note(name, line, f"{text_of(left)} | {text_of(right)}", meant, [slot])
    return True


def on_number(wreck: Wreck, name: str) -> bool:
    """An edit applied to one figure of the page."""
    lines = [line for line in wreck.rows() if numbers(line)]
    return bool(lines) and edit_number(wreck, name, wreck.chance.choice(lines))


def on_stamp(wreck: Wreck, name: str) -> bool:
    """An edit applied to the text of a stamp."""
    lines = _of_sort(wreck, "stamp")
    return bool(lines) and edit_stamp(wreck, name, wreck.chance.choice(lines))


_ON_NUMBER = (
    "point for comma",
    "inner space",
    "letter for digit",
    "stray mark",
    "leading stroke",
    "space after point",
    "lost leading digit",
    "lost digits",
    "misread digit",
    "cell lost",
    "stamp over",
    "stamp beside",
    "bold markup",
)
_ON_TEXT = ("letterspaced", "spaces lost", "unit garbled", "word garbled")
_ON_STAMP = ("stamp spaced", "stamp garbled", "slashes lost")
_OTHER: dict[str, Callable[[Wreck, str], bool]] = {
    "ghost row": ghost_row,
    "merged rows": merged_rows,
    "fake separator": fake_separator,
    "total label lost": total_label_lost,
    "cut column": cut_column,
    "slid column": slid_column,
    "header split": header_split,
    "labels first": labels_first,
    "lines joined": lines_joined,
    "stamp spliced": stamp_spliced,
    "foot repeated": foot_repeated,
    "date cut": date_cut,
}
OPERATIONS: dict[str, Operation] = {
    **dict.fromkeys(_ON_NUMBER, on_number),
    **dict.fromkeys(_ON_TEXT, words_of_text),
    **dict.fromkeys(_ON_STAMP, on_stamp),
    **_OTHER,
}
"""What each damage class does."""
