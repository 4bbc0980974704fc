"""The names on a sheet: utility, title and schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from ratebook.forms.sheets.address import is_address
from ratebook.forms.sheets.companies import (
    FIRST,
    is_commission,
    marked_utility,
    rest_of_name,
    utility_on,
)
from ratebook.forms.sheets.head import head_items
from ratebook.forms.sheets.schedule import Named, schedule_alone, schedule_in, schedule_pattern
from ratebook.forms.sheets.stamps import is_stamp
from ratebook.forms.sheets.text import unspaced
from ratebook.forms.sheets.titles import (
    end_of,
    lacks_own_word,
    no_title,
    of_column,
    parts_from,
    sound_title,
)
from ratebook.forms.tokens.dates import leading_date
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.lookup import name_words
from ratebook.rules.phrase import skeleton, skeletons

_BROKEN_NAME = regex.compile(r"\b(?:Rural\s+Electric|Electric\s+Membership)$", regex.IGNORECASE)
_NEXT = 3
_COUNTED = regex.compile(r"[IVXL]+\.?")  # a part's number
_LENDS_UNIT = regex.compile(
    r"\bper\s+(?:kwh|kw|kva|mcf|ccf|therm|month|1,?000)\b", regex.IGNORECASE
)
_LONG = 160
_WORN_BOOK = 75.0
NO_WORD = re.compile(
    r"[A-Za-z]\d+[A-Za-z]"
    r"|[A-Z]{2}[a-z]+-?[A-Z]|-l[A-Z]|(?:(?<!\S)\S\s+){3}\S(?!\S)"
    r"|[a-z]-[a-z]?-|\w[~^_=\]]"
)
"""What no whole word holds: digits among letters, small letters among capitals, spaced letters."""
_STRAY = 40
_SAME = 85.0
_DEBRIS = re.compile(r"[~=^\\\]\[_|<>{}]")
_AVAILABLE = regex.compile(r"\W*(?:availability|applicability)\s*[-–—]", regex.IGNORECASE)
_TITLE_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]{3,}")
_OPEN_ENDS = (" than", " and", " or", " of", " for", " the", " with", " &", " per", " to")
_CODES = regex.compile(r"\W*(?:bill(?:ing)?|rate|tariff)\s+codes?\b", regex.IGNORECASE)
_QUOTES = '"“”'
_TYPE_GAP, _INK_GAP = 0.45, 1.2
"""Heights of a line between two lines of one title, at most."""
_IN_CAPITALS = regex.compile(r"[A-Z0-9 ,.&/\-]{2,60}")


def _follows_near(above: Line, below: Line) -> bool:
    """Whether at most blank lines stand between two lines of a page."""
    if above.page != below.page or above.number is None or below.number is None:
        return above.page == below.page
    return 0 < (below.rows_below(above) or 0) <= _NEXT


@lru_cache(maxsize=4096)
def opens_body(text: str) -> bool:
    """Whether a line is a heading that opens the body of a sheet."""
    first = text.strip().replace("\t", ":").partition(":")[0]
    if _AVAILABLE.match(text):
        return True
    if _LENDS_UNIT.search(text):
        return True
    return not _body_headings().isdisjoint((skeleton(text), skeleton(first)))


@lru_cache(maxsize=1)
def _body_headings() -> frozenset[str]:
    return frozenset(skeleton(h) for h in name_words().body_headings)


def looks_title(line: Line, text: str) -> bool:
    """Whether a text may be (a line of) a title: marked as heading, or all in capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 3 or len(text) > _LONG or line.tabular or "$" in text:
        return False
    capitals = sum(map(str.isupper, letters))
    if line.heading or capitals >= 0.85 * len(letters):
        return True
    return schedule_pattern().search(text) is not None


def is_title_case(text: str) -> bool:
    """Whether most longer words of a short text begin with a capital, as in a title."""
    if len(text) > 120 or "$" in text or text.rstrip().endswith((".", ":", ";", ",")):
        return False
    words = _TITLE_WORD.findall(text)
    return bool(words) and sum([w[0].isupper() for w in words]) >= 0.75 * len(words)


@lru_cache(maxsize=1)
def _shared_headings() -> frozenset[str]:
    return frozenset(skeleton(h) for h in name_words().shared_headings)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a sheet and the lines that hold nothing else."""

    utility: Named | None
    schedule: Named | None
    title: Named | None
    lines: tuple[Line, ...]


def names_of(lines: Sequence[Line], jurisdiction: Jurisdiction) -> Names:
    """Utility, schedule and title from the first lines of a sheet, its numbers and stamps left out.

    The title is what follows the utility's name, or the schedule's code, on the same line or on
    the heading lines right below.
    """
    reader = _NameReader(jurisdiction)
    for line in lines[: FIRST + 2]:
        if not reader.take(line):
            break
    return reader.names(lines)


@lru_cache(maxsize=4096)
def _is_furniture(said: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line begins with words of the printed form."""
    for known in skeletons(jurisdiction.sheet.furniture):
        whole = len(said) - len(known) < 3
        if fuzz.ratio(said if whole else said[: len(known)], known, score_cutoff=_SAME):
            return True
    return False


@lru_cache(maxsize=4096)
def _of_form(text: str, jurisdiction: Jurisdiction) -> bool | None:
    """Whether a line is of the printed form or of a head's numbers, and names nothing; None where
    it is a territory or of a stamp."""
    if _is_territory(text, jurisdiction) or is_stamp(text, jurisdiction):
        return None
    return _is_furniture(skeleton(text), jurisdiction) or _worn_head(text, jurisdiction)


def _worn_head(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line is a damaged part of a head, or a date: no name of anything."""
    said = skeleton(text)
    known = jurisdiction.worn_books
    if text[-1:].isdigit() and len(said) <= _STRAY:
        words = said.rstrip("0123456789")
        if extractOne(words, known, scorer=fuzz.ratio, score_cutoff=_WORN_BOOK) is not None:
            return True
    if len(text) > _STRAY or head_items(text, jurisdiction):
        return False
    token = leading_date(text)
    return token is not None and skeleton(token.raw) == said


def _is_territory(text: str, jurisdiction: Jurisdiction) -> bool:
    words = jurisdiction.territory
    return words is not None and len(text) < 80 and words.match(text.lstrip()) is not None


_CHARGE = regex.compile(
    r"(?:(?:NET|MONTHLY|DAILY|ANNUAL)\s+)?(?:METER|CUSTOMER|CONSUMER|USAGE|COMMODITY|VOLUMETRIC|DEMAND|ENERGY|MINIMUM"
    r"|DISTRIBUTION|FACILIT(?:Y|IES))\s+(?:CHARGES?|BILLS?)"
)
"""The name of a charge, over its prices and below the title: `MONTHLY METER CHARGE`."""


class _NameReader:
    """Takes the first lines of a sheet one by one."""

    def __init__(self, jurisdiction: Jurisdiction) -> None:
        self._jurisdiction = jurisdiction
        self._utility: Named | None = None
        self._schedule: Named | None = None
        self._title: Named | None = None
        self._before: Named | None = None
        self._used: list[Line] = []
        self._last: Line | None = None
        self._above = ""

    def take(self, line: Line) -> bool:
        """Reads a line; false where the body begins."""
        taken = self._take(line)
        self._above = line.text
        return taken

    def _take(self, line: Line) -> bool:
        formal = _of_form(line.text, self._jurisdiction)
        if formal is None:
            return True
        if formal:
            self._used.append(line)
            return True
        start = 0
        if self._utility is None:
            found = utility_on(line)
            if found and not is_commission(found.value, self._jurisdiction):
                self._utility, start = found, found.end
                self._used.append(line)
        elif self._title is None and self._names_on(line):
            return True
        return self._rest(line, start)

    def _names_on(self, line: Line) -> bool:
        """The rest of a company's name on the line below: `COOPERATIVE CORPORATION`."""
        utility = self._utility
        if utility is None or utility.end != len(utility.line.text.rstrip()):
            return False
        if not _BROKEN_NAME.search(utility.value) or not _follows_near(utility.line, line):
            return False
        if rest_of_name().fullmatch(line.text.strip()) is None:
            return False
        self._utility = utility._replace(value=f"{utility.value} {' '.join(line.text.split())}")
        self._used.append(line)
        return True

    def _rest(self, line: Line, start: int) -> bool:
        if head_items(line.text, self._jurisdiction):
            return True
        rest = line.text[start : end_of(line, self._jurisdiction)].strip(" \t,.-–—|")
        if not rest or is_address(rest) or ("," in rest and is_address(unspaced(rest))):
            self._used.append(line)
            return True
        if start and _is_furniture(skeleton(rest), self._jurisdiction):
            return True
        if (opens_body(rest) and not self._is_subject(line, rest)) or len(rest) > _LONG:
            return False
        if self._last and of_column(line, self._last, self._jurisdiction):
            return True
        if self._title is not None:
            if self._schedule is None and (
                coded := schedule_alone(line, line.text.find(rest) + len(rest))
            ):
                self._schedule = coded
                self._used.append(line)
                return True
            return self._goes_on(line, rest) or self._subject(line, rest)
        if _DEBRIS.search(rest) is not None:
            return not line.tabular and len(rest) <= _STRAY
        if no_title(rest, self._above):
            return True
        if not looks_title(line, rest) and not self._named_below(line, rest):
            return not line.tabular and len(rest) <= _STRAY
        self._take_title(line, start)
        return True

    def _is_subject(self, line: Line, rest: str) -> bool:
        """Whether a heading that opens a part of many sheets is all the title this one prints."""
        named = self._title is not None or self._schedule is not None or self._utility is None
        if named or not (line.heading or rest.isupper()):
            return False
        return skeleton(rest) in skeletons(name_words().subject_headings)

    def _named_below(self, line: Line, rest: str) -> bool:
        """A title in small letters, below a schedule's code or the utility's name."""
        beside = end_of(line, self._jurisdiction) < len(line.text)
        if (line.tabular and not beside) or "$" in rest or "\t" in rest:
            return False
        if self._schedule is not None:
            return len(rest) <= 2 * _STRAY
        return self._utility is not None and is_title_case(rest)

    def _subject(self, line: Line, rest: str) -> bool:
        """What a sheet is about, printed below a heading that many sheets of a book share."""
        title = self._title
        if title is None or skeleton(title.value) not in _shared_headings():
            return False
        if line.tabular or "\t" in rest:
            return False
        if is_title_case(rest) or (looks_title(line, rest) and not rest.endswith(":")):
            self._title = _trimmed(line, 0, len(line.text))
            return False
        return not line.tabular and len(rest) <= _STRAY and not rest.endswith(":")

    def _take_title(self, line: Line, start: int) -> None:
        self._used.append(line)
        self._last = line
        coded = schedule_in(line, start)
        again = self._schedule is not None and coded is not None
        if again and coded and self._schedule and coded[0].value == self._schedule.value:
            # `Schedule I-C`, and below it `Schedule I-C - Small Commercial`.
            self._title = _trimmed(line, coded[0].end, end_of(line, self._jurisdiction))
            return
        if coded is None or again:
            self._title = _trimmed(line, start, end_of(line, self._jurisdiction))
            return
        self._schedule, begins = coded
        title = _trimmed(line, self._schedule.end, end_of(line, self._jurisdiction))
        # `SCHEDULE 1 CLASSIFICATION OF SERVICE`: what every sheet of the form prints.
        self._title = (
            None if title and _is_furniture(skeleton(title.value), self._jurisdiction) else title
        )
        self._before = _trimmed(line, start, begins)

    def _goes_on(self, line: Line, rest: str) -> bool:
        """A title of several lines, all in capitals and close together; words that stand apart
        in their line head columns."""
        title = self._title
        assert title is not None
        if "\t" in rest or not _follows(self._last, line) or _CHARGE.fullmatch(rest):
            return False
        if not _ends_open(title.value):
            if self._last is not None and parts_from(self._last, line):
                return False
            short = _IN_CAPITALS.fullmatch(rest) is not None and title.value.isupper()
            if line.heading or not (short or looks_title(line, rest)):
                return False
            if not title.value.isupper():
                return False
        value = f"{title.value} {rest}"
        worn = title.worn or NO_WORD.search(rest) is not None
        self._title = title._replace(value=value, worn=worn)
        self._last = line
        self._used.append(line)
        return True

    def names(self, lines: Sequence[Line]) -> Names:
        """What was found. A title that goes on in no line that was found is not legible."""
        marked = marked_utility(lines, self._jurisdiction)
        if marked is not None and is_address(marked.line.text[marked.end :].strip()):
            self._used.append(marked.line)
        utility = marked or self._utility
        title = self._title or self._before
        if self._before and self._title and _CODES.match(self._title.value):
            # `Street Lighting Service - Schedule SL - Bill Code (9)`
            title = self._before
        if title is not None:
            open_end = _ends_open(title.value)
            title = sound_title(title._replace(worn=True) if open_end else title)
        if utility is not None and lacks_own_word(utility.value):
            utility = utility._replace(worn=True)
        return Names(utility, self._schedule, title, tuple(self._used))


def _trimmed(line: Line, start: int, end: int) -> Named | None:
    found = _bare(line.text[start:end])
    return Named(found[0], line, start + found[1], end, worn=found[2]) if found else None


@lru_cache(maxsize=2048)
def _bare(said: str) -> tuple[str, int, bool] | None:
    """What a text says as a title, where in it that begins, and whether no word can be so."""
    value = _unquoted(" ".join(said.split()).strip(" -–—:,"))
    if sum(map(str.isalpha, value)) < 3 or _COUNTED.fullmatch(value):
        return None
    lead = max(said.find(value.split()[0]), 0)
    return value, lead, NO_WORD.search(value) is not None


def _unquoted(value: str) -> str:
    """A title without the marks of quotation that hold all of it, or half of a pair at its edge."""
    if value[:1] in _QUOTES and value[-1:] in _QUOTES and len(value) > 1:
        return value[1:-1].strip(" -–—:,")
    if sum(map(value.count, _QUOTES)) % 2:
        return value.strip(f" -–—:,{_QUOTES}")
    return value


def _follows(above: Line | None, below: Line) -> bool:
    """Whether a line stands right below another, without a gap."""
    if above is None:
        return False
    if above.number is not None and below.number is not None:
        return below.rows_below(above) == 1
    upper, lower = above.box, below.box
    if upper is None or lower is None:
        return False
    # Boxes of a scan end where the ink does, those of a text layer where the type does.
    scanned = any(word.score is not None for word in above.words)
    return lower[1] - upper[3] < (_INK_GAP if scanned else _TYPE_GAP) * (upper[3] - upper[1])


def _ends_open(title: str) -> bool:
    """Whether a title ends with a word behind which more must come."""
    return title.lower().endswith(_OPEN_ENDS)
