"""Heads, feet and captions as scanned filings print them: covers, blanks, indexes, run-in rows."""

from __future__ import annotations

from typing import Any

import pytest

from ratebook.pipeline.read import read_path


def _records(text: str, kind: str) -> list[dict[str, Any]]:
    found = read_path(text.encode(), name="filing.txt").records
    return [
        {k: v for k, v in r.values.items() if k not in r.needs_review}
        for r in found
        if r.kind == kind
    ]


_COVER = """PSC KY. NO. 4
CANCELLING PSC KY. NO. 3 ______________

LICK BRANCH COUNTY WATER DISTRICT

OF

{address}

RATES & CHARGES - RULES & REGULATIONS
FOR FURNISHING
WATER SERVICE
AT
LICK BRANCH COUNTY, KENTUCKY
FILED WITH THE
PUBLIC SERVICE COMMISSION OF KENTUCKY
ISSUED : JANUARY 8, 2016 EFFECTIVE : MARCH 21, 2016
BY AUTHORITY OF ORDER OF THE PUBLIC SERVICE COMMISSION
IN CASE NO. ___2015-00631 DATED___January 6, 2016 ______
"""


@pytest.mark.parametrize(
    "address",
    [
        "219 East Main Street",
        "1420 U.S. 62 BYPASS",
        "P.O. BOX 88",
        "Post Office Box 1021",
        "77 HWY 13",
    ],
)
def test_a_cover_has_no_title_and_no_territory(address: str) -> None:
    (sheet,) = _records(_COVER.format(address=address), "sheet")
    assert sheet["utility"] == "LICK BRANCH COUNTY WATER DISTRICT"
    assert (sheet["title"], sheet["territory"]) == (None, None)
    assert (sheet["book"], sheet["cancels_book"]) == ("4", "3")
    assert (sheet["issued"], sheet["effective"]) == ("2016-01-08", "2016-03-21")
    assert (sheet["authority_case"], sheet["authority_dated"]) == ("2015-00631", "2016-01-06")


_SHEET = """{top}FOR Entire Territory Served
P.S.C. KY. NO. {book}
{turn} SHEET NO. {number}
CANCELLING P.S.C. KY. NO. {old}
{before}
{utility}

{title}
Customer Charge ........ $ 12.50 per month

{foot}
"""
_HELD = {
    "top": "", "book": "7", "turn": "2nd Revised", "number": "14", "old": "7",
    "before": "1st Revised SHEET NO. 14", "utility": "LICK BRANCH ENERGY CORPORATION",
    "title": "GENERAL SERVICE", "foot": "DATE OF ISSUE May 3, 2018",
}  # fmt: skip


def _sheet(**given: str) -> dict[str, Any]:
    return _records(_SHEET.format(**{**_HELD, **given}), "sheet")[0]


def test_a_book_named_after_a_case_is_not_its_first_digits() -> None:
    assert _sheet(old="97-225").get("cancels_book") is None
    assert _sheet(old="9")["cancels_book"] == "9"


def test_a_word_the_form_offers_is_no_revision() -> None:
    blank = _sheet(before="(Original) Sheet No.")
    assert (blank.get("cancels_revision"), blank.get("cancels_sheet")) == (None, None)
    assert _sheet(before="Original Sheet No. 14")["cancels_revision"] == 0


def test_a_name_over_two_lines() -> None:
    found = _sheet(utility="LICK BRANCH RURAL ELECTRIC\n\nCOOPERATIVE CORPORATION")
    assert found["utility"] == "LICK BRANCH RURAL ELECTRIC COOPERATIVE CORPORATION"
    assert found["title"] == "GENERAL SERVICE"


def test_the_forms_own_words_behind_the_name() -> None:
    found = _sheet(utility="LICK BRANCH ENERGY CORPORATION (NAME OF UTILITY)")
    assert (found["utility"], found["title"]) == (
        "LICK BRANCH ENERGY CORPORATION",
        "GENERAL SERVICE",
    )


def test_the_stamps_word_with_its_letters_apart() -> None:
    found = _sheet(foot="EFFECTI VE 6/1/2011 PURSUANT TO 807 KAR 5:011 SECTION 9 (1)")
    assert (found.get("effective"), found["stamped_effective"]) == (None, "2011-06-01")


def test_a_case_whose_end_is_awaited_is_no_authority() -> None:
    foot = "DATE OF ISSUE May 3, 2018\nsubject to refund at the conclusion of Case No. 2017-00231"
    assert _sheet(foot=foot)["authority_case"] is None


def test_a_column_of_dates_is_of_the_sheets_it_lists() -> None:
    listed = "Effective Date 06-29-11 06-29-11 08-01-10 08-01-10"
    assert _sheet(title=f"GENERAL INDEX\n{listed}").get("effective") is None


def test_labels_of_dates_over_their_dates() -> None:
    foot = (
        "Date of Issue                  Date Effective\n"
        "May 3, 2018                    June 1, 2018\n\n\nIssued by\nJ. R. Combs"
    )
    found = _sheet(foot=foot)
    assert (found["issued"], found["effective"]) == ("2018-05-03", "2018-06-01")


_ORDER = """COMMONWEALTH OF KENTUCKY
BEFORE THE PUBLIC SERVICE COMMISSION

In the Matter of:

{caption}

{title}

IT IS THEREFORE ORDERED that:

1. The rates in the appendix are approved for service on and after June 1, 1985.
2. Revenue of $271,773.2 is found reasonable.

Done at Frankfort, Kentucky, this 25th day of March, 1985.

{rates}
"""


@pytest.mark.parametrize(
    ("caption", "title"),
    [
        ("ADJUSTMENT OF RATES OF THE LICK BRANCH ) CASE NO. 9124 WATER DISTRICT )", "0 R D E R"),
        ("ADJUSTMENT OF RATES OF THE LICK BRANCH WATER DISTRICT ORDER CASE NO . 9124", ""),
        ("ADJUSTMENT OF RATES OF THE LICK BRANCH )\nWATER DISTRICT   ) CASE NO. 9124", "0 R D E R"),
    ],
)
def test_a_case_that_runs_into_the_style(caption: str, title: str) -> None:
    (order,) = _records(_ORDER.format(caption=caption, title=title, rates=""), "order")
    assert order["case"] == "9124"
    assert order["style"] == "ADJUSTMENT OF RATES OF THE LICK BRANCH WATER DISTRICT"


def test_the_number_of_a_footnote_is_no_decimal() -> None:
    text = _ORDER.format(caption="RATES OF LICK BRANCH ) CASE NO. 9124", title="ORDER", rates="")
    assert "271773.2" not in (_records(text, "order")[0].get("amounts") or [])


def test_prescribed_rates_are_an_appendix_without_its_heading() -> None:
    rates = (
        "The following rates and charges are prescribed for the\n"
        "customers in the area served by Lick Branch Power Company.\n\n"
        "RESIDENTIAL SERVICE\n\nCustomer Charge  $2.75 per month\n\n"
        "4.943 cents per KWE for the next 300 KMH used per month\n"
    )
    text = _ORDER.format(caption="RATES OF LICK BRANCH ) CASE NO. 9124", title="ORDER", rates=rates)
    found = _records(text, "charge")
    assert [(c["amount"], c["unit"]) for c in found] == [
        ("2.75", "USD/month"),
        ("0.04943", "USD/kWh"),
    ]
    assert found[1]["tier"].startswith("the next 300 KWH")
