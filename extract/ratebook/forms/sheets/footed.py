"""Sheets that no head opens: what tells them is the foot of the printed form, with its dates.

Old books and those of small utilities leave book or sheet number out, or print neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

import regex

from ratebook.forms.section import Section
from ratebook.forms.sheets.bookpages import has_money, is_adoption, is_cover
from ratebook.forms.sheets.foot import feet_in, feet_over
from ratebook.forms.sheets.head import halves, head_line, loose_head
from ratebook.forms.sheets.parts import is_schedule
from ratebook.forms.sheets.stamps import is_stamp
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.unnamed import UNNAMED

_RATE = regex.compile(r"(?<![\w.,])\d?\.\d{3,6}(?![\w.])")
_ROWS = 3
_TWO = 2
_TOP = 4


def footed(section: Section, jurisdiction: Jurisdiction) -> Iterator[Section]:
    """A section that nothing opened, its pages with prices and a sheet's foot taken for sheets of
    the state that the document names, or of none. Pages that print one sheet's
    number are one sheet."""
    for is_sheet, pages in groupby(_pages(section.lines), lambda p: _is_sheet(p, jurisdiction)):
        if not is_sheet:
            yield replace(section, lines=tuple(chain.from_iterable(pages)))
            continue
        for number, of in groupby(pages, lambda page: _number(page, jurisdiction)):
            for lines in (chain.from_iterable(of),) if number else of:
                yield replace(
                    section, kind="sheet", lines=tuple(lines), jurisdiction=jurisdiction.code
                )


def _pages(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    return [tuple(of) for _, of in groupby(lines, lambda line: line.page)]


def _is_sheet(lines: Sequence[Line], jurisdiction: Jurisdiction) -> bool:
    """Whether a page prints prices above a foot: two labels of it with what belongs behind them,
    or one and a stamp of the state; or the number of a sheet above any foot. Of a document that
    names no state, the parts of a schedule tell it too."""
    if jurisdiction.code == UNNAMED and is_schedule(lines):
        return not is_cover(lines, jurisdiction) and not is_adoption(lines, jurisdiction)
    if not any("ffective" in x.text.lower() for x in lines):
        return False
    feet = sum(feet_in(line, jurisdiction) for line in lines)
    feet += sum(feet_over(one, other, jurisdiction) for one, other in pairwise(lines))
    if not feet or is_cover(lines, jurisdiction) or is_adoption(lines, jurisdiction):
        return False
    if _number(lines, jurisdiction):
        return True
    if jurisdiction.code == UNNAMED:
        return False
    stamped = feet >= _TWO or any(is_stamp(x.text, jurisdiction) for x in lines)
    priced = has_money(lines) or any("%" in x.text for x in lines) or _prints_rates(lines)
    return stamped and priced


def _prints_rates(lines: Sequence[Line]) -> bool:
    """Whether a page prints rates without a sign: below `$ PER KWH`, to three decimals at least."""
    return sum(_RATE.search(line.text) is not None for line in lines) >= _ROWS


def _number(lines: Sequence[Line], jurisdiction: Jurisdiction) -> tuple[str, str] | None:
    """The number of a sheet and its revision in the first lines of a page, as the head prints them
    of a book whose pages leave its own number out; None where not both are read."""
    top = lines[:_TOP]
    block = loose_head(top, jurisdiction)
    if block is None:
        return None
    items = (head_line(x.text, jurisdiction) for x in top[block.start : block.end])
    own, _ = halves(list(chain.from_iterable(items)))
    sheet, revision = own.get("sheet"), own.revision
    if sheet is None or revision is None or not sheet.said or not revision.said:
        return None
    return sheet.said, revision.said
