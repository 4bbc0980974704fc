"""An order's two dates: the one it bears and the one from which its rates may be charged."""

from __future__ import annotations

import regex

from ratebook.forms.citations import Found, find_dates, iso_date
from ratebook.forms.order_fields import put, put_choice
from ratebook.forms.order_flow import Passage
from ratebook.forms.order_paragraphs import Ordering
from ratebook.forms.order_words import DATE, patterns
from ratebook.records.datum import Draft, Place, Standing
from ratebook.records.ledger import Ledger

STAMPED = regex.compile(rf"\b(?:DATED|ENTERED|ISSUED)\b[\s:]*(?P<date>{DATE})", regex.IGNORECASE)
"""A date that a stamp or a caption gives as the order's own."""

_ON_ORDER_DATE = regex.compile(
    r"\bservice\s+(?:rendered|provided|furnished)?\s*on\s+(?:and|or)\s+after\s+the\s+"
    r"(?:effective\s+)?date\s+of\s+(?:entry\s+of\s+)?this\s+Order",
    regex.IGNORECASE,
)


def put_dates(
    passages: list[Passage], ordering: Ordering | None, ledger: Ledger, order: Draft
) -> None:
    """Fills `dated` and `effective` from the order's body; an appendix may still supply them."""
    _dated(passages, ordering, ledger, order)
    if ordering is None:
        return
    found: list[tuple[Found, Passage]] = []
    for one in ordering.paragraphs:
        found += [(f, one.passage) for f in _effective_dates(one.passage.text)]
    values = list(dict.fromkeys(f.value for f, _ in found))
    if values:
        put_choice(ledger, order, "effective", found[0][0], found[0][1], values)
        return
    for one in ordering.paragraphs:
        if m := _ON_ORDER_DATE.search(one.passage.text):
            _on_own_date(m.group(), one.passage.place(*m.span()), ledger, order)
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


def _on_own_date(raw: str, place: Place, ledger: Ledger, order: Draft) -> None:
    """Effective on the order's own date, which may only come with an appendix caption."""
    dated = order.fields.get("dated")
    value = ledger.data[dated].value if dated else None
    standing = Standing.READ if value else Standing.UNREADABLE
    put(ledger, order, "effective", raw, value, place, standing=standing)


def _dated(
    passages: list[Passage], ordering: Ordering | None, ledger: Ledger, order: Draft
) -> None:
    """The order's date below its last paragraph, where it is stamped or written."""
    below = passages[ordering.end :] if ordering else passages
    for one in below:
        m = STAMPED.search(one.text)
        if m is None and ordering is None:
            continue
        shift = m.start("date") if m else 0
        dates = find_dates(one.text[shift:])
        if dates:
            start, end = dates[0].start + shift, dates[0].end + shift
            raw = one.text[start:end]
            place, touched = one.place(start, end), one.damaged(start, end)
            put(ledger, order, "dated", raw, dates[0].value, place, touched=touched)
            return
