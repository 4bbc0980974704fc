"""Which component goes with which unit, and what a component is by its unit."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.meaning.decimals import BILLED, is_fine
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import charge_words
from ratebook.forms.tokens.values import Reading

_FINE = 5
_FACILITIES = regex.compile(r"\b(?:facilit(?:y|ies)|access|capacity)\b", regex.IGNORECASE)
_WHICH = regex.compile(
    r"\b(?:k(?:w|va)|demand|charge|rate)\W+(contract|excess)(?:\s+k(?:w|va))?\W*$", regex.IGNORECASE
)
"""`Demand Charge, per kW, Excess`: which demand it is, behind its unit."""
_PANELS = regex.compile(r"\bsolar\b", regex.IGNORECASE)
_ONE_MORE = regex.compile(r"\W*(?:each\s+)?(?:additional|added|extra)\s", regex.IGNORECASE)
_EACH_HUNG = regex.compile(
    r"\b(?:each|per|every)\s+(?:[\w-]+\s+){0,3}attachment\b"
    r"|\b(?:poles?|anchors?|guy|ground(?:ing)?|pedestal|wire(?:line|less))\s+attachments?\b"
    r"(?!\s+(?:agreement|application|permit|violation|survey|inspection))"
    r"|\battachments?\s+(?:to|on)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:poles?|anchors?)\b",
    regex.IGNORECASE,
)
"""`Rental charge for each two-party pole attachment`, by the year; a rental is of each one."""
_COMPONENTS = regex.compile(r"\bcomponents?\b", regex.IGNORECASE)
_FACTORS = regex.compile(r"(?:rider|surcharge|adjustment|billing)\s+factors?\b", regex.IGNORECASE)
_USED = regex.compile(r"\d\s*(?:gal\w*|kwh|[mc]cf|cubic\s+f\w+|cu\.?\s?ft)\b", regex.IGNORECASE)
_DEMANDED = frozenset({"USD/kW-month", "USD/kVA-month"})
BY_MONTH = frozenset({"USD/month", "USD/customer-month", "USD/meter-month", "USD/day"})
HOURLESS = BY_MONTH | {
    *("USD/pole-month", "USD/pole-year", "USD/attachment-year", "USD/lamp-month", "USD/lamp-year"),
    *("USD/ft", "USD/year", "USD"),
}
"""Of what is paid whatever the hour: the name of an off-peak rate above says nothing of it."""
_EACH_ONE = regex.compile(r"(?:for|per)\s+(?:each|every|an?)\b|(?:each|every)\b", regex.IGNORECASE)
_EACH_ALONE = regex.compile(r"\W*(?:each|apiece)\W*", regex.IGNORECASE)
_HUNG = regex.compile(r"\battachments?[\W_]*$", regex.IGNORECASE)
_FOR_EACH_HUNG = regex.compile(
    r"\W*(?:for|per)?\s*(?:each|every|per)\s+(?:[a-z-]+\s+){0,2}attachment\b", regex.IGNORECASE
)
_OF_HUNG = regex.compile(
    r"\battachment\s+(?:charge|fee|rental)\s+(?:of|is)\s*$"
    r"|^\W*(?:for\s+)?(?:each|every)\s+(?:[a-z-]+\s+){0,2}attachment\b",
    regex.IGNORECASE,
)
_OF_ATTACHMENT = regex.compile(r"\battachments?\s+(?:charge|fee|rental|rate)s?\b", regex.IGNORECASE)
_EACH = {("lamp", "USD/month"), ("pole", "USD/month"), ("lamp", "USD/year")}
_OTHERS = {
    ("gas_cost", "USD/kWh"),
    ("pole", "USD/year"),
    ("nonrecurring", "USD/month"),
    ("nonrecurring", "USD/year"),
    ("nonrecurring", "USD/day"),
    ("nonrecurring", "USD/customer-month"),
    ("nonrecurring", "USD/meter-month"),
    ("nonrecurring", "USD/connection-month"),
    ("nonrecurring", "USD/hydrant-month"),
    ("nonrecurring", "USD/hydrant-year"),
    ("nonrecurring", "USD/sprinkler head-month"),
    ("nonrecurring", "USD/sprinkler head-year"),
    ("nonrecurring", "USD/attachment-year"),
}
"""What is paid time and again is no occasional service, whatever its name."""


def goes_with(component: str, unit: str) -> bool:
    """Whether a charge of this kind may be in this unit, as it is or in one of its guises."""
    fits = unit in charge_words()["fits"].get(component, [])
    return fits or (component, unit) in _OTHERS or (component, unit) in _EACH


def lists_factors(heading: Heading | None) -> bool:
    """Whether a heading says by what the factors of several riders below it are: `Rider Factor, $
    per kWh` over `Tax Credit | Capacity Charge`."""
    return (
        heading is not None
        and bool(heading.facets.measures)
        and _FACTORS.match(heading.text) is not None
    )


def lists_components(heading: Heading, own: str) -> bool:
    """Whether a heading says by what the parts of a rate below it are, and one named `own` may be
    paid so: `Energy Rates by Component ($ per kWh)` over `Bond Credit`."""
    unit = heading.facets.unit if heading.facets.measures else None
    return unit is not None and goes_with(own, unit) and bool(_COMPONENTS.search(heading.text))


def is_factor(said: list[Facets]) -> bool:
    """Whether no word says what is paid but that it is a factor."""
    return all(f.text[s.start : s.end].lower() == "factor" for f in said for s in f.components)


def guise(
    component: Source, unit: Source, said: list[Facets], title: Facets | None
) -> tuple[Source, Source]:
    """Component and unit as they are together: what is paid by the month is no occasional service,
    whatever its name. Raises UnreadError."""
    by_measure = measured(said)
    panels = _PANELS.search(f"{said[0].text} {title.text if title else ''}")
    if component.value == "demand" and unit.value == "USD/month" and by_measure and panels:
        # `Monthly capacity charge` of a solar program: for a share of its panels.
        return Source("other"), unit
    if component.value == "lamp" and unit.value == "USD/month" and _ONE_MORE.match(said[0].text):
        # `Additional mantle ... per month` beside prices per lamp is none for a lamp.
        return Source("other"), unit
    if (component.value, unit.value) in _EACH:
        unit = unit._replace(value=unit.value.replace("/", f"/{component.value}-"))
    if unit.value == "USD/year" and _EACH_HUNG.search(said[0].text):
        unit = unit._replace(value="USD/attachment-year")
    if (component.value, unit.value) in _OTHERS:
        if component.value == "nonrecurring" and not by_measure:
            # Paid by the month only where its own line says so.
            raise UnreadError(f"nonrecurring in {unit.value}")
        component = Source("other")
    if component.value == "commodity" and unit.value in BY_MONTH and measured(said[:2]):
        # `Delivery Charge per month`: of no volume.
        component = Source("other")
    if component.value == "commodity" and unit.value == "USD/kWh":
        # `Usage charge per kWh`
        component = component._replace(value="energy")
    if component.value == "customer" and unit.value in _DEMANDED and by_measure:
        # `Facilities Charge per kW` is paid by the load.
        component = Source("demand") if _FACILITIES.search(said[0].text) else component
    of = _WHICH.search(said[0].text) if component.value == "demand" else None
    if of:
        component = component._replace(value=f"{of[1].lower()}_demand")
    if component.value == "late_payment" and unit.value not in ("percent", "USD") and by_measure:
        # A penalty by what was taken is none for late payment.
        component = Source("other")
    return component, unit


def by_attachment(unit: Source, left: str, clause: str) -> Source:
    """The unit of a rental by the year that is paid for each of what is attached: `The attachment
    charge is $6.10 per year for each wireline attachment`."""
    if unit.value != "USD/year" or not _EACH_ONE.match(clause):
        return unit
    rented = _OF_ATTACHMENT.search(left) or "attachment" in clause.lower() or is_hung(left, clause)
    return unit._replace(value="USD/attachment-year") if rented else unit


def is_hung(left: str, clause: str) -> bool:
    """Whether what is paid each, and no more said, is what a row names that hangs on a pole:
    `Two-party pole attachment | $10.71 per year each`."""
    return _EACH_ALONE.fullmatch(clause) is not None and _HUNG.search(left) is not None


def paid_each_hung(left: str, behind: str) -> bool:
    """Whether a sentence says that its price by the year is for each of what is attached: `an
    annual attachment charge of $14.77 per year for each wireline attachment`, `Each attachment to
    a pole is charged $9.50 per year`."""
    return _FOR_EACH_HUNG.match(behind) is not None or _OF_HUNG.search(left) is not None


def measured(said: list[Facets]) -> bool:
    """Whether a unit is printed with a price or above it."""
    return any(f.measures for f in said)


def _energy(said: Facets) -> bool:
    return any(s.value == "energy" for s in said.components)


def refuse_unfit(
    component: str, unit: str, price: Price, said: list[Facets], reading: Reading
) -> None:
    """Raises UnreadError for a component in a unit it is never in."""
    if unit in _DEMANDED and is_fine(reading) and _energy(said[0]):
        raise UnreadError("a rate by the kWh, named by a demand")
    small = isinstance(reading.value, Decimal) and abs(reading.value) < 1
    if unit in _DEMANDED and small and (reading.decimals or 0) >= _FINE and not measured(said):
        raise UnreadError("a rate by the kWh, named by a demand")
    if unit not in charge_words()["fits"].get(component, []):
        raise UnreadError(f"{component} in {unit}")
    if component == "nonrecurring" and any(_USED.search(t.value) for f in said for t in f.tiers):
        raise UnreadError("a block of what is used, and no fee")
    if component == "nonrecurring" and unit == "USD" and not measured(said):
        fine = (reading.decimals or 0) > BILLED
        if fine and price.kind != "percent":
            raise UnreadError("a rate by what is used, and no fee")
