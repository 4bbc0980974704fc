"""Rows known by their words whose last figure is damaged (a stamp across a total)."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.tables.hit import Text
from ratebook.rules.form import Row, Table
from ratebook.rules.template import Template
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_DIGIT = regex.compile(r"\d")
_OPTIONAL = regex.compile(r"\[[^\[\]]*\]")


@lru_cache(maxsize=256)
def _tails(table: Table) -> tuple[tuple[Row, Template, str], ...]:
    """Row kind, template with its last figure open, and that figure's field."""
    found: list[tuple[Row, Template, str]] = []
    for row in table.rows:
        for template in row.lines:
            head, brace, last = template.source.rpartition("{")
            name, _, rest = last.partition(":")
            kind = TYPES.get(regex.match(r"\w*", rest)[0])  # type: ignore[index]
            words = regex.sub(r"\{[^{}]*\}", "", head)
            if brace and regex.search(r"\w{3}", words) and kind and kind.family == "number":
                # Words that may be missing do not say where the figure begins: its cell does.
                sure = regex.search(r"\w{3}", _OPTIONAL.sub("", words))
                rest = "anything" if sure else "cell"
                found.append((row, compiled(f"{head}{{damaged:{rest}}}"), name))
    return tuple(sorted(found, key=lambda tail: -len(tail[1].source)))


def match_tail(table: Table, text: Text) -> tuple[Row, regex.Match[str], str] | None:
    """The row whose words stand here before something with figures that is no clean number. More
    words before the figure say more: `Total Cycle 1 Reduction` is no `Total`."""
    best: tuple[Row, regex.Match[str], str] | None = None
    for row, template, name in _tails(table):
        m = template.match(text.text)
        known = best[1].start("damaged") if best else -1
        if m and m.start("damaged") > known and _DIGIT.search(m["damaged"]):
            best = row, m, name
    return best
