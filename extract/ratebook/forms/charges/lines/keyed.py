"""Labels with letters or numbers, and below them the prices with the same: `(a) Metered customers`
over `(a) $26.18 per month`. The letter tells which price is whose."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.lines.slid import Slid, is_bare
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

_KEY = regex.compile(r"\s*(?P<key>\(?(?:\d{1,2}|[A-Za-z]|[ivx]{2,4})[.)])\s+(?=\S)")
_FIRST = frozenset("1a")
_FEWEST = 2
_LONGEST = 40
_BETWEEN = 3


def keyed_prices(texts: Sequence[Text], at: int) -> Slid | None:
    """The list of labels with keys that begins at line `at`, with the list of their prices below
    it; None where there are no such lists."""
    first = _KEY.match(texts[at].line.text)
    if first is None or _key(first).strip("(.)") not in _FIRST or prices(texts[at].text):
        return None
    named = _run(texts, at, False)
    below = at + len(named)
    while below < min(at + len(named) + _BETWEEN, len(texts)) and not _KEY.match(
        texts[below].line.text
    ):
        if prices(texts[below].text):
            return None
        below += 1
    priced = _run(texts, below, True)
    if len(named) < _FEWEST or list(named) != list(priced):
        return None
    pairs = dict(zip(named.values(), priced.values(), strict=True))
    return Slid(pairs, tuple(range(at + len(named), below)), below + len(priced))


def of_key_alone(texts: Sequence[Text], at: int) -> bool:
    """Whether a price has no name but a key that a line above it without a price has too."""
    m = _KEY.match(texts[at].line.text)
    if m is None or not _bare(texts[at], m.end()):
        return False
    above = texts[max(0, at - _LONGEST) : at]
    return any(
        (k := _KEY.match(t.line.text)) and _key(k) == _key(m) and not prices(t.text) for t in above
    )


def _key(m: regex.Match[str]) -> str:
    """A key in small letters: capitals may have been made small in some lines."""
    return m["key"].lower()


def _run(texts: Sequence[Text], at: int, priced: bool) -> dict[str, int]:
    """The lines from line `at` on by their keys, as far as they have some and, `priced`, are prices
    alone, or else print none."""
    found: dict[str, int] = {}
    for n in range(at, min(at + _LONGEST, len(texts))):
        m = _KEY.match(texts[n].line.text)
        if m is None or _key(m) in found:
            break
        if not _bare(texts[n], m.end()) if priced else prices(texts[n].text):
            break
        found[_key(m)] = n
    return found


def _bare(text: Text, start: int) -> bool:
    """Whether a line prints a price and its unit alone behind its key, in `text[:start]`."""
    return is_bare(text._replace(text=" " * start + text.text[start:]))
