"""Native PDF through the door of the floor; every file is made here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from ratebook.model.page import Document
from ratebook.reading.open import read_document
from ratebook.reading.soundness import is_broken_text

PROSE = "The utility shall furnish service to the customer under the terms of this schedule"


def made(draw: Callable[[pymupdf.Page], object], **page: float) -> Document:
    book = pymupdf.open()
    draw(book.new_page(**page))
    return read_document(book.tobytes(), name="made.pdf", ocr="never")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def codes(document: Document) -> set[str]:
    return {finding.code for finding in document.findings}


def test_a_table_and_its_places() -> None:
    def draw(page: pymupdf.Page) -> None:
        for n, (label, amount) in enumerate([("Customer Charge", "$ 12.34"), ("Energy", "$ 0.05")]):
            page.insert_text((72, 100 + 16 * n), label)
            page.insert_text((300, 100 + 16 * n), amount)

    document = made(draw)
    assert texts(document) == ["Customer Charge\t$ 12.34", "Energy\t$ 0.05"]
    line = document.lines[0]
    box = line.box_between(line.text.index("12.34"), len(line.text))
    assert box is not None
    assert box[0] == pytest.approx(309, abs=3)
    assert box[1] < 97 < box[3]
    assert (document.source, document.readers) == ("text-layer", ("pymupdf",))
    assert document.findings == ()


def test_a_raised_footnote_mark_does_not_become_a_digit() -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 100), "in Case No. 2031-00777", fontsize=11)
        end = 72 + pymupdf.get_text_length("in Case No. 2031-00777", fontsize=11)
        page.insert_text((end, 96), "7", fontsize=6)
        page.insert_text((72, 130), "4", fontsize=11)
        page.insert_text((78.2, 126), "th", fontsize=6)
        page.insert_text((86.5, 130), "Revised", fontsize=11)

    assert texts(made(draw)) == ["in Case No. 2031-00777⁷", "4th Revised"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_as_they_are_shown(turn: int) -> None:
    straight = pymupdf.open()
    page = straight.new_page(width=612, height=792)
    page.insert_text((72, 100), "Sheet No. 12")
    page.insert_text((300, 130), "4.56")
    turned = pymupdf.open()
    wide = turn in (90, 270)
    leaf = turned.new_page(width=792 if wide else 612, height=612 if wide else 792)
    leaf.show_pdf_page(leaf.rect, straight, 0, rotate=-turn)
    leaf.set_rotation(360 - turn)
    document = read_document(turned.tobytes(), name="turned.pdf", ocr="never")
    assert texts(document) == ["Sheet No. 12", "4.56"]
    box = document.lines[0].box
    assert box is not None
    assert box[:2] == pytest.approx((72, 88), abs=4)
    assert (document.pages[0].width, document.pages[0].height) == (612, 792)


@pytest.mark.parametrize("way", [90, 270])
def test_text_set_sideways_is_read_and_told(way: int) -> None:
    def draw(page: pymupdf.Page) -> None:
        for n in range(5):
            x = 100 + 20 * n if way == 90 else 500 - 20 * n
            start, end = (700, 300) if way == 90 else (100, 500)
            page.insert_text((x, start), f"Feeder number {n}", rotate=way)
            page.insert_text((x, end), f"{n}.5", rotate=way)

    document = made(draw)
    assert texts(document) == [f"Feeder number {n}\t{n}.5" for n in range(5)]
    assert "sideways-text" in codes(document)
    box = document.lines[0].box
    assert box is not None
    assert box[3] - box[1] > box[2] - box[0]


def picture() -> bytes:
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 300, 400), False)
    pixels.clear_with(255)
    for row in range(50, 60):
        for column in range(40, 200):
            pixels.set_pixel(column, row, (0,))
    return bytes(pixels.tobytes("png"))


def test_invisible_text_over_a_picture_is_hidden_ocr() -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=picture())
        page.insert_text((72, 100), PROSE, render_mode=3)

    document = made(draw)
    assert document.source == "hidden-ocr"
    assert texts(document) == [PROSE]


def test_a_scan_with_a_filing_stamp_waits_for_its_pixels() -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, stream=picture())
        page.insert_text((450, 60), "FILED 04-05-31")

    document = made(draw)
    assert document.pages[0].source == "scan"
    assert texts(document) == ["FILED 04-05-31"]


def test_a_scan_without_words_is_a_finding_and_a_blank_page_is_not() -> None:
    scanned = made(lambda page: page.insert_image(page.rect, stream=picture()))
    assert (scanned.source, codes(scanned)) == ("scan", {"no-words"})
    blank = made(lambda page: None)
    assert (blank.source, codes(blank)) == ("text-layer", set())


def test_a_large_picture_beside_text_is_told_and_a_logo_is_not() -> None:
    def draw(page: pymupdf.Page, share: float) -> None:
        page.insert_text((72, 60), PROSE)
        bottom = 100 + share * page.rect.height
        box = pymupdf.Rect(0, 100, page.rect.width, bottom)
        page.insert_image(box, stream=picture(), keep_proportion=False)

    large = made(lambda page: draw(page, 0.4))
    assert (large.source, codes(large)) == ("text-layer", {"unread-picture"})
    assert codes(made(lambda page: draw(page, 0.1))) == set()


def test_a_page_whose_recogniser_fails_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures import Future

    from ratebook.reading import pdf

    def failing(*_: object) -> Future[object]:
        broken: Future[object] = Future()
        broken.set_exception(RuntimeError("the engine gave up"))
        return broken

    monkeypatch.setattr(pdf.Scanner, "read", failing)
    book = pymupdf.open()
    book.new_page().insert_text((72, 100), "Sheet 1")
    scanned = book.new_page()
    scanned.insert_image(scanned.rect, stream=picture())
    document = read_document(book.tobytes(), name="x.pdf")
    assert texts(document) == ["Sheet 1"]
    found = {finding.code: finding.message for finding in document.findings}
    assert "the engine gave up" in found["unreadable-page"]


def test_a_figure_printed_over_another_is_marked_and_witnessed() -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 100), PROSE)
        page.insert_text((300, 140), "56.31")
        page.insert_text((304, 142), "KY539 PSC")
        page.insert_text((300, 200), "7.25")

    document = made(draw)
    words = {word.text: word for line in document.lines for word in line.words}
    assert words["7.25"].second == "7.25"
    assert not words["7.25"].touched
    assert any(word.touched for word in words.values())
    assert "readers-disagree" in codes(document)
    (message, *_) = [f.message for f in document.findings if f.code == "readers-disagree"]
    assert "pdfplumber reads" in message


def test_a_typeset_table_needs_no_witness() -> None:
    def draw(page: pymupdf.Page) -> None:
        for n in range(40):
            page.insert_text((72, 60 + 11 * n), f"Row {n} of the table")
            page.insert_text((300, 60 + 11 * n), f"{n},{n:03d}.{n:02d} (I)")

    document = made(draw)
    assert all(word.second is None for line in document.lines for word in line.words)
    assert len(document.lines) == 40


def test_characters_without_a_map_are_not_taken_for_words() -> None:
    assert is_broken_text(["\ue012\ue034\ue056"] * 12)
    assert is_broken_text(["(cid:12)(cid:40)"] * 10)
    assert is_broken_text(["жщдф", "шлкй"] * 10)
    shifted = ["".join(chr(ord(sign) - 29) for sign in word) for word in PROSE.split()]
    assert is_broken_text(shifted * 3)
    assert not is_broken_text(PROSE.split() * 3)
    assert not is_broken_text(["\uf0b7"] * 8 + PROSE.split())
    assert not is_broken_text(["kWh", "kVAR", "HPS", "MW", "§", "¢", "–", *PROSE.split()])


def test_one_bad_page_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from ratebook.reading import textlayer

    sound = textlayer._read  # pyright: ignore[reportPrivateUsage]

    def failing(leaf: object, number: int) -> textlayer.Sheet:
        if number == 2:
            raise RuntimeError("cannot find font")
        return sound(leaf, number)

    monkeypatch.setattr(textlayer, "_read", failing)
    book = pymupdf.open()
    for n in range(3):
        book.new_page().insert_text((72, 100), f"Sheet {n}")
    document = read_document(book.tobytes(), name="x.pdf")
    assert texts(document) == ["Sheet 0", "Sheet 2"]
    assert [(f.page, f.code) for f in document.findings] == [(2, "unreadable-page")]


@pytest.mark.shared
def test_the_california_schedule_has_seven_native_sheets(shared: Path) -> None:
    document = read_document(shared / "real" / "pge-E-1.pdf")
    assert (document.source, len(document.pages), document.findings) == ("text-layer", 7, ())
    assert document.pages[0].lines[1].text == "Cancelling\tRevised\tCal. P.U.C. Sheet No.\t61096-E"
    assert "2009 Vintage\t$0.02973\t(I)\t|" in [line.text for line in document.pages[5].lines]


@pytest.mark.shared
def test_scans_are_told_from_their_hidden_layers(shared: Path) -> None:
    hidden = read_document(shared / "real" / "cpuc-hidden-ocr.pdf", ocr="never")
    assert {page.source for page in hidden.pages} == {"hidden-ocr"}
    scan = read_document(shared / "real" / "cpuc-1974-certificate-scan.pdf", ocr="never")
    assert {page.source for page in scan.pages} == {"scan"}
