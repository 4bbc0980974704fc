"""Rows whose figure shows nothing of a price but where it stands: whole dollars below `Tap Fee
($)`, tenths of a cent below `Cents per 1,000 Gallons`. They are for a person, and head nothing."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

_ROW = regex.compile(r"[^\t]*\p{L}.*\t\s*\(?\d{1,3}(?:,?\d{3})*(?:\.\d)?\)?\s*")
_OF_MONEY = regex.compile(
    r"\(\s*(?:in\s+)?(?:\$|dollars|cents|¢)\s*\)|(?<!\d\s?)\b(?:cents|dollars)\s+(?:per\b|each\b|/)"
    r"|\bin\s+(?:dollars|cents)\b|¢\s?(?:per\b|/)",
    regex.IGNORECASE,
)
_HIGHEST, _LONGEST = 3, 90
"""Lines that the headings over such rows take, and letters of one."""
_MOST = 40


def of_money_alone(texts: Sequence[Text], at: int) -> bool:
    """Whether line `at` is a label and a figure below a heading of money, which alone makes it a
    price."""
    if not _is_row(texts[at]):
        return False
    page, first = texts[at].line.page, at
    while first and at - first < _MOST and _goes_before(texts[first - 1], page):
        first -= 1
    for n in range(first - 1, max(first - 1 - _HIGHEST, -1), -1):
        said = texts[n].text
        if texts[n].line.page != page or len(said) > _LONGEST or any(p.firm for p in prices(said)):
            return False
        if _OF_MONEY.search(said):
            return True
    return False


def _is_row(text: Text) -> bool:
    said = text.text.rstrip(") ")
    return "\t" in said and said[-1:].isdigit() and _ROW.fullmatch(text.text) is not None


def _goes_before(text: Text, page: int) -> bool:
    """Whether a line is another row of the same list."""
    priced = "\t" in text.text and text.text.rstrip(") ")[-1:].isdigit()
    return text.line.page == page and priced and not _OF_MONEY.search(text.text)
