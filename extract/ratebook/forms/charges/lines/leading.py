"""Lists whose prices lead: `$1,013.00 | 1,000 - 2,999 kVA substation per month`."""

from __future__ import annotations

from collections.abc import Sequence

from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.tables.hit import Text

_ROWS = 3
_PAIR = 2


def led_by_prices(texts: Sequence[Text], text: Text, price: Price) -> tuple[str, str] | None:
    """What a price that begins its line is for and its unit, as words left and right of it: the
    first cell prints nothing else, the other what names a charge by itself, or rows of the page are
    set like it, three at least. None for other lines."""
    if price.kind != "dollars" or not _leads(text):
        return None
    first, name = text.line.filled
    if not facets(name.text).components and sum(map(_leads, texts)) < _ROWS:
        return None
    return f"{name.text.strip()}\t", _unit_of(first.text)


def _leads(text: Text) -> bool:
    cells = text.line.filled
    if len(cells) != _PAIR or not cells[0].text.lstrip().startswith("$"):
        return False
    own = prices(cells[0].text)
    said = facets(_unit_of(cells[0].text)) if len(own) == 1 else None
    if said is None or said.free or said.components or said.tiers or said.conditions:
        return False
    return cells[1].text[:1].isalnum() and not any(p.firm for p in prices(cells[1].text))


def _unit_of(cell: str) -> str:
    """What a cell prints behind its price."""
    own = prices(cell)
    return cell[own[0].end :] if own else ""
