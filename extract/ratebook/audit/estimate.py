"""The error rate of readings whose truth nobody knows, with an interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from ratebook.audit.bound import RULE_OF_THREE
from ratebook.audit.model import Model, beyond
from ratebook.audit.seen import Seen
from ratebook.audit.signals import Signals, signals

_DRAWS = 2000
_SURE = 0.95
_ALIKE = 0.5
"""How often documents read together stray in the same direction by the same cause."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A rate between 0 and 1 and the interval it lies in, 19 times of 20."""

    rate: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float]:
        """For JSON."""
        return {"rate": round(self.rate, 6), "low": round(self.low, 6), "high": round(self.high, 6)}

    def holds(self, rate: float) -> bool:
        """Whether the interval holds a rate."""
        return self.low <= rate <= self.high


@dataclass(frozen=True, slots=True)
class Estimate:
    """`error`: share of the printed values that were not accepted, or accepted and are wrong.
    `wrong`: share of the accepted values that are wrong; its interval is an upper bound, for no
    signal tells that something wrong was accepted. `doubts` say why an estimate may be off:
    the readings are unlike those it was calibrated on."""

    accepted: int
    flagged: int
    error: Guess
    wrong: Guess
    doubts: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "accepted": self.accepted,
            "flagged": self.flagged,
            "error": self.error.as_dict(),
            "wrong_among_accepted": self.wrong.as_dict(),
            "doubts": list(self.doubts),
        }


def estimate(readings: Sequence[Seen], model: Model) -> Estimate | None:
    """The error rate of these readings together; None where there is none that could be read."""
    found = [signals(one) for one in readings if one.error is None]
    return of_signals(found, model) if found else None


def of_signals(found: Sequence[Signals], model: Model) -> Estimate:
    """The same from their signals."""
    known = [s for s in found if model.group_of(s)]
    accepted = sum(s["stated"] for s in found)
    flagged = sum(s["flagged"] for s in found)
    missed = sum(model.lines[model.group_of(s) or ""]["missed"].expected(s) for s in known)
    wrong = sum(model.lines[model.group_of(s) or ""]["wrong"].expected(s) for s in known)
    worlds = list(_worlds(known, model))
    error = _guess(
        (missed + wrong) / max(accepted + missed, 1.0),
        [(m + w) / max(accepted + m, 1.0) for m, w in worlds],
    )
    silent = _guess(
        wrong / max(accepted, 1.0),
        [w / max(accepted, 1.0) for _, w in worlds],
        floor=min(1.0, RULE_OF_THREE / max(accepted, 1.0)),
    )
    silent = replace(silent, low=0.0)
    doubts = beyond(model, found)
    if doubts:
        error, silent = _wider(error), _wider(silent)
    return Estimate(int(accepted), int(flagged), error, silent, tuple(doubts))


def _worlds(of: Sequence[Signals], model: Model) -> Iterator[tuple[float, float]]:
    """Numbers of missed and wrong values as they may be: every document lies off by as much as a
    document did that the model had not seen. The same readings give the same numbers."""
    chance = Random(len(of))
    lines = [(s, model.lines[model.group_of(s) or ""]) for s in of]
    plans = [
        [(line.expected(s), line.unit(s), line.strays) for s, by in lines for line in (by[what],)]
        for what in ("missed", "wrong")
    ]
    for _ in range(_DRAWS if len(of) < 100 else _DRAWS // 5):
        shared = chance.random()
        missed, wrong = (
            sum(max(0.0, e + u * _stray(chance, shared, strays)) for e, u, strays in plan)
            for plan in plans
        )
        yield missed, wrong


def _stray(chance: Random, shared: float, strays: Sequence[float]) -> float:
    """Documents of one filing are alike: what makes one stray often makes all."""
    at = shared if chance.random() < _ALIKE else chance.random()
    return strays[int(at * len(strays))]


def _guess(rate: float, worlds: list[float], floor: float = 0.0) -> Guess:
    """`floor` is the least the upper end may be."""
    ranked = sorted(min(1.0, max(0.0, w)) for w in worlds)
    edge = int(len(ranked) * (1 - _SURE) / 2)
    rate = min(1.0, rate)
    return Guess(rate, min(rate, ranked[edge]), max(rate, ranked[-1 - edge], floor))


def _wider(of: Guess) -> Guess:
    """Half as wide again: what was never seen is less sure."""
    return Guess(
        of.rate,
        max(0.0, of.rate - 1.5 * (of.rate - of.low)),
        min(1.0, of.rate + 1.5 * (of.high - of.rate)),
    )
