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
    named = _DEPOSIT.match(left) if "eposit" in left else None
    told = _REQUIRED.match(" ".join(right.split())) if named else None
    if named is None or told is None or price.kind != "dollars" or price.refused:
        return None
    name = ", ".join(t for t in (named["name"], " ".join(told["whom"].split())) if t)
    reading = amount(price, None)
    if setting.context.doubt or _BOUNDED.search(name) or condition_near(name) or worn(name):
        return None
    if not isinstance(reading.value, Decimal) or (reading.decimals or 0) not in (0, 2):
        return None
    fields = {"component": Source("nonrecurring"), "unit": Source("USD"), "label": Source(name)}
    return Meaning(price, reading, fields)
