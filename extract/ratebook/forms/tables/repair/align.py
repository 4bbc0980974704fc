"""Aligns a damaged row with its columns: which run of words may be which cell, at what cost.

Used only for lines inside a table that no clean row reads. It regroups words and never alters one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from ratebook.forms.tables.hit import Text
from ratebook.forms.tokens.values import read_number
from ratebook.rules.form import Column
from ratebook.rules.template import Template
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_DIGIT = regex.compile(r"\d")
_WORD = regex.compile(r"[^\t ]+")
_LONGEST = 6
_BLANK = 0.7
_BLANK_OPTIONAL = 0.2
_JUNK = 0.6
_FIGURE = 2.0
_DASH = regex.compile(r"\$?\s*[-–—]")
_CURRENCY = regex.compile(r"^\s*[$sS]\t")
_AMOUNT = regex.compile(r"\d\.\d|\$")
_NAMED = regex.compile(r"[^\W\d_]{2}")
_TWO_FIGURES = regex.compile(r"(?<![\d.,])\d[\d,]*\.\d+\s+\$?\s?\d[\d,]*\.\d")
_REST = regex.compile(r"\d{3,}\t\d*\.\d|[^\t]*[^\W\d_]{2}[^\t]*\t")
_STOP = regex.compile(r"\.[\t ]*$")
_PIECES = regex.compile(r"\d+\t[\d.]")
_WORDY = regex.compile(r"\w")
_CROSSING = 0.5
_PARTIAL = 0.4
_MONTH = regex.compile(r"\S{3,12}[\t ,.]{1,3}(?:19|20)\d\d")
_IMPOSSIBLE = 99.0


class Span(NamedTuple):
    """A run of words: `text[start:end]`, beginning in cell number `cell`."""

    start: int
    end: int
    cell: int


class Alignment(NamedTuple):
    """Columns to spans (None: blank), the words left over, and what it costs."""

    cost: float
    spans: tuple[Span | None, ...]
    junk: tuple[Span, ...]


def words_of(text: str) -> list[Span]:
    """The words of a line with the number of their cell."""
    return [Span(m.start(), m.end(), text.count("\t", 0, m.start())) for m in _WORD.finditer(text)]


@lru_cache(maxsize=256)
def _cell(source: str) -> Template:
    return compiled(source)


def _number_cost(run: str, type_name: str) -> float:
    kind = TYPES[type_name]
    figured = _DIGIT.search(run)
    if not figured and not _DASH.fullmatch(run):
        return _IMPOSSIBLE
    if kind.pattern.fullmatch(run.strip()):
        return 0.0
    found = read_number(run, kind)
    if found.value is not None:
        return 0.15 + 0.15 * len(run.split())
    if not figured:
        return _IMPOSSIBLE
    # A figure that begins or ends with a comma is a piece of one; two signs are two figures.
    torn = 0.5 if run.lstrip()[0] in ",." or run.rstrip()[-1] == "," else 0.0
    torn += 1.0 * ("$" in run.strip()[1:])
    if found.candidates:
        return 0.8 + torn
    return 0.95 + 0.3 * (len(run.split()) - 1) + torn


def _crossings(run: str) -> int:
    """Cell borders inside a run, not counting the one behind a currency sign."""
    return _CURRENCY.sub("", run).count("\t")


@lru_cache(maxsize=4096)
def fit(run: str, column: Column) -> float:
    """How badly a run of words suits a column; 0 is a clean cell."""
    template = _cell(column.cell)
    kinds = [TYPES[f.type] for f in template.fields]
    if len(kinds) == 1 and kinds[0].family == "number":
        return _number_cost(run, kinds[0].name) + _CROSSING * _crossings(run)
    if len(kinds) == 1 and kinds[0].family == "month" and _MONTH.fullmatch(run):
        return 0.0 if template.match(run) else 0.8
    if len(kinds) == 1 and kinds[0].family == "text" and not _NAMED.search(run):
        return _IMPOSSIBLE  # `Z.1` is a damaged figure, and a stroke is none.
    if template.match(run):
        return 0.1 * run.count("\t") + (0.5 if _AMOUNT.search(run) else 0.0)
    return _IMPOSSIBLE


def align(
    text: Text, columns: tuple[Column, ...], home: dict[str, int] | None = None
) -> list[Alignment]:
    """The three cheapest alignments, cheapest first. `home` is the usual cell of each column."""
    if not _DIGIT.search(text.text):
        return []
    at_home = tuple(home.get(column.name) for column in columns) if home else ()
    return [*_aligned(text.text, columns, at_home)]


# A line is tried again when its table is better known: with blank cells allowed, as half a row.
@lru_cache(maxsize=512)
def _aligned(
    text: str, columns: tuple[Column, ...], home: tuple[int | None, ...]
) -> list[Alignment]:
    words = words_of(text)
    if not words or len(words) > 24:
        return []
    memo: dict[tuple[int, int], list[Alignment]] = {}
    junk = [_junk_cost(text[word.start : word.end]) for word in words]
    ruled = words[-1].cell + 1 >= len(columns)

    def best(i: int, j: int) -> list[Alignment]:
        if (i, j) not in memo:
            memo[i, j] = _cheapest(_ways(i, j))
        return memo[i, j]

    def _ways(i: int, j: int) -> list[Alignment]:
        if j == len(columns):
            return [Alignment(sum(junk[i:]), (), tuple(words[i:]))]
        found = _without(i, j)
        for k in range(i + 1, min(len(words), i + _LONGEST) + 1):
            span = Span(words[i].start, words[k - 1].end, words[i].cell)
            run = text[span.start : span.end]
            cost = fit(run, columns[j]) + (_away(span, home[j]) if home else 0.0)
            if ruled and i > 0 and words[i - 1].cell == words[i].cell:
                cost += _PARTIAL
            if cost < _IMPOSSIBLE:
                found += [
                    Alignment(a.cost + cost, (span, *a.spans), a.junk) for a in best(k, j + 1)
                ]
        return found

    def _without(i: int, j: int) -> list[Alignment]:
        blank = _BLANK_OPTIONAL if columns[j].optional else _BLANK
        found = [Alignment(a.cost + blank, (None, *a.spans), a.junk) for a in best(i, j + 1)]
        if i < len(words):
            found += [
                Alignment(a.cost + junk[i], a.spans, (words[i], *a.junk)) for a in best(i + 1, j)
            ]
        return found

    return best(0, 0)


def _cheapest(ways: list[Alignment]) -> list[Alignment]:
    ways.sort(key=lambda a: a.cost)
    kept: list[Alignment] = []
    for way in ways:
        if all(way.spans != k.spans for k in kept):
            kept.append(way)
        if len(kept) == 3:
            break
    return kept


def _junk_cost(token: str) -> float:
    if token in "$sS":
        return 0.1
    if _DIGIT.search(token):
        return _FIGURE  # A figure is never left over in silence.
    return _JUNK if _WORDY.search(token) else 0.1


def _away(span: Span, usual: int | None) -> float:
    return 0.0 if usual is None else 1.5 * min(abs(span.cell - usual), 3)


def goes_on(text: str, spans: list[Span]) -> bool:
    """Whether a name goes on in the first of the cells that are a figure behind it as likely as
    not: `KY 1 | 247 | 1.8`, `KY | 1247 | 1.8`, `Wa | ter Plant | 1.5`."""
    runs = [text[span.start : span.end].strip() for span in spans]
    if len(runs) < 2 or not (runs[0][-1:].isalnum() and any(map(str.isalpha, runs[0]))):
        return False
    return bool((runs[0][-1].isdigit() and _PIECES.match(runs[1])) or _REST.match(runs[1]))


def two_figures(column: Column, run: str) -> bool:
    """Whether a cell of one figure holds two whole ones: two rows were drawn as one."""
    kinds = [TYPES[f.type] for f in _cell(column.cell).fields]
    return len(kinds) == 1 and kinds[0].family == "number" and bool(_TWO_FIGURES.search(run))


def fields_in(column: Column, text: str, start: int, end: int) -> list[tuple[str, int, str, bool]]:
    """The fields of a cell of several: name, where it begins, what it says, and whether nothing is
    left over behind the last; with the stop of an abbreviation. None where the cell has others."""
    m = _cell(column.cell).match(text[start:end])
    if m is None:
        return []
    names = [name for name in m.re.groupindex if m.start(name) >= 0]
    last = start + max((m.end(name) for name in names), default=0)
    whole = not any(map(str.isalnum, text[last:end]))
    found: list[tuple[str, int, str, bool]] = []
    for name in names:
        at, said = start + m.start(name), m[name]
        if said[-1:].isalpha() and _STOP.match(text, at + len(said), end):
            said += "."
        found.append((name, at, said, whole))
    return found
