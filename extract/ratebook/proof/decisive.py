"""When a repair is more than a lucky fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ratebook.proof.case import Case
from ratebook.proof.search import Search
from ratebook.proof.system import Equation, Linear, System
from ratebook.records.record import plain

MOST_CHANCE = 0.05
"""Share of arbitrary residuals that some one-digit change would also have mended."""


@dataclass(slots=True)
class Exclusion:
    """Why a repair is the only one: relations that failed, relations that exclude the others.

    `excluded` counts single changes considered, by the name of the relation that rules them out.
    `rivals` counts those that nothing rules out. `printed` is the scaled value and half unit that
    the page shows.
    """

    printed: tuple[int, int] = (0, 0)
    failed: list[Equation] = field(default_factory=list[Equation])
    others: list[Equation] = field(default_factory=list[Equation])
    excluded: dict[str, int] = field(default_factory=dict[str, int])
    considered: int = 0
    rivals: int = 0


def exclusion(search: Search, cell: int, printed: tuple[int, int]) -> Exclusion:
    """Puts the printed value back and tries every other single change of every member."""
    system = search.system
    final = system.v[cell], system.h[cell]
    system.v[cell], system.h[cell] = printed
    shown = Exclusion(printed)
    usable = [e for e in system.of[cell] if system.complete(e)]
    shown.failed = [e for e in usable if not e.holds(system.v, system.h)]
    if shown.failed:
        cells = {i for e in shown.failed for i in e.cells}
        for other in sorted(cells):
            _exclude(search, other, (cell, final[0]), shown)
    system.v[cell], system.h[cell] = final
    return shown


def _exclude(search: Search, other: int, repair: tuple[int, int], shown: Exclusion) -> None:
    """Counts what rules out each change of one member."""
    system = search.system
    v, h = system.v, system.h
    before = v[other], h[other]
    for change in search.edits_now(other):
        if (other, change.value) == repair:
            continue
        shown.considered += 1
        v[other], h[other] = change.value, change.half
        name = _ruled_out(system, other, shown)
        if name is None:
            shown.rivals += 1
        else:
            shown.excluded[name] = shown.excluded.get(name, 0) + 1
    v[other], h[other] = before


def _ruled_out(system: System, other: int, shown: Exclusion) -> str | None:
    v, h = system.v, system.h
    for equation in (*shown.failed, *shown.others):
        if not equation.holds(v, h):
            return equation.relation.name
    for equation in system.of[other]:
        if system.complete(equation) and not equation.holds(v, h):
            shown.others.append(equation)
            return equation.relation.name
    return None


def decisive(search: Search, shown: Exclusion, cell: int, printed: tuple[int, int]) -> bool:
    """Whether the repair is the only one and would hardly have come about by chance."""
    if not shown.failed or shown.rivals or _one_digit_too_many(search, cell, printed):
        return False
    if len(shown.failed) > 1:
        return True
    only = shown.failed[0]
    system = search.system
    if _is_gap(system, only, cell, printed[0]) or _is_row(system, only, cell, printed[0]):
        return False
    if any(search.data[i].touched for i in only.cells if i != cell):
        return False
    supported = all(_supported(system, i, only) for i in only.cells if i != cell)
    return supported or _chance(search, only, cell, printed) <= MOST_CHANCE


def _one_digit_too_many(search: Search, cell: int, printed: tuple[int, int]) -> bool:
    """Whether a number with more decimals than its column would do without the last of them: 4.77
    may be 4.7 with a digit that is none."""
    system, datum = search.system, search.data[cell]
    step = 2 * printed[1]
    if datum.formed or not step or step >= system.unit or _like_others(system, cell, step):
        return False
    fewer = abs(printed[0]) // (10 * step) * (10 * step)
    before = system.v[cell], system.h[cell]
    system.v[cell], system.h[cell] = fewer if printed[0] > 0 else -fewer, 10 * printed[1]
    fits = all(e.holds(system.v, system.h) for e in system.of[cell] if system.complete(e))
    system.v[cell], system.h[cell] = before
    return fits


def _like_others(system: System, cell: int, step: int) -> bool:
    """Whether another number of the same column, as relations of one kind have it, prints as many
    decimals."""
    mine = [(e.relation.source, e.cells.index(cell)) for e in system.of[cell] if e.relation.source]
    return any(
        e.cells[at] != cell and system.step[e.cells[at]] == step
        for source, at in mine
        for e in system.equations
        if e.relation.source == source and at < len(e.cells)
    )


def _is_gap(system: System, equation: Equation, cell: int, printed: int) -> bool:
    """Whether one value was to be the next after another and more than that lies between them.
    Where a row was lost, both are right."""
    if not isinstance(equation, Linear) or len(equation.cells) != 2 or not equation.constant:
        return False
    return equation.residual({**system.v, cell: printed}) * equation.constant < 0


def _is_row(system: System, equation: Equation, cell: int, printed: int) -> bool:
    """Whether a row that was lost would explain as well why a sum over rows is too small, or one
    row too many why it is too large, and no other sum over the same rows shows them all there."""
    over = equation.relation.over
    if not over or not isinstance(equation, Linear):
        return False
    v, h = {**system.v, cell: printed}, system.h
    if any(
        e is not equation and e.relation.over == over and system.complete(e) and e.holds(v, h)
        for e in system.equations
    ):
        return False
    residual, slack = equation.residual(v), equation.slack(h)
    if residual < 0:  # the rows have coefficients above zero
        return True
    addends = (c * v[i] for i, c in zip(equation.cells, equation.coefs, strict=True) if c > 0)
    return any(abs(residual - addend) <= slack for addend in addends)


def _supported(system: System, cell: int, but: Equation) -> bool:
    return any(e is not but and system.complete(e) and e.holds(system.v, system.h)
               for e in system.of[cell])  # fmt: skip


def _chance(search: Search, equation: Equation, cell: int, printed: tuple[int, int]) -> float:
    """Share of residuals of this size that one change of one member would mend."""
    if not isinstance(equation, Linear):
        return 1.0
    system = search.system
    slack = equation.slack(system.h)
    coefs = dict(zip(equation.cells, equation.coefs, strict=True))
    residual = abs(coefs[cell] * (printed[0] - system.v[cell]))
    reach = 10 ** len(str(residual))
    mended = sorted(
        coefs[i] * (change.value - system.v[i])
        for i in equation.cells
        for change in search.edits_now(i)
    )
    covered, upto = 0, -reach
    for shift in mended:
        low, high = max(shift - slack, upto), min(shift + slack + 1, reach)
        if high > low:
            covered += high - low
            upto = high
    return covered / (2 * reach)


def show_repair(case: Case, cell: int, shown: Exclusion) -> None:
    """Writes down what failed, what holds now, and what rules every other change out."""
    datum, unit = case.data[cell], case.system.unit
    before, half = shown.printed
    quantum = Decimal(2 * half) / unit if half else datum.quantum
    printed = Decimal(before) / unit
    claim = case.certificates.claim(
        "repaired",
        "edit",
        cell,
        [*shown.failed, *shown.others],
        printed=format(printed.quantize(quantum) if quantum else printed, "f"),
        quantum=plain(quantum),
        offered=[plain(c.value) for c in datum.candidates],
        considered=shown.considered,
        excluded=shown.excluded,
    )
    case.change(cell, proof=(claim,), candidates=())
