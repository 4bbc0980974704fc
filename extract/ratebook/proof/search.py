"""All smallest sets of changes after which everything the page prints agrees."""

from __future__ import annotations

import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ratebook.proof.confusions import single_edits
from ratebook.proof.system import Equation, System
from ratebook.records.datum import Datum


class Change(NamedTuple):
    """One cell printed otherwise: scaled value and half unit, what it costs and why."""

    value: int
    half: int
    cost: float
    why: str


Repair = dict[int, Change]
"""Changes by datum id."""


@dataclass(slots=True)
class Found:
    """The smallest repairs of one cluster of failed relations.

    `repairs` satisfy everything. `near` would if one more last digit, hidden in a rounding, were
    wrong too; they make a repair doubtful but are none themselves. `late` says time ran out.
    """

    repairs: list[Repair] = field(default_factory=list[Repair])
    near: list[Repair] = field(default_factory=list[Repair])
    late: bool = False
    _kept: set[tuple[bool, frozenset[tuple[int, Change]]]] = field(
        default_factory=set[tuple[bool, frozenset[tuple[int, Change]]]]
    )

    def keep(self, repair: Repair, strict: bool) -> None:
        """Enters a repair once, however it was come by."""
        known = strict, frozenset(repair.items())
        if known not in self._kept:
            self._kept.add(known)
            (self.repairs if strict else self.near).append(repair)


MOST_WORK = 30_000
"""Changes tried in the search of one document. A count, so that the same page is settled alike on
every machine; the deadline is for pages where a single trial is dear."""


class OutOfTimeError(Exception):
    """The budget of the search is used up."""


@dataclass(slots=True)
class Search:
    """Bounded search over one system. `deadline` is a time.thread_time() value.

    `wide` also looks for repairs that fit but for a last digit misread without notice elsewhere.
    """

    system: System
    data: dict[int, Datum]
    deadline: float
    wide: bool = False
    most: int = 1_000
    work: int = MOST_WORK
    _edits: dict[int, list[Change]] = field(default_factory=dict[int, "list[Change]"])
    _widest: dict[int, int] = field(default_factory=dict[int, int])

    def smallest(self, failed: list[Equation], deepest: int = 3) -> Found:
        """Repairs of `failed` with the fewest changed cells, at most `deepest`."""
        found = Found()
        try:
            for size in range(1, deepest + 1):
                self._descend(failed, size, {}, found)
                if found.repairs:
                    break
        except OutOfTimeError:
            found.late = True
        return found

    def edits(self, cell: int) -> list[Change]:
        """What `cell` could print instead, by rising value."""
        known = self._edits.get(cell)
        if known is None:
            known = self._edits[cell] = sorted(self._make_edits(cell))
        return known

    def edits_now(self, cell: int) -> list[Change]:
        """Single changes from the present value, which may be a repaired one."""
        datum = self.data[cell]
        if datum.value is not None and self.system.v[cell] == int(datum.value * self.system.unit):  # type: ignore[operator]
            return self.edits(cell)
        return self._make_edits(cell)

    def _make_edits(self, cell: int) -> list[Change]:
        system, datum = self.system, self.data[cell]
        made: dict[tuple[int, int], Change] = {}
        for candidate in datum.candidates:
            change = offered(system, cell, candidate)
            if change and change.value != system.v.get(cell):
                made.setdefault(change[:2], change)
        step, half = system.step[cell], system.h[cell]
        if step and cell in system.v:
            mantissa = system.v[cell] // step
            for edit in single_edits(mantissa, printed_width(datum, mantissa), datum.raw):
                up, down = 10 ** max(edit.shift, 0), 10 ** max(-edit.shift, 0)
                if half % down == 0 and step % down == 0:
                    value = edit.mantissa * step * up // down
                    change = Change(value, half * up // down, edit.cost, edit.why)
                    made.setdefault(change[:2], change)
        return list(made.values())

    def _within(self, cell: int, low: int, high: int) -> Iterable[Change]:
        """Edits with a value in the window, by rising value. A change of the last digit's place
        widens the window by its own half unit."""
        edits, half = self.edits(cell), self.system.h[cell]
        widest = self._widest.get(cell)
        if widest is None:
            widest = self._widest[cell] = max((c.half for c in edits if c.half != half), default=0)
        first = bisect_left(edits, low - widest, key=_value_of)
        last = bisect_right(edits, high + widest, key=_value_of)
        room = ((c, 0 if c.half == half else c.half) for c in edits[first:last])
        return [c for c, own in room if low - own <= c.value <= high + own]

    def _descend(self, failed: list[Equation], left: int, chosen: Repair, found: Found) -> None:
        self.work -= 1
        late = self.work < 0 or time.thread_time() > self.deadline
        if late or max(len(found.repairs), len(found.near)) > self.most:
            raise OutOfTimeError
        if not coverable(failed, left, chosen):
            return
        if left == 1:
            self._last(failed, chosen, found)
            return
        first = min(failed, key=lambda e: len(e.cells))
        for cell in first.cells:
            if cell in chosen or cell not in self.system.v:
                continue
            for change in self.edits(cell):
                self._try(cell, change, failed, left, chosen, found)

    def _try(
        self, cell: int, change: Change, failed: list[Equation], left: int, chosen: Repair,
        found: Found,
    ) -> None:  # fmt: skip
        v, h = self.system.v, self.system.h
        before = v[cell], h[cell]
        v[cell], h[cell] = change.value, change.half
        try:
            touched = [e for e in self.system.of[cell] if self.system.complete(e)]
            broken = [e for e in touched if not e.holds(v, h)]
            rest = [e for e in failed if cell not in e.cells]
            if broken or rest:
                self._descend(rest + broken, left - 1, {**chosen, cell: change}, found)
        finally:
            v[cell], h[cell] = before

    def _last(self, failed: list[Equation], chosen: Repair, found: Found) -> None:
        shared = set(failed[0].cells).intersection(*(e.cells for e in failed[1:]))
        for cell in shared:
            if cell in chosen or cell not in self.system.v:
                continue
            self.work -= 1
            equations = [e for e in self.system.of[cell] if self.system.complete(e)]
            for change, strict in self.fitting(cell, equations):
                found.keep({**chosen, cell: change}, strict)

    def fitting(self, cell: int, equations: list[Equation]) -> list[tuple[Change, bool]]:
        """Edits of `cell` that satisfy these relations; False where only nearly."""
        system = self.system
        low, high = -(10**40), 10**40
        for equation in equations:
            window = equation.window(system.v, system.h, cell, wide=self.wide)
            low, high = max(low, window[0]), min(high, window[1])
        fitting: list[tuple[Change, bool]] = []
        before = system.v[cell], system.h[cell]
        for change in self._within(cell, low, high):
            system.v[cell], system.h[cell] = change.value, change.half
            strict = all(e.holds(system.v, system.h) for e in equations)
            fitting.append((change, strict))
        system.v[cell], system.h[cell] = before
        return fitting


def _value_of(change: Change) -> int:
    return change.value


def offered(system: System, cell: int, candidate: object) -> Change | None:
    """A reader's own alternative as a change; None where it is no number of the system's scale."""
    value, cost, why = candidate  # type: ignore[misc]
    scaled = value * system.unit if not isinstance(value, str) else None  # type: ignore[operator]
    if scaled is None or scaled != int(scaled):  # type: ignore[arg-type]
        return None
    step = system.step[cell]
    if step and scaled % step:  # type: ignore[operator]
        return None  # finer than the column prints
    return Change(int(scaled), system.h[cell], float(cost), str(why))  # type: ignore[arg-type]


_NO_DIGIT = re.compile(r"\D")


def printed_width(datum: Datum, mantissa: int) -> int:
    """How many digits the page prints, leading zeros of a fraction included."""
    shown = _NO_DIGIT.sub("", datum.raw or "")
    if shown and int(shown[:40]) == abs(mantissa):
        return len(shown)
    places = 0
    if datum.quantum is not None:
        places = max(-int(datum.quantum.as_tuple().exponent), 0)
    return max(len(str(abs(mantissa))), places + 1 if places else 1)


def coverable(failed: list[Equation], left: int, chosen: Repair) -> bool:
    """Whether `left` more cells can touch every failed relation."""
    if not failed:
        return True
    if left == 0:
        return False
    if left == 1:
        shared = set(failed[0].cells).intersection(*(e.cells for e in failed[1:]))
        return any(cell not in chosen for cell in shared)
    first = min(failed, key=lambda e: len(e.cells))
    return any(
        coverable([e for e in failed if cell not in e.cells], left - 1, chosen)
        for cell in first.cells
        if cell not in chosen
    )


def clusters(failed: list[Equation]) -> list[list[Equation]]:
    """Failed relations grouped by shared cells: what one cell can explain stays together."""
    groups: list[tuple[set[int], list[Equation]]] = []
    for equation in failed:
        cells, members = set(equation.cells), [equation]
        apart: list[tuple[set[int], list[Equation]]] = []
        for group in groups:
            if group[0] & cells:
                cells |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (cells, members)]
    return [members for _, members in groups]
