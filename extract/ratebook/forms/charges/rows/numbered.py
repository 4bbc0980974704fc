"""What stands over headings and is none of them: numbers of columns, `(1) | (2)`, the codes of
their rates, `410 | 411`, the name of a part over a heading at the margin."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.rows.columns import columns_of_heading
from ratebook.forms.tables.hit import Text

_NUMBER = regex.compile(r"\s*\(?\d{1,3}[A-Z]?\)?\s*")
_FEWEST = 2


def numbers_columns(texts: Sequence[Text], at: int) -> bool:
    """Whether a line prints nothing but a number over each heading of a table that begins below it:
    the headings tell its columns apart."""
    cells = texts[at].line.filled
    if len(cells) < _FEWEST or not all(_NUMBER.fullmatch(c.text) for c in cells):
        return False
    if at + 1 == len(texts):
        return False
    heads = [column.cell for column in columns_of_heading(texts, at + 1)[0]]
    named = len({c.text for c in heads}) == len(heads)
    return named and all(any(h.left < c.right and c.left < h.right for h in heads) for c in cells)


def over_heading(texts: Sequence[Text], at: int) -> bool:
    """Whether a part's name alone in its line, `RATES`, stands over a heading at the margin that
    ends in a colon: over no column of the table below that, wherever the page sets it."""
    if at + 1 >= len(texts) or not texts[at + 1].text.rstrip().endswith(":"):
        return False
    above, below = texts[at].line.filled, texts[at + 1].line.filled
    alone = len(above) == len(below) == 1 and is_part(texts[at].text)
    return alone and below[0].left < above[0].left
