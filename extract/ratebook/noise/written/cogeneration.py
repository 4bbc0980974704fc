"""Cogeneration and small power purchase sheets: capacity lines, a time-differentiated table and
flat rates by year."""

from __future__ import annotations

from decimal import Decimal

from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.sheet import Sheet, open_sheet
from ratebook.noise.truth import Ref

_SIZES = (
    (
        "Cogeneration and Small Power Production Power Purchase Rate Schedule Over 100 kW",
        "more than 100 kW",
    ),
    (
        "Cogeneration and Small Power Production Power Purchase Rate Schedule Less Than 100 kW",
        "100 kW or less",
    ),
    ("Qualifying Facilities Purchase Tariff Over 100 kW", "above 100 kW"),
    ("Qualifying Facilities Purchase Tariff 100 kW or Less", "at most 100 kW"),
)
_TITLES = {"winter": "Winter", "summer": "Summer", "on_peak": "On-Peak", "off_peak": "Off-Peak"}


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """One purchase sheet."""
    title, size = desk.one(*_SIZES)
    sheet = open_sheet(desk, of, title)
    first = sheet.effective.year
    years = list(range(first, first + desk.chance.randint(3, 6)))
    body: list[Block] = [
        Words(
            desk.show(desk.named(title), (sheet.number, "title")), "center", bold=True, heading=True
        ),
        Gap(0.6),
        Words("AVAILABILITY", bold=True, heading=True),
        Words(_availability(desk, of, size)),
        Gap(0.6),
        Words(desk.one("RATES", "RATE", "PURCHASE RATES"), bold=True, heading=True),
        *_capacity(desk, sheet),
        Gap(0.5),
        Words(
            "2. Energy: "
            + desk.one(
                "the payment for each kWh delivered follows from the tables below.",
                "for every kWh taken, the seller chooses one of the two tables that follow.",
            )
        ),
        Words(
            desk.one("a. Time Differentiated Rates:", "a. Rates by Season and Period"), indent=18
        ),
        Gap(0.3),
        _by_period(desk, sheet, years),
        Gap(0.5),
        Words(
            desk.one("b. Non-Time Differentiated Rates:", "b. Flat Rates (all hours)"), indent=18
        ),
        Gap(0.3),
        _flat(desk, sheet, years),
        *_periods(desk),
    ]
    return [sheet.leaf(*body)]


def _availability(desk: Desk, of: Utility, size: str) -> str:
    return desk.one(
        f"Open to a qualifying cogenerator or small power producer with a capability of {size} "
        f"that has signed an agreement with {of.name} and its supplier, {of.supplier} "
        f'("{of.supplier_short}"), under 807 KAR 5:054.',
        f'{of.supplier} ("{of.supplier_short}") buys the output of qualifying facilities of '
        f"{size} located on the lines of {of.name}. A written contract is required first.",
    )


def _charge(desk: Desk, sheet: Sheet, amount: Decimal, **values: object) -> int:
    blank: dict[str, object] = {"year": None, "season": None, "period": None}
    return desk.add(
        "charge",
        source="sheet",
        source_key=sheet.key,
        sheet=sheet.key,
        amount=amount,
        **(blank | values),
    )


def _capacity(desk: Desk, sheet: Sheet) -> list[Block]:
    yearly, hourly = desk.number("18.05", "79.95"), desk.number("0.002101", "0.009899")
    if desk.chance.random() < 0.5:
        hourly = hourly.quantize(Decimal("0.00001"))
    marks = [desk.one("I", "R", "N", None) for _ in range(2)]
    a = _charge(desk, sheet, yearly, component="capacity", unit="USD/kW-year", change=marks[0])
    b = _charge(desk, sheet, hourly, component="capacity", unit="USD/kWh", change=marks[1])
    buyer = sheet.utility.supplier_short
    one, two = desk.money(yearly, (a, "amount")), desk.money(hourly, (b, "amount"))
    texts = desk.one(
        (
            f"a. {one} per kW per year is paid where {buyer} dispatches the facility.",
            f"b. {two} per kWh is paid where {buyer} does not dispatch the facility.",
        ),
        (
            f"a. If dispatched by {buyer}: {one} per kW per year.",
            f"b. If not dispatched by {buyer}: {two} per kWh.",
        ),
    )
    shown = [
        desk.show(f"({m})", (n, "change")) if m else "" for m, n in zip(marks, (a, b), strict=True)
    ]
    return [
        Words(desk.one("1. Capacity", "1. Capacity payment")),
        Words(texts[0], indent=18, change=shown[0]),
        Words(texts[1], indent=18, change=shown[1]),
    ]


def _by_period(desk: Desk, sheet: Sheet, years: list[int]) -> Table:
    seasons = ("summer", "winter") if desk.layout.turned else ("winter", "summer")
    columns = [(s, p) for s in seasons for p in ("on_peak", "off_peak")]
    refs: dict[tuple[str, str], list[int]] = {column: [] for column in columns}
    rows: list[Row] = []
    for year in years:
        cells: list[str] = []
        numbers: list[int] = []
        for season, period in columns:
            low, high = ("0.02105", "0.04915") if period == "off_peak" else ("0.03905", "0.08995")
            amount = desk.number(low, high)
            numbers.append(
                _charge(
                    desk,
                    sheet,
                    amount,
                    component="energy",
                    unit="USD/kWh",
                    year=year,
                    season=season,
                    period=period,
                )
            )
            refs[season, period].append(numbers[-1])
            cells.append(desk.money(amount, (numbers[-1], "amount")))
        rows.append(Row((desk.show(str(year), *((n, "year") for n in numbers)), *cells)))
    head = _season_head(desk, columns, refs)
    return Table(
        (*head, *rows),
        (0.16, 0.21, 0.21, 0.21, 0.21),
        ("center",) * 5,
        head=len(head),
        ruled=desk.layout.rules == "grid",
        width=0.92,
    )


def _season_head(
    desk: Desk, columns: list[tuple[str, str]], refs: dict[tuple[str, str], list[int]]
) -> tuple[Row, ...]:
    periods = [desk.show(_TITLES[p], *((n, "period") for n in refs[s, p])) for s, p in columns]
    if desk.layout.name == "modern":
        joined = [f"{_TITLES[s]} {t}" for (s, _), t in zip(columns, periods, strict=True)]
        return (Row(("Year", *joined), bold=True),)
    above: list[str] = []
    for season in dict.fromkeys(s for s, _ in columns):
        both: list[Ref] = [(n, "season") for (s, _), ns in refs.items() if s == season for n in ns]
        above.append(desk.show(_TITLES[season], *both))
    return (Row(("", *above), bold=True, spans=(1, 2, 2)), Row(("Year", *periods), bold=True))


def _flat(desk: Desk, sheet: Sheet, years: list[int]) -> Table:
    top: list[str] = []
    bottom: list[str] = []
    for year in years:
        amount = desk.number("0.03005", "0.06495")
        number = _charge(desk, sheet, amount, component="energy", unit="USD/kWh", year=year)
        top.append(desk.show(str(year), (number, "year")))
        bottom.append(desk.money(amount, (number, "amount")))
    ruled = desk.layout.rules == "grid"
    if desk.layout.name == "typed":
        pairs = tuple(Row(pair) for pair in zip(top, bottom, strict=True))
        return Table(
            (Row(("Year", "Rate"), bold=True), *pairs),
            (0.4, 0.6),
            ("center", "center"),
            ruled=ruled,
            width=0.4,
        )
    share = 0.84 / len(years)
    return Table(
        (Row(("Year", *top), bold=True), Row(("Rate", *bottom))),
        (0.16, *[share] * len(years)),
        ("center",) * (len(years) + 1),
        ruled=ruled,
        width=0.98,
    )


def _periods(desk: Desk) -> list[Block]:
    if desk.chance.random() < 0.4:
        return []
    return [
        Gap(0.6),
        Words(
            "Winter runs from October through April, summer from May through "
            "September. On-peak hours in winter are 7:00 a.m. to 12:00 noon and "
            "5:00 p.m. to 10:00 p.m., in summer 10:00 a.m. to 10:00 p.m."
        ),
    ]
