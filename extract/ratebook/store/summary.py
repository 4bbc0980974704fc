"""What a store holds and what of it needs a person, for the end of an ingest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ratebook.records.record import Record
from ratebook.store.store import Store


@dataclass(slots=True)
class Summary:
    """Counts over readings. `review` counts values by (kind, field, status), `issues` by code."""

    documents: int = 0
    pages: int = 0
    records: Counter[str] = field(default_factory=Counter[str])
    review: Counter[tuple[str, str, str]] = field(default_factory=Counter[tuple[str, str, str]])
    issues: Counter[str] = field(default_factory=Counter[str])

    @property
    def needs_review(self) -> bool:
        """True if a value or an issue waits for a person."""
        return bool(self.review or self.issues)

    def add(self, records: Iterable[Record]) -> None:
        """Counts the records of a reading."""
        for record in records:
            self.records[record.kind] += 1
            if record.kind == "document":
                self.documents += 1
                self.pages += int(record.values.get("pages") or 0)
            if record.kind == "issue":
                self.issues[str(record.values.get("code"))] += 1
            for name in record.needs_review:
                self.review[record.kind, name, record.evidence[name]["status"]] += 1


def summary(store: Store, as_known: datetime | None = None) -> Summary:
    """The summary of all current readings; of those known at a time, if given."""
    made = Summary()
    made.add(store.records(as_known=as_known))
    return made
