"""What a sentence of a sheet says of all its rates: `The above rates are per lamp per month`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.words import fold

_ABOVE = regex.compile(
    r"\b(?:(?:all|the)\s+)?(?:(?:above|foregoing|these|all)\s+(?:rates|charges|prices|amounts|factors)"
    r"|(?:rates|charges|prices|amounts|factors)\s+(?:shown\s+)?above)"
    r"\s+are\s+(?:(?:stated|expressed|quoted|shown|billed|in|as)\s+)*"
    r"(?P<unit>(?:(?:dollars|cents)\s+)?per\s[^.;:$\n]{2,50}?)(?=[.;,]|\s+(?:except|and\s+include|unless|which)\b|\s*\n)",
    regex.IGNORECASE,
)
"""`The above rates are per lamp per month`: said once, of all of them."""
_MORE = (
    r"(?:(?:rates|usage|use|(?:all\s+)?water(?:\s+used)?)\s+"
    r"(?:after|over|above|beyond)\s+the\s+minimum(?:\s+(?:bill|usage|use))?)"
)
"""What is used besides what a minimum bill includes."""
_LAST = regex.compile(
    r"^\W{0,8}(?:note:?\s+)?(?:(?:rates|charges|prices|amounts|factors)"
    rf"|{_MORE})"
    r"\s+(?:is|are)\s+(?:(?:stated|expressed|quoted|shown|charged|billed|in|as)\s+)*"
    r"(?P<unit>(?:(?:dollars|cents)\s+)?per\s[^.;:$\n]{2,50}?)(?=[.;,)]|\s+(?:except|unless|which)\b|\s*$)"
    r"(?!(?s:.)*(?:\$\s?\d|\.\d{2}\b))",
    regex.IGNORECASE | regex.MULTILINE,
)
"""The same said below the last price: `Rates are per light per month.`"""
_TABLE = regex.compile(
    rf"\W*(?:note:?\s+)?(?:{_MORE}\s+(?:is|are)\s+|(?:(?:all|the)\s+)?(?:(?:above|foregoing|these|monthly|annual|volumetric)\s+)?"
    r"(?:(?:rates|charges|prices|amounts|factors|fees)\s+)?(?:(?:shown\s+)?above\s+)?are\s+)"
    r"(?:(?:charges|charged|rates|prices|stated|expressed|quoted|shown|billed|in|as)\s+)*"
    r"(?P<unit>(?:(?:dollars|cents)\s+)?per\s[^.;:$]{2,50}?)\s*[.)]*\s*",
    regex.IGNORECASE,
)
"""The same of the rows right above it alone: `The above are charges per attachment per year.`"""
_ROW = regex.compile(r"[^\t]*\p{L}.*\t\W*\d*\.?\d[\d,]*\W*")
_CREDIT = regex.compile(
    r"(?:\b(?:the|this|these|each|all)\s+(?P<what>(?:[a-z]+\s){0,4}credits?)\s+(?:is|are)\s+"
    r"(?:stated|expressed|quoted|shown|given)|^\s*(?P<what>credits)\s+are)(?:\s+in\s+dollars)?\s+"
    r"(?P<unit>per\s[^.;:$]{2,40}?)(?=[.;,]|\s+and\s+(?:is|are|will|shall)\b)",
    regex.IGNORECASE | regex.MULTILINE,
)
"""What the figures of a table are that are called by nothing: `The interruptible demand credit is
stated per kW per month and is deducted from the bill.` Or the unit of those that their rows call
credits: `Credits are per kWh delivered.`"""
_EACH = regex.compile(
    r"(?P<names>[A-Z][a-z]+(?:(?:,\s|,?\sand\s|\s)[a-z]+){1,8})\sare\seach\scharged\s"
    r"(?P<unit>per\s[^.;:$]{2,40}?)(?=[.;])"
)
_AND = regex.compile(r",\s*(?:and\s)?|\sand\s")
_REST = 120


class EachCharged(NamedTuple):
    """The folded names of what is charged alike, and the unit."""

    names: frozenset[str]
    unit: str


def each_charged(whole: str) -> EachCharged | None:
    """What a sentence says is charged alike: `Fixture, maintenance and energy are each charged per
    light per month`; None where none does, or several do."""
    told = [*_EACH.finditer(whole)]
    unit = facets(" ".join(told[0]["unit"].split())).unit if len(told) == 1 else None
    names = _AND.split(" ".join(told[0]["names"].split())) if unit else []
    return EachCharged(frozenset(map(fold, names)), unit) if unit else None


def of_all_rates(whole: str, small: str) -> Facets | None:
    """What a sentence says of all rates of a sheet, with what it excepts as its text; None where
    none does, or several do. `small`: the whole in small letters."""
    if "credit" in small and (credited := _credited(whole)):
        return credited
    told = [*_ABOVE.finditer(whole)] if "above" in small or "all " in small else []
    told = told or ([*_LAST.finditer(whole)] if "s are" in small or "the minimum" in small else [])
    if len(told) != 1:
        return None
    # What it excepts: `... except the minimum bill.`
    rest = whole[told[0].end() : told[0].end() + _REST].partition(".")[0]
    return replace(facets(" ".join(told[0]["unit"].split())), text=" ".join(rest.split()))


def of_tables(texts: Sequence[str]) -> dict[int, Facets]:
    """What a line says of the rows right above it, of a page where it is not said of all: by the
    number of each row, and none where nothing says so."""
    found: dict[int, Facets] = {}
    for at, text in enumerate(texts):
        m = _TABLE.fullmatch(text) if " are " in text or " the minimum " in text else None
        said = replace(facets(" ".join(m["unit"].split())), text="") if m else None
        first = at
        while said and said.measures and first and _ROW.fullmatch(texts[first - 1]):
            first -= 1
            found[first] = said
    return found


def _credited(whole: str) -> Facets | None:
    """What a sentence on a credit says of the rows that are called by nothing."""
    told = [*_CREDIT.finditer(whole)]
    if len(told) != 1:
        return None
    said, named = facets(" ".join(told[0]["unit"].split())), facets(told[0]["what"])
    kinds = tuple(s for s in named.components if s.value == "credit")
    return replace(said, components=kinds, text="") if kinds and said.unit else None
