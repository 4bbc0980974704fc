"""What holds for a whole sheet, and where a meaning is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.of_all import EachCharged
from ratebook.model.page import Cell


class UnreadError(Exception):
    """A price that cannot be read; the message says why."""


class Source(NamedTuple):
    """Where a meaning is printed: a heading, the heading `over` its column, or neither for the
    line of the price itself."""

    value: str
    heading: Heading | None = None
    text: str = ""
    over: Cell | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole sheet: `monthly` and `otherwise` as its title and lines say, and the
    headings' context."""

    context: Context
    monthly: bool = False
    otherwise: bool = False
    title: Facets | None = None
    dollars: bool = False
    peaks: bool = False
    """Whether the sheet speaks of off-peak hours."""
    notes: frozenset[str] = frozenset()
    """The numbers of the footnotes printed below the rates."""
    bare: bool = False
    """Whether the sheet prints no sign and no word of money at all."""
    below: Facets | None = None
    """What a sentence says of all rates of the sheet: `The above rates are per lamp per month`."""
    near: bool = False
    """Whether that is said right below the rows it is of, and of these alone."""
    typeset: bool = False
    """Whether a program drew its letters, none of which is taken for another."""
    present: bool = False
    """Whether a notice says that the present rates, printed beside those asked for, still hold."""
    each: EachCharged | None = None
    """What a sentence names that is charged alike, by its columns."""
    fee: Heading | None = None
    """What a row is of that says no more than at which hours it is paid: `RECONNECTION`."""
