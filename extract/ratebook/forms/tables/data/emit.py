"""From rows with their data to draft records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ratebook.forms.tables.data.enter import Cells
from ratebook.forms.tables.data.marks import enter_mark
from ratebook.records.datum import Draft, Place, Standing
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger
from ratebook.rules.form import RecordRule, Table

_ABSENT = Standing.ABSENT  # Members of an enumeration are found by a search each time.


@dataclass(slots=True)
class Constants:
    """Data for what a form says by itself (unit, season): their evidence is the line that
    recognised the table."""

    ledger: Ledger
    place: Place
    raw: str
    made: dict[str, int] = field(default_factory=dict[str, int])

    def get(self, value: str) -> int:
        """The datum of a constant."""
        if value not in self.made:
            self.made[value] = self.ledger.add(
                self.raw, value, Standing.READ, self.place, label="set by the form"
            )
        return self.made[value]


def emit(
    table: Table, rows: list[Cells], ledger: Ledger, constants: Constants, parent: Draft | None
) -> list[Draft]:
    """Drafts the records of all rows."""
    made: list[Draft] = []
    for cells in rows:
        for rule in table.records:
            if cells.row.name == rule.row and _holds(rule, cells, ledger):
                made += _emit_one(rule, cells, rows, ledger, constants, parent)
    return made


def _holds(rule: RecordRule, cells: Cells, ledger: Ledger) -> bool:
    """`when` of a record: `a|b` one of these, `~a|b` contains one, `!~a|b` contains none, `*` is
    printed."""
    for name, wanted in rule.when.items():
        found = cells.first(name)
        text = str(ledger.data[found].value or "").strip().lower() if found else ""
        if wanted == "*":
            if found is None or ledger.data[found].standing is Standing.ABSENT:
                return False
        elif wanted.startswith(("!~", "~")):
            if not contains(wanted, text):
                return False
        elif text not in wanted.lower().split("|"):
            return False
    return True


def contains(wanted: str, text: str) -> bool:
    """Whether a text in small letters contains one of the words of `~a|b`, or none of `!~a|b`."""
    said = any(word in text for word in wanted.lstrip("!~").split("|"))
    return said != wanted.startswith("!")


def _emit_one(
    rule: RecordRule,
    cells: Cells,
    rows: list[Cells],
    ledger: Ledger,
    constants: Constants,
    parent: Draft | None,
) -> list[Draft]:
    made: list[Draft] = []
    sources = _sources(rule)
    for i in range(_repeat(rule, cells, rows)):
        fields: dict[str, int | None] = {}
        for source in sources:
            if source.own:
                found = _printed(cells, source.own, ledger)
            else:
                found = _field(source, cells, rows, i, constants, ledger)
            if found is not None:
                fields[source.name] = found
        draft = ledger.draft(rule.kind, fields, parent)
        draft.negated = rule.negate
        made.append(draft)
    return made


def _repeat(rule: RecordRule, cells: Cells, rows: list[Cells]) -> int:
    """How many records a row yields: one, or one a value of the field named by `each`."""
    if not rule.each:
        return 1
    row, _, name = rule.each.rpartition(".")
    owner = _owner(row, cells, rows) if row else cells
    return len(owner.ids.get(name, [])) if owner else 0


class _Source(NamedTuple):
    """Where a field of a record comes from: a constant, or a column of a row (empty: its own), the
    first of several that is printed."""

    name: str
    constant: str | None
    columns: tuple[tuple[str, str], ...]
    each: bool
    is_mark: bool
    """Whether it is the change mark beside the row, unless the row has a column for it."""
    own: str
    """The one column of its own row it comes from, as most fields do; else empty."""


@lru_cache(maxsize=512)
def _sources(rule: RecordRule) -> tuple[_Source, ...]:
    found: list[_Source] = []
    for name in KINDS[rule.kind].fields:
        ways = [way.strip().rpartition(".") for way in rule.take.get(name, name).split("|")]
        columns = tuple((row, column) for row, _, column in ways if column)
        if name in rule.set or columns:
            mark = name == "change" and columns == (("", "change"),)
            alone = len(columns) == 1 and not (columns[0][0] or mark or rule.each)
            own = columns[0][1] if alone and name not in rule.set else ""
            found.append(_Source(name, rule.set.get(name), columns, bool(rule.each), mark, own))
    return tuple(found)


def _printed(cells: Cells, column: str, ledger: Ledger, n: int = 0) -> int | None:
    """What a row prints in one of its columns (of several values the one numbered `n`), or else the
    group of that name it stands in."""
    found = cells.ids.get(column)
    if found is None:
        return cells.hit.groups.get(column)
    group = cells.hit.groups.get(column)
    return group if group and ledger.data[found[0]].standing is _ABSENT else found[n]


def _field(
    source: _Source,
    cells: Cells,
    rows: list[Cells],
    i: int,
    constants: Constants,
    ledger: Ledger,
) -> int | None:
    if source.constant is not None:
        return constants.get(source.constant)
    if source.is_mark and "change" not in cells.ids:
        return _mark(cells, ledger)
    first = None
    for way in source.columns:
        one = _said(source, way, cells, rows, i, ledger)
        if one is not None and ledger.data[one].standing is not _ABSENT:
            return one
        first = one if first is None else first
    return first


def _said(
    source: _Source,
    way: tuple[str, str],
    cells: Cells,
    rows: list[Cells],
    i: int,
    ledger: Ledger,
) -> int | None:
    row, column = way
    owner = _owner(row, cells, rows) if row else cells
    if owner is None:
        return None
    several = source.each and len(owner.ids.get(column, ())) > max(i, 1)
    return _printed(owner, column, ledger, i if several else 0)


def _owner(row: str, cells: Cells, rows: list[Cells]) -> Cells | None:
    """The row of that kind in the same groups, nearest to this one."""
    same = [r for r in rows if r.row.name == row and _within(r.hit.groups, cells.hit.groups)]
    return min(same, key=lambda r: abs(r.hit.at - cells.hit.at), default=None)


def _within(one: dict[str, int], other: dict[str, int]) -> bool:
    return all(other.get(k, v) == v for k, v in one.items())


def _mark(cells: Cells, ledger: Ledger) -> int | None:
    token = cells.hit.mark
    return None if token is None else enter_mark(token, ledger)
