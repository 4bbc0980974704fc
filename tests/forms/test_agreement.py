"""What the second reader of a page does to the standing of a value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ratebook.forms.section import place_of
from ratebook.forms.tokens.agreement import confront
from ratebook.forms.tokens.near_names import doubt_near_names
from ratebook.model.page import Cell, Document, Line, Page, Word
from ratebook.proof.prove import prove
from ratebook.records.datum import Datum, Draft, Place, Standing, Value
from ratebook.records.ledger import Ledger


def weighed(
    value: Value, *words: tuple[str, str | None], touched: bool = False, formed: bool = True
) -> Datum:
    """A value printed by words of (first, second) reading, after the readers were confronted."""
    read = tuple(Word(one, (10.0 * i, 0, 10.0 * i + 8, 9), 1.0, "a", other, touched)
                 for i, (one, other) in enumerate(words))  # fmt: skip
    text = " ".join(word.text for word in read)
    line = Line(1, None, (Cell(text, 0, 100, read),))
    page = Page(1, (line,), "scan", "a+b")
    ledger = Ledger()
    quantum = Decimal("0.01") if isinstance(value, Decimal) else None
    at = ledger.add(text, value, Standing.READ, place_of(line), quantum=quantum, formed=formed)
    confront(Document("d", "", "scan", (page,), ("a", "b")), ledger)
    return prove(ledger).data[at]


def test_a_formed_number_that_both_read_is_verified_with_a_proof() -> None:
    datum = weighed(Decimal("1754.33"), ("$1,754.33", "S1,754.33"))
    assert datum.standing is Standing.VERIFIED
    assert datum.proof


def test_without_its_columns_format_agreement_is_no_proof() -> None:
    assert weighed(Decimal("1.75"), ("1.75", "1.75"), formed=False).standing is Standing.READ


def test_one_engine_alone_is_read_at_best() -> None:
    assert weighed(Decimal("17.62"), ("17.62", None)).standing is Standing.READ


@pytest.mark.parametrize("second", ["17.82", "", "17.2", "I7.62"])
def test_a_number_read_otherwise_or_not_at_all_is_open(second: str) -> None:
    datum = weighed(Decimal("17.62"), ("17.62", second))
    assert datum.standing is Standing.AMBIGUOUS
    assert datum.value is None
    assert Decimal("17.62") in [c.value for c in datum.candidates]


def test_the_other_reading_is_a_candidate() -> None:
    datum = weighed(Decimal("17.62"), ("17.62", "17.82"))
    assert {c.value for c in datum.candidates} == {Decimal("17.62"), Decimal("17.82")}


def test_a_lost_point_does_not_contest_a_formed_number() -> None:
    assert weighed(Decimal("7.40"), ("7.40", "740")).standing is Standing.READ


def test_a_crossed_number_needs_more_than_two_readers() -> None:
    datum = weighed(Decimal("17.62"), ("17.62", "17.62"), touched=True)
    assert datum.standing is Standing.AMBIGUOUS


def test_a_name_with_a_space_that_one_reader_sees_is_open() -> None:
    assert weighed("KY1247", ("KY1247", "KY 1247")).standing is Standing.AMBIGUOUS


def test_look_alike_letters_do_not_contest_a_name() -> None:
    assert weighed("Bill Creek", ("Bill", "Bi11"), ("Creek", "Creek")).standing is Standing.READ


def test_a_name_read_otherwise_is_open() -> None:
    datum = weighed("Clay Pit", ("Clay", "Clay"), ("Pit", "Pot"))
    assert datum.standing is Standing.AMBIGUOUS


def test_a_space_before_a_number_is_none_of_its_own() -> None:
    assert weighed("9", ("P.S.C.", "P.S.C."), ("NO.9", "NO. 9")).standing is Standing.VERIFIED


def test_a_space_within_a_name_leaves_it_open() -> None:
    assert weighed("Berry Ferry", ("Berry", "Ber"), ("Ferry", "ryFerry")).standing not in (
        Standing.READ,
        Standing.VERIFIED,
    )


@pytest.mark.parametrize(("first", "second"), [("Reguiation", "Regulation"), ("Bailey", "Balley")])
def test_letters_that_may_both_stand_there_leave_a_name_open(first: str, second: str) -> None:
    assert weighed(first, (first, second)).standing is Standing.AMBIGUOUS


@pytest.mark.parametrize(
    ("first", "second"), [("Iron", "lron"), ("Solar", "So1ar"), ("RFI", "RFl")]
)
def test_what_can_be_no_letter_there_does_not(first: str, second: str) -> None:
    assert weighed(first, (first, second)).standing is Standing.READ


def test_a_short_word_known_from_elsewhere_settles_nothing() -> None:
    assert weighed("A Adjustment (A)", ("A", "A"), ("Adjustment", "Adjustment"), ("(A)", "(AA)")
                   ).standing is Standing.AMBIGUOUS  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "unit", "standing"),
    [
        ("50", "Mef,", Standing.READ),
        ("60", "Mef,", Standing.AMBIGUOUS),
        ("50", "Ccf,", Standing.AMBIGUOUS),
    ],
)
def test_words_beside_figures_are_weighed_as_words(
    figure: str, unit: str, standing: Standing
) -> None:
    """`Mcf` is read alike elsewhere, and looks like `Mef`; `Ccf` is not read as it by chance."""
    words = [("First", "First"), ("50", figure), ("Mcf,", unit), ("per", "per"), ("Mcf", "Mcf")]
    assert weighed("First 50 Mcf, per Mcf", *words).standing is standing


def _dates_of(*said: tuple[str, str, str, str, bool]) -> list[tuple[Value, bool]]:
    """What dates of a page come to, each given as (field, ISO, first reading, second, crossed)."""
    lines: list[Line] = []
    ledger = Ledger()
    for n, (field, iso, first, second, crossed) in enumerate(said):
        word = Word(first, (10.0, 20.0 * n, 70.0, 20.0 * n + 9), 1.0, "a", second, crossed)
        lines.append(Line(1, None, (Cell(first, 10, 70, (word,)),)))
        ledger.add(first, iso, Standing.READ, place_of(lines[-1]), label=field)
    page = Page(1, tuple(lines), "scan", "a+b")
    confront(Document("d", "", "scan", (page,), ("a", "b")), ledger)
    return [(datum.value, datum.touched) for datum in ledger.data.values()]


PRINTED = ("effective", "2015-04-01", "April 1, 2015", "April 1, 2015", False)
STAMPED = ("stamped_effective", "2015-01-01", "1/1/2015", "4/1/2015", True)


def test_a_date_that_one_engine_reads_as_the_page_prints_it_elsewhere_is_that_date() -> None:
    assert _dates_of(PRINTED, STAMPED)[1] == ("2015-04-01", False)


def test_two_readings_that_both_stand_elsewhere_settle_nothing() -> None:
    other = ("effective", "2015-01-01", "January 1, 2015", "January 1, 2015", False)
    assert _dates_of(PRINTED, other, STAMPED)[2] == ("2015-01-01", True)


@pytest.mark.parametrize("first", ["1/1/2015", "4/1/2015"])
def test_the_date_of_another_event_tells_nothing(first: str) -> None:
    iso = "2015-04-01" if first.startswith("4") else "2015-01-01"
    assert _dates_of(PRINTED, ("issued", iso, first, "4/1/2015", True))[1] == (iso, True)


def _on_black_and_white(value: str, *words: tuple[str, float], bilevel: bool = True) -> Datum:
    """A name that both engines read alike, with the first one's score of each word."""
    read = tuple(
        Word(text, (10.0 * i, 0, 10.0 * i + 8, 9), score, "a", text)
        for i, (text, score) in enumerate(words)
    )
    line = Line(1, None, (Cell(" ".join(w.text for w in read), 0, 100, read),))
    ledger = Ledger()
    at = ledger.add(value, value, Standing.READ, place_of(line))
    page = Page(1, (line,), "scan", "a+b", bilevel=bilevel)
    confront(Document("d", "", "scan", (page,), ("a", "b")), ledger)
    return ledger.data[at]


def test_a_worn_word_printed_once_needs_another_place_on_black_and_white() -> None:
    assert _on_black_and_white("Sowellton", ("Sowellton", 0.95)).touched
    assert not _on_black_and_white("Sowellton", ("Sowellton", 0.99)).touched
    assert not _on_black_and_white("Sowellton", ("Sowellton", 0.95), bilevel=False).touched
    assert not _on_black_and_white("Mill", ("Mill", 0.95), ("Mill", 0.99)).touched


def test_half_a_pair_of_quotes_is_dust() -> None:
    assert _on_black_and_white('"Loretta Maddox', ('"Loretta', 0.99), ("Maddox", 0.99)).touched
    whole = _on_black_and_white('Rate "Green Power"', ("Rate", 0.99), ('"Green Power"', 0.99))
    assert not whole.touched


@pytest.mark.parametrize(
    ("names", "touched"),
    [
        (("PANTHER CREEK WATER", "PANTHER CREEK WATER", "PANTHER CRFEK WATER"), [2]),
        (("PANTHER CREEK WATER", "PANTHER CRFEK WATER"), [0, 1]),
        (("PANTHER CREEK WATER", "BLUE HERON WATER"), []),
    ],
)
def test_a_name_a_letter_off_that_of_more_sheets(
    names: tuple[str, ...], touched: list[int]
) -> None:
    ledger = Ledger()
    for name in names:
        at = ledger.add(name, name, Standing.READ, Place(1, None))
        ledger.drafts.append(Draft("sheet", {"utility": at}))
    doubt_near_names(ledger)
    ids = [d.fields["utility"] for d in ledger.drafts]
    assert [n for n, i in enumerate(ids) if i is not None and ledger.data[i].touched] == touched


def test_what_a_charge_is_for_needs_a_look_where_its_label_does() -> None:
    words = (("Demand", "Demand"), ("Charge", "Charge"), ("Contr?", "Contr:"), ("Penrag", "e"))
    read = tuple(
        Word(one, (10.0 * i, 0, 10.0 * i + 8, 9), 1.0, "a", other)
        for i, (one, other) in enumerate(words)
    )
    line = Line(1, None, (Cell(" ".join(w.text for w in read), 0, 100, read),))
    ledger = Ledger()
    label = ledger.add(line.text, line.text, Standing.READ, place_of(line))
    component = ledger.add(line.text, "demand", Standing.READ, place_of(line))
    ledger.drafts.append(Draft("charge", {"label": label, "component": component}))
    page = Page(1, (line,), "scan", "a+b")
    confront(Document("d", "", "scan", (page,), ("a", "b")), ledger)
    assert ledger.data[component].touched
