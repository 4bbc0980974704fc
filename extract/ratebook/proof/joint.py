"""Two sums that share one unreadable number: what both leave for it must agree.

Eliminating the number gives a sum over printed numbers alone, which finds and places misreads like
any other. It follows from the two; nothing is taken for granted that the page does not print.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import Literal

from ratebook.proof.compile import by_cell, compile_linear
from ratebook.proof.system import Linear, System
from ratebook.records.datum import Relation

Rounding = Literal["exact", "printed"]

MOST = 200
"""Joint sums of one document: a page with more unreadable numbers has no use for them."""


def join(system: System) -> list[Linear]:
    """The sums that hold by elimination. The system stays as it is."""
    made: list[Linear] = []
    for cell, equations in system.of.items():
        if cell in system.v or len(equations) < 2:
            continue
        able = [e for e in equations if isinstance(e, Linear) and _rest_known(system, e, cell)]
        for one, other in combinations(able, 2):
            relation = _without(cell, one, other, system)
            if relation is not None:
                made.append(compile_linear(relation, system))
        if len(made) > MOST:
            return []
    return made


def _rest_known(system: System, equation: Linear, cell: int) -> bool:
    return equation.relation.kind == "linear" and all(
        i in system.v for i in equation.cells if i != cell
    )


def _without(cell: int, one: Linear, other: Linear, system: System) -> Relation | None:
    """Both relations with the cell eliminated; None where nothing is left or roundings clash."""
    ones, others = by_cell(one.relation.terms), by_cell(other.relation.terms)
    up, down = others[cell], -ones[cell]
    terms = {i: up * ones.get(i, Decimal(0)) + down * others.get(i, Decimal(0))
             for i in (*ones, *(i for i in others if i not in ones)) if i != cell}  # fmt: skip
    left = tuple((coef, i) for i, coef in terms.items() if coef)
    rounding = _rounding(one, other, cell, system)
    if len(left) < 2 or rounding is None:
        return None
    return Relation(
        "linear",
        f"{one.relation.name} and {other.relation.name}, by the number both share",
        left,
        up * one.relation.constant + down * other.relation.constant,
        rounding,
        source=f"{one.relation.source} and {other.relation.source}",
    )


def _rounding(one: Linear, other: Linear, cell: int, system: System) -> Rounding | None:
    """How much rounding the joint sum allows: never less than both together."""
    kinds = {one.relation.rounding, other.relation.rounding}
    if kinds == {"printed"}:
        return "printed"
    if kinds == {"exact"}:
        exact = not one.slack(system.h) and not other.slack(system.h)
        return "exact" if exact else None
    # an exact sum takes the number as printed, the other one as it was before rounding
    shared = set(one.cells) & set(other.cells) - {cell}
    whole = one if one.relation.rounding == "exact" else other
    return None if shared or not any(system.h[i] for i in whole.cells if i != cell) else "printed"
