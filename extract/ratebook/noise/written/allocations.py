"""Appendix A: how a wholesale increase falls on the member systems, rate by rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ratebook.noise.blocks import Align, Block, Gap, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility

_MEMBERS = (
    "Barren Fork",
    "Cedar Bluff",
    "East Knobs",
    "Five Counties",
    "Green Ridge",
    "Kinniconick",
    "Limestone Valley",
    "Mill Spring",
    "Panther Creek",
    "Red Bird",
    "Rolling Fork",
    "Sandstone",
    "Stonewall",
    "Tradewater",
)
_RATES = ("Rate A", "Rate D", "Rate E", "Rate H", "Large Special", "Steam")
_COLUMNS = ("present", "final", "change", "percent")


@dataclass(frozen=True, slots=True)
class _Print:
    """The unit of printed percents, and whether the change stands before the final amount."""

    percent: str
    change_first: bool

    def ordered(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        name, present, final, change, percent = cells
        if self.change_first:
            return name, present, change, final, percent
        return cells


Load = dict[str, dict[str, tuple[Decimal, Decimal]]]


def allocation_tables(desk: Desk, of: Utility, order: str) -> tuple[list[Block], Decimal]:
    """A table for each wholesale rate and a Total table, their sum before rounding.

    Also the whole increase in dollars.
    """
    members: list[str] = desk.some(_MEMBERS, 6, 11)
    rates = desk.some(_RATES, 3, 5)
    revenue: Load = {rate: _revenue(desk, members) for rate in rates}
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for member in members:
        pairs = [revenue[rate][member] for rate in rates]
        sums[member] = (
            sum((p for p, _ in pairs), Decimal(0)),
            sum((f for _, f in pairs), Decimal(0)),
        )
    head = desk.one(
        ("Member System", "Present", "Final", "Change", "Percent"),
        (f"{of.supplier_short} Member", "Present", "Final", "Change", "As Percent"),
    )
    out: list[Block] = []
    print_as = _Print(desk.one("0.1", "0.1", "0.01"), desk.often(0.2))
    for rate in [*rates, "Total"]:
        rows = sums if rate == "Total" else revenue[rate]
        first = len(desk.truth.records)
        table = _table(desk, order, rate, head, rows, print_as)
        title = desk.truth.show_since(rate, first, "table")
        out += [Words(title, bold=True), table, Gap()]
    return out, _dollars(sum((f - p for p, f in sums.values()), Decimal(0)))


def _revenue(desk: Desk, members: list[str]) -> dict[str, tuple[Decimal, Decimal]]:
    """Present and final revenue with cents; only dollars are printed."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    rate = desk.number("1.0190", "1.0520")
    for member in members:
        if desk.chance.random() < 0.3:
            found[member] = (Decimal(0), Decimal(0))
            continue
        present = desk.number("391200.00", "61422400.00")
        wobble = desk.number("-0.0008", "0.0008")
        found[member] = (present, present * (rate + wobble))
    if not any(present for present, _ in found.values()):
        present = desk.number("391200.00", "61422400.00")
        found[members[0]] = (present, present * rate)
    return found


def _table(
    desk: Desk,
    order: str,
    rate: str,
    head: tuple[str, ...],
    revenue: dict[str, tuple[Decimal, Decimal]],
    print_as: _Print,
) -> Table:
    total = tuple(sum((pair[n] for pair in revenue.values()), Decimal(0)) for n in (0, 1))
    named = desk.chance.random() < 0.5
    rows = [
        _row(desk, order, rate, member, pair, True, print_as) for member, pair in revenue.items()
    ]
    rows.append(_row(desk, order, rate, "Total", (total[0], total[1]), named, print_as))
    aligns: tuple[Align, ...] = ("left", "right", "right", "right", "right")
    titles = print_as.ordered(head)
    return Table(
        (Row(titles, bold=True), *rows),
        (0.26, 0.22, 0.22, 0.18, 0.12),
        aligns,
        ruled=desk.layout.rules == "grid",
    )


def _row(
    desk: Desk,
    order: str,
    rate: str,
    member: str,
    pair: tuple[Decimal, Decimal],
    named: bool,
    print_as: _Print,
) -> Row:
    present, final = (_dollars(amount) for amount in pair)
    change = _dollars(pair[1] - pair[0])
    share = 100 * (pair[1] - pair[0]) / pair[0] if pair[0] else None
    percent = share and share.quantize(Decimal(print_as.percent), ROUND_HALF_UP)
    number = desk.add(
        "allocation",
        order=order,
        appendix="A",
        table=rate,
        member=member,
        present=present,
        final=final,
        change=change,
        percent=percent,
    )
    name = desk.show(member, (number, "member")) if named else ""
    shown = "" if percent is None else desk.show(str(percent), (number, "percent")) + "%"
    amounts = (
        desk.money(amount, (number, field), dash_for_zero=True)
        for amount, field in zip((present, final, change), _COLUMNS, strict=False)
    )
    return Row(print_as.ordered((name, *amounts, shown)), bold=member == "Total")


def _dollars(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)
