"""Purchase rates of invented utilities, printed in one layout after another from drawn figures.

Each layout is a function of the figures; what it prints is what it must be read as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from drawn_rows import piped

Charge = tuple[str, str, str, int | None, str | None, str | None]
"""component, amount, unit, year, season, period"""

SEASONS = ("winter", "summer")
PERIODS = ("on_peak", "off_peak")
SAID = {"winter": "Winter", "summer": "Summer", "on_peak": "On-Peak", "off_peak": "Off-Peak"}


@dataclass(frozen=True)
class Prices:
    """The figures of one sheet, in dollars to five decimals."""

    years: tuple[int, ...]
    timed: dict[tuple[int, str, str], str]
    flat: dict[int, str]
    year_capacity: str
    hour_capacity: str
    month_capacity: dict[int, str]

    def truth(self, *, timed: bool = True, flat: bool = True) -> set[Charge]:
        """The energy charges of the tables a layout prints."""
        made: set[Charge] = set()
        if timed:
            made |= {("energy", a, "USD/kWh", y, s, p) for (y, s, p), a in self.timed.items()}
        if flat:
            made |= {("energy", a, "USD/kWh", y, None, None) for y, a in self.flat.items()}
        return made

    def capacity(self) -> set[Charge]:
        """The two capacity rates that are of no year."""
        return {
            ("capacity", self.year_capacity, "USD/kW-year", None, None, None),
            ("capacity", self.hour_capacity, "USD/kWh", None, None, None),
        }


def drawn(seed: int) -> Prices:
    """The figures of a seed."""
    pick = Random(seed)
    first = pick.randint(2008, 2021)
    years = tuple(range(first, first + pick.randint(2, 5)))

    def rate() -> str:
        return f"0.0{pick.randint(2000, 7999)}"

    return Prices(
        years,
        {(y, s, p): rate() for y in years for s in SEASONS for p in PERIODS},
        {y: rate() for y in years},
        f"{pick.randint(20, 60)}.{pick.randint(10, 99)}",
        f"0.00{pick.randint(100, 999)}",
        {y: f"{pick.randint(2, 9)}.{pick.randint(10, 99)}" for y in years},
    )


def sheet(body: str, seed: int = 0) -> str:
    """A whole sheet around a body."""
    number = 20 + seed
    return (
        f"FOR Entire Territory Served\nP.S.C. KY. NO. 4\n2nd Revised Sheet No. {number}\n"
        f"Canceling P.S.C. KY. NO. 4\n1st Revised Sheet No. {number}\n\n"
        "HARLOW RIVER ELECTRIC COOPERATIVE CORPORATION\n\n"
        "COGENERATION AND SMALL POWER PRODUCTION OVER 100 kW\n\n"
        f"{body}\n\nDATE OF ISSUE   April 1, 2013\nDATE EFFECTIVE  June 1, 2013\n"
        "ISSUED BY       ____________________\nTITLE           President\n"
    )


def _cents(amount: str) -> str:
    return f"{float(amount) * 100:.3f}"


def _table(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _spaced(rows: list[list[str]], width: int = 14) -> str:
    return "\n".join(r[0].ljust(10) + "".join(c.rjust(width) for c in r[1:]) for r in rows)


def _by_year(p: Prices, order: list[tuple[str, str]], sign: str = "$") -> list[list[str]]:
    return [[str(y), *(sign + p.timed[y, s, q] for s, q in order)] for y in p.years]


def off_peak_first(p: Prices) -> tuple[str, set[Charge]]:
    """Summer before winter, off-peak before on-peak, one heading a column."""
    order = [(s, q) for s in ("summer", "winter") for q in ("off_peak", "on_peak")]
    head = ["Year", *(f"{SAID[q]} {SAID[s]}" for s, q in order)]
    body = "Energy payment per kWh\n\n" + _table([head, *_by_year(p, order)])
    return body, p.truth(flat=False)


def spanning_heads(p: Prices) -> tuple[str, set[Charge]]:
    """Seasons over periods, with no heading over the years."""
    order = [(s, q) for s in SEASONS for q in PERIODS]
    lines = [
        "Energy rates in $ per kWh",
        " " * 20 + "Winter".center(28) + "Summer".center(28),
        _spaced([["", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak"], *_by_year(p, order, "")]),
    ]
    return "\n".join(lines), p.truth(flat=False)


def years_across(p: Prices) -> tuple[str, set[Charge]]:
    """Years across the page, the season on a line of its own over its periods."""
    rows = [["", *map(str, p.years)]]
    for s in SEASONS:
        rows.append([SAID[s]])
        rows += [["  " + SAID[q], *("$" + p.timed[y, s, q] for y in p.years)] for q in PERIODS]
    return "Energy Rates per kWh:\n\n" + _spaced(rows), p.truth(flat=False)


def season_by_year(p: Prices) -> tuple[str, set[Charge]]:
    """A drawn table with season and period in columns and a column for each year."""
    rows = [["Season", "Pricing Period", *map(str, p.years)]]
    rows += [
        [SAID[s], SAID[q], *(p.timed[y, s, q] for y in p.years)] for s in SEASONS for q in PERIODS
    ]
    return "Energy payments, $/kWh\n\n" + piped(rows), p.truth(flat=False)


def in_cents(p: Prices) -> tuple[str, set[Charge]]:
    """Figures with the sign of cents."""
    order = [(s, q) for s in SEASONS for q in PERIODS]
    head = ["Year", *(f"{SAID[s]} {SAID[q]}" for s, q in order)]
    rows = [[str(y), *(_cents(p.timed[y, s, q]) + "¢" for s, q in order)] for y in p.years]
    return "Energy Rate per kWh\n\n" + piped([head, *rows]), p.truth(flat=False)


def flat_in_cents(p: Prices) -> tuple[str, set[Charge]]:
    """One rate a year, in cents."""
    rows = [["Year", "Rate (cents per kWh)"], *([str(y), _cents(p.flat[y])] for y in p.years)]
    return "Energy, non-time differentiated\n\n" + _table(rows), p.truth(timed=False)


def table_of_each_season(p: Prices) -> tuple[str, set[Charge]]:
    """A table for each season, headed by it."""
    parts = ["Energy credit, dollars per kilowatt-hour"]
    for s, months in (("summer", "(May - September)"), ("winter", "(October - April)")):
        rows = [["Year", "On-Peak", "Off-Peak"]]
        rows += [[str(y), *(p.timed[y, s, q] for q in PERIODS)] for y in p.years]
        parts += [f"{SAID[s]} {months}", _table(rows)]
    return "\n\n".join(parts), p.truth(flat=False)


def listed(p: Prices) -> tuple[str, set[Charge]]:
    """A row for each price, the price first, the year printed once for its rows."""
    rows = [["$ per kWh", "Year", "Season", "Period"]]
    for y in p.years:
        for n, (s, q) in enumerate((s, q) for s in SEASONS for q in PERIODS):
            rows.append([p.timed[y, s, q], str(y) if not n else "", SAID[s], SAID[q]])
    return "Energy prices\n\n" + piped(rows), p.truth(flat=False)


def listed_once(p: Prices) -> tuple[str, set[Charge]]:
    """A row for each price, year and season printed once."""
    rows = [["Year", "Season", "Period", "Energy Rate ($/kWh)"]]
    for y in p.years:
        for s in SEASONS:
            for q in PERIODS:
                first = q == "on_peak"
                shown = str(y) if first and s == "winter" else ""
                rows.append([shown, SAID[s] if first else "", SAID[q], p.timed[y, s, q]])
    return piped(rows), p.truth(flat=False)


def energy_and_capacity(p: Prices) -> tuple[str, set[Charge]]:
    """Two columns of different kinds and units."""
    rows = [["Year", "Energy ($/kWh)", "Capacity ($/kW-month)"]]
    rows += [[str(y), p.flat[y], p.month_capacity[y]] for y in p.years]
    capacity = {("capacity", a, "USD/kW-month", y, None, None) for y, a in p.month_capacity.items()}
    return "Avoided cost rates\n\n" + piped(rows), p.truth(timed=False) | capacity


def bare_rows(p: Prices) -> tuple[str, set[Charge]]:
    """A row of years and a row of rates, without a word."""
    rows = [[str(y) for y in p.years], ["$" + p.flat[y] for y in p.years]]
    text = "All energy is paid for at the following rates per kWh:\n\n" + _spaced(rows, 12)
    return text, p.truth(timed=False)


def flat_beside(p: Prices) -> tuple[str, set[Charge]]:
    """A column of all hours beside on-peak and off-peak, of no season; no word for energy."""
    rows = [["Year", "On-Peak", "Off-Peak", "Flat"]]
    rows += [[str(y), *(p.timed[y, "winter", q] for q in PERIODS), p.flat[y]] for y in p.years]
    timed: set[Charge] = {
        ("energy", a, "USD/kWh", y, None, q) for (y, s, q), a in p.timed.items() if s == "winter"
    }
    return "Rates per kWh\n\n" + piped(rows), timed | p.truth(timed=False)


def one_below_the_other(p: Prices) -> tuple[str, set[Charge]]:
    """Two tables with nothing between them but their headings."""
    rows = [["", *map(str, p.years)]]
    rows += [
        [f"{SAID[s]} {SAID[q]}", *(p.timed[y, s, q] for y in p.years)]
        for s in SEASONS
        for q in PERIODS
    ]
    flat = [["", *map(str, p.years)], ["All hours", *(p.flat[y] for y in p.years)]]
    text = f"ENERGY RATE, TIME OF DAY ($/kWh)\n\n{_spaced(rows)}\n\n"
    return f"{text}ENERGY RATE, ALL HOURS ($/kWh)\n\n{_spaced(flat)}", p.truth()


def capacity_in_words(p: Prices) -> tuple[str, set[Charge]]:
    """Two rates in one sentence, and a table below."""
    order = [(s, q) for s in SEASONS for q in PERIODS]
    head = ["Year", *(f"{SAID[s]} {SAID[q]}" for s, q in order)]
    text = (
        f"Capacity: ${p.year_capacity} per kW-year if the Company may dispatch the facility, "
        f"otherwise ${p.hour_capacity} per kWh.\n\nEnergy, per kWh:\n\n"
    )
    return text + _table([head, *_by_year(p, order)]), p.truth(flat=False) | p.capacity()


def capacity_listed(p: Prices) -> tuple[str, set[Charge]]:
    """Capacity rates behind their names."""
    text = (
        "Capacity Payments\n"
        f"  Dispatched by the Cooperative ........ ${p.year_capacity} per kW per year\n"
        f"  Not dispatched by the Cooperative .... ${p.hour_capacity} per kWh\n\n"
        "Energy Payments, $ per kWh\n\n"
    )
    rows = [["Year", *map(str, p.years)], ["All Hours", *(p.flat[y] for y in p.years)]]
    return text + _table(rows), p.truth(timed=False) | p.capacity()


Layout = Callable[[Prices], tuple[str, set[Charge]]]


def flat_cut_in_two(p: Prices) -> tuple[str, set[Charge]]:
    """A drawn table whose last column is of no season; its heading is cut in two."""
    order = [(s, q) for s in SEASONS for q in PERIODS]
    rows = [["", "Winter", "Winter", "Summer", "Summer", "Non-Time"],
            ["Year", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak", "Differentiated"]]  # fmt: skip
    rows += [[*row, "$" + p.flat[int(row[0])]] for row in _by_year(p, order)]
    return "Energy payment, $ per kWh\n\n" + piped(rows), p.truth()


def flat_behind_spans(p: Prices) -> tuple[str, set[Charge]]:
    """The same set in columns, the seasons over their periods and nothing over the last."""
    order = [(s, q) for s in ("summer", "winter") for q in PERIODS]
    lines = [
        "Energy purchase rates, per kWh",
        " " * 12 + "Summer".center(28) + "Winter".center(28),
        _spaced([["Year", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak", "Flat Rate"]]),
        _spaced([[*row, "$" + p.flat[int(row[0])]] for row in _by_year(p, order)]),
    ]
    return "\n".join(lines), p.truth()


def flat_first(p: Prices) -> tuple[str, set[Charge]]:
    """All hours before the seasons, each season over its periods."""
    order = [(s, q) for s in SEASONS for q in PERIODS]
    rows = [["Contract Year", "All Hours", "Winter", "", "Summer", ""],
            ["", "", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak"]]  # fmt: skip
    rows += [[row[0], "$" + p.flat[int(row[0])], *row[1:]] for row in _by_year(p, order)]
    return "Energy Rates ($/kWh)\n\n" + piped(rows), p.truth()


def flat_below_its_name(p: Prices) -> tuple[str, set[Charge]]:
    """Three headings over five columns, the last of them over one."""
    order = [(s, q) for s in SEASONS for q in PERIODS]
    lines = [
        "Energy payments, dollars per kWh",
        " " * 12 + "Winter".center(34) + "Summer".center(34) + "Non-Time".rjust(15),
        _spaced([["Year", "On-Peak", "Off-Peak", "On-Peak", "Off-Peak", "Differentiated"]], 17),
        _spaced([[*row, "$" + p.flat[int(row[0])]] for row in _by_year(p, order)], 17),
    ]
    return "\n".join(lines), p.truth()


LAYOUTS: tuple[Layout, ...] = (
    off_peak_first, spanning_heads, years_across, season_by_year, in_cents, flat_in_cents,
    table_of_each_season, listed, listed_once, energy_and_capacity, bare_rows,
    capacity_in_words, capacity_listed, flat_beside, one_below_the_other,
    flat_cut_in_two, flat_behind_spans, flat_first, flat_below_its_name,
)  # fmt: skip
