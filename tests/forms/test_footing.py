"""Dates behind the labels of a foot."""

from __future__ import annotations

import pytest

from ratebook.forms.sheets.footing import read_foot
from ratebook.model.page import Cell, Line
from ratebook.rules.jurisdiction import load_jurisdictions
from ratebook.rules.locate import rule_directories

KY = load_jurisdictions(rule_directories())["KY"]


def _issued(*cells: str) -> list[str | None]:
    at, placed = 0.0, list[Cell]()
    for text in cells:
        placed.append(Cell(text, at, at + len(text)))
        at += len(text) + 4
    foot = read_foot([Line(1, 1, tuple(placed))], [], KY, typed=True)
    return [capture.token.value for capture in foot.dates["issued"]]


@pytest.mark.parametrize(
    ("cells", "issued"),
    [
        (("DATE OF ISSUE: 02-02-08", "DATE EFFECTIVE: 03-01-08"), ["2008-02-02"]),
        (("DATE OF ISSUE", "02-02-08", "DATE EFFECTIVE", "03-01-08"), ["2008-02-02"]),
        # Its own date is worn, the label of the other is lost.
        (("DATE OF ISSUE: 02-0Z=o8", "03-01-08"), []),
    ],
)
def test_a_label_takes_no_date_behind_worn_figures(
    cells: tuple[str, ...], issued: list[str]
) -> None:
    assert _issued(*cells) == issued
