"""From a price and the words around it to a charge: what it is for, in which unit, and when.

Nothing is guessed: a word beside the price that sets a condition nobody here understands, a unit
that is not printed, a component that does not go with the unit, keep the price from being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import regex

from ratebook.forms.charges.context import Context, Heading, lent
from ratebook.forms.charges.doubt import condition_near, strange, worn
from ratebook.forms.charges.facets import Facets, Said, facets
from ratebook.forms.charges.price import Price, amount
from ratebook.forms.charges.words import charge_words, unit_of, word_pattern
from ratebook.forms.tokens.values import Reading

_LEADERS = regex.compile(r"(?:\s*[.…_·]{2,}\s*|[\s:@$=–—-]|\bat\b)+$")
_LONGEST = 14
_RATE_DECIMALS = 4
_INCLUDED = frozenset({"includes", "including", "included", "include"})
_NAMES = frozenset({"charge", "rate", "component", "cost", "factor", "fee", "adjustment", "credit"})
_FIGURE = regex.compile(r"\$(?!\s{0,2}(?:per\b|/|\)))|\d[.,]\s?\d\d(?![\d,])")
_EQUALS = regex.compile(r"^\s*(?:=|equals)\W+", regex.IGNORECASE)
_WITH_POLE = regex.compile(
    r"\b(?:with|w/|including|incl\.?)\s*(?:\S+\s+){0,3}poles?\b", regex.IGNORECASE
)
_DEMANDS = frozenset({"demand", "contract_demand", "excess_demand"})


class UnreadError(Exception):
    """A price that cannot be read; the message says why."""


class Source(NamedTuple):
    """Where a meaning is printed: a heading, or None for the line of the price itself."""

    value: str
    heading: Heading | None = None
    text: str = ""


@dataclass(slots=True)
class Meaning:
    """A charge as understood. `fields` are component, unit, tier, season, period, label, group."""

    price: Price
    reading: Reading
    fields: dict[str, Source] = field(default_factory=dict[str, Source])
    doubtful: set[str] = field(default_factory=set[str])


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole sheet: `monthly` and `otherwise` as its title and lines say, and the
    headings' context."""

    context: Context
    monthly: bool = False
    otherwise: bool = False
    title: Facets | None = None
    dollars: bool = False


def label_text(left: str) -> str:
    """The words left of a price without leaders and what joins them to it."""
    return _LEADERS.sub("", left).strip(" \t.:|_*-")


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
    said = [facets(label_text(left)), facets(right.strip(" \t.;"))]
    if column is not None:
        said.append(column)
    if setting.context.doubt:
        raise UnreadError(setting.context.doubt)
    _check(price, said, strict, _named_service(said, setting.context.stack))
    stack = _governing(said, setting.context)
    coin = next((f.coin for f in (*said, *(h.facets for h in reversed(stack))) if f.coin), None)
    reading = _amount(price, coin, setting)
    unit, component = _what(price, said, stack, setting, reading)
    _plausible(reading, unit.value, unit.heading is not None)
    made = Meaning(price, reading, {"unit": unit, "component": component})
    for name, key in (("tier", "tiers"), ("season", "seasons"), ("period", "periods")):
        found = _condition(key, said, stack)
        if found:
            made.fields[name] = found
    _spans(said, made)
    _label(left, said[0], stack, made)
    if setting.context.gap and "group" in made.fields:
        made.doubtful.add("group")
    made.doubtful |= {
        n for n in ("label", "group") if n in made.fields and worn(made.fields[n].value)
    }
    return made


def _named_service(said: list[Facets], stack: list[Heading]) -> bool:
    own = _own_component(said)
    above = next((h.facets.component for h in reversed(stack) if h.facets.component), None)
    return own == "nonrecurring" or (
        own is None and above is not None and above.value == "nonrecurring"
    )


def _check(price: Price, said: list[Facets], strict: bool, named: bool) -> None:
    if price.refused:
        raise UnreadError(price.refused)
    for given in said:
        close = condition_near(" ".join(given.free)) if given.free else None
        if close:
            raise UnreadError(f"a worn word, near to {close}")
    left, right = said[0], said[1]
    if _FIGURE.search(f"{left.text} \t {right.text}"):
        raise UnreadError("another figure beside the price")
    more = {s.value for s in right.components} - {s.value for s in left.components}
    if "plus" in (w.lower() for w in right.rest) or (left.components and more - _DEMANDS):
        raise UnreadError(f"more than one charge: {right.text.strip()}")
    if right.free:
        raise UnreadError(f"not understood after the price: {' '.join(right.free)}")
    # What an occasional service costs is told apart by its name, whatever words that has.
    odd = (*(() if named else left.conditions), *right.conditions)
    if any(f.tiers for f in said) and "minimum" in {s.value for f in said for s in f.components}:
        odd = tuple(w for w in odd if w.lower() not in _INCLUDED)
    if left.counted and not named:
        raise UnreadError("a quantity that is no block")
    if odd:
        raise UnreadError(f"a condition not understood: {' '.join(odd)}")
    if word_pattern("words", "no_charges").search(_EQUALS.sub("", left.text)):
        raise UnreadError("words of a bill or a study")
    if len(left.free) > (0 if strict else _LONGEST):
        raise UnreadError(f"not understood before the price: {' '.join(left.free[:6])}")


def _governing(said: list[Facets], context: Context) -> list[Heading]:
    """The headings that hold for this price. One that names another component does not."""
    own = _own_component(said)
    held = [h for h in context.stack if not _of_other(h, own)]
    if any(h.doubt for h in held):
        raise UnreadError("it is not printed whether the season or period above still holds")
    if own and own != "minimum" and any(_minimum(h) for h in context.stack[-1:]):
        raise UnreadError("stands below a heading of a minimum")
    if len(held) < len(context.stack):
        lost = [h for h in context.stack if h not in held]
        after = context.stack[context.stack.index(lost[0]) :]
        if any(h.facets.seasons or h.facets.periods or h.facets.tiers for h in after):
            raise UnreadError("stands below a heading of another charge")
        held = [h for h in held if h not in after or h.part]
    return held


def _own_component(said: list[Facets]) -> str | None:
    found = [_component(s.value, f.text) for f in said for s in f.components]
    order = charge_words()["components"]["order"]
    return min(found, key=order.index, default=None)


def _component(named: str, text: str) -> str:
    """A component; a lamp with its pole is a lamp."""
    return "lamp" if named == "pole" and _WITH_POLE.search(text) else named


def _minimum(heading: Heading) -> bool:
    found = heading.facets.component
    return found is not None and found.value == "minimum"


def _of_other(heading: Heading, own: str | None) -> bool:
    theirs = heading.facets.component
    return own is not None and theirs is not None and theirs.value != own


def _amount(price: Price, coin: str | None, setting: Setting) -> Reading:
    if price.kind == "bare" and coin is None and not setting.dollars:
        raise UnreadError("neither dollars nor cents are printed")
    if price.kind == "dollars" and coin == "¢":
        raise UnreadError("dollars under a heading of cents")
    found = amount(price, coin)
    if not isinstance(found.value, Decimal):
        raise UnreadError(f"no number: {price.raw}")
    return found


def _what(
    price: Price, said: list[Facets], stack: list[Heading], setting: Setting, reading: Reading
) -> tuple[Source, Source]:
    own = _own_component(said)
    unit = _unit(price, own, said, stack, setting) or _counted(price, said, own, reading)
    if own:
        component = Source(own)
        if own == "other" and strange(said[0].free):
            raise UnreadError("a word that is not known names the charge")
    else:
        component = (
            _lent_component(stack, setting, unit, said[0])
            or _by_unit(unit, said[0])
            or _of_other_name(unit, said, any(h.group for h in stack))
        )
        if component is None:
            raise UnreadError("no word says what it is for")
    if unit is None:
        unit = _usual(component.value, price, said, stack, setting)
    if component.value in ("lamp", "pole") and unit.value == "USD/month":
        unit = unit._replace(value=f"USD/{component.value}-month")
    if component.value == "gas_cost" and unit.value == "USD/kWh":
        component = Source("other")
    fits = charge_words()["fits"].get(component.value, [])
    if unit.value not in fits:
        raise UnreadError(f"{component.value} in {unit.value}")
    return unit, component


def _own_name(said: Facets) -> bool:
    """Whether words name a charge, though not one of the list."""
    return bool(said.free) and any(w.lower() in _NAMES for w in said.rest)


def _lent_component(
    stack: list[Heading], setting: Setting, unit: Source | None, said: Facets
) -> Source | None:
    for heading in reversed(stack):
        found = heading.facets.component
        if found:
            if not heading.part and found.value != "nonrecurring" and _own_name(said):
                raise UnreadError("named as a charge of its own below another's heading")
            return Source(found.value, heading)
    named = setting.title.component if setting.title else None
    if named and unit is None:
        return Source(named.value)
    return None


def _by_unit(unit: Source | None, said: Facets) -> Source | None:
    """What a price is for by its unit, where its words name nothing, or a class of customers."""
    classes = charge_words()["words"]["classes"]
    if any(w.lower() not in classes for w in said.free):
        return None
    found = charge_words()["by_unit"].get(unit.value) if unit else None
    return Source(found, unit.heading if unit else None) if found else None


def _of_other_name(unit: Source | None, said: list[Facets], named: bool) -> Source | None:
    """What a price with a unit of its own is for by the unit, where words not of the list name it;
    riders, and what is paid by the month, are other charges. None where a word may be worn."""
    if unit is None or not (unit.heading or any(f.measures or f.whole for f in said)):
        return None
    if not said[0].free and not named:
        return None
    if any(worn(word) for word in said[0].free):
        return None
    if word_pattern("words", "riders").search(said[0].text):
        return Source("other")
    return Source(charge_words()["by_unit"].get(unit.value, "other"))


def _counted(price: Price, said: list[Facets], own: str | None, reading: Reading) -> Source | None:
    """The unit of a price for all Mcf, or of a block counted in Mcf where the price is in cents or
    has the decimals that no bill has. A minimum bill's block is what it includes."""
    whole = next((f.whole for f in said if f.whole), None)
    if whole is None or own in ("minimum", "customer"):
        return None
    fine = price.kind == "cents" or (reading.decimals or 0) >= _RATE_DECIMALS
    if any(f.tiers for f in said) and not fine:
        return None
    found = unit_of((whole,))
    return Source(found) if found else None


def _unit(
    price: Price, own: str | None, said: list[Facets], stack: list[Heading], setting: Setting
) -> Source | None:
    """The unit printed with the price, or by a heading; None where none is."""
    if price.kind == "percent":
        return Source("percent")
    measures = tuple(s.value for f in said for s in f.measures)
    whole = next((f.whole for f in said if f.whole), None)
    if measures == ("month",) and whole and own not in ("minimum", "customer"):
        return None
    if measures:
        return Source(_named(measures, said, stack, setting))
    for heading in reversed(stack):
        given = tuple(s.value for s in heading.facets.measures)
        if given and given != ("month",):
            found = _named(given, [heading.facets], stack, setting)
            return Source(found, heading)
    named = tuple(s.value for s in setting.title.measures) if setting.title else ()
    if named and named != ("month",):
        return Source(_named(named, [], stack, setting))
    return None


def _named(
    measures: tuple[str, ...], said: list[Facets], stack: list[Heading], setting: Setting
) -> str:
    found = unit_of(measures)
    if found is None and _monthly(said, stack, setting):
        found = unit_of((*measures, "month"))
    if found is None:
        raise UnreadError(f"no unit of the list: per {' per '.join(measures)}")
    return found


def _monthly(said: list[Facets], stack: list[Heading], setting: Setting) -> bool:
    given = [*said, *(h.facets for h in stack)]
    if any(f.otherwise for f in given):
        return False
    return setting.monthly or any(
        f.monthly or any(s.value == "month" for s in f.measures) for f in given
    )


def _usual(
    component: str, price: Price, said: list[Facets], stack: list[Heading], setting: Setting
) -> Source:
    """The unit a charge of this kind has where the sheet prints none: a customer charge and a
    minimum bill are by the month where nothing on the sheet speaks of another time."""
    monthly = _monthly(said, stack, setting)
    if any(f.otherwise for f in said):
        raise UnreadError("another time than the month")
    if component in ("customer", "minimum") and (monthly or not setting.otherwise):
        return Source("USD/month")
    if component in ("lamp", "pole") and monthly:
        return Source(f"USD/{component}-month")
    if component == "nonrecurring":
        return Source("USD")
    raise UnreadError(f"no unit printed for {component}")


def _plausible(reading: Reading, unit: str, inherited: bool) -> None:
    most = charge_words()["most"].get(unit)
    value = reading.value
    if isinstance(value, Decimal) and most and abs(value) > Decimal(most):
        raise UnreadError(f"{value} {unit} is more than any such price")
    if inherited and unit == "USD/kWh" and (reading.decimals or 0) < 3:
        raise UnreadError("too few decimals for the unit of the heading")


def _condition(key: str, said: list[Facets], stack: list[Heading]) -> Source | None:
    own: list[Said] = [s for f in said for s in getattr(f, key)]
    values = {s.value for s in own}
    if len(values) > 1:
        raise UnreadError(f"more than one of {key}: {', '.join(sorted(values))}")
    held = lent(stack, key)
    if own:
        if held and held[1].value != own[0].value and key != "tiers":
            raise UnreadError(f"{own[0].value} below a heading of {held[1].value}")
        return Source(own[0].value)
    return Source(held[1].value, held[0]) if held else None


def _spans(said: list[Facets], made: Meaning) -> None:
    if any(f.spans for f in said) and "season" not in made.fields:
        raise UnreadError("months without a season")


def _without_unit(text: str) -> str:
    """The words of a label without a cell of their own that prints the unit."""
    head, _, tail = text.rpartition("\t")
    said = facets(tail)
    return (
        head.rstrip() if head and said.measures and not said.free and not said.components else text
    )


def _label(left: str, said: Facets, stack: list[Heading], made: Meaning) -> None:
    text = _without_unit(label_text(left))
    if text and not said.plain:
        made.fields["label"] = Source(" ".join(text.split()), None, text)
    else:
        named = next((h for h in reversed(stack) if h.facets.component and not h.part), None)
        if named:
            made.fields["label"] = Source(named.text, named)
    lending = made.fields["component"].heading
    if lending and made.fields["component"].value == "nonrecurring" and not lending.part:
        made.fields["group"] = Source(lending.text, lending)
        return
    group = next((h for h in reversed(stack) if h.group), None)
    whole = made.fields["component"].value in ("late_payment", "discount", "nonrecurring")
    if group and group.group and not whole:
        made.fields["group"] = Source(group.group, group)
