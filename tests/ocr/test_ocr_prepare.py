"""Pages set upright and cleaned; boxes that lead back to the page as it is."""

from __future__ import annotations

import io

import numpy as np
import pytest
from ocr_pages import SIZE, document, drawn, turned
from PIL import Image

from ratebook.reading.ocr.marks import rules_of, text_ink, text_of
from ratebook.reading.ocr.picture import Picture
from ratebook.reading.ocr.pixels import ink_of, parts_of, tiff_of
from ratebook.reading.ocr.prepare import cleaned, is_bilevel, upright


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 0.25, 1.4, 4.0])
def test_skew_is_found_and_taken_out(degrees: float) -> None:
    sheet = upright(Picture(1, *SIZE, turned(drawn(document(), 200), degrees)))
    assert sheet.skew == pytest.approx(-degrees, abs=0.12)


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 1.2])
def test_boxes_lead_back_to_the_page_as_it_is(quarter: int, degrees: float) -> None:
    made = document()
    made[0].draw_rect((300, 10, 312, 34), fill=(0, 0, 0))
    gray = np.rot90(turned(drawn(made), degrees), quarter)
    size = SIZE if quarter % 2 == 0 else SIZE[::-1]
    sheet = upright(Picture(1, *size, np.ascontiguousarray(gray)))
    assert sheet.turn % 2 == quarter % 2
    parts = sheet.parts.boxes
    x, y, w, h, _ = (float(side) for side in parts[parts[:, 4].argmax()])
    box = sheet.page_box(sheet.straight_box((x, y, x + w, y + h)))
    rows, columns = np.nonzero(_blob(gray))
    scale = 300 / 72
    there = (columns.min() / scale, rows.min() / scale, columns.max() / scale, rows.max() / scale)
    assert box == pytest.approx(there, abs=1.5)
    assert sheet.page_box(sheet.box_from_page(box))[0] <= box[0] + 0.01


def _blob(gray: np.ndarray) -> np.ndarray:
    """The black rectangle alone: ink that is still there after its edges are worn off."""
    ink = ink_of(np.ascontiguousarray(gray))
    worn = ink.copy()
    for axis in (0, 1):
        for step in range(-8, 9):
            worn &= np.roll(ink, step, axis)
    grown = worn.copy()
    for axis in (0, 1):
        base = grown.copy()
        for step in range(-8, 9):
            grown |= np.roll(base, step, axis)
    return grown


def test_ruling_lines_go_and_letters_that_cross_them_stay() -> None:
    made = document(ruled=True)
    made[0].insert_text((60, 69.5), "gypq", fontname="tiro", fontsize=12)
    ink = ink_of(drawn(made))
    scale = 300 / 72
    rules = rules_of(ink, scale)
    level = rules[round(47 * scale) - 3 : round(47 * scale) + 4].any(axis=0)
    assert level[round(32 * scale) : round(388 * scale)].mean() > 0.97
    plain = ink_of(drawn(document()))
    lost = plain & ~text_ink(ink, rules, scale)
    assert lost.sum() < 0.005 * plain.sum()
    descenders = (slice(round(68.2 * scale), round(72 * scale)), slice(250, 340))
    alone = document()
    alone[0].insert_text((60, 69.5), "gypq", fontname="tiro", fontsize=12)
    kept = (ink & ~rules)[descenders].sum()
    assert kept > 0.75 * ink_of(drawn(alone))[descenders].sum()


def test_dust_goes_and_points_and_commas_stay() -> None:
    clean = ink_of(drawn(document()))
    dusty = clean.copy()
    chance = np.random.default_rng(5)
    empty = ~np.logical_or.reduce([np.roll(clean, s, a) for s in (-6, 0, 6) for a in (0, 1)])
    spots = np.flatnonzero(empty.ravel() & (chance.random(clean.size) < 0.0005))
    dusty.ravel()[spots] = True
    kept = text_ink(dusty, np.zeros_like(dusty), 300 / 72)
    assert len(spots) > 100
    assert kept.ravel()[spots].mean() < 0.02
    assert (clean & ~kept).sum() == 0


def test_the_pieces_of_text_are_those_of_its_ink() -> None:
    ink = ink_of(drawn(document(ruled=True)))
    ink[5::97, 7::89] = True
    scale = 300 / 72
    clean, parts = text_of(ink, rules_of(ink, scale), scale)
    alone = parts_of(clean)
    assert ((parts.labels > 0) == clean).all()
    sized = parts.boxes[parts.boxes[:, 4] > 0]
    assert sorted(map(tuple, sized)) == sorted(map(tuple, alone.boxes))
    assert len(parts.boxes) > len(sized)


def test_several_pictures_are_pages_of_one_tiff() -> None:
    pictures = [np.arange(15, dtype=np.uint8).reshape(5, 3), np.full((2, 4), 200, np.uint8)]
    file = Image.open(io.BytesIO(tiff_of(pictures)))
    for number, gray in enumerate(pictures):
        file.seek(number)
        assert (np.asarray(file) == gray).all()
    assert file.n_frames == 2


def test_low_resolutions_are_enlarged_and_pages_of_two_tones_softened() -> None:
    gray = drawn(document(), 150)
    sheet = upright(Picture(1, *SIZE, gray))
    large, factor = cleaned(sheet)
    assert factor == pytest.approx(2.0, abs=0.01)
    assert large.shape[0] == pytest.approx(2 * gray.shape[0], abs=2)
    black_white = np.where(gray < 128, np.uint8(0), np.uint8(255))
    assert is_bilevel(black_white)
    assert not is_bilevel(gray)
    soft, _ = cleaned(upright(Picture(1, *SIZE, black_white)))
    assert ((soft > 40) & (soft < 215)).mean() > 0.01


def test_a_blank_page_stays_as_it_is() -> None:
    sheet = upright(Picture(1, 612, 792, np.full((1100, 850), 252, np.uint8)))
    assert (sheet.turn, sheet.skew) == (0, 0.0)
    assert not sheet.ink.any()
