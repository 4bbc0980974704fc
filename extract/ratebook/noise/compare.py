"""What a reading got right: records as read against the records a document must yield."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from ratebook.model.page import stand_together
from ratebook.records.datum import Standing
from ratebook.records.kinds import KINDS, REFERENCES

Said = Mapping[str, Any]


class Difference(NamedTuple):
    """A field of a record that was read otherwise than it is meant."""

    key: str
    field: str
    meant: Any
    read: Any


@dataclass(slots=True)
class Score:
    """Counts of values. `right` and `wrong` were accepted; `flagged` ask for review; `missed` were
    not read though they can be; `lost` are destroyed and were rightly not accepted. `extra` are
    keys of records that nothing on the document stands for."""

    right: int = 0
    flagged: int = 0
    missed: int = 0
    lost: int = 0
    wrong: list[Difference] = field(default_factory=list[Difference])
    extra: list[str] = field(default_factory=list[str])

    @property
    def knowable(self) -> int:
        """Values that can be known: all but the destroyed ones."""
        return self.right + self.flagged + self.missed + len(self.wrong)

    @property
    def accepted_share(self) -> float:
        """The share of knowable values accepted and right; 1.0 where there are none."""
        return self.right / self.knowable if self.knowable else 1.0

    def add(self, other: Score) -> None:
        """Adds another document's counts."""
        self.right += other.right
        self.flagged += other.flagged
        self.missed += other.missed
        self.lost += other.lost
        self.wrong += other.wrong
        self.extra += other.extra


def compare(meant: Sequence[Said], read: Iterable[Said]) -> Score:
    """Compares the records of one document (both in the contract's printed form).

    Records are matched by key; those without a partner by the places of their values on the page
    (a record whose name is flagged has another key and stands where it stands), and where neither
    knows a place by the most alike of the same kind, the surest pairs first. Fields that point to
    other records and fields the truth does not assert are left out. Capitals and spaces do not
    count.
    """
    kinds = {record["kind"] for record in meant} | set(_CLAIMS)
    left = {str(r["key"]): r for r in read if r["kind"] in kinds}
    score = Score()
    unmatched: list[Said] = []
    folded = {_fold(key): key for key in left}
    for record in meant:
        key = folded.pop(_fold(record["key"]), None)
        if key is None:
            unmatched.append(record)
        else:
            _count(score, record, left.pop(key))
    placed = _partners(unmatched, left)
    taken = {key for key in placed if key}
    alike = _most_alike(
        [r for r, key in zip(unmatched, placed, strict=True) if key is None],
        {key: record for key, record in left.items() if key not in taken},
    )
    for record, key in zip(unmatched, placed, strict=True):
        key = key or alike.get(str(record["key"]))
        _count(score, record, left.pop(key) if key else None)
    score.extra = [key for key, record in left.items() if record["kind"] in _CLAIMS]
    return score


_CLAIMS = (
    "charge",
    "feeder_load",
    "load_total",
    "line_cost",
    "line_cost_total",
    "cost_differential",
    "allocation",
    "table_value",
)
"""Kinds that state a number: one too many is a wrong number."""


def _fold(key: str) -> str:
    return " ".join(key.casefold().split())


def _partners(meant: Sequence[Said], left: Mapping[str, Said]) -> list[str | None]:
    """For each record the key of the one that has most values at the same places and, of these,
    most alike; each is given once, the surest pairs first."""
    spots = [_spots(record) for record in meant]
    pairs: list[tuple[int, int, int, str]] = []
    for key, other in left.items():
        theirs = _spots(other)
        for n, (record, mine) in enumerate(zip(meant, spots, strict=True)):
            if record["kind"] != other["kind"]:
                continue
            same = sum(_at(mine[name], theirs[name]) for name in mine.keys() & theirs.keys())
            if same:
                alike = sum(_same(record[name], other.get(name)) for name in _fields(record))
                pairs.append((same, alike, -n, key))
    found: dict[int, str] = {}
    for _, _, n, key in sorted(pairs, reverse=True):
        if -n not in found and key not in found.values():
            found[-n] = key
    return [found.get(n) for n in range(len(meant))]


_Spot = tuple[int, Sequence[float]]


def _spots(record: Said) -> dict[str, _Spot]:
    """Page and box of the values of a record that stand in one."""
    return {
        name: (said["page"], said["box"])
        for name, said in record["evidence"].items()
        if said.get("box") and name not in REFERENCES
    }


def _at(one: _Spot, other: _Spot) -> bool:
    return one[0] == other[0] and stand_together(one[1], other[1])


def _most_alike(meant: Sequence[Said], left: Mapping[str, Said]) -> dict[str, str]:
    """By the key of a record meant that of the one that shares most of its fields and contradicts
    least, the surest pairs first: in one field, or one in four; in none where both are known to
    stand in different places. What was not accepted contradicts nothing."""
    pairs: list[tuple[int, int, int, str]] = []
    spots = {key: bool(_spots(other)) for key, other in left.items()}
    for n, record in enumerate(meant):
        names, placed = _fields(record), bool(_spots(record))
        near = max(1, len(names) // 4)
        for key, other in left.items():
            if other["kind"] != record["kind"]:
                continue
            same = sum(_same(record[name], other.get(name)) for name in names)
            against = sum(_contradicts(record, other, name) for name in names)
            missing = len(names) - same - against
            fits = same > missing or record["kind"] not in _CLAIMS
            if fits and against <= (0 if placed and spots[key] else near):
                pairs.append((same - against, -against, -n, key))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for *_, n, key in sorted(pairs, reverse=True):
        own = str(meant[-n]["key"])
        if own not in found and key not in taken:
            found[own] = key
            taken.add(key)
    return found


def _contradicts(record: Said, other: Said, name: str) -> bool:
    if _same(record[name], other.get(name)):
        return False
    status = other["evidence"].get(name, {}).get("status")
    return other.get(name) is not None or status is None or status == Standing.ABSENT


def _fields(record: Said) -> list[str]:
    known = KINDS[record["kind"]].fields
    skip = REFERENCES - ({"sheet"} if record["kind"] == "sheet" else set())
    return [name for name in known if name in record and name not in skip]


def _same(meant: Any, read: Any) -> bool:
    if isinstance(meant, str) and isinstance(read, str):
        return _fold(meant) == _fold(read) or _number(meant) == _number(read) is not None
    if isinstance(meant, list) and isinstance(read, list):
        return sorted(map(str, meant)) == sorted(map(str, read))  # type: ignore[arg-type]
    return meant == read


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _count(score: Score, meant: Said, read: Said | None) -> None:
    for name in _fields(meant):
        gone = meant["evidence"][name]["status"] == Standing.UNREADABLE
        given = None if read is None else read.get(name)
        status = None if read is None else read["evidence"].get(name, {}).get("status")
        if status is not None and not Standing(status).accepted and Standing(status) != "absent":
            score.lost, score.flagged = score.lost + gone, score.flagged + (not gone)
        elif _same(meant[name], given) and read is not None:
            score.right += 1
        elif given is None:
            score.lost, score.missed = score.lost + gone, score.missed + (not gone)
        else:
            score.wrong.append(Difference(str(meant["key"]), name, meant[name], given))
