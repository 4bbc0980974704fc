"""Which record read stands for which record meant: by key, then by what they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ratebook.audit.meant import MeantRecord, in_doubt
from ratebook.audit.same import fold, same, says

Read = Mapping[str, Any]
Pair = tuple[MeantRecord | None, Read | None]


def matched(meant: Iterable[MeantRecord], read: Iterable[Read]) -> Iterator[Pair]:
    """Each record once: with its partner, or alone where it has none.

    Records of one key are partners. Those left over become partners of the most alike record of
    their kind, if it differs in one field or in one of four at most, and is the same in half of
    them: a field left to a person says nothing against it, and one whose token is what is meant
    speaks for it.
    """
    left = {str(r["key"]): r for r in read}
    folded = {fold(key): key for key in left}
    alone: list[MeantRecord] = []
    for record in meant:
        key = folded.pop(fold(record.key), None)
        if key is None:
            alone.append(record)
        else:
            yield record, left.pop(key)
    for record, partner in _alike(alone, left):
        yield record, partner
    for rest in left.values():
        yield None, rest


def _alike(alone: Sequence[MeantRecord], left: dict[str, Read]) -> Iterator[Pair]:
    """The most alike pairs first, so that a near record is not taken by a far one."""
    ranked = sorted(
        (
            (missed, number, key)
            for number, record in enumerate(alone)
            for key, other in left.items()
            if other["kind"] == record.kind and (missed := _missed(record, other)) is not None
        ),
        key=lambda t: t[:2],
    )
    done: set[int] = set()
    for _, number, key in ranked:
        if number not in done and key in left:
            done.add(number)
            yield alone[number], left.pop(key)
    for number, record in enumerate(alone):
        if number not in done:
            yield record, None


def _missed(record: MeantRecord, other: Read) -> int | None:
    """How many asserted fields differ or are in doubt; None where that is too many."""
    stated = [(n, v.value) for n, v in record.fields.items() if v.value is not None]
    most = max(1, len(stated) // 4)
    missed = doubted = 0
    for name, value in stated:
        if same(value, other.get(name)):
            continue
        evidence: Mapping[str, Any] = other.get("evidence", {}).get(name) or {}
        if in_doubt(evidence.get("status")):
            # What a person will find there counts as printed.
            doubted += not says(evidence.get("raw") or "", value)
        else:
            missed += 1
        if missed > most or 2 * (missed + doubted) > max(2, len(stated)):
            return None
    return missed + doubted
