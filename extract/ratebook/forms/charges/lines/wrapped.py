"""Rows whose name, or another cell, runs over several lines: the price stands in the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.heading import CUSTOMERS, begins_small
from ratebook.forms.charges.lines.lines import line_prices
from ratebook.forms.charges.lines.running import hangs, is_sentence
from ratebook.forms.charges.rows.cells import ended_by
from ratebook.forms.charges.rows.columns import UNIT_LED, over_unit
from ratebook.forms.charges.rows.geometry import is_drawn
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.hit import Text, prepare
from ratebook.model.page import Cell, Line

_HALF = regex.compile(r"\b(?:contract|billing|maximum|excess|firm|metered)\s*$", regex.IGNORECASE)
_OTHER_HALF = regex.compile(r"\s*demand\b", regex.IGNORECASE)
_ENDS_LOW = regex.compile(r"[A-Z].*\s(?:[a-z]+|per\s[\d,]+|(?:per|each)\s+k(?:W|VA)h?)\s*$")
_ENDS_IN_UNIT = regex.compile(r"\s(?:per|each)\s+k(?:W|VA)$")
_CODE = regex.compile(r"\d{1,4}[A-Z]?|[A-Z]{1,4}-?\d{0,4}")
_LAMP_SIZE = regex.compile(r"\d[\d,]*\s*-?(?:watts?|w|lumens?)\b", regex.IGNORECASE)
_CUT = regex.compile(r"\b(?:first|next|over|above|excess\s+of|exceeding)\s+\d[\d,]*$", regex.I)
_PER_MONTH = regex.compile(r"per\s(?:month|day|year)", regex.IGNORECASE)
_PRICE_AT_END = regex.compile(r"(?<=\w\W{0,3}\s)\$\s?[\d,]*\.?\d+\s*$")
_TAIL = regex.compile(r"(?:fee|charge|credit|factor|discount|adjustment)s?", regex.IGNORECASE)
"""The last word of a charge's name, which says no more by itself."""
_CHARGED = regex.compile(
    r"\b(?:charges?|fees?|rates?|credits?|discounts?|service|provisions?|riders?)$",
    regex.IGNORECASE,
)
_EACH = regex.compile(r"(?:for\s+)?each\s", regex.IGNORECASE)
_FEW = 3
_MOST_WORDS, _UNDER = 6, 6.0
_SIZE_BELOW = regex.compile(r"watts?|lumens?|inch(?:es)?|f(?:oo|ee)t|kva|hp", regex.IGNORECASE)
"""Below the figure of a label that it counts."""
_ROW = 2
"""Cells that a row has at least: its label and its price."""
_CODED = 4
"""Cells of a row that begins with a code: the code, its name, what else is said, the price."""


def joined_row(one: Text, two: Text, letters: str, after: Text | None = None) -> Text | None:
    """A row of a table drawn over two lines: the first ends in the middle of its words, and each of
    its cells stands above one of the next line's. None where they are two rows."""
    cells = one.line.filled
    below = list(two.line.cells)
    if one.line.tabular or not line_prices(two):
        return None
    coded = _coded(cells, below)
    if coded and after and line_prices(after) and after.line.cells[0].left == below[0].left:
        return None  # It heads several rows.
    if coded:
        return prepare(replace(two.line, cells=coded), letters)
    if len(cells) < 2 or not any(hangs(c.text) for c in cells):
        return None
    for cell in cells:
        reached = [n for n, c in enumerate(below) if c.left < cell.right and cell.left < c.right]
        if len(reached) != 1 or line_prices(Text(two.line, below[reached[0]].text, None)):
            return None
        own = below[reached[0]]
        below[reached[0]] = own._replace(
            text=f"{cell.text} {own.text}",
            left=min(cell.left, own.left),
            words=(*cell.words, *own.words),
        )
    return prepare(replace(two.line, cells=tuple(below)), letters)


def coded_row(one: Text, two: Text, letters: str) -> Text | None:
    """A row whose name begins alone in the line above, over the column behind that of the codes:
    `High Pressure Sodium,` over `420 | Contemporary | 16,000 | $ 15.10`. None where it may head
    several rows: a name without its comma."""
    if len(one.line.filled) != 1 or one.line.tabular or len(two.line.cells) < _CODED:
        return None
    name, (code, rest, *more) = one.line.filled[0], two.line.cells
    if "," not in name.text or not _CODE.fullmatch(code.text.strip()) or line_prices(one):
        return None
    over = abs(name.left - rest.left) <= (rest.right - rest.left) / 4 and name.left > code.right
    if not over or not rest.text.strip()[:1].isalpha() or not line_prices(two):
        return None
    whole = rest._replace(
        text=f"{name.text.strip()} {rest.text.strip()}", words=(*name.words, *rest.words)
    )
    return prepare(replace(two.line, cells=(code, whole, *more)), letters)


def inner_row(texts: Sequence[Text], at: int, letters: str) -> Text | None:
    """A row of a table whose name begins alone in the line above, further out, where no other row
    is set in like it: `Upper Dray Water` over `Association | $ 885.14`. What heads several rows, or
    names a charge or a class itself, is no beginning."""
    one, two, *rest = texts[at : at + 3]
    cells = one.line.filled
    if len(cells) != 1 or one.line.tabular or len(two.line.cells) < _ROW or line_prices(one):
        return None
    name, (first, *more) = cells[0], two.line.cells
    inner = 0 < first.left - name.left < (name.right - name.left) / 2
    alike = rest and abs(rest[0].line.cells[0].left - first.left) < (first.left - name.left) / 2
    said, own = facets(name.text), facets(first.text)
    if CUSTOMERS.search(name.text) or own.whole or own.components or _EACH.match(first.text):
        # `Residential` over `All Mcf`, `PRIVATE HYDRANTS` over `Each hydrant, per year`.
        return None
    if not inner or alike or not line_prices(two) or prices(first.text) or not said.free:
        return None
    if said.components or said.seasons or said.periods or said.tiers or own.tiers:
        return None
    if name.text.rstrip().endswith((":", ".", ")")) or not first.text.strip()[:1].isalpha():
        return None
    whole = first._replace(
        text=f"{name.text.strip()} {first.text.strip()}",
        left=name.left,
        words=(*name.words, *first.words),
    )
    return prepare(replace(two.line, cells=(whole, *more)), letters)


def sized_row(texts: Sequence[Text], at: int, letters: str) -> Text | None:
    """The row below line `at` with the size and kind of its lamp, which stand in that line alone:
    `100 Watt High Pressure Sodium, Colonial` over `Post Top | 40 | 9.80`. None where more rows
    follow that name no size, which the line heads all the same."""
    one, two, *rest = texts[at : at + 3]
    first, *more = two.line.cells
    if len(one.line.cells) != 1 or one.line.tabular or not more or not line_prices(two):
        return None
    own = one.line.cells[0]
    if not _LAMP_SIZE.search(own.text) or _LAMP_SIZE.search(first.text) or first.left < own.left:
        return None
    if prices(first.text) or (
        rest and line_prices(rest[0]) and not _LAMP_SIZE.search(rest[0].text)
    ):
        return None
    if sum(ch.isalpha() for ch in first.text) <= 2 or own.text.rstrip().endswith((":", ".")):
        return None
    whole = first._replace(
        text=f"{own.text} {first.text}", left=own.left, words=(*own.words, *first.words)
    )
    return prepare(replace(two.line, cells=(whole, *more)), letters)


def _coded(cells: list[Cell], below: list[Cell]) -> tuple[Cell, ...]:
    """The cells of a row whose name goes on in a line of its own: a code and a name stand above,
    the rest of the name and the figures below, nothing below the code; empty where they do not."""
    if len(cells) != 2 or len(below) < 2 or not _CODE.fullmatch(cells[0].text.strip()):
        return ()
    code, name = cells
    more, *rest = below
    named = sum(ch.isalpha() for ch in name.text) > 2 and any(ch.isalpha() for ch in more.text)
    under = code.right < more.left < name.right and rest[0].left > name.left
    if not named or not under or prices(more.text) or _CODE.fullmatch(more.text.strip()):
        return ()
    whole = more._replace(
        text=f"{name.text} {more.text}", left=name.left, words=(*name.words, *more.words)
    )
    return (code, whole, *rest)


def _hangs_open(above: str, below: str) -> bool:
    """Whether a bracket that opens in one line closes in the next."""
    return above.count("(") > above.count(")") and below.count(")") > below.count("(")


def _ends_low(text: str) -> bool:
    """Whether a line ends in small letters, or in a number of units."""
    last = text.rstrip()[-1:]
    may = last == "," or (last.isalnum() and not last.isupper())
    may = may or _ENDS_IN_UNIT.search(text.rstrip()) is not None
    return may and _ENDS_LOW.search(text) is not None


def wrapped_label(texts: Sequence[Text], at: int, letters: str) -> Text | None:
    """The row below line `at` with that line's words, where its label began there: `Customer Charge
    per billing` over `period | $ 19.68`. None where the line heads more than one row."""
    one, two = texts[at], texts[at + 1]
    if len(two.line.cells) < _ROW:
        return None
    cells = one.line.filled
    # Of a row that was set into columns by place, the cells keep theirs.
    packed = two.line.packed
    ruled = is_drawn(two.line) and not packed
    if len(cells) != 1 or one.line.tabular or ruled or is_sentence(one):
        return None
    first, *rest = two.line.cells
    if not first.text.strip() or (packed and first.text[:1].isdigit()):
        return None
    halved = _HALF.search(one.text) is not None
    # `250 Watt High Pressure Sodium,` over its lumens, which stand further in.
    inner = packed or first.left > cells[0].left
    hung = cells[0].text.rstrip().endswith(",") and inner
    flush = abs(first.left - cells[0].left) < 1
    over = (inner or flush) and over_unit(cells[0].text, first.text)
    if over and at + 2 < len(texts) and UNIT_LED.match(texts[at + 2].text):
        # It heads several rows: `per KW of firm demand`, `per KW of excess demand`.
        return None
    hung = hung or (inner and hangs(cells[0].text.strip()) and cells[0].text.isupper())
    # `Transportation Administration` over `Fee | $50.71`: alone it is the name of nothing.
    tail = flush and _TAIL.fullmatch(first.text.strip()) is not None and _starts(cells[0].text)
    over = over or tail
    if not (
        halved or hung or over or _ends_low(one.text) or _hangs_open(cells[0].text, first.text)
    ):
        return None
    after = texts[at + 2].text.lstrip()[:1] if at + 2 < len(texts) else ""
    goes_on = first.text[:1].islower() or hangs(cells[0].text.strip())
    goes_on = goes_on or bool(_HALF.search(cells[0].text) and _OTHER_HALF.match(first.text))
    goes_on = goes_on or over or _hangs_open(cells[0].text, first.text)
    if not goes_on or after.islower() or (first.left < cells[0].left and not packed):
        return None
    if line_prices(two) == [] or prices(first.text) or facets(first.text).tiers:
        return None
    whole = first._replace(
        text=f"{cells[0].text} {first.text}",
        left=cells[0].left,
        words=(*cells[0].words, *first.words),
    )
    return prepare(replace(two.line, cells=(whole, *rest)), letters)


def _starts(said: str) -> bool:
    """Whether a line may begin the name of a charge: it ends with a word of it that is no charge by
    itself."""
    bare = said.strip()
    return bare[-1:].isalpha() and bare[:1].isupper() and not _CHARGED.search(bare)


def parted(row: Text) -> Text:
    """A row whose gaps are lost with its price at its end in a cell of its own."""
    m = _PRICE_AT_END.search(row.text)
    if m is None or row.line.tabular or is_sentence(row) or len(line_prices(row)) != 1:
        return row
    (cell,) = row.line.cells
    name, price = row.text[: m.start()], row.text[m.start() :]
    at = cell.left + m.start()
    cells = (Cell(name.rstrip(), cell.left, at - 1), Cell(price.strip(), at, cell.right))
    return Text(replace(row.line, cells=cells), "\t".join(c.text for c in cells), row.mark)


def label_over(texts: Sequence[Text], at: int, letters: str) -> Text | None:
    """A row of prices with the end of one of its cells, which alone stands below: `Administrative
    charge, per delivery point per | $516.51` over `month`, `Customer Charge | per delivery point
    per | 471.42` over `month` in the middle, `Winter (November through | $4.10` over `April)`.
    None where the line below is none of its words."""
    one, two = texts[at], texts[at + 1]
    below = two.line.filled
    packed = one.line.packed
    drawn = is_drawn(one.line) and not packed
    if len(below) != 1 or drawn or two.line.page != one.line.page:
        return None
    more = below[0].text.strip()
    closes = _hangs_open(one.text, more)
    again = _told_again(texts, at)
    label = one.line.cells[0].text
    sized = bool(_SIZE_BELOW.fullmatch(more) and cut_size(label)) or _lamp_below(label, more)
    few = (len(more.split()) <= _FEW or _ends_last(one.line, below[0])) and not prices(more)
    counted = _of_cut_block(label, more)
    if not few or not (closes or again or sized or counted or begins_small(more)):
        return None
    cells = list(one.line.cells)
    for n, cell in enumerate(cells):
        said = cell.text.strip()
        over = 2 * abs(below[0].left - cell.left) <= cell.right - cell.left
        # Where tabs took the place of gaps no cell is known to stand over another.
        over = bool(again or sized) and not n if packed else over
        goes_on = _hangs_open(said, more) if closes else hangs(said) or _PER_MONTH.fullmatch(more)
        goes_on = goes_on or _of_cut_block(said, more) or (not n and _unit_below(said, more))
        goes_on = goes_on or bool(sized and not n)
        if over and not prices(said) and (again or goes_on):
            cells[n] = ended_by(cell, below[0])
            return prepare(replace(one.line, cells=tuple(cells)), letters)
    return None


def _ends_last(line: Line, more: Cell) -> bool:
    """Whether words stand right below the last cell of a row, which ends before a name: `per kWh
    during the` over `billing months of June-September`."""
    *_, last = line.filled
    under = abs(last.left - more.left) <= _UNDER and not line.packed
    return under and len(more.text.split()) <= _MOST_WORDS and hangs(last.text.strip())


def _lamp_below(said: str, more: str) -> bool:
    """Whether a lamp's kind has its size below, `Metal Halide` over `175 Watt`, or the rest of
    itself: `100 Watt High Pressure` over `Sodium`."""
    sources = word_pattern("words", "light_sources")
    whole = f"{said.rstrip()} {more}"
    if any(m.start() < len(said.rstrip()) < m.end() for m in sources.finditer(whole)):
        return True
    lit = sources.search(said)
    return (
        lit is not None
        and not any(map(str.isdigit, said))
        and _LAMP_SIZE.fullmatch(more) is not None
    )


def cut_size(said: str) -> bool:
    """Whether a label ends with a figure of which it does not say what it counts: `Sodium 150`."""
    head, _, last = said.strip().rpartition(" ")
    return last.isdigit() and any(map(str.isalpha, head))


def _unit_below(said: str, more: str) -> bool:
    """Whether a label that names a charge and no unit has its unit below: `Excess Demand Charge`
    over `per kW`."""
    own, unit = facets(said), facets(more)
    return bool(own.components and unit.measures) and not (own.measures or unit.free)


def _of_cut_block(said: str, more: str) -> bool:
    """Whether a cell ends with the number of a block that what stands below it counts: `All in
    excess of 50,000` over `kilowatt-hours`."""
    counts = word_pattern("quantities", "words").fullmatch(more.rstrip("."))
    return counts is not None and _CUT.search(said) is not None


def _told_again(texts: Sequence[Text], at: int) -> bool:
    """Whether a row's label is not whole, and the row two lines on or back has the same: what tells
    them apart stands below each (`Maximum Load Charge per kW: | $13.17` over `Summer`)."""
    label = texts[at].line.cells[0].text.strip()
    ends = label.endswith((":", ",")) or hangs(label)
    if not ends:
        return False
    if texts[at + 1].line.filled[0].left <= texts[at].line.cells[0].left:
        return label.endswith(":") and _in_pairs(texts, at, label)
    others = (texts[n].text for n in (at - 2, at + 2) if 0 <= n < len(texts))
    return any(prices(t) and t.partition("\t")[0].strip().startswith(label) for t in others)


def _in_pairs(texts: Sequence[Text], at: int, label: str) -> bool:
    """Whether rows of one label and the lines that end it take turns, the first of them a row."""

    def again(n: int) -> bool:
        said = texts[n].text if 0 <= n < len(texts) else ""
        return bool(prices(said)) and said.strip().startswith(label)

    top = at
    while again(top - 2):
        top -= 2
    above = texts[top - 1] if top else None
    first = above is None or bool(prices(above.text)) or len(above.line.filled) > 1
    return first and (top < at or again(at + 2))
