"""The year of months that rows print by their names alone (`January`): the one their page names.

Only lines that print no other figure count, such as `Calendar Year 2014` or `2014 Work Orders`;
cases and books name years of their own. Two years on a page leave the months without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line
from ratebook.rules.form import Table
from ratebook.rules.template import template as compiled

_ALONE = regex.compile(r"[^\d]*(?:\b((?:19|20)\d\d)\b[^\d]*)+")
_WHOLE = regex.compile(
    r"(?:\b(?:year|months?|period)\s+end(?:ed|ing)|\bjan(?:uary|\.)?(?:\s+1(?:st)?)?\s*(?:through|thru|to|-|–))"
    r"\s+dec(?:ember|\.)?(?:\s+31(?:st)?)?\s*,?\s+(?=(?:19|20)\d\d\b)",
    regex.IGNORECASE,
)
"""A year in the words of its last day, or of its first and last month."""
_COUNTED = regex.compile(r"\b12(?=[\s-]+months?\b)", regex.IGNORECASE)
_OTHER = regex.compile(
    r"\b(?:issued?|effective|dated?|case|order|filed|no|book|sheet|section|through|jan\w*|feb\w*|mar(?:ch)?"
    r"|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b",
    regex.IGNORECASE,
)
_WORDS = 12


@lru_cache(maxsize=256)
def tells_months(table: Table) -> bool:
    """Whether a column of the table prints months."""
    return any(spec.type == "month" for c in table.columns for spec in compiled(c.cell).fields)


def year_of(lines: Sequence[Line]) -> str:
    """The one year that headings of these lines name; empty where they name none, or several."""
    found: set[str] = set()
    for text in (line.text for line in lines if "19" in line.text or "20" in line.text):
        if len(text.split()) > _WORDS:
            continue
        if "dec" in text.lower():
            text = _COUNTED.sub("", _WHOLE.sub("", text))
        alone = None if _OTHER.search(text) else _ALONE.fullmatch(text)
        found |= {*alone.captures(1)} if alone else set()
    return found.pop() if len(found) == 1 else ""


def give_year(scan: Scan) -> None:
    """Puts the year behind the months that rows print without one."""
    months = {
        spec.name
        for column in scan.table.columns
        for spec in compiled(column.cell).fields
        if spec.type == "month"
    }
    for hit in scan.hits:
        for name in months & hit.cells.keys():
            tokens = hit.cells[name]
            if not any(map(str.isdigit, hit.text(name))):
                hit.cells[name] = [t._replace(raw=f"{t.raw} {scan.year}") for t in tokens]
