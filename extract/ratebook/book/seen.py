"""A number and where it stands among the records of several documents."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ratebook.records.record import Record


class Seen(NamedTuple):
    """A number of one record: the number of its document and its place there, counted from 0."""

    document: int
    at: int
    record: Record
    field: str
    number: Decimal

    @property
    def where(self) -> tuple[int, int, str]:
        """What tells this number from all others."""
        return self.document, self.at, self.field
