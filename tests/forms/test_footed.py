"""Sheets that print no book or no number: the foot of the form and its dates tell what they are."""

from __future__ import annotations

import pytest

from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

_BODY = """
RATES:
Customer Charge   $12.50 per month
Energy Charge   $0.08512 per kWh
MINIMUM CHARGE
The minimum monthly charge shall be $12.50.
"""
_FOOT = """
DATE OF ISSUE May 3, 2018
DATE EFFECTIVE June 3, 2018
ISSUED BY J. Doe
TITLE President
"""
_STAMP = """
KENTUCKY
PUBLIC SERVICE COMMISSION
TARIFF BRANCH
EFFECTIVE
6/3/2018
PURSUANT TO 807 KAR 5:011 SECTION 9 (1)
"""
_NAME = "ASH LICK RURAL ELECTRIC COOPERATIVE CORPORATION"


def _read(text: str) -> list[Record]:
    return read_path(text.encode(), name="page.txt").records


@pytest.mark.parametrize(
    ("head", "book", "sheet", "revision"),
    [
        ("2nd Revised Sheet No. 5\nCancelling 1st Revised Sheet No. 5\n", None, "5", 2),
        ("Original Sheet No. 5\n", None, "5", 0),
        ("SHEET NO. 5\n", None, "5", None),
        ("P.S.C. KY. NO. 4\n", "4", None, None),
        ("P.S.C. KY. NO. 4\nPAGE NO. 12\n", "4", None, None),
        ("FOR ALL TERRITORY SERVED\n", None, None, None),
        ("Tariff No. 3\n", None, None, None),
        ("", None, None, None),
    ],
)
def test_the_foot_tells_a_sheet(
    head: str, book: str | None, sheet: str | None, revision: int | None
) -> None:
    records = _read(f"{head}{_NAME}\nSCHEDULE 7 - RESIDENTIAL\n{_BODY}{_FOOT}{_STAMP}")
    (own,) = [r for r in records if r.kind == "sheet"]
    said = tuple(own.values[n] for n in ("jurisdiction", "book", "sheet", "revision"))
    assert said == ("KY", book, sheet, revision)
    assert (own.values["utility"], own.values["title"]) == (_NAME, "RESIDENTIAL")
    assert own.values["stamped_effective"] == "2018-06-03"
    lacking = {n for n, v in zip(("book", "sheet"), (book, sheet), strict=True) if v is None}
    assert lacking <= set(own.needs_review)
    charges = [r.values for r in records if r.kind == "charge"]
    assert [(c["schedule"], c["amount"]) for c in charges] == [
        ("7", "12.50"),
        ("7", "0.08512"),
        ("7", "12.50"),
    ]


def test_each_page_with_a_foot_is_a_sheet_of_its_own() -> None:
    page = f"{_NAME}\nSCHEDULE 7 - RESIDENTIAL\n{_BODY}{_FOOT}{_STAMP}"
    letter = "Dear Madam:\nWe enclose our rates of $12.50 per month. They are for Kentucky.\n"
    records = _read(f"{letter}\f{page}\f{page.replace('12.50', '13.75')}")
    assert [r.values["pages"] for r in records if r.kind == "sheet"] == [[2], [3]]


@pytest.mark.parametrize(
    "text",
    [
        f"{_NAME}\nNOTICE\nThe rates will change on June 3, 2018.\n{_BODY}\nKentucky\n",
        f"{_NAME}\n{_BODY}{_FOOT}",
        f"Dear Sir:\nEffective June 3, 2018 we ask for a charge of $12.50 per month.\n{_STAMP}",
    ],
    ids=["a notice", "no state", "a stamped letter"],
)
def test_prices_without_a_foot_or_a_state_are_of_no_sheet(text: str) -> None:
    assert {r.kind for r in _read(text)} <= {"document", "issue"}
