"""Which of the headings above a price hold for it: one that names another charge does not."""

from __future__ import annotations

from dataclasses import replace

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading, names_class
from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.meaning.fits import lists_components, lists_factors
from ratebook.forms.charges.meaning.lamps import by_pole
from ratebook.forms.charges.meaning.refusals import DEMANDS

_APART_FROM_MINIMUM = frozenset({None, "minimum", "nonrecurring"})
"""An occasional service is no part of a minimum it is printed below."""
_ONCE = "nonrecurring"
_METERED = frozenset({"customer", "energy", "demand"})
_BY_USE = frozenset({"energy", "commodity"})


def governing(own: str | None, context: Context) -> list[Heading]:
    """The headings that hold for a price whose own words name this component. One that names
    another does not."""
    if own == "gas_cost" and any(h.facets.unit == "USD/kWh" for h in context.stack[-1:]):
        # `Balance Adjustment` below `ADJUSTMENT FACTORS ($ per kWh)` is none of gas.
        own = "other"
    held = [h for h in context.stack if not _of_other(h, own)]
    if any(h.doubt for h in held):
        raise UnreadError("it is not printed whether the season or period above still holds")
    if own not in _APART_FROM_MINIMUM and any(_minimum(h) for h in context.stack[-1:]):
        raise UnreadError("stands below a heading of a minimum")
    if len(held) < len(context.stack):
        lost = [h for h in context.stack if h not in held]
        after = context.stack[context.stack.index(lost[0]) :]
        if any(h.facets.seasons or h.facets.periods or h.facets.tiers for h in after):
            raise UnreadError("stands below a heading of another charge")
        # Whose the charges are holds beyond the rows of one of them.
        held = [h for h in held if h not in after or h.part or names_class(h)]
        held += [_name_alone(h) for h in lost if _names_over(h, context)]
    return held


def _names_over(heading: Heading, context: Context) -> bool:
    """Whether a heading is the name of what stands right below it, though that names another charge
    itself: `Export credit, all members` over `Avoided energy`."""
    last = heading is context.stack[-1]
    # `Metered, minimum each month` in a list below `Livestock taps`, where none is paid once.
    once = heading.facets.component is not None and heading.facets.component.value == _ONCE
    first = last and (not heading.rows or (once and _ONCE not in context.units))
    heading.crossed = heading.crossed or first
    return heading.crossed and heading.group is not None and not heading.part


def _name_alone(heading: Heading) -> Heading:
    """A heading that lends nothing but its name."""
    said = replace(heading.facets, components=(), measures=(), coin=None, monthly=False)
    return replace(heading, facets=said)


def _minimum(heading: Heading) -> bool:
    found = heading.facets.component
    return found is not None and found.value == "minimum"


def _of_other(heading: Heading, own: str | None) -> bool:
    theirs = heading.facets.component
    if theirs is not None and theirs.value == "demand" and own in DEMANDS:
        return False
    if own == "lamp" and (by_pole(heading.text) or _mounted(heading)):
        return False
    if own in _METERED and _lit(heading):
        return False
    if theirs is not None and theirs.value == "other" and lists_factors(heading):
        return False
    if own is None or theirs is None or theirs.value == own:
        return False
    by_use = theirs.value in _BY_USE and bool(heading.facets.measures)
    # `DSM Incentive` below `Energy Charge per kWh` is paid by the kWh.
    return not (by_use and (own == "other" or lists_components(heading, own)))


def _lit(heading: Heading) -> bool:
    """Whether a heading names a service by what is lit: `ATHLETIC FIELD LIGHTING`."""
    theirs = heading.facets.component
    return theirs is not None and theirs.value == "lamp" and heading.group is not None


def _mounted(heading: Heading) -> bool:
    """Whether a heading says with which pole lamps are mounted: `ONE POLE ADDED`."""
    theirs = heading.facets.component
    return theirs is not None and theirs.value == "pole" and bool(heading.facets.free)
