"""What noise the tokens show, and what it cost: classes, and which sign was read as which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from ratebook.audit.classes import CLASSES, name_of
from ratebook.audit.judge import Judged, Outcome
from ratebook.records.kinds import KINDS

_COST = (
    Outcome.SILENT,
    Outcome.INVENTED,
    Outcome.FLAGGED_BAD,
    Outcome.FLAGGED_RIGHT,
    Outcome.MISSING,
    Outcome.LOST,
)
_LONGEST = 400


@dataclass(slots=True)
class Strikes:
    """How often a class struck and what became of the values it struck."""

    count: int = 0
    cost: Counter[str] = field(default_factory=Counter[str])
    examples: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def add(self, outcome: Outcome, seen: str, meant: str) -> None:
        """Counts one value that was struck; keeps the first three examples."""
        self.count += 1
        self.cost[outcome.value] += 1
        if len(self.examples) < 3 and (seen, meant) not in self.examples:
            self.examples.append((seen, meant))

    @property
    def lost(self) -> int:
        """Values that were not accepted and right in the end."""
        return sum(self.cost[o.value] for o in _COST)


def strikes(values: Iterable[Judged]) -> dict[str, Strikes]:
    """Classes of noise on values whose printed token is known, in the order of the closed list.

    A token that many values share (the date of a sheet) is counted once for each value.
    """
    found: dict[str, Strikes] = {c.name: Strikes() for c in CLASSES}
    for value in values:
        if value.outcome in (Outcome.EMPTY, Outcome.UNJUDGED):
            continue
        name = noise_of(value)
        if name is not None:
            one = found.setdefault(name, Strikes())
            one.add(value.outcome, value.raw or "", value.meant_raw or "")
    return {name: one for name, one in found.items() if one.count}


_EDGES = " ()[].,:;"
_SHELL = re.compile(r"^[$\s]+|\s*(?:/|\bper\b).*$|[%\s]+$", re.IGNORECASE)


def noise_of(value: Judged) -> str | None:
    """The class of noise on a value: the damage known to be done to it, else what its token shows.
    None for none, and where the printed token is not known or nothing was read.

    A number's token is its cell; currency and unit around it are no noise. The token of anything
    else may be the phrase it stood in, so that one which holds what was printed is whole.
    """
    if value.struck is not None:
        return value.struck
    if value.meant_raw is None or value.outcome in (Outcome.MISSING, Outcome.LOST):
        return None
    seen, meant = bare_tokens(value)
    if KINDS[value.kind].fields.get(value.field) == "dec":
        return name_of(seen, meant)
    if "\t" in seen or len(seen) > 2 * len(meant) + 12 or _holds(seen, meant):
        return None
    return name_of(seen, meant) if seen.strip(_EDGES) != meant.strip(_EDGES) else None


def bare_tokens(value: Judged) -> tuple[str, str]:
    """The token as read and as printed; numbers without currency and unit."""
    seen, meant = value.raw or "", value.meant_raw or ""
    if KINDS[value.kind].fields.get(value.field) == "dec":
        return _SHELL.sub("", seen), _SHELL.sub("", meant)
    return seen, meant


def _holds(seen: str, meant: str) -> bool:
    """Whether the meant token stands whole in the other one."""
    said = meant.strip()
    return not said or re.search(rf"(?<!\w){re.escape(said)}(?!\w)", seen) is not None


def strikes_json(found: dict[str, Strikes]) -> list[dict[str, Any]]:
    """For JSON and the page."""
    return [
        {
            "class": name,
            "count": one.count,
            "cost_values": one.lost,
            "outcomes": dict(sorted(one.cost.items())),
            "examples": [{"seen": s, "meant": m} for s, m in one.examples],
        }
        for name, one in found.items()
    ]


def confusions(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """(meant, read) signs of (read, meant) tokens, right ones included. An empty string stands for
    a sign lost, or for one that nothing stands for. Spaces are left out."""
    found: Counter[tuple[str, str]] = Counter()
    for seen, meant in pairs:
        one, other = "".join(seen.split())[:_LONGEST], "".join(meant.split())[:_LONGEST]
        for edit in Levenshtein.opcodes(other, one):
            was = other[edit.src_start : edit.src_end]
            now = one[edit.dest_start : edit.dest_end]
            wide = max(len(was), len(now))
            found.update((was[n : n + 1], now[n : n + 1]) for n in range(wide))
    return found
