"""Rubber stamps: their date is words (`OCT 15 1992`), and stands below or behind EFFECTIVE."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from rapidfuzz import fuzz

from ratebook.forms.tokens.dates import MONTH_NUMBERS, DateToken, leading_date
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton

_FORM = "mmm d yyyy"
_ALIKE = 85.0
_MONTHS = tuple(name.upper() for name in MONTH_NUMBERS)
_RUBBER = regex.compile(
    rf"\s*(?:{'|'.join(_MONTHS)})[A-Z]{{0,6}}[.\s]{{0,2}}[\dOIl\s]{{1,6}}\d{{4}}\s*"
)


def rubber_dates(foot: Sequence[Line], jurisdiction: Jurisdiction) -> list[tuple[Line, DateToken]]:
    """The dates of rubber stamps in a foot, where the stamp's word for effective stands right above
    the date or before it in its cell. Offsets are those of the line."""
    if _FORM not in jurisdiction.stamp.dates:
        return []
    found: list[tuple[Line, DateToken]] = []
    whole = "\n".join([line.text for line in foot])
    months = [month for month in _MONTHS if month in whole]
    for at, line in enumerate(foot if months else ()):
        if not any(map(line.text.__contains__, months)):
            continue
        above = foot[at - 1].text if at and foot[at - 1].page == line.page else ""
        found += [(line, token) for token in _of_line(line.text, above, jurisdiction)]
    return found


def _of_line(text: str, above: str, jurisdiction: Jurisdiction) -> Iterator[DateToken]:
    at = 0
    for cell in text.split("\t"):
        word = cell.split(maxsplit=1)[0] if cell.strip() else ""
        opens = len(word) if _says_effective(word, jurisdiction) else 0
        rest = cell[cell.index(word) + opens :] if opens else cell
        below = any(_says_effective(c, jurisdiction) for c in above.split("\t"))
        if (opens or below) and _RUBBER.fullmatch(rest):
            token = leading_date(rest)
            if token is not None:
                yield _moved(token, at + len(cell) - len(rest))
        at += len(cell) + 1


def _says_effective(text: str, jurisdiction: Jurisdiction) -> bool:
    said = skeleton(text)
    return text.isupper() and fuzz.ratio(said, skeleton(jurisdiction.stamp.effective)) >= _ALIKE


def _moved(token: DateToken, by: int) -> DateToken:
    return DateToken(
        token.raw, token.start + by, token.end + by, token.readings, token.numeric,
        token.separator, token.month, token.day,
    )  # fmt: skip
