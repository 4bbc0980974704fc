"""Load plans of invented utilities, drawn anew and set as many clerks set them.

Each layout is a function of the drawn plan; what it prints is what it must be read as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from cost_sheets import aligned
from drawn_rows import piped

SUBSTATIONS = ("Rosebud", "Bland Junction", "Canaan", "Linn West", "Vichy Airport", "St. Elizabeth",
               "Belle", "Drake")  # fmt: skip
NAMES = ("Soap Creek", "Gerald North", "Owensville", "Red Oak", "Highway 50 East", "Mt. Sterling",
         "Tea", "Frankenstein", "Lanes Prairie", "Safe", "Rolla Industrial", "Hope", "Paydown",
         "High Gate", "Koeltztown", "Argyle", "Cooper Hill", "Redbird", "Bay", "Stony Hill",
         "Woollam", "Loose Creek", "Byron Landing", "Feuersville", "Useful", "Rich Fountain",
         "Freeburg City", "Meta")  # fmt: skip
ROMAN = ("0", "I", "II", "III", "IV")
WORDS = ("NONE", "ONE", "TWO", "THREE", "FOUR")


@dataclass(frozen=True)
class Feeder:
    """One feeder; `outer` is its cycle, `inner` its percentage or its step."""

    outer: int
    inner: int
    substation: str
    number: str
    name: str
    load: int
    tenths: bool

    @property
    def mw(self) -> str:
        return megawatts(self.load, self.tenths)


def megawatts(load: int, tenths: bool) -> str:
    return f"{load // 10}.{load % 10}" if tenths else str(load)


@dataclass(frozen=True)
class Plan:
    """A plan and what its records must say: feeders as (cycle, percent, step, substation, number,
    name, load), totals as (cycle, percent, step, load)."""

    kind: str
    feeders: tuple[Feeder, ...]
    tenths: bool
    nameless: frozenset[str] = frozenset()

    def groups(self) -> list[tuple[int, list[tuple[int, list[Feeder]]]]]:
        """Cycle, then percentage or step, then its feeders."""
        outers = dict.fromkeys(f.outer for f in self.feeders)
        return [
            (o, [(i, self.of(o, i)) for i in dict.fromkeys(
                f.inner for f in self.feeders if f.outer == o)])
            for o in outers
        ]  # fmt: skip

    def of(self, outer: int, inner: int | None = None) -> list[Feeder]:
        return [f for f in self.feeders if f.outer == outer and inner in (None, f.inner)]

    def sum(self, feeders: Sequence[Feeder]) -> str:
        return megawatts(sum(f.load for f in feeders), self.tenths)

    def name(self, feeder: Feeder) -> str:
        return "" if feeder.name in self.nameless else feeder.name

    def stated(self, *, names: bool = True) -> set[tuple[object, ...]]:
        wide = self.kind == "mandatory"
        return {
            (f.outer if wide else None, f.inner if wide else None, None if wide else f.inner,
             f.substation, f.number, (self.name(f) or None) if names else None, f.mw)
            for f in self.feeders
        }  # fmt: skip

    def totals(self, *, outer: bool = True) -> set[tuple[object, ...]]:
        wide = self.kind == "mandatory"
        made: set[tuple[object, ...]] = set()
        for o, inners in self.groups():
            for i, feeders in inners:
                groups = (o, i, None) if wide else (None, None, i)
                made.add((*groups, self.sum(feeders)))
            if wide and outer:
                made.add((o, None, None, self.sum(self.of(o))))
        return made


def drawn(seed: int, kind: str = "mandatory", *, tenths: bool = True, wide: int = 1) -> Plan:
    """A plan of a seed; `wide` numbers have so many digits."""
    pick = Random(seed)
    names = pick.sample(NAMES, len(NAMES))
    inners = (5, 10, 15) if kind == "mandatory" else (1, 2, 3, 4)
    known: set[tuple[str, str]] = set()
    made: list[Feeder] = []
    for outer in (1, 2) if kind == "mandatory" else (0,):
        for inner in inners:
            for _ in range(pick.choice((3, 4))):
                while True:
                    where = pick.choice(SUBSTATIONS)
                    number = str(pick.randint(10 ** (wide - 1), 10**wide - 1) or 1)
                    if (where, number) not in known:
                        break
                known.add((where, number))
                load = pick.randint(11, 98) if tenths else pick.randint(2, 19)
                made.append(Feeder(outer, inner, where, number, names[len(made)], load, tenths))
    return Plan(kind, tuple(made), tenths)


_WIDE = 22

HEAD = (
    "FOR ALL TERRITORY SERVED\nP.S.C. KY. NO. 8\nOriginal Sheet No. 41\n"
    "Canceling P.S.C. KY. NO. 7\n\nTHISTLE GAP ELECTRIC COOPERATIVE CORPORATION\n\n"
)
FOOT = (
    "\n\nDATE OF ISSUE  March 4, 2015\nDATE EFFECTIVE  April 5, 2015\n"
    "ISSUED BY  ____________________\nTITLE  President\n"
)
Layout = Callable[[int], tuple[str, set[tuple[object, ...]]]]


def _rows(plan: Plan, feeders: Sequence[Feeder], order: str) -> list[list[str]]:
    """The cells of feeders: substation, number, name (`d`) and megawatts in this order."""
    cells = [{"s": f.substation, "n": f.number, "d": plan.name(f), "m": f.mw} for f in feeders]
    return [[row[c] for c in order] for row in cells]


def banners(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """Whole megawatts first, banners over blocks, totals whose number precedes its words."""
    plan = drawn(seed, tenths=False, wide=4)
    text = "EMERGENCY ENERGY CONSERVATION PLAN\nMandatory Load Reduction Schedule\n"
    for cycle, blocks in plan.groups():
        text += f"\nCYCLE NO. {cycle}\n\n"
        text += aligned([["Load", "Circuit", "", ""], ["(MW)", "Number", "Substation",
                        "Circuit Name"]], 16) + "\n"  # fmt: skip
        for percent, feeders in blocks:
            text += f"  --- {percent} percent block ---\n"
            text += aligned(_rows(plan, feeders, "mnsd"), 16)
            text += f"\n{plan.sum(feeders).ljust(16)}Total, {percent} percent block\n\n"
        text += f"{plan.sum(plan.of(cycle)).ljust(16)}TOTAL LOAD REDUCTION, CYCLE NO. {cycle}\n"
    return text, plan.stated() | plan.totals()


def starred(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """Cycles between stars in Roman figures, blocks in brackets, dots before the totals."""
    plan = drawn(seed, wide=3)
    text = "MANDATORY LOAD REDUCTION\n"
    for cycle, blocks in plan.groups():
        text += f"\n*** CYCLE {ROMAN[cycle]} ***\n"
        for percent, feeders in blocks:
            text += f"\n[ {percent}% BLOCK ]\n"
            rows = [["Station", "Breaker", "Feeder Name", "Load in MW"]]
            text += aligned([*rows, *_rows(plan, feeders, "sndm")], _WIDE)
            text += f"\nBlock Total ..................{plan.sum(feeders)} MW\n"
        text += f"\nTotal for Cycle {ROMAN[cycle]} ............ {plan.sum(plan.of(cycle))} MW\n"
    return text, plan.stated() | plan.totals()


def rows_of_groups(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """One drawn table in which cycles and blocks have rows of their own; whole megawatts."""
    plan = drawn(seed, tenths=False, wide=3)
    rows = [["Substation", "Circuit ID", "Circuit Description", "Peak Load, MW"]]
    for cycle, blocks in plan.groups():
        rows.append([f"**Cycle {cycle}**", "", "", ""])
        for percent, feeders in blocks:
            rows.append([f"**{percent} % Reduction**", "", "", ""])
            rows += _rows(plan, feeders, "sndm")
            rows.append([f"Subtotal {percent} % Reduction", "", "", plan.sum(feeders)])
        rows.append([f"**Total Cycle {cycle}**", "", "", f"**{plan.sum(plan.of(cycle))}**"])
    text = "# MANDATORY LOAD CURTAILMENT\n## Feeders to be interrupted\n\n"
    return text + piped(rows), plan.stated() | plan.totals()


def numbered_lines(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """Lines are numbered in a column of their own; no total of a cycle."""
    plan = drawn(seed, wide=2)
    text, line = "Load Reduction Plan - Feeder Listing\n", 0
    for cycle, blocks in plan.groups():
        for percent, feeders in blocks:
            text += f"\nCycle {WORDS[cycle]} - {percent}% of Load\n\n"
            rows = [["Line No.", "Substation", "Fdr. No.", "Area Served", "MW"]]
            for row in _rows(plan, feeders, "sndm"):
                line += 1
                rows.append([str(line), *row])
            rows.append(["", "Total", "", "", plan.sum(feeders)])
            text += aligned(rows, _WIDE) + "\n"
    return text, plan.stated() | plan.totals(outer=False)


def nothing_but_sums(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """Circuits without names, of letters and digits; sums below a rule say only what they are."""
    plan = drawn(seed, tenths=False, wide=4)
    text = "MANDATORY LOAD REDUCTION\n"
    for cycle, blocks in plan.groups():
        text += f"\n== Cycle {cycle} ==\n"
        for percent, feeders in blocks:
            text += f"\n{percent} Percent\n\n"
            rows = [["Substation", "Circuit", "MW"], *_rows(plan, feeders, "snm")]
            text += piped([*rows, ["", "Total", plan.sum(feeders)]]) + "\n"
        text += f"\nCycle {cycle} total: {plan.sum(plan.of(cycle))} MW\n"
    return text, plan.stated(names=False) | plan.totals()


def nameless(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """Steps whose headings are cut in two; some feeders have no name."""
    plan = drawn(seed, "underfrequency", wide=4)
    plan = Plan(plan.kind, plan.feeders, plan.tenths, frozenset(f.name for f in plan.feeders[1::5]))
    text = "GENERAL RULES\nUNDER-FREQUENCY LOAD SHEDDING\n"
    for step, feeders in plan.groups()[0][1]:
        text += f"\nLoad Shed Step {step}:\n"
        rows = [["Station", "Feeder", "Feeder", "MW"], ["", "Number", "Name", "Load"]]
        rows += [*_rows(plan, feeders, "sndm"), ["", "", f"Step {step} Total", plan.sum(feeders)]]
        text += aligned(rows, _WIDE) + "\n"
    text += "\n" + aligned([["", "", "Total, Steps 1 - 4", plan.sum(plan.feeders)]], _WIDE)
    return text + "\n\nLoads are coincident with the 2014 system peak.", (
        plan.stated() | plan.totals()
    )


def nameless_drawn(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """The same drawn, the step on every row, the load first."""
    plan = drawn(seed, "underfrequency", wide=2)
    plan = Plan(plan.kind, plan.feeders, plan.tenths, frozenset(f.name for f in plan.feeders[::4]))
    rows = [["Stage", "MW", "Substation", "Circuit", "Circuit Name"]]
    for step, feeders in plan.groups()[0][1]:
        rows += [[str(step), *row] for row in _rows(plan, feeders, "msnd")]
        rows.append([str(step), plan.sum(feeders), f"Stage {step} Total", "", ""])
    return "# Under Frequency Load Shed Program\n\n" + piped(rows), plan.stated() | plan.totals()


def hertz_banners(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """Whole megawatts, the frequency before the step, totals in words with the load first."""
    plan = drawn(seed, "underfrequency", tenths=False, wide=3)
    text = "UNDERFREQUENCY LOAD SHEDDING\n"
    for step, feeders in plan.groups()[0][1]:
        text += f"\n>>> Step {step} - 59.{5 - step} Hz <<<\n"
        rows = [["MW", "Station", "Feeder No.", "Feeder Name"], *_rows(plan, feeders, "msnd")]
        text += (
            aligned([*rows, [plan.sum(feeders), f"Total load shed in Step {step}"]], _WIDE) + "\n"
        )
    return text, plan.stated() | plan.totals()


def running_sums(seed: int) -> tuple[str, set[tuple[object, ...]]]:
    """A column of running sums beside the loads."""
    plan = drawn(seed, "underfrequency", wide=1)
    text, run = "# Automatic Underfrequency Load Shedding\n", 0
    for step, feeders in plan.groups()[0][1]:
        rows = [["Substation", "Feeder", "Name", "Load (MW)", "Cumulative MW"]]
        for feeder, row in zip(feeders, _rows(plan, feeders, "sndm"), strict=True):
            run += feeder.load
            rows.append([*row, megawatts(run, True)])
        rows.append(["Step Total", "", "", plan.sum(feeders), ""])
        text += f"\n## Step {step}\n\n" + piped(rows) + "\n"
    return text, plan.stated() | plan.totals()


LAYOUTS: tuple[Layout, ...] = (
    banners, starred, rows_of_groups, numbered_lines, nothing_but_sums, nameless, nameless_drawn,
    hertz_banners, running_sums,
)  # fmt: skip
