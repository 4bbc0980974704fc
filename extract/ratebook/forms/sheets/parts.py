"""A page of a rate schedule known by its parts alone: whom it serves, and at what rates.

Commissions we know nothing of have heads of their own; what a schedule is made of is the same
everywhere: `AVAILABILITY`, `TYPE OF SERVICE`, `MONTHLY RATE`."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.sheets.bookpages import has_money
from ratebook.model.page import Line

_NUMBER = regex.compile(r"\W*(?:(?:[A-Z]|[IVX]{1,5}|\d{1,3}(?:\.\d{1,3})*)[.):]\s+)?")
_BEHIND = regex.compile(r"\s*(?:[-–—]\s|[.:(]|\t).*$", regex.DOTALL)
_RATES = regex.compile(
    r"(?:(?:net|base|monthly|\d\d-day)\s+)*rates?(?:\s+(?:per\s+month|schedule|table))?"
    r"|(?:monthly\s+)?(?:charges?|billing)|rates?\s+and\s+charges?",
    regex.IGNORECASE,
)
"""The part that says what is paid; `30-DAY RATE` is that of a month's service."""
_SERVED = regex.compile(r"availab(?:le|ility)|applicab(?:le|ility)|application", regex.IGNORECASE)
"""The part that says who is served."""
_OTHERS = regex.compile(
    r"(?:minimum|(?:type|character|nature|kind|term)s?\s+of\s|(?:terms?\s+of\s+|late\s+)?payment|special\s+"
    r"|determination\s+of|metering$|term$|tax(?:es)?$|[\w\s-]+adjustments?$|rules\s)",
    regex.IGNORECASE,
)
"""Parts that schedules have besides."""
_QUESTION = regex.compile(r"^\s*Q(?:uestion)?\s?[.:\d]|^\s*Dear\s|^\s*(?:Re|RE):", regex.MULTILINE)
"""What opens the pages of testimony and of letters, which speak of schedules."""
_LONGEST = 60


def is_schedule(lines: Sequence[Line]) -> bool:
    """Whether a page is of a rate schedule: it has a part that says who is served, one that says
    what is paid and one more, prices below them, and is no letter or testimony."""
    opens = [name for line in lines if (name := _opens(line.text))]
    served = any(_SERVED.match(name) for name in opens)
    paid = any(_RATES.fullmatch(name) for name in opens)
    others = any(_OTHERS.match(name) for name in opens)
    if not (served and paid and others and has_money(lines)):
        return False
    return _QUESTION.search("\n".join([line.text for line in lines])) is None


def _opens(text: str) -> str:
    """The name of the part that a line opens: alone in it, or before a point, a colon or a dash."""
    said = _BEHIND.sub("", text[_NUMBER.match(text).end() :])  # pyright: ignore[reportOptionalMemberAccess]
    return "" if said[:1].islower() or len(said) > _LONGEST else said
