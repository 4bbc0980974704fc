"""Other documents confirm a number or contradict it; they never fill and never change one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from book_samples import charge, doubt, guide, order, record, sheet

from ratebook.book.witness import corroborate
from ratebook.proof.verifier import verify_records
from ratebook.records.record import Record

Documents = list[list[Record]]


def filed(document: str, *records: Record) -> list[Record]:
    """Records of one document of its own content."""
    head = record("document", document, name=document, sha256=f"content of {document}", pages=1)
    return [head, *(r._replace(document=document) for r in records)]


def statuses(documents: Documents) -> list[str]:
    return [r.evidence["amount"]["status"] for d in documents for r in d if "amount" in r.evidence]


def issues(documents: Documents) -> list[str]:
    return [str(r.values["code"]) for d in documents for r in d if r.kind == "issue"]


def printed(documents: Documents) -> list[dict[str, Any]]:
    made = [r.as_dict() for document in documents for r in document]
    return json.loads(json.dumps(made))


def revisions(*amounts: str, mark: str | None = None, component: str = "energy") -> Documents:
    """A sheet in two revisions with one charge, the second perhaps marked."""
    made: Documents = []
    for number, amount in enumerate(amounts):
        own = sheet("15", number, f"201{number}-01-01", schedule="1")
        more = {"change": mark} if number == 1 else {}
        made.append(filed(f"{number}.pdf", own, charge(own, "1", component, amount, **more)))
    return made


def test_an_unmarked_number_is_confirmed_by_the_revision_before() -> None:
    made = corroborate(revisions("0.06185", "0.06185"))
    assert statuses(made) == ["verified", "verified"]
    assert issues(made) == []
    (proof,) = made[1][2].evidence["amount"]["proof"]
    other = proof["relations"][0]["terms"][1]
    assert (other["document"], other["page"], other["value"]) == ("0.pdf", 2, "0.06185")
    assert verify_records(printed(made)) == []


def test_a_mark_without_a_change_is_an_issue_that_names_both_sides() -> None:
    made = corroborate(revisions("0.06185", "0.06185", mark="I"))
    assert statuses(made) == ["read", "read"]
    (issue,) = [r for d in made for r in d if r.kind == "issue"]
    assert issue.values["code"] == "mark-without-change"
    assert "0.pdf, page 2" in issue.values["message"]
    assert issue.values["record"] == made[1][2].key


def test_a_change_without_a_mark_is_an_issue_where_the_sheet_marks_changes() -> None:
    made = revisions("0.06185", "0.06195")
    assert issues(corroborate(made)) == []
    marked = charge(made[1][1], "1", "customer", "9.35", change="I")
    made[1].append(marked._replace(document="1.pdf"))
    again = corroborate(made)
    assert issues(again) == ["change-without-mark"]
    assert {r.values["amount"] for r in again[1] if r.kind == "charge"} == {"0.06195", "9.35"}


def test_a_marked_change_is_neither_confirmed_nor_questioned() -> None:
    made = corroborate(revisions("0.06185", "0.06195", mark="I"))
    assert (statuses(made), issues(made)) == (["read", "read"], [])


def test_nothing_is_filled_and_no_doubtful_number_is_a_witness() -> None:
    own, later = sheet("15", 0), sheet("15", 1)
    open_ = charge(own, "1", "energy", doubt("ambiguous", "0.06185", "0.06135"))
    sure = charge(later, "1", "energy", "0.06185")
    made = [filed("0.pdf", own, open_), filed("1.pdf", later, sure)]
    again = corroborate(made)
    assert [[r.as_dict() for r in d] for d in again] == [[r.as_dict() for r in d] for d in made]


def test_an_order_and_the_sheet_that_carries_it_out() -> None:
    ruling = order("2021-00115", "2021-10-01")
    follows = sheet("15", 1, "2021-10-01", authority_case="2021-00115")
    for amount, want, said in (("14.90", "verified", []),
                               ("14.80", "read", ["order-and-sheet-differ"])):  # fmt: skip
        made = corroborate([
            filed("order.pdf", ruling, charge(ruling, "1", "customer", "14.90")),
            filed("sheet.pdf", follows, charge(follows, "1", "customer", amount)),
        ])  # fmt: skip
        assert (set(statuses(made)), issues(made)) == ({want}, said)


def test_one_revision_in_two_documents() -> None:
    own = sheet("15", 0)
    rate, other = (charge(own, "1", "energy", amount) for amount in ("0.06185", "0.06135"))
    made = corroborate([filed("a.pdf", own, rate), filed("b.pdf", own, rate)])
    assert statuses(made) == ["verified", "verified"]
    made = corroborate([filed("a.pdf", own, rate), filed("b.pdf", own, other)])
    assert statuses(made) == ["read", "read"]
    assert issues(made) == ["documents-disagree"]


def test_a_copy_of_the_same_file_is_no_witness() -> None:
    own = sheet("15", 0)
    one = filed("a.pdf", own, charge(own, "1", "energy", "0.06185"))
    assert statuses(corroborate([one, one])) == ["read", "read"]


def sister(case: str, document: str, **changed: str) -> list[Record]:
    """An order of one member with its supplier's table."""
    ruling = order(case, "2021-10-01", supplier="East Supply Cooperative, Inc.", applicant=case)
    rows = {f"Member {n}": f"{3_000_017 * n}" for n in range(1, 8)} | changed
    table = [
        record("allocation", document, 5, order=ruling.key, appendix="A", table="Rate E",
               member=member, final=final)
        for member, final in rows.items()
    ]  # fmt: skip
    return filed(document, ruling, *table)


def test_the_suppliers_table_in_two_orders() -> None:
    made = corroborate([sister("2021-1", "a.pdf"), sister("2021-2", "b.pdf", **{"Member 3": "9"})])
    rows = {r.values["member"]: r for r in made[1] if r.kind == "allocation"}
    assert rows["Member 2"].evidence["final"]["status"] == "verified"
    assert rows["Member 3"].evidence["final"]["status"] == "read"
    assert rows["Member 3"].values["final"] == "9"
    assert issues(made) == ["sister-documents-differ"]
    assert verify_records(printed(made)) == []


def test_tables_that_differ_widely_are_different_tables() -> None:
    other = {f"Member {n}": str(n) for n in range(1, 8)}
    made = corroborate([sister("2021-1", "a.pdf"), sister("2021-2", "b.pdf", **other)])
    assert issues(made) == []


def test_a_guides_claim() -> None:
    own, said = sheet("15", 0, "2021-10-01"), guide()
    claim = charge(said, "1", "energy", "0.06185")
    made = corroborate([
        filed("sheet.pdf", own, charge(own, "1", "energy", "0.06185")),
        filed("guide.html", said, claim),
    ])  # fmt: skip
    assert statuses(made) == ["verified", "verified"]


def roll_in(*steps: str, customer: str = "9.35") -> Documents:
    """Energy charges of four schedules before and after, and a customer charge."""
    base = ["0.06185", "0.05411", "0.07092", "0.04940"]
    one, two = sheet("15", 0), sheet("15", 1)
    made: Documents = []
    for own, amounts, fixed in ((one, base, "9.35"), (two, list(steps), customer)):
        rates = [charge(own, str(n), "energy", a, change="I" if own is two else None)
                 for n, a in enumerate(amounts, 1)]  # fmt: skip
        made.append(filed(own.document, own, *rates, charge(own, "9", "customer", fixed)))
    return made


def test_a_uniform_roll_in_confirms_every_energy_charge() -> None:
    made = corroborate(roll_in("0.06438", "0.05664", "0.07345", "0.05193"))
    rates = [r for d in made for r in d if r.values.get("component") == "energy"]
    assert {r.evidence["amount"]["status"] for r in rates} == {"verified"}
    assert verify_records(printed(made)) == []


def test_the_one_charge_that_does_not_follow_the_roll_in_is_named() -> None:
    made = corroborate(roll_in("0.06438", "0.05664", "0.07845", "0.05193"))
    assert issues(made) == ["uneven-roll-in"]
    odd = next(r for r in made[1] if r.values.get("amount") == "0.07845")
    assert odd.evidence["amount"]["status"] == "read"


@pytest.mark.parametrize("part", ["document", "record", "raw", "value", "page"])
def test_a_witness_that_says_something_else_is_rejected(part: str) -> None:
    made = printed(corroborate(revisions("0.06185", "0.06185")))
    proof = made[-1]["evidence"]["amount"]["proof"][0]
    term = proof["relations"][0]["terms"][1]
    term[part] = 7 if part == "page" else f"{term[part]}1"
    assert verify_records(made)


def test_a_changed_witness_record_is_noticed() -> None:
    made = printed(corroborate(revisions("0.06185", "0.06185")))
    first = next(r for r in made if r["kind"] == "charge" and r["document"] == "0.pdf")
    first["amount"] = first["evidence"]["amount"]["raw"] = "0.06186"
    assert any("0.06185" in p or "otherwise" in p for p in verify_records(made))
