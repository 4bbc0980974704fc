"""The foot of a sheet: which lines it takes, and the labels it prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex
from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from ratebook.forms.sheets.stamps import is_stamp
from ratebook.forms.sheets.text import Bones, bones
from ratebook.forms.tokens.dates import leading_date
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton

_RENDERED = regex.compile(
    r"\s(?:with|for|on)?\s*(?:all\s+)?(?:bills|services?)\s+rendered\s+on\s+and\s+after\s", regex.I
)
_WIDE = 400
_WORN_UP_TO = 160
_NEAR_END = 24
_SHORT = 70
_FEW_WORDS = 2
_ABOVE = 8
_GAP = 8
_SENTENCE = 45
_TOP = 10
_DEEP = 40
_CLIPPED = re.compile(r"\W{0,3}(?P<rest>[A-Za-z]{2,12})\s?[:;.]\s")
_STAMP_DATE = re.compile(r"\W{0,3}\d{1,2}/\d{1,2}/\d{4}\W{0,3}")
_PRICE = regex.compile(
    r"\$\s?\.?\d|(?<![\d.])\d?\.\d{3,6}(?!\d)|\d\s?¢|\t\s?\d{1,4}\.\d{2}(?![\d./])"
)
_DATES = ("issued", "effective", "stamped")


class Label(NamedTuple):
    """A label in a line: its kind, where it stands in the line's text, and whether it is whole."""

    kind: str
    start: int
    end: int
    exact: bool


@lru_cache(maxsize=8192)
def labels_of(text: str, jurisdiction: Jurisdiction) -> tuple[Label, ...]:
    """The labels of a line in order, damaged ones too."""
    if len(text) > _WIDE or "$" in text:
        return ()
    bare = skeleton(text)
    exact, worn = jurisdiction.label_patterns
    found: list[Label] = []
    whole = any(map(bare.__contains__, jurisdiction.label_texts))
    rest = exact.sub("\0", bare) if whole else bare
    damaged = _may_be_worn(rest, jurisdiction)
    if whole or damaged:
        frame = bones(text)
        found = _matches(exact, frame, text, jurisdiction) if whole else []
        more = _matches(worn, frame, text, jurisdiction) if damaged else []
        found += [m for m in more if not any(m.start < f.end and f.start < m.end for f in found)]
    clipped = None if found else _clipped(text, jurisdiction)
    whole_ones = [*found, clipped] if clipped else found
    return tuple(sorted(whole_ones, key=lambda label: label.start))


def _may_be_worn(bare: str, jurisdiction: Jurisdiction) -> bool:
    """Whether something like a longer label stands in the line: a quick test."""
    if len(bare) > _WORN_UP_TO or not any(map(bare.__contains__, jurisdiction.label_pieces)):
        return False
    room = len(bare) + 2
    known = [text for text in jurisdiction.long_labels if len(text) <= room]
    return extractOne(bare, known, scorer=fuzz.partial_ratio, score_cutoff=80.0) is not None


def _matches(
    pattern: regex.Pattern[str], frame: Bones, text: str, jurisdiction: Jurisdiction
) -> list[Label]:
    found: list[Label] = []
    exact = pattern is jurisdiction.label_patterns[0]
    for m in pattern.finditer(frame.text):
        start, end = frame.span(m.start(), m.end())
        kind = jurisdiction.labels[int((m.lastgroup or "l0")[1:])][1]
        if start and text[start - 1].isalnum():
            continue
        if m.end() - m.start() <= len("effective") and text[end : end + 1].isalpha():
            continue
        found.append(Label(kind, start, end, exact))
    return found


def _clipped(text: str, jurisdiction: Jurisdiction) -> Label | None:
    """A date's label whose beginning is cut off at the margin: `ve: August 1, 2009`."""
    m = _CLIPPED.match(text)
    if m is None:
        return None
    rest = m["rest"].lower()
    kinds = {kind for words, kind in jurisdiction.labels if kind in _DATES and words.endswith(rest)}
    return Label(kinds.pop(), m.start("rest"), m.end(), False) if len(kinds) == 1 else None


def has_foot(line: Line, jurisdiction: Jurisdiction) -> bool:
    """Whether a line carries a label that only a foot has, with something behind it."""
    return len(line.text) <= _WIDE and bool(_kinds(line.text, jurisdiction))


def feet_in(line: Line, jurisdiction: Jurisdiction) -> int:
    """How many labels of a foot a line carries, each with something behind it: `Effective May 1,
    2004   Case No. 2004-00239` has two."""
    return len(_kinds(line.text, jurisdiction)) if len(line.text) <= _WIDE else 0


def feet_over(above: Line, below: Line, jurisdiction: Jurisdiction) -> int:
    """How many labels of a foot a line carries that prints its date in the line below it:
    `Effective with service rendered on and after` over `June 1, 1991`."""
    if "ffective" not in above.text or feet_in(above, jurisdiction) or len(above.text) > _WIDE:
        return 0
    said = _RENDERED.sub(" ", f"{above.text} {below.text}")
    return len(_kinds(said, jurisdiction))


@lru_cache(maxsize=8192)
def _kinds(text: str, jurisdiction: Jurisdiction) -> frozenset[str]:
    labels = labels_of(text, jurisdiction)
    return frozenset(x.kind for x in labels if _is_foots(x, text, jurisdiction))


def _is_foots(label: Label, text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a label opens a cell, as labels of a foot do and words of a sentence do not, and has
    behind it what it is a label of."""
    if not _opens_cell(text, label.start) or not text[label.start].isupper():
        worn = label.kind in _DATES and not label.exact and label.start <= 3
        return worn and leading_date(text[label.end :]) is not None
    if label.kind in ("issued_by", "authority"):
        return True
    if label.kind == "cases":
        return jurisdiction.case.match(text[label.end :].strip(" \t:.#")) is not None
    if label.kind not in _DATES or is_stamps_word(text, label, jurisdiction):
        return False
    if jurisdiction.foot.in_head:
        return False
    token = leading_date(text[label.end :])
    return token is not None and bool(token.readings or token.month)


def is_stamps_word(text: str, label: Label, jurisdiction: Jurisdiction) -> bool:
    """Whether a label is no more than the stamp's own EFFECTIVE, its letters apart or not. Behind a
    label stands a colon (`EFFECTIVE: MAY 21, 1981`), behind the stamp's word none."""
    word = "".join(text[label.start : label.end].split())
    if not word or word != jurisdiction.stamp.effective:
        return False
    return not text[label.end :].lstrip(" ").startswith(":")


def labels_in_head(lines: Sequence[Line], jurisdiction: Jurisdiction) -> list[Line]:
    """The lines with labels among the first lines of a page, where the profile says that the head
    carries the dates."""
    if not jurisdiction.foot.in_head:
        return []
    return [line for line in lines[:_TOP] if _opens_labels(line.text, jurisdiction)]


def _opens_labels(text: str, jurisdiction: Jurisdiction) -> bool:
    labels = labels_of(text, jurisdiction)
    return any(_opens_cell(text, label.start) for label in labels if label.kind != "issued_by")


def _opens_cell(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before.endswith("\t")


@dataclass(frozen=True, slots=True)
class Foot:
    """Lines of a foot: those with labels, and those that are stamp or signature."""

    lines: tuple[Line, ...]
    ids: frozenset[int]


def foot_of(parts: Sequence[Sequence[Line]], jurisdiction: Jurisdiction) -> Foot:
    """The foot of each page of a sheet: from its first label to the end of the page, with the
    stamp's lines that stand above; without a label, the stamp at the end of the page."""
    taken: list[Line] = []
    for part in parts:
        taken += _page_foot(list(part), jurisdiction)
    return Foot(tuple(taken), frozenset(id(line) for line in taken))


def _page_foot(lines: list[Line], jurisdiction: Jurisdiction) -> list[Line]:
    first = _first_label(lines, jurisdiction)
    if first is None:
        return _stamp_at_end(lines, jurisdiction)
    if first < _TOP and _rates_below(lines, first):
        return _labelled(lines, first, jurisdiction)
    top = max(0, first - _ABOVE)
    above: list[int] = []
    for at in range(top, first):
        known = is_stamp(lines[at].text, jurisdiction) and not _of_body(lines, at, jurisdiction)
        # A scrawl stands right below a line of the stamp, and never below other words.
        if known or (above and above[-1] == at - 1 and _is_stamps(lines[at].text)):
            above.append(at)
    if len(above) == 1 and is_alone(lines[above[0]].text):
        # `SERVICES` over the last prices of a sheet, where no more of a stamp is printed.
        stamped = any(is_stamp(line.text, jurisdiction) for line in lines[first:])
        above = above if stamped else []
    return [lines[at] for at in above] + lines[first:]


def _rates_below(lines: list[Line], first: int) -> bool:
    """Whether the labels of a foot stand among the first lines of a page and all its prices below
    them: `Effective: May 1, 2009` in the head of a sheet ends nothing."""
    priced = (n for n, line in enumerate(lines) if _prints_price(line.text))
    return next(priced, -1) > first


def _labelled(lines: list[Line], first: int, jurisdiction: Jurisdiction) -> list[Line]:
    """The lines with labels from the first one on, as far as they follow one another."""
    end = first + 1
    while end < len(lines) and labels_of(lines[end].text, jurisdiction):
        end += 1
    return lines[first:end]


def is_alone(text: str) -> bool:
    """Whether so few words, alone on a sheet, show no stamp."""
    return len(text.split()) <= _FEW_WORDS


def _of_body(lines: list[Line], at: int, jurisdiction: Jurisdiction) -> bool:
    """Whether a line that only resembles a stamp's is of the body: the end of a sentence (`factor.`
    for `Director`), or a heading over one (`PRIMARY SERVICE:`)."""
    own, above, below = (lines[n].text.strip() for n in (at, max(at - 1, 0), at + 1))
    bare = skeleton(own)
    if any(bare in body or body in bare for body in jurisdiction.stamp_bodies):
        return False
    ends = own[:1].islower() and _is_sentence(above) and not above.endswith((".", ":"))
    return ends or (_is_sentence(below) and len(lines[at + 1].cells) == 1)


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and not text.isupper()


def _first_label(lines: list[Line], jurisdiction: Jurisdiction) -> int | None:
    """The first line of the last run of lines with labels: a foot is the end of its page."""
    first = None
    for at in range(len(lines) - 1, -1, -1):
        if first is not None and first - at > _GAP:
            break
        if first is None and len(lines) - at > _DEEP:
            break
        if first is not None and _prints_price(lines[at].text):
            # `Effective May 1, 2009` above the rates of a short sheet is no label of its foot.
            break
        if len(lines[at].text) > _WIDE or not labels_of(lines[at].text, jurisdiction):
            continue
        worn = first == at + 1 and _is_worn_date(lines[at].text, jurisdiction)
        worn = worn or _dated_below(lines[at : at + 2], jurisdiction)
        if worn or has_foot(lines[at], jurisdiction):
            first = at
    return first


def _prints_price(text: str) -> bool:
    return ("." in text or "$" in text or "¢" in text) and _PRICE.search(text) is not None


def _dated_below(two: list[Line], jurisdiction: Jurisdiction) -> bool:
    """Whether a line is nothing but labels of dates, and the line below nothing but their dates:
    `Date of Issue | Date Effective` over `May 3, 2010 | May 1, 2010`."""
    if len(two) == 1 or jurisdiction.foot.in_head or len(two[0].text) > _WIDE:
        return False
    labels = labels_of(two[0].text, jurisdiction)
    if not labels:
        return False
    cells = [cell.text for cell in two[1].filled]
    if len(cells) != len(labels) or any(x.kind not in _DATES for x in labels):
        return False
    if any(not x.exact or is_stamps_word(two[0].text, x, jurisdiction) for x in labels):
        return False
    said = sum(len(skeleton(two[0].text[x.start : x.end])) for x in labels)
    dates = [leading_date(text) for text in cells]
    return said == len(skeleton(two[0].text)) and all(t and t.value for t in dates)


def _is_worn_date(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line right above a foot has the label of a date (`DATE OF ISSUE`) in its place,
    whatever is left of the date behind it."""
    labels = labels_of(text, jurisdiction) if len(text) <= _WIDE else ()
    return any(
        label.kind in _DATES
        and _opens_cell(text, label.start)
        and " " in text[label.start : label.end].strip()
        for label in labels
    )


def _is_stamps(text: str) -> bool:
    """A stamp's date, or a scrawl between two of its lines: short, without digits or money."""
    bare = text.strip()
    if _STAMP_DATE.fullmatch(bare):
        return True
    return len(bare) <= 24 and not any(sign.isdigit() or sign in "$%(" for sign in bare)


def _stamp_at_end(lines: list[Line], jurisdiction: Jurisdiction) -> list[Line]:
    start = None
    for at in range(len(lines) - 1, max(-1, len(lines) - _NEAR_END), -1):
        text = lines[at].text
        if is_stamp(text, jurisdiction):
            start = at
        elif len(text) > _SHORT or "$" in text or lines[at].tabular:
            break
    return lines[start:] if start is not None else []
