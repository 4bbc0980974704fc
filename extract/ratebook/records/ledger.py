"""What one reading of one document found: data, drafts, relations, issues, and who claimed what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from ratebook.model.page import Line
from ratebook.records.datum import Candidate, Datum, Draft, Issue, Place, Relation, Standing, Value


class Claim(NamedTuple):
    """Who understood a line, and as what ("row month of costs", "furniture", "stamp")."""

    page: int
    line: int | None
    text: str
    by: str
    became: str


@dataclass(slots=True)
class Ledger:
    """Grows while forms read; `proof` takes it whole and returns new data."""

    data: dict[int, Datum] = field(default_factory=dict[int, Datum])
    drafts: list[Draft] = field(default_factory=list[Draft])
    relations: list[Relation] = field(default_factory=list[Relation])
    issues: list[Issue] = field(default_factory=list[Issue])
    claims: list[Claim] = field(default_factory=list[Claim])

    def add(
        self,
        raw: str | None,
        value: Value,
        standing: Standing,
        place: Place,
        *,
        quantum: Decimal | None = None,
        candidates: tuple[Candidate, ...] = (),
        repairs: tuple[str, ...] = (),
        proof: tuple[dict[str, Any], ...] = (),
        interval: tuple[Decimal, Decimal] | None = None,
        touched: bool = False,
        label: str = "",
        formed: bool = False,
    ) -> int:
        """Enters a datum and returns its id."""
        number = len(self.data) + 1
        # By position, in half the time: a page has dozens of these.
        self.data[number] = Datum._make((
            number, raw, value, standing, place, quantum, candidates, repairs,
            proof, interval, touched, label, formed,
        ))  # fmt: skip
        return number

    def absent(self, place: Place, label: str = "") -> int:
        """A field this form has and this page prints nothing for."""
        return self.add(None, None, Standing.ABSENT, place, label=label)

    def draft(
        self, kind: str, fields: Mapping[str, int | None], parent: Draft | None = None
    ) -> Draft:
        """Enters a candidate record."""
        made = Draft(kind, dict(fields), parent)
        self.drafts.append(made)
        return made

    def claim(self, line: Line, by: str, became: str) -> None:
        """Notes who understood a line, and as what."""
        self.claims.append(Claim(line.page, line.number, line.text, by, became))

    def issue(self, code: str, message: str, place: Place, datum: int | None = None) -> None:
        """Enters something for a person to look at."""
        self.issues.append(Issue(code, message, place, datum))
