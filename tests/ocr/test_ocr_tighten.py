"""Boxes drawn to the ink, on lines of upright strokes."""

from __future__ import annotations

import numpy as np

from ratebook.model.page import Word
from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.prepare import upright
from ratebook.reading.ocr.tighten import tightened

HIGH = 30
"""Pixels of a letter at 300 dpi: 7 points."""


def _page(*lines: tuple[int, list[tuple[int, int]]]) -> Upright:
    """A page of strokes: for each line its top row, and where its letters begin and end."""
    gray = np.full((600, 900), 255, np.uint8)
    for top, letters in lines:
        for start, end in letters:
            gray[top : top + HIGH, start:end] = 0
    return upright(Picture(1, 216, 144, gray), turn=0)


def _letters(start: int, count: int, wide: int = 12) -> list[tuple[int, int]]:
    return [(start + 16 * i, start + 16 * i + wide) for i in range(count)]


def test_a_line_is_as_high_as_its_own_ink() -> None:
    page = _page((200, _letters(100, 6)), (245, _letters(100, 6)), (290, _letters(100, 6)))
    (word,) = tightened([Word("Berry", (98.0, 225.0, 200.0, 300.0))], page)
    assert word.box is not None
    assert (word.box[1], word.box[3]) == (245, 275)


def test_a_narrow_first_letter_stays_with_its_word() -> None:
    first, second = _letters(100, 7), [(230, 234), *_letters(238, 9)]
    page = _page((200, [*first, *second]))
    line = [Word("Airport", (99.0, 195.0, 209.0, 235.0)),
            Word("Industrial", (236.0, 195.0, 382.0, 235.0))]  # fmt: skip
    left, right = tightened(line, page)
    assert left.box is not None
    assert right.box is not None
    assert left.box[2] == first[-1][1]
    assert right.box[0] == 230


def test_a_word_without_ink_keeps_its_box() -> None:
    page = _page((200, _letters(100, 6)))
    box = (400.0, 400.0, 480.0, 430.0)
    assert tightened([Word("ghost", box)], page)[0].box == box


def test_a_wide_first_letter_that_its_box_cuts_is_all_of_the_word() -> None:
    wide = (100, 124)
    page = _page((200, [wide, *_letters(130, 7)]))
    (word,) = tightened([Word("Addition", (120.0, 195.0, 240.0, 235.0))], page)
    assert word.box is not None
    assert word.box[0] < wide[0] + 5
