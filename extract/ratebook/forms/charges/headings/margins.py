"""Headings of a sheet whose lines all begin at the margin.

Nothing shows which of them stands within which, so their words must tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.heading import Heading, names_class
from ratebook.forms.charges.headings.nested import parts_price
from ratebook.forms.charges.words.facets import facets
from ratebook.model.page import Line

_UTILITY = regex.compile(
    r"\b(?:sewer|sewage|wastewater|irrigation)\b(?:\s\w+)?\s(?:rates?|service|charges?)\b",
    regex.IGNORECASE,
)
_PLACE = regex.compile(
    r"\b(?:inside|outside|within|beyond)\b.{0,30}\b(?:city|town|county|limits|district|corporat\w+|municipal\w*)\b"
    r"|\b(?:city|town|county|rural|urban)\s+(?:rates?|users?|service|system)\b|\b(?:division|zone|area|subdivision)\b"
    r"|(?<!\b(?:fire|sprinkler|protection|metering|heating|cooling|alarm|solar|generat\w+|storage|irrigation)\s)"
    r"(?<=\w\s)\bsystem\W*$",
    regex.IGNORECASE,
)
_OPTION = regex.compile(r"(?:option|plan|alternative)\s+(?:\d{1,2}|[A-Z]|[IVX]{1,4})\b", regex.I)
_METERED = frozenset({"energy", "demand", "customer", "commodity"})
_COLUMNS = regex.compile(
    r"(?:(?:un)?metered\s+)?(?:(?:kinds?|types?|sizes?|class(?:es)?|description)\s+of\s+(?P<of>\w+)"
    r"|(?:\w+\s+)?(?:sizes?|class|types?|kinds?))\b.*"
    r"\b(?:rates?|prices?|charges?|costs?|bills?|amounts?|fees?)(?:\s+per\s+\w+)?",
    regex.IGNORECASE,
)
"""The headings of several columns in one line: `Kind of Fixture Lumens Monthly Price Per Lamp`."""

_BASE = regex.compile(r"rates?\W+(?:base|net)\s+(?:rate|charge|price)s?", regex.IGNORECASE)
"""A part's heading, and in its line that of the prices: `RATES  Base Rate`."""


def at_margin(lines: Sequence[Line]) -> bool:
    """Whether all lines of a text source begin at the margin, and none is marked as a heading."""
    return all(
        line.number is not None
        and not line.heading
        and (line.packed or (not line.tabular and line.cells[0].left == 0))
        for line in lines
        if line.cells
    )


def names_place(heading: Heading) -> bool:
    """Whether a heading says where its prices hold: `OUTSIDE THE CITY`, `LAKE DIVISION`."""
    return _PLACE.search(heading.text) is not None


def names_utility(heading: Heading) -> bool:
    """Whether a heading says which of several services of one utility its prices are for:
    `MONTHLY SEWER RATES` over the sizes of meters that `MONTHLY WATER RATES` stands over, too."""
    return _UTILITY.search(heading.text) is not None


def _names_option(heading: Heading) -> bool:
    return _OPTION.match(heading.text) is not None


_KINDS = (names_place, _names_option, names_class)


def names_all(heading: Heading) -> bool:
    """Whether a heading names a place, a class or an option, of all the charges below it."""
    return bool(heading.group) and any(tells(heading) for tells in _KINDS)


def outlive(before: Sequence[Heading], now: list[Heading], heading: Heading) -> list[Heading]:
    """The headings that hold below one that begins, where no margin tells: `now`, and those that
    stood before it and name a place, a class or an option of all the charges below them."""
    now = [h for h in now if not (h.table and h.rows)]
    if any(s.value == "nonrecurring" for s in heading.facets.components):
        return now
    if heading.part and (not before or before[-1].rows):
        return now
    held = [h for h in before if h is not heading and _holds(h, before, heading)]
    for one in held:
        one.outer = True
    own = [*now[:-1], *(h for h in held if h not in now)]
    return [*sorted(own, key=lambda h: list(map(id, before)).index(id(h))), heading]


def _holds(held: Heading, before: Sequence[Heading], heading: Heading) -> bool:
    """Whether a heading names what stands below another one too."""
    if held.rows and parts_price(held, heading):
        return True
    own = [tells for tells in _KINDS if held.group and tells(held)]
    if not own or any(tells(heading) for tells in own):
        return False
    if held.outer or (held is before[-1] and not held.rows):
        return True
    named = {s.value for s in heading.facets.components}
    return bool(named) and named <= _METERED and (heading.lead or not heading.group)


def over_columns(heading: Heading) -> Heading:
    """A heading that is the headings of several columns in one line names no charge: it lends what
    these say of prices."""
    if _BASE.fullmatch(heading.text):
        return replace(heading, group=None, table=True)
    m = _COLUMNS.fullmatch(heading.text) if heading.group else None
    if m is None:
        return heading
    if not m["of"]:
        return replace(heading, group=None, table=True)
    rest = f"{heading.text[: m.start('of')]} {heading.text[m.end('of') :]}"
    return replace(heading, group=None, table=True, facets=facets(rest))
