"""The date a stamp says."""

from __future__ import annotations

import pytest

from ratebook.forms.tokens.stamped import stamp_date
from ratebook.model.page import Cell, Line, Stamp, Word


def _stamp(*lines: Line) -> Stamp:
    return Stamp("filed", (0, 0, 99, 40), lines)


def _line(*words: Word) -> Line:
    text = " ".join(word.text for word in words)
    return Line(1, None, (Cell(text, 0, 99, words),))


def _word(text: str, second: str | None, touched: bool = False, score: float | None = 0.9) -> Word:
    return Word(text, (0, 0, 9, 9), score, "a", second, touched)


FILED = _line(_word("FILED", "FILED"))


@pytest.mark.parametrize(
    ("text", "iso"),
    [("6-21-16", "2016-06-21"), ("JUN 10 2010", "2010-06-10"), ("8/1/2019", "2019-08-01")],
)
def test_a_date_that_both_read_is_given(text: str, iso: str) -> None:
    words = (_word(part, part) for part in text.split())
    assert stamp_date(_stamp(FILED, _line(*words))) == iso


def test_a_date_of_one_engine_alone_counts_where_no_other_was_asked() -> None:
    assert stamp_date(_stamp(FILED, _line(_word("6-21-16", None)))) == "2016-06-21"


def test_words_the_file_prints_are_certain() -> None:
    word = _word("6-21-16", "6-2l-16", score=None)
    assert stamp_date(_stamp(FILED, _line(word))) == "2016-06-21"


@pytest.mark.parametrize(
    "word", [_word("6-21-16", "6-27-16"), _word("6-21-16", ""), _word("6-21-16", "6-21-16", True)]
)
def test_a_date_in_doubt_is_none(word: Word) -> None:
    assert stamp_date(_stamp(FILED, _line(word))) is None


def test_two_dates_are_none() -> None:
    lines = (_line(_word("6-21-16", "6-21-16")), _line(_word("6-22-16", "6-22-16")))
    assert stamp_date(_stamp(FILED, *lines)) is None
