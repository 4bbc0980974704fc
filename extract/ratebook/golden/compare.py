"""What changed between a golden and a reading, by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ratebook.golden.entry import Entry, key_of, named


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record that differs. A missing value is None."""

    key: str
    field: str
    golden: Any
    now: Any


@dataclass(slots=True)
class Difference:
    """Records gained, lost and changed between a golden and a reading of one document."""

    document: str
    gained: list[Entry] = field(default_factory=list[Entry])
    lost: list[Entry] = field(default_factory=list[Entry])
    changed: list[Change] = field(default_factory=list[Change])
    findings: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    """What a person should know that is no difference."""

    @property
    def clean(self) -> bool:
        """True where nothing differs."""
        return not (self.gained or self.lost or self.changed or self.findings)


def _flat(entry: Entry) -> dict[str, Any]:
    flat = {k: v for k, v in entry.items() if k != "standing"}
    standing: dict[str, str] = entry.get("standing", {})
    return {**flat, **{f"standing of {name}": s for name, s in standing.items()}}


def compare(document: str, golden: list[Entry], now: list[Entry]) -> Difference:
    """Golden entries against entries of a reading."""
    found = Difference(document)
    old, new = {key_of(e): e for e in golden}, {key_of(e): e for e in now}
    found.gained = [e for key, e in new.items() if key not in old]
    found.lost = [e for key, e in old.items() if key not in new]
    for key in old.keys() & new.keys():
        was, is_now = _flat(old[key]), _flat(new[key])
        for name in dict.fromkeys([*was, *is_now]):
            if was.get(name) != is_now.get(name):
                change = Change(named(new[key]), name, was.get(name), is_now.get(name))
                found.changed.append(change)
    found.changed.sort(key=lambda c: (c.key, c.field))
    return found
