"""Columns below a line that says by what all their prices are paid: `Dollars per Ccf` over `Base
Rate | Gas Cost Adjustment | Total Rate`."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.rows.row_kinds import filled
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.model.page import Cell, Line

_PAIR = 2
_CHARGED = regex.compile(
    r"\W*(?:(?:annual|yearly|monthly|net)\s+)?(?:charges?|rates?|prices?)\s+(?:per|/)\s",
    regex.IGNORECASE,
)
"""`Annual Charge Per Lamp`, over `Type | Existing Pole | New Pole | Metal Pole`."""


def unit_of_all(block: list[Line]) -> tuple[Facets | None, list[Line]]:
    """What the first line of a block of headings, or the one below its title, says of all columns:
    a unit with its sign of money, and nothing else, where no other heading prints a unit; and the
    lines below it. None and the block itself where no line does."""
    for n, line in enumerate(block[:_PAIR]):
        if len(filled(line)) != 1 or n + 1 == len(block):
            break
        cell = filled(line)[0]
        said = facets(cell.text.strip(" ()"))
        told = said.coin or (_CHARGED.match(cell.text) and _over_prices(cell, block[n + 1]))
        if said.measures and told and not (said.free or said.components or said.tiers):
            below = block[n + 1 :]
            units = any(facets(c.text).measures for other in below for c in filled(other))
            return (None, block) if units else (said, below)
        if not said.empty or said.coin:
            break
    return None, block


def _over_prices(cell: Cell, below: Line) -> bool:
    """Whether a heading stands over two columns at least, and not over that of the labels."""
    heads = filled(below)
    inner = bool(heads) and cell.left > heads[0].right
    return inner and not below.tabular and len(heads) > _PAIR


def lent_to_all(columns: list[Column], said: Facets, row: Line) -> list[Column]:
    """The columns with the unit and the sign of all; not a column of labels."""
    labelled = len(columns) == len(filled(row))
    return [
        column
        if labelled and not n
        else replace(column, facets=replace(column.facets, measures=said.measures, coin=said.coin))
        for n, column in enumerate(columns)
    ]
