"""Rows whose name breaks off in the line above: where no word hangs, only how the rows around them
begin tells that they are no rows of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.lines.lines import line_prices
from ratebook.forms.charges.lines.running import hangs
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.lines.wrapped import (
    coded_row,
    inner_row,
    joined_row,
    label_down,
    parted,
    sized_row,
    wrapped_label,
)
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text, prepare
from ratebook.model.page import Cell

_ROWS = regex.compile(
    r"(?:all|any|each|every|per|plus|minimum|maximum|basic|on|off|single|three|first|next|over|up|"
    r"under|above|below|with|without|inside|outside|within|summer|winter|other|additional)\b"
    r"|[a-z]{1,2}[.)]\s",
    regex.IGNORECASE,
)
"""How rows of a group may begin in small letters."""
_TITLED = regex.compile(
    r"\(?(?:\d{1,2}|[A-Za-z])[.)]\s(?P<title>[A-Z][A-Z /&’'-]{5,60})\.\s"
    r"(?P<said>[A-Z][a-z].*[^.:;])"
)
_LINES = 3
_PAIR = 2
_PRICES = 2
_LETTERS = 4
_STEP = 4.0


def small_row(texts: Sequence[Text], at: int, letters: str) -> Text | None:
    """The row below line `at` with that line's words, where it alone in a table of several prices
    begins with a small letter: `Reconnect Delinquent Service or Service` over `terminated at the
    customer's request | $36.00 | $65.00`. None where it may be one of a group's."""
    if not 0 < at < len(texts) - 2:
        return None
    before, one, two, after = texts[at - 1 : at + 3]
    if len(one.line.filled) != 1 or one.line.tabular or two.line.tabular or two.line.packed:
        return None
    (name,), (first, *rest) = one.line.filled, two.line.cells
    begins = first.text.strip()
    if not begins[:_LETTERS].islower() or not begins[:_LETTERS].isalpha() or _ROWS.match(begins):
        return None
    said = name.text.strip()
    if not said[:1].isupper() or said.isupper() or said[-1] in ".:;)" or line_prices(one):
        return None
    if not -1 <= first.left - name.left <= _STEP or prices(first.text) or not facets(begins).free:
        return None
    rows = [line_prices(t) for t in (before, two, after)]
    alike = all(len(found) == len(rows[1]) for found in rows)
    large = all(t.text.lstrip()[:1].isupper() for t in (before, after))
    if len(rows[1]) < _PRICES or not alike or not large:
        return None
    whole = Cell(f"{said} {begins}", name.left, first.right, (*name.words, *first.words))
    return prepare(replace(two.line, cells=(whole, *rest)), letters)


def titled_row(texts: Sequence[Text], at: int, letters: str) -> tuple[Text, int] | None:
    """The row of an occasional service whose name in capitals and the sentence that says when it is
    paid begin in line `at`, and how many lines stand above its price: `(1) TURN-ON CHARGE. Not made
    for` over `the first installation of a meter | $23.00`. It is called by its name. None where the
    sentence may say by what it is paid."""
    m = _TITLED.fullmatch(" ".join(texts[at].text.split()))
    named = facets(m["title"]).component if m else None
    if m is None or named is None or named.value != "nonrecurring" or line_prices(texts[at]):
        return None
    said = m["said"]
    for deep, below in enumerate(texts[at + 1 : at + 1 + _LINES], start=1):
        cells, own = below.line.filled, below.text.strip()
        if not (own[:1].islower() or hangs(said)) or below.line.tabular or len(cells) > _PAIR:
            return None
        if len(cells) < _PAIR:
            said = f"{said} {own}"
            continue
        found = line_prices(below)
        said = f"{said} {cells[0].text}"
        if len(found) != 1 or not found[0].firm or _says_unit(said):
            return None
        first = texts[at].line.filled[0]
        whole = Cell(m["title"].strip(), first.left, cells[0].right, cells[0].words)
        return prepare(replace(below.line, cells=(whole, cells[1])), letters), deep
    return None


def _says_unit(said: str) -> bool:
    """Whether the sentence behind a name may say by what its price is paid."""
    told = facets(said)
    if any(p.kind != "percent" for p in prices(said)):
        return True
    return bool(told.measures or told.tiers or told.monthly or told.otherwise or told.periods)


def wrapped_row(walk: Walk, at: int) -> tuple[Text, int] | None:
    """The row that line `at` begins and a line below ends, and how many lines stand above it; None
    where it begins none."""
    if at + 1 >= len(walk.texts):
        return None
    texts = walk.texts
    if walk.setting.context.flush and len(texts[at + 1].line.cells) == 1:
        texts = [texts[at], parted(texts[at + 1]), *texts[at + 2 : at + 3]]
        found = wrapped_label(texts, 0, walk.letters)
    else:
        found = wrapped_label(texts, at, walk.letters)
    if found is None and walk.setting.context.columns:
        after = walk.texts[at + 2] if at + 2 < len(walk.texts) else None
        found = joined_row(walk.texts[at], walk.texts[at + 1], walk.letters, after)
        found = found or coded_row(walk.texts[at], walk.texts[at + 1], walk.letters)
        found = found or sized_row(walk.texts, at, walk.letters)
        found = found or inner_row(walk.texts, at, walk.letters)
        found = found or small_row(walk.texts, at, walk.letters)
    if found:
        return found, 1
    return titled_row(walk.texts, at, walk.letters) or label_down(walk.texts, at, walk.letters)
