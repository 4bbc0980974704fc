"""Tables of hours: nothing of them heads the prices below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from ratebook.forms.charges.rows.row_kinds import filled
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

_CLOCK = regex.compile(
    r"(?<![\w.$])(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?\s?m\b|noon\b|midnight\b)"
    r"|[012]\d[0-5]\d\s*(?:to|through|until|[-–—])\s*[012]\d[0-5]\d(?:\s*(?:hours|hrs)\b|\s*$))",
    regex.IGNORECASE,
)
_OTHERS = regex.compile(
    r"\W*(?:(?:(?:all|any)\s+)?(?:other|remaining)|after|outside)(?:\s+(?:hours?|times?|days?))?\W*",
    regex.IGNORECASE,
)
"""What stands beside hours for all that are none of them: `All Other`."""
_PAIR = 2
_DEEP = 5
_MARKS = ("m", "M", "noon", "Noon", "NOON", "00")


@lru_cache(maxsize=4096)
def says_hours(text: str) -> bool:
    """Whether a line prints a time of the day."""
    return any(mark in text for mark in _MARKS) and _CLOCK.search(text) is not None


def prices_by_hours(texts: Sequence[Text], at: int) -> bool:
    """Whether a line of hours heads columns of prices: the first row below prints one below each
    of two columns of hours or more: `6 AM - 1 PM | 1 PM - 9 PM`."""
    heads = [c for c in filled(texts[at].line) if says_hours(c.text) or _OTHERS.fullmatch(c.text)]
    row = next((t for t in texts[at + 1 : at + _DEEP] if prices(t.text)), None)
    if row is None or len(heads) < _PAIR:
        return False
    priced = [c for c in filled(row.line) if prices(c.text)]
    return len(priced) == len(heads)


def heads_hours(texts: Sequence[Text], at: int) -> bool:
    """Whether a line heads a table of hours or is its last row, or is a season above its hours:
    nothing of it holds for the prices below."""
    if len(filled(texts[at].line)) < _PAIR:
        below = texts[at + 1 : at + _PAIR]
        named = bool(below) and says_hours(below[0].text) and not prices(below[0].text)
        return named and bool(facets(texts[at].text).seasons)
    hours = any(says_hours(text.text) for text in texts[at : at + _PAIR])
    return hours and not prices_by_hours(texts, at)
