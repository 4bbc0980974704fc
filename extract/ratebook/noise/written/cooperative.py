"""A distribution cooperative's charge sheets."""

from __future__ import annotations

from decimal import Decimal

from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.written.prices import Pricing, clauses, headed, late, opened, picked


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """Some of the sheets of a cooperative's book."""
    return picked(desk, of, (residential, farm, large_power, contract, off_peak, fees, netting), 3)


def residential(desk: Desk, of: Utility) -> Leaf:
    """A customer charge and energy, flat or in blocks."""
    p = opened(
        desk,
        of,
        desk.one("1", "A", "R-1"),
        desk.one("Residential Service", "Farm and Home Service"),
    )
    fixed, energy = desk.number("7.25", "24.90"), desk.number("0.06105", "0.12990")
    label = desk.one(
        "Customer Charge", "Consumer Charge", "Basic Service Charge", "Facility Charge"
    )
    lines = [
        (
            label,
            p.price(fixed, "USD/month", "customer", label=label),
            desk.one("per month", "", "Per Month"),
        )
    ]
    if desk.often(0.5):
        lines.append(
            (
                desk.one("Energy Charge", "All kWh", "Energy Charge per kWh"),
                p.price(energy, "USD/kWh", "energy"),
                desk.one("per kWh", "per KWH", "/kWh"),
            )
        )
        blocks: list[Block] = p.lines(lines)
    else:
        blocks = [
            *p.lines(lines),
            Words(desk.one("Energy Charge:", "Energy Charges:")),
            *p.lines(_blocks(p, energy)),
        ]
    minimum = "The minimum monthly charge under this schedule is the customer charge."
    if desk.often(0.4):
        least = p.price(desk.number("9.00", "25.00"), "USD/month", "minimum")
        minimum = f"The minimum monthly charge shall be {least}."
    return p.leaf(
        clauses(p, of),
        headed(desk, desk.one("Rates", "Rate", "Monthly Rate")),
        blocks,
        Gap(0.4),
        headed(desk, "Minimum Charge", minimum),
        late(p),
    )


def _blocks(p: Pricing, top: Decimal) -> list[tuple[str, str, str]]:
    edge, wide = p.desk.one((500, 1500), (200, 800), (600, 1400))
    tiers = (
        f"First {edge:,} kWh",
        f"Next {wide:,} kWh",
        p.desk.one(
            f"All over {edge + wide:,} kWh", f"Over {edge + wide:,} kWh", "All remaining kWh"
        ),
    )
    shown = p.desk.one("per kWh", "per KWH", "per kwh")
    lines: list[tuple[str, str, str]] = []
    for n, tier in enumerate(tiers):
        price = p.price(top - n * Decimal("0.00715"), "USD/kWh", "energy", tier=tier)
        lines.append((tier, price, shown))
    return lines


def farm(desk: Desk, of: Utility) -> Leaf:
    """Blocks in sentences, cents, and a minimum by transformer capacity."""
    p = opened(
        desk,
        of,
        desk.one("C-1", "2", "SC"),
        desk.one("Small Commercial and Farm", "Commercial and Small Power Service"),
    )
    fixed, energy = desk.number("12.25", "44.90"), desk.number("0.06105", "0.12990")
    extra = desk.number("0.55", "0.95")
    first = desk.one(300, 500, 1000)
    tiers = f"First {first:,} kWh", f"All over {first:,} kWh"
    texts = [
        f"Customer Charge: {p.price(fixed, 'USD/month', 'customer', label='Customer Charge')} "
        "per month",
        f"{tiers[0]} per month @ {p.price(energy, 'USD/kWh', 'energy', tier=tiers[0])} per kWh",
        f"{tiers[1]} per month @ "
        f"{p.price(energy - Decimal('0.01020'), 'USD/kWh', 'energy', tier=tiers[1])} per kWh",
    ]
    minimum = "The customer charge is the least a member pays in a month."
    if desk.often(0.5):
        price = p.price(extra, "USD/kVA-month", "minimum")
        minimum = (
            f"Members who require more than 25 kVA of transformer capacity pay {price} per kVA "
            "for each kVA above 25 kVA."
        )
    return p.leaf(
        clauses(p, of),
        headed(desk, "Rate per Month"),
        [Words(t, indent=18) for t in texts],
        Gap(0.4),
        headed(desk, "Minimum Monthly Charge", minimum),
        late(p),
    )


def large_power(desk: Desk, of: Utility) -> Leaf:
    """Demand, energy, a ratchet in words and a discount for primary service."""
    p = opened(
        desk,
        of,
        desk.one("LP-1", "4", "LLP"),
        desk.one("Large Power Service", "Large Power 50 to 500 kW"),
    )
    lines = [
        (
            "Customer Charge",
            p.price(
                desk.number("45.00", "180.00"), "USD/month", "customer", label="Customer Charge"
            ),
            "per month",
        ),
        (
            desk.one("Demand Charge", "Billing Demand"),
            p.price(desk.number("5.10", "11.95"), "USD/kW-month", "demand"),
            desk.one("per kW of billing demand", "per kW", "per KW of billing demand per month"),
        ),
        (
            "Energy Charge",
            p.price(desk.number("0.04105", "0.07990"), "USD/kWh", "energy"),
            desk.one("per kWh", "per kWh for all kWh"),
        ),
    ]
    demand = (
        f"The billing demand is the highest average load over any fifteen minutes of the month, "
        f"adjusted for power factor, but not less than {desk.one('60', '75')}% of the highest "
        "billing demand of the eleven months before."
    )
    factor = (
        "The member keeps unity power factor as nearly as practicable. Where it falls below "
        f"{desk.one('85', '90')}% lagging, the demand is multiplied by 90% and divided by it."
    )
    parts = [
        headed(desk, "Determination of Billing Demand", demand),
        headed(desk, "Power Factor Adjustment", factor),
    ]
    off = Decimal(desk.one("5", "10"))
    if desk.often(0.6):
        shown = desk.show(f"{off}", (p.enter(off, "percent", "discount"), "amount"))
        parts.append(
            headed(
                desk,
                "Primary Service",
                desk.one(
                    "If service is furnished at primary distribution voltage, a discount of "
                    f"{shown}% shall apply to the demand and energy charges.",
                    f"A discount of {'five' if off == 5 else 'ten'} percent ({shown}%) "
                    "applies to the energy charge of members metered at primary voltage.",
                    f"Primary Service Discount: {shown}%",
                ),
            )
        )
    return p.leaf(
        clauses(p, of), headed(desk, "Rates per Month"), p.lines(lines), Gap(0.4), *parts, late(p)
    )


def contract(desk: Desk, of: Utility) -> Leaf:
    """Contract and excess demand."""
    p = opened(
        desk,
        of,
        desk.one("B-1", "LPC-2", "46"),
        desk.one("Large Industrial Rate", "Industrial Contract Service"),
    )
    price = desk.number("5.80", "8.10")
    lines = [
        (
            "Customer Charge",
            p.price(
                desk.number("512.00", "1999.00"), "USD/month", "customer", label="Customer Charge"
            ),
            "per month",
        ),
        (
            "Demand Charge per kW of Contract Demand",
            p.price(
                price,
                "USD/kW-month",
                "contract_demand",
                label="Demand Charge per kW of Contract Demand",
            ),
            "",
        ),
        (
            desk.one(
                "Demand Charge per kW of Excess Demand",
                "Demand Charge per kW for Billing Demand in Excess of Contract Demand",
            ),
            p.price(price + desk.number("1.90", "3.30"), "USD/kW-month", "excess_demand"),
            "",
        ),
        (
            "Energy Charge per kWh",
            p.price(
                desk.number("0.03905", "0.05990"),
                "USD/kWh",
                "energy",
                label="Energy Charge per kWh",
            ),
            "",
        ),
    ]
    p.cents = False
    hours = Table(
        (
            Row(("Months", "Hours Applicable for Demand Billing - EST"), bold=True),
            Row(("October through April", "7:00 a.m. to 12:00 noon; 5:00 p.m. to 10:00 p.m.")),
            Row(("May through September", "10:00 a.m. to 10:00 p.m.")),
        ),
        (0.4, 0.6),
        ("left", "left"),
        ruled=desk.layout.rules == "grid",
    )
    return p.leaf(
        clauses(p, of),
        headed(desk, "Monthly Rate"),
        p.lines(lines),
        Gap(0.4),
        headed(desk, "Billing Demand"),
        [hours, Gap(0.4)],
        late(p),
    )


def off_peak(desk: Desk, of: Utility) -> Leaf:
    """Time of use, by lines or in a table of seasons and periods."""
    p = opened(
        desk,
        of,
        desk.one("TOU", "R-2", "ETS"),
        desk.one("Residential Time of Use", "Time-of-Day Service"),
    )
    p.cents = False
    on, off = desk.number("0.09105", "0.15990"), desk.number("0.04105", "0.06990")
    fixed = (
        "Customer Charge",
        p.price(desk.number("11.00", "22.00"), "USD/month", "customer"),
        "per month",
    )
    if desk.often(0.5):
        lines = [
            fixed,
            ("On-Peak Energy", p.price(on, "USD/kWh", "energy", period="on_peak"), "per kWh"),
            (
                desk.one("Off-Peak Energy", "Off-Peak Energy Charge"),
                p.price(off, "USD/kWh", "energy", period="off_peak"),
                "per kWh",
            ),
        ]
        rates = p.lines(lines)
    else:
        rates = [*p.lines([fixed]), Gap(0.3), _seasons(p, on, off)]
    hours = (
        "On-peak hours are 7:00 a.m. to 12:00 noon and 5:00 p.m. to 10:00 p.m. local time from "
        "October through April, and 10:00 a.m. to 10:00 p.m. from May through September. All other "
        "hours are off-peak."
    )
    return p.leaf(
        clauses(p, of),
        headed(desk, "Rates"),
        rates,
        Gap(0.4),
        headed(desk, "Schedule of Hours", hours),
        late(p),
    )


def _seasons(p: Pricing, on: Decimal, off: Decimal) -> Table:
    step = Decimal("0.00840")
    rows = [Row(("Energy Charge per kWh", "Summer", "Winter"), bold=True)]
    for n, (label, period, price) in enumerate(
        (("On-Peak", "on_peak", on), ("Off-Peak", "off_peak", off))
    ):
        cells = [
            p.price(price - k * step * (n + 1), "USD/kWh", "energy", season=season, period=period)
            for k, season in enumerate(("summer", "winter"))
        ]
        rows.append(Row((label, *cells)))
    return Table(
        tuple(rows),
        (0.44, 0.28, 0.28),
        ("left", "right", "right"),
        width=0.9,
        ruled=p.desk.layout.rules == "grid",
    )


_FEES = (
    ("Returned Check Charge", "20.00", "35.00"),
    ("Reconnect Charge", "25.00", "60.00"),
    ("Reconnection after Regular Hours", "60.00", "120.00"),
    ("Meter Test", "30.00", "75.00"),
    ("Collection Charge", "20.00", "45.00"),
    ("Service Investigation Charge", "30.00", "70.00"),
    ("Termination or Field Collection Charge", "25.00", "45.00"),
    ("Meter Resetting Charge", "25.00", "40.00"),
)


def fees(desk: Desk, of: Utility) -> Leaf:
    """Nonrecurring charges."""
    p = opened(
        desk, of, desk.one("NRC", "SC-1", "M"), desk.one("Special Charges", "Nonrecurring Charges")
    )
    lines = [
        (label, p.price(desk.number(low, high), "USD", "nonrecurring", label=label), "")
        for label, low, high in desk.some(_FEES, 4, 8)
    ]
    said = (
        f"{of.short} makes these charges to recover what a service outside the ordinary "
        "costs. They "
        "are made uniformly to all members."
    )
    return p.leaf(headed(desk, "Purpose", said), p.lines(lines), Gap(0.4))


def netting(desk: Desk, of: Utility) -> Leaf:
    """Riders: a fuel factor and a credit for excess generation."""
    p = opened(
        desk, of, desk.one("NM", "FAC", "RES"), desk.one("Net Metering", "Adjustment Factors")
    )
    p.cents = False
    fuel = desk.number("0.00105", "0.01290")
    lines = [
        ("Fuel Adjustment Factor", p.price(fuel, "USD/kWh", "fuel"), "per kWh"),
        (
            desk.one("Net Metering Credit", "Credit for Excess Generation"),
            p.price(desk.number("0.02905", "0.04990"), "USD/kWh", "credit"),
            "per kWh",
        ),
    ]
    said = (
        "The factor applies to all energy billed in the month and is found as set out in 807 "
        "KAR 5:056. "
        "Excess generation of a month is carried to the next."
    )
    return p.leaf(headed(desk, "Application", said), headed(desk, "Factors"), p.lines(lines))
