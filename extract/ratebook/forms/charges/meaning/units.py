"""In which unit a price is: as printed with it or by a heading, or as any charge of its kind is."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.decimals import RATE, is_fine
from ratebook.forms.charges.meaning.lamps import EACH_KINDS
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import charge_words, fold, unit_of
from ratebook.forms.tokens.values import Reading

FIXED = frozenset({"customer", "minimum"})
_PAID_APART = FIXED | {"pole"}
_APART_FROM_HEADING = _PAID_APART | {"nonrecurring"}
_OF_SERVICE = frozenset({None, "other"})
_EACH_SERVED = frozenset({"customer", "meter", "delivery point"})
SERVED = frozenset(
    {"USD/month", "USD/customer-month", "USD/meter-month", "USD/delivery point-month"}
)
BY_USE = frozenset({"energy", "demand", "commodity", "gas_cost", "fuel"})
_FIRST = regex.compile(r"(?:the\s+)?(?:first|initial)\b|up\s+to\b|0|not\s+over\b", regex.IGNORECASE)
_LOADS = frozenset({"kW", "kVA"})
_ABOVE = regex.compile(
    r"(?:for\s+)?(?:all\s+)?(?:over|above|next|additional|remaining|excess|in\s+excess)\b",
    regex.IGNORECASE,
)
_OFTEN = regex.compile(
    r"\b\d[\d,]*\s+(?:hours?|times|days|interruptions|events|calls)\b[^,;]{0,40}"
    r"\bper\s+(?:year|annum|month|season)\W*$",
    regex.IGNORECASE,
)
_FIGURES = regex.compile(
    r"\d[\d,.]*(?:\s*(?:-|to|or)\s*(?:\d[\d,.]*|less|more))?(?:\s+(?:minutes?|hours?))?",
    regex.IGNORECASE,
)
_OF_TABLE = regex.compile(
    r"\b(?:figures|rates|prices|amounts|charges)\s+(?:of|in)\s+(?:this|the\s+(?:following|table)|the\s+\w+\s+table)\b|\bthis\s+table\b",
    regex.IGNORECASE,
)
"""`All figures of this table are per Mcf`: whatever its rows are called."""
_APART = regex.compile(r",\s+per\s+(?:billing\s+)?month\W*$", regex.IGNORECASE)
_PAID_ONCE = regex.compile(
    r"\W*(?:(?:amounts?|prices?|charges?|fees?)\s+)?(?:paid|payable|charged|billed)\s+once\W*",
    regex.I,
)
OWN_WORDS = 2
"""The facets left and right of a price come before those of its column."""


def counted_unit(
    price: Price, said: list[Facets], own: str | None, reading: Reading
) -> Source | None:
    """The unit of a price for all Mcf, or of a block counted in Mcf where the price is in cents or
    has the decimals that no bill has. A minimum bill's block is what it includes."""
    whole = next((f.whole for f in said if f.whole), None)
    if whole is None or own in ("minimum", "customer"):
        return None
    fine = price.kind == "cents" or is_fine(reading)
    # What a block of demand costs above another one is by the kilowatt.
    loaded = whole in _LOADS and all(_ABOVE.match(s.value) for f in said for s in f.tiers)
    loaded = loaded and not _APART.search(said[0].text)
    if any(f.tiers for f in said) and not (fine or loaded):
        return None
    found = unit_of((whole,)) or (unit_of((whole, "month")) if whole in _LOADS else None)
    return Source(found) if found else None


def printed_unit(
    price: Price, own: str | None, said: list[Facets], stack: list[Heading], setting: Setting
) -> Source | None:
    """The unit printed with the price, or by a heading; None where none is."""
    if price.kind == "percent":
        return Source("percent")
    said = _without_other_column(own, said)
    if said and said[0].measures and _OFTEN.search(said[0].text):
        # `200 hours of interruption per year ... $2.10 per kW`: how often, and no unit.
        said = [replace(said[0], measures=()), *said[1:]]
    measures = tuple(s.value for f in said for s in f.measures)
    whole = next((f.whole for f in said if f.whole), None)
    if (
        measures == ("month",)
        and whole
        and own not in ("minimum", "customer")
        and not of_first(said)
    ):
        if not _counted_above(whole, stack):
            return None
        measures = ()
    counts = bool(said and said[0].tiers and said[0].measures) and not _apart(said[0], stack)
    if measures == ("month",) and counts and own not in FIXED:
        # `First 2,000 gallons used per month`: in what the block is counted, and not the price.
        measures = ()
    if measures:
        thing = _thing_above(measures, said, stack)
        return thing or Source(_named(measures, said, stack, setting, own))
    kind, over = own if own in EACH_KINDS else "", ""
    for heading in reversed(stack):
        given = tuple(s.value for s in heading.facets.measures)
        named = heading.facets.component
        if not given and named and named.value == "nonrecurring" and own in (None, "nonrecurring"):
            # What is above it is by another unit.
            return None
        kind = named.value if named and named.value in EACH_KINDS else kind
        over = over or (named.value if named and not given else "")
        if kind and set(given) & EACH_KINDS - {kind}:
            # `Pole Rates Per Month` below `Monthly Rate Per Lamp`
            continue
        if given and given != ("month",) and not _not_about(heading, said, setting):
            found = _named(given, [heading.facets], stack, setting)
            if over and not named and found not in charge_words()["fits"][over]:
                continue  # `Demand Charge:` stands between `Monthly rate per light` and the row.
            if own in _APART_FROM_HEADING and found not in charge_words()["fits"][own]:
                continue
            return Source(found, heading)
    named = tuple(s.value for s in setting.title.measures) if setting.title else ()
    apart = own in _PAID_APART and unit_of(named) not in charge_words()["fits"][own]
    apart = apart or any(paid_once(h) for h in setting.context.stack)
    if named and named != ("month",) and own != "nonrecurring" and not apart:
        return Source(_named(named, [], stack, setting))
    return _unit_below(own, whole, said, stack, setting)


def _apart(own: Facets, stack: list[Heading]) -> bool:
    """Whether a row below a fixed charge says how often that is paid, apart from whose it is:
    `Over 100 kW, per month` below `Basic Charge`."""
    over = stack[-1].facets.component if stack else None
    return over is not None and over.value in FIXED and _APART.search(own.text) is not None


def paid_once(heading: Heading) -> bool:
    """Whether a heading says that what stands below it is paid once."""
    return _PAID_ONCE.fullmatch(heading.text.strip()) is not None


_OR_LESS = regex.compile(r"\bor\s+less\W*$", regex.IGNORECASE)


def of_first(said: list[Facets]) -> bool:
    """Whether a price by the month is of a first block: `First 2 Mcf | $13.24 per month`, what
    every bill comes to."""
    monthly = len(said) > 1 and any(s.value == "month" for s in said[1].measures)
    return monthly and any(_FIRST.match(s.value) for s in said[0].tiers)


def of_least(said: list[Facets], unit: Source | None) -> bool:
    """The same, or of a block that says so itself, by no unit: `First 2 Mcf or less`."""
    whole = unit is None and _OR_LESS.search(said[0].text) is not None
    return of_first(said) or (whole and any(_FIRST.match(s.value) for s in said[0].tiers))


def _counted_above(whole: str, stack: list[Heading]) -> bool:
    """Whether the heading above says by how much of it the rate is of which a row counts all: `All
    additional gallons per month` below `Volume Charge per 1,000 gallons`."""
    above = stack[-1].facets if stack else None
    given = tuple(s.value for s in above.measures) if above else ()
    return len(given) == 1 and given[0] != "month" and given[0].endswith(whole)


def _thing_above(
    measures: tuple[str, ...], said: list[Facets], stack: list[Heading]
) -> Source | None:
    """The unit of a price whose column or label says no more than how often, where the heading
    right above says of what: `Rate Per Connection` over `Size of Service | Per Month`, `Per kW of
    Facilities Demand` over `per month | $4.00`."""
    own = said[0]
    alone = bool(own.measures) and not own.text[own.measures[0].end :].strip(" .,:\t")
    alone = alone and not (own.rest or own.components or own.tiers)
    if measures != ("month",) or not stack or stack[-1].part or (own.measures and not alone):
        return None
    given = tuple(s.value for s in stack[-1].facets.measures)
    found = unit_of((*given, "month")) if len(given) == 1 and given != ("month",) else None
    return Source(found, stack[-1]) if found else None


def _unit_below(
    own: str | None,
    whole: str | None,
    said: list[Facets],
    stack: list[Heading],
    setting: Setting,
) -> Source | None:
    """The unit that a sentence below a price says of it; None where none does. `whole`: what the
    price is for all of."""
    below = tuple(s.value for s in setting.below.measures) if setting.below else ()
    if whole and whole not in below:
        # `First 50 Mcf` of a schedule that another one's `rates are per Ccf` is not about.
        return None
    credits = setting.below is not None and bool(setting.below.components)
    if credits and not (own == "credit" or of_figures(said, setting)):
        return None
    if setting.below and _may_be_minimum(setting.below.text, said):
        return None
    if below and below != ("month",) and own not in FIXED | {"nonrecurring", "late_payment"}:
        found = _named(below, [], stack, setting)
        fits = own is None or found in charge_words()["fits"][own]
        return Source(found) if fits else None
    return None


def each_charged(said: list[Facets], setting: Setting) -> tuple[str, Source] | None:
    """Component and unit of a price in a column that a sentence names among what is charged alike:
    `Fixture, maintenance and energy are each charged per light per month`."""
    if setting.each is None or not any(
        fold(f.text) in setting.each.names for f in said[OWN_WORDS:]
    ):
        return None
    kind = charge_words()["by_unit"].get(setting.each.unit)
    return (kind, Source(setting.each.unit)) if kind else None


def of_figures(said: list[Facets], setting: Setting) -> bool:
    """Whether a price stands in a table and is called by figures alone: `30` below `Notice
    Minutes`. A sentence on what the table is of is about it."""
    row = said[0].text.strip()
    return bool(setting.context.columns) and _FIGURES.fullmatch(row) is not None


def of_whole_table(price: Price, setting: Setting) -> bool:
    """Whether a sentence below a table of rates by what is used says in what they all are: `All
    amounts are dollars per Mcf.`"""
    fine = len(price.raw.partition(".")[2]) >= RATE
    return fine and setting.below is not None and len(setting.context.columns) > 1


def _not_about(heading: Heading, said: list[Facets], setting: Setting) -> bool:
    """Whether a sentence on all rates may not be about this one: the price of another thing, or of
    a first block where the sentence excepts minimum bills and the block is not marked as one."""
    if not heading.stated:
        return False
    each = {s.value for s in heading.facets.measures} & EACH_KINDS
    if each and any(s.value in each for s in said[0].components):
        # `All charges below are per lamp per year` is about each lamp.
        return False
    # What a row names itself is not what the heading of its column is of.
    beyond = () if said[0].components else said[OWN_WORDS:]
    of_column = {s.value for f in beyond for s in f.components}
    if heading.facets.unit and any(
        heading.facets.unit in charge_words()["fits"].get(kind, []) for kind in of_column
    ):
        # `Apartment` below `Minimum`, where rates are stated per dwelling unit per month.
        return _may_be_minimum(heading.stated, said)
    fixed = any(s.value in _PAID_APART for s in said[0].components)
    if setting.context.columns and not fixed and _OF_TABLE.search(heading.stated):
        return _may_be_minimum(heading.stated, said)
    return _has_own_name(said) or _may_be_minimum(heading.stated, said)


def _may_be_minimum(sentence: str, said: list[Facets]) -> bool:
    """Whether a sentence on all rates excepts minimum bills and a price is of a first block, which
    none of its own words calls one."""
    first = any(_FIRST.match(s.value) for f in said for s in f.tiers)
    return first and "minimum" in sentence.lower()


def _has_own_name(said: list[Facets]) -> bool:
    """Whether a price is called something that a sentence on all rates of use may not be about."""
    own = said[0]
    kinds = {s.value for s in own.components}
    if kinds:
        return not kinds <= BY_USE
    return bool(own.free) and not (own.tiers or own.whole or own.periods or own.seasons)


def _without_other_column(own: str | None, said: list[Facets]) -> list[Facets]:
    """What is said of a price whose row names a charge by the month (`Minimum Bill`, a pole),
    without the unit that its column prints for rows of another kind: `Rate per 1,000 gallons`."""
    if own not in _PAID_APART or not any(s.value == own for f in said[:2] for s in f.components):
        return said
    fits = charge_words()["fits"][own]
    return [
        f
        if n < OWN_WORDS or not f.measures or f.unit is None or f.unit in fits
        else replace(f, measures=(), monthly=f.timed or f.monthly)
        for n, f in enumerate(said)
    ]


def _named(
    measures: tuple[str, ...],
    said: list[Facets],
    stack: list[Heading],
    setting: Setting,
    own: str | None = None,
) -> str:
    if measures == ("each",) and any(f.monthly for f in said):
        # `Monthly panel fee ... $1.06 per panel`
        measures = ("each", "month")
    found = unit_of(measures)
    each = set(measures) <= EACH_KINDS and not setting.otherwise
    # A customer charge `per delivery point` is by the month where nothing speaks of another time.
    fixed = own in FIXED and not setting.otherwise
    fixed = fixed or (own in _OF_SERVICE and _beside_monthly(measures, setting))
    if found is None and (each or fixed or said_monthly(said, stack, setting)):
        found = unit_of((*measures, "month"))
    if found is None:
        raise UnreadError(f"no unit of the list: per {' per '.join(measures)}")
    return found


def _beside_monthly(measures: tuple[str, ...], setting: Setting) -> bool:
    """Whether a price `per customer per meter` stands among others that are all by the month."""
    beside = {unit for units in setting.context.units.values() for unit in units}
    by_month = {unit for unit in beside if unit.endswith("month")}
    each = set(measures) <= _EACH_SERVED and not setting.otherwise
    return each and bool(by_month & SERVED) and "USD" not in beside


def said_monthly(said: list[Facets], stack: list[Heading], setting: Setting) -> bool:
    """Whether something above, or the sheet itself, says that prices are by the month."""
    given = [*said, *(h.facets for h in stack)]
    if any(f.otherwise for f in given):
        return False
    return setting.monthly or any(
        f.monthly or any(s.value == "month" for s in f.measures) for f in given
    )
