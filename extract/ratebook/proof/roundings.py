"""What many sums of one kind say about how their totals were made.

A total of unrounded numbers differs from the sum of the printed ones by a last digit in nearly half
of all cases. Where many sums of a list add up to the last digit, their totals are sums of the
printed numbers, and the one that does not add up holds a misread.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import erf, prod, sqrt

from ratebook.proof.system import Linear

MOST_CHANCE = 0.01
"""How often a list of sums of unrounded numbers may look as if one sum were wrong."""


def odd_ones(sums: Iterable[Linear], v: dict[int, int], h: dict[int, int]) -> list[Linear]:
    """Sums that hold within roundings and are the only ones of their kind not to add up."""
    kinds: dict[str, list[Linear]] = {}
    for equation in sums:
        if equation.relation.rounding == "printed" and equation.relation.source:
            kinds.setdefault(equation.relation.source, []).append(equation)
    found: list[Linear] = []
    for listed in kinds.values():
        off = [e for e in listed if e.residual(v)]
        if len(off) != 1 or len(listed) < 2:
            continue
        even = {id(e): _even(e, h) for e in listed}
        others = prod(even[id(e)] for e in listed if e is not off[0])
        if len(listed) * (1 - even[id(off[0])]) * others <= MOST_CHANCE:
            found += off
    return found


def _even(equation: Linear, h: dict[int, int]) -> float:
    """How often a sum of so many numbers, rounded each by itself, adds up to the last digit."""
    halves = [w * h[i] for w, i in zip(equation.weights, equation.cells, strict=True) if w * h[i]]
    deviation = sqrt(sum(half**2 for half in halves) / 3)
    return erf(max(halves, default=0) / deviation / sqrt(2)) if deviation else 1.0
