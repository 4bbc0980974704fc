"""Stamps told from print by what they say, and words that something crosses."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest
from ocr_pages import Gray, turned

from ratebook.model.page import Line, Word
from ratebook.reading.layout import lines_of
from ratebook.reading.ocr.picture import Picture
from ratebook.reading.ocr.prepare import upright
from ratebook.reading.ocr.stamps import stamps_of
from ratebook.reading.ocr.touch import frames_of, touched

EFFECTIVE = (
    "PUBLIC SERVICE COMMISSION", "OF KENTUCKY", "EFFECTIVE", "8/12/2011",
    "PURSUANT TO 807 KAR 5:011", "SECTION 9 (1)", "Executive Director",
)  # fmt: skip
WIDTH = 6.0


def _centred(texts: tuple[str, ...], middle: float, top: float, step: float = 13) -> list[Word]:
    words: list[Word] = []
    for row, text in enumerate(texts):
        left = middle - WIDTH * len(text) / 2
        for word in text.split():
            right = left + WIDTH * len(word)
            words.append(Word(word, (left, top + step * row, right, top + step * row + 9)))
            left = right + WIDTH
    return words


def _lines(*blocks: list[Word]) -> tuple[Line, ...]:
    return lines_of([word for block in blocks for word in block], 1, level=True)


def _texts(lines: tuple[Line, ...], ids: frozenset[int]) -> set[str]:
    return {word.text for line in lines for word in line.words if id(word) in ids}


def test_an_effective_stamp_is_found_with_all_its_words() -> None:
    print_line = _centred(("DATE OF ISSUE May 2, 2011",), 150, 613)
    lines = _lines(_centred(EFFECTIVE, 450, 600), print_line)
    (found,) = stamps_of(lines)
    assert found.kind == "effective"
    assert _texts(lines, found.words) == {word for text in EFFECTIVE for word in text.split()}
    assert found.box == pytest.approx((450 - 75, 600, 450 + 75, 687), abs=1)


def test_letters_read_wrongly_do_not_hide_a_stamp() -> None:
    damaged = ("PUBLlC SERVICE COMMISSI0N", "0F KENTUCKY", "EFFECTlVE", "8/12/2011",
               "PURSUANT T0 807 KAR 5:01l", "SECTION 9 (l)")  # fmt: skip
    assert [stamp.kind for stamp in stamps_of(_lines(_centred(damaged, 450, 600)))] == ["effective"]


def test_a_stamp_that_runs_into_print_on_its_level_is_found() -> None:
    print_line = _centred(("ISSUED BY AUTHORITY OF AN ORDER IN CASE NO. 2011-00036",), 200, 600)
    lines = _lines(print_line, _centred(EFFECTIVE, 450, 600))
    (found,) = stamps_of(lines)
    assert {"PUBLIC", "SERVICE", "COMMISSION"} <= _texts(lines, found.words)
    assert "2011-00036" not in _texts(lines, found.words)


def test_a_row_of_print_that_runs_into_a_stamp_is_none_of_its_lines() -> None:
    """`KY 1: PUBLIC SERVICE`, and `Dog V` that the next line of the stamp stands beside."""
    received = ("RECEIVED", "APR 13 2021", "PUBLIC SERVICE", "COMMISSION")
    rows = [Word("KY", (272, 426, 283, 435)), Word("1:", (289, 426, 298, 435)),
            Word("Dog", (272, 413, 290, 422)), Word("V", (294, 413, 298, 422))]  # fmt: skip
    lines = _lines(_centred(received, 350, 400), rows)
    (found,) = stamps_of(lines)
    assert _texts(lines, found.words) == {word for text in received for word in text.split()}
    assert found.box[0] > 300


def test_a_stamps_last_line_amid_print_is_its_own() -> None:
    texts = ("RECEIVED", "AUG 17 2021", "PUBLIC SERVICE", "COMMISSION")
    stamp = _centred(texts, 300, 100)
    before = _centred(("shall answer no la",), 300 - 30 - 6 - 54, 139)
    behind = _centred(("ber 5, 2017.",), 300 + 30 + 6 + 36, 139)
    lines = _lines(before, stamp, behind)
    (found,) = stamps_of(lines)
    assert _texts(lines, found.words) == {word for text in texts for word in text.split()}


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("CANCELLED", "JUN 10 2010", "KENTUCKY PUBLIC", "SERVICE COMMISSION"), "cancelled"),
        (("FILED", "6-21-16", "04:59 PM"), "filed"),
        (("RECEIVED", "APR 12 2009", "PUBLIC SERVICE", "COMMISSION"), "received"),
    ],
)
def test_other_stamps_bring_their_dates(texts: tuple[str, ...], kind: str) -> None:
    lines = _lines(_centred(texts, 120, 40))
    (found,) = stamps_of(lines)
    assert found.kind == kind
    assert _texts(lines, found.words) == {word for text in texts for word in text.split()}


@pytest.mark.parametrize("mark", ["C11/5/10", "C 6/30/2011", "c1/2/09"])
def test_a_clerks_mark_is_found(mark: str) -> None:
    assert [stamp.kind for stamp in stamps_of(_lines(_centred((mark,), 80, 760)))] == ["clerk"]


@pytest.mark.parametrize(
    "texts",
    [
        ("PUBLIC SERVICE COMMISSION OF KENTUCKY", "RATES AND CHARGES"),
        ("DATE EFFECTIVE April 1, 2009", "ISSUED BY J. Smith"),
        ("the order of the Commission is effective on this date", "and shall be filed"),
        ("FILED", "with the tariff of the company"),
        ("C1/2 inch pipe", "Effective", "8.45"),
    ],
)
def test_print_is_no_stamp(texts: tuple[str, ...]) -> None:
    assert stamps_of(_lines(_centred(texts, 300, 100))) == []


def _page(stroke: bool = False, colour: bool = False) -> tuple[Gray, list[tuple[float, ...]]]:
    made = pymupdf.open()
    page = made.new_page(width=300, height=120)
    for row, text in enumerate(("12.06", "45.17", "98.30")):
        page.insert_text((40, 40 + 25 * row), text, fontname="helv", fontsize=10)
    if stroke:
        page.draw_bezier((48, 20), (60, 50), (44, 50), (56, 76), width=1.2)
    if colour:
        page.draw_line((36, 84), (70, 90), color=(0.8, 0, 0), width=2)
    pixels = page.get_pixmap(dpi=300)
    drawn = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w, 3)
    return drawn, [(40, 32 + 25 * row, 68, 41 + 25 * row) for row in range(3)]


@pytest.mark.parametrize(
    ("stroke", "colour", "expected"),
    [
        (False, False, [False, False, False]),
        (True, False, [True, True, False]),
        (False, True, [False, False, True]),
    ],
)
def test_strokes_and_coloured_ink_touch_the_words_they_cross(
    stroke: bool, colour: bool, expected: list[bool]
) -> None:
    pixels, places = _page(stroke, colour)
    sheet = upright(Picture(1, 300, 120, pixels))
    boxes = [sheet.pixel_box((p[0], p[1], p[2], p[3])) for p in places]
    assert touched(sheet, boxes, [False] * 3, []) == expected


def test_words_under_and_right_beside_a_stamp_are_touched() -> None:
    pixels, places = _page()
    sheet = upright(Picture(1, 300, 120, pixels))
    boxes = [sheet.pixel_box((p[0], p[1], p[2], p[3])) for p in places]
    stamp = sheet.pixel_box((72, 30, 150, 60))
    assert touched(sheet, boxes, [False] * 3, [stamp]) == [True, True, False]


def test_a_stamp_s_word_right_behind_print_may_have_lost_its_beginning() -> None:
    pixels, _ = _page()
    sheet = upright(Picture(1, 300, 120, pixels))
    printed, near, apart = (200, 90, 240, 100), (242, 91, 270, 100), (247, 91, 270, 100)
    assert touched(sheet, [printed, near], [False, True], []) == [False, True]
    assert touched(sheet, [printed, apart], [False, True], []) == [False, False]


def test_the_frame_of_a_stamp_is_found_on_a_skewed_page() -> None:
    made = pymupdf.open()
    page = made.new_page(width=400, height=200)
    for row in range(6):
        page.insert_text((20, 30 + 25 * row), "MONTHLY CHARGES", fontname="helv", fontsize=10)
    page.draw_rect((200, 60, 340, 150), width=1)
    pixels = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    gray = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w)
    (frame,) = frames_of(upright(Picture(1, 400, 200, turned(gray, 1.1))))
    assert (frame[2] - frame[0], frame[3] - frame[1]) == pytest.approx((140, 90), abs=3)
