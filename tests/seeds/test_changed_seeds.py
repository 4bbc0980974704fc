"""Copies of the founding documents with other names, numbers, dates and column orders.

What is read must follow what the copy prints: nothing is known by heart. A number accepted in a
wrong column is the worst that can happen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from seed_reading import NUMBERS, Records, accepted, seed_file

from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

pytestmark = pytest.mark.shared

SYLLABLES = (
    "ba", "den", "cor", "mil", "har", "lan", "fel", "tor", "win", "ros", "gar", "mun", "pel",
    "sud", "vik", "zan",
)  # fmt: skip


def read_text(text: str) -> Records:
    return Records(read_path(text.encode(), name="copy.txt").records)


def text_of(shared: Path, number: str) -> str:
    return seed_file(shared, number).read_text(encoding="utf-8")


class Names:
    """Invented names, one for each old one, of the same number of words and capitals."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.given: dict[str, str] = {}

    def word(self, old: str) -> str:
        key = old.lower()
        while key not in self.given:
            made = "".join(self.chance.sample(SYLLABLES, 2)) + self.chance.choice(["a", "ow", "er"])
            if made not in self.given.values():
                self.given[key] = made
        new = self.given[key]
        return new.upper() if old.isupper() else new.capitalize()

    def phrase(self, old: str) -> str:
        return " ".join(self.word(w) if w.isalpha() else w for w in old.split(" "))


SUBSTATIONS = [
    "Campground", "East Bernstadt", "Eberle", "Oneida", "Three Links", "Brodhead", "Conway",
    "Pine Grove", "Keavy", "Beattyville", "McKee", "Miller's Creek", "South Fork", "Tyner",
    "Booneville", "West London", "Greenhall", "Goose Rock", "Hargett", "Fall Rock", "Sand Gap",
    "Annville", "Greenbriar",
]  # fmt: skip
FEEDERS = [
    "Tom Cat Trail", "Robinson Stave", "Peoples", "Spurlock", "Disputana", "River Bend",
    "Locust Grove", "Station Camp", "Bear Track", "Heidelburg", "Bear Run", "Rice Town",
    "Big Bullskin", "Scoville", "Egypt", "Sublimity", "Cobb Hill", "Gray Hawk", "Sinking Creek",
    "Swiss Colony", "Wildcat", "Maple Grove", "Bald Rock", "Foggertown", "Hawk Creek",
]  # fmt: skip
MEMBERS = ["Blue Grass", "Clark", "Farmers", "Grayson", "Licking Valley", "Nolin", "Salt River"]


def renamed(text: str, old: Iterable[str], names: Names) -> tuple[str, Callable[[str], str]]:
    """The text with these names changed wherever they stand, and the same change for a value."""
    table = {name: names.phrase(name) for name in sorted(old, key=len, reverse=True)}
    if "Sand Gap" in table:
        # A ghost prints this name once with one letter misread: it stays a ghost of the new name.
        table["Said Gap"] = table["Sand Gap"][:2] + "i" + table["Sand Gap"][3:]
    table |= {name.upper(): new.upper() for name, new in table.items()}
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in table))

    def change(said: str) -> str:
        return pattern.sub(lambda m: table[m.group()], said)

    return change(text), change


def figures(records: Iterable[Record]) -> dict[tuple[Any, ...], tuple[Any, str]]:
    """Every figure with its standing, by place and field: what a change of names leaves alone."""
    found: dict[tuple[Any, ...], tuple[Any, str]] = {}
    for record in records:
        for name, evidence in record.evidence.items():
            if name in NUMBERS and record.kind != "issue":
                place = (record.kind, record.values.get("construction"), name, evidence["line"],
                         record.values.get("period"), record.values.get("season"),
                         record.values.get("year"), evidence["raw"])  # fmt: skip
                found[place] = (record.values[name], evidence["status"])
    return found


@pytest.mark.parametrize("seed", range(4))
def test_loads_follow_their_names(shared: Path, sheets: Records, seed: int) -> None:
    changed, change = renamed(text_of(shared, "002"), [*SUBSTATIONS, *FEEDERS], Names(seed))
    read = read_text(changed)
    fields = ("plan", "cycle", "percent", "step", "substation", "feeder", "feeder_name", "mw")

    def row(record: Record, said: Callable[[str], str]) -> tuple[Any, ...]:
        values = [record.values[f] for f in fields]
        return tuple(said(v) if isinstance(v, str) else v for v in values)

    names = Counter(r.values["substation"] for r in sheets.where("feeder_load"))
    assert names["Sand Gap"] > 1
    wanted = {row(r, change) for r in sheets.where("feeder_load")}
    assert {row(r, str) for r in read.where("feeder_load")} == wanted


@pytest.mark.parametrize("seed", range(2))
def test_names_of_the_utility_change_no_figure(shared: Path, sheets: Records, seed: int) -> None:
    changed, _ = renamed(text_of(shared, "002"), ["Jackson Energy", "JACKSON ENERGY"], Names(seed))
    read = read_text(changed)
    assert figures(read.all) == figures(sheets.all)
    names = {str(r.values["utility"]).upper() for r in read.where("sheet")}
    assert len(names) == 1
    assert not names & {str(r.values["utility"]).upper() for r in sheets.where("sheet")}


@pytest.mark.parametrize("seed", range(3))
def test_allocations_follow_their_members(shared: Path, order: Records, seed: int) -> None:
    changed, change = renamed(text_of(shared, "004"), MEMBERS, Names(seed))
    read = read_text(changed)
    fields = ("table", "member", "present", "final", "change", "percent")

    def rows(records: Records, said: Callable[[str], str]) -> list[tuple[Any, ...]]:
        return sorted(
            tuple(said(str(r.values[f])) for f in fields) for r in records.where("allocation")
        )

    assert rows(read, str) == rows(order, change)


@pytest.mark.parametrize("factor", [2, 3, 7])
def test_amounts_of_the_allocation_are_read_as_printed(
    shared: Path, order: Records, factor: int
) -> None:
    """Multiplied sums hold no longer to the rounding: what is accepted must still be printed."""
    head, mark, rest = text_of(shared, "004").partition("Rate B\t")
    body, tail_mark, tail = rest.partition("APPENDIX B")

    def more(m: re.Match[str]) -> str:
        return f"{int(m.group().replace(',', '')) * factor:,}"

    body = re.sub(r"\d{1,3}(?:,\d{3})+", more, body)
    read = read_text(head + mark + body + tail_mark + tail)
    before = {(r.values["table"], r.values["member"]): r for r in order.where("allocation")}
    found = read.where("allocation")
    assert len(found) == 136
    for record in found:
        old = before[record.values["table"], record.values["member"]]
        for name in ("present", "final", "change"):
            if accepted(record, name):
                assert Decimal(record.values[name]) == Decimal(old.values[name]) * factor


@pytest.mark.parametrize("shift", [3, 40, 311])
def test_sheet_numbers_follow(shared: Path, sheets: Records, shift: int) -> None:
    text = text_of(shared, "002")
    changed = re.sub(r"(Sheet No\. )(\d+)", lambda m: f"{m[1]}{int(m[2]) + shift}", text)
    read = read_text(changed)

    def numbers(records: Records, by: int) -> set[tuple[int, Any, Any]]:
        return {
            (int(r.values["sheet"]) + by, r.values["revision"], r.values["cancels_revision"])
            for r in records.where("sheet")
            if accepted(r, "sheet")
        }

    assert numbers(read, 0) == numbers(sheets, shift)
    assert figures(read.all) == figures(sheets.all)


@pytest.mark.parametrize("years", [1, 4, 9])
def test_years_of_the_purchase_rates_follow(shared: Path, sheets: Records, years: int) -> None:
    lines = text_of(shared, "002").split("\n")
    for i in (*range(143, 151), *range(178, 189)):
        lines[i] = re.sub(
            r"(?<![\d./])20[01]\d(?!\d)", lambda m: str(int(m.group()) + years), lines[i]
        )
    read = read_text("\n".join(lines))
    for number in ("71", "74"):
        rates = (sheets.of_sheet("charge", number, component="energy"),
                 read.of_sheet("charge", number, component="energy"))  # fmt: skip
        before, after = (
            {(r.values["year"] + more, r.values["season"], r.values["period"], r.values["amount"])
             for r in found}
            for found, more in zip(rates, (years, 0), strict=True)
        )  # fmt: skip
        assert after == before


# Columns


def permuted(text: str, first: int, last: int, order: list[int]) -> str:
    """Lines first..last (from 1) with their tab-separated cells in another order."""
    lines = text.split("\n")
    for i in range(first - 1, last):
        cells = lines[i].split("\t")
        if len(cells) >= len(order):
            lines[i] = "\t".join([*(cells[k] for k in order), *cells[len(order) :]])
    return "\n".join(lines)


COST_ORDERS = [[0, 2, 1, 3], [0, 3, 1, 2], [0, 1, 3, 2], [0, 3, 2, 1]]


@pytest.mark.parametrize("order", COST_ORDERS)
def test_cost_columns_are_told_by_their_headings(
    shared: Path, sheets: Records, order: list[int]
) -> None:
    lines = text_of(shared, "002").split("\n")
    lines[207] = ""  # the ghost of half a heading
    lines[208] = "MONTH\tOVERHEAD COST\tURD COST\tDISTANCE"
    read = read_text(permuted("\n".join(lines), 209, 224, order))
    key = ("construction", "month", "cost", "distance_ft")

    def rows(records: Records) -> set[tuple[Any, ...]]:
        found = records.where("line_cost", study="secondary")
        return {tuple(r.values[f] for f in key) for r in found}

    assert rows(read) == rows(sheets)


@pytest.mark.parametrize("order", [[0, 3, 4, 1, 2], [0, 2, 1, 4, 3], [0, 4, 3, 2, 1]])
def test_season_columns_are_told_by_their_headings(
    shared: Path, sheets: Records, order: list[int]
) -> None:
    lines = text_of(shared, "002").split("\n")
    cells = ["", "Winter", "Winter", "Summer", "Summer"]
    spans = [cells[k] for k in order]
    shown = [spans[1], "", spans[3], ""]
    lines[176] = "\t" + "\t".join(shown)
    read = read_text(permuted("\n".join(lines), 178, 183, order))
    fields = ("year", "season", "period", "amount")

    def rates(records: Records) -> set[tuple[Any, ...]]:
        return {
            tuple(r.values[f] for f in fields)
            for r in records.of_sheet("charge", "74", component="energy")
            if r.values["season"] and accepted(r, "amount")
        }

    assert rates(read) <= rates(sheets)
    assert len(rates(read)) == len(rates(sheets))


@pytest.mark.parametrize("order", [[0, 2, 1, 3, 4], [0, 3, 2, 1, 4], [0, 3, 1, 2, 4]])
def test_allocation_columns_are_told_by_their_headings(shared: Path, order: list[int]) -> None:
    original = text_of(shared, "004")
    read = read_text(permuted(original, 135, 292, order))
    before = Records(read_path(original.encode(), name="copy.txt").records)
    wanted = {(r.values["table"], r.values["member"]): r.values for r in before.where("allocation")}
    found = read.where("allocation")
    assert len(found) == 136
    for record in found:
        old = wanted[record.values["table"], record.values["member"]]
        for name in ("present", "final", "change", "percent"):
            if accepted(record, name):
                assert record.values[name] == old[name]


@pytest.mark.parametrize(
    ("heading", "numbers"),
    [(209, range(210, 225)), (250, range(251, 263)), (263, range(264, 278)),
     (143, range(144, 149)), (178, range(179, 184))],
)  # fmt: skip
def test_without_headings_nothing_is_accepted_in_a_wrong_column(
    shared: Path, sheets: Records, heading: int, numbers: range
) -> None:
    lines = text_of(shared, "002").split("\n")
    lines[heading - 1] = ""
    if heading == 209:
        lines[207] = ""
    read = read_text("\n".join(lines))
    true = {(k[0], k[1], k[2], k[3], k[4], k[5], v[0]) for k, v in figures(sheets.all).items()}
    for place, (value, status) in figures(read.all).items():
        if status in ("read", "verified", "repaired") and place[3] in numbers:
            assert (*place[:6], value) in true, (place, value, status)
