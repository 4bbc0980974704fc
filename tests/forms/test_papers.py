"""Letters, testimony, notices, exhibits, forms of bills: claimed, their figures no charges."""

from __future__ import annotations

import pytest

from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

HEAD = """SLATE CREEK ENERGY COOPERATIVE CORPORATION        P.S.C. KY. NO. 2
                                                  2nd Revised Sheet No. 31
                                                  Canceling 1st Revised Sheet No. 31

"""
FOOT = """
DATE OF ISSUE January 29, 2009
DATE EFFECTIVE February 1, 2009
ISSUED BY A. Poole, Manager
"""
LETTER = """Slate Creek Energy
P.O. Box 12
Owingsville, Kentucky

Re: Case No. 2009-00311

The new rates bring about $200,352 a year, and the bill of a household rises by $6.85.

Sincerely,
A. Poole
"""
TESTIMONY = """DIRECT TESTIMONY OF A. POOLE

Q. What does your study show?
A. It shows a cost of $21.44 for each customer and month.
Q. Does this conclude your testimony?
A. Yes.
"""
NOTICE = """NOTICE OF PROPOSED RATES

Slate Creek Energy hereby gives notice that it has applied to change its rates.

                             Present      Proposed
Customer charge per month     $12.89       $14.02
"""
EXHIBIT = """COMPARISON OF PRESENT AND PROPOSED RATES
Exhibit 4

Class      Present     Proposed     Change
Rate A      $49.78       $53.26      $3.48
"""
BILL = f"""{HEAD.replace("No. 31", "No. 32")}BILL FORMAT

Service    Previous    Present     Amount
RES           18221      19304     $97.20
{FOOT}"""
LINE_ITEMS = f"""{HEAD}BILL FORMAT OF A SEAWALL

Fixed        12.5      33.10
{FOOT}"""


BOOK = f"""{HEAD}Residential Service

Customer Charge      $9.50 per month
{FOOT}"""


def _read(text: str) -> list[Record]:
    return read_path(text.encode(), name="papers.txt").records


def _issues(records: list[Record]) -> set[str]:
    return {str(r.values["code"]) for r in records if r.kind == "issue"}


@pytest.mark.parametrize(
    "text",
    [LETTER, TESTIMONY, NOTICE, EXHIBIT, BILL],
    ids=["letter", "testimony", "notice", "exhibit", "bill"],
)
def test_papers_in_a_book_are_claimed(text: str) -> None:
    records = _read(f"{text}\f{BOOK}")
    assert [r.values["amount"] for r in records if r.kind == "charge"] == ["9.50"]
    assert not _issues(records) & {"no-form", "unclaimed-page", "unread-figures", "charge-unread"}
    (document,) = (r for r in records if r.kind == "document")
    assert document.values["lines_issue"] == 0


@pytest.mark.parametrize(
    "text", [LETTER, TESTIMONY, EXHIBIT], ids=["letter", "testimony", "exhibit"]
)
def test_a_paper_filed_alone_is_for_a_person(text: str) -> None:
    records = _read(text)
    assert not [r for r in records if r.kind == "charge"]
    assert "unclaimed-page" in _issues(records)


def test_figures_of_other_pages_stay_issues() -> None:
    """A title that is no form of a bill, and words of a letter without its end."""
    assert _issues(_read(LINE_ITEMS)) & {"no-form", "charge-unread"}
    assert _issues(_read(LETTER.replace("Sincerely,", "The Manager")))


def test_charges_beside_a_letters_words_are_read() -> None:
    """A sheet is read first: that it speaks as a letter does takes nothing from it."""
    text = (
        f"{HEAD}Re: Residential Service\n\nCustomer Charge   $9.50 per month\n\nSincerely\n{FOOT}"
    )
    (charge,) = (r for r in _read(text) if r.kind == "charge")
    assert charge.values["amount"] == "9.50"
