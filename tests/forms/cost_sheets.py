"""Cost studies of invented cooperatives in many layouts, each with the records it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from drawn_rows import piped

CENT = Decimal("0.01")
HEAD = "{}    P.S.C. KY. NO. 6\nOriginal Sheet No. 58\nCanceling P.S.C. KY. NO. 5\n\n"
FOOT = "\n\nDATE OF ISSUE  March 3, 2015     DATE EFFECTIVE  April 4, 2015\n"
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """One job: its month, cost and feet."""

    month: int
    cost: Decimal
    feet: int

    @property
    def iso(self) -> str:
        return f"2014-{self.month:02d}"


@dataclass(slots=True)
class Costs:
    """The jobs of a study and what its sheet states."""

    study: str
    overhead: list[Job]
    underground: list[Job]
    stated: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])

    @property
    def gap(self) -> Decimal:
        """Underground less overhead, per foot."""
        return per_foot(self.underground) - per_foot(self.overhead)

    def state(self, *, jobs: bool = True) -> Costs:
        """Notes what the records must say."""
        for kind, done in (("overhead", self.overhead), ("underground", self.underground)):
            for job in done if jobs else ():
                self.stated.add((self.study, kind, job.iso, str(job.cost), str(job.feet)))
            cost, feet = str(total(done)), str(length(done))
            self.stated.add((self.study, kind, cost, feet, str(per_foot(done))))
        self.stated.add((self.study, str(self.gap)))
        return self


def total(jobs: Sequence[Job]) -> Decimal:
    return sum((job.cost for job in jobs), Decimal(0))


def length(jobs: Sequence[Job]) -> int:
    return sum(job.feet for job in jobs)


def per_foot(jobs: Sequence[Job]) -> Decimal:
    return (total(jobs) / length(jobs)).quantize(CENT)


def costs(chance: Random, study: str, *, alike: bool, dear: bool = True) -> Costs:
    """A study; `alike`: both kinds of the same jobs; `dear`: underground costs more."""
    low, high = (20, 300) if study == "secondary" else (200, 1200)

    def price(feet: int, underground: bool) -> Decimal:
        rate = Decimal("12.5" if underground and dear else "8.1" if underground else "9.9")
        return (feet * rate * chance.randint(90, 110) / 100 + chance.randint(10, 90)).quantize(CENT)

    def jobs(count: int, underground: bool) -> list[Job]:
        months = sorted(chance.sample(range(1, 13), count))
        feet = [chance.randint(low, high) for _ in months]
        return [Job(m, price(f, underground), f) for m, f in zip(months, feet, strict=True)]

    over = jobs(6, False)
    under = [Job(j.month, price(j.feet, True), j.feet) for j in over] if alike else jobs(7, True)
    return Costs(study, over, under)


def money(value: Decimal) -> str:
    return f"{value:,.2f}"


def signed(value: Decimal) -> str:
    return f"({-value:,.2f})" if value < 0 else money(value)


def aligned(rows: Sequence[Sequence[str]], wide: int = 16) -> str:
    """Rows in columns drawn by blanks."""
    return "\n".join("".join(c.ljust(wide) for c in row).rstrip() for row in rows)


def short(job: Job) -> str:
    return f"{MONTHS[job.month - 1][:3]}-14"


def by_work_order(chance: Random) -> tuple[str, Costs]:
    """Work orders with dates, length first, a difference in each row; underground is cheaper."""
    of = costs(chance, "secondary", alike=True, dear=False).state()
    rows = [["W.O. No.", "Date Closed", "Length (Ft.)", "Overhead", "Underground", "Difference"]]
    for n, (a, b) in enumerate(zip(of.overhead, of.underground, strict=True)):
        day = f"{a.month}/{n + 3}/14"
        rows.append([f"14-{n}", day, str(a.feet), money(a.cost), money(b.cost),
                     signed(b.cost - a.cost)])  # fmt: skip
    a, b = of.overhead, of.underground
    rows.append(["Totals", "", f"{length(a):,}", f"${money(total(a))}", f"${money(total(b))}",
                 signed(total(b) - total(a))])  # fmt: skip
    rows.append(["Average per foot", "", "", f"${per_foot(a)}", f"${per_foot(b)}", signed(of.gap)])
    end = f"\n\nDifferential per foot, underground over overhead  {signed(of.gap)}"
    return "SECONDARY UNDERGROUND COST DIFFERENTIAL\n\n" + aligned(rows, 18) + end, of


def in_panels(chance: Random) -> tuple[str, Costs]:
    """Overhead jobs beside underground jobs, more of these than of those."""
    of = costs(chance, "primary", alike=False).state()
    rows = [["Month", "OH Cost", "Feet", "Month", "URD Cost", "Feet"]]
    for n, b in enumerate(of.underground):
        a = of.overhead[n] if n < len(of.overhead) else None
        left = [short(a), money(a.cost), f"{a.feet:,}"] if a else ["", "", ""]
        rows.append([*left, short(b), money(b.cost), f"{b.feet:,}"])
    sides = [
        ["Total", f"${money(total(j))}", f"{length(j):,}"] for j in (of.overhead, of.underground)
    ]
    rates = [["Cost/Ft", f"${per_foot(j)}", ""] for j in (of.overhead, of.underground)]
    rows += [[*sides[0], *sides[1]], [*rates[0], *rates[1]]]
    end = f"\n\nUnderground primary cost exceeds overhead primary cost by ${of.gap} per foot."
    return "Underground Differential - Primary\n\n" + aligned(rows) + end, of


def with_spans(chance: Random) -> tuple[str, Costs]:
    """Headings over two columns each; months with jobs of one kind only."""
    of = costs(chance, "primary", alike=False).state()
    rows = [["", "Overhead", "", "Underground", ""], ["Month", "Cost", "Feet", "Cost", "Feet"]]
    a, b = ({j.month: j for j in js} for js in (of.overhead, of.underground))
    for month in sorted(a.keys() | b.keys()):
        done = (a.get(month), b.get(month))
        cells = [[f"${money(j.cost)}", str(j.feet)] if j else ["", ""] for j in done]
        rows.append([f"{month:02d}/2014", *cells[0], *cells[1]])
    sums = [[f"${money(total(j))}", f"{length(j):,}"] for j in (of.overhead, of.underground)]
    rates = [[f"${per_foot(j)}", ""] for j in (of.overhead, of.underground)]
    rows += [["Total", *sums[0], *sums[1]], ["Average Cost/Foot", *rates[0], *rates[1]]]
    end = f"\n\nThe differential cost is ${of.gap} per foot."
    return "## Primary Extensions: Differential Cost of Underground\n\n" + piped(rows) + end, of


def typed_rows(chance: Random) -> tuple[str, Costs]:
    """The kind of construction in a column of its own."""
    of = costs(chance, "primary", alike=False).state()
    rows = [["Construction", "Month", "Cost", "Footage"]]
    for kind, jobs in (("Overhead", of.overhead), ("Underground", of.underground)):
        rows += [[kind, short(j), money(j.cost), f"{j.feet:,}"] for j in jobs]
        rows.append([f"Total {kind}", "", f"${money(total(jobs))}", f"{length(jobs):,}"])
    end = (
        f"\n\nOverhead cost per foot        ${per_foot(of.overhead)}"
        f"\nUnderground cost per foot     ${per_foot(of.underground)}"
        f"\nDifferential per foot         ${of.gap}"
    )
    return "PRIMARY UNDERGROUND DIFFERENTIAL\n\n" + aligned(rows, 20) + end, of


def names_of_months(chance: Random) -> tuple[str, Costs]:
    """Months without years, of the year in the title; feet with their unit."""
    of = costs(chance, "secondary", alike=True).state()
    rows = [["Month", "Overhead", "Underground", "Distance"]]
    for a, b in zip(of.overhead, of.underground, strict=True):
        cells = [f"$ {money(a.cost)}", f"$ {money(b.cost)}", f"{a.feet} ft."]
        rows.append([MONTHS[a.month - 1], *cells])
    a, b = of.overhead, of.underground
    rows.append(["TOTAL", f"$ {money(total(a))}", f"$ {money(total(b))}", f"{length(a):,} ft."])
    rows.append(["COST PER FOOT", f"$ {per_foot(a)}", f"$ {per_foot(b)}", ""])
    end = f"\n\nUnderground secondary is ${of.gap} per foot more than overhead secondary."
    title = "UNDERGROUND SECONDARY DIFFERENTIAL COST\nCalendar Year 2014\n\n"
    return title + aligned(rows) + end, of


def only_sums(chance: Random) -> tuple[str, Costs]:
    """No jobs: what all came to, a column for each kind."""
    of = costs(chance, "primary", alike=False).state(jobs=False)
    both = (of.overhead, of.underground)
    rows = [
        ["", "Overhead", "Underground"],
        ["Total cost", *(f"${money(total(j))}" for j in both)],
        ["Total feet", *(f"{length(j):,}" for j in both)],
        ["Cost per foot", *(f"${per_foot(j)}" for j in both)],
        ["Difference per foot", "", f"${of.gap}"],
    ]
    return "PRIMARY UNDERGROUND COST DIFFERENTIAL\n\n" + aligned(rows, 22), of


def both_studies(chance: Random) -> tuple[str, Costs]:
    """Secondary side by side, primary one below the other, each with its difference."""
    one = costs(chance, "secondary", alike=True).state()
    two = costs(chance, "primary", alike=False).state()
    rows = [["Completed", "Feet", "Underground Cost", "Overhead Cost"]]
    for a, b in zip(one.overhead, one.underground, strict=True):
        cells = [str(a.feet), f"${money(b.cost)}", f"${money(a.cost)}"]
        rows.append([f"{a.month:02d}/14", *cells])
    a, b = one.overhead, one.underground
    rows.append(["TOTAL", f"{length(a):,}", f"${money(total(b))}", f"${money(total(a))}"])
    rows.append(["Per Foot", "", f"${per_foot(b)}", f"${per_foot(a)}"])
    text = "## Underground Differential Costs, 2014\n\n### Secondary\n\n" + piped(rows)
    text += f"\n\nDifferential: ${one.gap} per foot\n\n### Primary\n"
    for kind, jobs in (("A. Overhead", two.overhead), ("B. Underground", two.underground)):
        rows = [["Date", "Length, Feet", "Total Cost", "$/Ft"]]
        rows += [[f"{j.month:02d}/15/2014", f"{j.feet:,}", f"${money(j.cost)}",
                  f"{(j.cost / j.feet).quantize(CENT)}"] for j in jobs]  # fmt: skip
        sums = [f"{length(jobs):,}", f"${money(total(jobs))}", f"{per_foot(jobs)}"]
        text += f"\n{kind}\n\n" + piped([*rows, ["Total", *sums]]) + "\n"
    text += f"\nDifferential: ${two.gap} per foot"
    two.stated |= one.stated
    return text, two


LAYOUTS = (by_work_order, in_panels, with_spans, typed_rows, names_of_months, only_sums,
           both_studies)  # fmt: skip
