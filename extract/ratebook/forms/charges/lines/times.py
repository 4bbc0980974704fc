"""Rows whose first cell names a season for them and the rows below: `Winter (October - April) |
On-Peak | $0.04408`, and below it `Off-Peak | $0.03651`."""

from __future__ import annotations

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.tables.hit import Text


def led_by_season(left: str, text: Text, context: Context) -> str:
    """The words before a price without a first cell that says no more than the season, which holds
    for the rows below as a heading does; it is entered as one."""
    head, tab, rest = left.strip(" \t").partition("\t")
    if not tab or text.line.tabular or "\t" in rest.strip(" \t$"):
        return left
    season, period = facets(head.strip(" :")), facets(rest.strip(" \t$:."))
    named = len({s.value for s in season.seasons}) == 1 and not season.free and not season.counted
    if not named or season.periods or season.measures or season.components or season.tiers:
        return left
    if not period.periods or period.seasons or period.free:
        return left
    context.season_led(Heading(text.line, head.strip(" :"), season, False, None))
    return rest
