"""Lists whose prices lead: `$1,013.00 | 1,000 - 2,999 kVA substation per month`."""

from __future__ import annotations

from collections.abc import Sequence

from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.tables.hit import Text

_ROWS = 3
_PAIR = 2


def led_by_prices(texts: Sequence[Text], text: Text, price: Price) -> bool:
    """Whether a line is a row of such a list: its price alone in its first cell, what it is for in
    the other, and rows of the page set like it, three at least."""
    if price.kind != "dollars" or not _leads(text):
        return False
    return sum(map(_leads, texts)) >= _ROWS


def _leads(text: Text) -> bool:
    cells = text.line.filled
    if len(cells) != _PAIR or not cells[0].text.lstrip().startswith("$"):
        return False
    own = prices(cells[0].text)
    alone = len(own) == 1 and cells[0].text.strip() == own[0].raw.strip()
    return alone and cells[1].text[:1].isalnum() and not any(p.firm for p in prices(cells[1].text))
