"""The records users get: plain values, and the evidence beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from ratebook.records.datum import Datum, Standing, Value
from ratebook.records.kinds import KINDS


class Record(NamedTuple):
    """One record. `values` hold JSON-ready values by field, `evidence` one entry a valued field."""

    kind: str
    key: str
    document: str
    values: dict[str, Any]
    evidence: dict[str, dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        """The record as the contract prints it."""
        head = {"kind": self.kind, "key": self.key, "document": self.document}
        return {**head, **self.values, "evidence": self.evidence}

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Record:
        """A record from its printed form."""
        rest = {k: v for k, v in data.items() if k not in _HEAD}
        return Record(
            data["kind"], data["key"], data.get("document", ""), rest, data.get("evidence", {})
        )

    def standing(self, field: str) -> Standing | None:
        """The standing of one field; None where the field has no evidence."""
        found = self.evidence.get(field)
        return Standing(found["status"]) if found else None

    @property
    def needs_review(self) -> list[str]:
        """The fields a person must look at before this record may be used."""
        review = (Standing.DERIVED, Standing.AMBIGUOUS, Standing.UNREADABLE)
        return [f for f, e in self.evidence.items() if e["status"] in review]


_HEAD = frozenset({"kind", "key", "document", "evidence"})


def plain(value: Value) -> Any:
    """A value as JSON knows it: decimals as plain strings, everything else as it is."""
    if isinstance(value, Decimal):
        text = str(value)
        return format(value, "f") if "E" in text else text
    return value


def evidence_of(datum: Datum) -> dict[str, Any]:
    """The evidence entry the contract shows for a datum."""
    # By position: a page has hundreds of these.
    _, raw, _, standing, place, _, candidates, repairs, proof, interval = datum[:10]
    page, line, box, _ = place
    return {
        "status": str(standing),
        "page": page,
        "box": [round(edge, 2) for edge in box] if box else None,
        "line": line,
        "raw": raw,
        "repairs": [*repairs],
        "proof": [*proof],
        "interval": [plain(end) for end in interval] if interval else None,
        "candidates": [plain(c.value) for c in candidates] if candidates else [],
    }


def natural_key(kind: str, values: dict[str, Any]) -> str:
    """The key of a record: its kind and natural key fields, empty ones left out.

    Never made of a position, so that the same fact keeps its key in another scan.
    """
    parts = map(values.get, KINDS[kind].key)
    said = ["" if p is None else p if type(p) is str else str(p) for p in parts]
    return kind + "|" + "|".join(said).rstrip("|")
