"""The territory a sheet is for, as its head prints it."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from rapidfuzz import fuzz

from ratebook.forms.sheet_head import head_items
from ratebook.forms.sheet_names import Named
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton

_LONGEST = 70
_ALIKE = 85.0


def territory_of(lines: Sequence[Line], jurisdiction: Jurisdiction) -> Named | None:
    """The words from `FOR` to the next part of the head, or to the end of the line or cell."""
    if jurisdiction.territory is None:
        return None
    for line in lines:
        m = jurisdiction.territory.search(line.text)
        if m is None or not _opens(line.text, m.start()):
            continue
        items = head_items(line.text[m.end() :], jurisdiction)
        stop = m.end() + items[0].start if items else len(line.text)
        tab = line.text.find("\t", m.end())
        end = min(stop, tab) if tab > 0 else stop
        said = " ".join(line.text[m.start() : end].split()).strip(" _,-")
        if 5 < len(said) <= _LONGEST:
            return _known(said, line, m.start(), end, jurisdiction)
    return None


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before.endswith("\t") or regex.search(r"[\d)]$", before) is not None


def _known(said: str, line: Line, start: int, end: int, jurisdiction: Jurisdiction) -> Named:
    """The same words, or the phrase of the profile's closed list that damaged ones stand for."""
    bare = skeleton(said)
    for phrase in jurisdiction.sheet.territories:
        known = skeleton(phrase)
        if bare == known:
            break
        if abs(len(bare) - len(known)) <= 2 and fuzz.ratio(bare, known) >= _ALIKE:
            return Named(phrase, line, start, end, (f"{said!r} of the closed list",))
    return Named(said, line, start, end)
