"""Which headings stand within others, as indents tell it, and which end them."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import STEP, Heading, names_class

INDENT = 4.0
"""How much further in a heading stands that is of another one's part."""
_BLOCK = frozenset({"tier"})
_NAMED = frozenset({"group"})
_SEASONS = frozenset({"season", "period"})
_PRICE = regex.compile(r"\b(?:charge|rate|credit|premium|payment)\W*$", regex.IGNORECASE)


def ends_block(held: Heading, heading: Heading) -> bool:
    """Whether a heading set further out ends the block above it, which has its price: `Winter
    Months` below the items of `Energy Charge`."""
    block = held.kinds == _BLOCK and held.facets.plain and held.rows > 0 and not held.part
    return block and heading.left < held.left - STEP


def measured_in(held: Heading, heading: Heading) -> bool:
    """Whether a heading says by what a class of customers pays, over its blocks: `Distribution (per
    Mcf)` within `Commercial`."""
    measured = any(s.value != "month" for s in heading.facets.measures)
    return measured and names_class(held) and not names_class(heading)


def stands_in(held: Heading, heading: Heading) -> bool:
    """Whether a heading is set further in than a named group that has prices of its own: it
    heads a part of that group's."""
    if _holds_in(held, heading):
        return True
    apart = heading.left > held.left + INDENT and not held.kinds & heading.kinds
    # `Energy Charge for all energy used:` within `Three-Phase Service`.
    led = heading.lead and bool(heading.facets.components) and not held.facets.components
    apart = apart or (led and heading.left > held.left + STEP)
    apart = apart or (measured_in(held, heading) and heading.left > held.left - STEP)
    return apart and held.group is not None and held.rows > 0 and not held.part


def _holds_in(held: Heading, heading: Heading) -> bool:
    """Whether a season or period holds for a heading that stands where its rows do, further in than
    it: `Energy Charge` below `Customer Charge | $97.33`, both within `Summer Rate`."""
    further = heading.left > held.left + held.step_in
    said = held.kinds - _NAMED
    timed = bool(said) and said <= _SEASONS and not held.kinds & heading.kinds
    # Where a row does not tell how far in it began, its parts' names do.
    named = (held.indents or held.packed) and parts_price(held, heading)
    return further and ((timed and held.indents) or named)


def parts_price(held: Heading, heading: Heading) -> bool:
    """Whether a heading parts the rows of a price that is named above them: `T.O.D. Meter:` below
    `Energy Purchase Rate` and its `Standard Meter`."""
    named = held.group is not None and not held.part and names_price(held)
    parts = heading.line.text.rstrip().endswith(":") and not names_price(heading)
    return named and parts and held.kinds & heading.kinds <= _NAMED


def names_price(heading: Heading) -> bool:
    """Whether a heading is the name of one price: `Energy Purchase Rate`."""
    return _PRICE.search(heading.text) is not None
