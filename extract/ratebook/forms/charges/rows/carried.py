"""What the first column of a table says of the rows below that leave it empty."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.rows.places import column_of
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_EDGE = 0.5
_THREE = 3
_COUNT = regex.compile(r"\d{1,3}(?:,\d{3})+|\d{1,6}")
_SIZES = regex.compile(r"\b(?:lumens?|watts?|wattage)\b", regex.IGNORECASE)
_WORDED = regex.compile(r"[A-Za-z]{3}")
_TOTAL = regex.compile(r"(?:sub-?)?totals?\b", regex.IGNORECASE)


def carry(
    context: Context,
    line: Line,
    cells: list[tuple[int, Cell]],
    taken: set[int],
    meaning: Meaning,
) -> None:
    """A size or class that stands in the first column of its first row holds for the rows below it,
    where that column is empty. It is the group of them all, or their name below another group."""
    if not context.columns:
        return
    fields = meaning.fields
    edge = context.columns[0].cell.right - (_EDGE if line.tabular else 0)
    own = next((c for n, (_, c) in enumerate(cells) if n not in taken), None)
    label = fields.get("label")
    if own is not None and own.left <= edge:
        name = own.text.strip()
        named = "tier" in fields and label is not None and label.value == name
        # `First 2,000 gallons (minimum)` is a block itself.
        named = named and not facets(name).tiers
        more = label is not None and label.value != name and name in label.value
        sized = label is not None and label.value == name and _sized_apart(cells, taken, own)
        lit = (
            (more or sized)
            and fields["component"].value == "lamp"
            and not any(ch.isdigit() for ch in own.text)
        )
        if not line.tabular:
            context.carried = name if named or lit else ""
        if named:
            _under(name, meaning)
        return
    if not line.tabular:
        if label and context.carried and fields["component"].value == "lamp":
            # `Mercury Vapor | 175 W`, and below it `400 W`.
            bare = own is not None and label.value == own.text.strip()
            told = bare and own is not None and _counts_size(context, line, own)
            name = context.carried if told else f"{context.carried} {label.value}"
            fields["label"] = label._replace(value=name)
            return
        if own and label and _below_second(context, own, label.value):
            # `Residential | Customer charge`, and below it `Usage charge`.
            if 0 in taken:
                # The code of one row is not that of the rows below.
                first = cells[0][1].text.strip()
                context.carried = first if _WORDED.search(first) else ""
            elif context.carried:
                _under(context.carried, meaning)
        elif own is None or label or "tier" not in fields:
            context.carried = ""
        elif context.carried:
            _under(context.carried, meaning)


def _below_second(context: Context, own: Cell, label: str) -> bool:
    """Whether the first cell of a row, its name, stands below the heading of the second column."""
    if len(context.columns) < _THREE or label != own.text.strip():
        return False
    second = context.columns[1].cell
    return own.left < second.right and second.left < own.right


def _sized_apart(cells: list[tuple[int, Cell]], taken: set[int], own: Cell) -> bool:
    """Whether another cell beside the prices of a row is a figure: what the first one names is of
    several sizes."""
    others = (c for n, (_, c) in enumerate(cells) if n not in taken and c is not own)
    return any(_COUNT.fullmatch(c.text.strip()) for c in others)


def _counts_size(context: Context, line: Line, cell: Cell) -> bool:
    """Whether a figure stands below a heading of sizes, which becomes part of its name."""
    try:
        heading = column_of(context, line, cell).cell.text
    except UnreadError:
        return False
    return _SIZES.search(heading) is not None and _COUNT.fullmatch(cell.text.strip()) is not None


def led_down(context: Context, text: Text, cells: list[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
    """The cells of a drawn row; what an empty first one repeats of the rows above among them."""
    first = text.line.cells[0]
    if not text.line.tabular or first.text.strip() or not context.carried:
        return cells
    if cells and _TOTAL.match(cells[0][1].text):
        return cells
    return [(0, first._replace(text=context.carried)), *cells]


def _under(name: str, meaning: Meaning) -> None:
    """Names a charge by the first cell of its row or of the one above."""
    label = meaning.fields.get("label")
    if "group" not in meaning.fields:
        meaning.fields["group"] = Source(name)
        if label and label.value == name:
            del meaning.fields["label"]
    elif label is None:
        meaning.fields["label"] = Source(name)
    elif label.value != name:
        meaning.fields["label"] = label._replace(value=f"{name}, {label.value}")
