"""Rows of prices under column headings."""

from __future__ import annotations

from collections.abc import Sequence

from ratebook.forms.charges.context import Column, Context
from ratebook.forms.charges.cut import keep_open
from ratebook.forms.charges.facets import Facets, facets
from ratebook.forms.charges.meaning import Meaning, Setting, Source, UnreadError, understand
from ratebook.forms.charges.price import Price, prices
from ratebook.forms.tables.columns import cells_with_offsets
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_WORDY = 9
_DEEP = 3
_APART = 3.0


def columns_of_heading(texts: Sequence[Text], at: int) -> tuple[list[Column], int]:
    """The columns that line `at` heads, and over how many lines the headings run; none where it
    heads no table of prices."""
    block: list[Line] = []
    for text in texts[at : at + _DEEP]:
        if _has_price(text) or not _short(text.line):
            break
        block.append(text.line)
    below = texts[at + len(block)] if at + len(block) < len(texts) else None
    if below is None or not block or not _is_row(below):
        return [], 0
    widest = max(block, key=lambda line: len(_filled(line)))
    if len(_filled(widest)) < 2 or len(_filled(block[0])) < 2:
        return [], 0
    cells = _stacked(block, widest)
    named = _filled(widest) if len(block) == 1 else cells
    said = [
        Column(cell, facets(cell.text)) for cell in (block[0].cells if len(block) == 1 else cells)
    ]
    lends = any(not c.facets.empty or c.facets.coin for c in said)
    return (said, len(block)) if lends or len(named) == len(_filled(below.line)) else ([], 0)


def _filled(line: Line) -> list[Cell]:
    return [c for c in line.cells if c.text.strip()]


def _short(line: Line) -> bool:
    return all(len(c.text.split()) <= _WORDY for c in line.cells)


def _has_price(text: Text) -> bool:
    return any(prices(cell.text) for cell in text.line.cells)


def _is_row(text: Text) -> bool:
    """Whether a line is a row of a table: a label and at least one price."""
    return len(_filled(text.line)) > 1 and _has_price(text)


def _stacked(block: list[Line], widest: Line) -> list[Cell]:
    """The headings of several lines put together: what stands above or below a heading is of it."""
    columns = [[c] for c in _filled(widest)]
    middle = block.index(widest)
    for n, line in enumerate(block):
        for cell in _filled(line) if line is not widest else ():
            for own, column in zip(_filled(widest), columns, strict=True):
                if cell.left < own.right and own.left < cell.right:
                    column.insert(0, cell) if n < middle else column.append(cell)
    return [
        Cell(
            " ".join(c.text for c in column),
            own.left,
            own.right,
            tuple(w for c in column for w in c.words),
        )
        for own, column in zip(_filled(widest), columns, strict=True)
    ]


def read_cells(text: Text, setting: Setting) -> list[Meaning]:
    """The charges of a row below column headings. Raises UnreadError."""
    context = setting.context
    cells = [
        (at, c)
        for at, c in cells_with_offsets(text.line)
        if text.text[at : at + len(c.text)].strip()
    ]
    priced = [(n, at, c, found[0]) for n, (at, c) in enumerate(cells) if (found := _price_of(c))]
    if not priced:
        raise UnreadError("no price in the row")
    columns = {n: _column(context, text.line, cell) for n, _, cell, _ in priced}
    words = [c for n, (_, c) in enumerate(cells) if n not in columns and _worded(c)]
    left = words[0].text if words and cells[0][1] is words[0] else ""
    beside = " ".join(c.text for c in words[1 if left else 0 :] if _says(c))
    _alike([columns[n] for n in columns])
    head = (
        context.columns[0].facets if left and context.columns[0] not in columns.values() else None
    )
    made: list[Meaning] = []
    for n, at, _, price in priced:
        said = _merged([columns[n].facets, *([head] if head else [])], setting)
        moved = Price(price.kind, price.start + at, price.end + at, price.raw, price.refused)
        meaning = understand(left, beside, moved, setting, said)
        keep_open(meaning, [c for _, c in cells], n, lambda c: _column(context, text.line, c))
        if len(priced) > 1:
            _group(columns[n], meaning)
        made.append(meaning)
    return made


def _alike(columns: list[Column]) -> None:
    """Columns of one row say the same kinds of things, or a heading was lost or worn."""
    kinds = {
        (bool(c.facets.seasons), bool(c.facets.periods), bool(c.facets.tiers)) for c in columns
    }
    if len(kinds) > 1:
        raise UnreadError("the headings of the columns do not agree in kind")


def _price_of(cell: Cell) -> list[Price]:
    """The price a cell holds and nothing beside it."""
    found = prices(cell.text)
    if len(found) != 1:
        return []
    rest = cell.text[: found[0].start] + cell.text[found[0].end :]
    return found if not any(ch.isalnum() for ch in rest) else []


def _worded(cell: Cell) -> bool:
    return any(ch.isalnum() for ch in cell.text)


def _says(cell: Cell) -> bool:
    """Whether a cell beside the prices says what they are; figures of use and size do not."""
    return bool(facets(cell.text).measures) or not any(ch.isdigit() for ch in cell.text)


def _column(context: Context, line: Line, cell: Cell) -> Column:
    """The column a price stands in: by count where the source draws cells, else by place."""
    columns = context.columns
    if line.tabular:
        at, count = line.cells.index(cell), len(line.cells)
        if count == len(columns):
            return columns[at]
        if count == len(columns) + 1 and at and not _price_of(line.cells[0]):
            return columns[at - 1]
        raise UnreadError("the row has other cells than the headings")
    away = sorted(((_away(c.cell, cell), n) for n, c in enumerate(columns)))
    if len(away) > 1 and away[1][0] - away[0][0] < _APART:
        raise UnreadError("the column of the price is not certain")
    return columns[away[0][1]]


def _away(heading: Cell, cell: Cell) -> float:
    """How far a price stands from below its heading: 0 where their edges or middles agree."""
    edges = (
        abs(heading.left - cell.left),
        abs(heading.right - cell.right),
        abs(heading.left + heading.right - cell.left - cell.right) / 2,
    )
    inside = heading.left <= cell.right and cell.left <= heading.right
    return 0.0 if inside else min(edges)


def _merged(said: list[Facets], setting: Setting) -> Facets:
    """The facets of a price's column and of the column of labels as one."""
    if len(said) == 1:
        return said[0]
    one, other = said
    return Facets(
        one.text,
        one.measures or other.measures,
        one.components or other.components,
        one.tiers or other.tiers,
        one.seasons or other.seasons,
        one.periods or other.periods,
        one.spans,
        one.coin or other.coin,
        one.monthly or other.monthly,
        one.otherwise or other.otherwise,
        one.rest,
    )


def _group(column: Column, meaning: Meaning) -> None:
    """A column whose heading names neither unit nor season nor charge names who pays it."""
    said = column.facets
    if not said.free or not said.empty:
        return
    if "group" in meaning.fields:
        raise UnreadError("a column heading beside a heading above")
    text = " ".join(column.cell.text.split())
    meaning.fields["group"] = Source(text)
