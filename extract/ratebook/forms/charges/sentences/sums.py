"""Rates that a sentence states with what they are made of: `The rate is $0.73134 per Ccf,
consisting of an expected gas cost of $0.70140 per Ccf and a balance adjustment of $0.02994 per
Ccf`. The parts must add up to the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.meaning.clause import LIMITS, is_plain
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.price import Price

_FEWEST = 3
"""The whole and two parts."""
_MADE = regex.compile(
    r"^(?P<unit>[^,;.$]{0,60}?),?\s+(?:(?:which|and)\s+)?(?:consist(?:s|ing)\s+of|(?:is\s+)?(?:made\s+up|composed|comprised)\s+of"
    r"|comprising|being\s+the\s+(?:sum|total)\s+of)\s*:?\s+(?P<part>(?:an?|the)\s+[^,;.$]{3,80}?\s+(?:of|at))\s*$",
    regex.IGNORECASE,
)
_NEXT = regex.compile(
    r"^(?P<unit>[^,;.$]{0,60}?)(?:,\s+and|,|;\s+and|;|\s+and|,?\s+plus)\s+"
    r"(?P<part>(?:an?|the)\s+[^,;.$]{3,80}?\s+(?:of|at))\s*$",
    regex.IGNORECASE,
)
_NAME = regex.compile(r"^(?:an?|the)\s+(?P<name>.*?)\s+(?:of|at)$", regex.IGNORECASE)
Reader = Callable[[str, str, Price], Meaning]


def summed(sentence: str, found: Sequence[Price], read: Reader) -> list[Meaning]:
    """The charges of such a sentence; none where it is another. Raises UnreadError where the parts
    do not add up to the whole."""
    if len(found) < _FEWEST or any(p.refused or p.kind == "percent" for p in found):
        return []
    between = [" ".join(sentence[a.end : b.start].split()) for a, b in pairwise(found)]
    made = _MADE.match(between[0])
    later = [_NEXT.match(words) for words in between[1:]]
    if made is None or not all(later) or LIMITS.search(sentence[: found[0].start]):
        return []
    parts = [m["part"] for m in (made, *later) if m]
    if not all(map(is_plain, parts)):
        return []
    units = [m["unit"] for m in (made, *later) if m] + [sentence[found[-1].end :]]
    # A part without a unit of its own is in that of the whole.
    units = [unit if any(map(str.isalpha, unit)) else made["unit"] for unit in units]
    lefts = [sentence[: found[0].start], *parts]
    read_all = [
        read(left, f" {unit.strip()}", p) for left, unit, p in zip(lefts, units, found, strict=True)
    ]
    amounts = [m.reading.value for m in read_all]
    whole, *rest = (a for a in amounts if isinstance(a, Decimal))
    if len(rest) + 1 < len(found) or sum(rest) != whole:
        raise UnreadError("its parts do not add up to it")
    if len({m.fields["unit"].value for m in read_all}) > 1:
        raise UnreadError("its parts are in other units")
    for meaning, part in zip(read_all[1:], parts, strict=True):
        name = _NAME.match(part)
        meaning.fields["label"] = Source(name["name"] if name else part)
    for meaning in read_all:
        meaning.summed = True
    return read_all
