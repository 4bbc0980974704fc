"""Letters in brackets that are change marks, and those that count or stand for something."""

from __future__ import annotations

from typing import Any

from ratebook.pipeline.read import read_path

_SHEET = """FOR ENTIRE TERRITORY SERVED
P.S.C. KY. NO. 6
2nd Revised SHEET NO. 12
CANCELLING P.S.C. KY. NO. 6
1st Revised SHEET NO. 12
SALT LICK FORK WATER DISTRICT

{body}

DATE OF ISSUE: 05-01-09   EFFECTIVE DATE: 06-01-09
"""


def _sheet(body: str) -> tuple[list[Any], list[Any]]:
    """The sheet's marks, and those of its charges."""
    found = read_path(_SHEET.format(body=body).encode(), name="sheet.txt").records
    marks: list[Any] = [r.values["change_marks"] or [] for r in found if r.kind == "sheet"]
    return marks[0], [r.values["change"] for r in found if r.kind == "charge"]


def test_letters_that_count_are_no_marks() -> None:
    marks, changes = _sheet(
        "RATES\n(A) Customer Charge   $12.50 per month\n(B) Service Charge   $3.50 per month\n"
        "(C) Meter Charge   $2.50 per month\n(D) Facility Charge   $4.50 per month"
    )
    assert marks == []
    assert changes == [None, None, None, None]


def test_a_letter_in_the_margin_is_a_mark() -> None:
    marks, changes = _sheet("RATES\n(C) Customer Charge   $12.50 per month")
    assert [m["mark"] for m in marks] == ["C"]
    assert changes == ["C"]


def test_the_symbol_of_a_term_is_no_mark() -> None:
    marks, _ = _sheet(
        "FUEL ADJUSTMENT CLAUSE\nSales (S) shall be all kWh sold in the month.\n"
        "Utility used energy is excluded in the determination of sales (S).   (T)"
    )
    assert [m["mark"] for m in marks] == ["T"]


def test_a_mark_stands_alone_on_its_line_or_within_a_sentence() -> None:
    marks, _ = _sheet(
        "CAPACITY\n$50.36 per kW per year is paid where the unit is dispatched (I) by us.\n(T)"
    )
    assert [m["mark"] for m in marks] == ["I", "T"]


def test_a_list_that_goes_on_from_another_page_is_no_row_of_marks() -> None:
    marks, changes = _sheet(
        "RATES\n(B) Customer Charge   $12.50 per month\n(C) Meter Charge   $2.50 per month\n"
        "(D) Debt service charge   $4.66 per month"
    )
    assert (marks, changes) == ([], [None, None, None])
