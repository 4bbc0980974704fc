"""From rows to data, draft records and relations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ratebook.forms.section import place_of
from ratebook.forms.tables.hit import Hit, Token
from ratebook.forms.tokens.values import Reading, read_text, read_value, settle, worn
from ratebook.records.datum import Candidate, Draft, Place, Standing
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger
from ratebook.rules.form import RecordRule, Row, Table
from ratebook.rules.template import FieldSpec
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

MARKS = "CDINRST"
"""Change marks a margin may carry."""


@dataclass(slots=True)
class Cells:
    """One row with its data: field to Datum ids (one for a plain field, more for a repeated)."""

    row: Row
    hit: Hit
    ids: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def first(self, name: str) -> int | None:
        """The datum of a plain field, or of the group of that name."""
        found = self.ids.get(name)
        return found[0] if found else self.hit.groups.get(name)


@lru_cache(maxsize=512)
def field_types(table: Table, row: Row) -> dict[str, tuple[str, bool]]:
    """Field name to (type, optional) for a row kind."""
    sources = [t.source for t in row.lines]
    sources += [c.cell for c in table.columns if c.name in row.columns]
    sources += [s for s in (row.label, row.tail) if s]
    found: dict[str, tuple[str, bool]] = {}
    for source in sources:
        for spec in compiled(source).fields:
            found.setdefault(spec.name, (spec.type, spec.optional or _passing(spec, row)))
    for column in table.columns:
        if column.optional and column.name in row.columns:
            for spec in compiled(column.cell).fields:
                found[spec.name] = (spec.type, True)
    return found


def _passing(spec: FieldSpec, row: Row) -> bool:
    """A word that only some of the row's templates print may be missing; a figure may not."""
    everywhere = all(any(f.name == spec.name for f in t.fields) for t in row.lines)
    return not everywhere and TYPES[spec.type].family != "number"


_Pool = tuple[str, str]
"""Row kind and field: the cells that share a number format."""


def formats(readings: list[tuple[_Pool, Reading]]) -> dict[_Pool, int]:
    """The number of decimals each field prints, where all its clean cells agree."""
    seen: dict[_Pool, Counter[int]] = {}
    for name, reading in readings:
        clean = reading.decimals is not None and not reading.repairs and not reading.touched
        if clean:
            seen.setdefault(name, Counter())[reading.decimals or 0] += 1
    return {
        name: count.most_common(1)[0][0]
        for name, count in seen.items()
        if sum(count.values()) >= 2 and count.most_common(1)[0][1] >= 0.9 * sum(count.values())
    }


def _reading(token: Token, type_name: str) -> Reading:
    found = read_value(token.raw, type_name)
    if token.others:
        twins = (read_value(other, type_name).value for other in token.others)
        extra = tuple(
            Candidate(value, 0.5, "printed twice")
            for value in twins
            if isinstance(value, (Decimal, int, str))
        )
        found = found._replace(candidates=(*found.candidates, *extra))
    return found._replace(touched=True) if _doubtful(token) else found


def _doubtful(token: Token) -> bool:
    """A token out of its place or drawn twice: no number format clears it."""
    return token.loose or bool(token.others)


def _blank(kind: str, decimals: int | None) -> Decimal | None:
    """The last digit's unit of a figure nobody can read, where its column has a number format."""
    number = TYPES[kind].family == "number" and decimals is not None
    return Decimal(1).scaleb(-(decimals or 0)) if number else None


def enter_rows(table: Table, hits: list[Hit], ledger: Ledger) -> list[Cells]:
    """Enters the data of all rows; numbers are settled by their column's format."""
    types = {row.name: field_types(table, row) for row in table.rows}
    readings: dict[tuple[int, str, int], Reading] = {}
    pooled: list[tuple[_Pool, Reading]] = []
    for h, hit in enumerate(hits):
        for name, tokens in hit.cells.items():
            kind = types[hit.row.name].get(name, ("text", True))[0]
            for t, token in enumerate(tokens):
                readings[h, name, t] = found = _reading(token, kind)
                pooled.append(((hit.row.name, name), found))
    shape = formats(pooled)
    bare, signed = _habits(hits)
    cells: list[Cells] = []
    for h, hit in enumerate(hits):
        made, words = Cells(hit.row, hit), _words(hit)
        for name, (kind, optional) in types[hit.row.name].items():
            pool = hit.row.name, name
            made.ids[name] = _enter_field(
                hit,
                h,
                name,
                kind,
                optional,
                readings,
                shape.get(pool),
                ledger,
                words,
                bare=pool in bare,
                signed=pool in signed,
            )
        cells.append(made)
    return cells


def _habits(hits: list[Hit]) -> tuple[set[_Pool], set[_Pool]]:
    """Columns that print no zero before the point (`.0583`): there it is not a lost digit; and
    those that print a currency sign: a figure without one may be the rest of a figure."""
    small: dict[_Pool, list[bool]] = {}
    coined: dict[_Pool, list[bool]] = {}
    for hit in hits:
        for name, tokens in hit.cells.items():
            pool = hit.row.name, name
            for token in tokens:
                raw = token.raw.lstrip("$ ")
                if raw[:1] == "." or raw[:2] == "0.":
                    small.setdefault(pool, []).append(raw[0] == ".")
                if raw[:1].isdigit() or any(map(str.isdigit, raw)):
                    coined.setdefault(pool, []).append("$" in token.raw)
    bare = {pool for pool, dots in small.items() if len(dots) > 1 and all(dots)}
    signed = {p for p, s in coined.items() if len(s) > 3 and sum(s) >= 0.8 * len(s)}
    return bare, signed


def _enter_field(
    hit: Hit,
    h: int,
    name: str,
    kind: str,
    optional: bool,
    readings: dict[tuple[int, str, int], Reading],
    decimals: int | None,
    ledger: Ledger,
    words: list[tuple[str, str]],
    *,
    bare: bool,
    signed: bool,
) -> list[int]:
    label = _label(words, name)
    if name in hit.unsure:
        return [_unsure(hit, name, kind, ledger, label)]
    tokens = hit.cells.get(name, [])
    if not tokens:
        place = place_of(hit.line)
        if optional:
            return [ledger.absent(place, label)]
        return [
            ledger.add(
                None, None, Standing.UNREADABLE, place, label=label, quantum=_blank(kind, decimals)
            )
        ]
    found: list[int] = []
    for t, token in enumerate(tokens):
        reading = settle(readings[h, name, t], decimals)
        lost = worn(token.raw, kind) and not (bare and token.raw.lstrip("$ ")[0] == ".")
        if _doubtful(token) or lost or (signed and "$" not in token.raw):
            reading = reading._replace(touched=True)
        if reading.value is None and reading.quantum is None:
            reading = reading._replace(quantum=_blank(kind, decimals))
        formed = decimals is not None and reading.decimals == decimals
        found.append(_enter(token, reading, ledger, label, formed=formed))
    return found


def _enter(token: Token, reading: Reading, ledger: Ledger, label: str, *, formed: bool) -> int:
    return ledger.add(
        token.raw,
        reading.value,
        reading.standing,
        place_of(token.line, token.start, token.end),
        quantum=reading.quantum,
        candidates=reading.candidates,
        repairs=reading.repairs,
        proof=reading.proof,
        touched=reading.touched,
        label=label,
        formed=formed,
    )


def _unsure(hit: Hit, name: str, kind: str, ledger: Ledger, label: str) -> int:
    readings = [read_value(text, kind) for text in hit.unsure[name]]
    candidates = tuple(
        Candidate(r.value, 1.0, "may stand in this row")  # type: ignore[arg-type]
        for r in readings
        if r.value is not None
    )
    raw = " / ".join(hit.unsure[name]) or None
    units = {r.quantum for r in readings}
    return ledger.add(
        raw,
        None,
        Standing.AMBIGUOUS,
        place_of(hit.line),
        quantum=units.pop() if len(units) == 1 else None,
        candidates=candidates,
        label=label,
    )


def _label(words: list[tuple[str, str]], name: str) -> str:
    """How a person would call a value: the words of its row, and its field."""
    return ", ".join([*[text for n, text in words if n != name][:3], name])


def _words(hit: Hit) -> list[tuple[str, str]]:
    """The first texts of a row that are no plain figures, with their fields."""
    texts = ((name, hit.text(name)) for name in hit.cells)
    return list(islice(((n, text) for n, text in texts if text and not _numeric(text)), 4))


def _numeric(text: str) -> bool:
    return (
        text.replace(".", "").replace(",", "").replace("$", "").strip().isdigit() and len(text) > 2
    )


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
    """`when` of a record: `a|b` one of these, `~x` contains x, `!~x` does not contain x."""
    for name, wanted in rule.when.items():
        found = cells.first(name)
        text = str(ledger.data[found].value or "").strip().lower() if found else ""
        if wanted.startswith("!~"):
            if wanted[2:] in text:
                return False
        elif wanted.startswith("~"):
            if wanted[1:] not in text:
                return False
        elif text not in wanted.lower().split("|"):
            return False
    return True


def _emit_one(
    rule: RecordRule,
    cells: Cells,
    rows: list[Cells],
    ledger: Ledger,
    constants: Constants,
    parent: Draft | None,
) -> list[Draft]:
    made: list[Draft] = []
    for i in range(_repeat(rule, cells, rows)):
        fields: dict[str, int | None] = {}
        for source in _sources(rule):
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
    """Where a field of a record comes from: a constant, or a column of a row (empty: its own)."""

    name: str
    constant: str | None
    row: str
    column: str
    each: bool

    @property
    def is_mark(self) -> bool:
        """Whether it is the change mark beside the row, unless the row has a column for it."""
        return self.name == self.column == "change" and not self.row


@lru_cache(maxsize=512)
def _sources(rule: RecordRule) -> tuple[_Source, ...]:
    found: list[_Source] = []
    for name in KINDS[rule.kind].fields:
        row, _, column = rule.take.get(name, name).rpartition(".")
        if name in rule.set or column:
            found.append(_Source(name, rule.set.get(name), row, column, bool(rule.each)))
    return tuple(found)


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
    owner = _owner(source.row, cells, rows) if source.row else cells
    if owner is None:
        return None
    found = owner.ids.get(source.column)
    if found is None:
        return owner.hit.groups.get(source.column)
    return found[i] if source.each and len(found) > max(i, 1) else found[0]


def _owner(row: str, cells: Cells, rows: list[Cells]) -> Cells | None:
    """The row of that kind in the same groups, nearest to this one."""
    same = [r for r in rows if r.row.name == row and _within(r.hit.groups, cells.hit.groups)]
    return min(same, key=lambda r: abs(r.hit.at - cells.hit.at), default=None)


def _within(one: dict[str, int], other: dict[str, int]) -> bool:
    return all(other.get(k, v) == v for k, v in one.items())


def _mark(cells: Cells, ledger: Ledger) -> int | None:
    token = cells.hit.mark
    if token is None:
        return None
    place = place_of(token.line, token.start, token.end)
    seconds = [word.second or "" for word in token.line.words_between(token.start, token.end)]
    if not token.raw.isalpha() and any("(I)" in second for second in seconds):
        said = {"kind": "closed-list", "raw": token.raw, "value": "I", "list": list(MARKS)}
        note = (f"{token.raw} is (I): the other engine reads the letter",)
        return ledger.add(
            token.raw, "I", Standing.REPAIRED, place, repairs=note, proof=(said,), label="change"
        )
    if not token.raw.isalpha():
        worn = (Candidate("I", 1.0, f"{token.raw} may be the mark (I) or a footnote"),)
        return ledger.add(
            token.raw, None, Standing.AMBIGUOUS, place, candidates=worn, label="change"
        )
    return ledger.add(token.raw, read_text(token.raw).value, Standing.READ, place, label="change")
