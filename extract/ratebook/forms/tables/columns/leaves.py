"""The headings a text is made of, undamaged or nearly so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex
from rapidfuzz.distance import LCSseq

from ratebook.rules.form import Table
from ratebook.rules.phrase import pieces

LEAST = 0.4
"""The share of a line that damaged headings make up at least."""


_WORDS = frozenset({"charge", "charges"})
"""Headings of their own a letter away from others: no worn `Change`."""


class Said(NamedTuple):
    """A heading found in `text[start:end]`, with so many slips."""

    start: int
    end: int
    errors: int
    leaf: str


_UNPRINTED = {code: None for code in range(0x3001) if chr(code).isspace() or chr(code) in "._:*#"}
_SQUASHED = {**_UNPRINTED, ord("–"): "-", ord("—"): "-"}


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """Lower case without white space, so that split and joined headings read alike."""
    return text.lower().translate(_SQUASHED)


@lru_cache(maxsize=128)
def leaves_of(*tables: Table) -> frozenset[str]:
    """What the headings of these tables say, squashed."""
    return frozenset(squash(leaf) for t in tables for c in t.columns for _, leaf in c.pairs)


@lru_cache(maxsize=4096)
def _leaf_pattern(leaf: str, share: int = 6) -> regex.Pattern[str]:
    text = squash(leaf)
    allowed = len(text) // share
    return regex.compile(
        rf"(?:{regex.escape(text)}){{e<={allowed}}}" if allowed else regex.escape(text),
        regex.BESTMATCH,
    )


def _pieces(leaf: str, share: int = 6) -> tuple[str, ...]:
    """Pieces of a heading one of which a damaged one still holds: one more than its slips."""
    text = squash(leaf)
    return pieces(text, len(text) // share)


@lru_cache(maxsize=1024)
def near_hits(text: str, leaves: tuple[str, ...], share: int = 6) -> Sequence[Said]:
    """The headings a text is made of: those that together cover most of it with fewest slips."""
    if len(text) * LEAST > 2 * sum(map(len, leaves)):
        return []  # A sentence: its headings could not make up enough of it.
    found = [
        Said(m.start(), m.end(), sum(m.fuzzy_counts), leaf)
        for leaf in _likely(text, leaves, share)
        for m in _leaf_pattern(leaf, share).finditer(text)
        if not (any(m.fuzzy_counts) and m[0] in _WORDS)
    ]
    return _cover(found)


def _likely(text: str, leaves: tuple[str, ...], share: int) -> list[str]:
    """The headings of which a piece stands in the text, and in their order all letters but the
    slips: quick tests before the fuzzy one."""
    near = {n for piece, numbers in _by_piece(leaves, share) if piece in text for n in numbers}
    found: list[str] = []
    for leaf in [leaves[n] for n in sorted(near)]:
        wanted = squash(leaf)
        least = len(wanted) - len(wanted) // share
        if LCSseq.similarity(wanted, text, score_cutoff=least) >= least:
            found.append(leaf)
    return found


@lru_cache(maxsize=256)
def _by_piece(leaves: tuple[str, ...], share: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each piece of these headings with the numbers of those it is of."""
    owners: dict[str, list[int]] = {}
    for n, leaf in enumerate(leaves):
        for piece in _pieces(leaf, share):
            owners.setdefault(piece, []).append(n)
    return tuple((piece, tuple(numbers)) for piece, numbers in owners.items())


@lru_cache(maxsize=1024)
def exact_hits(text: str, leaves: tuple[str, ...]) -> Sequence[Said]:
    """The same for undamaged headings: most are, and plain search costs a tenth."""
    found: list[Said] = []
    for leaf in leaves:
        wanted = squash(leaf)
        at = text.find(wanted)
        while at >= 0:
            found.append(Said(at, at + len(wanted), 0, leaf))
            at = text.find(wanted, at + 1)
    return _cover(found)


_LETTER = 100


def _cover(found: list[Said]) -> list[Said]:
    """The hits that together cover most of the text; slips count against them."""
    found.sort(key=lambda h: h.end)
    best: list[tuple[int, list[Said]]] = [(0, [])]
    ends = [0]
    for hit in found:
        before = best[bisect_right(ends, hit.start) - 1]
        # Of two ways to cover the same letters the one of fewer, longer headings.
        score = before[0] + _LETTER * (hit.end - hit.start - 3 * hit.errors) - 1
        if score > best[-1][0]:
            best.append((score, [*before[1], hit]))
            ends.append(hit.end)
    return best[-1][1]
