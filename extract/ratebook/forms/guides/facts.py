"""What a guide says about a utility: who, where, how many, which meters, which portal."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
from rapidfuzz import fuzz

from ratebook.forms.guides.words import guide_patterns, guide_phrases, guides
from ratebook.forms.orders.citations import iso_date
from ratebook.forms.orders.flow import Passage
from ratebook.forms.orders.words import states
from ratebook.records.datum import Standing

_PHONE = regex.compile(r"(?<![\d-])(?:1[-.\s])?(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.]\d{4}(?![\d-])")
_URL = regex.compile(r"https?://[^\s<>\"”)\]]+")
_HEAD = 8
_LIKE_STATE = 85


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its place in a passage; `candidates` where the guide does not settle it."""

    value: Any
    where: Passage
    start: int
    end: int
    standing: Standing = Standing.READ
    candidates: tuple[Any, ...] = ()


def read_utility(passages: list[Passage]) -> Fact | None:
    """The utility the first line names; None where it is no guide's title."""
    for one in passages[:2]:
        for pattern in guide_patterns("titles"):
            if m := pattern.match(one.text.strip()):
                return Fact(m["utility"].strip(), one, *one_span(one, m["utility"]))
    return None


def one_span(one: Passage, text: str) -> tuple[int, int]:
    """Where `text` stands in the passage."""
    at = max(one.text.find(text), 0)
    return at, at + len(text)


def is_guide_title(text: str) -> bool:
    """Whether a line is the title of a data access guide."""
    return any(pattern.match(text.strip()) for pattern in guide_patterns("titles"))


def _first(key: str, group: str, passages: list[Passage]) -> Fact | None:
    for pattern in guide_patterns(key):
        for one in passages:
            if m := pattern.search(one.text):
                return Fact(m[group].strip(), one, *m.span(group))
    return None


def _facts_line(passages: list[Passage]) -> Passage | None:
    """The line that lists state, kind, customers between dots."""
    dot = guides()["facts_separator"]
    found = [one for one in passages[:_HEAD] if one.text.count(dot) >= 2 or _dated(one.text, dot)]
    return found[0] if found else None


def _dated(text: str, dot: str) -> bool:
    return dot in text and guide_patterns("updated")[0].search(text) is not None


@lru_cache(maxsize=1)
def _state_pattern() -> regex.Pattern[str]:
    names = sorted(states(), key=len, reverse=True)
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, names))})(?!\w)")


def read_jurisdiction(passages: list[Passage]) -> Fact | None:
    """The state: of the facts line, of the regulator, else the only one the guide names."""
    facts = _facts_line(passages)
    if facts and (m := _state_pattern().match(facts.text.strip())):
        return Fact(states()[m.group()], facts, *one_span(facts, m.group()))
    regulators = "|".join(map(regex.escape, guides()["regulators"]))
    ruled = regex.compile(
        rf"(?P<state>{_state_pattern().pattern})\s+(?:{regulators})(?!\w)", regex.IGNORECASE
    )
    found = [
        (m["state"], one, *m.span("state")) for one in passages for m in ruled.finditer(one.text)
    ]
    found = found or [
        (m.group(), one, *m.span()) for one in passages for m in _state_pattern().finditer(one.text)
    ]
    codes = list(dict.fromkeys(states()[f[0].title()] for f in found if f[0].title() in states()))
    if not codes:
        return None
    _, where, start, end = found[0]
    if len(codes) == 1:
        return Fact(codes[0], where, start, end)
    return Fact(None, where, start, end, Standing.AMBIGUOUS, tuple(codes))


def read_kind(passages: list[Passage]) -> Fact | None:
    """What kind of utility: the facts line's words, else "is a ... cooperative"."""
    facts = _facts_line(passages)
    if facts:
        for part in facts.text.split(guides()["facts_separator"]):
            # The sentence above may have run into the facts.
            text = part.strip().rpartition(". ")[2]
            if text and not any(ch.isdigit() for ch in text) and not _is_state(text):
                return Fact(text, facts, *one_span(facts, text))
    return _first("kinds", "kind", passages[1:4])


def _is_state(text: str) -> bool:
    """Whether a part of the facts is the state, its letters spaced or worn or not."""
    said = "".join(text.split())
    return _state_pattern().fullmatch(text) is not None or any(
        fuzz.ratio(said, "".join(name.split())) >= _LIKE_STATE for name in states()
    )


def read_customers(passages: list[Passage]) -> Fact | None:
    """How many customers: the facts line's number, else the introduction's where it gives one."""
    facts = _facts_line(passages)
    pattern = guide_patterns("customers")[0]
    for run in ([facts] if facts else [], passages[1:4]):
        found = [(m, one) for one in run for m in pattern.finditer(one.text)]
        counts = tuple(dict.fromkeys(int(m["count"].replace(",", "")) for m, _ in found))
        if counts:
            m, one = found[0]
            if len(counts) == 1:
                return Fact(counts[0], one, *m.span("raw"))
            return Fact(None, one, *m.span("raw"), Standing.AMBIGUOUS, counts)
    return None


def read_updated(passages: list[Passage]) -> Fact | None:
    """The date of the guide's last update."""
    for one in passages[:_HEAD]:
        for m in guide_patterns("updated")[0].finditer(one.text):
            if day := iso_date(m["date"]):
                return Fact(day, one, *m.span("date"))
    return None


def read_territory(passages: list[Passage]) -> Fact | None:
    """Where the utility serves, as the introduction puts it."""
    found = _first("territory", "territory", passages[1:4])
    if found and len(found.value.split()) <= 14:
        return found
    return None


def read_supplier(passages: list[Passage]) -> Fact | None:
    """Who supplies power at wholesale, in the guide's words."""
    return _first("suppliers", "supplier", passages[1:4]) or _first(
        "suppliers", "supplier", passages
    )


def read_labelled(key: str, prose: str, group: str, passages: list[Passage]) -> Fact | None:
    """The line below a label, else the words in prose; prose that varies settles nothing."""
    labels = [label.lower() for label in guides()[key]]
    for wanted in labels:
        for one, below in itertools.pairwise(passages):
            text = one.text.strip(" :").lower()
            if text == wanted:
                return Fact(below.text.strip(), below, 0, len(below.text))
            if text.startswith(f"{wanted}:"):
                value = one.text.partition(":")[2].strip()
                return Fact(value, one, *one_span(one, value))
    found = [(m, one) for one in passages[1:] for m in guide_patterns(prose)[0].finditer(one.text)]
    values = tuple(dict.fromkeys(m[group] for m, _ in found))
    if not values:
        return None
    m, one = found[0]
    if key == "meter_labels" or len(values) == 1:
        return Fact(m[group], one, *m.span(group))
    return Fact(None, one, *m.span(group), Standing.AMBIGUOUS, values)


def read_phone(passages: list[Passage]) -> Fact | None:
    """The number the guide gives most often; two that tie are left to a person."""
    found = [(m, one) for one in passages for m in _PHONE.finditer(one.text)]
    ranked = Counter(m.group() for m, _ in found).most_common()
    if not ranked:
        return None
    best = [number for number, count in ranked if count == ranked[0][1]]
    m, one = next((m, one) for m, one in found if m.group() == best[0])
    if len(best) == 1:
        return Fact(best[0], one, *m.span())
    return Fact(None, one, *m.span(), Standing.AMBIGUOUS, tuple(best))


def read_portal(passages: list[Passage]) -> Fact | None:
    """The address of the customer portal: the one given most often."""
    words = guides()["portal_words"]
    found = [
        (m.group().rstrip(".,;:"), one, m.start())
        for one in passages
        for m in _URL.finditer(one.text)
        if any(word in m.group().lower() for word in words)
    ]
    ranked = Counter(url for url, _, _ in found).most_common()
    if not ranked:
        return None
    best = [url for url, count in ranked if count == ranked[0][1]]
    _, one, start = next(f for f in found if f[0] == best[0])
    if len(best) == 1:
        return Fact(best[0], one, start, start + len(best[0]))
    return Fact(None, one, start, start + len(best[0]), Standing.AMBIGUOUS, tuple(best))


def read_green_button(labels: str, passages: list[Passage]) -> Fact | None:
    """`yes`, `no`, or undecided where the guide says it does not know.

    Read from the paragraph under the heading; where there is none, from sentences that deny Green
    Button as a whole.
    """
    wanted = {label.lower() for label in guides()[labels]}
    for one, below in itertools.pairwise(passages):
        if one.text.strip(" :").lower() in wanted and len(below.text) > 20:
            return _verdict(below)
    denial = regex.compile(r"\bno\s+(?:[\w/-]+\s+){0,2}Green Button\b", regex.IGNORECASE)
    for one in passages:
        if m := denial.search(one.text):
            return Fact("no", one, *m.span())
    return None


def _verdict(one: Passage) -> Fact | None:
    unsure = guide_phrases("unsure").search(one.text)
    said_no = guide_phrases("no").search(one.text)
    rest = guide_phrases("no").sub(" ", one.text)
    said_yes = guide_phrases("yes").search(rest)
    if unsure or (said_no and said_yes):
        m = unsure or said_no
        span = m.span() if m else (0, len(one.text))
        return Fact(None, one, *span, Standing.AMBIGUOUS, ("yes", "no"))
    if said_no:
        return Fact("no", one, *said_no.span())
    return Fact("yes", one, *one_span(one, said_yes.group())) if said_yes else None
