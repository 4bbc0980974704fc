"""What a record says when only accepted values count: values, doubts, where both are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from ratebook.model.page import Box
from ratebook.records.datum import Standing
from ratebook.records.kinds import KINDS
from ratebook.records.record import Record

_PLAIN = re.compile(r"[+-]?[0-9]{1,60}(\.[0-9]{1,60})?")

T = TypeVar("T")

# A number or a date without evidence is a defect of the reading and is not believed; words
# without evidence are the form's own classification (component, unit) or a reference.
_NEEDS_EVIDENCE = frozenset({"dec", "int", "date", "month"})

# Plain strings: a whole book looks at tens of thousands of standings.
_ACCEPTED = frozenset(standing.value for standing in Standing if standing.accepted)
_ABSENT = Standing.ABSENT.value


class Citation(NamedTuple):
    """Where a value is printed. `page` counts from 1, `box` is PDF points, `line` a source line."""

    document: str
    page: int | None
    box: Box | None
    line: int | None
    standing: str
    raw: str | None

    def __str__(self) -> str:
        where = f"page {self.page}" if self.page is not None else "page unknown"
        return f"{self.document}, {where}" + (f", line {self.line}" if self.line else "")


class Doubt(NamedTuple):
    """A value that may not be used: why, and what it could be (as printed in the record)."""

    field: str
    status: str
    candidates: tuple[str, ...]
    interval: tuple[str, str] | None
    citation: Citation

    def __str__(self) -> str:
        could = f", could be {' or '.join(self.candidates)}" if self.candidates else ""
        return f"{self.field} is {self.status}{could} ({self.citation})"


class Known(NamedTuple, Generic[T]):
    """What is known of one field: an accepted value, or None with the doubts about it.

    Both empty: the page prints nothing there. `citations` says where the value is printed.
    """

    value: T | None = None
    citations: tuple[Citation, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def doubtful(self) -> bool:
        """True where something is printed that may not be used."""
        return self.value is None and bool(self.doubts)


_NOTHING: Known[Any] = Known()


def cite(record: Record, field: str) -> Citation:
    """Where the record prints a field; page None where it carries no evidence."""
    found = record.evidence.get(field)
    if not found:
        return Citation(record.document, None, None, None, "none", None)
    box = found.get("box")
    return Citation(
        record.document,
        found.get("page"),
        (box[0], box[1], box[2], box[3]) if box else None,
        found.get("line"),
        found["status"],
        found.get("raw"),
    )


def _doubt(record: Record, field: str, status: str, value: object) -> Doubt:
    found = record.evidence.get(field, {})
    candidates = [str(c) for c in found.get("candidates") or ()]
    if value is not None and str(value) not in candidates:
        candidates.insert(0, str(value))
    ends = found.get("interval")
    interval = (str(ends[0]), str(ends[1])) if ends else None
    return Doubt(field, status, tuple(candidates), interval, cite(record, field))


def known(record: Record, field: str, read: Callable[[Any], T], *, cited: bool = True) -> Known[T]:
    """One field of a record, as `read` understands its plain value.

    Without `cited` an accepted value comes without its place, which is most of the work.
    """
    value = record.values.get(field)
    found = record.evidence.get(field)
    if found is None:
        if value is None:
            return _NOTHING
        kind = KINDS.get(record.kind)
        letter = kind.fields.get(field, "text") if kind else "text"
        if letter in _NEEDS_EVIDENCE:
            return Known(doubts=(_doubt(record, field, "without evidence", value),))
    elif found["status"] == _ABSENT:
        return _NOTHING
    elif found["status"] not in _ACCEPTED:
        return Known(doubts=(_doubt(record, field, found["status"], value),))
    return _understood(record, field, value, read, cited)


def _understood(
    record: Record, field: str, value: object, read: Callable[[Any], T], cited: bool
) -> Known[T]:
    if value is None:
        return _NOTHING
    try:
        return Known(read(value), (cite(record, field),) if cited else ())
    except (ValueError, TypeError):
        return Known(doubts=(_doubt(record, field, "malformed", value),))


def as_date(value: object) -> date:
    """A date from its ISO form; ValueError otherwise."""
    return date.fromisoformat(str(value))


def as_decimal(value: object) -> Decimal:
    """A decimal from its plain string, digits kept; ValueError otherwise."""
    text = str(value)
    # An exponent of six digits would take minutes to print.
    if not _PLAIN.fullmatch(text):
        raise ValueError(value)
    return Decimal(text)


def as_text(value: object) -> str:
    """Words with single spaces; ValueError where there are none."""
    words = " ".join(str(value).split())
    if not words:
        raise ValueError(value)
    return words


def agree(field: str, several: Sequence[Known[T]]) -> Known[T]:
    """One field as several documents print it: the value they share, or a conflict.

    A document that prints nothing or cannot be read there does not disagree.
    """
    if len(several) == 1:
        return several[0]
    firm = [k for k in several if k.value is not None]
    if not firm:
        return Known(doubts=tuple(d for k in several for d in k.doubts))
    citations = tuple(c for k in firm for c in k.citations)
    if all(k.value == firm[0].value for k in firm):
        return Known(firm[0].value, citations)
    return Known(doubts=tuple(_conflicts(field, firm)))


def _conflicts(field: str, firm: Iterable[Known[Any]]) -> Iterable[Doubt]:
    for one in firm:
        for citation in one.citations:
            yield Doubt(field, "in conflict", (str(one.value),), None, citation)
