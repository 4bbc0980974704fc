"""An order's two dates: the one it bears and the one from which its rates may be charged."""

from __future__ import annotations

import regex

from ratebook.forms.orders.citations import Found, find_dates, iso_date
from ratebook.forms.orders.fields import datum_of, put, put_choice
from ratebook.forms.orders.flow import Passage
from ratebook.forms.orders.paragraphs import Ordering
from ratebook.forms.orders.words import matches, patterns
from ratebook.forms.tokens.dates import DateToken, leading_date
from ratebook.records.datum import Candidate, Draft, Place, Standing
from ratebook.records.ledger import Ledger

LABEL = regex.compile(r"\b(?:DATED|ENTERED|ISSUED)\b[\s:]*|^(?:Dated|Entered|Issued)\b[\s:]*")
"""The words before a date that is stamped on an order or its appendix."""

_BELOW = 3
"""How many passages from its label on a stamped date is looked for."""


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
        if m := matches("effective_on_order", one.passage.text):
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
    number = ledger.add(raw, None, Standing.UNREADABLE, place, label="effective")
    order.fields["effective"] = number
    settle_effective(ledger, order)


def settle_effective(ledger: Ledger, order: Draft) -> None:
    """Rates that hold from the order's date on have what is known of that date, no more."""
    effective, dated = datum_of(ledger, order, "effective"), datum_of(ledger, order, "dated")
    if effective is None or dated is None or dated.standing is Standing.ABSENT:
        return
    if effective.raw and matches("effective_on_order", effective.raw):
        ledger.data[effective.id] = effective._replace(
            value=dated.value,
            standing=dated.standing,
            repairs=dated.repairs,
            candidates=dated.candidates,
            touched=dated.touched,
        )


def enter_date(ledger: Ledger, one: Passage, token: DateToken, shift: int) -> int:
    """Enters a stamped date, worn or not; `token` was read from `one.text[shift:]`."""
    start, end = token.start + shift, token.end + shift
    touched = one.damaged(start, end)
    value = token.value
    first = token.readings[0] if token.readings else None
    repairs = first.repairs if value and first else ()
    standing = Standing.READ if not repairs else Standing.REPAIRED
    if value is None:
        standing = Standing.AMBIGUOUS if first else Standing.UNREADABLE
    candidates = (
        ()
        if value
        else tuple(Candidate(r.iso, r.cost, "; ".join(r.repairs)) for r in token.readings)
    )
    return ledger.add(
        one.text[start:end], value, standing, one.place(start, end), repairs=repairs,
        candidates=candidates, touched=touched, label="dated",
    )  # fmt: skip


def _dated(
    passages: list[Passage], ordering: Ordering | None, ledger: Ledger, order: Draft
) -> None:
    """The order's date below its last paragraph, where it is stamped or written."""
    below = passages[ordering.end :] if ordering else passages
    for i, one in enumerate(below):
        label = LABEL.search(one.text)
        if label:
            # The stamp is often a line of its own below the word ENTERED.
            for at, near in enumerate(below[i : i + _BELOW]):
                shift = 0 if at else label.end()
                if token := leading_date(near.text[shift:]):
                    order.fields["dated"] = enter_date(ledger, near, token, shift)
                    return
        written = find_dates(one.text) if ordering else []
        if written:
            start, end = written[0].start, written[0].end
            place, touched = one.place(start, end), one.damaged(start, end)
            raw = one.text[start:end]
            put(ledger, order, "dated", raw, written[0].value, place, touched=touched)
            return
