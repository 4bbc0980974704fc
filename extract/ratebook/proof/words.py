"""What does not add up, in words a rate analyst can act on."""

from __future__ import annotations

from decimal import Decimal

from ratebook.proof.search import Search
from ratebook.proof.system import Equation, Linear, System
from ratebook.records.datum import Datum

MOST_MENDS = 4


def describe(data: dict[int, Datum], system: System, search: Search, equation: Equation) -> str:
    """The failed relation, by how much it fails, and single changes that would mend it."""
    parts = [f"{equation.relation.name}: {_gap(system, equation)}"]
    mends = _mends(data, system, search, equation)
    parts.append("; ".join(mends) if mends else "no change of one digit would mend it")
    return "; ".join(parts)


def _gap(system: System, equation: Equation) -> str:
    if not isinstance(equation, Linear):
        n, d, q = equation.cells
        return (
            f"{_shown(system, n)} / {_shown(system, d)} does not give the printed"
            f" {_shown(system, q)}"
        )
    alone = [c for c in equation.coefs if c < 0]
    total = equation.cells[-1]
    if len(alone) == 1:
        total = equation.cells[equation.coefs.index(alone[0])]
    coef = equation.coefs[equation.cells.index(total)]
    residual = equation.residual(system.v)
    wanted = system.v[total] - Decimal(residual) / coef
    off = abs(Decimal(residual) / coef) / system.unit
    value = wanted / system.unit
    printed = _shown(system, total)
    return f"the others give {_plain(value)}, printed {printed} (off by {_plain(off)})"


def _mends(data: dict[int, Datum], system: System, search: Search, equation: Equation) -> list[str]:
    found: list[tuple[float, str]] = []
    for cell in equation.cells:
        for change, strict in search.fitting(cell, [equation]):
            if strict:
                name = data[cell].label or f"value {_shown(system, cell)}"
                new = _plain(system.number(change.value))
                found.append((change.cost, f"{name} = {new} would do ({change.why})"))
    found.sort(key=lambda mend: mend[0])
    said = [text for _, text in found[:MOST_MENDS]]
    return [*said, f"and {len(found) - MOST_MENDS} more"] if len(found) > MOST_MENDS else said


def _shown(system: System, cell: int) -> str:
    return _plain(system.number(system.v[cell]))


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
