"""Rows of prices under column headings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.meaning.meaning import Meaning, understand
from ratebook.forms.charges.rows.beside import headed_apart, of_lamp, says_apart, says_beside
from ratebook.forms.charges.rows.blocks import blocks_of
from ratebook.forms.charges.rows.carried import carry, led_down
from ratebook.forms.charges.rows.cells import (
    cells_of,
    of_thousands,
    own_words,
    panels_of,
    price_of,
    says_nothing,
    without_number,
    words_of,
)
from ratebook.forms.charges.rows.cut import keep_open
from ratebook.forms.charges.rows.described import add_told, described
from ratebook.forms.charges.rows.headed import (
    apart_from,
    classed,
    coined,
    headed,
    of_labels,
    over_label,
)
from ratebook.forms.charges.rows.naming import alike, call_present, named_by, told_apart
from ratebook.forms.charges.rows.packed import whole
from ratebook.forms.charges.rows.places import (
    Priced,
    column_beside,
    column_of,
    columns_of_prices,
    of_all_times,
    shape_of,
)
from ratebook.forms.charges.rows.standing import in_force, is_change, standing
from ratebook.forms.charges.rows.unit_cells import UNIT_COLUMN, unit_words
from ratebook.forms.charges.words.doubt import opens_quantity
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.since import since_of
from ratebook.forms.charges.words.words import says_no_charge, word_pattern
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_PRICED = regex.compile(
    r"\b(?:rates?|charges?|prices?|costs?|fees?|hours|bills?)\b", regex.IGNORECASE
)
_LABELLED = 2
_SERVICE = regex.compile(r"[A-Z][A-Za-z -]+\s\([A-Z]{1,4}-?\d{1,3}[A-Z]?\)")
"""The only column of prices, headed by a service and its schedule: `Sales (G-1)`."""
_FACTOR = regex.compile(
    r"\b[A-Z][\w-]*\s+(?:factors?|adjustments?|surcharges?|adders?)\b", regex.IGNORECASE
)
_BESIDES = regex.compile(r"\b(?:premium|incentive|rebate|adder|buy-?back)\b", regex.IGNORECASE)
"""What is paid besides a rate, or back: no row needs to say so itself."""
_CODED = regex.compile(r"(?:rate|schedule|class|sch\.?)?\s*[A-Z\d][A-Z\d.-]{0,5}", regex.I)
"""A class of customers named by the code of its schedule."""
_NO_PRICE = regex.compile(r"\w|[-–—]")
_GROUPED = regex.compile(r"\d{1,3}\.\d{3}")
_BLOCK = regex.compile(
    r"(?:all\s+)?(?:first|next|over|above)\s+\d{1,3}(?:,\d{3})*", regex.IGNORECASE
)
_WORKING = regex.compile(
    r"\b(?:working|business|office|regular|normal|after|overtime|service)\s+hours\b",
    regex.IGNORECASE,
)
"""When a service is asked for, and no quantity."""
_QUANTITY = regex.compile(
    r"\b(?:kwh|kw|kva|lumens?|watts?|wattage|hours|gallons|usage|load(?!\s+factor)|percent)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of prices: its cells, the prices with their columns, and what its other cells say."""

    text: Text
    cells: list[tuple[int, Cell]]
    priced: list[Priced]
    columns: dict[int, Column]
    taken: set[int]
    """The cells that are prices, or said something by themselves."""
    blocks: dict[int, str]
    """The blocks that cells right before prices say."""
    apart: dict[str, tuple[int, Cell]]
    """The cells below headings of codes and classes."""
    unit: str
    """The unit that one cell prints for all prices."""


def read_cells(text: Text, setting: Setting) -> list[Meaning]:
    """The charges of a row below column headings. Raises UnreadError."""
    context = setting.context
    row = _row_of(text, context, setting.present)
    if row is None:
        return []
    told = described(context, text.line, row.cells, row.taken, setting)
    row.taken.update(told)
    left, beside = words_of(row.cells, row.taken, row.priced[0][0])
    panels = panels_of(row.cells, row.taken, [n for n, *_ in row.priced])
    head = _head(context, row, left)
    monthly = any(row.columns[n].facets.timed for n, *_ in row.priced)
    trailing = _trailing(row.priced, [row.columns[n] for n, *_ in row.priced])
    numbered = [c for m, (_, c) in enumerate(row.cells) if m not in row.taken and _numbered(c)]
    others = _headed_cells(context, text.line, numbered)
    made: list[Meaning] = []
    for priced in row.priced:
        n, _, cell, price = priced
        said = of_lamp(others, headed(row.columns[n], head, monthly, setting))
        label = panels.get(n, left)
        own = own_words(cell, price) or trailing or row.unit
        own = of_thousands(f"{label} {beside}", own)
        said = coined(said, row.columns[n], price)
        said = apart_from(said, facets(label))
        meaning = _meant(row, priced, label, f"{own} {beside}".strip(), said, setting)
        says_apart(row.apart, meaning)
        says_beside(others, row.cells[0][1], meaning)
        if head is not None:
            coded = "code" in row.apart and not row.apart["code"][0]
            classed(context.columns[1 if coded else 0], meaning)
        made.append(meaning)
    _name(row, made, left, context)
    if setting.present:
        call_present([row.columns[n] for n, *_ in row.priced], made, left)
    add_told(made, told)
    context.shapes.append(shape_of(text))
    context.parted = False
    return made


def _row_of(text: Text, context: Context, present: bool) -> _Row | None:
    """The row that a line is; None where none of its figures is a charge. Raises UnreadError."""
    if text.line.packed or context.columns[0].row:
        whole(context, text.line, shape_of(text))
    cells = without_number(context.columns[0], led_down(context, text, cells_of(text)))
    priced = [(n, at, c, found[0]) for n, (at, c) in enumerate(cells) if (found := price_of(c))]
    columns = columns_of_prices(context, text.line, priced)
    used = {n for n, _, _, price in priced if _is_quantity(columns[n], price)}
    priced = [p for p in priced if p[0] not in used]
    columns = {n: c for n, c in columns.items() if n not in used}
    if not priced:
        raise UnreadError("no price in the row")
    several = len(priced) > 1
    priced = [p for p in priced if not says_no_charge(columns[p[0]].cell.text)]
    priced = [p for p in priced if not (several and is_change(columns[p[0]]))]
    if not priced:
        return None
    priced = in_force(priced, columns, present)
    _alike([columns[n] for n, *_ in priced])
    of_all_times(context, text, priced, cells)
    taken = set(columns) | used
    cells = [
        (at, _counted(context, text.line, c) if n not in taken else c)
        for n, (at, c) in enumerate(cells)
    ]
    blocks, counts = blocks_of(context, text.line, cells, [n for n, *_ in priced])
    taken |= counts
    apart = headed_apart(context, text.line, cells, taken)
    taken |= {n for n, _ in apart.values()}
    units = _units(context, text.line, cells, taken)
    taken |= units.keys()
    return _Row(text, cells, priced, columns, taken, blocks, apart, " ".join(units.values()))


def _head(context: Context, row: _Row, left: str) -> Facets | None:
    """What the heading over the labels lends to a row; None where none stands over its label."""
    over = left and context.columns[0] not in row.columns.values()
    if not over or not over_label(context, row.text, row.cells):
        return None
    head = of_labels(context.columns[0])
    # What a row names itself is not what the heading over the labels is of.
    return replace(head, components=()) if facets(left).components else head


def _meant(
    row: _Row, priced: Priced, label: str, right: str, said: Facets, setting: Setting
) -> Meaning:
    """The charge of one price of a row between these words, below a heading that lends `said`.
    Raises UnreadError."""
    n, at, _, price = priced
    context, line, heading = setting.context, row.text.line, row.columns[n].cell.text
    moved = Price(price.kind, price.start + at, price.end + at, price.raw, price.refused)
    meaning = understand(label, right, moved, setting, said)
    if _GROUPED.fullmatch(meaning.price.raw) and opens_quantity(heading):
        raise UnreadError("a quantity whose comma may be read as a point")
    if n in row.blocks:
        meaning.fields["tier"] = Source(row.blocks[n])
    since = since_of(heading)
    if since:
        meaning.hold_since(since)
    beside = [c._replace(text="") if _is_note(c, setting) else c for _, c in row.cells]
    keep_open(meaning, beside, n, lambda c: column_of(context, line, c))
    carry(context, line, row.cells, row.taken, meaning)
    return meaning


def _is_note(cell: Cell, setting: Setting) -> bool:
    """Whether a cell is the number of a footnote that the sheet prints: `1/`."""
    number = cell.text.strip()
    return number.endswith("/") and number[:-1] in setting.notes


def _name(row: _Row, made: list[Meaning], left: str, context: Context) -> None:
    """Names the charges of a row by the headings of their columns, and notes their sum."""
    units = [m.fields["unit"].value for m in made]
    columns = [row.columns[n] for n, *_ in row.priced]
    for column, meaning in zip(columns, made, strict=True):
        alone = len(made) < _LABELLED and not _one_of_several(context, column, row.text.line)
        alone = alone and not _SERVICE.fullmatch(column.cell.text.strip())
        # `Residential` below `DSM Factor`: of what no known charge is, the heading tells.
        other = meaning.fields["component"].value == "other"
        alone = alone and not (other and _FACTOR.search(column.cell.text))
        alone = alone and not (_BESIDES.search(column.cell.text) and not _BESIDES.search(left))
        if not alone and since_of(column.cell.text) is None:
            alike = units.count(meaning.fields["unit"].value) > 1
            named_by(column, meaning, left, context, alike)
    _sum(made)
    if len(made) > 1:
        told_apart(made, columns, left)


def _numbered(cell: Cell) -> bool:
    return any(ch.isdigit() for ch in cell.text)


def _headed_cells(context: Context, line: Line, cells: list[Cell]) -> list[tuple[Cell, Column]]:
    """The cells beside the prices of a row with the columns they stand in."""
    found: list[tuple[Cell, Column]] = []
    for cell in cells:
        try:
            found.append((cell, column_beside(context, line, cell)))
        except UnreadError:
            continue
    return found


def _units(
    context: Context, line: Line, cells: list[tuple[int, Cell]], taken: set[int]
) -> dict[int, str]:
    """The cell of a row that prints the unit of its prices alone, as words behind a price."""
    found: dict[int, str] = {}
    for n, (_, cell) in enumerate(cells):
        if not n or n in taken:
            continue
        behind = UNIT_COLUMN if n - 1 in taken and n == len(cells) - 1 else None
        try:
            heading = column_of(context, line, cell).cell.text
        except UnreadError:
            # Set to the edge of a wide column, right behind the price.
            heading = behind
        words = unit_words(cell.text, heading)
        if words:
            found[n] = words
    return found if len(found) == 1 else {}


def _trailing(priced: list[Priced], columns: list[Column]) -> str:
    """The unit behind the last price of a row that prints no other: it is of all of them."""
    own = [own_words(cell, price) for _, _, cell, price in priced]
    if len(own) < 2 or not own[-1] or any(own[:-1]) or any(c.facets.measures for c in columns):
        return ""
    return own[-1] if facets(own[-1]).unit else ""


def _sum(made: list[Meaning]) -> None:
    """Notes that the last price of a row is the sum of those before it."""
    values = [m.reading.value for m in made]
    amounts = [v for v in values if isinstance(v, Decimal)]
    if len(made) > 2 and len(amounts) == len(made) and sum(amounts[:-1]) == amounts[-1]:
        for meaning in made:
            meaning.summed = True


def _counted(context: Context, line: Line, cell: Cell) -> Cell:
    """A cell `First 2,000` below `Gallons` with the quantity its heading counts."""
    if not _BLOCK.fullmatch(cell.text.strip()):
        return cell
    try:
        heading = column_of(context, line, cell).cell.text
    except UnreadError:
        return cell
    counted = word_pattern("quantities", "words").search(heading)
    behind = next((c.text for c in line.cells if c.left > cell.left), "").lower()
    if counted is None or behind.strip().startswith(counted[0].lower()):
        return cell  # `First 300 | Mcf` counts itself.
    return cell._replace(text=f"{cell.text} {counted[0]}")


def _one_of_several(context: Context, column: Column, line: Line) -> bool:
    """Whether the only price of a row stands in one of several columns of prices, of which
    the others are left empty: `Customer Charge | $12.00 | |` below `Base Rate | GCR | Total`."""
    if _stands_for_price(context, column, line) or _of_a_class(context, column, line):
        return True
    if not line.tabular:
        filled = [c for c in line.cells if any(map(str.isalnum, c.text))]
        heads = [c for c in context.columns if c.cell.left > filled[0].right]
        named = all(_PRICED.search(c.cell.text) or c.facets.components for c in heads)
        # Below the last heading it may be of all: no block is, where rows above have them apart.
        each = any(1 < len(shape.ends) == len(heads) for shape in context.shapes)
        each = each and facets(filled[0].text).plain
        own = heads if each else heads[:-1]
        return len(filled) == len(line.cells) == _LABELLED and column in own and named
    others = [c for c in context.columns[1:] if c is not column]
    if not others or column is context.columns[0]:
        return False
    cells = line.cells[1:]
    empty = sum(map(says_nothing, cells))
    priced = [c for c in (column, *others) if _PRICED.search(c.cell.text) or c.facets.components]
    several = any(len(shape.ends) > 1 for shape in context.shapes)
    return empty == len(cells) - 1 == len(others) and (several or len(priced) == len(others) + 1)


def _of_a_class(context: Context, column: Column, line: Line) -> bool:
    """Whether the only price of a row stands below one of several headings that differ in whom or
    what they are of alone: `City customers | County customers`. A row that empty space parts from
    the table, or that dots lead to its price, may be of all."""
    if context.parted or ".." in line.text or not column.facets.free:
        return False
    labels = next((c for c in line.cells if c.text.strip()), None)
    if labels is None or standing(column):
        return False
    heads = context.columns[1:]
    if not line.tabular:
        heads = [c for c in context.columns if c.cell.left > labels.right]
    if heads and all(_CODED.fullmatch(c.cell.text.strip()) for c in heads):
        return column in heads[1:]
    return column in heads and any(alike(column, c) and not _counts(c) for c in heads)


def _counts(column: Column) -> bool:
    heading = _WORKING.sub(" ", column.cell.text)
    return bool(opens_quantity(heading) or _QUANTITY.search(heading))


def _stands_for_price(context: Context, column: Column, line: Line) -> bool:
    """Whether a row says in another column of prices that it has none there: a dash, `N/A`."""
    for cell in line.cells[1:]:
        if not _NO_PRICE.search(cell.text) or not says_nothing(cell):
            continue
        try:
            other = column_of(context, line, cell)
        except UnreadError:
            continue
        if other is not column and not _counts(other):
            return True
    return False


def _is_quantity(column: Column, price: Price) -> bool:
    """Whether a figure without a sign is one of use or size: `0.060` below `kW per fixture`; or a
    share, below `Allocation, %`."""
    said = column.facets
    if price.kind != "bare" or said.coin or column.coin:
        return False
    return "%" in column.cell.text or _QUANTITY.search(" ".join(said.rest)) is not None


def _alike(columns: list[Column]) -> None:
    """Columns of one row say the same kinds of things, or a heading was lost or worn. A minimum
    bill beside a rate says which use it includes, and each charge its heading names has its own
    blocks: `Delivery Charge, First 50 Mcf | Over 50 Mcf | Gas Cost per Mcf`."""
    named = [c.facets for c in columns]
    counted = [f for f in named if not (f.component and f.component.value == "minimum")]
    bare = {f.unit for f in counted if f.component is None}
    kinds: dict[str, set[tuple[bool, bool, bool]]] = {}
    for said in counted:
        component = said.component.value if said.component else ""
        of = said.unit or component
        if said.unit and said.unit not in bare:
            of = f"{said.unit} {component}"
        own = (bool(said.seasons), bool(said.periods), bool(said.tiers))
        kinds.setdefault(of, set()).add(own)
    every = set[tuple[bool, bool, bool]]().union(*kinds.values())
    if len(every) > 1 and ("" in kinds or any(len(own) > 1 for own in kinds.values())):
        raise UnreadError("the headings of the columns do not agree in kind")
