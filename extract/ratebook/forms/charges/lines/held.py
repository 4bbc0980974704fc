"""Names printed once, left of several rows where no headings of columns stand: `Rate 120 | Group 1
| $22.04`, and below it `Group 2 | $55.83`, set where `Group 1` is."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.lines.lines import line_prices
from ratebook.forms.tables.hit import Text, prepare
from ratebook.model.page import Cell

_NUMBERED = regex.compile(r"(?P<kind>[A-Z][A-Za-z]+(?: [A-Za-z]+)?)\s*(?:\d{1,3}|[A-Z])")
_OFF = 0.3
"""How far apart two cells may begin that stand below one another, in widths of the narrower."""
_ROW = 3
"""Cells of a row with such a name: the name, its own label, the price."""


def hold_name(texts: list[Text], at: int, letters: str) -> bool:
    """Writes the name that row `at` begins with before the label of each row it holds for. False
    where it holds for no row but its own."""
    return _by_place(texts, at, letters) or _by_number(texts, at, letters)


def _by_number(texts: list[Text], at: int, letters: str) -> bool:
    """The same where no place tells: `Rate 120 Group 1`, and below it `Group 2`."""
    held, n = _label(texts[at]), at + 1
    while n < len(texts) and (own := _label(texts[n])) and (m := _NUMBERED.fullmatch(own)):
        named = regex.fullmatch(rf"(?P<name>.*[A-Za-z].*?)[\s,]+{m['kind']}\s*\w{{1,3}}", held)
        if named is None:
            break
        first, *rest = texts[n].line.cells
        whole = first._replace(text=f"{named['name']}, {first.text.strip()}")
        texts[n] = prepare(replace(texts[n].line, cells=(whole, *rest)), letters)
        n += 1
    return n > at + 1


def _label(row: Text) -> str:
    """The words before the only price of a row; empty where it has another number of prices."""
    found = line_prices(row)
    return " ".join(row.text[: found[0].start].split()).strip(" .:@$") if len(found) == 1 else ""


def _by_place(texts: list[Text], at: int, letters: str) -> bool:
    """The same where a row below leaves the place of the name empty."""
    first = texts[at].line.filled
    if len(first) < _ROW or not _held(texts[at], first):
        return False
    name, label = first[:2]
    last = at
    while last + 1 < len(texts) and _below(texts[last + 1], texts[at], name, label):
        last += 1
    if last == at:
        return False
    for n in range(at, last + 1):
        own, *rest = texts[n].line.filled[1:] if n == at else texts[n].line.filled
        whole = Cell(
            f"{name.text.strip()}, {own.text.strip()}",
            name.left,
            own.right,
            (*name.words, *own.words) if n == at else own.words,
        )
        texts[n] = prepare(replace(texts[n].line, cells=(whole, *rest)), letters)
    return True


def _held(row: Text, cells: list[Cell]) -> bool:
    """Whether a row is a name, a label and then prices."""
    if row.line.tabular or row.line.packed:
        return False
    name, label, *rest = cells
    worded = all(c.text.strip()[:1].isalpha() and not _priced(row, c) for c in (name, label))
    return worded and _priced(row, rest[0]) and not name.text.rstrip().endswith((":", ".", ","))


def _priced(row: Text, cell: Cell) -> bool:
    return bool(line_prices(Text(row.line, cell.text, None)))


def _below(row: Text, first: Text, name: Cell, label: Cell) -> bool:
    """Whether a row leaves the place of the name empty and has its label below the first one's."""
    cells = row.line.filled
    if len(cells) != len(first.line.filled) - 1 or row.line.page != first.line.page:
        return False
    if row.line.tabular or row.line.packed:
        return False
    own, price = cells[0], cells[1]
    near = abs(own.left - label.left) <= _OFF * min(own.right - own.left, label.right - label.left)
    worded = own.text.strip()[:1].isalpha() and not _priced(row, own)
    return near and own.left > name.right and worded and _priced(row, price)
