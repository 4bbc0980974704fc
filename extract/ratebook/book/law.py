"""The laws a tariff book obeys, and every place where this one does not, both sides named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ratebook.book.chain import Chain, Span, Witness
from ratebook.book.fact import Citation, Doubt
from ratebook.book.filed import Charge, Version, revision_name
from ratebook.book.slot import slots

Signs = Mapping[str, Mapping[str, int]]
"""By jurisdiction: which change mark claims an increase (1) or a decrease (-1)."""

SIGNS: Signs = {"KY": {"I": 1, "R": -1}}
"""Marks are not portable, so a jurisdiction that is not listed is not checked."""

_SENSES = {"increase": 1, "reduction": -1, "decrease": -1}


def signs_of(marks: Mapping[str, Mapping[str, str]]) -> Signs:
    """Signs out of what each jurisdiction's rules say a mark means ("increase", "reduction")."""
    found: dict[str, dict[str, int]] = {}
    for jurisdiction, meanings in marks.items():
        for letter, meaning in meanings.items():
            sense = _SENSES.get(meaning.split()[0].casefold()) if meaning.split() else None
            if sense:
                found.setdefault(jurisdiction, {})[letter] = sense
    return found


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap or contradiction. `sides` name what stands against what, with their places."""

    code: str
    subject: str
    message: str
    sides: tuple[Citation, ...]


def chain_findings(chain: Chain) -> Iterator[Finding]:
    """Everything wrong with one sheet's chain."""
    yield from _missing(chain)
    yield from _forks(chain)
    for span in chain.spans:
        yield from _conflicts(span.version)
        yield from _stamp(span.version)
        yield from _cancels(span.version)
        yield from _end(span)
    for earlier, later in zip(chain.spans, chain.spans[1:], strict=False):
        yield from _pair(earlier, later)


def _missing(chain: Chain) -> Iterator[Finding]:
    have = {s.version.revision: s.version for s in chain.spans}
    for lost in chain.missing:
        # What comes next shows that the lost one existed; what went before frames the gap.
        after = have[min(r for r in have if r > lost)]
        before = [have[r] for r in have if r < lost]
        sides = after.citations
        sides += max(before, key=lambda v: v.revision).citations if before else ()
        message = f"{revision_name(lost)} is in no document, {after} is"
        yield Finding("missing_revision", str(chain.place), message, sides)


def _forks(chain: Chain) -> Iterator[Finding]:
    """Two revisions that say they replace the same one."""
    by_target: dict[int, list[Version]] = {}
    for span in chain.spans:
        version = span.version
        target = version.cancels_revision.value
        own = version.cancels_sheet.value in (None, chain.place.sheet)
        if target is not None and own:
            by_target.setdefault(target, []).append(version)
    for target, rivals in by_target.items():
        if len(rivals) > 1:
            names = " and ".join(str(v) for v in rivals)
            sides = tuple(c for v in rivals for c in v.cancels_revision.citations)
            message = f"{names} both cancel {revision_name(target)}"
            yield Finding("fork", str(chain.place), message, sides)


_AGREED = (
    "effective",
    "stamped",
    "cancelled",
    "cancels_book",
    "cancels_sheet",
    "cancels_revision",
    "authority_case",
)


def _conflicts(version: Version) -> Iterator[Finding]:
    """Two different sheets that claim to be the same revision of the same sheet."""
    for field in _AGREED:
        doubts: tuple[Doubt, ...] = getattr(version, field).doubts
        rivals = [d for d in doubts if d.status == "in conflict"]
        if rivals:
            said = " against ".join(f"{d.candidates[0]} ({d.citation})" for d in rivals)
            message = f"{field}: {said}"
            yield Finding("two_sheets", str(version), message, tuple(d.citation for d in rivals))


def _stamp(version: Version) -> Iterator[Finding]:
    claimed, stamped = version.effective, version.stamped
    if claimed.value and stamped.value and claimed.value != stamped.value:
        message = f"effective {claimed.value}, stamped {stamped.value}; the stamp governs"
        sides = claimed.citations + stamped.citations
        yield Finding("stamp_differs", str(version), message, sides)


def _cancels(version: Version) -> Iterator[Finding]:
    """Revision r + 1 cancels revision r."""
    target = version.cancels_revision
    own = version.cancels_sheet.value in (None, version.place.sheet)
    if target.value is not None and own and target.value != version.revision - 1:
        message = f"cancels {revision_name(target.value)}, the one before it is "
        message += revision_name(version.revision - 1) if version.revision else "in another book"
        yield Finding("cancels_other", str(version), message, target.citations)


def _end(span: Span) -> Iterator[Finding]:
    """cancelled(r) = effective(r + 1), and no end before the start."""
    exact = [w for w in span.witnesses if w.by in ("printed", "inferred")]
    if len({w.day for w in exact}) > 1:
        sides = tuple(c for w in exact for c in w.citations)
        said = " against ".join(f"{w.day} ({w.who})" for w in exact)
        code = "overlap" if _printed_late(exact) else "gap"
        yield Finding(code, str(span.version), f"ended {said}", sides)
    for witness in exact:
        if witness.by == "printed" and span.start and witness.day < span.start:
            message = f"cancelled {witness.day}, before it took effect on {span.start}"
            sides = witness.citations + span.version.start.citations
            yield Finding("dates_go_back", str(span.version), message, sides)


def _printed_late(exact: Sequence[Witness]) -> bool:
    printed = [w.day for w in exact if w.by == "printed"]
    return bool(printed) and printed[0] > min(w.day for w in exact)


def _pair(earlier: Span, later: Span) -> Iterator[Finding]:
    if earlier.start and later.start and later.start < earlier.start:
        message = f"took effect {later.start}, {earlier.version} before it {earlier.start}"
        sides = later.version.start.citations + earlier.version.start.citations
        yield Finding("dates_go_back", str(later.version), message, sides)


def mark_findings(
    chain: Chain, charges: Mapping[str, Sequence[Charge]], signs: Signs = SIGNS
) -> Iterator[Finding]:
    """Change marks that go against the sign of the change from the revision before."""
    marks = signs.get(chain.place.jurisdiction, {})
    for earlier, later in zip(chain.spans, chain.spans[1:], strict=False):
        if later.version.revision != earlier.version.revision + 1:
            continue
        before, after = (
            [c for key in v.keys for c in charges.get(key, ())]
            for v in (earlier.version, later.version)
        )
        slot_of = slots([*before, *after])
        old = {slot_of[c]: c for c in before if c in slot_of}
        for one in after:
            was = old.get(slot_of[one]) if one in slot_of else None
            if was is not None:
                yield from _mark(str(later.version), one, was, marks)


def _mark(sheet: str, one: Charge, was: Charge, marks: Mapping[str, int]) -> Iterator[Finding]:
    sign, new, old = marks.get(one.change.value or ""), one.amount.value, was.amount.value
    if sign is None or new is None or old is None or (new - old) * sign > 0:
        return
    message = f"{one}: marked ({one.change.value}), but {old} became {new}"
    yield Finding("change_mark", sheet, message, (one.citation, was.citation))


def amount_findings(owner: str, charges: Iterable[Charge]) -> Iterator[Finding]:
    """One charge of one source that two documents print differently."""
    by_key: dict[tuple[str, str], list[Charge]] = {}
    for one in charges:
        by_key.setdefault((one.source_key, one.key), []).append(one)
    for same in by_key.values():
        firm = [c for c in same if c.amount.value is not None]
        amounts: dict[Decimal | None, Charge] = {c.amount.value: c for c in firm}
        if len(amounts) > 1:
            said = " against ".join(f"{a} ({c.citation})" for a, c in amounts.items())
            sides = tuple(c.citation for c in amounts.values())
            yield Finding("two_amounts", owner, f"{same[0]}: {said}", sides)
