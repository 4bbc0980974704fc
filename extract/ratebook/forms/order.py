"""Reads an order: caption, dates, parties, citations, ordering paragraphs, service list.

The tables of its appendices are read by the forms of the rules; this gives them the order they
belong to (`read_appendix_caption`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from ratebook.forms.citations import (
    Found,
    find_amounts,
    find_cases,
    find_dates,
    find_laws,
    iso_date,
    unique,
)
from ratebook.forms.footnotes import Split, split_footnotes
from ratebook.forms.order_caption import Caption, read_caption, title_pattern
from ratebook.forms.order_flow import Passage, passage, passages
from ratebook.forms.order_names import as_printed, find_applicant, find_suppliers, readable
from ratebook.forms.order_paragraphs import Ordered, Ordering, deadlines, find_ordering
from ratebook.forms.order_service import read_service, split_service
from ratebook.forms.order_words import DATE, matches, patterns, phrases, states
from ratebook.forms.section import Section, place_of
from ratebook.model.page import Line
from ratebook.records.datum import Candidate, Datum, Draft, Place, Relation, Standing
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger

_STAMPED = regex.compile(
    rf"\b(?:DATED|ENTERED|ISSUED)\b[\s:]*(?P<date>{DATE})", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Body:
    """The order below its caption: passages, ordering part, what is below it."""

    passages: list[Passage]
    notes: list[Passage]
    ordering: Ordering | None
    split: Split


def read_order(section: Section, ledger: Ledger, jurisdiction: str | None = None) -> Draft:
    """The `order` draft of a section and its `paragraph` drafts; every line is claimed.

    `jurisdiction` is the code of the profile that recognised the order, where the caller knows it
    better than the section.
    """
    lines, service = split_service([line for line in section.lines if line.text.strip()])
    printed = _without_furniture(lines, ledger)
    caption = read_caption(printed)
    body = _body(printed[caption.end :])
    fields = dict.fromkeys(f for f in KINDS["order"].fields)
    order = ledger.draft("order", fields)
    here = place_of(section.lines[0])
    _caption_fields(caption, jurisdiction or section.jurisdiction, ledger, order)
    _party_fields(caption, body, ledger, order)
    _cited_fields(caption, body, ledger, order)
    _paragraph_records(body, ledger, order)
    _date_fields(body, ledger, order)
    read_service(service, ledger, order)
    for name, datum in order.fields.items():
        if datum is None:
            order.fields[name] = ledger.absent(here, label=name)
    _claim(printed[: caption.end], body, ledger)
    for number in body.split.lost:
        ledger.issue("order.footnote", f"the end of footnote {number} was not found", here)
    return order


def _without_furniture(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without page numbers and running footers, which are claimed here."""
    kept: list[Line] = []
    caption = True
    for line in lines:
        text = " ".join(line.text.split())
        caption = caption and not (len(text) > 90 or phrases("title").fullmatch(text.lower()))
        if not caption and matches("furniture", text):
            ledger.claim(line, "order", "furniture")
        else:
            kept.append(line)
    return kept


def _body(lines: list[Line]) -> _Body:
    split = split_footnotes(lines) if lines else Split()
    marks = frozenset(str(note.number) for note in split.notes)
    found = passages(split)
    notes = [passage(note.lines, note.start, marks) for note in split.notes]
    return _Body(found, notes, find_ordering(found), split)


def _put(
    ledger: Ledger, order: Draft, name: str, raw: str, value: Any, place: Place, **more: Any
) -> None:
    """Enters a legible value of a field."""
    standing = more.pop("standing", Standing.READ)
    order.fields[name] = ledger.add(raw, value, standing, place, label=name, **more)


def _caption_fields(caption: Caption, code: str | None, ledger: Ledger, order: Draft) -> None:
    if caption.commission:
        name, raw, line = caption.commission
        _put(ledger, order, "commission", raw, name, place_of(line))
        code = code or (states().get(caption.state) if caption.state else None)
        code = code or next((c for s, c in states().items() if name.endswith(f" of {s}")), None)
        if code:
            _put(ledger, order, "jurisdiction", raw, code, place_of(line))
    if caption.style:
        _put(ledger, order, "style", caption.style_text, caption.style_text,
             place_of(caption.style[0][1]))
    if caption.cases:
        found, line = caption.cases[0]
        _put(ledger, order, "case", found.value, found.value, place_of(line))
        others = unique([case for case, _ in caption.cases])[1:]
        if others:
            said = f"the caption has more cases than {found.value}: {', '.join(others)}"
            ledger.issue("order.consolidated", said, place_of(line), order.fields["case"])


def _party_fields(caption: Caption, body: _Body, ledger: Ledger, order: Draft) -> None:
    style, text = caption.style_text, " ".join(p.text for p in body.passages)
    applicant = find_applicant(style, text)
    if applicant:
        place = place_of(_style_line(caption, applicant.start))
        raw = style[applicant.start : applicant.end]
        _put(ledger, order, "applicant", raw, applicant.value, place)
    suppliers = _style_suppliers(style, text) if applicant else []
    if suppliers:
        place = place_of(_style_line(caption, suppliers[0].start))
        raw = style[suppliers[0].start : suppliers[0].end]
        _put(ledger, order, "supplier", raw, suppliers[0].value, place)
        return
    named = [(f, p) for p in body.passages for f in find_suppliers(p.text)]
    names = list(dict.fromkeys(f.value for f, _ in named if not applicant or f.value != applicant.value))
    if named and names:
        found, where = next((f, p) for f, p in named if f.value == names[0])
        _choice(ledger, order, "supplier", found, where, names)


def _style_suppliers(style: str, text: str) -> list[Found]:
    found: list[Found] = []
    for pattern in patterns("style_suppliers"):
        for m in pattern.finditer(style):
            name = m["name"].strip(" ,;")
            found.append(Found(as_printed(name, text) or readable(name), m.start("name"), m.end("name")))
    return found


def _style_line(caption: Caption, at: int) -> Line:
    """The caption line on which letter `at` of the joined style stands."""
    length = 0
    for part, line in caption.style:
        length += len(part) + 1
        if at < length:
            return line
    return caption.style[-1][1]


def _choice(
    ledger: Ledger, order: Draft, name: str, found: Found, where: Passage, values: list[str]
) -> None:
    """The value where the page gives one, else the candidates."""
    raw, place = where.text[found.start : found.end], where.place(found.start, found.end)
    if len(values) == 1:
        _put(ledger, order, name, raw, values[0], place)
        return
    candidates = tuple(Candidate(v, 1.0, "also printed in the order") for v in values)
    _put(ledger, order, name, raw, None, place, standing=Standing.AMBIGUOUS, candidates=candidates)
    ledger.issue(f"order.{name}", f"the order gives {', '.join(values)}", place, order.fields[name])


def _cited_fields(caption: Caption, body: _Body, ledger: Ledger, order: Draft) -> None:
    """Lists of what body and footnotes cite; the order's own case is not among them."""
    own = {found.value for found, _ in caption.cases[:1]}
    texts = [*body.passages, *body.notes]
    for name, finder in (
        ("cases_cited", find_cases),
        ("laws_cited", find_laws),
        ("amounts", find_amounts),
    ):
        found = [(f, p) for p in texts for f in finder(p.text) if f.value not in own]
        values = unique([f for f, _ in found])
        if values:
            first, where = found[0]
            raw = "; ".join(dict.fromkeys(p.text[f.start : f.end] for f, p in found))
            _put(ledger, order, name, raw, values, where.place(first.start, first.end))


def _paragraph_records(body: _Body, ledger: Ledger, order: Draft) -> None:
    if body.ordering is None:
        return
    set_by: list[dict[str, Any]] = []
    first: Place | None = None
    raws: list[str] = []
    several = len(body.ordering.paragraphs) > 1
    for count, one in enumerate(body.ordering.paragraphs, start=1):
        number = _paragraph(one, count, several, ledger, order)
        found = deadlines(number, one.passage.text)
        if found:
            first = first or one.passage.place()
            raws.append(one.passage.text)
            set_by += found
    if set_by and first:
        _put(ledger, order, "deadlines", " / ".join(raws), set_by, first)
    for gap in body.ordering.gaps:
        place = body.passages[body.ordering.first].place()
        ledger.issue("order.paragraph", f"ordering paragraph {gap} was not found", place)


def _paragraph(one: Ordered, count: int, several: bool, ledger: Ledger, order: Draft) -> int | None:
    """One `paragraph` draft; its number, None where a lone paragraph has none."""
    place, mark = one.passage.place(), one.mark
    if mark:
        standing = Standing.REPAIRED if mark.repair else Standing.READ
        repairs = (mark.repair,) if mark.repair else ()
        number = ledger.add(mark.printed, mark.number, standing, place, repairs=repairs, label="number")
    elif several:
        number = ledger.add(None, count, Standing.DERIVED, place, label="number")
    else:
        number = ledger.absent(place, label="number")
    text = ledger.add(one.passage.text, one.passage.text, Standing.READ, place, label="text")
    ledger.draft("paragraph", {"order": None, "number": number, "text": text}, order)
    return mark.number if mark else (count if several else None)


def _date_fields(body: _Body, ledger: Ledger, order: Draft) -> None:
    _dated(body, ledger, order)
    if body.ordering is None:
        return
    found: list[tuple[Found, Passage]] = []
    for one in body.ordering.paragraphs:
        found += [(f, one.passage) for f in _effective_dates(one.passage.text)]
    values = list(dict.fromkeys(f.value for f, _ in found))
    if values:
        _choice(ledger, order, "effective", found[0][0], found[0][1], values)
        return
    for one in body.ordering.paragraphs:
        if m := _on_order_date(one.passage.text):
            place = one.passage.place(*m.span())
            _on_own_date(m.group(), place, ledger, order)
            return


def _effective_dates(text: str) -> list[Found]:
    """Dates from which the order lets rates be charged."""
    found: dict[int, Found] = {}
    for pattern in patterns("effective"):
        for m in pattern.finditer(text):
            day = iso_date(m["date"])
            if day:
                found.setdefault(m.start("date"), Found(day, *m.span("date")))
    return [found[at] for at in sorted(found)]


_ON_ORDER_DATE = regex.compile(
    r"\bservice\s+(?:rendered|provided|furnished)?\s*on\s+(?:and|or)\s+after\s+the\s+"
    r"(?:effective\s+)?date\s+of\s+(?:entry\s+of\s+)?this\s+Order",
    regex.IGNORECASE,
)


def _on_order_date(text: str) -> regex.Match[str] | None:
    return _ON_ORDER_DATE.search(text)


def _on_own_date(raw: str, place: Place, ledger: Ledger, order: Draft) -> None:
    """Effective on the order's own date, which may only come with an appendix caption."""
    dated = order.fields.get("dated")
    value = ledger.data[dated].value if dated else None
    standing = Standing.READ if value else Standing.UNREADABLE
    _put(ledger, order, "effective", raw, value, place, standing=standing)


def _dated(body: _Body, ledger: Ledger, order: Draft) -> None:
    """The order's date in its signature block, where it is stamped or written."""
    end = body.ordering.end if body.ordering else len(body.passages)
    for one in body.passages[end:]:
        m = _STAMPED.search(one.text)
        dates = find_dates(one.text[m.start("date") if m else 0 :])
        if dates:
            shift = m.start("date") if m else 0
            start, stop = dates[0].start + shift, dates[0].end + shift
            _put(ledger, order, "dated", one.text[start:stop], dates[0].value, one.place(start, stop))
            return


def _claim(caption: list[Line], body: _Body, ledger: Ledger) -> None:
    """Says of every line what it is."""
    for line in caption:
        ledger.claim(line, "order", "caption")
    for note in body.split.notes:
        for line in note.lines:
            ledger.claim(line, "order", f"footnote {note.number}")
    first = body.ordering.first if body.ordering else len(body.passages)
    end = body.ordering.end if body.ordering else len(body.passages)
    for i, one in enumerate(body.passages):
        became = "prose" if i < first else "ordering paragraph" if i < end else "signature block"
        for line in one.lines:
            ledger.claim(line, "order", became)


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
    if lines and (m := title_pattern().match(" ".join(lines[0].text.split()).strip(" .:*_"))):
        letter, end = (m["letter"] or "").upper() or None, 1
    end = _caption_end(lines, end)
    for line in lines[:end]:
        ledger.claim(line, "order", "appendix caption")
    if order is not None:
        _appendix_facts(lines[:end], letter, ledger, order)
        if service:
            read_service(service, ledger, order)
    return letter, lines[end:]


def _caption_end(lines: list[Line], start: int) -> int:
    """Index below "APPENDIX TO AN ORDER OF ... IN CASE NO. ... DATED ..."."""
    text = ""
    for i in range(start, min(start + 5, len(lines))):
        text = " ".join((text, *lines[i].text.split())).strip()
        if i == start and not matches("appendix_caption", text):
            return start
        if regex.search(r"\bDATED\b", text, regex.IGNORECASE):
            # The stamp may stand on its own line below the word it belongs to.
            below = lines[i + 1].text if i + 1 < len(lines) else ""
            alone = not find_dates(text) and regex.fullmatch(rf"\s*{DATE}\s*", below)
            return i + (2 if alone else 1)
        if i > start and find_cases(text) and not text.rstrip(",").endswith("DATED"):
            following = lines[i + 1].text if i + 1 < len(lines) else ""
            if not regex.match(r"\s*DATED\b", following, regex.IGNORECASE):
                return i + 1
    return min(start + 2, len(lines))


def _appendix_facts(lines: list[Line], letter: str | None, ledger: Ledger, order: Draft) -> None:
    if not lines:
        return
    words = passage(lines)
    _extend(ledger, order, letter or "Appendix", place_of(lines[0]))
    for case in find_cases(words.text)[:1]:
        _same_case(case, words, ledger, order)
    m = _STAMPED.search(words.text)
    day = iso_date(m["date"]) if m else None
    if m and day:
        place = words.place(*m.span("date"))
        datum = ledger.add(m["date"], day, Standing.READ, place, label="dated")
        _join_date(datum, ledger, order)


def _extend(ledger: Ledger, order: Draft, letter: str, place: Place) -> None:
    """Adds an appendix to the order's list."""
    old = _datum(ledger, order, "appendices")
    known = list(old.value) if old and isinstance(old.value, list) else []
    if letter not in known:
        values = [*known, letter]
        raw = ", ".join(f"APPENDIX {v}" if v != "Appendix" else "APPENDIX" for v in values)
        first = old.place if old and known else place
        _put(ledger, order, "appendices", raw, values, first)


def _datum(ledger: Ledger, order: Draft, name: str) -> Datum | None:
    number = order.fields.get(name)
    return ledger.data[number] if number else None


def _same_case(case: Found, words: Passage, ledger: Ledger, order: Draft) -> None:
    """The appendix must belong to the order's case; it supplies the case where the order has none."""
    own = _datum(ledger, order, "case")
    place = words.place(case.start, case.end)
    if own is None or own.standing is Standing.ABSENT:
        _put(ledger, order, "case", words.text[case.start : case.end], case.value, place)
    elif own.value != case.value:
        said = f"the appendix belongs to case {case.value}, the order to {own.value}"
        ledger.issue("order.case", said, place, own.id)


def _join_date(datum: int, ledger: Ledger, order: Draft) -> None:
    """The date a caption stamps: the order's where it has none, else a witness or a contradiction."""
    own = _datum(ledger, order, "dated")
    new = ledger.data[datum]
    if own is None or own.standing is Standing.ABSENT:
        order.fields["dated"] = datum
        _settle_effective(new, ledger, order)
    elif own.value == new.value:
        terms = ((Decimal(1), own.id), (Decimal(1), datum))
        name = "the order's date is the same wherever it is stamped"
        ledger.relations.append(Relation("equal", name, terms, source="order"))
    elif own.value is not None:
        values = [str(own.value), str(new.value)]
        candidates = tuple(Candidate(v, 1.0, "stamped in the order") for v in values)
        _put(ledger, order, "dated", own.raw or "", None, own.place,
             standing=Standing.AMBIGUOUS, candidates=candidates)
        ledger.issue("order.dated", f"dated {' and '.join(values)}", new.place, order.fields["dated"])


def _settle_effective(dated: Datum, ledger: Ledger, order: Draft) -> None:
    """Rates effective on the order's date get it once it is known."""
    effective = _datum(ledger, order, "effective")
    if effective and effective.standing is Standing.UNREADABLE and effective.raw:
        ledger.data[effective.id] = replace(effective, value=dated.value, standing=Standing.READ)
