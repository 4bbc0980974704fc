"""What names a price and its group: the heading right above it, never the pieces of a sentence,
and no sign."""

from __future__ import annotations

from small_sheets import accepted_charges

_LEADS = """RATE SCHEDULE E - RESIDENTIAL SERVICE

Customer Charge     $12.50 per month

OFF PEAK MARKETING RATE (ETS)
The energy rate for separately metered thermal storage heaters programmed
to operate in off-peak hours only is:
   All kWh used off-peak, per kWh     $.06430

3. Capacity Charge. To recover the cost of the unit power agreement:
   Customers metered at primary     $.00077 per kWh
   All other classes                $.00186 per kWh
"""
_POLES = """STREET LIGHTING
OVERHEAD DISTRIBUTION AREA
                                       Lamp     Rate/
  Fixture Description                  Watt     Unit
  Mercury Vapor
     7,000 lumen ..................    175     $ 8.51
    10,000 lumen ..................    250     $ 9.16

POLE CHARGES                      Pole Type    Rate/Pole
  Wood
    17 foot ......................   W17         $ 4.87
    30 foot ......................   W30         $ 4.14
"""


def _groups(body: str) -> list[str | None]:
    return [c.get("group") for c in accepted_charges(body, "POWER COMPANY")]


def test_a_sentence_over_two_lines_is_no_name() -> None:
    assert _groups(_LEADS)[1:] == [
        "OFF PEAK MARKETING RATE (ETS)",
        "Capacity Charge",
        "Capacity Charge",
    ]


def test_poles_are_of_no_group_of_lamps_above() -> None:
    *lamps, one, two = _groups(_POLES)
    assert all("OVERHEAD" in (g or "") or "Mercury" in (g or "") for g in lamps)
    assert {one, two} <= {"Wood", "POLE CHARGES", "POLE CHARGES, Wood"}


def test_a_bullet_is_no_part_of_a_name() -> None:
    body = "Water Connection Fee:\n• 1 inch Meter = $800.00\nLate Payment Penalty10%\n"
    (one, late) = accepted_charges(body, "WATER DISTRICT")
    assert (one["label"], one["unit"]) == ("1 inch Meter", "USD")
    assert (late["amount"], late["component"]) == ("10", "late_payment")


def test_a_block_that_counts_itself_is_not_counted_twice() -> None:
    body = (
        "Base Charge   $17.50 per month\n\n"
        "Rate per Mcf               Sales (G-1)           Transportation (T-4)\n"
        "First   300   Mcf     @    7.0336 per Mcf     @    1.7250 per Mcf\n"
    )
    _, sales, carried = accepted_charges(body, "GAS COMPANY")
    assert (sales["tier"], sales.get("label")) == ("First 300 Mcf", None)
    assert carried["group"] == "Transportation (T-4)"
