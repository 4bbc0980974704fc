"""Tables on a page: runs of rows with the same columns, their headings, groups and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import regex

from ratebook.draft.cells import Piece, is_row, pieces_of
from ratebook.model.page import Line

_TOTAL = regex.compile(r"\b(?:sub-?\s?)?totals?\b|^\W*(?:sum|average|avg|mean)\b", regex.IGNORECASE)
_SAID = regex.compile(r"[A-Za-z]{3}")
_YEARS = regex.compile(r"(?:19|20)\d\d")
_PERIOD = regex.compile(
    r"\W*(?:for\s+the\s+)?(?:(?:\w+\s+)?(?:months?|years?|quarters?)\s+end|as\s+of\b|effective\b)",
    regex.IGNORECASE,
)
_FEWEST = 2
_HEADING_LINES = 3
_APART = 2
_TITLE = 90
_FLUSH = 2.5


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: the text of each column, None where it is blank; `group` counts the groups above."""

    line: Line
    texts: tuple[str | None, ...]
    group: int | None
    total: bool


@dataclass(slots=True)
class Grid:
    """A table as found: no word of it is interpreted yet."""

    page: int
    homes: list[tuple[float, float]]
    tabular: bool
    rows: list[GridRow] = field(default_factory=list[GridRow])
    totals: list[GridRow] = field(default_factory=list[GridRow])
    groups: list[Line] = field(default_factory=list[Line])
    heads: list[str] = field(default_factory=list[str])
    heading: list[Line] = field(default_factory=list[Line])
    title: Line | None = None
    loose: list[Line] = field(default_factory=list[Line])
    """Lines among the rows that are neither row, total nor group."""

    @property
    def figures(self) -> int:
        """Figures in its rows: how much the table holds."""
        return sum(text is not None for row in self.rows for text in row.texts)


_Parted = tuple[Line, tuple[Piece, ...]]


def grids_of(lines: Sequence[Line]) -> list[Grid]:
    """The tables among these lines, in the order they stand."""
    parted = [(line, pieces_of(line)) for line in lines]
    found: list[Grid] = []
    for first, last in _runs(parted):
        grid = _grid(parted[first : last + 1])
        if grid is not None:
            _head(grid, parted[:first])
            found.append(grid)
    return found


def _runs(parted: list[_Parted]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of rows; headings and paragraphs end a run."""
    first: int | None = None
    last = 0
    for at, (line, pieces) in enumerate(parted):
        if is_row(pieces) and not _is_heading(pieces, first is None):
            if first is not None and (at - last > _APART + 1 or line.page != parted[last][0].page):
                yield first, last
                first = None
            first, last = at if first is None else first, at
        elif first is not None and _is_heading(pieces, opening=False):
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _is_heading(pieces: tuple[Piece, ...], opening: bool) -> bool:
    """Several cells of words; where a table may open, years beside them too."""
    figures = [p for p in pieces if p.is_figure]
    if not figures:
        return len(pieces) > 1
    return opening and len(figures) > 1 and all(_YEARS.fullmatch(p.text.strip()) for p in figures)


def _grid(parted: list[_Parted]) -> Grid | None:
    """The grid of one run: its columns are those of the rows with the usual number of cells."""
    rows = [(line, pieces) for line, pieces in parted if is_row(pieces)]
    plain = [r for r in rows if not _is_total(r[1])] or rows
    if len(plain) < _FEWEST:
        return None
    count = max(Counter(len(p) for _, p in plain).items(), key=lambda c: (c[1], c[0]))[0]
    whole = [pieces for _, pieces in plain if len(pieces) == count]
    homes = [
        (median(p[i].left for p in whole), median(p[i].right for p in whole)) for i in range(count)
    ]
    grid = Grid(rows[0][0].page, homes, all(line.tabular for line, _ in rows))
    _fill(grid, parted)
    return grid if len(grid.rows) >= _FEWEST else None


def _is_total(pieces: tuple[Piece, ...]) -> bool:
    first = next(iter(pieces), None)
    return first is not None and not first.is_figure and bool(_TOTAL.search(first.text))


def _fill(grid: Grid, parted: list[_Parted]) -> None:
    group: int | None = None
    for at, (line, pieces) in enumerate(parted):
        texts = _texts(grid, pieces) if is_row(pieces) else None
        if texts is not None:
            total = _is_total(pieces) or (at == len(parted) - 1 and texts[0] is None)
            (grid.totals if total else grid.rows).append(GridRow(line, texts, group, total))
        elif len(pieces) == 1 and _groups(line, parted[at + 1 :]):
            grid.groups.append(line)
            group = len(grid.groups) - 1
        else:
            grid.loose.append(line)


def _groups(line: Line, below: list[_Parted]) -> bool:
    """A short line of words with a row below it."""
    return bool(
        below
        and is_row(below[0][1])
        and not _is_total(below[0][1])
        and len(line.text.split()) <= 8
        and _SAID.search(line.text)
    )


def _texts(grid: Grid, pieces: tuple[Piece, ...]) -> tuple[str | None, ...] | None:
    """The cells by column; None where a cell stands in no column or two stand in one."""
    if len(pieces) == len(grid.homes) and not grid.tabular:
        return tuple(p.text for p in pieces)
    texts: list[str | None] = [None] * len(grid.homes)
    for piece in pieces:
        at = column_under(piece.left, piece.right, grid.homes)
        if at is None or texts[at] is not None:
            return None
        texts[at] = piece.text
    return tuple(texts)


def column_under(left: float, right: float, homes: list[tuple[float, float]]) -> int | None:
    """The column a cell overlaps most, else the nearest within a column's width."""
    overlap = [min(right, r) - max(left, x) for x, r in homes]
    best = max(range(len(homes)), key=overlap.__getitem__)
    width = max(homes[best][1] - homes[best][0], right - left, 1.0)
    return best if overlap[best] > -width / 2 else None


def _head(grid: Grid, above: list[_Parted]) -> None:
    """The headings right above the rows, a text a column, and the title above them."""
    taken: list[_Parted] = []
    for at in range(len(above) - 1, -1, -1):
        line, pieces = above[at]
        grouped = bool(grid.groups) or (at > 0 and _is_heading(above[at - 1][1], opening=True))
        if at == len(above) - 1 and len(pieces) == 1 and grouped and _fits_group(line):
            _first_group(grid, line)
            continue
        if len(taken) == _HEADING_LINES or not _heads(pieces, taken, grid):
            break
        taken.insert(0, (line, pieces))
    if taken and len(taken[-1][1]) == 1:
        taken = []
    grid.heading = [line for line, _ in taken]
    grid.heads = _stacked(grid, taken)
    below = {id(line) for line, _ in taken} | {id(line) for line in grid.groups}
    titles = [line for line, pieces in above if id(line) not in below and len(pieces) == 1]
    grid.title = next((line for line in reversed(titles[-4:]) if _is_title(line)), None)


def _fits_group(line: Line) -> bool:
    return len(line.text.split()) <= 4 and _SAID.search(line.text) is not None


def _first_group(grid: Grid, line: Line) -> None:
    """A group's line between the headings and the first row."""
    grid.groups.insert(0, line)
    for rows in (grid.rows, grid.totals):
        rows[:] = [
            GridRow(r.line, r.texts, 0 if r.group is None else r.group + 1, r.total) for r in rows
        ]


def _heads(pieces: tuple[Piece, ...], taken: list[_Parted], grid: Grid) -> bool:
    """Whether a line holds headings: several cells of words, or, above such a line, a word or
    two over a column of figures."""
    if len(pieces) > len(grid.homes):
        return False
    if len(pieces) > 1:
        return _is_heading(pieces, opening=True)
    piece = next(iter(pieces), None)
    if piece is None:
        return False
    if not taken and len(grid.homes) == 2:
        return _over_the_figures(piece, grid)
    if not taken or grid.tabular:
        return False
    wide = piece.right - piece.left > 0.7 * (grid.homes[-1][1] - grid.homes[0][0])
    at = column_under(piece.left, piece.right, grid.homes)
    return not wide and bool(at) and len(piece.text.split()) <= 5


def _over_the_figures(piece: Piece, grid: Grid) -> bool:
    """Whether one text is the heading of the only column of figures, flush with it."""
    near = abs(piece.right - grid.homes[1][1]) < _FLUSH
    over = piece.left > grid.homes[0][1] and near
    return over and not piece.is_figure and len(piece.text.split()) <= 5


def _stacked(grid: Grid, taken: list[_Parted]) -> list[str]:
    """The words above each column, from top to bottom; empty where nothing is printed."""
    words: list[list[str]] = [[] for _ in grid.homes]
    for line, pieces in taken:
        same = len(pieces) == len(grid.homes) and not line.tabular
        parts = pieces if same else _words_over(line) or pieces
        for i, piece in enumerate(parts):
            at = i if same else column_under(piece.left, piece.right, grid.homes)
            if at is not None:
                words[at].append(piece.text.strip())
    return [" ".join(parts) for parts in words]


def _words_over(line: Line) -> tuple[Piece, ...]:
    """The words of a line by themselves, where the page has geometry: headings set close together
    are drawn as one cell."""
    boxed = [(w.text, w.box) for w in line.words if w.box]
    return tuple(Piece(text, box[0], box[2]) for text, box in boxed)


def _is_title(line: Line) -> bool:
    words = line.text.split()
    short = 4 < len(line.text) <= _TITLE and len(words) <= 12
    return short and bool(_SAID.search(line.text)) and not _PERIOD.match(line.text)
