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
    """The page without one of its headings, and with one cell of a line blank."""
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


def _of_line(page: Path, text: str) -> dict[int, list[tuple[object, ...]]]:
    """What is accepted of the loads of each line: load, cycle, percent, step."""
    found: dict[int, list[tuple[object, ...]]] = {}
    for record in read_path(text.encode(), name=page.name).records:
        if record.kind in ("feeder_load", "load_total") and sure(record, "mw") not in (
            None,
            "open",
        ):
            line = record.as_dict()["evidence"]["mw"]["line"]
            found.setdefault(line, []).append((record.kind, *stated(record)))
    return found


def _claims(said: tuple[object, ...], true: tuple[object, ...]) -> bool:
    return all(a in ("open", b) for a, b in zip(said, true, strict=True))


def _wrong(page: Path, text: str, moved: range) -> list[tuple[object, ...]]:
    """What a damaged copy accepts that its page does not print. Its lines in `moved` stand one
    above where they were."""
    clean = _of_line(page, page.read_text())
    return [
        (line, *said)
        for line, records in _of_line(page, text).items()
        for said in records
        if not any(_claims(said, true) for true in clean.get(line + (line in moved), []))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_line_that_is_lost_makes_no_other_wrong(page: Path) -> None:
    """The total of a block of two feeders would show one load only, or the heading of a group
    would stand above the rows of two."""
    lines = page.read_text().split("\n")
    for at in range(8, len(lines)):
        if lines[at].strip():
            text = "\n".join([*lines[:at], *lines[at + 1 :]])
            assert _wrong(page, text, range(at + 1, len(lines))) == [], lines[at]


GROUP = re.compile(
    r"(?i)(?:cycle|step|stage|block|percent|reduction)\D{0,12}(\d+)|\b(\d+)\s?(?:%|percent)"
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_group_misread_in_its_heading_is_not_accepted(page: Path) -> None:
    """The number before and the number after it tell."""
    lines = page.read_text().split("\n")
    for at in range(8, len(lines)):
        for m in GROUP.finditer(lines[at]) if not LOAD.search(lines[at]) else ():
            start, end = m.span(1) if m[1] else m.span(2)
            for number in ("3", "7", "15"):
                if number != m[1 if m[1] else 2]:
                    line = lines[at][:start] + number + lines[at][end:]
                    text = "\n".join([*lines[:at], line, *lines[at + 1 :]])
                    assert _wrong(page, text, range(0)) == [], line


@pytest.mark.parametrize(
    ("name", "cell", "misread"),
    [
        ("mandatory_groups_on_every_row.md", "| 1 | 5 | 3 |", "| 6 | 5 | 3 |"),
        ("mandatory_groups_on_every_row.md", "| 1 | 10 | 4 |", "| 2 | 10 | 4 |"),
        ("mandatory_groups_on_every_row.md", "| 2 | 5 | 1 |", "| 1 | 5 | 1 |"),
        ("mandatory_groups_on_every_row.md", "| 2 | 10 | 2 |", "| 2 | 15 | 2 |"),
        ("mandatory_sorted_by_substation.md", "Race | 1 |", "Race | 4 |"),
        ("mandatory_totals_at_the_end.txt", "1\t5%\tDunmore", "7\t5%\tDunmore"),
        ("mandatory_peak_of_a_date.md", "| 5% | 4.0 |", "| 6% | 4.0 |"),
        ("underfrequency_kilowatts_in_cells.txt", "2\t59.3\tForge", "4\t59.3\tForge"),
        ("underfrequency_steps_carried_down.md", "| 2 | 59.3 Hz", "| 3 | 59.3 Hz"),
        ("underfrequency_steps_carried_down.md", "| 1 | 59.5 Hz", "| 3 | 59.5 Hz"),
    ],
)
def test_a_group_misread_in_its_column_is_not_accepted(name: str, cell: str, misread: str) -> None:
    page = HERE / name
    text = page.read_text()
    assert cell in text
    assert _wrong(page, text.replace(cell, misread, 1), range(0)) == []


TORN = """FOR ENTIRE TERRITORY SERVED
P.S.C. KY. NO. 6 Original SHEET NO. 12
SALT LICK FORK ELECTRIC COOPERATIVE CORPORATION

MANDATORY LOAD REDUCTION PRIORITY

Cycle 1:

5%\tSubstation\tFeeder No.\tFeeder Name\tMW
\tDunmore\t1\tMill Race\t2.4
\tHolt\t3\tQuarry\t0.9
Hwy 30 East
\tForge Hill\t2\tLake Shore\t1.7
\tBlock total\t\t\t9.3

DATE OF ISSUE: 05-01-09   EFFECTIVE DATE: 06-01-09
"""


def test_a_part_of_a_torn_row_in_one_cell_is_no_row() -> None:
    found = read_path(TORN.encode(), name="plan.txt").records
    assert {r.values["feeder"] for r in found if r.kind == "feeder_load"} == {"1", "3", "2"}
    assert any("Hwy 30 East" in str(r.values["message"]) for r in found if r.kind == "issue")


def test_names_that_look_alike_and_are_not_spelled_alike_are_not_accepted() -> None:
    """`Forge Hill` in one row and `Forqe Hiil` in the other: one is misread, none says which."""
    page = HERE / "mandatory_groups_on_every_row.md"
    text = page.read_text().replace("Forge Hill", "Forqe Hiil", 1)
    loads = [r for r in read_path(text.encode(), name=page.name).records if r.kind == "feeder_load"]
    assert [sure(r, "feeder_name") for r in loads if sure(r, "substation") == "open"] == [
        "St. Marys",
        "Lake Shore",
    ]
    assert {r.values["mw"] for r in loads} == {f[0] for f in FEEDERS.values()}
