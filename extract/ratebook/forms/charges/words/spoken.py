"""Amounts written out in words before the figure in brackets: `twenty-five dollars ($25.00)`."""

from __future__ import annotations

from decimal import Decimal

import regex

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "fourty": 40,
}
_TIMES = {"hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted((*_VALUES, *_TIMES), key=len, reverse=True))
_COUNT = rf"(?:{_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORD}))*"
_SPOKEN = regex.compile(
    rf"(?<![\w-])(?P<whole>{_COUNT})?(?:\s+and)?\s*(?P<parts>(?:no|\d\d)\s?/\s?100)?"
    rf"[\s-]*(?P<coin>dollars?)?(?:[\s,]+(?:and\s+)?(?P<small>{_COUNT})[\s-]+cents?)?\s*\(\s?$",
    regex.IGNORECASE,
)
_BARE = regex.compile(r"\b(?:dollars?|cents?|/\s?100)\s*\(\s?$", regex.IGNORECASE)
_COIN_BEHIND = regex.compile(r"\s+dollars?\b", regex.IGNORECASE)
_LONGEST = 90


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


def coin_behind(after: str) -> int:
    """How many signs of `after` name the coin once more: `Forty ($40.00) Dollars`."""
    m = _COIN_BEHIND.match(after)
    return m.end() if m else 0


def _value(m: regex.Match[str]) -> Decimal:
    hundredths = _count(m["small"]) if m["small"] else 0
    if m["parts"] and m["parts"][:2].isdigit():
        hundredths += int(m["parts"][:2])
    return Decimal(_count(m["whole"]) if m["whole"] else 0) + Decimal(hundredths) / 100


def _count(words: str) -> int:
    """`one hundred twenty-five` as 125."""
    total = part = 0
    for word in regex.findall(rf"{_WORD}", words.lower()):
        if word == "thousand":
            total, part = total + max(part, 1) * _TIMES[word], 0
        elif word == "hundred":
            part = max(part, 1) * _TIMES[word]
        else:
            part += _VALUES[word]
    return total + part
