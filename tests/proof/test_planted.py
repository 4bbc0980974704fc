"""Structural damage in every form that can be written: a figure that is accepted is right."""

from __future__ import annotations

import os
import re
from itertools import pairwise

import pytest
from planted import NUMBERS, accepted, plant, wrong

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import FORMS, NEGATIVES, written
from ratebook.pipeline.read import read_path
from ratebook.proof.verifier import verify_records

SEED = int(os.environ.get("RATEBOOK_SEED", "70"))
"""Another number plants other damage in other documents."""
STRUCTURE = ("slid column", "merged rows", "ghost row", "cut column", "stamp spliced", "stamp over",
             "stamp beside", "lost digits", "cell lost", "total label lost", "inner space",
             "space after point", "stray mark", "leading stroke")  # fmt: skip
TABLES = [form for form in FORMS if form not in (*NEGATIVES, "surcharge", "guide", "book")]


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("layouts", [("plain", "modern"), ("grid", "typed")])
def test_planted_structure_is_never_accepted_wrongly(form: str, layouts: tuple[str, str]) -> None:
    damages, figures, found = 0, 0, list[str]()
    for n, name in enumerate(STRUCTURE):
        layout, seed = layouts[(n + SEED) % 2], SEED + n
        of = plant(form, layout, seed, name, 3)
        damages += of.damages
        figures += accepted(of)
        found += [f"{name}, {layout}, seed {seed}: {said}" for said in wrong(of)]
    assert damages >= len(STRUCTURE) // 2
    assert figures > 0
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["slid column", "cut column", "merged rows"])
def test_books_of_several_sheets_keep_damage_where_it_is(name: str) -> None:
    of = plant("book", list(LAYOUTS)[SEED % len(LAYOUTS)], SEED, name, 3)
    assert of.damages > 0
    assert accepted(of) > 0
    assert list(wrong(of)) == []


@pytest.mark.parametrize("form", NEGATIVES)
def test_damage_makes_no_figures_of_a_letter(form: str) -> None:
    for n, name in enumerate(("word garbled", "letterspaced", "spaces lost", "lines joined")):
        assert accepted(plant(form, "plain", SEED + n, name, 6)) == 0


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


def test_a_row_lost_from_a_sequence_changes_no_year() -> None:
    """2016, 2018, 2019: a year was lost; 2016 is not misread."""
    for layout in ("plain", "typed", "grid"):
        for seed in (20, 30, 31):
            of = plant("cogeneration", layout, seed, "merged rows", 3)
            years = [r["evidence"]["year"] for r in of.read if "year" in r["evidence"]]
            assert not any(e["status"] == "repaired" for e in years)


@pytest.mark.parametrize("left", ["", "$"])
@pytest.mark.parametrize("document", ["990001", "990002", "990004"])
def test_a_price_lost_and_the_next_label_lost_make_no_row(document: str, left: str) -> None:
    """That what is left of two rows would make one row is no proof that it is one."""
    text = rendered(dump(written("cogeneration", "typed", document).leaves, LAYOUTS["typed"]),
                    LAYOUTS["typed"])  # fmt: skip
    lines = text.splitlines()
    rows = [n for n, line in enumerate(lines) if re.fullmatch(r"(20\d\d)\s+\$ [\d.]+", line)]
    assert len(rows) > 3
    for one, two in pairwise(rows):
        torn = list(lines)
        torn[one] = torn[one][:4] + (" " * 25 + left if left else "")
        torn[two] = " " * 4 + torn[two][4:]
        found = read_path("\n".join(torn).encode(), name="x.txt").records
        year, price = lines[one][:4], lines[two].split()[-1]
        charges = [r for r in found if r.kind == "charge" and r.values["season"] is None]
        assert not any(
            str(r.values["year"]) == year and r.values["amount"] == price for r in charges
        )
        assert sum(r.values["amount"] is not None for r in charges) >= len(rows) - 2


def test_rates_across_stay_below_their_years() -> None:
    """A year that cannot be read keeps its place, and its rate does not move to the next year."""
    kept = 0
    for layout, seed in (("plain", 20), ("grid", 21), ("modern", 20), ("modern", 21)):
        for name in ("stamp over", "lost digits", "leading stroke"):
            of = plant("cogeneration", layout, seed, name, 4)
            assert list(wrong(of)) == []
            kept += accepted(of)
    assert kept > 100


@pytest.mark.parametrize(
    ("layout", "seed", "count"),
    [("modern", 90, 4), ("modern", 910_012, 3), ("plain", 910_021, 3), ("plain", 910_044, 2)],
)
def test_a_row_with_a_spoilt_price_heads_no_table(layout: str, seed: int, count: int) -> None:
    """Else the group that begins below it is taken for more of the headings."""
    of = plant("investor", layout, seed, "lost digits", count)
    assert accepted(of) > 0
    assert list(wrong(of)) == []


def test_two_changes_are_not_shown_by_one_sum() -> None:
    """A row printed twice leaves a sum off by its amount, which some pair of changes explains."""
    assert list(wrong(plant("secondary", "grid", 474_482, "ghost row", 4))) == []


@pytest.mark.parametrize(("form", "seed"), [("secondary", 474_479), ("cogeneration", 527_461)])
def test_a_stamp_that_lengthens_a_row_moves_no_figure_to_another_column(
    form: str, seed: int
) -> None:
    """Where a figure stands tells nothing in a block one of whose rows is known to have moved."""
    of = plant(form, "typed", seed, "stamp over", 2 + seed % 3)
    assert accepted(of) > 20
    assert list(wrong(of)) == []


def _order() -> list[str]:
    leaves = written("order", "modern", "hand 1").leaves
    return rendered(dump(leaves, LAYOUTS["modern"]), LAYOUTS["modern"]).splitlines()


def _allocations(lines: list[str]) -> dict[str, dict[str, str | None]]:
    records = read_path("\n".join(lines).encode(), name="x.txt").records
    found: dict[str, dict[str, str | None]] = {}
    for record in (r for r in records if r.kind == "allocation"):
        sure = {n: record.standing(n) for n in (*NUMBERS, "member") if n in record.values}
        accepted = {n for n, s in sure.items() if s is not None and s.accepted}
        found[record.key] = {n: str(record.values[n]) for n in accepted}
    return found


def test_a_percentage_with_a_digit_too_many_becomes_no_finer_one() -> None:
    """4.77 where all others print tenths: 4.72 would fit what it is the quotient of, and so would
    4.7 with a digit that is none."""
    lines, tried = _order(), 0
    clean = _allocations(lines)
    for at in [n for n, line in enumerate(lines) if re.search(r"\d,\d{3}\t\d\.\d%$", line)][:8]:
        torn = [*lines]
        torn[at] = torn[at][:-1] + torn[at][-2] + "%"
        for key, row in _allocations(torn).items():
            tried += "percent" in row
            true = clean[key].get("percent")
            assert row.get("percent", true) == true
    assert tried > 50


def test_a_member_that_stands_twice_in_a_table_is_open() -> None:
    """A row of another table moved in here: every sum over this member still holds."""
    lines = _order()
    one = next(n for n, line in enumerate(lines) if line.startswith("Tradewater\t$ 61,246,542"))
    two = next(n for n, line in enumerate(lines) if line.startswith("Rolling Fork\t$ 26,051,935"))
    lines[one], lines[two] = lines[two], lines[one]
    records = read_path("\n".join(lines).encode(), name="x.txt").records
    twice = [r.values["message"] for r in records if r.values.get("code") == "duplicate-key"]
    assert any("Tradewater" in str(message) for message in twice)
