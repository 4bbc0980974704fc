"""The utility's name in the head of a sheet."""

from __future__ import annotations

from ratebook.forms.sheets.names import utility_on
from ratebook.model.page import Cell, Line


def _named(*cells: str) -> str | None:
    at, placed = 0.0, list[Cell]()
    for text in cells:
        placed.append(Cell(text, at, at + len(text)))
        at += len(text) + 4
    found = utility_on(Line(1, 1, tuple(placed)))
    return found.value if found else None


def test_the_end_of_a_name_behind_a_gap_is_a_part_of_it() -> None:
    assert _named("ELK HORN ELECTRIC COOPERATIVE,", "INC.") == "ELK HORN ELECTRIC COOPERATIVE, INC."


def test_another_cell_is_no_part_of_a_name() -> None:
    assert _named("ELK HORN ELECTRIC COMPANY", "CORPORATION COUNSEL") == "ELK HORN ELECTRIC COMPANY"
