"""Reads a grid: each figure by the keys that head its column, its row, or the rows below a line.

A block of lines is read whole or not at all: where one of its lines says something the grid does
not know, a figure has no key the others have, or two have the same, it is left to other readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import regex

from ratebook.forms.tables.grid.entries import Entry, doubt_twins, enter
from ratebook.forms.tables.grid.sayings import Key, Said, Saying, said, vocabulary
from ratebook.forms.tables.hit import prepare
from ratebook.forms.tables.state import Scan
from ratebook.rules.grid import NONE, Grid

_SHORT = 14
_DIGIT = regex.compile(r"\d")
_FURNITURE = regex.compile(
    r"\W*(?:page\s+\d+(?:\s+of\s+\d+)?|\(?cont(?:inued|'d|\.)\)?)\W*", regex.I
)

Keys = dict[str, Key]


@dataclass(slots=True)
class Block:
    """Lines of a grid that follow one another: headings and rows, by their index in the section."""

    at: list[int] = field(default_factory=list[int])
    lines: list[Said] = field(default_factory=list[Said])


def scan_grid(scan: Scan, grid: Grid) -> None:
    """Fills `scan.hits` with a row for each figure of the grid."""
    about = vocabulary(grid).about
    for block in (part for whole in _blocks(scan, grid) for part in _parted(whole, about)):
        found = _entries(block, grid)
        if found and _whole(found, about):
            enter(scan, grid, block.at, found)
    doubt_twins(scan)


def _parted(block: Block, about: frozenset[str]) -> Iterator[Block]:
    """The tables of a block: each begins with headings of columns, and with the lines that say
    what they are about. What is said over the first holds for all."""
    starts = [0]
    for n, one in enumerate(block.lines):
        if n and not one.figures and block.lines[n - 1].figures:
            run = takewhile(lambda line: not line.figures, block.lines[n:])
            if any(_heads_columns(line) and not _is_title(line, about) for line in run):
                starts.append(n)
    for start, end in zip(starts, [*starts[1:], len(block.at)], strict=True):
        titles = [k for k in range(start) if _is_title(block.lines[k], about)]
        kept = [*titles, *range(start, end)]
        yield Block([block.at[k] for k in kept], [block.lines[k] for k in kept])


def _heads_columns(line: Said) -> bool:
    return len(line.columns) > 1 or any(s.head for s in line.sayings)


def _blocks(scan: Scan, grid: Grid) -> Iterator[Block]:
    """The runs of lines that say nothing but keys, headings and figures. A run beside a line that
    looks like one of its rows and is damaged is none."""
    block, spoilt = Block(), False
    for at, line in enumerate(scan.lines):
        if not line.text.strip() or _FURNITURE.fullmatch(line.text):
            continue
        one = said(prepare(line, scan.letters), grid) if _may_say(line.text) else None
        if one is not None and one.pure and one.sayings and at not in scan.claimed:
            block.at.append(at)
            block.lines.append(one)
            continue
        torn = one is not None and _is_torn(one, vocabulary(grid).about)
        if any(s.figures for s in block.lines) and not (torn or spoilt):
            yield block
        block, spoilt = Block(), torn
    if any(s.figures for s in block.lines) and not spoilt:
        yield block


def _is_torn(one: Said, about: frozenset[str]) -> bool:
    """Whether a line looks like a row of a grid, and says something else too."""
    if not one.figures or len(one.text.text.split()) > _SHORT:
        return False
    return len(one.figures) > 1 or any(set(s.keys) - about for s in one.sayings)


def _may_say(text: str) -> bool:
    return len(text) < 400 and len(text.split()) <= 60


def _entries(block: Block, grid: Grid) -> list[Entry]:
    """The figures of a block with their keys; none where those of one are not certain."""
    about = vocabulary(grid).about
    titles: Keys = {}
    heads: list[Said] = []
    wide: list[Said] = []
    above: Keys = {}
    order: list[str] = []
    found: list[Entry] = []
    fresh = False
    for at, one in zip(block.at, block.lines, strict=True):
        if not one.figures and _is_title(one, about):
            titles = {**titles, **one.columns[0].keys}
            continue
        if not one.figures:
            heads = [*heads, one] if fresh else [one]
            fresh = True
            continue
        if fresh:
            wide, above, fresh = _heading(heads, wide), {}, False
        keys = _of_row(one, above, order)
        columns = _columns(wide, one)
        if keys is None or columns is None:
            return []
        above = keys
        order = order or list(keys)
        for figure, column in zip(one.figures, columns, strict=True):
            told = _together(keys, column, figure.keys)
            if told is None:
                return []
            found.append(Entry(at, one.text, figure, {**titles, **told}))
    return found


def _is_title(one: Said, about: frozenset[str]) -> bool:
    """Whether a line only says what all figures below it are about."""
    said = one.columns
    return len(said) == 1 and bool(said[0].keys) and set(said[0].keys) <= about


def _heading(heads: list[Said], before: list[Said]) -> list[Said]:
    """The lines that head the rows below: where they say one thing each, those of the rows above
    still stand."""
    if any(map(_heads_columns, heads)):
        return heads
    kept = [h for h in before if len(h.columns) > 1]
    return [*kept, *heads]


def _of_row(one: Said, above: Keys, order: Sequence[str]) -> Keys | None:
    """The keys a row prints, with those of the row above that it leaves out: of keys in a row the
    first may stand once for the rows below."""
    printed: Keys = {}
    for saying in one.sayings:
        if saying.figure:
            continue
        for name, key in saying.keys.items():
            if name in printed and printed[name].value != key.value:
                return None
            printed[name] = key
    if not order or set(printed) >= set(order) or any(k.value == NONE for k in printed.values()):
        return printed
    if not set(printed) <= set(order) or (not printed and above):
        return None
    left = [name for name in order if name not in printed]
    if left != order[: len(left)]:
        return None
    return {**{name: above[name] for name in left if name in above}, **printed}


def _columns(heads: Sequence[Said], row: Said) -> list[Keys] | None:
    """The keys that the headings give each figure of a row."""
    figures = row.figures
    made: list[Keys] = [{} for _ in figures]
    for n, head in enumerate(heads):
        given = _given(head, row, last=n == len(heads) - 1)
        if given is None:
            return None
        for column, saying in zip(made, given, strict=True):
            for name, key in saying.keys.items() if saying else ():
                if name in column and column[name].value != key.value:
                    return None
                column[name] = key
    return made


def _given(head: Said, row: Said, *, last: bool) -> list[Saying | None] | None:
    """Of one line of headings the one over each figure: by its cell where the source draws cells,
    else one for each or for as many as each other."""
    columns, figures = head.columns, row.figures
    if not columns:
        return [None for _ in figures]
    if _drawn_alike(head, row):
        over = [_over(columns, figure.cell, last=last) for figure in figures]
        return over if all(over) and {id(s) for s in columns} == {id(s) for s in over} else None
    if len(figures) % len(columns):
        return None
    width = len(figures) // len(columns)
    return [columns[n // width] for n in range(len(figures))]


def _drawn_alike(head: Said, row: Said) -> bool:
    lines = head.text.line, row.text.line
    alike = all(line.tabular for line in lines) and len(lines[0].cells) == len(lines[1].cells)
    cells = [s.cell for s in head.columns]
    return alike and len(cells) == len(set(cells)) and len(cells) > 1


def _over(columns: Sequence[Saying], cell: int, *, last: bool) -> Saying | None:
    """The heading in a cell; of headings that span columns the nearest to the left."""
    reached = [s for s in columns if s.cell <= cell]
    if not reached or (last and reached[-1].cell != cell):
        return None
    return reached[-1]


def _together(*said: Keys) -> Keys | None:
    """All keys of a figure; None where two disagree."""
    made: Keys = {}
    for keys in said:
        for name, key in keys.items():
            if name in made and made[name].value != key.value:
                return None
            made[name] = key
    return made


def _whole(found: Sequence[Entry], about: frozenset[str]) -> bool:
    """Whether the figures are told apart by their keys, all by the same, and none is missing."""
    places = {tuple((n, k.value) for n, k in sorted(e.keys.items())) for e in found}
    if len(places) < len(found):
        return False
    # Of what the figures are about, and of those that are of no period, each makes its own table.
    tables: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for entry in found:
        said = {n: k.value for n, k in sorted(entry.keys.items())}
        what = tuple(v for n, v in said.items() if n in about)
        own = {n: v for n, v in said.items() if n not in about}
        none = tuple(n for n, v in own.items() if v == NONE)
        tables.setdefault((what, none), []).append({n: v for n, v in own.items() if v != NONE})
    return all(map(_full, tables.values()))


def _full(held: Sequence[dict[str, object]]) -> bool:
    """Whether all figures have the same keys, and there is one for each of their combinations."""
    names = {tuple(keys) for keys in held}
    return (
        len(names) == 1
        and () not in names
        and _product({tuple(keys.values()) for keys in held}) == len(held)
    )


def _product(held: set[tuple[object, ...]]) -> int:
    total = 1
    for values in zip(*held, strict=True):
        total *= len(set(values))
    return total
