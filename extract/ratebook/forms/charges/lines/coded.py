"""Rows of a lighting list that print the code of their tariff before the size of the lamp:
`094 | 100 watts | (9,500 Lumens) ..... | $8.48 per lamp`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.hit import Text

_ROW = regex.compile(
    r"\s*(?P<code>\d{2,4}[A-Z]?|[A-Z]{1,3}-?\d{1,4})\s?\*{0,3}\t"
    r"(?P<label>\s*\d[\d,]*\s*-?(?:watts?|lumens?|w)\b[^\t$]*(?:\t\s*\(?\s*\d[\d,]*\s*(?:watts?|lumens?)\b[^\t$]*)?)"
    r"(?P<leaders>(?:\t?[\s._…·]*))\$?\s*",
    regex.IGNORECASE,
)

_HEAD = regex.compile(
    r"\s*(?P<code>\d{2,4}[A-Z]?)(?P<gap>\t+\s*|\s+)(?P<name>(?:\d{1,2}\.\s+)?[A-Z][^\t]*)"
)
_SIZE = regex.compile(r"\s*\d[\d,]*\s*-?(?:watts?|lumens?|w)\b", regex.IGNORECASE)
_LIKE = regex.compile(r"\s*\d{2,4}[A-Z]?\s+\d[\d,]*\s*-?(?:watts?|lumens?|w)\b", regex.IGNORECASE)


class Coded(NamedTuple):
    """The code of such a row and its label in one piece."""

    code: str
    label: str


def coded_row(left: str, unit: bool) -> Coded | None:
    """The words left of the only price of a row, taken apart; None where they are no code and size,
    or neither leaders nor a `unit` behind the price tell that it is the price of this size."""
    m = _ROW.fullmatch(left)
    if m is None or not (unit or m["leaders"].count(".") > 1):
        return None
    label = " ".join(m["label"].replace("\t", " ").split()).replace("( ", "(")
    return Coded(m["code"], label.strip(" ._…·"))


def move_codes(texts: list[Text]) -> None:
    """Gives the code that is printed beside the name of a kind of lamps, `094 | 1. High Pressure
    Sodium`, to the row of its first size below: the name is of all of them."""
    for at in range(len(texts) - 1):
        head = _HEAD.fullmatch(texts[at].text) if texts[at].text.lstrip()[:1].isdigit() else None
        if head and _heads_lamps(texts, at, head["name"]):
            texts[at : at + 2] = _moved(texts[at], texts[at + 1], head)


def _heads_lamps(texts: Sequence[Text], at: int, name: str) -> bool:
    """Whether line `at`, a code and a name, names a kind of lamps over a size with its price, in a
    list of which other rows begin with their codes."""
    head, row = texts[at : at + 2]
    drawn = head.line.tabular and not head.line.packed
    if head.mark or drawn or row.line.page != head.line.page:
        return False
    if _SIZE.match(row.text) is None or not prices(row.text) or prices(head.text):
        return False
    if word_pattern("words", "light_sources").search(name) is None:
        return False
    return any(_LIKE.match(t.text) for t in texts if t.line.page == head.line.page)


def _moved(head: Text, row: Text, m: regex.Match[str]) -> tuple[Text, Text]:
    """The two lines, the code with the second one: as a cell of its own, or where the gaps of the
    page are lost as its first word."""
    name, (first, *cells) = head.line.filled[-1], row.line.cells
    code, apart = m["code"], len(head.line.filled) > 1
    if apart:
        row_cells = (head.line.filled[0], first, *cells)
    else:
        name = name._replace(text=m["name"])
        row_cells = (first._replace(text=f"{code} {first.text}"), *cells)
    line, mark = replace(row.line, cells=row_cells), row.mark
    if mark is not None:
        moved = len(code) + 1
        mark = mark._replace(line=line, start=mark.start + moved, end=mark.end + moved)
    text = f"{code}\t{row.text}" if apart else f"{code} {row.text}"
    return Text(replace(head.line, cells=(name,)), name.text, None), Text(line, text, mark)
