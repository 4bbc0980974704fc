"""The code of a schedule in a sheet's head, behind its word or what a scan left of the word."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex
from rapidfuzz import fuzz

from ratebook.forms.sheets.text import bones
from ratebook.model.page import Line
from ratebook.rules.lookup import name_words
from ratebook.rules.phrase import skeleton

_WORN_SCHEDULE = 70.0
_WORN_LENGTHS = range(7, 11)
_CODE = regex.compile(r"[\s:.\-–—\"“]*(?P<code>[A-Z0-9][A-Z0-9.\-/]{0,9})(?![A-Za-z0-9])")
_UNIT = regex.compile(r"\s?(?:kwh?|kva|mw|watts?|volts?|amps?|hp|%|or\b|to\b)", regex.IGNORECASE)
_CLOSED = regex.compile(r"\s*[-–—(:\"”]")
FOLLOWS = regex.compile(r"\.?\s(?:I{1,3}|IV|VI{0,3})(?=\W*$|\s*[-–—:(\t])")
"""The number by which a schedule follows another one of its code: `TARIFF N.M.S. II`."""
_WORD = "schedule"
_WHOLE = 100.0
_ZERO_FIRST = regex.compile(r"^0(?=[A-Z])")
_CODED = regex.compile(r"(?=.{1,6}$)[A-Z0-9]{1,4}(?:[-/][A-Z0-9]{1,4})?")
_PARTED = regex.compile(r"[A-Z0-9]{1,8}[-/.][A-Z0-9]+")


class Named(NamedTuple):
    """A name found on a line: what it says and the part of the line's text that says it. `worn` is
    true where something is printed there that is not legible; `listed` is the closed list a
    repaired value is of."""

    value: str
    line: Line
    start: int
    end: int
    repairs: tuple[str, ...] = ()
    worn: bool = False
    listed: tuple[str, ...] = ()

    @property
    def raw(self) -> str:
        return self.line.text[self.start : self.end]


@lru_cache(maxsize=1)
def schedule_pattern() -> regex.Pattern[str]:
    """A schedule's word with its code. `Tariff No. 3` is a book."""
    known = (*name_words().schedule_words, *name_words().code_words)
    words = "|".join(w.replace(" ", r"\s+") for w in sorted(known, key=len, reverse=True))
    return regex.compile(
        rf"(?<![A-Za-z])(?!(?i:tariff\s+no))(?P<word>(?i:{words}))(?:\s+(?i:No\.?))?(?:\s+|\s*[:\-–—]\s*)[\"“]?"
        r"(?P<code>[A-Z0-9][A-Z0-9.\-/]{0,9})(?![A-Za-z0-9])"
    )


def schedule_in(line: Line, start: int = 0) -> tuple[Named, int] | None:
    """The schedule's code in a line, and where its words (`RATE SCHEDULE`) begin."""
    found = _schedule_in(line.text, start)
    return found and (Named(found.value, line, *found[1:5]), found.begins)


class _Code(NamedTuple):
    """A schedule's code in a text: as of `Named`, and where its words begin."""

    value: str
    start: int
    end: int
    repairs: tuple[str, ...]
    worn: bool
    begins: int


@lru_cache(maxsize=2048)
def _schedule_in(text: str, start: int) -> _Code | None:
    worn = _worn_schedule(text, start)
    if worn is not None:
        return worn
    for m in schedule_pattern().finditer(text, start):
        code = m["code"].rstrip(".-/")
        repaired = _letters_for_digits(code)
        end = m.start("code") + len(code)
        numbered = FOLLOWS.match(text, end)
        rest = text[numbered.end() if numbered else m.end("code") :]
        if _UNIT.match(text, m.end("code")) or not _is_code(repaired, rest):
            continue
        if _is_weak(m["word"]) and not _is_coded(text, m, start):
            continue
        repairs = () if repaired == code else (f"{code}: a code of letters begins with no zero",)
        if numbered:
            repaired, end = repaired + numbered.group(), numbered.end()
        return _Code(repaired, m.start("code"), end, repairs, False, m.start("word"))
    return None


@lru_cache(maxsize=256)
def _is_weak(word: str) -> bool:
    """Whether a word stands before a schedule's code, and before many other words."""
    return word.lower() in (known.lower() for known in name_words().code_words)


def _is_coded(text: str, m: regex.Match[str], start: int) -> bool:
    """Whether a short code alone follows such a word at the beginning of a title."""
    opens = not text[start : m.start("word")].strip(" \t-–—:,")
    rest = text[m.end("code") :]
    closed = not rest.strip(" .:") or _CLOSED.match(rest) is not None
    return opens and closed and _CODED.fullmatch(m["code"]) is not None


def schedule_alone(line: Line, end: int) -> Named | None:
    """The code of a schedule on a line that says nothing else before `end`."""
    found = schedule_in(line)
    if found is None or line.text[: found[1]].strip(" \t-–—:("):
        return None
    return None if line.text[found[0].end : end].strip(' \t-–—:.)"”') else found[0]


def _worn_schedule(text: str, start: int) -> _Code | None:
    """The code behind a damaged word for schedule that opens a text: S C H E D U L E, SC1-lEDULE,
    SCHEDULEOL. Where no code can be told from the word, the schedule is worn."""
    if skeleton(text[start:])[:1] != _WORD[0]:
        return None
    frame = bones(text[start:])
    likeness, length = max((fuzz.ratio(frame.text[:size], _WORD), -size) for size in _WORN_LENGTHS)
    word = frame.text[:-length]
    if likeness < _WORN_SCHEDULE or word[-1:] != _WORD[-1]:
        return None
    begins, end = frame.span(0, -length)
    begins, end = start + begins, start + end
    rest = text[end:]
    glued = rest[:1].isalnum()
    if rest and not glued and text[begins:end].lower() == _WORD:
        return None  # undamaged
    if glued and not rest[0].isupper() and not rest[0].isdigit():
        return None  # a longer word: Scheduled
    m = _CODE.match(text, end)
    if m is None or not _is_code(m["code"], text[m.end() :]) or (glued and rest[0] == "S"):
        return _Code("", begins, len(text), (), True, begins)
    code = m["code"].rstrip(".-/")
    at = m.start("code")
    note = f"{text[begins:end]!r} is {_WORD}" if likeness < _WHOLE else "spacing of the word"
    return _Code(code, at, at + len(code), (note,), False, begins)


def _letters_for_digits(code: str) -> str:
    """`0L` is OL: a zero before letters is the letter O."""
    return _ZERO_FIRST.sub("O", code)


def _is_code(code: str, rest: str) -> bool:
    if any(sign.isdigit() for sign in code):
        return True
    if code in name_words().not_schedules:
        return False
    closed = not rest.strip(" .:") or _CLOSED.match(rest) is not None
    return len(code) <= 3 or (closed and (len(code) <= 8 or bool(_PARTED.fullmatch(code))))
