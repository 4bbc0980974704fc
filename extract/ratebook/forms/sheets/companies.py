"""Which company a line names, by how companies' names end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from ratebook.forms.sheets.schedule import Named
from ratebook.forms.sheets.text import small_words
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.lookup import name_words
from ratebook.rules.phrase import skeleton

_LONGEST = 400
FIRST = 10
"""The utility of a sheet is named among as many lines."""
_JOINT = regex.compile(r"^.*\d(?=[A-Z][A-Za-z])|^.*\d")


def _company_end() -> str:
    ends = sorted((regex.escape(e) for e in name_words().company_ends), key=len, reverse=True)
    return rf"(?:{'|'.join(ends)})(?![A-Za-z])"


@lru_cache(maxsize=1)
def _end_words() -> frozenset[str]:
    """The words with which the end of a company's name begins: without one, a line names none."""
    return frozenset(small_words(end)[0] for end in (*name_words().company_ends, "rural"))


@lru_cache(maxsize=1)
def _company() -> re.Pattern[str]:
    # `Cold Spring Rural Electric` says it all; `Rural Electric Membership` goes on.
    end = rf"(?:{_company_end()}\.?|Rural[ ]Electric(?=[ ]*(?:\t|$)))"
    return re.compile(
        rf"(?<![\w])(?P<name>[A-Z][A-Za-z0-9&.,'’/\- ]{{1,70}}?(?<![A-Za-z]){end}"
        rf"(?:(?:,?[ ]|,\t){end})*)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def rest_of_name() -> regex.Pattern[str]:
    """What the name of a cooperative goes on with, and nothing else."""
    end = rf"(?:{_company_end()}\.?|Membership(?![A-Za-z]))"
    return regex.compile(rf"{end}(?:,?[ ]+{end})*", regex.IGNORECASE)


def names_company(text: str) -> bool:
    """Whether a text is the name of a company and nothing else."""
    found = company_in(text, 0)
    return found is not None and found[:2] == (0, len(text))


_LOWER = regex.compile(r"(?<![\w'’-])[a-z]{4,}\b")
"""A word of a sentence, and of no name."""


def utility_on(line: Line, start: int = 0) -> Named | None:
    """The company named at the beginning of a line or of one of its cells."""
    found = company_in(line.text, start)
    if found is None:
        return None
    begins, end, parted = found
    name = " ".join(line.text[begins:end].split())
    if parted:
        return Named(name, line, begins, end, ("parted from the line before",))
    return Named(name.rstrip(","), line, begins, end)


@lru_cache(maxsize=8192)
def company_in(text: str, start: int = 0) -> tuple[int, int, bool] | None:
    """Where a company's name begins and ends, and whether digits of another line run into it. Kept:
    a line is asked for where a sheet may begin and again when its names are read."""
    ends = len(text) <= _LONGEST and not _end_words().isdisjoint(small_words(text))
    m = _company().search(text, start) if ends else None
    if m is None:
        return None
    before = text[start : m.start()].rstrip(" ")
    if before and not before.endswith("\t"):
        return None
    if len(_LOWER.findall(m["name"])) > 1:
        return None  # `Inspection of a backflow device by the utility`
    joint = _JOINT.search(m["name"])
    if joint is None:
        return m.start(), m.end(), False
    name = m["name"][joint.end() :]
    if " " not in name.strip() or any(map(str.isdigit, name)):
        return None
    return m.start() + joint.end(), m.end(), True


def utility_of(lines: Sequence[Line], jurisdiction: Jurisdiction) -> str | None:
    """The utility named among the first lines of a section, as printed."""
    for line in lines[:FIRST]:
        found = utility_on(line)
        if found and not is_commission(found.value, jurisdiction):
            return found.value
    return None


@lru_cache(maxsize=1024)
def is_commission(name: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a name is the commission's, whatever letters of it are worn."""
    said = skeleton(name)
    return any(fuzz.ratio(said, skeleton(c)) > 85 for c in jurisdiction.commissions)


def marked_utility(lines: Sequence[Line], jurisdiction: Jurisdiction) -> Named | None:
    """A utility known by the mark its sheets print ("U 39"), from the profile's closed list."""
    for line in lines[:FIRST]:
        for mark, name in jurisdiction.utilities.items():
            if mark not in line.text:
                continue
            m = regex.search(rf"(?<!\w){regex.escape(mark)}(?!\w)", line.text)
            if m:
                note, known = f"mark {mark} of the closed list", jurisdiction.utilities.values()
                return Named(name, line, m.start(), m.end(), (note,), listed=tuple(known))
    return None
