"""Finds a table's column headings, in whatever order, split over cells and lines, or damaged.

Which number is which cost is decided by the headings the page prints, never by the order a form
was first seen in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from ratebook.model.page import Line
from ratebook.rules.form import Column, Table


@dataclass(frozen=True, slots=True)
class Heading:
    """Column names in the order of the page; `lines` are the indexes the heading takes up.
    `strays` are the texts in its cells that belong to no heading, with their cell index."""

    order: tuple[str, ...]
    lines: tuple[int, ...]
    strays: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    errors: int
    leaf: str


_BLANK = regex.compile(r"[\s._:*#]+")


def squash(text: str) -> str:
    """Lower case without white space, so that split and joined headings read alike."""
    return _BLANK.sub("", text).lower().replace("–", "-").replace("—", "-")


@lru_cache(maxsize=512)
def _leaf_pattern(leaf: str, share: int = 6) -> regex.Pattern[str]:
    text = squash(leaf)
    allowed = len(text) // share
    return regex.compile(
        rf"(?:{regex.escape(text)}){{e<={allowed}}}" if allowed else regex.escape(text),
        regex.BESTMATCH,
    )


def _hits(text: str, leaves: tuple[str, ...], share: int = 6) -> list[_Hit]:
    found: list[_Hit] = []
    for leaf in leaves:
        for m in _leaf_pattern(leaf, share).finditer(text):
            found.append(_Hit(m.start(), m.end(), sum(m.fuzzy_counts), leaf))
    found.sort(key=lambda h: (h.errors * 3 - (h.end - h.start), h.start))
    kept: list[_Hit] = []
    for hit in found:
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _assign(leaves: list[str], spans: list[str], columns: tuple[Column, ...]) -> list[str] | None:
    """Column names for a run of leaf headings under a run of spanning headings."""
    order: list[str] = []
    spanned = [leaf for leaf in leaves if any(c.span and leaf in c.leaves for c in columns)]
    width = len(spanned) // len(spans) if spans else 0
    seen = 0
    for leaf in leaves:
        span = None
        if leaf in spanned and width:
            span = spans[min(seen // width, len(spans) - 1)]
            seen += 1
        free = [c.name for c in columns if leaf in c.leaves and c.span == span]
        free = [name for name in free if name not in order]
        if not free:
            return None
        order.append(free[0])
    return order


def _complete(order: list[str], columns: tuple[Column, ...]) -> bool:
    needed = {c.name for c in columns if not c.optional}
    return needed <= set(order)


def _stack(lines: list[Line]) -> str:
    """The heading text of several lines: cells above one another belong together."""
    tabular = all(line.tabular for line in lines)
    last = lines[-1]
    columns = [[cell.text] for cell in last.cells]
    for line in reversed(lines[:-1]):
        for i, cell in enumerate(line.cells):
            at = i if tabular else _under(cell.left, cell.right, last)
            if at is not None and at < len(columns):
                columns[at].insert(0, cell.text)
    return squash(" ".join(" ".join(column) for column in columns))


def _under(left: float, right: float, last: Line) -> int | None:
    overlap = [min(right, c.right) - max(left, c.left) for c in last.cells]
    best = max(range(len(overlap)), key=overlap.__getitem__, default=None)
    return best


@lru_cache(maxsize=256)
def _vocabulary(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    leaves = tuple(dict.fromkeys(leaf for c in columns for leaf in c.leaves))
    spans = tuple(dict.fromkeys(c.span for c in columns if c.span))
    return leaves, spans


@lru_cache(maxsize=256)
def _hint(columns: tuple[Column, ...]) -> regex.Pattern[str]:
    """Four letters in a row of any heading: what a damaged heading still has, and a cheap test."""
    leaves, _ = _vocabulary(columns)
    grams = {
        text[i : i + 4]
        for text in map(squash, leaves)
        for i in range(max(1, len(text) - 3))
    }
    return regex.compile("|".join(regex.escape(gram) for gram in sorted(grams)))


def find_heading(lines: list[Line], at: int, table: Table) -> Heading | None:
    """The headings of `table` ending at `lines[at]`, taking up to two lines above with them."""
    if not _hint(table.columns).search(squash(lines[at].text)):
        return None
    leaves, spans = _vocabulary(table.columns)
    above = [i for i in range(max(0, at - 2), at) if len(lines[i].text) < 160]
    if not _hits(squash(lines[at].text), leaves):
        return None
    for depth in range(len(above) + 1):
        used = [*above[len(above) - depth :], at]
        found = _read(lines, used, leaves, spans, table)
        if found:
            return found
    return None


def _read(
    lines: list[Line], used: list[int], leaves: tuple[str, ...], spans: tuple[str, ...], table: Table
) -> Heading | None:
    over = squash(" ".join(lines[i].text for i in used[:-1]))
    span_hits = [h.leaf for h in _hits(over, spans, 3)] if spans else []
    if spans and len(span_hits) < len(spans):
        return None
    texts = [squash(lines[used[-1]].text)]
    if len(used) > 1 and not spans:
        texts = [_stack([lines[i] for i in used])]
    for text in texts:
        hits = _hits(text, leaves)
        order = _assign([h.leaf for h in hits], span_hits, table.columns)
        if order and _complete(order, table.columns) and _mostly(hits, text):
            return Heading(tuple(order), tuple(used), _strays(lines[used[-1]], leaves))
    return None


def _mostly(hits: list[_Hit], text: str) -> bool:
    """Headings make up a heading line; a sentence that names them does not."""
    return sum(h.end - h.start for h in hits) >= 0.4 * len(text)


def _strays(line: Line, leaves: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Text in heading cells that is no heading: a first row drawn into the heading."""
    found: list[tuple[int, str]] = []
    for i, cell in enumerate(line.cells):
        rest = cell.text
        for leaf in sorted(leaves, key=len, reverse=True):
            pattern = r"\s*".join(regex.escape(word) for word in leaf.split())
            rest = regex.sub(rf"(?:{pattern}){{e<={len(leaf) // 6}}}", " ", rest,
                             flags=regex.IGNORECASE | regex.BESTMATCH)
        if regex.search(r"\d", rest) and rest.strip():
            found.append((i, rest.strip()))
    return tuple(found)
