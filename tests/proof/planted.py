"""Documents with structural damage planted, and what a reading of them accepts wrongly."""

from __future__ import annotations

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
from ratebook.records.kinds import KINDS, REFERENCES

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
    """Records whose accepted figures are not those of what they say they are of.

    A record is right where one and the same record that was written has all its accepted figures,
    and nothing that it claims about whose they are contradicts that record. A claim nobody wrote
    (a name with a letter wrong) leaves the place on the page to judge by.
    """
    for record in of.read:
        figures = dict(_figures(record))
        if not figures:
            continue
        alike = [m for m in of.meant if m["kind"] == record["kind"] and _claims(record, m)]
        near = [m for m in of.meant if m["kind"] == record["kind"] and _beside(record, m)]
        if not any(_holds(figures, m) for m in alike or near):
            shown = {name: record["evidence"][name]["raw"] for name in figures}
            yield f"{record['key']}: {shown}"


def _figures(record: Said) -> Iterator[tuple[str, Decimal]]:
    """The accepted figures of a record that are not zero."""
    for name, evidence in record["evidence"].items():
        label = (name == "change" and record["kind"] == "charge") or (
            name == "percent" and record["kind"] in ("feeder_load", "load_total")
        )
        value = _number(record.get(name))
        if name in NUMBERS and not label and value and evidence["status"] in ACCEPTED:
            yield name, value


def _claims(record: Said, meant: Said) -> bool:
    """Whether all that a record accepts as its own key is what this one was written with."""
    for name in KINDS[record["kind"]].key:
        if name in NUMBERS or name in REFERENCES or meant.get(name) is None:
            continue
        own = record["evidence"].get(name, {}).get("status", "absent")
        if own in (*ACCEPTED, "absent") and _folded(record.get(name)) != _folded(meant[name]):
            return False
    return True


def _beside(record: Said, meant: Said) -> bool:
    """Whether both stand on nearly the same line."""
    lines = [
        {e["line"] for n, e in r["evidence"].items() if n in NUMBERS and e["line"]}
        for r in (record, meant)
    ]
    return any(abs(one - two) <= NEAR for one in lines[0] for two in lines[1])


def _holds(figures: dict[str, Decimal], meant: Said) -> bool:
    return all(_number(meant.get(name)) == value for name, value in figures.items())


def accepted(of: Planted) -> int:
    """How many figures are accepted."""
    return sum(
        e["status"] in ACCEPTED and _number(record.get(name)) is not None
        for record in of.read for name, e in record["evidence"].items() if name in NUMBERS
    )  # fmt: skip


def _folded(said: Any) -> str:
    return " ".join(str(said).casefold().split())


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
