"""Columns called by figures alone below a heading of all of them: `Annual Hours of Interruption`
over `200 | 300 | 400`."""

from __future__ import annotations

import regex

from ratebook.model.page import Cell, Line

_FIGURE = regex.compile(r"\d{1,3}(?:,\d{3})*|\d{4}")
_WORD = regex.compile(r"[A-Za-z]{3}")
_PAIR = 2
_MIDDLE = 0.25


def called_by_figures(block: list[Line]) -> list[Cell]:
    """The columns of a table whose last line of headings prints figures, each with the heading
    over all of them, and that of the labels beside it; none where a block is not set so."""
    if len(block) < _PAIR or block[-1].tabular:
        return []
    over, figures = block[-_PAIR].filled, block[-1].filled
    if len(over) != _PAIR or len(figures) < _PAIR:
        return []
    labels, whole = over
    if not all(_FIGURE.fullmatch(c.text.strip()) for c in figures) or not _WORD.search(whole.text):
        return []
    left, right = figures[0].left, figures[-1].right
    aside = abs(left + right - whole.left - whole.right) / 2
    if labels.right > left or whole.left <= labels.right or aside > _MIDDLE * (right - left):
        return []
    said = " ".join(whole.text.split())
    return [labels, *(c._replace(text=f"{said} {c.text.strip()}") for c in figures)]
