"""What a row, its heading or its column prints of a charge must have come into its record.

A block of use or a class of customers that was lost on the way leaves a price that holds for more
than it should: such a charge is not accepted."""

from __future__ import annotations

from collections import defaultdict

import regex

from ratebook.forms.charges.headings.heading import CUSTOMERS
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.words.facets import facets

_BLOCK = regex.compile(
    r"\b(?:first|next|over|above|additional|remaining|excess)\b.{0,30}\b(?P<of>kwh|mcf|ccf|gal\w*|therms?|dth)\b",
    regex.IGNORECASE,
)
_SAID_BEFORE = regex.compile(
    r"(?:and\s+)?(?:then|(?:the\s+)?(?:same|rest|remainder|latter|former)|ditto)\b(?!\s*-)",
    regex.IGNORECASE,
)
"""What a name begins with whose thing is named before: `The same, overtime`."""
_OF = {"kwh": "USD/kWh", "mcf": "USD/Mcf", "ccf": "USD/Ccf", "therm": "USD/therm", "dth": "USD/Dth"}
_OF_A_CLASS = frozenset({"customer", "energy", "demand", "minimum", "commodity"})
_BY_NAME = frozenset({"nonrecurring", "other", "lamp"})


def doubt_lost(found: list[Found]) -> None:
    """Marks charges from which a block or a class of customers was lost."""
    for one in found:
        if "tier" not in one.meaning.fields and _prints_block(one):
            one.meaning.doubtful.update(("tier", "amount"))
        if _is_nameless(one):
            one.meaning.doubtful.add("amount")
        label = one.meaning.fields.get("label")
        if label is not None and _SAID_BEFORE.match(label.value):
            one.meaning.doubtful.add("label")
    if not any("group" in one.meaning.fields for one in found):
        return
    pools: dict[tuple[str | None, ...], list[Found]] = defaultdict(list)
    for one in found:
        key = one.key
        pools[key[:1] + key[2:]].append(one)
    for same in pools.values():
        _doubt_classless(same)


def _is_nameless(one: Found) -> bool:
    """Whether nothing says what a charge is for that only its name tells."""
    fields = one.meaning.fields
    if "group" in one.meaning.doubtful and not {"label", "tier"} & fields.keys():
        return True
    named = "label" in fields or "group" in fields or "tier" in fields
    return fields["component"].value in _BY_NAME and not named


def _prints_block(one: Found) -> bool:
    """Whether the row of a rate prints a block of what it is paid by."""
    text, unit = one.text.text, one.meaning.fields["unit"].value
    m = _BLOCK.search(text) if "\t" in text or len(text) < 90 else None
    if m is None:
        return False
    of = m["of"].lower()
    by = "gal" in unit if of.startswith("gal") else _OF.get(of.rstrip("s")) == unit
    return by and bool(facets(text).tiers)


def _doubt_classless(same: list[Found]) -> None:
    """Marks a charge of nobody beside the same charge of a class of customers, at another price:
    the heading above it was lost."""
    named = [one for one in same if "group" in one.meaning.fields]
    of_classes = [o for o in named if CUSTOMERS.search(o.meaning.fields["group"].value)]
    if not of_classes or len(named) == len(same):
        return
    amounts = {str(one.meaning.reading.value) for one in of_classes}
    for one in same:
        if one not in named and str(one.meaning.reading.value) not in amounts:
            one.meaning.doubtful.add("amount")


def doubt_nobodys(found: list[Found]) -> None:
    """Marks the rates of no schedule and no group where two of them are of different amounts: a
    heading between them was not understood, and what it is of is not known of any."""
    nobodys = [
        one
        for one in found
        if one.meaning.fields["component"].value in _OF_A_CLASS
        and "group" not in one.meaning.fields
        and "schedule" not in one.shared
    ]
    amounts: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for one in nobodys:
        amounts[one.key].add(str(one.meaning.reading.value))
    if any(len(several) > 1 for several in amounts.values()):
        for one in nobodys:
            one.meaning.doubtful.add("amount")
