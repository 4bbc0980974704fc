"""Values that are not legible: what the printed numbers around them say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ratebook.proof.case import Case
from ratebook.proof.confusions import digits_of, shares_digits
from ratebook.proof.decisive import decisive, exclusion, show_repair
from ratebook.proof.search import Search, offered
from ratebook.proof.system import WIDEST, Equation, Linear, Window
from ratebook.records.datum import Candidate, Standing
from ratebook.records.record import plain

OUTLIER = 2
"""How many times the largest figure beside it a derived one may be without a word."""
_OPEN = (Standing.UNREADABLE, Standing.AMBIGUOUS, Standing.DERIVED)


def fill(case: Case) -> None:
    """Derives what one free variable allows. Runs when all printed values have their standing."""
    system = case.system
    unknown = {
        i for i in system.step
        if i not in system.v and i not in case.disputed and case.data[i].standing in _OPEN
    }  # fmt: skip
    done: set[int] = set()
    sound = {i for i in system.v if case.data[i].standing.accepted}
    progress = True
    while progress:
        progress = False
        for cell in sorted(unknown - done):
            able = [e for e in system.of.get(cell, ()) if sound.issuperset(set(e.cells) - {cell})]
            if able:
                done.add(cell)
                _conclude(case, cell, able)
                if case.data[cell].standing.accepted:
                    sound.add(cell)
                progress = True
    for cell in unknown - done:
        if system.of.get(cell):
            case.change(cell, value=None, standing=Standing.AMBIGUOUS)


def _conclude(case: Case, cell: int, able: list[Equation]) -> None:
    """One free variable: a single candidate or a single printed value, else an interval."""
    system, datum = case.system, case.data[cell]
    system.step[cell] = system.step[cell] or _column_step(case, cell, able)
    room = _room(case, cell, able, printed=False)
    system.h[cell] = system.step[cell] // 2
    grid = _room(case, cell, able, printed=True)
    if room[0] > room[1] or grid[0] > grid[1]:
        case.change(cell, standing=Standing.AMBIGUOUS)
        case.issue("check-failed", f"{able[0].relation.name}: no value fits all relations", cell)
        return
    fitting = [c for c in datum.candidates if _fits(case, cell, c, grid)]
    if datum.candidates and len(fitting) == 1:
        chosen = system.printed(int(fitting[0].value * system.unit), cell)  # type: ignore[operator]
        _repair(case, cell, chosen, fitting[0].why)
        offered_too = [plain(c.value) for c in datum.candidates]
        _prove(case, cell, "choice", able, offered=offered_too)
    elif len(fitting) > 1:
        case.change(cell, standing=Standing.AMBIGUOUS, candidates=tuple(fitting))
    elif not datum.candidates and _single(case, cell, grid):
        _prove(case, cell, "rest", able)
    elif not _misread(case, cell, grid):
        _derive(case, cell, room)
        given = case.data[cell]
        ends = [plain(end) for end in given.interval or ()]
        _prove(case, cell, "interval", able, given=[plain(given.value), ends])
        _question_outlier(case, cell, able)


def _prove(case: Case, cell: int, method: str, able: list[Equation], **more: Any) -> None:
    datum = case.data[cell]
    claim = case.certificates.claim(datum.standing.value, method, cell, able, **more)
    case.change(cell, proof=(claim,), candidates=())


def _fits(case: Case, cell: int, candidate: Candidate, grid: Window) -> bool:
    change = offered(case.system, cell, candidate)
    return change is not None and grid[0] <= change.value <= grid[1]


def _single(case: Case, cell: int, grid: Window) -> bool:
    """Repairs a damaged token where only one printed value is possible and it can be its rest."""
    system, datum = case.system, case.data[cell]
    step = system.step[cell]
    if not step:
        return False
    first, last = -(-grid[0] // step), grid[1] // step
    if first != last:
        return False
    value = system.printed(first * step, cell)
    if value < 0 and "-" not in (datum.raw or "") and "(" not in (datum.raw or ""):
        return False
    if not shares_digits(datum.raw, format(value, "f")) or _shows_another(datum.raw, value):
        return False
    _repair(case, cell, value, f"{datum.raw!r} is what is left of {value}")
    return True


def _shows_another(raw: str | None, value: Decimal) -> bool:
    """Whether a token shows a whole figure with the decimals of the value that is not the value;
    where it has none, one of as many digits."""
    places = max(-int(value.as_tuple().exponent), 0)
    if not places:
        wanted = str(abs(int(value)))
        whole = re.findall(r"\d+", (raw or "").replace(",", ""))
        return any(len(figure) == len(wanted) and figure != wanted for figure in whole)
    figures = re.findall(r"\d[\d,]*\.\d+", raw or "")
    shown = [Decimal(f.replace(",", "")) for f in figures if len(f.partition(".")[2]) == places]
    return any(figure != value for figure in shown)


def _misread(case: Case, cell: int, grid: Window) -> bool:
    """Repairs a damaged token that has one reading, and that reading is off by one digit.

    As for any printed number: one value must be left, and no other single change may do.
    """
    system, datum = case.system, case.data[cell]
    step = system.step[cell]
    reading = offered(system, cell, datum.candidates[0]) if len(datum.candidates) == 1 else None
    if reading is None or not step or -(-grid[0] // step) != grid[1] // step:
        return False
    if digits_of(datum.raw or "").lstrip("0") != str(abs(reading.value) // step):
        return False
    search = Search(system, case.data, case.deadline)
    printed, final = (reading.value, system.h[cell]), grid[1] // step * step
    system.v[cell] = printed[0]
    fitting = [c for c, strict in search.fitting(cell, _of(case, cell)) if strict]
    system.v[cell] = final
    shown = exclusion(search, cell, printed)
    why = [c.why for c in fitting if c.value == final]
    if len(fitting) != 1 or not why or not decisive(search, shown, cell, printed):
        del system.v[cell]
        return False
    _repair(case, cell, system.printed(final, cell), why[0])
    case.change(cell, candidates=())
    show_repair(case, cell, shown)
    return True


def _of(case: Case, cell: int) -> list[Equation]:
    return [e for e in case.system.of[cell] if case.system.complete(e)]


def _repair(case: Case, cell: int, value: Decimal, why: str) -> None:
    system, datum = case.system, case.data[cell]
    system.v[cell] = int(value * system.unit)
    case.change(
        cell,
        value=value,
        standing=Standing.REPAIRED,
        repairs=(*datum.repairs, why),
        quantum=datum.quantum or Decimal(system.step[cell]) / system.unit,
    )


def _derive(case: Case, cell: int, room: Window) -> None:
    system = case.system
    step = system.step[cell] or 1
    middle = (room[0] + room[1] + step) // (2 * step) * step
    case.change(
        cell,
        value=system.printed(middle, cell),
        standing=Standing.DERIVED,
        interval=(system.number(room[0]), system.number(room[1])),
    )


def _question_outlier(case: Case, cell: int, able: list[Equation]) -> None:
    """What follows for a lost figure takes in any misread of the others: it shows in its size."""
    value = case.data[cell].value
    for equation in able:
        if isinstance(equation, Linear) and isinstance(value, Decimal):
            largest = max(map(abs, _peers(case, cell, equation)), default=Decimal(0))
            if largest and (value < 0 or value > OUTLIER * largest):
                message = (
                    f"{equation.relation.name}: {value} would be left for a figure that cannot be"
                    f" read, where the largest beside it is {largest}; another one may be misread"
                )
                case.issue("check-doubtful", message, cell)
                return


def _peers(case: Case, cell: int, equation: Linear) -> list[Decimal]:
    """The values that stand where this one does in relations of the same kind."""
    own = equation.coefs[equation.cells.index(cell)]
    like = (e for e in case.system.equations
            if isinstance(e, Linear) and e.relation.source == equation.relation.source)  # fmt: skip
    return [
        case.system.number(case.system.v[i])
        for e in like
        for i, coef in zip(e.cells, e.coefs, strict=True)
        if coef == own and i != cell and i in case.system.v
    ]


def _room(case: Case, cell: int, able: list[Equation], printed: bool) -> Window:
    """What all relations leave: for what the column would print, or for the unrounded value."""
    v, h = case.system.v, case.system.h
    low, high = WIDEST
    for equation in able:
        window = equation.window(v, h, cell) if printed else equation.room(v, h, cell)
        low, high = max(low, window[0]), min(high, window[1])
    return low, high


def _column_step(case: Case, cell: int, able: list[Equation]) -> int:
    sums = [e for e in able if e.relation.kind != "ratio"]  # a quotient has decimals of its own
    steps = [case.system.step[i] for e in sums for i in e.cells if i != cell]
    return min((s for s in steps if s), default=0)
