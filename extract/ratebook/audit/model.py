"""How many errors the signals of a document stand for: fitted on documents with known truth."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, cast

from ratebook.audit.signals import NAMES, Signals

_ROUNDS = 400
_KEPT = 60
_FADE = 0.25
"""Weight of a penalty that pulls each coefficient to zero: few documents tell little."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document with known truth: its signals, values `missed` (not accepted) and `wrong`."""

    signals: Signals
    missed: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Line:
    """Expected errors = sum of weight x signal. `strays` are quantiles, evenly spaced, of how far
    documents that were left out of the fit lay off, in units of `unit`; `documents` were used."""

    weights: Mapping[str, float]
    strays: tuple[float, ...]
    documents: int

    def expected(self, of: Signals) -> float:
        """Errors to expect in a document."""
        return sum(w * of[name] for name, w in self.weights.items())

    def unit(self, of: Signals) -> float:
        """What a document may lie off by: errors come in clusters (a lost heading takes its table
        along), the more of them the larger."""
        return math.sqrt(self.expected(of) + 0.002 * _size(of) + 0.02)


@dataclass(frozen=True, slots=True)
class Model:
    """For each group of sources a line for `missed` and one for `wrong`, and the largest share of
    each signal that was seen: beyond it nothing is known."""

    lines: Mapping[str, Mapping[str, Line]]
    largest: Mapping[str, Mapping[str, float]]
    trained: Mapping[str, Any]

    def group_of(self, of: Signals) -> str | None:
        """The calibrated group a document is judged by: its own, or the nearest one."""
        nearest = of.group.split(",")[0]
        return next((g for g in (of.group, nearest) if g in self.lines), None)


def _size(of: Signals) -> float:
    return of["stated"] + of["flagged"] + 1.0


def fit(examples: Sequence[Example], trained: Mapping[str, Any]) -> Model:
    """The model of these documents. Groups without documents are left out."""
    lines: dict[str, dict[str, Line]] = {}
    largest: dict[str, dict[str, float]] = {}
    for group in sorted({e.signals.group for e in examples}):
        ours = [e for e in examples if e.signals.group == group]
        lines[group] = {
            "missed": _line([e.signals for e in ours], [e.missed for e in ours]),
            "wrong": _line([e.signals for e in ours], [e.wrong for e in ours]),
        }
        largest[group] = {n: max(e.signals[n] / _size(e.signals) for e in ours) for n in NAMES}
    return Model(lines, largest, trained)


def _line(of: Sequence[Signals], errors: Sequence[int]) -> Line:
    weights = _weights(of, errors)
    strays: list[float] = []
    for n, (one, count) in enumerate(zip(of, errors, strict=True)):
        rest = [s for m, s in enumerate(of) if m != n]
        without = Line(_weights(rest, [e for m, e in enumerate(errors) if m != n]), (), 0)
        strays.append((count - without.expected(one)) / without.unit(one))
    kept = {k: round(w, 5) for k, w in weights.items() if w > 5e-6}
    return Line(kept, _quantiles(sorted(strays)), len(of))


def _quantiles(of: Sequence[float]) -> tuple[float, ...]:
    if not of:
        return (0.0,)
    last = len(of) - 1
    at = [last * k / _KEPT for k in range(_KEPT + 1)]
    return tuple(
        round(of[int(x)] + (of[min(last, int(x) + 1)] - of[int(x)]) * (x % 1), 3) for x in at
    )


def _weights(of: Sequence[Signals], errors: Sequence[int]) -> dict[str, float]:
    """Least squares with weights of zero and more, by turns; a document counts by its size."""
    rows = [[s[name] for name in NAMES] for s in of]
    say = [1 / _size(s) for s in of]
    weights = [0.0] * len(NAMES)
    rest = [float(e) for e in errors]
    for _ in range(_ROUNDS if rows else 0):
        most = 0.0
        for k in range(len(NAMES)):
            bent = sum(v * row[k] * row[k] for v, row in zip(say, rows, strict=True))
            if not bent:
                continue
            slope = sum(v * row[k] * r for v, row, r in zip(say, rows, rest, strict=True))
            new = max(0.0, (slope + bent * weights[k]) / (bent + _FADE))
            step, weights[k] = new - weights[k], new
            most = max(most, abs(step))
            if step:
                rest = [r - step * row[k] for r, row in zip(rest, rows, strict=True)]
        if most < 1e-4:
            break
    return dict(zip(NAMES, weights, strict=True))


def beyond(model: Model, of: Iterable[Signals]) -> list[str]:
    """Signals that are stronger than in any document the model was fitted on."""
    found: dict[str, None] = {}
    for one in of:
        if one.group not in model.lines:
            found[f"no document of the group {one.group!r} was calibrated"] = None
        known = model.largest.get(model.group_of(one) or "")
        if known is None:
            continue
        found.update(
            (f"more of {n!r} than calibrated", None)
            for n in NAMES
            if one[n] / _size(one) > 1.2 * known.get(n, 0.0) + 0.01
        )
    return list(found)


def as_json(model: Model) -> dict[str, Any]:
    """The model as its file keeps it."""
    return {
        "trained": dict(model.trained),
        "groups": {
            group: {
                **{
                    what: {
                        "weights": dict(line.weights),
                        "strays": list(line.strays),
                        "documents": line.documents,
                    }
                    for what, line in lines.items()
                },
                "largest": {n: round(x, 4) for n, x in model.largest[group].items()},
            }
            for group, lines in model.lines.items()
        },
    }


def from_json(data: Mapping[str, Any]) -> Model:
    """The model of a file."""
    groups = cast("Mapping[str, Mapping[str, Any]]", data["groups"])
    lines = {
        g: {what: _from_json(said[what]) for what in ("missed", "wrong")}
        for g, said in groups.items()
    }
    return Model(lines, {g: said["largest"] for g, said in groups.items()}, data["trained"])


def _from_json(said: Mapping[str, Any]) -> Line:
    return Line(said["weights"], tuple(said["strays"]), said["documents"])


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model that comes with the program."""
    file = resources.files("ratebook.audit") / "calibration.json"
    return from_json(json.loads(file.read_text("utf-8")))
