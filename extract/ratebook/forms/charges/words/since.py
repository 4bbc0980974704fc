"""From when a price holds, where its own words, its column or a line above say so.

`$9.50 per month effective January 1, 2013`, columns headed by dates, `Phase 2`: rates in steps."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from ratebook.forms.tokens.dates import ANY_MONTH, MONTHS, find_dates

_SHORT_MONTH = "|".join(m[:3] for m in MONTHS)
_DATE = (
    rf"(?P<date>(?:{ANY_MONTH}|(?:{_SHORT_MONTH}|sept)\b\.?)\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}}"
    r"|\d{1,2}(?P<sep>[-/])\d{1,2}(?P=sep)\d{2}(?:\d{2})?)(?![\d/-])"
)
_LINK = (
    r"(?:(?:for|with|on|and|or|after|all|services?|bills?|billings?|rendered|meters?|readings?|read|beginning"
    r"|starting|as|of|from|usage|the|billing|cycles?|dates?|issued|to|be|water|gas|consumption|provided|during)\b"
    r"[\s,/]+){0,14}"
)
_RENDERED = r"(?:services?|bills?|billings?|usage)\s+rendered"
_SINCE = (
    rf"(?<!\w)(?<!\bnot\s)(?:(?:(?:to|shall|will)\s+be(?:come)?\s+|is\s+|are\s+)?(?:effective\b|eff\.):?\s*{_LINK}"
    rf"|(?:for\s+)?(?:all\s+)?{_RENDERED}\s+(?:on|from)\s+(?:and|or|&)\s+after\s+"
    r"|(?:beginning|starting|commencing)\s+(?:(?:on|with|from|in)\s+)?)"
)
_NEAR = regex.compile(_SINCE + _DATE, regex.IGNORECASE)
_COUNT = r"(?:\d|[IVX]{1,3}|one|two|three|four|five|six)\b"
_PHASE = rf"(?:phase|step|year|stage)\s+{_COUNT}"
_WHOLE = regex.compile(
    rf"\W*(?:{_PHASE}\W*)?(?:(?:monthly\s+|water\s+|gas\s+|new\s+)*(?:rates?|charges?|prices?)\W+)?"
    rf"(?:{_SINCE})?{_DATE}(?:\s+and\s+thereafter)?(?:\W+(?:rates?|charges?))?\W*",
    regex.IGNORECASE,
)
_PHASED = regex.compile(
    rf"\W*{_PHASE}(?:\W*(?:rates?|charges?))?\W*(?:\(?\s*effective\b[^$¢%]{{0,70}})?"
    rf"|\W*thereafter\W*|\W*(?:through|thru|until)\s+{_DATE}\W*",
    regex.IGNORECASE,
)
_LEADS = regex.compile(
    rf"\W*(?:rates?\s+|charges?\s+)?(?:effective|(?:effective\s+)?(?:for\s+|with\s+)?(?:all\s+)?{_RENDERED}\s+(?:on|from)"
    r"\s+(?:and|or)\s+after)\W*",
    regex.IGNORECASE,
)
_HINTS = ("20", "19", "eff", "phase", "step", "year", "stage", "/", "-", "thereafter")
_FAR = 90
_LONGEST = 120


class Since(NamedTuple):
    """The words that say from when a price holds. `value` is the date, None where they print no
    whole date: `Phase 2`, `effective March 2013`."""

    raw: str
    value: str | None


@lru_cache(maxsize=4096)
def since_of(text: str) -> Since | None:
    """What a heading, or a cell, says that holds nothing but from when prices hold."""
    if len(text) > _LONGEST or not any(map(text.lower().__contains__, _HINTS)):
        return None
    said = " ".join(text.split())
    m = _WHOLE.fullmatch(said)
    if m is not None:
        return Since(said.strip(" :.-–"), _iso(m["date"]))
    return Since(said.strip(" :.-–"), None) if _PHASED.fullmatch(said) else None


def leads_dates(text: str) -> bool:
    """Whether a line leads to dates in the next: `For service rendered on and after`."""
    return len(text) < _LONGEST and _LEADS.fullmatch(text) is not None


def since_near(left: str, right: str, sentence: bool = False) -> Since | None:
    """From when the price between these words holds, as they say. In a `sentence` only what opens
    it, or stands next to the price, is said of the price."""
    found = _search(right[:_FAR]) if right else None
    if found is None and left:
        found = _search(left)
        if (
            found
            and sentence
            and left[: found.start()].strip(" \t(")
            and left[found.end() :].strip(" \t,)")
        ):
            found = None
    return Since(" ".join(found[0].split()), _iso(found["date"])) if found else None


def _search(text: str) -> regex.Match[str] | None:
    small = text.lower()
    if "eff" not in small and "rendered" not in small and "ing" not in small:
        return None
    return _NEAR.search(text)


def _iso(said: str) -> str | None:
    found = find_dates(said)
    return found[0].value if len(found) == 1 and found[0].raw == said.strip() else None
