"""What a reading says about its own quality, where nobody knows what it should have said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ratebook.audit.same import says
from ratebook.audit.seen import Seen
from ratebook.records.datum import Standing
from ratebook.records.kinds import KINDS

NAMES = (
    "stated",
    "flagged",
    "repaired",
    "normalised",
    "unread",
    "structure",
    "checks",
    "differ",
    "unformed",
)
"""`stated` values were accepted; `flagged` ask for review; `repaired` and `normalised` differ from
the glyphs on the page; `unread` lines stand in a table and were not read; `structure` counts lost
groups and doubled records; `checks` failed or lack a witness; `differ` are words with digits that
two engines read differently; `unformed` are figures on pages that no form claimed."""
_ISSUES = {
    "unread-line": "unread",
    "guide.columns": "unread",
    "unclaimed-page": "unread",
    "no-words": "unread",
    "unreadable-page": "unread",
    "lost-group": "structure",
    "conflicting-record": "structure",
    "repeated-record": "structure",
    "ghost-row": "structure",
    "duplicate-key": "structure",
    "no-form": "unformed",
    "readers-disagree": "differ",
}
_CHECKS = ("check", "relation", "unconfirmed", "order.")


@dataclass(frozen=True, slots=True)
class Signals:
    """Counts for one document; `group` says what kind of source it is (`markup`, `typeset`,
    `picture`, `picture, one reader`)."""

    group: str
    counts: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        return self.counts.get(name, 0.0)


def group_of(source: str) -> str:
    """Sources that fail in the same ways."""
    return {"markup": "markup", "text-layer": "typeset"}.get(source, "picture")


def signals(of: Seen) -> Signals:
    """The counts of a document."""
    group = group_of(of.source)
    if group == "picture" and "+" not in of.engine:
        group = "picture, one reader"
    counts: Counter[str] = Counter()
    for record in of.records:
        if record["kind"] == "issue":
            _issue(counts, record)
        elif record["kind"] != "document":
            for name, evidence in record["evidence"].items():
                _value(counts, record, name, evidence)
    counts["differ"] += sum(p.figures_differ for p in of.pages)
    if counts["unformed"]:
        counts["unformed"] = max(1, sum(p.figures for p in of.pages) - counts["stated"])
    return Signals(group, {n: float(counts[n]) for n in NAMES})


def _issue(counts: Counter[str], record: Mapping[str, Any]) -> None:
    code = str(record["code"])
    if code in _ISSUES:
        counts[_ISSUES[code]] += 1
    elif code.startswith(_CHECKS):
        counts["checks"] += 1


def _value(
    counts: Counter[str], record: Mapping[str, Any], name: str, evidence: Mapping[str, Any]
) -> None:
    standing = Standing(evidence["status"])
    if standing == Standing.ABSENT:
        return
    counts["stated" if standing.accepted else "flagged"] += 1
    counts["repaired"] += standing == Standing.REPAIRED
    if standing == Standing.READ and KINDS[record["kind"]].fields.get(name) == "dec":
        counts["normalised"] += not says(evidence.get("raw") or "", record.get(name))
