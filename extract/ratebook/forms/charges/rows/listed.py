"""Lists that say what the names of classes mean, above the table of their prices.

`LPB1 | contract demand of 500 to 999 kW` heads neither columns nor rows: no price stands between
it and the next class of the list."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.rows.row_kinds import filled, has_price
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.words import fold
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line

_PAIR = 2
_NUMBERED = regex.compile(r"\(?(?:[A-Z]|\d{1,2}|[IVX]{2,4})[.)]")
_SIZE = regex.compile(
    r"\d\s*(?:k(?:w|va)h?|kv|volts?|h\.?p\.?|horsepower|gallons|mcf|ccf|cubic\s+feet)\b",
    regex.IGNORECASE,
)


def begins_part(text: Text, block: list[Line]) -> bool:
    """Whether a line begins the part of the sheet that prints rates, below a list set in columns
    that is of something else: `MONTHLY RATE`."""
    cells = filled(text.line)
    if len(cells) != 1 or not is_part(text.text) or len(filled(block[0])) < _PAIR:
        return False
    return cells[0].left <= min(filled(line)[0].left for line in block if filled(line))


def defines(block: list[Line]) -> bool:
    """Whether the first line of a block of headings says what is meant by the name of one of the
    columns below it."""
    first = filled(block[0])
    if len(first) != _PAIR or not _SIZE.search(first[1].text):
        return False
    named = fold(first[0].text)
    return any(
        named == fold(c.text) for line in block[1:] if len(filled(line)) > 1 for c in filled(line)
    )


def lists_class(texts: Sequence[Text], at: int) -> bool:
    """Whether a line is of a list that says how large the customers of each class are, or is its
    headings: `Rate | Monthly demand`."""
    if len(texts[at].line.filled) != _PAIR:
        return False
    below = [_sized(text) for text in texts[at + 1 : at + 1 + _PAIR]]
    if _sized(texts[at]):
        return any(below[:1]) or (at > 0 and _sized(texts[at - 1]))
    return len(below) == _PAIR and all(below) and not any(map(str.isdigit, texts[at].text))


def _sized(text: Text) -> bool:
    """Whether a line is a name and, in a cell of its own, a size."""
    cells = text.line.filled
    if len(cells) != _PAIR or not _SIZE.search(cells[1].text) or has_price(text):
        return False
    name, size = facets(cells[0].text), facets(cells[1].text)
    return name.empty and not _SIZE.search(cells[0].text) and bool(size.tiers) and not size.measures


def begins_row(texts: Sequence[Text], at: int) -> bool:
    """Whether a line among headings of columns begins a row: with the number of an item, or a name
    alone in its line that the row below goes on with."""
    text = texts[at]
    if begins_item(text.line):
        return True
    open_still = text.text.rstrip().endswith(",") and len(text.line.filled) == 1
    return open_still and at + 1 < len(texts) and has_price(texts[at + 1])


def begins_item(line: Line) -> bool:
    """Whether a line begins with the number of an item in a cell of its own: `B. | COMMERCIAL`."""
    cells = filled(line)
    return len(cells) > 1 and _NUMBERED.fullmatch(cells[0].text.strip()) is not None
