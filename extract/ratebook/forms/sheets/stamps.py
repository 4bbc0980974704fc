"""The commission's stamps: known texts, found again in what a scan left of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import extractOne

from ratebook.forms.sheets.text import Passage
from ratebook.forms.tokens.dates import DateToken, Reading, find_dates, iso_date, leading_date
from ratebook.forms.tokens.worn import is_word
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton, skeletons

_LIKE = 78.0
"""How much of a line must be stamp text, in percent, for the line to be furniture."""
_IN_ORDER = _LIKE / (200 - _LIKE)
"""The share of its letters that such a line has, in their order, in common with the text."""
_BEARS = 84.0
_SAME_VERB = 88.0
_SHORT = 5
_FEW = 12
"""So many letters are soon near to some piece of a stamp."""
_STAMP_LINE = 120
_SHORTEST_VERB, _LONGEST_VERB = 7, 16
_TOP = 20
_DATE_LINE = 20
_CAME_IN = ("RECEIVED", "FILED")
_ALIKE = 85.0
_SLASHED = regex.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_MARKED = regex.compile(r"(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{2}|\d{4})")
_REGULATION = regex.compile(
    r"(?P<title>[\dS$]\d\d)\s?K\s?A\s?[RP]\s?(?P<chapter>\d)\s?[:.\- ]?\s?(?P<rule>0\s?\d\s?\d)"
    r"|(?P<section>S[A-Z0-9]{2,6}ION|SECTION)\s?(?P<number>\d{1,2})\s?(?P<part>\(\d{1,2}\))?",
    regex.IGNORECASE,
)
_RULE, _SECTION = re.compile(r"k\s?a\s?[rp]\s?\d"), re.compile(r"ion\s?\d")
"""What every such citation holds."""


class Mark(NamedTuple):
    """Something a stamp or a clerk says: its lines, and the date token with its passage offset."""

    lines: tuple[Line, ...]
    token: DateToken | None
    line: Line


@lru_cache(maxsize=64)
def stamp_words(jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The longer words of the stamps, in capitals: those that can cover a date."""
    texts = " ".join(jurisdiction.stamp.texts).upper()
    return tuple(sorted(set(regex.findall(r"[A-Z]{6,}", texts))))


@lru_cache(maxsize=8192)
def is_stamp(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line is nothing but text of the commission's stamp, however worn."""
    bare = skeleton(text)
    if len(bare) < _SHORT:
        return False
    shortest, longest = jurisdiction.stamp_lengths
    if len(bare) > longest:
        return False
    bodies = jurisdiction.stamp_bodies
    if len(bare) < _FEW and _is_said(text) and not _is_piece(bare, text, jurisdiction):
        # `Other` above a column's heading is near to a piece of `AUTHORITY`.
        return False
    least = int(_IN_ORDER * min(len(bare), shortest))
    if extractOne(bare, bodies, scorer=LCSseq.similarity, score_cutoff=least) is None:
        return False
    return extractOne(bare, bodies, scorer=fuzz.partial_ratio, score_cutoff=_LIKE) is not None


def _is_piece(bare: str, text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a few letters may be a line of the stamp as it is: one word of it in small letters,
    `Public` above `Authority`, is none but its word for effective."""
    if " " not in text.strip() and not text.isupper():
        return bare == skeleton(jurisdiction.stamp.effective)
    return any(bare in body for body in jurisdiction.stamp_bodies)


def _is_said(text: str) -> bool:
    """Whether a few letters are words of the language, which no letters were lost of."""
    words = regex.findall(r"[^\W\d_]+", text)
    return bool(words) and all(len(w) > 1 and is_word(w) for w in words)


@lru_cache(maxsize=8192)
def bears_stamp(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a piece of the stamp's text of some length stands in the line."""
    bare = skeleton(text)
    if len(bare) < _SHORT:
        return False
    stamp = jurisdiction.stamp
    phrases = (*jurisdiction.commissions, stamp.effective, stamp.pursuant)
    bodies = [body for body in skeletons(phrases) if len(body) >= _SHORT]
    return extractOne(bare, bodies, scorer=fuzz.partial_ratio, score_cutoff=_BEARS) is not None


def cancelled_stamp(lines: Sequence[Line], jurisdiction: Jurisdiction) -> Mark | None:
    """The stamp that cancels the sheet: its word, and a date on the same or the next two lines."""
    words = skeletons(jurisdiction.stamp.cancelled)
    for at, line in enumerate(lines) if words else ():
        if not _opens_with(line.text, words):
            continue
        used = [line]
        token = leading_date(_after_word(line.text))
        for further in lines[at + 1 : at + 4]:
            if token is None and leading_date(further.text) is not None and len(further.text) < 40:
                token = leading_date(further.text)
                line = further
            elif not is_stamp(further.text, jurisdiction):
                break
            used.append(further)
        return Mark(tuple(used), token, line)
    return None


def worn_cancelled_stamp(lines: Sequence[Line], jurisdiction: Jurisdiction) -> Mark | None:
    """What may be a cancelling stamp whose word is lost: near the top, a date in words that fills
    its line, the commission's name right below it, and no stamp above."""
    for at, line in enumerate(lines[:_TOP]):
        said = skeleton(line.text) if len(line.text) <= _DATE_LINE else ""
        token = leading_date(line.text) if said[:1].isalpha() else None
        if token is None or token.numeric or skeleton(token.raw) != said:
            continue
        below = [other for other in lines[at + 1 : at + 3] if is_stamp(other.text, jurisdiction)]
        above = lines[at - 1] if at else None
        if not below or (above is not None and is_stamp(above.text, jurisdiction)):
            continue
        if above is not None and _opens_other(above.text):
            continue
        scrawl = [above] if above is not None and _is_scrawl(above.text) else []
        return Mark((*scrawl, line, *below), token, line)
    return None


def _opens_other(text: str) -> bool:
    """Whether a line is the word of a stamp that only tells when a paper came in."""
    said = skeleton(text)
    return any(fuzz.ratio(said, skeleton(word)) >= _ALIKE for word in _CAME_IN)


def _is_scrawl(text: str) -> bool:
    return len(text) <= _DATE_LINE and " " not in text.strip()


@lru_cache(maxsize=4096)
def _opens_with(text: str, verbs: tuple[str, ...]) -> bool:
    """Whether the first word of a line is one of these, or a letter off it."""
    words = text.split(maxsplit=1) if len(text) <= _STAMP_LINE else []
    if not words or not _SHORTEST_VERB <= len(words[0]) <= _LONGEST_VERB:
        return False
    first = skeleton(words[0])
    if len(first) < _SHORTEST_VERB:
        return False
    return any(fuzz.ratio(first, verb, score_cutoff=_SAME_VERB) for verb in verbs)


def _after_word(text: str) -> str:
    parts = text.split(maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


def clerk_mark(line: Line, jurisdiction: Jurisdiction) -> DateToken | None:
    """The tariff clerk's handwritten `C m/d/yy`; its slashes may be lost. All readings are kept."""
    letter = jurisdiction.stamp.clerk
    text = line.text.strip()
    if not letter or not text.startswith(letter) or not 4 <= len(text) <= 14:
        return None
    rest = text[len(letter) :].strip()
    groups = _MARKED.fullmatch(rest)
    if groups:
        month, day, year = groups.groups()
        iso = iso_date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        readings = (Reading(iso, 0.0),) if iso else ()
    elif regex.fullmatch(r"\d{4,7}", rest):
        isos = sorted(set(_splits(rest)))
        readings = tuple(Reading(iso, 1.0, ("slashes put back",)) for iso in isos)
    else:
        return None
    return DateToken(text, 0, len(line.text), readings, True, "/")


def _splits(digits: str) -> list[str]:
    """The dates m/d/yy whose slashes are lost, or read as a one."""
    ways = {digits}
    ones = [at for at, sign in enumerate(digits) if sign == "1"]
    ways |= {digits[:at] + "/" + digits[at + 1 :] for at in ones}
    ways |= {w[:at] + "/" + w[at + 1 :] for w in set(ways) for at in ones if w[at] == "1"}
    found: list[str] = []
    for way in ways:
        m = regex.finditer(r"^(\d{1,2})/?(\d{1,2})/?(\d{2})$", way, overlapped=True)
        found += [iso for g in m if (iso := iso_date(2000 + int(g[3]), int(g[1]), int(g[2])))]
        found += [iso for cut in (1, 2) if (iso := _cut_at(way, cut))]
    return found


def _cut_at(way: str, cut: int) -> str | None:
    m = regex.fullmatch(rf"(\d{{{cut}}})/?(\d{{1,2}})/?(\d{{2}})", way)
    return iso_date(2000 + int(m[3]), int(m[1]), int(m[2])) if m else None


def stamped_dates(text: str, jurisdiction: Jurisdiction) -> list[DateToken]:
    """Dates in the form the stamp prints (6/1/2009), wherever they stand in a text."""
    if "/" not in text or "m/d/yyyy" not in jurisdiction.stamp.dates:
        return []
    if not _SLASHED.search(text):
        return []
    return [t for t in find_dates(text, written=False) if _SLASHED.fullmatch(t.raw)]


def regulation(passage: Passage, jurisdiction: Jurisdiction) -> tuple[str | None, str | None, int]:
    """The regulation the stamp cites: value, raw text, offset. A value is given only where what is
    legible agrees with one of the stamp's known texts; the raw text alone tells of a rest."""
    return _regulation(passage.text, jurisdiction)


@lru_cache(maxsize=256)
def _regulation(text: str, jurisdiction: Jurisdiction) -> tuple[str | None, str | None, int]:
    low = text.lower()
    if not (_RULE.search(low) or _SECTION.search(low)):
        return None, None, 0
    title = section = None
    for m in _REGULATION.finditer(text):
        if m["title"]:
            title = m
        elif m["section"]:
            section = m
    if title is None:
        return None, section.group() if section else None, section.start() if section else 0
    raw = " ".join(m.group() for m in (title, section) if m)
    said = skeleton(raw)
    for known in jurisdiction.stamp.regulations:
        if fuzz.ratio(said, skeleton(known)) >= 85:
            return known, raw, title.start()
    return None, raw, title.start()
