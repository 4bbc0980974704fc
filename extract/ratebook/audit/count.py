"""Counts of outcomes by whatever a person wants to see them by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ratebook.audit.bound import Share
from ratebook.audit.judge import WRONG, Judged, Outcome

_STATED = (Outcome.RIGHT, *WRONG)
_FLAGGED = (Outcome.FLAGGED_BAD, Outcome.FLAGGED_RIGHT)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values came out how."""

    counts: dict[Outcome, int]

    def of(self, *outcomes: Outcome) -> int:
        """How many had one of these outcomes."""
        return sum(self.counts.get(o, 0) for o in outcomes)

    @property
    def judged(self) -> int:
        """Values printed or read that could be judged."""
        return sum(n for o, n in self.counts.items() if o not in (Outcome.EMPTY, Outcome.UNJUDGED))

    @property
    def wrong(self) -> Share:
        """Of the accepted values, the share that is wrong."""
        return Share(self.of(*WRONG), self.of(*_STATED))

    @property
    def right(self) -> Share:
        """Of the values that can be read, the share accepted and right."""
        unreadable = self.of(Outcome.LOST)
        return Share(self.of(Outcome.RIGHT), self.judged - unreadable)

    @property
    def flagged(self) -> Share:
        """The share of values put before a person."""
        return Share(self.of(*_FLAGGED), self.judged)

    @property
    def flags_right(self) -> Share:
        """Of the flagged values, the share that was in need of it."""
        return Share(self.of(Outcome.FLAGGED_BAD), self.of(*_FLAGGED))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "values": self.judged,
            "outcomes": {o.value: self.counts.get(o, 0) for o in Outcome},
            "wrong_among_accepted": self.wrong.as_dict(),
            "accepted_and_right": self.right.as_dict(),
            "flagged": self.flagged.as_dict(),
            "flags_needed": self.flags_right.as_dict(),
        }


def tally(values: Iterable[Judged]) -> Tally:
    """All of them together."""
    return Tally(dict(Counter(v.outcome for v in values)))


def by(values: Iterable[Judged], what: Callable[[Judged], str]) -> dict[str, Tally]:
    """A tally for each group, by name."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for value in values:
        groups[what(value)].append(value)
    return {name: tally(groups[name]) for name in sorted(groups)}


GROUPS: dict[str, Callable[[Judged], str]] = {
    "document": lambda v: v.document,
    "page": lambda v: f"{v.document} p. {v.page or '?'}",
    "form": lambda v: v.form,
    "field": lambda v: f"{v.kind}.{v.field}",
    "engine": lambda v: v.engine or "records",
    "quality": lambda v: v.quality,
}
"""What the counts are shown by."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How often values of one standing are right, measured."""

    standing: str
    right: Share


def trust(values: Iterable[Judged]) -> list[Trust]:
    """For each standing, the measured chance that the value is right, strongest standing first.

    An accepted value is right where it is what is meant; `absent` where nothing is printed; a
    flagged one where its token reads as meant (so that its rate says how many flags were idle).
    """
    right = {Outcome.RIGHT, Outcome.FLAGGED_RIGHT, Outcome.EMPTY}
    seen: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for value in values:
        if value.standing is not None and value.outcome != Outcome.UNJUDGED:
            seen[value.standing] += 1
            good[value.standing] += value.outcome in right
    order = ("verified", "read", "repaired", "derived", "ambiguous", "unreadable", "absent")
    return [Trust(s, Share(good[s], seen[s])) for s in order if seen[s]]
