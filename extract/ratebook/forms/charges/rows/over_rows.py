"""Whether headings stand over the prices of the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.rows.cells import says_nothing
from ratebook.forms.charges.rows.row_kinds import filled, has_price, is_amountless, is_row
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_BETWEEN = 4
_COUNT = regex.compile(r"\d{1,3}(?:,\d{3})*")
_LINE_NUMBER = regex.compile(r"\d{1,2}[.)]?")
_FIGURES = regex.compile(r"\(?-?[\d.,]*\.\d+\)?")
_MOST_LABELS = 3
_PAIR = 2


_NUMBER = regex.compile(r"\(?(?:[A-Za-z]|\d{1,2}|[IVXivx]{1,4})[.)]")
"""The number of a group, apart from its name: `A. | Basic Consumer Charge`."""
_DASH = regex.compile(r"\s*[-–—]{1,3}\s*")


def first_row(texts: Sequence[Text], at: int, block: list[Line]) -> tuple[Text | None, bool]:
    """The first row below a block of headings, and whether the heads of groups stand between."""
    if at >= len(texts):
        return None, False
    if is_row(texts[at]):
        return texts[at], False
    if max(len(filled(line)) for line in block) < 2:
        return None, False
    if at + 1 < len(texts) and begins_numbered(texts[at].line) and is_row(texts[at + 1]):
        row = texts[at + 1]
        cells = (filled(texts[at].line)[0], *row.line.cells)
        return row._replace(line=replace(row.line, cells=cells)), False
    for text in texts[at : at + _BETWEEN]:
        if is_row(text):
            return text, True
        cells = filled(text.line)
        numbered = len(cells) > 1 and _NUMBER.fullmatch(cells[0].text.strip()) is not None
        if len(cells) - numbered != 1 or has_price(text) or is_amountless(text):
            break
    return None, False


def begins_numbered(line: Line) -> bool:
    """Whether a line is the number of a row and words that begin its name: it goes on below."""
    cells = filled(line)
    if len(cells) != _PAIR or (line.tabular and not line.packed):
        return False
    worded = any(map(str.isalpha, cells[1].text))
    return worded and _LINE_NUMBER.fullmatch(cells[0].text.strip()) is not None


def above_prices(line: Line, row: Line) -> int:
    """How many cells of a line of headings stand over one price of a row each."""
    if line.tabular or row.tabular:
        return 0
    priced = [c for c in filled(row) if prices(c.text)]
    over = [sum(h.left < p.right and p.left < h.right for p in priced) for h in filled(line)]
    return over.count(1)


def rows_below(texts: Sequence[Text], at: int) -> list[Line]:
    """The rows of prices among the first lines below headings."""
    return [t.line for t in texts[at : at + _BETWEEN + 1] if is_row(t)]


def over_labels_alone(named: list[Cell], row: Line) -> bool:
    """Whether the label of a row stands below the second of two headings and its price right of
    both: `Appendix I | Efficiency Rider` over `Funding Component | $0.0141 per therm`."""
    cells = filled(row)
    if row.tabular or row.packed or len(named) != _PAIR or len(cells) < _PAIR:
        return False
    label, price = cells[:2]
    under = named[0].right < label.left < named[1].right and label.right > named[1].left
    return under and price.left > named[1].right and not prices(label.text)


def over_prices(named: list[Cell], row: Line) -> bool:
    """Whether headings stand one over each price of a row, and at most one over its label."""
    cells = filled(row)
    priced = [c for c in cells if _FIGURES.fullmatch(c.text.strip()) or prices(c.text)]
    # `$1.45 | None | $2.30`: that there is none stands in a column, too.
    behind = [c for c in row.cells if priced and c not in priced and c.left > priced[0].left]
    none = [c for c in behind if _DASH.fullmatch(c.text) or _says_none(c)]
    priced = sorted([*priced, *none], key=lambda c: c.left)
    first = cells.index(priced[0]) if priced else 0
    if len(priced) == 1 and _over_use(named, cells, priced[0]):
        return True
    if len(priced) < 2 or not first or not len(priced) <= len(named) <= len(priced) + 1:
        return False
    heads = named[len(named) - len(priced) :]
    if row.tabular:
        return True
    return all(h.left < p.right and p.left < h.right for h, p in zip(heads, priced, strict=True))


def _says_none(cell: Cell) -> bool:
    return any(map(str.isalpha, cell.text)) and says_nothing(cell)


def _over_use(named: list[Cell], cells: list[Cell], priced: Cell) -> bool:
    """Whether headings stand one over each cell of a row but its label, what is used and the price
    last: `kWh | Rate`."""
    own = cells[1 : cells.index(priced) + 1]
    return (
        len(named) == len(own) > 1
        and all(_COUNT.fullmatch(c.text.strip()) for c in own[:-1])
        and all(h.left < c.right and c.left < h.right for h, c in zip(named, own, strict=True))
    )


def over_cells(named: list[Cell], row: Line) -> bool:
    """Whether headings stand each over a cell of its own of a row, the last over its price, on a
    page that is set by place: `Usage | Rate`."""
    if row.number is not None or row.tabular:
        return False
    cells = filled(row)
    over = [[c for c in cells if h.left < c.right and c.left < h.right] for h in named]
    if any(len(found) != 1 for found in over) or len({id(f[0]) for f in over}) < len(over):
        return False
    return over[0][0] is cells[0] and bool(prices(over[-1][0].text))


def over_several_labels(named: list[Cell], row: Line) -> bool:
    """Whether headings stand one over each of several prices of a row, and two or three over what
    names them, of which the row may leave some empty: `Tariff Code | Service Voltage | Secondary |
    Primary` over `Service Charge per month | $24.44 | $109.79`."""
    cells = filled(row)
    priced = [c for c in cells if prices(c.text)]
    over = len(named) - len(priced)
    if row.tabular or len(priced) < _PAIR or not _PAIR <= over <= _MOST_LABELS:
        return False
    labels = cells[: cells.index(priced[0])]
    if not 1 <= len(labels) <= over or cells[len(labels) :] != priced:
        return False
    if any(h.right > priced[0].left for h in named[:over]):
        return False
    return all(
        h.left < p.right and p.left < h.right for h, p in zip(named[over:], priced, strict=True)
    )
