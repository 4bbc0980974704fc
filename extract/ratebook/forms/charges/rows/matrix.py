"""Columns called by figures or names alone below a heading of all of them: `Annual Hours of
Interruption` over `200 | 300 | 400`, `Purchase price per kWh` over `Solar | Wind | Other`."""

from __future__ import annotations

import regex

from ratebook.forms.charges.rows.spans import is_by_itself
from ratebook.forms.charges.words.facets import facets
from ratebook.model.page import Cell, Line

_FIGURE = regex.compile(r"\d{1,3}(?:,\d{3})*|\d{4}")
_WORD = regex.compile(r"[A-Za-z]{3}")
_COUNTS = {
    **dict.fromkeys(
        ("wattage", "watts", "lamp wattage", "lamp watts", "lamp size, watts"), "watts"
    ),
    **dict.fromkeys(("lumens", "lumen rating", "lamp size, lumens", "lamp lumens"), "lumens"),
}
_PAIR = 2
_MIDDLE = 0.25


def called_alike(block: list[Line]) -> list[Cell]:
    """The columns of a table whose last line of headings prints figures or bare names, each with
    the heading over all of them, and that of the labels beside it; none where a block is not set
    so."""
    if len(block) < _PAIR or block[-1].tabular:
        return []
    over, figures = block[-_PAIR].filled, block[-1].filled
    if len(over) == 1 and len(figures) > _PAIR and _WORD.search(figures[0].text):
        # `Annual Hours of Interruption` over `Notice Minutes | 200 | 300 | 400`
        over, figures = (figures[0], *over), figures[1:]
    if len(over) != _PAIR or len(figures) < _PAIR:
        return []
    labels, whole = over
    counted = all(_FIGURE.fullmatch(c.text.strip()) for c in figures) and _WORD.search(whole.text)
    priced = facets(whole.text).measures and not any(map(_says_more, figures))
    if not (counted or priced):
        return []
    left, right = figures[0].left, figures[-1].right
    aside = abs(left + right - whole.left - whole.right) / 2
    if labels.right > left or whole.left <= labels.right or aside > _MIDDLE * (right - left):
        return []
    said = " ".join(whole.text.split())
    return [labels, *(c._replace(text=f"{said} {c.text.strip()}") for c in figures)]


def by_size(block: list[Line], row: Line) -> list[Cell]:
    """The columns of a table whose only line of headings says what is counted and how much of it
    each column is of: `Wattage | 40 | 50 | 70` over `Existing pole | $7.54 | $8.80 | $9.97`; none
    where it is another one."""
    heads = block[0].filled
    named = [line for line in block if any(map(str.isalnum, line.text))]
    if len(named) != 1 or len(heads) < _PAIR + 1 or len(row.filled) != len(heads):
        return []
    counts = _COUNTS.get(heads[0].text.strip().lower().rstrip(":"))
    sizes = all(_FIGURE.fullmatch(c.text.strip()) for c in heads[1:])
    priced = all("$" in c.text for c in row.filled[1:])
    if counts is None or not sizes or not priced:
        return []
    return [heads[0], *(c._replace(text=f"{c.text.strip()} {counts}") for c in heads[1:])]


def _says_more(cell: Cell) -> bool:
    """Whether a heading says by itself what its column is."""
    said = facets(cell.text)
    return bool(said.measures or said.components or said.coin) or is_by_itself(cell.text)
