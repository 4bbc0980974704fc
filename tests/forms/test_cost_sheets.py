"""Cost studies in many layouts: every figure under its study, kind, month and feet."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from cost_sheets import FOOT, HEAD, LAYOUTS, Costs
from cost_sheets_of_clerks import MORE

from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

Layout = Callable[[Random], tuple[str, Costs]]
SHOWN = {
    "line_cost": ("study", "construction", "month", "cost", "distance_ft"),
    "line_cost_total": ("study", "construction", "cost", "distance_ft", "cost_per_ft"),
    "cost_differential": ("study", "amount"),
}
ACCEPTED = ("verified", "read", "repaired")


def records(text: str) -> list[Record]:
    whole = HEAD.format("Harlow Ridge Electric Cooperative") + text + FOOT
    return read_path(whole.encode(), name="sheet.txt").records


def said(found: list[Record]) -> set[tuple[str, ...]]:
    """The accepted records, as the layouts state them."""
    return {
        tuple(str(r.values[name]) for name in SHOWN[r.kind])
        for r in found
        if r.kind in SHOWN and all(r.evidence[name]["status"] in ACCEPTED for name in SHOWN[r.kind])
    }


@pytest.mark.parametrize("layout", [*LAYOUTS, *MORE], ids=lambda f: f.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_read_where_it_belongs(layout: Layout, seed: int) -> None:
    text, of = layout(Random(f"{layout.__name__} {seed}"))
    found = records(text)
    assert said(found) == of.stated
    assert not [r.values["message"] for r in found if r.kind == "issue"]


@pytest.mark.parametrize("layout", [*LAYOUTS, *MORE], ids=lambda f: f.__name__)
def test_a_misread_cost_is_noticed(layout: Layout) -> None:
    """The sums and quotients of every layout are checked: a changed digit is never accepted."""
    text, of = layout(Random(f"{layout.__name__} misread"))
    chance = Random(layout.__name__)
    for was in sorted({row[-2 if len(row) == 5 else 0] for row in of.stated if len(row) == 5}):
        figure = f"{float(was):,.2f}" if "." in was else f"{int(was):,}"
        if text.count(figure) != 1:
            continue
        at = chance.choice([i for i, ch in enumerate(figure) if ch.isdigit()][:-2] or [0])
        other = figure[:at] + str((int(figure[at]) + 3) % 10) + figure[at + 1 :]
        if other[0] in "0,":
            continue
        wrong = said(records(text.replace(figure, other))) - of.stated
        assert not {row for row in wrong if other.replace(",", "") in row}, (figure, other)


def test_a_block_whose_kind_is_not_told_is_left_open() -> None:
    text, of = LAYOUTS[-1](Random("lost"))
    found = records(text.replace("A. Overhead", "A.").replace("B. Underground", "B."))
    assert said(found) <= of.stated
    rows = [r for r in found if r.kind == "line_cost" and r.values["study"] == "primary"]
    assert rows
    assert all(r.values["construction"] is None for r in rows)


def test_a_stamp_s_day_among_the_rows_is_no_row() -> None:
    text, _ = LAYOUTS[0](Random("stamped"))
    lines = text.split("\n")
    for at in range(len(lines)):
        found = records("\n".join([*lines[:at], "APR 18 2021", *lines[at:]]))
        assert "2021" not in {r.values["distance_ft"] for r in found if r.kind == "line_cost"}
