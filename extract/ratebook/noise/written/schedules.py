"""Appendix B: prescribed charges by schedule, lights by group, poles."""

from __future__ import annotations

from decimal import Decimal

from ratebook.noise.blocks import Block, Gap, Row, Table, Words
from ratebook.noise.desk import Desk

_PLAIN = (
    ("Residential Service", False),
    ("Small Commercial Service", False),
    ("Schools, Churches and Public Buildings", False),
    ("Large Power - 100 kW and Over", True),
    ("Large Industrial - 1,000 kW and Over", True),
    ("All Electric School", False),
    ("Residential Off-Peak Marketing", False),
    ("Seasonal Pumping Service", True),
)
_LIGHTS = (
    "70 Watt LED Security Light",
    "100 Watt HPS Security Light",
    "150 Watt LED Cobra Head",
    "175 Watt Mercury Vapor Security Light",
    "250 Watt HPS 28,000 Lumens Flood Light",
    "400 Watt HPS 50,000 Lumens Cobra Head",
    "1,000 Watt Metal Halide Flood Light",
    "129 Watt LED Flood Light",
    "50 Watt LED Acorn Light",
)
_POLES = (
    "30ft Wood",
    "35ft Wood",
    "40ft Wood",
    "35ft Aluminum",
    "40ft Steel",
    "Power Installed Foundation",
)
_GROUPS = ("Area Lighting", "Street Lighting", "Specialty Lighting", "Yard Lighting")


def rate_schedules(desk: Desk, order: str) -> list[Block]:
    """Schedules of charges, the last one lights and poles; enters their charge records."""
    out: list[Block] = []
    code = desk.chance.randint(1, 9)
    for title, demand in desk.some(_PLAIN, 4, 7):
        name = str(code) if desk.layout.head in ("corner", "form") else f"R{code}"
        code += desk.chance.randint(1, 12)
        first = len(desk.truth.records)
        table = _charges(desk, order, name, title, demand)
        out += [*_heading(desk, name, title, first), table, Gap(0.8)]
    lights = desk.one("OL", "SL", "YL")
    title = "Outdoor Lighting Service"
    first, heading = len(desk.truth.records), len(out)
    for group in desk.some(_GROUPS, 1, 3):
        rows = [(label, "lamp", "USD/lamp-month") for label in desk.some(_LIGHTS, 2, 5)]
        out.append(_group(desk, order, lights, title, group, rows))
    rows = [(label, "pole", "USD/pole-month") for label in desk.some(_POLES, 3, 6)]
    out.append(_group(desk, order, lights, title, desk.one("Pole Rates", "Poles"), rows))
    out[heading:heading] = _heading(desk, lights, title, first)
    return out


def _heading(desk: Desk, name: str, title: str, first: int) -> list[Block]:
    """The heading of the schedule whose charges were entered from `first` on."""
    name = desk.truth.show_since(name, first, "schedule")
    title = desk.truth.show_since(title, first, "schedule_title")
    return [
        Words(f"SCHEDULE {name}", "center", bold=True, heading=True),
        Words(title, "center", bold=True),
        Gap(0.3),
    ]


def _lines(desk: Desk, demand: bool) -> list[tuple[str, str, str, Decimal]]:
    customer = desk.number("9.50", "1890.75") if demand else desk.number("9.50", "58.95")
    lines = [
        (
            desk.one("Customer Charge", "Customer Charge per Month"),
            "customer",
            "USD/month",
            customer,
        )
    ]
    if demand:
        price = desk.number("5.10", "9.90")
        if desk.chance.random() < 0.5:
            lines += [
                (
                    "Demand Charge per kW of Contract Demand",
                    "contract_demand",
                    "USD/kW-month",
                    price,
                ),
                (
                    "Demand Charge per kW of Excess Demand",
                    "excess_demand",
                    "USD/kW-month",
                    price + desk.number("1.05", "3.95"),
                ),
            ]
        else:
            lines.append(("Demand Charge per kW", "demand", "USD/kW-month", price))
    lines.append(("Energy Charge per kWh", "energy", "USD/kWh", desk.number("0.04105", "0.10995")))
    return lines


def _tiers(desk: Desk, order: str, name: str, title: str) -> list[Row]:
    """An energy charge in two blocks."""
    edge = desk.one(500, 600, 1000)
    rows = [Row(("Energy Charge per kWh:", ""))]
    for tier in (f"First {edge:,} kWh", f"All over {edge:,} kWh"):
        amount = desk.number("0.05105", "0.10995")
        number = desk.add(
            "charge",
            source="order",
            source_key=order,
            order=order,
            schedule=name,
            schedule_title=title,
            component="energy",
            unit="USD/kWh",
            tier=tier,
            amount=amount,
        )
        rows.append(
            Row((desk.show(tier, (number, "tier")), desk.money(amount, (number, "amount"))))
        )
    return rows


def _charges(desk: Desk, order: str, name: str, title: str, demand: bool) -> Table:
    rows: list[Row] = []
    lines = _lines(desk, demand)
    tiered = not demand and desk.often(0.15)
    for label, component, unit, amount in lines[:-1] if tiered else lines:
        number = desk.add(
            "charge",
            source="order",
            source_key=order,
            order=order,
            schedule=name,
            schedule_title=title,
            label=label,
            component=component,
            amount=amount,
            unit=unit,
        )
        rows.append(
            Row((desk.show(label, (number, "label")), desk.money(amount, (number, "amount"))))
        )
    if tiered:
        rows += _tiers(desk, order, name, title)
    return _two(desk, rows, 0)


def _group(
    desk: Desk, order: str, name: str, title: str, group: str, lights: list[tuple[str, str, str]]
) -> Table:
    rows: list[Row] = []
    numbers: list[int] = []
    for label, component, unit in lights:
        amount = desk.number("2.95", "48.90")
        numbers.append(
            desk.add(
                "charge",
                source="order",
                source_key=order,
                order=order,
                schedule=name,
                schedule_title=title,
                group=group,
                label=label,
                component=component,
                amount=amount,
                unit=unit,
            )
        )
        rows.append(
            Row(
                (
                    desk.show(label, (numbers[-1], "label")),
                    desk.money(amount, (numbers[-1], "amount")),
                )
            )
        )
    head = Row((desk.show(group, *((n, "group") for n in numbers)), ""), bold=True)
    return _two(desk, [head, *rows], 1)


def _two(desk: Desk, rows: list[Row], head: int) -> Table:
    return Table(
        tuple(rows),
        (0.74, 0.26),
        ("left", "right"),
        head=head,
        width=0.86,
        ruled=desk.layout.rules == "grid",
    )
