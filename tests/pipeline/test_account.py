"""Every line is read, known text, or an issue; a price nobody reads is never known text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratebook.model.page import Cell, Document, Line, Page, Word
from ratebook.noise import make
from ratebook.pipeline.account import BY, account
from ratebook.pipeline.read import Reading, read_path
from ratebook.records.ledger import Ledger

SHEET = """Pine Bluff Water District
P.S.C. KY. NO. 4
2nd Revised Sheet No. 11
Cancelling P.S.C. KY. NO. 4
1st Revised Sheet No. 11

RULES FOR METERS

The district reads every meter once a month.
{more}

Date of Issue: March 3, 2031
Date Effective: April 3, 2031
Issued By: ______________
Title: Manager
"""


def read(more: str) -> Reading:
    return read_path(SHEET.format(more=more).encode(), name="sheet.txt", ocr="never")


def counts(reading: Reading) -> tuple[int, int, int, int]:
    v = reading.records[0].values
    return (v["lines"], v["lines_read"], v["lines_known"], v["lines_issue"])


def test_words_are_known_text() -> None:
    reading = read("Meters are the property of the district.")
    lines, got, known, issue = counts(reading)
    assert lines == got + known + issue == len(reading.document.lines)
    assert known >= 2
    assert issue == 0


@pytest.mark.parametrize(
    "said",
    [
        "A meter that is lost costs its owner $211.40 in the year 2031.",
        "The marketing rate of the programmed hours is $.05257 and no more.",
    ],
)
def test_a_price_that_nothing_reads_is_an_issue_or_a_value_and_never_known_text(said: str) -> None:
    reading = read(said)
    told = [r for r in reading.records if r.kind == "issue" and r.values["line"] == 10]
    valued = [e for r in reading.records for e in r.evidence.values() if e["line"] == 10]
    assert told or valued
    assert not [c for c in reading.claims if c.by == BY and c.text == said]


def test_an_issue_on_a_page_that_lies_on_its_side_is_of_one_line() -> None:
    # Upright lines, one beside the other: all of them cross the height of the issue.
    words = [Word(f"line {n}", (100.0 + 20 * n, 50.0, 110.0 + 20 * n, 700.0)) for n in range(5)]
    lines = [Line(1, None, (Cell(w.text, 50.0, 700.0, (w,)),)) for w in words]
    document = Document("side.pdf", "", "scan", (Page(1, tuple(lines), "scan", "one"),), ("one",))
    ledger = Ledger()
    for line in lines:
        ledger.claim(line, "form", "row")
    told = {"page": 1, "line": None, "box": [141.0, 400.0, 149.0, 460.0], "code": "unconfirmed"}
    found = account(document, ledger, [told])
    assert (found.lines, found.read, found.issue) == (5, 4, 1)


def test_a_letter_is_an_issue_whole() -> None:
    text = "Dear Director:\nEnclosed are ten copies of our answers.\nSincerely,\n"
    lines, got, known, issue = counts(read_path(text.encode(), name="letter.txt"))
    assert (lines, got, known, issue) == (3, 0, 0, 3)


@pytest.mark.parametrize("quality", ["native", "text"])
@pytest.mark.parametrize("form", ["cooperative", "investor", "gas", "water", "book", "primary"])
def test_books_leave_less_than_three_lines_in_a_hundred(
    form: str, quality: str, tmp_path: Path
) -> None:
    total = issues = 0
    for path in make(tmp_path, [form], 47, (), [quality]):
        reading = read_path(path, ocr="never")
        lines, got, known, issue = counts(reading)
        assert lines == got + known + issue
        claimed = {(c.page, c.line, c.text) for c in reading.claims}
        silent = [
            line
            for line in reading.document.lines
            if (line.page, line.number, line.text) not in claimed
        ]
        assert len(silent) <= issue
        total, issues = total + lines, issues + issue
    assert total > 100
    assert issues < 0.03 * total
