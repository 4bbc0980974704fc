"""Prices in steps by date: each takes its own date, and no two of them look like one charge."""

from __future__ import annotations

from typing import Any

import pytest
from small_sheets import accepted_charges

from ratebook.forms.charges.words.since import since_near, since_of


def _charges(body: str, kind: str = "GAS COMPANY") -> list[dict[str, Any]]:
    return accepted_charges(body, kind)


_COLUMNS = """RATES
                      {0:18}{1}
Customer Charge       $9.50             $10.50     per month
Commodity Charge      $3.2166           $3.3311    per Mcf
"""
_BLOCKS = """RATES

{0}
Customer Charge per month     $9.50
Commodity Charge per Mcf      $3.2166

{1}
Customer Charge per month     $10.50
Commodity Charge per Mcf      $3.3311
"""


@pytest.mark.parametrize("body", [_COLUMNS, _BLOCKS])
@pytest.mark.parametrize(
    ("one", "other", "dates"),
    [
        ("01/01/2012", "01/01/2013", ["2012-01-01", "2013-01-01"]),
        ("Eff. 1/1/12", "Eff. 1/1/13", ["2012-01-01", "2013-01-01"]),
        ("Phase 1", "Phase 2", [None, None]),
    ],
)
def test_columns_and_blocks_of_steps(
    body: str, one: str, other: str, dates: list[str | None]
) -> None:
    found = _charges(body.format(one, other))
    told = sorted((str(c["amount"]), str(c["effective"])) for c in found)
    first, second = map(str, dates)
    steps = [("9.50", first), ("3.2166", first), ("10.50", second), ("3.3311", second)]
    assert told == sorted(steps)
    assert len({(c["label"], c["group"]) for c in found}) == len(found)


def test_blocks_named_by_service_rendered() -> None:
    lead = "Effective for bills rendered on and after January 1, {}"
    found = _charges(_BLOCKS.format(lead.format(2012), lead.format(2013)))
    dates = [str(c["effective"]) for c in found]
    assert dates == ["2012-01-01", "2012-01-01", "2013-01-01", "2013-01-01"]


def test_what_stands_below_the_last_step_may_be_of_none() -> None:
    body = _BLOCKS.format("Effective January 1, 2012", "Effective January 1, 2013")
    found = _charges(f"{body}\nSPECIAL CHARGES\nReturned check charge    $25.00\n")
    assert "effective" not in next(c for c in found if "Returned" in c["label"])


def test_a_row_that_says_only_the_date() -> None:
    found = _charges(
        "RATES\nCustomer Charge\n"
        "   January 1, 2012      $9.50 per month\n"
        "   January 1, 2013      $10.50 per month\n"
    )
    assert [(c["label"], str(c["effective"])) for c in found] == [
        ("Customer Charge, January 1, 2012", "2012-01-01"),
        ("Customer Charge, January 1, 2013", "2013-01-01"),
    ]


def test_two_dates_in_one_sentence() -> None:
    found = _charges(
        "WHOLESALE RATE\nThe rate for water sold to the City shall be $2.35 per 1,000 gallons"
        " effective January 1, 2012, and $2.57 per 1,000 gallons effective January 1, 2013.\n",
        "WATER DISTRICT",
    )
    assert [(c["amount"], str(c["effective"])) for c in found] == [
        ("2.35", "2012-01-01"),
        ("2.57", "2013-01-01"),
    ]


def test_a_date_years_before_the_sheet_is_for_a_person() -> None:
    (one,) = _charges("RATES\nCustomer Charge, effective May 1, 1989   $9.50 per month\n")
    assert one["amount"] == "9.50"
    assert "effective" not in one


def test_words_that_say_from_when() -> None:
    assert since_of("Rates Effective 7/1/10:") == ("Rates Effective 7/1/10", "2010-07-01")
    assert since_of("Phase II - Effective one year from now") is not None
    assert since_of("Three Phase") is None
    near = since_near("", " per month beginning January 1, 2012")
    assert near is not None
    assert near.value == "2012-01-01"
    assert since_near("This schedule, effective January 1, 1990, sets ", "", sentence=True) is None


def test_a_sentence_that_leads_to_prices_says_from_when() -> None:
    found = _charges(
        "Effective August 21, 2012, all customers receiving service under the Residential and\n"
        "Commercial Rate Schedules will be assessed a monthly Pipe Replacement Program charge as"
        " follows:\n\nResidential   $3.33/month\nCommercial    $6.35/month\n"
    )
    assert [(c["group"], c["label"], str(c["effective"])) for c in found] == [
        ("Pipe Replacement Program charge", "Residential", "2012-08-21"),
        ("Pipe Replacement Program charge", "Commercial", "2012-08-21"),
    ]
    assert since_of("Thereafter") == ("Thereafter", None)


def test_one_date_above_the_rates_that_is_another_than_the_sheets() -> None:
    row = "Customer Charge   $9.50 per month\n"
    (other,) = _charges(f"(B) Step 2 rates (effective July 1, 2012).\n{row}")
    assert "effective" not in other
    (same,) = _charges(f"Rates effective January 1, 2012\n{row}")
    assert same["effective"] == "2012-01-01"
