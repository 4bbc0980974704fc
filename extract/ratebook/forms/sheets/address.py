"""Addresses in the head of a sheet or on the cover of a book: places, and no titles."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.rules.lookup import load_lookup
from ratebook.rules.vocabulary import Key

_ADDRESS = regex.compile(
    r"[A-Z][A-Za-z.' ]+,\s*[A-Z][A-Za-z. ]+?\s*(?:\d{5}(?:-\d{4})?)?$"
    r"|[^,\d]{2,40},\s*\S+(?: \S+)?\s+\d[\dOoIlSBZ]{4}(?:-\d{4})?$"
)
_STREET = regex.compile(
    r"\d{1,5}\s+(?:[\w.]+\s+){0,5}?(?:streets?|st|avenue|ave|roads?|rd|drive|boulevard|blvd|lane"
    r"|pike|bypass|by-pass|parkway|court|highway|hwy|route)(?![a-z])\.?(?:\s?\d{1,4})?"
    r"(?:,?\s[\w.]+(?:\s[\w.]+)?,\s[\w. ]{2,30})?$"
    r"|p(?:ost)?\.?\s?o(?:ffice)?\.?\s+box\s+\d+.{0,40}$",
    regex.IGNORECASE,
)
# What no place is called that stands without its state: `RATES, ALL AREAS`, `SMALL POWER, RURAL`.
_TITLED = regex.compile(
    r"\b(?:rates?|services?|charges?|fees?|schedules?|tariffs?|riders?|light(?:s|ing)?|power|monthly|months?|residential"
    r"|commercial|industrial|farm|general|public|phase|demand|energy|meters?|customers?|members?|metering|purchases?)\b",
    regex.IGNORECASE,
)


@lru_cache(maxsize=2048)
def is_address(text: str) -> bool:
    """`McKee, Kentucky 40447`, `220 West Main Street`: a place, no title."""
    if text[:1].isdigit() or text[:1] in ("P", "p"):
        return _STREET.match(text.strip()) is not None or _placed(text)
    return _placed(text)


def _placed(text: str) -> bool:
    if "," not in text or _ADDRESS.fullmatch(text.strip()) is None:
        return False
    return _TITLED.search(text) is None or _stated(text.rpartition(",")[2])


def _stated(behind: str) -> bool:
    """Whether what stands behind the last comma is a state, with its postal code or without."""
    return behind.strip(" .0123456789-").replace(".", "").lower() in _states()


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    listed: dict[str, str] = load_lookup("states", {"states": Key("map", required=True)})["states"]
    return frozenset(t.lower() for pair in listed.items() for t in pair)
