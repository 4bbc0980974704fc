"""Worn words in single readings, and what they leave open."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.words.doubt import worn
from ratebook.forms.guides.facts import read_kind
from ratebook.forms.orders.caption import title_pattern
from ratebook.forms.orders.flow import passage
from ratebook.forms.orders.words import is_signature
from ratebook.forms.tokens.worn import near_another, worn_name, worn_text, worn_word
from ratebook.model.page import Cell, Line


@pytest.mark.parametrize(
    "text",
    ["twelve rnonths", "i-eview", "revenue ofthe", "months endecl", "twelve menths", "in monthm",
     "over-or under", "the last revievv", "fer month", "basesurcharge", "factoi- of", "W1-lPC",
     "AND NEGESSITY", "EWERGY", "C A S E N O .", "BARREN FORIC",
     "lYIEMBERSHIP", "Houi-s", "biiied"],
)  # fmt: skip
def test_a_worn_word_is_seen(text: str) -> None:
    assert worn_text(text) is not None


@pytest.mark.parametrize(
    "text",
    ["ICentucky", "Cane Vallcv", "Sharpsviiie", "KY40512", "Counsel for theApplicant",
     "Madclox", "Marvln",
     "HowardA. Isbell", "100Cooperative Lane", "Petersburg,KY 40519"],
)  # fmt: skip
def test_a_worn_name_is_seen(text: str) -> None:
    assert worn_name(text) is not None


@pytest.mark.parametrize(
    "text",
    ["over- or under-recovery of 0%", "Off-Peak kWh", "GS-TOD and R-TOD", "hydroelectric",
     "McKee, KY 40447", "Kinniconick Quisenberry", "LaRue County", "the clerk cleared the modem",
     "Suite B325", "assured hands owe a gap", "multi-family", "Goss Samford, PLLC"],
)  # fmt: skip
def test_words_and_names_are_not_worn(text: str) -> None:
    assert worn_name(text) is None


def test_two_spellings_of_one_name_are_told() -> None:
    assert near_another(["Tollesboro", "Tollesbora"], ["Tollesboro"]) == "Tollesbora"
    assert near_another(["Tollesboro"], ["Tollesboro", "Petersburg"]) is None


def test_a_known_word_keeps_its_endings() -> None:
    assert worn_word("prorates") is None
    assert worn_word("rnonthly") == "monthly"


@pytest.mark.parametrize(
    "text", ["B y t h e C o m m i s s i o n", "By the Coiniiiission", "Bythc Commission", "ATIEST:"]
)
def test_worn_closing_words_end_the_orders(text: str) -> None:
    assert is_signature(text)


def test_other_lines_close_nothing() -> None:
    assert not is_signature("Billing of the Commissioned line")
    assert not is_signature("by the Commission and its Staff")


@pytest.mark.parametrize("state", ["K e n t u c k y", "Kentuckv", "Kentucky"])
def test_a_worn_state_is_no_kind_of_utility(state: str) -> None:
    said = f"{state} · Electric Cooperative · 12,345 customers"
    line = Line(1, 1, (Cell(said, 0, 100, ()),))
    fact = read_kind([passage([line])])
    assert fact is not None
    assert fact.value == "Electric Cooperative"


@pytest.mark.parametrize(
    "name",
    [
        "Retui-necl Check Charge",
        "Field er Collection",
        "Service Caii",
        "Aii over 500 kWh",
        "Refund Adjustment(RA)",
        "Watt, 9,50 Lumen",
    ],
)
def test_a_worn_label_is_doubtful(name: str) -> None:
    assert worn(name)


@pytest.mark.parametrize(
    "name", ["Returned Check Charge", "Town of Cadiz Charge", "50 Watt LED Acorn", "GS-TOD On-Peak"]
)
def test_a_plain_label_is_not(name: str) -> None:
    assert not worn(name)


@pytest.mark.parametrize(
    ("said", "letter"), [("APPENDIXB", "B"), ("APPENDIX 2", "2"), ("APPENDIX", None)]
)
def test_a_letter_glued_to_its_appendix_is_its_own(said: str, letter: str | None) -> None:
    found = title_pattern().match(said)
    assert found is not None
    assert found["letter"] == letter
