"""Dates as printed, stamped, typed and misread: every reading a token allows, never a guess.

The cost of a reading tells what it asks for: 0 is a clean token; up to 1 is normalising (letter
spacing, a cell border, O for 0); above 1 a glyph had to be made up, so that another date on the
page must confirm it before it may be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from ratebook.forms.sheets.text import joined

EARLIEST, LATEST = 1930, 2039
"""Years that a date of a filing can have."""
NORMAL = 1.0
"""Readings up to this cost need no witness."""
REACH = 48
"""How far behind its label a date may stand, in signs."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""The months' names in lower case, January first."""
ANY_MONTH = f"(?:{'|'.join(MONTHS)})"
"""The pattern source of a month's whole name, lower case."""
MONTH_NUMBERS = {name[:3]: n for n, name in enumerate(MONTHS, 1)}
"""The first three letters of a month to its number."""
_NAME = rf"(?P<month>sept|{'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in MONTHS)})(?![a-z])"
_WRITTEN = regex.compile(
    rf"(?<![a-z]){_NAME}\.?\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[,.]\s?|\s)"
    r"(?P<year>\d{4})(?!\d)",
    regex.IGNORECASE,
)
_NUMERIC = regex.compile(
    r"(?<![\d/.\-OoQlI|])(?P<month>\d{1,2})(?P<sep>[-/.])(?P<day>\d{1,2})(?P=sep)"
    r"(?P<year>\d{4}|\d{2})(?!\d|[-/]\d|[OoQlI|SBZ]{1,2}\d{0,2}(?![A-Za-z\d]))"
)
_MONTH = regex.compile(rf"(?<![a-z]){_NAME}\.?", regex.IGNORECASE)
_COMMA = regex.compile(r"[\s.]*(?P<day>[\dOoQlI|]{1,2})\s?[,.]\s?(?P<year>\S{2,9})")
_OTHERS = regex.compile(r"\t\s*DATE(?![A-Za-z]).*", regex.IGNORECASE)
"""The next cell when it opens with a label of its own: the date in it is not this label's."""
_DIGIT = re.compile(r"\d")
_FIRST_WORD = regex.compile(
    r"[^A-Za-z0-9]{0,3}(?P<word>[A-Za-z':.]{2,9}?)[\s.'’]*(?=[\s\d])",
)
_FORMS = {form: MONTH_NUMBERS[name[:3]] for name in MONTHS for form in (name, name[:3])}
_SURE_YEAR = regex.compile(r"[\dOoQlI|]{4}(?![\dA-Za-z])")
_SPACED = regex.compile(r"[\s.°·'’\-]*(?:[\dOoQlI|ZzSBGg.°·'’\-]\s?){3,10}?\d\s?\d\s?\d(?!\s?\d)")
_PLAIN_DAY = regex.compile(r"\s?\d{1,2}[\s,]+\d{4}")
_FIRST_TOKEN = regex.compile(r"[\s:;.]*(?P<token>\S{5,24})")
_NOISE = regex.compile(r"[\s°·•'’‘\"`~=_*!,:\-]+")
_SURE = str.maketrans("OoQlI|i", "0001111")
_DOUBTFUL = {"Z": "27", "z": "27", "S": "5", "s": "5", "B": "8", "G": "6", "g": "9", ".": "1"}


class Reading(NamedTuple):
    """One date a token may say."""

    iso: str
    cost: float
    repairs: tuple[str, ...] = ()


class DateToken(NamedTuple):
    """A place where a date is printed. `readings` are cheapest first; none means that it cannot be
    read. `month` and `day` are what is legible of such a date. `numeric` is true for 6/1/2010 and
    its like, `separator` is its sign."""

    raw: str
    start: int
    end: int
    readings: tuple[Reading, ...]
    numeric: bool = False
    separator: str = ""
    month: int | None = None
    day: int | None = None

    @property
    def value(self) -> str | None:
        """The date, where one reading needs no witness."""
        if len(self.readings) == 1:  # as nearly always
            return self.readings[0].iso if self.readings[0].cost <= NORMAL else None
        cheap = [r for r in self.readings if r.cost <= NORMAL]
        return cheap[0].iso if len(cheap) == 1 else None


def find_dates(text: str, *, written: bool = True) -> list[DateToken]:
    """All undamaged dates of a text; those with a month's name only where `written` are asked."""
    return [*_dates(text, written)] if _DIGIT.search(text) else []


@lru_cache(maxsize=4096)
def _dates(text: str, written: bool) -> tuple[DateToken, ...]:
    patterns = (_WRITTEN, _NUMERIC) if written else (_NUMERIC,)
    found = [_clean(m) for p in patterns for m in p.finditer(text)]
    return tuple(sorted((t for t in found if t), key=lambda t: t.start))


# Head, foot, stamps and names ask for the date of the same line in turn.
@lru_cache(maxsize=4096)
def leading_date(text: str, stamp_words: tuple[str, ...] = ()) -> DateToken | None:
    """The date a label is followed by; None where none is printed within reach.

    `stamp_words` are the words of a stamp that may stand over the date.
    """
    near = text[:REACH]
    behind = _OTHERS.search(near) if "\t" in near else None
    near = near[: behind.start()] if behind else near
    if _DIGIT.search(near):
        clean = _first(near)
        if clean and not any(map(str.isalnum, near[: clean.start])):
            return clean
        cut = _cut(near) if "\t" in near else None
        if cut and (clean is None or cut.start < clean.start):
            return cut
        if clean:
            return clean
    elif not _MONTH.search(near.replace("\t", "")):
        return None
    return _worn_written(near, stamp_words) or _worn_numeric(near)


@lru_cache(maxsize=256)
def _first(near: str) -> DateToken | None:
    """The first undamaged date, where it stands near enough to the label. Kept, since a foot is
    read soon after it was looked for."""
    found = find_dates(near)
    return found[0] if found and found[0].start <= REACH // 2 else None


def iso_date(year: int, month: int, day: int) -> str | None:
    """The ISO form; None for a day that no calendar has, or a year out of question."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def one_glyph_off(iso: str, numeric: bool) -> tuple[str, ...]:
    """The dates that differ from this one in a single printed digit. A month written as a word
    is not a digit."""
    year, month, day = iso.split("-")
    found: list[str | None] = []
    for at, digits in enumerate((year, month, day)):
        if at == 1 and not numeric:
            continue
        for swapped in _swapped(digits):
            parts = [year, month, day]
            parts[at] = swapped
            found.append(iso_date(*(int(p) for p in parts)))
    return tuple(sorted({d for d in found if d and d != iso}))


def full_year(digits: str) -> int:
    """A printed year of two or four digits."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _swapped(digits: str) -> Iterator[str]:
    for at in range(len(digits)):
        for sign in "0123456789":
            yield digits[:at] + sign + digits[at + 1 :]


def _clean(m: regex.Match[str]) -> DateToken | None:
    written = m.re is _WRITTEN
    month = MONTH_NUMBERS[m["month"][:3].lower()] if written else int(m["month"])
    iso = iso_date(full_year(m["year"]), month, int(m["day"]))
    if iso is None:
        return None
    separator = "" if written else m["sep"]
    spaced = not written or any(s in ",." or s.isspace() for s in m.group()[len(m["month"]) :][:2])
    reading = Reading(iso, 0.0) if spaced else Reading(iso, 0.2, ("space put back",))
    return DateToken(
        m.group(), m.start(), m.end(), (reading,), not written, separator, month, int(m["day"])
    )


def _cut(text: str) -> DateToken | None:
    """A date that a column rule cuts: taken when all ways to join its cells say the same."""
    found = [(way, dates[0]) for way in joined(text) if (dates := find_dates(way))]
    found = [(way, token) for way, token in found if token.start <= REACH // 2]
    if not found:
        return None
    first = min(_signs_before(way, token) for way, token in found)
    found = [(way, token) for way, token in found if _signs_before(way, token) == first]
    values = {token.readings[0].iso for _, token in found}
    way, token = found[0]
    end = _offset_in(text, sum(not sign.isspace() for sign in way[: token.end]))
    start = _offset_in(text, sum(not sign.isspace() for sign in way[: token.start]))
    start += len(text[start:]) - len(text[start:].lstrip())
    cost = 0.5 if len(values) == 1 else 2.0
    readings = tuple(Reading(v, cost, ("joined across a column rule",)) for v in sorted(values))
    return DateToken(
        text[start:end].strip(),
        start,
        end,
        readings,
        token.numeric,
        token.separator,
        token.month,
        token.day,
    )


def _signs_before(way: str, token: DateToken) -> int:
    return sum(not sign.isspace() for sign in way[: token.start])


def _offset_in(text: str, signs: int) -> int:
    """Where `signs` printed signs of a text have passed."""
    seen = 0
    for at, sign in enumerate(text):
        if seen == signs:
            return at
        seen += not sign.isspace()
    return len(text)


def _worn_written(text: str, stamp_words: tuple[str, ...]) -> DateToken | None:
    named = _month_name(text)
    if named is None:
        return None
    month, start, at, repairs = named
    rest = text[at:]
    comma = _COMMA.match(rest.replace("\t", " "))
    if comma:
        day = int(comma["day"].translate(_SURE))
        readings = _worn_year(comma["year"], month, day, stamp_words)
        end, known = at + comma.end(), day
    else:
        readings, used = _letterspaced(rest, month)
        end, known = at + used, None
    extra = 1.5 * len(repairs)
    fine = tuple(Reading(r.iso, r.cost + extra, (*repairs, *r.repairs)) for r in readings)
    return DateToken(text[start:end].strip(), start, end, fine, False, "", month, known)


def _month_name(text: str) -> tuple[int, int, int, tuple[str, ...]] | None:
    """Month, start, end and repairs of the month that opens the text."""
    for way in (text, text.replace("\t", "")):
        m = _MONTH.search(way)
        if m and m.start() <= REACH // 2:
            shift = text[: m.end() + 1].count("\t") if way is not text else 0
            return MONTH_NUMBERS[m["month"][:3].lower()], m.start(), m.end() + shift, ()
    m = _FIRST_WORD.match(text)
    if m is None:
        return None
    word = "".join(sign for sign in m["word"].lower() if sign.isalpha())
    near = {
        number
        for name, number in _FORMS.items()
        if abs(len(word) - len(name)) < 2 and Levenshtein.distance(word, name) == 1
    }
    if len(near) != 1 or len(word) < 2:
        return None
    return near.pop(), m.start("word"), m.end(), (f"month name read from {m['word']!r}",)


def _worn_year(
    token: str, month: int, day: int, stamp_words: tuple[str, ...]
) -> tuple[Reading, ...]:
    """Readings of a year whose glyphs are damaged or mixed with a stamp's."""
    sure = _SURE_YEAR.match(token)
    if sure:
        digits = sure.group().translate(_SURE)
        iso = iso_date(int(digits), month, day)
        if iso:
            return (Reading(iso, 0.5, ("letter read as digit",)),)
        near = sorted({y for y in _swapped(digits) if EARLIEST <= int(y) <= LATEST})
        isos = [iso_date(int(y), month, day) for y in near]
        return tuple(Reading(i, 2.0, (f"one glyph of the year {digits}",)) for i in isos if i)
    residue, repair = _without_stamp(token, stamp_words)
    pattern = _year_pattern(residue, open_start=residue != token)
    if pattern is None:
        return ()
    years = [y for y in range(EARLIEST, LATEST + 1) if pattern.fullmatch(str(y))]
    isos = [iso_date(y, month, day) for y in years]
    return tuple(Reading(iso, 2.0, (repair,)) for iso in isos if iso)


def _without_stamp(token: str, stamp_words: tuple[str, ...]) -> tuple[str, str]:
    """What of a token a stamp's word does not explain: `SEOO9ION` less SECTION leaves OO9."""
    for word in stamp_words:
        head = 0
        while head < min(len(word), len(token)) and token[head].upper() == word[head]:
            head += 1
        tail = 0
        room = min(len(word), len(token)) - head
        while tail < room and token[-1 - tail].upper() == word[-1 - tail]:
            tail += 1
        if head + tail >= max(4, len(word) - 3) and head and tail and len(token) > head + tail:
            return token[head : len(token) - tail], f"{word} of the stamp taken off {token!r}"
    return token, f"year read from {token!r}"


def _year_pattern(token: str, *, open_start: bool) -> regex.Pattern[str] | None:
    """What years the legible digits leave. None where fewer than three are legible."""
    glyphs = token.translate(_SURE)
    known = sum(sign.isdigit() for sign in glyphs)
    if known < 3 or (open_start and not glyphs.isdigit()):
        return None
    if open_start:
        return regex.compile(rf"\d{{0,{max(0, 4 - known)}}}{glyphs}")
    body = regex.sub(r"\D+", r"\\d{0,2}", glyphs)
    return regex.compile(body)


def _letterspaced(rest: str, month: int) -> tuple[tuple[Reading, ...], int]:
    """`1 0 2010`, `15 1992`, `172013`: a stamp's day and year; and how much text they take."""
    m = _SPACED.match(rest)
    if m is None:
        return (), 0
    glyphs = _NOISE.sub("", m.group()).translate(_SURE)
    doubtful = glyphs[:-4]
    spaced = _PLAIN_DAY.fullmatch(m.group()) is None
    cost, repairs = (0.5, ("letter spacing of a stamp",)) if spaced else (0.0, ())
    if not glyphs[-4:].isdigit():
        return (), m.end()
    if not doubtful.isdigit():
        cost, repairs = 3.0, (f"day read from {doubtful!r}",)
    days = {d for d in _days(doubtful) if d}
    isos = sorted({iso for d in days if (iso := iso_date(int(glyphs[-4:]), month, d))})
    return tuple(Reading(iso, cost, repairs) for iso in isos), m.end()


def _days(glyphs: str) -> Iterator[int]:
    """The days one or two glyphs may stand for."""
    ways = [""]
    for sign in glyphs:
        options = [sign] if sign.isdigit() else ["", *_DOUBTFUL.get(sign, "")]
        ways = [way + option for way in ways for option in options]
    yield from (int(way) for way in ways if 1 <= len(way) <= 2)


def _worn_numeric(text: str) -> DateToken | None:
    m = _FIRST_TOKEN.match(text.replace("\t", ""))
    if m is None or sum(s.isdigit() for s in m["token"]) < 3:
        return None
    token = m["token"].strip("~_=.,;")
    readings = _grouped(token) or _run_together(token)
    return DateToken(token, m.start("token"), m.end(), readings, True, "-") if readings else None


def _grouped(token: str) -> tuple[Reading, ...]:
    """Digit groups with damaged separators: 02-10"05", 08-0"1-10, Q6-29-11."""
    groups = [g for g in regex.split(r"[-/.\"'’,]+", token.translate(_SURE)) if g]
    if not 3 <= len(groups) <= 4 or not all(g.isdigit() for g in groups):
        return ()
    ways = [groups] if len(groups) == 3 else [_merged(groups, at) for at in range(3)]
    isos = {iso for way in ways if (iso := _month_day_year(way))}
    return tuple(Reading(iso, 1.0, (f"separators of {token!r}",)) for iso in sorted(isos))


def _merged(groups: list[str], at: int) -> list[str]:
    return [*groups[:at], groups[at] + groups[at + 1], *groups[at + 2 :]]


def _month_day_year(groups: list[str]) -> str | None:
    month, day, year = groups
    if len(month) > 2 or len(day) > 2 or len(year) not in (2, 4):
        return None
    return iso_date(full_year(year), int(month), int(day))


def _run_together(token: str) -> tuple[Reading, ...]:
    """Eight glyphs without separators, mmddyyyy, as underlining leaves them."""
    glyphs = _NOISE.sub("", token).translate(_SURE)
    m = regex.fullmatch(r"(?P<month>\d\d)/?(?P<day>\d\d)/?(?P<year>[\da-z]\d{3})", glyphs)
    if m is None:
        return ()
    years = [y for y in range(EARLIEST, LATEST + 1) if str(y)[1:] == m["year"][1:]]
    isos = [iso_date(y, int(m["month"]), int(m["day"])) for y in years]
    return tuple(Reading(iso, 2.0, (f"digits of {token!r}",)) for iso in isos if iso)
