"""The label of a row whose words stand in several cells."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.rows.cells import words_of
from ratebook.model.page import Cell


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        (["1", "Inch", "$ 28.32"], "1 Inch"),
        (["100", "Watt HPS lamp", "$ 7.76"], "100 Watt HPS lamp"),
        (["2", "Reconnection fee", "$ 30.00"], "Reconnection fee"),
    ],
)
def test_a_size_is_no_number_of_an_item(cells: list[str], label: str) -> None:
    row = [(10 * n, Cell(text, 10.0 * n, 10.0 * n + 8)) for n, text in enumerate(cells)]
    assert words_of(row, {2}, 2)[0] == label
