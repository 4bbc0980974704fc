"""The season that months alone name: `June - September` is summer, `October through April` winter.

A span that holds parts of both, or of neither, names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import regex

from ratebook.forms.tokens.dates import MONTHS

_MONTH = re.compile(rf"(?<![a-z])(?:{'|'.join(m[:3] for m in MONTHS)})[a-z]*", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:through|thru|to)\b|[-–]", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERS = {name[:3]: n for n, name in enumerate(MONTHS)}
_WARM, _COLD = frozenset({6, 7}), frozenset({0, 1})
_MIDSUMMER, _MIDWINTER = frozenset({5, 6, 7}), frozenset({11, 0, 1})
_NAMING = frozenset({"summer", "winter"})
_TOWN = regex.compile(r"\b(?:city|town|village|community)\s+of\s+$", regex.IGNORECASE)
_BODY = regex.compile(
    r"\s+[A-Za-z]{3,}\s+(?:(?i:water|gas|electric|sewer|county|city|municipal|utilit(?:y|ies)|rural)\s+)?"
    r"(?i:district|compan(?:y|ies)|association|cooperative|corporation|commission|department|utilit(?:y|ies)|system)\b"
)


@lru_cache(maxsize=1024)
def season_of(span: str) -> str | None:
    """The season of a span of months as printed; None where it is of no one season, or dated."""
    named = [_NUMBERS[m[0][:3].lower()] for m in _MONTH.finditer(span)]
    if len(named) != 2 or _YEAR.search(span) or not _RANGE.search(span):
        return None
    months = _months(*named)
    if months >= _WARM and months.isdisjoint(_MIDWINTER):
        return "summer"
    return "winter" if months >= _COLD and months.isdisjoint(_MIDSUMMER) else None


def of_both(span: str) -> bool:
    """Whether a span of months holds summer and winter: no season is that long."""
    named = [_NUMBERS[m[0][:3].lower()] for m in _MONTH.finditer(span)]
    return len(named) == 2 and _months(*named) >= _WARM | _COLD


def _months(first: int, last: int) -> set[int]:
    """The months from the first to the last, January 0."""
    return {(first + n) % 12 for n in range((last - first) % 12 + 1)}


def of_a_place(text: str, start: int, end: int) -> bool:
    """Whether a season's word is of the name of a place or of its utility: `City of Summer Shade`,
    `Winter Park Water District`."""
    if text[start:end].lower() not in _NAMING:
        return False
    return _TOWN.search(text[:start]) is not None or _BODY.match(text, end) is not None


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


def aside(text: str, said: Sequence[_Placed]) -> bool:
    """Whether all that is said of seasons stands within brackets behind other words: `Seasonal
    Charge (off over summer)`."""
    inner = [text[text.rfind("(", 0, s.start) + 1 : s.start] for s in said if "(" in text]
    return bool(inner) and all(")" not in words and words.strip() for words in inner)
