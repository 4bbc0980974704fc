"""When two values are the same, and when a token says a value without being normalised."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, cast

_CENTS = re.compile(r"\s*(?:¢|cents?|c)$", re.IGNORECASE)
_PLAIN = re.compile(r"-?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)", re.ASCII)
_LONGEST = 64
"""Longer tokens are no numbers; a hostile one must not cost time."""


def fold(text: str) -> str:
    """Capitals and runs of spaces do not count."""
    return " ".join(text.casefold().split())


def number(text: str) -> Decimal | None:
    """A decimal string as a number; None for anything else."""
    if len(text) > _LONGEST or not re.fullmatch(r"-?\d+(?:\.\d+)?", text, re.ASCII):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def same(meant: Any, read: Any) -> bool:
    """Equal as values: numbers by size, texts but for capitals and spaces, lists in any order."""
    if isinstance(meant, str) and isinstance(read, str):
        return fold(meant) == fold(read) or number(meant) == number(read) is not None
    if isinstance(meant, list) and isinstance(read, list):
        ours, theirs = cast("list[Any]", meant), cast("list[Any]", read)
        return sorted(map(str, ours)) == sorted(map(str, theirs))
    return meant == read


def printed_number(raw: str) -> Decimal | None:
    """The number an undamaged token prints; cents become dollars."""
    text = raw.strip().strip("$% ").strip()
    cents = _CENTS.search(text)
    text = _CENTS.sub("", text).strip() if cents else text
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()") if negative else text
    if not text or len(text) > _LONGEST or not _PLAIN.fullmatch(text):
        return None
    found = Decimal(text.replace(",", ""))
    found = found / 100 if cents else found
    return -found if negative else found


def says(raw: str, value: Any) -> bool:
    """True where the token, as it was read, prints this value and needs no repair."""
    if value is None:
        return not raw.strip()
    if isinstance(value, int):
        return raw.strip() == str(value)
    if not isinstance(value, str):
        return False
    meant = number(value)
    if meant is not None:
        printed = printed_number(raw)
        return printed is not None and abs(printed) == abs(meant)
    return fold(raw) == fold(value) or _says_day(raw, value)


def _says_day(raw: str, value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", value):
        return False
    from ratebook.forms.tokens.dates import find_dates

    found = [r.iso for token in find_dates(raw[:200]) for r in token.readings if not r.cost]
    return any(day.startswith(value) for day in found)
