"""Print and stamps of another gray are read apart."""

from __future__ import annotations

import numpy as np
import pymupdf
from ocr_pages import Gray, drawn

from ratebook.reading.ocr.inks import Inks, parted
from ratebook.reading.ocr.picture import Picture
from ratebook.reading.ocr.prepare import upright

SIZE = (400.0, 300.0)


def _page(stamp: float | None) -> Gray:
    """Nine lines of print, and a stamp of this gray (0 to 1) across the last of them."""
    made = pymupdf.open()
    page = made.new_page(width=SIZE[0], height=SIZE[1])
    for line in range(9):
        page.insert_text((40, 40 + 20 * line), f"Mercury Vapor {line} lamps of 175 W",
                         fontname="tiro", fontsize=11)  # fmt: skip
    if stamp is not None:
        for line, text in enumerate(("PUBLIC SERVICE", "COMMISSION", "EFFECTIVE", "4/1/2009")):
            page.insert_text((120, 190 + 13 * line), text, fontname="helv", fontsize=11,
                             color=(stamp, stamp, stamp))  # fmt: skip
    return drawn(made)


def _ink(gray: Gray, low: int, high: int) -> int:
    return int(((gray >= low) & (gray < high)).sum())


def _parted(gray: Gray) -> Inks:
    return parted(upright(Picture(1, *SIZE, gray)))


def test_a_stamp_of_lighter_ink_is_taken_off_the_print() -> None:
    gray = _page(0.5)
    inks = _parted(gray)
    assert len(inks.pieces) == 1
    assert _ink(inks.print.gray, 0, 40) == _ink(gray, 0, 40)
    below = slice(int(206 * 300 / 72), None)
    assert _ink(gray[below], 0, 160) > 1000
    assert _ink(inks.print.gray[below], 0, 160) == 0
    assert inks.pieces[0].sheer


def test_letters_beside_a_stamp_keep_strokes_as_light_as_its_ink() -> None:
    gray = _page(0.5)
    last = slice(int(190 * 300 / 72), int(203 * 300 / 72))
    beside = (last, slice(int(40 * 300 / 72), int(110 * 300 / 72)))
    # Courier's thin strokes after a scanner: the darker half of the letter alone is black.
    worn = gray.copy()
    worn[beside] = np.where((gray[beside] < 128) & (np.indices(gray[beside].shape)[0] % 8 < 4),
                            np.uint8(120), gray[beside])  # fmt: skip
    kept = _parted(worn).print.gray[beside]
    assert _ink(kept, 0, 160) == _ink(worn[beside], 0, 160)


def test_the_stamps_boxes_lead_back_to_the_page() -> None:
    piece = _parted(_page(0.5)).pieces[0].sheet
    rows, columns = np.nonzero(piece.gray < 160)
    box = piece.straight_box((float(columns.min()), float(rows.min()),
                              float(columns.max()), float(rows.max())))  # fmt: skip
    assert abs(box[0] - 120) < 12
    assert abs(box[3] - 229) < 12


def test_a_page_of_one_ink_stays_as_it_is() -> None:
    for gray in (_page(None), _page(0.0)):
        inks = _parted(gray)
        assert not inks.pieces
        assert (inks.print.gray == gray).all()


def test_black_and_white_tells_no_inks_apart() -> None:
    gray = np.where(_page(0.5) < 160, np.uint8(0), np.uint8(255))
    assert not _parted(gray).pieces


def test_a_stamp_of_which_few_letters_stand_free_is_taken_off_all_the_same() -> None:
    gray = _page(0.5)
    rows = [int((186 + 13 * line) * 300 / 72) for line in range(4)]
    for row, left in zip(rows, (176, 112, 112, 112), strict=True):
        gray[row - 4 : row, int(left * 300 / 72) : int(260 * 300 / 72)] = 0
    inks = _parted(gray)
    assert len(inks.pieces) == 1
    assert _ink(inks.pieces[0].sheet.gray, 100, 160) > 1000
