"""Blocks whose columns slid against each other, or whose rows were merged or split.

Each column is read by itself, top to bottom. Where the word columns hold equally many entries they
are rows again in that order. Figures go to the nearest row; where two placings are equally near,
the cells stay open with what may stand there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import combinations

import regex

from ratebook.forms.tables.columns.columns import (
    Entry,
    Home,
    column_at,
    columns_of,
    entries,
    first_field,
    homes,
    main_row,
)
from ratebook.forms.tables.hit import Hit, Token
from ratebook.forms.tables.openings import opening_of
from ratebook.forms.tables.repair.align import fit
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.rules.form import Column, Row
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_MOST_MISSING = 3
_CLEAN = 0.3
_FIGURE = regex.compile(r"\d")


@dataclass(slots=True)
class Block:
    """Rows and leftovers between two totals or group headings."""

    groups: dict[str, int]
    hits: list[Hit] = field(default_factory=list[Hit])
    left: list[Leftover] = field(default_factory=list[Leftover])


def blocks(scan: Scan, main: Row) -> list[Block]:
    """The blocks of a table in the order of the page."""
    items: list[Hit | Leftover] = sorted(
        [*scan.hits, *scan.left], key=lambda i: (i.at, isinstance(i, Hit))
    )
    found: list[Block] = []
    open_block: Block | None = None
    for item in items:
        ends = isinstance(item, Hit) and item.row is not main
        stray = isinstance(item, Leftover) and bool(item.heading_cells)
        if isinstance(item, Leftover) and not stray:
            ends = opening_of(scan.table, item.text.text) is not None
        if ends and not stray:
            open_block = None
            continue
        if open_block is None or open_block.groups != item.groups:
            open_block = Block(dict(item.groups))
            found.append(open_block)
        (open_block.hits if isinstance(item, Hit) else open_block.left).append(item)  # type: ignore[arg-type]
    return found


def slide(scan: Scan, known: Counter[str]) -> None:
    """Puts slid blocks back in order; what cannot be stays in `scan.left`."""
    main = main_row(scan.table)
    if main is None or not scan.left:
        return
    columns = columns_of(scan.table, scan.order, main)
    home = homes(scan.hits, main, columns)
    if len(home) < len(columns):
        return
    for block in blocks(scan, main):
        # A damaged row that has all its names has not slid.
        block.left = [left for left in block.left if _slid(left, columns, home)]
        if block.left:
            _mend_block(scan, block, main, columns, home, known)


def _slid(left: Leftover, columns: list[Column], home: dict[str, Home]) -> bool:
    """Whether a line lacks a cell or holds two: a heading with a row drawn in, part of a row."""
    if left.heading_cells:
        by_name = {c.name: c for c in columns}
        at = [(column_at(left.text.line.cells[i], home), text) for i, text in left.heading_cells]
        return any(name is not None and fit(text, by_name[name]) < _CLEAN for name, text in at)
    if _displaced(left, columns, home):
        return False
    found = entries(left.at, left.text.line, home)
    words = [c for c in columns if not _numeric(c)]
    figures = [c for c in columns if _numeric(c)]
    there = [c for c in words if c.name in found]
    if not there and len(figures) > 1:
        return False  # A row of figures without a name is a total.
    if len(there) < len(words):
        return True
    return any(len(_split_pattern(c, found[c.name])) > 1 for c in words) or any(
        c.name not in found for c in figures
    )


def _displaced(left: Leftover, columns: list[Column], home: dict[str, Home]) -> bool:
    """Whether a line has a cell for each column, and stamps that make it longer have moved some
    below another or out of the table: its figures have no place to go by."""
    cells = left.text.line.cells
    if left.text.line.tabular or len(cells) != len(columns):
        return False
    places = [column_at(cell, home) for cell in cells]
    return any(
        n != c.name and (n is not None or _FIGURE.search(cell.text))
        for n, c, cell in zip(places, columns, cells, strict=True)
    )


def _astray(item: Hit | Leftover, columns: list[Column], home: dict[str, Home]) -> bool:
    """Whether a row read by the order of its cells has one elsewhere than its column stands, or a
    line a figure that stands in no column: the places of such a block tell nothing."""
    line = item.line if isinstance(item, Hit) else item.text.line
    if line.tabular or (isinstance(item, Leftover) and item.heading_cells):
        return False
    if isinstance(item, Leftover):
        return any(column_at(c, home) is None and _FIGURE.search(c.text) for c in line.cells)
    found = entries(item.at, line, home)
    for column in columns:
        tokens = [t for t in item.cells.get(first_field(column), ()) if t.line is line]
        stand = [(e.start, e.start + len(e.text)) for e in found.get(column.name, [])]
        if any(not any(start <= t.start <= end for start, end in stand) for t in tokens):
            return True
    return False


def _numeric(column: Column) -> bool:
    return all(TYPES[f.type].family == "number" for f in compiled(column.cell).fields)


def _mend_block(
    scan: Scan,
    block: Block,
    main: Row,
    columns: list[Column],
    home: dict[str, Home],
    known: Counter[str],
) -> None:
    items: list[Hit | Leftover] = [*block.hits, *block.left]
    if any(map(_put_together, block.hits)) or any(_astray(i, columns, home) for i in items):
        # Halves of rows joined, or places that tell nothing: what belongs together is not known.
        _loosen(block, home, columns)
        return
    stacks = _stacks(block, columns, home)
    words = [c for c in columns if not _numeric(c)]
    pieces = _level({c.name: stacks[c.name] for c in words}, words, known)
    if pieces is None or not any(stacks[c.name] for c in columns if _numeric(c)):
        _loosen(block, home, columns)
        return
    count = len(next(iter(pieces.values())))
    rows = [
        Hit(
            main, pieces[words[0].name][i].at, pieces[words[0].name][i].line, dict(block.groups), {}
        )
        for i in range(count)
    ]
    # Figures stand beside the last word column; the others may have slid further.
    anchor = [pieces[words[-1].name][i].at for i in range(count)]
    for i, row in enumerate(rows):
        row.at = anchor[i]
        if not all(_put(row, column, pieces[column.name][i]) for column in words):
            _loosen(block, home, columns)
            return
    for column in columns:
        if _numeric(column) and not _place(rows, anchor, column, stacks[column.name]):
            _loosen(block, home, columns)
            return
    _take(scan, block, rows)


def _put_together(hit: Hit) -> bool:
    """Whether cells of a row stand in several lines."""
    return any(token.line is not hit.line for tokens in hit.cells.values() for token in tokens)


def _fitting(left: Leftover, home: dict[str, Home], columns: list[Column]) -> int:
    """How many cells of a leftover are clean cells of the column they stand in."""
    found = entries(left.at, left.text.line, home)
    return sum(fit(e.text, c) < _CLEAN for c in columns for e in found.get(c.name, []))


def _loosen(block: Block, home: dict[str, Home], columns: list[Column]) -> None:
    """A slid block that cannot be put in order: even its clean rows may have slid, so that every
    cell of it needs a proof."""
    _keep_both(block, home, columns)
    first = min((hit.at for hit in block.hits), default=0)
    last = max((hit.at for hit in block.hits), default=0)
    slid = any(
        not left.heading_cells and first < left.at < last and _fitting(left, home, columns) > 1
        for left in block.left
    )
    for hit in block.hits if slid else ():
        for name, tokens in hit.cells.items():
            hit.cells[name] = [token._replace(loose=True) for token in tokens]


def _keep_both(block: Block, home: dict[str, Home], columns: list[Column]) -> None:
    """Columns whose first figure stands in their heading have slid up by a row: a cell says what
    stands in it, or what stands above it."""
    by_name = {c.name: c for c in columns}
    for left in block.left:
        for index, text in left.heading_cells:
            name = column_at(left.text.line.cells[index], home)
            if name is None or not _numeric(by_name[name]):
                continue
            above, field_name = text, first_field(by_name[name])
            for hit in sorted(block.hits, key=lambda h: h.at):
                own = hit.text(field_name)
                hit.unsure[field_name] = list(dict.fromkeys(t for t in (own, above) if t))
                above = own


def _stacks(block: Block, columns: list[Column], home: dict[str, Home]) -> dict[str, list[Entry]]:
    stacks: dict[str, list[Entry]] = {c.name: [] for c in columns}
    items: list[Hit | Leftover] = sorted([*block.hits, *block.left], key=lambda i: i.at)
    for item in items:
        line = item.line if isinstance(item, Hit) else item.text.line
        if isinstance(item, Leftover) and item.heading_cells:
            for index, text in item.heading_cells:
                name = column_at(line.cells[index], home)
                start = line.text.find(text)
                if name and start >= 0:
                    stacks[name].append(Entry(item.at, line, start, text))
            continue
        for name, found in entries(item.at, line, home).items():
            if name in stacks:
                stacks[name] += found
    return {c.name: _split_pattern(c, stacks[c.name]) for c in columns}


def _split_pattern(column: Column, stack: list[Entry]) -> list[Entry]:
    """Entries drawn into one cell, told apart by how an entry of this column begins."""
    if _numeric(column):
        return [e for entry in stack for e in _figures(column, entry)]
    first = compiled(column.cell).fields[0]
    rest = compiled(column.cell).source.partition("}")[2].strip()
    if TYPES[first.type].family == "text" or not rest:
        return stack
    begin = regex.compile(TYPES[first.type].clean + r"\s*[-–—]")
    found: list[Entry] = []
    for entry in stack:
        starts = [m.start() for m in begin.finditer(entry.text)]
        if not starts:
            found.append(entry)
        for i, start in enumerate(starts):
            end = starts[i + 1] if i + 1 < len(starts) else len(entry.text)
            found.append(
                replace(entry, start=entry.start + start, text=entry.text[start:end].strip())
            )
    return found


def _figures(column: Column, entry: Entry) -> list[Entry]:
    kind = TYPES[compiled(column.cell).fields[0].type]
    found = [
        replace(entry, start=entry.start + m.start(), text=m.group())
        for m in kind.pattern.finditer(entry.text)
    ]
    rest = regex.sub(kind.clean, "", entry.text)
    return [entry] if regex.search(r"[^\s$MW]", rest) else found or [entry]


def _level(
    stacks: dict[str, list[Entry]], words: list[Column], known: Counter[str]
) -> dict[str, list[Entry]] | None:
    """Word columns of equal length, splitting merged names the document knows; else None."""
    longest = max(len(stack) for stack in stacks.values())
    levelled: dict[str, list[Entry]] = {}
    for column in words:
        stack = stacks[column.name]
        if len(stack) < longest:
            stack = [part for entry in stack for part in _known_parts(entry, known)]
        levelled[column.name] = stack
    lengths = {len(stack) for stack in levelled.values()}
    return levelled if len(lengths) == 1 and lengths != {0} else None


def _known_parts(entry: Entry, known: Counter[str]) -> list[Entry]:
    """The entry as two names, if it is exactly two names the document prints elsewhere."""
    ways = [
        (entry.text[: m.start()], m.end())
        for m in regex.finditer(r"\s+", entry.text)
        if entry.text[: m.start()] in known and entry.text[m.end() :] in known
    ]
    if len(ways) != 1:
        return [entry]
    head, end = ways[0]
    return [
        replace(entry, text=head),
        replace(entry, start=entry.start + end, text=entry.text[end:]),
    ]


def _put(row: Hit, column: Column, entry: Entry) -> bool:
    m = compiled(column.cell).match(entry.text)
    if not m:
        return False
    for name in m.re.groupindex:
        start, end = m.span(name)
        if start >= 0:
            row.cells[name] = [
                Token(entry.text[start:end], entry.line, entry.start + start, entry.start + end)
            ]
    return True


def _place(rows: list[Hit], anchor: list[int], column: Column, stack: list[Entry]) -> bool:
    """Gives each figure to its nearest row, keeping the order; ties stay open."""
    missing = len(rows) - len(stack)
    if not 0 <= missing <= min(_MOST_MISSING, max(1, len(rows) // 4)):
        return False
    name = compiled(column.cell).fields[0].name
    best: list[tuple[int, ...]] = []
    least: int | None = None
    for blank in combinations(range(len(rows)), missing):
        filled = [i for i in range(len(rows)) if i not in blank]
        cost = sum(abs(anchor[i] - entry.at) for i, entry in zip(filled, stack, strict=True))
        if least is None or cost < least:
            least, best = cost, [tuple(filled)]
        elif cost == least:
            best.append(tuple(filled))
    _share(rows, name, stack, best, loose=_torn_away(anchor, stack, best[0]))
    return True


def _torn_away(anchor: list[int], stack: list[Entry], filled: tuple[int, ...]) -> bool:
    """Whether figures leave the lines of other rows by different ways: a column slides as one. Here
    words and figures may have been lost in different rows instead."""
    ways = {entry.at - anchor[i] for i, entry in zip(filled, stack, strict=True)}
    return len(ways) > 1 and any(
        entry.at != anchor[i] and entry.at in anchor for i, entry in zip(filled, stack, strict=True)
    )


def _share(
    rows: list[Hit], name: str, stack: list[Entry], best: list[tuple[int, ...]], *, loose: bool
) -> None:
    for i, row in enumerate(rows):
        said = {(filled.index(i) if i in filled else -1) for filled in best}
        if said == {-1}:
            continue
        if len(said) == 1:
            entry = stack[said.pop()]
            row.cells[name] = [
                Token(
                    entry.text,
                    entry.line,
                    entry.start,
                    entry.start + len(entry.text),
                    loose=loose,
                )
            ]
        else:
            row.unsure[name] = [stack[k].text for k in sorted(said) if k >= 0]


def _take(scan: Scan, block: Block, rows: list[Hit]) -> None:
    for left in block.left:
        scan.claim(left.at, "rows put back in order, column by column")
    scan.left = [left for left in scan.left if left not in block.left]
    scan.hits = [hit for hit in scan.hits if hit not in block.hits] + rows
