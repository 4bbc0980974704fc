"""Amounts that no price of a unit has: a point was lost, or the unit is not its own."""

from __future__ import annotations

from decimal import Decimal

from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.words.words import charge_words
from ratebook.forms.tokens.values import Reading

_RATE_DECIMALS = 4


def plausible(reading: Reading, unit: str, inherited: bool) -> None:
    """Raises UnreadError for an amount that no price of this unit (as `USD/kWh`) has."""
    most = charge_words()["most"].get(unit)
    value = reading.value
    if isinstance(value, Decimal) and most and abs(value) > Decimal(most):
        raise UnreadError(f"{value} {unit} is more than any such price")
    small = isinstance(value, Decimal) and abs(value) < 1
    if unit == "USD/month" and small and (reading.decimals or 0) >= _RATE_DECIMALS:
        raise UnreadError("a rate by what is used, not by the month")
    if inherited and unit == "USD/kWh" and (reading.decimals or 0) < 3:
        raise UnreadError("too few decimals for the unit of the heading")
