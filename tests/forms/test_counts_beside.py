"""Counts in cells beside a label are no part of it, however the source draws the row."""

from __future__ import annotations

from small_sheets import accepted_charges

_BODY = """STREET LIGHTING

BASE RATE PER LIGHT PER MONTH

\t\t\t\t\tMonthly kWh\tRate
Type of Fixture\t\t\t\tUsage\t\tPer Light

Security Lights (existing pole)
175 Watt Mercury Vapor\t\t\t72\t\t$8.12
1,000 Watt Metal Halide\t\t\t400\t\t$37.15
"""


def test_what_a_lamp_uses_is_no_part_of_its_name() -> None:
    charges = accepted_charges(_BODY, "POWER COMPANY")
    assert [(c["label"], c["amount"]) for c in charges] == [
        ("175 Watt Mercury Vapor", "8.12"),
        ("1,000 Watt Metal Halide", "37.15"),
    ]
    assert {c["group"] for c in charges} == {"Security Lights (existing pole)"}
