"""Which numbers of several documents state one fact, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ratebook.book.fact import as_decimal, as_text, cite, known
from ratebook.book.filed import Charge, charge, origin_key, sheet_place
from ratebook.book.law import Signs
from ratebook.book.rollin import Step, odd_ones, steps_of
from ratebook.book.seen import Seen
from ratebook.book.slot import Slot, slots
from ratebook.book.source import OWNER_FIELD, owner_key
from ratebook.book.utility import utility_key, words_key
from ratebook.records.kinds import KINDS
from ratebook.records.record import Record

FEWEST_ROWS = 5
"""Values two tables must share, and ..."""
ALIKE = 0.8
"""... the share of them that must agree, before they count as the same table."""

_SOURCES = tuple(OWNER_FIELD)


class Agreement(NamedTuple):
    """Two places print one number, as a law says they must."""

    law: str
    one: Seen
    other: Seen


class Dispute(NamedTuple):
    """Two places that should agree and do not; the issue stands at `one`."""

    code: str
    message: str
    one: Seen


@dataclass(slots=True)
class Testimony:
    """What several documents say of each other's numbers."""

    agreements: list[Agreement] = field(default_factory=list[Agreement])
    disputes: list[Dispute] = field(default_factory=list[Dispute])
    steps: list[Step] = field(default_factory=list[Step])

    def compare(self, law: str, one: Seen, other: Seen, code: str | None) -> None:
        """Equal numbers confirm each other; others are an issue at `one`, if a code is given."""
        if one.number == other.number:
            self.agreements.append(Agreement(law, one, other))
        elif code is not None:
            self.dispute(code, law, one, other)

    def dispute(self, code: str, law: str, one: Seen, other: Seen) -> None:
        """An issue at `one` that names both sides."""
        sides = " against ".join(f"{s.number} ({cite(s.record, s.field)})" for s in (one, other))
        self.disputes.append(Dispute(code, f"{one.record.key}: {law}: {sides}", one))


class _Placed(NamedTuple):
    """A charge, where it stands, and the sheet, order or guide it stands in."""

    charge: Charge
    seen: Seen
    owner: Record


def gather(documents: Sequence[Sequence[Record]], signs: Signs) -> Testimony:
    """All agreements and contradictions between these documents."""
    said = Testimony()
    numbers = [seen for at, records in enumerate(documents) for seen in _numbers(at, records)]
    _same_record(said, numbers, _hashes(documents))
    _tables(said, numbers, documents)
    owners = [r for records in documents for r in records if r.kind in _SOURCES]
    by_key = {r.key: r for r in owners}
    placed: dict[str, list[_Placed]] = defaultdict(list)
    for seen in numbers:
        owner = by_key.get(origin_key(seen.record)) if seen.record.kind == "charge" else None
        if owner is not None and owner_key(owner):
            placed[owner_key(owner)].append(_Placed(charge(seen.record), seen, owner))
    for own in placed.values():
        _charges(said, own, signs)
    return said


def _numbers(document: int, records: Sequence[Record]) -> Iterator[Seen]:
    """Every number of a document that is legible and undoubted."""
    for at, record in enumerate(records):
        kind = KINDS.get(record.kind)
        for name, letter in kind.fields.items() if kind else ():
            entry = record.evidence.get(name)
            if letter != "dec" or not entry or entry["status"] not in ("read", "verified"):
                continue
            value = known(record, name, as_decimal, cited=False).value
            if value is not None and not entry.get("negated") and "#" not in record.key:
                yield Seen(document, at, record, name, value)


def _hashes(documents: Sequence[Sequence[Record]]) -> list[str]:
    """What each document is; copies of one file are no witnesses of each other."""
    return [
        next((str(r.values["sha256"]) for r in records if r.kind == "document"), str(at))
        for at, records in enumerate(documents)
    ]


def _same_record(said: Testimony, numbers: Iterable[Seen], hashes: Sequence[str]) -> None:
    """One revision of one sheet, one order, in two documents."""
    first: dict[tuple[str, str], Seen] = {}
    for seen in numbers:
        other = first.setdefault((seen.record.key, seen.field), seen)
        if hashes[other.document] != hashes[seen.document]:
            said.compare("two documents of one filing", seen, other, "documents-disagree")


def _tables(
    said: Testimony, numbers: Iterable[Seen], documents: Sequence[Sequence[Record]]
) -> None:
    """The tables of one supplier in the orders of several of its members."""
    suppliers = {r.key: utility_key(known(r, "supplier", as_text).value)
                 for records in documents for r in records if r.kind == "order"}  # fmt: skip
    cells: dict[tuple[str, str], dict[tuple[str, str, str], Seen]] = defaultdict(dict)
    for seen in numbers:
        values = seen.record.values
        supplier = suppliers.get(str(values.get("order")))
        if seen.record.kind == "allocation" and supplier:
            row = (words_key(str(values["table"])), words_key(str(values["member"])), seen.field)
            cells[supplier, str(values["order"])][row] = seen
    orders = list(cells)
    for at, one in enumerate(orders):
        for other in orders[:at]:
            if one[0] == other[0]:
                _sisters(said, cells[one], cells[other])


_Rows = Mapping[tuple[str, str, str], Seen]


def _sisters(said: Testimony, mine: _Rows, theirs: _Rows) -> None:
    """Two tables that agree nearly everywhere are one table: what differs is misread."""
    shared = [row for row in mine if row in theirs]
    alike = sum(mine[row].number == theirs[row].number for row in shared)
    if alike >= FEWEST_ROWS and alike >= ALIKE * len(shared):
        for row in shared:
            said.compare("the supplier's table in two orders", mine[row], theirs[row],
                         "sister-documents-differ")  # fmt: skip


def _charges(said: Testimony, placed: Sequence[_Placed], signs: Signs) -> None:
    """Charges of one utility: revisions, orders, guides."""
    naming = slots(p.charge for p in placed)
    by_slot: dict[Slot, list[_Placed]] = defaultdict(list)
    for one in placed:
        if one.charge in naming:
            by_slot[naming[one.charge]].append(one)
    pairs: list[tuple[_Placed, _Placed]] = []
    marking = {p.owner.key for p in placed if p.seen.record.values.get("change")}
    marking |= {p.owner.key for p in placed if p.owner.values.get("change_marks")}
    for own in by_slot.values():
        for one in own:
            for other in own:
                if _follows(one.owner, other.owner):
                    pairs.append((other, one))
                    _revised(said, other, one, signs, one.owner.key in marking)
                elif _carries_out(one.owner, other.owner):
                    said.compare("the sheet carries out the order", one.seen, other.seen,
                                 "order-and-sheet-differ")  # fmt: skip
                elif one.owner.kind == "guide" and other.owner.kind != "guide":
                    code = "guide-and-tariff-differ" if _one_day(one, other) else None
                    said.compare("a guide's claim", one.seen, other.seen, code)
    moved = [(before.seen, after.seen) for before, after in pairs]
    steps = steps_of(moved)
    said.steps += steps
    for (before, after), step in odd_ones(moved, steps):
        added = step.later.number - step.earlier.number
        law = f"all other energy charges of the sheet rise by {added}, this one does not"
        said.dispute("uneven-roll-in", law, after, before)


def _follows(later: Record, earlier: Record) -> bool:
    """Whether one sheet is the next revision of the other."""
    if later.kind != "sheet" or earlier.kind != "sheet" or later.key == earlier.key:
        return False
    place = sheet_place(later)
    number, before = later.values.get("revision"), earlier.values.get("revision")
    return place is not None and place == sheet_place(earlier) and number == (before or 0) + 1


def _carries_out(sheet: Record, order: Record) -> bool:
    if sheet.kind != "sheet" or order.kind != "order":
        return False
    case = known(sheet, "authority_case", as_text).value
    return case is not None and case == known(order, "case", as_text).value


def _one_day(one: _Placed, other: _Placed) -> bool:
    day = one.charge.effective.value
    return day is not None and day == other.charge.effective.value


def _revised(
    said: Testimony, was: _Placed, now: _Placed, signs: Signs, marks_changes: bool
) -> None:
    """An unchanged number without a mark agrees; a mark without a change, or a change without a
    mark on a sheet that marks its changes, does not."""
    mark = now.charge.change.value
    sign = signs.get(str(now.owner.values.get("jurisdiction")), {}).get(mark or "")
    if was.seen.number == now.seen.number:
        if sign is not None:
            law = f"marked ({mark}), but the revision before prints the same"
            said.dispute("mark-without-change", law, now.seen, was.seen)
        elif mark is None and not now.charge.change.doubts:
            said.compare("the next revision marks no change", now.seen, was.seen, None)
    elif mark is None and marks_changes and not now.charge.change.doubts:
        law = "no change is marked, but the revision before prints another amount"
        said.dispute("change-without-mark", law, now.seen, was.seen)
