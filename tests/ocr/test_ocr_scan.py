"""Pictures read as documents: the engines themselves, on small pages."""

from __future__ import annotations

import io
import threading
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from ocr_pages import COLUMNS, ROWS, SIZE, document, drawn, group4, turned
from PIL import Image

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Document, Page, Word
from ratebook.reading.ocr import engines
from ratebook.reading.ocr.engine import EngineFailedError
from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.prepare import upright
from ratebook.reading.ocr.reader import PageReader
from ratebook.reading.ocr.tesseract import TesseractEngine, installed_version
from ratebook.reading.open import read_document
from ratebook.reading.scan import Pixels, Scanner

BOTH = pytest.mark.skipif(installed_version() is None, reason="Tesseract is not installed")


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("RATEBOOK_CACHE", str(tmp_path_factory.getbasetemp() / "readings"))


def _cells(page: Page) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in line.cells) for line in page.lines if len(line.cells) > 2]


def _scan() -> Document:
    """Two pages of black and white, one skewed, one upside down."""
    gray = drawn(document(ruled=True))
    data = group4([turned(gray, 0.8), np.rot90(gray, 2)])
    return read_document(data, name="filing.tif")


def test_a_fax_of_two_pages_reads_as_its_tables() -> None:
    found = _scan()
    assert (found.source, len(found.pages)) == ("scan", 2)
    for page in found.pages:
        assert (page.width, page.height) == pytest.approx(SIZE, abs=0.5)
        assert _cells(page) == list(ROWS)


def test_boxes_lie_on_the_words_of_the_page_as_it_is() -> None:
    upside_down = _scan().pages[1]
    word = next(w for line in upside_down.lines for w in line.words if w.text == "3,929,547")
    assert word.box is not None
    left, top, right, bottom = word.box
    assert right == pytest.approx(SIZE[0] - COLUMNS[3], abs=2)
    assert (top, bottom) == pytest.approx((SIZE[1] - 82, SIZE[1] - 72), abs=3)
    assert right - left == pytest.approx(40, abs=4)


@BOTH
def test_two_readers_agree_on_a_clean_page() -> None:
    page = _scan().pages[0]
    numbers = [w for line in page.lines for w in line.words if w.text[0].isdigit()]
    assert len(numbers) >= 12
    assert sum(word.agreed is True for word in numbers) >= len(numbers) - 1
    assert page.engine == "rapidocr+tesseract"


def test_one_reader_alone_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "second_engine", lambda: None)
    found = _scan()
    assert [f.code for f in found.findings] == ["one-reader"]
    assert "apt-get install tesseract-ocr" in found.findings[0].message
    words = [w for line in found.lines for w in line.words]
    assert {(w.engine, w.second) for w in words} == {("rapidocr", None)}
    assert _cells(found.pages[0]) == list(ROWS)


def test_a_picture_is_refused_where_pixels_may_not_be_read() -> None:
    data = io.BytesIO()
    Image.fromarray(drawn(document(), 72)).save(data, "PNG")
    with pytest.raises(UnreadableDocumentError, match="picture"):
        read_document(data.getvalue(), name="x.png", ocr="never")


def test_a_cut_off_picture_is_an_error_that_says_so() -> None:
    data = io.BytesIO()
    Image.fromarray(drawn(document(), 72)).save(data, "PNG")
    with pytest.raises(UnreadableDocumentError, match="decoded"):
        read_document(data.getvalue()[:400], name="x.png")


class Stub:
    """An engine that reads the same words on every page, and notes who else reads."""

    name, identity, tight = "stub", "stub 1", True

    def __init__(self, words: list[Word]) -> None:
        self.found, self.lock, self.now, self.most = words, threading.Lock(), 0, 0

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        threading.Event().wait(0.02)
        with self.lock:
            self.now -= 1
        return [self.found]


def _white(_: int) -> Pixels:
    return Pixels(300, 1, bytes([255]) * 90_000, 72)


def test_pages_come_in_order_two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Stub([Word("8.45", (10, 10, 60, 24), 0.9, "stub")])
    monkeypatch.setattr(engines, "page_reader", lambda: PageReader(engine, None))
    with Scanner(2) as scanner:
        promised = [
            scanner.read(_white, Page(number, (), "scan", "", 300, 300), (), ())
            for number in range(1, 9)
        ]
        pages = [one.result()[0] for one in promised]
    assert [page.number for page in pages] == list(range(1, 9))
    assert engine.most == 2


def test_an_engine_that_fails_costs_its_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(Stub):
        def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
            if sheet.page == 2:
                raise RuntimeError("no memory")
            return super().lines(sheet, strips=strips)

    engine = Failing([Word("8.45", (10, 10, 60, 24), 0.9, "stub")])
    monkeypatch.setattr(engines, "page_reader", lambda: PageReader(engine, None))
    with Scanner(1) as scanner:
        promised: list[Future[object]] = [
            scanner.read(_white, Page(number, (), "scan", "", 300, 300), (), ())
            for number in (1, 2, 3)
        ]
        seen = [one.result() for one in promised]
    assert [len(page.lines) for page, _ in seen] == [1, 0, 1]
    assert [f.code for f in seen[1][1]] == ["unreadable-page"]


def test_visible_words_of_the_file_replace_what_was_read_there() -> None:
    read = [
        Word("6-2l-16", (10, 10, 60, 24), 0.6, "stub"),
        Word("8.45", (10, 60, 50, 74), 0.9, "stub"),
    ]
    reader = PageReader(Stub(read), None)
    printed = (Word("6-21-16", (10.0, 10.0, 60.0, 24.0), None, "pymupdf"),)
    page = reader.read(Picture(1, 300, 300, np.full((300, 300), 255, np.uint8), printed))
    words = {w.text: w for line in page.lines for w in line.words}
    assert set(words) == {"6-21-16", "8.45"}
    assert (words["6-21-16"].engine, words["6-21-16"].second) == ("pymupdf", "6-2l-16")


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("15,2011.", "15, 2011."),
        ("$15,201", "$15,201"),
        ("1,20115", "1,20115"),
        ("3,2011,500", "3,2011,500"),
        ("1,234,2011", "1,234,2011"),
    ],
)
def test_a_day_and_its_year_set_close_are_two_words(seen: str, text: str) -> None:
    reader = PageReader(Stub([Word(seen, (10, 10, 60, 24), 0.9, "stub")]), None)
    page = reader.read(Picture(1, 300, 300, np.full((300, 300), 255, np.uint8)))
    assert [line.text for line in page.lines] == [text]


@pytest.mark.shared
def test_the_filing_stamp_on_a_real_scan_gives_its_date(shared: Path) -> None:
    with pikepdf.open(shared / "real" / "cpuc-1974-certificate-scan.pdf") as pdf:
        del pdf.pages[1:]
        data = io.BytesIO()
        pdf.save(data)
    page = read_document(data.getvalue(), name="scan.pdf").pages[0]
    (stamp,) = page.stamps
    assert stamp.kind == "filed"
    assert "6-21-16" in [line.text for line in stamp.lines]
    # The typewriter sets words so close that an engine may join two: letters count, not spaces.
    text = "".join("".join(line.text.split()) for line in page.lines)
    for words in ("THIS IS TO CERTIFY that all applicable provisions", "MARCH", "Donald G. Murray"):
        assert "".join(words.split()) in text


class Broken(Stub):
    """An engine that gives no answer."""

    name = "broken"

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        raise EngineFailedError("no memory")


def test_a_second_engine_that_fails_was_not_asked() -> None:
    first = Stub([Word("8.45", (10, 10, 60, 24), 0.9, "stub")])
    page = PageReader(first, Broken([])).read(
        Picture(1, 300, 300, np.full((300, 300), 255, np.uint8))
    )
    assert [word.second for line in page.lines for word in line.words] == [None]
    assert page.engine == "stub"


@BOTH
def test_tesseract_reads_several_pictures_as_it_reads_each() -> None:
    engine = TesseractEngine(installed_version() or "")
    sheets = [
        upright(Picture(1, *SIZE, drawn(made))) for made in (document(), document(ruled=True))
    ]
    assert engine.together(sheets) == [engine.lines(sheet) for sheet in sheets]
    assert all(lines[0] for lines in engine.together(sheets))
