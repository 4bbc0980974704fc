"""Damaged rows of tables whose columns are told by their place: cell by cell, nothing is moved."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.columns.places import Part
from ratebook.forms.tables.hit import Hit, Text, Token
from ratebook.forms.tables.openings import opening_of
from ratebook.forms.tables.state import Scan
from ratebook.rules.form import Column
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_DIGIT = regex.compile(r"\d")


def read_cells(scan: Scan, at: int, text: Text, parts: Sequence[Part]) -> Hit | None:
    """The row whose every cell is of its column but one figure, blank or damaged, which needs a
    proof; None where anything else is amiss."""
    main = main_row(scan.table)
    if main is None or scan.layout is None or opening_of(scan.table, text.text):
        return None
    by_column = {part.column.name: part for part in parts}
    hit = Hit(main, at, text.line, dict(scan.groups), {}, text.mark)
    amiss = 0
    for place in scan.layout.places:
        column = place.column
        if column.name not in main.columns:
            continue
        part = by_column.get(column.name)
        said = text.text[part.start : part.end] if part else ""
        m = compiled(column.cell).match(said) if said.strip() else None
        if m and part:
            _fill(hit, m, part, text)
        elif not column.optional or said.strip():
            figure = _figure(column)
            amiss += 1 if figure else 2
            if figure and part and _DIGIT.search(said):
                token = Token(said.strip(), text.line, part.start, part.end, loose=True)
                hit.cells[figure] = [token]
    return hit if amiss == 1 else None


def _fill(hit: Hit, m: regex.Match[str], part: Part, text: Text) -> None:
    for name in m.re.groupindex:
        if m.start(name) >= 0:
            start, end = part.start + m.start(name), part.start + m.end(name)
            hit.cells[name] = [Token(text.line.text[start:end], text.line, start, end)]


def _figure(column: Column) -> str | None:
    """The field of a column of figures."""
    specs = compiled(column.cell).fields
    return specs[0].name if len(specs) == 1 and TYPES[specs[0].type].family == "number" else None
