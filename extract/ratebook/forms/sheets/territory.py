"""The territory a sheet is for, as its head prints it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex
from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from ratebook.forms.sheets.head import head_items
from ratebook.forms.sheets.names import NO_WORD
from ratebook.forms.sheets.schedule import Named
from ratebook.forms.sheets.text import bones, small_words
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton, skeletons

_NUMBERED = regex.compile(r"[\d)]$")
_FURNISHES = regex.compile(r"(?:(?:furnish|supply|provid|fil)ing|each|every)\b", regex.IGNORECASE)
"""The words of a cover, `RULES AND REGULATIONS / FOR FURNISHING / WATER SERVICE`, or of a charge:
`For each public hydrant requested by a city`."""
_PRICED = regex.compile(r"\$\s{0,3}\.?\d|\d\s?¢|\d\.\d{3,}")
"""`For the first 1 Mcf or less ... $10.59` is a rate, and no territory."""
_BLANK = regex.compile(r"\s+Community(?:,?\s+Town)?(?:,?\s+or)?(?:\s+City)?\s*$", regex.IGNORECASE)
"""What the form prints below the blank of the territory."""
_LONGEST = 70
_ALIKE = 85.0
_LIKE = 75.0
_FORM = 12
_SAME = 85.0


def territory_of(lines: Sequence[Line], jurisdiction: Jurisdiction) -> Named | None:
    """The words from `FOR` to the next part of the head, or to the end of the line or cell."""
    if jurisdiction.territory is None:
        return None
    open_lines = [line for line in lines if _may_name(line.text, jurisdiction)]
    for line in open_lines:
        found = _glued(line, jurisdiction) or _printed(line, jurisdiction.territory, jurisdiction)
        if found is not None and not found.worn:
            return found
    return next((w for line in open_lines if (w := _worn(line, jurisdiction))), None)


def _printed(line: Line, starts: regex.Pattern[str], jurisdiction: Jurisdiction) -> Named | None:
    m = starts.search(line.text)
    if m is None or not _opens(line.text, m.start()):
        return None
    items = head_items(line.text, jurisdiction)
    stop = next((item.start for item in items if item.start >= m.end()), len(line.text))
    tab = line.text.find("\t", m.end())
    end = min(stop, tab) if tab > 0 else stop
    said = " ".join(_BLANK.sub("", line.text[m.start() : end]).split()).strip(" _,-")
    if _FURNISHES.match(said[m.end() - m.start() :].lstrip()):
        return None
    return _known(said, line, m.end(), end, jurisdiction) if 5 < len(said) <= _LONGEST else None


def _opener(text: str, jurisdiction: Jurisdiction) -> str:
    """The label before a territory, `FOR`: the form prints it, it is no part of the name."""
    m = jurisdiction.territory.match(text) if jurisdiction.territory else None
    return m.group() if m else ""


@lru_cache(maxsize=4096)
def opens_form(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line begins with words of the printed form that stand above a sheet's head."""
    said = skeleton(text)
    for words in skeletons(jurisdiction.sheet.furniture):
        if len(words) >= _FORM and fuzz.ratio(said[: len(words)], words, score_cutoff=_SAME):
            return True
    return False


@lru_cache(maxsize=2048)
def _may_name(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line may name a territory: no rate, and no words of the printed form."""
    if _PRICED.search(text):
        return False
    return not _is_furniture(skeleton(text)[:_LONGEST], jurisdiction)


def _is_furniture(said: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line is words of the printed form: `FORM FOR FILING RATE SCHEDULES`."""
    known = skeletons(jurisdiction.sheet.furniture)
    return extractOne(said, known, scorer=fuzz.ratio, score_cutoff=_SAME) is not None


def _glued(line: Line, jurisdiction: Jurisdiction) -> Named | None:
    """A territory of the closed list that runs on from words of the printed form."""
    said = skeleton(line.text) if len(line.text) <= 2 * _LONGEST else ""
    for known in skeletons(jurisdiction.sheet.territories):
        at = said.find(known)
        if at > 0 and _is_furniture(said[:at], jurisdiction):
            start, end = bones(line.text).span(at, at + len(known))
            start += len(_opener(line.text[start:end], jurisdiction))
            return Named(" ".join(line.text[start:end].split()), line, start, end)
    return None


def _worn(line: Line, jurisdiction: Jurisdiction) -> Named | None:
    """A line that holds something like a territory of the closed list, not legible as one."""
    if line.text[:1].isupper() and _is_like_one(skeleton(line.text), jurisdiction):
        return Named("", line, 0, len(line.text), worn=True)
    return None


@lru_cache(maxsize=2048)
def _is_like_one(said: str, jurisdiction: Jurisdiction) -> bool:
    """Whether something like a territory of the closed list stands in a short line."""
    for known in skeletons(jurisdiction.sheet.territories) if len(said) <= _LONGEST else ():
        if len(said) >= len(known) - 2 and fuzz.partial_ratio(known, said, score_cutoff=_LIKE):
            return True
    return False


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before.endswith("\t") or _NUMBERED.search(before) is not None


def _known(said: str, line: Line, start: int, end: int, jurisdiction: Jurisdiction) -> Named:
    """The same words, or the phrase of the profile's closed list that damaged ones stand for."""
    bare, known = skeleton(said), jurisdiction.sheet.territories
    legible = _words(said) <= _words(" ".join(known))
    for phrase in () if legible else known:
        wanted = skeleton(phrase)
        if bare == wanted:
            break
        if abs(len(bare) - len(wanted)) <= 2 and fuzz.ratio(bare, wanted) >= _ALIKE:
            listed = tuple(_unlabelled(text, jurisdiction) for text in known)
            value, note = _unlabelled(phrase, jurisdiction), f"{said!r} of the closed list"
            return Named(value, line, start, end, (note,), listed=listed)
    worn = NO_WORD.search(said) is not None
    return Named(_unlabelled(said, jurisdiction), line, start, end, worn=worn)


def _unlabelled(said: str, jurisdiction: Jurisdiction) -> str:
    return said[len(_opener(said, jurisdiction)) :]


def _words(text: str) -> set[str]:
    """The words of a text; a plural is its singular: both are printed."""
    return {word.removesuffix("s") for word in small_words(text)}
