"""Data access guides: utility facts, ways to get data, and rates as somebody else states them."""

from __future__ import annotations

from decimal import Decimal

import ratebook.noise.invent as invent
from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk, printed_day
from ratebook.noise.invent import Utility

_METHODS = (
    (
        "MemberHub Web Portal",
        "Yes",
        "No",
        "Residential, Commercial",
        "Bills, payments, usage",
        "Next day",
        "HTML, PDF",
    ),
    (
        "Green Button Download",
        "Yes",
        "No",
        "All online members",
        "Hourly interval usage",
        "Up to 13 months back",
        "XML (ESPI)",
    ),
    (
        "Letter of authorization",
        "Yes",
        "Yes",
        "Any, with consent",
        "Bills and interval data",
        "7-10 business days",
        "PDF, CSV",
    ),
    ("Green Button Connect", "No", "No", "N/A", "N/A", "Not offered", "N/A"),
    ("EDI", "No", "No", "N/A", "N/A", "Not offered", "N/A"),
    ("Text alerts", "Yes", "No", "Residential", "Balance and outages", "Same day", "SMS"),
)
_FIELDS = ("method", "first_party", "third_party", "customers", "data", "latency", "format")


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """One guide, with charges stated in its questions and answers."""
    customers = desk.chance.randint(6100, 71900)
    updated = invent.month_start(desk, 2024, 2026).replace(day=desk.chance.randint(1, 28))
    phone = f"1-800-555-0{desk.chance.randint(100, 199)}"
    number = desk.add(
        "guide",
        jurisdiction="KY",
        utility=of.name,
        utility_type="Electric Cooperative",
        customers=customers,
        supplier=of.supplier,
        phone=phone,
        updated=updated.isoformat(),
    )
    key = desk.truth.reference(number)
    name = desk.show(of.name, (number, "utility"))
    shown = desk.show(f"{customers:,}", (number, "customers"))
    day = desk.show(printed_day(updated, "long"), (number, "updated"))
    body: list[Block] = [
        Words(f"{name} Data Access Guide", bold=True, heading=True),
        Gap(0.5),
        Words(
            f"{of.short} delivers electricity to members in {', '.join(of.counties[:-1])} and "
            f"{of.counties[-1]} counties, Kentucky. Its power comes from "
            f"{desk.show(of.supplier, (number, 'supplier'))} ({of.supplier_short})."
        ),
        Gap(0.5),
        Words(f"Kentucky · Electric Cooperative · {shown} customers · Last updated {day}"),
        Gap(0.7),
        Words(f"How to Get Your {of.short} Data: All Access Methods", bold=True, heading=True),
        _methods(desk, key),
        Gap(),
        *_sections(desk, of, key, number, phone),
    ]
    return [Leaf((), tuple(body))]


def _methods(desk: Desk, key: str) -> Table:
    rows: list[Row] = []
    for method in desk.some(_METHODS, 4, 6):
        number = desk.add("access_method", guide=key, **dict(zip(_FIELDS, method, strict=True)))
        rows.append(
            Row(
                tuple(
                    desk.show(text, (number, field))
                    for text, field in zip(method, _FIELDS, strict=True)
                )
            )
        )
    head = Row(
        ("Method", "1st Party", "3rd Party", "Customer Types", "Data Types", "Latency", "Format"),
        bold=True,
    )
    return Table(
        (head, *rows),
        (0.2, 0.09, 0.09, 0.17, 0.19, 0.14, 0.12),
        ("left",) * 7,
        glued=desk.layout.dialect == "tabs",
        ruled=desk.layout.rules == "grid",
    )


def _claim(desk: Desk, key: str, schedule: str, component: str, unit: str, amount: Decimal) -> str:
    number = desk.add(
        "charge",
        source="guide",
        source_key=key,
        schedule=schedule,
        component=component,
        unit=unit,
        amount=amount,
    )
    return "$" + desk.show(f"{amount:,}", (number, "amount"))


def _sections(desk: Desk, of: Utility, key: str, number: int, phone: str) -> list[Block]:
    one, two = str(desk.chance.randint(2, 29)), str(desk.chance.randint(30, 59))
    customer = _claim(desk, key, one, "customer", "USD/month", desk.number("21.05", "49.95"))
    energy = _claim(desk, key, one, "energy", "USD/kWh", desk.number("0.07105", "0.10995"))
    big = _claim(desk, key, two, "customer", "USD/month", desk.number("305.05", "1949.95"))
    demand = _claim(desk, key, two, "demand", "USD/kW-month", desk.number("5.10", "9.95"))
    cheap = _claim(desk, key, two, "energy", "USD/kWh", desk.number("0.04105", "0.06995"))
    texts = (
        (
            "Billing Data",
            f"Members see bills of the past two years online. For older bills call "
            f"{desk.show(phone, (number, 'phone'))} and give the account number.",
        ),
        (
            "Rates and Tariff",
            f"Which rates do business members pay? Schedule {one} is "
            f"{customer}/mo customer and {energy}/kWh. Schedule {two} is {big}/mo customer, "
            f"{demand}/kW demand and {cheap}/kWh.",
        ),
        (
            "Limits",
            "There is no programming interface for other companies. A consultant sends a "
            "letter the member has signed and waits up to two weeks.",
        ),
    )
    out: list[Block] = []
    for title, text in texts:
        out += [Words(title, bold=True, heading=True), Words(text), Gap(0.6)]
    return out
