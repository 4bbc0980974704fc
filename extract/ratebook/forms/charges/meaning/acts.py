"""Occasional services that are called by what is done: `Relight pilot`, `Pump installation`.

No list can hold them all. An amount of dollars or of dollars and cents, on a sheet that prints
nothing by the month beside it, is what the work costs once."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import ITEM, Heading
from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.tokens.values import Reading

_DONE = regex.compile(
    r"(?:[a-z][a-z'’/&-]*\s+){1,5}(?:installation|removal|relocation|replacement|repair|test|testing|inspection"
    r"|reading|visit|relight|relighting|locate|restoration|shut-?off|cut-?off)"
    r"|(?:installation|removal|relocation|replacement|repair|testing|inspection|restoration)\s+of"
    r"(?:\s+[a-z][a-z'’/&-]*){1,4}"
    r"|(?:new\s+)?(?:connection|tap),?\s+\d[\d/ .x×\"”-]*(?:inch(?:es)?|in\.?)?"
    r"\s*(?:meters?|services?)",
    regex.IGNORECASE,
)
_TO_DO = regex.compile(
    r"(?:relight|relighting|install|installing|remove|removing|relocate|relocating|replace|replacing"
    r"|test|testing|inspect|inspecting|locate|locating|reset|resetting|restore|restoring)"
    r"(?:\s+[a-z][a-z'’/&-]*){1,5}",
    regex.IGNORECASE,
)
_NO_WORK = regex.compile(
    r"\b(?:cost|costs|total|average|estimated|typical|value|revenues?|expenses?|investment|deposit|monthly"
    r"|annual|daily|maintenance|differential|credit|labor|year)\b",
    regex.IGNORECASE,
)
_VISITS = regex.compile(
    r"for\s+(?:the|each|every|any|such|an?|both)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?:trips?|visits?|calls?|readings?|re-?reads?|inspections?|tests?|occurrences?)\b",
    regex.IGNORECASE,
)
_OVERDUE = regex.compile(
    r"\b(?:bills?|accounts?|pa(?:y|id|st)\w*|late|overdue|delinquen\w+)\b", regex.I
)
_OF = regex.compile(r"\s+of$", regex.IGNORECASE)
_PRICED = regex.compile(
    r"\W*(?:(?:service|amount|type|of|the|fees?|charges?|rates?|prices?)\W*)*", regex.IGNORECASE
)
_WHOLE, _CENTS = 0, 2


def of_act(
    price: Price, said: list[Facets], stack: list[Heading], setting: Setting, reading: Reading
) -> bool:
    """Whether a price without a unit is called by what is done for it once. `said` are what stands
    before it, behind it and in its column's heading."""
    if price.kind != "dollars" or (reading.decimals or 0) not in (_WHOLE, _CENTS):
        return False
    label = _OF.sub("", ITEM.sub("", said[0].text.strip()).strip(" .:-–,"))
    if not (_DONE.fullmatch(label) or _TO_DO.fullmatch(label)) or _NO_WORK.search(label):
        return False
    beside = [*said, *(h.facets for h in stack), *([setting.title] if setting.title else [])]
    if any(f.measures or f.timed or f.monthly or f.otherwise or f.tiers for f in beside):
        return False
    return all(_PRICED.fullmatch(f.text) for f in said[1:])


def of_visits(clause: str, unit: Source, component: Source) -> tuple[Source, Source]:
    """Unit and component of a `service charge` that a sentence sets for what is done once: `a
    service charge of $25.00 for the two trips`, where none is printed."""
    if component.value == "customer" and _VISITS.match(clause):
        return Source("USD"), Source("nonrecurring")
    return unit, component


def not_overdue(said: list[Facets], component: Source) -> Source:
    """The component of a price below a heading of penalties. What is paid for each event of another
    kind is no late payment: `Use of a hydrant without permit: $400.00 per event`."""
    lent = component.value == "late_payment" and component.heading is not None
    each = lent and any(s.value == "time" for s in said[1].measures)
    other = each and said[0].free and not _OVERDUE.search(said[0].text)
    return component._replace(value="nonrecurring") if other else component
