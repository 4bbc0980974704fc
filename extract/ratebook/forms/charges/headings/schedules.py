"""Schedules that begin within a section: an order's appendix, or a sheet that holds several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from ratebook.forms.charges.headings.classes import class_named, ends_class, several_classes
from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.headings import RATE_OF_SEVERAL, heading_of, is_part
from ratebook.forms.charges.headings.titles import ends_schedule, initials
from ratebook.forms.charges.words.doubt import is_known
from ratebook.forms.charges.words.facets import facets, of_title
from ratebook.forms.charges.words.words import fold
from ratebook.forms.section import place_of
from ratebook.forms.sheets.schedule import FOLLOWS
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line
from ratebook.records.datum import Standing
from ratebook.records.ledger import Ledger

_NO_CODE = (
    "PER|FOR|OF|AND|THE|IN|BY|TO|ARE|IS|AS|NO|OR|ON|AT|FROM|WITH|EACH|UNIT|CODE|BASE|CASE|PLAN"
    "|TYPE|RATE|SHOWN|BELOW"
)
_CODE = (
    r"(?:[A-Z](?:\.[A-Z]){1,4}\.?\s?-\s?[A-Z](?:\.[A-Z]){1,4}(?![A-Za-z])"
    r"|[A-Z]{1,4}(?:[-./][A-Z0-9]{1,6}){0,2}|[A-Z]{1,3}\s?-?\d{1,3}[A-Z]?"
    r"|\d{1,3}[A-Z]?(?:[-.]\w{1,3})?)"
)
_ITEM = r"^\W*(?:\(?(?i:\d{1,2}|[A-H]|[IVX]{1,4})[.)]\s+)?"
"""The number of an item, where a list is of schedules: `3. SCHEDULE 1 - Farm and Home`."""
_HEAD = regex.compile(
    rf"{_ITEM}"
    r"(?:(?:(?:standard\s+)?(?:rate\s+)?(?:schedule|tariff)\s+(?:no\.?\s*)?|standard\s+rate(?:\s*[-–—]|\s+rider\s*[-–—]?)\s*|(?:standard\s+)?rate\s+(?=\S{1,3}\b|\S*[-\d]|[A-Z]{4}\s+[-–—]\s+[A-Z])|rider\s+(?=[A-Z]{2,6}\s*(?:[-–—:]|$))))"
    rf"(?P<code>(?!(?:{_NO_CODE})\b(?<!(?i:schedule)\sIS(?=\W*$|\s*[-–—]\s*[A-Z])|(?i:rate)\sIS(?=\s*[-–—]\s*[A-Z]))){_CODE}(?:{FOLLOWS.pattern})?)(?!-[A-Z\d]{{1,4}}(?:,|\s+[A-Z][a-z]))\.?"
    r"(?:(?:\s*[-–—:.]+\s*(?=[A-Za-z])|(?<=\.)\s+(?=\([A-Za-z]))(?P<title>(?![A-Z]\.).*))?\W*$"
)
_WORD = regex.compile(r"^\W*([^\W\d_]{7,9})\s+[\w.-]{1,8}\b")
_OPENS = regex.compile(
    rf"{_ITEM}(?:(?:schedule|tariff|rate|rider|standard)\b\W*){{1,3}}", regex.IGNORECASE
)
_KNOWN = frozenset({"schedule", "schedules"})
_GENERAL = regex.compile(
    r"\W*(?i:schedule\s+of\s+)?"
    r"(?:(?:SPECIAL|NON-?\s?RECURRING|MISCELLANEOUS|OTHER)\s+(?:SERVICE\s+)?(?:CHARGES|FEES)"
    r"(?:\s+AND\s+(?:CHARGES|FEES))?"
    r"|(?i:special|non-?\s?recurring|miscellaneous|other)\s+(?:Charges|Fees)"
    r"|(?i:(?:comparison|summary)\s+of\s+(?:[a-z]+\s+){0,4}(?:rates|charges)))\W*$"
)
_TITLED = regex.compile(
    rf"(?P<code>(?!(?:{_NO_CODE})\b)[A-Z]{{1,5}}(?:-[A-Z\d]{{1,4}})?) - "
    r"(?P<title>[A-Z][^$\d]{4,60}\s(?:Service|Schedule|Rate|Lighting|Lights|Program|Rider|Tariff|Clause))"
)
"""A schedule's code and title, apart in one line: `RS  Residential Service`."""
_CAPPED = regex.compile(
    rf"(?P<code>(?!(?:{_NO_CODE}|[IVX]+)\b)[A-Z]{{2,5}}(?:-[A-Z\d]{{1,4}})?)\s+[-–—]\s+"
    r"(?P<title>[A-Z][^$\da-z]{4,60}\s(?:SERVICE|SCHEDULE|LIGHTING|LIGHTS|PROGRAM|RIDER|TARIFF))\W*"
)
"""The same all in capitals, where the code is no word that charge sheets use."""
_BEHIND = regex.compile(
    r"^\W*(?P<title>[A-Z][^$\d]{4,60}?)\s+[-–—]\s+(?i:(?:rate\s+)?schedule|tariff)\s+(?:(?i:no)\.?\s*)?"
    rf"(?P<code>(?!(?:{_NO_CODE})\b){_CODE})\W*$"
)
"""The code behind the title: `Large Industrial Rate - Schedule B2`."""
_LEADING = regex.compile(
    rf"\W*(?P<code>(?!(?:{_NO_CODE})\b)[A-Z]{{2,5}}(?:-[A-Z\d]{{1,4}})?)\s+[-–—]\s+"
    r"(?P<title>[A-Z][\w'’/&-]*(?:\s(?:[A-Z][\w'’/&-]*|and|or|of|for|&)){1,6})\.\s+"
    r"(?:Applicable|Available|Applies)\b"
)
"""A paragraph that opens with a schedule's name: `RDS - Rural Delivery Service.  Applicable to`."""
_RUN_ON = regex.compile(
    r"(?P<code>[A-Z]{2,5}(?:-[A-Z\d]{1,4})?) "
    r"(?P<title>[A-Z][a-z][^$\d]{4,60}\s(?:Service|Schedule|Rate|Lighting|Lights))\W*$"
)
"""The same with one space between them: told from a title where another schedule is open."""
_BESIDE = regex.compile(
    rf"{_ITEM}(?:rate\s+)?(?:schedule|tariff)\s+(?P<code>(?!(?:{_NO_CODE})\b)(?:[A-Z]{{1,5}}(?:-[A-Z\d]{{1,4}})?"
    r"|\d{1,2}[A-Z]?)) (?P<title>(?=.*\b(?i:service|rate|lighting|lights|residential|commercial"
    r"|industrial|authorities|schools|farm|power)\b)"
    r"(?!.*(?<!-)\b(?i:charges?|per|minimum|shall|is|are|of)\b(?!-))"
    r"(?:[A-Z][A-Z,&/-]{2,}(?: (?:[A-Z][A-Z,&/-]+|&|-))*"
    r"|[A-Z][a-z]{2,}(?: (?:[A-Z][A-Za-z,/-]+|&|and|-))*))\W*$"
)
"""A schedule's code and title beside one another: `RATE SCHEDULE TS DELIVERY SERVICE`."""
_RATED = regex.compile(
    rf"{_ITEM}(?:standard\s+)?rate\s+"
    rf"(?P<code>(?!(?:{_NO_CODE})\b)[A-Z]{{1,4}}(?:-?\d{{1,2}}[A-Z]?|-[A-Z\d]{{1,4}})?"
    r"|\d{1,2}[A-Z]?) (?P<title>(?!(?i:inch|hp|kva|kw|phase)\b)[A-Z][A-Za-z,/-]+"
    r"(?: (?:[A-Z][A-Za-z,/-]+|&|and|of|or|for)){0,6}"
    r" (?i:service|rider|lighting|lights|schedule|program|rate))(?:\s\([^()]{2,20}\))?\W*$"
)
"""The same behind `Rate` alone, where the title ends as those of services do: `Rate TS  Firm
Transportation Service`."""
_IN_CAPITALS = regex.compile(
    rf"{_ITEM}(?:standard\s+)?rate\s+"
    rf"(?P<code>(?!(?:{_NO_CODE})\b)(?:[A-Z]{{2,5}}|[A-Z](?=-))(?:-[A-Z\d]{{1,4}})?) "
    r"(?P<title>(?!.*(?<!-)\b(?i:charges?|per|minimum|shall|is|are|of)\b(?!-))"
    r"[A-Z][a-z]+(?: (?:[A-Z][A-Za-z,/-]+|&|and|or|for)){1,6})\W*$"
)
"""The same of any title in small letters, from which a code in capitals stands out."""
_APPLICABLE = regex.compile(
    rf"{_ITEM}(?i:(?:rate\s+)?schedule\s+applicable\s+to|rates?\s+applicable\s+to)"
    r"\s*(?::\s*(?P<title>\w[^$:]{3,70}?)|[–—-]?\s+(?P<title>[A-Z\d][^$:]{3,70}?))\W*",
)
"""A schedule that is known by whose it is: `SCHEDULE APPLICABLE TO: FARM SERVICE`."""
_OTHER = regex.compile(
    rf"{_ITEM}(?i:(?:rate\s+)?schedule|tariff)\s+(?!(?i:of|for|in|and|no|applies|is|may|shall|will)\b)"
    r"(?-i:[A-Z\d][A-Z\d.&/-]*)(?:\s(?:\(?[A-Z\d][\w.,&/()'’-]*|and|of|or|for|-|–|&)){1,9}"
)
"""What begins as a schedule's heading does, and is no sentence."""
_SHORT_CODE = 2
_WIDE = 6
"""So many letters wide may the space between a schedule's code and its title be."""
_LETTERED = regex.compile(r"^\W*RATE\s+(?P<code>[A-Z]{4,6})\W*$")
_LIT = frozenset({"lamp", "pole"})
_SERVICE = regex.compile(r"\b(?:lighting|lights|service|rate|rider)\b", regex.IGNORECASE)
_BRACKET = regex.compile(r"\s*\([^()]*\)\s*$")
_KINDS = (
    frozenset({"firm", "interruptible"}),
    frozenset({"sales", "transportation"}),
    frozenset({"water", "sewer", "gas", "electric"}),
    frozenset({"residential", "commercial", "industrial", "wholesale", "farm", "public"}),
)
_NUMBER = regex.compile(
    r"[IVX]{1,4}|\d{1,2}[A-Z]?|[A-Z]|ONE|TWO|THREE|FOUR|[A-Z]?\d?-?\d", regex.IGNORECASE
)
_SISTERS = 2
_ALIKE = 78
_LONGEST = 80


@dataclass(slots=True)
class Schedules:
    """The schedule that holds at a line, as fields of the charges below it. `own` is what the sheet
    itself names: a heading that repeats it opens no other."""

    ledger: Ledger
    own: str | None = None
    fields: dict[str, int] = field(default_factory=dict[str, int])
    untitled: Line | None = None
    """The heading just read that prints no title: the next heading may be it."""
    around: dict[str, int] | None = None
    """What held where a class of customers within the sheet began; None outside of any."""
    within: Heading | None = None
    """The class's heading: the group of its charges that have none of their own."""
    several: bool = False
    """Whether the sheet has several such classes."""
    opened: Line | None = None
    """The heading of the schedule that holds."""

    def take(self, text: Text) -> str:
        """What a line is to the schedules: `schedule`, `title`, or empty where it is neither."""
        line = text.line
        before, self.untitled = self.untitled, None
        said, m = _headed(text.text)
        if not said:
            return ""
        if m:
            return self._open(line, m)
        code = (_LETTERED.match(said) or _RUN_ON.match(said)) if "schedule" in self.fields else None
        code = code or _CAPPED.fullmatch(said)
        if code and not is_known(code["code"].lower()):
            # `RATE RTOD` after `RATE RS`; four letters could be a word where no schedule is open.
            return self._open(line, code)
        whose = _APPLICABLE.fullmatch(said)
        if whose:
            self.leave()
            self.opened, self.fields = line, {"schedule_title": self._named(whose["title"], line)}
            return "schedule"
        if _worn(said):
            place = place_of(line)
            unread = self.ledger.add(said, None, Standing.UNREADABLE, place, label="schedule")
            self.fields = {"schedule": unread, "schedule_title": unread}
            return "schedule"
        if self.fields and _GENERAL.match(said):
            # Charges of the whole tariff end the schedule above them.
            self.leave()
            return ""
        if before is not None and self._title(text):
            return "title"
        if self.fields and _OTHER.fullmatch(said) and len(said) <= _LONGEST:
            # A schedule all the same, though how its code and title part is not certain.
            self.leave()
        return ""

    def leave(self) -> None:
        """No schedule holds any longer."""
        self.fields, self.around, self.within, self.opened = {}, None, None, None

    def titled(self, text: Text) -> bool:
        """Whether a line is a schedule's code and its title, in two cells or with a dash between,
        or says whose it is; it opens it."""
        cells = text.line.cells
        if "pplicable" in text.text and _APPLICABLE.fullmatch(text.text.strip()):
            return bool(self.take(text))
        led = _LEADING.match(text.text) if ". A" in " ".join(text.text.split()) else None
        if led and not is_known(led["code"].lower()) and "$" not in text.text:
            return bool(self._open(text.line, led))
        if len(cells) == 1 and "- " in text.text:
            m = _TITLED.fullmatch(text.text.strip()) or _CAPPED.fullmatch(text.text.strip())
            return m is not None and not is_known(m["code"].lower()) and bool(self.take(text))
        if len(cells) != 2 or (text.line.tabular and not _named_beside(text)):
            return False
        if not cells[0].text.isupper() and not _side_by_side(text):
            return False
        return bool(self.take(text))

    def lettered(self, texts: Sequence[Text], at: int) -> bool:
        """Whether a line is a schedule's code alone, the initials of the title below it; it opens
        it."""
        m = initials(texts, at)
        return m is not None and bool(self._open(texts[at].line, m))

    def sister(self, text: Text, title: str) -> bool:
        """Whether a line is a title as the sheet's own with another number or name at its end:
        `WATER RATES - DIVISION II` on a sheet of `WATER RATES - DIVISION I`, or of other customers:
        `Interruptible Service` on one of `Firm Service`; it opens it."""
        others = _opposed(title)
        if title.lstrip()[:1] != text.text.lstrip()[:1] and not others:
            return False  # Nearly no line begins as the title does.
        own, said = (_BRACKET.sub("", t).split() for t in (title, text.text))
        if len(own) != len(said):
            return False
        if not (others and _of_others(own, said, others)):
            if len(own) < _SISTERS or own[:-1] != said[:-1]:
                return False
            if own[-1] == said[-1] or not all(_NUMBER.fullmatch(w) for w in (own[-1], said[-1])):
                return False
        self.fields = {"schedule_title": self._named(text.text, text.line)}
        return True

    def of_class(self, texts: Sequence[Text], at: int, title: str, below: bool) -> bool:
        """Whether line `at` heads a class of customers or a provision of the sheet; it opens it.
        `below`: whether charges stand above it; the first one may only repeat the sheet's title."""
        name = class_named(texts, at)
        if not name:
            return False
        self.several = several_classes(texts)
        if not (below or self.several) or fold(name) == fold(title):
            return False
        if self.around is None:
            self.around = self.fields
        line = texts[at].line
        self.within = Heading(line, name, of_title(facets(name)), True, name)
        self.fields = {**self.around, "schedule_title": self._named(name, line)}
        return True

    def end_class(self, texts: Sequence[Text], at: int) -> bool:
        """Whether line `at` ends the class of customers that holds; what held around it does."""
        if self.around is None or not ends_class(texts, at, self.several):
            return False
        self.fields, self.around, self.within = self.around, None, None
        return True

    def end(self, texts: Sequence[Text], at: int, stack: Sequence[Heading]) -> bool:
        """Whether line `at` is the title of another service, which ends the schedule that holds."""
        held = self.opened is not None if self.fields else self.own is not None
        if not held or self.around is not None:
            return False
        if not ends_schedule(texts, at, self.opened if self.fields else None, stack):
            return False
        line = texts[at].line
        self.opened, self.untitled = line, None
        self.fields = {"schedule_title": self._named(line.text, line)}
        if self.own:
            # Nor is it of the schedule that the sheet itself names.
            of_none = self.ledger.add(
                line.text, None, Standing.ABSENT, place_of(line), label="schedule"
            )
            self.fields["schedule"] = of_none
        return True

    def head(self, text: Text) -> bool:
        """Whether the first cell over a table's columns is a schedule's heading; it opens it."""
        first = text.line.cells[0].text
        m = _HEAD.match(_small(" ".join(first.split())))
        return m is not None and bool(self._open(text.line, m))

    def _open(self, line: Line, m: regex.Match[str]) -> str:
        code, title = m["code"].strip(), m.groupdict().get("title")
        if self.own and code.lower() == self.own.lower():
            self.fields = {}
            return ""
        if self.own and len(self.own) > 1 and RATE_OF_SEVERAL.match(line.text):
            # `RATE A: TIME-DIFFERENTIATED RATE` is a part of the sheet's schedule `SQF`.
            return ""
        self.around = self.within = None
        self.opened, place = line, place_of(line)
        named = self.ledger.add(code, code, Standing.READ, place, label="schedule")
        self.fields = {"schedule": named}
        if title:
            self.fields["schedule_title"] = self._named(title, line)
        else:
            self.untitled = line
        return "schedule"

    def _title(self, text: Text) -> bool:
        heading = heading_of(text.line)
        if heading is None or heading.part or heading.item or not _is_title(heading):
            return False  # `I. RESIDENTIAL SERVICE` is one of its parts.
        self.fields["schedule_title"] = self._named(heading.text, text.line)
        return True

    def _named(self, title: str, line: Line) -> int:
        said = " ".join(title.split()).strip(" .:*_#")
        said = said.strip("( )") if _BRACKET.fullmatch(said) else said
        return self.ledger.add(said, said, Standing.READ, place_of(line), label="title")


@lru_cache(maxsize=256)
def _opposed(title: str) -> frozenset[str]:
    """The words that name other customers or services than a title does: `interruptible` for
    `Firm Service`; none where it names none of one kind alone."""
    words = _BRACKET.sub("", title).lower().split()
    kinds = [kind for kind in _KINDS if not kind.isdisjoint(words)]
    if len(words) > _SISTERS + 1 or len(kinds) != 1:
        return frozenset()
    return kinds[0] - set(words)


def _of_others(own: Sequence[str], said: Sequence[str], others: frozenset[str]) -> bool:
    """Whether one word alone tells two titles apart, and it is one of these."""
    apart = [(a, b) for a, b in zip(own, said, strict=True) if a.lower() != b.lower()]
    if len(apart) != 1 or apart[0][1].lower() not in others:
        return False
    return all(a.isupper() == b.isupper() for a, b in zip(own, said, strict=True))


def _is_title(heading: Heading) -> bool:
    """Whether a heading right below a schedule's number is its title: `LIGHTING SERVICE`."""
    said = heading.facets
    if said.empty:
        return True
    named = {c.value for c in said.components}
    plain = not (said.measures or said.tiers or said.coin) and named <= _LIT
    return plain and _SERVICE.search(heading.text) is not None


@lru_cache(maxsize=2048)
def _headed(text: str) -> tuple[str, regex.Match[str] | None]:
    """What a line says that may be of a schedule, and the heading it is; nothing for other lines.
    Kept: lines are asked for as headings of schedules and of other things."""
    cells = _cells(text)
    said, dashed = (" ".join(by.join(cells).split()) for by in (" ", " - "))
    if not 4 < len(said) <= _LONGEST or len(cells) > 2:
        return "", None
    first = _HEAD.match(_small(said)) or _HEAD.match(_small(dashed)) or _TITLED.match(dashed)
    return said, first or _BEHIND.match(said) or _beside(_small(said))


def _beside(said: str) -> regex.Match[str] | None:
    """A heading of a schedule whose code stands before its title; a longer word is no code."""
    m = _BESIDE.match(said) or _RATED.match(said) or _IN_CAPITALS.match(said)
    if m and len(m["code"]) > _SHORT_CODE and is_known(m["code"].lower()):
        return None
    return m


def _named_beside(text: Text) -> bool:
    """Whether a drawn row is a schedule's code and title, no columns: `SCHEDULE 1 | RESIDENTIAL`"""
    first, title = (" ".join(cell.text.split()) for cell in text.line.cells)
    said = facets(title)
    told = said.free and not (said.measures or said.components or said.coin)
    return bool(told) and title.isupper() and _HEAD.fullmatch(_small(first)) is not None


def _side_by_side(text: Text) -> bool:
    """Whether two cells are a schedule's word with its code and, a wide space behind it, its title
    of several words: `Rate OL | Yard Lighting Service`. They head no columns."""
    first, title = text.line.cells
    near = title.left - first.right < _WIDE * (first.right - first.left) / max(len(first.text), 1)
    m = _HEAD.fullmatch(_small(" ".join(first.text.split()))) if near else None
    named = _SERVICE.search(title.text) is not None and len(title.text.split()) > 1
    return m is not None and named and not is_part(title.text)


def _cells(text: str) -> list[str]:
    """The cells of a heading without the one that heads the column of prices: `RATE PER UNIT`."""
    cells = [t for t in text.split("\t") if t.strip()]
    return cells[:-1] if len(cells) > 1 and is_part(cells[-1]) else cells


def _small(said: str) -> str:
    """The line with the words that open a schedule in small letters: its code is in capitals."""
    return _OPENS.sub(lambda m: m[0].lower(), said)


@lru_cache(maxsize=2048)
def _worn(said: str) -> bool:
    """Whether a line is nearly the heading of a schedule (`SGHEDULE 26`)."""
    m = _WORD.match(said)
    if m is None or len(said.split()) > 3 or m[1].lower() in _KNOWN:
        return False
    return fuzz.ratio(m[1].lower(), "schedule") >= _ALIKE
