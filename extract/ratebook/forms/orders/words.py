"""The words of orders, as the lookup `orders.toml` has them, compiled once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import regex
from rapidfuzz import fuzz

from ratebook.errors import RuleError
from ratebook.rules.lookup import load_lookup
from ratebook.rules.vocabulary import Key, Shape

_LAW: Shape = {"head": Key("text", required=True), "item": Key("text"), "section": Key("text")}
_ORDERS: Shape = {
    **{
        name: Key("texts", required=True)
        for name in (
            "caption", "title", "ordering", "further", "signature", "signature_starts",
            "served_heading", "furniture", "footnote_cues", "styles", "no_applicant", "matters",
            "bodies", "suppliers", "effective", "effective_on_order", "order_date",
            "case_words", "case_numbers", "style_suppliers",
        )
    },
    **{
        name: Key("text", required=True)
        for name in (
            "appendix", "appendix_caption", "deadline_days", "deadline_date", "case_numbers_bare",
        )
    },
    "law": Key("tables", required=True, shape=_LAW),
}  # fmt: skip
_STATES: Shape = {"states": Key("map", required=True)}

DATE = (
    r"(?:[A-Z][a-z]{2,8}\.?|[A-Z]{3,9}\.?)\s{0,3}\d{1,2}\s?[,.]?\s{0,3}(?:19|20)\d\d"
    r"|\d{1,2}/\d{1,2}/(?:19|20)?\d\d"
)
"""A date as orders print it; stands for the word DATE in a lookup's pattern."""

_PART = r"(?:(?:Inc|Corp|Co|Ltd|Assn|Ass'n|Coop|St|[A-Z])\.(?!\w)|[A-Z][\w&'’-]*)"
NAME = rf"(?-i:{_PART}(?:,? (?:(?:of|and|the|for|&) )*{_PART})*)"
"""A run of capitalised words, points only after short forms; stands for NAME."""

NUMBER = r"(?:[a-z]+(?:-[a-z]+)?\s{0,3}\(\d{1,3}\)|\d{1,3}|[a-z]+(?:-[a-z]+)?)"
"""A count in figures, in words or both; stands for NUMBER."""

_ENTERED = regex.compile(r"ENTERED\s+(?:[A-Z][A-Za-z]{2,8}\.?\s?\d|\d{1,2}/)")
"""`ENTERED June 7, 2010`: the stamp below an order."""
_LONGEST_SIGNATURE = 34
_NEAR_SIGNATURE = 78
_NEAR_SPACED = 70
_SLOTS = {"DATE": rf"(?P<date>(?-i:{DATE}))", "NAME": NAME, "NUMBER": NUMBER}


@lru_cache(maxsize=1)
def orders() -> dict[str, Any]:
    """The whole lookup."""
    return load_lookup("orders", _ORDERS)


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Two-letter codes by the name of the state."""
    return load_lookup("states", _STATES)["states"]


def compiled(pattern: str, where: str = "orders.toml") -> regex.Pattern[str]:
    """A lookup's pattern with its slots filled; RuleError where it is no pattern."""
    for slot, body in _SLOTS.items():
        pattern = regex.sub(rf"\b{slot}\b", lambda _, b=body: b, pattern)
    try:
        return regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        raise RuleError(where, pattern[:60], f"not a pattern: {error}", "Correct it.") from error


@lru_cache(maxsize=64)
def patterns(key: str) -> tuple[regex.Pattern[str], ...]:
    """The compiled patterns under a key of `orders.toml`."""
    found = orders()[key]
    return tuple(compiled(p) for p in ([found] if isinstance(found, str) else found))


@lru_cache(maxsize=64)
def _any_of(key: str) -> regex.Pattern[str]:
    """The patterns under a key as one."""
    return regex.compile("|".join(f"(?:{p.pattern})" for p in patterns(key)), regex.IGNORECASE)


@lru_cache(maxsize=64)
def phrases(key: str, tail: str = "") -> regex.Pattern[str]:
    """One pattern for all phrases under a key, blanks in them being any white space."""
    words = sorted(orders()[key], key=len, reverse=True)
    body = "|".join(r"\s*".join(regex.escape(w) for w in p.split()) for p in words)
    return regex.compile(rf"(?:{body}){tail}", regex.IGNORECASE)


def matches(key: str, text: str) -> regex.Match[str] | None:
    """The first match of the patterns under a key."""
    for pattern in patterns(key):
        if m := pattern.search(text):
            return m
    return None


def says(key: str, text: str) -> bool:
    """Whether one of the patterns under a key matches: of most lines none does."""
    return _any_of(key).search(text) is not None


def is_signature(text: str) -> bool:
    """Whether the line opens the block below an order's last paragraph."""
    bare = " ".join(text.split()).strip(" .:_*")
    if not 0 < len(bare) < 80:
        return False
    if phrases("signature").fullmatch(bare) or _worn_signature(bare):
        return True
    if _ENTERED.match(bare):
        return True
    # In small letters these words go on with a sentence: "the Order / dated June 3".
    return bare[0].isupper() and phrases("signature_starts", r"(?!\w)").match(bare) is not None


def _worn_signature(bare: str) -> bool:
    """Whether a short line is `By the Commission` or `ATTEST` in spaced or worn letters."""
    if bare[0] not in "BAb8" or len(bare) > _LONGEST_SIGNATURE:
        return False
    said = "".join(bare.split()).lower()
    spaced = len(bare.split()) > 5 and all(len(part) < 3 for part in bare.split())
    if bare[0] != "A":
        enough = _NEAR_SPACED if spaced else _NEAR_SIGNATURE
        return fuzz.ratio(said, "bythecommission") >= enough
    return (bare.isupper() or spaced) and fuzz.ratio(said, "attest") >= _NEAR_SIGNATURE


@lru_cache(maxsize=1)
def _worn_ordering() -> regex.Pattern[str]:
    words = sorted(("".join(p.upper().split()) for p in orders()["ordering"]), key=len)
    # Short phrases bear less damage: `IT IS SO ORDERED` orders nothing.
    body = "|".join(rf"(?:{regex.escape(p)}){{e<={len(p) // 6}}}" for p in words)
    return regex.compile(body)


def worn_ordering(text: str) -> int | None:
    """Where the words by which a commission orders end at the start of `text`, if only damaged
    letters keep them from being known: `1T IS TFIEREFORE ORDERED`."""
    head, _, rest = text.lstrip()[:60].partition("ORDERED")
    said = "".join(head.split()) + "ORDERED"
    if not rest or not head or head.upper() != head or not _worn_ordering().fullmatch(said):
        return None
    return text.index("ORDERED") + len("ORDERED")


def opens_ordering(text: str) -> bool:
    """Whether the line begins with the words by which a commission orders."""
    if "ORDER" not in text[:60] and "rder" not in text[:60]:
        return False
    return phrases("ordering").match(text.lstrip()) is not None or worn_ordering(text) is not None
