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

_CODE = regex.compile(r"\s*\d{2,4}[A-Z]?\s*")
_SIZE = regex.compile(r"\s*\d[\d,]*\s*-?(?:watts?|lumens?|w)\b", regex.IGNORECASE)
_PAIR = 2
_NEAR = 1.0


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
        head, row = texts[at].line.filled, texts[at + 1]
        if len(head) != _PAIR or _CODE.fullmatch(head[0].text) is None or texts[at].mark:
            continue
        if _heads_lamps(texts, at) and _has_like(texts, at):
            code, name = head
            line = replace(row.line, cells=(code, *row.line.cells))
            moved, mark = len(code.text) + 1, row.mark
            if mark is not None:
                mark = mark._replace(line=line, start=mark.start + moved, end=mark.end + moved)
            texts[at] = Text(replace(texts[at].line, cells=(name,)), name.text, None)
            texts[at + 1] = Text(line, f"{code.text}\t{row.text}", mark)


def _heads_lamps(texts: Sequence[Text], at: int) -> bool:
    """Whether line `at`, a code and a name, names a kind of lamps over a size with its price."""
    (code, name), row = texts[at].line.filled, texts[at + 1]
    cells = row.line.filled
    sized = len(cells) > 1 and _SIZE.match(cells[0].text) is not None and prices(row.text)
    if not sized or texts[at].line.tabular or row.line.page != texts[at].line.page:
        return False
    named = word_pattern("words", "light_sources").search(name.text) is not None
    return named and not prices(texts[at].text) and cells[0].left > code.right


def _has_like(texts: Sequence[Text], at: int) -> bool:
    """Whether another row of the list prints its code at the same place, before its size."""
    code = texts[at].line.filled[0]
    rows = (t.line.filled for t in texts if t.line.page == texts[at].line.page)
    return any(
        len(cells) > _PAIR
        and abs(cells[0].left - code.left) < _NEAR
        and _CODE.fullmatch(cells[0].text) is not None
        and _SIZE.match(cells[1].text) is not None
        for cells in rows
    )
