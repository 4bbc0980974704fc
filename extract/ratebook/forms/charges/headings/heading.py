"""A heading over prices, and how it stands to another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import regex

from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.since import Since
from ratebook.model.page import Line

STEP = 0.9
"""How far set in a line is no further in than another, in characters."""
_WAVERS = 3.0
"""The same in points of a picture, where no two lines begin at one place."""
_COMPONENT = frozenset({"component"})
_GROUP = frozenset({"group"})
_TERMS = frozenset({"fuel", "late_payment"})
_OFTEN = frozenset({"day", "month", "quarter", "year"})
_TIMES = frozenset({"season", "period", "group"})
_DEFINED = regex.compile(r"\b(?:hours?|periods?|seasons?|months?)\b", regex.IGNORECASE)
CUSTOMERS = regex.compile(
    r"\b(?:residential|commercial|industrial|domestic|farm|general|public|schools?|church\w*|customers?"
    r"|members|consumers?|retail|wholesale|firm|interruptible|single|three)\b",
    regex.IGNORECASE,
)
_CUSTOMER_CHARGE = regex.compile(
    r"\b(?:customer|consumer|member)s?\s+(?:[a-z]+\s+){0,2}charges?\b", regex.IGNORECASE
)
"""It names what is paid, and nobody who pays it."""
CHARGE = regex.compile(r"\bcharges?\W*$", regex.IGNORECASE)
_CHARGES = regex.compile(r"\bcharges:?\s*$", regex.IGNORECASE)
ITEM = re.compile(
    r"^(?:\d{1,2}\.\d{1,2}\.?(?=\s+(?!(?i:in|inch(?:es)?|f(?:ee|oo)?t|hp|k[wv]a?|cents?|miles?|percent)\b)[A-Z(])"
    r"|\(?[A-Za-z][.)]|\(?(?:[IVX]{2,4}|[ivx]{2,4})[.)]|\(?\d{1,2}\)|\d{1,2}\.)\s+"
)
"""The number of an item; `1.5 inches` is a size."""

SECTION = "section"
"""The kind of the number of a section: `Section C.`"""
_OF_ALL = frozenset({"gas_cost", "fuel"})
"""What customers of all classes pay alike."""
_FIRST_ITEMS = frozenset({"1", "A", "a", "I", "i"})
_NUMBERED_SMALL = re.compile(r"\(?(?:[a-z]|[ivx]{2,4})[.)]\s")
_METER = regex.compile(
    r"\d[\d/ x-]*(?:[\"”]|inch\w*)\s*(?:meters?|connections?)\b", regex.IGNORECASE
)
_ROMAN = re.compile(r"\W*[IVX]\b")


@dataclass(slots=True, eq=False)
class Heading:
    """A heading over prices. `part` headings open a part of the sheet; `group` is its text where
    that names what is charged; `rows` counts the prices below it so far."""

    line: Line
    text: str
    facets: Facets
    part: bool
    group: str | None
    rows: int = 0
    doubt: bool = False
    indents: bool = False
    packed: bool = False
    """Whether a row below it does not tell where it began."""
    item: str = ""
    """The kind of the number before it: `A`, `a`, `1` or `I`; empty without one."""
    loose: bool = False
    lead: bool = False
    """Whether it is a sentence that ends in a colon."""
    stated: str = ""
    """The sentence it is, where that says by what all rates of its part are paid."""
    told: bool = False
    """Whether a sentence right below it set the first charge."""
    source: bool = False
    """Whether it names a kind of lamps: `Metal Halide`."""
    timed: bool = False
    """Whether a row below it says itself how often it is paid."""
    step: bool = False
    """Whether it says no more than from when prices hold."""
    clocked: bool = False
    """Whether hours stand right below it, which it defines."""
    since: Since | None = None
    """From when the prices below it hold, where it says that beside other things."""
    panels: bool = False
    """Whether each of its cells names one of several lists that stand side by side below it."""
    classed: bool = False
    """Whether it names one of several classes of customers of its sheet, over all parts of it."""
    table: bool = False
    """Whether it is the headings of several columns in one line."""
    silent: bool = False
    """Whether it names no charge and no customers: `Case No. 2018-00116`."""
    outer: bool = False
    """Whether it names what stands below other headings too, though no margin shows it."""
    rows_at: float | None = None
    """Where the first row right below it begins."""
    over_inner: bool = False
    """Whether the row right below it is set further in than it."""
    whose: bool = False
    """Whether it says whose a charge is that is named above it and further out."""
    crossed: bool = False
    """Whether the first price below it names a charge other than it does."""
    nested: bool = False
    """Whether the rows below its number begin with one of its kind again: `1.` below `3.`"""

    @property
    def step_in(self) -> float:
        """How far set in a row below it is no further in than it is."""
        return STEP if self.line.number is not None or self.line.typeset else _WAVERS

    @property
    def kinds(self) -> frozenset[str]:
        """What it lends."""
        f = self.facets
        said = {
            "component": f.components or (f.measures if not _by_time(f) else ()),
            "season": f.seasons,
            "period": f.periods,
            "tier": f.tiers,
            "group": self.group,
        }
        return frozenset(name for name, given in said.items() if given)

    @property
    def left(self) -> float:
        """Its left edge; of what it says, where no source draws cells."""
        cells = self.line.cells
        if self.line.tabular or not cells or cells[0].text.strip():
            return cells[0].left if cells else 0.0
        return next((c.left for c in cells if c.text.strip()), 0.0)


def names_class(heading: Heading) -> bool:
    """Whether a heading is the name of a class of customers, over all that is charged to them."""
    if not heading.group or CUSTOMERS.search(heading.text) is None:
        return False
    return CUSTOMERS.search(_CUSTOMER_CHARGE.sub(" ", heading.text)) is not None


def _by_time(said: Facets) -> bool:
    """Whether a heading says no more of what is paid than how often."""
    return all(s.value == "month" for s in said.measures)


def is_fixed(said: Facets) -> bool:
    """Whether prices are of a kind that no heading of another unit can be over."""
    return said.component is not None and said.component.value in ("customer", "minimum")


def is_inner(held: Heading, heading: Heading) -> bool:
    """Whether a heading of one kind of charge ends where a group of charges begins: `Energy
    Charge:` before `TIME-OF-DAY PROVISION`."""
    louder = _loud(heading) and not _loud(held)
    minimum = heading.facets.component and heading.facets.component.value == "minimum"
    outer = bool(minimum) and held.left > heading.left + STEP
    if held.facets.seasons and (louder or outer) and held.rows and not held.part:
        # `MINIMUM MONTHLY BILL` is of no season that was named before it.
        return held.left >= heading.left - STEP
    if held.part or not held.rows or held.kinds != _COMPONENT or not held.facets.components:
        return False
    return louder or held.left > heading.left + STEP


def alike(held: Heading, heading: Heading) -> bool:
    """Whether a heading over rows ends where this one begins, as both are set alike."""
    if held.part or not held.rows or held.source != heading.source:
        return False
    if held.item and held.item == heading.item:
        return True
    return held.text.isupper() == heading.text.isupper() and abs(held.left - heading.left) <= STEP


def without_fixed(stack: list[Heading]) -> list[Heading]:
    """The headings that hold on over a table of rates by what is used: what is charged by the month
    alone, `Base Charge:`, has ended where it has its prices."""
    return [h for h in stack if h.part or not h.rows or not is_fixed(h.facets)]


def ends_charges(held: Heading, heading: Heading) -> bool:
    """Whether a heading over charges of one kind ends those named above it: `Energy Charge:` after
    `Substation Charges:`, set as far out."""
    named = (
        held.group is not None and held.rows > 0 and not held.part and not held.facets.components
    )
    beside = heading.left <= held.left and heading.lead == held.lead
    said = heading.facets.component
    if said is None or not (named and beside):
        return False
    # `Gas Cost Recovery Rate` after `Residential`, whose rows are set in.
    of_all = held.indents and said.value in _OF_ALL
    return of_all or _CHARGES.search(held.text) is not None


def ends_led(led: Heading, heading: Heading) -> bool:
    """Whether a heading in capitals right above a line, without a row yet, ended what a sentence
    led to: it is over that line."""
    apart = led.lead and heading is not led and not heading.rows
    return apart and bool(heading.group) and heading.text.isupper()


def flush_with(columns: Line | None, group: Heading, left: float) -> bool:
    """Whether the headings of the columns below a group are as far out as it, and so is the row
    that begins at `left`: it is of that group where it is of these columns."""
    if columns is None or not group.group or not stands_above(group.line, columns):
        return False
    out = columns.filled[0].left
    return abs(out - left) <= STEP and out <= group.left + group.step_in


def item_beside(held: Heading, heading: Heading) -> bool:
    """Whether a heading is the next item of the list that another is of: `2. Commodity Charge`."""
    same = bool(held.item) and held.item == heading.item
    return same and abs(held.left - heading.left) <= STEP


def count_in_roman(held: list[Heading], heading: Heading) -> None:
    """Where `II.` follows `I.`, and `V.` follows `IV.`, a single letter is a Roman number too."""
    for one in held:
        if heading.item == "I" and one.item == "A" and _ROMAN.match(one.line.text):
            one.item = "I"
        elif heading.item == "A" and one.item == "I" and _ROMAN.match(heading.line.text):
            heading.item = "I"


def stands_above(one: Line | None, other: Line | None) -> bool:
    """Whether a line stands above another one of its page."""
    if one is None or other is None or one.page != other.page:
        return False
    if one.number is not None and other.number is not None:
        return one.number < other.number
    return one.box is not None and other.box is not None and one.box[1] < other.box[1]


def within_list(held: Heading, heading: Heading) -> bool:
    """Whether a heading says whose the charge is that another one names; or stands among the rows
    of one that says by what all of these are paid, as far out as they, over rows further in:
    `Incentive Adjustment:` below `Generation` in a list of `Energy Rates ($ per kWh)`."""
    if heading.whose:
        return bool(held.facets.components) and not held.part
    if held.rows_at is None or not heading.over_inner or heading.facets.measures:
        return False
    used = any(s.value not in _OFTEN for s in held.facets.measures)
    return used and abs(heading.left - held.rows_at) <= STEP


def is_sibling(held: Heading, heading: Heading) -> bool:
    """Whether a named part of a sheet ends where this heading begins: both are set alike."""
    if held.stated or heading.whose or within_list(held, heading):
        return False
    named = held.part and bool(held.group or held.facets.components) and bool(heading.group)
    named = named or (held.rows > 0 and held.kinds == _COMPONENT and heading.kinds == _GROUP)
    said = heading.facets.component
    # `MINIMUM CHARGE` below `RATE - OFF PEAK (ETS)` is of no period named above it.
    named = named or (said is not None and said.value == "minimum" and _is_timed(held))
    return named and _loud(held) == _loud(heading) and abs(held.left - heading.left) <= STEP


def _is_timed(held: Heading) -> bool:
    """Whether a heading that was over prices is of a season or a period of the day."""
    over = held.part or held.told or held.rows > 0
    return over and bool(held.facets.seasons or held.facets.periods)


def _loud(heading: Heading) -> bool:
    """Whether a heading is set in capitals, but for what stands in brackets behind it: `PIPELINE
    REPLACEMENT (Rider PR)`."""
    before = heading.text.partition("(")[0]
    return (before if before.strip() else heading.text).isupper()


def without_stated(before: list[Heading], now: list[Heading]) -> list[Heading]:
    """The headings that hold still, without a sentence on all rates below one that has ended."""
    above = {id(h): before[n - 1] for n, h in enumerate(before) if n}
    return [h for h in now if not h.stated or above.get(id(h), h) in now]


def holds_below(held: Heading, heading: Heading) -> bool:
    """Whether what a heading says holds below another part of its page."""
    says = not held.facets.empty or held.facets.monthly or held.classed
    if held.line.page != heading.line.page or not says:
        return False
    if held.facets.component is not None and held.facets.component.value in _TERMS:
        # `FUEL ADJUSTMENT CLAUSE` over its paragraph says nothing of `RATES` below it.
        return False
    # `ON-PEAK HOURS` over a list of hours says nothing of the part that comes.
    return not defines_times(held)


def waits(held: Heading, heading: Heading) -> bool:
    """Whether a heading that names a size of meter or a class of customers and has no price yet is
    over one that says nothing: `1 INCH METER` or `SMALL NON-RESIDENTIAL` over `RATE`."""
    if not held.group or held.rows or held.told or heading.group:
        return False
    # `2. Charges:` below `Substation Charge`.
    numbered = bool(heading.item) and names_charge(held)
    return numbered or _METER.match(held.text) is not None or names_class(held)


def names_charge(held: Heading) -> bool:
    """Whether a heading is the name of a charge: `Substation Charge`."""
    return held.facets.component is not None or CHARGE.search(held.text) is not None


def holds_over(held: Heading, heading: Heading, innermost: bool) -> bool:
    """Whether a heading holds on where the heading of another part begins. `innermost`: whether
    it is the last one that holds."""
    outer = (held.part or held.classed) and not held.rows and holds_below(held, heading)
    return outer or (innermost and _of_prices(held, heading))


def _of_prices(held: Heading, heading: Heading) -> bool:
    """Whether a heading further in says no more than by what the prices below it are, and the one
    above, that has none yet, names them: `Per month` within `Fire Sprinkler Connections:`."""
    said = heading.facets
    named = bool(held.group) and not held.rows and held.line.page == heading.line.page
    alone = bool(said.measures) and not (said.components or said.free)
    return named and alone and heading.left > held.left + STEP


def defines_times(held: Heading) -> bool:
    """Whether a heading says no more than that hours, periods or months are listed below it."""
    return held.kinds <= _TIMES and _DEFINED.search(held.text) is not None


def begins_small(text: str) -> bool:
    """Whether a text begins with a small letter that is no number of a list, `ii. Next 300 kWh`: it
    goes on with what stands above it."""
    said = text.lstrip()
    return said[:1].islower() and _NUMBERED_SMALL.match(said) is None


def begins_items(text: str) -> bool:
    """Whether a text begins with the first number of its kind: `1.`, `(a)`."""
    m = ITEM.match(text.lstrip())
    return m is not None and m[0].strip(" \t().") in _FIRST_ITEMS


@lru_cache(maxsize=4096)
def item_kind(text: str) -> str:
    """The kind of an item's number at the beginning of a text: `A`, `a`, `1` or `I`."""
    m = ITEM.match(text.lstrip())
    mark = m[0].strip(" \t().") if m else ""
    if mark[:1] in "IVX" and len(mark) > 1:
        return "I"
    return "1" if mark.isdigit() else "A" if mark.isupper() else "a" if mark else ""
