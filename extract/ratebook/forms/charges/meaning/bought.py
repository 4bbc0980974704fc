"""Capacity that is bought of those who generate."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.decimals import is_fine
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.tokens.values import Reading

_CAPACITY = regex.compile(
    r"\bcapacity\s+(?:rate|payment|price|credit|charge|purchase|component)", regex.IGNORECASE
)
_DISPATCHED = regex.compile(
    r"\b(?:cogenerator|producer|facility|generator)\s+is\s+(?:not\s+)?dispatch(?:ed|able)\b",
    regex.I,
)
"""What only those are that sell."""
_YEAR = regex.compile(r"(?:19|20)\d\d")
_PURCHASES = regex.compile(
    r"\bco-?generat|\bqualifying\s+facilit|\bsmall\s+(?:power|capacity)\s+(?:produc|cogen)"
    r"|\bpurchases?\s+(?:rates?|from|of)\b|\brates?\s+for\s+purchases?\b",
    regex.IGNORECASE,
)


def is_bought(said: list[Facets], setting: Setting) -> bool:
    """Whether a price is for the capacity that is bought of those who generate: `Capacity Payment`
    on a sheet of purchases from cogenerators."""
    return any(_CAPACITY.search(f.text) for f in said) and _of_purchases(setting)


def sells(clause: str) -> bool:
    """Whether a clause says of whom capacity is bought: `if the cogenerator is dispatched`."""
    return _DISPATCHED.search(clause) is not None


def sold(component: Source, clause: str, setting: Setting) -> Source:
    """The component of a price with this clause behind it: capacity, where those are paid who
    generate, by the kWh only below a heading of capacity. Raises UnreadError."""
    if component.value not in ("demand", "energy") or not sells(clause):
        return component
    named = [h for h in setting.context.stack if h.text]
    if component.value == "energy" and not (named and "capacity" in named[-1].text.lower()):
        raise UnreadError("capacity or energy, if it is dispatched")
    return component._replace(value="capacity")


def buys_energy(price: Price, said: list[Facets], setting: Setting, reading: Reading) -> bool:
    """Whether a price is for the energy of a year that is bought of those who generate: `2011`
    below `Winter | Summer` on such a sheet, by the decimals no other price has."""
    fine = price.kind == "cents" or is_fine(reading)
    if not fine or not setting.context.columns or not _YEAR.fullmatch(said[0].text.strip()):
        return False
    timed = any(f.seasons or f.periods for f in said[1:])
    return timed and _of_purchases(setting)


def _of_purchases(setting: Setting) -> bool:
    above = [h.text for h in setting.context.stack]
    above += [setting.title.text] if setting.title else []
    return any(map(_PURCHASES.search, above))
