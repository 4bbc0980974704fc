"""More cost studies, set as clerks of other utilities would set them."""

from __future__ import annotations

from random import Random

from cost_sheets import MONTHS, Costs, aligned, costs, length, money, per_foot, signed, total
from drawn_rows import piped


def feet_first(chance: Random) -> tuple[str, Costs]:
    """One column of feet for both kinds, placed first; headings of two lines."""
    of = costs(chance, "secondary", alike=True, dear=False).state()
    rows = [["", "Distance", "Underground", "Overhead"], ["Month", "in Feet", "Cost", "Cost"]]
    for a, b in zip(of.overhead, of.underground, strict=True):
        cells = [str(a.feet), f"${money(b.cost)}", f"${money(a.cost)}"]
        rows.append([f"{MONTHS[a.month - 1][:3]} 2014", *cells])
    a, b = of.overhead, of.underground
    rows.append(["Totals", f"{length(a):,}", f"${money(total(b))}", f"${money(total(a))}"])
    rows.append(["Cost per Foot", "", f"${per_foot(b)}", f"${per_foot(a)}"])
    end = (
        f"\n\nThe underground secondary cost per foot is ${-of.gap} less than the overhead "
        "secondary cost\nper foot."
    )
    title = "Underground Secondary Differential Cost\nJobs Completed During 2014\n\n"
    return title + aligned(rows) + end, of


def year_over_months(chance: Random) -> tuple[str, Costs]:
    """Side by side, the year over the months, more jobs of one kind than of the other."""
    of = costs(chance, "primary", alike=False).state()
    rows = [["Overhead", "", "", "Underground", "", ""], ["2014", "Feet", "Cost"] * 2]
    for n, b in enumerate(of.underground):
        a = of.overhead[n] if n < len(of.overhead) else None
        left = [MONTHS[a.month - 1], f"{a.feet:,}", money(a.cost)] if a else ["", "", ""]
        rows.append([*left, MONTHS[b.month - 1], f"{b.feet:,}", money(b.cost)])
    both = (of.overhead, of.underground)
    rows.append([c for j in both for c in ("Total", f"{length(j):,}", f"${money(total(j))}")])
    rows.append([c for j in both for c in ("Average cost per foot", "", f"${per_foot(j)}")])
    end = f"\n\nPrimary differential charge per foot of underground line ..... ${of.gap}"
    title = "UNDERGROUND COST DIFFERENTIAL - PRIMARY\nYear Ended December 31, 2014\n\n"
    return title + aligned(rows, 24) + end, of


def panels_drawn(chance: Random) -> tuple[str, Costs]:
    """The same drawn, jobs numbered, the kinds over their halves."""
    of = costs(chance, "secondary", alike=False).state()
    rows = [["Overhead Construction", "", "", "Underground Construction", "", ""],
            ["Month", "Footage", "Total Cost"] * 2]  # fmt: skip
    for n, b in enumerate(of.underground):
        a = of.overhead[n] if n < len(of.overhead) else None
        left = [f"{MONTHS[a.month - 1][:3]}. 2014", str(a.feet), f"${money(a.cost)}"] if a else []
        right = [f"{MONTHS[b.month - 1][:3]}. 2014", str(b.feet), f"${money(b.cost)}"]
        rows.append([*(left or ["", "", ""]), *right])
    both = (of.overhead, of.underground)
    rows.append([c for j in both for c in ("**Total**", f"{length(j):,}", f"${money(total(j))}")])
    rows.append([c for j in both for c in ("Cost/Foot", "", f"${per_foot(j)}")])
    end = f"\n\nDifferential cost per foot, underground secondary: ${of.gap}"
    return "# Secondary Underground Differential\n\n" + piped(rows) + end, of


def banners_between(chance: Random) -> tuple[str, Costs]:
    """One table, a banner over the jobs of each kind, cost per foot in the total's row."""
    of = costs(chance, "primary", alike=False).state()
    text = "DIFFERENTIAL COST OF PRIMARY UNDERGROUND EXTENSIONS\nCompleted in 2014\n"
    for kind, jobs in (("OVERHEAD", of.overhead), ("UNDERGROUND", of.underground)):
        text += f"\n===== {kind} LINES =====\n"
        rows = [["Date", "Installed Cost", "Feet of Line", "Unit Cost"]]
        rows += [[f"{j.month}/{9 + j.feet % 19}/2014", f"$ {money(j.cost)}", f"{j.feet:,}",
                  f"{(j.cost / j.feet):.2f}"] for j in jobs]  # fmt: skip
        rows.append(["TOTAL", f"$ {money(total(jobs))}", f"{length(jobs):,}", f"{per_foot(jobs)}"])
        text += aligned(rows, 18) + "\n"
    return text + f"\nDIFFERENCE PER FOOT: ${of.gap}", of


def rows_of_kinds(chance: Random) -> tuple[str, Costs]:
    """A drawn table in which the kinds have rows of their own."""
    of = costs(chance, "secondary", alike=False).state()
    rows = [["Month/Year", "Length (Feet)", "Cost of Construction", "Cost per Foot"]]
    for kind, jobs in (("Overhead", of.overhead), ("Underground", of.underground)):
        rows.append([f"**{kind}**", "", "", ""])
        rows += [[f"{j.month}/2014", str(j.feet), money(j.cost), ""] for j in jobs]
        rows.append(["Total", f"{length(jobs):,}", money(total(jobs)), f"${per_foot(jobs)}"])
    end = f"\n\nUnderground over overhead, per foot: ${of.gap}"
    return "# Secondary Extensions: Underground Cost Differential\n\n" + piped(rows) + end, of


def gap_in_last_row(chance: Random) -> tuple[str, Costs]:
    """Both kinds with feet of their own, each kind's name over its columns; the gap as a row."""
    of = costs(chance, "primary", alike=False).state()
    rows = [["Jobs", "OH Cost", "OH Feet", "URD Cost", "URD Feet"]]
    a, b = ({j.month: j for j in js} for js in (of.overhead, of.underground))
    rows[0][0] = "Month Completed"
    for month in sorted(a.keys() | b.keys()):
        done = (a.get(month), b.get(month))
        cells = [[money(j.cost), str(j.feet)] if j else ["", ""] for j in done]
        rows.append([f"{MONTHS[month - 1]} 2014", *cells[0], *cells[1]])
    sums = [[money(total(j)), f"{length(j):,}"] for j in (of.overhead, of.underground)]
    rates = [[f"${per_foot(j)}", ""] for j in (of.overhead, of.underground)]
    rows += [["Year Total", *sums[0], *sums[1]], ["Avg. Cost per Ft.", *rates[0], *rates[1]]]
    end = f"\n\nNet differential per foot   {signed(of.gap)}"
    return "## Primary: Differential, Overhead and Underground\n\n" + piped(rows) + end, of


MORE = (feet_first, year_over_months, panels_drawn, banners_between, rows_of_kinds,
        gap_in_last_row)  # fmt: skip
