"""Numbers over the headings of columns: `(1) | (2)`, or the codes of their rates, `410 | 411`."""

from __future__ import annotations

from collections.abc import Sequence

import regex

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
