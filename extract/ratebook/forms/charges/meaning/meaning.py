"""From a price and the words around it to a charge: what it is for, in which unit, and when.

Nothing is guessed: a word beside the price that sets a condition nobody here understands, a unit
that is not printed, a component that does not go with the unit, keep the price from being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.headings import lent, names_schedule
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.acts import not_overdue, of_visits
from ratebook.forms.charges.meaning.behind import FIGURE, label_text, named_behind, peaked
from ratebook.forms.charges.meaning.bought import sold
from ratebook.forms.charges.meaning.bounds import in_dollars, of_size, of_thing, plausible
from ratebook.forms.charges.meaning.clause import (
    apart_from_rates,
    plain,
    plain_label,
    qualified,
)
from ratebook.forms.charges.meaning.fits import (
    BY_MONTH,
    HOURLESS,
    by_attachment,
    is_hung,
)
from ratebook.forms.charges.meaning.governing import governing
from ratebook.forms.charges.meaning.kinds import of_demand_side, of_share, own_component
from ratebook.forms.charges.meaning.lamps import refuse_unlit, set_on, without_lamp_use
from ratebook.forms.charges.meaning.lights import of_lights
from ratebook.forms.charges.meaning.naming import call_dated, call_hung, name_charge
from ratebook.forms.charges.meaning.purpose import purpose
from ratebook.forms.charges.meaning.refusals import (
    name_hours,
    refuse,
    refuse_bracketed,
)
from ratebook.forms.charges.rows.unit_cells import unit_behind
from ratebook.forms.charges.words.apiece import per_bracket, per_one
from ratebook.forms.charges.words.doubt import worn
from ratebook.forms.charges.words.facets import Facets, Said, facets
from ratebook.forms.charges.words.months import aside, of_both
from ratebook.forms.charges.words.price import Price, amount, prices
from ratebook.forms.charges.words.since import Since, since_near, since_of
from ratebook.forms.charges.words.windows import Window
from ratebook.forms.tokens.values import Reading

_OF_LOAD = regex.compile(
    r"\b(?:highest|demands?|capacity|loads?|maximum|kw|kva)\b", regex.IGNORECASE
)
_PAID_FOR = regex.compile(
    r"\b(?:charges?|bills?|rates?|costs?|price|revenues?)\b", regex.IGNORECASE
)
_CUT = regex.compile(r"\b(?:first|next|over|above|exceeding)\s+\d[\d,]*\W*$", regex.IGNORECASE)
_OPEN = frozenset({"of", "for", "to", "per", "on", "in", "with", "at", "by"})
_DONE = regex.compile(
    r"^(?:shall|will|is|are|to)\s+(?:be\s+)?(?:\w+(?:ed|made|paid|due)|made|paid|due)\s*",
    regex.IGNORECASE,
)
_JOINED = regex.compile(r"[,;]?\s*\b(?:plus|and)\b[\s,:]*$", regex.IGNORECASE)
"""What joins a price to the next line."""
_LATER = regex.compile(r"(?:all\s+)?(?:next|over|above|additional|remaining|in\s+excess)", regex.I)
_NEXT = regex.compile(r"\.\s+(?=[A-Z][a-z])")
_OVER_MINIMUM = regex.compile(r"\b(?:over|above|in\s+excess\s+of)\s+(?:the\s+)?minimum\b", regex.I)
_WHENEVER = regex.compile(r"\b(?:all|any|every)\s+hours?\b", regex.IGNORECASE)
_METERED = regex.compile(r"\bpeak\s+meters?\b", regex.IGNORECASE)
_NOTED = regex.compile(r"\d\s(\d|\(\d\)|\d/|\*+)(?=\s[A-Za-z])")
_PER = regex.compile(r"\s*per\s+(?:application|request|check|trip|call|test|visit)\b", regex.I)
_MORE_TRIPS = regex.compile(
    r"\bper\s+additional\s+(?=(?:trip|inspection|visit|call|test|reading|check|request)\b)", regex.I
)
_BY_EACH = regex.compile(
    r"\b(?:each|every)\s+(?:[a-z-]+\s+){0,2}?(?:kwh|kw|kvar?|[mc]cf|dth|therm|gallons?)\b", regex.I
)


@dataclass(slots=True)
class Meaning:
    """A charge as understood. `fields` are component, unit, tier, season, period, label, group."""

    price: Price
    reading: Reading
    fields: dict[str, Source] = field(default_factory=dict[str, Source])
    doubtful: set[str] = field(default_factory=set[str])
    when: tuple[Window, ...] = ()
    summed: bool = False
    """Whether its row prints a sum that holds: no figure of it was cut."""
    since: Since | None = None
    """From when it holds, where that is printed beside or above it."""

    def hold_since(self, since: Since) -> None:
        """It holds from then on, and its name says so."""
        self.since = since
        call_dated(self.fields, since.raw)


def understand(
    left: str,
    right: str,
    price: Price,
    setting: Setting,
    column: Facets | None = None,
    strict: bool = False,
) -> Meaning:
    """The meaning of a price between these words. `strict`: a sentence, in which every word must
    be understood. Raises UnreadError."""
    since, alone = since_near(left, right, strict), since_of(left)
    if alone is not None and alone.value:
        since, left = alone, ""
    made = _understood(left, right, price, setting, column, strict)
    if since and since is alone:
        made.hold_since(since)
    made.since = since or _led_since(setting.context)
    return made


def _understood(
    left: str, right: str, price: Price, setting: Setting, column: Facets | None, strict: bool
) -> Meaning:
    """The meaning of a price, whenever it holds."""
    right = per_one(_MORE_TRIPS.sub("per ", right))
    right = unit_behind(right) if price.firm else right
    left, right = named_behind(apart_from_rates(left), _JOINED.sub("", _first_sentence(right)))
    right, clause = qualified(left, right, price, setting.context.lends)
    said = _said(left, right, setting, column)
    if _of_another(price, clause, said, left, setting):
        said.append(Facets(clause, components=(Said("other", 0, 0),)))
    if setting.context.doubt:
        raise UnreadError(setting.context.doubt)
    own = of_share(own_component(said), price, said[0])
    own = "lamp" if own == "pole" and set_on(said[0].text, setting.context) else own
    own = of_lights(price, said, setting) if own == "lamp" else own
    refuse(price, said, own, strict, setting)
    stack = governing(own, setting.context)
    coin = next((f.coin for f in (*said, *(h.facets for h in reversed(stack))) if f.coin), None)
    reading = _amount(price, coin, setting)
    unit, component = purpose(price, said, own, stack, setting, reading)
    unit = by_attachment(unit, left, clause) if clause and component.value == "other" else unit
    component = sold(component, clause, setting) if clause else component
    if clause and strict and not any(f.measures for f in said):
        unit, component = of_visits(clause, unit, component)
    component = not_overdue(said, component)
    if strict and _BY_EACH.search(left) and unit.value in BY_MONTH:
        raise UnreadError("paid for each unit of use, and none is printed with the price")
    refuse_unlit(component.value, left)
    if setting.bare and price.kind == "bare" and coin is None:
        above = [*(h.text for h in setting.context.stack), *(f.text for f in said[2:])]
        in_dollars(reading, unit.value, [setting.title.text if setting.title else "", *above], left)
    unsaid = component.value == "customer" and not any(f.measures for f in said[:2])
    plausible(reading, unit.value, unsaid or unit.heading is not None, f"{left} {right}")
    refuse_bracketed(reading, component.value, left, stack)
    made = Meaning(price, reading, {"unit": unit, "component": component})
    _conditioned(made, said, stack, setting)
    _later_block(made)
    _spans(said, made)
    name_charge(left, said[0], stack, made.fields, strict)
    name_hours(made.fields, setting)
    if clause and not is_hung(left, clause):
        _more_label(made, clause)
    call_hung(made.fields, right)
    if not reading.decimals and price.kind == "dollars" and (_PER.match(right) or price.spoken):
        # Its unit stands right behind it, or its amount in words before it: it was not cut.
        made.summed = True
    _doubt(made, setting)
    return made


def _said(left: str, right: str, setting: Setting, column: Facets | None) -> list[Facets]:
    """What the words before a price say, those behind it, and those of its column's heading."""
    named = per_bracket(left, right) if left.rstrip(" \t._").endswith(")") else left
    said = [
        facets(peaked(without_lamp_use(label_text(plain_label(named))), setting.peaks)),
        facets(plain(right).strip(" \t.;")),
    ]
    if column is not None:
        said.append(column)
    said[0] = of_demand_side(said[0], setting)
    if said[0].tiers:
        over = [h.text for h in setting.context.stack[-1:]]
        said[0] = of_size(said[0], [*over, *(f.text for f in said[2:])])
    return said


def _of_another(price: Price, clause: str, said: list[Facets], left: str, setting: Setting) -> bool:
    """Whether a percentage is a share of another charge: `147% of the water bill`. A line that goes
    on with small letters is a piece of a sentence: `payment charge of 5% of`."""
    share = price.kind == "percent" and clause.startswith("of ") and not said[0].components
    if share and _OF_LOAD.search(clause) and not _PAID_FOR.search(clause):
        raise UnreadError("a share of a load")
    return share and not setting.context.lends and not left.lstrip()[:1].islower()


def _conditioned(made: Meaning, said: list[Facets], stack: list[Heading], setting: Setting) -> None:
    """Gives a charge its block, season and period."""
    unit, component = made.fields["unit"].value, made.fields["component"].value
    whenever = _WHENEVER.search(said[0].text) is not None
    for name, key in (("tier", "tiers"), ("season", "seasons"), ("period", "periods")):
        # What a service costs that is asked for once does not depend on the schedule above it.
        held = [] if component in ("nonrecurring", "late_payment") else stack
        if key != "tiers":
            held = [h for h in held if _of_unit(h, unit, key)]
        if key == "periods" and (whenever or any(f.periods for f in said)):
            # `RATE SCHEDULE ETS  RESIDENTIAL OFF-PEAK MARKETING RATE` is of all its times.
            held = [h for h in held if not (h.part and (whenever or names_schedule(h.text)))]
        found = _condition(key, said, held)
        if found and _timeless(name, said[0], unit, component):
            continue
        if found and not (name == "tier" and of_thing(found.value, unit)):
            made.fields[name] = _without_note(found, setting) if name == "tier" else found
    title = setting.title
    named = {s.value for s in title.periods} if title else set[str]()
    if any(h.part and names_schedule(h.text) for h in setting.context.stack):
        named = set[str]()  # Another schedule began below the sheet's title.
    if component == "energy" and "period" not in made.fields and len(named) == 1 and not whenever:
        # `RESIDENTIAL OFF-PEAK MARKETING RATE` has no other rates.
        made.fields["period"] = Source(named.pop(), None, title.text if title else "")


def _timeless(name: str, left: Facets, unit: str, component: str) -> bool:
    """Whether the time that a row names is of what it is paid for, and not when: `Seasonal Charge
    (off over summer)` is paid whenever it is turned on, `Off-peak meter` by every month."""
    if name == "season":
        return component == "nonrecurring" and aside(left.text, left.seasons)
    return name == "period" and unit in HOURLESS and _METERED.search(left.text) is not None


def _doubt(made: Meaning, setting: Setting) -> None:
    """Marks names that are worn, and a group that holds across what was not read."""
    gap = setting.context.gap
    if gap and "group" in made.fields and made.fields["group"].heading is gap:
        made.doubtful.add("group")
    named = made.fields.keys() & {"label", "group"}
    made.doubtful |= {n for n in named if worn(made.fields[n].value, setting.typeset)}
    if "label" in made.doubtful:
        # `Aii over 500 kWh`, `Demand Charge per kW of ExcessDemancl`: a word of the condition may
        # be what is worn.
        demand = "component" in made.fields and made.fields["component"].value == "demand"
        made.doubtful |= {"tier"} & made.fields.keys() | ({"component"} if demand else set())


def _led_since(context: Context) -> Since | None:
    """From when prices hold, as the sentence says that leads to them."""
    return next((h.since for h in reversed(context.stack) if h.since), None)


def _of_unit(heading: Heading, unit: str, key: str) -> bool:
    """Whether a heading's season or period may hold for a price in this unit: one that speaks of
    rates per kWh says nothing of what is paid by month, which does not depend on the hour."""
    if key == "periods" and unit in HOURLESS:
        return False
    said = heading.facets.unit
    return said is None or said == unit or said in BY_MONTH


def _without_note(tier: Source, setting: Setting) -> Source:
    """A block without the number of a footnote behind its quantity. Raises UnreadError where no
    such footnote is printed: the quantity may be cut apart."""
    m = _NOTED.search(tier.value)
    if m is None:
        return tier
    if m[1].isdigit() and m[1] not in setting.notes:
        raise UnreadError("a quantity that may be cut apart")
    return tier._replace(value=tier.value[: m.start(1)].rstrip() + tier.value[m.end(1) :])


def _more_label(made: Meaning, clause: str) -> None:
    """The name of a charge with the clause behind its price."""
    clause = _DONE.sub("", clause)
    if _CUT.search(clause) or clause.lower() in _OPEN:
        raise UnreadError("a block or a clause that goes on elsewhere")
    label = made.fields.get("label")
    if not clause:
        return
    if label is None or len(label.value) == 1:  # the letter of an item
        made.fields["label"] = Source(clause, None, clause)
    else:
        made.fields["label"] = label._replace(value=f"{label.value}, {clause}")


@lru_cache(maxsize=2048)
def _first_sentence(right: str) -> str:
    """The words behind a price without another sentence that sets no condition."""
    m = _NEXT.search(right)
    if m is None or prices(right) or FIGURE.search(right):
        return right
    said = facets(right[m.end() :])
    plain = said.empty and not said.conditions and not any(ch.isdigit() for ch in said.text)
    return right[: m.start() + 1] if plain else right


def _amount(price: Price, coin: str | None, setting: Setting) -> Reading:
    coin = coin or (setting.below.coin if setting.below else None)
    if price.kind == "bare" and coin is None and not (setting.dollars or setting.bare):
        raise UnreadError("neither dollars nor cents are printed")
    if price.kind == "dollars" and coin in ("¢", "mills"):
        raise UnreadError("dollars under a heading of cents or mills")
    if price.kind == "cents" and coin == "mills":
        raise UnreadError("cents under a heading of mills")
    found = amount(price, coin)
    if not isinstance(found.value, Decimal):
        raise UnreadError(f"no number: {price.raw}")
    return found


def _condition(key: str, said: list[Facets], stack: list[Heading]) -> Source | None:
    own: list[Said] = [s for f in said for s in getattr(f, key)]
    if len(own) > 1:
        # `Next 8,000 gallons` below `Per 1,000 gallons over the minimum` says which of these.
        own = [s for s in own if not _OVER_MINIMUM.search(s.value)] or own[:1]
    values = {s.value for s in own}
    if len(values) > 1:
        raise UnreadError(f"more than one of {key}: {', '.join(sorted(values))}")
    held = lent(stack, key)
    if own:
        if held and held[1].value != own[0].value and key != "tiers":
            raise UnreadError(f"{own[0].value} below a heading of {held[1].value}")
        return Source(own[0].value)
    if held and len({s.value for s in getattr(held[0].facets, key)}) > 1:
        raise UnreadError(f"below a heading of several {key}")
    return Source(held[1].value, held[0]) if held else None


def _later_block(made: Meaning) -> None:
    """A minimum bill includes the first block; what stands beside a later one is no minimum."""
    tier = made.fields.get("tier")
    if tier and made.fields["component"].value == "minimum" and _LATER.match(tier.value):
        raise UnreadError("a minimum beside a later block")


def _spans(said: list[Facets], made: Meaning) -> None:
    credited = (
        made.fields["component"].value == "credit" and made.fields["unit"].value == "USD/month"
    )
    if any(f.spans for f in said) and "season" not in made.fields and not credited:
        raise UnreadError("months without a season")
    season = made.fields.get("season")
    over = [season.heading.facets] if season and season.heading else []
    if season and any(of_both(s.value) for f in (*said, *over) for s in f.spans):
        raise UnreadError("months of both seasons below the name of one")
