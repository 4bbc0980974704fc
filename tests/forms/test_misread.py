"""Misreadings that no sum can tell are told by what stands around them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ratebook.forms.section import place_of
from ratebook.forms.tokens.agreement import confront
from ratebook.forms.tokens.misread import SERVICE_LIST, lost_percent_sign, percentages
from ratebook.model.page import Cell, Document, Line, Page, Word
from ratebook.records.datum import Standing, Value
from ratebook.records.ledger import Ledger

Said = tuple[str, str | None]


def _line(*words: Said, top: float = 0.0) -> Line:
    """Words of (first, second) reading, the last one's right edge at 90 points."""
    left, placed = 90.0 - 20 * len(words), list[Word]()
    for one, other in words:
        placed.append(Word(one, (left, top, left + 20, top + 9), 0.9, "a", other))
        left += 20
    text = " ".join(word.text for word in placed)
    return Line(1, None, (Cell(text, 0, 100, tuple(placed)),))


def _document(*lines: Line) -> Document:
    return Document("d", "", "scan", (Page(1, lines, "scan", "a+b"),), ("a", "b"))


def _standing(value: Value, *lines: Line) -> Standing:
    """How the value of the last line stands after the readers were confronted."""
    ledger = Ledger()
    at = ledger.add(lines[-1].text, value, Standing.READ, place_of(lines[-1]), formed=True)
    confront(_document(*lines), ledger)
    return ledger.data[at].standing


PERCENTS = (_line(("2.4%", "2.4%")), _line(("3.1%", "3.1%"), top=12))


@pytest.mark.parametrize("second", ["2.48", "", "2.4%"])
def test_a_percent_sign_read_as_a_digit_is_no_figure(second: str) -> None:
    lines = (*PERCENTS, _line(("2.48", second), top=24))
    assert _standing(Decimal("2.48"), *lines) is Standing.UNREADABLE


def test_a_figure_as_the_percentages_or_alone_is_none_of_them() -> None:
    assert _standing(Decimal("2.4"), *PERCENTS, _line(("2.4", "2.4"))) is Standing.VERIFIED
    assert _standing(Decimal("2.48"), _line(("2.48", "2.48"))) is Standing.VERIFIED
    two = (_line(("2.41%", "2.41%")), _line(("3.10%", "3.10%")))
    assert _standing(Decimal("2.48"), *two, _line(("2.48", "2.48"))) is Standing.VERIFIED


def test_percentages_of_another_page_say_nothing() -> None:
    known = percentages(_document(*PERCENTS))
    ledger = Ledger()
    place = place_of(_line(("2.48", "2.48")))._replace(page=2)
    at = ledger.add("2.48", Decimal("2.48"), Standing.READ, place)
    assert not lost_percent_sign(ledger.data[at], known)


@pytest.mark.parametrize(
    ("name", "touched"),
    [
        ("Meter Charge RECEIVED", True),
        ("COMMISSION", True),
        ("PUBLIC SERVICE COMMISSION", False),
        ("Meter Charge", False),
    ],
)
def test_a_name_with_a_stamps_words_in_it_needs_a_proof(name: str, touched: bool) -> None:
    ledger = Ledger()
    line = _line(*((word, word) for word in name.split()))
    at = ledger.add(line.text, line.text, Standing.READ, place_of(line))
    confront(_document(line), ledger)
    assert ledger.data[at].touched is touched


@pytest.mark.parametrize(
    ("first", "second", "touched"),
    [("40ft.", "40ft", True), ("Rd", "Rd.", True), ("Rd.", "Rd.", False)],
)
def test_a_full_stop_that_one_engine_saw_leaves_a_name_open(
    first: str, second: str, touched: bool
) -> None:
    ledger = Ledger()
    line = _line((first, second), ("Tap", "Tap"))
    at = ledger.add(line.text, line.text, Standing.READ, place_of(line))
    confront(_document(line), ledger)
    assert ledger.data[at].touched is touched


def _touched(value: str, *words: Said, cut: bool = False) -> bool:
    line = _line(*words)
    if cut:
        cell = line.cells[0]
        last = replace(cell.words[-1], cut=True)
        line = replace(line, cells=(cell._replace(words=(*cell.words[:-1], last)),))
    ledger = Ledger()
    at = ledger.add(line.text, value, Standing.READ, place_of(line))
    confront(_document(line), ledger)
    return ledger.data[at].touched


def test_a_name_that_may_go_on_below_a_stamp_is_open() -> None:
    lamp = (("200", "200"), ("Watt", "Watt"), ("Lumens", "Lumens"))
    assert _touched("200 Watt Lumens", *lamp, cut=True)
    assert not _touched("200 Watt Lumens", *lamp)


def test_a_code_beside_a_stamp_is_whole() -> None:
    assert not _touched("R-15", ("R-15", "R-15"), cut=True)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("L-IMESTONE VALLEY", (("L-IMESTONE", "LIMESTONE"), ("VALLEY", "VALLEY"))),
        ("5/8* x 3/4 Meter", (("5/8*", '5/8"'), ("x", "x"), ("3/4", '3/4"'), ("Meter", "Meter"))),
        ("3/4 Meter", (("3/4", '3/4"'), ("Meter", "Meter"))),
        ("Airport Industrial,", (("Airport", "Airport"), ("Industrial,", "Industrial."))),
        (
            "New SalemjAN 27 2021",
            (("New", "New"), ("SalemjAN", "Salemjan"), ("27", "27"), ("2021", "2021")),
        ),
    ],
)
def test_signs_of_one_engine_alone_and_a_stamps_date_leave_a_name_open(
    value: str, words: tuple[Said, ...]
) -> None:
    assert _touched(value, *words)


def test_signs_that_both_engines_see_are_of_the_name() -> None:
    assert not _touched("Tap-On Fee", ("Tap-On", "Tap-On"), ("Fee", "Fee"))
    assert not _touched("Time-of-Day", ("Time-of-Day", "Time—of—Day"))
    assert not _touched("Connection, Tap", ("Connection,", "Connection,"), ("Tap", "Tap"))


def test_signs_of_inches_may_be_drawn_in_either_way() -> None:
    assert not _touched('3/4" Meter', ('3/4"', "3/4”"), ("Meter", "Meter"))


def test_a_size_may_be_set_with_either_sign_of_times() -> None:
    size = (("5/8", "5/8"), ("×", "x"), ("3/4", "3/4"), ("Inch", "Inch"))
    assert not _touched("5/8 x 3/4 Inch", *size)


@pytest.mark.parametrize(
    ("label", "said", "doubted"),
    [
        ("style", "WHOLESALE RATE ADJUSTMENT y", True),
        ("style", "WHOLESALE RATE ADJUSTMENT", False),
        ("label", "Collection' Charge", True),
        ("label", "Members' Charge", False),
        (SERVICE_LIST, "Petersburg. Kentucky 42584", True),
        (SERVICE_LIST, "Petersburg, Kentucky 42584", False),
        (SERVICE_LIST, "100 Oak St. Kentucky", False),
    ],
)
def test_dust_that_both_engines_read(label: str, said: str, doubted: bool) -> None:
    line = _line(*((word, word) for word in said.split()))
    ledger = Ledger()
    at = ledger.add(said, said, Standing.READ, place_of(line), label=label)
    confront(_document(line), ledger)
    assert ledger.data[at].touched is doubted
