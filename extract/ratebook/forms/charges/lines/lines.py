"""Rate lines: one line, or two where the words run on, become the charges they print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.lines.coded import coded_row
from ratebook.forms.charges.lines.ditto import (
    dashed_below,
    goes_on_from,
    is_class,
    named_above,
    of_hours,
)
from ratebook.forms.charges.lines.leading import led_by_prices
from ratebook.forms.charges.lines.running import VERB, is_prose
from ratebook.forms.charges.lines.series import series
from ratebook.forms.charges.lines.times import led_by_season
from ratebook.forms.charges.meaning.behind import label_text, names_case
from ratebook.forms.charges.meaning.clause import is_plain
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.meaning.meaning import understand
from ratebook.forms.charges.rows.carried import led_down
from ratebook.forms.charges.rows.cells import JOINERS, of_thousands, without_use
from ratebook.forms.charges.rows.cut import drawn_into_heading
from ratebook.forms.charges.rows.named_panels import name_panel
from ratebook.forms.charges.rows.packed import LostError, of_one_column
from ratebook.forms.charges.rows.places import AsideError, shape_of, whenever
from ratebook.forms.charges.rows.table import read_cells
from ratebook.forms.charges.rows.unit_cells import unit_words
from ratebook.forms.charges.words.doubt import heads_quantities
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, bounds, prices
from ratebook.forms.tables.columns.columns import cells_with_offsets
from ratebook.forms.tables.hit import Text

_CONTINUED = regex.compile(r"[\s(]*(?:continued|cont[’']?d\.?)[\s).]*", regex.IGNORECASE)
_THAN = regex.compile(r"\(\s*(?:less|more|greater)\s+than\s*\$?\s?$", regex.IGNORECASE)
_NEXT_ITEM = regex.compile(r"\(?[a-z\d]{1,3}[.)]\s")
_NEXT_CHARGE = regex.compile(
    r"(?:and\s+)?plus\b[^$¢%]*:\s*$|so\s+that\b[^$¢%]*\b(?:is|are|be)\s*:\s*$", regex.IGNORECASE
)
"""`plus, an Energy Charge of:` leads to the next price, and so does `so that the rate is:`."""
_ITEM_CELL = regex.compile(
    r"\s*\(?(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}\.?)\t", regex.IGNORECASE
)
_DASHES = ("-", "–", "—")
_COINED = regex.compile(
    r"[A-Za-z]\s*\(\s*(?:\$|¢|in\s|dollars|cents)[^()]{0,30}\)\W*$", regex.IGNORECASE
)
_BLOCK = regex.compile(
    r"(?:all\s+)?(?:first|next|over|above)\s+\d{1,3}(?:,?\d{3})*", regex.IGNORECASE
)
_REMAINDER = regex.compile(
    r"(?:all\s+)?(?:remaining|remainder|additional|balance)", regex.IGNORECASE
)
_COUNTED = frozenset({"Mcf", "Ccf", "Dth", "kWh", "therm"})
_UNIT = "unit"
"""What heads a column of units."""
_SHARED = ("%", "percent", "discount", "credit", "reduction")
_PLUS = regex.compile(
    r",?\s+plus\s+(?:an?|the)\s+(?:energy|demand|commodity|usage|volumetric)\s+charge"
    r"(?:\s+(?:of|as\s+follows|per\s+\w+))?\s*:\s*$",
    regex.IGNORECASE,
)
"""`$4.24 per month, plus an energy charge of:` leads to what stands below."""
_LAMP_SIZE = regex.compile(
    r"\W*(?:(?:approx(?:imately|\.)?|initial|nominal)\s+)?[\d,]{2,7}\s?(?:(?:initial|nominal)\s+)?"
    r"(?:lumens?|watts?|w)\b\W*",
    regex.IGNORECASE,
)
"""`50,000 lumens`: in a cell of its own it ends the name of a lamp."""
_OR_LESS = regex.compile(
    r"(?<=\w)\t(?=(?:or|and|&)\s+(?:less|under|smaller|over|above|larger|more|up)\s*(?:\t|$))",
    regex.IGNORECASE,
)
"""The gap within a size whose end is set apart: `5/8 inch | or less`."""
_LED_APART = regex.compile(r"(?<=^\s*for)\t+(?=\s*\d)", regex.IGNORECASE)
"""The gap that sets sizes below one another: `For | 3/4-inch meter`."""
_COUNT_APART = regex.compile(
    r"(?<=\b(?:first|next|over|above|last)\s[\d,]{1,9})\t+\s*"
    r"(?=(?:k(?:wh?|va)|[mc]cf|dth|therms?|gal(?:lon)?s?|cu(?:bic|\.)?\s?f(?:ee|oo)?t)\b)",
    regex.IGNORECASE,
)
"""The gap that sets the figures of blocks below one another: `First 1,500 | cubic feet`."""
_CUT_UNIT = regex.compile(r"\s*(?:per|for\s+each)\s+(?:\d[\d,]*|[a-z]+)\s*", regex.IGNORECASE)
"""What a price is by, of which the line shows no more than the first word: `per dwelling`."""
_COUNT_CELL = regex.compile(r"(?<=[A-Za-z*][^\t]*\t+)\s?\d{1,3}(?:,\d{3})*(?=\t)")
DANGLING = regex.compile(
    r"(?:\b(?:of|for|in|per|and|the|to|over|at|excess|with|or|than|for\s+all"
    r"|(?:for\s+)?all\s+(?:remaining|additional|other|excess))|(?<=\w)-|(?<![\s\t]\d)/)[\s.]*$"
)
_AT = regex.compile(r"\sat$", regex.IGNORECASE)
"""What joins a name to its price: `Residential at $68.00` is whole."""


def line_prices(text: Text) -> list[Price]:
    """The prices of a line; a percentage in brackets beside a price in money is none of them."""
    return [*_line_prices(text.text)]


@lru_cache(maxsize=4096)
def _line_prices(text: str) -> tuple[Price, ...]:
    found = prices(text)
    if len(found) > 1 and "than $" in text:
        # `(less than $7,500 installed)` tells of what the price is.
        inner = [p for p in found if not _THAN.search(text[: p.start])]
        found = inner if all(bracketed(text, p.start) for p in found if p not in inner) else found
    if any(p.kind == "percent" for p in found):
        found = [p for p in found if not bounds(text, p)]
    if any(p.kind in ("dollars", "cents") for p in found):
        found = [p for p in found if p.kind != "percent" or not bracketed(text, p.start)]
    return tuple(found)


def bracketed(text: str, at: int) -> bool:
    """Whether `text[at]` stands within round brackets."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def with_next(
    texts: Sequence[Text], at: int, found: list[Price], setting: Setting
) -> tuple[list[Found], int]:
    """The charges of a line, together with the next one where the words run on there."""
    text = texts[at]
    below = texts[at + 1] if at + 1 < len(texts) else None
    if len(found) > 1 and DANGLING.search(text.text) and not setting.context.columns:
        raise UnreadError("several prices in one line")
    tabled = setting.context.columns and not (below and _unit_goes_on(text, below, found))
    if below is None or line_prices(below) or len(found) != 1 or tabled:
        return read_line(texts, text, found, setting), 1
    left, right = text.text[: found[0].start], text.text[found[0].end :]
    more = below.text.strip()
    if _NEXT_ITEM.match(more) or _NEXT_CHARGE.match(more):
        return read_line(texts, text, found, setting), 1
    if more[:1].islower() and is_prose(text) and VERB.search(more):
        raise UnreadError("a sentence that goes on in the next line")
    hanging = DANGLING.search(_AT.sub("", left.rstrip(" .\t$"))) or _label_goes_on(text, below)
    if (hanging and not right.strip()) or left.count("(") > left.count(")"):
        meaning = understand(f"{left.rstrip()} {more}", right, found[0], setting)
        return [Found(meaning, text)], 2
    bracket = (
        more[:1] == "(" and not _CONTINUED.fullmatch(more) and not regex.match(r"\(\w{1,3}\)", more)
    )
    if DANGLING.search(right) or (
        (more[:1].islower() or bracket) and not right.rstrip().endswith(".")
    ):
        try:
            meaning = understand(left, f"{right.rstrip()} {more}", found[0], setting)
        except UnreadError:
            if _label_goes_on(text, below) and facets(right).unit:
                # The unit behind the price is whole: it is the label that ends below.
                meaning = understand(f"{left.rstrip()} {more}", right, found[0], setting)
                return [Found(meaning, text)], 2
            if not bracket or not more.endswith(")") or not is_plain(more):
                raise
            # A remark in brackets of its own.
            return read_line(texts, text, found, setting), 1
        return [Found(meaning, text)], 2
    return read_line(texts, text, found, setting), 1


def _unit_goes_on(text: Text, below: Text, found: list[Price]) -> bool:
    """Whether the unit behind the only price of a row goes on below it: `$2.00 per 1,000 gallons
    of` over `metered water`."""
    right = text.text[found[0].end :] if len(found) == 1 else ""
    more = below.text.strip()
    if not right.strip() or not more[:1].islower() or len(below.line.filled) != 1:
        return False
    if below.line.filled[0].left < text.line.filled[-1].left - 1:
        return False
    if _CUT_UNIT.fullmatch(right) and facets(right).unit is None:
        return facets(f"{right.rstrip()} {more}").unit is not None
    return right.rstrip().endswith(" of") and bool(
        facets(right).unit is not None and not facets(more).measures
    )


def _side_by_side(text: Text, setting: Setting) -> list[Found]:
    """The charges of a line that prints a name and its price several times. Raises UnreadError."""
    cells = [c for c in cells_with_offsets(text.line) if c[1].text.strip()]
    option = ""
    if len(cells) % 2 and cells and cells[0][1].text.rstrip().endswith(":"):
        # `Option 2: | single-phase | $6.91 | polyphase | $12.26`
        option, cells = f"{cells[0][1].text.strip(' :')}, ", cells[1:]
    if not cells or len(cells) % 2:
        raise UnreadError("several prices in one line")
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    made: list[Found] = []
    for (_, name), (at, cell) in pairs:
        own = prices(cell.text)
        bare = len(own) == 1 and not cell.text.replace(own[0].raw, "").strip()
        if not bare or prices(name.text) or not own[0].firm:
            raise UnreadError("several prices in one line")
        price = own[0]._replace(start=own[0].start + at, end=own[0].end + at)
        # `Turn-on Charge | $30.00 | After Hours | $60.00`
        case = f"{pairs[0][0][1].text.strip()}, " if made and names_case(name.text) else ""
        meaning = understand(f"{option}{case}{name.text}", "", price, setting)
        name_panel(meaning, [name, cell], setting.context, len(pairs))
        made.append(Found(meaning, text))
    return made


def _unit_apart(left: str, right: str) -> tuple[str, str]:
    """The words around a price with the cell before it that prints its unit alone behind it. The
    cell behind it, where it has one of its own, may leave `per` out: `$0.41 | kWh`."""
    if right.startswith("\t") and "\t" in left and not left.rpartition("\t")[2].strip(" $"):
        behind = unit_words(right, _UNIT)
        return (left, f" {behind}") if behind else (left, right)
    head, tab, last = left.rstrip(" $\t").rpartition("\t")
    unit = unit_words(last) if tab and any(map(str.isalpha, head)) else ""
    return (f"{head}\t", f"{unit} {right}") if unit else (left, right)


def _with_quantity(left: str, setting: Setting) -> str:
    """A label `First 50` with the quantity that the sheet says all its rates are by: `Rates above
    are in dollars per Mcf`."""
    below = setting.below.measures if setting.below else ()
    said = left.strip(" \t$.:")
    if not below or below[0].value not in _COUNTED or not _BLOCK.fullmatch(said):
        return left
    return f"{said} {below[0].value}\t"


def _with_remainder(left: str, right: str, context: Context) -> str:
    """A label `Remaining` below the blocks of its table, with the quantity that its price is by."""
    said = left.strip(" \t$.:@")
    used = facets(right).measures if _REMAINDER.fullmatch(said) and context.tiers else ()
    return f"{said} {used[0].value}\t" if used and used[0].value in _COUNTED else left


def _without_counts(left: str, context: Context) -> str:
    """A label without the counts in cells of their own, where a heading of the table is of such:
    `175 Watt Mercury Vapor | 72` below `Monthly kWh`."""
    held = context.columns or (context.past.columns if context.past else [])
    if not held or "\t" not in left or not any(heads_quantities(c.cell.text) for c in held):
        return left
    return _COUNT_CELL.sub(lambda m: " " * len(m[0]), left)


def _label_cell(text: str) -> bool:
    """Whether a cell left of a price holds words other than its unit."""
    own = text.strip(" .:@$")
    said = facets(own)
    worded = any(map(str.isalpha, own)) and own.lower() not in JOINERS
    return worded and bool(said.free or not said.measures)


def _one_named(cells: list[str]) -> bool:
    """Whether of two cells of a label one names a charge, and the other whose it is: `Sub-District
    A | Monthly Surcharge`."""
    said = [facets(cell) for cell in cells]
    named = [f for f in said if f.components]
    return len(said) == 2 and len(named) == 1 and not any(f.measures or f.coin for f in said)


def _lends_conditions(context: Context) -> bool:
    """Whether the column of a price says when it holds."""
    said = [c.facets for c in context.columns]
    return any(f.seasons or f.periods or f.tiers for f in said)


def _of_shares(context: Context) -> bool:
    """Whether a column of the table prints percentages."""
    said = (c.cell.text.lower() for c in context.columns)
    return any(word in text for text in said for word in _SHARED)


def _label_goes_on(text: Text, below: Text) -> bool:
    """Whether the next line is the rest of a label that stands in a cell of its own."""
    if len(text.line.cells) < 2 or len(below.line.cells) != 1:
        return False
    (label, *_), (more,) = text.line.cells, below.line.cells
    return not prices(label.text) and more.text[:1].islower() and more.left < label.right


def read_line(
    texts: Sequence[Text], text: Text, found: list[Price], setting: Setting
) -> list[Found]:
    """The charges of one line that prints these prices. Raises UnreadError, which says why not."""
    context = setting.context
    unread: UnreadError | None = None
    if (context.past or context.kept) and not context.columns and not _of_no_size(context, text):
        context.resume(shape_of(text))
    if not context.columns and of_one_column(context, text.line):
        raise LostError("a price of one of several columns, which are not told apart")
    share = all(p.kind == "percent" for p in found) and not _of_shares(context)
    tabled = context.columns and not share and len(text.line.filled) > 1
    if tabled and not whenever(context, text, found):
        try:
            return [Found(meaning, text) for meaning in read_cells(text, setting)]
        except UnreadError as error:
            told = isinstance(error, AsideError) or facets(text.text).measures
            told = told and not isinstance(error, LostError)
            if len(found) > 1 or _lends_conditions(context) or not told:
                raise
            unread = error
    if len(found) != 1:
        return _several(text, found, setting)
    price = found[0]
    left, right = led_by_prices(texts, text, price) or _around(text, price, setting)
    if right and not left.strip(" \t$"):
        left = goes_on_from(texts, text, price) or left
    coded = coded_row(left, bool(facets(right).measures)) if left.count("\t") > 1 else None
    if coded:
        meaning = understand(coded.label, right, price, setting)
        meaning.fields.setdefault("code", Source(coded.code, None, coded.code))
        return [Found(meaning, text)]
    _refuse_headings(texts, text, left, price, context, unread)
    named = dashed_below(texts, text, price)
    if not named and left.lstrip()[:1] in _DASHES and is_class(left.strip(" .:$\t-–—")):
        raise UnreadError("what it is of stands in a row above")
    left = f"{named} {left.lstrip()}" if named else left
    try:
        meaning = understand(left, right, price, setting)
        name_panel(meaning, text.line.filled, setting.context)
        return [Found(meaning, text)]
    except UnreadError:
        name = named_above(texts, text, price)
        over = context.stack[-1] if context.stack else None
        if not name and over and not is_part(over.text) and of_hours(texts, text, price):
            fee = replace(setting, fee=over)
            return [Found(understand(left, right, price, fee), text)]
        if not name:
            raise
        return [Found(understand(f"{name} {left}", right, price, setting), text)]


def _of_no_size(context: Context, text: Text) -> bool:
    """Whether a row below another heading prints no size, where the table above it was of sizes:
    `Station key, each` after `Size of connection | Annual rate`. Of columns that are of places or
    classes every row may be: `Size | Oak Division | Elm Division`."""
    columns = context.past.columns[1:] if context.past else []
    plain = all(c.facets.empty and not c.facets.coin and not is_part(c.cell.text) for c in columns)
    if plain and len(columns) > 1 and len(prices(text.text)) == len(columns):
        return False
    head = context.past.columns[0].cell.text.lower() if context.past else ""
    label = text.text.partition("\t")[0]
    return "size" in head and bool(context.stack) and not any(ch.isdigit() for ch in label)


def _several(text: Text, found: list[Price], setting: Setting) -> list[Found]:
    """The charges of a line of several prices: side by side in cells, or one after the other."""
    try:
        return _side_by_side(text, setting)
    except UnreadError:
        if not all(p.firm for p in found) or (setting.context.columns and len(text.line.cells) > 1):
            raise
    own = series(text.text, found, lambda a, b, p: understand(a, b, p, setting))
    return [Found(meaning, text) for meaning in own]


def _around(text: Text, price: Price, setting: Setting) -> tuple[str, str]:
    """The words before the only price of a line and those behind it."""
    context = setting.context
    left, right = text.text[: price.start], _PLUS.sub("", text.text[price.end :])
    if text.line.tabular and led_down(context, text, []):
        left = f"{context.carried}{left}"
    left = led_by_season(_with_quantity(left, setting), text, context)
    if "\t" in left:
        left = _COUNT_APART.sub(" ", _LED_APART.sub(" ", _OR_LESS.sub(" ", left)))
    item = _ITEM_CELL.match(left)
    left = _with_remainder(left[item.end() :] if item else left, right, context)
    head, tab, rest = left.partition("\t")
    named = tab and any(map(str.isalnum, rest))
    left = rest if named and head.rstrip().endswith(":") and is_part(head) else left
    right = of_thousands(left, right)
    return _unit_apart(_without_counts(without_use(left), context), right)


def _refuse_headings(
    texts: Sequence[Text],
    text: Text,
    left: str,
    price: Price,
    context: Context,
    unread: UnreadError | None,
) -> None:
    """Raises UnreadError where headings of columns may stand in one line with a price."""
    beside = [c for c in left.split("\t") if _label_cell(c)]
    if drawn_into_heading(left, texts, text):
        context.doubt = "headings of columns and a price in one line"
        raise UnreadError(context.doubt)
    if len(beside) > 1 and any(map(str.isdigit, beside[0])):
        beside = [c for c in beside if not _LAMP_SIZE.fullmatch(c)] or beside[:1]
    block = facets(label_text(left)).tiers or _one_named(beside)
    coined = not price.firm and facets(left).coin and not _COINED.search(left)
    if (len(beside) > 1 and not block) or coined:
        if not any(ch.isdigit() for c in beside for ch in c):
            context.doubt = "headings of columns and a price in one line"
        raise unread or UnreadError("more than one cell before the price")
