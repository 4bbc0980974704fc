"""Which charges are the same charge, over sheets, orders and guides that word it differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from ratebook.book.filed import Charge, origin_key
from ratebook.book.utility import words_key
from ratebook.records.record import Record

# A lamp's label tells which lamp it is; the words for "customer charge" tell nothing more than
# the component does. Words the component itself says are left out of labels.
_LABELLED = frozenset({"lamp", "pole", "capacity", "other"})
_SAID = {"lamp": frozenset({"light", "lights", "lamp", "lamps"}), "pole": frozenset({"pole"})}


class Slot(NamedTuple):
    """The identity of a charge through time. Compared as keys, printed with its words."""

    schedule: str
    component: str
    unit: str
    year: int | None
    season: str
    period: str
    tier: str
    label: str
    group: str
    code: str

    def __str__(self) -> str:
        words = (self.schedule, self.component, self.group, self.label, self.code, self.year)
        rest = (self.season, self.period, self.tier, self.unit)
        return " ".join(str(w) for w in (*words, *rest) if w not in ("", None))


def slots(charges: Iterable[Charge]) -> dict[Charge, Slot]:
    """The slot of each charge that has one (charges with doubtful identities have none).

    Two charges of one source that would share a slot take label and group, then code, into it, and
    so do their counterparts elsewhere.
    """
    placed = [c for c in charges if not c.doubts]
    found = {c: _slot(c, 0) for c in placed}
    for depth in (1, 2):
        crowded = _crowded(found)
        for one, slot in found.items():
            if slot in crowded:
                found[one] = _slot(one, depth)
    return found


def _crowded(found: dict[Charge, Slot]) -> set[Slot]:
    """Slots that two charges of one source share and set differently."""
    keys: dict[tuple[Slot, str], set[str]] = defaultdict(set)
    amounts: dict[tuple[Slot, str], set[Decimal | None]] = defaultdict(set)
    for one, slot in found.items():
        keys[slot, one.source_key].add(one.key)
        amounts[slot, one.source_key].add(one.amount.value)
    return {at[0] for at, own in keys.items() if len(own) > 1 and len(amounts[at]) > 1}


def _slot(charge: Charge, depth: int) -> Slot:
    component = charge.component or "other"
    labelled = depth > 0 or component in _LABELLED
    said = _SAID.get(component, frozenset[str]())
    label = " ".join(w for w in words_key(charge.label or "").split() if w not in said)
    return Slot(
        schedule=schedule_key(charge),
        component=component,
        unit=charge.unit or "",
        year=charge.year,
        season=charge.season or "",
        period=charge.period or "",
        tier=words_key(charge.tier or ""),
        label=label if labelled else "",
        group=words_key(charge.group or "") if depth > 0 else "",
        code=words_key(charge.code or "") if depth > 1 else "",
    )


def schedule_key(charge: Charge) -> str:
    """The schedule a charge belongs to: its number, else its title, else its source."""
    return words_key(charge.schedule or charge.schedule_title or charge.source_key)


def schedule_words(record: Record) -> str:
    """The same for a charge record, whatever its standing: where to look for it."""
    values = record.values
    given = values.get("schedule") or values.get("schedule_title") or origin_key(record)
    return words_key(str(given or ""))
