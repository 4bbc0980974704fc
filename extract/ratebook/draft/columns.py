"""What the columns of a table hold: a type, a name, and a unit where one is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from ratebook.draft.cells import is_figure
from ratebook.draft.grid import Grid
from ratebook.rules.types import TYPES

_FIGURES = ("percent", "money", "dollars", "whole", "rate", "load", "number")
_WORDS = ("month", "date", "code", "name", "integer", "text")
_DIGITS = regex.compile(r"[^\d.]")
_WORD = regex.compile(r"[A-Za-z]+")
_ASIDE = regex.compile(r"\([^()]*\)|[$%]")
_YEAR = regex.compile(r"\byears?\b", regex.IGNORECASE)
_UNITS = {
    "kwh": "kWh", "mwh": "MWh", "kw": "kW", "mw": "MW", "kva": "kVA", "mcf": "Mcf", "ccf": "Ccf",
    "mmbtu": "MMBtu", "dth": "Dth", "therms": "therm", "gallons": "gal", "gal": "gal",
    "feet": "ft", "ft": "ft", "miles": "mile", "hours": "hour", "customers": "customer",
}  # fmt: skip
_PER = regex.compile(
    r"(?:\$|\bcost|\bprice|\brate)[^A-Za-z]*(?:per|/)\s*(1,000\s*)?([A-Za-z]+)", regex.I
)


@dataclass(frozen=True, slots=True)
class ColumnDraft:
    """A column: the name rows call it, its heading (empty where none is printed), its type, the
    unit the page prints for it, and whether its cells are figures with a value."""

    name: str
    head: str
    type: str
    unit: str | None
    values: bool
    optional: bool


def columns_of(grid: Grid) -> list[ColumnDraft]:
    """A draft of each column, the label first."""
    heads = [*grid.heads, *[""] * (len(grid.homes) - len(grid.heads))]
    used: set[str] = set()
    made: list[ColumnDraft] = []
    for i, head in enumerate(heads):
        texts = [r.texts[i] for r in (*grid.rows, *grid.totals)]
        cells = [text for text in texts if text is not None]
        own = [r.texts[i] for r in grid.rows if r.texts[i] is not None]
        kind = type_of(cells, own, head)
        blank = any(row.texts[i] is None for row in grid.rows)
        values = TYPES[kind].family == "number"
        name = _name(head, i, used)
        unit = unit_of(head, cells, kind) if values else None
        made.append(ColumnDraft(name, head, kind, unit, values, blank))
    return made


def label_of(grid: Grid, columns: Sequence[ColumnDraft]) -> int:
    """The column that names a row: the first of words or dates that tells all rows apart, else
    the first column."""
    for i, column in enumerate(columns):
        keys = [(row.group, row.texts[i]) for row in grid.rows]
        if not column.values and len(set(keys)) == len(keys):
            return i
    return 0


def type_of(cells: Sequence[str], rows: Sequence[str | None], head: str) -> str:
    """The narrowest type that reads every cell clean. `rows` are the cells without totals."""
    own = [text for text in rows if text is not None]
    if _YEAR.search(head) and own and all(TYPES["year"].pattern.fullmatch(t) for t in own):
        return "year"
    for name in _FIGURES:
        if cells and all(_reads(name, cell) for cell in cells):
            return name
    for name in _WORDS:
        if own and all(_reads(name, text) for text in own):
            return name
    return "text"


def _reads(name: str, cell: str) -> bool:
    return TYPES[name].pattern.fullmatch(cell.strip()) is not None


def unit_of(head: str, cells: Sequence[str], kind: str) -> str | None:
    """The unit the page prints, in the heading or beside a figure; None where it prints none."""
    if kind == "percent":
        return "percent"
    priced = "$" in head or any("$" in cell for cell in cells)
    per = _PER.search(head) if priced else None
    if per and per[2].lower() in _UNITS:
        return f"USD/{'1000 ' if per[1] else ''}{_UNITS[per[2].lower()]}"
    if priced:
        return "USD" if " per " not in head.lower() and "/" not in head else None
    words = [w.lower() for w in _WORD.findall(head)]
    found = {_UNITS[word] for word in words if word in _UNITS}
    thousand = "1,000" in head or "000s" in head
    return found.pop() if len(found) == 1 and not thousand else None


def _name(head: str, at: int, used: set[str]) -> str:
    words = [w.lower() for w in _WORD.findall(_ASIDE.sub(" ", head)) if w.lower() not in _SMALL]
    base = "_".join(words[:3]) or ("item" if at == 0 else "figure")
    name, number = base, 2
    while name in used:
        name, number = f"{base}_{number}", number + 1
    used.add(name)
    return name


_SMALL = frozenset({"of", "the", "and", "a", "in", "to", "for", "no", "per", "sum"})


def amount(text: str) -> tuple[Decimal, Decimal] | None:
    """A figure's value and half the unit of its last digit; None for what is no plain figure.
    A dash in a column of dollars is zero."""
    if not is_figure(text):
        return None
    bare = _DIGITS.sub("", text)
    if not bare:
        return Decimal(0), Decimal(0)
    places = len(bare.partition(".")[2])
    return Decimal(bare), Decimal(1).scaleb(-places) / 2
