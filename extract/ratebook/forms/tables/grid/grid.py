"""Reads a grid: each figure by the keys that head its column, its row, or the rows below a line.

A block of lines is read whole or not at all: where one of its lines says something the grid does
not know, a figure has no key the others have, or two have the same, it is left to other readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import regex

from ratebook.forms.tables.columns.heading import under
from ratebook.forms.tables.grid.entries import Entry, doubt_twins, enter
from ratebook.forms.tables.grid.sayings import Key, Said, Saying, said, vocabulary
from ratebook.forms.tables.hit import Text, prepare
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Cell, Line
from ratebook.rules.grid import NONE, Grid

_SHORT = 14
_FEWEST = 3
_TIMES = frozenset({"season", "period"})
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
    block, spoilt, rest = Block(), False, None
    for at, line in enumerate(scan.lines):
        if not line.text.strip() or _FURNITURE.fullmatch(line.text):
            continue
        one = said(prepare(rest or line, scan.letters), grid) if _may_say(line.text) else None
        rest = None
        if one is not None and not one.pure and not one.figures and one.columns:
            one, rest = _drawn_together(scan, at, one, grid)
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


def _drawn_together(scan: Scan, at: int, one: Said, grid: Grid) -> tuple[Said, Line | None]:
    """A line of headings some of which go on in the line below (`Non-Time` over `Differentiated`),
    without these, and the line below with them; as it was where that says no more."""
    below = scan.lines[at + 1] if at + 1 < len(scan.lines) else None
    above = one.text.line
    if below is None or len(above.cells) < _FEWEST or not _may_say(below.text):
        return one, None
    cells, rest = [*above.cells], [*below.cells]
    for n, cell in enumerate(cells):
        k = under(cell.left, cell.right, below) if not below.tabular else n
        if cell.text.strip() and not _says(cell, grid) and k is not None and k < len(rest):
            low = rest[k]
            text, words = f"{cell.text} {low.text}".strip(), (*cell.words, *low.words)
            rest[k] = Cell(text, low.left, low.right, words)
            cells[n] = Cell("", cell.left, cell.right)
    lines = [
        Line(x.page, x.number, (*c,), x.heading, x.tabular, x.leading)
        for x, c in ((above, cells), (below, rest))
    ]
    upper, lower = (said(prepare(line, scan.letters), grid) for line in lines)
    return (upper, lines[1]) if upper.pure and lower.pure and not lower.figures else (one, None)


def _says(cell: Cell, grid: Grid) -> bool:
    """Whether a cell says nothing but what a grid knows."""
    return said(Text(Line(0, None, (cell,)), cell.text, None), grid).pure


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
    if any(s.head for s in one.sayings):
        return False
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
    alone: frozenset[int] = frozenset()
    # What stands alone is told first.
    for n, head in sorted(enumerate(heads), key=lambda nh: (not _tells_alone(nh[1]), -nh[0])):
        given = _given(head, row, alone, last=n == len(heads) - 1)
        if given is None:
            return None
        alone |= {i for i, saying in enumerate(given) if saying and _is_alone(saying)}
        for column, saying in zip(made, given, strict=True):
            for name, key in saying.keys.items() if saying else ():
                if name in column and column[name].value != key.value:
                    return None
                column[name] = key
    return made


def _tells_alone(head: Said) -> bool:
    return len(head.columns) > 1 and any(map(_is_alone, head.columns))


def _is_alone(saying: Saying) -> bool:
    """Whether a heading says that a column is of no season or period: none spans it."""
    return any(key.value == NONE for key in saying.keys.values())


def _given(
    head: Said, row: Said, alone: frozenset[int], *, last: bool
) -> list[Saying | None] | None:
    """Of one line of headings the one over each figure: by its cell where the source draws cells,
    else one for each or for as many as each other. Figures `alone` stand below none but their
    own."""
    columns, figures = head.columns, row.figures
    if not columns:
        return [None for _ in figures]
    if _drawn_alike(head, row):
        over = [
            _over(columns, figure.cell, last=last or n in alone) for n, figure in enumerate(figures)
        ]
        whole = all(o or n in alone for n, o in enumerate(over))
        return over if whole and {id(s) for s in columns} == {id(s) for s in over if s} else None
    return _shared(columns, len(figures), alone)


def _shared(
    columns: Sequence[Saying], count: int, alone: frozenset[int]
) -> list[Saying | None] | None:
    """The headings over so many figures, each over as many as each other; one that stands alone
    over one, and over the figures that are alone such a one, or none."""
    told = 1 < len(columns) < count
    own = [s for s in columns if told and _is_alone(s)]
    several, free = len(columns) - len(own), count - max(len(own), len(alone))
    if (own and alone and len(own) != len(alone)) or (free % several if several else free):
        return None
    made: list[Saying | None] = []
    for saying in columns:
        made += [saying] * (1 if saying in own else free // several)
    for n in sorted(alone) if not own else ():
        if 0 < n < len(made) and made[n - 1] is made[n]:
            return None  # It would part what one heading spans.
        made.insert(n, None)
    heads = {n for n, saying in enumerate(made) if saying in own}
    return made if len(made) == count and (not own or not alone or heads == {*alone}) else None


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
    """Whether all figures have the same keys, and there is one for each of their combinations. One
    figure alone of a season or period is no table: `Off-Peak Energy Charge per kWh`."""
    names = {tuple(keys) for keys in held}
    if len(held) == 1 and not _TIMES.isdisjoint(held[0]):
        return False
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
