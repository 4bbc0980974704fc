"""An index is a witness that the book is whole: of sheets lost, and of sheets it does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ratebook.book.book import Book
from ratebook.book.complete import completed
from ratebook.cli.main import main
from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

HEAD = """FOR ENTIRE TERRITORY SERVED
P.S.C. NO. 9
{revision} SHEET NO. {number}
CANCELLING P.S.C. NO. 8
Candle Ridge Water District

{body}

DATE OF ISSUE: March 1, 2031
DATE EFFECTIVE: {effective}
ISSUED BY: ______________
"""


def sheet(number: str, body: str, effective: str = "April 1, 2031") -> list[Record]:
    text = HEAD.format(revision="ORIGINAL", number=number, body=body, effective=effective)
    return read_path(text.encode(), name=f"sheet-{number}.txt", ocr="never").records


LISTS = {
    "dots": """TABLE OF CONTENTS
Monthly Rates .............. 2
Meter Deposits ............. 3 - 3B
Leak Adjustment ............ 4, 5
Tapping Fees ............... 6
""",
    "columns": """INDEX
Title                        Sheet No.     Effective
Monthly Rates                2             04-01-31
Meter Deposits               3 - 3B        04-01-31
Leak Adjustment              4, 5          04-01-31
Tapping Fees                 6             04-01-31
""",
    "numbers first": """GENERAL INDEX
SHEET NO.\tTITLE
2\tMonthly Rates
3 thru 3B\tMeter Deposits
4 & 5\tLeak Adjustment
6\tTapping Fees
""",
    "schedules": """TABLE OF CONTENTS
| Schedule | Title | Sheet |
|---|---|---|
| 1 | Monthly Rates | Sheet 2 |
| 7 | Meter Deposits | Sheets 3 to 3B |
| 8 | Leak Adjustment | Sheets 4 and 5 |
| 9 | Tapping Fees | Sheet 6 |
""",
    "words alone": """INDEX
Monthly Rates 2
Meter Deposits 3-3B
Leak Adjustment 4, 5
Tapping Fees 6
""",
}
RATES = "MONTHLY RATES\nThe district bills its customers every month.\n"


def listed(records: list[Record]) -> Any:
    (one,) = [r for r in records if r.kind == "sheet"]
    return one.values["listed"]


@pytest.mark.parametrize("layout", LISTS)
def test_an_index_is_read_as_the_sheets_it_lists_and_gives_no_charge(layout: str) -> None:
    records = sheet("1", LISTS[layout])
    runs = [(item["sheet"], item["to"]) for item in listed(records)]
    assert runs == [("2", None), ("3", "3B"), ("4", None), ("5", None), ("6", None)]
    assert listed(records)[0]["title"] == "Monthly Rates"
    (index,) = [r for r in records if r.kind == "sheet"]
    assert index.values["title"] in (None, LISTS[layout].splitlines()[0])
    assert not [r for r in records if r.kind in ("charge", "table_value")]


def test_figures_that_may_each_be_a_sheet_are_not_guessed() -> None:
    body = "INDEX\nMonthly Rates\t2\t14\nTaps\t4\t16\nLeaks\t5\nWells\t6\nPumps\t7\n"
    records = sheet("1", body)
    assert listed(records) is None
    (index,) = [r for r in records if r.kind == "sheet"]
    assert index.evidence["listed"]["status"] == "ambiguous"


def book() -> list[list[Record]]:
    numbers = ("2", "3", "3A", "4", "5", "7")
    return [sheet("1", LISTS["dots"]), *(sheet(number, RATES) for number in numbers)]


def test_what_is_listed_and_lost_and_what_is_held_and_not_listed() -> None:
    documents = book()
    found = Book.of([r for d in documents for r in d], "Candle Ridge").findings()
    codes = {f.code: f for f in found}
    assert "3B, 6" in codes["index_missing"].message
    assert "sheet 7" in codes["index_unlisted"].message
    made = completed(documents)
    issues = [r for d in made for r in d if r.kind == "issue" and "index" in r.values["code"]]
    assert {r.values["code"] for r in issues} == {"index-missing", "index-unlisted"}
    assert all(r.document == "sheet-1.txt" and r.values["line"] for r in issues)
    again = completed(made)
    assert [len(d) for d in again] == [len(d) for d in made]


def test_a_whole_book_and_a_lone_index_say_nothing() -> None:
    numbers = ("2", "3", "3A", "3B", "4", "5", "6")
    whole = [sheet("1", LISTS["dots"]), *(sheet(number, RATES) for number in numbers)]
    assert [len(d) for d in completed(whole)] == [len(d) for d in whole]
    assert not [f for f in Book.of([r for d in whole for r in d], "Candle").findings()
                if f.code.startswith("index")]  # fmt: skip
    alone = [sheet("1", LISTS["dots"])]
    assert [len(d) for d in completed(alone)] == [len(d) for d in alone]


def test_a_sheet_that_came_later_than_the_index_need_not_be_in_it() -> None:
    late = [*book()[:-1], sheet("7", RATES, effective="May 1, 2032")]
    codes = {f.code for f in Book.of([r for d in late for r in d], "Candle Ridge").findings()}
    assert "index_unlisted" not in codes


def test_ingest_says_what_the_index_lists_and_the_store_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = tmp_path / "book", str(tmp_path / "s.sqlite")
    folder.mkdir()
    for number, body in (("1", LISTS["columns"]), ("2", RATES), ("3", RATES)):
        text = HEAD.format(revision="ORIGINAL", number=number, body=body, effective="April 1, 2031")
        (folder / f"{number}.txt").write_text(text)
    assert main(["ingest", str(folder), "--store", store]) == 1
    told = capsys.readouterr().err
    assert "index_missing" in told
    assert "3A, 3B, 4, 5, 6" in told
    assert main(["book", "candle", "--findings", "--store", store]) == 1
    assert "index_missing" in capsys.readouterr().out
