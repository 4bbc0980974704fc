"""The utility's name in the head of a sheet."""

from __future__ import annotations

import pytest

from ratebook.forms.sheets.companies import utility_on
from ratebook.forms.sheets.names import names_of
from ratebook.model.page import Cell, Line, Word
from ratebook.rules.jurisdiction import load_jurisdictions
from ratebook.rules.locate import rule_directories

KY = load_jurisdictions(rule_directories())["KY"]


def _named(*cells: str) -> str | None:
    at, placed = 0.0, list[Cell]()
    for text in cells:
        placed.append(Cell(text, at, at + len(text)))
        at += len(text) + 4
    found = utility_on(Line(1, 1, tuple(placed)))
    return found.value if found else None


def test_the_end_of_a_name_behind_a_gap_is_a_part_of_it() -> None:
    assert _named("ELK HORN ELECTRIC COOPERATIVE,", "INC.") == "ELK HORN ELECTRIC COOPERATIVE, INC."


def test_another_cell_is_no_part_of_a_name() -> None:
    assert _named("ELK HORN ELECTRIC COMPANY", "CORPORATION COUNSEL") == "ELK HORN ELECTRIC COMPANY"


def _scanned(text: str, top: float) -> Line:
    """A line in capitals on a scan: its box ends where the ink does."""
    word = Word(text, (80.0, top, 80.0 + 5.7 * len(text), top + 6.0), 0.99, "rapidocr", text)
    return Line(1, None, (Cell(text, 80.0, 80.0 + 5.7 * len(text), (word,)),))


@pytest.mark.parametrize(
    ("rows", "title", "worn"),
    [
        ([("NET METERING SERVICE LESS", 20), ("USE OF LINES", 32)],
         "NET METERING SERVICE LESS USE OF LINES", False),
        ([("COGENERATION RATE LESS THAN", 20), ("100 KW", 32)],
         "COGENERATION RATE LESS THAN 100 KW", False),
        ([("COGENERATION RATE LESS THAN", 20), ("AVAILABILITY", 50)],
         "COGENERATION RATE LESS THAN", True),
        ([("POLE RENTAL", 20), ("BILLING AND ACCOUNTS", 44)], "POLE RENTAL", False),
    ],
)  # fmt: skip
def test_a_title_is_all_its_lines_or_worn(
    rows: list[tuple[str, float]], title: str, worn: bool
) -> None:
    lines = [_scanned("ELK HORN ELECTRIC COMPANY", 0.0), *(_scanned(*row) for row in rows)]
    found = names_of(lines, KY).title
    assert found is not None
    assert (found.value, found.worn) == (title, worn)


@pytest.mark.parametrize(
    ("label", "code"), [("Standard Rate", "RS"), ("Standard Rate Rider", "CSR"), ("Tariff", "TODS")]
)
def test_a_schedule_is_told_by_its_label_and_code_and_titled_below(label: str, code: str) -> None:
    rows = (("ELK HORN ELECTRIC COMPANY",), (label, code), ("Service of Many Kinds",))
    lines = [
        Line(1, n, tuple(Cell(t, 30.0 * i, 30.0 * i + len(t)) for i, t in enumerate(row)))
        for n, row in enumerate(rows, 1)
    ]
    names = names_of(lines, KY)
    assert names.schedule is not None
    assert names.schedule.value == code
    assert names.title is not None
    assert names.title.value == "Service of Many Kinds"


def test_a_company_with_a_speck_in_its_name_is_no_title() -> None:
    rows = ("MILL SPRING RURAL: ELECTRIC COOPERATIVE CORPORATION", "SCHEDULE B-1", "CONTRACT RATE")
    found = names_of([_scanned(text, 12.0 * n) for n, text in enumerate(rows)], KY).title
    assert found is not None
    assert found.value == "CONTRACT RATE"


@pytest.mark.parametrize(
    ("rows", "schedule", "title"),
    [
        ((("SCHEDULE 1 - FARM SERVICE", "RATE PER UNIT"),), "1", "FARM SERVICE"),
        ((("FARM SERVICE", "RATE"), ("SCHEDULE F", "PER UNIT")), "F", "FARM SERVICE"),
        ((("Schedule 3",), ("Schools & Churches", "| RATE PER UNIT")), "3", "Schools & Churches"),
        ((("STREET LIGHTS - SCHEDULE SL", "RATE"), ("", "PER LIGHT")), "SL", "STREET LIGHTS"),
    ],
)
def test_what_the_form_prints_over_its_column_of_prices_is_of_no_title(
    rows: tuple[tuple[str, ...], ...], schedule: str, title: str
) -> None:
    lines = [
        Line(1, n, tuple(Cell(t, 50.0 * i, 50.0 * i + len(t)) for i, t in enumerate(row)))
        for n, row in enumerate((("ELK HORN ELECTRIC COMPANY",), *rows), 1)
    ]
    names = names_of(lines, KY)
    assert names.schedule is not None
    assert names.title is not None
    assert (names.schedule.value, names.title.value) == (schedule, title)
