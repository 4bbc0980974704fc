"""Records and answers as tables: one row a record, each with document, page and standing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from ratebook.book.book import Answer, Claim
from ratebook.book.fact import Citation, as_decimal
from ratebook.book.filed import Charge
from ratebook.book.force import ChargeInForce, SheetInForce, Unknown
from ratebook.records.datum import Standing
from ratebook.records.kinds import KINDS
from ratebook.records.record import Record

ColumnType = Literal["text", "int", "dec", "date"]


class Column(NamedTuple):
    """A column: money is `dec` (Decimal with its printed digits), lists are JSON text."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of str, int, Decimal, date or None, as the columns say."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


_TYPES: dict[str, ColumnType] = {"dec": "dec", "int": "int", "date": "date"}

_WHERE = (
    Column("document", "text"),
    Column("page", "int"),
    Column("line", "int"),
    Column("box", "text"),
    Column("standing", "text"),
)

_WORST = (
    Standing.ABSENT,
    Standing.VERIFIED,
    Standing.READ,
    Standing.REPAIRED,
    Standing.DERIVED,
    Standing.AMBIGUOUS,
    Standing.UNREADABLE,
)

# The field a row is about: its page and box are those of the row.
_MAIN = ("amount", "mw", "cost", "cost_per_ft", "final", "expression", "text", "sheet", "case")


def record_tables(records: Iterable[Record]) -> list[Table]:
    """One table a kind, in the order of the contract.

    A value that may not be used stands in `not_accepted` (JSON: status, value, interval,
    candidates), never in its own column.
    """
    by_kind: dict[str, list[Record]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    return [_record_table(kind, by_kind[kind]) for kind in KINDS if kind in by_kind]


def _record_table(kind: str, records: list[Record]) -> Table:
    # A reading may carry fields beyond the contract's; they get columns of text behind it.
    named = KINDS[kind].fields
    more = sorted({f for r in records for f in r.values} - set(named))
    fields = {**named, **dict.fromkeys(more, "text")}
    # An issue's own page, box and line are fields of the record already.
    where = tuple(c for c in _WHERE if c.name not in fields)
    columns = (
        Column("kind", "text"),
        Column("key", "text"),
        *where,
        *(Column(name, _TYPES.get(letter, "text")) for name, letter in fields.items()),
        Column("not_accepted", "text"),
    )
    rows = tuple(_record_row(record, fields, where) for record in records)
    return Table(kind, columns, rows)


def _record_row(
    record: Record, fields: dict[str, str], where: tuple[Column, ...]
) -> tuple[Any, ...]:
    refused = {f: _refused(record, f) for f in _unusable(record, fields)}
    place = dict(zip([c.name for c in _WHERE], _place(record), strict=True))
    cells = [
        None if name in refused else _cell(record.values.get(name), letter)
        for name, letter in fields.items()
    ]
    said = json.dumps(refused, ensure_ascii=False) if refused else None
    return (record.kind, record.key, *(place[c.name] for c in where), *cells, said)


def _unusable(record: Record, fields: dict[str, str]) -> list[str]:
    """Fields that are not accepted, and any whose value is not of the field's type."""
    found = list(record.needs_review)
    for name, letter in fields.items():
        try:
            _cell(record.values.get(name), letter)
        except (ValueError, TypeError):
            found.append(name)
    return list(dict.fromkeys(found))


def _refused(record: Record, field: str) -> dict[str, Any]:
    evidence = record.evidence.get(field, {})
    kept = {k: evidence.get(k) for k in ("status", "raw", "interval", "candidates", "page")}
    return {**kept, "value": record.values.get(field)}


def _place(record: Record) -> tuple[Any, ...]:
    evidence = record.evidence
    found = [evidence[f] for f in _MAIN if f in evidence] or list(evidence.values())
    one: dict[str, Any] = found[0] if found else {}
    standings = [Standing(e["status"]) for e in evidence.values()]
    worst = max(standings, key=_WORST.index).value if standings else None
    box = json.dumps(one["box"]) if one.get("box") else None
    return (record.document, one.get("page"), one.get("line"), box, worst)


def _cell(value: Any, letter: str) -> Any:
    if value is None or value == "":
        return None
    if letter == "dec":
        return as_decimal(value)
    if letter == "int":
        return int(value)
    if letter == "date":
        return date.fromisoformat(str(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_ASKED = (Column("utility", "text"), Column("on", "date"), Column("as_known", "text"))

_CHARGE_WORDS = (
    "schedule", "schedule_title", "component", "group", "label", "code", "unit", "season",
    "period", "tier",
)  # fmt: skip

_CHARGE_COLUMNS = (
    *_ASKED,
    Column("state", "text"),
    *(Column(name, "text") for name in _CHARGE_WORDS),
    Column("year", "int"),
    Column("amount", "dec"),
    Column("since", "date"),
    Column("until", "date"),
    Column("set_by", "text"),
    Column("confirmed_by", "text"),
    *_WHERE,
    Column("reason", "text"),
    Column("candidates", "text"),
)

_SHEET_COLUMNS = (
    *_ASKED,
    Column("state", "text"),
    Column("jurisdiction", "text"),
    Column("book", "text"),
    Column("sheet", "text"),
    Column("revision", "int"),
    Column("title", "text"),
    Column("since", "date"),
    Column("until", "date"),
    Column("until_by", "text"),
    *_WHERE,
    Column("reason", "text"),
    Column("candidates", "text"),
)


def answer_tables(answer: Answer) -> list[Table]:
    """A day's book as two tables, `sheets` and `charges`.

    `state` is "in force", "unknown" (with reason and candidates), "claimed" (a guide says so) or
    "unplaced" (printed, but it cannot be told where it belongs). Only "in force" has an amount
    that is a fact.
    """
    asked = (answer.utility, answer.on, answer.as_known.isoformat() if answer.as_known else None)
    sheets = [(*asked, *row) for row in _sheet_rows(answer)]
    charges = [(*asked, *row) for row in _charge_rows(answer)]
    return [
        Table("sheets", _SHEET_COLUMNS, tuple(sheets)),
        Table("charges", _CHARGE_COLUMNS, tuple(charges)),
    ]


def _sheet_rows(answer: Answer) -> Iterator[tuple[Any, ...]]:
    for one in answer.sheets:
        yield _sheet_row(one)
    for lost in answer.unknowns:
        if lost.kind == "sheet":
            yield (
                "unknown",
                *[None] * 8,
                *[None] * 5,
                f"{lost.subject}: {lost.reason}",
                _could(lost),
            )
    for stray in answer.unplaced:
        if stray.kind == "sheet":
            yield ("unplaced", *[None] * 8, *_where(stray.citation), stray.reason, None)


def _sheet_row(one: SheetInForce) -> tuple[Any, ...]:
    version = one.span.version
    place = version.place
    identity = (place.jurisdiction, place.book, place.sheet, version.revision, version.title)
    cited = version.start.citations[0]
    return (
        "in force",
        *identity,
        one.since,
        one.until,
        one.span.end_by,
        *_where(cited),
        None,
        None,
    )


def _charge_rows(answer: Answer) -> Iterator[tuple[Any, ...]]:
    for fact in answer.charges:
        yield _fact_row(fact)
    for lost in answer.unknowns:
        if lost.kind == "charge":
            yield _unknown_row(lost)
    for claim in answer.claims:
        yield _claim_row(claim)
    for stray in answer.unplaced:
        if stray.kind == "charge":
            blank = [None] * (len(_CHARGE_WORDS) + 6)
            yield ("unplaced", *blank, *_where(stray.citation), stray.reason, None)


def _fact_row(fact: ChargeInForce) -> tuple[Any, ...]:
    words = _words(fact.charge)
    held = (fact.amount, fact.since, fact.until, fact.who, fact.confirmed_by)
    return ("in force", *words, fact.charge.year, *held, *_where(fact.citations[0]), None, None)


def _claim_row(claim: Claim) -> tuple[Any, ...]:
    said = (claim.charge.amount.value, claim.since, None, "guide", None)
    views = {True: "the book agrees", False: "the book says otherwise", None: "the book is silent"}
    why = views[claim.agrees]
    words = _words(claim.charge)
    return ("claimed", *words, claim.charge.year, *said, *_where(claim.citation), why, None)


def _unknown_row(lost: Unknown) -> tuple[Any, ...]:
    slot = lost.slot
    words = [getattr(slot, name, None) or None for name in _CHARGE_WORDS]
    cited = lost.candidates[0].citation if lost.candidates else None
    why = f"{lost.subject}: {lost.reason}"
    year = slot.year if slot else None
    return ("unknown", *words, year, *[None] * 5, *_where(cited), why, _could(lost))


def _words(charge: Charge) -> list[str | None]:
    return [getattr(charge, name) for name in _CHARGE_WORDS]


def _where(cited: Citation | None) -> tuple[Any, ...]:
    if cited is None:
        return (None,) * 5
    box = json.dumps(cited.box) if cited.box else None
    return (cited.document, cited.page, cited.line, box, cited.standing)


def _could(lost: Unknown) -> str | None:
    found = [
        {"value": c.value, "says": c.who, "document": c.citation.document, "page": c.citation.page}
        for c in lost.candidates
    ]
    return json.dumps(found, ensure_ascii=False) if found else None
