"""Underground differential cost sheets: job costs and distances, totals, cost per foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ratebook.noise.blocks import Align, Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.sheet import Sheet, open_sheet
from ratebook.noise.truth import Ref

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Job:
    when: date
    cost: Decimal
    feet: int


@dataclass(frozen=True, slots=True)
class _Sum:
    cost: Decimal
    feet: int

    @property
    def per_foot(self) -> Decimal:
        return (self.cost / self.feet).quantize(_CENT, ROUND_HALF_UP)


def secondary(desk: Desk, of: Utility) -> list[Leaf]:
    """One table: every job priced overhead and underground, one distance each."""
    sheet, body = _begin(desk, of, "secondary")
    many = desk.one(14, 14, 14, 44)
    jobs = _jobs(desk, sheet.effective.year - 1, many - 8, many, "612.15", "2305.90", 20, 270)
    costs = {
        "overhead": [j.cost for j in jobs],
        "underground": [(j.cost * desk.number("0.70", "1.45")).quantize(_CENT) for j in jobs],
    }
    order = ("underground", "overhead") if desk.layout.turned else ("overhead", "underground")
    titles = desk.one(("OVERHEAD COST", "URD COST"), ("Overhead Cost", "Underground Cost"))
    by_name = dict(zip(("overhead", "underground"), titles, strict=True))
    rows = [
        _job_row(desk, sheet, job, {c: costs[c][n] for c in order}) for n, job in enumerate(jobs)
    ]
    sums = {c: _Sum(sum(costs[c], Decimal(0)), sum(j.feet for j in jobs)) for c in order}
    refs = {c: _total(desk, sheet, "secondary", c, sums[c]) for c in order}
    rows += _total_rows(desk, order, sums, refs)
    head = Row(("MONTH", *(by_name[c] for c in order), desk.one("DISTANCE", "FEET")), bold=True)
    rows, shares = [head, *rows], [0.22, 0.29, 0.29, 0.2]
    if desk.often(0.25):
        rows, shares = [_last_second(row) for row in rows], [0.22, 0.2, 0.29, 0.29]
    aligns: tuple[Align, ...] = ("left", "right", "right", "right")
    table = Table(tuple(rows), tuple(shares), aligns, ruled=desk.layout.rules == "grid", width=0.9)
    ending = _difference(desk, sheet, "secondary", sums)
    return [sheet.leaf(*body, table, Gap(), *ending)]


def primary(desk: Desk, of: Utility) -> list[Leaf]:
    """Two tables, one below the other: overhead jobs and underground jobs are different ones."""
    sheet, body = _begin(desk, of, "primary")
    order = ("underground", "overhead") if desk.layout.turned else ("overhead", "underground")
    sums: dict[str, _Sum] = {}
    for construction in order:
        jobs = _jobs(desk, sheet.effective.year - 1, 5, 11, "2390.10", "11820.75", 180, 1720)
        sums[construction] = _Sum(
            sum((j.cost for j in jobs), Decimal(0)), sum(j.feet for j in jobs)
        )
        body += [_one_kind(desk, sheet, construction, jobs, sums[construction]), Gap()]
    return [sheet.leaf(*body, *_difference(desk, sheet, "primary", sums))]


def _last_second(row: Row) -> Row:
    """A row with its distance after the month."""
    month, *costs, feet = row.cells
    return Row((month, feet, *costs), row.bold)


def _begin(desk: Desk, of: Utility, study: str) -> tuple[Sheet, list[Block]]:
    title = desk.one(
        f"{study.title()} Underground Differential Cost",
        f"Differential Cost of {study.title()} Underground Lines",
    )
    sheet = open_sheet(desk, of, title, revision=desk.one(0, 0, 1, 3), below=True)
    year = sheet.effective.year - 1
    period = desk.one(f"{year} Completed Work Orders", f"Actual Work Completed in {year}")
    return sheet, [
        Words(
            desk.one("RULES AND REGULATIONS", "TERMS AND CONDITIONS"),
            "center",
            bold=True,
            heading=True,
        ),
        Gap(0.4),
        Words(desk.show(title, (sheet.number, "title")), "center", bold=True, heading=True),
        Words(period, "center"),
        Gap(),
    ]


def _jobs(
    desk: Desk, year: int, least: int, most: int, low: str, high: str, near: int, far: int
) -> list[_Job]:
    months = sorted(desk.chance.randint(1, 12) for _ in range(desk.chance.randint(least, most)))
    return [
        _Job(date(year, month, 1), desk.number(low, high), desk.chance.randint(near, far))
        for month in months
    ]


def _month(desk: Desk, when: date, *refs: Ref) -> str:
    text = f"{when:%b-%y}" if desk.layout.dates != "slashes" else f"{when:%b} {when.year}"
    return desk.show(text, *refs)


def _line_cost(
    desk: Desk, sheet: Sheet, study: str, construction: str, job: _Job, cost: Decimal
) -> int:
    return desk.add(
        "line_cost",
        sheet=sheet.key,
        study=study,
        construction=construction,
        month=f"{job.when:%Y-%m}",
        cost=cost,
        distance_ft=str(job.feet),
    )


def _job_row(desk: Desk, sheet: Sheet, job: _Job, costs: dict[str, Decimal]) -> Row:
    refs = {c: _line_cost(desk, sheet, "secondary", c, job, cost) for c, cost in costs.items()}
    month = _month(desk, job.when, *((n, "month") for n in refs.values()))
    feet = desk.show(f"{job.feet:,}", *((n, "distance_ft") for n in refs.values()))
    return Row((month, *(desk.money(costs[c], (n, "cost")) for c, n in refs.items()), feet))


def _total(desk: Desk, sheet: Sheet, study: str, construction: str, of: _Sum) -> int:
    return desk.add(
        "line_cost_total",
        sheet=sheet.key,
        study=study,
        construction=construction,
        cost=of.cost,
        distance_ft=str(of.feet),
        cost_per_ft=of.per_foot,
    )


def _total_rows(
    desk: Desk, order: tuple[str, ...], sums: dict[str, _Sum], refs: dict[str, int]
) -> list[Row]:
    feet = desk.show(f"{sums[order[0]].feet:,}", *((n, "distance_ft") for n in refs.values()))
    costs = (desk.money(sums[c].cost, (refs[c], "cost")) for c in order)
    rates = (desk.money(sums[c].per_foot, (refs[c], "cost_per_ft")) for c in order)
    return [
        Row((desk.one("Total", "TOTAL"), *costs, feet), bold=True),
        Row((desk.one("Cost/Ft", "Cost per Foot"), *rates, ""), bold=True),
    ]


def _one_kind(desk: Desk, sheet: Sheet, construction: str, jobs: list[_Job], of: _Sum) -> Table:
    rows: list[Row] = []
    for job in jobs:
        number = _line_cost(desk, sheet, "primary", construction, job, job.cost)
        rows.append(
            Row(
                (
                    _month(desk, job.when, (number, "month")),
                    desk.money(job.cost, (number, "cost")),
                    desk.show(f"{job.feet:,}", (number, "distance_ft")),
                    "",
                )
            )
        )
    number = _total(desk, sheet, "primary", construction, of)
    name = desk.one("URD", "Underground") if construction == "underground" else "Overhead"
    head = Row(("MONTH", desk.named(f"{name} Cost"), "DISTANCE", "COST/FT"), bold=True)
    total = Row(
        (
            desk.one("TOTAL:", "Total"),
            desk.money(of.cost, (number, "cost")),
            desk.show(f"{of.feet:,}", (number, "distance_ft")),
            desk.money(of.per_foot, (number, "cost_per_ft")),
        ),
        bold=True,
    )
    aligns: tuple[Align, ...] = ("left", "right", "right", "right")
    return Table(
        (head, *rows, total),
        (0.22, 0.32, 0.24, 0.22),
        aligns,
        ruled=desk.layout.rules == "grid",
        width=0.9,
    )


def _difference(desk: Desk, sheet: Sheet, study: str, sums: dict[str, _Sum]) -> list[Block]:
    amount = sums["underground"].per_foot - sums["overhead"].per_foot
    number = desk.add(
        "cost_differential", sheet=sheet.key, study=study, amount=amount, unit="USD/ft"
    )
    shown = desk.money(abs(amount), (number, "amount"))
    name = study.title()
    if amount < 0:
        said = desk.one(
            f"Underground {name} Cost Per Foot is {shown} less than Overhead {name}.",
            f"{name} underground costs {shown} per foot less than {study} overhead.",
        )
        return [Words(said), Words("No differential is charged to the applicant.")]
    said = desk.one(
        f"{name} Underground Differential Cost per Foot: {shown}",
        f"Underground {name} Cost Per Foot is {shown} more than Overhead {name}.",
    )
    return [Words(said), Words("The applicant pays this amount for each foot of trench.")]
