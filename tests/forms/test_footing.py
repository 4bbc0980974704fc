"""Dates behind the labels of a foot."""

from __future__ import annotations

import pytest

from ratebook.forms.sheets.footing import read_foot
from ratebook.model.page import Cell, Line, Word
from ratebook.rules.jurisdiction import load_jurisdictions
from ratebook.rules.locate import rule_directories

KY = load_jurisdictions(rule_directories())["KY"]


def _issued(*cells: str) -> list[str | None]:
    at, placed = 0.0, list[Cell]()
    for text in cells:
        placed.append(Cell(text, at, at + len(text)))
        at += len(text) + 4
    foot = read_foot([Line(1, 1, tuple(placed))], [], KY, typed=True)
    return [capture.token.value for capture in foot.dates["issued"]]


@pytest.mark.parametrize(
    ("cells", "issued"),
    [
        (("DATE OF ISSUE: 02-02-08", "DATE EFFECTIVE: 03-01-08"), ["2008-02-02"]),
        (("DATE OF ISSUE", "02-02-08", "DATE EFFECTIVE", "03-01-08"), ["2008-02-02"]),
        # Its own date is worn, the label of the other is lost.
        (("DATE OF ISSUE: 02-0Z=o8", "03-01-08"), []),
    ],
)
def test_a_label_takes_no_date_behind_worn_figures(
    cells: tuple[str, ...], issued: list[str]
) -> None:
    assert _issued(*cells) == issued


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["TITLE Manager, Rates and Regulation"], "Manager, Rates and Regulation"),
        (["TITLE Manager, Rates and Regulation -"], "Manager, Rates and Regulation"),
        (["TITLE Manager, Rates and", "Regulation"], "Manager, Rates and Regulation"),
        (
            ["TITLE President and Chief", "Executive Officer"],
            "President and Chief Executive Officer",
        ),
        # What leads from the one to the other is lost.
        (["TITLE President", "Executive Officer"], None),
        (["TITLE President, R4tes and Regulation 7"], None),
    ],
)
def test_a_title_is_whole_or_open(lines: list[str], title: str | None) -> None:
    rows = [Line(1, n, (Cell(text, 0.0, 90.0),)) for n, text in enumerate(lines, 1)]
    said = read_foot(rows, [], KY, typed=True).issuer_title
    assert said is not None
    assert said.value == title


def test_a_title_before_a_comma_and_another_cell_stays_open() -> None:
    cells = (Cell("TITLE: Vice President,", 0.0, 90.0), Cell("Purchasing", 100.0, 140.0))
    said = read_foot([Line(1, 1, cells)], [], KY, typed=True).issuer_title
    assert said is not None
    assert said.value is None


def _crossed_title(said: list[tuple[str, str]], *, cut: bool = False) -> str | None:
    """The title of a scanned line all of whose words a stroke crosses."""
    words = tuple(
        Word(first, (40.0 * n, 0.0, 40.0 * n + 38, 9.0), 0.9, "a", second, True, cut)
        for n, (first, second) in enumerate(said)
    )
    line = Line(1, None, (Cell(" ".join(first for first, _ in said), 0.0, 300.0, words),))
    title = read_foot([line], [], KY, typed=False).issuer_title
    return title.value if title else None


def test_strokes_through_a_title_of_the_closed_list_that_fills_its_cell_leave_it_legible() -> None:
    said = [("President", "President"), ("&", "&"), ("CEO", "GEO")]
    assert _crossed_title(said) == "President & CEO"
    assert _crossed_title([("TITLE", "TITLE"), *said]) == "President & CEO"
    assert _crossed_title(said, cut=True) is None


@pytest.mark.parametrize(
    "said",
    [
        [("President", "President")],
        [("Vice", "Vice"), ("President", "President")],
        [("President", "President"), ("&", "&"), ("CEO", "CF0x")],
        [("President", "President"), ("&", "&"), ("CEO", "CEO"), ("Eme", "w")],
    ],
)
def test_what_may_be_another_title_below_strokes_stays_open(said: list[tuple[str, str]]) -> None:
    assert _crossed_title(said) is None


def test_a_title_behind_crossed_words_of_its_label_stays_open() -> None:
    said = [("TILE:", False), ("ET", True)], [("CEO", False)]
    cells: list[Cell] = []
    for at, row in enumerate(said):
        words = tuple(
            Word(text, (90.0 * at + 9 * n, 0.0, 90.0 * at + 9 * n + 8, 9.0), 0.9, touched=touched)
            for n, (text, touched) in enumerate(row)
        )
        text = " ".join(word.text for word in words)
        cells.append(Cell(text, 90.0 * at, 90.0 * at + 40, words))
    title = read_foot([Line(1, None, tuple(cells))], [], KY, typed=True).issuer_title
    assert title is not None
    assert title.value is None
