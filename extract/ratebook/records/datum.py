"""A value on its way from the page to a record, and what the page says binds values together."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from ratebook.model.page import Box, Word


class Standing(StrEnum):
    """What may be done with a value. The first three are accepted without review."""

    VERIFIED = "verified"
    READ = "read"
    REPAIRED = "repaired"
    DERIVED = "derived"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"
    ABSENT = "absent"

    @property
    def accepted(self) -> bool:
        """True where the promise holds: the value is right."""
        return self in _ACCEPTED


_VERIFIED = Standing.VERIFIED
_ACCEPTED = frozenset({Standing.VERIFIED, Standing.READ, Standing.REPAIRED})

Value = Decimal | str | int | list[Any] | None


class Place(NamedTuple):
    """Where on which page. `line` is the 1-based line of a text source, else None. `words` are
    those of the place, as the engines read them; empty for a text source."""

    page: int
    line: int | None
    box: Box | None = None
    words: tuple[Word, ...] = ()


class Candidate(NamedTuple):
    """Another thing a damaged token could say. `cost` grows with how unlikely that is."""

    value: Decimal | str | int
    cost: float
    why: str


class Datum(NamedTuple):
    """One place on a page that may hold a value.

    `id` is unique in one reading of one document. `raw` is the token as printed (None where
    nothing is printed). `quantum` is the unit of the last printed digit of a number, so the
    printed number stands for value +- quantum/2. `candidates` are readings besides `value`,
    cheapest first. `touched` is true where a stamp or a rule crosses the token: such a value
    needs a proof. `label` names the value for a person ("Rate E, Owen, final"). `formed` is true
    for a number that has the number format of its column.
    """

    id: int
    raw: str | None
    value: Value
    standing: Standing
    place: Place
    quantum: Decimal | None = None
    candidates: tuple[Candidate, ...] = ()
    repairs: tuple[str, ...] = ()
    proof: tuple[dict[str, Any], ...] = ()
    interval: tuple[Decimal, Decimal] | None = None
    touched: bool = False
    label: str = ""
    formed: bool = False

    def verified(self, shown: dict[str, Any]) -> Datum:
        """The same, verified by one proof more, by position: a page has hundreds of these."""
        return Datum._make((*self[:3], _VERIFIED, *self[4:8], (*self.proof, shown), *self[9:]))


class Relation(NamedTuple):
    """Something the page prints about its own numbers. Terms name Datum ids.

    kinds:
      linear    sum(coef * x) + constant = 0
      ratio     terms = (numerator, denominator, quotient): n / d * constant = q
      distinct  the terms are pairwise different (tuples of ids in `groups`)
      equal     all terms print the same value
    `rounding`: "exact" where printed addends are whole amounts (cents), so that a sum must hold to
    the last digit; "printed" where each printed value is rounded by itself, so that each stands
    for an interval of half a unit of its last digit to both sides.
    `name` is in words for a person; `source` says who declares it (form and check). `loose`: which
    lines it is over is not certain (a heading or a line was not read), so that it may confirm and
    may fail, and never changes a value. `over` names the rows a sum is over, whose coefficients are
    above zero, alike for all sums over the same rows; empty where a relation is over no rows.
    """

    kind: Literal["linear", "ratio", "distinct", "equal"]
    name: str
    terms: tuple[tuple[Decimal, int], ...]
    constant: Decimal = Decimal(0)
    rounding: Literal["exact", "printed"] = "printed"
    groups: tuple[tuple[int, ...], ...] = ()
    source: str = ""
    loose: bool = False
    over: str = ""


@dataclass(slots=True)
class Draft:
    """A candidate record: its fields are Datum ids or None; `parent` is the sheet, order or guide
    that carries it. Its `source`, `source_key`, `sheet`, `order`, `guide` follow from the parent.
    `negated` fields print the amount without the sign its words give it ("less than")."""

    kind: str
    fields: dict[str, int | None] = field(default_factory=dict[str, "int | None"])
    parent: Draft | None = None
    negated: tuple[str, ...] = ()


class Issue(NamedTuple):
    """Something for a person to look at. `datum` is the value it concerns, if any."""

    code: str
    message: str
    place: Place
    datum: int | None = None
    record: str | None = None
