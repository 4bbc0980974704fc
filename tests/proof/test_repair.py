"""Misreads planted in linked tables, cost tables and load lists."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from linked_tables import ONE, enter, ledger_of, made_up, misread, printed_tables, trials
from printed_lists import cost_table, load_plan

from ratebook.proof.prove import prove
from ratebook.records.datum import Candidate, Place, Relation, Standing
from ratebook.records.ledger import Ledger

FILINGS = Path(__file__).parents[3] / "shared" / "seeds"


def test_undamaged_tables_raise_nothing() -> None:
    for seed in range(3):
        proven = prove(ledger_of(made_up(seed)))
        assert proven.issues == []
        standings = [d.standing for d in proven.data.values()]
        assert standings.count(Standing.VERIFIED) > 0.8 * len(standings)


def test_one_wrong_digit_is_found_and_mended() -> None:
    tally = trials(ledger_of(made_up(1)), 150, 1, seed=3)
    assert tally.wrong == 0
    assert tally.detected >= 0.93 * tally.trials
    assert tally.repaired >= 0.8 * tally.detected


def test_two_wrong_digits_are_never_made_worse() -> None:
    tally = trials(ledger_of(made_up(2)), 40, 2, seed=4)
    assert tally.wrong == 0
    assert tally.repaired >= 0.6 * tally.detected


@pytest.mark.shared
def test_a_real_orders_tables() -> None:
    text = next(FILINGS.glob("004_*.txt")).read_text(encoding="utf-8")
    truth = ledger_of(printed_tables(text))
    assert prove(truth).issues == []
    one, two = trials(truth, 150, 1, seed=5), trials(truth, 40, 2, seed=6)
    assert one.wrong == two.wrong == 0
    assert one.detected >= 0.94 * one.trials
    assert one.repaired >= 0.82 * one.detected
    assert two.repaired >= 0.65 * two.detected


def test_cost_tables_show_every_misread() -> None:
    tally = trials(cost_table(1), 60, 1, seed=7)
    assert tally.detected == tally.trials
    assert tally.wrong == 0


def test_load_lists_are_never_mended_wrongly() -> None:
    """Many plans together: in one plan a last digit off by one may stay within the roundings."""
    detected = 0
    for seed in range(12):
        tally = trials(load_plan(seed), 40, 1, seed)
        assert tally.wrong == 0
        detected += tally.detected
    assert detected >= 0.9 * 480


def test_heavy_damage_stays_in_its_budget_and_changes_nothing_wrongly() -> None:
    truth = ledger_of(made_up(5))
    damaged, _ = misread(truth, 60, random.Random(8))
    proven = prove(damaged, budget_s=1.0)
    for i, datum in proven.data.items():
        if datum.standing is Standing.REPAIRED:
            assert datum.value == truth.data[i].value
    assert proven.issues


def test_no_budget_flags() -> None:
    damaged, hit = misread(ledger_of(made_up(5)), 1, random.Random(1))
    proven = prove(damaged, budget_s=0.0)
    assert all(proven.data[i].standing is not Standing.REPAIRED for i in hit)
    assert any("ran out of time" in issue.message for issue in proven.issues)


def _row(*raws: str) -> tuple[Ledger, list[int]]:
    ledger = Ledger()
    ids = [enter(ledger, raw, label=f"cell {at}") for at, raw in enumerate(raws, 1)]
    terms = (*((ONE, i) for i in ids[:-1]), (-ONE, ids[-1]))
    ledger.relations.append(Relation("linear", "row adds up", terms, rounding="exact"))
    return ledger, ids


def test_several_possible_repairs_leave_all_open() -> None:
    ledger, ids = _row("1,200", "3,400", "4,900")
    proven = prove(ledger)
    assert {proven.data[i].standing for i in ids} == {Standing.AMBIGUOUS}
    assert [c.value for c in proven.data[ids[2]].candidates][:2] == [4900, 4600]
    assert all(proven.data[i].value is None for i in ids)


def test_the_issue_says_by_how_much_and_what_would_mend_it() -> None:
    proven = prove(_row("74,903,441", "3,636,790", "78,450,231")[0])
    message = proven.issues[0].message
    assert "row adds up" in message
    assert "the others give 78,540,231, printed 78,450,231 (off by 90,000)" in message
    assert "cell 3 = 78,540,231 would do (5 and 4 swapped)" in message


def test_a_misread_total_never_changes_its_parts() -> None:
    ledger, ids = _row("140.0", "141.0", "142.0", "463.0")
    lone = enter(ledger, "140.0")
    for part in ids[:3]:
        twin = enter(ledger, ledger.data[part].raw or "") if part != ids[0] else lone
        ledger.relations.append(Relation("equal", "printed twice", ((ONE, part), (ONE, twin))))
    proven = prove(ledger)
    assert proven.data[ids[3]].value == Decimal("423.0")
    assert proven.data[ids[3]].standing is Standing.REPAIRED
    assert all(proven.data[i].value == ledger.data[i].value for i in ids[:3])


def test_a_readers_candidate_competes_with_all_others() -> None:
    ledger, ids = _row("1,200", "3,400", "4,900")
    offered = (Candidate(Decimal(4600), 0.2, "9 is a 6"),)
    ledger.data[ids[2]] = ledger.data[ids[2]]._replace(candidates=offered)
    assert prove(ledger).data[ids[2]].standing is Standing.AMBIGUOUS


def test_a_slid_column_is_flagged_not_mended() -> None:
    ledger = Ledger()
    rng = random.Random(3)
    rows = [(rng.randrange(10_000, 90_000), rng.randrange(1_000, 9_000)) for _ in range(8)]
    slid = [rows[at - 1][1] for at in range(8)]
    for at, ((present, change), other) in enumerate(zip(rows, slid, strict=True)):
        ids = [enter(ledger, f"{n:,}", at) for n in (present, other, present + change)]
        terms = ((ONE, ids[0]), (ONE, ids[1]), (-ONE, ids[2]))
        ledger.relations.append(Relation("linear", f"row {at}", terms, source="form: rows"))
    proven = prove(ledger)
    assert not any(d.standing.accepted for d in proven.data.values())
    assert [i.code for i in proven.issues] == ["relation-does-not-hold"]


def test_two_swapped_cells_are_flagged() -> None:
    truth = ledger_of(made_up(9))
    rows = [r for r in truth.relations if r.source == "rows" and len(r.terms) == 3]
    full = [r for r in rows if "Rate C" in r.name and truth.data[r.terms[0][1]].quantum]
    one, other = full[0].terms[0][1], full[1].terms[0][1]
    data = dict(truth.data)
    for here, there in ((one, other), (other, one)):
        data[here] = data[here]._replace(raw=data[there].raw, value=truth.data[there].value)
    proven = prove(replace(truth, data=data))
    for i, datum in proven.data.items():
        assert not datum.standing.accepted or datum.value == truth.data[i].value


def test_a_relation_the_page_contradicts_repairs_nothing() -> None:
    truth = ledger_of(made_up(4))
    changes = [i for i, d in truth.data.items() if d.label.endswith("change") and d.quantum]
    for one, two in zip(changes[::2], changes[1::2], strict=False):
        terms = ((ONE, one), (-Decimal("0.6"), two))
        truth.relations.append(Relation("linear", "60 % of the other", terms, source="wrong"))
    proven = prove(truth)
    assert "relation-does-not-hold" in {i.code for i in proven.issues}
    assert not any(d.standing is Standing.REPAIRED for d in proven.data.values())


def test_a_dash_is_zero_and_takes_no_rounding() -> None:
    ledger, ids = _row("$ 3,422,394", "$ -", "$ 3,422,394")
    ledger.data[ids[1]] = ledger.data[ids[1]]._replace(place=Place(1, 2))
    assert prove(ledger).data[ids[0]].standing is Standing.VERIFIED
