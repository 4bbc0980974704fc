"""Load plans in the layouts utilities print them in: one plan, one truth, many pages.

Every page states the same feeders; whether totals are printed, and how, is the page's own affair.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

HERE = Path(__file__).parent / "load_plans"
PAGES = sorted(HERE.iterdir())
LOAD = re.compile(r"\d\.\d")
ACCEPTED = {"read", "verified", "repaired"}
FEEDERS = {
    ("Ashby", "1", "Mill Race"): ("2.4", 1, 5, 1),
    ("Dunmore #2", "3", "Quarry"): ("0.9", 1, 5, 1),
    ("Forge Hill", "12", "St. Marys"): ("3.6", 1, 10, 2),
    ("Ashby", "4", "Orchard Lane"): ("1.1", 1, 10, 2),
    ("Dunmore #2", "1", "Tanner"): ("4.0", 2, 5, None),
    ("Forge Hill", "2", "Lake Shore"): ("1.7", 2, 5, None),
    ("Carrs Mill", "7", "Upper Dam"): ("2.2", 2, 10, 3),
    ("Holt Station", "2", "Stone Gate"): ("3.3", 2, 10, 3),
}
"""Substation, number and name to load in MW, cycle and percent of one plan, step of the other."""


def truth(plan: str) -> tuple[set[tuple[object, ...]], dict[tuple[object, ...], Decimal]]:
    """The feeders of a plan, each with its groups, and the totals of its groups."""
    feeders: set[tuple[object, ...]] = set()
    totals: dict[tuple[object, ...], Decimal] = {}
    for feeder, (mw, cycle, percent, step) in FEEDERS.items():
        wide = plan == "mandatory"
        groups = (cycle, percent, None) if wide else (None, None, step)
        if not wide and step is None:
            continue
        feeders.add((*feeder, Decimal(mw), *groups))
        for outer in {groups, (groups[0], None, groups[2])}:
            totals[outer] = totals.get(outer, Decimal(0)) + Decimal(mw)
    return feeders, totals


def sure(record: Record, name: str) -> object:
    """The value of a field where it is accepted, or absent."""
    standing = record.standing(name)
    known = standing is None or standing.value in {*ACCEPTED, "absent"}
    return record.values.get(name) if known else "open"


def stated(record: Record) -> tuple[object, ...]:
    value = sure(record, "mw")
    mw = Decimal(str(value)) if value not in (None, "open") else value
    percent = sure(record, "percent")
    whole = int(str(percent)) if percent not in (None, "open") else percent
    return mw, sure(record, "cycle"), whole, sure(record, "step")


def feeder(record: Record) -> tuple[object, ...]:
    return (*(sure(record, n) for n in ("substation", "feeder", "feeder_name")), *stated(record))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_layout_states_the_same_plan(page: Path) -> None:
    plan = page.name.partition("_")[0]
    feeders, totals = truth(plan)
    records = read_path(page).records
    loads = [r for r in records if r.kind == "feeder_load"]
    assert {feeder(r) for r in loads} == feeders
    assert len(loads) == len(feeders)
    assert {r.values["plan"] for r in loads} == {plan}
    for record in (r for r in records if r.kind == "load_total"):
        mw, *groups = stated(record)
        assert totals[tuple(groups)] == mw
    assert not [r.values["message"] for r in records if r.kind == "issue"]


def _damaged(text: str) -> list[str]:
    """The page without one of its headings, and with one cell of a line blank. (Of a row that is
    lost whole only the sums know, which tests/proof is about.)"""
    lines = text.split("\n")
    found: list[str] = []
    for at, line in enumerate(lines):
        if at > 5 and line.strip() and not LOAD.search(line):
            found.append("\n".join([*lines[:at], *lines[at + 1 :]]))
        cells = line.split("|") if "|" in line else line.split("\t")
        for n in range(len(cells)) if len(cells) > 2 else ():
            blank = ("|" if "|" in line else "\t").join([*cells[:n], "", *cells[n + 1 :]])
            found.append("\n".join([*lines[:at], blank, *lines[at + 1 :]]))
    return found


@pytest.mark.parametrize(
    "name",
    [
        "mandatory_groups_on_every_row.md",
        "mandatory_blocks_as_columns_and_all.md",
        "mandatory_number_last.txt",
        "underfrequency_steps_carried_down.md",
    ],
)
def test_a_cell_or_a_heading_that_is_lost_lends_nothing_to_others(name: str) -> None:
    page = HERE / name
    feeders, _ = truth(name.partition("_")[0])
    names = {f[2]: f for f in feeders}
    for text in _damaged(page.read_text()):
        for record in read_path(text.encode(), name=page.name).records:
            if record.kind == "feeder_load":
                said = feeder(record)
                true = names.get(said[2])  # type: ignore[arg-type]
                assert true is not None or said[2] in (None, "open"), said
                where = set(true or ())
                loose = [v for v in said if v not in (None, "open") and v not in where]
                assert true is None or not loose, (said, true)
