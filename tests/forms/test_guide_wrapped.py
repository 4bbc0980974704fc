"""Access methods whose texts are wrapped in their columns, on a page with geometry."""

from __future__ import annotations

from dataclasses import replace

from ratebook.forms.guides.doubt import doubts
from ratebook.forms.guides.table import find_table
from ratebook.model.page import Box, Cell, Line, Word

LEFTS = (50.0, 150.0, 200.0, 250.0, 350.0, 450.0)


def _line(top: float, *texts: str) -> Line:
    cells: list[Cell] = []
    for left, text in zip(LEFTS, texts, strict=False):
        if not text:
            continue
        words: list[Word] = []
        x = left
        for part in text.split():
            words.append(Word(part, (x, top, x + 5 * len(part), top + 9)))
            x += 5 * len(part) + 3
        cells.append(Cell(text, left, x - 3, tuple(words)))
    return Line(1, None, tuple(cells))


LINES = [
    _line(100, "Method", "1st", "3rd", "Customer Types", "Data Types", "Latency"),
    _line(112, "", "Party", "Party"),
    _line(124, "Web Portal", "Yes", "No", "Residential,", "Bills,", "Next day"),
    _line(136, "", "", "", "Commercial", "usage"),
    _line(148, "Green Button", "No", "No", "N/A", "N/A", "Never"),
    _line(160, "Connect"),
    _line(184, "Billing Data"),
    _line(196, "Members see bills of the past two years online."),
    _line(208, "For older bills call."),
]


def test_a_heading_and_rows_over_two_lines_are_one() -> None:
    table = find_table(LINES)
    assert table is not None
    assert [row.cells["method"] for row in table.rows] == ["Web Portal", "Green Button Connect"]
    assert table.rows[0].cells["customers"] == "Residential, Commercial"
    assert table.rows[0].cells["data"] == "Bills, usage"
    assert (table.rows[1].cells["first_party"], table.rows[1].cells["third_party"]) == ("no", "no")


def test_a_heading_below_the_table_is_no_part_of_it() -> None:
    table = find_table(LINES)
    assert table is not None
    assert len(table.lines) == 6


def test_the_words_of_all_lines_are_the_place_of_a_text() -> None:
    table = find_table(LINES)
    assert table is not None
    place = table.rows[0].places["customers"]
    assert [word.text for word in place.words] == ["Residential,", "Commercial"]


def test_a_row_whose_answers_a_stamp_hides_is_no_part_of_the_one_above() -> None:
    stamp = Word("RECEIVED", (146, 149, 215, 158))
    row = _line(148, "EDI", "", "", "N/A", "N/A", "Never")
    cells = (row.cells[0], Cell(stamp.text, 146, 215, (stamp,)), *row.cells[1:])
    after = _line(160, "Text alerts", "Yes", "No", "Residential", "Balance", "Same day")
    table = find_table([*LINES[:4], Line(1, None, cells), after])
    assert table is not None
    assert [row.cells.get("first_party") for row in table.rows] == ["yes", None, "yes"]
    assert table.rows[0].cells["latency"] == "Next day"
    doubtful = doubts(table).fields
    assert set(doubtful) == {id(table.rows[1])}
    assert doubtful[id(table.rows[1])] >= {"customers", "data", "latency"}


def test_a_blank_cell_slides_no_column_of_a_page_with_geometry() -> None:
    blank = _line(160, "Text alerts", "Yes", "No", "Residential", "Balance")
    table = find_table([*LINES[:5], blank])
    assert table is not None
    assert set(doubts(table).fields) <= {id(table.rows[-1])}


def test_lines_of_a_skewed_page_go_on_with_their_row() -> None:
    table = find_table([_skewed(line, 0.025) for line in LINES])
    assert table is not None
    assert [row.cells["method"] for row in table.rows] == ["Web Portal", "Green Button Connect"]
    assert table.rows[0].cells["data"] == "Bills, usage"


def _skewed(line: Line, slope: float) -> Line:
    """The line falling by `slope` to the right, its cells where they stand on the plumb page."""
    cells = tuple(
        cell._replace(
            words=tuple(replace(w, box=_lower(w.box, slope)) for w in cell.words if w.box)
        )
        for cell in line.cells
    )
    return replace(line, cells=cells)


def _lower(box: Box, slope: float) -> Box:
    drop = slope * box[0]
    return (box[0], box[1] + drop, box[2], box[3] + drop)
