"""Amounts written out in words before the figure in brackets: `twenty-five dollars ($25.00)`."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.tokens.counts import NUMBER_WORD, number_in_words

_COUNT = rf"(?:{NUMBER_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{NUMBER_WORD}))*"
_SPOKEN = regex.compile(
    rf"(?<![\w-])(?P<whole>{_COUNT})?(?:\s+and)?\s*(?P<parts>(?:no|\d\d)\s?/\s?100)?"
    rf"[\s-]*(?P<coin>dollars?)?(?:[\s,]+(?:and\s+)?(?P<small>{_COUNT})[\s-]+cents?)?\s*\(\s?$",
    regex.IGNORECASE,
)
_BARE = regex.compile(r"\b(?:dollars?|cents?|/\s?100)\s*\(\s?$", regex.IGNORECASE)
_COIN_BEHIND = regex.compile(r"\s+dollars?\b", regex.IGNORECASE)
_SHARE = regex.compile(
    rf"(?<![\w-])(?P<whole>{_COUNT})??(?:\s+and)?(?P<half>\s*\bone[\s-]half(?:\s+of\s+one)?)?"
    r"(?:\s*\(\s*(?P<again>\d{1,2}(?:\.\d+)?)\s*\))?(?=\s+per\s?cent\b(?!\s*\(\s*[\d.]))",
    regex.IGNORECASE,
)
_SHARE_BEFORE = regex.compile(
    rf"(?<![\w-])(?P<whole>{_COUNT})(?P<half>\s+and\s+one[\s-]half)?\s+per\s?cent\s*\(\s?$",
    regex.IGNORECASE,
)
_HALF = Decimal("0.5")
_LONGEST = 90
COUNTED_AGAIN = regex.compile(r"(?<=[a-z])\s\(\d{1,2}\)(?=\s[a-z])", regex.IGNORECASE)
"""A number again in figures: `four (4) months`."""


def spoken(before: str) -> tuple[int, Decimal | None] | None:
    """Where in `before` (all that stands left of a figure in brackets, its bracket included) the
    amount in words begins, and what it says; None of it where only `dollars` is legible. None where
    no words of an amount stand there: then the brackets are of a negative figure."""
    begin = max(0, len(before) - _LONGEST)
    m = _SPOKEN.search(before[begin:])
    if m is not None and (m["whole"] or m["small"]) and (m["whole"] or m["parts"] is None):
        return begin + m.start(), _value(m)
    bare = _BARE.search(before)
    return (bare.start(), None) if bare else None


def share_in_words(before: str) -> tuple[int, Decimal] | None:
    """The same of a percentage: `two percent (` before `2%)`."""
    begin = max(0, len(before) - _LONGEST)
    m = _SHARE_BEFORE.search(before[begin:])
    whole = number_in_words(m["whole"]) if m else None
    if m is None or whole is None:
        return None
    return begin + m.start(), whole + (_HALF if m["half"] else Decimal())


def in_figures(sentence: str) -> str:
    """The sentence with the percentages it prints in words alone in figures, each in the place of
    its words: `a penalty of   10 percent` for `ten percent` and for `ten (10) percent`."""
    return _SHARE.sub(_figure, sentence)


def in_words(printed: str, plain: str, start: int, end: int) -> int:
    """Where the words begin that print the figure at `plain[start:end]` of such a sentence; `start`
    where it is printed as a figure."""
    if printed[start:end] == plain[start:end]:
        return start
    while start and plain[start - 1] == " ":
        start -= 1
    return start + len(printed[start:end]) - len(printed[start:end].lstrip())


def _figure(m: regex.Match[str]) -> str:
    said = m[0].strip()
    if not said:
        return m[0]
    whole = number_in_words(m["whole"]) if m["whole"] else 0
    if whole is None:
        return m[0]
    value = str(whole + _HALF) if m["half"] else str(whole)
    if m["again"] and Decimal(m["again"]) != Decimal(value):
        return m[0]
    return value.rjust(len(m[0])) if len(value) <= len(m[0]) else m[0]


def coin_behind(after: str) -> int:
    """How many signs of `after` name the coin once more: `Forty ($40.00) Dollars`."""
    m = _COIN_BEHIND.match(after)
    return m.end() if m else 0


def _value(m: regex.Match[str]) -> Decimal:
    hundredths = number_in_words(m["small"] or "zero") or 0
    if m["parts"] and m["parts"][:2].isdigit():
        hundredths += int(m["parts"][:2])
    return Decimal(number_in_words(m["whole"] or "zero") or 0) + Decimal(hundredths) / 100
