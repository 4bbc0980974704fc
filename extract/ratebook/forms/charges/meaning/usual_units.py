"""The unit of a price that none is printed for: as any charge of its kind is paid, or as its label
or the heading of its column counts."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.decimals import BILLED, is_fine
from ratebook.forms.charges.meaning.lamps import EACH_KINDS
from ratebook.forms.charges.meaning.units import (
    BY_USE,
    FIXED,
    OWN_WORDS,
    SERVED,
    paid_once,
    said_monthly,
)
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import charge_words, fold, measures, unit_of
from ratebook.forms.tokens.values import Reading

_ONE_TIME = regex.compile(r"\bone[\s–-]time\b(?!\s+(?:per|each|a)\b)", regex.IGNORECASE)
_BRACKETED = regex.compile(r"\(\s*(?:\$\s?/\s?)?([A-Za-z.]{2,7})\s*\)\W*$")
_KWH = regex.compile(r"\bkwh\b", regex.IGNORECASE)
_UNLISTED = regex.compile(
    r"(?<!\b(?:feet|ft|cf|gallons|gal|btu)\.?\s)\b(?:per|each|every)\s+(?:[a-z\d]+[\s-]){0,2}?"
    r"(?:hours?|hrs?|miles?|yards?|days?|diem|weeks?|shifts?|acres?|inch(?:es)?|tons?|pounds?|lbs?|barrels?|truck\s?loads?)\b(?!\s*notice)",
    regex.IGNORECASE,
)
"""By what a fee is paid that no unit of the list is: `per vehicle mile`, `per half hour`."""
_TIMES = {"daily": "USD/day", "quarterly": "USD/quarter"}
_MONTHLY = regex.compile(r"\bmonthly\s+(?:fixed\s+|flat\s+)?charges\b", regex.IGNORECASE)


def usual_unit(
    component: str, price: Price, said: list[Facets], stack: list[Heading], setting: Setting
) -> Source:
    """The unit a charge of this kind has where the sheet prints none: a customer charge and a
    minimum bill are by the month where nothing on the sheet speaks of another time."""
    monthly = said_monthly(said, stack, setting)
    if any(f.otherwise for f in said) and not said[0].monthly:
        for word, unit in _TIMES.items():
            if component in FIXED and any(word in f.text.lower() for f in said):
                return Source(unit)
        raise UnreadError("another time than the month")
    if component in FIXED and any(
        h.stated
        and h.facets.unit not in SERVED
        and h.facets.unit in charge_words()["fits"][component]
        for h in stack
    ):
        raise UnreadError("a sentence above may say by what it is paid")
    if component in ("customer", "minimum") and (monthly or not setting.otherwise):
        return Source("USD/month")
    if component == "other" and _among_monthly(price, said, stack):
        return Source("USD/month", stack[-1])
    if component == "credit" and any(f.monthly for f in said):
        # `Monthly Bill Credit`
        return Source("USD/month")
    if component in EACH_KINDS and any(paid_once(h) for h in setting.context.stack):
        return Source("USD")
    if component in EACH_KINDS and (monthly or setting.context.by_month):
        return Source(f"USD/{component}-month")
    if component == "nonrecurring" and any(f.monthly for f in said):
        raise UnreadError("paid by the month, below the name of what is paid once")
    if component == "nonrecurring" and any(_UNLISTED.search(f.text) for f in said[:OWN_WORDS]):
        raise UnreadError("paid by a measure that is not of the list")
    if component == "nonrecurring" or (component == "late_payment" and price.kind == "dollars"):
        return Source("USD")
    if component == "credit" and price.kind == "dollars" and _ONE_TIME.search(said[0].text):
        # `13 SEER heat pump, one-time bill credit`
        return Source("USD")
    beside = setting.context.units.get(component, set())
    lamps = component == "lamp" and beside == {"USD/lamp-month"} and bool(setting.context.columns)
    if lamps and not setting.otherwise:
        # `Fixture Only | Fixture & Pole` below a table of monthly charges.
        return Source("USD/lamp-month")
    if len(beside) == 1 and component in ("demand", "energy"):
        # As the rows beside it print.
        return Source(next(iter(beside)))
    raise UnreadError(f"no unit printed for {component}")


def _among_monthly(price: Price, said: list[Facets], stack: list[Heading]) -> bool:
    """Whether an amount of dollars and cents stands right below a heading of `Monthly Charges`,
    with no measure of its own."""
    billed = price.kind == "dollars" and len(price.raw.partition(".")[2]) == BILLED
    if not billed or not stack or any(f.measures or f.tiers or f.otherwise for f in said):
        return False
    over = stack[-1].facets
    return _MONTHLY.search(over.text) is not None and not over.measures


def of_energy(component: str, price: Price, said: list[Facets], reading: Reading) -> Source | None:
    """The unit of a rate of energy whose label counts it, as `On-Peak kWh`."""
    fine = price.kind == "cents" or is_fine(reading)
    kwh = component == "energy" and fine and _KWH.search(said[0].text)
    return Source("USD/kWh") if kwh else None


def in_brackets(
    component: str, price: Price, said: list[Facets], reading: Reading
) -> Source | None:
    """The unit of a rate by what is used that the heading of its column prints in brackets alone:
    `Firm Sales (MCF)`."""
    fine = price.kind == "cents" or is_fine(reading)
    if component not in BY_USE or not fine:
        return None
    named = {m[1] for f in said[OWN_WORDS:] if (m := _BRACKETED.search(f.text))}
    known = {measures()[fold(name)] for name in named if fold(name) in measures()}
    found = unit_of(tuple(known)) if len(known) == 1 else None
    return Source(found) if found and found in charge_words()["fits"][component] else None


def counts_energy(price: Price, said: Facets, reading: Reading) -> bool:
    """Whether a rate is called by nothing but what it counts: `On-peak kWh ... $.15238`."""
    fine = price.kind == "cents" or is_fine(reading)
    return fine and fold(said.text) in map(fold, charge_words()["alone"]["energy"])


def of_gas(component: str, setting: Setting, reading: Reading) -> Source | None:
    """The unit of a gas cost that prints none: what the commodity above it is paid by, or what one
    column of its table prints (`Demand | Commodity | Total per Mcf`)."""
    fine = is_fine(reading)
    units = setting.context.units.get("commodity", set()) if fine else set[str]()
    if fine and not units:
        units = {unit for c in setting.context.columns if (unit := c.facets.unit)}
    return Source(next(iter(units))) if component == "gas_cost" and len(units) == 1 else None
