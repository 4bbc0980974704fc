"""Addresses in the head of a sheet or on the cover of a book: places, and no titles."""

from __future__ import annotations

from functools import lru_cache

import regex

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


@lru_cache(maxsize=2048)
def is_address(text: str) -> bool:
    """`McKee, Kentucky 40447`, `220 West Main Street`: a place, no title."""
    if text[:1].isdigit() or text[:1] in ("P", "p"):
        return _STREET.match(text.strip()) is not None or _placed(text)
    return _placed(text)


def _placed(text: str) -> bool:
    return "," in text and _ADDRESS.fullmatch(text.strip()) is not None
