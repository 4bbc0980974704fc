"""Values that are not legible, and what their relations say of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_tables import ONE, enter, records_of

from ratebook.proof.prove import prove
from ratebook.proof.verifier import verify_records
from ratebook.records.datum import Candidate, Place, Relation, Standing
from ratebook.records.ledger import Ledger

TENTH = Decimal("0.1")


def _sum(
    parts: list[str], total: str, raw: str | None, rounding: str = "printed",
    candidates: tuple[Candidate, ...] = (),
) -> tuple[Ledger, int]:  # fmt: skip
    """A sum with one more part that is not legible."""
    ledger = Ledger()
    lost = ledger.add(raw, None, Standing.UNREADABLE, Place(1, 9), candidates=candidates)
    ids = [enter(ledger, part) for part in parts]
    terms = (*((ONE, i) for i in (*ids, lost)), (-ONE, enter(ledger, total)))
    ledger.relations.append(Relation("linear", "block", terms, rounding=rounding))  # type: ignore[arg-type]
    return ledger, lost


def test_a_blank_load_is_an_interval() -> None:
    ledger, lost = _sum(["2.8", "0.4", "4.9"], "13.0", None)
    proven = prove(ledger)
    datum = proven.data[lost]
    assert (datum.standing, datum.value) == (Standing.DERIVED, Decimal("4.9"))
    assert datum.interval == (Decimal("4.7"), Decimal("5.1"))
    assert verify_records(records_of(proven)) == []


def test_a_lost_total_is_derived() -> None:
    ledger = Ledger()
    ids = [enter(ledger, raw) for raw in ("6.3", "3.8", "3.2")]
    total = ledger.add(None, None, Standing.UNREADABLE, Place(1, 5))
    terms = (*((ONE, i) for i in ids), (-ONE, total))
    ledger.relations.append(Relation("linear", "step", terms))
    datum = prove(ledger).data[total]
    assert (datum.standing, datum.value) == (Standing.DERIVED, Decimal("13.3"))


@pytest.mark.parametrize(
    ("raw", "standing"),
    [("539MMISSION", Standing.REPAIRED), (None, Standing.DERIVED), ("84QQ", Standing.DERIVED)],
)
def test_a_spliced_total_is_repaired_only_where_the_token_can_be_its_rest(
    raw: str | None, standing: Standing
) -> None:
    ledger = Ledger()
    ids = [enter(ledger, part) for part in ("14.0", "14.1", "14.0", "14.2")]
    total = ledger.add(raw, None, Standing.UNREADABLE, Place(1, 5))
    terms = (*((ONE, i) for i in ids), (-ONE, total))
    ledger.relations.append(Relation("linear", "cycle", terms, rounding="exact"))
    proven = prove(ledger)
    assert (proven.data[total].standing, proven.data[total].value) == (standing, Decimal("56.3"))
    assert verify_records(records_of(proven)) == []


def test_two_unknowns_are_never_filled() -> None:
    ledger, lost = _sum(["1.0", "2.0"], "9.0", None)
    other = ledger.add(None, None, Standing.UNREADABLE, Place(1, 3))
    first = ledger.relations.pop()
    terms = (*first.terms, (ONE, other))
    ledger.relations.append(Relation("linear", "block", terms))
    data = prove(ledger).data
    assert [data[i].standing for i in (lost, other)] == [Standing.AMBIGUOUS] * 2
    assert data[lost].value is data[other].value is None


def test_the_one_candidate_that_fits_is_taken() -> None:
    offered = tuple(Candidate(Decimal(n), 1.0, "") for n in ("115486", "145486"))
    ledger, lost = _sum(["436,457"], "581,943", "1-15,486", "exact", offered)
    proven = prove(ledger)
    assert proven.data[lost].standing is Standing.REPAIRED
    assert proven.data[lost].value == 145486
    assert verify_records(records_of(proven)) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 99_999), min_size=1, max_size=8), st.integers(1, 99_999))
def test_the_truth_always_lies_in_the_derived_interval(parts: list[int], lost: int) -> None:
    hundredths = [Decimal(n) / 100 for n in (*parts, lost)]
    printed = [str(x.quantize(TENTH)) for x in hundredths[:-1]]
    total = str(sum(hundredths, Decimal(0)).quantize(TENTH))
    ledger, cell = _sum(printed, total, None)
    interval = prove(ledger).data[cell].interval
    assert interval is not None
    assert interval[0] <= hundredths[-1] <= interval[1]
