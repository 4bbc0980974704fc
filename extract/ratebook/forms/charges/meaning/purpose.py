"""What a price is for, and in which unit: by the words beside it, the headings above, its column.

A component that does not go with the unit, and a unit that is not printed, keep a price unread."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.acts import of_act
from ratebook.forms.charges.meaning.bought import buys_energy, is_bought
from ratebook.forms.charges.meaning.connections import SIZE_ALONE, of_line, stands_ready
from ratebook.forms.charges.meaning.decimals import BILLED, is_fine
from ratebook.forms.charges.meaning.fits import (
    goes_with,
    guise,
    is_factor,
    lists_factors,
    measured,
    refuse_unfit,
)
from ratebook.forms.charges.meaning.kinds import own_component
from ratebook.forms.charges.meaning.lamps import EACH_KINDS, hung, is_lamp
from ratebook.forms.charges.meaning.lights import is_service, pole_or_lamp
from ratebook.forms.charges.meaning.units import (
    OWN_WORDS,
    counted_unit,
    each_charged,
    of_figures,
    of_least,
    of_whole_table,
    printed_unit,
)
from ratebook.forms.charges.meaning.usual_units import (
    counts_energy,
    in_brackets,
    of_energy,
    of_gas,
    usual_unit,
)
from ratebook.forms.charges.words.doubt import worn
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import charge_words, fold, word_pattern
from ratebook.forms.tokens.values import Reading

_BY_USE = frozenset({"energy", "demand", "commodity"})
"""What is paid by what is used: a `Monthly maintenance fee` is none of it."""
_BILLED = frozenset({"commodity", "other"})
_CUSTOMER = regex.compile(r"\b(?:customer|consumer)\s+ch(?:ar)?g", regex.IGNORECASE)
_PAID = regex.compile(
    r"\b(?:rates?|charges?|credits?|fees?|payments?|rentals?|per\s+mo(?:nth)?|costs?|facilities"
    r"|(?:each|every|all)\s[a-z\s]*bills?|billed|added\s+to\s+the\s+monthly\s+bill)\b",
    regex.IGNORECASE,
)
_CALLED = regex.compile(r"\b(?:charges?|rates?|fees?|penalt(?:y|ies))\b", regex.IGNORECASE)
_SERVICE = regex.compile(r"\bservice\s+charge", regex.IGNORECASE)
_ONCE = regex.compile(
    r"\b(?:connections?|taps?|tapping|installation|deposit|fees?|lost|damaged|broken|stolen|replace\w*)\b",
    regex.I,
)
"""Words of what is paid once."""
_OF_BILL = regex.compile(r"\bpercent\s+of\s+(?:[a-z]+\s+)?(?:bill|revenue|charge)s?\b", regex.I)
_CODED = regex.compile(r"(?:rate|schedule)\s+(?-i:[A-Z]{0,3}-?\d{1,3}[A-Z]?)\b", regex.IGNORECASE)
_MAY_BE_CAPACITY = frozenset({"demand", "other", "energy"})
_NAMES = frozenset(
    [
        *("charge", "rate", "component", "cost", "factor", "fee", "adjustment", "credit"),
        *("lease", "rental"),
    ]
)


def purpose(
    price: Price,
    said: list[Facets],
    own: str | None,
    stack: list[Heading],
    setting: Setting,
    reading: Reading,
) -> tuple[Source, Source]:
    """Unit and component of a price, each with the heading that lends it. `said` are the line's
    own words, `own` the component they name, `stack` the headings above, nearest first. Raises
    UnreadError, which says why not."""
    lit = setting.title is not None and any(s.value == "lamp" for s in setting.title.components)
    own = pole_or_lamp(own, said, stack, setting, lit)
    unit = printed_unit(price, own, said, stack, setting) or counted_unit(price, said, own, reading)
    own = "lamp" if own == "pole" and _by_lamp(unit) else own
    alone = own_component(said[:OWN_WORDS])
    if own and unit and alone and not goes_with(own, unit.value) and goes_with(alone, unit.value):
        # `Energy charge per kWh` below `With demand meter`: what the row says comes first.
        own = alone
    if own and unit and lists_factors(unit.heading) and not goes_with(own, unit.value):
        own = "other"
    if own == "customer" and unit and not unit.heading and _SERVICE.search(said[0].text):
        # `Balancing Service Charge, per Dth`
        own = own if goes_with(own, unit.value) else charge_words()["by_unit"].get(unit.value, own)
    if own == "other" and unit and (stack or setting.title) and is_factor(said):
        # `Factor per kWh` below `FUEL ADJUSTMENT FACTORS`
        named = facets(stack[-1].text) if stack else setting.title
        above = named.component if named else None
        own = above.value if above and goes_with(above.value, unit.value) else own
    counted = counts_energy(price, said[0], reading) or buys_energy(price, said, setting, reading)
    if own is None and unit is None and counted:
        own, unit = "energy", Source("USD/kWh")
    own, unit = each_charged(said, setting) or (own, unit)
    if own is None and setting.below and setting.below.components and of_figures(said, setting):
        own = setting.below.components[0].value
    component, unit = _named(price, own, unit, said, stack, setting, reading)
    component, unit = _settled(component, unit, own, said, setting, reading)
    if unit is None:
        unit = of_gas(component.value, setting, reading)
        unit = unit or of_energy(component.value, price, said, reading)
        unit = unit or in_brackets(component.value, price, said, reading)
        unit = unit or usual_unit(component.value, price, said, stack, setting)
    if component.value == "lamp" and not own:
        component = hung(component, said[0], unit.heading is None and measured(said))
    if component.value == "lamp" and not lit and is_service(said[0]) and unit.value == "USD/month":
        component = Source("other")  # `Billboard lighting, unmetered per month`
    component, unit = guise(component, unit, said, setting.title)
    refuse_unfit(component.value, unit.value, price, said, reading)
    return unit, component


def _by_lamp(unit: Source | None) -> bool:
    """Whether a price says itself that it is of a lamp: `Ornamental Pole ... $12.10 per lamp`."""
    return unit is not None and unit.heading is None and unit.value.startswith("USD/lamp-")


def _named(
    price: Price,
    own: str | None,
    unit: Source | None,
    said: list[Facets],
    stack: list[Heading],
    setting: Setting,
    reading: Reading,
) -> tuple[Source, Source | None]:
    """The component by the price's own words, or by what stands above it."""
    if own:
        if own == "other" and any(worn(word, setting.typeset) for word in said[0].free):
            raise UnreadError("a word that is not known names the charge")
        return Source(own), unit
    component = _not_named(price, unit, said, stack, setting, reading)
    if component is None and unit is None:
        unit = _by_the_month(price, said, stack, setting, reading)
        unit = unit or (Source("USD/month") if of_line(said, setting, reading) else None)
        component = Source("other") if unit else None
        if unit is None and of_act(price, said, stack, setting, reading):
            component, unit = Source("nonrecurring"), Source("USD")
    if component is None:
        raise UnreadError("no word says what it is for")
    return component, unit


def _settled(
    component: Source,
    unit: Source | None,
    own: str | None,
    said: list[Facets],
    setting: Setting,
    reading: Reading,
) -> tuple[Source, Source | None]:
    """Component and unit, where what is around them makes another of what they seem to be."""
    if (
        unit is None
        and not any(f.monthly for f in said)
        and (
            _among_services(said[0], setting)
            if component.value == "customer"
            else own in EACH_KINDS and not measured(said) and _paid_once(setting)
        )
    ):
        component, unit = Source("nonrecurring"), Source("USD")
    unfit = unit and component.value == "energy" and not goes_with("energy", unit.value)
    if unfit and (_by_piece(said) or word_pattern("words", "riders").search(said[0].text)):
        # `Renewable energy block ... per block per month`, `Energy Conservation Recovery per therm`
        component = Source("other")
    if unit and component.value in _BY_USE and goes_with("credit", unit.value):
        component = _led_credit(said[0], setting) or component
    fixed = unit is None and component.value in _BILLED and reading.decimals == BILLED
    if fixed and any(f.monthly for f in said) and not any(f.tiers or f.whole for f in said):
        # `Monthly Delivery Charge`: paid by the month, whatever is delivered.
        component, unit = Source("other"), Source("USD/month")
    if unit and component.value in _MAY_BE_CAPACITY and is_bought(said, setting):
        component = component._replace(value="capacity")
    return component, unit


def _led_credit(said: Facets, setting: Setting) -> Source | None:
    """The credit that a price is which a sentence leads to: `Customer will receive the following
    credits:` over `Option A, per kVA of Curtailable Billing Demand`. A row that calls itself a
    charge is none."""
    above = setting.context.stack[-1:]
    led = next((h for h in above if h.lead and h.facets.component), None)
    named = led.facets.component if led else None
    if named is None or named.value != "credit" or _CALLED.search(said.text):
        return None
    return Source("credit", led)


def _not_named(
    price: Price,
    unit: Source | None,
    said: list[Facets],
    stack: list[Heading],
    setting: Setting,
    reading: Reading,
) -> Source | None:
    """What a price is for whose line names no kind of charge."""
    fine = is_fine(reading)
    lent = _lent_component(stack, setting, unit, said[0], fine)
    elsewhere = lent is not None and unit is not None and unit.heading is not lent.heading
    if lent and unit and elsewhere and not goes_with(lent.value, unit.value):
        # What the heading above is for is not paid in the unit printed here.
        lent = None
    if lent and lent.value == "demand":
        # `Contract` and `Excess` below a heading of demand.
        own = _alone(unit, said[0])
        lent = own if own and own.value.endswith("_demand") else lent
    found = (
        lent
        or (Source("minimum") if of_least(said, unit) else None)
        or _alone(unit, said[0])
        or _by_unit(unit, said[0])
        or _of_other_name(unit, said, any(h.group and not h.step for h in stack), price, setting)
    )
    monthly = found is not None and unit is not None and unit.value == "USD/month"
    alone = not setting.context.columns and not any(h.group for h in stack)
    if monthly and alone and not lent and SIZE_ALONE.fullmatch(said[0].text):
        return None
    shared = any("percentage" in h.facets.text.lower() for h in stack[-1:])
    shared = shared or any(_OF_BILL.search(f.text) for f in said[2:])
    riders = word_pattern("words", "riders")
    shared = shared or any(riders.search(h.facets.text) for h in stack[-2:])
    shared = shared or (setting.title is not None and bool(riders.search(setting.title.text)))
    title = setting.title.component if setting.title else None
    fixed = unit is not None and unit.value in ("USD/month", "USD/day")
    if found is None and fixed and title and title.value == "customer":
        # `0 - 250 cfh | $0.50` on a sheet of `CUSTOMER CHARGES BY METER CAPACITY`
        return Source(title.value)
    if found and not lent and title and title.value == "other" and found.value == "energy":
        # A rate of a rider's sheet is no energy charge.
        return Source("other", found.heading)
    if found is None and price.kind == "percent" and shared and said[0].free:
        return Source("other")
    return found


def _by_piece(said: list[Facets]) -> bool:
    """Whether a price is for each piece of something."""
    return any(s.value == "each" for f in said for s in f.measures)


def _among_services(said: Facets, setting: Setting) -> bool:
    """Whether a `Service Charge` stands among what is asked for once."""
    heading = next((h for h in reversed(setting.context.stack) if h.facets.components), None)
    above = heading.facets.component if heading else None
    above = above or (setting.title.component if setting.title else None)
    if _CUSTOMER.search(said.text):
        # It names itself, whatever stands above.
        return False
    return above is not None and above.value == "nonrecurring" and not said.monthly


def _paid_once(setting: Setting) -> bool:
    """Whether the heading right above poles or lamps says that they are paid once, and not by the
    month: `Contribution in aid of construction`."""
    said = (h.facets for h in reversed(setting.context.stack))
    above = next((f for f in said if f.components or f.measures), None)
    return above is not None and any(s.value == "nonrecurring" for s in above.components)


def _own_name(said: Facets) -> bool:
    """Whether words name a charge, though not one of the list; `Rate 110` says whose it is."""
    named = any(w.lower() in _NAMES for w in said.rest)
    return bool(said.free) and named and not _CODED.match(said.text)


def _lent_component(
    stack: list[Heading], setting: Setting, unit: Source | None, said: Facets, fine: bool
) -> Source | None:
    """What the headings say a price is for. `fine`: it has the decimals of a rate by what is used.
    Raises UnreadError where the price is named as a charge of its own, in no unit of its own."""
    timed = False
    for heading in reversed(stack):
        found = heading.facets.component
        if found and found.value == "nonrecurring" and timed:
            # `Sprinkler systems, per month` within the nonrecurring charges.
            return None
        timed = timed or heading.facets.timed
        if found:
            apart = not heading.part and found.value not in ("nonrecurring", "other")
            if apart and _own_name(said):
                if unit is not None and (
                    unit.heading is None or (fine and unit.heading is heading)
                ):
                    return None
                raise UnreadError("named as a charge of its own below another's heading")
            return Source(found.value, heading)
    named = setting.title.component if setting.title else None
    if setting.title and len({s.value for s in setting.title.components}) > 1:
        return None  # `Deposits and Late Payment` does not say which of the two.
    if named and named.value == "nonrecurring" and timed:
        return None
    if named and unit is None and named.value in EACH_KINDS and not is_lamp(said):
        return None
    fee = said.monthly and _own_name(said) and named and named.value in _BY_USE
    if named and unit is None and not fee:
        return Source(named.value)
    return None


def _alone(unit: Source | None, said: Facets) -> Source | None:
    """What a row is for that one word names: `Service ... per month`."""
    name = fold(said.text)
    for component, names in charge_words()["alone"].items():
        if name in map(fold, names) and unit and goes_with(component, unit.value):
            return Source(component)
    return None


def _by_the_month(
    price: Price,
    said: list[Facets],
    stack: list[Heading],
    setting: Setting,
    reading: Reading,
) -> Source | None:
    """The unit of an amount of dollars and cents without one of its own, below a heading that says
    `per month` of all it stands over; or of a `Monthly metering charge`."""
    above = next((h for h in reversed(stack) if h.facets.measures or h.facets.monthly), None)
    # `Monthly Charging Unit Fee` over a column names what is paid, too.
    named = any(f.monthly and _own_name(f) for f in (said[0], *said[OWN_WORDS:]))
    named = named and not (above and above.facets.measures)
    if not named and (above is None or not _PAID.search(f"{above.text} {above.facets.text}")):
        return None
    # `$1,088` with its comma is whole, a rate by what is used never that much.
    whole = price.kind == "dollars" and not reading.decimals and "," in price.raw
    if price.kind == "percent" or not (whole or reading.decimals == BILLED):
        return None
    if above and any(s.value != "month" for s in above.facets.measures):
        return None
    if not named and stack[-1] is not above and stack[-1].timed:
        # Beside a row that says `monthly` itself, one that does not may be paid once.
        return None
    own = said[0]
    if setting.context.units.keys() & EACH_KINDS and any(ch.isdigit() for ch in own.text):
        # Beside lamps and poles it may be one more.
        return None
    if any(f.tiers or f.whole or f.otherwise for f in said) or own.counted:
        return None
    ready = stands_ready(own.text, stack)
    if (not named and not ready and _ONCE.search(own.text)) or (
        not own.free and not any(h.group and not h.step for h in stack)
    ):
        return None
    return (
        None
        if any(worn(word, setting.typeset) for word in own.free)
        else Source("USD/month", None if named else above)
    )


def _by_unit(unit: Source | None, said: Facets) -> Source | None:
    """What a price is for by its unit, where its words name nothing, or a class of customers."""
    classes = charge_words()["words"]["classes"]
    if any(w.lower() not in classes for w in said.free):
        return None
    found = charge_words()["by_unit"].get(unit.value) if unit else None
    return Source(found, unit.heading if unit else None) if found else None


def _of_other_name(
    unit: Source | None, said: list[Facets], named: bool, price: Price, setting: Setting
) -> Source | None:
    """What a price with a unit of its own is for by the unit, where words not of the list name it;
    riders, and what is paid by the month, are other charges. None where a word may be worn."""
    if unit is None or not (
        unit.heading
        or setting.near
        or any(f.measures or f.whole for f in said)
        or of_whole_table(price, setting)
    ):
        return None
    # A row of prices alone: their headings name them.
    own = said[-1] if len(said) > OWN_WORDS and not said[0].text.strip() else said[0]
    if own is not said[0] and word_pattern("words", "changes").search(own.text):
        return None
    if not own.free and not named:
        return None
    if worn(" ".join(own.text.split()), setting.typeset):
        return None
    if unit.value == "USD":
        return Source("nonrecurring")
    if word_pattern("words", "riders").search(own.text):
        return Source("other")
    return Source(charge_words()["by_unit"].get(unit.value, "other"))
