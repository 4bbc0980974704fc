"""The headings of a table of prices: over how many lines they run, and what each column lends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from ratebook.forms.charges.headings.headings import is_part, says_aside
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.lines.running import is_sentence
from ratebook.forms.charges.rows.hours import prices_by_hours, says_hours
from ratebook.forms.charges.rows.listed import begins_item, begins_part, begins_row, defines
from ratebook.forms.charges.rows.matrix import by_size, called_alike
from ratebook.forms.charges.rows.opening import opens
from ratebook.forms.charges.rows.over_rows import (
    above_prices,
    begins_numbered,
    first_row,
    over_cells,
    over_labels_alone,
    over_prices,
    over_several_labels,
    rows_below,
)
from ratebook.forms.charges.rows.packed import aligned, cells_of_rows, under_unit
from ratebook.forms.charges.rows.parted import parted_heads
from ratebook.forms.charges.rows.row_kinds import (
    NUMBER,
    SIZE,
    filled,
    has_price,
    is_amountless,
    is_section,
    is_short,
    is_spaced,
    is_spoilt,
    is_use,
    is_worded,
    led_in,
)
from ratebook.forms.charges.rows.spans import (
    NotCertainError,
    drawn,
    stacked_drawn,
    stacked_placed,
    united,
)
from ratebook.forms.charges.rows.stacking import certain
from ratebook.forms.charges.rows.titled import is_titled, with_hours
from ratebook.forms.charges.rows.torn import untorn
from ratebook.forms.charges.rows.under_unit import lent_to_all, unit_of_all
from ratebook.forms.charges.rows.unit_cells import is_unit_aside
from ratebook.forms.charges.words.facets import Facets, Said, facets
from ratebook.forms.charges.words.since import since_of
from ratebook.forms.charges.words.words import (
    any_phrase,
    charge_words,
    fold,
    measures,
    phrases,
    word_pattern,
)
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_DEEP = 7
_LABELS = regex.compile(
    r"(?:type|size|class|kind|description|lamp|light|fixture|meter|service|rate|code|schedule|item)\b"
    r".{0,24}$|nos?\.?\s*$|numbers?\s*$|voltage\s*$",
    regex.IGNORECASE,
)
_SCHEDULE = regex.compile(
    r"\s*(?:rate\s+)?(?:(?:schedule|tariff)\s+\S{1,8}\s*$"
    r"|(?:schedule|tariff|rate|service|class)\s+(?:\d\S{0,4}|[A-Z][A-Z\d-]{0,6})\s*[-–—:]\s)",
    regex.IGNORECASE,
)
"""`Schedule 2 - Small Commercial` heads rows, and no column."""
_ITEM = regex.compile(
    r"(?!(?:no|sch|ref|item|cl)\b)\(?[A-Za-z\d]{1,3}[.)]|\d{1,2}\.\d{1,2}\.?|(?:section|article|part)\s+(?:[IVX\d]{1,5}|[A-Z])[.:]?",
    regex.IGNORECASE,
)
_SIGN = regex.compile(r"(?<!\S)\$(?!\S)")
_DIVISION = regex.compile(
    r"\W*(?:[\w-]+\s+){1,4}(?:service|lighting|lights|lamps|luminaires|fixtures)\W*",
    regex.IGNORECASE,
)
"""The name of a part of a lighting schedule, over all columns: `Underground Service`."""
_OF_PRICES = regex.compile(r"\$|\b(?:rates?|charges?|prices?|amounts?|costs?)\b", regex.IGNORECASE)
_TWICE = regex.compile(r"\b(?P<words>\w[\w.]*(?:\s\w[\w.]*){1,3})\s(?P=words)(?!\w)")
"""`Gas Cost Adj. Gas Cost Adj. Total`: headings of several columns that run into one another."""
_RULE = regex.compile(r"\s*[-–—_=]{3,}\s*")
_PAIR = 2
_NUMBERED_CELLS = 4
"""A number, its name, and two headings of prices."""
UNIT_LED = regex.compile(
    r"\s*(?:(?:charge|rate|surcharge|demand)\s+)?(?:per|/)\s", regex.IGNORECASE
)
"""What goes on with a unit in the next line."""
_LOAD = regex.compile(r"\bk(?:w|va)\b(?!h)", regex.IGNORECASE)
_DECIMAL = regex.compile(r"\d+\.\d+")
"""A figure of a row, and no heading: `395.6`."""
_EDGE = 1.0
_SIZED = regex.compile(
    r"\b(?:sizes?|minimum|k[wv]a?|kwh|gallons?|lumens?|volts?|voltage|watts?|demand|loads?|mcf|ccf)\b",
    regex.I,
)
_LACKS = regex.compile(r"\s*(?:and|or|&)\s", regex.IGNORECASE)
"""What such a heading begins with stands elsewhere: `Fixture` over `and Wood Pole`."""
_CODED = regex.compile(r"\d{2,4}[A-Z]?\t[A-Z][a-z]+,?\s[^\t$%¢/]{3,60}")
"""A group's code and name, `210 | Residential, see Note 1`: over no column."""
_THOUSAND = regex.compile(r"\bper\s+(?:1,?000|thousand)\b(?!\s*(?:gal|cu|kwh))", regex.IGNORECASE)
_TIMED = regex.compile(
    r"\s*(?:monthly\s+|net\s+)?(?:rates?|charges?)\s?[.:]\t\s*\((?:per|each|a)\s[a-z]+\)\s*$",
    regex.IGNORECASE,
)
"""A part's heading and in brackets how often its prices are paid: `RATE.  (Per month)`."""


def columns_of_heading(texts: Sequence[Text], at: int) -> tuple[list[Column], int]:
    """The columns that line `at` heads, and over how many lines the headings run; none where it
    heads no table of prices. Lines and no columns where these are not certain."""
    block = _headings(texts, at)
    block[:1] = [_with_number(line) for line in block[:1]]
    # Headings of columns stand side by side, two in a line at least.
    if not any(len(line.cells) > 1 for line in block) or defines(block):
        return [], 0
    below, apart = first_row(texts, at + len(block), block)
    if below is None:
        return [], 0
    rows = rows_below(texts, at + len(block))
    block = _above_rules(block)
    fullest = max(rows, key=lambda row: len(filled(row)))
    block = parted_heads(_without_groups(_without_label(block, below), fullest), fullest)
    used, block = len(block), with_hours(block)
    if is_titled(block, texts):
        return [], 0
    of_all, block = unit_of_all(block)
    block = block[:1] + [line for line in block[1:] if not _of_sizes(line)]
    widest = max(block, key=lambda line: (len(filled(line)), above_prices(line, fullest)))
    sized = by_size(block, fullest)
    if (
        (is_use(texts[at]) and not sized)
        or _ITEM.fullmatch(filled(block[0])[0].text.strip() if filled(block[0]) else "")
        or len(filled(widest)) < 2
    ):
        return [], 0
    opened = opens(block, widest)
    spread = under_unit(block, fullest) if opened and widest.packed else []
    whole = sized or spread or ([] if opened else united(block, fullest))
    if not (opened or whole):
        return [], 0
    block = [line if line is widest else _without_part(line) for line in block]
    try:
        if widest.packed and not spread:
            block = aligned(block, texts[at - 1] if at else None)
        own = stacked_drawn(block) if drawn(block) else stacked_placed(block, fullest)
        cells = whole or own or called_alike(block) or certain(block, widest)
    except NotCertainError:
        return [], used
    if any(_TWICE.search(cell.text) or _LACKS.match(cell.text) for cell in cells):
        return [], used
    named = filled(widest) if len(block) == 1 else cells
    if rows and all(over_labels_alone(named, row) for row in rows):
        return [], 0
    said = _columns_of(block[0].cells if len(block) == 1 and not sized else cells)
    said = lent_to_all(said, of_all, fullest) if of_all else said
    if len(named) == _PAIR and filled(widest)[0].text.rstrip().endswith(":"):
        # `RATES: | Monthly` says something of one thing.
        return [], 0
    if len(named) == _PAIR and is_unit_aside(named[1].text) and not _LABELS.match(named[0].text):
        return [], 0
    alike = not apart and _as_many(named, said, below.line, widest)
    lends = not apart and any(not c.facets.empty or c.facets.coin for c in said)
    over = lends or alike or any(over_prices(named, row) for row in rows)
    over = over or any(over_several_labels(named, row) for row in rows)
    if over and widest.packed:
        said[0].row = cells_of_rows(said, texts, at + used)
    return (_of_thousands(said), used) if over else ([], 0)


def _columns_of(cells: Sequence[Cell]) -> list[Column]:
    """The columns that these headings stand over."""
    return [
        Column(cell, _facets_of(cell.text), "$" if _SIGN.search(cell.text) else None)
        for cell in untorn(cells)
    ]


def names_division(texts: Sequence[Text], at: int) -> bool:
    """Whether line `at` names the part of a schedule that the whole table below it is of, in the
    middle above its headings: `Overhead Service`."""
    text = texts[at]
    if len(text.line.filled) > 1 or not _DIVISION.fullmatch(text.text) or at + 1 == len(texts):
        return False
    columns = columns_of_heading(texts, at + 1)[0]
    return sum(_OF_PRICES.search(c.cell.text) is not None for c in columns) == 1


def _headings(texts: Sequence[Text], at: int) -> list[Line]:
    """The lines from line `at` on that may be headings of columns, before the first row."""
    block: list[Line] = []
    if _TIMED.match(texts[at].text) or led_in(texts[at].line) or is_section(texts[at].line):
        return block
    if _CODED.fullmatch(texts[at].text.strip()) or begins_numbered(texts[at].line):
        return block
    for n, text in enumerate(texts[at : at + _DEEP], start=at):
        if (
            has_price(text)
            or says_aside(text.text)
            or not is_short(text.line)
            or is_amountless(text)
            or is_spoilt(text)
            or is_spaced(text)
            or any(_DECIMAL.fullmatch(c.text.strip()) for c in text.line.filled[1:])
        ):
            break
        if block and (text.line.page != block[-1].page or _states(text)):
            break
        if block and (is_worded(text) or begins_part(text, block) or begins_row(texts, n)):
            break
        if says_hours(text.text) and not prices_by_hours(texts, n):
            return []
        whole = begins_numbered(text.line) and _above_rules([*block, text.line])
        if whole and len(whole) == len(block):
            break
        block.append(text.line)
    return block


def _above_rules(block: list[Line]) -> list[Line]:
    """The lines of a block down to a row of rules, one below each heading: what stands below is
    none of them."""
    for at, line in enumerate(block[1:], start=1):
        cells = [c for c in line.cells if c.text.strip()]
        ruled = len(cells) > 1 and all(_RULE.fullmatch(c.text) for c in cells)
        if ruled and len(cells) == max(len(filled(one)) for one in block[:at]):
            return block[: at + 1]
    return block


def _states(text: Text) -> bool:
    """Whether a line is a sentence, and no heading: `Rates are stated per light per month.`"""
    return text.text.rstrip().endswith(".") and len(text.line.filled) == 1 and is_sentence(text)


def _as_many(named: list[Cell], said: list[Column], row: Line, widest: Line) -> bool:
    """Whether a row has as many cells as there are headings, or one more for its label."""
    own = len(filled(row))
    if len(named) == own or (len(named) == own - 1 and _all_named(said)):
        return True
    ruled = row.tabular and widest.tabular and len(widest.cells) == len(row.cells)
    return ruled or over_cells(named, row)


def _with_number(line: Line) -> Line:
    """A line of headings whose number stands apart, `B. | FIELD CHARGES | Regular Hours | After
    Hours`, its number and its name in one cell."""
    if line.tabular or len(line.cells) < _NUMBERED_CELLS or not begins_item(line):
        return line
    number, name, *rest = line.cells
    named = Cell(
        f"{number.text} {name.text}", number.left, name.right, (*number.words, *name.words)
    )
    first = name.text.split()[0].strip(",:")
    return replace(line, cells=(named, *rest)) if first.isupper() and len(first) > 1 else line


def _without_part(line: Line) -> Line:
    """A line of headings without the name of the part that begins beside them: `RATE: | Rate Per
    Light Per Month` over `Overhead Service | Installed Prior to`."""
    cells = filled(line)
    if line.tabular or len(cells) < _PAIR or not cells[0].text.rstrip().endswith(":"):
        return line
    return replace(line, cells=tuple(cells[1:])) if is_part(cells[0].text) else line


def _of_sizes(line: Line) -> bool:
    """Whether a line within a block of headings prints sizes: `Minimum size, kW | 500 | 1,000`."""
    cells = filled(line)
    numbers = len(cells) > _PAIR and all(NUMBER.fullmatch(c.text.strip()) for c in cells[1:])
    return numbers and _SIZED.search(cells[0].text) is not None


def _of_thousands(said: list[Column]) -> list[Column]:
    """The columns of a table that counts gallons in another one: `per 1,000` is of these."""
    if not any("gallon" in c.cell.text.lower() for c in said):
        return said
    made: list[Column] = []
    for column in said:
        m = _THOUSAND.search(column.cell.text) if not column.facets.measures else None
        text = f"{column.cell.text[: m.end()]} gallons{column.cell.text[m.end() :]}" if m else ""
        made.append(replace(column, facets=_facets_of(text)) if m else column)
    return made


def _facets_of(heading: str) -> Facets:
    """What a column heading lends: `100 Cubic Feet Per Month` is the measure of its prices, and
    `Monthly` alone the time."""
    said = facets(heading)
    if said.tiers and said.free and not said.components and _of_size(said):
        # `LP-1 (50 to 999 kW)` names customers by their size, and no block.
        return replace(said, tiers=(), whole=None)
    found = _quantity().search(heading)
    if found and all(s.value == "month" for s in said.measures) and not said.tiers:
        own = Said(measures()[fold(found["measure"])], *found.span())
        return replace(said, measures=(own,))
    if fold(heading) in ("monthly", "permonth", "month"):
        return replace(said, measures=(Said("month", 0, len(heading)),))
    return said


def _of_size(said: Facets) -> bool:
    """Whether all that bounds a column is a load."""
    return all(_LOAD.search(tier.value) for tier in said.tiers)


@lru_cache(maxsize=1)
def _quantity() -> regex.Pattern[str]:
    """A quantity that prices are by, printed without `per`."""
    listed = [w for w in charge_words()["measures"] if regex.match(r"1,?0|thousand|hundred", w)]
    return regex.compile(rf"(?<![\w,])(?P<measure>{phrases(listed)})s?(?!\w)", regex.IGNORECASE)


def _all_named(said: list[Column]) -> bool:
    """Whether all columns are classes of customers, voltages, old and new rates and the like."""
    pattern = _columns_named()
    return all(
        pattern.search(c.cell.text) or SIZE.match(c.cell.text) or since_of(c.cell.text)
        for c in said
    )


@lru_cache(maxsize=1)
def _columns_named() -> regex.Pattern[str]:
    words = charge_words()["words"]
    lists = (words[name] for name in ("former", "newer", "changes", "asked", "classes"))
    return regex.compile(any_phrase([w for group in lists for w in group]), regex.IGNORECASE)


def over_unit(name: str, below: str) -> bool:
    """Whether a name is the first line of a label that goes on with its unit: `Demand Charge` over
    `per KW`, `Excess Reactive` over `Charge per KVA`."""
    if not UNIT_LED.match(below) or name.rstrip().endswith((":", ".")):
        return False
    said = facets(below)
    if said.free or said.tiers or facets(name).measures:
        return False
    return bool(facets(name).components or facets(f"{name} {below}").components)


def _without_label(block: list[Line], below: Text) -> list[Line]:
    """The block without a last line that is the first of the label of the row below it."""
    cells = filled(block[-1])
    whole = len(block) < _PAIR or len(cells) != 1 or not filled(below.line)
    if whole or not over_unit(cells[0].text, filled(below.line)[0].text):
        return block
    return block[:-1] if cells[0].left < filled(below.line)[0].left else block


def _without_groups(block: list[Line], row: Line) -> list[Line]:
    """The block without the lines at its end that name a group of rows: they stand alone in the
    column of the labels. `row`: one of those with most cells."""
    widest = max(block, key=lambda line: len(filled(line)))
    whole = len(filled(row)) == len(filled(widest))
    while len(block) > 1 and block[-1] is not widest:
        cells = filled(block[-1])
        if not cells or not filled(widest):
            return block
        second = filled(widest)[1] if len(filled(widest)) > 1 else None
        apart = second is None or cells[0].right < second.left
        first = filled(widest)[0]
        under = cells[0].left <= first.right and first.left <= cells[0].right
        drawn = block[-1].tabular or widest.tabular
        across = second is not None and cells[0].left <= first.left + _EDGE
        if len(cells) != 1 or not (apart or drawn or across or (whole and _lit(cells[0].text))):
            break
        named = _LABELS.match(cells[0].text) and not _SCHEDULE.match(cells[0].text)
        if named or (under and _unclosed(first.text)):
            break
        block = block[:-1]
    return block


def _lit(text: str) -> bool:
    """Whether a line names a kind of lamp, which is a group of rows: `High Pressure Sodium`."""
    return word_pattern("words", "light_sources").fullmatch(text.strip()) is not None


def _unclosed(text: str) -> bool:
    return text.count("(") > text.count(")") or text.rstrip().endswith(("-", " of", " per"))
