"""What each charge was on one day: sheets in force, orders over them, and what stays unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ratebook.book.chain import Chain, Span, Status, status
from ratebook.book.fact import Citation, Known, agree
from ratebook.book.filed import Charge, Order, SheetPlace
from ratebook.book.slot import Slot

Role = Literal["in force", "perhaps", "before", "after"]


class Candidate(NamedTuple):
    """What an unknown could be: an amount or sheet as printed, who says it, where."""

    value: str | None
    who: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class SheetInForce:
    """A sheet in force: `until` None means no end is known."""

    span: Span
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ChargeInForce:
    """A charge in force: `amount` in `slot.unit`, set by `who` since that day, printed at
    `citations`. `confirmed_by` names a second source that sets the same amount."""

    slot: Slot
    amount: Decimal
    charge: Charge
    since: date
    until: date | None
    who: str
    span: Span | None
    order: Order | None
    confirmed_by: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something the book cannot say for that day, why, and what it could be."""

    kind: Literal["sheet", "charge"]
    subject: str
    reason: str
    candidates: tuple[Candidate, ...]
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class _Bid:
    """One source's word on one slot. `since` None: it took effect on an unknown day."""

    slot: Slot
    amount: Known[Decimal]
    charge: Charge
    role: Role
    since: date | None
    who: str
    span: Span | None = None
    order: Order | None = None
    reason: str = ""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        who = self._who()
        if self.amount.value is not None:
            cited = self.amount.citations or (self.charge.citation,)
            return (Candidate(format(self.amount.value, "f"), who, cited[0]),)
        found = [
            Candidate(c, who, d.citation)
            for d in self.amount.doubts
            for c in (d.candidates or (None,))
        ]
        return tuple(found) or (Candidate(None, who, self.charge.citation),)

    def _who(self) -> str:
        """Neighbours of a gap say which side of it they stand on."""
        if self.role == "before" and self.span:
            return f"{self.who}, until {self.span.last_end}"
        return f"{self.who}, from {self.since}" if self.role == "after" else self.who

    def same(self, other: _Bid) -> bool:
        """True where both amounts are known and equal."""
        return self.amount.value is not None and self.amount.value == other.amount.value


class Relevant(NamedTuple):
    """A revision whose charges bear on a day, and how."""

    span: Span
    role: Role
    reason: str


def relevant(statuses: Iterable[Status]) -> list[Relevant]:
    """The revisions that matter for a day: in force, perhaps in force, and next to a gap."""
    found: list[Relevant] = []
    for one in statuses:
        if one.state == "in force":
            found.append(Relevant(one.spans[0], "in force", ""))
        elif one.state == "unknown":
            found += [Relevant(span, "perhaps", one.reason) for span in one.spans]
            found += [Relevant(one.before, "before", one.reason)] if one.before else []
            found += [Relevant(one.after, "after", one.reason)] if one.after else []
    return found


def sheet_bids(
    some: Sequence[Relevant],
    charges: Mapping[str, Sequence[Charge]],
    slots: Mapping[Charge, Slot],
    day: date,
) -> list[_Bid]:
    """What sheets say, one bid a slot and revision; documents of one revision must agree."""
    bids: list[_Bid] = []
    for span, role, reason in some:
        by_slot: dict[Slot, list[Charge]] = defaultdict(list)
        for key in sorted(span.version.keys):
            for one in charges.get(key, ()):
                if one in slots:
                    by_slot[slots[one]].append(one)
        for slot, own in by_slot.items():
            bids.append(_sheet_bid(slot, own, Relevant(span, role, reason), day))
    return bids


def _sheet_bid(slot: Slot, own: Sequence[Charge], at: Relevant, day: date) -> _Bid:
    amount = agree("amount", [c.amount for c in own])
    since, role, reason = at.span.start, at.role, at.reason
    later = agree("effective", [c.effective for c in own]).value
    if role == "in force" and later is not None and later > day:
        # A sheet may print a step that starts after the sheet itself.
        since, role, reason = later, "after", f"printed to start on {later}"
    who = str(at.span.version)
    return _Bid(slot, amount, own[0], role, since, who, span=at.span, reason=reason)


def order_bids(
    orders: Iterable[Order],
    charges: Mapping[str, Sequence[Charge]],
    slots: Mapping[Charge, Slot],
    day: date,
) -> list[_Bid]:
    """What orders prescribe; each charge from its order's effective date on."""
    bids: list[_Bid] = []
    for order in orders:
        for one in charges.get(order.key, ()):
            if one not in slots:
                continue
            since = one.effective.value or order.effective.value
            role: Role = "perhaps" if since is None else "in force" if since <= day else "after"
            bids.append(_Bid(slots[one], one.amount, one, role, since, str(order), order=order))
    return bids


class Settled(NamedTuple):
    """What a day's bids come to."""

    charges: list[ChargeInForce]
    unknowns: list[Unknown]


def settle(bids: Iterable[_Bid]) -> Settled:
    """Weighs all bids slot by slot."""
    by_slot: dict[Slot, list[_Bid]] = defaultdict(list)
    for bid in bids:
        by_slot[bid.slot].append(bid)
    charges: list[ChargeInForce] = []
    unknowns: list[Unknown] = []
    for slot, own in sorted(by_slot.items(), key=lambda item: str(item[0])):
        one = _Weighing(slot, own).settle()
        charges += one.charges
        unknowns += one.unknowns
    return Settled(charges, unknowns)


class _Weighing:
    """One slot on one day."""

    def __init__(self, slot: Slot, bids: Sequence[_Bid]) -> None:
        self.slot = slot
        self.bids = bids
        self.ruling = _ruling(bids)
        self.covered = False
        self.facts: list[ChargeInForce] = []
        self.unknowns: list[Unknown] = []

    def settle(self) -> Settled:
        places: dict[SheetPlace, list[_Bid]] = defaultdict(list)
        for bid in self.bids:
            if bid.span:
                places[bid.span.version.place].append(bid)
        for own in places.values():
            self._place(own)
        if self.ruling and not self.covered:
            self._hold(self.ruling)
        self._undated()
        if not self.facts and not self.unknowns:
            self._not_before()
        return Settled(self.facts, self.unknowns)

    def _place(self, own: Sequence[_Bid]) -> None:
        holding = [b for b in own if b.role == "in force"]
        open_ = [b for b in own if b.role in ("perhaps", "before") and not self._outranked(b)]
        for bid in holding:
            self._sheet(bid)
        if open_:
            ruling = [self.ruling] if self.ruling else []
            self.covered = self.covered or bool(ruling)
            self._doubt(open_[0].reason, [*open_, *ruling])

    def _outranked(self, bid: _Bid) -> bool:
        """True where an order settles the slot whatever this perhaps-valid sheet says."""
        if self.ruling is None:
            return False
        if bid.role == "perhaps" and bid.same(self.ruling):
            return True
        assert self.ruling.since is not None
        return bid.since is not None and self.ruling.since >= bid.since

    def _sheet(self, bid: _Bid) -> None:
        ruling = self.ruling
        if ruling is None or ruling.since is None or bid.since is None:
            self._hold(bid)
            return
        if ruling.since > bid.since:
            return
        self.covered = True
        authority = bid.span.version.authority_case.value if bid.span else None
        case = ruling.order.case if ruling.order else None
        bound = ruling.since == bid.since or (authority is not None and authority == case)
        if bound and not bid.same(ruling):
            self._doubt(f"{bid.who} contradicts {ruling.who}", [bid, ruling])
        else:
            self._hold(bid, ruling if bound else None)

    def _hold(self, bid: _Bid, witness: _Bid | None = None) -> None:
        if bid.amount.value is None or bid.since is None:
            why = "; ".join(str(d) for d in bid.amount.doubts) or "no amount printed"
            self._doubt(why, [bid])
            return
        more = witness.amount.citations if witness else ()
        self.facts.append(
            ChargeInForce(
                slot=self.slot,
                amount=bid.amount.value,
                charge=bid.charge,
                since=bid.since,
                until=bid.span.until if bid.span else None,
                who=bid.who,
                span=bid.span,
                order=bid.order,
                confirmed_by=witness.who if witness else None,
                citations=bid.amount.citations + more,
            )
        )

    def _undated(self) -> None:
        """An order of unknown date may already rule; it does no harm where it says the same."""
        loose = [b for b in self.bids if b.order and b.role == "perhaps"]
        loose = [
            b
            for b in loose
            if any(f.amount != b.amount.value for f in self.facts) or not self.facts
        ]
        if not loose:
            return
        held = [Candidate(format(f.amount, "f"), f.who, f.citations[0]) for f in self.facts]
        self.facts = []
        why = f"{loose[0].who} changes it from a day that is not known"
        self._doubt(why, loose, held)

    def _not_before(self) -> None:
        coming = [b for b in self.bids if b.role == "after"]
        if coming:
            first = min(coming, key=lambda b: b.since or date.max)
            why = first.reason or f"nothing is known before {first.who}, {first.since}"
            self._doubt(why, [first])

    def _doubt(self, reason: str, bids: Sequence[_Bid], more: Sequence[Candidate] = ()) -> None:
        candidates = [c for b in bids for c in b.candidates] + list(more)
        subject = str(bids[0].charge)
        self.unknowns.append(
            Unknown("charge", subject, reason, tuple(dict.fromkeys(candidates)), self.slot)
        )


def _ruling(bids: Sequence[_Bid]) -> _Bid | None:
    """The order that prescribes the slot that day: the latest in effect, if two agree or one is."""
    dated = [b for b in bids if b.order and b.role == "in force" and b.since]
    if not dated:
        return None
    latest = max(b.since for b in dated if b.since)
    tops = [b for b in dated if b.since == latest]
    return replace(tops[0], amount=agree("amount", [b.amount for b in tops]))


def statuses(chains: Iterable[Chain], day: date) -> list[tuple[Chain, Status]]:
    """What stood at each place on a day."""
    return [(chain, status(chain, day)) for chain in chains]
