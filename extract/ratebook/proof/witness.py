"""Which printed values a printed relation really confirms.

A relation that holds is a witness of a value only if it would have caught the misreads of that
value that are likely: a sum of eight loads printed to 0.1 says nothing of a last digit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from ratebook.proof.confusions import LIKELY_DIGITS
from ratebook.proof.system import WIDEST, Equation, Linear, System, Window

MOST_ESCAPING = 0.1
"""Share of all one-digit misreads that may go unnoticed in a verified value."""

Balances = dict[int, tuple[int, int]]
"""By id() of a sum: what is left over, and how much rounding explains."""


@dataclass(slots=True)
class Witnesses:
    """The relations that hold among printed, undisputed values."""

    system: System
    balances: Balances = field(default_factory=dict[int, tuple[int, int]])
    sums: dict[int, dict[int, Window]] = field(default_factory=dict[int, dict[int, Window]])

    def of(self, cell: int, holding: set[int], width: Callable[[int], int]) -> list[Equation]:
        """The fewest members first: relations that together confirm `cell`; none if they do not.

        Args:
            holding: id() of every equation that may be used.
            width: digits printed in a cell.
        """
        lowest, highest = WIDEST
        used: list[Equation] = []
        step = self.system.step[cell]
        for equation in self.system.of.get(cell, ()):
            if id(equation) not in holding:
                continue
            low, high = self._drift(equation, cell)
            if low <= lowest and high >= highest:
                continue
            lowest = low if low > lowest else lowest
            highest = high if high < highest else highest
            used.append(equation)
            if -step < lowest and highest < step:
                return used
            if self._confirmed(cell, (lowest, highest), width, used):
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
        ways = self.sums.get(id(equation))
        if ways is None:
            if not isinstance(equation, Linear):
                v = self.system.v
                low, high = equation.window(v, self.system.h, cell)
                return low - v[cell], high - v[cell]
            ways = self.sums[id(equation)] = self._drifts(equation)
        return ways[cell]

    def _drifts(self, equation: Linear) -> dict[int, Window]:
        """The same for all members of a sum."""
        known = self.balances.get(id(equation))
        if known is None:
            known = equation.residual(self.system.v), equation.slack(self.system.h)
        residual, slack = known
        up = -(slack + residual), slack - residual
        down = residual - slack, slack + residual
        return {
            cell: up if c == 1 else down if c == -1 else _divided(up if c > 0 else down, abs(c))
            for cell, c in zip(equation.cells, equation.coefs, strict=True)
        }

    def _confirmed(
        self, cell: int, room: Window, width: Callable[[int], int], used: list[Equation]
    ) -> bool:
        step = self.system.step[cell]
        if step == 0:
            coarse = max(self.system.step[i] for e in used for i in e.cells)
            return max(-room[0], room[1]) <= 2 * coarse
        low, high = -(-room[0] // step), room[1] // step
        digits = str(abs(self.system.v[cell]) // step)
        if high < 10 > -low:  # it is all about the last digit, whatever zeros stand in front
            escaping = _escaping(digits[-1], low, high)
            if escaping <= MOST_ESCAPING * 9 * len(digits):
                return escaping >= 0
        return _catches(digits.rjust(width(cell), "0"), low, high)


def _divided(window: Window, by: int) -> Window:
    return -(-window[0] // by), window[1] // by


def _catches(digits: str, low: int, high: int) -> bool:
    """Whether no likely misread and few others stay within these bounds, in last digits."""
    escaping, unit = 0, 1
    for old in reversed(digits):
        if unit > max(-low, high):
            break
        found = _escaping(old, max(-(-low // unit), -9), min(high // unit, 9))
        if found < 0:
            return False
        escaping += found
        unit *= 10
    return escaping <= MOST_ESCAPING * 9 * len(digits)


@lru_cache(maxsize=4096)
def _escaping(old: str, low: int, high: int) -> int:
    """How many other digits are within these bounds of one; -1 where a likely one is."""
    within = [new for new in range(10) if new != int(old) and low <= new - int(old) <= high]
    return -1 if any(str(new) in LIKELY_DIGITS[old] for new in within) else len(within)
