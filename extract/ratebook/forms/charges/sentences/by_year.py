"""Discounts that change from year to year, all said in one sentence: `The reduction of the demand
charge is 40% in year 1, 30% in year 2 and 5% in year 3.`"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.price import Price, amount

_NAMED = regex.compile(
    r"^\W*(?:(?:the|an?)\s+)?(?P<name>[A-Za-z][A-Za-z' -]{0,60}?\b(?:reduction|discount|credit)s?\b"
    r"(?:\s+(?:of|in|to|from|on)\s+[A-Za-z' -]{3,60}?)?)\s+"
    r"(?:is|are|(?:shall|will)\s+be)(?:\s+as\s+follows)?\s*:?\s*$"
    r"|^\W*(?P<name>(?:the\s+)?[A-Za-z][A-Za-z' -]{2,60}?\b(?:charges?|rates?|bills?|minimums?)"
    r"\s+(?:is|are|(?:shall|will)\s+be)\s+reduced)\s+by\s*$",
    regex.IGNORECASE,
)
_YEAR = regex.compile(
    r"^\s*(?:(?:in|for|during)\s+)?(?:the\s+)?(?P<year>(?:contract\s+|service\s+)?year\s+(?:\d{1,2}|one|two|three|four|five|six)"
    r"|(?:first|second|third|fourth|fifth|sixth)\s+(?:contract\s+)?year)(?:\s+of\s+(?:service|the\s+contract))?"
    r"\s*(?:[,;]?\s*(?:and\s+)?|\.)\s*$",
    regex.IGNORECASE,
)
_BEHIND_YEAR = regex.compile(r"\byear\s+\d{1,2}[,;]?\s+(?:and\s+)?$", regex.IGNORECASE)
"""What stands before a figure that was not cut from it."""
_FEWEST = 2


def by_year(sentence: str, found: Sequence[Price]) -> list[Meaning]:
    """The discounts of such a sentence; none where it is another, or one of them is of no year."""
    if len(found) < _FEWEST or "year" not in sentence.lower():
        return []
    named = _NAMED.match(" ".join(sentence[: found[0].start].split()))
    ends = [*(p.start for p in found[1:]), len(sentence)]
    years = [_YEAR.match(sentence[p.end : end]) for p, end in zip(found, ends, strict=True)]
    readings = [amount(p, None) for p in found]
    whole = (not p.refused or _BEHIND_YEAR.search(sentence[: p.start]) for p in found)
    if named is None or not all(whole):
        return []
    said = [" ".join(m["year"].split()).lower() for m in years if m]
    if len({*said}) != len(found) or not all(isinstance(r.value, Decimal) for r in readings):
        return []
    made: list[Meaning] = []
    for price, reading, year in zip(found, readings, said, strict=True):
        fields = {"component": Source("discount"), "unit": Source("percent")}
        fields["label"] = Source(f"{named['name']}, {year}")
        # The sign right behind it shows that it was not cut.
        made.append(Meaning(price, reading, fields, summed=True))
    return made
