"""Sheets that no head opens: what tells them is the foot of the printed form, with its dates.

Old books and those of small utilities leave book or sheet number out, or print neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ratebook.forms.section import Section
from ratebook.forms.sheets.bookpages import has_money, is_adoption, is_cover
from ratebook.forms.sheets.foot import has_foot
from ratebook.forms.sheets.stamps import is_stamp
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction

_TWO = 2


def footed(section: Section, jurisdiction: Jurisdiction) -> Iterator[Section]:
    """A section that nothing opened, its pages with prices and a sheet's foot taken for sheets of
    the state that the document names."""
    for is_sheet, pages in groupby(_pages(section.lines), lambda p: _is_sheet(p, jurisdiction)):
        if not is_sheet:
            yield replace(section, lines=tuple(line for page in pages for line in page))
            continue
        for page in pages:
            yield replace(section, kind="sheet", lines=page, jurisdiction=jurisdiction.code)


def _pages(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    return [tuple(of) for _, of in groupby(lines, lambda line: line.page)]


def _is_sheet(lines: Sequence[Line], jurisdiction: Jurisdiction) -> bool:
    """Whether a page prints prices above a foot: two labels of it with what belongs behind them,
    or one and a stamp of the state."""
    if not has_money(lines) or not any("ffective" in x.text.lower() for x in lines):
        return False
    feet = sum(has_foot(line, jurisdiction) for line in lines)
    if feet < _TWO and not (feet and any(is_stamp(x.text, jurisdiction) for x in lines)):
        return False
    return not is_cover(lines, jurisdiction) and not is_adoption(lines, jurisdiction)
