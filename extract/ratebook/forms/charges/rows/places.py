"""In which column of a table a price stands, and how its row is set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.headings.shape import NEAR, POINTS, Column, Shape
from ratebook.forms.charges.rows.cells import cells_of, price_of
from ratebook.forms.charges.rows.packed import column_by_count
from ratebook.forms.charges.rows.spans import siblings
from ratebook.forms.charges.rows.unit_cells import unit_words
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.columns.columns import cells_with_offsets
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_APART = 3.0
_FAR = 9.0
_TWO = 2
_BY_USE = frozenset({"commodity", "gas_cost"})
_COUNTED = regex.compile(
    r"\W*(?:(?:approx\w*|initial|nominal|lamp|fixture|included|minimum|average)\W+)*(?:lumens?|watts?|wattage|gallons)"
    r"(?:\W+(?:included|used|rating|output))?\W*",
    regex.IGNORECASE,
)
"""A heading of figures that are no prices."""
_MARKS = regex.compile(r"\(?[A-Z](?:\s?[,/&]\s?[A-Z]){0,4}\)?")
"""The change marks of a row in a cell of their own: `(I, R)`."""

Priced = tuple[int, int, Cell, Price]
"""A price of a row: the number of its cell, where that begins in the line, the cell, the price."""


def shape_of(text: Text) -> Shape:
    """How a row is set."""
    cells = cells_with_offsets(text.line)
    said = [(n, c, text.text[at : at + len(c.text)].rstrip()) for n, (at, c) in enumerate(cells)]
    filled = [one for one in said if one[2]]
    # Without the change mark behind a price.
    own = ((n, c, p) for n, c, bare in filled for p in price_of(c._replace(text=bare))[:1])
    ends = tuple(_end(text.line, n, c, p) for n, c, p in own)
    return Shape(len(filled), ends)


def _end(line: Line, n: int, cell: Cell, price: Price) -> float:
    """Where a price ends: by the cell's number where the source draws cells, else by place, in
    characters or half points."""
    if line.tabular:
        return n * 100.0
    width = (cell.right - cell.left) / max(len(cell.text), 1)
    end = cell.left + width * price.end
    return end if line.number is not None else end / 2


class AsideError(UnreadError):
    """A price that stands below no heading of the table."""


class MissingError(UnreadError):
    """A row with fewer prices than headings, none of which is the labels'."""


def columns_of_prices(context: Context, line: Line, priced: list[Priced]) -> dict[int, Column]:
    """The column of each price of a row. Raises UnreadError, so below a heading of lumens or the
    like: the headings of the prices stand elsewhere."""
    found = _columns_of(context, line, priced)
    if any(p.firm and _COUNTED.fullmatch(found[n].cell.text) for n, _, _, p in priced):
        raise UnreadError("a price below a heading of a quantity")
    return found


def _columns_of(context: Context, line: Line, priced: list[Priced]) -> dict[int, Column]:
    """The column of each price of a row. Where a source draws other cells than the headings, those
    are of the prices in their order, if they are as many."""
    named = [c for c in context.columns if any(ch.isalnum() for ch in c.cell.text)]
    if named and named[0] is context.columns[0] and len(named) == len(priced) + 1:
        named = named[1:]
    in_order = {n: column for (n, *_), column in zip(priced, named, strict=False)}
    whole = len(named) == len(priced) > 1
    try:
        found = {n: column_of(context, line, cell) for n, _, cell, _ in priced}
    except MissingError:
        raise
    except UnreadError as error:
        if len(priced) == 1 and _beside_only(context, line, priced[0][2]):
            return {priced[0][0]: context.columns[-1]}
        own = _by_count(context, line, priced, aside=isinstance(error, AsideError))
        if own:
            return own
        if not whole or not _near_all(in_order, line, priced):
            raise
        return in_order
    if len({id(c) for c in found.values()}) == len(found) or not whole:
        return found
    return in_order if _near_all(in_order, line, priced) else found


def _by_count(context: Context, line: Line, priced: list[Priced], aside: bool) -> dict[int, Column]:
    """The columns of a row's prices where the row prints a cell for each heading, each of them near
    its own: a price between two columns whose other is filled. None where it does not. A price
    `aside` from all headings stands in the lane of its own alone."""
    cells = [c for c in line.cells if any(ch.isalnum() for ch in c.text)]
    if not (_in_lanes(context, line, cells) if aside else _cell_for_each(context, line, cells)):
        return {}
    found = {c.left: h for h, c in zip(context.columns, cells, strict=True)}
    return {n: found[cell.left] for n, _, cell, _ in priced if cell.left in found}


def column_beside(context: Context, line: Line, cell: Cell) -> Column:
    """The column of a cell beside the prices of a row: by place, or where that is not certain, by
    count. Raises UnreadError."""
    try:
        return column_of(context, line, cell)
    except UnreadError:
        cells = [c for c in line.cells if any(ch.isalnum() for ch in c.text)]
        at = next((n for n, c in enumerate(cells) if c.left == cell.left), 0)
        if not at or not _cell_for_each(context, line, cells):
            raise
        return context.columns[at]


def _cell_for_each(context: Context, line: Line, cells: list[Cell]) -> bool:
    """Whether a row prints a cell for each heading, each of them near its own."""
    if line.tabular or len(cells) != len(context.columns):
        return False
    far = _FAR if line.number is not None else _FAR * POINTS
    return all(_away(h.cell, c) <= far for h, c in zip(context.columns, cells, strict=True))


def _in_lanes(context: Context, line: Line, cells: list[Cell]) -> bool:
    """Whether a row prints a cell for each heading, and each pair of them a lane of the table
    alone: prices set to the right edge of a wide column whose heading stands in its middle."""
    heads = [c.cell for c in context.columns]
    if line.tabular or len(cells) != len(heads) or len(heads) < _TWO:
        return False
    far = _FAR if line.number is not None else _FAR * POINTS
    lanes = [
        (min(h.left, c.left), max(h.right, c.right)) for h, c in zip(heads, cells, strict=True)
    ]
    near = _away(heads[0], cells[0]) <= far / _TWO
    # The only heading of prices, with their unit, is of theirs wherever it stands in its lane.
    sure = len(heads) == _TWO and bool(context.columns[-1].facets.measures)
    most = (_TWO * _TWO if sure else _TWO) * far
    near = near and all(_away(h, c) <= most for h, c in zip(heads, cells, strict=True))
    return near and all(one[1] < other[0] for one, other in pairwise(lanes))


def _beside_only(context: Context, line: Line, cell: Cell) -> bool:
    """Whether the last cell of a row with several before it stands near the only heading of prices,
    which a group's name heads: `POST TOP UNITS | Charge per Month`."""
    if line.tabular or len(context.columns) != _TWO or len(line.cells) <= _TWO:
        return False
    last = context.columns[-1]
    near = NEAR if line.number is not None else NEAR * POINTS
    lends = last.facets.measures or last.facets.monthly or last.facets.components
    return bool(lends) and cell is line.cells[-1] and -near < cell.left - last.cell.right <= near


def _near_all(columns: dict[int, Column], line: Line, priced: list[Priced]) -> bool:
    """Whether each price stands near the heading that is its own by their order."""
    if line.tabular:
        return True
    far = (_FAR if line.number is not None else _FAR * POINTS) * 2
    return all(_away(columns[n].cell, cell) <= far for n, _, cell, _ in priced)


def column_of(context: Context, line: Line, cell: Cell) -> Column:
    """The column a price stands in: by count where the source draws cells, else by place."""
    columns = context.columns
    if line.packed:
        return column_by_count(columns, line, cell)
    if line.tabular:
        at = next(n for n, c in enumerate(line.cells) if c.left == cell.left)
        count = len(line.cells)
        if count == len(columns):
            return columns[at]
        if count == len(columns) + 1 and _MARKS.fullmatch(line.cells[-1].text):
            return _before_marks(columns, at)
        if count == len(columns) + 1 and at and not price_of(line.cells[0]):
            return columns[at - 1]
        if count == max((c.cell.left for c in columns if c.cell.text.strip()), default=-1) + 1:
            # The headings of several lines leave out the cells that none of them fills.
            own = [c for c in columns if c.cell.left == cell.left]
            if own:
                return own[0]
        return _by_filled(context, line, cell)
    if (
        len(line.cells) == len(columns) > _TWO
        and cell in line.cells
        and _run_together(line, columns)
    ):
        return columns[line.cells.index(cell)]
    away = sorted(((_away(c.cell, cell), n) for n, c in enumerate(columns)))
    if away[0][0] > (_FAR if line.number is not None else _FAR * POINTS):
        if len(line.cells) == len(columns) > _TWO and _in_order(line, columns):
            return columns[away[0][1]]
        raise AsideError("no heading stands above the price")
    if len(away) > 1 and away[1][0] - away[0][0] < _APART:
        raise UnreadError("the column of the price is not certain")
    return columns[away[0][1]]


def _in_order(line: Line, columns: Sequence[Column]) -> bool:
    """Whether each cell of a row is nearest to the heading that is its own by their order: headings
    set in the middle of wide columns over labels at the left edge and prices at the right one."""
    for n, cell in enumerate(line.cells):
        away = sorted((_away(c.cell, cell), at) for at, c in enumerate(columns))
        if away[0][1] != n or away[1][0] - away[0][0] < _APART:
            return False
    return True


def _run_together(line: Line, columns: Sequence[Column]) -> bool:
    """Whether a row with as many cells as there are headings stands beside them: two of its cells
    below one heading, so that their order alone tells what each is of. The first heading is over
    the labels then."""
    if _away(columns[0].cell, line.cells[0]) > 0:
        return False
    nearest = [
        min(range(len(columns)), key=lambda n: _away(columns[n].cell, cell)) for cell in line.cells
    ]
    return len(set(nearest)) < len(nearest) and nearest == sorted(nearest)


def _before_marks(columns: Sequence[Column], at: int) -> Column:
    """The column of cell `at` in a row that ends in its change marks, which no heading is over: the
    first heading is the labels' then. Raises UnreadError where all headings are of one kind: they
    are of prices, and one may be missing."""
    heads = [c.cell.text for c in columns]
    if siblings(heads) or all(map(word_pattern("words", "classes").search, heads)):
        raise MissingError("a price may be missing before the marks")
    if at == len(columns):
        raise UnreadError("a change mark")
    return columns[at]


def _by_filled(context: Context, line: Line, cell: Cell) -> Column:
    """The column of a cell in a row drawn with another number of tabs than the headings: where as
    many cells are filled, in their order. Raises UnreadError, and AsideError for a single price
    that empty space parts from the table."""
    heads = [c for c in context.columns if any(ch.isalnum() for ch in c.cell.text)]
    cells = [c for c in line.cells if any(ch.isalnum() for ch in c.text)]
    if _MARKS.fullmatch(line.cells[-1].text):
        cells = cells[:-1]
    labelled = bool(cells) and bool(heads) and heads[0].cell.left == cells[0].left
    if len(heads) == len(cells) > 1 and labelled and price_of(cell):
        return next(h for h, c in zip(heads, cells, strict=True) if c.left == cell.left)
    message = "the row has other cells than the headings"
    raise AsideError(message) if context.parted and len(cells) == 2 else UnreadError(message)


def _away(heading: Cell, cell: Cell) -> float:
    """How far a price stands from below its heading: 0 where their edges or middles agree."""
    edges = (
        abs(heading.left - cell.left),
        abs(heading.right - cell.right),
        abs(heading.left + heading.right - cell.left - cell.right) / 2,
    )
    inside = heading.left <= cell.right and cell.left <= heading.right
    return 0.0 if inside else min(edges)


def of_all_times(
    context: Context, text: Text, priced: list[Priced], cells: list[tuple[int, Cell]]
) -> None:
    """Raises UnreadError for a price alone in a row set by place, where rows above print one for
    each season or period: it may hold at all times."""
    if len(priced) > 1 or text.line.tabular or not any(len(s.ends) > 1 for s in context.shapes):
        return
    if _of_times(context) and len(cells) < len(context.columns) + 1:
        raise UnreadError("one price below headings of several times")


def _of_times(context: Context) -> bool:
    """Whether the columns are of several seasons or periods."""
    said = [(*c.facets.seasons, *c.facets.periods) for c in context.columns]
    return len({tuple(s.value for s in of) for of in said} - {()}) > 1


def _of_parts(context: Context, line: Line) -> bool:
    """Whether the columns are of the parts of a rate by what is used (`Base Rate | Gas Cost`), and
    the row draws fewer cells than these."""
    parts = {s.value for c in context.columns for s in c.facets.components}
    return line.tabular and len(line.cells) < len(context.columns) and parts >= _BY_USE


def whenever(context: Context, text: Text, found: Sequence[Price]) -> bool:
    """Whether a row below headings of seasons, of periods or of the parts of a rate by use prints a
    customer's charge once, and says nothing below the others: that charge does not depend on the
    time, and is no part of another. So is one that says itself by what and in which season it is
    paid: `for each Ccf of Standby Gas during the Winter only`."""
    if len(found) != 1 or not (_of_times(context) or _of_parts(context, text.line)):
        return False
    cells = cells_of(text)
    if len(cells) < _TWO or not price_of(cells[-1][1]):
        return False
    said = facets(cells[0][1].text)
    named = said.component is not None and said.component.value == "customer"
    named = named or _of_another(context, said, cells[-1][1])
    own = {s.value for s in said.seasons}
    if own and said.unit is not None and own == _held(context, cells[-1][1]):
        return len(cells) == _TWO
    if not named or said.seasons or said.periods:
        return False
    return all(unit_words(cell.text) for _, cell in cells[1:-1])


def _held(context: Context, cell: Cell) -> set[str]:
    """The season of the columns over a cell."""
    over = [c for c in context.columns if c.cell.left < cell.right and cell.left < c.cell.right]
    return {s.value for column in over for s in column.facets.seasons}


def _of_another(context: Context, said: Facets, cell: Cell) -> bool:
    """Whether a row names another charge than the whole table is of, and prints its price left of
    all columns of prices, with a unit of its own: `Energy Charge | $0.02700 per kWh` below `Demand
    Charge per kW | Summer | Winter`."""
    head, own = context.columns[0].facets, facets(cell.text)
    if not (head.measures and head.components and own.measures and said.component):
        return False
    apart = {s.value for s in own.measures}.isdisjoint(s.value for s in head.measures)
    other = said.component.value not in {s.value for s in head.components}
    ends = cell.left + (cell.right - cell.left) * price_of(cell)[0].end / max(len(cell.text), 1)
    return apart and other and ends < context.columns[1].cell.left
