"""Relations over printed numbers, compiled to whole-number arithmetic.

Every number is scaled by one power of ten, twice, so that half a unit of a last digit is a whole
number too: no rounding of our own enters a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress, pairwise
from operator import mul
from typing import Protocol

from ratebook.records.datum import Datum, Relation, Value

USUAL_DEVIATIONS = 1.7
"""Standard deviations of summed roundings beyond which a sum is worth a second look."""

Window = tuple[int, int]
"""Lowest and highest scaled value of one cell that keeps a relation true."""

WIDEST: Window = (-(10**40), 10**40)
"""No limit."""

MOST_DIGITS = 18
_MOST_PLACES = 9
_ONES = {Decimal(1): 1, Decimal(-1): -1}
"""The coefficients of nearly all terms."""

SPARE_PLACES = 3
"""Decimals kept below the finest printed one, for the ends of derived intervals."""


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


def compile_system(data: dict[int, Datum], relations: Iterable[Relation]) -> System:
    """The numeric relations over `data`; relations that name no number are left out."""
    wanted = [r for r in relations if r.kind in ("linear", "ratio", "equal") and r.terms]
    ids = {i for r in wanted for _, i in r.terms}
    shown = {i: _printed(data[i]) for i in ids if i in data}
    finest = max([places for _, _, *both in shown.values() for places in both], default=0)
    system = System(2 * 10 ** (finest + SPARE_PLACES))
    _enter(system, shown)
    made: list[Equation] = []
    for relation in wanted:
        if len(shown) == len(ids) or all(i in shown for _, i in relation.terms):
            made += _compile(relation, system, data)
    system.use(made)
    return system


_Printed = tuple[Value, Decimal | None, int, int]
"""A value, the unit of its last digit, the decimals of both."""


def _printed(datum: Datum) -> _Printed:
    value, unit = datum.value, datum.quantum
    if unit is not None and isinstance(value, Decimal) and value.same_quantum(unit):
        places = -unit.adjusted()
        if 0 <= places <= _MOST_PLACES:  # as nearly always
            return value, unit, places, places
    unit = _quantum(datum)
    return value, unit, _places(value), _unit_places(unit)


def _enter(system: System, shown: dict[int, _Printed]) -> None:
    scale, steps = Decimal(system.unit // 2), dict[Decimal | None, int]()
    for i, (value, unit, places, _) in shown.items():
        step = steps.get(unit)
        if step is None:
            step = steps[unit] = 2 * int((unit or Decimal(0)) * scale)
        system.step[i] = step
        system.h[i] = 0 if isinstance(value, int) else step // 2
        if _sized(value, places):
            system.v[i] = 2 * int(value * scale)  # type: ignore[operator]


def usable(value: object) -> bool:
    """Whether a value is a number of a size that tariffs print."""
    return _sized(value, _places(value))


def _sized(value: object, places: int) -> bool:
    if isinstance(value, Decimal):
        return places <= _MOST_PLACES and value.is_finite() and value.adjusted() < MOST_DIGITS
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MOST_DIGITS


def _quantum(datum: Datum) -> Decimal | None:
    if datum.quantum is not None:
        return datum.quantum
    if isinstance(datum.value, Decimal) and usable(datum.value):
        return Decimal(1).scaleb(-_places(datum.value))
    return Decimal(1) if isinstance(datum.value, int) else None


def _places(number: object) -> int:
    if not isinstance(number, Decimal):
        return 0
    exponent = number.as_tuple()[2]
    return min(max(-exponent, 0), 12) if isinstance(exponent, int) else 0


def _unit_places(unit: Decimal | None) -> int:
    """The places of a unit of a last digit: of a power of ten this is cheap."""
    return 0 if unit is None else max(_places(unit) if unit.adjusted() > 0 else -unit.adjusted(), 0)


def _compile(relation: Relation, system: System, data: dict[int, Datum]) -> list[Equation]:
    if relation.kind == "linear":
        return [compile_linear(relation, system)]
    if relation.kind == "ratio":
        return [_ratio(relation, system)] if len(relation.terms) == 3 else []
    ids = [i for _, i in relation.terms if not isinstance(data[i].value, str)]
    one = Decimal(1)
    pairs = pairwise(ids)
    return [_linear(relation, ((one, a), (-one, b)), "exact", Decimal(0), system) for a, b in pairs]


def compile_linear(relation: Relation, system: System) -> Linear:
    """A sum over data that `system` knows."""
    return _linear(relation, relation.terms, relation.rounding, relation.constant, system)


def _ratio(relation: Relation, system: System) -> Ratio:
    top, bottom = relation.constant.as_integer_ratio() if relation.constant else (1, 1)
    cells = tuple([i for _, i in relation.terms])
    return Ratio(relation, cells, top * system.unit, bottom, relation.rounding == "exact")


def _linear(
    relation: Relation,
    terms: tuple[tuple[Decimal, int], ...],
    rounding: str,
    constant: Decimal,
    system: System,
) -> Linear:
    if rounding == "printed" and not constant:
        coefs, cells = zip(*terms, strict=True)
        signs = tuple([_ONES.get(coef, 0) for coef in coefs])
        if 0 not in signs and len(set(cells)) == len(cells):  # as nearly always
            tie = _tie(signs, cells, system)
            return Linear(relation, cells, signs, (1,) * len(cells), 0, tie)
    coefs = by_cell(terms)
    scale = Decimal(10 ** max(_places(number) for number in {*coefs.values(), constant}))
    scaled = {i: int(c * scale) for i, c in coefs.items()}
    weights = {i: abs(c) for i, c in scaled.items()}
    if rounding == "exact":
        total = _total(scaled, coefs, system)
        weights = {i: abs(c) if i == total else 0 for i, c in scaled.items()}
    rounded = [i for i, weight in weights.items() if weight]
    return Linear(
        relation,
        tuple(scaled),
        tuple(scaled.values()),
        tuple(weights.values()),
        int(constant * scale) * system.unit,
        _tie([scaled[i] for i in rounded], rounded, system),
    )


def by_cell(terms: tuple[tuple[Decimal, int], ...]) -> dict[int, Decimal]:
    """The coefficient of each cell; one that cancels out is left out."""
    summed: dict[int, Decimal] = {}
    for coef, i in terms:
        summed[i] = summed.get(i, Decimal(0)) + coef
    return {i: c for i, c in summed.items() if c}


def _tie(coefs: Sequence[int], cells: Sequence[int], system: System) -> int:
    """1 where rounded numbers stand on both sides, else 0."""
    rounded = sorted(compress(coefs, map(system.h.__getitem__, cells)))
    return int(len(rounded) > 1 and rounded[0] < 0 < rounded[-1])


def _total(scaled: dict[int, int], coefs: dict[int, Decimal], system: System) -> int | None:
    """The rounded term of an exact sum: the one against the rest, if it prints fewer digits."""
    up = [i for i, c in scaled.items() if c > 0]
    down = [i for i, c in scaled.items() if c < 0]
    lone = up if len(up) == 1 else down
    if len(up) == 1 and len(down) == 1:
        lone = [max(scaled, key=lambda i: system.step[i])]
        plain = [i for i in scaled if abs(coefs[i]) == 1]
        lone = plain if len(plain) == 1 else lone
    if len(lone) != 1:
        return None
    finest = min((system.step[i] / 10 ** (0 if coefs[i] in _ONES else _places(coefs[i]))
                  for i in scaled if i != lone[0] and system.step[i]), default=0)  # fmt: skip
    return lone[0] if system.step[lone[0]] > finest else None
