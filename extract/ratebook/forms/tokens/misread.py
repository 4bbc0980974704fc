"""Misreadings that both engines may share, and that no sum can tell: told by what stands around.

A percent sign read as a digit makes a figure of one decimal more than its column has; a stamp's
words on a level with a name join it; dust behind a word is read as its full stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

import regex

from ratebook.model.page import Box, Document, Word
from ratebook.records.datum import Datum

Columns = dict[int, list[tuple[float, int]]]
"""For each page the right edges of percentages and their decimals."""

NEAR = 9.0
"""Points between the right edges of a percentage and of one that lost its sign."""
_PERCENT = regex.compile(r"^[(\-]?\d{1,3}(?:\.(?P<rest>\d{1,4}))?%\)?$")
_FIGURE = regex.compile(r"^[(\-]?\d{1,3}\.(?P<rest>\d{1,5})\)?$")
_FEWEST = 2
_STAMPED = regex.compile(
    r"\b(?:PUBLIC SERVICE|COMMISSION|RECEIVED|CANCELLED|EFFECTIVE|PURSUANT)\b"
    r"|[A-Za-z](?:AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC) \d{1,2} (?:19|20)\d\d\b"
)
_DRAWN = str.maketrans("‐‑‒–—−“”″‘’′", "------\"\"\"'''")
_HYPHEN = regex.compile(r"(?<=\p{L})-(?=\p{L})")
_INCHES = regex.compile(r"[\"*'#°]+")
_DIGIT = regex.compile(r"\d")
_NAME = 80
_DUST = regex.compile(r"(?<!\[[^\[\]]*)\]|\d·\s|[¬¦]")
"""What worn print leaves in a name: `Oak Hill #]`, `28,000· Lumens`."""
_STRAY = regex.compile(r"\p{Lu}{3} \p{Ll}$|(?i:[a-rt-z]{2})['’](?=\s\p{Lu})")
"""What dust sets behind a word: a small letter behind capitals, an apostrophe no plural has."""
_TICKED = regex.compile(r"['‘’`](?=\p{Lu}\p{Ll})")
_QUOTES = regex.compile(r"[\"“”]")

_FULL_WORD = regex.compile(r"\p{Lu}\p{Ll}{4,}\.")
"""`Petersburg.`, before a state: a comma was printed. Abbreviations are shorter."""

SERVICE_LIST = "service list"
"""Label of the list of those served with an order: all its words are its own."""
_PERSONS = ("issued_by", SERVICE_LIST)
_WORDS = regex.compile(r"[^\W\d_]{3}")


def percentages(document: Document) -> Columns:
    """Where percentages stand whose sign both engines saw."""
    found: Columns = {}
    for line in document.lines:
        for word in line.words:
            m = _PERCENT.match(word.text) if word.text.endswith("%") and word.agreed else None
            if m and word.box:
                found.setdefault(line.page, []).append((word.box[2], len(m["rest"] or "")))
    return found


def lost_percent_sign(datum: Datum, known: Columns) -> bool:
    """Whether a figure without a sign, below or above percentages, has a decimal more than they:
    its last digit may be their sign."""
    words = datum.place.words
    if not known or not isinstance(datum.value, Decimal) or len(words) != 1:
        return False
    m, box = _FIGURE.match(words[0].text), words[0].box
    if m is None or box is None:
        return False
    column = _beside(known.get(datum.place.page, []), box)
    return len(column) >= _FEWEST and len(m["rest"]) > median(column)


def _beside(places: Sequence[tuple[float, int]], box: Box) -> list[int]:
    return [decimals for right, decimals in places if abs(right - box[2]) <= NEAR]


def holds_stamp(value: object) -> bool:
    """Whether a name is nothing but a stamp's words, or has them among small letters."""
    if not isinstance(value, str):
        return False
    found = _STAMPED.search(value)
    return found is not None and (found.group() == value.strip(" .,") or not value.isupper())


def misread(words: Sequence[Word], value: object) -> bool:
    """Whether a name or sentence may be another one though both engines read its letters alike.
    Codes and dates are whole where they stand."""
    if not isinstance(value, str) or not any(map(str.isalpha, value)):
        return False
    own = [word for word in words if _bare(word.text) and _bare(word.text) in _bare(value)]
    if _stops_differ(own):
        return True
    if _STRAY.search(value) or (len(value) < _NAME and _DUST.search(value)):
        return any(word.score is not None for word in words)
    named = _WORDS.search(value) is not None
    return named and (any(word.cut for word in words) or _signs_differ(own, value))


def lost_stop(datum: Datum) -> bool:
    """Whether the initial of a person's name has no full stop on a scan, or a longer word within an
    address has one: a dot goes with the dust, and comes with it, for both engines."""
    words = datum.place.words
    if datum.label == SERVICE_LIST and any(
        word.score is not None and _FULL_WORD.fullmatch(word.text) for word in words
    ):
        return True
    return datum.label in _PERSONS and any(
        word.score is not None and len(word.text) == 1 and word.text.isupper() for word in words
    )


def half_quoted(datum: Datum) -> bool:
    """Whether words on a picture open or close a quotation that has no other end: `"Loretta`,
    `'Jasper`."""
    words = [w for w in datum.place.words if w.score is not None and not _DIGIT.search(w.text)]
    if any(_TICKED.match(word.text) and not word.text.endswith("'") for word in words):
        return True
    return sum(len(_QUOTES.findall(word.text)) for word in words) % 2 == 1


def _stops_differ(own: Sequence[Word]) -> bool:
    """Whether one engine alone saw a full stop within a name: `40ft. Wood`, `Mill Rd Tap`."""
    return any(
        word.second and _bare(word.text) == _bare(word.second)
        and word.text.rstrip(",;:").endswith(".") != word.second.rstrip(",;:").endswith(".")
        for word in own[:-1]
    )  # fmt: skip


def _signs_differ(own: Sequence[Word], value: str) -> bool:
    """Whether one engine alone saw a hyphen within a word (`L-IMESTONE`), the sign of inches behind
    a size or the comma that ends a name: dust looks like them."""
    heard = [word for word in own if word.second and _bare(word.text) == _bare(word.second)]
    if any(_inner(word.text) != _inner(word.second or "") for word in heard):
        return True
    return value[-1] in ",;:" and any(w.second and w.second[-1] != value[-1] for w in own[-1:])


def _inner(text: str) -> list[str]:
    """The signs of a word that are part of it, drawn in one way."""
    plain = text.translate(_DRAWN)
    return [*_HYPHEN.findall(plain), *(_INCHES.findall(plain) if _DIGIT.search(plain) else ())]


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
