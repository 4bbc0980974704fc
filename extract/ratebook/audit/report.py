"""The whole audit: what was read, judged, counted, and estimated where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ratebook.audit.bound import Share
from ratebook.audit.count import GROUPS, Tally, by, tally, trust
from ratebook.audit.duel import duels
from ratebook.audit.estimate import Estimate, estimate
from ratebook.audit.judge import WRONG, Judged, Outcome, by_page, judged
from ratebook.audit.meant import meant_for
from ratebook.audit.model import shipped
from ratebook.audit.noise import confusions, strikes, strikes_json
from ratebook.audit.rawtext import TextRates, rates_of, together
from ratebook.audit.seen import Seen

VERSION = 1
LISTED = (*WRONG, Outcome.FLAGGED_BAD, Outcome.FLAGGED_RIGHT, Outcome.MISSING, Outcome.LOST)


@dataclass(frozen=True, slots=True)
class Against:
    """What readings are held against."""

    golden: Path | None = None
    truth: Path | None = None
    text: Path | None = None
    blind: bool = False


@dataclass(slots=True)
class Audit:
    """Readings and what became of their values. `blind` are the readings nothing is known about,
    `estimate` is theirs; `text` counts raw text whose print is known, `by_text` by document."""

    read: list[Seen] = field(default_factory=list[Seen])
    values: list[Judged] = field(default_factory=list[Judged])
    blind: list[Seen] = field(default_factory=list[Seen])
    text: TextRates | None = None
    by_text: dict[str, TextRates] = field(default_factory=dict[str, TextRates])
    estimate: Estimate | None = None
    findings: list[str] = field(default_factory=list[str])
    errors: list[str] = field(default_factory=list[str])

    @property
    def tally(self) -> Tally:
        """All values together."""
        return tally(self.values)

    @property
    def word_share(self) -> Share:
        """Words read otherwise than printed."""
        return Share(self.text.word_errors, self.text.words) if self.text else Share(0, 0)

    @property
    def text_share(self) -> Share:
        """Words with a digit read otherwise than printed."""
        return Share(self.text.figure_errors, self.text.figures) if self.text else Share(0, 0)

    def listed(self, *outcomes: Outcome) -> list[Judged]:
        """The values of these outcomes, in the order of the pages."""
        return by_page(v for v in self.values if v.outcome in outcomes)

    @property
    def clean(self) -> bool:
        """True where every value is accepted and right, and nothing was found."""
        return not (self.listed(*LISTED) or self.findings or self.errors)


def audit(readings: Iterable[Seen], against: Against) -> Audit:
    """Judges readings. What cannot be judged is kept apart; nothing is dropped."""
    made = Audit()
    goldens: set[str] = set()
    for one in readings:
        made.read.append(one)
        if one.error is not None:
            made.errors.append(one.error)
            continue
        meant = None if against.blind else meant_for(one.path, against.golden, against.truth)
        if meant is None:
            made.blind.append(one)
            if not against.blind and (against.golden or against.truth):
                made.findings.append(f"{one.name}: a document without golden")
            continue
        goldens.add(one.name)
        if meant.sha256 and one.sha256 and meant.sha256 != one.sha256:
            made.findings.append(f"{one.name}: the document changed since its golden was made")
        made.values += judged(one, meant)
        rates = rates_of(one, against.text)
        if rates is not None:
            again = one.name in made.by_text
            made.by_text[f"{one.name} ({one.engine})" if again else one.name] = rates
    made.text = together(made.by_text.values()) if made.by_text else None
    made.estimate = estimate(made.blind, shipped()) if made.blind else None
    made.findings += _orphans(against.golden, goldens)
    return made


def _orphans(golden: Path | None, used: set[str]) -> list[str]:
    if golden is None or not golden.is_dir():
        return []
    names = sorted(p.name.removesuffix(".jsonl") for p in golden.glob("*.jsonl"))
    return [f"{name}: a golden whose document was not read" for name in names if name not in used]


def value_json(value: Judged) -> dict[str, Any]:
    """One value, as the JSON of an audit lists it."""
    return {
        "document": value.document,
        "quality": value.quality,
        "engine": value.engine,
        "form": value.form,
        "kind": value.kind,
        "key": value.key,
        "field": value.field,
        "outcome": value.outcome.value,
        "standing": value.standing,
        "meant": value.meant,
        "read": value.read,
        "raw": value.raw,
        "printed": value.meant_raw,
        "page": value.page,
        "line": value.place.line if value.place else None,
        "box": list(value.place.box) if value.place and value.place.box else None,
    }


def as_json(of: Audit) -> dict[str, Any]:
    """The audit for machines; `ratebook.audit.schema` describes it."""
    known = [v for v in of.values if v.meant_raw is not None and v.raw is not None]
    return {
        "audit": VERSION,
        "documents": [_document(one) for one in of.read],
        "total": of.tally.as_dict(),
        "by": {
            name: {group: t.as_dict() for group, t in by(of.values, key).items()}
            for name, key in GROUPS.items()
        },
        "standings": [
            {"standing": t.standing, "right": t.right.as_dict()} for t in trust(of.values)
        ],
        "noise": strikes_json(strikes(of.values)),
        "confusions": _confusions([(v.raw or "", v.meant_raw or "") for v in known]),
        "text": None
        if of.text is None
        else {
            "total": of.text.as_dict(),
            "documents": {name: rates.as_dict() for name, rates in of.by_text.items()},
        },
        "estimate": None if of.estimate is None else of.estimate.as_dict(),
        "engines": [duel.as_dict() for duel in duels(of.values)],
        "values": [value_json(v) for v in _worst_first(of)],
        "findings": of.findings,
        "errors": of.errors,
    }


def _worst_first(of: Audit) -> Sequence[Judged]:
    return [v for outcome in LISTED for v in of.listed(outcome)]


def _document(one: Seen) -> dict[str, Any]:
    return {
        "document": one.name,
        "source": one.source,
        "engine": one.engine,
        "quality": one.quality,
        "pages": len(one.pages),
        "error": one.error,
    }


def _confusions(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    found = confusions(pairs)
    return [{"meant": m, "read": r, "count": n} for (m, r), n in found.most_common() if m != r]
