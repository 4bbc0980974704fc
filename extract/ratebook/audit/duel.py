"""Engines side by side on the same documents: which to use for which quality, with numbers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ratebook.audit.count import Tally, tally
from ratebook.audit.judge import WRONG, Judged, Outcome

SURE = 0.05
"""A difference as large that chance alone gives it in fewer than 1 of 20 comparisons is one."""


@dataclass(frozen=True, slots=True)
class Versus:
    """Two engines on the same values of one quality. `first_only` came out right with the first
    engine alone; `chance` is how often luck gives a difference as large (sign test)."""

    quality: str
    first: str
    second: str
    tallies: tuple[Tally, Tally]
    first_only: int
    second_only: int
    silent: tuple[int, int]

    @property
    def chance(self) -> float:
        """Two-sided, on the values that only one engine got right."""
        return sign_test(self.first_only, self.second_only)

    @property
    def silent_chance(self) -> float:
        """Two-sided, on what each engine got silently wrong where the other did not."""
        return sign_test(*self.silent)

    @property
    def use(self) -> str | None:
        """The engine to use: the one with fewer silent errors, then the one that gets more right;
        None where the difference may be luck."""
        if self.silent_chance < SURE:
            return self.first if self.silent[0] < self.silent[1] else self.second
        if self.chance < SURE:
            return self.first if self.first_only > self.second_only else self.second
        return None

    @property
    def why(self) -> str:
        """In words."""
        if self.silent_chance < SURE:
            return (
                f"silently wrong where the other is not: {self.silent[0]} against "
                f"{self.silent[1]} (p = {self.silent_chance:.2g})"
            )
        said = (
            f"right where the other is not: {self.first_only} against {self.second_only} "
            f"values (p = {self.chance:.2g})"
        )
        return said if self.use else f"no difference that is more than luck; {said}"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "quality": self.quality,
            "engines": [self.first, self.second],
            "results": [t.as_dict() for t in self.tallies],
            "right_alone": [self.first_only, self.second_only],
            "silent_alone": list(self.silent),
            "p_right": round(self.chance, 6),
            "p_silent": round(self.silent_chance, 6),
            "use": self.use,
            "why": self.why,
        }


def sign_test(one: int, other: int) -> float:
    """Chance of a split as uneven, if both sides were equally likely."""
    n, k = one + other, min(one, other)
    if not n:
        return 1.0
    tail = sum(math.comb(n, i) for i in range(k + 1)) if n <= 1000 else None
    if tail is not None:
        return min(1.0, 2 * tail / 2**n)
    z = (abs(one - other) - 1) / math.sqrt(n)
    return math.erfc(z / math.sqrt(2))


def duels(values: Sequence[Judged]) -> list[Versus]:
    """Every two engines that read the same values, by quality."""
    by_quality: dict[str, dict[str, dict[tuple[str, str, str], Judged]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for v in values:
        if v.outcome not in (Outcome.EMPTY, Outcome.UNJUDGED):
            by_quality[v.quality][v.engine][v.document, v.key, v.field] = v
    found: list[Versus] = []
    for quality in sorted(by_quality):
        engines = by_quality[quality]
        names = sorted(engines)
        found += [
            _versus(quality, a, b, engines[a], engines[b])
            for n, a in enumerate(names)
            for b in names[n + 1 :]
            if {k[0] for k in engines[a]} & {k[0] for k in engines[b]}
        ]
    return found


Values = dict[tuple[str, str, str], Judged]


def _versus(quality: str, first: str, second: str, ours: Values, theirs: Values) -> Versus:
    right = _alone(ours, theirs, (Outcome.RIGHT,))
    return Versus(
        quality,
        first,
        second,
        (tally(ours.values()), tally(theirs.values())),
        *right,
        _alone(ours, theirs, WRONG),
    )


def _alone(ours: Values, theirs: Values, outcomes: Sequence[Outcome]) -> tuple[int, int]:
    """How many values had one of these outcomes with one engine and not with the other."""
    one = {key for key, v in ours.items() if v.outcome in outcomes}
    other = {key for key, v in theirs.items() if v.outcome in outcomes}
    return len(one - other), len(other - one)
