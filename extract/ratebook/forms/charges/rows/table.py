"""Rows of prices under column headings."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.meaning.lamps import by_pole
from ratebook.forms.charges.meaning.meaning import Meaning, understand
from ratebook.forms.charges.rows.beside import headed_apart, of_lamp, says_apart, says_beside
from ratebook.forms.charges.rows.blocks import blocks_of
from ratebook.forms.charges.rows.carried import carry, led_down
from ratebook.forms.charges.rows.cells import (
    THOUSAND,
    cells_of,
    own_words,
    panels_of,
    price_of,
    says_nothing,
    words_of,
)
from ratebook.forms.charges.rows.columns import SIZE
from ratebook.forms.charges.rows.cut import keep_open
from ratebook.forms.charges.rows.naming import alike, named_by, standing, told_apart
from ratebook.forms.charges.rows.places import (
    Priced,
    column_of,
    columns_of_prices,
    of_all_times,
    shape_of,
)
from ratebook.forms.charges.rows.unit_cells import unit_words
from ratebook.forms.charges.words.doubt import opens_quantity
from ratebook.forms.charges.words.facets import Facets, Said, facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.since import since_of
from ratebook.forms.charges.words.words import says_no_charge, word_pattern
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_CLASSES = regex.compile(
    r"\b(?:residential|commercial|industrial|domestic|farm|general\s+service|public|schools?|church\w*"
    r"|wholesale|interruptible|power\s+service)\b(?!.*\b(?:class(?:es)?|type|size|category|description)\W*$)",
    regex.IGNORECASE,
)
_PART = regex.compile(
    r"(?:part|section|option|class|group|category|plan)\s+(?:[A-Z]|[IVX]{1,4}|\d{1,2})\b\W",
    regex.IGNORECASE,
)
_PRICED = regex.compile(
    r"\b(?:rates?|charges?|prices?|costs?|fees?|hours|bills?)\b", regex.IGNORECASE
)
_LABELLED = 2
_CODED = regex.compile(r"(?:rate|schedule|class|sch\.?)?\s*[A-Z\d][A-Z\d.-]{0,5}", regex.I)
"""A class of customers named by the code of its schedule."""
_NO_PRICE = regex.compile(r"\w|[-–—]")
_LOAD = regex.compile(r"\bk(?:w|va)\b(?!h)", regex.IGNORECASE)
_GROUPED = regex.compile(r"\d{1,3}\.\d{3}")
_GALLONS = regex.compile(r"\bgal", regex.IGNORECASE)
_BLOCK = regex.compile(
    r"(?:all\s+)?(?:first|next|over|above)\s+\d{1,3}(?:,\d{3})*", regex.IGNORECASE
)
_POLES = regex.compile(r"(?:[A-Z][a-z]+\s)?(?:poles|facilities)", regex.IGNORECASE)
_WORKING = regex.compile(
    r"\b(?:working|business|office|regular|normal|after|overtime|service)\s+hours\b",
    regex.IGNORECASE,
)
"""When a service is asked for, and no quantity."""
_QUANTITY = regex.compile(
    r"\b(?:kwh|kw|kva|lumens?|watts?|wattage|hours|gallons|usage|load|percent)\b", regex.IGNORECASE
)


def read_cells(text: Text, setting: Setting) -> list[Meaning]:
    """The charges of a row below column headings. Raises UnreadError."""
    context = setting.context
    cells = led_down(context, text, cells_of(text))
    priced = [(n, at, c, found[0]) for n, (at, c) in enumerate(cells) if (found := price_of(c))]
    columns = columns_of_prices(context, text.line, priced)
    used = {n for n, _, _, price in priced if _is_quantity(columns[n], price)}
    priced = [p for p in priced if p[0] not in used]
    columns = {n: c for n, c in columns.items() if n not in used}
    if not priced:
        raise UnreadError("no price in the row")
    priced = [p for p in priced if not says_no_charge(columns[p[0]].cell.text)]
    if not priced:
        return []
    priced = _in_force(priced, columns)
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
    left, beside = words_of(cells, taken, priced[0][0])
    panels = panels_of(cells, taken, [n for n, *_ in priced])
    over = left and context.columns[0] not in columns.values() and _over_label(context, text, cells)
    head = _of_labels(context.columns[0]) if over else None
    if head is not None and facets(left).components:
        # What a row names itself is not what the heading over the labels is of.
        head = replace(head, components=())
    monthly = any(columns[n].facets.timed for n, *_ in priced)
    trailing = _trailing(priced, [columns[n] for n, *_ in priced])
    others = [c for m, (_, c) in enumerate(cells) if m not in taken and _numbered(c)]
    others = _headed_cells(context, text.line, others)
    made: list[Meaning] = []
    for n, at, cell, price in priced:
        said = of_lamp(others, _headed(columns[n], head, monthly, setting))
        moved = Price(price.kind, price.start + at, price.end + at, price.raw, price.refused)
        own = own_words(cell, price) or trailing or " ".join(units.values())
        said = _coined(said, columns[n], price)
        label = panels.get(n, left)
        if THOUSAND.fullmatch(own) and _GALLONS.search(f"{label} {beside}"):
            own = "per 1,000 gallons"
        meaning = understand(label, f"{own} {beside}".strip(), moved, setting, said)
        if _GROUPED.fullmatch(meaning.price.raw) and opens_quantity(columns[n].cell.text):
            raise UnreadError("a quantity whose comma may be read as a point")
        if n in blocks:
            meaning.fields["tier"] = Source(blocks[n])
        since = since_of(columns[n].cell.text)
        if since:
            meaning.hold_since(since)
        keep_open(meaning, [c for _, c in cells], n, lambda c: column_of(context, text.line, c))
        carry(context, text.line, cells, taken, meaning)
        says_apart(apart, meaning)
        says_beside(others, cells[0][1], meaning)
        if head is not None:
            coded = "code" in apart and not apart["code"][0]
            _classed(context.columns[1 if coded else 0], meaning)
        made.append(meaning)
    units = [m.fields["unit"].value for m in made]
    for (n, *_), meaning in zip(priced, made, strict=True):
        alone = len(priced) < _LABELLED and not _one_of_several(context, columns[n], text.line)
        if not alone and since_of(columns[n].cell.text) is None:
            alike = units.count(meaning.fields["unit"].value) > 1
            named_by(columns[n], meaning, left, context, alike)
    _sum(made)
    if len(made) > 1:
        told_apart(made, [columns[n] for n, *_ in priced], left)
    context.shapes.append(shape_of(text))
    context.parted = False
    return made


def _of_labels(labels: Column) -> Facets:
    """What the heading over the labels lends to all rows; the size of customers (`Part B - 50 kW to
    500 kW`) is no block of any."""
    said = labels.facets
    return replace(said, tiers=(), whole=None) if _sizes(said) else said


def _sizes(said: Facets) -> bool:
    """Whether a heading over labels names customers by their size."""
    return bool(said.tiers) and all(_LOAD.search(t.value) for t in said.tiers)


def _classed(labels: Column, meaning: Meaning) -> None:
    """Names a charge by the class of customers over the column of its label, or what poles are
    called there: `Residential Service Rate RS | Energy Charge`."""
    heading = " ".join(labels.cell.text.split())
    named = _CLASSES.search(heading) or _PART.match(heading) or _sizes(labels.facets)
    named = named or SIZE.match(heading)
    component = meaning.fields["component"].value
    of_poles = component == "pole" and _POLES.fullmatch(heading)
    of_poles = of_poles or (component == "lamp" and by_pole(heading))
    if not (of_poles or named):
        return
    label = meaning.fields.get("label")
    if "group" not in meaning.fields:
        meaning.fields["group"] = Source(heading, over=labels.cell)
    elif label is not None and heading not in meaning.fields["group"].value:
        meaning.fields["label"] = label._replace(value=f"{heading} {label.value}")


def _over_label(context: Context, text: Text, cells: list[tuple[int, Cell]]) -> bool:
    """Whether the first heading stands over the labels, and not over prices that a row lacks."""
    if text.line.tabular:
        return True
    label = next((c for _, c in cells if c.text.strip()), None)
    return label is not None and context.columns[0].cell.left < label.right


def _numbered(cell: Cell) -> bool:
    return any(ch.isdigit() for ch in cell.text)


def _headed_cells(context: Context, line: Line, cells: list[Cell]) -> list[tuple[Cell, Column]]:
    """The cells beside the prices of a row with the columns they stand in."""
    found: list[tuple[Cell, Column]] = []
    for cell in cells:
        try:
            found.append((cell, column_of(context, line, cell)))
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
        try:
            heading = column_of(context, line, cell).cell.text
        except UnreadError:
            heading = None
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


def _coined(said: Facets, column: Column, price: Price) -> Facets:
    """The facets with the sign that the first row of the column prints for all of them."""
    if price.kind == "dollars":
        column.coin = "$"
    elif price.kind == "bare" and column.coin and said.coin is None:
        return replace(said, coin=column.coin)
    return said


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
        return len(filled) == len(line.cells) == _LABELLED and column in heads[:-1] and named
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


def _in_force(priced: list[Priced], columns: dict[int, Column]) -> list[Priced]:
    """The prices in force of a row: not those of a column of old rates beside new ones, nor the
    change between them. Raises UnreadError below headings of rates that are asked for."""
    said = {n: standing(columns[n]) for n, *_ in priced}
    if "asked" in said.values():
        raise UnreadError("proposed rates or figures of a study")
    if "former" in said.values() and "newer" not in said.values():
        raise UnreadError("a column of former rates without the new ones")
    if not {"former", "newer"} <= set(said.values()):
        return priced
    return [p for p in priced if said[p[0]] not in ("former", "changes")]


def _is_quantity(column: Column, price: Price) -> bool:
    """Whether a figure without a sign is one of use or size: `0.060` below `kW per fixture`."""
    said = column.facets
    if price.kind != "bare" or said.coin or column.coin:
        return False
    return _QUANTITY.search(" ".join(said.rest)) is not None


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


def _headed(column: Column, head: Facets | None, monthly: bool, setting: Setting) -> Facets:
    """What the heading of a price's column lends, with that of the labels. One that says `monthly`
    over several columns may stand above the first of them."""
    said = _merged([column.facets, *([head] if head else [])], setting)
    return replace(said, monthly=True) if monthly and not said.measures else said


def _merged(said: list[Facets], setting: Setting) -> Facets:
    """The facets of a price's column and of the column of labels as one."""
    if len(said) == 1:
        return said[0]
    one, other = said
    return Facets(
        one.text,
        _fuller(one.measures, other.measures),
        one.components or other.components,
        one.tiers or other.tiers,
        one.seasons or other.seasons,
        one.periods or other.periods,
        one.spans,
        one.coin or other.coin,
        one.monthly or other.monthly,
        one.otherwise or other.otherwise,
        one.whole or other.whole,
        one.rest,
    )


def _fuller(own: tuple[Said, ...], labels: tuple[Said, ...]) -> tuple[Said, ...]:
    """The measures a heading of prices prints, or those over the labels that say more of the same:
    `RATES PER LIGHT PER MONTH | Rate per Light`."""
    less = {s.value for s in own} < {s.value for s in labels}
    return labels if less else own
