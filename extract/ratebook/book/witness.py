"""Witnesses across documents: what one filing says of another's numbers.

An earlier or later revision, an order and the sheet that follows it, the same supplier's table in
two orders, a guide, a fuel roll-in. They confirm a number (`read` becomes `verified`, with a proof
that names the other place) or raise an issue that names both sides. They never fill a gap and never
change a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ratebook.book.fact import cite
from ratebook.book.law import SIGNS, Signs
from ratebook.book.rollin import Step
from ratebook.book.seen import Seen
from ratebook.book.testimony import Agreement, Dispute, gather
from ratebook.proof.certificate import certify, write
from ratebook.proof.verifier import verify_records
from ratebook.records.datum import Standing
from ratebook.records.record import Record, natural_key

Proof = dict[str, Any]


def corroborate(records: Sequence[Sequence[Record]], signs: Signs = SIGNS) -> list[list[Record]]:
    """The records of several documents, one list each, with what they say of each other.

    Numbers that another document confirms are raised to `verified`; contradictions become issues
    at the end of the document that is later in the list. Nothing else changes.

    Args:
        signs: which change marks claim an increase or a decrease, by jurisdiction.
    """
    made = [list(document) for document in records]
    said = gather(made, signs)
    proofs: dict[tuple[int, int, str], Proof] = {}
    for agreement in said.agreements:
        for own, other in ((agreement.one, agreement.other), (agreement.other, agreement.one)):
            proofs.setdefault(own.where, _same(agreement, own, other))
    for step in said.steps:
        proofs.setdefault(step.later.where, _stepped(step, step.later))
        proofs.setdefault(step.earlier.where, _stepped(step, step.earlier))
    for (document, at, field), proof in proofs.items():
        made[document][at] = _raised(made[document][at], field, proof)
    for dispute in said.disputes:
        _enter(made[dispute.one.document], dispute)
    return made


def _raised(record: Record, field: str, proof: Proof) -> Record:
    """The record with one number verified; as it was where the proof would not replay."""
    entry = record.evidence[field]
    if entry["status"] != Standing.READ:
        return record
    shown = {**entry, "status": Standing.VERIFIED.value, "proof": [*entry["proof"], proof]}
    made = record._replace(evidence={**record.evidence, field: shown})
    alone = {"document": record.document, "key": record.key, field: record.values[field]}
    return record if verify_records([{**alone, "evidence": {field: shown}}]) else made


def _same(agreement: Agreement, own: Seen, other: Seen) -> Proof:
    name = f"{agreement.law}: {cite(other.record, other.field)} prints the same"
    terms = [_term(own, 1, "1"), _foreign(other, 2, "1")]
    return certify("verified", "check", 1, [write("equal", name, terms)])


def _stepped(step: Step, own: Seen) -> Proof:
    """later - earlier is what it is for each of two other charges."""
    sides: list[tuple[Seen, str]] = [(step.later, "1"), (step.earlier, "-1")]
    cells = {seen.where: n for n, (seen, _) in enumerate(sides, 1)}
    written: list[Proof] = []
    for n, (before, after) in enumerate(step.others):
        terms = [
            _term(seen, 1, coef) if seen is own else _foreign(seen, cells[seen.where] + 1, coef)
            for seen, coef in sides
        ]
        terms += [_foreign(after, 4 + 2 * n, "-1"), _foreign(before, 5 + 2 * n, "1")]
        name = f"fuel roll-in: the same is added per kWh as in {cite(after.record, 'amount')}"
        written.append(write("linear", name, terms))
    return certify("verified", "check", 1, written)


def _term(seen: Seen, cell: int, coef: str) -> dict[str, Any]:
    entry = seen.record.evidence[seen.field]
    term = {"coef": coef, "cell": cell, "value": seen.record.values[seen.field], "quantum": None}
    term.update({part: entry[part] for part in ("raw", "page", "line", "box")})
    if entry["repairs"]:
        term["repairs"] = entry["repairs"]
    return term


def _foreign(seen: Seen, cell: int, coef: str) -> dict[str, Any]:
    return {**_term(seen, cell, coef), "document": seen.record.document, "record": seen.record.key}


def _enter(records: list[Record], dispute: Dispute) -> None:
    """An issue where the first side stands, that names the other."""
    seen = dispute.one
    entry = seen.record.evidence[seen.field]
    values: dict[str, Any] = {
        "page": entry["page"], "box": entry["box"], "line": entry["line"], "code": dispute.code,
        "message": dispute.message, "record": seen.record.key,
    }  # fmt: skip
    made = Record("issue", natural_key("issue", values), seen.record.document, values, {})
    if not any(known.key == made.key for known in _issues(records)):
        records.append(made)


def _issues(records: Iterable[Record]) -> Iterable[Record]:
    return (record for record in records if record.kind == "issue")
