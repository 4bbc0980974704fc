"""Tables that run across the page: a row of years and a row of rates below it.

A stamp often covers their right end, and the two rows are often drawn into one. Each rate belongs
to the year it stands under; what stands there and is no clean number stays unreadable, with its
text kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from ratebook.forms.tables.columns.columns import cells_with_offsets
from ratebook.forms.tables.hit import Hit, Text, Token
from ratebook.rules.form import Row, Table
from ratebook.rules.template import FieldSpec
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_WORD = regex.compile(r"[^\t ]+")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Across:
    """A row that runs across: its label and its repeated field."""

    row: Row
    label: str
    field: FieldSpec


@lru_cache(maxsize=256)
def _kinds(table: Table) -> tuple[_Across, ...]:
    found: list[_Across] = []
    for row in table.rows:
        for template in row.lines:
            fields = template.fields
            if len(fields) == 1 and fields[0].repeated:
                label = template.source.partition("{")[0].strip()
                found.append(_Across(row, label, fields[0]))
    return tuple(found)


def match_across(
    table: Table, hits: list[Hit], at: int, text: Text, groups: dict[str, int]
) -> list[Hit]:
    """The rows across that begin in this line, damaged as they may be; empty if none does.

    Needs two clean values in each, so that a sentence that begins with a label is none.
    """
    kinds = _kinds(table)
    for one in kinds:
        for two in kinds:
            if one is not two:
                words = _after(f"{one.label} {two.label}", text)
                if words is not None:
                    return _both(one, two, words, hits, at, text, groups)
    for kind in kinds:
        words = _after(kind.label, text)
        if words is not None:
            hit = _row(kind, words, hits, at, text, groups)
            return [hit] if hit else []
    return []


def level(table: Table, hits: list[Hit]) -> None:
    """Makes the rows across of a table speak of each other cell by cell: a cell that holds no clean
    value counts as one that cannot be read. Rows that cannot be levelled need a proof for all."""
    kinds = _kinds(table)
    if len(kinds) < _LEAST:
        return
    by_row = {kind.row.name: kind for kind in kinds}
    rows = sorted((h for h in hits if h.row.name in by_row), key=lambda h: h.at)
    for heads, values in pairwise(rows):
        one, two = by_row[heads.row.name], by_row[values.row.name]
        if one is not kinds[0] or two is one or heads.line is values.line:
            continue
        above, below = _by_cell(heads, one), _by_cell(values, two)
        if above is not None and below is not None and len(above) == len(below):
            heads.cells[one.field.name], values.cells[two.field.name] = above, below
        elif len(heads.cells[one.field.name]) != len(values.cells[two.field.name]):
            for hit, kind in ((heads, one), (values, two)):
                tokens = hit.cells[kind.field.name]
                hit.cells[kind.field.name] = [t._replace(loose=True) for t in tokens]


def _by_cell(hit: Hit, kind: _Across) -> list[Token] | None:
    """One token for each cell behind the label; None where the source draws no cells or a cell
    holds several values."""
    if not hit.line.tabular:
        return None
    tokens = {t.start: t for t in hit.cells[kind.field.name]}
    found: list[Token] = []
    for n, (start, cell) in enumerate(cells_with_offsets(hit.line)):
        inside = [t for at, t in tokens.items() if start <= at <= start + len(cell.text)]
        if len(inside) > 1 or (inside and n == 0):
            return None
        if n == 0:
            continue
        whole = Token(cell.text.strip(), hit.line, start, start + len(cell.text))
        found.append(inside[0] if inside else whole)
    while found and not found[-1].raw:
        found.pop()
    return found


def _after(label: str, text: Text) -> list[Token] | None:
    """The words after a label; None if the line does not begin with it."""
    m = compiled(label + " {rest:anything}").match(text.text)
    if not m:
        return None
    return [
        Token(w.group(), text.line, w.start(), w.end())
        for w in _WORD.finditer(text.text, m.start("rest"))
    ]


def _clean(raw: str, kind: _Across) -> bool:
    return bool(TYPES[kind.field.type].pattern.fullmatch(raw))


def _row(
    kind: _Across, words: list[Token], hits: list[Hit], at: int, text: Text, groups: dict[str, int]
) -> Hit | None:
    clean = [w for w in words if _clean(w.raw, kind)]
    if len(clean) < _LEAST:
        return None
    above = _above(hits, kind)
    tokens = _under(above, words, kind) if above else clean
    return Hit(kind.row, at, text.line, dict(groups), {kind.field.name: tokens}, text.mark)


def _both(
    one: _Across,
    two: _Across,
    words: list[Token],
    hits: list[Hit],
    at: int,
    text: Text,
    groups: dict[str, int],
) -> list[Hit]:
    """Two rows drawn into one: each cell holds a value of the first and one of the second."""
    heads = [w for w in words if _clean(w.raw, one)]
    rest = [w for w in words if not _clean(w.raw, one)]
    above = _above(hits, two)
    found: list[Hit] = []
    if above is None or len(above) < len(heads):
        first = _row(one, heads, [], at, text, groups)
        found += [first] if first else []
    second = _row(two, rest, [*hits, *found], at, text, groups)
    return [*found, second] if second else []


def _above(hits: list[Hit], kind: _Across) -> list[Token] | None:
    """The values of the row across that stands above."""
    for hit in reversed(hits):
        if hit.row is not kind.row and len(hit.row.lines) and len(hit.cells) == 1:
            tokens = next(iter(hit.cells.values()))
            if len(tokens) >= _LEAST:
                return tokens
    return None


def _edges(token: Token) -> tuple[float, float]:
    box = token.line.box_between(token.start, token.end)
    if box:
        return (box[0], box[2])
    for start, cell in cells_with_offsets(token.line):
        if start <= token.start <= start + len(cell.text):
            return (cell.left, cell.right)
    return (0.0, 0.0)


def _under(above: list[Token], words: list[Token], kind: _Across) -> list[Token]:
    """One token for each value above: the words that stand in its column, put together."""
    heads = [_edges(token) for token in above]
    columns: list[list[Token]] = [[] for _ in heads]
    for word in words:
        left, right = _edges(word)
        near = _column(heads, left, right, boxed=word.line.number is None)
        columns[near].append(word)
    _spread(columns, heads, kind)
    return [_joined(column, above[i]) for i, column in enumerate(columns)]


def _column(heads: list[tuple[float, float]], left: float, right: float, *, boxed: bool) -> int:
    """The head a word stands under: the nearest on a page with geometry, else the last begun."""
    middle = (left + right) / 2
    if boxed:
        return min(range(len(heads)), key=lambda i: abs(sum(heads[i]) / 2 - middle))
    reached = [i for i, head in enumerate(heads) if head[0] <= middle]
    return reached[-1] if reached else 0


def _spread(columns: list[list[Token]], heads: list[tuple[float, float]], kind: _Across) -> None:
    """Several values above in one cell: the clean words below are theirs in order."""
    for i in range(len(heads) - 1, 0, -1):
        if heads[i] != heads[i - 1] or len(columns[i]) < 2:
            continue
        clean = [w for w in columns[i] if _clean(w.raw, kind)]
        if clean:
            columns[i - 1] = [clean[0]]
            columns[i] = [w for w in columns[i] if w is not clean[0]]


def _joined(words: list[Token], above: Token) -> Token:
    if not words:
        return Token("", above.line, above.start, above.start)
    first, last = words[0], words[-1]
    return Token(first.line.text[first.start : last.end], first.line, first.start, last.end)
