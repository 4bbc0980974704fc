"""Environmental surcharge riders: a formula, its variables and the calculation behind it."""

from __future__ import annotations

from ratebook.noise.blocks import Block, Gap, Leaf, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.sheet import open_sheet


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """One surcharge sheet."""
    title = "Environmental Surcharge"
    sheet = open_sheet(desk, of, title)
    based = desk.chance.random() < 0.5
    factor, cost = desk.one(("CES(m)", "ES(m)"), ("MSF(m)", "SC(m)"), ("MESF", "E(m)"))
    base = desk.one("BESF", "BSF")
    change = desk.one("T", "C", "N", None)
    right = f"{cost} - {base}" if based else cost
    variables = [factor, cost, *([base] if based else [])]
    first = desk.add(
        "formula",
        sheet=sheet.key,
        symbol=factor,
        expression=right,
        variables=variables,
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
        Words(f"where {factor} = surcharge factor billed in month m"),
        Words(f"{cost} = surcharge calculated for month m", indent=33),
        *([Words(f"{base} = base surcharge factor of 0%", indent=33)] if based else []),
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
    number = desk.add(
        "formula",
        sheet=sheet,
        symbol=cost,
        expression=expression,
        variables=["WESF", "R(12)", "OU", "RR(12)"],
    )
    said = desk.show(expression, (number, "expression"))
    shown = f"{desk.show(cost, (number, 'symbol'))} = {said}"
    return [
        Words(shown, indent=36),
        Gap(0.3),
        Words(
            f"where WESF = wholesale surcharge factor of {of.supplier_short} for the expense month"
        ),
        Words("R(12) = average monthly wholesale revenue of the twelve months ended", indent=33),
        Words("OU = over- or under-recovery approved at the last review", indent=33),
        Words("RR(12) = average monthly retail revenue of the twelve months ended", indent=33),
    ]
