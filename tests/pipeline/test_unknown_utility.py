"""A utility that no list knows is kept as printed and told once, and doubts nothing."""

from __future__ import annotations

import contextlib
import io

from ratebook.cli.lines import unknown_said, unknown_utilities
from ratebook.cli.shapes import print_table
from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

SHEET = """FOR ENTIRE TERRITORY SERVED
P.S.C. NO. 9
ORIGINAL SHEET NO. {number}
CANCELLING P.S.C. NO. 8
{utility}

TAPPING FEES

The district taps its mains on request.

DATE OF ISSUE: March 1, 2031
DATE EFFECTIVE: April 1, 2031
ISSUED BY: ______________

"""


def read(*utilities: str) -> list[Record]:
    text = "".join(SHEET.format(number=n, utility=u) for n, u in enumerate(utilities, 1))
    return read_path(text.encode(), name="book.txt", ocr="never").records


def notes(records: list[Record]) -> list[str]:
    found = [r.evidence["utility"].get("note") for r in records if r.kind == "sheet"]
    return [note for note in found if note]


def test_it_is_told_at_its_first_sheet_only() -> None:
    name = "Candle Ridge Water District"
    records = read(name, name, name)
    (note,) = notes(records)
    assert name in note
    assert {r.values["utility"] for r in records if r.kind == "sheet"} == {name}
    assert all(r.evidence["utility"]["status"] == "read" for r in records if r.kind == "sheet")


def test_a_known_one_has_no_note() -> None:
    assert notes(read("Oldham County Water District")) == []


def test_a_run_over_many_documents_says_each_name_once() -> None:
    one, two = "Candle Ridge Water District", "Moss Landing Water District"
    documents = [read(one), read(one.upper()), read(two)]
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        print_table(documents)
    (line,) = [li for li in shown.getvalue().splitlines() if "in no list" in li]
    assert line.casefold().count(one.casefold()) == 1
    assert two in line
    assert unknown_said(unknown_utilities(read("Oldham County Water District"))) == ""
