"""What a sum says even where a member is not legible: parts of a total are no more than the total.

Loads, distances, costs and allocations are never negative. Where the legible parts already exceed
their total, a figure is wrong (a total that lost its first digit, a column that slid), and no
member of that sum is relied on unless another relation confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ratebook.proof.case import Case
from ratebook.proof.system import Equation, Linear
from ratebook.records.datum import Standing

FEWEST = 4
"""Members of a sum that count as the lines of a table."""
ROW = 3
"""Members of a relation along a row."""
_OWN_WORDS = (Standing.READ, Standing.REPAIRED)


def check_bounds(case: Case) -> None:
    """Disputes the members of sums whose legible parts exceed the total. Runs before values that
    are not legible are derived."""
    for equation in case.system.equations:
        if case.system.complete(equation) or not isinstance(equation, Linear):
            continue
        if _exceeded(case, equation):
            _doubt(case, equation)


def check_open(case: Case) -> None:
    """Disputes what is left of a sum that cannot be computed where its lines show damage: its total
    is lost and another member is in doubt, or half of its members are. A single reading does not
    carry a figure whose own check the page prints and the damage took away."""
    shaken: dict[int, Equation] = {}
    for equation in case.system.equations:
        if len(equation.cells) < FEWEST or case.system.complete(equation):
            continue
        if isinstance(equation, Linear) and _open(case, equation):
            shaken.update(dict.fromkeys(equation.cells, equation))
    _give_up(case, shaken)


def check_bare(case: Case) -> None:
    """The same for the last figure of a row or a quotient whose other two stayed in doubt: the row
    may be another one. Runs when values that are not legible are settled."""
    if not case.disputed:
        return
    bare: dict[int, Equation] = {}
    for equation in case.system.equations:
        if len(equation.cells) == ROW and not case.system.complete(equation):
            left = [i for i in equation.cells if i in case.system.v or i not in case.disputed]
            if len(left) == 1:
                bare[left[0]] = equation
    _give_up(case, bare)


def _give_up(case: Case, shaken: Mapping[int, Equation]) -> None:
    left = {i: e for i, e in shaken.items()
            if i in case.system.v and case.data[i].standing is Standing.READ}  # fmt: skip
    for cell in left:
        case.dispute(cell, [])
        case.system.v.pop(cell, None)
    for equation in {id(e): e for e in left.values()}.values():
        message = f"{equation.relation.name}: cannot be computed, and its lines show damage"
        case.issue("check-lost", message, equation.cells[-1])


def _open(case: Case, equation: Linear) -> bool:
    lost = [i for i in equation.cells if i not in case.system.v]
    doubtful = [i for i in equation.cells if i in lost or case.data[i].touched]
    wholes = [i for c, i in zip(equation.coefs, equation.cells, strict=True) if c < 0]
    total_lost = len(wholes) == 1 and wholes[0] in lost and case.data[wholes[0]].raw is None
    return (total_lost and len(doubtful) > 1) or 2 * len(lost) >= len(equation.cells)


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
