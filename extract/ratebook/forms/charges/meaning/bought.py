"""Capacity that is bought of those who generate."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.setting import Setting
from ratebook.forms.charges.words.facets import Facets

_CAPACITY = regex.compile(
    r"\bcapacity\s+(?:rate|payment|price|credit|charge|purchase|component)", regex.IGNORECASE
)
_PURCHASES = regex.compile(
    r"\bco-?generat|\bqualifying\s+facilit|\bsmall\s+(?:power|capacity)\s+(?:produc|cogen)"
    r"|\bpurchases?\s+(?:rates?|from|of)\b|\brates?\s+for\s+purchases?\b",
    regex.IGNORECASE,
)


def is_bought(said: list[Facets], setting: Setting) -> bool:
    """Whether a price is for the capacity that is bought of those who generate: `Capacity Payment`
    on a sheet of purchases from cogenerators."""
    if not any(_CAPACITY.search(f.text) for f in said):
        return False
    above = [h.text for h in setting.context.stack]
    above += [setting.title.text] if setting.title else []
    return any(map(_PURCHASES.search, above))
