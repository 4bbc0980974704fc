"""Relations over printed numbers, in whole-number arithmetic.

Every number is scaled by one power of ten, twice, so that half a unit of a last digit is a whole
number too: no rounding of our own enters a proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from operator import mul
from typing import Protocol

from ratebook.records.datum import Relation

USUAL_DEVIATIONS = 1.7
"""Standard deviations of summed roundings beyond which a sum is worth a second look."""

Window = tuple[int, int]
"""Lowest and highest scaled value of one cell that keeps a relation true."""

WIDEST: Window = (-(10**40), 10**40)
"""No limit."""


class Equation(Protocol):
    """One relation over cells, in scaled whole numbers. `v` are values, `h` half units."""

    relation: Relation
    cells: tuple[int, ...]

    def holds(self, v: dict[int, int], h: dict[int, int]) -> bool:
        """Whether some numbers within the printed roundings satisfy the relation."""
        ...

    def window(self, v: dict[int, int], h: dict[int, int], cell: int, wide: bool = False) -> Window:
        """What `cell` may print while the others stay. `wide` doubts the others' last digits."""
        ...

    def room(self, v: dict[int, int], h: dict[int, int], cell: int) -> Window:
        """What the unrounded value of `cell` may be while the others stay."""
        ...


@dataclass(slots=True)
class Linear:
    """sum(coef * value) + constant = 0 within sum(weight * half unit).

    `tie` is 1 where that sum cannot be reached: several members would have to lie exactly
    between two printed values, some rounded up and some down. Then the relation holds below it.
    """

    relation: Relation
    cells: tuple[int, ...]
    coefs: tuple[int, ...]
    weights: tuple[int, ...]
    constant: int
    tie: int

    def residual(self, v: dict[int, int]) -> int:
        """What is left over, in scaled units times the scale of the coefficients."""
        return sum(map(mul, self.coefs, map(v.__getitem__, self.cells)), self.constant)

    def slack(self, h: dict[int, int]) -> int:
        """How much rounding explains."""
        return sum(map(mul, self.weights, map(h.__getitem__, self.cells)), -self.tie)

    def holds(self, v: dict[int, int], h: dict[int, int]) -> bool:
        return abs(self.residual(v)) <= self.slack(h)

    def strained(self, v: dict[int, int], h: dict[int, int]) -> bool:
        """Whether it holds, but by more than the errors of independent roundings usually add up to.

        Printed block totals of load lists are off by one last digit at most, however many loads.
        """
        residual = abs(self.residual(v))
        if not residual:
            return False
        halves = [w * h[i] for w, i in zip(self.weights, self.cells, strict=True)]
        if residual <= 3 * max(halves) or residual > sum(halves):
            return False
        # a rounding error is uniform over a unit: its variance is a third of the half unit squared
        return 3 * residual**2 > USUAL_DEVIATIONS**2 * sum(half**2 for half in halves)

    def window(self, v: dict[int, int], h: dict[int, int], cell: int, wide: bool = False) -> Window:
        # a last digit off by two in another member can hide within the slack
        most = max([w * h[i] for w, i in zip(self.weights, self.cells, strict=True) if i != cell])
        return self._reach(v, h, cell, h[cell], 4 * most - self.tie if wide else -self.tie)

    def room(self, v: dict[int, int], h: dict[int, int], cell: int) -> Window:
        return self._reach(v, h, cell, 0, 0)

    def _reach(
        self, v: dict[int, int], h: dict[int, int], cell: int, own_half: int, slack: int
    ) -> Window:
        rest, own = self.constant, 0
        for coef, weight, i in zip(self.coefs, self.weights, self.cells, strict=True):
            if i == cell:
                own = coef
                slack += weight * own_half
            else:
                rest += coef * v[i]
                slack += weight * h[i]
        if own > 0:
            rest = -rest
        return -((slack - rest) // abs(own)), (rest + slack) // abs(own)


@dataclass(slots=True)
class Ratio:
    """numerator * top = quotient * denominator * bottom, each within its half unit."""

    relation: Relation
    cells: tuple[int, ...]
    top: int
    bottom: int
    exact: bool

    def _ranges(self, v: dict[int, int], h: dict[int, int]) -> tuple[Window, Window, Window]:
        n, d, q = self.cells
        hn, hd = (0, 0) if self.exact else (h[n], h[d])
        return (v[n] - hn, v[n] + hn), (v[d] - hd, v[d] + hd), (v[q] - h[q], v[q] + h[q])

    def holds(self, v: dict[int, int], h: dict[int, int]) -> bool:
        n, d, q = self._ranges(v, h)
        least = n[0] * self.top
        if least > 0 and d[0] > 0 and q[0] > 0:  # then it is plain which ends meet
            most = d[1] * q[1] * self.bottom
            return least <= most and n[1] * self.top >= d[0] * q[0] * self.bottom
        products = [a * b * self.bottom for a in d for b in q]
        tops = sorted(end * self.top for end in n)
        return tops[0] <= max(products) and tops[1] >= min(products)

    def window(self, v: dict[int, int], h: dict[int, int], cell: int, wide: bool = False) -> Window:
        known = v if cell in v else {i: v.get(i, 0) for i in self.cells}
        n, d, q = self._ranges(known, h)
        role = self.cells.index(cell)
        half = h[cell] if role == 2 or not self.exact else 0
        if role == 0:
            ends = [a * b * self.bottom for a in d for b in q]
            return -(-min(ends) // self.top) - half, max(ends) // self.top + half
        other = d if role == 2 else q
        if other[0] <= 0 <= other[1]:
            return WIDEST
        tops = [end * self.top for end in n]
        if tops[0] > 0 and other[0] > 0:
            low = -(-tops[0] // (other[1] * self.bottom))
            return low - half, tops[1] // (other[0] * self.bottom) + half
        low = min(-(-t // (o * self.bottom)) for t in tops for o in other)
        high = max(t // (o * self.bottom) for t in tops for o in other)
        return low - half, high + half

    def room(self, v: dict[int, int], h: dict[int, int], cell: int) -> Window:
        low, high = self.window(v, {**h, cell: 0}, cell)
        # a single number between two whole ones has these for its ends
        return min(low, high), max(low, high)


@dataclass(slots=True)
class System:
    """All relations of a ledger that speak of numbers.

    `v`, `h`, `step` by datum id: value, half unit and unit of the last digit, scaled by `unit`.
    A datum without a number is in `step` and `h` only. `of` lists the equations of each datum.
    """

    unit: int
    v: dict[int, int] = field(default_factory=dict[int, int])
    h: dict[int, int] = field(default_factory=dict[int, int])
    step: dict[int, int] = field(default_factory=dict[int, int])
    equations: list[Equation] = field(default_factory=list[Equation])
    of: dict[int, list[Equation]] = field(default_factory=dict[int, "list[Equation]"])

    def complete(self, equation: Equation) -> bool:
        """Whether every member has a value."""
        v = self.v
        for i in equation.cells:  # noqa: SIM110 - asked of every relation, all() takes twice the time
            if i not in v:
                return False
        return True

    def number(self, scaled: int) -> Decimal:
        """A scaled value as it is."""
        return Decimal(scaled) / self.unit

    def printed(self, scaled: int, cell: int) -> Decimal:
        """A scaled value with the decimals its column prints."""
        step = self.step[cell]
        value = Decimal(scaled) / self.unit
        return value.quantize(Decimal(step) / self.unit) if step else value

    def use(self, equations: Iterable[Equation]) -> None:
        """Keeps only these equations; `of` has those of a datum by rising number of members."""
        self.equations = list(equations)
        self.of = {}
        for equation in sorted(self.equations, key=_members):
            for cell in equation.cells:
                if cell in self.of:
                    self.of[cell].append(equation)
                else:
                    self.of[cell] = [equation]


def _members(equation: Equation) -> int:
    return len(equation.cells)
