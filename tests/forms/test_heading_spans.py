"""Headings that a text draws over several columns."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.rows.spans import NotCertainError, stacked_drawn
from ratebook.model.page import Cell, Line
from ratebook.pipeline.read import read_path


def _line(number: int, *said: str) -> Line:
    cells = tuple(Cell(text, float(n), float(n + 1)) for n, text in enumerate(said))
    return Line(1, number, cells, tabular=True)


def _stacked(*rows: tuple[str, ...]) -> list[str]:
    return [cell.text for cell in stacked_drawn([_line(n, *row) for n, row in enumerate(rows)])]


@pytest.mark.parametrize(
    ("upper", "lower", "meant"),
    [
        (
            ("", "Winter", "", "Summer", ""),
            ("", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak"),
            ["Winter On-Peak", "Winter Off-Peak", "Summer On-Peak", "Summer Off-Peak"],
        ),
        (
            ("", "Winter", "Summer"),
            ("", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak"),
            ["Winter On-Peak", "Winter Off-Peak", "Summer On-Peak", "Summer Off-Peak"],
        ),
        (
            ("", "", "Winter", "", "Summer"),
            ("", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak"),
            ["Winter On-Peak", "Winter Off-Peak", "Summer On-Peak", "Summer Off-Peak"],
        ),
        (
            ("Type of Lamp", "Lumens", "Rate per Light per Month"),
            ("", "", "Wood", "Metal"),
            [
                "Type of Lamp",
                "Lumens",
                "Rate per Light per Month Wood",
                "Rate per Light per Month Metal",
            ],
        ),
        (
            ("Meter Size", "Inside City", "", "Outside City", ""),
            ("", "Minimum Bill", "Rate", "Minimum Bill", "Rate"),
            [
                "Meter Size",
                *("Inside City Minimum Bill", "Inside City Rate"),
                *("Outside City Minimum Bill", "Outside City Rate"),
            ],
        ),
        (
            ("Class", "Demand", ""),
            ("", "Charge", "Energy"),
            ["Class", "Demand Charge", "Energy"],
        ),
        (
            ("Rate", "Type of", "Approximate", "kW Per"),
            ("Code", "Fixture", "Lumens", "Light", "Charge"),
            ["Rate Code", "Type of Fixture", "Approximate Lumens", "kW Per Light", "Charge"],
        ),
        (
            ("", "Customer", "Energy Charge per kWh", ""),
            ("Class", "Charge", "First 500 kWh", "Over 500 kWh"),
            [
                "Class",
                "Customer Charge",
                "Energy Charge per kWh First 500 kWh",
                "Energy Charge per kWh Over 500 kWh",
            ],
        ),
    ],
)
def test_what_a_heading_stands_over_is_told_by_those_below(
    upper: tuple[str, ...], lower: tuple[str, ...], meant: list[str]
) -> None:
    assert _stacked(upper, lower) == meant


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        # Set over the middle of its columns.
        (("", "", "Winter", ""), ("", "On-Peak", "Shoulder", "Off-Peak")),
        (("", "", "Rate per Month", ""), ("Class", "Wood", "Metal", "Steel")),
        # One of the empty cells is lost.
        (("", "Winter", "Summer", ""), ("", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak")),
        (("", "Winter", "Summer", ""), ("", "On-Peak", "Shoulder", "Off-Peak")),
    ],
)
def test_columns_that_are_not_certain_are_not_told(
    upper: tuple[str, ...], lower: tuple[str, ...]
) -> None:
    with pytest.raises(NotCertainError):
        _stacked(upper, lower)


def test_a_price_below_a_heading_of_lumens_is_not_read() -> None:
    text = """Harlow Electric Company
P.S.C. No. 3, 2nd Revision of Original Sheet No. 8
Canceling P.S.C. No. 3, 1st Revision of Original Sheet No. 8

STREET LIGHTING SERVICE
RATE PER LIGHT PER MONTH
Type of Lamp\tLumens\tWood Pole
70 Watt Sodium\t5,800\t$9.12\t$15.40
150 Watt Sodium\t16,000\t$11.35\t$17.85
Photocell, per light per month\t$1.15

DATE OF ISSUE March 2, 2016
"""
    records = read_path(text.encode(), name="sheet.txt").records
    assert [r.values["amount"] for r in records if r.kind == "charge"] in ([], ["1.15"])
