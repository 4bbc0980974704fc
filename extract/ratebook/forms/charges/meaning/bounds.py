"""Amounts that no price of a unit has: a point was lost, or the unit is not its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.meaning.decimals import BILLED, RATE, is_fine
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.words import charge_words
from ratebook.forms.tokens.values import Reading

# Where a sheet prints no sign of money at all, these amounts can be dollars and no cents.
_IN_DOLLARS = {
    "USD/kWh": ("0.01", "0.6"),
    "USD/kW-month": ("1", "40"),
    "USD/kVA-month": ("1", "40"),
    "USD/1000 gal": ("1", "25"),
    "USD/Mcf": ("1", "25"),
    "USD/Dth": ("1", "25"),
    "USD/MMBtu": ("1", "25"),
    "USD/100 cu ft": ("0.5", "20"),
    "USD/Ccf": ("0.1", "3"),
}
_BILLED = frozenset({"USD", "USD/month", "USD/customer-month", "USD/meter-month", "USD/lamp-month"})


_OF_RATES = regex.compile(
    r"\brates\b|\bcharges?\b|\bfees?\b|\bminimum\s+bill\b|\b(?:monthly|net)\s+(?:rate|bill)\b|\brate\s+(?:per|schedule)\b",
    regex.IGNORECASE,
)
_TECHNICAL = regex.compile(
    r"\b(?:loss(?:es)?|flows?|pressure|heat|accuracy|study|studies|research|average|estimated|usage|use|factors?|conversion"
    r"|units|multipliers?|time|times|consumption|statistics?|loads?|lumens|watts?|wattage|test\s+(?:flow|rate|period)s?)\b",
    regex.IGNORECASE,
)
"""What figures are of that nobody pays."""


_OF_POWER = frozenset({"USD/kWh", "USD/kW-month", "USD/kVA-month", "USD/lamp-month"})
_OF_FLOW = ("gal", "cu ft", "cf", "Dth", "therm")
_FLOWING = regex.compile(r"\b(?:gal(?:lon)?s?|cubic\s+f|cu\.?\s?ft|[mc]cf)\b", regex.IGNORECASE)
_POWER = regex.compile(r"\bk(?:wh?|va)\b", regex.IGNORECASE)


_SIZED_THING = regex.compile(r"\b(?:substations?|transformers?|stations?)\b", regex.IGNORECASE)
_OF_LOAD = regex.compile(r"\bk(?:w|va)\b", regex.IGNORECASE)
_BLOCKED = regex.compile(r"(?:all|the|next|first|each|additional|remaining)\b", regex.IGNORECASE)


def of_thing(tier: str, unit: str) -> bool:
    """Whether a quantity is the size of a thing and no block of what is paid: a water heater `of
    not less than 40 gallons` has its energy at a price by the kWh."""
    flows = _FLOWING.search(tier) is not None
    return (
        flows if unit in _OF_POWER else unit.endswith(_OF_FLOW) and _POWER.search(tier) is not None
    )


def of_size(said: Facets, above: Sequence[str]) -> Facets:
    """What a row says below the name of a thing that comes in sizes: `1,000 - 2,999 kVA` below
    `Substation Charges` is no block, nor is `Transformer Size - over 1,000 kVA`."""
    said_of = (*above, said.text)
    thing = next((m[0] for text in said_of if (m := _SIZED_THING.search(text))), None)
    if thing is None:
        return said
    if any(_BLOCKED.match(s.value) or not _OF_LOAD.search(s.value) for s in said.tiers):
        return said
    return replace(said, tiers=(), whole=None, rest=(*said.rest, thing.lower()))


def in_dollars(reading: Reading, unit: str, above: Sequence[str], label: str) -> None:
    """Raises UnreadError where a figure of a sheet that prints no sign of money may be in cents, or
    be no money: `above` are the title and the headings over it, of which one must name rates."""
    if not any(map(_OF_RATES.search, above)) or any(map(_TECHNICAL.search, (*above, label))):
        raise UnreadError("neither dollars nor cents are printed")
    least, most = _IN_DOLLARS.get(unit, ("0", "0"))
    value, decimals = reading.value, reading.decimals or 0
    rated = isinstance(value, Decimal) and Decimal(least) <= value <= Decimal(most)
    fine = decimals >= (RATE if unit == "USD/kWh" else BILLED)
    billed = unit in _BILLED and decimals == BILLED and isinstance(value, Decimal)
    if not (rated and fine) and not (billed and isinstance(value, Decimal) and value >= 1):
        raise UnreadError("neither dollars nor cents are printed")


_TAKEN = r"\b(?:unauthori[sz]ed|overruns?|penalt(?:y|ies)|curtail\w*|interruption)\b"
_DEARER = {
    unit: regex.compile(said, regex.IGNORECASE)
    for said, units in (
        (_TAKEN, ("USD/Ccf", "USD/Dth", "USD/therm")),
        (rf"{_TAKEN}|\bcu(?:bic|\.)?\s?f", ("USD/Mcf",)),
        (
            r"\b(?:septic|septage|grease|haul(?:ed|ers?)|leachate|sludge|wastes?)\b",
            ("USD/1000 gal",),
        ),
    )
    for unit in units
}
"""Words of what costs more by the same measure than what is simply used: gas taken without leave,
waste that is brought. Water by 1,000 cubic feet is dearer than gas by the Mcf."""
_SO_MUCH_DEARER = 5


def plausible(reading: Reading, unit: str, inherited: bool, said: str = "") -> None:
    """Raises UnreadError for an amount that no price of this unit (as `USD/kWh`) has. `said` are
    the words beside it."""
    most = charge_words()["most"].get(unit)
    value = reading.value
    if isinstance(value, Decimal) and most and abs(value) > Decimal(most):
        dearer = _DEARER.get(unit)
        if dearer and dearer.search(said) and abs(value) <= _SO_MUCH_DEARER * Decimal(most):
            return
        raise UnreadError(f"{value} {unit} is more than any such price")
    fine = isinstance(value, Decimal) and (
        abs(value) < 1 or (inherited and value != round(value, 2))
    )
    fixed = unit == "USD/month" or (unit.endswith("-month") and not unit.startswith("USD/k"))
    if fixed and fine and is_fine(reading):
        raise UnreadError("a rate by what is used, not by the month")
    shown = max(reading.decimals or 0, -_exponent(value)) if isinstance(value, Decimal) else 0
    if inherited and unit == "USD/kWh" and shown < 3:
        raise UnreadError("too few decimals for the unit of the heading")


def _exponent(value: Decimal) -> int:
    """The exponent of a value's last digit: that of `3.20 cents` is -4 in dollars."""
    last = value.as_tuple().exponent
    return last if isinstance(last, int) else 0
