"""Reads one sheet's head, foot, stamps and marks into a draft; leaves its body to the tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from ratebook.forms.section import Section, place_of
from ratebook.forms.sheets.bookpages import is_cover
from ratebook.forms.sheets.companies import company_in, utility_on
from ratebook.forms.sheets.dates import Capture, judge
from ratebook.forms.sheets.fields import FieldWriter, head_fields
from ratebook.forms.sheets.foot import foot_of, is_alone, labels_in_head
from ratebook.forms.sheets.footing import FootReading, read_foot, wrecked_fields
from ratebook.forms.sheets.head import head_items, pages_of
from ratebook.forms.sheets.issuer import case_year
from ratebook.forms.sheets.names import names_of
from ratebook.forms.sheets.numbers import place_unnumbered
from ratebook.forms.sheets.riders import riders_of
from ratebook.forms.sheets.schedule import Named
from ratebook.forms.sheets.stamps import cancelled_stamp, clerk_mark, is_stamp, worn_cancelled_stamp
from ratebook.forms.sheets.territory import territory_of
from ratebook.forms.sheets.text import Passage
from ratebook.forms.tokens.utility_names import folded, known_utilities, witnessed
from ratebook.model.page import Line
from ratebook.records.datum import Draft
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton
from ratebook.rules.unnamed import UNNAMED

BY = "sheet"
"""The name under which sheets claim lines."""

_PRICED = re.compile(r"\$\s?\d|\d\.\d\d(?!\d)|\d{5}")
"""What no text of a stamp holds."""
_SHORT = 5
"""What is no longer is no text of a stamp either."""
_NAMED = 14
"""The names of a sheet stand in no more of its first lines than this."""
_FOOT = 20
"""A foot with its stamp has no more lines than this."""
_STAMP, _WORN_STAMP, _MARK = "cancelling stamp", "worn stamp", "clerk's cancelling mark"
_CANCELLING = (_STAMP, _WORN_STAMP, _MARK)
_OF_SHEETS = frozenset({"sheet", "revision", "cancels_sheet", "cancels_revision"})
"""What the cover of a book does not print."""
_DATES = ("issued", "effective", "stamped_effective", "authority_dated", "cancelled")


def read_sheet(
    section: Section, jurisdiction: Jurisdiction, ledger: Ledger, previous: Draft | None = None
) -> tuple[Draft, tuple[Line, ...]]:
    """Enters the `sheet` draft of a section; returns it with the lines of the sheet's body.

    Head, foot, stamp and signature lines are claimed; a line in which a stamp is mixed with the
    text of a table stays in the body. `previous` is the sheet before this one in the document.
    """
    made = _SheetReader(section, jurisdiction, ledger).read()
    if previous is not None:
        place_unnumbered(ledger)
    return made


@dataclass
class _SheetReader:
    """Reads one sheet. `claimed` tells what each line became, by the line's id."""

    section: Section
    jurisdiction: Jurisdiction
    ledger: Ledger
    claimed: dict[int, str] = field(default_factory=dict[int, str])
    cancelled: list[Capture] = field(default_factory=list[Capture])

    def __post_init__(self) -> None:
        self.lines = self.section.lines
        self.pages = pages_of(self.lines, self.jurisdiction)
        self.parts = [page.lines for page in self.pages]
        self.writer = FieldWriter(self.ledger, place_of(self.lines[0]), {})

    def read(self) -> tuple[Draft, tuple[Line, ...]]:
        """The draft, and the lines that are body."""
        if self.jurisdiction.code != UNNAMED:
            self.writer.constant("jurisdiction", self.jurisdiction.code, self.writer.here, None)
        tops = [one for part in self.parts for one in labels_in_head(part, self.jurisdiction)]
        for line in tops:
            self._claim(line, "dates of the head")
        self._head()
        self._marks()
        self._names()
        foot = foot_of(self.parts, self.jurisdiction)
        for line in foot.lines:
            self._claim(line, "stamp" if is_stamp(line.text, self.jurisdiction) else "foot")
        # A date that cancels the sheet is none of those that a label of the foot has lost.
        printed = [line for line in foot.lines if self.claimed[id(line)] not in _CANCELLING]
        reading = read_foot(
            (*tops, *printed), self._open(), self.jurisdiction, typed=self.section.typed
        )
        self._foot(reading)
        body = tuple(self._open())
        self._lists(body)
        self._stamps_in(body)
        return self._draft(), tuple(self._open())

    def _open(self) -> list[Line]:
        """The lines nobody has claimed yet."""
        return [line for line in self.lines if id(line) not in self.claimed]

    def _claim(self, line: Line, became: str) -> None:
        self.claimed.setdefault(id(line), became)

    def _head(self) -> None:
        for page in self.pages:
            for line in page.head:
                self._claim(line, "head")
            if page.head and "sheet" not in self.writer.fields:
                passage = Passage(page.head)
                head_fields(self.writer, head_items(passage.text, self.jurisdiction), passage)

    def _marks(self) -> None:
        """Cancelling stamps and clerk's marks, wherever on the sheet they stand."""
        lines = self._open()
        stamp = cancelled_stamp(lines, self.jurisdiction)
        if stamp:
            for line in stamp.lines:
                self._claim(line, _STAMP)
            if stamp.token:
                self.cancelled.append(Capture(stamp.token, place_of(stamp.line)))
        else:
            self._worn_stamp(lines)
        letter = self.jurisdiction.stamp.clerk
        opened = [x for x in lines if x.text.lstrip().startswith(letter)] if letter else []
        for line in opened:
            mark = clerk_mark(line, self.jurisdiction) if id(line) not in self.claimed else None
            if mark and mark.readings:
                self._claim(line, _MARK)
                self.cancelled.append(Capture(mark, place_of(line)))

    def _worn_stamp(self, lines: Sequence[Line]) -> None:
        worn = worn_cancelled_stamp(lines, self.jurisdiction)
        if worn is not None:
            for line in worn.lines:
                self._claim(line, _WORN_STAMP)
            self.writer.unreadable("cancelled", worn.line.text, place_of(worn.line))

    def _names(self) -> None:
        named = (li for li in self.lines if self.claimed.get(id(li), "head") == "head")
        first = list(islice(named, _NAMED))
        names = names_of(first, self.jurisdiction)
        self.writer.named("utility", self._witnessed(names.utility))
        self.writer.named("schedule", names.schedule)
        # What a cover prints below the utility is its address, or the name of all books.
        covers = is_cover(self.lines, self.jurisdiction)
        self.writer.named("title", None if covers else names.title)
        territory = territory_of(first[:6], self.jurisdiction)
        self.writer.named("territory", territory)
        for line in names.lines:
            self._claim(line, "title")
        of_all = (*names.lines, *([territory.line] if territory else []))
        self._repeated({skeleton(line.text) for line in of_all})
        if territory:
            self._claim(territory.line, "head")

    def _witnessed(self, name: Named | None) -> Named | None:
        """The utility as another line of the sheet names it, where the list of the state's tells
        that its name is damaged."""
        state = self.jurisdiction.code
        if name is None or name.worn or folded(name.value) in known_utilities(state):
            return name
        lines = (line for line in self.lines if company_in(line.text, 0))
        others = (found.value for line in lines if (found := utility_on(line)))
        meant = witnessed(name.value, others, state)
        if meant is None:
            return name
        value = meant.upper() if name.value.isupper() else meant
        note = f"{name.value} is {value}, printed elsewhere on the sheet"
        return name._replace(value=value, repairs=(note,), listed=(value,))

    def _repeated(self, names: set[str]) -> None:
        """The same names at the top of a sheet's further pages."""
        for lines in self.parts[1:]:
            for line in lines[:12]:
                if skeleton(line.text) in names:
                    self._claim(line, "title")

    def _foot(self, reading: FootReading) -> None:
        self.writer.text("authority_case", reading.case)
        year = case_year(reading.case.value) if reading.case else None
        captures = {name: found for name, found in reading.dates.items() if found}
        if self.cancelled:
            captures["cancelled"] = self.cancelled
        verdicts = judge(captures, year)
        for name in _DATES:
            self.writer.verdict(name, verdicts.get(name))
        self.writer.text("issued_by", reading.issued_by)
        self.writer.text("issuer_title", reading.issuer_title)
        self.writer.text("regulation", reading.regulation)
        lost = set(reading.dates) | {"issued_by"} & reading.labels
        if reading.stamped:
            lost |= {"stamped_effective", "regulation"}
        if "authority" in reading.labels:
            lost |= {"authority_case", "authority_dated"}
        lost |= wrecked_fields(self.lines[-_FOOT:], self.jurisdiction)
        if "sheet" not in self.writer.fields:
            lost |= {"cancels_book", "cancels_sheet", "cancels_revision"}
        covers = "sheet" not in self.writer.fields and is_cover(self.lines, self.jurisdiction)
        for name in (*lost, *self.jurisdiction.sheet.always):
            if name not in self.writer.fields:
                self.writer.missing(name, lost=not (covers and name in _OF_SHEETS))

    def _lists(self, body: Sequence[Line]) -> None:
        pages = list(dict.fromkeys([line.page for line in self.lines]))
        self.writer.listed("pages", pages, self.writer.here, None)
        riders = riders_of(body)
        if riders:
            _, line, start, end = riders[0]
            raw = "; ".join(name for name, *_ in riders)
            self.writer.listed("riders", [r[0] for r in riders], place_of(line, start, end), raw)

    def _stamps_in(self, body: Sequence[Line]) -> None:
        """Stamp lines that stand inside the body, with nothing of the body in them. A word or two
        alone is a heading (`SERVICES`) where no more of a stamp is on the sheet."""
        found: list[Line] = []
        for line in body:
            text = line.text
            if "$" in text and _PRICED.search(text):
                continue
            # What is asked of every line is remembered, and tells nearly all of them.
            stamp = is_stamp(text, self.jurisdiction) and len(text.strip()) > _SHORT
            if stamp and not _PRICED.search(text):
                found.append(line)
        if len(found) == 1 and is_alone(found[0].text) and "stamp" not in self.claimed.values():
            return
        for line in found:
            if not self._of_body(line, found):
                self._claim(line, "stamp")

    def _of_body(self, line: Line, found: Sequence[Line]) -> bool:
        """Whether a word or two of the stamp's stand by themselves on a page that no engine read:
        `Public` over `Authority` at the head of a column."""
        if not is_alone(line.text) or any(w.score is not None for w in line.words):
            return False
        at = next(n for n, other in enumerate(self.lines) if other is line)
        beside = [*self.lines[max(at - 1, 0) : at], *self.lines[at + 1 : at + 2]]
        return not any(
            other in found or self.claimed.get(id(other)) in ("stamp", "foot") for other in beside
        )

    def _draft(self) -> Draft:
        for name in KINDS["sheet"].fields:
            if name not in self.writer.fields:
                self.writer.missing(name, lost=False)
        for line in self.lines:
            if id(line) in self.claimed:
                self.ledger.claim(line, BY, self.claimed[id(line)])
        ordered = {name: self.writer.fields[name] for name in KINDS["sheet"].fields}
        return self.ledger.draft("sheet", ordered)
