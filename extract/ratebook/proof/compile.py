"""Relations as forms declare them, made ready for whole-number arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import compress, pairwise

from ratebook.proof.system import Equation, Linear, Ratio, System
from ratebook.records.datum import Datum, Relation, Value

_MOST_DIGITS = 18
_MOST_PLACES = 9
"""Digits before the point, and behind it, of numbers that tariffs print."""
_SPARE_PLACES = 3
"""Decimals kept below the finest printed one, for the ends of derived intervals."""

_ONES = {Decimal(1): 1, Decimal(-1): -1}
"""The coefficients of nearly all terms."""


def compile_system(data: dict[int, Datum], relations: Iterable[Relation]) -> System:
    """The numeric relations over `data`; relations that name no number are left out."""
    wanted = [r for r in relations if r.kind in ("linear", "ratio", "equal") and r.terms]
    ids = {i for r in wanted for _, i in r.terms}
    shown = {i: _printed(data[i]) for i in ids if i in data}
    finest = max([max(own, of_unit) for _, _, own, of_unit in shown.values()], default=0)
    system = System(2 * 10 ** (finest + _SPARE_PLACES))
    _enter(system, shown)
    made: list[Equation] = []
    for relation in wanted:
        if len(shown) == len(ids) or all(i in shown for _, i in relation.terms):
            if relation.kind == "linear":
                made.append(compile_linear(relation, system))
            elif relation.kind == "equal":
                made += _alike(relation, system, data)
            elif len(relation.terms) == 3:
                made.append(_ratio(relation, system))
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


def _sized(value: object, places: int) -> bool:
    if isinstance(value, Decimal):
        return places <= _MOST_PLACES and value.is_finite() and value.adjusted() < _MOST_DIGITS
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS


def _quantum(datum: Datum) -> Decimal | None:
    if datum.quantum is not None:
        return datum.quantum
    if isinstance(datum.value, Decimal) and _sized(datum.value, _places(datum.value)):
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


def _alike(relation: Relation, system: System, data: dict[int, Datum]) -> list[Linear]:
    """One figure printed in several places: each is the next one."""
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
