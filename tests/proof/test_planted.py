"""Structural damage in every form: a figure that is accepted is right."""

from __future__ import annotations

import pytest
from planted import NUMBERS, accepted, plant, wrong

from ratebook.noise.forms import SHEETS
from ratebook.proof.verifier import verify_records

FORMS = (*(form for form in SHEETS if form != "surcharge"), "order")
CLASSES = ("slid column", "merged rows", "ghost row", "cut column", "stamp spliced", "stamp over",
           "stamp beside", "lost digits", "cell lost", "total label lost")  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", ["plain", "grid"])
def test_planted_structure_is_never_accepted_wrongly(form: str, layout: str) -> None:
    damages, figures, found = 0, 0, list[str]()
    for seed, name in enumerate(CLASSES):
        of = plant(form, layout, seed, name, 2)
        damages += of.damages
        figures += accepted(of)
        found += [f"{name}, seed {seed}: {said}" for said in wrong(of)]
    assert damages >= len(CLASSES) // 2
    assert figures > 0
    assert not found, "\n".join(found)


@pytest.mark.parametrize("form", ["secondary", "mandatory", "order"])
def test_what_is_proven_on_damaged_pages_replays(form: str) -> None:
    for seed, name in enumerate(("lost digits", "slid column", "misread digit")):
        assert verify_records(plant(form, "plain", seed, name, 3).read) == []


def test_a_total_whose_sum_lost_a_line_is_not_accepted_by_itself() -> None:
    """The column slid up: what stands in the row of totals is a cost per foot."""
    for layout in ("plain", "typed", "modern"):
        for seed in (10, 11):
            of = plant("secondary", layout, seed, "slid column", 2)
            totals = [r for r in of.read if r["kind"] == "line_cost_total"]
            assert list(wrong(of)) == []
            assert all(r["evidence"][n]["status"] != "read" or float(r[n]) > 100
                       for r in totals for n in NUMBERS if n == "cost" and r.get(n))  # fmt: skip
