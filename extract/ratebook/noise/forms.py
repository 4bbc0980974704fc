"""The forms that can be written, by name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import ratebook.noise.invent as invent
from ratebook.noise.blocks import Leaf
from ratebook.noise.desk import LAYOUTS, Desk, Written
from ratebook.noise.invent import Utility
from ratebook.noise.written import (
    cogeneration,
    cooperative,
    gas,
    guide,
    investor,
    letters,
    lighting,
    loadplans,
    order,
    surcharge,
    underground,
    water,
)

Writer = Callable[[Desk, Utility], list[Leaf]]

SHEETS: dict[str, Writer] = {
    "lighting": lighting.write,
    "cogeneration": cogeneration.write,
    "surcharge": surcharge.write,
    "secondary": underground.secondary,
    "primary": underground.primary,
    "mandatory": loadplans.mandatory,
    "underfrequency": loadplans.underfrequency,
}
CHARGES: dict[str, Writer] = {
    "cooperative": cooperative.write,
    "investor": investor.write,
    "gas": gas.write,
    "water": water.write,
}
NEGATIVES: dict[str, Writer] = {
    "letter": letters.letter,
    "procedural": letters.procedural,
    "testimony": letters.testimony,
}


def book(desk: Desk, of: Utility) -> list[Leaf]:
    """Sheets of several forms of one utility, glued together as filings are."""
    picked = desk.some(list(SHEETS), 3, 5)
    return [leaf for name in picked for leaf in SHEETS[name](desk, of)]


FORMS: dict[str, Writer] = {
    **SHEETS,
    **CHARGES,
    "book": book,
    "order": order.write,
    "guide": guide.write,
    **NEGATIVES,
}
"""Every form by the name a user gives."""


def written(form: str, layout: str, seed: str) -> Written:
    """A document of a form. The same three names give the same document, always.

    Raises KeyError for an unknown form or layout.
    """
    desk = Desk(Random(f"{seed}/{form}/{layout}"), LAYOUTS[layout])
    leaves = FORMS[form](desk, invent.utility(desk))
    return Written(tuple(leaves), desk.truth)
