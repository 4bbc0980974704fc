"""Prices called by lights, which are those of a lamp or of a class of customers."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting, UnreadError
from ratebook.forms.charges.meaning.kinds import own_component
from ratebook.forms.charges.meaning.lamps import EACH_KINDS, attached
from ratebook.forms.charges.meaning.units import printed_unit
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.price import Price

_LIT_CLASS = regex.compile(r"\b(?:lighting|lights)\b", regex.IGNORECASE)
_ENERGY = regex.compile(r"\W*(?:the\s+)?energy\s+(?:charge|rate)s?\s+for\b", regex.IGNORECASE)
"""`Energy charge for unmetered lamps`"""
_LIGHTING = regex.compile(
    r"\blighting\b(?!.*\b(?:lamps?|lights?|fixtures?|poles?)\b)", regex.IGNORECASE
)
_OF_SIZE = regex.compile(r"\d\s?w\b|\b(?:watts?|lumens?)\b", regex.IGNORECASE)
_WATTS = regex.compile(r"\d\s?(?:watts?|lumens)\b", regex.IGNORECASE)
_SIZED = regex.compile(r"[^a-z]*\d\s?(?:watts?|w|lumens?)\b(?!.*\bpoles?\b)", regex.IGNORECASE)
"""A lamp by its size, and no pole."""
_OF_LAMPS = regex.compile(
    r"(?:(?:type|kind|size)s?\b|(?:lamp|fixture|light)\s+(?:type|size)|watts?\b|wattage|lumens?\b)",
    regex.IGNORECASE,
)
_OF_USE = regex.compile(r"\b(?:kwh|lumens?|watts?|wattage)\b", regex.IGNORECASE)
_PAIR = 2
_BY_LOAD = frozenset({"USD/kWh", "USD/kW-month", "USD/kVA-month", "percent"})


def of_lights(price: Price, said: list[Facets], setting: Setting) -> str | None:
    """What a price names that is called by lights: a lamp; where it is by what is used, whatever
    else it names, as `Street Lighting` is the class of customers there."""
    served = _LIT_CLASS.search(said[0].text) or _ENERGY.match(said[0].text)
    if _OF_SIZE.search(said[0].text) or not served:
        return "lamp"
    others = [
        replace(f, components=tuple(s for s in f.components if s.value != "lamp")) for f in said
    ]
    other = own_component(others)
    unit = printed_unit(price, other, others, setting.context.stack, setting)
    return other if unit and unit.value in _BY_LOAD else "lamp"


def is_service(said: Facets) -> bool:
    """Whether words name lighting as a service, and no lamp of a size."""
    return bool(_LIGHTING.search(said.text)) and not _OF_SIZE.search(said.text)


def _on_poles(setting: Setting) -> bool:
    """Whether the prices of a table are told apart by nothing but the poles that lamps hang on:
    beside them it has a column of labels, and of quantities. A price for each pole stands beside
    one of the lamp."""
    others = [c for c in setting.context.columns if not _named_pole(c.facets)]
    if len(setting.context.columns) - len(others) < _PAIR:
        return False
    texts = [c.cell.text.strip() for c in others]
    return not texts or bool(_OF_LAMPS.match(texts[0]) and all(map(_OF_USE.search, texts[1:])))


def _named_pole(said: Facets) -> bool:
    return any(s.value == "pole" for s in said.components)


def pole_or_lamp(
    own: str | None, said: list[Facets], stack: list[Heading], setting: Setting, lit: bool
) -> str | None:
    """The component that a price's words name, where poles and lamps make another of it. `lit`:
    the sheet is of lighting. Raises UnreadError."""
    if own == "pole" and attached(setting.title, stack):
        return "other"
    if own == "pole" and any(_WATTS.search(f.text) for f in said[2:]):
        return "lamp"  # `Existing pole` below `40 watts`: on what pole the lamp hangs.
    if own == "pole" and _SIZED.match(said[0].text) and _on_poles(setting):
        return "lamp"  # `100 W 9,500 L | 41 | $10.20 | $14.75` below `Wood Pole | Metal Pole`
    if own == "customer" and lit and not said[0].components:
        # `Monthly Charge per Pole` over the kinds of poles
        own = next((s.value for f in said for s in f.measures if s.value in EACH_KINDS), own)
    if own == "customer" and lit and said[0].free and not said[0].components:
        raise UnreadError("paid by the month on a sheet of lighting: a lamp or its customer")
    return own
