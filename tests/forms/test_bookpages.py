"""Covers, indexes and adoption notices: claimed, and never a source of charges."""

from __future__ import annotations

import pytest

from ratebook.model.page import Document
from ratebook.pipeline.read import Reading, read_pages
from ratebook.reading.markup import read_markup
from ratebook.records.record import Record

COVER = """P.S.C. KY. NO. 2
CANCELLING P.S.C. KY. NO. 1
SLATE CREEK ENERGY COOPERATIVE CORPORATION
OF OWINGSVILLE, KENTUCKY
RATES, RULES AND REGULATIONS FOR FURNISHING
ELECTRIC SERVICE
AT
Bath, Rowan and Menifee Counties
FILED WITH THE PUBLIC SERVICE COMMISSION OF KENTUCKY
DATE OF ISSUE\tJanuary 29, 2009
DATE EFFECTIVE\tFebruary 1, 2009
ISSUED BY ____________\tPresident and CEO
"""
INDEX = """P.S.C. KY. NO. 2
2ND REVISED SHEET NO. 1
CANCELLING P.S.C. KY. NO. 2
1ST REVISED SHEET NO. 1
SLATE CREEK ENERGY COOPERATIVE CORPORATION
TABLE OF CONTENTS
SCHEDULE\tTITLE\tSHEET NO.\tEFFECTIVE
A\tFarm and Home Service\t5 - 5B\t02-01-09
B\tLarge Power\t7.110\t06-29-11
C\tStreet Lighting\t9.25
Rules and Regulations\t15 - 15C
Net Metering .......... 22
DATE OF ISSUE\tJanuary 29, 2009
DATE EFFECTIVE\tFebruary 1, 2009
ISSUED BY ____________\tPresident and CEO
"""
ADOPTION = """P.S.C. Adoption Notice No. 3

ADOPTION NOTICE

The undersigned, Slate Creek Water District, of Owingsville, Kentucky, adopts as its own all
rates and rules for furnishing water service in Bath County, Kentucky, that Licking Station
Water Association filed and that were in effect on July 1, 2004.
This notice is given under 807 KAR 5:011, Section 11.
"""
CHARGES = """P.S.C. KY. NO. 2
ORIGINAL SHEET NO. 5
CANCELLING P.S.C. KY. NO. 1
SLATE CREEK ENERGY COOPERATIVE CORPORATION
INDEX
Customer Charge per month\t$10.35
Energy Charge per kWh\t$0.11104
Pole, each\t$3.20
"""


def reading(text: str) -> Reading:
    return read_pages(Document("t.txt", "0", "markup", read_markup(text), ("text",)))


def kinds(found: Reading, kind: str) -> list[Record]:
    return [record for record in found.records if record.kind == kind]


def became(found: Reading) -> set[str]:
    return {claim.became for claim in found.claims if claim.by == "book"}


def test_a_cover_names_the_book_and_no_sheet() -> None:
    found = reading(COVER)
    (sheet,) = kinds(found, "sheet")
    assert (sheet.values["book"], sheet.values["cancels_book"]) == ("2", "1")
    assert sheet.values["sheet"] is None
    assert sheet.evidence["sheet"]["status"] == "absent"
    assert sheet.evidence["revision"]["status"] == "absent"
    assert (sheet.values["issued"], sheet.values["effective"]) == ("2009-01-29", "2009-02-01")
    assert {claim.text for claim in found.claims} >= set(COVER.splitlines())
    assert not kinds(found, "charge")
    assert not kinds(found, "issue")


def test_a_cover_between_sheets_takes_no_number() -> None:
    foot = "DATE OF ISSUE\tJanuary 29, 2009\nISSUED BY ____________\n"
    head = "P.S.C. KY. NO. {0}\nORIGINAL SHEET NO. {1}\nCANCELLING P.S.C. KY. NO. {2}\n"
    before = head.format(1, 30, 0) + "SLATE CREEK WATER DISTRICT\nRULES\n" + foot
    after = head.format(2, 34, 1) + "SLATE CREEK WATER DISTRICT\nRULES\n" + foot
    sheets = kinds(reading(f"{before}\n{COVER}\n{after}"), "sheet")
    assert [sheet.values["sheet"] for sheet in sheets] == ["30", None, "34"]
    assert sheets[1].evidence["sheet"]["status"] == "absent"


def test_an_index_lists_sheets_and_holds_no_charge() -> None:
    found = reading(INDEX)
    (sheet,) = kinds(found, "sheet")
    assert (sheet.values["sheet"], sheet.values["revision"]) == ("1", 2)
    assert became(found) == {"index"}
    listed = [claim.text for claim in found.claims if claim.by == "book"]
    assert any("Large Power" in text for text in listed)
    assert not kinds(found, "charge")
    assert not kinds(found, "issue")


@pytest.mark.parametrize(
    ("old", "new"),
    [("TABLE OF CONTENTS", "TABLE OF C0NTENTS"), ("TABLE OF CONTENTS", "INDEX (continued)")],
)
def test_a_damaged_or_continued_heading_is_one(old: str, new: str) -> None:
    assert became(reading(INDEX.replace(old, new))) == {"index"}


def test_an_adoption_notice_is_claimed() -> None:
    found = reading(ADOPTION)
    assert became(found) == {"adoption notice"}
    assert not [r for r in found.records if r.kind not in ("document", "guide")]


def test_a_page_with_money_is_no_index_whatever_its_heading() -> None:
    found = reading(CHARGES)
    assert not became(found)
    assert kinds(found, "charge") or kinds(found, "issue")


def test_a_list_with_one_entry_is_no_index() -> None:
    dropped = ("A\t", "B\t", "C\t", "Net")
    lines = [line for line in INDEX.splitlines() if not line.startswith(dropped)]
    assert not became(reading("\n".join(lines)))
