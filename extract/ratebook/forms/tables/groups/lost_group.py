"""Lines that would head a group if their field were legible (`Step Z Reductions:`)."""

from __future__ import annotations

from functools import lru_cache

import regex
from rapidfuzz import fuzz

from ratebook.forms.tables.openings import opening_of
from ratebook.rules.form import Table

_ALIKE = 82
_LONGEST = 80
_SHORTEST = 4
_FUZZY_FROM = 9
_LONG = 7
_WORDS = 6
_FIRST_WORD = regex.compile(r"\W*([^\W\d_]+)")


@lru_cache(maxsize=4096)
def group_begun(table: Table, text: str) -> str | None:
    """The group whose words a line begins with, though its field cannot be read."""
    if len(text) >= _LONGEST or opening_of(table, text) is not None:
        return None
    letters = "".join(filter(str.isalpha, text)).lower()
    for group in table.groups:
        if not group.means and any(
            _begins_like(letters, text, _fixed(t.source)) for t in group.lines
        ):
            return group.field
    return None


def same_heading(one: str, other: str) -> bool:
    """Whether one line is a garbled copy of the other: its figures are the same."""
    digits = ["".join(ch for ch in text if ch.isdigit()) for text in (one, other)]
    return digits[0] == digits[1] and fuzz.ratio(one, other) >= _ALIKE


def _begins_like(letters: str, text: str, known: str) -> bool:
    if len(known) < _SHORTEST:
        return False
    if len(known) < _FUZZY_FROM:
        first = _FIRST_WORD.match(text)
        if first is None or len(text.split()) >= _WORDS:
            return False
        near = len(known) >= _LONG and fuzz.ratio(first[1].lower(), known) >= _ALIKE
        return near or first[1].lower() == known
    return fuzz.ratio(letters[: len(known) + 2], known) >= _ALIKE


@lru_cache(maxsize=256)
def _fixed(source: str) -> str:
    """The letters a template begins with, or those of its fixed words up to what it leaves open."""
    head = source.partition("{")[0]
    begin = "".join(ch for ch in head if ch.isalpha()).lower()
    if len(begin) >= _SHORTEST and not regex.search(r"[(\[.]", head):
        return begin
    head = regex.sub(r"\{[^{}]*\}|\[[^\[\]]*\]", "", source.partition("...")[0])
    head = regex.sub(r"\(([^()|]*)\|[^()]*\)", r"\1", head)
    return "".join(ch for ch in head if ch.isalpha()).lower()
