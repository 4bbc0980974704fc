"""Asking the records of one reading for the values a test is about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ratebook.records.datum import Standing
from ratebook.records.record import Record

NUMBERS = frozenset(
    {"amount", "mw", "cost", "distance_ft", "cost_per_ft", "present", "final", "change", "percent"}
)
"""Fields that state a figure of a table. A `change` of a charge is a letter, not one of these."""


def seed_file(shared: Path, number: str) -> Path:
    """The founding document that begins with this number."""
    (found,) = (shared / "seeds").glob(f"{number}_*.txt")
    return found


class Records:
    """The records of a reading, to be asked for by their values."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.all = list(records)

    def where(self, kind: str, **values: Any) -> list[Record]:
        """The records of a kind with these values."""
        return [
            record
            for record in self.all
            if record.kind == kind and all(record.values.get(k) == v for k, v in values.items())
        ]

    def one(self, kind: str, **values: Any) -> Record:
        """The only such record; an AssertionError names how many there are."""
        found = self.where(kind, **values)
        assert len(found) == 1, (kind, values, [record.key for record in found])
        return found[0]

    def sheet(self, number: str, revision: int | None = None) -> Record:
        """The sheet of this number (and revision)."""
        more = {} if revision is None else {"revision": revision}
        return self.one("sheet", sheet=number, **more)

    def of_sheet(self, kind: str, number: str, **values: Any) -> list[Record]:
        """Records of a kind that stand on the sheet of this number."""
        return [r for r in self.where(kind, **values) if f"|{number}|" in str(r.values["sheet"])]


def standing(record: Record, field: str) -> Standing | None:
    """The standing of one field."""
    return record.standing(field)


def accepted(record: Record, field: str) -> bool:
    """Whether a value may be used without review."""
    found = record.standing(field)
    return found is not None and found.accepted


def line(record: Record, field: str) -> int | None:
    """The line of the source where a value stands."""
    return record.evidence[field]["line"]


def state(record: Record, field: str) -> tuple[Any, str, int | None]:
    """Value, standing and line of one field."""
    evidence = record.evidence[field]
    return record.values[field], evidence["status"], evidence["line"]
