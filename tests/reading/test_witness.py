from __future__ import annotations

import pymupdf
import pytest

from ratebook.model.page import Word
from ratebook.reading.textlayer import TextLayer
from ratebook.reading.witness import compared, crossed, second_words


def made(*placed: tuple[float, float, str]) -> pymupdf.Document:
    book = pymupdf.open()
    page = book.new_page()
    for x, y, text in placed:
        page.insert_text((x, y), text)
    return book


def word(text: str, x0: float, top: float, x1: float, bottom: float) -> Word:
    return Word(text, (x0, top, x1, bottom))


def test_both_readers_place_words_alike_on_cropped_pages() -> None:
    book = made((200, 300, "Rate 56.31"))
    book[0].set_cropbox(pymupdf.Rect(50, 100, 500, 700))
    data = book.tobytes()
    first, second = TextLayer(data, "x").sheet(1).words, second_words(data, 1)
    assert [w.text for w in first] == [w.text for w in second] == ["Rate", "56.31"]
    for one, other in zip(first, second, strict=True):
        assert one.box is not None
        assert other.box is not None
        assert one.box[0] == pytest.approx(other.box[0], abs=1)
        assert one.box[1] == pytest.approx(other.box[1], abs=5)


def test_a_page_turned_and_cropped_has_no_second_witness() -> None:
    book = made((200, 300, "Rate 56.31"))
    book[0].set_cropbox(pymupdf.Rect(50, 100, 500, 700))
    book[0].set_rotation(90)
    with pytest.raises(ValueError, match="turned and cropped"):
        second_words(book.tobytes(), 1)


def test_only_numbers_that_are_printed_across_are_doubtful() -> None:
    words = [
        word("Total", 100, 100, 130, 112),
        word("56.3", 200, 100, 225, 112),
        word("STAMP", 210, 103, 260, 115),
        word("7.25", 200, 114, 225, 126),
        word("words", 100, 104, 130, 116),
    ]
    assert crossed(words) == {1}


def test_tight_lines_are_not_printed_across() -> None:
    words = [word(f"{n}.25", 100, 10.0 * n, 130, 10.0 * n + 12.5) for n in range(20)]
    assert crossed(words) == frozenset()


def test_disagreeing_numbers_carry_both_readings() -> None:
    first = [word("56.3", 200, 100, 225, 112), word("8.1", 300, 100, 315, 112)]
    second = [word("53.3", 200, 101, 225, 111), word("8.1", 300, 101, 315, 111)]
    words, findings = compared(first, second, frozenset((0,)), 4)
    assert [(w.second, w.touched, w.agreed) for w in words] == [
        ("53.3", True, False),
        ("8.1", False, True),
    ]
    (finding,) = findings
    assert (finding.page, finding.code) == (4, "readers-disagree")
    assert "'53.3'" in finding.message
    assert "'56.3'" in finding.message


def test_a_raised_mark_is_no_disagreement() -> None:
    first = [word("2021-00103¹", 200, 100, 265, 112)]
    _, findings = compared(first, [word("2021-001031", 200, 101, 265, 111)], frozenset(), 1)
    assert findings == []
