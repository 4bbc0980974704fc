"""What a reading has to say of a value without doubting it: a utility that is in no list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ratebook.records.ledger import Claim
from ratebook.records.record import Record

_BY = "utilities"


def noted(records: Sequence[Record], claims: Iterable[Claim]) -> list[Record]:
    """The records, with a note beside each utility's name that the state's list does not have: at
    its first sheet only, so that a name is told once a document."""
    wanted = {(c.page, c.line, c.text): c.became for c in claims if c.by == _BY}
    made = list(records)
    for at, record in enumerate(made):
        entry = record.evidence.get("utility") if wanted and record.kind == "sheet" else None
        said = wanted.pop((entry["page"], entry["line"], entry["raw"]), None) if entry else None
        if entry and said:
            evidence = {**record.evidence, "utility": {**entry, "note": said}}
            made[at] = Record(record.kind, record.key, record.document, record.values, evidence)
    return made
