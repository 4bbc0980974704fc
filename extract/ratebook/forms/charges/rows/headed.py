"""What the headings of a price's column and of its row's label lend to the price."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.headings import names_schedule
from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.meaning.lamps import by_pole
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.rows.row_kinds import SIZE
from ratebook.forms.charges.words.facets import Facets, Said
from ratebook.forms.charges.words.price import Price
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell

_CLASSES = regex.compile(
    r"\b(?:residential|commercial|industrial|domestic|farm|general\s+service|public|schools?|church\w*"
    r"|wholesale|interruptible|power\s+service)\b(?!.*\b(?:class(?:es)?|type|size|category|description)\W*$)",
    regex.IGNORECASE,
)
_CODED = regex.compile(
    r"\w\s+(?i:rate|schedule|tariff)\s+(?!(?:CLASS|CODE|TYPE|NAME|PLAN|UNIT|ITEM|PER)\b)"
    r"[A-Z][A-Z\d]{1,5}(?:-[A-Z\d]{1,3})?$"
)
"""`Time-of-Day Primary Service Rate TODP`"""
_SEVERAL = regex.compile(
    r"(?i:rates?|(?:rate\s+)?schedules?|tariffs?)\s+(?!(?:CLASS|CODE|TYPE|NAME|PLAN|UNIT|ITEM|PER)\b)[A-Z]{1,6}(?:-\w+)?"
    r"(?:(?:,?\s+(?:(?i:and)|&)|,)\s+[A-Z]{1,6}(?:-\w+)?)+"
)
"""The schedules whose charges stand below: `Rates RS, RTOD-Energy, RTOD-Demand, and VFD`."""
_PART = regex.compile(
    r"(?:part|section|option|class|group|category|plan)\s+(?:[A-Z]|[IVX]{1,4}|\d{1,2})\b\W",
    regex.IGNORECASE,
)
_SERVED = regex.compile(
    r"(?!(?:type|class|kind|name|character|meter|rate|level|point)\b)(?:[A-Z][\w/-]*\s+){1,3}"
    r"(?:services?|customers?|consumers?|members?|accounts?|users?|pumping)",
    regex.IGNORECASE,
)
"""A class of service over the labels of its charges: `Time-of-Day Service`."""
_NUMBER = regex.compile(r"\d{1,2}")
_COUNTED = regex.compile(r"\b(?:year|step|group|month|period|minutes|hours)$", regex.IGNORECASE)
_LOAD = regex.compile(r"\bk(?:w|va)\b(?!h)", regex.IGNORECASE)
_POLES = regex.compile(r"(?:[A-Z][a-z]+\s)?(?:poles|facilities)", regex.IGNORECASE)


def of_labels(labels: Column) -> Facets:
    """What the heading over the labels lends to all rows; the size of customers (`Part B - 50 kW to
    500 kW`) is no block of any."""
    said = labels.facets
    return replace(said, tiers=(), whole=None) if _sizes(said) else said


def _sizes(said: Facets) -> bool:
    """Whether a heading over labels names customers by their size."""
    return bool(said.tiers) and all(_LOAD.search(t.value) for t in said.tiers)


def classed(labels: Column, meaning: Meaning) -> None:
    """Names a charge by the class of customers over the column of its label, or what poles are
    called there: `Residential Service Rate RS | Energy Charge`."""
    heading = " ".join(labels.cell.text.split())
    said = meaning.fields.get("label")
    if said is not None and _NUMBER.fullmatch(said.value) and _COUNTED.search(heading):
        # `1` below `Contract Year`
        meaning.fields["label"] = said._replace(value=f"{heading} {said.value}")
        return
    named = _CLASSES.search(heading) or _PART.match(heading) or _sizes(labels.facets)
    named = named or _SEVERAL.fullmatch(heading)
    named = named or (_CODED.search(heading) and not names_schedule(heading))
    named = (
        named
        or SIZE.match(heading)
        or (" of " not in heading.lower() and _SERVED.fullmatch(heading))
    )
    component = meaning.fields["component"].value
    of_poles = component == "pole" and _POLES.fullmatch(heading)
    of_poles = of_poles or (component == "lamp" and by_pole(heading))
    if not (of_poles or named):
        return
    label = meaning.fields.get("label")
    if "group" not in meaning.fields:
        meaning.fields["group"] = Source(heading, over=labels.cell)
    elif label is not None and heading not in meaning.fields["group"].value:
        meaning.fields["label"] = label._replace(value=f"{heading} {label.value}")


def over_label(context: Context, text: Text, cells: list[tuple[int, Cell]]) -> bool:
    """Whether the first heading stands over the labels, and not over prices that a row lacks."""
    if text.line.tabular:
        return True
    label = next((c for _, c in cells if c.text.strip()), None)
    return label is not None and context.columns[0].cell.left < label.right


def coined(said: Facets, column: Column, price: Price) -> Facets:
    """The facets with the sign that the first row of the column prints for all of them."""
    if price.kind == "dollars":
        column.coin = "$"
    elif price.kind == "bare" and column.coin and said.coin is None:
        return replace(said, coin=column.coin)
    return said


def headed(column: Column, head: Facets | None, monthly: bool, setting: Setting) -> Facets:
    """What the heading of a price's column lends, with that of the labels. One that says `monthly`
    over several columns may stand above the first of them."""
    said = _merged([column.facets, *([head] if head else [])], setting)
    return replace(said, monthly=True) if monthly and not said.measures else said


_TIMES = frozenset({"month", "year", "day", "quarter", "hydrant", "meter", "customer"})
"""What is counted where the use is not."""


def apart_from(said: Facets, label: Facets) -> Facets:
    """What a column lends to a row that names its own charge and its own unit: `Facility Charge ($
    per month)` below `Total Rate, $/Mcf` is no rate by the Mcf, nor is `Public Hydrants, each, per
    month` below `Rate per 1,000 Gallons`."""
    own, theirs = ({s.value for s in f.measures} for f in (label, said))
    fixed = own <= _TIMES and theirs.isdisjoint(_TIMES) and not (label.tiers or label.whole)
    if not (label.components or fixed) or not own or not theirs or own & theirs:
        return said
    return replace(said, measures=(), components=(), tiers=(), whole=None)


def _merged(said: list[Facets], setting: Setting) -> Facets:
    """The facets of a price's column and of the column of labels as one."""
    if len(said) == 1:
        return said[0]
    one, other = said
    return Facets(
        one.text,
        _fuller(one.measures, other.measures),
        one.components or other.components,
        one.tiers or other.tiers,
        one.seasons or other.seasons,
        one.periods or other.periods,
        one.spans,
        one.coin or other.coin,
        one.monthly or other.monthly,
        one.otherwise or other.otherwise,
        one.whole or other.whole,
        one.rest,
    )


def _fuller(own: tuple[Said, ...], labels: tuple[Said, ...]) -> tuple[Said, ...]:
    """The measures a heading of prices prints, or those over the labels that say more of the same:
    `RATES PER LIGHT PER MONTH | Rate per Light`."""
    less = {s.value for s in own} < {s.value for s in labels}
    return labels if less else own
