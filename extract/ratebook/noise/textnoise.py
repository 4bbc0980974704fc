"""Damages a text dump as OCR does, and reports what it did."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from ratebook.noise.damage import BY_NAME, CLASSES, INTENSITY, DamageClass, Target
from ratebook.noise.dump import DumpLine
from ratebook.noise.tablenoise import OPERATIONS
from ratebook.noise.truth import Truth
from ratebook.noise.wreck import Wreck, line_of, numbers


def damage(
    lines: Sequence[DumpLine],
    truth: Truth,
    chance: Random,
    intensity: str,
    only: Sequence[str] = (),
) -> Wreck:
    """The lines damaged at `light`, `medium` or `heavy` intensity.

    `only` limits the classes, and allows those of weight 0. Raises KeyError for unknown names.
    """
    wreck = Wreck(chance, truth, [line_of(x) for x in lines])
    chosen = [BY_NAME[name] for name in only] or [c for c in CLASSES if c.weight]
    for target, rate in reversed(INTENSITY[intensity].items()):
        classes = [c for c in chosen if c.target == target]
        if classes:
            _strike(wreck, target, classes, rate)
    return wreck


def _strike(wreck: Wreck, target: Target, classes: list[DamageClass], rate: float) -> None:
    """Draws damages for a target; a class that does not fit is drawn again a few times."""
    weights = [max(c.weight, 1) for c in classes]
    for _ in range(_how_many(wreck, target, rate)):
        for _ in range(6):
            name = wreck.chance.choices(classes, weights)[0].name
            if OPERATIONS[name](wreck, name):
                break


def _how_many(wreck: Wreck, target: Target, rate: float) -> int:
    if target in ("number", "cell"):
        places = sum(len(numbers(line)) for line in wreck.rows())
    elif target == "row":
        places = len(wreck.rows())
    elif target == "table":
        places = len(wreck.tables())
    elif target == "text":
        places = sum(line.sort in ("text", "heading", "head") for line in wreck.lines)
    else:
        places = len({line.page for line in wreck.lines})
    exact = places * rate
    return int(exact) + (wreck.chance.random() < exact % 1)


def finished(wreck: Wreck) -> list[DumpLine]:
    """The damaged lines."""
    return [DumpLine(tuple(x.cells), x.sort, x.page, x.table, x.glued) for x in wreck.lines]


def destroyed(wreck: Wreck) -> list[int]:
    """Slots that cannot be read any more."""
    return [slot for entry in wreck.entries for slot in entry.destroyed]


def report(wreck: Wreck) -> list[dict[str, Any]]:
    """Every damage as JSON-ready data, with the line it stands on (None where it was removed)."""
    number = {id(line): n for n, line in enumerate(wreck.lines, 1)}
    return [
        {
            "class": e.of.name,
            "effect": "destroyed"
            if e.destroyed
            else e.of.effect
            if e.of.effect != "destroyed"
            else "recoverable",
            "line": number.get(id(e.line)),
            "seen": e.seen,
            "meant": e.meant,
            "values": wreck.truth.named(e.slots),
        }
        for e in wreck.entries
    ]
