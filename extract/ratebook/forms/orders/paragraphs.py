"""Ordering paragraphs, and the deadlines they set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import regex

from ratebook.forms.orders.citations import iso_date
from ratebook.forms.orders.flow import Passage, passage
from ratebook.forms.orders.words import is_signature, patterns, phrases, says, worn_ordering
from ratebook.forms.tokens.counts import number_in_words
from ratebook.model.page import Line

_BY = r"(?:\s+by\s+(?:the\s+)?(?:[\w&]+\s+){1,8}?commission(?:\s+of\s+\w+(?:\s+\w+)?)?(?:\s*,)?)?"
_TAIL = rf"(?:\s*,)?{_BY}(?:\s+that\b)?[\s,:]*"
_THAT = regex.compile(_TAIL)
_NUMBER = regex.compile(
    r"^\s*(?:[-*•]\s+)?(?P<mark>\(?(?P<number>\d{1,3}|[lIiO|]{1,2}\d?|[a-zA-Z])[.)])\s+(?=\S)"
)
_ALIKE = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "O": "0"})
_MARKS = frozenset(str(n) for n in range(1, 400))
_VERB = regex.compile(r"\b(?:shall|must|may|will)\b")
_ORDERS = regex.compile(rf"\bHEREBY,?\s+ORDERS\b{_TAIL}")
"""`The Commission, being sufficiently advised, HEREBY ORDERS that`"""
_IN_BRACKETS = regex.compile(r"\((\d{1,3})\)")


class Mark(NamedTuple):
    """The number before a paragraph: as printed, what it means, how it was made legible."""

    printed: str
    number: int
    repair: str | None
    end: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """One ordering paragraph; `mark` is None where the order does not number it."""

    mark: Mark | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Ordering:
    """The ordering part. `first` and `end` are indexes of the passages it takes up; `gaps` the
    numbers that are missing."""

    first: int
    end: int
    paragraphs: tuple[Ordered, ...]
    gaps: tuple[int, ...]


def find_ordering(body: list[Passage]) -> Ordering | None:
    """The last "IT IS THEREFORE ORDERED" and the paragraphs under it; None in a letter."""
    first = None
    for i, one in enumerate(body):
        at = _opened(one.text)
        if at is not None and (_ORDERS.search(one.text) is None or first is None):
            first = (i, at)
    if first is None:
        return None
    index, at = first
    end = next((i for i in range(index + 1, len(body)) if is_signature(body[i].text)), len(body))
    paragraphs, gaps = _paragraphs(body[index:end], at)
    return Ordering(index, end, tuple(paragraphs), tuple(gaps))


def _opened(text: str) -> int | None:
    """Where the words by which a commission orders end; None where a passage has none."""
    m = phrases("ordering", _TAIL).search(text)
    if m and (m.start() == 0 or m.group().isupper() or "ORDERED" in m.group()):
        return m.end()
    if m := _ORDERS.search(text):
        return m.end()
    end = worn_ordering(text)
    tail = _THAT.match(text, end) if end is not None else None
    return tail.end() if tail else end


def ordered_anew(body: list[Passage], end: int) -> set[int]:
    """The passages of ordering parts behind the signatures of the first, which ends at `end`."""
    found: set[int] = set()
    going = False
    for i in range(end, len(body)):
        going = (going or _opened(body[i].text) is not None) and not is_signature(body[i].text)
        if going:
            found.add(i)
    return found


def _paragraphs(run: list[Passage], at: int) -> tuple[list[Ordered], list[int]]:
    """Paragraphs of the ordering part; a passage that opens none goes on with the last."""
    groups: list[tuple[Mark | None, list[tuple[Line, int]]]] = []
    gaps: list[int] = []
    lettered: bool | None = None
    expected = 1
    for i, one in enumerate(run):
        start = at if i == 0 else _further(one.text)
        words = one.text[start:] if start else one.text
        mark = read_mark(words, expected, lettered)
        if mark:
            if lettered is None:
                lettered = mark.printed.strip("(.)").isalpha() and mark.repair is None
            gaps += range(expected, mark.number)
            expected = mark.number + 1
            groups.append((mark, _lines(one, start + mark.end)))
        elif words.strip() and (not groups or start):
            groups.append((None, _lines(one, start)))
        elif words.strip():
            groups[-1][1].extend(_lines(one, 0))
    return [Ordered(mark, _joined(lines)) for mark, lines in groups], gaps


def _further(text: str) -> int:
    m = phrases("further", _TAIL).match(text)
    return m.end() if m else 0


def _lines(one: Passage, start: int) -> list[tuple[Line, int]]:
    """The lines of a passage from `start` on, each with where its words begin."""
    found: list[tuple[Line, int]] = []
    for span in one.spans:
        if span.end > start and (not found or found[-1][0] is not span.line):
            found.append((span.line, span.at + max(0, start - span.start)))
    return found


def _joined(lines: list[tuple[Line, int]]) -> Passage:
    return passage([line for line, _ in lines], lines[0][1] if lines else 0, _MARKS)


def read_mark(text: str, expected: int, lettered: bool | None) -> Mark | None:
    """The paragraph number `text` begins with, if it is the next one or up to two further on."""
    m = _NUMBER.match(text)
    if not m:
        return None
    printed = m["number"]
    number, repair = _number(printed, expected, lettered)
    if number is None or not expected <= number <= expected + 2:
        return None
    return Mark(m["mark"], number, repair, m.end())


def _number(printed: str, expected: int, lettered: bool | None) -> tuple[int | None, str | None]:
    if printed.isdigit():
        return (None if lettered else int(printed)), None
    alike = printed.translate(_ALIKE)
    if lettered is not True and alike.isdigit() and int(alike) == expected and printed not in "aA":
        return expected, f"{printed} read as {alike}"
    if lettered is False or len(printed) != 1 or not printed.isalpha():
        return None, None
    return ord(printed.lower()) - ord("a") + 1, None


def deadlines(number: int | None, text: str) -> list[dict[str, Any]]:
    """The deadlines one paragraph sets: days from something, or a date."""
    found: list[tuple[int, dict[str, Any]]] = []
    for m in patterns("deadline_days")[0].finditer(text):
        count = count_of(m["days"])
        if count is not None:
            entry: dict[str, Any] = {
                "paragraph": number,
                m["unit"].lower().rstrip("s") + "s": count,
            }
            if m["kind"] and not m["kind"].lower().startswith("calendar"):
                entry["kind"] = m["kind"].strip().lower()
            found.append((m.start(), entry | {"from": _origin(m["from"])}))
    for m in patterns("deadline_date")[0].finditer(text):
        day = iso_date(m["date"])
        if day:
            found.append((m.start(), {"paragraph": number, "date": day}))
    return [entry for _, entry in sorted(found, key=lambda f: f[0])]


def _origin(words: str | None) -> str | None:
    """`order` where days run from the order itself, else the words as printed; None where they run
    into the next clause."""
    if not words:
        return None
    said = " ".join(words.split())
    if says("order_date", said):
        return "order"
    return None if _VERB.search(said) else said


def count_of(text: str) -> int | None:
    """A count in figures, in words, or `twenty (20)`; None where figures and words differ."""
    said = number_in_words(text.partition("(")[0])
    if m := _IN_BRACKETS.search(text):
        return int(m[1]) if said is None or said == int(m[1]) else None
    return int(text) if text.isdigit() else said
