"""An investor-owned electric utility's charge sheets."""

from __future__ import annotations

from decimal import Decimal

from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.written.prices import clauses, headed, late, named, opened, picked


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """Some of the sheets of a company's book."""
    of = named(of, desk.one("Power Company", "Utilities Company", "Light and Power Company"))
    return picked(desk, of, (residential, general, power, time_of_day, riders, lamps), 3)


def residential(desk: Desk, of: Utility) -> Leaf:
    """A daily service charge and energy in parts or in seasons."""
    p = opened(
        desk,
        of,
        desk.one("RS", "R", "RSE"),
        desk.one("Residential Service", "Volunteer Residential Service"),
    )
    p.cents = False
    daily = desk.number("0.38", "0.61")
    fixed = [
        (
            "Basic Service Charge",
            p.price(daily, "USD/day", "customer", label="Basic Service Charge"),
            "per day",
        )
    ]
    base = desk.number("0.08105", "0.10990")
    lines = (
        [
            (
                "Winter Energy Charge",
                p.price(base, "USD/kWh", "energy", season="winter"),
                "per kWh",
            ),
            (
                "Summer Energy Charge",
                p.price(base + Decimal("0.01330"), "USD/kWh", "energy", season="summer"),
                "per kWh",
            ),
        ]
        if desk.often(0.5)
        else [
            (
                desk.one("Plus an Energy Charge of", "Energy Charge"),
                p.price(base, "USD/kWh", "energy"),
                "per kWh",
            )
        ]
    )
    minimum = desk.one(
        "The Basic Service Charge shall be the minimum charge.",
        "The service charge is the minimum bill.",
    )
    return p.leaf(
        clauses(p, of),
        headed(desk, "Rate"),
        p.lines(fixed + lines),
        Gap(0.4),
        headed(desk, "Minimum Charge", minimum),
        late(p),
    )


def general(desk: Desk, of: Utility) -> Leaf:
    """Single-phase and three-phase service under headings, cents per kWh."""
    p = opened(
        desk, of, desk.one("GS", "GSE", "SGS"), desk.one("General Service", "Small General Service")
    )
    p.cents = desk.often(0.7)
    blocks: list[Block] = []
    for group in ("Single-Phase Service", "Three-Phase Service"):
        label = desk.one("Basic Service Charge", "Service Charge")
        lines = [
            (
                label,
                p.price(desk.number("15.00", "65.00"), "USD/month", "customer", group=group),
                "per month",
            ),
            (
                "Energy Charge",
                p.price(desk.number("0.08105", "0.11990"), "USD/kWh", "energy", group=group),
                "per kWh",
            ),
        ]
        blocks += [Words(group, bold=True), *p.lines(lines), Gap(0.3)]
    return p.leaf(clauses(p, of), headed(desk, desk.one("Rate", "Rate per Month")), blocks, late(p))


def power(desk: Desk, of: Utility) -> Leaf:
    """Demand by season, a kVA minimum and a ratchet."""
    p = opened(
        desk,
        of,
        desk.one("PS", "LGS", "DS"),
        desk.one("Power Service", "Service at Secondary Distribution Voltage"),
    )
    p.cents = False
    unit, said = desk.one(("USD/kW-month", "per kW"), ("USD/kVA-month", "per kVA"))
    low = desk.number("12.10", "19.90")
    lines = [
        (
            "Basic Service Charge",
            p.price(desk.number("60.00", "330.00"), "USD/month", "customer"),
            "per month",
        ),
        (
            "Energy Charge",
            p.price(desk.number("0.03105", "0.04990"), "USD/kWh", "energy"),
            "per kWh",
        ),
    ]
    spans = ("(Five Billing Periods of May through September)", "(All other months)")
    if desk.often(0.5):
        lines += [
            (
                f"Summer Demand Rate {spans[0] if desk.often(0.5) else ''}".strip(),
                p.price(low + 2, unit, "demand", season="summer"),
                said,
            ),
            (
                f"Winter Demand Rate {spans[1] if desk.often(0.5) else ''}".strip(),
                p.price(low, unit, "demand", season="winter"),
                said,
            ),
        ]
        blocks = p.lines(lines)
    else:
        blocks = [
            *p.lines(lines),
            Gap(0.3),
            Words(f"Demand Charge {said} of billing demand each month:"),
            *p.lines(
                [
                    ("Summer", p.price(low + 2, unit, "demand", season="summer"), ""),
                    ("Winter", p.price(low, unit, "demand", season="winter"), ""),
                ]
            ),
        ]
    ratchet = (
        "The billing demand is the greater of the demand measured in the month and "
        f"{desk.one('50', '60')}% of the highest demand of the preceding eleven months, and in no "
        f"case less than {desk.one('50', '100')} kW."
    )
    return p.leaf(
        clauses(p, of),
        headed(desk, "Rate"),
        blocks,
        Gap(0.4),
        headed(desk, "Determination of Maximum Load", ratchet),
        late(p),
    )


def time_of_day(desk: Desk, of: Utility) -> Leaf:
    """Peak, intermediate and base demand; columns of periods for energy."""
    p = opened(
        desk,
        of,
        desk.one("TODS", "TOD", "LP-TOD"),
        desk.one("Time-of-Day Service", "Large Power Time-of-Day"),
    )
    p.cents = False
    rows = [Row(("", "On-Peak", "Off-Peak"), bold=True)]
    for label, component, unit, low, high in (
        ("Energy Charge per kWh", "energy", "USD/kWh", "0.03105", "0.06990"),
        ("Demand Charge per kW", "demand", "USD/kW-month", "3.10", "15.90"),
    ):
        cells = [
            p.price(desk.number(low, high), unit, component, period=period, label=label)
            for period in ("on_peak", "off_peak")
        ]
        rows.append(Row((label, *cells)))
    table = Table(
        tuple(rows),
        (0.5, 0.25, 0.25),
        ("left", "right", "right"),
        ruled=desk.layout.rules == "grid",
    )
    fixed = p.lines(
        [
            (
                "Service Charge",
                p.price(desk.number("90.00", "400.00"), "USD/month", "customer"),
                "per month",
            )
        ]
    )
    hours = (
        "The on-peak period is 7:00 a.m. to 9:00 p.m. for all weekdays, Monday through Friday. "
        "The off-peak period is all other hours."
    )
    return p.leaf(
        clauses(p, of),
        headed(desk, "Monthly Rate"),
        fixed,
        Gap(0.3),
        [table, Gap(0.4)],
        headed(desk, "Rating Periods", hours),
        late(p),
    )


def riders(desk: Desk, of: Utility) -> Leaf:
    """Factors by rate class in a table."""
    p = opened(
        desk,
        of,
        desk.one("DSM", "DSMC", "ECR"),
        desk.one("Demand-Side Management Cost Recovery", "Cost Recovery Factors"),
    )
    p.cents = False
    head, component = desk.one(("Factor ($ per kWh)", "other"), ("Energy Charge ($/kWh)", "energy"))
    rows = [Row((desk.one("Rate Class", "Class of Service"), head), bold=True)]
    for label in ("Residential Service", "General Service", "Power Service"):
        rows.append(
            Row(
                (
                    label,
                    p.bare(desk.number("0.00021", "0.00490"), "USD/kWh", component, label=label),
                )
            )
        )
    table = Table(
        tuple(rows), (0.6, 0.4), ("left", "right"), ruled=desk.layout.rules == "grid", width=0.8
    )
    said = (
        "The monthly amount computed under each schedule to which this rider applies is "
        "adjusted by these factors."
    )
    return p.leaf(headed(desk, "Applicable", said), [table, Gap(0.4)])


def lamps(desk: Desk, of: Utility) -> Leaf:
    """Lamps with the energy each uses, and facilities."""
    p = opened(
        desk, of, desk.one("LS", "OLS", "SL"), desk.one("Lighting Service", "Outdoor Lighting")
    )
    p.cents = False
    rows = [
        Row(("Type of Fixture", "Lumens", "kWh per Month", "Rate per Lamp per Month"), bold=True)
    ]
    for label, lumens, use in desk.some(_LAMPS, 2, 4):
        named = f"{label}, {lumens} Lumens"
        price = p.price(desk.number("6.05", "31.90"), "USD/lamp-month", "lamp", label=named)
        rows.append(Row((label, lumens, use, price)))
    table = Table(
        tuple(rows),
        (0.38, 0.16, 0.2, 0.26),
        ("left", "right", "right", "right"),
        ruled=desk.layout.rules == "grid",
    )
    poles = p.lines(
        [
            (
                "Wood Pole",
                p.price(desk.number("2.05", "9.90"), "USD/pole-month", "pole"),
                "per pole per month",
            )
        ]
    )
    return p.leaf(clauses(p, of), headed(desk, "Rate"), [table, Gap(0.4)], poles, late(p))


_LAMPS = (
    ("High Pressure Sodium 100 Watt", "9,500", "40"),
    ("LED Cobra Head 108 Watt", "11,000", "37"),
    ("Metal Halide 400 Watt", "32,000", "158"),
    ("Mercury Vapor 175 Watt", "7,000", "72"),
)
