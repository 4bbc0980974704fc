"""A list of labels in one line and the list of their prices in another: what is left of a table
whose columns a scan's text runs through one after the other.

`First 2,000 gallons Next 3,000 gallons Over 5,000 gallons`, and some lines below
`$24.98 minimum bill $8.71 per 1,000 gallons $7.85 per 1,000 gallons`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.tables.hit import Text

_FEWEST = 3
_REACH = 10
_LONGEST = 300
_ALL = regex.compile(
    r"\b(?:for\s+)?all\s+(?:kwh|kw|ccf|mcf|gallons|usage|energy)\b", regex.IGNORECASE
)
_GLUED = regex.compile(r"\bper(?=(?:kw|kva|kwh|mcf|ccf)\b)", regex.IGNORECASE)


class Flat(NamedTuple):
    """The labels of a line, the line of their prices, and each price with the words behind it."""

    labels: tuple[str, ...]
    line: int
    priced: tuple[tuple[Price, str], ...]


def flat_lists(texts: Sequence[Text], at: int) -> Flat | None:
    """The lists that begin with the labels of line `at`; None where there are none, or they are not
    as long."""
    text = texts[at].text
    if len(text) > _LONGEST or len(texts[at].line.filled) != 1 or prices(text):
        return None
    labels = _labels(text)
    if len(labels) < _FEWEST:
        return None
    below = range(at + 1, min(at + _REACH, len(texts)))
    line = next((n for n in below if prices(texts[n].text)), None)
    if line is None or any(_labels(texts[n].text) for n in range(at + 1, line)):
        return None
    priced = _priced(texts[line].text)
    return Flat(labels, line, priced) if len(priced) == len(labels) else None


@lru_cache(maxsize=2048)
def _labels(text: str) -> tuple[str, ...]:
    """The blocks of use, or the kinds of charges, of which a line is a list."""
    said = facets(text)
    if len(said.tiers) > 1:
        starts, rest = [t.start for t in said.tiers], text
        for tier in said.tiers:
            rest = rest[: tier.start] + " " * (tier.end - tier.start) + rest[tier.end :]
        if any(map(str.isalnum, rest)):
            return ()
    else:
        starts = sorted(
            {*(c.start for c in said.components), *(m.start() for m in _ALL.finditer(text))}
        )
    if len(starts) < _FEWEST or said.free or text[: starts[0]].strip():
        return ()
    return tuple(text[a:b].strip(" .:;") for a, b in pairwise((*starts, len(text))))


def _priced(text: str) -> tuple[tuple[Price, str], ...]:
    """The prices of a line that holds nothing but these and their units."""
    found = prices(text)
    if not found or text[: found[0].start].strip() or any(not p.firm or p.refused for p in found):
        return ()
    ends = [*(p.start for p in found[1:]), len(text)]
    behind = [_GLUED.sub("per ", text[p.end : end]) for p, end in zip(found, ends, strict=True)]
    if any(facets(words).free or facets(words).tiers for words in behind):
        return ()
    return tuple(zip(found, behind, strict=True))
