"""Structural repairs of damaged tables: they regroup words and never alter one.

In order: words damaged but fields clean; cells drawn into another row; ghosts; a row split over two
lines; rows with cut cells; blocks whose columns slid; rows with a blank or damaged cell.
"""

from __future__ import annotations

import itertools
from collections import Counter

import regex

from ratebook.forms.tables.columns.across import level
from ratebook.forms.tables.columns.columns import (
    cells_with_offsets,
    columns_of,
    first_field,
    main_row,
)
from ratebook.forms.tables.hit import Hit, Text, Token, hit_of, match_row, runs_on
from ratebook.forms.tables.openings import closed_up, opening_of
from ratebook.forms.tables.repair.align import Alignment, align, fields_in, goes_on, two_figures
from ratebook.forms.tables.repair.ghosts import drop_doubled_totals, drop_ghosts
from ratebook.forms.tables.repair.slide import slide
from ratebook.forms.tables.repair.worn_names import doubt_names
from ratebook.forms.tables.repair.wrapped import join_names
from ratebook.forms.tables.rows.tails import match_tail
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.rules.form import Column, Row
from ratebook.rules.template import Template
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_DIGIT = regex.compile(r"\d")
_SIGN = regex.compile(r"\w")
_WORD = regex.compile(r"[^\W\d_]{3}")
_CELL = regex.compile(r"[^\t]+")
_STROKE = regex.compile(r"\s*[1lIi|!\]\[]\s*")
_LOOSE = regex.compile(r"(?<!\S)[sS$](?!\S)|[^\w.]")
_DAMAGED = regex.compile(r"[\d.,|lIO$]+(?:[\t ][\d.,|lIO]+)+(?!\S)|\S+")
_CHEAP = 0.5
_APART = 0.2


def mend(scan: Scan, known: Counter[str]) -> None:
    """Reads what can be read of the leftovers; the rest stays in `scan.left`. `known` are names
    the document prints in clean rows."""
    if scan.layout and scan.layout.spread:
        join_names(scan)
        drop_doubled_totals(scan)
        return  # Which group a figure is of its column says alone.
    level(scan.table, scan.hits)
    _closed_up(scan)
    _fuzzy_rows(scan)
    _blank_totals(scan)
    _drawn_in(scan)
    drop_ghosts(scan, known)
    join_names(scan)
    # Where columns are told by their place, nothing moves from one to another.
    drawn = [x for x in scan.left if scan.layout and x.text.line.tabular]
    drawn = [x for x in drawn if not opening_of(scan.table, x.text.text)]
    scan.left = [x for x in scan.left if x not in drawn]
    if scan.left:
        _torn_rows(scan)
        _aligned(scan, blanks=False)
        slide(scan, known)
        _aligned(scan, blanks=True)
        _tails(scan)
    scan.left += drawn
    doubt_names(scan, known)
    if scan.opened is None and scan.hits:
        # Without a beginning of its own the table begins with its first row.
        first, last = min(h.at for h in scan.hits), max(h.at for h in scan.hits)
        scan.left = [left for left in scan.left if first < left.at < last]


def _closed_up(scan: Scan) -> None:
    """Draws the fixed words of a row together where a rule cut them apart."""
    for left in scan.left:
        opening = None if left.heading_cells else opening_of(scan.table, left.text.text)
        if opening:
            left.text = closed_up(opening[0], left.text)


def _blank_totals(scan: Scan) -> None:
    """A row of fixed words whose figure is not there: its column may have slid."""
    kept: list[Leftover] = []
    for left in scan.left:
        text = left.text.text
        blank = not left.heading_cells and not _DIGIT.search(text)
        opening = opening_of(scan.table, text) if blank else None
        if opening is None or len(_SIGN.findall(text)) > len(opening[0]):
            kept.append(left)
            continue
        row = opening[1]
        scan.claim(left.at, f"row {row.name}, without its figure")
        groups = {name: i for name, i in left.groups.items() if name not in row.closes}
        scan.hits.append(Hit(row, left.at, left.text.line, groups, {}))
    scan.left = kept


def _fuzzy_rows(scan: Scan) -> None:
    """Rows whose fixed words are damaged and whose fields are clean."""
    kept: list[Leftover] = []
    for left in scan.left:
        found = None
        if not left.heading_cells:
            opening = opening_of(scan.table, left.text.text)
            rows = (opening[1],) if opening else scan.table.rows
            if scan.layout and left.text.line.tabular:
                rows = tuple(r for r in rows if r.lines)
            found = match_row(rows, scan.table, scan.order, left.text)
            found = found or match_row(rows, scan.table, scan.order, left.text, fuzzy=True)
        if found is None:
            kept.append(left)
            continue
        scan.claim(left.at, f"row {found[0].name}, words damaged")
        scan.hits.append(hit_of(found[0], left.at, left.text, found[1], left.groups))
    scan.left = kept


def _drawn_in(scan: Scan) -> None:
    """A total row with a cell of the row above drawn into its first cell."""
    kept: list[Leftover] = []
    for left in scan.left:
        found = None if left.heading_cells else _without_first(scan, left)
        if found is None:
            kept.append(left)
            continue
        hit, stray = found
        scan.claim(left.at, f"row {hit.row.name}")
        scan.hits.append(hit)
        if stray:
            kept.append(replace_cells(left, stray))
    scan.left = kept


def replace_cells(left: Leftover, cells: tuple[tuple[int, str], ...]) -> Leftover:
    """The leftover with only these cells still to be read."""
    return Leftover(left.at, left.text, left.groups, cells)


def _without_first(scan: Scan, left: Leftover) -> tuple[Hit, tuple[tuple[int, str], ...]] | None:
    cells = [
        (i, s, c) for i, (s, c) in enumerate(cells_with_offsets(left.text.line)) if c.text.strip()
    ]
    if len(cells) < 2:
        return None
    index, _, first = cells[0]
    start = cells[1][1]
    blanked = " " * start + left.text.text[start:]
    text = Text(left.text.line, blanked, left.text.mark)
    rows = tuple(r for r in scan.table.rows if r.lines)
    found = match_row(rows, scan.table, scan.order, text) or match_row(
        rows, scan.table, scan.order, text, fuzzy=True
    )
    if found is None:
        return None
    stray = ((index, first.text),) if _WORD.search(first.text) else ()
    return hit_of(found[0], left.at, text, found[1], left.groups), stray


def _torn_rows(scan: Scan) -> None:
    """One row drawn as two lines, each with some of its cells."""
    main = main_row(scan.table)
    if main is None:
        return
    columns = columns_of(scan.table, scan.order, main)
    pairs = sorted((left for left in scan.left if not left.heading_cells), key=lambda x: x.at)
    for one, two in itertools.pairwise(pairs):
        if two.at - one.at == 1 and one in scan.left and two in scan.left:
            hit = _sewn(one, two, main, columns)
            if hit:
                scan.hits.append(hit)
                scan.left = [x for x in scan.left if x is not one and x is not two]
                scan.claim(one.at, f"row {main.name}, first part")
                scan.claim(two.at, f"row {main.name}, second part")


def _sewn(one: Leftover, two: Leftover, main: Row, columns: list[Column]) -> Hit | None:
    halves = [align(left.text, tuple(columns)) for left in (one, two)]
    if not all(halves):
        return None
    hit = Hit(main, two.at, two.text.line, dict(two.groups), {})
    for i, column in enumerate(columns):
        spans = [(left, ways[0].spans[i]) for left, ways in zip((one, two), halves, strict=True)]
        filled = [(left, span) for left, span in spans if span]
        texts = [left.text.text[span.start : span.end] for left, span in filled]
        if not filled or (len(filled) == 2 and not _similar(*texts)):
            return None
        left, span = filled[-1]
        others = tuple(texts[:-1])
        fields = compiled(column.cell).fields
        if len(fields) != 1:
            return None
        # Nothing but their order says that these are not two rows, each of which lost a cell.
        doubtful = TYPES[fields[0].type].family == "number"
        hit.cells[fields[0].name] = [
            Token(texts[-1], left.text.line, span.start, span.end, others, doubtful)
        ]
    return hit


def _similar(one: str, two: str) -> bool:
    """The same cell drawn twice: figures of equal length that differ in one place at most."""
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) <= 1


def _aligned(scan: Scan, *, blanks: bool) -> None:
    """Rows with cut cells; with `blanks`, also with blank or damaged figures."""
    kept: list[Leftover] = []
    for left in scan.left:
        hit = None if left.heading_cells else _put_together(scan, left, blanks)
        if hit is None:
            kept.append(left)
            continue
        scan.claim(left.at, f"row {hit.row.name}, cells put together")
        scan.hits.append(hit)
    scan.left = kept


def _put_together(scan: Scan, left: Leftover, blanks: bool) -> Hit | None:
    """The row a damaged line is, rows with a label of their own (totals) before the others."""
    opening = opening_of(scan.table, left.text.text)
    if opening is None and runs_on(left.text.text):
        return None
    for row in sorted((r for r in scan.table.rows if r.columns), key=lambda r: not r.label):
        if opening and opening[1] is not row:
            continue
        text = _behind_label(row, left.text)
        columns = tuple(columns_of(scan.table, scan.order, row))
        ways = align(text, columns, _cell_of(columns, left)) if text and columns else []
        hit = _row_of(left, ways, row, columns, blanks) if ways else None
        if hit and not (_lacks(hit, columns) and _in_one_cell(scan, left, row)):
            return hit
    return None


def _lacks(hit: Hit, columns: tuple[Column, ...]) -> bool:
    needed = (f.name for c in columns if not c.optional for f in compiled(c.cell).fields)
    return any(name not in hit.cells for name in needed)


def _in_one_cell(scan: Scan, left: Leftover, row: Row) -> bool:
    """Whether a line is one cell where most rows of its kind are several: `Hwy 30 East` is a name
    whose row was torn, and no feeder 30."""
    rows = [len(h.line.filled) for h in scan.hits if h.row is row]
    several = sum(cells > 1 for cells in rows)
    return len(left.text.line.filled) == 1 and 2 * several > len(rows)


def _cell_of(columns: tuple[Column, ...], left: Leftover) -> dict[str, int] | None:
    """Each column's cell, where the line has one cell for each: a blank one is no reason to move
    figures to the left."""
    if len(left.text.line.cells) != len(columns):
        return None
    return {column.name: i for i, column in enumerate(columns)}


def _behind_label(row: Row, text: Text) -> Text | None:
    """The line with the row's label blanked out; None if the label is not there."""
    if not row.label:
        return text
    label = row.label
    if label[0] == "[" and label.find("]") == len(label) - 1:
        if not _WORD.search(text.text):
            return text
        label = f"({label[1:-1]})" if "|" in label else label[1:-1]
    return _without(compiled(label + " {rest:anything}"), text)


def _without(label: Template, text: Text) -> Text | None:
    m = label.match(text.text) or label.match(text.text, fuzzy=True)
    if not m:
        return None
    start = m.start("rest")
    return Text(text.line, " " * start + text.text[start:], text.mark)


def _row_of(
    left: Leftover, ways: list[Alignment], main: Row, columns: tuple[Column, ...], blanks: bool
) -> Hit | None:
    best = ways[0]
    text = left.text.text
    borders = _borders(text)
    words_junk = [
        j for j in best.junk if _says_something(text[j.start : j.end]) and j.start not in borders
    ]
    if any(ch.isdigit() for j in words_junk for ch in text[j.start : j.end]):
        return None  # A figure is never left over in silence.
    if best.cost > _CHEAP * max(3, len(columns)) or (words_junk and not blanks):
        return None
    unsure = any(
        way.cost - best.cost < _APART and _figures(way, left.text) != _figures(best, left.text)
        for way in ways[1:]
    )
    missing = [c for c, s in zip(columns, best.spans, strict=True) if s is None and not c.optional]
    numeric = all(
        TYPES[f.type].family == "number" for c in missing for f in compiled(c.cell).fields
    )
    if unsure or (missing and (not blanks or not numeric or len(missing) > 1)):
        return None
    if len(missing) == len([c for c in columns if not c.optional]) - 1 and len(columns) > 1:
        return None
    placed = [(c, s) for c, s in zip(columns, best.spans, strict=True) if s]
    if any(_priced(c, text[: s.start]) or two_figures(c, text[s.start : s.end]) for c, s in placed):
        return None
    hit = Hit(main, left.at, left.text.line, dict(left.groups), {}, left.text.mark)
    for n, (column, span) in enumerate(placed):
        loose = bool(words_junk) or goes_on(text, [s for _, s in placed[n : n + 2]])
        if not _fill(hit, column, left.text, span.start, span.end, loose):
            return None
    return hit


def _priced(column: Column, before: str) -> bool:
    """Whether a currency sign stands before a figure of a kind that has none."""
    kinds = {spec.type for spec in compiled(column.cell).fields}
    return bool(kinds & {"load", "feet"}) and before.rstrip().endswith("$")


def _borders(text: str) -> set[int]:
    """Where a lone stroke fills the first or the last cell: a border, no figure."""
    cells = [m for m in _CELL.finditer(text) if m.group().strip()]
    ends = (cells[0], cells[-1]) if len(cells) > 2 else ()
    return {
        m.start() + len(m.group()) - len(m.group().lstrip())
        for m in ends
        if _STROKE.fullmatch(m.group())
    }


def _says_something(token: str) -> bool:
    """True for a word left over that is no punctuation and no currency sign."""
    return bool(_SIGN.search(token)) and token not in ("s", "S")


def _figures(way: Alignment, text: Text) -> list[str]:
    """The letters and digits each column gets: what a loose currency sign does not change."""
    runs = [text.text[s.start : s.end] if s else "" for s in way.spans]
    return [_LOOSE.sub("", run) for run in runs]


def _fill(hit: Hit, column: Column, text: Text, start: int, end: int, loose: bool) -> bool:
    """Enters the fields of one cell; figures beside words nobody read need a proof."""
    fields = compiled(column.cell).fields
    run = text.line.text[start:end]
    if len(fields) == 1:
        hit.cells[first_field(column)] = [Token(run, text.line, start, end, loose=loose)]
        return True
    found = fields_in(column, text.text, start, end)
    for name, at, said, whole in found:
        loose = loose or not whole
        hit.cells[name] = [Token(said, text.line, at, at + len(said), loose=loose)]
    return bool(found)


def _tails(scan: Scan) -> None:
    """A row known by its words whose last figure is damaged (a stamp across a total)."""
    kept: list[Leftover] = []
    for left in scan.left:
        hit = None if left.heading_cells else _tail(scan, left)
        if hit is None:
            kept.append(left)
            continue
        scan.claim(left.at, f"row {hit.row.name}, figure damaged")
        scan.hits.append(hit)
    scan.left = kept


def _tail(scan: Scan, left: Leftover) -> Hit | None:
    found = match_tail(scan.table, left.text)
    return _damaged(found[0], left, found[1], found[2]) if found else None


def _damaged(row: Row, left: Leftover, m: regex.Match[str], name: str) -> Hit:
    """The hit whose last field is the damaged text: the words with figures in it. Where several
    words have figures, which is the field's is not known: all of them are what is printed."""
    hit = hit_of(row, left.at, left.text, m, left.groups)
    whole = hit.cells.pop("damaged")[0]
    pieces = [w for w in _DAMAGED.finditer(whole.raw) if _DIGIT.search(w.group())]
    first, last = pieces[0].start(), pieces[-1].end()
    hit.cells[name] = [
        whole._replace(
            raw=whole.raw[first:last], start=whole.start + first, end=whole.start + last, loose=True
        )
    ]
    if whole.raw.count("$") > 1:
        # Two rows drawn as one: their words are two names.
        for own, tokens in hit.cells.items():
            hit.cells[own] = [token._replace(loose=True) for token in tokens]
    return hit
