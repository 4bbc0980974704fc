"""Signs and prices set into cells of their own: a page parts a sign from its figure by space, and
a long label from the price behind it by none.

Nothing is moved: a blank becomes the edge between two cells, or such an edge a blank, so that every
word keeps its place in the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.model.page import Cell, Line

_FIGURE = regex.compile(
    r"\(?-?(?:(?:\d{1,3}(?:,\d{3})*|\d*)\.\d{2,6}|\d{1,3}(?:,\d{3})+)\)?(?=\s|$|/\s?[A-Za-z])"
)
_BEGINS = regex.compile(r"(?<=\S)\s(?=\(?\$\s?\(?[\d.])")
_LETTERS = 3


def signed(lines: Sequence[Line]) -> list[Line]:
    """The lines, each sign that stands apart with its figure in one cell; a price that stands in
    the cell of its label, beside others of its row, in one of its own."""
    return [_apart(_joined(line)) if "$" in line.text else line for line in lines]


def _joined(line: Line) -> Line:
    """A line set by place, its signs in the cells of their figures."""
    if (line.tabular and not line.packed) or not any(c.text == "$" for c in line.cells):
        return line
    made: list[Cell] = []
    for cell in line.cells:
        if made and made[-1].text == "$" and _FIGURE.match(cell.text):
            sign = made.pop()
            cell = Cell(f"$ {cell.text}", sign.left, cell.right, (*sign.words, *cell.words))
        made.append(cell)
    return replace(line, cells=tuple(made))


def _apart(line: Line) -> Line:
    """A line set by place, in which the cell of a label holds a price too, and another cell does:
    `Primary Service $ 9.60 per kW | $ 12.07 per kW`."""
    if (line.tabular and not line.packed) or len(line.cells) < 2 or line.text.count("$") < 2:
        return line
    made: list[Cell] = []
    for cell in line.cells:
        made += _halves(cell)
    others = sum(_is_price(cell.text) for cell in made)
    return replace(line, cells=tuple(made)) if len(made) > len(line.cells) and others > 1 else line


def _halves(cell: Cell) -> list[Cell]:
    """A cell of a label and its price as two."""
    cuts = list(_BEGINS.finditer(cell.text))
    if len(cuts) != 1:
        return [cell]
    label, price = cell.text[: cuts[0].start()], cell.text[cuts[0].end() :]
    if sum(ch.isalpha() for ch in label) < _LETTERS or prices(label) or not _is_price(price):
        return [cell]
    count = len(label.split())
    words = cell.words[:count], cell.words[count:]
    edge = cell.right - (cell.right - cell.left) * len(price) / len(cell.text)
    if words[1] and words[1][0].box:
        edge = words[1][0].box[0]
    return [
        Cell(label, cell.left, min(edge, cell.right), words[0]),
        Cell(price, edge, cell.right, words[1]),
    ]


def _is_price(text: str) -> bool:
    """Whether a cell is a price with nothing but its unit beside it."""
    found = prices(text)
    if len(found) != 1 or text[: found[0].start].strip():
        return False
    rest = facets(text[found[0].end :])
    return not rest.free
