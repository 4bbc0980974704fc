"""What a price is paid for, said without `per`: `$.79 a month`, `$32 every trip`, `each time`."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.charges.words.words import charge_words, phrases

_EVENTS = (
    "time", "occasion", "instance", "incident", "move", "relocation", "tap", "tap-on", "turn-on",
    "turn-off", "transfer", "reconnection", "disconnection", "re-read", "reread", "change",
    "letter", "collection", "opening", "new account", "restoration", "resetting",
)  # fmt: skip
"""What happens once and is paid for then; the lookup has the more usual ones."""
_BLOCK = regex.compile(
    r"(?P<open>[\s(,]*)(?:per|for\s+each|each)\s+(?P<size>\d[\d,]*\s*kwh)[\s-]+block,?\s+per\s+month\b",
    regex.IGNORECASE,
)
"""`per 100 kWh block per month`: by the month, for each of them."""
_OWN_UNIT = regex.compile(r"\d|/|\bper\b|\beach\b", regex.IGNORECASE)
_BEGINS = frozenset({"a ", "an", "ea", "ev", "fo", "pe", "ap"})


@lru_cache(maxsize=2048)
def per_one(right: str) -> str:
    """The words behind a price, with what it is paid for said as `per`: an event is `per request`.
    The words as they are where no such thing stands right behind the price."""
    if right.lstrip(" \t(,")[:2].lower() not in _BEGINS:
        return right
    block = _BLOCK.match(right) if "lock" in right else None
    if block:
        return f"{block['open']} per month for each {block['size']} block{right[block.end() :]}"
    m = _one().match(right)
    if m is None:
        return right
    return f"{m['open']} per {m['measure'] or 'request'}{right[m.end() :]}"


def per_bracket(left: str, right: str) -> str:
    """The words before a price, with the unit that they end with in brackets said as `per`: `Base
    Rate (Mcf)`. As they are where a unit, or a quantity, is printed besides."""
    m = _bracket().search(left)
    if m is None or any(map(str.isalnum, right)) or _OWN_UNIT.search(left[: m.start()]):
        return left
    return f"{left[: m.start()]} per {m['measure']}"


@lru_cache(maxsize=1)
def _bracket() -> regex.Pattern[str]:
    measures = (
        "kwh",
        "kw",
        "kva",
        "mcf",
        "ccf",
        "dth",
        "therm",
        "month",
        "1,000 gallons",
        "1,000 gal.",
    )
    return regex.compile(rf"\s\((?P<measure>{phrases(measures)})\)[\s._]*$", regex.IGNORECASE)


@lru_cache(maxsize=1)
def _one() -> regex.Pattern[str]:
    measure = phrases(w for w in charge_words()["measures"] if w != "bill")
    return regex.compile(
        rf"(?P<open>[\s(,]*)(?:(?:an?|each(?:\s+and\s+every)?|every|for\s+every)\s+(?P<measure>{measure})"
        rf"|(?:an?|(?:for\s+)?(?:each|every)|per)\s+(?:{phrases(_EVENTS)}))s?(?![\w-])|(?P<open>[\s(,]*)apiece\b",
        regex.IGNORECASE,
    )
