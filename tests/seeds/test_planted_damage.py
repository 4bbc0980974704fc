"""Damage planted in tables whose truth is known: an accepted number is right, or it is flagged.

The documents are written for the test, so that their truth is exact; the damage is what scanning
does to tables. What no witness on the page could show (a first digit lost without a trace, where
no sum protects it) is left out here: the text then prints another clean number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Any

import pytest
from seed_reading import NUMBERS

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import written
from ratebook.noise.places import in_text
from ratebook.noise.places import records as expected_records
from ratebook.noise.textnoise import damage, destroyed, finished
from ratebook.pipeline.read import read_path
from ratebook.records.datum import Standing

FORMS = ("lighting", "cogeneration", "secondary", "primary", "mandatory", "underfrequency")
CLASSES = (
    "point for comma", "inner space", "letter for digit", "stray mark", "leading stroke",
    "space after point", "lost digits", "cell lost", "stamp over", "stamp beside", "bold markup",
    "ghost row", "merged rows", "fake separator", "total label lost", "cut column", "header split",
    "word garbled", "letterspaced", "spaces lost",
)  # fmt: skip


def number(said: Any) -> Decimal | None:
    try:
        return Decimal(str(said))
    except InvalidOperation:
        return None


def folded(key: object) -> str:
    return " ".join(str(key).casefold().split())


class Case:
    """One written document, damaged, read, and held against its truth."""

    def __init__(
        self, form: str, layout: str, seed: int, intensity: str, classes: tuple[str, ...]
    ) -> None:
        document = written(form, layout, f"planted.{seed}")
        lines = dump(document.leaves, LAYOUTS[layout])
        chance = Random(f"{form}/{layout}/{seed}/{intensity}")
        wreck = damage(lines, document.truth, chance, intensity, classes)
        lines = finished(wreck)
        self.text = rendered(lines, LAYOUTS[layout])
        spots = in_text(lines)
        self.meant = expected_records(document.truth, "x", spots, destroyed(wreck))
        self.damages = len(wreck.entries)
        self.read = [r.as_dict() for r in read_path(self.text.encode(), name="x.txt").records]

    def wrong(self) -> Iterator[str]:
        """Accepted figures that differ from what was written."""
        by_key = {folded(record["key"]): record for record in self.meant}
        near = self._near()
        for record in self.read:
            meant = by_key.get(folded(record["key"]))
            for name, value, line in _accepted(record):
                if meant is not None and meant.get(name) is not None:
                    right = number(meant[name]) == number(value)
                else:
                    right = number(value) in near[record["kind"], name, line]
                if not right:
                    shown = self.text.split("\n")[line - 1]
                    yield f"{record['key']}: {name} = {value}, line {line}: {shown!r}"

    def _near(self) -> dict[tuple[str, str, int], set[Decimal | None]]:
        """Figures by kind, field and line; a copy of a row stands a line or two beside it."""
        near: dict[tuple[str, str, int], set[Decimal | None]] = defaultdict(set)
        for record in self.meant:
            for name, evidence in record["evidence"].items():
                if name in NUMBERS and evidence["line"]:
                    value = number(record[name])
                    for away in range(-2, 3):
                        near[record["kind"], name, evidence["line"] + away].add(value)
        return near


def _accepted(record: dict[str, Any]) -> Iterator[tuple[str, Any, int]]:
    for name, evidence in record["evidence"].items():
        label = name == "change" and record["kind"] == "charge"
        # The percent of a load list names a block; only an allocation's is a figure.
        block = name == "percent" and record["kind"] != "allocation"
        figure = name in NUMBERS and not label and not block and number(record[name]) != 0
        if figure and Standing(evidence["status"]).accepted and evidence["line"]:
            yield name, record[name], evidence["line"]


@pytest.mark.parametrize("intensity", ["light", "medium", "heavy"])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("form", FORMS)
def test_no_accepted_figure_is_wrong(form: str, layout: str, intensity: str) -> None:
    found = [
        f"seed {seed}: {said}"
        for seed in range(5)
        for said in Case(form, layout, seed, intensity, CLASSES).wrong()
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", CLASSES)
def test_no_accepted_figure_is_wrong_with_much_of_one_damage(name: str) -> None:
    cases = [Case(form, "plain", 50, "heavy", (name,)) for form in FORMS]
    cases += [Case(form, "grid", 51, "heavy", (name,)) for form in FORMS]
    assert sum(case.damages for case in cases) > 0
    found = [said for case in cases for said in case.wrong()]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("form", FORMS)
def test_undamaged_figures_are_accepted(form: str, layout: str) -> None:
    case = Case(form, layout, 7, "light", ("bold markup",))
    assert not list(case.wrong())
    given = sum(
        1 for r in case.meant for n in r["evidence"]
        if n in NUMBERS - {"percent", "change"} and number(r[n]) is not None
    )  # fmt: skip
    read = sum(1 for record in case.read for _ in _accepted(record))
    assert read >= 0.9 * given


@pytest.mark.parametrize("form", ["mandatory", "underfrequency"])
def test_a_column_that_slid_under_its_total_is_not_accepted(form: str) -> None:
    """Every load one row up, the total's own figure gone: each line looks whole."""
    for seed in range(6):
        case = Case(form, "plain", seed, "heavy", ("slid column",))
        assert not list(case.wrong()), "\n".join(case.wrong())


def test_a_figure_that_lost_its_first_digit_before_the_point_is_flagged() -> None:
    text = Case("mandatory", "plain", 3, "light", ("bold markup",)).text
    cut = re.sub(r"(?m)\t[1-9](\.\d)$", r"\t\1", text, count=1)
    assert cut != text
    (line,) = [n for n, (a, b) in enumerate(zip(text.split("\n"), cut.split("\n"), strict=True), 1)
               if a != b]  # fmt: skip
    read = [r.as_dict() for r in read_path(cut.encode(), name="x.txt").records]
    said = [
        value for record in read for name, value, at in _accepted(record) if at == line
        and name == "mw" and record["evidence"][name]["raw"].startswith(".")
    ]  # fmt: skip
    assert not [value for value in said if Decimal(value) < 1]
