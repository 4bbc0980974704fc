"""Standings: who is confirmed, who is doubted, what is only noticed."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from linked_tables import ONE, enter

from ratebook.proof.prove import prove
from ratebook.records.datum import Place, Relation, Standing
from ratebook.records.ledger import Ledger


def _loads(*raws: str, rounding: str = "printed") -> tuple[Ledger, list[int]]:
    ledger = Ledger()
    ids = [enter(ledger, raw, at) for at, raw in enumerate(raws, 1)]
    terms = (*((ONE, i) for i in ids[:-1]), (-ONE, ids[-1]))
    ledger.relations.append(Relation("linear", "block", terms, rounding=rounding))  # type: ignore[arg-type]
    return ledger, ids


def test_a_loose_sum_verifies_nothing() -> None:
    ledger, ids = _loads("7.9", "2.4", "1.5", "2.3", "14.0")
    proven = prove(ledger)
    assert {proven.data[i].standing for i in ids} == {Standing.READ}
    assert proven.issues == []


def test_an_exact_sum_verifies_all_its_members() -> None:
    ledger, ids = _loads("14.0", "14.1", "28.1", rounding="exact")
    proven = prove(ledger)
    assert {proven.data[i].standing for i in ids} == {Standing.VERIFIED}
    assert proven.data[ids[0]].proof[0]["relations"][0]["terms"][0]["raw"] == "14.0"


def test_a_strained_sum_is_named() -> None:
    proven = prove(_loads("7.9", "2.4", "1.5", "2.3", "14.3")[0])
    assert [i.code for i in proven.issues] == ["check-doubtful"]


def test_an_exact_total_may_print_fewer_digits() -> None:
    ledger, ids = _loads("10.4", "10.3", "21", rounding="exact")
    assert prove(ledger).issues == []
    ledger, ids = _loads("10.4", "10.3", "20", rounding="exact")
    assert not prove(ledger).data[ids[2]].standing.accepted


def test_a_touched_value_needs_a_relation() -> None:
    ledger, ids = _loads("14.0", "14.1", "28.1", rounding="exact")
    lone = enter(ledger, "8.4")
    for i in (lone, ids[0]):
        ledger.data[i] = ledger.data[i]._replace(touched=True)
    data = prove(ledger).data
    assert data[ids[0]].standing is Standing.VERIFIED
    assert (data[lone].standing, data[lone].value) == (Standing.AMBIGUOUS, None)
    assert [c.value for c in data[lone].candidates] == [Decimal("8.4")]


def _texts(kind: str, *pairs: tuple[str, str]) -> tuple[Ledger, list[tuple[int, ...]]]:
    ledger = Ledger()
    groups = [
        tuple(ledger.add(t, t, Standing.READ, Place(1, at)) for t in pair)
        for at, pair in enumerate(pairs, 1)
    ]
    terms = tuple((ONE, i) for group in groups for i in group)
    grouped = tuple(groups) if kind == "distinct" else ()
    ledger.relations.append(Relation(kind, "feeders", terms, groups=grouped))  # type: ignore[arg-type]
    return ledger, groups


def test_equal_keys_are_both_doubted() -> None:
    ledger, groups = _texts("distinct", ("Bush", "1"), ("Bush", "2"), ("Bush", "1"))
    proven = prove(ledger)
    assert [i.code for i in proven.issues] == ["duplicate-key"]
    doubted = {i for i, d in proven.data.items() if d.standing is Standing.AMBIGUOUS}
    assert doubted == set(groups[0]) | set(groups[2])


def test_the_same_text_twice_verifies_and_unlike_texts_are_doubted() -> None:
    same = prove(_texts("equal", ("2021-00112", "2021-00112"))[0])
    assert {d.standing for d in same.data.values()} == {Standing.VERIFIED}
    unlike = prove(_texts("equal", ("2021-00112", "2021-00172"))[0])
    assert {d.standing for d in unlike.data.values()} == {Standing.AMBIGUOUS}
    assert [i.code for i in unlike.issues] == ["not-equal"]


def test_years_go_up_by_one() -> None:
    ledger = Ledger()
    years = (2010, 2011, 2012)
    ids = [ledger.add(str(y), y, Standing.READ, Place(1, y), quantum=ONE) for y in years]
    for one, two in pairwise(ids):
        terms = ((ONE, two), (-ONE, one))
        ledger.relations.append(Relation("linear", "years", terms, -ONE, "exact"))
    assert {d.standing for d in prove(ledger).data.values()} == {Standing.VERIFIED}


def test_the_ledger_itself_is_not_changed() -> None:
    ledger, ids = _loads("14.0", "14.1", "29.1", rounding="exact")
    before = dict(ledger.data)
    prove(ledger)
    assert ledger.data == before
    assert ledger.issues == []
    assert len(ids) == 3


def test_absurd_numbers_are_left_alone() -> None:
    ledger, ids = _loads("14.0", "14.1", "28.1", rounding="exact")
    huge = ledger.data[ids[0]]._replace(value=Decimal("1E+999999"), quantum=None)
    ledger.data[ids[0]] = huge
    assert prove(ledger).data[ids[0]].value == Decimal("1E+999999")
