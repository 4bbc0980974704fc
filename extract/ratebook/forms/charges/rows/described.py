"""Tables of fees that tell in a column of their own when each is charged: `Charge | Application |
Amount`. The words of that column go with the name, whatever they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.rows.cells import ended_by
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.rows.places import column_of
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.tables.hit import Text, prepare
from ratebook.model.page import Cell, Line

_TELLS = regex.compile(
    r"(?:application|applicability|applicable|description|explanation|purpose|reason|conditions?"
    r"|when\s+(?:charged|applied|applicable|made|assessed))(?:\s+of\s+(?:charge|service|fee))?\W*",
    regex.IGNORECASE,
)
_DEEPEST = 4


def _column(context: Context) -> Cell | None:
    """The heading of such a column, which is not the first."""
    return next(
        (c.cell for c in context.columns[1:] if _TELLS.fullmatch(c.cell.text.strip())), None
    )


def described(
    context: Context,
    line: Line,
    cells: Sequence[tuple[int, Cell]],
    taken: set[int],
    setting: Setting,
) -> dict[int, str]:
    """The cells of a row of fees that tell when they are charged."""
    heading = _column(context)
    if heading is None or not cells or not _of_fees(cells[0][1].text, context, setting):
        return {}
    found: dict[int, str] = {}
    for n, (_, cell) in enumerate(cells):
        if n and n not in taken and _stands_in(context, line, cell, heading):
            found[n] = " ".join(cell.text.split())
    return found


def _stands_in(context: Context, line: Line, cell: Cell, heading: Cell) -> bool:
    try:
        return column_of(context, line, cell).cell is heading
    except UnreadError:
        return False


def _of_fees(label: str, context: Context, setting: Setting) -> bool:
    """Whether a row is of what is asked for once: by its name, the headings or the title."""
    said: list[Facets] = [facets(label), *(h.facets for h in context.stack)]
    said += [setting.title] if setting.title else []
    return any(s.value == "nonrecurring" for f in said for s in f.components)


def add_told(made: Sequence[Meaning], told: dict[int, str]) -> None:
    """Adds to the names of charges when they are made."""
    words = ", ".join(told.values())
    for meaning in made if words else ():
        label = meaning.fields.get("label")
        name = f"{label.value}, {words}" if label else words
        meaning.fields["label"] = label._replace(value=name) if label else Source(name)


def told_below(texts: Sequence[Text], at: int, setting: Setting, letters: str) -> tuple[Text, int]:
    """A row with the rest of what tells when it is charged, from the lines below that print nothing
    else, and how many these are."""
    context, row = setting.context, texts[at].line
    heading = _column(context)
    if heading is None or row.tabular or not _of_fees(row.cells[0].text, context, setting):
        return texts[at], 0
    own = next(
        (c for c in row.cells[1:] if c.left < heading.right and heading.left < c.right), None
    )
    if own is None or own is row.cells[-1]:
        return texts[at], 0
    whole, label, deep = own, row.cells[0], 0
    for n in range(at + 1, min(at + 1 + _DEEPEST, len(texts))):
        line = texts[n].line
        *named, more = line.filled or [Cell("", -9, -9)]
        under = abs(more.left - own.left) <= 1 and all(abs(c.left - label.left) <= 1 for c in named)
        if not under or len(named) > 1 or apart(texts[n - 1].line, line):
            break
        whole = ended_by(whole, more)
        label = ended_by(label, named[0]) if named else label
        deep += 1
    if not deep:
        return texts[at], 0
    cells = (label, *(whole if c is own else c for c in row.cells[1:]))
    return prepare(replace(row, cells=cells), letters), deep
