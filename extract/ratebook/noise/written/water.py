"""A water district's charge sheets."""

from __future__ import annotations

from decimal import Decimal

from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.written.prices import Pricing, headed, late, named, opened, picked


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """Some of the sheets of a water district's book."""
    of = named(
        of, desk.one("Water District", "County Water Association, Inc.", "Water & Sewer District")
    )
    return picked(desk, of, (monthly, by_meter, by_size, bulk, fees, taps), 3)


def monthly(desk: Desk, of: Utility) -> Leaf:
    """Blocks of gallons; the first block is the minimum bill."""
    p = opened(desk, of, desk.one("W-1", "1", "A"), desk.one("Monthly Water Rates", "Water Rates"))
    p.style = desk.one("table", "words", "dots")
    lines = _blocks(
        p, desk.one(1000, 2000), desk.number("18.51", "31.98"), desk.number("6.26", "9.71")
    )
    return p.leaf(
        headed(desk, desk.one("Monthly Rates", "Rates per Month")),
        p.lines(lines),
        Gap(0.4),
        late(p),
    )


def _blocks(
    p: Pricing, first: int, least: Decimal, top: Decimal, group: str | None = None
) -> list[tuple[str, str, str]]:
    desk, said = p.desk, {"group": group} if group else {}
    second, third = desk.one((3000, 5000), (2000, 5000), (8000, 10000))
    tiers = [
        f"First {first:,} gallons",
        f"Next {second:,} gallons",
        f"Next {third:,} gallons",
        desk.one(
            f"Over {first + second + third:,} gallons",
            f"All over {first + second + third:,} gallons",
        ),
    ]
    lines = [
        (
            tiers[0],
            p.price(least, "USD/month", "minimum", tier=tiers[0], **said),
            desk.one("Minimum Bill", "(Minimum Bill)", "minimum bill"),
        )
    ]
    for n, tier in enumerate(tiers[1:]):
        lines.append(
            (
                tier,
                p.price(top - n * Decimal("0.63"), "USD/1000 gal", "commodity", tier=tier, **said),
                "per 1,000 gallons",
            )
        )
    return lines


def by_meter(desk: Desk, of: Utility) -> Leaf:
    """The same blocks for every meter size, under its heading."""
    p = opened(
        desk,
        of,
        desk.one("W-2", "2", "B"),
        desk.one("Water Rates by Meter Size", "Retail Water Rates"),
    )
    top = desk.number("6.26", "9.71")
    blocks: list[Block] = []
    for size, first in desk.some(
        (
            ('5/8" x 3/4" Meter', 2000),
            ('1" Meter', 5000),
            ('1 1/2" Meter', 10000),
            ('2" Meter', 20000),
        ),
        2,
        4,
    ):
        blocks += [
            Words(size, bold=True),
            *p.lines(_blocks(p, first, desk.number("18.51", "231.98"), top, size)),
            Gap(0.3),
        ]
    return p.leaf(headed(desk, "Monthly Rates"), blocks, late(p))


def by_size(desk: Desk, of: Utility) -> Leaf:
    """A service charge by meter size in a table, and one price for all use."""
    p = opened(
        desk, of, desk.one("W-3", "3", "C"), desk.one("General Water Service", "Metered Service")
    )
    rows = [
        Row(
            ("Meter Size", desk.one("Service Charge per Month", "Monthly Service Charge")),
            bold=True,
        )
    ]
    amount = desk.number("9.10", "14.90")
    for n, size in enumerate(("5/8 Inch", "3/4 Inch", "1 Inch", "2 Inch")):
        rows.append(Row((size, p.price(amount * (n + 1), "USD/month", "customer", label=size))))
    table = Table(
        tuple(rows), (0.5, 0.5), ("left", "right"), ruled=desk.layout.rules == "grid", width=0.7
    )
    unit, said = desk.one(
        ("USD/1000 gal", "per 1,000 gallons"),
        ("USD/100 cu ft", "per 100 cubic feet"),
        ("USD/Ccf", "per Ccf"),
    )
    use = p.lines(
        [
            (
                desk.one("Volumetric Charge", "Commodity Charge"),
                p.price(desk.number("4.1105", "9.9990"), unit, "commodity"),
                said,
            )
        ]
    )
    return p.leaf(headed(desk, "Service Charge"), [table, Gap(0.3)], use, Gap(0.4), late(p))


def bulk(desk: Desk, of: Utility) -> Leaf:
    """Wholesale and loading-station prices."""
    p = opened(
        desk,
        of,
        desk.one("W-4", "4", "D"),
        desk.one("Wholesale and Bulk Water Rates", "Bulk Loading Station"),
    )
    lines = [
        (
            desk.one("Wholesale Rate", "Leak Adjustment Rate"),
            p.price(desk.number("2.11", "5.99"), "USD/1000 gal", "commodity"),
            "per 1,000 gallons",
        ),
        (
            "Bulk Water Sales",
            p.price(desk.number("0.0071", "0.0109"), "USD/gal", "commodity"),
            "per gallon",
        ),
    ]
    return p.leaf(headed(desk, "Rates"), p.lines(lines), Gap(0.4))


_FEES = (
    ("Connection/Turn-on Charge", "25.00", "60.00"),
    ("Connection/Turn-on Charge (After Hours)", "60.00", "95.00"),
    ("Field Collection Charge", "20.00", "45.00"),
    ("Meter Relocation Charge", "90.00", "350.00"),
    ("Meter Re-Read Charge", "15.00", "45.00"),
    ("Meter Test Charge", "30.00", "75.00"),
    ("Reconnection Charge", "25.00", "60.00"),
    ("Returned Check Charge", "15.00", "35.00"),
    ("Service Call/Investigation", "20.00", "60.00"),
)


def fees(desk: Desk, of: Utility) -> Leaf:
    """Special nonrecurring charges, late payment among them."""
    p = opened(desk, of, "NRC", "Special Nonrecurring Charges")
    lines = [
        (label, p.price(desk.number(low, high), "USD", "nonrecurring", label=label), "")
        for label, low, high in desk.some(_FEES, 4, 8)
    ]
    rate = Decimal(10)
    lines.append(("Late Payment Penalty", p.price(rate, "percent", "late_payment"), ""))
    return p.leaf(
        headed(desk, "Charges", "The following charges apply when the service is rendered."),
        p.lines(lines),
    )


def taps(desk: Desk, of: Utility) -> Leaf:
    """Connection fees by meter size and deposits."""
    p = opened(desk, of, "TF", desk.one("Meter Connection/Tap-on Charges", "Connection Fees"))
    lines = [
        (
            f"{size} Inch Meter",
            p.price(
                desk.number("450.00", "1450.00"), "USD", "nonrecurring", label=f"{size} Inch Meter"
            ),
            "",
        )
        for size in ("5/8 x 3/4", "1")
    ]
    lines.append(("All larger meters", "Actual Cost", ""))
    return p.leaf(headed(desk, "Charges"), p.lines(lines), Gap(0.4))
