"""Numbers pass a strict grammar: what is accepted has the digits that are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.forms.tokens.values import read_number, read_text, read_value, settle, worn
from ratebook.records.datum import Standing
from ratebook.rules.types import TYPES

NUMBER_TYPES = [name for name, kind in TYPES.items() if kind.family == "number"]
LOOK_ALIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


def digits(text: str) -> str:
    return "".join(ch for ch in text if ch in "0123456789")


@given(st.sampled_from(NUMBER_TYPES), st.text(alphabet="0123456789., $%-()OlI|S~", max_size=14))
def test_an_accepted_number_has_the_digits_of_its_token(kind: str, raw: str) -> None:
    found = read_number(raw, TYPES[kind])
    if found.value is None:
        assert found.standing in (Standing.UNREADABLE, Standing.AMBIGUOUS)
        return
    assert isinstance(found.value, Decimal)
    said = digits(format(abs(found.value), "f"))
    shown = digits(raw.translate(LOOK_ALIKE))
    assert said.lstrip("0") == shown.lstrip("0") or found.value == 0 == int(shown or 0)


@given(st.sampled_from(NUMBER_TYPES), st.text(max_size=20))
def test_no_token_breaks_the_reader(kind: str, raw: str) -> None:
    found = read_number(raw, TYPES[kind])
    assert found.value is None or abs(found.value) < 10**13


@given(st.integers(0, 10**9), st.sampled_from(["dollars", "whole"]))
def test_a_clean_whole_number_is_read(value: int, kind: str) -> None:
    found = read_number(f"{value:,}", TYPES[kind])
    assert (found.value, found.touched) == (Decimal(value), False)


@given(st.decimals(0, 99999, places=2), st.integers(1, 5))
def test_a_cut_number_is_put_together(value: Decimal, at: int) -> None:
    text = format(value, "f")
    raw = f"{text[:at]} {text[at:]}"
    found = read_number(raw, TYPES["money"])
    if found.value is not None:
        assert found.value == value
        assert found.repairs or len(raw.split()) == 1


@pytest.mark.parametrize("raw", ["1E999999", "1e5", "NaN", "Infinity", "0x10", "1_000", "12..5"])
def test_other_grammars_are_refused(raw: str) -> None:
    for kind in NUMBER_TYPES:
        assert read_number(raw, TYPES[kind]).value is None


def test_a_dash_is_zero_and_a_blank_is_not() -> None:
    assert read_number("$ -", TYPES["dollars"]).value == 0
    assert read_number("–", TYPES["dollars"]).value == 0
    assert read_number("", TYPES["dollars"]).value is None
    assert read_number("$", TYPES["dollars"]).value is None


def test_points_for_commas_need_a_proof() -> None:
    found = read_number("3,929.547", TYPES["whole"])
    assert (found.value, found.touched) == (Decimal(3929547), True)
    assert read_number("3,929.547", TYPES["money"]).value is None


def test_a_lone_stroke_may_be_a_border() -> None:
    found = read_number("I 17,445", TYPES["whole"])
    assert found.touched
    assert read_number("4.9l", TYPES["rate"]).touched


def test_dollars_are_no_percentage() -> None:
    assert read_number("$ 179,596", TYPES["percent"]).value is None
    assert read_number("4.5%", TYPES["dollars"]).value is None
    assert read_number("$ 98", TYPES["feet"]).value is None
    assert read_number("4.5%", TYPES["percent"]).value == Decimal("4.5")


def test_the_format_of_a_column_decides_between_fragments() -> None:
    joined = read_number("0.0 4866", TYPES["rate"])
    assert settle(joined, 5).value == Decimal("0.04866")
    assert not settle(joined, 5).touched
    fragment = settle(read_number("4.86 1", TYPES["rate"]), 2)
    assert fragment.value == Decimal("4.86")


def test_another_number_of_decimals_needs_a_proof() -> None:
    assert (
        settle(read_number("4.9", TYPES["rate"]), 2).value is None
        or settle(read_number("4.90", TYPES["number"]), 3).touched
    )


@pytest.mark.parametrize(
    ("raw", "kind", "lost"),
    [(".402", "rate", True), ("$ .4", "load", True), (",060.97", "money", True),
     ("03", "feet", True), ("$ 6", "money", True), ("0.402", "rate", False),
     ("12.50", "money", False), ("6", "dollars", False), ("0", "feet", False)],
)  # fmt: skip
def test_worn_figures(raw: str, kind: str, lost: bool) -> None:
    assert worn(raw, kind) is lost


@pytest.mark.parametrize(
    ("raw", "month"),
    [("Sep-07", "2007-09"), ("March 2025", "2025-03"), ("Oct 99", "1999-10"),
     ("Janary 2025", "2025-01")],
)  # fmt: skip
def test_months(raw: str, month: str) -> None:
    assert read_value(raw, "month").value == month


def test_a_month_near_to_two_names_is_none_of_them() -> None:
    assert read_value("Ju?? 2025", "month").value is None
    assert read_value("Xxxxxx 2025", "month").value is None


def test_feeder_one_may_look_like_a_letter() -> None:
    assert read_value("l", "feeder").value == "1"
    assert read_value("· 1", "feeder").value == "1"
    assert read_value("Bush", "feeder").value is None


def test_bar_beside_a_feeder_is_no_digit() -> None:
    found = read_value("4|", "feeder")
    assert found.value is None
    assert [c.value for c in found.candidates] == ["4", "41"]
    assert read_value("14", "feeder").value == "14"


def test_schedule_of_letters_has_no_zero() -> None:
    assert read_value("0L", "schedule").value == "OL"
    assert read_value("10", "schedule").value == "10"


@given(st.text(max_size=60))
def test_text_is_folded_and_never_invented(raw: str) -> None:
    found = read_text(raw)
    if found.value is not None:
        assert set(str(found.value)) <= set(raw) | {" "}
        assert str(found.value) == str(found.value).strip()


def test_a_stroke_is_no_name() -> None:
    assert read_value("'", "text").value is None
    assert read_value("Mill Rd.", "text").value == "Mill Rd."
