"""Words beside a stamp through which nothing shows are known as cut where others may be hidden."""

from __future__ import annotations

import pytest

from ratebook.model.page import Box, Cell, Line, Word
from ratebook.reading.ocr.hidden import with_cuts

STAMP: Box = (200.0, 100.0, 280.0, 140.0)
HEIGHT = 9.0


def _line(top: float, *cells: tuple[float, str]) -> Line:
    """A line whose cells begin at a left edge each, letters being five points wide."""
    made: list[Cell] = []
    for left, text in cells:
        at, words = left, list[Word]()
        for part in text.split():
            words.append(Word(part, (at, top, at + 5.0 * len(part), top + HEIGHT), 0.9, "a", part))
            at += 5.0 * len(part) + 3
        made.append(Cell(text, left, at - 3, tuple(words)))
    return Line(1, None, tuple(made))


def _cut(*lines: Line) -> list[str]:
    return [w.text for line in with_cuts(lines, [STAMP]) for w in line.words if w.cut]


LAMP = (60.0, "150 Watt HPS 9,500 Lumens")
ABOVE = _line(80, LAMP, (205, "Cobra Head"), (330, "$9.05"))


def test_a_name_goes_on_below_where_its_column_has_a_cell() -> None:
    hidden = _line(115, LAMP, (330, "$28.68"))
    assert _cut(ABOVE, hidden) == ["Lumens", "$28.68"]


def test_a_column_of_amounts_hides_no_name() -> None:
    above = _line(80, LAMP, (205, "$9.05"), (330, "(N)"))
    assert _cut(above, _line(115, LAMP, (330, "(N)"))) == []


def test_a_row_that_is_legible_through_the_stamp_is_whole() -> None:
    assert _cut(ABOVE, _line(115, LAMP, (205, "Flood Light Dir."), (330, "$28.68"))) == []


def test_rows_that_leave_the_place_blank_hide_nothing() -> None:
    assert _cut(_line(80, LAMP, (330, "$9.05")), _line(115, LAMP, (330, "$28.68"))) == []


@pytest.mark.parametrize("behind", ["be filed no later", ""])
def test_a_sentence_that_ends_at_the_stamp_may_go_on(behind: str) -> None:
    cells = [(100.0, "a request for info"), *([(290.0, behind)] if behind else [])]
    assert _cut(_line(115, *cells)) == ["info", *behind.split()[:1]]


def test_print_above_or_below_is_not_cut() -> None:
    assert _cut(_line(84, (100, "a request for info")), _line(146, (100, "was received"))) == []
