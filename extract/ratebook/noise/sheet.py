"""Kentucky sheets: head, foot and Commission stamps in several variants, with the sheet record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import ratebook.noise.invent as invent
from ratebook.noise.blocks import Block, Leaf, Row, Stamp, Table, Words, lines, upper
from ratebook.noise.desk import Desk, later
from ratebook.noise.invent import Utility
from ratebook.noise.truth import Ref

_TERRITORIES = (
    "Entire Service Area",
    "All Counties Served",
    "All Territory Served",
    "Entire Territory Served",
)


@dataclass(frozen=True, slots=True)
class _Facts:
    utility: Utility
    territory: str
    book: str
    sheet: str
    revision: int
    issued: date
    effective: date
    case: str | None
    dated: date | None
    marks: tuple[Stamp, ...]
    cancelled: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet being written: its record's number and key, and what is printed around its body."""

    number: int
    key: str
    utility: Utility
    effective: date
    head: tuple[Words, ...]
    foot: tuple[Block, ...]
    stamps: tuple[Stamp, ...]
    facts: _Facts

    def leaf(self, *body: Block) -> Leaf:
        """The finished sheet."""
        return Leaf(self.head, body, self.foot, self.stamps)


def open_sheet(
    desk: Desk,
    of: Utility,
    title: str,
    schedule: str | None = None,
    sheet: str = "",
    revision: int | None = None,
    like: Sheet | None = None,
    below: bool = False,
) -> Sheet:
    """Begins a sheet: invents its identity and dates and enters its record.

    `title` and `schedule` go to the record; the body prints them. `like` is another sheet of the
    same filing: this one was issued, stamped and cancelled with it. `below`: the title stands below
    the heading of a chapter, and which of the two is the sheet's title is not asserted.
    """
    facts = replace(like.facts, sheet=sheet) if like else _invent(desk, of, sheet, revision)
    values = {
        "jurisdiction": "KY",
        "utility": of.name,
        "book": facts.book,
        "sheet": facts.sheet,
        "revision": facts.revision,
        "title": title,
        "schedule": schedule,
        "issued": facts.issued.isoformat(),
        "effective": facts.effective.isoformat(),
        "stamped_effective": facts.effective.isoformat(),
        "cancelled": facts.cancelled.isoformat() if facts.cancelled else None,
        "authority_case": facts.case,
        "issuer_title": of.title,
        "authority_dated": facts.dated.isoformat() if facts.dated else None,
        "cancels_book": facts.book if facts.revision else str(of.book - 1),
        "cancels_sheet": facts.sheet if facts.revision else None,
        "cancels_revision": facts.revision - 1 if facts.revision else None,
    }
    if desk.layout.head in ("corner", "form"):
        values["territory"] = facts.territory
    if desk.layout.foot in ("signed", "lines"):
        values["issued_by"] = of.officer
    if below:
        del values["title"]
    number = desk.add("sheet", **values)
    stamps = (_effective_stamp(desk, facts, number), *facts.marks)
    return Sheet(
        number,
        desk.truth.reference(number),
        of,
        facts.effective,
        _head(desk, facts, number),
        _foot(desk, facts, number),
        tuple(_shown_cancelled(desk, s, facts, number) for s in stamps),
        facts,
    )


def _invent(desk: Desk, of: Utility, sheet: str, revision: int | None) -> _Facts:
    chance = desk.chance
    effective = invent.month_start(desk, 2005, 2019)
    issued = later(effective, -chance.randint(4, 45))
    ordered = later(issued, -chance.randint(3, 200)) if chance.random() < 0.6 else None
    case = invent.case_number(desk, ordered.year - chance.randint(0, 1)) if ordered else None
    cancelled = later(effective, chance.randint(200, 1600)) if chance.random() < 0.35 else None
    sheet = sheet or _sheet_number(desk)
    turn = chance.choice((0, 0, 1, 1, 2, 3, 4, 9, 11, 14)) if revision is None else revision
    return _Facts(
        of,
        desk.one(*_TERRITORIES),
        str(of.book),
        sheet,
        turn,
        issued,
        effective,
        case,
        ordered,
        (_cancel_mark(desk, cancelled),) if cancelled else (),
        cancelled,
    )


def _sheet_number(desk: Desk) -> str:
    """A sheet number no other sheet of this book has."""
    chance = desk.chance
    while True:
        plain = str(chance.randint(2, 160))
        number = desk.one(
            plain,
            plain,
            f"{chance.randint(2, 30)}-{chance.randint(1, 9)}",
            f"{chance.randint(2, 40)}.{chance.randint(1, 9)}",
            f"R-{plain}",
        )
        if number not in desk.taken:
            desk.taken.add(number)
            return number


def sheets_in_a_row(desk: Desk, count: int) -> list[str]:
    """So many sheet numbers that follow each other."""
    while True:
        first = desk.chance.randint(90, 150)
        numbers = [str(first + n) for n in range(count)]
        if not desk.taken.intersection(numbers):
            desk.taken.update(numbers)
            return numbers


def _cancel_mark(desk: Desk, when: date) -> Stamp:
    if desk.chance.random() < 0.5:
        return Stamp((f"C{when.month}/{when.day}/{when:%y}",), "clerk")
    words = ("CANCELLED", f"{when:%b %d %Y}".upper(), "KENTUCKY PUBLIC", "SERVICE COMMISSION")
    return Stamp(words, "cancelled")


def _shown_cancelled(desk: Desk, stamp: Stamp, facts: _Facts, number: int) -> Stamp:
    if stamp.kind == "effective" or not facts.cancelled:
        return stamp
    at = 0 if stamp.kind == "clerk" else 1
    shown = [
        desk.show(t, (number, "cancelled")) if n == at else t for n, t in enumerate(stamp.lines)
    ]
    return Stamp(tuple(shown), stamp.kind)


def _effective_stamp(desk: Desk, facts: _Facts, number: int) -> Stamp:
    when = desk.day(facts.effective, (number, "stamped_effective"), style="slashes")
    section = "PURSUANT TO 807 KAR 5:011", "SECTION 9 (1)"
    if facts.effective.year < 2010:
        return Stamp(
            (
                "PUBLIC SERVICE COMMISSION",
                "OF KENTUCKY",
                "EFFECTIVE",
                when,
                *section,
                "By ______________",
                "Executive Director",
            ),
            "effective",
        )
    director = invent.person(desk).upper()
    return Stamp(
        (
            "KENTUCKY",
            "PUBLIC SERVICE COMMISSION",
            director,
            "EXECUTIVE DIRECTOR",
            "TARIFF BRANCH",
            "EFFECTIVE",
            when,
            *section,
        ),
        "effective",
    )


def _identity(desk: Desk, facts: _Facts, number: int) -> tuple[str, str, str, str]:
    """Book, sheet line, cancelled book, cancelled sheet line (empty where a book is replaced)."""
    book = desk.show(facts.book, (number, "book"))
    words = desk.layout.head in ("split", "revision")
    name = desk.show(facts.sheet, (number, "sheet"))
    turn = _turn(facts.revision, words)
    sheet = f"{desk.show(turn, (number, 'revision'))} Sheet No. {name}"
    if not facts.revision:
        return book, sheet, desk.show(str(facts.utility.book - 1), (number, "cancels_book")), ""
    before = desk.show(_turn(facts.revision - 1, words), (number, "cancels_revision"))
    old = f"{before} Sheet No. {desk.show(facts.sheet, (number, 'cancels_sheet'))}"
    return book, sheet, desk.show(facts.book, (number, "cancels_book")), old


def _turn(revision: int, words: bool) -> str:
    if not revision:
        return "Original"
    return f"{invent.ordinal_word(revision) if words else invent.ordinal(revision)} Revised"


def _head(desk: Desk, facts: _Facts, number: int) -> tuple[Words, ...]:
    name = Words(
        desk.show(desk.named(facts.utility.name), (number, "utility")),
        "center",
        bold=True,
        heading=True,
    )
    territory = f"For {desk.show(facts.territory, (number, 'territory'))}"
    book, sheet, old_book, old_sheet = _identity(desk, facts, number)
    if desk.layout.head == "revision":
        return _revision_head(desk, facts, number, name)
    if desk.layout.head == "split":
        corner = [
            f"P.S.C. KY. NO. {book}",
            upper(sheet),
            f"CANCELLING P.S.C. KY. NO. {old_book}",
            upper(old_sheet),
        ]
        left = Words(name.text, "left", bold=True, heading=True)
        return (
            left,
            Words(f"{facts.utility.town}, Kentucky {facts.utility.zip}"),
            *lines(filter(None, corner), align="right"),
        )
    if desk.layout.head == "form":
        corner = [
            upper(territory),
            f"P.S.C. NO. {book}",
            upper(sheet),
            f"CANCELING P.S.C. NO. {old_book}",
            upper(old_sheet),
        ]
        top = Words("FORM FOR FILING RATE SCHEDULES")
        return top, *lines(filter(None, corner), align="right"), name
    verb = desk.one("Canceling", "Cancelling", "Cancels")
    corner = [territory, f"P.S.C. No. {book}", sheet, f"{verb} P.S.C. No. {old_book}", old_sheet]
    return *lines(filter(None, corner), align="right"), name


def _revision_head(desk: Desk, facts: _Facts, number: int, name: Words) -> tuple[Words, ...]:
    """Second Revision of Original Sheet No. 45, on one line with the book."""
    book = f"P.S.C. Electric No. {desk.show(facts.book, (number, 'book'))}, "
    now = _revision_of(desk, facts.revision, facts.sheet, (number, "revision"), (number, "sheet"))
    if facts.revision:
        old = (
            desk.show(facts.book, (number, "cancels_book"))
            + ", "
            + _revision_of(
                desk,
                facts.revision - 1,
                facts.sheet,
                (number, "cancels_revision"),
                (number, "cancels_sheet"),
            )
        )
    else:
        old = desk.show(str(facts.utility.book - 1), (number, "cancels_book"))
    return name, *lines((book + now, f"Canceling P.S.C. Electric No. {old}"), align="right")


def _revision_of(desk: Desk, revision: int, sheet: str, turn: Ref, which: Ref) -> str:
    place = f"Sheet No. {desk.show(sheet, which)}"
    if not revision:
        return f"{desk.show('Original', turn)} {place}"
    return f"{desk.show(invent.ordinal_word(revision), turn)} Revision of Original {place}"


def _foot(desk: Desk, facts: _Facts, number: int) -> tuple[Block, ...]:
    issued = desk.day(facts.issued, (number, "issued"))
    effective = desk.day(facts.effective, (number, "effective"))
    title = desk.show(facts.utility.title, (number, "issuer_title"))
    who = desk.show(facts.utility.officer, (number, "issued_by"))
    pairs = {
        "typed": (
            ("DATE OF ISSUE " + issued, "DATE EFFECTIVE " + effective),
            ("ISSUED BY ______________", "TITLE " + title),
        ),
        "signed": (
            ("Issued: " + issued, "Effective: " + effective),
            (f"Issued by: {who}, {title}", ""),
        ),
        "lines": (
            ("DATE OF ISSUE: " + issued, "EFFECTIVE DATE: " + effective),
            ("ISSUED BY: " + who, "TITLE: " + title),
        ),
        "slashed": (
            ("Date of Issue: " + issued, ""),
            ("Date Effective: " + effective, ""),
            ("Issued By: ______________", title),
        ),
    }[desk.layout.foot]
    shares = (0.5, 0.5) if pairs[0][1] else (0.98, 0.02)
    if pairs[1][1] == "" and pairs[0][1]:
        blocks: list[Block] = [_pair(pairs[:1], (0.5, 0.5)), Words(pairs[1][0])]
    elif shares[0] > 0.9:
        blocks = [*(Words(a) for a, _ in pairs), *(Words(b) for _, b in pairs if b)]
    else:
        blocks = [_pair(pairs, shares)]
    return *blocks, *_authority(desk, facts, number)


def _pair(pairs: tuple[tuple[str, str], ...], shares: tuple[float, float]) -> Table:
    return Table(tuple(Row(p) for p in pairs), shares, ("left", "left"), head=0, width=0.7)


def _authority(desk: Desk, facts: _Facts, number: int) -> tuple[Words, ...]:
    if not (facts.case and facts.dated):
        return ()
    case = desk.show(facts.case, (number, "authority_case"))
    dated = desk.day(facts.dated, (number, "authority_dated"))
    texts = {
        "typed": (
            "Issued by authority of an Order of the Commission",
            f"in Case No. {case} dated {dated}",
        ),
        "signed": (f"Authority: Order in Case No. {case} dated {dated}",),
        "lines": (
            "ISSUED BY AUTHORITY OF AN ORDER OF THE P.S.C.",
            f"IN CASE NO. {case} DATED {dated}",
        ),
        "slashed": (f"By Order of the Commission, Case No. {case}, dated {dated}",),
    }[desk.layout.foot]
    return lines(texts)
