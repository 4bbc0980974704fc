"""Headings with a remark in brackets set apart behind them, which are no headings of two columns.

`LOAD MANAGEMENT PROVISION | (Tariff Codes 030, 032)`, `Summer Rate | (Applicable during four
billing months)`: the one names what stands below, the other says something of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell

_PAIR = 2
_WORDS = 3
_FEW = 9
"""As many words may a heading have."""
_ASIDE = regex.compile(r"\s*\(.*\)\s*")
_NAME = regex.compile(r"\s*[A-Z\d][^.:$¢%]*[A-Za-z)]:?\s*")
_JOINS = regex.compile(r"\W*(?:plus|and|or)\W*", regex.IGNORECASE)
"""`Plus:` or `or` in a line of its own, between two charges."""


def with_asides(texts: list[Text]) -> list[Text]:
    """The lines, such a heading one cell with its remark, or without it where that is long; what
    only joins two charges says nothing."""
    texts = [t._replace(text="") if _JOINS.fullmatch(t.text) else t for t in texts]
    return [_whole(text) if _has_aside(texts, at) else text for at, text in enumerate(texts)]


def _has_aside(texts: Sequence[Text], at: int) -> bool:
    text = texts[at]
    if not text.text.rstrip().endswith(")") or text.mark is not None or text.line.tabular:
        return False
    cells = text.line.filled
    if len(cells) != _PAIR or text.line.packed or _ASIDE.fullmatch(cells[1].text) is None:
        return False
    name, said = cells[0].text, facets(cells[1].text)
    if _NAME.fullmatch(name) is None or len(cells[1].text.split()) < _WORDS or prices(text.text):
        return False
    if said.measures or said.components or said.coin or said.tiers:
        return False
    named = facets(name)
    if (said.seasons and not named.seasons) or (said.periods and not named.periods):
        return len(text.text.split()) <= _FEW
    return not _over_prices(cells[1], texts[at + 1 : at + 2])


def _over_prices(aside: Cell, below: Sequence[Text]) -> bool:
    """Whether it stands over a column of the line below, which may be of its prices."""
    rows = [t.line.filled for t in below if len(t.line.filled) > _PAIR]
    cells = [c for row in rows for c in row[1:] if prices(c.text)]
    return any(c.left < aside.right and aside.left < c.right for c in cells)


def _whole(text: Text) -> Text:
    name, aside = text.line.filled
    said = f"{name.text.rstrip(' :')} {aside.text.strip()}"
    if len(said.split()) > _FEW:
        cell = name
    else:
        cell = Cell(said, name.left, aside.right, (*name.words, *aside.words))
    return Text(replace(text.line, cells=(cell,)), cell.text, None)


def without_rule(text: Text) -> Text:
    """A line without the rule in the margin that runs down from a change mark: `Basic Rate: |`."""
    said = text.text.rstrip()
    if text.line.tabular or not said.endswith("\t|"):
        return text
    return text._replace(text=f"{said[:-1]} ")
