"""Tables whose cells came one to a line: put together again, or left as they came."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.lines.celled import celled
from ratebook.model.page import Cell, Line

_HEADS = ("Class", "Fixed Charge", "Distribution")
_UNITS = ("$ per day", "$ per therm")
_ROWS = ("F-1", "$0.41", "$0.2950", "F-2", "$1.20", "$0.1830")


def _lines(*texts: str) -> list[Line]:
    return [Line(1, n, (Cell(t, 0.0, float(len(t))),)) for n, t in enumerate(texts, 1) if t]


def _said(*texts: str) -> list[str]:
    return [line.text for line in celled(_lines(*texts)).lines]


def test_rows_whose_cells_came_one_to_a_line_are_rows_again() -> None:
    assert _said("RATE", *_HEADS, *_UNITS, *_ROWS, "The rates are net.") == [
        "RATE",
        "Class\tFixed Charge $ per day\tDistribution $ per therm",
        "F-1\t$0.41\t$0.2950",
        "F-2\t$1.20\t$0.1830",
        "The rates are net.",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (*_ROWS, "F-3", "$2.10"),
        ("F-1", "$0.41", *_ROWS),
        (*_ROWS[:2], "", *_ROWS[2:]),
        (*_ROWS[:4], "F-3", "$2.10", "$0.0410"),
    ],
)
def test_a_table_of_which_a_cell_may_be_lost_is_left_as_it_came(rows: tuple[str, ...]) -> None:
    texts = (*_HEADS, *rows, "The rates are net.")
    assert _said(*texts) == [text for text in texts if text]
