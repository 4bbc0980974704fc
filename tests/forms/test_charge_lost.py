"""Charges from which a block or a class of customers was lost on the way are not accepted."""

from decimal import Decimal

import pytest

from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.meaning.bounds import of_thing
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.meaning.lost import doubt_lost
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text
from ratebook.forms.tokens.values import Reading
from ratebook.model.page import Line
from ratebook.records.datum import Standing


def _found(row: str, **fields: str) -> Found:
    price = prices(row)[-1]
    reading = Reading(Decimal(price.raw.strip("$ ")), Standing.READ)
    given = {"component": "energy", "unit": "USD/kWh", **fields}
    meaning = Meaning(price, reading, {n: Source(v) for n, v in given.items()})
    return Found(meaning, Text(Line(1, 1, ()), row, None))


@pytest.mark.parametrize(
    ("row", "fields", "doubtful"),
    [
        ("First 500 kWh\t$0.0912", {}, True),
        ("First 500 kWh\t$0.0912", {"tier": "First 500 kWh"}, False),
        ("First 40 gallons of storage\t$0.0912", {}, False),
        ("All kWh\t$0.0912", {}, False),
        ("Over 2,000 gallons\t$0.0912", {"unit": "USD/1000 gal"}, True),
    ],
)
def test_a_block_that_a_row_prints_is_in_its_charge(
    row: str, fields: dict[str, str], doubtful: bool
) -> None:
    one = _found(row, **fields)
    doubt_lost([one])
    assert ("amount" in one.meaning.doubtful) is doubtful


def test_a_charge_of_nobody_beside_that_of_a_class_lost_its_heading() -> None:
    lost = _found("All kWh\t$0.0912")
    held = _found("All kWh\t$0.0812", group="COMMERCIAL")
    doubt_lost([lost, held])
    assert lost.meaning.doubtful == {"amount"}
    assert not held.meaning.doubtful


def test_a_charge_of_nobody_beside_an_option_lost_nothing() -> None:
    own = _found("All kWh\t$0.0912")
    other = _found("All kWh\t$0.0812", group="HEATING OPTION")
    doubt_lost([own, other])
    assert not own.meaning.doubtful


@pytest.mark.parametrize(("component", "doubtful"), [("nonrecurring", True), ("customer", False)])
def test_what_only_its_name_tells_has_one(component: str, doubtful: bool) -> None:
    one = _found("$25.00", component=component, unit="USD")
    doubt_lost([one])
    assert ("amount" in one.meaning.doubtful) is doubtful


@pytest.mark.parametrize(
    ("said", "unit", "thing"),
    [
        ("less than 40 gallons", "USD/kWh", True),
        ("First 500 kWh", "USD/kWh", False),
        ("Next 3,000 gallons", "USD/1000 gal", False),
        ("less than 10 kW", "USD/1000 gal", True),
        ("First 2,000 gallons", "USD/month", False),
    ],
)
def test_the_size_of_a_thing_is_no_block(said: str, unit: str, thing: bool) -> None:
    assert of_thing(said, unit) is thing
