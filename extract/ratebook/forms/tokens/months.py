"""Months as a table prints them: `May 2014`, `5/14`, `Sep-07`, and one whose name is damaged."""

from __future__ import annotations

from typing import Any, NamedTuple

import regex
from rapidfuzz import fuzz, process

from ratebook.forms.tokens.dates import MONTH_NUMBERS, MONTHS

_MONTH = regex.compile(r"([a-z]{3})[a-z]*\.?[\s\-–,]*['’]?(\d{4}|\d\d)", regex.IGNORECASE)
_FIGURED_MONTH = regex.compile(
    r"\s*(?:(?P<month>\d{1,2})[/-](?:\d{1,2}[/-])?(?P<year>\d{4}|\d\d)"
    r"|(?P<year>\d{4})[/-](?P<month>\d\d))\s*"
)
_NAMED = regex.compile(r"\s*(\S{5,12})[\s,.]+((?:19|20)\d\d)\s*")


class Month(NamedTuple):
    """A month as `yyyy-mm`. `repairs` and `proof` tell how a damaged name was put right."""

    value: str
    repairs: tuple[str, ...] = ()
    proof: tuple[dict[str, Any], ...] = ()


def read_month(raw: str) -> Month | None:
    """The month a token prints; None where none can be told."""
    m = _MONTH.search(raw)
    month = MONTH_NUMBERS.get(m[1].lower()) if m else None
    figures = None if m else _FIGURED_MONTH.fullmatch(raw)
    if figures and 1 <= int(figures["month"]) <= 12:
        return Month(_dated(figures["year"], int(figures["month"])))
    if not m or not month:
        return _damaged(raw)
    return Month(_dated(m[2], month))


def _dated(printed: str, month: int) -> str:
    year = int(printed)
    if year < 100:
        year += 2000 if year < 50 else 1900
    return f"{year}-{month:02d}"


def _damaged(raw: str) -> Month | None:
    """A month whose name is damaged: the one name of the twelve that it is near to."""
    m = _NAMED.fullmatch(raw)
    near = process.extract(m[1].lower(), MONTHS, scorer=fuzz.ratio, limit=2) if m else []
    if not m or not near or near[0][1] < 68 or near[1][1] > near[0][1] - 8:
        return None
    value = f"{m[2]}-{near[0][2] + 1:02d}"
    proof = ({"kind": "closed-list", "raw": raw, "value": value, "list": list(MONTHS)},)
    return Month(value, (f"{m[1]} is {near[0][0].capitalize()}",), proof)
