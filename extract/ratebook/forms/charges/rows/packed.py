"""Tables whose empty cells may be lost: a program turned each wide gap of a page into one tab.

Such a page does not tell a column by its number. A heading counts for a price only where the row
has as many cells as its table has columns, and the lines of the headings agree in theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.headings.shape import Column, Shape
from ratebook.forms.charges.rows.cells import JOINERS, price_of, says_nothing
from ratebook.forms.charges.rows.row_kinds import filled, has_price, is_amountless, is_use
from ratebook.forms.charges.rows.spans import NotCertainError, siblings
from ratebook.forms.charges.rows.unit_cells import heads_units, unit_words
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_MARKS = regex.compile(r"\(?[A-Z](?:\s?[,/&]\s?[A-Z]){0,4}\)?")
_MINIMUM = regex.compile(r"\(?(?:minimum|min\.?)(?:\s+(?:bill|charge))?\)?", regex.IGNORECASE)
_ITEM = regex.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}\.?")
_OF_NUMBERS = regex.compile(r"(?:item|line|ref)?\.?\s*(?:no|number|#)?\.?", regex.IGNORECASE)
_UNFINISHED = regex.compile(r"(?:\b(?:per|of|for|in|and|the|or)|/)$", regex.IGNORECASE)
_GOES_ON = regex.compile(r"(?:for|of|in|and|or|there|with|included|used)\b")
"""What a heading goes on with from the line above: `for Minimum`."""
_PIECE = regex.compile(
    r"(?:(?:average|avg|approx|approximate|estimated|nominal|rated|initial|maximum|minimum|monthly|annual"
    r"|total|net|gross|gallons|kwh|watts?|lumens?|cubic\s+feet|cost|per)\W*)+",
    regex.IGNORECASE,
)
"""A line alone that is a piece of one heading below it, and no name: `Average`."""
_CLOCK = regex.compile(r"\d\s?[ap]\.?\s?m\b", regex.IGNORECASE)
_DAYS = regex.compile(r"\b(?:(?:mon|fri|satur|sun|week)days?|weekends?|hours|holidays?)\b", regex.I)
"""What times of day in the line above are of: `7 a.m. - 4 p.m.` over `Monday - Friday`."""
_BEGINS_LABELS = regex.compile(
    r"(?:rate|service|customer|meter|lamp|tariff|fixture|billing|usage|member|consumer|schedule)s?",
    regex.IGNORECASE,
)
"""What may begin the heading over the labels."""
_OF_LABELS = regex.compile(
    r"(?:(?:type|kind|size|class)\s+of\b|description|schedule|(?:meter|lamp|service)\s+size|tariff\s+code)"
    r"|.*:$",
    regex.IGNORECASE,
)
"""What heads labels by itself, with nothing above it."""
_LABELS = regex.compile(r"(?:service|description|item|class|type|size|name)s?", regex.IGNORECASE)
"""What heads labels and no prices."""
_OF_PRICES = regex.compile(r"(?:monthly\s+)?(?:rate|charge|price)s?", regex.IGNORECASE)
_NAMED = regex.compile(r"(?:rates?|schedule|tariff|charges?)\b", regex.IGNORECASE)
_SCHEDULE = regex.compile(r"(?:rate\s+)?(?:schedule|tariff)\s+\S{1,8}", regex.IGNORECASE)
_OPENS = regex.compile(r"(?:the\s+)?(?:first|1st|next)|(?:all\s+)?(?:over|above)|up\s+to", regex.I)
_EACH = frozenset({"each", "apiece", "each time", "per each"})
"""What stands in a column of units for what is paid for once."""
_FAR = 60
_DASHES = frozenset({"-", "–", "—"})
_PAIR = 2
_CURRENT = regex.compile(r"\bcurrent\b", regex.IGNORECASE)


class LostError(UnreadError):
    """A price whose row has lost a cell, or may have."""


def own_cells(line: Line) -> list[Cell]:
    """The cells of a row, without what joins its prices, the number of an item, and what stands
    behind its last price in no column: change marks, a unit, `Minimum Bill`. A dash behind
    a price joins nothing: it is a cell of its own."""
    found = [c for c in filled(line) if c.text.strip().lower() not in JOINERS]
    if any(c.text.strip() in _DASHES for c in line.cells):
        found = _with_dashes(line, found)
    if found and _ITEM.fullmatch(found[0].text.strip()):
        found = found[1:]
    while len(found) > _PAIR and _goes_on(found[0].text.strip(), found[1]):
        found[:2] = [found[0]._replace(text=f"{found[0].text} {found[1].text}")]
    while len(found) > _PAIR and not says_nothing(found[-1]) and _behind(found[-1].text.strip()):
        found.pop()
    return found


def _with_dashes(line: Line, found: list[Cell]) -> list[Cell]:
    """The cells of a row with those behind its first price that print a dash alone."""
    first = next((c.left for c in found if price_of(c)), None)
    if first is None:
        return found
    dashes = [c for c in line.cells if c.left > first and c.text.strip() in _DASHES]
    return sorted([*found, *dashes], key=lambda c: c.left)


def _goes_on(block: str, cell: Cell) -> bool:
    """Whether the words of a block go on in the next cell: `First | 300 | Mcf`."""
    if not _OPENS.match(block) or price_of(cell):
        return False
    said = cell.text.strip()
    if _OPENS.fullmatch(block):
        return said[:1].isdigit()
    return word_pattern("quantities", "words").fullmatch(said) is not None


def _behind(said: str) -> bool:
    if said.lower() in _EACH:
        return True
    return bool(_MARKS.fullmatch(said) or _MINIMUM.fullmatch(said) or unit_words(said))


_OF_UNIT = regex.compile(
    r"\b(?:rates?|charges?|prices?|rentals?|fees?|amounts?|costs?|kwh|kw|use|usage)\b",
    regex.IGNORECASE,
)


def aligned(block: Sequence[Line], above: Text | None) -> list[Line]:
    """The lines of headings with the same number of cells: one that leaves out the first, which is
    of labels, with an empty one. Raises NotCertainError where a line has lost others, so that which
    stands over which is not printed. `above`: the line over them."""
    if len(block) == _PAIR and _SCHEDULE.fullmatch(filled(block[0])[-1].text.strip()):
        block = block[1:]
    wide = max(len(filled(line)) for line in block)
    if not all(line.packed for line in block):
        raise NotCertainError
    if above is not None and len(above.line.filled) == 1:
        said = " ".join(above.text.split())
        heads = [cell.text.strip() for cell in filled(block[0])]
        if _PIECE.fullmatch(said) or any(map(_GOES_ON.match, heads)):
            raise NotCertainError
        if _CLOCK.search(said) and any(map(_DAYS.search, heads)):
            raise NotCertainError
    widest = next(filled(line) for line in block if len(filled(line)) == wide)
    return [_set(line, block, widest) for line in block]


def under_unit(block: Sequence[Line], row: Line) -> list[Cell]:
    """The headings of two lines of which the first only says by what all prices below it are paid,
    `Rate per lamp per month` over `Size | Open Bottom | Cobra Head`, and each other column of the
    row is of prices: a source that leaves empty cells out prints it over the first of them. None
    where it may say something of one column alone."""
    if len(block) != _PAIR or not all(line.packed for line in block):
        return []
    above, names, cells = filled(block[0]), filled(block[1]), filled(row)
    if not 0 < len(above) <= _PAIR or len(names) <= _PAIR or len(cells) != len(names):
        return []
    unit, under = " ".join(above[-1].text.split()), [c.text.strip() for c in names[1:]]
    said = facets(unit)
    if not said.measures or said.free or not _OF_UNIT.search(unit) or not _apart(under):
        return []
    if prices(cells[0].text) or not all(_price_alone(c.text) for c in cells[1:]):
        return []
    label = above[0].text if len(above) == _PAIR else ""
    texts = [f"{label} {names[0].text}".strip(), *(f"{unit} {name}" for name in under)]
    return [Cell(text, float(n), float(n + 1)) for n, text in enumerate(texts)]


def _apart(names: Sequence[str]) -> bool:
    """Whether headings name things, each its own, and neither a charge nor what it is paid by."""
    said = [facets(name) for name in names]
    plain = not any(f.measures or f.coin or _OF_UNIT.search(f.text) for f in said)
    return plain and len(set(names)) == len(names)


def _price_alone(text: str) -> bool:
    found = prices(text)
    return len(found) == 1 and found[0].firm


def _set(line: Line, block: Sequence[Line], widest: list[Cell]) -> Line:
    """A line of headings in the columns of the widest. Raises NotCertainError."""
    own = [cell.text.strip() for cell in filled(line)]
    if len(own) == len(widest):
        return line if len(own) == len(line.cells) else _numbered(line, filled(line))
    if len(own) == len(widest) - 1:
        alike = len(set(own)) == 1 or siblings(own)
        # Not `Rate | System | Capacity` over `Schedule | Sales | DSM | Charge`.
        labels = _OF_LABELS.match(widest[0].text.strip()) and not _BEGINS_LABELS.fullmatch(own[0])
        if alike or of_one_kind(own) or labels:
            return _numbered(line, [Cell("", 0.0, 1.0), *filled(line)])
        whole = _OF_PRICES.fullmatch(widest[-1].text.strip()) and line is block[0]
        if whole and len(block) == _PAIR and _UNFINISHED.search(own[-1]):
            # `Type of | kW Per` over `Fixture | Light | Charge`
            return line
    return _ended(line, block)


def _numbered(line: Line, cells: list[Cell]) -> Line:
    return replace(
        line, cells=tuple([Cell(c.text, n, n + 1.0, c.words) for n, c in enumerate(cells)])
    )


def _ended(line: Line, block: Sequence[Line]) -> Line:
    """A last line that ends the headings above it which are not finished, each below its own:
    `Month | Light` below `RATES | kWh per | Rate per`. Raises NotCertainError for another."""
    above, own = filled(block[0]), filled(line)
    open_ended = [n for n, cell in enumerate(above) if _UNFINISHED.search(cell.text.strip())]
    if len(block) != _PAIR or line is not block[-1] or len(open_ended) != len(own):
        raise NotCertainError
    placed = dict(zip(open_ended, own, strict=True))
    return _numbered(line, [placed.get(n, Cell("", 0.0, 1.0)) for n in range(len(above))])


def of_one_kind(heads: Sequence[str]) -> bool:
    """Whether headings are all of prices that differ in whom or when they are of."""
    classes = word_pattern("words", "classes")
    if siblings(heads):
        return True
    return bool(heads) and not _NAMED.match(heads[0]) and all(map(classes.search, heads))


def cells_of_rows(columns: Sequence[Column], texts: Sequence[Text], at: int) -> int:
    """How many cells the rows below headings must have, so that each stands below its own; -1 where
    none does. `at`: the first line below the headings."""
    heads = _heads(columns)
    rows = [own_cells(row.line) for row in _rows(texts, at)]
    full = max(map(len, rows), default=0)
    if _before_units(heads, full) and not any(price_of(row[0]) for row in rows if len(row) == full):
        return full
    if full == len(heads) + 1:
        # `Service | After Hours` over labels and two prices: a heading of one stands elsewhere.
        return -1 if _LABELS.fullmatch(heads[0].strip()) else full
    if full == len(heads):
        labelled = any(not price_of(row[0]) for row in rows if len(row) == full)
        return -1 if labelled and of_one_kind(heads) and not _in_steps(heads) else full
    kinds = {sum(bool(price_of(cell)) for cell in row) for row in rows if len(row) == full}
    priced = kinds.pop() if len(kinds) == 1 else 0
    panels = full == _PAIR * len(heads) == _PAIR * priced
    labels = _PAIR <= priced == len(heads) - 1 and not of_one_kind(heads)
    return full if panels or labels else -1


def _in_steps(heads: Sequence[str]) -> bool:
    """Whether all headings but the first say of when their prices are, `Nonrecurring Charge |
    Current Charge | Approved Charge`: the first is the labels'."""
    words = [word_pattern("words", name) for name in ("former", "newer", "changes")]
    told = [any(p.search(head) for p in (*words, _CURRENT)) for head in heads]
    return len(heads) > _PAIR and all(told[1:]) and not told[0]


def _heads(columns: Sequence[Column]) -> list[str]:
    return [c.cell.text for c in _named(columns)]


def _named(columns: Sequence[Column]) -> list[Column]:
    """The columns with a heading, without that of the items' numbers, which rows leave out. `Item`
    alone is over the labels where no other heading is."""
    found = [c for c in columns if any(map(str.isalnum, c.cell.text))]
    said = [c.cell.text.strip() for c in found]
    numbers = len(found) > _PAIR and _OF_NUMBERS.fullmatch(said[0])
    if numbers and said[0].isalpha() and any(map(_OF_PRICES.fullmatch, said[1:_PAIR])):
        return found
    return found[1:] if numbers else found


def _before_units(heads: Sequence[str], cells: int) -> bool:
    """Whether rows of so many cells leave out a last column of units, which stand behind their
    prices: `per month` below `Unit`."""
    return len(heads) > _PAIR and cells == len(heads) - 1 and heads_units(heads[-1].strip())


def _rows(texts: Sequence[Text], at: int) -> list[Text]:
    """The rows of prices below headings, up to the next ones."""
    found: list[Text] = []
    for text in texts[at : at + _FAR]:
        if has_price(text) and len(filled(text.line)) > 1:
            found.append(text)
        elif len(filled(text.line)) > 1 and not is_use(text) and not is_amountless(text):
            break
    return found


def whole(context: Context, line: Line, shape: Shape) -> None:
    """Raises LostError for a row that has other cells than its table has columns, or words where
    the rows above print a price. `shape`: how the row is set."""
    if not line.packed or len(own_cells(line)) != context.columns[0].row:
        raise LostError("the row may have lost an empty cell")
    for above in context.shapes:
        worded = {*above.ends} - {*shape.ends} if above.cells == shape.cells else ()
        if any(not says_nothing(line.cells[int(end // 100)]) for end in worded):
            raise LostError("the row has words where others have a price")


def of_one_column(context: Context, line: Line) -> bool:
    """Whether a row below a heading within a table prints fewer cells than the rows of several
    prices above: it may stand in one of their columns alone. Not where the group or the part that
    the table stands in has ended."""
    past, over = context.past, context.over
    if past is None or not line.packed or past.columns[0].row <= 0:
        return False
    if over is not None and over not in context.stack:
        return False
    several = any(len(shape.ends) > 1 for shape in past.shapes)
    return several and len(own_cells(line)) < past.columns[0].row


def column_by_count(columns: Sequence[Column], line: Line, cell: Cell) -> Column:
    """The column of a cell in a row that has as many as its table has columns. Raises
    UnreadError."""
    named = _named(columns)
    named = named[:-1] if _before_units(_heads(columns), columns[0].row) else named
    lefts = [c.left for c in own_cells(line)]
    bare = columns[0].row - len(named)
    if bare not in (0, 1) or len(lefts) != columns[0].row or cell.left not in lefts[bare:]:
        raise UnreadError("the row has other cells than the headings")
    return named[lefts.index(cell.left) - bare]
