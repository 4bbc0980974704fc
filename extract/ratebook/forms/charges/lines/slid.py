"""Names first, prices after: a column of prices that was read below the column of its labels.

The n-th price belongs to the n-th label where both lists are as long; what only heads the labels,
or the column of the prices, is none of them. Otherwise nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.lines.running import is_prose
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.words import fold
from ratebook.forms.tables.hit import Text

_FEWEST = 3
_LONGEST = 40
_WORDS = 12
_CODED = 2
_CODE = regex.compile(r"[A-Z]{0,3}-?\d{1,3}[A-Z]?|[A-Z]")
"""The number of a schedule or option, behind its word."""
_SCHEDULE = regex.compile(r"\W*(?:(?:rate\s+)?schedule|tariff|rate\s+[A-Z\d]{1,3})\b", regex.I)
_OF_LABELS = regex.compile(
    r"\W*(?:(?:meter|lamp|light|fixture|service|pole|line)\s+)?(?:type|size|class|kind|description|category|item|service)"
    r"(?:\s+of\s+(?:\w+\s+){0,2}\w+)?\W*",
    regex.IGNORECASE,
)
"""What heads a column of labels: `Meter Size`, `Type of Light`."""


class Slid(NamedTuple):
    """Two lists: the lines of prices by the lines of their labels, and the first line behind them.
    `over` are the lines that head the column of the prices. `pairs` is empty where the lists do
    not go together."""

    pairs: dict[int, int]
    over: tuple[int, ...]
    end: int


def slid_pair(texts: Sequence[Text], at: int) -> Slid | None:
    """A label at line `at` with its price below it, where labels and prices take turns."""
    return Slid({at: at + 1}, (), at + 2) if _is_pair(texts, at) else None


def slid_prices(texts: Sequence[Text], at: int) -> Slid | int:
    """The list of labels that begins at line `at` with the list of its prices; where there are no
    such lists, the line before which none begins."""
    first = _names_end(texts, at)
    heads = _heads(texts, at, range(at, first)) and not of_labels(texts[at])
    if heads or _SCHEDULE.match(texts[at].text):
        return at + 1
    if first == len(texts) or not prices(texts[first].text):
        return max(first, at + 1)
    end = next((n for n in range(first, len(texts)) if not is_bare(texts[n])), len(texts))
    names, priced = list(range(at, first)), list(range(first, end))
    if len(names) < _FEWEST or len(priced) < _FEWEST:
        return max(first, at + 1)
    if _columned(texts, at, first, len(priced)):
        return Slid({}, (), end)
    for over in ((), _over(texts, names)):
        own = [n for n in names if n not in over]
        strong = [n for n in own if _is_label(texts[n]) and not _heads_blocks(texts, n)]
        named = [n for n in own if not _heads(texts, n, own)]
        for labels in (named, strong):
            if len(labels) == len(priced):
                between = tuple(range(labels[-1] + 1, first))
                return Slid(dict(zip(labels, priced, strict=True)), between, end)
    return Slid({}, (), end)


def _columned(texts: Sequence[Text], at: int, first: int, many: int) -> bool:
    """Whether as many schedules as there are prices are named one by one above them: `Sch. B1` over
    `Sch. B2` over `Sch. B3` are the headings of columns whose cells came line by line."""
    run: list[str] = []
    for n in range(max(at - _LONGEST, 0), first):
        said = texts[n].text.split()
        coded = len(said) == _CODED and _CODE.fullmatch(said[1]) is not None
        if coded and (not run or said[0] == run[-1]):
            run.append(said[0])
        else:
            run = [said[0]] if coded else []
        if len(run) >= max(many, _CODED):
            return True
    return False


def _is_pair(texts: Sequence[Text], at: int) -> bool:
    """Whether a line is a block of use, and the next its price alone, and no other price follows
    that the block may head."""
    said = facets(texts[at].text)
    if not said.tiers or said.free or len(texts[at].line.cells) > 1 or at + 1 >= len(texts):
        return False
    if not is_bare(texts[at + 1]) or texts[at].text.rstrip().endswith(":"):
        return False
    return at + 2 >= len(texts) or not prices(texts[at + 2].text) or is_prose(texts[at + 2])


def _names_end(texts: Sequence[Text], at: int) -> int:
    """The first line behind the names from line `at` on."""
    last = min(at + _LONGEST, len(texts))
    for n in range(at, last):
        text = texts[n]
        whole = len(text.line.filled) == 1 and text.line.number is not None
        whole = whole and not (n > at and _SCHEDULE.match(text.text))
        if not whole or prices(text.text) or len(text.text.split()) > _WORDS or is_prose(text):
            return n
    return last


def _is_label(text: Text) -> bool:
    """Whether a line without a price names what one would be for."""
    said = facets(text.text)
    return bool(said.tiers or (said.component and not text.text.rstrip().endswith(":")))


def of_labels(text: Text) -> bool:
    """Whether a line heads a column of labels and names none: `Meter Size`."""
    return _OF_LABELS.fullmatch(text.text.strip()) is not None


def _heads(texts: Sequence[Text], at: int, names: Sequence[int]) -> bool:
    """Whether a line among names is the heading of others."""
    said = texts[at].text.strip()
    if said.isupper() and not all(texts[n].text.isupper() for n in names):
        return True
    if said.endswith(":") or of_labels(texts[at]):
        return True
    if is_part(said) and not facets(said).components:
        return True
    return _heads_blocks(texts, at)


def _heads_blocks(texts: Sequence[Text], at: int) -> bool:
    """Whether blocks of use stand below a name that is none: `Energy Charge` over `First 500`."""
    if at + 1 >= len(texts) or facets(texts[at].text).tiers:
        return False
    return facets(texts[at + 1].text).tiers != ()


def _over(texts: Sequence[Text], names: list[int]) -> tuple[int, ...]:
    """The last names, where they say what the prices below them are by and no more: `Monthly Charge
    per Light`, `Minimum Bill`, `Rate`."""
    found: list[int] = []
    for n in reversed(names):
        said = facets(texts[n].text)
        lends = (said.measures or said.monthly or said.components) and not said.free
        if said.tiers or not (lends or is_part(texts[n].text)):
            break
        found.append(n)
    return tuple(reversed(found))


def is_bare(text: Text) -> bool:
    """Whether a line is a price and its unit alone."""
    found = prices(text.text)
    if len(found) != 1 or text.text[: found[0].start].strip() or len(text.line.filled) != 1:
        return False
    after = text.text[found[0].end :]
    said = facets(after)
    if said.free or said.tiers:
        return False
    return bool(said.measures or said.components) or (
        found[0].firm and not any(map(str.isalnum, fold(after)))
    )
