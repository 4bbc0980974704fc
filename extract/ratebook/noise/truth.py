"""The exact records a typeset document must yield, and where each of their values is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ratebook.noise.blocks import marked
from ratebook.records.kinds import KINDS
from ratebook.records.record import natural_key


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected record. Fields not named in `values` are not asserted."""

    kind: str
    values: dict[str, Any]

    @property
    def key(self) -> str:
        return natural_key(self.kind, self.values)


Ref = tuple[int, str]
"""An expected record by its number, and a field of it."""


@dataclass(slots=True)
class Truth:
    """Grows while a document is written. Slots are places; each shows one or more values."""

    records: list[Expected] = field(default_factory=list[Expected])
    slots: list[tuple[Ref, ...]] = field(default_factory=list[tuple[Ref, ...]])

    def add(self, kind: str, **values: Any) -> int:
        """Enters a record and returns its number. Raises ValueError for an unknown field."""
        unknown = set(values) - set(KINDS[kind].fields)
        if unknown:
            raise ValueError(f"{kind} has no fields {sorted(unknown)}")
        self.records.append(Expected(kind, {k: _plain(v) for k, v in values.items()}))
        return len(self.records) - 1

    def show(self, text: str, *refs: Ref) -> str:
        """`text` marked as the place where these values are printed."""
        if not refs:
            return text
        self.slots.append(refs)
        return marked(text, len(self.slots) - 1)

    def show_since(self, text: str, first: int, *fields: str) -> str:
        """`text` marked as the place of these fields of all records entered from `first` on."""
        refs = [
            (n, name)
            for n in range(first, len(self.records))
            for name in fields
            if name in self.records[n].values
        ]
        return self.show(text, *refs)

    def key(self, number: int) -> str:
        """The natural key of a record entered before."""
        return self.records[number].key

    def reference(self, number: int) -> str:
        """How other records name it as their sheet, order or guide: its key."""
        return self.key(number)

    def named(self, slots: Sequence[int]) -> list[dict[str, str]]:
        """Slots as a list of record key and field, for reports; each pair once."""
        pairs = {(self.key(n), f): None for slot in slots for n, f in self.slots[slot]}
        return [{"key": key, "field": name} for key, name in pairs]


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value
