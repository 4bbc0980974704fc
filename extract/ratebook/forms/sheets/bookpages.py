"""Pages of a book that are no schedule: covers, indexes, adoption notices. They hold no charge.

An index lists sheets and dates that look like figures; a cover prints a book's number and no sheet.
A page with money on it is none of these, whatever its heading says: it is left to the forms.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import regex
from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from ratebook.forms.sheets.head import head_items
from ratebook.forms.sheets.listing import listing
from ratebook.model.page import Line
from ratebook.records.ledger import Ledger
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton, skeletons

BY = "book"
"""The name under which these pages are claimed."""

_FIRST = 16
_TOP = 30
_REACH = 60
_BEHIND = 30
"""Signs that may stand behind a heading: `(continued)`, `Page 3 of 12`."""
_ENTRIES = 3
_CELLS = 2
"""Of a heading and the number behind it."""
_ALIKE = 90.0
_SPEAKS = regex.compile(r"\b(?:on|see|in|of)\s*$", regex.IGNORECASE)
_SIGNED = re.compile(r"\$[^\S\n]?[\d.]|¢")
_SPOKEN = regex.compile(r"\bcents?[^\S\n]+per\b")
_AGAIN = regex.compile(
    r"\W*(?:cont(?:inued|['’]?d)|concluded|page\s*\d+(?:\s*of\s*\d+)?)\W*$", regex.IGNORECASE
)


def is_cover(lines: Sequence[Line], jurisdiction: Jurisdiction) -> bool:
    """Whether these lines are the cover of a book: its words, and no sheet's number or money."""
    top = lines[:_TOP]
    if not jurisdiction.sheet.covers or any(_numbers(x.text, jurisdiction) for x in top):
        return False
    if has_money(lines):
        return False
    said = skeleton(" ".join(line.text for line in top))[:2000]
    return any(_stands_in(skeleton(phrase), said) for phrase in jurisdiction.sheet.covers)


@lru_cache(maxsize=4096)
def _numbers(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line prints the number of a sheet, and does not only speak of one: `AS STATED ON
    SHEET NO. 1`."""
    items = head_items(text, jurisdiction)
    return any(i.kind == "sheet" and i.said and not _SPEAKS.search(text[: i.start]) for i in items)


def _stands_in(phrase: str, said: str) -> bool:
    return phrase in said or fuzz.partial_ratio(phrase, said, score_cutoff=_ALIKE) > 0


def is_index(lines: Sequence[Line], body: Sequence[Line], jurisdiction: Jurisdiction) -> bool:
    """Whether the lines of a sheet are an index: its heading, and in its body a list of sheets."""
    at = index_heading(lines, jurisdiction)
    if at is None or has_money(lines):
        return False
    entry = _entry(jurisdiction)
    if sum(entry.search(line.text) is not None for line in body) >= _ENTRIES:
        return True
    return len(listing(lines[at + 1 :], jurisdiction)[0]) >= _ENTRIES


def index_heading(lines: Sequence[Line], jurisdiction: Jurisdiction) -> int | None:
    """Where the heading of an index stands among the lines of a sheet."""
    return _headed(lines[:_FIRST], jurisdiction.sheet.indexes)


def is_adoption(lines: Sequence[Line], jurisdiction: Jurisdiction) -> bool:
    """Whether these lines are a notice by which one utility adopts the book of another."""
    found = _headed(lines[:_FIRST], jurisdiction.sheet.adoptions)
    return found is not None and not has_money(lines)


def _entry(jurisdiction: Jurisdiction) -> regex.Pattern[str]:
    """A line of an index: a sheet's number, or a run of them, at its end or beginning."""
    number = jurisdiction.sheet.number
    run = rf"(?:{number})(?:\s?(?:[-–—,&]|to|thru|through)\s?(?:{number}))*"
    return regex.compile(rf"[A-Za-z)][\s.\t_]+{run}\s*$|^\W*{run}[\s\t]+[A-Z][a-z]", regex.I)


def _headed(lines: Sequence[Line], headings: Collection[str]) -> int | None:
    """Where one of these headings fills a line, but for `(continued)` and a number behind it."""
    known = skeletons(tuple(headings))
    longest = _BEHIND + max(map(len, known), default=0)
    for at, line in enumerate(lines if known else ()):
        if len(line.text) <= 2 * longest and _is_heading(line.text, known) and not _is_row(line):
            return at
    return None


def _is_row(line: Line) -> bool:
    """Whether a line is one of a table: a substation may be called Index."""
    return len(line.filled) > _CELLS


@lru_cache(maxsize=4096)
def _is_heading(text: str, known: tuple[str, ...]) -> bool:
    low = text.lower()
    again = "con" in low or "page" in low
    said = skeleton(_AGAIN.sub("", text) if again else text).rstrip("0123456789")
    return extractOne(said, known, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None


def has_money(lines: Iterable[Line]) -> bool:
    """Whether prices stand among these lines."""
    said = "\n".join([line.text for line in lines])
    small = said.lower()
    return _SIGNED.search(said) is not None or (
        "cent" in small and _SPOKEN.search(small) is not None
    )


def claim_sheet_page(
    lines: Sequence[Line], body: Sequence[Line], jurisdiction: Jurisdiction, ledger: Ledger
) -> bool:
    """Claims the body of a sheet that is a cover, an index or an adoption notice; false if it is
    none of these. `lines` are all lines of the sheet."""
    if has_money(lines):
        return False
    if is_index(lines, body, jurisdiction):
        became = "index"
    elif is_adoption(lines, jurisdiction):
        became = "adoption notice"
    elif is_cover(lines, jurisdiction):
        became = "cover"
    else:
        return False
    for line in body:
        ledger.claim(line, BY, became)
    return True


def claim_loose_pages(
    lines: Sequence[Line], jurisdictions: Iterable[Jurisdiction], ledger: Ledger
) -> tuple[Line, ...]:
    """Claims covers and adoption notices among lines that belong to no sheet; returns the rest."""
    taken: set[int] = set()
    profiles = [p for p in jurisdictions if p.sheet.covers or p.sheet.adoptions]
    for page in (page for page in _pages(lines) if not has_money(page)):
        for became, test in (("adoption notice", is_adoption), ("cover", is_cover)):
            if any(test(page, profile) for profile in profiles):
                for line in page:
                    ledger.claim(line, BY, became)
                taken.update(id(line) for line in page)
                break
    return tuple(line for line in lines if id(line) not in taken)


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by page. A source without pages is one page; a long one is no cover or notice."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return [page for page in pages.values() if len(page) <= _REACH]
