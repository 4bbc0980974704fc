"""Documents with structural damage planted, and what a reading of them accepts wrongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Any

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import written
from ratebook.noise.places import in_text, records
from ratebook.noise.tablenoise import OPERATIONS
from ratebook.noise.textnoise import destroyed, finished
from ratebook.noise.wreck import Wreck, line_of
from ratebook.pipeline.read import read_path

NUMBERS = ("amount", "mw", "cost", "distance_ft", "cost_per_ft", "present", "final", "change",
           "percent")  # fmt: skip
ACCEPTED = ("verified", "read", "repaired")
NEAR = 2
"""Lines a figure may stand away from where it was written: copies of rows, rows pushed together."""

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planted:
    """A damaged text, what it should yield, what it yields, and how often it was damaged."""

    text: str
    meant: list[Said]
    read: list[Said]
    damages: int


def plant(form: str, layout: str, seed: int, name: str, count: int) -> Planted:
    """A made-up document of a form with `count` damages of one class."""
    document = written(form, layout, str(seed))
    lines = dump(document.leaves, LAYOUTS[layout])
    chance = Random(f"{seed} {form} {layout} {name}")
    wreck = Wreck(chance, document.truth, [line_of(line) for line in lines])
    for _ in range(count):
        OPERATIONS[name](wreck, name)
    after = finished(wreck)
    text = rendered(after, LAYOUTS[layout])
    meant = records(document.truth, "x.txt", in_text(after), destroyed(wreck))
    read = [r.as_dict() for r in read_path(text.encode(), name="x.txt").records]
    return Planted(text, meant, read, len(wreck.entries))


def wrong(of: Planted) -> Iterator[str]:
    """Accepted figures that are neither of their record nor of their place."""
    by_key = {_folded(record["key"]): record for record in of.meant}
    near = _by_place(of.meant)
    for record in of.read:
        meant = by_key.get(_folded(record["key"]))
        for name, evidence in record["evidence"].items():
            value = _number(record.get(name))
            if name not in NUMBERS or evidence["status"] not in ACCEPTED or not value:
                continue
            if meant is not None and meant.get(name) is not None:
                right = _number(meant[name]) == value
            else:
                right = value in near[record["kind"], name, evidence["line"]]
            if not right and isinstance(record[name], str):
                yield f"{record['key']}: {name} = {record[name]} from {evidence['raw']!r}"


def accepted(of: Planted) -> int:
    """How many figures are accepted."""
    return sum(
        e["status"] in ACCEPTED and _number(record.get(name)) is not None
        for record in of.read for name, e in record["evidence"].items() if name in NUMBERS
    )  # fmt: skip


def _by_place(meant: list[Said]) -> dict[tuple[str, str, int], set[Decimal | None]]:
    near: dict[tuple[str, str, int], set[Decimal | None]] = defaultdict(set)
    for record in meant:
        for name, evidence in record["evidence"].items():
            if name in NUMBERS and evidence["line"]:
                for away in range(-NEAR, NEAR + 1):
                    at = record["kind"], name, evidence["line"] + away
                    near[at].add(_number(record[name]))
    return near


def _folded(key: str) -> str:
    return " ".join(key.casefold().split())


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
