"""Allocation tables of invented suppliers and utilities in many layouts, each with its truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from drawn_rows import piped

HEAD = """COMMONWEALTH OF KENTUCKY
BEFORE THE PUBLIC SERVICE COMMISSION

In the Matter of:

APPLICATION OF OAK HILL ENERGY CORPORATION  )  CASE NO.
FOR AN ADJUSTMENT OF RATES                  )  2018-00123

ORDER

Oak Hill Energy Corporation applied for a change of its rates.

IT IS THEREFORE ORDERED that:

1. The rates in Appendix B are approved for service on and after June 1, 2018.

By the Commission

APPENDIX A

APPENDIX TO AN ORDER OF THE KENTUCKY PUBLIC SERVICE
COMMISSION IN CASE NO. 2018-00123 DATED MAY 30 2018

"""
MEMBERS = ["Alder", "Bluegrass Hills", "Cedar Grove", "Dry Ridge", "Eagle Gap", "Fox Hollow"]
CLASSES = ["Residential", "Large Power - 1,000 kW and Over", "Schools & Churches", "Schedule 11"]
Truth = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Share:
    """What a member or class pays before and after."""

    name: str
    present: int
    change: int

    @property
    def final(self) -> int:
        return self.present + self.change

    def percent(self, places: int = 1) -> str:
        """Without sign; empty where nothing is paid."""
        return f"{abs(self.change) / self.present * 100:.{places}f}" if self.present else ""

    def truth(self, table: str, places: int = 1) -> tuple[str, ...]:
        percent = self.percent(places)
        sign = "-" if self.change < 0 and percent else ""
        figures = map(str, (self.present, self.final, self.change))
        return (table, self.name, *figures, sign + percent if percent else "None")


def shares(chance: Random, names: Sequence[str], *, down: bool = False) -> list[Share]:
    """One for each name, the total last."""
    made: list[Share] = []
    for name in names:
        present = chance.randint(900_000, 60_000_000)
        change = present * chance.randint(20, 70) // 1000
        made.append(Share(name, present, -change if down else change))
    return with_total(made)


def with_total(made: list[Share]) -> list[Share]:
    whole = Share("Total", sum(s.present for s in made), sum(s.change for s in made))
    return [*made, whole]


def aligned(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(
        rows_[0].ljust(36) + "".join(c.rjust(18) for c in rows_[1:]).rstrip() for rows_ in rows
    )


def classes(chance: Random) -> tuple[str, Truth]:
    """Rate classes, the increase in the middle, another label for the total."""
    made = shares(chance, CLASSES)
    rows = [["Class of Service", "Current Revenue", "Increase", "% Increase", "Approved Revenue"]]
    for s in made:
        name = "Total Revenue" if s.name == "Total" else s.name
        rows.append(
            [name, f"${s.present:,}", f"${s.change:,}", f"{s.percent(2)}%", f"${s.final:,}"]
        )
    return f"Base Rates\n\n{aligned(rows)}\n", {s.truth("Base Rates", 2) for s in made}


def decreases(chance: Random) -> tuple[str, Truth]:
    """A column of decreases, printed without a sign."""
    made = shares(chance, MEMBERS, down=True)
    rows = [["Member Cooperative", "Present", "Decrease", "Final", "Percent"]]
    for s in made:
        name = "System Total" if s.name == "Total" else s.name
        rows.append([name, f"{s.present:,}", f"{-s.change:,}", f"{s.final:,}", f"{s.percent()}%"])
    return f"Rate E\n\n{piped(rows)}\n", {s.truth("Rate E") for s in made}


def parentheses(chance: Random) -> tuple[str, Truth]:
    """Decreases in parentheses below headings that span two columns."""
    made = shares(chance, CLASSES, down=True)
    rows = [["", "Revenue", "", "Increase (Decrease)", ""],
            ["Rate Class", "Present", "Approved", "Amount", "Percent"]]  # fmt: skip
    for s in made:
        figures = [f"${s.present:,}", f"${s.final:,}", f"(${-s.change:,})", f"({s.percent()}%)"]
        rows.append([s.name, *figures])
    return f"Revenue Decrease\n\n{piped(rows)}\n", {s.truth("Revenue Decrease") for s in made}


def over_pages(chance: Random) -> tuple[str, Truth]:
    """Split over two pages, dashes for nothing, percentages without sign, a total without label."""
    made = shares(chance, MEMBERS)[:-1]
    made[3] = Share(made[3].name, 0, 0)
    made = with_total(made)
    heads = ["Member", "Pct.", "Change", "Present", "Final"]

    def row(s: Share) -> list[str]:
        name = "" if s.name == "Total" else s.name
        figures = [f"{n:,}" if s.present else "-" for n in (s.change, s.present, s.final)]
        return [name, s.percent(2), *figures]

    one, two = [heads, *map(row, made[:3])], [heads, *map(row, made[3:])]
    page = "\n\nAppendix A\nPage 2 of 3\nCase No. 2018-00123\n\nRate C - Continued\n\n"
    text = f"Rate C\n\n{aligned(one)}{page}{aligned(two)}\n"
    return text, {s.truth("Rate C", 2) for s in made}


def asked_and_granted(chance: Random) -> tuple[str, Truth]:
    """What was asked stands beside what was granted."""
    made = shares(chance, MEMBERS)
    rows = [["Member", "Present", "Proposed", "Approved", "Increase", "Percentage"]]
    for s in made:
        asked = f"$ {s.final + chance.randint(1000, 90000):,}"
        figures = [f"$ {s.present:,}", asked, f"$ {s.final:,}", f"$ {s.change:,}"]
        rows.append([s.name, *figures, f"{s.percent()}%"])
    return f"**All Rates**\n\n{piped(rows)}\n", {s.truth("All Rates") for s in made}


def rates_and_total(chance: Random) -> tuple[str, Truth]:
    """Two rates and their total, headings over two lines."""
    one, two = shares(chance, MEMBERS), shares(chance, MEMBERS)
    both = [
        Share(a.name, a.present + b.present, a.change + b.change)
        for a, b in zip(one, two, strict=True)
    ]
    text, truth = "", set[tuple[str, ...]]()
    for title, made in (("Rate 1", one), ("Rate 2", two), ("Total", both)):
        rows = [["", "Present", "Final", "", ""],
                ["Member System", "Revenue", "Revenue", "Change", "Percent"]]  # fmt: skip
        for s in made:
            figures = [f"$ {s.present:,}", f"$ {s.final:,}", f"$ {s.change:,}"]
            rows.append([s.name, *figures, f"{s.percent()}%"])
        text += f"{title}\n\n{aligned(rows)}\n\n"
        truth |= {s.truth(title) for s in made}
    return text, truth


LAYOUTS: Sequence[Callable[[Random], tuple[str, Truth]]] = (
    classes, decreases, parentheses, over_pages, asked_and_granted, rates_and_total
)  # fmt: skip
