"""Reads an order: caption, dates, parties, citations, ordering paragraphs, service list.

The tables of its appendices are read by the forms of the rules; this gives them the order they
belong to (`read_appendix_caption`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import regex

from ratebook.forms.orders.appendix import read_appendix_caption
from ratebook.forms.orders.caption import Caption, read_caption
from ratebook.forms.orders.citations import (
    Found,
    find_amounts,
    find_cases,
    find_laws,
    unique,
    unread_amounts,
    unread_cases,
)
from ratebook.forms.orders.dates import put_dates
from ratebook.forms.orders.fields import put, put_choice
from ratebook.forms.orders.flow import Passage, passage, passages
from ratebook.forms.orders.footnotes import Split, split_footnotes
from ratebook.forms.orders.names import (
    as_printed,
    find_applicant,
    find_suppliers,
    listed_commission,
    readable,
)
from ratebook.forms.orders.paragraphs import (
    Ordered,
    Ordering,
    deadlines,
    find_ordering,
    ordered_anew,
)
from ratebook.forms.orders.service import read_service, split_service
from ratebook.forms.orders.words import patterns, says, states
from ratebook.forms.section import Section, place_of
from ratebook.forms.tokens.dates import ANY_MONTH
from ratebook.forms.tokens.worn import worn_text
from ratebook.model.page import Line
from ratebook.records.datum import Candidate, Draft, Place, Standing
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger
from ratebook.rules.jurisdiction import Jurisdiction

_RUN_TOGETHER = regex.compile(r"(?=(?:[^\W_]*\d){2})(?=(?:[^\W_]*\p{L}){2})[^\W_]+")
_STOPS = regex.compile(r"(?<!\.)\.\.(?=\s*$)")
"""A full stop that an engine saw twice."""
_DAY_STOP = regex.compile(rf"(?<=\b{ANY_MONTH}\s\d{{1,2}})[;.](?=\s(?:19|20)\d\d\b)", regex.I)
"""The comma of a date, which a worn one is taken for: `September 19; 2011`."""
_PRICE = regex.compile(r"\$\s?\.?\d|\d\s?(?:¢|cents?\s+per\b)", regex.IGNORECASE)

_Cited = tuple[Found, Passage]


@dataclass(frozen=True, slots=True)
class _Body:
    """The order below its caption: passages, ordering part, what is below it."""

    passages: list[Passage]
    notes: list[Passage]
    ordering: Ordering | None
    split: Split


__all__ = ["read_appendix_caption", "read_order"]


def read_order(section: Section, ledger: Ledger, jurisdiction: Jurisdiction | None = None) -> Draft:
    """The `order` draft of a section and its `paragraph` drafts; every line is claimed.

    `jurisdiction` is the profile that recognised the order; without it the section's code and the
    caption decide.
    """
    lines, service = split_service([line for line in section.lines if line.text.strip()])
    caption = read_caption(lines)
    body = _body(_without_furniture(lines[caption.end :], ledger))
    fields = dict.fromkeys(f for f in KINDS["order"].fields)
    order = ledger.draft("order", fields)
    here = place_of(section.lines[0])
    code = jurisdiction.code if jurisdiction else section.jurisdiction
    listed = jurisdiction.commissions if jurisdiction else ()
    _caption_fields(caption, code, listed, ledger, order)
    _party_fields(caption, body, ledger, order)
    _cited_fields(caption, body, ledger, order)
    _paragraph_records(body, ledger, order)
    put_dates(body.passages, body.ordering, ledger, order)
    read_service(service, ledger, order)
    for name, datum in order.fields.items():
        if datum is None:
            order.fields[name] = ledger.absent(here, label=name)
    _claim(lines[: caption.end], body, ledger)
    for number in body.split.lost:
        ledger.issue("order.footnote", f"the end of footnote {number} was not found", here)
    return order


def _without_furniture(lines: list[Line], ledger: Ledger) -> list[Line]:
    """The lines without page numbers and running footers, which are claimed here."""
    kept: list[Line] = []
    for line in lines:
        if len(line.text) < 90 and says("furniture", " ".join(line.text.split())):
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


def _caption_fields(
    caption: Caption, code: str | None, listed: tuple[str, ...], ledger: Ledger, order: Draft
) -> None:
    if caption.commission:
        name, raw, line = caption.commission
        meant = listed_commission(name, listed)
        if meant is None:
            put(ledger, order, "commission", raw, name, place_of(line))
        else:
            proof = ({"kind": "closed-list", "raw": raw, "value": meant, "list": list(listed)},)
            put(
                ledger,
                order,
                "commission",
                raw,
                meant,
                place_of(line),
                standing=Standing.REPAIRED,
                repairs=(f"{name} is {meant} of the list",),
                proof=proof,
            )
        code = code or (states().get(caption.state) if caption.state else None)
        code = code or next((c for s, c in states().items() if name.endswith(f" of {s}")), None)
        if code:
            put(ledger, order, "jurisdiction", raw, code, place_of(line))
    if caption.style:
        put(
            ledger,
            order,
            "style",
            caption.style_text,
            caption.style_text,
            _style_place(caption, 0, len(caption.style_text)),
            touched=worn_text(caption.style_text) is not None,
        )
    if caption.cases:
        found, line = caption.cases[0]
        at = max(line.text.find(found.value), 0)
        words = line.words_between(at, at + len(found.value))
        touched = any(word.touched or word.agreed is False for word in words)
        put(ledger, order, "case", found.value, found.value, place_of(line), touched=touched)
        others = unique([case for case, _ in caption.cases])[1:]
        if others:
            said = f"the caption has more cases than {found.value}: {', '.join(others)}"
            ledger.issue("order.consolidated", said, place_of(line), order.fields["case"])
    elif caption.lost:
        raw, line = caption.lost
        put(ledger, order, "case", raw, None, place_of(line), standing=Standing.UNREADABLE)
        said = f"the case number cannot be read: {raw!r}"
        ledger.issue("order.case", said, place_of(line), order.fields["case"])


def _party_fields(caption: Caption, body: _Body, ledger: Ledger, order: Draft) -> None:
    style, text = caption.style_text, " ".join(p.text for p in body.passages)
    applicant = find_applicant(style, text)
    if applicant:
        place = _style_place(caption, applicant.start, applicant.end)
        raw = style[applicant.start : applicant.end]
        put(ledger, order, "applicant", raw, applicant.value, place)
    suppliers = _style_suppliers(style, text) if applicant else []
    if suppliers:
        place = _style_place(caption, suppliers[0].start, suppliers[0].end)
        raw = style[suppliers[0].start : suppliers[0].end]
        put(ledger, order, "supplier", raw, suppliers[0].value, place)
        return
    named = [(f, p) for p in body.passages for f in find_suppliers(p.text)]
    names = list(
        dict.fromkeys(f.value for f, _ in named if not applicant or f.value != applicant.value)
    )
    if named and names:
        found, where = next((f, p) for f, p in named if f.value == names[0])
        put_choice(ledger, order, "supplier", found, where, names)


def _style_suppliers(style: str, text: str) -> list[Found]:
    found: list[Found] = []
    for pattern in patterns("style_suppliers"):
        for m in pattern.finditer(style):
            name = m["name"].strip(" ,;")
            found.append(
                Found(as_printed(name, text) or readable(name), m.start("name"), m.end("name"))
            )
    return found


def _style_place(caption: Caption, start: int, end: int) -> Place:
    """Where a part of the style begins, with the words of all its lines."""
    place = place_of(_style_line(caption, start))
    words = caption.style_words(start, end)
    return place._replace(words=words) if words else place


def _style_line(caption: Caption, at: int) -> Line:
    """The caption line on which letter `at` of the joined style stands."""
    length = 0
    for part, line in caption.style:
        length += len(part) + 1
        if at < length:
            return line
    return caption.style[-1][1]


def _cited_fields(caption: Caption, body: _Body, ledger: Ledger, order: Draft) -> None:
    """Lists of what body and footnotes cite; the order's own case is not among them."""
    own = {found.value for found, _ in caption.cases[:1]}
    texts = [*body.passages, *body.notes]
    garbled = [(f, p) for p in texts for f in _garbled(p)]
    for name, finder, unread in (
        ("cases_cited", find_cases, unread_cases),
        ("laws_cited", find_laws, None),
        ("amounts", find_amounts, unread_amounts),
    ):
        found = [(f, p) for p in texts for f in finder(p.text) if f.value not in own]
        lost = [(f, p) for p in texts for f in unread(p.text)] if unread else []
        lost += garbled
        if found or lost:
            _list_field(name, found, lost, ledger, order)


def _garbled(one: Passage) -> list[Found]:
    """Words in which figures and letters have run together and the engines differ: a case, a law
    or an amount may be among what is left of them."""
    words = {w.text for w in one.words(0, len(one.text)) if w.agreed is False}
    worn = (text for text in words if _RUN_TOGETHER.fullmatch(text.strip(".,;:()")))
    return [Found(text, at, at + len(text)) for text in worn if (at := one.text.find(text)) >= 0]


def _list_field(
    name: str, found: list[_Cited], lost: list[_Cited], ledger: Ledger, order: Draft
) -> None:
    """A list is right only where all of it is legible: one damaged member leaves it open."""
    first, where = (found or lost)[0]
    raw = "; ".join(dict.fromkeys(p.text[f.start : f.end] for f, p in [*found, *lost]))
    place = where.place(first.start, first.end)
    values = unique([f for f, _ in found])
    doubtful = [f.value for f, p in found if p.damaged(f.start, f.end)] + [f.value for f, _ in lost]
    if not doubtful:
        put(ledger, order, name, raw, values, place)
        return
    candidates = tuple(Candidate(v, 1.0, "legible member of the list") for v in values)
    put(ledger, order, name, raw, None, place, standing=Standing.AMBIGUOUS, candidates=candidates)
    said = f"damaged: {', '.join(dict.fromkeys(doubtful))}"
    ledger.issue(f"order.{name}", said, place, order.fields[name])


def _paragraph_records(body: _Body, ledger: Ledger, order: Draft) -> None:
    if body.ordering is None:
        place = body.passages[-1].place() if body.passages else Place(1, None)
        ledger.issue("order.ordering", "no ordering paragraphs were found", place)
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
        put(ledger, order, "deadlines", " / ".join(raws), set_by, first)
    for gap in body.ordering.gaps:
        place = body.passages[body.ordering.first].place()
        ledger.issue("order.paragraph", f"ordering paragraph {gap} was not found", place)


def _paragraph(one: Ordered, count: int, several: bool, ledger: Ledger, order: Draft) -> int | None:
    """One `paragraph` draft; its number, None where a lone paragraph has none."""
    place, mark = one.passage.place(), one.mark
    if mark:
        standing = Standing.REPAIRED if mark.repair else Standing.READ
        repairs = (mark.repair,) if mark.repair else ()
        number = ledger.add(
            mark.printed, mark.number, standing, place, repairs=repairs, label="number"
        )
    elif several:
        number = ledger.add(None, count, Standing.DERIVED, place, label="number")
    else:
        number = ledger.absent(place, label="number")
    said = _DAY_STOP.sub(",", _STOPS.sub(".", one.passage.text))
    worn = worn_text(said) is not None
    text = ledger.add(one.passage.text, said, Standing.READ, place, label="text", touched=worn)
    ledger.draft("paragraph", {"order": None, "number": number, "text": text}, order)
    return mark.number if mark else (count if several else None)


def _claim(caption: list[Line], body: _Body, ledger: Ledger) -> None:
    """Says of every line what it is."""
    for line in caption:
        ledger.claim(line, "order", "caption")
    for note in body.split.notes:
        for line in note.lines:
            ledger.claim(line, "order", f"footnote {note.number}")
    first = body.ordering.first if body.ordering else len(body.passages)
    end = body.ordering.end if body.ordering else len(body.passages)
    anew = ordered_anew(body.passages, end)
    if anew:
        said = "the ordering paragraphs behind the signatures are no records"
        ledger.issue("order.paragraph", said, body.passages[min(anew)].place())
    for i, one in enumerate(body.passages):
        part = first <= i < end or i in anew
        became = "ordering paragraph" if part else "prose" if i < first else "signature block"
        for line in one.lines:
            ledger.claim(line, "order", became)
            if i >= end and i not in anew and _PRICE.search(line.text):
                said = f"a price behind the orders, in no appendix: {line.text.strip()[:80]}"
                ledger.issue("order.price", said, place_of(line))
