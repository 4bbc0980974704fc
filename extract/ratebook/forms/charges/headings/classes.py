"""Classes of customers within one sheet: headings that have an availability paragraph of their own.

`RESIDENTIAL`, and below it `AVAILABILITY`, is the title of all charges down to the next such
heading; a provision of a schedule (`LIGHTING PROVISION (Code 214)`) ends at its next part."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.tables.hit import Text

_AVAILABLE = regex.compile(
    r"\W*(?:availab(?:le|ility)|applicab(?:le|ility))\b(?!.*\d\.\d)", regex.IGNORECASE
)
_ALONE = regex.compile(
    r"\W*(?:availability|applicability|applicable|available)(?:\s+of\s+service)?\W*",
    regex.IGNORECASE,
)
"""Such a heading with its paragraph below it."""
_TITLE = regex.compile(r"[A-Z][\w'’&/-]*(?:\s(?:[A-Z][\w'’&/-]*|and|or|of|for|&|-|–)){0,6}")
_BRACKETS = regex.compile(r"\s*\([^()]{1,40}\)\s*$")
_CLASS = regex.compile(
    r"\b(?:NON-?RESIDENTIAL|RESIDENTIAL|COMMERCIAL|INDUSTRIAL|DOMESTIC|FARM|SCHOOLS?|CHURCH\w*|WHOLESALE"
    r"|FIRM|INTERRUPTIBLE|SERVICE|PROVISION|LIGHTING|HEATING|CUSTOMERS?|POWER)\b",
    regex.IGNORECASE,
)
_NO_CLASS = regex.compile(
    r"\b(?:TARIFF|SCHEDULE|CLASSIFICATION|AVAILABILITY|APPLICAB\w+|CHARACTER|TERMS?|CONDITIONS?|OF\s+SERVICE|COMPANY"
    r"|SHEET|RATES?|RIDER|CLAUSE|APPENDIX|CORPORATION|COOPERATIVE|DISTRICT|CONTINUED|CONT['’]?D)\b",
    regex.IGNORECASE,
)
_ENDS = regex.compile(
    r"\b(?:MINIMUM|ADJUSTMENT|FUEL|RECONNECT\w*|RETURNED|TERM|CONDITIONS|RULES|DETERMINATION|RIDERS?|METERED)\b"
)
"""What heads the next part of a schedule, behind a provision's rates."""
_PAYMENT = regex.compile(r"\b(?:TERMS|DELAYED|LATE|PENALTY|PAYMENT)\b")
_LONGEST = 60
_STEP = 0.9


def class_named(texts: Sequence[Text], at: int) -> str:
    """The name that line `at` gives to the charges below the availability paragraph under it; empty
    where it is no such heading."""
    if at + 1 >= len(texts) or not _AVAILABLE.match(texts[at + 1].text):
        return ""
    said = _capitals(texts[at].text)
    if not said and _ALONE.fullmatch(texts[at + 1].text):
        said = _titled(texts[at].text)
    if _CLASS.search(said) is None or _NO_CLASS.search(said):
        return ""
    return said


def _capitals(text: str) -> str:
    """A short line in capitals without its bracket and full stop; empty for any other line."""
    said = _BRACKETS.sub("", " ".join(text.split())).strip(" .:*_#")
    return said if said.isupper() and 4 < len(said) <= _LONGEST else ""


def _titled(text: str) -> str:
    """A short line set as titles are, without its bracket; empty for any other line."""
    said = _BRACKETS.sub("", " ".join(text.split())).strip(" :*_#")
    return said if 4 < len(said) <= _LONGEST and _TITLE.fullmatch(said) else ""


def several_classes(texts: Sequence[Text]) -> bool:
    """Whether a sheet has more than one such heading."""
    return len({name for n in range(len(texts)) if (name := class_named(texts, n))}) > 1


def has_sister(texts: Sequence[Text], at: int) -> bool:
    """Whether the class that line `at` names is followed by another one set just as it is, without
    an availability of its own: `RESIDENTIAL`, and further down `SMALL NON-RESIDENTIAL`."""
    own, said = texts[at].line, class_named(texts, at)
    if not said or not own.filled or not texts[at].text.strip().isupper():
        return False
    left = own.filled[0].left
    for n in range(at + 2, len(texts)):
        cells = texts[n].line.filled
        if len(cells) != 1 or abs(cells[0].left - left) > _STEP:
            continue
        other = _capitals(texts[n].text)
        named = _CLASS.search(other) and not _NO_CLASS.search(other) and not class_named(texts, n)
        if named and other != said:
            return True
    return False


def ends_class(texts: Sequence[Text], at: int, several: bool) -> bool:
    """Whether a heading ends what the class above it is of: for a provision the next part of its
    schedule that is not of its rates; where the sheet has `several` classes, terms of payment that
    it prints once."""
    said = (_capitals(texts[at].text) or (_titled(texts[at].text) if several else "")).upper()
    if not said or _AVAILABLE.match(said):
        return False
    if not several:
        return _ENDS.search(said) is not None or _PAYMENT.search(said) is not None
    if _PAYMENT.search(said) is None:
        return False
    return sum((_capitals(t.text) or _titled(t.text)).upper() == said for t in texts) == 1
