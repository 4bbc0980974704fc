"""Headings named by a season or by hours of which their rates are not alone.

`RESIDENTIAL SUMMER ON-PEAK BASIC RATE` over `Availability` is the name of a rate that has winter
and off-peak prices too: it says of none of its prices when they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.headings import says_aside
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

_WORDS = 8
"""As many words at most has a line that heads prices."""


def leave_names(stack: Sequence[Heading], heading: Heading, texts: Sequence[Text]) -> None:
    """Takes season and hours from the names of rates above the first part of a sheet, where other
    seasons and hours are printed with its prices or over them."""
    named = [h for h in stack if h is not heading and _may_name(h)]
    if not named or not (heading.part and heading.facets.empty):
        return
    for held in named:
        held.facets = own_times(held.facets, texts)


def own_times(said: Facets, texts: Sequence[Text]) -> Facets:
    """What the name of a rate says, without season and hours where others are printed with its
    prices or over them."""
    if not (said.seasons or said.periods):
        return said
    near = [t.text for t in texts if len(t.text.split()) <= _WORDS or prices(t.text)]
    seasons = {s.value for line in near for s in facets(line).seasons}
    periods = {s.value for line in near for s in facets(line).periods}
    if seasons - {s.value for s in said.seasons}:
        said = replace(said, seasons=())
    if periods - {s.value for s in said.periods}:
        said = replace(said, periods=())
    return said


def _may_name(held: Heading) -> bool:
    """Whether a heading that names times has no price yet, and other words."""
    said = held.facets
    timed = bool(said.seasons or said.periods)
    return timed and not held.rows and bool(said.free) and not says_aside(held.text)
