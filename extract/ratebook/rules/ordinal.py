"""Ordinals as sheets print them: 2nd, 45TH, Second, FORTY-FIFTH."""

from __future__ import annotations

import re

_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
    *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_WORDS: dict[str, int] = {
    **{word: n for n, word in enumerate(_UNITS + _TEENS, start=1)},
    **{tens[:-1] + "ieth": 10 * n for n, tens in enumerate(_TENS, start=2)},
}
_TIMES_TEN = {tens: 10 * n for n, tens in enumerate(_TENS, start=2)}

_FIRST = re.compile(r"^[il|]st$")
"""How a scan shows 1st; no other ordinal looks so."""
_PIECES = re.compile(r"[a-z]+|\d+")

ORDINAL = (
    r"(?:\d{1,3}[\s]?(?:st|nd|rd|th|d)(?![a-z])|(?<![a-z\d|])[il|]st(?![a-z])"
    rf"|(?:(?:{'|'.join(_TENS)})[\s-]{{0,2}})?(?:{'|'.join(_UNITS)})(?![a-z])"
    rf"|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![a-z]))"
)
"""The pattern of an ordinal, to be compiled ignoring case."""


def ordinal_number(text: str) -> int | None:
    """The number an ordinal stands for; None if it is none, or its ending does not fit (`2th`)."""
    words = _PIECES.findall(_FIRST.sub("1st", text.lower()))
    if not words:
        return None
    if words[0].isdigit():
        number = int(words[0])
        return number if len(words) == 2 and words[1] in _endings(number) else None
    tens = _TIMES_TEN.get(words[0], 0) if len(words) == 2 else 0
    if len(words) == 2 and not (tens and _WORDS.get(words[1], 10) < 10):
        return None
    unit = _WORDS.get(words[-1])
    return None if unit is None else tens + unit


def _endings(number: int) -> tuple[str, ...]:
    if 10 <= number % 100 <= 20:
        return ("th",)
    return {1: ("st",), 2: ("nd", "d"), 3: ("rd", "d")}.get(number % 10, ("th",))
