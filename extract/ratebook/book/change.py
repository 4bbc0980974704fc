"""What changed between two days, charge by charge, and what the change goes back to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ratebook.book.book import Answer, Book, Claim
from ratebook.book.fact import Citation
from ratebook.book.filed import Order
from ratebook.book.slot import Slot, slots

Cause = Literal["order", "pass-through", "roll-in", "unexplained"]


@dataclass(frozen=True, slots=True)
class Change:
    """One charge that moved. Amounts are in `slot.unit`; `percent` of `before`, None from zero.

    `case` is the case that set it; for a pass-through `supplier`, `supplier_case` and
    `supplier_effective` name the wholesale change it follows. `claimed`: only a guide says so.
    `gap`: the book does not know every day between.
    """

    slot: Slot
    before: Decimal
    after: Decimal
    on: date | None
    cause: Cause
    case: str | None
    supplier: str | None
    supplier_case: str | None
    supplier_effective: date | None
    claimed: bool
    gap: bool
    citations: tuple[Citation, ...]

    @property
    def delta(self) -> Decimal:
        """After minus before, exact."""
        return self.after - self.before

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of `before`, to two decimals."""
        if not self.before:
            return None
        return (self.delta / self.before * 100).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class RollIn:
    """One and the same $/kWh added to every energy charge compared, and nothing else moved.

    `energy` and `unmoved` count the charges that rose and those that stayed.
    """

    amount: Decimal
    unit: str
    energy: int
    unmoved: int


@dataclass(frozen=True, slots=True)
class Step:
    """All changes that took effect on one day by one kind of source. `on` None: day not known."""

    on: date | None
    claimed: bool
    changes: tuple[Change, ...]
    unmoved: int
    roll_in: RollIn | None


class _Holding(NamedTuple):
    amount: Decimal
    order: Order | None
    case: str | None
    citations: tuple[Citation, ...]


_Holdings = dict[Slot, _Holding]


def changes(book: Book, start: date, end: date, *, claims: bool = True) -> list[Step]:
    """What changed after `start` up to and on `end`, one step for each day something changed.

    With `claims`, a last step compares what guides claim with what the book holds on `end`.
    """
    days = [start, *(d for d in turning_days(book) if start < d <= end)]
    # One naming of slots for all days, or a charge might change its name between two of them.
    naming = slots(book.all_charges())
    answers = [(day, book.on(day, naming=naming)) for day in days]
    steps: list[Step] = []
    held: _Holdings = {}
    missing: set[Slot] = set()
    for day, answer in answers:
        now = _holdings(answer)
        if day > start:
            step = _step(day, held, now, missing)
            steps += [step] if step.changes else []
        missing = (missing | set(held)) - set(now)
        held.update(now)
    if claims:
        steps += _claimed(book.on(end, naming=naming).claims, held)
    return steps


def turning_days(book: Book) -> list[date]:
    """The days on which anything the book knows starts or ends, in order."""
    days: set[date | None] = set()
    for chain in book.chains:
        for span in chain.spans:
            days |= {span.start, span.first_end, span.last_end}
    days |= {o.effective.value for o in book.orders}
    days |= {c.effective.value for c in book.all_charges() if c.source != "guide"}
    return sorted(d for d in days if d and d > date.min)


def _holdings(answer: Answer) -> _Holdings:
    """What each slot held, where one amount is known."""
    found: dict[Slot, list[_Holding]] = defaultdict(list)
    for fact in answer.charges:
        authority = fact.span.version.authority_case.value if fact.span else None
        case = fact.order.case if fact.order else authority
        found[fact.slot].append(_Holding(fact.amount, fact.order, case, fact.citations))
    return {s: h[0] for s, h in found.items() if len({one.amount for one in h}) == 1}


def _step(day: date, held: _Holdings, now: _Holdings, missing: set[Slot]) -> Step:
    both = sorted(set(held) & set(now), key=str)
    moved = [s for s in both if held[s].amount != now[s].amount]
    found = [_change(s, day, held[s], now[s], s in missing) for s in moved]
    stayed = [s for s in both if s not in set(moved)]
    return _judged(day, found, stayed, claimed=False)


def _change(slot: Slot, day: date, was: _Holding, now: _Holding, gap: bool) -> Change:
    order = now.order
    passes = order is not None and order.pass_through
    return Change(
        slot=slot,
        before=was.amount,
        after=now.amount,
        on=day,
        cause="pass-through" if passes else "order" if now.case else "unexplained",
        case=now.case,
        supplier=order.supplier if order and passes else None,
        supplier_case=order.supplier_case if order and passes else None,
        # KRS 278.455: the supplier's change and its pass-through take effect on the same day.
        supplier_effective=order.effective.value if order and passes else None,
        claimed=False,
        gap=gap,
        citations=was.citations + now.citations,
    )


def _judged(
    on: date | None, found: Sequence[Change], stayed: Sequence[Slot], *, claimed: bool
) -> Step:
    """Marks a roll-in, unless an order of a pass-through explains the amounts already."""
    adder = _roll_in(found, stayed)
    if adder:
        found = [c if c.cause == "pass-through" else replace(c, cause="roll-in") for c in found]
    return Step(on, claimed, tuple(found), len(stayed), adder)


def _roll_in(found: Sequence[Change], stayed: Sequence[Slot]) -> RollIn | None:
    deltas = {c.delta for c in found}
    # One charge that moved alone shows no uniformity.
    if len(found) < 2 or len(deltas) != 1 or not all(_is_energy(c.slot) for c in found):
        return None
    if any(_is_energy(slot) for slot in stayed):
        return None
    return RollIn(deltas.pop(), found[0].slot.unit, len(found), len(stayed))


def _is_energy(slot: Slot) -> bool:
    return slot.component == "energy" and slot.unit == "USD/kWh"


def _claimed(claims: Iterable[Claim], held: _Holdings) -> list[Step]:
    """One step a guide: what it claims against what the book holds."""
    by_guide: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.charge.amount.value is not None:
            by_guide[claim.guide.key].append(claim)
    steps = [_claim_step(own, held) for own in by_guide.values()]
    return [step for step in steps if step.changes]


def _claim_step(own: Sequence[Claim], held: _Holdings) -> Step:
    compared = {c.slot: c for c in own if c.slot in held}
    days = {c.since for c in own if c.since}
    day = days.pop() if len(days) == 1 else None
    found: list[Change] = []
    for slot, claim in sorted(compared.items(), key=lambda item: str(item[0])):
        amount, was = claim.charge.amount.value, held[slot]
        if amount is None or amount == was.amount:
            continue
        said = _Holding(amount, None, None, claim.charge.amount.citations)
        found.append(replace(_change(slot, day or date.max, was, said, True), on=day, claimed=True))
    moved = {c.slot for c in found}
    return _judged(day, found, [s for s in compared if s not in moved], claimed=True)
