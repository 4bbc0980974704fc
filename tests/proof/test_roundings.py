"""Where all sums of a list but one add up to the last digit, that one is told."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from linked_tables import ONE, enter
from printed_lists import load_plan, misreads, uneven

from ratebook.proof.prove import prove
from ratebook.records.datum import Relation
from ratebook.records.ledger import Ledger

TENTH = Decimal("0.1")


def _list(seed: int, blocks: int, *, of_printed: bool) -> tuple[Ledger, list[int]]:
    """Blocks of loads with totals of the printed loads, or of the loads before rounding."""
    rng, ledger, loads = random.Random(seed), Ledger(), list[int]()
    for block in range(blocks):
        exact = [Decimal(rng.randrange(30, 699)) / 100 for _ in range(4)]
        printed = [x.quantize(TENTH, ROUND_HALF_UP) for x in exact]
        total = sum(printed if of_printed else exact, Decimal(0)).quantize(TENTH, ROUND_HALF_UP)
        ids = [enter(ledger, str(x)) for x in printed]
        terms = (*((ONE, i) for i in ids), (-ONE, enter(ledger, str(total))))
        ledger.relations.append(Relation("linear", f"block {block}", terms, source="blocks"))
        loads += ids
    return ledger, loads


def _off_by_a_tenth(ledger: Ledger, cell: int) -> Ledger:
    value = Decimal(str(ledger.data[cell].value)) + TENTH
    changed = ledger.data[cell]._replace(raw=str(value), value=value)
    return replace(ledger, data={**ledger.data, cell: changed})


def test_the_only_sum_of_a_long_list_that_does_not_add_up_is_told() -> None:
    ledger, loads = _list(3, 12, of_printed=True)
    assert prove(ledger).issues == []
    proven = prove(_off_by_a_tenth(ledger, loads[9]))
    assert [i.code for i in proven.issues] == ["check-doubtful"]
    assert "block 2" in proven.issues[0].message
    assert "add up to the last digit" in proven.issues[0].message


def test_a_short_list_says_too_little() -> None:
    ledger, loads = _list(3, 4, of_printed=True)
    assert prove(_off_by_a_tenth(ledger, loads[5])).issues == []


def test_lists_of_unrounded_sums_are_rarely_told() -> None:
    said = sum("add up to the last digit" in issue.message
               for seed in range(150)
               for issue in prove(_list(seed, 12, of_printed=False)[0]).issues)  # fmt: skip
    assert said <= 4


def test_a_misread_that_leaves_a_sum_unlike_sound_ones_is_always_told() -> None:
    """What escapes leaves every sum off by a last digit at most, as sound sums often are."""
    told = 0
    for seed in range(4):
        ledger = load_plan(seed)
        known = {issue.message for issue in prove(ledger).issues}
        for cell in list(ledger.data)[seed::4]:
            for raw in misreads(ledger.data[cell].raw or ""):
                datum = ledger.data[cell]._replace(raw=raw, value=Decimal(raw))
                misread = replace(ledger, data={**ledger.data, cell: datum})
                if uneven(misread) - uneven(ledger):
                    told += 1
                    assert {issue.message for issue in prove(misread).issues} - known, (cell, raw)
    assert told > 400


def test_sound_sums_of_unrounded_loads_are_often_off_by_a_last_digit() -> None:
    """To question these would be to question two blocks in five of an undamaged plan."""
    off = sums = more = 0
    for seed in range(60):
        ledger = load_plan(seed)
        more += len(uneven(ledger))
        for relation in ledger.relations:
            if relation.rounding == "printed":
                sums += 1
                off += sum(c * Decimal(str(ledger.data[i].value)) for c, i in relation.terms) != 0
    assert 0.35 < off / sums < 0.55
    assert more / sums < 0.06
