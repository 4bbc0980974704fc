"""Names first, prices after: a column of prices that was read below the column of its labels.

The n-th price belongs to the n-th label where both lists are as long, and their empty lines part
them alike; or labels and prices take turns. Otherwise nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ratebook.forms.charges.lines.running import is_prose
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

_FEWEST = 3
_LONGEST = 40


def slid_prices(texts: Sequence[Text], at: int) -> dict[int, int]:
    """The lines of prices by the lines of their labels, where a list of labels begins at line `at`;
    empty where none does."""
    if not _is_label(texts[at]):
        return {}
    if _is_pair(texts, at):
        return {at: at + 1}
    labels, below = _labels(texts, at)
    last = min(below + len(labels) + 1, len(texts))
    priced = [n for n in range(below, last) if _is_bare(texts[n])]
    if len(labels) < _FEWEST or len(priced) != len(labels) or not priced or priced[0] != below:
        return {}
    one, other = _parted(texts, labels), _parted(texts, priced)
    if one != other and any(other):
        return {}
    return dict(zip(labels, priced, strict=True)) if any(one) or _told(texts, priced) else {}


def _is_pair(texts: Sequence[Text], at: int) -> bool:
    """Whether a line is a block of use, and the next its price alone: labels and prices take turns,
    and no other price follows that the block may head."""
    said = facets(texts[at].text)
    if not said.tiers or said.free or len(texts[at].line.cells) > 1 or at + 1 >= len(texts):
        return False
    if not _is_bare(texts[at + 1]) or texts[at].text.rstrip().endswith(":"):
        return False
    return at + 2 >= len(texts) or not prices(texts[at + 2].text) or is_prose(texts[at + 2])


def _labels(texts: Sequence[Text], at: int) -> tuple[list[int], int]:
    """The labels from line `at` on, and the first line with a price below them."""
    found: list[int] = []
    for n in range(at, min(at + _LONGEST, len(texts))):
        if prices(texts[n].text):
            return found, n
        if is_prose(texts[n]) or len(texts[n].line.cells) > 1:
            break
        if _is_label(texts[n]):
            found.append(n)
    return [], at


def _is_label(text: Text) -> bool:
    """Whether a line without a price names what one would be for."""
    said = facets(text.text)
    return bool(said.tiers or (said.component and not text.text.rstrip().endswith(":")))


def _is_bare(text: Text) -> bool:
    """Whether a line is a price and its unit alone."""
    found = prices(text.text)
    if len(found) != 1 or text.text[: found[0].start].strip():
        return False
    said = facets(text.text[found[0].end :])
    return not said.free and not said.tiers and bool(said.measures or said.components)


def _parted(texts: Sequence[Text], lines: list[int]) -> list[bool]:
    """Whether something parts each line of a list from the next."""
    numbers = [texts[n].line.number or n for n in lines]
    return [b - a > 1 for a, b in pairwise(numbers)]


def _told(texts: Sequence[Text], priced: list[int]) -> bool:
    """Whether the prices differ in their units, so that they cannot all be moved by one."""
    units = {tuple(s.value for s in facets(texts[n].text).measures) for n in priced}
    return len(units) > 1
