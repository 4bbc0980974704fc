"""The cells of a row of prices: which hold a price, and what the others say."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.rows.unit_cells import unit_words
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.charges.words.words import charge_words
from ratebook.forms.tables.columns.columns import cells_with_offsets
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell

_ITEM = regex.compile(r"\(?\d{1,2}[.)]?")
_ITEM_CELL = regex.compile(
    r"\(?(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}\.?)", regex.IGNORECASE
)
_SIZED = regex.compile(r"\d\s*k(?:W|VA)\b(?!h)", regex.IGNORECASE)
_SIZE = regex.compile(
    r"\W*(?:in(?:ch(?:es)?)?|watts?|lumens?|volts?|amps?|k[wv]a?|hp|horsepower|f(?:ee|oo)?t|phase"
    r"|gal(?:lon)?s?|[mc]cf|cubic|miles?)(?!\w)",
    regex.IGNORECASE,
)
"""What a size goes on with: the number before it is no item's."""
JOINERS = frozenset({"plus", "equals", "=", "+", "@", "at"})
_USE = regex.compile(r"\W*[\d,.]+\s*(?:kwh|kw)\b", regex.IGNORECASE)
_QUANTITY = regex.compile(
    r"\s*(?:k[wv]a?h?r?|kwhs?|lumens?|watts?|w|volts?|amps?|hp|hours|gallons|mcf|ccf|feet|ft)\b",
    regex.IGNORECASE,
)
"""What a figure without a sign is a quantity of: `0.083 kW`."""
_COUNT = regex.compile(r"\d{1,3}(?:,\d{3})+")
_IF = regex.compile(r"If\s+(?:all|any|none)\s", regex.IGNORECASE)
_IF_ANY = regex.compile(
    r"If\s+(?:all|any|none)\s[^:$.;]{10,90}:\s*\$\s?[\d,]*\.\d\d\s+per\s+[a-z]+\W*$",
    regex.IGNORECASE,
)
"""`If any of the customer's meters have a capacity of 5,000 cf/hr or more: $259.18 per month`"""
_USE_ALONE = regex.compile(r"\W*[\d,.]+\s*kwh\W*(?:(?:per|each|a|/)\s*month\W*)?", regex.IGNORECASE)
_LAMP_SIZE = regex.compile(r"\d\s*(?:watts?|w|lumens?)\b", regex.IGNORECASE)
FLOW = regex.compile(
    r"\d{1,3}(?:,\d{3})*\s*(?:gal(?:lon)?s?|cubic\s+feet|cu\.?\s?ft|[mc]cf)\.?", regex.IGNORECASE
)
"""How much water or gas a minimum bill includes, in a cell of its own."""
_OPENED = regex.compile(
    r"(?:(?:the\s+)?(?:first|next)|(?:all\s+)?over)\t\d[\d,]*\s*[^\s\w,.]", regex.IGNORECASE
)
"""A block whose quantity has the sign of a footnote, `First | 300 (1)`: none of it is left out."""
_LINES = regex.compile(r"line(?:\s+(?:no\.?|number))?|lines|no\.?|#", regex.IGNORECASE)
_PAIR = 2
_CODED = regex.compile(r"\d{1,4}[A-Z]?|[A-Z]{1,4}-?\d{0,3}[A-Z]?")
VERB = regex.compile(
    r"\b(?:shall|will|is|are|be|may|must|would|pay|pays|apply|applies|has|have|was|were|who|which|owes?|consists|costs(?=\s+(?:\$|(?:[a-z-]+\s+){1,6}dollars\b)))(?!\w)"
)
_CLAUSE = regex.compile(r"[\w)],?\s(?:when|where|if|that|which|who|whose)\s", regex.IGNORECASE)
_WORD = regex.compile(r"[A-Za-z]{3}")
_BLANK = Cell("", 0.0, 0.0)
_GALLONS = regex.compile(r"\bgal", regex.IGNORECASE)
THOUSAND = regex.compile(r"\s*per\s+(?:1,?000|thousand)\s*", regex.IGNORECASE)


def of_thousands(label: str, own: str) -> str:
    """The words behind a price, `per 1,000` of a block of gallons said in full."""
    thousand = THOUSAND.fullmatch(own) and _GALLONS.search(label)
    return "per 1,000 gallons" if thousand else own


def cells_of(text: Text) -> list[tuple[int, Cell]]:
    """The cells of a row with their offsets, without those that print nothing but a change mark,
    an operator between prices (`plus`, `=`) or the number of an item."""
    found: list[tuple[int, Cell]] = []
    for at, cell in cells_with_offsets(text.line):
        own = text.text[at : at + len(cell.text)]
        bare = own.strip().lower()
        if not bare or (found and bare in JOINERS) or (not found and _ITEM_CELL.fullmatch(bare)):
            continue
        found.append((at, cell if own == cell.text else cell._replace(text=own)))
    return found


def own_words(cell: Cell, price: Price) -> str:
    """What stands beside a price in its cell."""
    return f"{cell.text[: price.start]} {cell.text[price.end :]}".strip(" $")


def price_of(cell: Cell) -> list[Price]:
    """The price a cell holds with nothing but its unit beside it."""
    found = prices(cell.text)
    if len(found) != 1:
        return []
    before, after = cell.text[: found[0].start], cell.text[found[0].end :]
    if any(ch.isalnum() for ch in before) or (not found[0].firm and _QUANTITY.match(after)):
        return []
    said = facets(after) if any(ch.isalnum() for ch in after) else None
    told = said is not None and (said.measures or said.components) and not said.free
    fits = said is None or told or THOUSAND.fullmatch(after) or unit_words(after)
    return [*found] if fits else []


def ended_by(cell: Cell, more: Cell) -> Cell:
    """A cell whose words go on in another one, where it stands."""
    text = f"{cell.text.rstrip()} {more.text.strip()}"
    return cell._replace(text=text, words=(*cell.words, *more.words))


def without_use(left: str) -> str:
    """The words left of a price without a last cell that says what a lamp uses: `70 kWh`."""
    head, tab, last = left.rstrip().rpartition("\t")
    if not tab or not _USE_ALONE.fullmatch(last):
        return left
    said = facets(head)
    lit = any(s.value == "lamp" for s in said.components) or _LAMP_SIZE.search(head)
    lit = lit and not said.tiers
    return head if lit else left


def labels_condition(text: Text) -> bool:
    """Whether a line is a row whose label runs like a sentence: `If all meters have ...:   $41.57`,
    `The factor for all other tariffs is ...   8.67%`."""
    cells = text.line.filled
    if len(cells) == 1 and _IF_ANY.match(text.text.strip()):
        return True
    if len(cells) > _PAIR and _ITEM_CELL.fullmatch(cells[0].text.strip()):
        cells = cells[1:]
    if len(cells) != _PAIR:
        return False
    said = cells[0].text.rstrip(" .")
    if not said.endswith((":", " is", " are")) and not (_when(said) or _IF.match(said)):
        return False
    # A change mark in the margin may stand in the cell of the price.
    last = text.text.rstrip().rpartition("\t")[2].strip()
    found = prices(last)
    if len(found) != 1 or not found[0].firm:
        return False
    behind = last[found[0].end :]
    alone = last[: found[0].end].strip() == found[0].raw.strip()
    told = _IF.match(said) is not None and unit_words(behind) != ""
    return alone and (told or not behind.strip(" ."))


def _when(label: str) -> bool:
    """Whether a label has a verb in nothing but the clause that says when it holds: `Reconnection
    when overtime is required`."""
    clause = _CLAUSE.search(label)
    return clause is not None and not VERB.search(label, 0, clause.start())


def _worded(cell: Cell) -> bool:
    return any(ch.isalnum() for ch in cell.text)


def _says(cell: Cell) -> bool:
    """Whether a cell beside the prices says what they are; figures of use and size do not."""
    said = facets(cell.text)
    return bool(said.measures or said.tiers) or not any(ch.isdigit() for ch in cell.text)


def says_nothing(cell: Cell) -> bool:
    """Whether a cell says that no amount is printed in it: `N/A`, or holds a dash alone."""
    said = cell.text.strip(" .:$()").lower()
    return said in charge_words()["words"]["no_amount"] or not any(map(str.isalnum, said))


def _is_name(cell: Cell) -> bool:
    """Whether a cell beside the first one goes on with the label: words without a unit."""
    said = facets(cell.text)
    if _USE.match(cell.text) or FLOW.fullmatch(cell.text.strip()):
        return False
    if said.measures or not (said.free or said.components):
        return False
    sized = bool(said.components) and _SIZED.search(cell.text) is not None
    return (not said.tiers or sized) and any(ch.isalpha() for ch in cell.text)


def _only_codes(label: list[str]) -> bool:
    """Whether a label so far holds nothing, or nothing but codes: `6`, `C-1`."""
    return all(_CODED.fullmatch(t.strip()) for t in label)


def _is_class(cell: Cell) -> bool:
    """Whether a cell names a class of customers by their size: `Commercial, 50 kW and over`."""
    said = facets(cell.text)
    name = cell.text[: said.tiers[0].start] if said.tiers else ""
    return _WORD.search(name) is not None and bool(said.free) and not said.measures


def words_of(cells: list[tuple[int, Cell]], taken: set[int], first: int) -> tuple[str, str]:
    """The label left of a row's prices, and what other cells say. Figures of use are neither."""
    label: list[str] = []
    beside: list[str] = []
    torn = " ".join(cell.text.strip() for _, cell in cells[:first])
    if first > 1 and (
        _OPENED.match("\t".join(c.text.strip() for _, c in cells[:2]))
        or (facets(torn).tiers and not any(facets(c.text).tiers for _, c in cells[:first]))
    ):
        # `First | 300 | Mcf`: a block drawn in cells of its own, of which none is left out.
        label, cells = (
            [torn],
            [(at, c) if n >= first else (at, _BLANK) for n, (at, c) in enumerate(cells)],
        )
    for n, (_, cell) in enumerate(cells):
        if n in taken or not _worded(cell):
            continue
        if n and says_nothing(cell):
            if label and n < first and cell.text.strip().lower() == "none":
                # `Acorn | None | 70` below `Style | Pole | Watts`: there is none, and that is said.
                label.append(cell.text)
            continue
        items = bool(label) and all(_ITEM.fullmatch(t) for t in label)
        named = n < first and (_is_name(cell) or (_only_codes(label) and _is_class(cell)))
        if named and items and not _SIZE.match(cell.text):
            label = [cell.text]
        elif n == 0 or named:
            label.append(cell.text)
        elif _says(cell) and not says_nothing(cell):
            beside.append(cell.text)
    if not label and not first:
        # The price stands first in the row, its name behind it.
        behind = [c.text for n, (_, c) in enumerate(cells) if n not in taken and _is_name(c)]
        label, beside = behind[:1], [b for b in beside if b not in behind[:1]]
    return " ".join(label), " ".join(beside)


def without_number(first: Column, cells: list[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
    """The cells of a row without its number, which is below `Line` and names nothing."""
    numbered = len(cells) > 2 and _LINES.fullmatch(first.cell.text.strip()) is not None
    own = [cell.text.strip() for _, cell in cells[:2]] if numbered else []
    return cells[1:] if own and own[0].strip(".)").isdigit() and own[1][:1].isalpha() else cells


def _names(text: str) -> bool:
    """Whether a cell may name a price: not a quantity beside it, as `2,000`."""
    return any(ch.isalnum() for ch in text) and not _COUNT.fullmatch(text.strip())


def panels_of(cells: list[tuple[int, Cell]], taken: set[int], priced: list[int]) -> dict[int, str]:
    """The labels of prices that have their own before them in the row, where two lists stand side
    by side. Raises UnreadError where only some have one."""
    labels: dict[int, str] = {}
    first: list[str] = []
    for before, n in zip([-1, *priced], priced, strict=False):
        between = (c for k, (_, c) in enumerate(cells) if before < k < n and k not in taken)
        own = [c.text for c in between if not says_nothing(c)]
        if before < 0:
            first = own
        elif own and len(first) > len(own) and first[-len(own) :] == own:
            # `Residential | All Usage | $4.83 | All Usage | $3.61`: said again, no name.
            continue
        named = [t for t in own if _names(t) and not facets(t).measures]
        if named and not all(_USE.match(t) for t in named):
            labels[n] = " ".join(named)
    later = [n for n in priced[1:] if n in labels]
    if later and len(labels) < len(priced):
        raise UnreadError("some of the prices have names of their own")
    return labels if later else {}
