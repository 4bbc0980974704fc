"""Sums that share an unreadable number, and sums over lines that may not be all there."""

from __future__ import annotations

from dataclasses import replace

from linked_tables import ONE, enter, records_of

from ratebook.proof.prove import prove
from ratebook.proof.verifier import verify_records
from ratebook.records.datum import Place, Relation, Standing
from ratebook.records.ledger import Ledger


def _table(rows: list[list[str]], *, lost: tuple[int, int]) -> tuple[Ledger, list[list[int]]]:
    """A square of figures with totals of rows and columns; one figure is not legible."""
    ledger, ids = Ledger(), list[list[int]]()
    for r, row in enumerate(rows):
        ids.append([enter(ledger, raw, 10 + r, f"row {r}, column {c}")
                    for c, raw in enumerate(row)])  # fmt: skip
    cell = ids[lost[0]][lost[1]]
    ledger.data[cell] = ledger.data[cell]._replace(
        raw="#", value=None, standing=Standing.UNREADABLE, quantum=None
    )
    for line in (*ids, *map(list, zip(*ids, strict=True))):
        terms = (*((ONE, i) for i in line[:-1]), (-ONE, line[-1]))
        ledger.relations.append(Relation("linear", f"line of {line[-1]}", terms, source="sums"))
    return ledger, ids


ROWS = [
    ["1,204", "3,377", "4,581"],
    ["2,960", "1,118", "4,078"],
    ["4,164", "4,495", "8,659"],
]


def test_a_misread_beside_an_unreadable_number_is_found_and_mended() -> None:
    ledger, ids = _table(ROWS, lost=(0, 0))
    wrong = ids[0][1]
    ledger.data[wrong] = ledger.data[wrong]._replace(raw="3,317", value=ONE * 3317)
    proven = prove(ledger)
    assert {i.code for i in proven.issues} == {"check-repaired"}
    assert proven.data[wrong].standing is Standing.REPAIRED
    assert proven.data[wrong].value == 3377
    assert proven.data[ids[0][0]].standing is Standing.DERIVED
    assert proven.data[ids[0][0]].value == 1204
    assert verify_records(records_of(proven)) == []


def test_both_sums_of_an_unreadable_number_confirm_each_other() -> None:
    ledger, ids = _table(ROWS, lost=(0, 0))
    proven = prove(ledger)
    assert proven.issues == []
    assert proven.data[ids[0][0]].standing is Standing.DERIVED
    total = proven.data[ids[2][0]]
    assert total.standing is Standing.VERIFIED
    assert verify_records(records_of(proven)) == []


def test_sums_that_leave_different_numbers_are_told_and_nothing_is_derived() -> None:
    rows = [["5", "4", "9"], ["7", "8", "15"]]
    ledger = Ledger()
    ids = [[enter(ledger, raw, r) for raw in row] for r, row in enumerate(rows)]
    lost = ledger.add("#", None, Standing.UNREADABLE, Place(1, 9))
    for row in ids:
        terms = (*((ONE, i) for i in row[:-1]), (ONE, lost), (-ONE, row[-1]))
        ledger.relations.append(Relation("linear", "sum", terms, source="sums"))
    assert prove(ledger).issues == []
    wrong = ids[1][2]
    ledger.data[wrong] = ledger.data[wrong]._replace(raw="75", value=ONE * 75)
    proven = prove(ledger)
    assert proven.issues[0].code == "check-failed"
    assert "by the number both share: the others give 15, printed 75" in proven.issues[0].message
    assert all(d.standing is Standing.AMBIGUOUS for d in proven.data.values())


def test_a_sum_over_lines_that_are_not_certain_changes_nothing() -> None:
    ledger = Ledger()
    parts = [enter(ledger, raw) for raw in ("18.8", "17.7", "18.4")]
    total = enter(ledger, "74.9")
    terms = (*((ONE, i) for i in parts), (-ONE, total))
    firm = Relation("linear", "cycle", terms, rounding="exact", source="cycles")
    ledger.relations = [firm]
    assert prove(ledger).data[total].value != 74.9
    ledger.relations = [firm._replace(loose=True)]
    proven = prove(ledger)
    assert all(d.standing is not Standing.REPAIRED for d in proven.data.values())
    assert [i.code for i in proven.issues] == ["check-failed"]
    held = replace(ledger, data={**ledger.data, total: ledger.data[total]._replace(
        raw="54.9", value=ONE * 549 / 10)})  # fmt: skip
    assert prove(held).issues == []
    assert prove(held).data[total].standing is Standing.VERIFIED
