"""An amount in words with its figure in brackets is one price, and never a credit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.spoken import in_figures, spoken
from ratebook.pipeline.read import read_path

_SHEET = """FOR ENTIRE TERRITORY SERVED
P.S.C. KY. NO. 6
Original SHEET NO. 12
SALT LICK FORK WATER DISTRICT

SPECIAL CHARGES
{body}

DATE OF ISSUE: 05-01-09   EFFECTIVE DATE: 06-01-09
"""


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-five dollars (", "25"),
        ("a charge of Thirty-Five and No/100 Dollars (", "35"),
        ("ten dollars and fifty cents (", "10.5"),
        ("one thousand two hundred fifty dollars (", "1250"),
        ("Forty (", "40"),
        ("One Hundred Ten and 50/100 Dollars (", "110.5"),
    ],
)
def test_what_the_words_say(words: str, value: str) -> None:
    found = spoken(words)
    assert found is not None
    assert found[1] == Decimal(value)


@pytest.mark.parametrize("words", ["Trip Charge (", "a credit of (", "per month (", "Zone one ("])
def test_words_of_no_amount(words: str) -> None:
    found = spoken(words)
    assert found is None or found[1] in (None, Decimal(1))


def test_both_are_one_price() -> None:
    text = "A connection fee of Forty ($40.00) Dollars is due."
    (price,) = prices(text)
    assert (price.raw, price.spoken) == ("$40.00", True)
    assert text[price.end :] == " is due."
    assert text[: price.start].strip() == "A connection fee of"


def _charges(body: str) -> list[tuple[str | None, str | None]]:
    found = read_path(_SHEET.format(body=body).encode(), name="sheet.txt").records
    return [
        (r.values["label"], None if "amount" in r.needs_review else r.values["amount"])
        for r in found
        if r.kind == "charge"
    ]


def test_a_fee_in_words_is_paid() -> None:
    body = "A returned check charge of twenty-five dollars ($25.00) will be assessed."
    assert _charges(body) == [("returned check charge", "25.00")]
    assert _charges("The trip fee shall be thirty dollars ($30).") == [("trip fee", "30")]


def test_words_that_say_another_amount_are_no_price() -> None:
    assert _charges("A tap fee of three hundred fifty dollars ($50.00) shall be paid.") == []


def test_brackets_of_a_fee_are_no_sign() -> None:
    assert _charges("Field Collection Charge ($25.00)") == []
    assert _charges("Monthly Customer Charge Credit ($2.50) per month") == [
        ("Monthly Customer Charge Credit", "-2.50")
    ]


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("the gross being five percent higher", "5 percent"),
        ("one and one-half percent per month", "1.5 percent"),
        ("one-half of one per cent of the bill", "0.5 per cent"),
        ("a charge of ten (10) percent", "10 percent"),
        ("a penalty of ten percent (10%) of it", ""),
        ("five (6) percent", ""),
        ("a percent of it", ""),
    ],
)
def test_percentages_in_words_are_put_in_figures(printed: str, plain: str) -> None:
    said = in_figures(printed)
    assert len(said) == len(printed)
    assert plain in said
    assert (said != printed) == bool(plain)


def test_a_penalty_in_words_is_read_and_a_tolerance_is_none() -> None:
    body = (
        "Meter test fee $25.00\nThe fee is refunded if the meter is more than two percent fast.\n\n"
        "TERMS\nBills not paid when due will have a penalty of ten percent added.\n"
    )
    records = read_path(_SHEET.format(body=body).encode(), name="sheet.txt").records
    (share,) = [r for r in records if r.kind == "charge" and r.values["unit"] == "percent"]
    assert (share.values["amount"], share.values["component"]) == ("10", "late_payment")
    assert share.evidence["amount"]["raw"] == "ten percent"
    assert not share.needs_review
