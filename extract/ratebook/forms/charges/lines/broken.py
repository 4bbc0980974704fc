"""Rows whose name breaks off in the line above: where no word hangs, only how the rows around them
begin tells that they are no rows of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.lines.lines import line_prices
from ratebook.forms.charges.lines.running import hangs, is_sentence
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.lines.wrapped import (
    coded_row,
    inner_row,
    joined_row,
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
_BEFORE_FIGURE = regex.compile(
    r"\b(?:first|next|last|of|over|above|exceeding|than|to)$", regex.IGNORECASE
)
_LONGEST_LINE = 60
_MOST_LINES = 3


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


def label_down(texts: Sequence[Text], at: int, letters: str) -> tuple[Text, int] | None:
    """The row that ends the label which line `at` begins, with that label, and how many lines stand
    above it: `Demand Charge per KW of` over `monthly billing demand in` over `excess of 10 KW |
    $5.13 | $4.90`. None where it is none: every line must go on in the next."""
    said = [texts[at].text.strip()]
    if not said[0] or said[0][0].islower() or said[0][-1] in ".:;":
        return None
    for deep, below in enumerate(texts[at + 1 : at + 1 + _MOST_LINES], start=1):
        first = below.line.cells[0]
        if not _runs_on(said[-1], first.text.strip()):
            return None
        said.append(first.text.strip())
        if len(below.line.cells) > 1:
            return _ended(texts, at, deep, letters)
    return None


def _runs_on(above: str, below: str) -> bool:
    """Whether a line of a label goes on in the next one."""
    if not below or len(above) > _LONGEST_LINE:
        return False
    if below[0].isdigit():
        return _BEFORE_FIGURE.search(above) is not None
    if below[0].islower():
        return below[1:2].isalpha()
    return hangs(above) or _cuts_block(above, below)


def _cuts_block(above: str, below: str) -> bool:
    """Whether the words of a block stand on both sides of the end of a line."""
    if not any(map(str.isdigit, f"{above}{below}")):
        return False
    return any(t.start < len(above) < t.end for t in facets(f"{above} {below}").tiers)


def _ended(texts: Sequence[Text], at: int, deep: int, letters: str) -> tuple[Text, int] | None:
    """The same, where the row is found and nothing speaks against it."""
    lines, row = texts[at : at + deep], texts[at + deep]
    own, rest = row.line.cells[0], row.line.cells[1:]
    left = lines[0].line.cells[0].left
    after = texts[at + deep + 1].text.lstrip()[:1] if at + deep + 1 < len(texts) else ""
    figure = own.text.lstrip()[:1].isdigit()
    if deep == 1 and not (figure or _cuts_block(lines[0].text.strip(), own.text.strip())):
        return None
    packed = row.line.packed
    if (
        (row.line.tabular and not packed)
        or prices(own.text)
        or not line_prices(row)
        or after.islower()
    ):
        return None
    if any(len(t.line.cells) > 1 or t.line.tabular or is_sentence(t) for t in lines):
        return None
    if any(t.line.cells[0].left < left for t in (lines if packed else (*lines, row))):
        return None
    if any(t.line.page != row.line.page for t in lines):
        return None
    cells = [t.line.cells[0] for t in lines]
    whole = own._replace(
        text=" ".join(c.text.strip() for c in (*cells, own)),
        left=left,
        words=tuple(w for c in (*cells, own) for w in c.words),
    )
    return prepare(replace(row.line, cells=(whole, *rest)), letters), deep
