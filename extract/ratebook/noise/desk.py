"""The writer's desk: chance, layout and truth together, and how numbers and dates are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Literal, TypeVar

from ratebook.noise.blocks import Leaf
from ratebook.noise.truth import Ref, Truth

T = TypeVar("T")
Dialect = Literal["tabs", "pipes", "columns"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document looks. `name` is what a user asks for.

    `font` is a built-in PDF family, `size` in points. `dollar` says where the
    dollar sign stands (`column`: at the left edge of its cell), `dash` is the dash of feeder
    names, `rules` what is drawn around tables, `head` and `foot` name variants of the sheet's head
    and foot, `dialect` how its text dump draws tables, `escaped` whether dumps write `\\$` and
    HTML superscripts, `turned` puts the later of two equal column groups first (summer before
    winter, underground before overhead).
    """

    name: str
    font: Literal["times", "helv", "cour"]
    size: float
    dollar: Literal["tight", "spaced", "column"]
    dash: str
    rules: Literal["none", "grid", "head"]
    head: str
    foot: str
    dates: str
    capitals: bool
    dialect: Dialect
    escaped: bool
    turned: bool


LAYOUTS: dict[str, Layout] = {
    it.name: it
    for it in (
        Layout(
            "plain",
            "times",
            11,
            "tight",
            " – ",
            "none",
            "corner",
            "typed",
            "long",
            True,
            "tabs",
            True,
            False,
        ),
        Layout(
            "grid",
            "helv",
            9.5,
            "tight",
            " - ",
            "grid",
            "split",
            "signed",
            "long",
            False,
            "pipes",
            True,
            False,
        ),
        Layout(
            "typed",
            "cour",
            9.5,
            "spaced",
            "-",
            "none",
            "form",
            "lines",
            "short",
            True,
            "columns",
            False,
            True,
        ),
        Layout(
            "modern",
            "helv",
            10,
            "column",
            " – ",
            "head",
            "revision",
            "slashed",
            "slashes",
            False,
            "tabs",
            False,
            True,
        ),
    )
}


@dataclass(slots=True)
class Desk:
    """What every writer of a form works with. `taken` are the sheet numbers already given out."""

    chance: Random
    layout: Layout
    truth: Truth = field(default_factory=Truth)
    taken: set[str] = field(default_factory=set[str])

    def one(self, *options: T) -> T:
        """One of the options."""
        return self.chance.choice(options)

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """Between `low` and `high` different ones, in their given order."""
        picked = self.chance.sample(
            range(len(options)), min(self.chance.randint(low, high), len(options))
        )
        return [options[n] for n in sorted(picked)]

    def number(self, low: str, high: str) -> Decimal:
        """A number between two decimals, with as many places as `low` has."""
        quantum = Decimal(1).scaleb(int(Decimal(low).as_tuple().exponent))
        first, last = int(Decimal(low) / quantum), int(Decimal(high) / quantum)
        return self.chance.randint(first, last) * quantum

    def often(self, share: float) -> bool:
        """True in this share of cases."""
        return self.chance.random() < share

    def money(self, amount: Decimal, *refs: Ref, dash_for_zero: bool = False) -> str:
        """An amount as this layout prints it, marked with the values it shows."""
        shown = "-" if dash_for_zero and not amount else f"{amount:,}"
        sign = "$" if self.layout.dollar == "tight" else "$ "
        return sign + self.truth.show(shown, *refs)

    def day(self, when: date, *refs: Ref, style: str = "") -> str:
        """A date as this layout prints it."""
        return self.truth.show(printed_day(when, style or self.layout.dates), *refs)

    def add(self, kind: str, **values: Any) -> int:
        """Enters an expected record and returns its number."""
        return self.truth.add(kind, **values)

    def show(self, text: str, *refs: Ref) -> str:
        """Text marked as the place of these values."""
        return self.truth.show(text, *refs)

    def named(self, text: str) -> str:
        """A name or title in the capitals of this layout."""
        return text.upper() if self.layout.capitals else text


@dataclass(frozen=True, slots=True)
class Written:
    """A document as written: leaves in order and the truth about them."""

    leaves: tuple[Leaf, ...]
    truth: Truth


def printed_day(when: date, style: str) -> str:
    """`long` June 1, 2010; `short` 06-01-10; `slashes` 6/1/2010; `stamp` JUN 01 2010."""
    if style == "long":
        return f"{when:%B} {when.day}, {when.year}"
    if style == "short":
        return f"{when:%m-%d-%y}"
    if style == "stamp":
        return f"{when:%b %d %Y}".upper()
    return f"{when.month}/{when.day}/{when.year}"


def later(when: date, days: int) -> date:
    """The day so many days after."""
    return when + timedelta(days=days)
