"""Fuel roll-ins: one and the same amount per kWh added to every energy charge, and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ratebook.book.filed import origin_key
from ratebook.book.seen import Seen

FEWEST = 3
"""Energy charges that must move alike before their common step is a witness."""

Pair = tuple[Seen, Seen]
"""A charge in one revision and in the next."""


class Step(NamedTuple):
    """A charge that moved by the same amount as two others did."""

    earlier: Seen
    later: Seen
    others: tuple[Pair, Pair]


def steps_of(pairs: Iterable[Pair]) -> list[Step]:
    """The energy charges whose change other charges of the same sheet confirm."""
    by_sheet: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_sheet[origin_key(pair[1].record)].append(pair)
    return [step for own in by_sheet.values() for step in _of_sheet(own)]


def _of_sheet(pairs: Sequence[Pair]) -> list[Step]:
    energy = [p for p in pairs if _is_energy(p)]
    if any(_delta(p) for p in pairs if not _is_energy(p)):
        return []
    counted = Counter(map(_delta, energy))
    step, count = counted.most_common(1)[0] if counted else (Decimal(0), 0)
    if not step or count < max(FEWEST, len(energy) - 1):
        return []
    alike = [p for p in energy if _delta(p) == step]
    made: list[Step] = []
    for pair in alike:
        one, other = [p for p in alike if p is not pair][:2]
        made.append(Step(pair[0], pair[1], (one, other)))
    return made


def odd_ones(pairs: Iterable[Pair], steps: Sequence[Step]) -> list[tuple[Pair, Step]]:
    """Energy charges that moved otherwise than all others of their sheet, with one of those."""
    found: list[tuple[Pair, Step]] = []
    for pair in pairs:
        mine = [s for s in steps if origin_key(s.later.record) == origin_key(pair[1].record)]
        if mine and _is_energy(pair) and _delta(pair) != _delta((mine[0].earlier, mine[0].later)):
            found.append((pair, mine[0]))
    return found


def _is_energy(pair: Pair) -> bool:
    values = pair[1].record.values
    return values.get("component") == "energy" and values.get("unit") == "USD/kWh"


def _delta(pair: Pair) -> Decimal:
    return pair[1].number - pair[0].number
