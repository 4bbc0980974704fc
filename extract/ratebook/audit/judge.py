"""A reading against what it must yield: every value gets exactly one outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ratebook.audit.match import matched
from ratebook.audit.meant import (
    Meant,
    MeantRecord,
    MeantValue,
    fields_of,
    in_doubt,
    in_golden_form,
)
from ratebook.audit.same import fold, same, says
from ratebook.audit.seen import Seen
from ratebook.records.datum import Place, Standing
from ratebook.records.kinds import KINDS


class Outcome(StrEnum):
    """What became of a value."""

    RIGHT = "right"
    SILENT = "silent"
    INVENTED = "invented"
    FLAGGED_BAD = "flagged_bad"
    FLAGGED_RIGHT = "flagged_right"
    MISSING = "missing"
    LOST = "lost"
    EMPTY = "empty"
    UNJUDGED = "unjudged"


MEANING: dict[Outcome, str] = {
    Outcome.RIGHT: "accepted and right",
    Outcome.SILENT: "accepted and wrong, without a word: the one that must not happen",
    Outcome.INVENTED: "accepted, and nothing on the document stands for it",
    Outcome.FLAGGED_BAD: "asked for review, and what was read is not what is meant",
    Outcome.FLAGGED_RIGHT: "asked for review, though what was read is what is meant",
    Outcome.MISSING: "can be read on the document and was not",
    Outcome.LOST: "cannot be read any more, and nothing was accepted",
    Outcome.EMPTY: "nothing is printed and nothing was read",
    Outcome.UNJUDGED: "read, but the golden itself is in doubt",
}
_NO_VALUES = ("document", "issue")
WRONG = (Outcome.SILENT, Outcome.INVENTED)


@dataclass(frozen=True, slots=True)
class Judged:
    """One value and what became of it. `raw` is the token as it was read, `meant_raw` as it was
    printed before damage (None where not known); `struck` names the damage known to be done."""

    document: str
    quality: str
    engine: str
    form: str
    kind: str
    key: str
    field: str
    outcome: Outcome
    standing: str | None
    meant: Any
    read: Any
    raw: str | None
    meant_raw: str | None
    place: Place | None
    repairs: tuple[str, ...] = ()
    struck: str | None = None
    whole: bool = False
    """The whole record stands for nothing, not this value alone."""

    @property
    def page(self) -> int | None:
        """Page from 1; None where it is not known."""
        return self.place.page if self.place else None

    @property
    def order(self) -> tuple[str, int, int, float, str, str]:
        """By document, then as the page prints it."""
        at = self.place or Place(0, None)
        top = at.box[1] if at.box else 0.0
        return (self.document, at.page or 0, at.line or 0, top, self.key, self.field)


def judged(seen: Seen, meant: Meant) -> list[Judged]:
    """Every value of a document, those read and those meant."""
    read = [r for r in seen.records if r["kind"] in KINDS and r["kind"] not in _NO_VALUES]
    if meant.entries:
        read = [in_golden_form(record) for record in read]
    found: list[Judged] = []
    for target, given in matched(meant.records, read):
        if target is None and given is not None:
            found += _invented(seen, given)
        elif target is not None:
            found += _compared(seen, target, given)
    return found


def _compared(seen: Seen, target: MeantRecord, given: Mapping[str, Any] | None) -> Iterator[Judged]:
    form = _form(seen, target, given)
    for name, value in target.fields.items():
        evidence: Mapping[str, Any] = (given or {}).get("evidence", {}).get(name) or {}
        read = None if given is None else given.get(name)
        outcome = _outcome(value, read, evidence, given is not None)
        yield _judged(
            seen,
            form,
            target.kind,
            target.shown or target.key,
            name,
            outcome,
            value,
            read,
            evidence,
        )


def _outcome(meant: MeantValue, read: Any, evidence: Mapping[str, Any], there: bool) -> Outcome:
    status = evidence.get("status")
    if not meant.known:
        return Outcome.UNJUDGED
    if in_doubt(status):
        return _flagged(meant, read, evidence)
    if read is None:
        if meant.value is None:
            return Outcome.EMPTY
        return Outcome.LOST if meant.destroyed else Outcome.MISSING
    if meant.value is None:
        return Outcome.INVENTED
    return Outcome.RIGHT if there and same(meant.value, read) else Outcome.SILENT


def _flagged(meant: MeantValue, read: Any, evidence: Mapping[str, Any]) -> Outcome:
    """Whether what was read was in need of a look."""
    raw = evidence.get("raw") or ""
    if meant.destroyed:
        return Outcome.FLAGGED_BAD
    exact = meant.raw is not None and fold(raw) == fold(meant.raw)
    plain = says(raw, meant.value) or (read is not None and same(meant.value, read))
    return Outcome.FLAGGED_RIGHT if exact or plain else Outcome.FLAGGED_BAD


def _invented(seen: Seen, given: Mapping[str, Any]) -> Iterator[Judged]:
    """A record that nothing stands for: what it states is invented, what it flags was flagged, and
    so is what its form alone says of a row whose identity is left to a person."""
    identity = KINDS[given["kind"]].key
    told: Mapping[str, Mapping[str, Any] | None] = given["evidence"]
    open_still = any(in_doubt((told.get(name) or {}).get("status")) for name in identity)
    form = seen.forms.get(_shown(given), given["kind"])
    for name in fields_of(given["kind"]):
        evidence: Mapping[str, Any] = given["evidence"].get(name) or {}
        status = evidence.get("status")
        if status is None or status == Standing.ABSENT:
            continue
        stated = Standing(status).accepted
        if open_still and not says(evidence.get("raw") or "", given.get(name)):
            stated = False
        outcome = Outcome.INVENTED if stated else Outcome.FLAGGED_BAD
        nothing = MeantValue(None)
        made = _judged(
            seen,
            form,
            given["kind"],
            _shown(given),
            name,
            outcome,
            nothing,
            given.get(name),
            evidence,
        )
        yield replace(made, whole=True)


def _judged(
    seen: Seen,
    form: str,
    kind: str,
    key: str,
    name: str,
    outcome: Outcome,
    meant: MeantValue,
    read: Any,
    evidence: Mapping[str, Any],
) -> Judged:
    place = _place(evidence) or meant.place
    return Judged(
        seen.name,
        seen.quality,
        seen.engine,
        form,
        kind,
        key,
        name,
        outcome,
        evidence.get("status"),
        meant.value,
        read,
        evidence.get("raw"),
        meant.raw,
        place,
        tuple(evidence.get("repairs", ())),
        meant.struck,
    )


def _place(evidence: Mapping[str, Any]) -> Place | None:
    if not evidence.get("page"):
        return None
    box = evidence.get("box")
    return Place(evidence["page"], evidence.get("line"), tuple(box) if box else None)


def _form(seen: Seen, target: MeantRecord, given: Mapping[str, Any] | None) -> str:
    if given is not None:
        return seen.forms.get(_shown(given), target.kind)
    near = (seen.forms.get(r["key"]) for r in seen.records if r["kind"] == target.kind)
    return next((form for form in near if form), target.kind)


def _shown(given: Mapping[str, Any]) -> str:
    return str(given.get("shown") or given["key"])


def by_page(values: Iterable[Judged]) -> list[Judged]:
    """In the order of documents and pages."""
    return sorted(values, key=lambda v: v.order)
