"""The fixed words a row begins with (`Total Load`): what no row of names may swallow.

A reader cuts such words apart (`Tota | l Load`) or misspells them; then a row of names fits the
line, and a total would pass for a feeder.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import regex
from rapidfuzz import fuzz

from ratebook.forms.tables.hit import Text
from ratebook.rules.form import Row, Table
from ratebook.rules.types import TYPES

_SHORTEST = 5
_FUZZY_FROM = 9
_ALIKE = 88
_ALTERNATIVES = regex.compile(r"\(([^()]+\|[^()]+)\)|\[[^\[\]]*\]")


@lru_cache(maxsize=256)
def _openings(table: Table) -> tuple[tuple[str, str, Row], ...]:
    """Letters, words and row of every opening, the longest first."""
    found: dict[str, tuple[str, str, Row]] = {}
    for row in table.rows:
        for source in (*(t.source for t in row.lines), row.label):
            for words in _heads(_before_names(source)):
                letters = _letters(words)
                if len(letters) >= _SHORTEST:
                    found.setdefault(letters, (letters, words, row))
    return tuple(sorted(found.values(), key=lambda o: -len(o[0])))


def _before_names(source: str) -> str:
    """The template up to its first free words; figures between fixed words are left out."""
    parts = regex.split(r"\{\w+:(\w+)[?+]?\}", source)
    kept = [parts[0]]
    for kind, text in zip(parts[1::2], parts[2::2], strict=True):
        if kind not in TYPES or TYPES[kind].family not in ("number", "integer"):
            break
        kept.append(text)
    return " ".join(kept).partition("{")[0]


def _heads(head: str) -> list[str]:
    """The wordings of a template's beginning; none where it begins with anything else."""
    head = head.partition("...")[0].partition("~")[0]
    choices = [(m[1] or "").split("|") for m in _ALTERNATIVES.finditer(head)]
    pieces = _ALTERNATIVES.sub("\0", head).split("\0")
    return [
        " ".join("".join(a + b for a, b in zip(pieces, (*way, ""), strict=True)).split())
        for way in product(*choices)
    ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).lower()


@lru_cache(maxsize=4096)
def opening_of(table: Table, text: str) -> tuple[str, Row] | None:
    """The opening a line begins with, cut apart or slightly damaged as it may be, and its row."""
    letters = _letters(text)
    for known, words, row in _openings(table):
        begin = letters[: len(known)]
        if begin == known or (
            len(known) >= _FUZZY_FROM and fuzz.ratio(begin, known, score_cutoff=_ALIKE) > 0
        ):
            return words, row
    return None


def closed_up(words: str, text: Text) -> Text:
    """The line with its opening drawn together again; what follows keeps its place."""
    letters = (regex.escape(ch) for ch in words if not ch.isspace())
    m = regex.match(r"[\t ]*" + r"[\t ]*".join(letters), text.text, regex.IGNORECASE)
    if m is None or len(words) > m.end():
        return text
    return Text(text.line, words.rjust(m.end()) + text.text[m.end() :], text.mark)
