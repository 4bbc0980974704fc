"""Load plans: mandatory load reduction in cycles and blocks, under-frequency shedding in steps."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import ratebook.noise.invent as invent
from ratebook.noise.blocks import Align, Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.sheet import Sheet, open_sheet, sheets_in_a_row

_TENTH = Decimal("0.1")
Feeder = tuple[str, str, str]


def mandatory(desk: Desk, of: Utility) -> list[Leaf]:
    """A plan of two or three cycles, each on its own sheet, feeders never used twice.

    Totals of blocks are sums of loads before rounding; totals of cycles are sums of the printed
    block totals.
    """
    cycles = desk.chance.randint(2, 3)
    percents = (5, 10, 15, 20)
    sizes = [[desk.chance.randint(3, 6) for _ in percents] for _ in range(cycles)]
    pool = iter(invent.feeders(desk, sum(map(sum, sizes))))
    numbers = sheets_in_a_row(desk, cycles)
    title = desk.one("Mandatory Load Reduction Priority", "Emergency Load Reduction Plan")
    leaves: list[Leaf] = []
    sheet: Sheet | None = None
    for cycle in range(1, cycles + 1):
        sheet = open_sheet(
            desk, of, title, sheet=numbers[cycle - 1], revision=0, like=sheet, below=True
        )
        blocks = [
            (p, [next(pool) for _ in range(n)])
            for p, n in zip(percents, sizes[cycle - 1], strict=True)
        ]
        body = [*_opening(desk, sheet, title), *_cycle(desk, sheet, cycle, blocks)]
        leaves.append(sheet.leaf(*body))
    return leaves


def underfrequency(desk: Desk, of: Utility) -> list[Leaf]:
    """Six steps over two sheets."""
    title = desk.one("Under Frequency Load Shedding", "Automatic Underfrequency Load Shedding")
    numbers = sheets_in_a_row(desk, 2)
    steps = [desk.chance.randint(3, 6) for _ in range(6)]
    pool = iter(invent.feeders(desk, sum(steps)))
    leaves: list[Leaf] = []
    sheet: Sheet | None = None
    for part in (0, 1):
        sheet = open_sheet(desk, of, title, sheet=numbers[part], revision=0, like=sheet, below=True)
        body = _opening(desk, sheet, title)
        for step in range(3 * part + 1, 3 * part + 4):
            body += [
                _step(desk, sheet, step, [next(pool) for _ in range(steps[step - 1])]),
                Gap(0.7),
            ]
        leaves.append(sheet.leaf(*body))
    return leaves


def _opening(desk: Desk, sheet: Sheet, title: str) -> list[Block]:
    return [
        Words(
            desk.one("PLAN AND PROCEDURES", "EMERGENCY PROCEDURES"),
            "center",
            bold=True,
            heading=True,
        ),
        Words(desk.show(title, (sheet.number, "title")), "center", bold=True, heading=True),
        Gap(0.6),
    ]


def _loads(desk: Desk, count: int) -> tuple[list[Decimal], Decimal]:
    """Loads printed to a tenth and their printed total: the rounded sum before rounding."""
    exact = [desk.number("0.200", "7.400") for _ in range(count)]
    total = sum(exact, Decimal(0)).quantize(_TENTH, ROUND_HALF_UP)
    return [load.quantize(_TENTH, ROUND_HALF_UP) for load in exact], total


def _cycle(
    desk: Desk, sheet: Sheet, cycle: int, blocks: list[tuple[int, list[Feeder]]]
) -> list[Block]:
    first = len(desk.truth.records)
    body: list[Block] = []
    whole = Decimal(0)
    for percent, feeders in blocks:
        table, total = _block(desk, sheet, cycle, percent, feeders)
        whole += total
        body += [table, Gap(0.4)]
    number = desk.add(
        "load_total",
        sheet=sheet.key,
        plan="mandatory",
        cycle=cycle,
        scope="cycle",
        percent=None,
        mw=whole,
    )
    shown = desk.show(str(whole), (number, "mw"))
    words = desk.one(f"Total Cycle {cycle} Reduction", f"Cycle {cycle} Total")
    row = Row(("", words, shown), bold=True)
    body.append(Table((row,), (0.44, 0.36, 0.2), ("left", "right", "right"), head=0, width=0.95))
    shown = desk.truth.show_since(str(cycle), first, "cycle")
    return [Words(f"Cycle {shown}:", bold=True), Gap(0.3), *body]


def _block(
    desk: Desk, sheet: Sheet, cycle: int, percent: int, feeders: list[Feeder]
) -> tuple[Table, Decimal]:
    loads, total = _loads(desk, len(feeders))
    apart = desk.layout.name == "modern"
    rows: list[Row] = []
    numbers: list[int] = []
    for (station, fdr, name), mw in zip(feeders, loads, strict=True):
        shown_name = None if desk.chance.random() < 0.12 else name
        number = desk.add(
            "feeder_load",
            sheet=sheet.key,
            plan="mandatory",
            cycle=cycle,
            percent=percent,
            substation=station,
            feeder=fdr,
            feeder_name=shown_name,
            mw=mw,
        )
        numbers.append(number)
        tail = desk.show(shown_name, (number, "feeder_name")) if shown_name else ""
        shown_fdr = desk.show(fdr, (number, "feeder"))
        dash = desk.layout.dash if tail else desk.layout.dash.rstrip()
        middle = (shown_fdr, tail) if apart else (shown_fdr + dash + tail,)
        rows.append(
            Row(
                (
                    "",
                    desk.show(station, (number, "substation")),
                    *middle,
                    desk.show(str(mw), (number, "mw")),
                )
            )
        )
    at = desk.add(
        "load_total",
        sheet=sheet.key,
        plan="mandatory",
        cycle=cycle,
        percent=percent,
        scope="block",
        mw=total,
    )
    words = desk.one("Total MW reduction", "Block total")
    blank = ("", "", "") if apart else ("", "")
    rows.append(Row((*blank, words, desk.show(str(total), (at, "mw"))), bold=True))
    shown = desk.show(f"{percent}%", *((n, "percent") for n in [*numbers, at]))
    names = (
        ("Feeder No.", "Feeder Name")
        if apart
        else (desk.one("Feeder Number and Description", "Feeder"),)
    )
    head = Row((shown, "Substation", *names, desk.one("MW Load Reduction", "MW")), bold=True)
    left: list[Align] = ["left"] * (2 + len(names))
    shares = (0.1, 0.26, 0.14, 0.28, 0.22) if apart else (0.1, 0.3, 0.38, 0.22)
    return Table(
        (head, *rows), shares, (*left, "right"), ruled=desk.layout.rules == "grid", width=0.95
    ), total


def _step(desk: Desk, sheet: Sheet, step: int, feeders: list[Feeder]) -> Table:
    loads, total = _loads(desk, len(feeders))
    first = len(desk.truth.records)
    rows: list[Row] = []
    for (station, fdr, name), mw in zip(feeders, loads, strict=True):
        number = desk.add(
            "feeder_load",
            sheet=sheet.key,
            plan="underfrequency",
            step=step,
            substation=station,
            feeder=fdr,
            feeder_name=name,
            mw=mw,
        )
        rows.append(
            Row(
                (
                    desk.show(station, (number, "substation")),
                    desk.show(fdr, (number, "feeder")),
                    desk.show(name, (number, "feeder_name")),
                    desk.show(str(mw), (number, "mw")),
                    "",
                )
            )
        )
    at = desk.add(
        "load_total", sheet=sheet.key, plan="underfrequency", step=step, scope="step", mw=total
    )
    rows.append(Row(("", "", "Total Load", desk.show(str(total), (at, "mw")), "MW"), bold=True))
    number = desk.truth.show_since(str(step), first, "step")
    top = Row((f"Step {number} {desk.one('Reductions', 'Relays')}:", "", "", "", ""), bold=True)
    names = desk.one(
        ("Station", "Fdr", "Feeder Name", "Load", ""), ("Substation", "Feeder", "Name", "Load", "")
    )
    aligns: tuple[Align, ...] = ("left", "center", "left", "right", "left")
    return Table(
        (top, Row(names, bold=True), *rows),
        (0.3, 0.12, 0.36, 0.13, 0.09),
        aligns,
        head=2,
        ruled=desk.layout.rules == "grid",
        width=0.95,
    )
