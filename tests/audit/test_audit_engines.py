"""Two engines on the same values: which to use is said only where it is no luck."""

from __future__ import annotations

from ratebook.audit.duel import duels
from ratebook.audit.judge import Judged, Outcome

RIGHT, MISSING, SILENT = Outcome.RIGHT, Outcome.MISSING, Outcome.SILENT


def value(engine: str, number: int, outcome: Outcome) -> Judged:
    return Judged(
        "a.pdf",
        "bad",
        engine,
        "form",
        "charge",
        f"k{number}",
        "amount",
        outcome,
        "read",
        "1",
        "1",
        "1",
        "1",
        None,
    )


def read(first: list[Outcome], second: list[Outcome]) -> list[Judged]:
    return [
        value(name, n, outcome)
        for name, outcomes in (("one", first), ("two", second))
        for n, outcome in enumerate(outcomes)
    ]


def test_the_one_that_reads_more_is_used() -> None:
    duel = duels(read([RIGHT] * 40, [RIGHT] * 20 + [MISSING] * 20))[0]
    assert (duel.first_only, duel.second_only, duel.use) == (20, 0, "one")


def test_luck_decides_nothing() -> None:
    duel = duels(read([RIGHT] * 40, [RIGHT] * 38 + [MISSING] * 2))[0]
    assert duel.use is None
    assert "luck" in duel.why


def test_silent_errors_weigh_more_than_missing_values() -> None:
    first = [RIGHT] * 40 + [SILENT] * 10
    second = [RIGHT] * 20 + [MISSING] * 30
    assert duels(read(first, second))[0].use == "two"


def test_documents_that_one_engine_read_are_no_duel() -> None:
    assert not duels(read([RIGHT], []))
