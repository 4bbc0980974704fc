"""What the other cells of a row say of its charge: a lamp's size, a code, the use it includes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.rows.cells import FLOW
from ratebook.forms.charges.rows.places import column_of
from ratebook.forms.charges.words.facets import Facets, Said, facets
from ratebook.model.page import Cell, Line

_CODE = regex.compile(r"[A-Z]{1,4}-?\d{1,3}[A-Z]?")
_CODED = regex.compile(r"[A-Z0-9][A-Z0-9./-]{0,7}")
_OF_CODES = regex.compile(r"\bcodes?\b|\bsymbol\b|^\W*(?:fixture|lamp|unit)\s+(?:no|id)\b", regex.I)
_OF_CLASSES = regex.compile(
    r"\W*(?:class(?:ification)?|category|group)(?:\s+of\s+(?:service|lighting))?\W*"
    r"|\W*(?:kind|type)\s+of\s+(?:service|lighting)\W*"
    r"|\W*service\s+(?:class|type|category)\W*",
    regex.I,
)
_WORD = regex.compile(r"[A-Za-z]{3}")
_COUNT = regex.compile(r"\d{1,3}(?:,\d{3})+|\d{3,6}")
_ALLOWED = regex.compile(r"\b(?:gallons|cubic\s+feet|kwh|mcf|ccf)\b", regex.IGNORECASE)
_FIGURE = regex.compile(r"\d[\d,]*(?:\.\d+)?(?:\s*[/-]\s*\d[\d,]*)?")
_SIZE = regex.compile(r"\b(?:lumens?|watts?|wattage)\b", regex.IGNORECASE)
_OWN_SIZE = regex.compile(r"\d\s?(?:w\b|watts?\b).*[A-Za-z]{3}.*[A-Za-z]{3}", regex.IGNORECASE)
"""The size and the kind of a lamp in its own name."""
_USE = regex.compile(r"\bkwh\b", regex.IGNORECASE)
_LIT = frozenset({"customer", "lamp"})
_BY_LAMP = frozenset({"month", "lamp"})

Headed = Sequence[tuple[Cell, Column]]
"""Cells beside the prices of a row, each with its column; those of no column are not among them."""


def headed_apart(
    context: Context, line: Line, cells: list[tuple[int, Cell]], taken: set[int]
) -> dict[str, tuple[int, Cell]]:
    """The cells of a row below headings of codes and of classes, by the field they are, each with
    its number; only where another cell says what is charged."""
    found: dict[str, tuple[int, Cell]] = {}
    for n, (_, cell) in enumerate(cells):
        if n in taken or not cell.text.strip():
            continue
        try:
            heading = column_of(context, line, cell).cell.text
        except UnreadError:
            continue
        if _OF_CODES.search(heading) and _CODED.fullmatch(cell.text.strip()):
            found.setdefault("code", (n, cell))
        elif not n and _OF_CLASSES.fullmatch(heading) and _names_class(cell.text):
            found.setdefault("group", (n, cell))
    apart = {n for n, _ in found.values()} | taken
    named = any(n not in apart and _WORD.search(c.text) for n, (_, c) in enumerate(cells))
    return found if named else {}


def _names_class(text: str) -> bool:
    """Whether a cell names a class, and not a block of its use: `School`."""
    return _WORD.search(text) is not None and not facets(text).tiers


def says_apart(apart: dict[str, tuple[int, Cell]], meaning: Meaning) -> None:
    """Enters what such cells say. Below a heading that is a group, a class is of the name."""
    for name, (_, cell) in apart.items():
        said = " ".join(cell.text.split())
        label = meaning.fields.get("label")
        if name == "code" or "group" not in meaning.fields:
            meaning.fields[name] = Source(said, None, cell.text.strip())
        else:
            whole = f"{said} {label.value}" if label else said
            meaning.fields["label"] = (label or Source(said))._replace(value=whole)


def says_beside(cells: Headed, first: Cell, meaning: Meaning) -> None:
    """Enters what other cells of a row say of a charge: a code, the use that a minimum includes,
    the size of a lamp. `first` is the row's first cell."""
    fields = meaning.fields
    for cell, column in cells:
        said = cell.text.strip()
        if _CODE.fullmatch(said) and "code" not in fields and cell is not first:
            fields["code"] = Source(said, None, said)
        if fields["component"].value != "minimum" or "tier" in fields:
            continue
        if FLOW.fullmatch(said):
            fields["tier"] = Source(" ".join(said.split()), None, said)
        if not _COUNT.fullmatch(said):
            continue
        counted = _ALLOWED.search(column.cell.text)
        if counted:
            fields["tier"] = Source(f"{said} {counted[0].lower()}", None, said)
    if fields["component"].value == "lamp":
        _sized(cells, meaning)


def _sized(cells: Headed, meaning: Meaning) -> None:
    """Puts the size of a lamp that stands in a column of its own into its name; what it uses, only
    where nothing else tells its size."""
    label = meaning.fields.get("label")
    named = label.value if label else ""
    sizes = [] if _OWN_SIZE.search(named) else _under(cells, _SIZE, named)
    if not sizes and not any(ch.isdigit() for ch in named):
        sizes = _under(cells, _USE, named)
    if sizes:
        text = ", ".join([named, *sizes] if named else sizes)
        # The whole row is its place: every figure of the name must be seen alike by both engines.
        here = label if label and label.heading else Source(text)
        meaning.fields["label"] = here._replace(value=text)


def _under(cells: Headed, wanted: regex.Pattern[str], named: str) -> list[str]:
    found: list[str] = []
    for cell, column in cells:
        head, said = wanted.search(column.cell.text), cell.text.strip(" *†‡")
        if head and _FIGURE.fullmatch(said) and said not in named.split():
            found.append(f"{said} {head[0]}")
    return found


def of_lamp(cells: Headed, said: Facets) -> Facets:
    """What a column of prices lends to a row that has a figure below `Lumens` or `Watts`: the price
    by the month is of a lamp, and no customer's."""
    named = {s.value for s in said.components}
    if not named <= _LIT or any(s.value not in _BY_LAMP for s in said.measures):
        return said
    if not _under(cells, _SIZE, ""):
        return said
    return replace(said, components=(Said("lamp", 0, 0),))
