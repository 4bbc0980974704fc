"""Deposits that a sentence sets by themselves: `A deposit of $158 is required of all new
residential customers, returned with interest after twelve months.`"""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.doubt import condition_near, worn
from ratebook.forms.charges.words.price import Price, amount

_DEPOSIT = regex.compile(
    r"^\W*(?:(?:\d{1,2}|[A-Za-z])[.)]\s+)?(?:an?|the|each)\s+(?P<name>(?:[a-z-]+\s){0,3}deposit)\s+of\s*$",
    regex.IGNORECASE,
)
_EQUAL = regex.compile(
    r"^\W*(?P<name>(?:all|each|every|new)\s+[a-z][a-z -]{3,50}?\s"
    r"(?:customers?|members?|consumers?|applicants?|accounts?)\s"
    r"(?:will|shall|must)\s+(?:pay|make|post)\s+(?:an?\s+)?(?:equal\s+)?deposits?)"
    r"(?:\s+(?:of|equal\s+to|in\s+the\s+amount\s+of))\s*$",
    regex.IGNORECASE,
)
"""`All residential customers will pay equal deposits in the amount of`"""
_REQUIRED = regex.compile(
    r"^\W*(?:is|(?:shall|will|must)\s+be)\s+(?:required|collected|charged|made|paid|taken|held)\b"
    r"(?P<whom>(?:\s+(?:of|from|for|by|before|when|with)\s[^,.;$%]{3,90})?)"
    r"(?P<fate>(?:,?\s+(?:and\s+)?(?:(?:is|(?:shall|will)\s+be)\s+)?(?:to\s+be\s+)?"
    r"(?:returned|refunded|credited|held|repaid)\b[^$%]*)?)\W*$",
    regex.IGNORECASE,
)
"""What becomes of it later bounds nothing."""
_BOUNDED = regex.compile(
    r"\b(?:or|maximum|minimum|less|more|least|most|exceed\w*|estimated|averages?|times|twelfths?"
    r"|proposed|former\w*|unless|except|waived|example|may)\b",
    regex.IGNORECASE,
)


def deposit(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """The deposit that a sentence sets; None where it is another charge, or bounded by words."""
    if "eposit" not in left.lower() or price.kind != "dollars" or price.refused:
        return None
    named = _DEPOSIT.match(left) or _EQUAL.match(left)
    told = _REQUIRED.match(" ".join(right.split())) if named else None
    if named is None or not (told or (named.re is _EQUAL and not right.strip(" ."))):
        return None
    whom = " ".join(told["whom"].split()) if told else ""
    name = ", ".join(t for t in (" ".join(named["name"].split()), whom) if t)
    reading = amount(price, None)
    if setting.context.doubt or _BOUNDED.search(name) or condition_near(name) or worn(name):
        return None
    if not isinstance(reading.value, Decimal) or (reading.decimals or 0) not in (0, 2):
        return None
    fields = {"component": Source("nonrecurring"), "unit": Source("USD"), "label": Source(name)}
    return Meaning(price, reading, fields)
