"""Rows of leading dots are taken off; points and ellipses stay."""

from __future__ import annotations

import pymupdf
import pytest
from ocr_pages import drawn

from ratebook.reading.ocr.leaders import without_leaders
from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.pixels import ink_of, parts_of
from ratebook.reading.ocr.prepare import upright

SIZE = (400.0, 120.0)


def _sheet(text: str, font: str = "tiro") -> Upright:
    made = pymupdf.open()
    page = made.new_page(width=SIZE[0], height=SIZE[1])
    page.insert_text((40, 60), text, fontname=font, fontsize=11)
    return upright(Picture(1, *SIZE, drawn(made)))


def _pieces(sheet: Upright) -> int:
    """How many letters, points and dots the page shows."""
    return len(parts_of(ink_of(sheet.gray)).boxes)


@pytest.mark.parametrize("font", ["tiro", "helv", "cour"])
@pytest.mark.parametrize("dots", [" ......... ", " . . . . . . . "])
def test_leaders_go_and_nothing_else(font: str, dots: str) -> None:
    led = _sheet(f"First 10 Mcf{dots}$2.7258 per Mcf", font)
    left = without_leaders(led)
    assert _pieces(left) == _pieces(_sheet("First 10 Mcf $2.7258 per Mcf", font))
    changed = left.gray != led.gray
    assert left.gray[changed].min() > 200


@pytest.mark.parametrize("text", ["as set out ... below, Inc. No. 5", "R.E.C.C. of U.S.A. 5.25"])
def test_an_ellipsis_and_points_stay(text: str) -> None:
    sheet = _sheet(text)
    assert without_leaders(sheet) is sheet


def test_the_dot_right_before_a_figure_stays() -> None:
    left = without_leaders(_sheet("Energy Charge .........0525"))
    assert _pieces(left) == _pieces(_sheet("Energy Charge .0525"))
