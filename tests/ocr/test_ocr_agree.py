"""Two readings of one place laid over each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.model.page import Word, same_reading
from ratebook.reading.ocr.agree import confirmed, second_readings

TEXT = st.text("0123456789,.$()AbZ", min_size=1, max_size=9)


def _row(*texts: str, engine: str = "one", left: float = 10, gap: float = 5) -> list[Word]:
    words: list[Word] = []
    for text in texts:
        right = left + 6 * len(text)
        words.append(Word(text, (left, 100, right, 110), 0.95, engine))
        left = right + gap
    return words


def test_the_same_reading_agrees_and_another_does_not() -> None:
    found = confirmed(_row("8.45", "1,754"), _row("8.45", "1.754", engine="two"))
    assert [(w.text, w.second, w.agreed) for w in found] == [
        ("8.45", "8.45", True),
        ("1,754", "1.754", False),
    ]


def test_a_dollar_sign_read_as_s_does_not_part_the_readings_of_a_number() -> None:
    assert Word("S0.06185", second="$0.06185").agreed is True
    assert Word("S1,754", second="$1,754").agreed is True
    assert Word("S12", second="$12").agreed is False
    assert Word("0.06185", second="$0.06185").agreed is False
    assert Word("S0.06185", second="$0.06186").agreed is False


def test_a_place_the_other_engine_left_empty_is_not_agreed() -> None:
    found = confirmed(_row("8.45"), [])
    assert found[0].second == ""
    assert found[0].agreed is False


def test_a_word_never_asked_about_is_neither() -> None:
    assert Word("8.45").agreed is None


def test_one_word_against_several_compares_without_spaces() -> None:
    whole = [Word("NO.12", (10, 100, 50, 110), 0.9, "one")]
    cut = [Word("NO.", (10, 100, 28, 110), 0.9, "two"), Word("12", (33, 100, 50, 110), 0.9, "two")]
    assert confirmed(whole, cut)[0].agreed is True
    assert [w.agreed for w in confirmed(cut, whole)] == [True, True]


def test_a_second_reading_is_dealt_out_to_the_words_it_covers() -> None:
    cut = [
        Word("45", (10, 100, 22, 110), 0.9, "one"),
        Word("1,472", (26, 100, 60, 110), 0.9, "one"),
    ]
    whole = [Word("451,492", (10, 100, 60, 110), 0.9, "two")]
    assert [(w.second, w.agreed) for w in confirmed(cut, whole)] == [("45", True), ("1,492", False)]


def test_a_word_that_one_engine_alone_saw_is_kept_and_not_agreed() -> None:
    words = _row("Sodium", "8.45")
    other = [*_row("Sodium", "8.45", engine="two"), Word("7", (300, 100, 306, 110), 0.9, "two")]
    found = confirmed(words, other)
    assert [(w.text, w.engine, w.agreed) for w in found[2:]] == [("7", "two", False)]


def test_strokes_that_one_engine_alone_saw_are_no_words() -> None:
    words = _row("Sodium", "8.45")
    bars = [
        Word("|", (300, 60, 303, 140), 0.9, "two"),
        Word("1", (320, 60, 326, 140), 0.9, "two"),
        Word("~", (340, 100, 350, 110), 0.9, "two"),
        Word("x9", (360, 100, 372, 110), 0.3, "two"),
    ]
    assert len(confirmed(words, bars)) == 2


def test_lines_above_and_below_do_not_mix() -> None:
    here = [Word("8.45", (10, 100, 40, 110), 0.9, "one")]
    above = [Word("9.99", (10, 89, 40, 101), 0.9, "two")]
    assert second_readings(here, above)[0] == [""]


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_a_reading_agrees_with_itself(texts: list[str]) -> None:
    found = confirmed(_row(*texts), _row(*texts, engine="two"))
    assert [w.text for w in found] == texts
    assert all(w.agreed for w in found)


@given(st.lists(TEXT, min_size=1, max_size=6), st.lists(TEXT, max_size=6))
def test_no_word_is_altered_and_agreement_is_never_made_up(
    mine: list[str], theirs: list[str]
) -> None:
    found = confirmed(_row(*mine), _row(*theirs, engine="two"))
    own = [w for w in found if w.engine == "one"]
    assert [w.text for w in own] == mine
    if all(w.agreed for w in own):
        assert "".join(mine) in "".join(theirs)


def test_a_sign_behind_a_word_that_one_engine_saw_is_dust() -> None:
    box = (0.0, 0.0, 40.0, 9.0)
    for text, second, kept in (
        ("RURAL:", "RURAL", "RURAL"),
        ("TITLE:", "TITLE:", "TITLE:"),
        ("8.45:", "8.45", "8.45:"),
    ):
        (word,) = confirmed([Word(text, box)], [Word(second, box, 0.9)])
        assert word.text == kept


def test_a_word_that_lost_letters_in_one_reading_is_the_whole_one_and_still_differs() -> None:
    found = confirmed(_row("lat", "pament", "(bil"), _row("late", "payment", "(bill", engine="two"))
    assert [(w.text, w.second) for w in found] == [
        ("late", "lat"),
        ("payment", "pament"),
        ("(bill", "(bil"),
    ]
    assert not any(w.agreed for w in found)


def test_a_dollar_sign_alone_has_lost_its_dash_and_still_differs() -> None:
    (word,) = confirmed(_row("$"), _row("$-", engine="two"))
    assert (word.text, word.second, word.agreed) == ("$-", "$", False)
    (word,) = confirmed(_row("$-"), _row("$", engine="two"))
    assert (word.text, word.second) == ("$-", "$")


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("8,00", "8,000", "8,000"),
        ("1,00", "1,000", "1,000"),
        ("1,50", "1,500", "1,500"),
        ("8,00", "8,010", "8,00"),
        ("8.00", "8,000", "8.00"),
        ("S0.10416", "$0.10416", "$0.10416"),
        ("S10", "$10", "S10"),
    ],
)
def test_a_figure_of_no_format_gives_way_to_the_one_it_was(
    first: str, second: str, kept: str
) -> None:
    box = (0.0, 0.0, 40.0, 9.0)
    (word,) = confirmed([Word(first, box)], [Word(second, box, 0.9)])
    assert word.text == kept
    assert word.agreed is same_reading(first, second)


def test_a_short_word_of_the_language_stands_before_one_that_is_none() -> None:
    found = confirmed(_row("Yess", "Yes", "No"), _row("Yes", "Yess", "Not", engine="two"))
    assert [(w.text, w.second) for w in found] == [("Yes", "Yess"), ("Yes", "Yess"), ("Not", "No")]


def test_figures_codes_and_other_letters_are_never_exchanged() -> None:
    found = confirmed(
        _row("45", "LD1", "form", "Water"), _row("451", "LD11", "from", "Waiter", engine="two")
    )
    assert [w.text for w in found] == ["45", "LD1", "form", "Water"]


@pytest.mark.parametrize(
    ("first", "second", "text", "agreed"),
    [
        ("TIME-OF-DAY", "TIME-OF-—DAY", "TIME-OF-DAY", True),
        ("Hill#1", "Hill #1", "Hill #1", True),
        ("Hill#1", "Hill #2", "Hill#1", False),
        ("·26,138", "- 26,138", "· 26,138", True),
        ("·26,138", "- 26,188", "· 26,138", False),
        ("26,138", "- 26,138", "26,138", False),
        (".", "+", "·", True),
        (".", "5", ".", False),
    ],
)
def test_what_can_only_be_one_sign_does_not_part_the_readings(
    first: str, second: str, text: str, agreed: bool
) -> None:
    (word,) = confirmed(
        [Word(first, (10, 100, 70, 110), 0.9, "one")],
        [Word(second, (10, 100, 70, 110), 0.9, "two")],
    )
    assert (word.text, word.agreed) == (text, agreed)
