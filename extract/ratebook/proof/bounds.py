"""What a sum says even where a member is not legible: parts of a total are no more than the total.

Loads, distances, costs and allocations are never negative. Where the legible parts already exceed
their total, a figure is wrong (a total that lost its first digit, a column that slid), and no
member of that sum is relied on unless another relation confirms it.
"""

from __future__ import annotations

from ratebook.proof.case import Case
from ratebook.proof.system import Equation, Linear
from ratebook.records.datum import Standing

_OWN_WORDS = (Standing.READ, Standing.REPAIRED)


def check_bounds(case: Case) -> None:
    """Disputes the members of sums whose legible parts exceed the total. Runs before values that
    are not legible are derived."""
    for equation in case.system.equations:
        whole = case.system.complete(equation)
        if isinstance(equation, Linear) and not whole and _exceeded(case, equation):
            _doubt(case, equation)


def _exceeded(case: Case, equation: Linear) -> bool:
    """Whether total minus legible parts is negative beyond rounding."""
    v, h = case.system.v, case.system.h
    wholes = [i for c, i in zip(equation.coefs, equation.cells, strict=True) if c < 0]
    if len(wholes) != 1 or wholes[0] not in v or equation.constant:
        return False
    members = zip(equation.coefs, equation.weights, equation.cells, strict=True)
    known = [(c, w, i) for c, w, i in members if i in v]
    if any(v[i] < 0 for _, _, i in known):
        return False
    over = sum(c * v[i] for c, _, i in known)
    return over > sum(w * h[i] for _, w, i in known)


def _doubt(case: Case, equation: Equation) -> None:
    doubtful = [i for i in equation.cells
                if i in case.system.v and case.data[i].standing in _OWN_WORDS]  # fmt: skip
    last = equation.cells[-1]
    case.issue("check-failed", f"{equation.relation.name}: the parts exceed the total", last)
    for cell in doubtful:
        case.dispute(cell, [])
        case.system.v.pop(cell, None)
