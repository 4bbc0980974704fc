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
_PAIR = 2
_MARKS = ("m", "M", "noon", "Noon", "NOON", "00")


@lru_cache(maxsize=4096)
def says_hours(text: str) -> bool:
    """Whether a line prints a time of the day."""
    return any(mark in text for mark in _MARKS) and _CLOCK.search(text) is not None


def heads_hours(texts: Sequence[Text], at: int) -> bool:
    """Whether a line heads a table of hours or is its last row, or is a season above its hours:
    nothing of it holds for the prices below."""
    if len(filled(texts[at].line)) < _PAIR:
        below = texts[at + 1 : at + _PAIR]
        named = bool(below) and says_hours(below[0].text) and not prices(below[0].text)
        return named and bool(facets(texts[at].text).seasons)
    return any(says_hours(text.text) for text in texts[at : at + _PAIR])
