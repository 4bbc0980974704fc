"""The book of one utility: the questions a rate analyst asks, answered with the page or the gap."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ratebook.book.chain import Chain, Status, chains, status
from ratebook.book.fact import Citation, as_text, known
from ratebook.book.filed import (
    Charge,
    Guide,
    Order,
    Unplaced,
    Version,
    charge,
    guide,
    orders,
    versions,
)
from ratebook.book.force import (
    Candidate,
    ChargeInForce,
    SheetInForce,
    Unknown,
    order_bids,
    relevant,
    settle,
    sheet_bids,
)
from ratebook.book.index import index_findings
from ratebook.book.law import (
    SIGNS,
    Finding,
    Signs,
    amount_findings,
    chain_findings,
    mark_findings,
)
from ratebook.book.slot import Slot, slots
from ratebook.book.source import OWNER_FIELD, MemorySource, Source, owner_key
from ratebook.book.utility import resolve_utility, words_key
from ratebook.records.record import Record

Naming = Mapping[Charge, Slot]
"""Which slot each charge fills."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a guide says a charge is. `agrees`: with the book that day; None if the book is silent.

    A claim is never in force.
    """

    slot: Slot
    charge: Charge
    guide: Guide
    since: date | None
    agrees: bool | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Answer:
    """What was in force on a day, as known at a time (None: all that is known now)."""

    utility: str
    on: date
    as_known: datetime | None
    sheets: tuple[SheetInForce, ...]
    charges: tuple[ChargeInForce, ...]
    unknowns: tuple[Unknown, ...]
    claims: tuple[Claim, ...]
    unplaced: tuple[Unplaced, ...]


class Book:
    """All that is known of one utility. `utility` is its key; `name` how it is printed."""

    def __init__(self, source: Source, utility: str, as_known: datetime | None = None) -> None:
        self.source, self.utility, self.as_known = source, utility, as_known
        self._charges: dict[str, list[Charge]] = {}

    @staticmethod
    def of(records: Iterable[Record], utility: str) -> Book:
        """The book of a utility from records in memory; UsageError if no or several names fit."""
        kept = list(records)
        key = resolve_utility(utility, utilities(kept))
        return Book(MemorySource(kept, key), key)

    @cached_property
    def _filed(self) -> tuple[list[Version], list[Unplaced]]:
        return versions(self.source.sheets())

    @cached_property
    def chains(self) -> list[Chain]:
        """The revision chain of every sheet, in the order of the book."""
        return chains(self._filed[0])

    @property
    def unplaced(self) -> list[Unplaced]:
        """Sheets whose book, number or revision is not known."""
        return self._filed[1]

    @cached_property
    def orders(self) -> list[Order]:
        """Orders on this utility's rates, by case."""
        return orders(self.source.others("order"), self.source.others("paragraph"))

    @cached_property
    def guides(self) -> list[Guide]:
        """Guides about this utility."""
        return [guide(record) for record in self.source.others("guide")]

    @cached_property
    def name(self) -> str:
        """The utility's name as a source prints it."""
        for kind in ("order", "guide"):
            for record in self.source.others(kind):
                printed = known(record, OWNER_FIELD[kind], as_text).value
                if printed:
                    return printed
        return next((c.spans[0].version.utility for c in self.chains), self.utility)

    def timeline(self, sheet: str, book: str | None = None) -> list[Chain]:
        """The chains of one sheet number, one a book; empty where the book knows no such sheet."""
        return [
            c
            for c in self.chains
            if c.place.sheet == sheet and (book is None or c.place.book == book)
        ]

    def charges_of(self, keys: Collection[str]) -> list[Charge]:
        """The charges printed by these sources (record keys)."""
        new = [key for key in keys if key not in self._charges]
        self._charges.update({key: [] for key in new})
        for one in map(charge, self.source.charges(new) if new else ()):
            self._charges[one.source_key].append(one)
        return [one for key in sorted(keys) for one in self._charges[key]]

    def all_charges(self) -> list[Charge]:
        """Every charge of every sheet, order and guide."""
        keys = {key for c in self.chains for s in c.spans for key in s.version.keys}
        return self.charges_of(keys | {o.key for o in self.orders} | {g.key for g in self.guides})

    def on(self, day: date, schedule: str | None = None, *, naming: Naming | None = None) -> Answer:
        """The sheets and charges in force on a day, and everything that is not known.

        With a schedule, only its charges and the sheets that print them. `naming` gives the slots
        to use, so that several days can be compared.
        """
        if schedule is None:
            return self._answer(day, self.chains, None, naming)
        wanted = words_key(schedule)
        keys = self.source.sources_of(wanted)
        filed, _ = versions(self.source.sheets(keys))
        places = {v.place for v in filed if v.keys & keys}
        own = [c for c in chains(filed) if c.place in places]
        return self._answer(day, own, wanted, naming)

    def _answer(
        self, day: date, some: Sequence[Chain], schedule: str | None, naming: Naming | None
    ) -> Answer:
        stood = [(chain, status(chain, day)) for chain in some]
        near = relevant(s for _, s in stood)
        keys = {key for at in near for key in at.span.version.keys}
        keys |= {o.key for o in self.orders} | {g.key for g in self.guides}
        printed = self._printed(keys, schedule)
        by_source: dict[str, list[Charge]] = {}
        for one in printed:
            by_source.setdefault(one.source_key, []).append(one)
        slot_of = slots(printed) if naming is None else naming
        bids = sheet_bids(near, by_source, slot_of, day)
        bids += order_bids(self.orders, by_source, slot_of, day)
        settled = settle(bids)
        lost = [_unplaced(c) for c in printed if c.doubts]
        return Answer(
            utility=self.utility,
            on=day,
            as_known=self.as_known,
            sheets=tuple(_sheets(stood)),
            charges=tuple(settled.charges),
            unknowns=(*_unknown_sheets(stood), *settled.unknowns),
            claims=tuple(self._claims(day, by_source, slot_of, settled.charges)),
            unplaced=(*(self.unplaced if schedule is None else ()), *lost),
        )

    def _printed(self, keys: Collection[str], schedule: str | None) -> list[Charge]:
        if schedule is None:
            return self.charges_of(keys)
        return [charge(record) for record in self.source.charges(keys, schedule)]

    def findings(self, signs: Signs = SIGNS) -> list[Finding]:
        """Every gap and contradiction of the whole book, sheet by sheet."""
        printed: dict[str, list[Charge]] = {}
        for one in self.all_charges():
            printed.setdefault(one.source_key, []).append(one)
        found = [f for chain in self.chains for f in chain_findings(chain)]
        found += index_findings(self.source.sheets(), self.chains)
        for chain in self.chains:
            found += mark_findings(chain, printed, signs)
        for own in printed.values():
            found += amount_findings(self.utility, own)
        return found

    def _claims(
        self,
        day: date,
        by_source: dict[str, list[Charge]],
        slot_of: Naming,
        held: Sequence[ChargeInForce],
    ) -> Iterable[Claim]:
        facts: dict[Slot, set[object]] = {}
        for fact in held:
            facts.setdefault(fact.slot, set()).add(fact.amount)
        for one in self.guides:
            for said in by_source.get(one.key, ()):
                since = said.effective.value
                if said not in slot_of or (since is not None and since > day):
                    continue
                known_amounts = facts.get(slot_of[said])
                agrees = known_amounts == {said.amount.value} if known_amounts else None
                yield Claim(slot_of[said], said, one, since, agrees, said.citation)


def utilities(records: Iterable[Record]) -> set[str]:
    """The keys of all utilities that sheets, orders and guides are about."""
    return {owner_key(r) for r in records if r.kind in OWNER_FIELD} - {""}


def _sheets(stood: Iterable[tuple[Chain, Status]]) -> Iterable[SheetInForce]:
    for _, one in stood:
        if one.state == "in force" and one.spans[0].start is not None:
            span = one.spans[0]
            yield SheetInForce(span, one.spans[0].start, span.until)


def _unknown_sheets(stood: Iterable[tuple[Chain, Status]]) -> Iterable[Unknown]:
    for chain, one in stood:
        if one.state == "unknown":
            could = tuple(
                Candidate(str(s.version), str(s.version), s.version.citations[0]) for s in one.spans
            )
            yield Unknown("sheet", str(chain.place), one.reason, could)


def _unplaced(one: Charge) -> Unplaced:
    reason = "; ".join(str(d) for d in one.doubts)
    return Unplaced(one.key, "charge", reason, one.citation)
