"""Words of the Commission's stamp amid other words, whole or in pieces."""

from __future__ import annotations

from itertools import combinations

import regex

_STAMPS = (
    "PUBLIC SERVICE COMMISSION OF KENTUCKY EFFECTIVE PURSUANT TO KAR SECTION EXECUTIVE DIRECTOR",
    "KENTUCKY PUBLIC SERVICE COMMISSION EXECUTIVE DIRECTOR TARIFF BRANCH EFFECTIVE PURSUANT TO",
)
"""The words of the stamps of 2007 on, in their order."""
_LETTERS = "|".join(stamp.replace(" ", "") for stamp in _STAMPS)
_WHOLE = frozenset(word for stamp in _STAMPS for word in stamp.split())
_CAPITALS = regex.compile(r"\p{Lu}(?:\s?\p{Lu}){3,}")
_SHORTEST = 5
DEBRIS = regex.compile(r"[~¬\ufffd]|_\.|-=|=-|\^")
"""Signs that stand for what a stamp or a fold took away."""


def overprinted(text: str, among: str = "") -> bool:
    """Whether a piece of a stamp stands in a text. Where what it stands among (itself, if nothing
    else is given) is in capitals, whole words that stamps and tariffs share are no sign of one."""
    plain = not any(ch.islower() for ch in among or text)
    for run in _CAPITALS.findall(text):
        words = run.split()
        if not plain and any(w.rstrip("S") not in _WHOLE and holds_piece(w) for w in words):
            return True
        for first, last in combinations(range(len(words) + 1), 2):
            piece = "".join(words[first:last])
            whole = plain and all(word in _WHOLE for word in words[first:last])
            if len(piece) >= _SHORTEST and piece in _LETTERS and not whole:
                return True
    return False


def holds_piece(symbol: str) -> bool:
    """Whether letters of a stamp run into those of a symbol."""
    ends = range(_SHORTEST, len(symbol) + 1)
    return any(symbol[end - _SHORTEST : end] in _LETTERS for end in ends)


def spoilt(text: str, among: str = "") -> bool:
    """Whether a text is overprinted or holds debris."""
    return DEBRIS.search(text) is not None or overprinted(text, among)
