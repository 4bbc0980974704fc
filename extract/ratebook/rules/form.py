"""Forms as the engine sees them: tables with columns, groups, rows, records and checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ratebook.rules.grid import Grid
from ratebook.rules.template import Template

Within = Literal["sheet", "order", "appendix", "guide", "other"]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column found by its heading. `heads` are alternative headings; `Winter / On-Peak` names a
    heading that spans columns and the one below it. `cell` is the template of one cell. The cells
    of an `optional` column may be blank, or the column may be missing; a `variant` column may be
    missing, but where it is printed its cells are not blank.

    A column that stands `instead` of another replaces it where it is printed; one `beside`
    another is printed only where that is. `unit` is what its headings say and its cells leave
    out. A `group` column prints the group of that name, on every
    row or once for those below. `spread` is (group, value):
    one of several columns whose headings are values of a group, each with the figures of it; an
    empty value is the column of all."""

    name: str
    heads: tuple[str, ...]
    cell: str
    optional: bool = False
    variant: bool = False
    instead: str = ""
    beside: str = ""
    unit: str = ""
    group: str = ""
    spread: tuple[str, str] = ("", "")

    @property
    def pairs(self) -> tuple[tuple[str | None, str], ...]:
        """Each alternative heading as (spanning heading or None, the heading below it)."""
        return _pairs(self.heads)


@lru_cache(maxsize=512)
def _pairs(heads: tuple[str, ...]) -> tuple[tuple[str | None, str], ...]:
    split = [head.partition(" / ") for head in heads]
    return tuple((a.strip(), b.strip()) if b else (None, a) for a, _, b in split)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A kind of row: a whole-line template, or a label and the columns that follow it.

    The label stands in the first of the columns `at` that the page prints, or before them all.
    The columns of one of the `gaps` may be blank together, where the places of the others tell
    which they are.
    `closes` names groups that end before this row (the total of a cycle is of no block). A row
    that is `expected` once in each group is looked for there: where it is lost, its figures are
    known to be missing."""

    name: str
    lines: tuple[Template, ...] = ()
    columns: tuple[str, ...] = ()
    label: str = ""
    at: tuple[str, ...] = ()
    gaps: tuple[tuple[str, ...], ...] = ()
    tail: str = ""
    closes: tuple[str, ...] = ()
    expected: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Something printed once and meant for the rows below it. `values` is a closed list;
    `title` takes the line above the column headings; `once` takes only the first such line after
    the group before it. Where groups are `required`, a table whose rows stand in none of them is
    another table.

    `means` are the wordings of each of its values; a line that is nothing but a heading sets a
    `mentioned` group by naming one of them and no other, column headings set a `headed` one."""

    field: str
    lines: tuple[Template, ...] = ()
    values: tuple[str, ...] = ()
    title: bool = False
    once: bool = False
    required: bool = False
    means: tuple[tuple[str, tuple[str, ...]], ...] = ()
    headed: bool = False
    mentioned: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RecordRule:
    """One record a row yields: `take` maps record fields to row fields (`a | b`: the first that is
    printed), `set` to constants."""

    kind: str
    row: str
    take: dict[str, str] = field(default_factory=dict[str, str])
    set: dict[str, str] = field(default_factory=dict[str, str])
    negate: tuple[str, ...] = ()
    when: dict[str, str] = field(default_factory=dict[str, str])
    each: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """`coef * [sum] table.row.field` of an equation."""

    coef: Decimal
    ref: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A relation the page prints about its own numbers; see docs for the equation's grammar."""

    name: str
    kind: Literal["linear", "ratio", "step", "distinct", "across"]
    terms: tuple[Term, ...] = ()
    scale: Decimal = Decimal(1)
    rounding: Literal["exact", "printed"] = "printed"
    fields: tuple[str, ...] = ()
    group: str = ""
    into: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of a form, from `start` (or the column headings) to `end`."""

    name: str
    start: tuple[Template, ...]
    end: tuple[Template, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    records: tuple[RecordRule, ...]
    checks: tuple[Check, ...]
    furniture: tuple[Template, ...]
    optional_header: bool = False
    grid: Grid | None = None
    unless: tuple[str, ...] = ()
    """Phrases of pages on which this table is not looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form: how its page is recognised and the tables it holds."""

    name: str
    title: str
    within: tuple[Within, ...]
    needs: tuple[tuple[str, ...], ...]
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    file: str
    unless: tuple[str, ...] = ()
    """Phrases of pages that look like this form and are another."""
    more: bool = False
    """True where other charges may stand beside the form's tables."""
