"""A row found on a page: its tokens by field, and the groups it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from ratebook.model.page import Line
from ratebook.rules.form import Column, Row, Table
from ratebook.rules.template import Template
from ratebook.rules.template import template as compiled

_WORN = re.compile(r"\(\s?[1l|!]\s?\)\s*$")
_MARK = regex.compile(r"\(\s?([A-Z])\s?\)")
_DRAWN = frozenset("-–—=*~#<>•_+[{(")
_BANNER = regex.compile(
    r"[ ]*([-–—=*~#<>•_+ ]+)(?=[\w(])[^\t]*?[\w).%:]([-–—=*~#<>•_+ ]+)"
    r"|[ ]*([\[({<][ ]*)[^][(){}<>\t]*?([ ]*[]){}>])[ ]*"
)
_FIGURE = regex.compile(r"[$¢]?\s?[\d.,]*\.\d")
_WORDS_BEFORE = re.compile(r"(?:(?<![\w.$])[A-Za-z]{2,} ){0,2}(?<![\w.$])([A-Za-z]{2,}) ?$")
_WORD_BEHIND = regex.compile(r" ?[a-z]{2,}(?![\w(])")
_SQUARE = regex.compile(r"(?<=\S\s{1,200})\[([A-Z])\]\s*$")
"""A change mark in square brackets, at the end of its line."""
_MARKS = regex.compile(r"(?<=\s)\(\s?[A-Z-](?:\s?,\s?[A-Z-]){1,4}\s?\)(?=\W*$)")
"""Marks for the prices of a row one after another, `(R, -)`: which is whose is not told."""


class Token(NamedTuple):
    """`line.text[start:end]`, or text put together from several places (`raw`)."""

    raw: str
    line: Line
    start: int
    end: int
    others: tuple[str, ...] = ()
    """What another printing of the same cell says, where the row stands there twice."""
    loose: bool = False
    """True where the token was not found in its place and needs a proof."""


@dataclass(slots=True, eq=False)
class Hit:
    """One row of a table. `groups` maps group fields to Datum ids; `at` is the index of its line
    in the section; `unsure` fields have the texts that may stand there."""

    row: Row
    at: int
    line: Line
    groups: dict[str, int]
    cells: dict[str, list[Token]]
    mark: Token | None = None
    unsure: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    blank: frozenset[str] = frozenset()
    """Fields whose cells are blank: nothing is printed there, nothing is missing."""

    def text(self, name: str) -> str:
        """The raw text of a field, empty if there is none."""
        tokens = self.cells.get(name, ())
        return tokens[0].raw if len(tokens) == 1 else " ".join([token.raw for token in tokens])


class Text(NamedTuple):
    """A line ready for matching: change marks blanked out, offsets unchanged."""

    line: Line
    text: str
    mark: Token | None


def prepare(line: Line, letters: str) -> Text:
    """Takes the change mark out of a line. `letters` are the marks the jurisdiction knows."""
    text, mark = line.text, None
    if text.lstrip(" ")[:1] in _DRAWN:
        text = _unadorned(text)
    if "(" in text:
        for m in _MARK.finditer(text):
            if m[1] in letters and not _is_variable(text, m.start()) and not _in_words(text, m):
                mark = Token(m[1], line, m.start(), m.end())
                text = text[: m.start()] + " " * (m.end() - m.start()) + text[m.end() :]
        several = _MARKS.search(text) if text.rstrip()[-1:] == ")" else None
        if several and set(regex.findall(r"[A-Z]", several[0])) <= set(letters):
            text = text[: several.start()]
    if mark is None and text.rstrip()[-1:] == "]":
        m = _SQUARE.search(text)
        if m and m[1] in letters:
            mark = Token(m[1], line, m.start(), m.end())
            text = text[: m.start()] + " " * (m.end() - m.start()) + text[m.end() :]
    return Text(line, text, mark)


def with_letter(text: Text) -> Text:
    """A line of a list with its letter, which is no change mark: `(C) Industrial service`."""
    mark = text.mark
    if mark is None:
        return text
    own = text.line.text[mark.start : mark.end]
    return Text(text.line, f"{text.text[: mark.start]}{own}{text.text[mark.end :]}", None)


def _unadorned(text: str) -> str:
    """A banner without what it is drawn with (`--- 5 percent block ---`); offsets unchanged."""
    m = None if _MARK.fullmatch(text.strip()) else _BANNER.fullmatch(text)
    if m is None or not (m[2] or m[4]).strip():
        return text
    start, end = (m.end(1), m.start(2)) if m[2] else (m.end(3), m.start(4))
    if m[4] and _FIGURE.match(text, start):
        return text  # `($0.00137)` is a credit, whose brackets are its sign.
    return " " * start + text[start:end] + " " * (len(text) - end)


_RUNS_ON = regex.compile(
    r"(?<![^\s(])(?:the|of|are|is|was|were|be|been|with|for|by|to|and|in|on|as|at|or|from|shall|will"
    r"|may|that|this|which|not|per)(?!\w)"
)
_SEVERAL = 2


def runs_on(text: str) -> bool:
    """Whether a line is a sentence and no row: words in one cell, some of which only bind."""
    return "\t" not in text.strip() and len(_RUNS_ON.findall(text)) >= _SEVERAL


def worn_mark(text: Text, letters: str) -> Text | None:
    """The line without the last thing on it, where that may be the mark (I) read as (1). None
    where the line ends otherwise; whether it is a mark or a footnote remains open."""
    m = _WORN.search(text.text) if "I" in letters and text.mark is None else None
    if m is None:
        return None
    mark = Token(m[0].strip(), text.line, m.start(), m.end())
    blanked = text.text[: m.start()] + " " * (m.end() - m.start()) + text.text[m.end() :]
    return Text(text.line, blanked, mark)


def _in_words(text: str, m: regex.Match[str]) -> bool:
    """`Sales (S) shall be all kWh sold`: the symbol of a term in the middle of a sentence, no mark
    as in `... per year if dispatched (I) by the supplier`."""
    term = _WORDS_BEFORE.search(text, 0, m.start())
    if term is None or not (term[1][0].upper() == m[1] or f" {m[1]}" in f" {term[0]}"):
        return False
    ended = text[m.end() : m.end() + 1] in (".", ",", ";") and runs_on(text)
    return ended or _WORD_BEHIND.match(text, m.end()) is not None


def _is_variable(text: str, at: int) -> bool:
    """`CES(m)` is a function of m, not a mark: a mark stands apart from the word before it."""
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in ".|"


@lru_cache(maxsize=1024)
def template_of(row: Row, table: Table, order: tuple[str, ...]) -> Template | None:
    """The line template of a row whose columns stand in this order; None if it has none here."""
    if not row.columns:
        return None
    cells = {c.name: _optional(c.cell) if c.optional else c.cell for c in table.columns}
    label = next((name for name in row.at if name in order), "") if row.label else ""
    wanted = [
        row.label if name == label else cells[name]
        for name in order
        if name in row.columns or name == label
    ]
    first = "" if label else row.label
    return compiled(" ".join(part for part in (first, *wanted, row.tail) if part))


_LAST = regex.compile(
    r"(?P<words>.*[^\s{].*?)\s*(?P<figure>\{(?P<name>\w+):\w+\})(?P<unit>(?:\s*\[[^\]]*\])*)"
)


@lru_cache(maxsize=1024)
def lines_of(row: Row, table: Table, order: tuple[str, ...]) -> tuple[Template, ...]:
    """The whole-line templates of a row on a page whose columns stand in this order: a figure is
    of the type of its column there, and where its column comes first it may stand before its
    words (`27  Total, 5 percent block`)."""
    if not row.lines or not order:
        return row.lines
    by_name = {c.name: c for c in table.columns}
    here = [by_name[name] for name in order if name in by_name]
    kinds = {s.name: s.type for c in here if c.instead for s in compiled(c.cell).fields}
    found: list[Template] = []
    for source in (t.source for t in row.lines):
        for name, kind in kinds.items():
            source = regex.sub(rf"\{{{name}:\w+(?=[?+]?\}})", f"{{{name}:{kind}", source)
        found += [compiled(one) for one in (source, _figure_first(source, here[0])) if one]
    return (*dict.fromkeys(found),)


def _figure_first(source: str, first: Column) -> str:
    """The template with its last figure before its words; empty where the first column of the page
    is not that of the figure."""
    fields = compiled(first.cell).fields
    m = _LAST.fullmatch(source)
    if m is None or len(fields) != 1 or m["name"] != fields[0].name:
        return ""
    return "" if f"{{{m['name']}:" in m["words"] else f"{m['figure']}{m['unit']} {m['words']}"


def _optional(cell: str) -> str:
    """The cell's template with every field allowed to be blank."""
    return regex.sub(r"(?<![?+])\}", "?}", cell)


def hit_of(row: Row, at: int, text: Text, m: regex.Match[str], groups: dict[str, int]) -> Hit:
    """The hit a template match gives."""
    cells: dict[str, list[Token]] = {}
    line, said = text.line, text.line.text
    for name in m.re.groupindex:
        spans = m.spans(name)
        if spans:
            cells[name] = [Token(said[s:e], line, s, e) for s, e in spans]
    kept = {name: i for name, i in groups.items() if name not in row.closes}
    return Hit(row, at, line, kept, cells, text.mark)


def match_row(
    rows: tuple[Row, ...], table: Table, order: tuple[str, ...], text: Text, *, fuzzy: bool = False
) -> tuple[Row, regex.Match[str]] | None:
    """The first row kind that reads the whole line."""
    return _row_of(rows, table, order, text.text, fuzzy)


@lru_cache(maxsize=4096)
def _row_of(
    rows: tuple[Row, ...], table: Table, order: tuple[str, ...], text: str, fuzzy: bool
) -> tuple[Row, regex.Match[str]] | None:
    """The same by the text of a line, kept: lines below a heading are read once to tell the order
    of its columns, and again as rows."""
    small = text.lower()
    for row, lines, columns in _ways(rows, table, order):
        for template in lines:
            m = None
            if fuzzy or template.may_match(small):
                m = template.match(text, fuzzy=fuzzy)
            if m:
                return row, m
        m = columns.match(text, fuzzy=fuzzy) if columns else None
        if m and _apart(m, row, table, order, text):
            return row, m
    return None


@lru_cache(maxsize=1024)
def _ways(
    rows: tuple[Row, ...], table: Table, order: tuple[str, ...]
) -> tuple[tuple[Row, tuple[Template, ...], Template | None], ...]:
    """The templates of each row kind on a page whose columns stand in this order."""
    return tuple((r, lines_of(r, table, order), template_of(r, table, order)) for r in rows)


_NAMES = frozenset({"name", "text"})
_NUMBERED = frozenset({"feeder", "integer", "count", "megawatts"})


def _apart(m: regex.Match[str], row: Row, table: Table, order: tuple[str, ...], text: str) -> bool:
    """Whether the words of a row stand where the page has them: two names in cells of their own, a
    number apart from a name (`Dunmore #1`) where every column has a cell of its own."""
    own = _owners(row, table, order)
    spans = sorted([(at, m.end(name), name) for name in own if (at := m.start(name)) >= 0])
    if text.count("\t") + 1 == len(order) and not all(
        text.count("\t", 0, start) == order.index(own[name][0])
        for start, _, name in spans
        if own[name][1] in _NAMES
    ):
        return False
    short = "\t" in text and _filled(text) < len({column for column, _ in own.values()})
    for (_, end, one), (start, _, two) in pairwise(spans):
        if own[one][0] == own[two][0] or "\t" in text[end:start]:
            continue
        kinds = {own[one][1], own[two][1]}
        if kinds <= _NAMES or (short and kinds & _NAMES and kinds & _NUMBERED):
            return False
    return True


def _filled(text: str) -> int:
    """How many cells of a line print something."""
    return sum(bool(cell.strip()) for cell in text.split("\t"))


@lru_cache(maxsize=512)
def _owners(row: Row, table: Table, order: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Each field of a row's columns, with its column and its type."""
    return {
        spec.name: (column.name, spec.type)
        for column in table.columns
        if column.name in row.columns and column.name in order
        for spec in compiled(column.cell).fields
    }
