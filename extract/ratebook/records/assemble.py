"""From drafts and proven data to records with keys and evidence."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from decimal import Decimal
from typing import Any

from ratebook.model.page import Document, Stamp
from ratebook.records.datum import Datum, Draft, Issue, Standing, Value
from ratebook.records.kinds import KINDS
from ratebook.records.record import Record, evidence_of, natural_key, plain


def _typed(value: Value, kind: str) -> Any:
    if value is None:
        return None
    if type(value) is Decimal:
        return int(value) if kind == "int" else plain(value)
    if isinstance(value, (Decimal, int)) and kind in ("text", "dec"):
        return plain(Decimal(value))
    return plain(value)


def _refer(values: dict[str, Any], kind: str, owner: str, key: str) -> None:
    """Enters `source` and the key of the sheet, order or guide a record came from."""
    for name in ("source", "source_key", owner):
        if name in KINDS[kind].fields:
            values[name] = owner if name == "source" else key


def _values(
    draft: Draft, data: Mapping[int, Datum], known: dict[int, dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a draft and their evidence. `known` is that of data entered before: all records
    of a group or a sheet show where that is printed."""
    kinds, negated = KINDS[draft.kind].fields, draft.negated
    values: dict[str, Any] = dict.fromkeys(kinds)
    evidence: dict[str, Any] = {}
    for name, number in draft.fields.items():
        if number is None:
            continue
        datum = data[number]
        value = datum.value
        shown = known.get(number)
        if shown is None:
            shown = known[number] = evidence_of(datum)
        if name in negated:
            value = -value if isinstance(value, Decimal) else value
            shown = {**shown, "negated": True}
        values[name] = value if type(value) is str else _typed(value, kinds[name])
        if datum.candidates:
            kind = kinds[name]
            shown = {**shown, "candidates": [_typed(c.value, kind) for c in datum.candidates]}
        evidence[name] = shown
    return values, evidence


def assemble(
    document: Document,
    drafts: Iterable[Draft],
    data: Mapping[int, Datum],
    issues: Iterable[Issue],
    cls: str,
    dated: Callable[[Stamp], str | None] = lambda stamp: None,
) -> list[Record]:
    """The records of one document: the document itself, what it holds, and its issues. `dated`
    reads the date of a stamp, as ISO text.

    A record whose key another already has is told apart by the printed place in an issue; exact
    repetitions of a record are dropped with an issue, never two records of one key.
    """
    records: dict[str, Record] = {}
    keys: dict[int, str] = {}
    extra: list[Issue] = []
    known: dict[int, dict[str, Any]] = {}
    for draft in drafts:
        values, evidence = _values(draft, data, known)
        if draft.parent is not None:
            _refer(values, draft.kind, draft.parent.kind, keys[id(draft.parent)])
        key = natural_key(draft.kind, values)
        keys[id(draft)] = key
        made = Record(draft.kind, key, document.name, values, evidence)
        clash = records.get(key)
        if clash is not None:
            made, issue = _clash(made, clash, draft, data, records)
            extra += [issue] if issue else []
        if made is not None:
            keys[id(draft)] = made.key
            records[made.key] = made
    head = _document_record(document, cls, dated)
    listed = [*_issue_records(document, (*issues, *extra), records, data)]
    return [head, *records.values(), *listed]


def _clash(
    made: Record, clash: Record, draft: Draft, data: Mapping[int, Datum], records: dict[str, Record]
) -> tuple[Record | None, Issue | None]:
    if made.values == clash.values and _is_rest(clash) and not made.needs_review:
        return made, None
    place = next(data[n].place for n in draft.fields.values() if n is not None)
    if made.values == clash.values:
        message = f"{made.key} is printed twice with the same values; kept once"
        return None, Issue("repeated-record", message, place, record=made.key)
    number = 2
    while f"{made.key}#{number}" in records:
        number += 1
    message = f"{made.key} is printed {number} times with different values"
    told = Record(made.kind, f"{made.key}#{number}", made.document, made.values, made.evidence)
    if _of_one_place(told, clash):
        shown = [told.values["amount"], clash.values["amount"]]
        records[clash.key], told = (_unclear(r, shown) for r in (clash, told))
    return told, Issue("conflicting-record", message, place, record=told.key)


def _of_one_place(one: Record, other: Record) -> bool:
    """Whether two charges of one page bear one name and are of two amounts, both accepted: what
    tells them apart was not read."""
    if one.kind != "charge" or one.values["amount"] == other.values["amount"]:
        return False
    if one.values["schedule_title"] != other.values["schedule_title"]:
        return False
    standings = [r.standing("amount") for r in (one, other)]
    pages = {r.evidence.get("amount", {}).get("page") for r in (one, other)}
    return len(pages) == 1 and all(s is not None and s.accepted for s in standings)


def _unclear(record: Record, shown: list[Any]) -> Record:
    """The record with its amount left to a person."""
    amount = {**record.evidence["amount"], "status": str(Standing.AMBIGUOUS)}
    amount |= {"candidates": shown, "proof": [], "repairs": []}
    values = {**record.values, "amount": None}
    return record._replace(values=values, evidence={**record.evidence, "amount": amount})


def _is_rest(record: Record) -> bool:
    """Whether a record prints nothing of what it derives: its words stand there as a heading, and
    the same record in full elsewhere."""
    doubtful = [record.evidence[name] for name in record.needs_review]
    return bool(doubtful) and all(e["raw"] is None for e in doubtful)


def _document_record(document: Document, cls: str, dated: Callable[[Stamp], str | None]) -> Record:
    values = {
        "name": document.name,
        "sha256": document.sha256,
        "pages": len(document.pages),
        "source": document.source,
        "class": cls,
        "readers": list(document.readers),
        "stamps": [
            _stamp(stamp, page.number, dated(stamp))
            for page in document.pages
            for stamp in page.stamps
        ],
    }
    return Record("document", natural_key("document", values), document.name, values, {})


def _stamp(stamp: Stamp, page: int, dated: str | None) -> dict[str, Any]:
    """A stamp as it reads, so that a page no form claims still shows when it was filed."""
    box = [round(edge, 2) for edge in stamp.box]
    text = [line.text for line in stamp.lines]
    return {"kind": stamp.kind, "page": page, "box": box, "text": text, "date": dated}


_Printed = tuple[int, int | None, str | None]
"""A place where something is printed: page, line and raw text."""


def _by_place(records: Mapping[str, Record], wanted: Container[_Printed]) -> dict[_Printed, str]:
    """The record that prints something in each of these places."""
    owners: dict[tuple[str, _Printed], str] = {}
    for key, record in records.items():
        for name, e in record.evidence.items():
            at = e["page"], e["line"], e["raw"]
            if at in wanted:
                owners[name, at] = key
    return {at: key for (_, at), key in owners.items()}


def _printed(datum: Datum) -> _Printed:
    return datum.place.page, datum.place.line, datum.raw


def _issue_records(
    document: Document,
    issues: Iterable[Issue],
    records: Mapping[str, Record],
    data: Mapping[int, Datum],
) -> list[Record]:
    issues = list(issues)
    wanted = {_printed(data[i.datum]) for i in issues if i.datum and not i.record}
    by_place = _by_place(records, wanted) if wanted else {}
    found: dict[str, Record] = {}
    for issue in issues:
        datum = data.get(issue.datum) if issue.datum else None
        at = _printed(datum) if datum and by_place else None
        box = issue.place.box
        values = {
            "page": issue.place.page,
            "box": [round(edge, 2) for edge in box] if box else None,
            "line": issue.place.line,
            "code": issue.code,
            "message": issue.message,
            "record": issue.record or (by_place.get(at) if at else None),
        }
        key = natural_key("issue", values)
        found.setdefault(key, Record("issue", key, document.name, values, {}))
    return list(found.values())
