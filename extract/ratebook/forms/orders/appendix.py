"""Captions of an order's appendices: the letter, and what they say about the order itself."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.orders.caption import title_pattern
from ratebook.forms.orders.citations import Found, find_cases
from ratebook.forms.orders.dates import LABEL, enter_date, settle_effective
from ratebook.forms.orders.fields import datum_of, put
from ratebook.forms.orders.flow import Passage, passage
from ratebook.forms.orders.service import read_service, split_service
from ratebook.forms.orders.words import says
from ratebook.forms.section import Section, place_of
from ratebook.forms.tokens.dates import leading_date
from ratebook.model.page import Line
from ratebook.records.datum import Candidate, Draft, Place, Relation, Standing
from ratebook.records.ledger import Ledger

_LONGEST_STAMP = 24
_NAMED = regex.compile(r"\bAppendix ([A-H])(?= (?:to|of) this Order|,? (?:attached|herein))")
_SPACED = regex.compile(r"^(?:[A-Z] ){4,}[A-Z]\b")
_LETTERED = regex.compile(r"APPENDIX\s(?P<letter>[A-H])(?=\s+(?:TO|CASE)\b)", regex.IGNORECASE)
"""A title that goes on with the caption: `APPENDIX B  Case No. 9999-00999`."""
_QUOTED = regex.compile(r"""["'“”‘’]([A-Z]|\d{1,2})["'“”‘’]""")
_WORDED = regex.compile(r"[A-Za-z]|^[-–—]\s*\d{1,3}\s*[-–—]$")


def read_appendix_caption(
    section: Section, ledger: Ledger, order: Draft | None
) -> tuple[str | None, list[Line]]:
    """(letter of the appendix, the lines below its caption); the letter is None if none is printed.

    Claims the caption, checks its case against the order's, gives the order the date stamped in
    the caption, and takes a service list that follows the appendix to the order.
    """
    lines, service = split_service([line for line in section.lines if line.text.strip()])
    letter: str | None = None
    end = 0
    if lines and (m := title_pattern().match(_unquoted(lines[0].text))):
        letter, end = (m["letter"] or "").upper() or None, 1
    elif lines and (m := _LETTERED.match(_unquoted(lines[0].text))):
        letter = m["letter"].upper()
    end = _caption_end(lines, end)
    for line in lines[:end]:
        ledger.claim(line, "order", "appendix caption")
    if order is not None:
        _appendix_facts(lines[:end], letter, ledger, order)
        if service:
            read_service(service, ledger, order)
    return letter, _without_footers(lines[end:], ledger)


def _unquoted(text: str) -> str:
    """A heading without the signs around it and around its letter: `APPENDIX "A"`."""
    words = _QUOTED.sub(r"\1", " ".join(text.split())).strip(" .:*_#")
    return _SPACED.sub(lambda m: m[0].replace(" ", ""), words)


def _without_footers(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without running footers, which are claimed; a bare number may be a cell."""
    kept: list[Line] = []
    for line in lines:
        text = " ".join(line.text.split())
        if _WORDED.search(text) and len(text) < 90 and says("furniture", text):
            ledger.claim(line, "order", "furniture")
        else:
            kept.append(line)
    return kept


def _caption_end(lines: list[Line], start: int) -> int:
    """Index below "APPENDIX TO AN ORDER OF ... IN CASE NO. ... DATED ..."."""
    text = ""
    for i in range(start, min(start + 5, len(lines))):
        if i > start and lines[i].tabular:
            # `ATTACHMENT A TO THIS ORDER` over a table: it prints neither case nor date.
            return i
        text = " ".join((text, *lines[i].text.split())).strip()
        if i == start and not _captions(text, below_title=start > 0):
            return start
        if regex.search(r"\bDATED\b", text, regex.IGNORECASE):
            # The stamp may stand on its own line below the word it belongs to.
            below = lines[i + 1].text if i + 1 < len(lines) else ""
            open_end = text.rstrip(" ._-").endswith("DATED")
            alone = open_end and len(below) < _LONGEST_STAMP and leading_date(below)
            return i + (2 if alone else 1)
        if find_cases(text) and not text.rstrip(",").endswith("DATED"):
            following = lines[i + 1].text if i + 1 < len(lines) else ""
            if not regex.match(r"\s*DATED\b", following, regex.IGNORECASE):
                return i + 1
    return min(start + 2, len(lines))


def _captions(text: str, *, below_title: bool) -> bool:
    """Whether a line begins a caption; below the title it need not say `appendix` again."""
    return says("appendix_caption", text) or (
        below_title and says("appendix_caption", f"appendix {text}")
    )


def _appendix_facts(lines: list[Line], letter: str | None, ledger: Ledger, order: Draft) -> None:
    if not lines:
        return
    words = passage(lines)
    _extend(ledger, order, letter or "Appendix", place_of(lines[0]))
    for case in find_cases(words.text)[:1]:
        _same_case(case, words, ledger, order)
    label = LABEL.search(words.text)
    if label is None:
        return
    token = leading_date(words.text[label.end() :])
    if token:
        _join_date(enter_date(ledger, words, token, label.end()), ledger, order)
    elif words.text[label.end() :].strip(" ._-"):
        place = words.place(label.start())
        raw = words.text[label.end() :]
        _join_date(ledger.add(raw, None, Standing.UNREADABLE, place, label="dated"), ledger, order)


def _extend(ledger: Ledger, order: Draft, letter: str, place: Place) -> None:
    """Adds an appendix to the order's list."""
    old = datum_of(ledger, order, "appendices")
    known = list(old.value) if old and isinstance(old.value, list) else []
    if letter not in known:
        values = [*known, letter]
        raw = ", ".join(f"APPENDIX {v}" if v != "Appendix" else "APPENDIX" for v in values)
        lacks = _lacks(values, ledger)
        if old and known:
            # One datum grows: what it was before lacks an appendix that is there.
            ledger.data[old.id] = old._replace(raw=raw, value=values, touched=lacks)
        else:
            put(ledger, order, "appendices", raw, values, place, touched=lacks)


def _lacks(values: list[str], ledger: Ledger) -> bool:
    """Whether an appendix before these, or one that the orders set in force, was not found so far:
    its caption may be worn."""
    letters = {value for value in values if len(value) == 1 and value.isalpha()}
    if not letters:
        return False
    orders = (
        d.value for d in ledger.data.values() if d.label == "text" and isinstance(d.value, str)
    )
    named = {m for text in orders if "ppendix" in text for m in _NAMED.findall(text)}
    last = ord(max(letters | named))
    return not letters.issuperset(map(chr, range(ord("A"), last + 1)))


def _same_case(case: Found, words: Passage, ledger: Ledger, order: Draft) -> None:
    """The appendix must belong to the order's case, or supply it where the order prints none."""
    own = datum_of(ledger, order, "case")
    place, raw = words.place(case.start, case.end), words.text[case.start : case.end]
    touched = words.damaged(case.start, case.end)
    if own is None or own.value is None:
        put(ledger, order, "case", raw, case.value, place, touched=touched)
    elif own.value == case.value:
        witness = ledger.add(raw, case.value, Standing.READ, place, touched=touched, label="case")
        _alike("the case is the same in caption and appendix", own.id, witness, ledger)
    else:
        said = f"the appendix belongs to case {case.value}, the order to {own.value}"
        ledger.issue("order.case", said, place, own.id)


def _alike(name: str, one: int, other: int, ledger: Ledger) -> None:
    """Two places that must print the same."""
    terms = ((Decimal(1), one), (Decimal(1), other))
    ledger.relations.append(Relation("equal", name, terms, source="order"))


def _join_date(datum: int, ledger: Ledger, order: Draft) -> None:
    """The date a caption stamps: the order's own, or a witness of it, or a contradiction."""
    own = datum_of(ledger, order, "dated")
    new = ledger.data[datum]
    if (
        own is None
        or own.standing is Standing.ABSENT
        or (own.standing is Standing.UNREADABLE and new.value)
    ):
        order.fields["dated"] = datum
        settle_effective(ledger, order)
    elif new.value is None:
        return
    elif own.value == new.value:
        _alike("the order's date is the same wherever it is stamped", own.id, datum, ledger)
    elif own.value is not None:
        values = [str(own.value), str(new.value)]
        candidates = tuple(Candidate(v, 1.0, "stamped in the order") for v in values)
        put(
            ledger,
            order,
            "dated",
            own.raw or "",
            None,
            own.place,
            standing=Standing.AMBIGUOUS,
            candidates=candidates,
        )
        ledger.issue(
            "order.dated", f"dated {' and '.join(values)}", new.place, order.fields["dated"]
        )
        settle_effective(ledger, order)
