"""Allocation tables in many layouts: every figure under its table, its name and its heading."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from allocation_tables import HEAD, LAYOUTS, Truth

from ratebook.pipeline.read import read_path

FIELDS = ("table", "member", "present", "final", "change", "percent")
ACCEPTED = ("verified", "read", "repaired", "absent")
Layout = Callable[[Random], tuple[str, Truth]]


def said(text: str) -> set[tuple[str, ...]]:
    """The records of which every field is accepted."""
    return {
        tuple(str(r.values[name]) for name in FIELDS)
        for r in read_path((HEAD + text).encode(), name="order.txt").records
        if r.kind == "allocation"
        and all(name not in r.evidence or r.evidence[name]["status"] in ACCEPTED for name in FIELDS)
    }


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_share_is_read_where_it_belongs(layout: Layout, seed: int) -> None:
    text, truth = layout(Random(f"{layout.__name__} {seed}"))
    assert said(text) == truth


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
def test_a_misread_figure_is_mended_or_left_open(layout: Layout) -> None:
    text, truth = layout(Random(f"{layout.__name__} misread"))
    figures = sorted(
        {f"{abs(int(n)):,}" for row in truth for n in row[2:5] if abs(int(n)) > 99_999}
    )
    for figure in [f for f in figures if text.count(f) == 1][::4]:
        other = figure[:-1] + str((int(figure[-1]) + 4) % 10)
        assert said(text.replace(figure, other)) <= truth


def test_a_column_nobody_asked_for_is_set_aside_and_named() -> None:
    text = (
        "Base Rates\n\n"
        "| Rate Class | Customers | Present | Change | Final | Percent |\n"
        "|---|---|---|---|---|---|\n"
        "| Residential | 4,120 | $12,000,000 | $600,000 | $12,600,000 | 5.0% |\n"
        "| Commercial | 388 | $8,000,000 | $320,000 | $8,320,000 | 4.0% |\n"
        "| Total | 4,508 | $20,000,000 | $920,000 | $20,920,000 | 4.6% |\n"
    )
    assert said(text) == {
        ("Base Rates", "Residential", "12000000", "12600000", "600000", "5.0"),
        ("Base Rates", "Commercial", "8000000", "8320000", "320000", "4.0"),
        ("Base Rates", "Total", "20000000", "20920000", "920000", "4.6"),
    }
    found = read_path((HEAD + text).encode(), name="order.txt").records
    told = [r.values["message"] for r in found if r.kind == "issue"]
    assert told == ["in table members of allocation, columns not read: Customers"]
