"""A heading that a border tore lends what it says once it is whole again."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.rows.torn import untorn
from ratebook.model.page import Cell


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        (["Fixture", "Lum", "enskWh per Month"], ["Fixture", "Lumens", "kWh per Month"]),
        (["Meter Size", "Rate per Month"], ["Meter Size", "Rate per Month"]),
        (["Zorb", "Quix per Month"], ["Zorb", "Quix per Month"]),
    ],
)
def test_a_word_torn_between_two_headings_is_drawn_together(
    torn: list[str], whole: list[str]
) -> None:
    cells = [Cell(text, 20.0 * n, 20.0 * n + len(text)) for n, text in enumerate(torn)]
    assert [cell.text for cell in untorn(cells)] == whole
