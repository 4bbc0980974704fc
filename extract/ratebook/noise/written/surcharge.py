"""Environmental surcharge riders: a formula, its variables and the calculation behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ratebook.noise.blocks import Block, Gap, Leaf, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.sheet import open_sheet

_FACTOR = "surcharge factor billed in month m"
_COST = "surcharge calculated for month m"
_BASE = "base surcharge factor of 0%"


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """One surcharge sheet."""
    title = "Environmental Surcharge"
    sheet = open_sheet(desk, of, title)
    based = desk.chance.random() < 0.5
    factor, cost = desk.one(("CES(m)", "ES(m)"), ("MSF(m)", "SC(m)"), ("MESF", "E(m)"))
    base = desk.one("BESF", "BSF")
    change = desk.one("T", "C", "N", None)
    right = f"{cost} - {base}" if based else cost
    told = [(factor, _FACTOR), (cost, _COST), *([(base, _BASE)] if based else [])]
    first = desk.add(
        "formula",
        sheet=sheet.key,
        symbol=factor,
        expression=right,
        variables=_variables(told),
        change=change,
    )
    shown = f"{desk.show(factor, (first, 'symbol'))} = {desk.show(right, (first, 'expression'))}"
    mark = desk.show(f"({change})", (first, "change")) if change else ""
    body: list[Block] = [
        Words(
            desk.show(desk.named(title), (sheet.number, "title")), "center", bold=True, heading=True
        ),
        Gap(0.6),
        Words(desk.one("Applicability", "Rider"), bold=True, heading=True),
        Words(f"This rider is added to every bill rendered by {of.short} under its schedules."),
        Gap(0.6),
        Words(desk.one("Rate:", "RATE", "Formula")),
        Gap(0.3),
        Words(shown, indent=36, change=mark),
        Gap(0.3),
        *_explained(told),
        Gap(0.6),
        *_calculation(desk, of, sheet.key, cost),
        Gap(0.6),
        Words(desk.one("BILLING", "Billing Period"), bold=True, heading=True),
        Words(
            "The expense month m is the second month before the month whose bills carry the "
            "surcharge."
        ),
    ]
    return [sheet.leaf(*body)]


def _calculation(desk: Desk, of: Utility, sheet: str, cost: str) -> list[Block]:
    expression = desk.one(
        "[(WESF x R(12)) + OU] / RR(12)",
        "(WESF x R(12) + OU) divided by RR(12)",
    )
    told = [
        ("WESF", f"wholesale surcharge factor of {of.supplier_short} for the expense month"),
        ("R(12)", "average monthly wholesale revenue of the twelve months ended"),
        ("OU", "over- or under-recovery approved at the last review"),
        ("RR(12)", "average monthly retail revenue of the twelve months ended"),
    ]
    number = desk.add(
        "formula",
        sheet=sheet,
        symbol=cost,
        expression=expression,
        variables=_variables(told),
    )
    said = desk.show(expression, (number, "expression"))
    shown = f"{desk.show(cost, (number, 'symbol'))} = {said}"
    return [
        Words(shown, indent=36),
        Gap(0.3),
        *_explained(told),
    ]


def _variables(told: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Symbols and what they mean, as a formula's record lists them."""
    return [{"symbol": symbol, "meaning": meaning} for symbol, meaning in told]


def _explained(told: Sequence[tuple[str, str]]) -> list[Words]:
    """The lines below a formula."""
    (symbol, meaning), *others = told
    return [
        Words(f"where {symbol} = {meaning}"),
        *(Words(f"{symbol} = {meaning}", indent=33) for symbol, meaning in others),
    ]
