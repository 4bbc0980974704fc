"""A gas company's charge sheets."""

from __future__ import annotations

from decimal import Decimal

from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.written.prices import Pricing, clauses, headed, late, named, opened, picked

_UNITS = (
    ("USD/Mcf", "per Mcf", "Mcf"),
    ("USD/Ccf", "per Ccf", "Ccf"),
    ("USD/Dth", "per Dth", "Dth"),
)


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """Some of the sheets of a gas book."""
    of = named(of, desk.one("Gas Company, Inc.", "Natural Gas Company", "Gas Corporation"))
    return picked(desk, of, (general, large, recovery, recovery_lines, special), 3)


def general(desk: Desk, of: Utility) -> Leaf:
    """Customer charge, blocks of delivery, and the gas cost apart."""
    p = opened(
        desk,
        of,
        desk.one("G-1", "RGS", "1"),
        desk.one("General Sales Service", "Residential Gas Service"),
    )
    unit, said, name = desk.one(*_UNITS)
    top = desk.number("2.4105", "5.9990")
    fixed = p.lines(
        [
            (
                "Customer Charge",
                p.price(
                    desk.number("9.00", "29.50"), "USD/month", "customer", label="Customer Charge"
                ),
                "per month",
            )
        ]
    )
    if desk.often(0.5):
        edge, wide = desk.one((50, 350), (10, 90), (300, 14700))
        tiers = f"First {edge:,} {name}", f"Next {wide:,} {name}", f"Over {edge + wide:,} {name}"
        blocks: list[Block] = [
            *fixed,
            Words(desk.one("Distribution Charge:", "Delivery Charge:")),
            *p.lines(
                [
                    (tier, p.price(top - n * Decimal("0.3125"), unit, "commodity", tier=tier), said)
                    for n, tier in enumerate(tiers)
                ]
            ),
        ]
    else:
        blocks = [
            *fixed,
            *p.lines(
                [
                    (
                        desk.one("Distribution Charge", "Base Rate", "Volumetric Charge"),
                        p.price(top, unit, "commodity"),
                        said,
                    )
                ]
            ),
        ]
    gas = p.lines(
        [
            (
                desk.one("Gas Supply Cost Component", "Gas Cost Recovery Rate"),
                p.price(desk.number("2.9105", "8.9990"), unit, "gas_cost"),
                said,
            )
        ]
    )
    return p.leaf(
        clauses(p, of),
        headed(desk, desk.one("Rate", "Net Monthly Rate")),
        blocks,
        gas,
        Gap(0.4),
        late(p),
    )


def large(desk: Desk, of: Utility) -> Leaf:
    """Interruptible service: sentences, a demand charge and a minimum."""
    p = opened(
        desk,
        of,
        desk.one("G-2", "IGS", "T-2"),
        desk.one("Interruptible Service", "Transportation Service"),
    )
    texts = [
        "Administrative Charge "
        f"{p.price(desk.number('50.00', '550.00'), 'USD/month', 'customer')} per month",
        "Demand Charge "
        f"{p.price(desk.number('4.1105', '9.9990'), 'USD/Mcf', 'contract_demand')} per Mcf of "
        "daily contract demand",
        f"Commodity Charge {p.price(desk.number('0.4105', '0.9990'), 'USD/Mcf', 'commodity')} "
        "per Mcf",
    ]
    price = p.price(desk.number("90.00", "550.00"), "USD/month", "minimum")
    least = f"The minimum monthly bill shall be {price}."
    return p.leaf(
        clauses(p, of),
        headed(desk, "Rate"),
        [Words(t, indent=18) for t in texts],
        Gap(0.4),
        headed(desk, "Minimum Bill", least),
        late(p),
    )


_PARTS = (
    "Expected Gas Cost (EGC)",
    "Refund Adjustment (RA)",
    "Actual Adjustment (AA)",
    "Balance Adjustment (BA)",
)


def recovery(desk: Desk, of: Utility) -> Leaf:
    """The gas cost recovery rate as the sum of its parts, in a table with a unit column."""
    p = opened(desk, of, "GCR", "Gas Cost Recovery Rate")
    parts = _amounts(desk)
    rows = [Row(("Component", "Unit", "Amount"), bold=True)]
    for label, amount in [
        *parts,
        ("Gas Cost Recovery Rate", sum((a for _, a in parts), Decimal(0))),
    ]:
        rows.append(Row((label, "$/Mcf", _signed(p, label, amount))))
    table = Table(
        tuple(rows),
        (0.6, 0.15, 0.25),
        ("left", "center", "right"),
        ruled=desk.layout.rules == "grid",
    )
    return p.leaf(
        headed(desk, "Applicability", "To all sales schedules of this tariff."),
        [table, Gap(0.4)],
        headed(desk, "Reporting", "A report is filed thirty (30) days before each quarter begins."),
    )


def recovery_lines(desk: Desk, of: Utility) -> Leaf:
    """The same parts under a heading that names the unit for all."""
    p = opened(desk, of, "GCA", "Gas Cost Adjustment")
    parts = _amounts(desk)
    lines = [(label, _dollars(p, label, amount), "") for label, amount in parts]
    return p.leaf(
        headed(desk, "Gas Cost Adjustment Components per Mcf"),
        p.lines(lines),
        Gap(0.4),
        headed(
            desk,
            "Period",
            "These rates apply to bills rendered on and after the first billing cycle of the "
            "quarter.",
        ),
    )


def _amounts(desk: Desk) -> list[tuple[str, Decimal]]:
    return [
        (label, desk.number("3.1105", "7.9990") if not n else desk.number("-0.4105", "0.4990"))
        for n, label in enumerate(_PARTS)
    ]


def _signed(p: Pricing, label: str, amount: Decimal) -> str:
    number = p.enter(amount, "USD/Mcf", "gas_cost", label=label)
    return p.desk.show(f"({abs(amount)})" if amount < 0 else f"{amount}", (number, "amount"))


def _dollars(p: Pricing, label: str, amount: Decimal) -> str:
    number = p.enter(amount, "USD/Mcf", "gas_cost", label=label)
    shown = p.desk.show(f"{abs(amount)}", (number, "amount"))
    return f"(${shown})" if amount < 0 else f"${shown}"


_FEES = (
    ("Reconnection Charge", "35.00", "90.00"),
    ("Returned Check Fee", "15.00", "35.00"),
    ("Meter Test Charge", "20.00", "95.00"),
    ("Service Trip Charge", "20.00", "45.00"),
    ("Collection Trip", "20.00", "45.00"),
    ("Seasonal Turn-on", "25.00", "65.00"),
)


def special(desk: Desk, of: Utility) -> Leaf:
    """Special charges, each with the rule it rests on."""
    p = opened(desk, of, "SC", desk.one("Special Charges", "Schedule of Nonrecurring Charges"))
    lines = [
        (label, p.price(desk.number(low, high), "USD", "nonrecurring", label=label), "")
        for label, low, high in desk.some(_FEES, 3, 6)
    ]
    said = "The following charges apply in addition to the rates for gas service."
    return p.leaf(headed(desk, "Application", said), p.lines(lines), Gap(0.4), late(p))
