"""What orders cite and state in prose: dates, cases, laws, dollar amounts.

Every finder takes text whose lines are joined and gives what it found with its place in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

from ratebook.forms.orders.words import DATE, orders
from ratebook.forms.tokens.dates import MONTH_NUMBERS, MONTHS


class Found(NamedTuple):
    """`value` is in the form records print it; `text[start:end]` is what is printed."""

    value: str
    start: int
    end: int


_FULL = (*MONTHS, "sept")
_DATE = regex.compile(rf"(?<![\w/])(?:{DATE})(?![\w/])")
_WORDED = regex.compile(r"([A-Za-z]+)\.?\s*(\d{1,2})\s?[,.]?\s*(\d{4})")
_SLASHED = regex.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
_DAY_OF = regex.compile(
    r"(\d{1,2})(?:st|nd|rd|th)\s+day\s+of\s+([A-Z][a-z]{2,8}),?\s+((?:19|20)\d\d)"
)
_DOLLARS = regex.compile(
    r"\$\s?(\d{1,3}(?:,\d{3})+(?:\.\d{2,6})?|\d{1,12}(?:\.\d{1,6})?|\.\d{1,6})(?![\d]|[.,]\d)"
    r"(?:\s+(thousand|million|billion)\b)?"
)
_SCALE = {"thousand": 3, "million": 6, "billion": 9, None: 0}
_AND = r"\s{0,3}(?:,\s{0,3}(?:and|or|through)|,|and|or|through|to|&)\s{1,3}"
_PARTS = regex.compile(r"\((?:[0-9]{1,3}|[a-zA-Z]{1,3})\)")


def iso_date(text: str) -> str | None:
    """A printed date as ISO; None where it is not one (no such day, unknown month)."""
    if m := _DAY_OF.search(text):
        return _calendar(m[3], _month(m[2]), m[1])
    if m := _WORDED.search(text):
        return _calendar(m[3], _month(m[1]), m[2])
    if m := _SLASHED.search(text):
        year = m[3] if len(m[3]) == 4 else ("20" if int(m[3]) < 60 else "19") + m[3]
        return _calendar(year, int(m[1]), m[2])
    return None


def _month(word: str) -> int | None:
    """A month's number; only whole or usual short names, for `Mayor` is no month."""
    low = word.lower()
    return MONTH_NUMBERS.get(low[:3]) if len(low) == 3 or low in _FULL else None


def _calendar(year: str, month: int | None, day: str) -> str | None:
    try:
        return date(int(year), month or 0, int(day)).isoformat()
    except ValueError:
        return None


def find_dates(text: str) -> list[Found]:
    """Every date printed in `text`."""
    spans = [*_DATE.finditer(text), *_DAY_OF.finditer(text)]
    found = [(iso_date(m.group()), m) for m in sorted(spans, key=lambda m: m.start())]
    return [Found(value, m.start(), m.end()) for value, m in found if value]


def find_amounts(text: str) -> list[Found]:
    """Dollar amounts as plain decimals; `$1.2 million` is 1200000."""
    found: list[Found] = []
    for m in _DOLLARS.finditer(text):
        value = Decimal(m[1].replace(",", "")).scaleb(_SCALE[m[2]])
        found.append(
            Found(format(value if not m[2] else value.quantize(Decimal(1)), "f"), *m.span())
        )
    return found


@lru_cache(maxsize=1)
def _case_patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    words = sorted(orders()["case_words"], key=len, reverse=True)
    head = "|".join(r"\s{1,3}".join(regex.escape(w) for w in p.split()) for p in words)
    body = "|".join(f"(?:{p})" for p in orders()["case_numbers"])
    flags = regex.IGNORECASE
    number = rf"(?:{body})(?![\w-]*\d)"
    strict = rf"(?:{orders()['case_numbers_bare']})"
    return (
        regex.compile(rf"\b(?:{head})\s{{0,3}}(?P<number>{strict}|{number})", flags),
        regex.compile(rf"{_AND}(?:{head})?\s{{0,3}}(?P<number>{strict}|{number})", flags),
        regex.compile(rf"(?<![\d-]){strict}", flags),
    )


def find_cases(text: str) -> list[Found]:
    """Case numbers: after "Case No.", in lists after "Case Nos.", wherever the form is plain."""
    first, more, bare = _case_patterns()
    found: dict[int, Found] = {}
    for m in first.finditer(text):
        found[m.start("number")] = Found(m["number"].upper(), *m.span("number"))
        end = m.end()
        while following := more.match(text, end):
            found[following.start("number")] = Found(
                following["number"].upper(), *following.span("number")
            )
            end = following.end()
    for m in bare.finditer(text):
        found.setdefault(m.start(), Found(m.group(), *m.span()))
    return [found[start] for start in sorted(found)]


class _Law(NamedTuple):
    first: regex.Pattern[str]
    more: regex.Pattern[str] | None
    sections: bool


@lru_cache(maxsize=1)
def _laws() -> tuple[_Law, ...]:
    made: list[_Law] = []
    for law in orders()["law"]:
        head = rf"(?<!\w)(?P<head>{law['head']})"
        if "section" in law:
            item = rf"(?P<item>{law['section']})"
            first = rf"{head}(?:,?\s{{1,3}}(?:Sections?|§{{1,2}})\s{{0,3}}{item})?"
            more = rf"{_AND}(?:Sections?\s{{1,3}}|§\s?)?{item}(?!\d)"
        else:
            item = rf"(?P<item>{law['item']})"
            first = rf"{head}\s{{1,3}}{item}"
            more = rf"{_AND}(?:{law['head']}\s{{1,3}})?{item}"
        made.append(_Law(regex.compile(first), regex.compile(more), "section" in law))
    return tuple(made)


_SUBSECTION = regex.compile(rf"{_AND}(?P<part>(?:\((?:[0-9]{{1,3}}|[a-zA-Z]{{1,3}})\))+)")


def find_laws(text: str) -> list[Found]:
    """Statutes and regulations with their sections; lists of sections are one entry each."""
    found: dict[int, Found] = {}
    for law in _laws():
        for m in law.first.finditer(text):
            for one in _law_run(law, m, text):
                found.setdefault(one.start, one)
    return [found[start] for start in sorted(found)]


def _law_run(law: _Law, m: regex.Match[str], text: str) -> Iterator[Found]:
    head, item, end = _clean(m["head"]), m["item"], m.end()
    yield Found(_law_name(law, head, item), m.start(), end)
    while item and law.more:
        part = _SUBSECTION.match(text, end)
        if part:
            item = _PARTS.sub("", item) + part["part"]
            yield Found(_law_name(law, head, item), part.start("part"), part.end())
            end = part.end()
            continue
        further = law.more.match(text, end)
        if not further:
            return
        item, end = further["item"], further.end()
        yield Found(_law_name(law, head, item), further.start("item"), end)


def _law_name(law: _Law, head: str, item: str | None) -> str:
    if not item:
        return head
    return f"{head}, Section {item}" if law.sections else f"{head} {_clean(item)}"


def _clean(text: str) -> str:
    return " ".join(text.split())


_TOKEN = r"(?P<token>[^\s,;()]*\d[^\s,;()]*)"
_MONEY = regex.compile(r"\$\s?(?P<token>[^\s;()]*\d[^\s;()]*)")


def unread_cases(text: str) -> list[Found]:
    """Tokens after "Case No." that hold digits and are no case number: a damaged one."""
    read = find_cases(text)
    return [
        Found(m["token"], *m.span("token"))
        for m in _case_tokens().finditer(text)
        if not any(f.start <= m.start("token") < f.end for f in read)
    ]


def unread_amounts(text: str) -> list[Found]:
    """Tokens after a dollar sign that hold digits and are no amount."""
    read = {f.start for f in find_amounts(text)}
    return [Found(m["token"], *m.span()) for m in _MONEY.finditer(text) if m.start() not in read]


@lru_cache(maxsize=1)
def _case_tokens() -> regex.Pattern[str]:
    words = [w for w in orders()["case_words"] if w.lower().rstrip("s.").endswith(("no", "number"))]
    head = "|".join(r"\s{1,3}".join(map(regex.escape, w.split())) for w in words)
    return regex.compile(rf"\b(?:{head})\.?\s{{0,3}}{_TOKEN}", regex.IGNORECASE)


def unique(found: list[Found]) -> list[str]:
    """Values without repetition, in the order of their first place."""
    return list(dict.fromkeys(f.value for f in found))
