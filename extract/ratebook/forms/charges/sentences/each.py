"""Lamps and poles whose prices a sentence sets one after the other: `an additional charge of $2.00
per pole per month shall be made for each 30 foot pole, and $3.00 per pole per month for each 40
foot pole`."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.bounds import plausible
from ratebook.forms.charges.meaning.clause import LIMITS, unit_behind
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.price import Price, amount

_UNITS = {"USD/pole-month": "pole", "USD/lamp-month": "lamp"}
_PAID_FOR = {
    "pole": "USD/pole-month",
    **dict.fromkeys(("lamp", "light", "fixture"), "USD/lamp-month"),
}
_LEADS = regex.compile(
    r"\b(?:charges?|rates?|rentals?|fees?|pays?|billed|charged|sum)(?:\s+(?:of|is|at|in\s+addition|(?:shall|will)\s+be))?\s*$",
    regex.IGNORECASE,
)
_THING = regex.compile(
    r"\W*(?:(?:shall|will)\s+be\s+(?:made|charged|added|assessed|billed|paid)\s+)?"
    r"for\s+(?:each|every|an?|the)\s+(?P<thing>[^,;.$]{3,60}?)[,;.\s]*(?:and|or)?\s*",
    regex.IGNORECASE,
)
_CHARGE = regex.compile(
    r"[\s,]*(?:an?\s+)?(?:additional\s+)?(?:monthly\s+)?charge\s+of\s*$", regex.I
)


def each_thing(sentence: str, found: list[Price], setting: Setting) -> list[Meaning]:
    """The charges of such a sentence; none where it may be another."""
    if len(found) < 2 or not any(word in sentence.lower() for word in _PAID_FOR):
        return []
    lead = " ".join(sentence[: found[0].start].split())
    if not _LEADS.search(lead) or LIMITS.search(lead) or setting.context.doubt:
        return []
    ends = [*(p.start for p in found[1:]), len(sentence)]
    when = _CHARGE.sub("", lead)
    made = [_one(sentence[p.end : end], p, when) for p, end in zip(found, ends, strict=True)]
    whole = [m for m in made if m is not None]
    names = {m.fields["label"].value for m in whole}
    return whole if len(whole) == len(names) == len(found) else []


def _one(behind: str, price: Price, when: str) -> Meaning | None:
    """The charge of one price by the words behind it."""
    unit, rest = unit_behind(" ".join(behind.split()), True)
    thing, reading = _THING.fullmatch(rest), amount(price, None)
    if thing is None or not isinstance(reading.value, Decimal):
        return None
    if unit == "USD/month":
        # `per month for each 35 foot wood pole`
        unit = _PAID_FOR.get(thing["thing"].split()[-1].lower())
    if unit not in _UNITS:
        return None
    if price.refused or LIMITS.search(rest):
        return None
    plausible(reading, unit, False)
    label = ", ".join(t for t in (when, thing["thing"].strip()) if t)
    fields = {"unit": Source(unit), "component": Source(_UNITS[unit]), "label": Source(label)}
    # Its unit stands right behind it: it was not cut.
    return Meaning(price, reading, fields, summed=True)
