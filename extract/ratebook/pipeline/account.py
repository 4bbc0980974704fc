"""Every line of a document is accounted for: read, known text, or an issue.

A line that nobody claimed, and that prints neither a price nor figures in columns, is known text:
it can hold no charge. One that prints them, on a page that some form read, becomes an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ratebook.forms.section import place_of
from ratebook.model.page import Document, Line, stand_together
from ratebook.records.ledger import Ledger
from ratebook.records.record import Record

BY = "text"
"""The name under which words that hold no value are claimed."""

WHOLE_PAGE = frozenset({"unclaimed-page"})
"""Issues that speak of all lines of their page."""

FIGURE = r"\$\s?\.?\d|\d\.\d{2,}|(?<![\w.,])\.\d{2,}"
"""A figure as prices print it, with a nought before its point or without."""
_PRICE = re.compile(rf"{FIGURE}|\d\s?¢|\d\s?cents?\b", re.IGNORECASE)
_FIGURE = re.compile(r"\s*\$?\s?[\d,]*\.?\d+\s?%?\s*(?:\([A-Z]\)\s*)?")
_MARKED = re.compile(r"[$%]|\d[.,]\d")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*$")
_KNOWN = re.compile(
    r"(?:cancelling )?stamp|clerk|furniture|prose|noise|ghost|column headings|text|cover|index"
    r"|adoption|signature|service list|title of what|heading|words",
    re.IGNORECASE,
)
Key = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True)
class Account:
    """How many lines a document has, and of these: read, known text, issues."""

    lines: int
    read: int
    known: int
    issue: int

    def fields(self) -> dict[str, int]:
        """The counts as fields of the document's record."""
        return {
            "lines": self.lines,
            "lines_read": self.read,
            "lines_known": self.known,
            "lines_issue": self.issue,
        }


def claim_rest(document: Document, ledger: Ledger) -> None:
    """Claims the words nobody claimed on pages that some form read; figures among them become
    issues, unless a value rests on them or an issue speaks of them already."""
    claimed = {c[:3] for c in ledger.claims}
    pages = {claim.page for claim in ledger.claims}
    rest = [
        li
        for li in document.lines
        if (li.page, li.number, li.text) not in claimed and li.page in pages
    ]
    told = {i.place.page for i in ledger.issues if i.code == "no-form"}
    figures: list[Line] = []
    for line in rest:
        if not _prints_figures(line):
            ledger.claim(line, BY, "words, no price")
        elif line.page not in told:
            figures.append(line)
    if figures:
        _settle(figures, ledger)


def _prints_figures(line: Line) -> bool:
    """Whether a line prints a price, or figures in columns of their own."""
    if _PRICE.search(line.text):
        return True
    if len(line.cells) < 2:
        return False
    figures = [c.text for c in line.cells if _FIGURE.fullmatch(c.text) and not _YEAR.match(c.text)]
    return len(figures) > 1 or any(_MARKED.search(text) for text in figures)


def _shown(line: Line) -> str:
    text = line.text.replace("\t", " | ")
    return text if len(text) <= 120 else text[:117] + "..."


def _settle(lines: list[Line], ledger: Ledger) -> None:
    """Each of these lines gave a value, or is named by an issue, or becomes one."""
    values = _Places(_values(ledger))
    told = _Places((i.place.page, i.place.line, i.place.box) for i in ledger.issues)
    for line in lines:
        if values.hold(line):
            ledger.claim(line, BY, "read: a value rests on it")
        elif not told.hold(line):
            said = f"nothing reads the figures of this line: {_shown(line)}"
            ledger.issue("unread-figures", said, place_of(line))


def _values(ledger: Ledger) -> Iterator[tuple[int, int | None, Sequence[float] | None]]:
    """Where the values of records stand."""
    for draft in ledger.drafts:
        for number in draft.fields.values():
            if number and ledger.data[number].label != "set by the form":
                place = ledger.data[number].place
                yield place.page, place.line, place.box


class _Places:
    """Where values and issues stand."""

    def __init__(self, places: Iterable[tuple[int, int | None, Sequence[float] | None]]) -> None:
        self._lines: set[tuple[int, int]] = set()
        self._boxes: dict[int, list[Sequence[float]]] = {}
        for page, line, box in places:
            if line is not None:
                self._lines.add((page, line))
            elif box is not None:
                self._boxes.setdefault(page, []).append(box)

    def hold(self, line: Line) -> bool:
        """Whether one of them stands on a line."""
        if line.number is not None:
            return (line.page, line.number) in self._lines
        there = self._boxes.get(line.page)
        box = line.box if there else None
        if box is None or there is None:
            return False
        return any(stand_together(box, other) for other in there)


def counted(records: Sequence[Record], document: Document, ledger: Ledger) -> list[Record]:
    """The records of a document, its own with the account of its lines."""
    issues = [r.values for r in records if r.kind == "issue"]
    fields = account(document, ledger, issues).fields()
    return [_with(r, fields) if r.kind == "document" else r for r in records]


def _with(record: Record, fields: Mapping[str, int]) -> Record:
    values = {**record.values, **fields}
    return Record(record.kind, record.key, record.document, values, record.evidence)


def account(document: Document, ledger: Ledger, issues: list[dict[str, Any]]) -> Account:
    """The lines of a document by what became of them; a line with an issue counts as one, whatever
    else it gave. Pages that no form claimed are issues whole. `issues` are values of records."""
    whole = {i["page"] for i in issues if i["code"] in WHOLE_PAGE}
    told = [i for i in issues if i["code"] not in WHOLE_PAGE]
    places = _Places((i["page"], i["line"], i["box"]) for i in told)
    became = _became(ledger)
    told_of = bool(issues)
    count = {"read": 0, "known": 0, "issue": 0}
    lines = [line for line in document.lines if line.text.strip()]
    for line in lines:
        if told_of and (line.page in whole or places.hold(line)):
            count["issue"] += 1
        else:
            count[became.get(same_line(line), "issue")] += 1
    return Account(len(lines), count["read"], count["known"], count["issue"])


def _became(ledger: Ledger) -> Mapping[Key, str]:
    found: dict[Key, str] = {}
    for page, number, text, by, became in ledger.claims:
        key = page, number, text
        if by != "utilities" and found.get(key) != "read":
            found[key] = _kind(became)
    return found


@lru_cache(maxsize=1024)
def _kind(became: str) -> str:
    """How a line counts by what it became: most lines of a document become one of a few things."""
    return "known" if _KNOWN.match(became) else "read"


def same_line(line: Line) -> Key:
    """What tells a line in claims: page, number, text."""
    return (line.page, line.number, line.text)
