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
_UNIT = r"^(?P<unit>(?:[^,;.$]|(?<=\d),(?=\d)){0,60}?)"
_PART = r"(?P<part>(?:an?|the)\s+[^,;.$]{3,80}?\s+(?:of|at))\s*$"
_OF_PARTS = r"(?:consist(?:s|ing)\s+of|(?:is\s+)?(?:made\s+up|composed|comprised)\s+of)\s*:?\s+"
_MADE = regex.compile(
    rf"{_UNIT},?\s+(?:(?:which|and)\s+)?(?:{_OF_PARTS}|comprising\s+|being\s+the\s+(?:sum|total)\s+of\s+){_PART}",
    regex.IGNORECASE,
)
_NEXT = regex.compile(
    rf"{_UNIT}(?:,\s+and|,|;\s+and|;|\s+and|,?\s+plus)\s+{_PART}", regex.IGNORECASE
)
_FIRST = regex.compile(rf"^(?P<whole>[^,;:.$]{{3,120}}?)\s+{_OF_PARTS}{_PART}", regex.IGNORECASE)
_TOTAL = regex.compile(
    rf"{_UNIT},?\s+(?:(?:for|or|making|giving)\s+)?(?:(?:an?|the)\s+total\s+(?:rate\s+)?of|totall?ing|in\s+all)\s*$",
    regex.IGNORECASE,
)
_NAME = regex.compile(r"^(?:an?|the)\s+(?P<name>.*?)\s+(?:of|at)$", regex.IGNORECASE)
Reader = Callable[[str, str, Price], Meaning]


def summed(sentence: str, found: Sequence[Price], read: Reader) -> list[Meaning]:
    """The charges of such a sentence; none where it is another. Raises UnreadError where the parts
    do not add up to the whole."""
    if len(found) < _FEWEST or any(p.refused or p.kind == "percent" for p in found):
        return []
    lead, last = sentence[: found[0].start], sentence[found[-1].end :]
    between = [" ".join(sentence[a.end : b.start].split()) for a, b in pairwise(found)]
    said = _whole_first(lead, between, last)
    if not said:
        said, found = _whole_last(lead, between, last), [found[-1], *found[:-1]]
    if not said or LIMITS.search(said[0][0]) or not all(is_plain(left) for left, _ in said[1:]):
        return []
    # A part without a unit of its own is in that of the whole.
    units = [unit if any(map(str.isalpha, unit)) else said[0][1] for _, unit in said]
    made = [
        read(left, f" {unit.strip()}", p)
        for (left, _), unit, p in zip(said, units, found, strict=True)
    ]
    _must_add_up(made)
    for meaning, (part, _) in zip(made[1:], said[1:], strict=True):
        name = _NAME.match(part)
        meaning.fields["label"] = Source(name["name"] if name else part)
    for meaning in made:
        meaning.summed = True
    return made


def _whole_first(lead: str, between: Sequence[str], last: str) -> list[tuple[str, str]]:
    """The words before the whole and before each part, and the units behind them: `The rate is
    $5.36, consisting of ...`."""
    found = [_MADE.match(between[0]), *map(_NEXT.match, between[1:])]
    parts = [m for m in found if m]
    if len(parts) < len(found):
        return []
    units = [*(m["unit"] for m in parts), last]
    return list(zip([lead, *(m["part"] for m in parts)], units, strict=True))


def _whole_last(lead: str, between: Sequence[str], last: str) -> list[tuple[str, str]]:
    """The same of a whole behind its parts: `The rate consists of ..., for a total of $5.36`."""
    found = [_FIRST.match(" ".join(lead.split())), *map(_NEXT.match, between[:-1])]
    total = _TOTAL.match(between[-1])
    parts = [m for m in found if m]
    if total is None or len(parts) < len(found):
        return []
    units = [*(m["unit"] for m in parts[1:]), total["unit"]]
    told = zip((m["part"] for m in parts), units, strict=True)
    return [(f"{parts[0]['whole']} is ", last), *told]


def _must_add_up(made: Sequence[Meaning]) -> None:
    """Raises UnreadError where the first is not the sum of the others."""
    whole, *parts = (m.reading.value for m in made)
    known = [a for a in parts if isinstance(a, Decimal)]
    if len(known) < len(parts) or sum(known) != whole:
        raise UnreadError("its parts do not add up to it")
    if len({m.fields["unit"].value for m in made}) > 1:
        raise UnreadError("its parts are in other units")
