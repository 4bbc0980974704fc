"""Which printed values a printed relation really confirms.

A relation that holds is a witness of a value only if it would have caught the misreads of that
value that are likely: a sum of eight loads printed to 0.1 says nothing of a last digit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ratebook.proof.confusions import LIKELY_DIGITS
from ratebook.proof.system import WIDEST, Equation, Linear, System, Window

MOST_ESCAPING = 0.1
"""Share of all one-digit misreads that may go unnoticed in a verified value."""


@dataclass(slots=True)
class Witnesses:
    """The relations that hold among printed, undisputed values."""

    system: System
    sums: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])

    def of(self, cell: int, holding: set[int], width: int) -> list[Equation]:
        """The fewest members first: relations that together confirm `cell`; none if they do not.

        Args:
            holding: id() of every equation that may be used.
            width: digits printed.
        """
        able = [e for e in self.system.of.get(cell, ()) if id(e) in holding]
        if len(able) > 1:
            able.sort(key=_members)
        room, used = WIDEST, list[Equation]()
        for equation in able:
            low, high = self._drift(equation, cell)
            if low <= room[0] and high >= room[1]:
                continue
            room = (max(room[0], low), min(room[1], high))
            used.append(equation)
            if self._confirmed(cell, room, width, used):
                return used
        return []

    def shows_damage(self, cell: int, holding: set[int], width: int) -> bool:
        """Whether the relations would notice damage to a token: anything but its last digit."""
        room = WIDEST
        for equation in self.system.of.get(cell, ()):
            if id(equation) in holding:
                drift = self._drift(equation, cell)
                room = max(room[0], drift[0]), min(room[1], drift[1])
        step = self.system.step[cell]
        return bool(step) and max(-room[0], room[1]) < (10 * step if width > 2 else step)

    def _drift(self, equation: Equation, cell: int) -> Window:
        """How far the printed value could be wrong without this relation noticing."""
        v, h = self.system.v, self.system.h
        if not isinstance(equation, Linear):
            low, high = equation.window(v, h, cell)
            return low - v[cell], high - v[cell]
        known = self.sums.get(id(equation))
        if known is None:
            known = self.sums[id(equation)] = (equation.residual(v), equation.slack(h))
        residual, slack = known
        coef = equation.coefs[equation.cells.index(cell)]
        if coef < 0:
            residual, coef = -residual, -coef
        return -((slack + residual) // coef), (slack - residual) // coef

    def _confirmed(self, cell: int, room: Window, width: int, used: list[Equation]) -> bool:
        step = self.system.step[cell]
        reach = max(-room[0], room[1])
        if step == 0:
            coarse = max(self.system.step[i] for e in used for i in e.cells)
            return reach <= 2 * coarse
        if reach < step:
            return True
        return _catches(abs(self.system.v[cell]) // step, width, step, room)


def _members(equation: Equation) -> int:
    return len(equation.cells)


def _catches(mantissa: int, width: int, step: int, room: Window) -> bool:
    """Whether no likely misread and few others stay within `room`."""
    low, high = -(-room[0] // step), room[1] // step
    digits = str(mantissa).rjust(width, "0")
    escaping, unit = 0, 1
    for old in reversed(digits):
        if unit > max(-low, high):
            break
        for new in range(10):
            change = (new - int(old)) * unit
            if change and low <= change <= high:
                if str(new) in LIKELY_DIGITS[old]:
                    return False
                escaping += 1
        unit *= 10
    return escaping <= MOST_ESCAPING * 9 * len(digits)
