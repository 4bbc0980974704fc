"""Stamps and clerk's marks: known texts found again, slashes put back where one way is left."""

import pytest

from ratebook.forms.section import Section
from ratebook.forms.sheets.arrivals import arrivals_of, without_arrivals
from ratebook.forms.sheets.foot import foot_of
from ratebook.forms.sheets.stamps import cancelled_stamp, clerk_mark, is_stamp, worn_cancelled_stamp
from ratebook.model.page import Cell, Document, Line, Page, Stamp
from ratebook.records.ledger import Ledger
from ratebook.rules.jurisdiction import load_jurisdictions
from ratebook.rules.locate import rule_directories

KY = load_jurisdictions(rule_directories())["KY"]


def line(text: str, number: int = 1) -> Line:
    return Line(1, number, (Cell(text, 0.0, float(len(text))),))


@pytest.mark.parametrize(
    ("printed", "readings"),
    [
        ("C11/5/10", ["2010-11-05"]),
        ("C1/28/10", ["2010-01-28"]),
        ("C8110", ["2010-08-01"]),
        ("C9314", ["2014-09-03"]),
        ("C81110", ["2010-08-01", "2010-08-11"]),
        ("C12510", ["2010-01-25", "2010-12-05"]),
    ],
)
def test_clerks_mark(printed: str, readings: list[str]) -> None:
    token = clerk_mark(line(printed), KY)
    assert token is not None
    assert [r.iso for r in token.readings] == readings


@pytest.mark.parametrize("printed", ["COST", "CH1", "Cycle 2:", "C", "Code 8110"])
def test_no_clerks_mark(printed: str) -> None:
    assert clerk_mark(line(printed), KY) is None


@pytest.mark.parametrize(
    "printed",
    [
        "FUDLIC SERVICE CONINISSION",
        "OF KENTUCKY",
        "Executive Ditector",
        "TARIFF BRANCH",
        "BLIC SERVICE GOM ISSION OF",
        "PURSUANT TO 807 KAR 5:011",
        "SECTION 9 (1)",
        "EFFECTIVE",
        "Effective",
        "PUBLIC",
    ],
)
def test_worn_stamp_is_known(printed: str) -> None:
    assert is_stamp(printed, KY)


@pytest.mark.parametrize(
    "printed",
    [
        "Oneida 4 – Spurlock 1.4",
        "Total MW reduction 14.0",
        "Street Lighting",
        "Customer Charge",
        "Other",
        "Public",
        "The Public Service Commission of Kentucky may suspend these rates for five months.",
    ],
)
def test_text_is_no_stamp(printed: str) -> None:
    assert not is_stamp(printed, KY)


def test_cancelling_stamp_over_three_lines() -> None:
    lines = [
        line("CANCELLED", 1),
        line("MAR 0 7 2011", 2),
        line("KENTUCKY PUBLIC SERVICE COMMISSION", 3),
        line("Rate per month", 4),
    ]
    mark = cancelled_stamp(lines, KY)
    assert mark is not None
    assert mark.token is not None
    assert mark.token.value == "2011-03-07"
    assert [used.number for used in mark.lines] == [1, 2, 3]


@pytest.mark.parametrize(
    ("word", "worn"), [("RECEIVED", False), ("R.CEIVED", False), ("~V{", True)]
)
def test_the_date_of_another_stamp_is_no_worn_cancelling_one(word: str, worn: bool) -> None:
    lines = [
        line("P.S.C. No. 5", 1),
        line(word, 2),
        line("AUG 23 2021", 3),
        line("PUBLIC SERVICE", 4),
        line("COMMISSION", 5),
    ]
    assert (worn_cancelled_stamp(lines, KY) is not None) is worn


def test_a_stamp_of_arrival_is_no_group_of_a_table_that_goes_on_below_it() -> None:
    rows = [line("70 Watt LED Light\t$3.82", 1), line("-4-", 2), line("RECEIVED", 3)]
    rows += [line("AUG 27 26<1", 4), line("$9.36", 5)]
    stamp = Stamp("received", (0.0, 0.0, 9.0, 9.0), tuple(rows[2:]))
    page = Page(1, tuple(rows), "scan", "rapidocr", stamps=(stamp,))
    arrivals = arrivals_of(Document("scan.pdf", "0", "scan", (page,), ("rapidocr",)))
    ledger = Ledger()
    for kind, kept in (("appendix", [0, 1, 4]), ("sheet", [0, 1, 2, 3, 4])):
        section = without_arrivals(Section(kind, tuple(rows)), arrivals, ledger)
        assert [rows.index(row) for row in section.lines] == kept
    assert [claim.text for claim in ledger.claims] == ["RECEIVED", "AUG 27 26<1"]


@pytest.mark.parametrize("word", ["EFFECTIVE", "EFFECTIVF"])
def test_a_stamp_laid_out_behind_the_foot_is_not_all_of_the_foot(word: str) -> None:
    rows = ["DATE OF ISSUE: 11-21-17\tEFFECTIVE DATE: 01-01-18", "TITLE: President", "CANCELLED"]
    rows += ["AUG 04 2019", "KENTUCKY PUBLIC", "SERVICE COMMISSION", "KENTUCKY"]
    rows += ["PUBLIC SERVICE COMMISSION", "DWIGHT L. EVERSOLE", "EXECUTIVE DIRECTOR"]
    rows += ["TARIFF BRANCH", word, "1/1/2018"]
    lines = [line(text, number) for number, text in enumerate(rows, 1)]
    assert foot_of([lines], KY).lines[0] is lines[0]
