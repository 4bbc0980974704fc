"""Finds a table's column headings, in whatever order, split over cells and lines, or damaged.

Which number is which cost is decided by the headings the page prints, never by the order a form
was first seen in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from ratebook.forms.tables.columns.leaves import (
    LEAST,
    Said,
    exact_hits,
    leaves_of,
    near_hits,
    squash,
)
from ratebook.model.page import Line
from ratebook.rules.form import Column, Table
from ratebook.rules.template import template


@dataclass(frozen=True, slots=True)
class Heading:
    """The orders of column names the headings may stand for (most often one); `lines` are the
    indexes the heading takes up. `strays` are the texts in its cells that belong to no heading,
    with their cell index."""

    orders: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    strays: tuple[tuple[int, str], ...] = ()


@lru_cache(maxsize=1024)
def _assign(
    leaves: tuple[str, ...], spans: tuple[str, ...], columns: tuple[Column, ...]
) -> tuple[tuple[str, ...], ...]:
    """The orders of columns that a run of headings under a run of spanning headings may stand for.
    Kept: a table prints its headings on page after page.

    A leaf that names its column alone needs no span; the others share the spans evenly. More than
    one order remains where two columns may carry the same heading.
    """
    below, alone, by_head = _index(columns)
    repeated = {leaf for leaf in leaves if spans and leaves.count(leaf) > 1}
    spanned = {leaf for leaf in leaves if leaf not in alone} | (repeated & below)
    needy = [leaf for leaf in leaves if leaf in spanned]
    width = len(needy) // len(spans) if spans else 0
    if needy and (not width or len(needy) % len(spans)):
        return ()
    orders: list[tuple[str, ...]] = [()]
    seen, before = 0, ""
    for leaf in leaves:
        span = None
        if leaf in spanned:
            span = spans[seen // width]
            seen += 1
        fitting = by_head.get((span, leaf), ())
        orders = [o for order in orders for o in _longer(order, fitting, again=leaf == before)]
        before = leaf
    return tuple([order for order in orders if _complete(order, columns)])


def _longer(
    order: tuple[str, ...], fitting: Sequence[str], *, again: bool
) -> list[tuple[str, ...]]:
    """The order with one more heading. Two different headings of one column in a row are one
    heading ("MW Load"), unless a column stands there that they fit as well."""
    longer = [(*order, name) for name in fitting if name not in order]
    joined = not longer and not again and bool(order) and order[-1] in fitting
    return [order] if joined else longer


def continues_heading(text: str, table: Table) -> bool:
    """Whether a line is the wrapped rest of a column heading ("Reduction" under "MW Load")."""
    rests = [rest for cell in text.split("\t") if (rest := squash(cell))]
    leaves, _ = _vocabulary(_plain(table))
    said = [squash(leaf) for leaf in leaves]
    return len("".join(rests)) >= 4 and all(
        any(s.endswith(rest) and s != rest for s in said) for rest in rests
    )


def heads_others(line: Line, tables: tuple[Table, ...]) -> bool:
    """Whether a line of words in several cells names columns of these tables: headings, though not
    all that one of them needs."""
    if any(map(str.isdigit, line.text)):
        return False
    cells = [squash(cell.text) for cell in line.filled]
    return len(cells) >= _SEVERAL and sum(cell in leaves_of(*tables) for cell in cells) >= _FEW


_Heads = dict[tuple[str | None, str], tuple[str, ...]]


@lru_cache(maxsize=256)
def _index(columns: tuple[Column, ...]) -> tuple[frozenset[str], frozenset[str], _Heads]:
    """Headings that stand below a spanning one, those that stand alone, and the columns of each."""
    pairs = [(pair, c.name) for c in columns for pair in c.pairs]
    named: dict[tuple[str | None, str], dict[str, None]] = {}
    for pair, name in pairs:
        named.setdefault(pair, {})[name] = None
    below = frozenset(leaf for (span, leaf), _ in pairs if span)
    alone = frozenset(leaf for (span, leaf), _ in pairs if span is None)
    return below, alone, {pair: (*names,) for pair, names in named.items()}


def _complete(order: tuple[str, ...], columns: tuple[Column, ...]) -> bool:
    needed = {c.name for c in columns if not (c.optional or c.variant or c.instead)}
    stand_in = [c for c in columns if c.instead and c.name in order]
    replaced = {c.instead for c in stand_in}
    spread = sum(bool(c.spread[0]) for c in stand_in)
    alone = spread and sum(bool(c.spread[1]) for c in stand_in) < _FEWEST
    if len(replaced) != len(stand_in) - max(spread - 1, 0) or alone:
        return False  # Two columns instead of one.
    alone = any(c.name in order and c.beside and c.beside not in order for c in columns)
    fields = [
        field
        for c in columns
        if c.name in order and not (c.group or c.spread[0])
        for field in _fields(c)
    ]
    return (
        needed <= {*order, *replaced}
        and not replaced & set(order)
        and not alone
        and len(fields) == len(set(fields))
    )


@lru_cache(maxsize=512)
def _fields(column: Column) -> tuple[str, ...]:
    return tuple(spec.name for spec in template(column.cell).fields)


def _stack(lines: list[Line]) -> str:
    """The heading text of several lines: cells above one another belong together."""
    tabular = all(line.tabular for line in lines)
    widest = max(reversed(lines), key=lambda line: len(line.cells))
    columns: list[list[str]] = [[] for _ in widest.cells]
    for line in lines:
        for i, cell in enumerate(line.cells):
            at = i if tabular else under(cell.left, cell.right, widest)
            if at is not None and at < len(columns):
                columns[at].append(cell.text)
    return squash(" ".join(" ".join(column) for column in columns))


def under(left: float, right: float, last: Line) -> int | None:
    """The cell of a line that stands below these edges most."""
    overlap = [min(right, c.right) - max(left, c.left) for c in last.cells]
    return max(range(len(overlap)), key=overlap.__getitem__, default=None)


@lru_cache(maxsize=256)
def _vocabulary(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    leaves = tuple(dict.fromkeys(leaf for c in columns for _, leaf in c.pairs))
    spans = tuple(dict.fromkeys(span for c in columns for span, _ in c.pairs if span))
    return leaves, spans


@lru_cache(maxsize=256)
def _hints(columns: tuple[Column, ...]) -> tuple[dict[str, frozenset[int]], dict[str, int]]:
    """Any four letters in a row of each heading, which a damaged one still has, and the headings
    shorter than that; with the numbers of the headings."""
    leaves, _ = _vocabulary(columns)
    grams: dict[str, set[int]] = {}
    short: dict[str, int] = {}
    for n, text in enumerate(map(squash, leaves)):
        if len(text) < _GRAM:
            short[text] = n
        for i in range(len(text) - _GRAM + 1):
            grams.setdefault(text[i : i + _GRAM], set()).add(n)
    return {gram: frozenset(numbers) for gram, numbers in grams.items()}, short


_GRAM = 4


def _promising(text: str, columns: tuple[Column, ...]) -> bool:
    """A cheap test: a line that ends the headings names one column, or two where there are more
    than two."""
    grams, short = _hints(columns)
    needed = 2 if len(columns) > 2 else 1
    found = {n for leaf, n in short.items() if leaf in text}
    for i in range(len(text) - _GRAM + 1):
        held = grams.get(text[i : i + _GRAM])
        if held:
            found |= held
            if len(found) >= needed:
                return True
    return len(found) >= needed


def find_heading(lines: list[Line], at: int, table: Table) -> Heading | None:
    """The headings of `table` ending at `lines[at]`, taking up to two lines above with them."""
    for columns in _may_head(lines[at].text, table):
        found = _find(lines, at, columns)
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def _may_head(line: str, table: Table) -> tuple[tuple[Column, ...], ...]:
    """The columns of a table whose headings a line may end: those a group is spread over, and the
    others. Most lines end none; every line that is no row is asked, for each table of the form."""
    text, plain = squash(line), _plain(table)
    found = [
        columns
        for columns, heads in (_spread(table) if len(plain) < len(table.columns) else ())
        if sum([any(map(text.__contains__, said)) for said in heads]) >= _FEWEST
    ]
    return (*found, plain) if _promising(text, plain) else (*found,)


_FEWEST = 2
"""Columns a group is spread over at least."""


@lru_cache(maxsize=256)
def _plain(table: Table) -> tuple[Column, ...]:
    """The columns of a table no group is spread over."""
    return tuple(c for c in table.columns if not c.spread[0])


@lru_cache(maxsize=256)
def _spread(table: Table) -> tuple[tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]], ...]:
    """For each group that may be spread over columns: these, with all they do not stand for, and
    the headings of each value as `squash` gives them."""
    found: list[tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]] = []
    for group in dict.fromkeys(c.spread[0] for c in table.columns if c.spread[0]):
        over = [c for c in table.columns if c.spread[0] == group]
        gone = {c.instead for c in over}
        kept = (c for c in _plain(table) if c.group != group)
        rest = [c for c in kept if c.name not in gone and c.instead not in gone]
        heads = (tuple(map(squash, c.heads)) for c in over if c.spread[1])
        found.append(((*rest, *over), tuple(heads)))
    return tuple(found)


def _find(lines: list[Line], at: int, columns: tuple[Column, ...]) -> Heading | None:
    if sum(_MONEY.fullmatch(cell.text) is not None for cell in lines[at].cells) >= _FEW:
        return None  # `Member Charge per month | $ 20.57 | $ 21.49` is a row.
    leaves, spans = _vocabulary(columns)
    above = _above(lines, at)
    for depth in range(len(above) + 1):
        used = [*above[len(above) - depth :], at]
        found = _read(lines, used, leaves, spans, columns)
        if found:
            upper = above[: len(above) - depth]
            more = _begun_above(lines, upper[-1:], found, leaves, spans, columns)
            return more or found
    return None


def _above(lines: list[Line], at: int) -> list[int]:
    """The lines above that headings may begin in: a row of figures ends the table before (`Aug` is
    no `UG`)."""
    near: list[int] = []
    for i in range(at - 1, max(-1, at - 3), -1):
        figures = [cell for cell in lines[i].cells if _FIGURE.fullmatch(cell.text)]
        if len(figures) >= _FEW:
            break
        if len(lines[i].text) < _TITLE:
            near.insert(0, i)
    return near


def _begun_above(
    lines: list[Line],
    upper: list[int],
    found: Heading,
    leaves: tuple[str, ...],
    spans: tuple[str, ...],
    columns: tuple[Column, ...],
) -> Heading | None:
    """The same headings with the line above, where some begin there (`Load` over `(MW)`)."""
    line = lines[upper[0]] if upper else None
    if line is None or any(map(str.isdigit, line.text)):
        return None
    if len(line.filled) < _FEW:
        return None
    more = _read(lines, [*upper, *found.lines], leaves, spans, columns)
    return more if more and more.orders == found.orders else None


_FEW = 2
_SEVERAL = 3
_TITLE = 160
_FIGURE = re.compile(r"[\s$(]*(?=\S*[.,]|(?!(?:19|20)\d\d\b)\d{3})\d[\d,. ]*[\s)]*")
"""A cell of a row below headings: an amount or a number, but no year and no column's count."""
_MONEY = re.compile(r"\s*\(?\$\s?\d[\d,]*(?:\.\d+)?\)?\s*")
_SAID = 0.7


def _read(
    lines: list[Line],
    used: list[int],
    leaves: tuple[str, ...],
    spans: tuple[str, ...],
    columns: tuple[Column, ...],
) -> Heading | None:
    over = squash(" ".join(lines[i].text for i in used[:-1]))
    span_hits = tuple([h.leaf for h in near_hits(over, spans, 3)]) if spans and over else ()
    plain = len(used) == 1 or bool(span_hits)
    texts = _texts(lines[used[-1]]) if plain else []
    if len(used) > 1 and (not plain or len(lines[used[-1]].cells) > 2):
        texts = [*texts, _stack([lines[i] for i in used])]
    for text in [_YEAR.sub(YEAR, text) for text in texts] if YEAR in leaves else texts:
        for search, share in ((exact_hits, 0.85), (near_hits, LEAST)):
            hits = search(text, leaves)
            orders = _assign(tuple([h.leaf for h in hits]), span_hits, columns)
            if len(used) > 1 and orders and _of_title(lines, used, orders[0]):
                continue
            # A title may name two columns in one breath.
            said = len(lines[used[-1]].cells) == 1 and len(orders[0] if orders else ()) <= _FEW
            if orders and _covered(hits, text) >= (_SAID if said else share):
                return Heading(orders, tuple(used), _strays(lines[used[-1]], leaves))
    return None


def _of_title(lines: list[Line], used: list[int], order: tuple[str, ...]) -> bool:
    """Whether headings that stand over each other are taken from a title above them: they are more
    than the cells of their line."""
    widest = max(len(lines[i].cells) for i in used)
    return widest >= _SEVERAL and len(order) > widest and len(lines[used[0]].cells) == 1


def _texts(line: Line) -> list[str]:
    """The line with its cell borders, and without: a border may tell two headings apart, or cut
    one in two."""
    whole = squash(line.text)
    bordered = "|".join(squash(cell.text) for cell in line.cells)
    return [bordered, whole] if bordered != whole else [whole]


def _covered(hits: Sequence[Said], text: str) -> float:
    """The share of a text its headings make up: a sentence that only names them is no heading."""
    return sum(h.end - h.start for h in hits) / max(len(text), 1)


@lru_cache(maxsize=512)
def _said(leaf: str) -> regex.Pattern[str]:
    words = r"\s*".join(regex.escape(word) for word in leaf.split())
    # A figure behind a heading is no misread word of a longer one (`Load Reduction 5.6`).
    errors = rf"{{e<={len(leaf) // 6}:[^\d]}}"
    return regex.compile(rf"(?:{words}){errors}", regex.IGNORECASE | regex.BESTMATCH)


YEAR = "{year}"
"""The heading of a column of months: the year they are of."""
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LETTERS = regex.compile(r"[^\W\d_]")
_DATE = regex.compile(r"(?<!\d)\d{1,2}/\d{1,2}/(?:\d\d){1,2}(?!\d)")


@lru_cache(maxsize=256)
def _known(leaves: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Headings as `squash` gives them, and as they are, the longest first."""
    return frozenset(map(squash, leaves)), tuple(sorted(leaves, key=len, reverse=True))


def _strays(line: Line, leaves: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Text in heading cells that is no heading: a first row drawn into the heading."""
    found: list[tuple[int, str]] = []
    for i, cell in enumerate(line.cells):
        if not any(map(str.isdigit, cell.text)):
            continue
        rest = _YEAR.sub(" ", cell.text) if YEAR in leaves else cell.text
        if not any(map(str.isdigit, rest)):
            continue
        known, longest_first = _known(leaves)
        if squash(rest) in known:
            continue
        for leaf in longest_first if _LETTERS.search(rest) else ():
            rest = _said(leaf).sub(" ", rest)
        rest = _DATE.sub(" ", rest)  # When the figures below were taken.
        if rest.strip() and any(ch.isdigit() for ch in rest):
            found.append((i, rest.strip()))
    return tuple(found)
