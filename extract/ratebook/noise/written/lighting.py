"""Outdoor lighting sheets: lamps in groups with codes, and poles."""

from __future__ import annotations

from decimal import Decimal

from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.sheet import Sheet, open_sheet

_LAMPS = (
    ("100 Watt HPS 9,500 Lumens", "SL1"),
    ("150 Watt HPS 16,000 Lumens", "HP1"),
    ("175 Watt Mercury Vapor 7,000 Lumens", "MV1"),
    ("200 Watt HPS 22,000 Lumens", "HP2"),
    ("250 Watt HPS 28,000 Lumens", "HP4"),
    ("400 Watt HPS 50,000 Lumens", "HP5"),
    ("250 Watt Metal Halide 20,500 Lumens", "MH2"),
    ("1,000 Watt Metal Halide", "MH9"),
    ("50 Watt LED 4,200 Lumens", "LD1"),
    ("108 Watt LED 11,000 Lumens", "LD3"),
)
_HOUSINGS = ("Open Bottom", "Cobra Head", "Flood Light", "Post Top", "Directional", "Acorn")
_GROUPS = ("Roadway Lighting", "Security Lighting", "Decorative Lighting", "Area Lighting")
_POLES = (
    "30 ft Wood Pole",
    "35 ft Wood Pole",
    "40 ft Wood Pole",
    "28 ft Aluminum Pole",
    "18 ft Fiberglass Pole",
    "35 ft Steel Pole",
)
_SCHEDULES = (
    ("OL", "Outdoor Lighting Service"),
    ("SL", "Street and Security Lights"),
    ("3", "Outdoor Lighting Service"),
    ("YL", "Yard and Area Lighting"),
)


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """One lighting sheet."""
    schedule, title = desk.one(*_SCHEDULES)
    sheet = open_sheet(desk, of, title, schedule)
    at = sheet.number
    body: list[Block] = [
        Words(
            f"SCHEDULE {desk.show(schedule, (at, 'schedule'))}", "center", bold=True, heading=True
        ),
        Words(desk.show(desk.named(title), (at, "title")), "center", bold=True, heading=True),
        Gap(),
        *_terms(desk, of),
        Gap(0.5),
        Words(
            desk.one(
                "Rate Per Light Per Month",
                "Monthly Rate for Each Light",
                "Rates per Lamp per Month:",
            ),
            bold=True,
            heading=True,
        ),
    ]
    for group in desk.some(_GROUPS, 1, 3):
        body += [Gap(0.4), _lamps(desk, sheet, schedule, title, group)]
    if desk.chance.random() < 0.6:
        body += [Gap(0.4), _poles(desk, sheet, schedule, title)]
    return [sheet.leaf(*body)]


def _terms(desk: Desk, of: Utility) -> list[Block]:
    supplied = desk.one(
        f"Lights under this schedule burn from dusk to dawn, about 4,000 hours a year. {of.short} "
        "owns, operates and repairs the fixture, the lamp and the wiring up to the fixture.",
        f"{of.short} will put up a fixture on one of its existing poles where secondary voltage is "
        "at hand. A lamp that has gone out is replaced within three working days of a report.",
    )
    riders = desk.one(
        "All bills hereunder carry the Fuel Adjustment Clause and the Environmental Surcharge.",
        "The fuel clause rider and the surcharge rider of this tariff apply to these rates.",
    )
    return [
        Words(desk.one("Availability", "Terms of Service", "Conditions"), bold=True, heading=True),
        Words(supplied),
        Gap(0.4),
        Words(desk.one("Riders", "Adjustments"), bold=True, heading=True),
        Words(riders),
    ]


def _price(
    desk: Desk, sheet: Sheet, schedule: str, title: str, **of: object
) -> tuple[int, Decimal]:
    amount = desk.number("3.05", "41.95")
    change = desk.one("I", "I", "R", "N", None)
    number = desk.add(
        "charge",
        source="sheet",
        source_key=sheet.key,
        sheet=sheet.key,
        schedule=schedule,
        schedule_title=title,
        amount=amount,
        change=change,
        **of,
    )
    return number, amount


def _lamps(desk: Desk, sheet: Sheet, schedule: str, title: str, group: str) -> Table:
    coded = desk.layout.name in ("plain", "modern")
    rows: list[Row] = []
    refs: list[int] = []
    for size, code in desk.some(_LAMPS, 2, 5):
        housing = desk.one(*_HOUSINGS)
        code = f"{code}{desk.chance.randint(0, 9)}"
        number, amount = _price(
            desk,
            sheet,
            schedule,
            title,
            group=group,
            component="lamp",
            unit="USD/lamp-month",
            label=f"{size} {housing}",
            code=code if coded else None,
        )
        refs.append(number)
        cells = (
            desk.show(size, (number, "label")),
            desk.show(housing, (number, "label")),
            desk.show(code, (number, "code")),
            desk.money(amount, (number, "amount")),
            _mark(desk, number),
        )
        rows.append(Row(cells if coded else (*cells[:2], *cells[3:])))
    shown = desk.show(group, *((n, "group") for n in refs))
    width = 5 if coded else 4
    head = Row((shown + desk.one("", ":"), *[""] * (width - 1)), bold=True)
    shares = (0.42, 0.24, 0.12, 0.14, 0.08) if coded else (0.44, 0.26, 0.2, 0.1)
    aligns = (
        ("left", "left", "left", "right", "left") if coded else ("left", "left", "right", "left")
    )
    return Table((head, *rows), shares, aligns, ruled=desk.layout.rules == "grid")


def _mark(desk: Desk, number: int) -> str:
    change = desk.truth.records[number].values["change"]
    return f"({desk.show(change, (number, 'change'))})" if change else ""


def _poles(desk: Desk, sheet: Sheet, schedule: str, title: str) -> Table:
    group = desk.one("Pole Charges", "Poles", "Additional Poles per Month")
    rows: list[Row] = []
    refs: list[int] = []
    for pole in desk.some(_POLES, 2, 4):
        number, amount = _price(
            desk,
            sheet,
            schedule,
            title,
            group=group,
            component="pole",
            unit="USD/pole-month",
            label=pole,
            code=None,
        )
        refs.append(number)
        rows.append(
            Row(
                (
                    desk.show(pole, (number, "label")),
                    desk.money(amount, (number, "amount")),
                    _mark(desk, number),
                )
            )
        )
    head = Row((desk.show(group, *((n, "group") for n in refs)), "", ""), bold=True)
    return Table(
        (head, *rows),
        (0.66, 0.24, 0.1),
        ("left", "right", "left"),
        ruled=desk.layout.rules == "grid",
    )
