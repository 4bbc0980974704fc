"""Worn words on a charge sheet: spaced or glued letters, and words near to a known one.

A worn word is never mended here. In a name it makes the name doubtful; where it is near to a word
that sets a condition (`Off-Pcak`), the price beside it is not read."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import regex
from rapidfuzz import fuzz, process

from ratebook.forms.charges.words import charge_words
from ratebook.rules.lookup import name_words

_SPACED = regex.compile(r"(?<!\S)(?:\S\s+){3,}\S(?!\S)")
_GLUED = regex.compile(
    r"[a-z]{2}[A-Z][a-z]|[a-z]\d[a-z]|[A-Z]{2}[a-z]{2,}[A-Z]|(?<![A-Za-z])[lI][A-Z][A-Z]?[a-z]"
)
_DEBRIS = regex.compile(r"[~=^\\\]\[_<>{}¬§|]")
_WORD = regex.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 4
_NEAREST = 5
_ALIKE = 80
_SPLIT = 74


def debris(text: str) -> bool:
    """Whether signs stand in a text that no heading or label has."""
    return _DEBRIS.search(text) is not None


def stamped(text: str) -> bool:
    """Whether words of the Commission's stamp stand in a line of the body."""
    return _stamp().search(text) is not None


@lru_cache(maxsize=2048)
def worn(text: str) -> bool:
    """Whether a name was damaged: spaced or glued letters, or a word that is nearly a known one."""
    if _SPACED.search(text) or _GLUED.search(text) or debris(text):
        return True
    return any(near(word) for word in _WORD.findall(text))


@lru_cache(maxsize=2048)
def condition_near(text: str) -> str | None:
    """The word of a condition that some worn word of the text is near to."""
    if _SPACED.search(text):
        return "spaced letters"
    for word in _WORD.findall(text):
        found = near(word)
        if found in _conditions():
            return found
    return None


def strange(words: tuple[str, ...]) -> bool:
    """Whether a longer word among these is none of those charge sheets are known to use."""
    return any(len(w) >= _NEAREST and w.isalpha() and w.lower() not in _known() for w in words)


@lru_cache(maxsize=4096)
def near(word: str) -> str | None:
    """The known word that an unknown one is near to; None for known words and strange ones."""
    said = word.lower().replace("’", "'")
    known = _known()
    if len(said) < _NEAREST or said in known or any(said + e in known for e in ("s", "ed")):
        return None
    if any(said.removesuffix(e) in known for e in ("s", "es", "ed", "ing", "er", "'s", "ly")):
        return None
    if "-" in said and all(part in known for part in said.split("-")):
        return None
    enough = _SPLIT if "-" in said or len(said) > _NEAREST else _ALIKE
    best = process.extractOne(said, _listed(), scorer=fuzz.ratio, score_cutoff=enough)
    return best[0] if best and abs(len(best[0]) - len(said)) <= 2 else None


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    words: set[str] = set()
    names = name_words()
    for text in (*_texts(charge_words()), *names.body_headings, *names.shared_headings):
        words.update(w.lower() for w in regex.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text))
        words.update(w.lower() for w in regex.findall(r"[^\W\d_]+", text))
    return frozenset(words)


@lru_cache(maxsize=1)
def _listed() -> list[str]:
    return sorted(w for w in _known() if len(w) >= _SHORTEST)


@lru_cache(maxsize=1)
def _conditions() -> frozenset[str]:
    words = charge_words()
    texts = (
        *words["words"]["conditions"],
        *_texts(words["seasons"]),
        *_texts(words["periods"]),
        *words["measures"],
        *words["quantities"]["words"],
    )
    return frozenset(w.lower() for text in texts for w in (*text.split(), text))


@lru_cache(maxsize=1)
def _stamp() -> regex.Pattern[str]:
    body = "|".join(regex.escape(w) for w in charge_words()["words"]["stamp"])
    return regex.compile(rf"\b(?:{body})\b", regex.IGNORECASE)


def _texts(of: Any) -> list[str]:
    """All texts of a lookup, keys of its maps among them."""
    if isinstance(of, str):
        return [of]
    if isinstance(of, dict):
        return [t for k, v in of.items() for t in (str(k), *_texts(v))]  # type: ignore[misc]
    return [t for v in of for t in _texts(v)] if isinstance(of, list) else []  # type: ignore[misc]
