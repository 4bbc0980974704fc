"""Revision chains: from when to when each revision of a sheet was in force, and how we know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ratebook.book.fact import Citation, Doubt
from ratebook.book.filed import SheetPlace, Version, revision_name

State = Literal["in force", "perhaps", "ended", "not yet"]

EndBy = Literal["printed", "inferred", "book cancelled", "not known", "none known"]


class Witness(NamedTuple):
    """Something that says when a revision ended, and where it is printed."""

    by: EndBy
    day: date
    version: Version
    citations: tuple[Citation, ...]

    @property
    def who(self) -> str:
        """The sheet that says so."""
        return str(self.version)


@dataclass(frozen=True, slots=True)
class Span:
    """When one revision was in force: from `start` surely to `first_end`, never from `last_end` on.

    `start` None: unknown day, not before `earliest`. `first_end` None: no end is known (still in
    force as far as this book goes). `last_end` None with a `first_end`: it ended on an unknown
    later day. `end_by` says how; "inferred" comes from the successor's effective date.
    """

    version: Version
    start: date | None
    earliest: date | None
    first_end: date | None
    last_end: date | None
    end_by: EndBy
    witnesses: tuple[Witness, ...]
    doubts: tuple[Doubt, ...]
    reason: str

    @property
    def until(self) -> date | None:
        """The day it stopped being in force, where one day is known."""
        return self.first_end if self.first_end == self.last_end else None

    def on(self, day: date) -> State:
        """Whether it was in force on a day; "perhaps" where that is not known."""
        begin = self.start or self.earliest
        if begin is not None and self.last_end is not None and self.last_end < begin:
            # The dates go back: between them the pages contradict each other.
            early: State = "not yet" if day < self.last_end else "perhaps"
            return early if day < begin else "ended"
        if begin is not None and day < begin:
            return "not yet"
        if self.last_end is not None and day >= self.last_end:
            return "ended"
        if self.start is None or (self.first_end is not None and day >= self.first_end):
            return "perhaps"
        return "in force"


@dataclass(frozen=True, slots=True)
class Chain:
    """All known revisions of one sheet, lowest first."""

    place: SheetPlace
    spans: tuple[Span, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """Revisions that must have existed and that no document holds."""
        have = {span.version.revision for span in self.spans}
        return tuple(r for r in range(max(have)) if r not in have)


class _Ends(NamedTuple):
    exact: list[Witness]
    latest: list[Witness]
    books: list[Witness]
    replaced: list[Version]
    doubts: tuple[Doubt, ...]


class Replacements:
    """Which sheets of other places say they replace a sheet or a whole book."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._sheets: dict[tuple[SheetPlace, int | None], list[Version]] = {}
        self._books: dict[tuple[str, str, str], list[Version]] = {}
        for version in versions:
            self._note(version)

    def _note(self, version: Version) -> None:
        place = version.place
        book = version.cancels_book.value or (place.book if version.cancels_sheet.value else None)
        if book is None:
            return
        sheet = version.cancels_sheet.value
        if sheet is None and version.revision == 0 and book != place.book:
            self._books.setdefault((place.jurisdiction, place.utility, book), []).append(version)
        elif sheet is not None and (book, sheet) != (place.book, place.sheet):
            target = SheetPlace(place.jurisdiction, place.utility, book, sheet)
            key = (target, version.cancels_revision.value)
            self._sheets.setdefault(key, []).append(version)

    def of_sheet(self, version: Version) -> list[Version]:
        """Sheets of other numbers that cancel exactly this revision."""
        return self._sheets.get((version.place, version.revision), [])

    def of_book(self, place: SheetPlace) -> list[Version]:
        """Originals of other books that cancel the whole book of this place."""
        return self._books.get((place.jurisdiction, place.utility, place.book), [])


def chains(versions: Sequence[Version]) -> list[Chain]:
    """The revision chains of these sheets, in order of place."""
    replacements = Replacements(versions)
    by_place: dict[SheetPlace, list[Version]] = {}
    for version in versions:
        by_place.setdefault(version.place, []).append(version)
    return [
        Chain(place, _spans(sorted(own, key=lambda v: v.revision), replacements))
        for place, own in sorted(by_place.items(), key=lambda item: sheet_order(item[0]))
    ]


def sheet_order(place: SheetPlace) -> tuple[object, ...]:
    """Sorts sheets as a book does: 2 before 10, 3 before 3A."""
    digits = ""
    for letter in place.sheet:
        if not letter.isdecimal():
            break
        digits += letter
    number = int(digits) if digits else 0
    return (place.jurisdiction, place.utility, place.book, number, place.sheet)


def _spans(own: Sequence[Version], replacements: Replacements) -> tuple[Span, ...]:
    return tuple(_span(own, at, replacements) for at in range(len(own)))


def _starts(by: EndBy, versions: Iterable[Version]) -> list[Witness]:
    return [Witness(by, v.start.value, v, v.start.citations) for v in versions if v.start.value]


def _ends(own: Sequence[Version], at: int, replacements: Replacements) -> _Ends:
    version, later = own[at], own[at + 1 :]
    exact: list[Witness] = []
    if version.cancelled.value:
        cited = version.cancelled.citations
        exact.append(Witness("printed", version.cancelled.value, version, cited))
    successors = [v for v in later if v.revision == version.revision + 1]
    successors += replacements.of_sheet(version)
    beyond = [v for v in later if v.revision > version.revision + 1]
    replaced = [*successors, *beyond]
    books = [] if replaced else _starts("book cancelled", replacements.of_book(version.place))
    exact += _starts("inferred", successors)
    latest = _starts("not known", beyond)
    return _Ends(exact, latest, books, replaced, version.cancelled.doubts)


def _span(own: Sequence[Version], at: int, replacements: Replacements) -> Span:
    version = own[at]
    ends = _ends(own, at, replacements)
    start = version.start.value
    earliest = None if start else _earliest(own[:at])
    first, last, by, reason = _bounds(start or earliest or date.min, ends)
    doubts = (version.start.doubts if start is None else ()) + ends.doubts
    witnesses = tuple(ends.exact + ends.latest + ends.books)
    return Span(version, start, earliest, first, last, by, witnesses, doubts, reason)


def _earliest(lower: Sequence[Version]) -> date | None:
    """Dates never go back: no revision starts before a lower one started or was cancelled."""
    days = [d for v in lower for d in (v.start.value, v.cancelled.value) if d]
    return max(days, default=None)


def _bounds(start: date, ends: _Ends) -> tuple[date | None, date | None, EndBy, str]:
    """First and last possible end, how it is known, and in words what is not."""
    latest, books = [w.day for w in ends.latest], [w.day for w in ends.books]
    if ends.exact:
        days = [w.day for w in ends.exact]
        first, last = min(days + latest), max(days)
        if first == last:
            return first, last, ends.exact[0].by, ""
        both = "; ".join(f"{w.who} says {w.day}" for w in ends.exact + ends.latest)
        return first, last, "not known", f"its end is contradicted: {both}"
    if ends.doubts:
        why = f"cancelled on a day that cannot be read: {ends.doubts[0]}"
        return start, min([*latest, *books], default=None), "not known", why
    if latest:
        why = f"replaced on an unknown day before {ends.latest[0].who} took effect"
        return start, min(latest), "not known", why
    if ends.replaced:
        why = f"replaced by {ends.replaced[0]}, whose effective date is not known"
        return start, None, "not known", why
    if books:
        why = "" if min(books) == max(books) else "the new book took effect on several days"
        return min(books), max(books), "book cancelled", why
    return None, None, "none known", ""


@dataclass(frozen=True, slots=True)
class Status:
    """What stood at one place on one day.

    "in force": `spans` is the one revision. "unknown": `spans` are those it may have been, and
    `before`, `after` the nearest ones known. "none": no such sheet that day.
    """

    state: Literal["in force", "unknown", "none"]
    spans: tuple[Span, ...]
    before: Span | None
    after: Span | None
    reason: str


def status(chain: Chain, day: date) -> Status:
    """What stood at this place on a day, or why that is not known."""
    states = [(span, span.on(day)) for span in chain.spans]
    sure = tuple(s for s, state in states if state == "in force")
    perhaps = tuple(s for s, state in states if state == "perhaps")
    before = next((s for s, state in reversed(states) if state == "ended"), None)
    after = next((s for s, state in states if state == "not yet"), None)
    if len(sure) == 1 and not perhaps:
        return Status("in force", sure, before, after, "")
    if sure or perhaps:
        spans = tuple(s for s, state in states if state in ("in force", "perhaps"))
        return Status("unknown", spans, before, after, _why_several(sure, spans))
    if before is None and after is not None and after.version.revision == 0:
        return Status("none", (), None, after, f"{after.version} took effect {after.start}")
    if before is not None and after is None and before.end_by == "book cancelled":
        return Status("none", (), before, None, f"the book was cancelled on {before.until}")
    return Status("unknown", (), before, after, _gap(before, after))


def _why_several(sure: Sequence[Span], spans: Sequence[Span]) -> str:
    if len(sure) > 1:
        return "in force at once: " + " and ".join(str(s.version) for s in sure)
    reasons = [s.reason or _start_unknown(s) for s in spans]
    named = [f"{s.version}: {r}" for s, r in zip(spans, reasons, strict=True) if r]
    return "; ".join(named)


def _start_unknown(span: Span) -> str:
    if span.start is not None:
        return ""
    return "effective date not known" + (f" ({span.doubts[0]})" if span.doubts else "")


def _gap(before: Span | None, after: Span | None) -> str:
    if before is None and after is not None:
        lost = revision_name(after.version.revision - 1)
        return f"before {after.version} took effect on {after.start}; {lost} is not in the book"
    if before is not None and after is None:
        return f"{before.version} ended on {before.last_end}; what replaced it is not in the book"
    if before is None or after is None:
        return "nothing is known of this sheet"
    between = (
        f"{before.version} ended on {before.last_end}, {after.version} took effect on {after.start}"
    )
    return f"{between}; nothing is known between"
