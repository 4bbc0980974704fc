"""Cells of a row that print nothing but the unit of its price: `kWh` below `Per`, `$/kW`."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.charges.words.facets import facets

_OF_UNITS = regex.compile(
    r"\W*(?:(?:billed|billing|charged|charge|rate|unit|units|paid)\W+)*"
    r"(?:per|units?|basis|unit\s+of\s+(?:measure|service|charge|billing)|frequency|billed|unit\s+basis"
    r"|how\s+(?:billed|charged)|measure)\W*",
    regex.IGNORECASE,
)
"""The heading of a column of units."""
_LED = regex.compile(
    r"\s*(?P<coin>[$¢]|cents?\b|dollars?\b)?\s*(?:per\b|/|an?\b(?=\s))\s*", regex.IGNORECASE
)
_ONCE = regex.compile(
    r"\W*(?:each|once|one[\s-]time|per\s+(?:occurrence|trip|event|call|visit|request))\W*",
    regex.IGNORECASE,
)
_TIMES = {
    "monthly": "month",
    "daily": "day",
    "annually": "year",
    "annual": "year",
    "yearly": "year",
}
_WHOSE = regex.compile(
    r"\b(?:residential|retail|active|electric)\s+(?=(?:meter|customer|consumer|member|account)\b)",
    regex.IGNORECASE,
)
_OF_DEMAND = regex.compile(
    r"(?<=\b(?:kw|kva|kilowatts?))\s+of\s+(?:(?:billing|billed|metered|measured|maximum)\s+)?demand\b",
    regex.IGNORECASE,
)
"""What any demand charge is by."""
_LONGEST = 40
_BARE_UNIT = regex.compile(r"\s*(?:kwh|kw|kva|mcf|ccf|dth|therm)\W*", regex.IGNORECASE)
UNIT_COLUMN = "Per"
"""As the heading of such a column would say."""


@lru_cache(maxsize=256)
def heads_units(heading: str) -> bool:
    """Whether a heading is that of a column of units: `Per`, `Unit of Measure`."""
    return _OF_UNITS.fullmatch(heading) is not None


@lru_cache(maxsize=1024)
def unit_words(text: str, heading: str | None = None) -> str:
    """What a cell that prints nothing but a unit says, as words behind a price do: `per kWh`; empty
    where it says more. Without `per`, `/` or the time itself only below the `heading` of units."""
    said = _OF_DEMAND.sub("", _WHOSE.sub("", text.strip(" \t.:()")))
    if not said or len(said) > _LONGEST:
        return ""
    headed = heading is not None and heads_units(heading)
    if _ONCE.fullmatch(said) and (headed or said.lower() != "once"):
        return "per occurrence" if headed or "per" in said.lower() else ""
    led = _LED.match(said)
    bare = _TIMES.get(said.lower(), said[led.end() :] if led else said)
    if not (led or headed or said.lower() in _TIMES):
        return ""
    coin = led["coin"] if led and led["coin"] else ""
    words = f"{coin} per {bare}".strip()
    found = facets(words)
    alone = found.measures and not (found.rest or found.tiers or found.components or found.spans)
    return words if alone else ""


def unit_behind(right: str) -> str:
    """What stands behind a price, its unit said in full where that alone stands there, `@ $0.1088
    kWh`, or in a cell of its own: `$17.35 | month`, below no heading."""
    if _BARE_UNIT.fullmatch(right):
        return f" per {right.strip()}"
    if right[:1] != "\t":
        return right
    cell = right.strip(" \t.")
    words = unit_words(cell, UNIT_COLUMN) if cell and "\t" not in cell else ""
    return f" {words}" if words else right


_ASIDE = regex.compile(r"\(per [A-Za-z\d, .]{2,24}\)", regex.IGNORECASE)


def is_unit_aside(heading: str) -> bool:
    """Whether the second of two headings is the unit of what the first one names: `Distribution |
    (per Mcf)` over blocks."""
    return _ASIDE.fullmatch(" ".join(heading.split())) is not None
