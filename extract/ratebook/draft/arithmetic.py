"""Arithmetic that a table prints about itself, found by testing: sums, differences, quotients,
shares, column totals. What is found is true of the page; whether the page means it is for a person.

A relation counts only where chance would not do it: the odds that all its rows hold by accident,
times the number of relations tested, stay below one in a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations
from math import prod

Figure = tuple[Decimal, Decimal]
"""A value and half the unit of its last printed digit."""
RowFigures = dict[int, Figure]
"""Figures of a row by column."""

_SCALES = (Decimal(1), Decimal(100), Decimal(1000))
_ODDS = 0.01
_WIDEST = 10
_MOST_ADDENDS = 4

Gap = Callable[[RowFigures], "tuple[Decimal, Decimal] | None"]
"""How far a row is from a relation, and how far rounding lets it be; None where it has no say."""


@dataclass(frozen=True, slots=True)
class Found:
    """A relation between columns: `text` with `{i}` for column i; `everywhere` where it holds in
    the rows of totals as well."""

    text: str
    columns: frozenset[int]
    everywhere: bool


def relations_of(
    rows: Sequence[RowFigures],
    totals: Sequence[RowFigures],
    columns: Sequence[int],
    factors: Iterable[Decimal] = (),
) -> list[Found]:
    """Relations within a row that hold in every row. `factors` are shares the page prints."""
    used = list(columns)[:_WIDEST]
    tests = [*_sums(used), *_balances(used), *_shares(used, factors), *_quotients(used)]
    found: list[Found] = []
    kinds: set[tuple[str, frozenset[int]]] = set()
    for kind, members, target, text, gap in tests:
        if (kind, members) in kinds or (kind == "quotient" and ("sum", members) in kinds):
            continue
        if any(kind == k == "sum" and m < members for k, m in kinds) and len(members) > 4:
            continue
        if _holds(rows, gap) and _odds(rows, target, gap) * len(tests) < _ODDS:
            kinds.add((kind, members))
            everywhere = _holds([row for row in totals if members <= row.keys()], gap)
            found.append(Found(text, members, everywhere))
    return found


_Test = tuple[str, frozenset[int], int, str, Gap]


def _sums(columns: list[int]) -> Iterator[_Test]:
    for count in range(2, min(_MOST_ADDENDS, len(columns) - 1) + 1):
        for target in columns:
            for parts in combinations([c for c in columns if c != target], count):
                members = frozenset((*parts, target))
                yield "sum", members, target, _sum_text(parts, target), _sum_gap(parts, target)
    rest = len(columns) - 1
    if rest > _MOST_ADDENDS:
        for target in (columns[-1], columns[0]):
            parts = tuple(c for c in columns if c != target)
            text, gap = _sum_text(parts, target), _sum_gap(parts, target)
            yield "sum", frozenset(columns), target, text, gap


def _sum_text(parts: tuple[int, ...], target: int) -> str:
    """The last column stands alone at the right: `sold + lost = bought`, `bought - sold = lost`."""
    last = max((*parts, target))
    if last == target:
        return " + ".join(f"{{{p}}}" for p in parts) + f" = {{{target}}}"
    others = "".join(f" - {{{p}}}" for p in parts if p != last)
    return f"{{{target}}}{others} = {{{last}}}"


def _balances(columns: list[int]) -> Iterator[_Test]:
    """`opening + added - retired = closing`: two columns that add up to two or three others."""
    for count in (4, 5):
        for members in combinations(columns, count):
            last = members[-1]
            for lost in combinations(members[:-1], count - 3):
                kept = tuple(c for c in members[:-1] if c not in lost)
                text = " + ".join(f"{{{c}}}" for c in kept)
                text += "".join(f" - {{{c}}}" for c in lost) + f" = {{{last}}}"
                yield "sum", frozenset(members), last, text, _gap(kept, (*lost, last))
            if count == 5:
                for lost in members[:-1]:
                    kept = tuple(c for c in members[:-1] if c != lost)
                    text = " + ".join(f"{{{c}}}" for c in kept) + f" - {{{lost}}} = {{{last}}}"
                    yield "sum", frozenset(members), last, text, _gap(kept, (lost, last))


def _sum_gap(parts: tuple[int, ...], target: int) -> Gap:
    return _gap(parts, (target,))


def _gap(left: tuple[int, ...], right: tuple[int, ...]) -> Gap:
    """How far the sum of some columns is from the sum of others."""

    def gap(row: RowFigures) -> tuple[Decimal, Decimal] | None:
        if any(c not in row for c in (*left, *right)):
            return None
        off = sum((row[c][0] for c in left), Decimal(0)) - sum(
            (row[c][0] for c in right), Decimal(0)
        )
        return abs(off), sum((row[c][1] for c in (*left, *right)), Decimal(0))

    return gap


def _shares(columns: list[int], factors: Iterable[Decimal]) -> Iterator[_Test]:
    for factor in dict.fromkeys(factors):
        for whole, part in permutations(columns, 2):
            text = f"{format(factor.normalize(), 'f')} * {{{whole}}} = {{{part}}}"
            yield "share", frozenset((whole, part)), part, text, _share_gap(factor, whole, part)


def _share_gap(factor: Decimal, whole: int, part: int) -> Gap:
    def gap(row: RowFigures) -> tuple[Decimal, Decimal] | None:
        if whole not in row or part not in row:
            return None
        off = abs(factor * row[whole][0] - row[part][0])
        return off, factor * row[whole][1] + row[part][1]

    return gap


def _quotients(columns: list[int]) -> Iterator[_Test]:
    """Every fraction; those with the quotient at the right come first, as tables print them."""
    ways = sorted(permutations(columns, 3), key=lambda w: -w[2])
    for top, bottom, quotient in ways:
        for scale in _SCALES:
            times = "" if scale == 1 else f" * {scale}"
            text = f"{{{top}}} / {{{bottom}}}{times} = {{{quotient}}}"
            gap = _quotient_gap(top, bottom, quotient, scale)
            yield "quotient", frozenset((top, bottom, quotient)), quotient, text, gap


def _quotient_gap(top: int, bottom: int, quotient: int, scale: Decimal) -> Gap:
    def gap(row: RowFigures) -> tuple[Decimal, Decimal] | None:
        if any(c not in row for c in (top, bottom, quotient)):
            return None
        (n, dn), (d, dd), (q, dq) = row[top], row[bottom], row[quotient]
        if d - dd <= 0:
            return (Decimal(1), Decimal(0)) if n or q else (Decimal(0), Decimal(0))
        middle = n / d * scale
        reach = ((n + dn) / (d - dd) - (n - dn) / (d + dd)) * scale / 2
        return abs(middle - q), reach + dq

    return gap


def _holds(rows: Sequence[RowFigures], gap: Gap) -> bool:
    gaps = [gap(row) for row in rows]
    return all(g is None or g[0] <= g[1] for g in gaps)


def _odds(rows: Sequence[RowFigures], target: int, gap: Gap) -> float:
    """The odds that every row holds by chance: of each, how much of the column's spread the
    rounding lets pass. Certain (1) where fewer than two rows say anything."""
    seen = [(row, g) for row in rows if (g := gap(row)) is not None and row[target][0]]
    values = {row[target][0] for row, _ in seen}
    spread = max(values, default=Decimal(0)) - min(values, default=Decimal(0))
    if len(values) < 2 or not spread:
        return 1.0
    return prod(min(1.0, float(2 * slack / spread)) for _, (_, slack) in seen)


def adds_up(rows: Sequence[RowFigures], total: Figure, column: int) -> bool:
    """Whether a column's figures add up to a total, within what the page rounds."""
    parts = [row[column] for row in rows if column in row]
    slack = sum((half for _, half in parts), total[1])
    off = abs(sum((value for value, _ in parts), Decimal(0)) - total[0])
    return len(parts) > 1 and off <= slack and 20 * slack < abs(total[0])
