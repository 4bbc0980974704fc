"""What the heading of its column adds to the name of a price beside others in its row."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.rows.standing import says_still, standing
from ratebook.forms.charges.words.facets import Facets, coin_alone, facets
from ratebook.model.page import Cell

_SIGNS = regex.compile(r"\s\d/(?=\s|$)|\s?(?:[$¢]|\*+)$")
"""The number of a footnote in a heading, `Adjustment 1/`, and the sign of money it ends with."""
_EMPTY = regex.compile(r"\(\W*\)|\[\W*\]")
"""What is left of a unit in brackets."""

_MEANT = ("component", "unit", "season", "period", "tier")


def _heading(column: Column) -> str:
    return _SIGNS.sub("", " ".join(column.cell.text.split()))


def told_apart(made: list[Meaning], columns: list[Column], left: str) -> None:
    """Names the prices of a row that differ in nothing else by the headings of their columns."""
    keys = [tuple(m.fields[n].value if n in m.fields else "" for n in _MEANT) for m in made]
    headed = {c.cell.text for c in columns}
    for meaning, column, key in zip(made, columns, keys, strict=True):
        heading = _heading(column)
        named = any(heading in " ".join(s.value.split()) for s in meaning.fields.values())
        if keys.count(key) > 1 and not named and len(headed) == len(columns):
            _call(meaning, heading, left, column.cell)


def _shared(column: Column, context: Context) -> bool:
    """Whether another column says the same in its kinds of meanings."""
    own = _said(column.facets)
    return any(c is not column and _said(c.facets) == own for c in context.columns)


def alike(one: Column, other: Column) -> bool:
    """Whether two columns mean the same of other things or customers, by their free words alone."""
    own, theirs = one.facets, other.facets
    differ = own.free and theirs.free and own.free != theirs.free
    return bool(differ) and one is not other and _said(own) == _said(theirs)


def _said(of: Facets) -> tuple[tuple[str, ...], ...]:
    lists = (of.measures, of.components, of.seasons, of.periods, of.tiers)
    return tuple(tuple(s.value for s in said) for said in lists)


def named_by(
    column: Column, meaning: Meaning, left: str, context: Context, alike: bool = False
) -> None:
    """What the heading of a column adds to the name of a price beside others in its row: the
    group where there is none above, else more of the label. `alike`: another price of the row is
    in the same unit."""
    said, text = column.facets, _heading(column)
    if standing(column) or (not said.free and (said.seasons or said.periods or said.tiers)):
        return
    if not text or not (said.free or said.components) or coin_alone(text):
        return
    if said.measures and not said.free and not _shared(column, context) and not alike:
        text = _charged(said) if not facets(left).components else ""
        if not text:
            return
    _call(meaning, text, left, column.cell)


def _charged(said: Facets) -> str:
    """The words of a heading that say what is charged: `Distribution Charge per Mcf`."""
    words = said.text
    for measure in sorted(said.measures, key=lambda s: -s.start):
        words = f"{words[: measure.start]} {words[measure.end :]}"
    words = " ".join(_EMPTY.sub(" ", words).split())
    return _SIGNS.sub("", words).strip(" ,-/") if said.components else ""


def call_present(columns: list[Column], made: list[Meaning], left: str) -> None:
    """Calls the rates of a notice that still hold by the heading that says so: `Present`."""
    for column, meaning in zip(columns, made, strict=True):
        if says_still(column):
            _call(meaning, _heading(column), left, column.cell)


def _call(meaning: Meaning, text: str, left: str, over: Cell) -> None:
    if "group" not in meaning.fields:
        meaning.fields["group"] = Source(text, over=over)
        return
    label = meaning.fields.get("label")
    own = label.value if label and left.strip() else ""
    meaning.fields["label"] = Source(f"{own}, {text}" if own else text)
