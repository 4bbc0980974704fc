"""Both readings of a value's own words, and whether they agree in the form of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from ratebook.forms.tokens.misread import SERVICE_LIST
from ratebook.model.page import Word
from ratebook.records.datum import Datum

_DRAWN = str.maketrans("‐‑‒–—−‘’“”×", "------''\"\"x")
_SIGNS = {"0": "oO", "1": "lI", "5": "sS", "|": "lI", "!": "lI"}
"""What an engine may read where a letter stands, and the letters it may be."""
_EDGE = "\"'_|:;*=~`·•°"
_CURRENCY = regex.compile(r"^[S§$]+(?=[\d.(])")
_FIRST = regex.compile(r"^[Il|]st$")
"""No ordinal but 1st looks so."""
_LOOSE = regex.compile(r"[,;:'\"]|\.(?!\d)|(?<!\d)\.")
SET_BY_FORM = "set by the form"
"""Label of values no word of the page spells."""
_ALIKE = ("ft", "ceo0", "il1", "hb", "nu", "vy", "gq9", "s5")
_SHAPES = str.maketrans({letter: group[0] for group in _ALIKE for letter in group})
"""Letters that worn print shows in each other's place, each group as its first."""
_SURE = 0.9
"""Score from which a word that the second engine passed over is read as it is."""
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """The readings of a value's own words by both engines. `one_only` is true where a word of it
    was seen by the first alone; `spaced` where they differ in nothing but a space."""

    first: str
    second: str
    agreed: bool
    one_only: bool = False
    spaced: bool = False
    touched: bool = False
    missed: tuple[str, ...] = ()
    """Words of some letters that the second engine passed over, the first being none too sure."""
    pointless: bool = False
    """The digits are the same, the point is not, and only the first has its column's format."""


def has_digit(text: str) -> bool:
    """Whether a digit stands in a text."""
    return any(sign.isdigit() for sign in text)


def hear(datum: Datum) -> Heard | None:
    """Both readings of a value; None where no second engine was asked, or where the value is not
    spelled by the words of its place (it was set by the form, or stands elsewhere as well)."""
    words = own_words(datum)
    if not words or any(word.second is None for word in words):
        return None
    first = " ".join(word.text for word in words)
    second = " ".join(word.second or "" for word in words)
    figures = has_digit(str(datum.value))
    form = (
        number_form if isinstance(datum.value, (Decimal, int)) else code_form if figures else None
    )
    pairs = [_formed_alike(form, word.text, word.second or "") for word in words]
    one, other = _formed_alike(form, first, second)
    agreed = all(one == other for one, other in pairs) or one == other
    return Heard(
        first, second, agreed,
        pointless=datum.formed and _pointless(number_form(first), number_form(second)),
        one_only=not agreed and all(one == other or not other for one, other in pairs),
        missed=tuple(filter(None, map(_missed, words))),
        spaced=isinstance(datum.value, str) and _spaced(_printed(datum), first, second),
        touched=any(word.touched and (has_digit(word.text) or one != other)
                    for word, (one, other) in zip(words, pairs, strict=True)),
    )  # fmt: skip


def _missed(word: Word) -> str:
    said = bones(word.text)
    unsure = word.score is not None and word.score < _SURE and len(said) >= _LETTERS
    return said if unsure and not bones(word.second or "") else ""


def own_words(datum: Datum) -> list[Word]:
    """The run of words of a place that together spell its token."""
    if datum.label == SERVICE_LIST:
        return list(datum.place.words)
    if datum.label == SET_BY_FORM or not _spelled(datum):
        return []
    wanted = bones(datum.raw or "")
    if isinstance(datum.value, str) and bones(datum.value) in wanted:
        # `percent` stands in a sentence, `gas_cost` in a row: the rest of them is not its own.
        wanted = bones(datum.value)
    words = [word for word in datum.place.words if bones(word.text) or word.text == datum.raw]
    if not wanted:
        return words
    text, starts = "", list[int]()
    for word in words:
        starts.append(len(text))
        text += bones(word.text)
    at = text.find(wanted)
    if at < 0:
        return []
    ends = [*starts[1:], len(text)]
    return [word for word, a, b in zip(words, starts, ends, strict=True)
            if a < at + len(wanted) and b > at]  # fmt: skip


def _spelled(datum: Datum) -> bool:
    """Whether the token spells the value: a code that follows from a whole line does not stand
    or fall with every word of it."""
    if not isinstance(datum.value, str) or has_digit(datum.value):
        return True
    said, raw = bones(datum.value).replace("o", "0"), bones(datum.raw or "").replace("o", "0")
    return said in raw


@lru_cache(maxsize=4096)
def bones(text: str) -> str:
    """The letters and digits of a text, case and signs left out."""
    return "".join(sign for sign in text.casefold().replace("×", "x") if sign.isalnum())


def number_form(text: str) -> str:
    """A number without the signs around it; every sign between its digits counts."""
    bare = "".join(text.translate(_DRAWN).split()).strip(_EDGE).rstrip(".,")
    return _FIRST.sub("1st", _CURRENCY.sub("", bare).replace("$", ""))


def _pointless(first: str, second: str) -> bool:
    """Whether a second reading lost the point, or took it for a comma, and read all digits."""
    whole, point, rest = first.partition(".")
    return bool(point) and second in (whole + rest, f"{whole},{rest}")


def code_form(text: str) -> str:
    """A date or code: letters and digits with the points and dashes between them."""
    return _LOOSE.sub("", "".join(text.translate(_DRAWN).split())).strip(_EDGE).casefold()


def _formed_alike(form: Callable[[str], str] | None, one: str, other: str) -> tuple[str, str]:
    """Both readings in the form in which they are compared; None for names and marks."""
    if form is not None:
        return form(one), form(other)
    return (bones(one), bones(one) if _same_letters(one, other) else bones(other))


def _same_letters(one: str, other: str) -> bool:
    """Whether a second reading of letters differs in nothing but what can be no letter there: a
    digit or stroke for a letter, or an l for the I that opens a word, and an I for an l within."""
    mine, theirs = ([c for c in text if c.isalnum() or c in "|!"] for text in (one, other))
    if len(mine) != len(theirs):
        return False
    capitals = one.isupper()
    return all(
        a.casefold() == b.casefold()
        or a in _SIGNS.get(b, "")
        or (a == "I" and b == "l" and (at == 0 or capitals))
        or (a == "l" and b == "I" and at > 0 and mine[at - 1].islower())
        for at, (a, b) in enumerate(zip(mine, theirs, strict=True))
    )


def _printed(datum: Datum) -> str:
    """What a value is spelled by: the value itself where its token has a label in front of it."""
    value, raw = str(datum.value), datum.raw or ""
    return value if bones(raw).endswith(bones(value)) else raw


def _spaced(printed: str, first: str, second: str) -> bool:
    """Whether the engines see the letters of the token alike and its spaces not. A space in front
    of a number (`NO.9`, `NO. 9`) is none of its own."""
    wanted = [sign for sign in printed.casefold() if sign.isalnum()][:200]
    opens = r"(?<!\d)" if wanted and wanted[0].isdigit() else ""
    pattern = regex.compile(opens + r"[^\w]*+".join(map(regex.escape, wanted)))
    found = [pattern.search(text.casefold()) for text in (first, second)]
    cuts = {tuple(len(bones(part)) for part in m[0].split()) for m in found if m}
    return bool(wanted) and all(found) and len(cuts) > 1


@lru_cache(maxsize=4096)
def shape(said: str) -> str:
    """The `bones` of a text with one letter for all that worn print shows alike: `Mcf` and `Mef`,
    `corner` and `comer` have one shape."""
    return said.replace("rn", "m").translate(_SHAPES)
