"""What the second reader of a page says about each value: agreed, contested, or seen by one only.

Before the proof, a value that the readers do not share is marked as needing one, with the other
reading among its candidates. After the proof, a figure that both read alike and that has the
format of its kind is `verified`. No score decides between two readings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import regex
from rapidfuzz.distance import Levenshtein

from ratebook.forms.tokens.dates import find_dates
from ratebook.forms.tokens.misread import (
    SERVICE_LIST,
    holds_stamp,
    lost_percent_sign,
    lost_stop,
    misread,
    percentages,
)
from ratebook.forms.tokens.titles import settle_titles
from ratebook.forms.tokens.values import read_value
from ratebook.model.page import Document, Word
from ratebook.records.datum import Candidate, Datum, Place, Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.lookup import name_words

_DRAWN = str.maketrans("‐‑‒–—−‘’“”×", "------''\"\"x")
_SIGNS = {"0": "oO", "1": "lI", "5": "sS", "|": "lI", "!": "lI"}
"""What an engine may read where a letter stands, and the letters it may be."""
_EDGE = "\"'_|:;*=~`·•°"
_CURRENCY = regex.compile(r"^[S§$]+(?=[\d.(])")
_FIRST = regex.compile(r"^[Il|]st$")
"""No ordinal but 1st looks so."""
_LOOSE = regex.compile(r"[,;:'\"]|\.(?!\d)|(?<!\d)\.")
_ISO = regex.compile(r"\d{4}-\d\d(-\d\d)?")
SET_BY_FORM = "set by the form"
"""Label of values no word of the page spells."""
_LONG = 6
"""Digits of a code from which two places do not show the same one by chance."""
_READINGS = 3
"""Of the four readings of two places by two engines."""
_SURE = 0.9
"""Score from which a word that the second engine passed over is read as it is."""
_LETTERS = 3
_WORN = 8
"""Of so many letters of a title one may be misread."""
_BETWEEN = 0.2
"""Cost of a candidate that another engine read: no glyph has to be made up."""


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


def confront(document: Document, ledger: Ledger) -> None:
    """Weighs every value of the ledger that stands on words two engines were asked for.

    Where they differ it is marked as needing a proof; a figure on which they agree and that has
    the format of its kind is `verified`, with a proof of kind `two-readers`.
    """
    if not _heard_twice(document):
        return
    known, again = _agreed_words(document), _printed_again(ledger)
    signs = percentages(document)
    for number, datum in ledger.data.items():
        if lost_percent_sign(datum, signs):
            ledger.data[number] = _unreadable(datum)
            continue
        if datum.standing is Standing.REPAIRED and _rests_on_doubt(datum, again):
            ledger.data[number] = _opened(datum)
        if datum.value is None or datum.touched or datum.standing is not Standing.READ:
            continue
        heard, own = hear(datum), _own_words(datum)
        if holds_stamp(datum.value) or misread(own, datum.value) or lost_stop(datum):
            ledger.data[number] = datum._replace(touched=True)
        elif heard is None:
            crossed = any(word.touched for word in own)
            ledger.data[number] = datum._replace(touched=crossed)
        elif heard.agreed and not (heard.touched or heard.spaced) and _formed(datum):
            proof = {"kind": "two-readers", "first": heard.first, "second": heard.second}
            ledger.data[number] = datum._replace(
                standing=Standing.VERIFIED, proof=(*datum.proof, proof)
            )
        elif (
            _contested(heard, known)
            and (isinstance(datum.value, list) or datum.value not in again)
            and not _nearest_title(datum.value, heard.second)
        ):
            others = (*datum.candidates, *_others(datum, heard))
            ledger.data[number] = datum._replace(touched=True, candidates=others)
            if heard.second.endswith("%") and not heard.first.endswith("%"):
                # A percent sign and a digit look alike: what the last sign is no sum can tell.
                ledger.data[number] = _unreadable(datum)
    settle_titles(ledger)


def _rests_on_doubt(datum: Datum, again: set[str]) -> bool:
    """Whether a repaired token has digits that the engines read differently, or that something
    crosses: what was repaired may not be all that is wrong with it. `again` are dates and codes
    that the document shows elsewhere without a doubt: one of those is no chance."""
    if str(datum.value) in again and _says_plainly(datum):
        return False
    return any(
        word.touched or _code(word.text) != _code(word.second)
        for word in _own_words(datum)
        if word.second is not None and _has_digit(word.text)
    )


def _says_plainly(datum: Datum) -> int:
    """How many of the two engines read the date or code itself, and nothing else it may be."""
    words = _own_words(datum)
    texts = (" ".join(w.text for w in words), " ".join(w.second or "" for w in words))
    value = str(datum.value)
    return sum(_code(text) == value or _days(text) == {value} for text in texts)


def _days(text: str) -> set[str]:
    """All readings of the one date of a text."""
    found = find_dates(text)
    return {reading.iso for reading in found[0].readings} if len(found) == 1 else set()


def _nearest_title(value: object, second: str) -> bool:
    """Whether a title is of the closed list, and the other reading of it nearer to it than to any
    other: a stroke through a letter makes no other title of it."""
    titles = name_words().titles
    if not isinstance(value, str) or value not in titles:
        return False
    said, read = _bones(value), _bones(second)
    off = Levenshtein.distance(said, read)
    others = {_bones(title) for title in titles} - {said}
    return off <= len(said) // _WORN and all(Levenshtein.distance(o, read) > off for o in others)


def _opened(datum: Datum) -> Datum:
    """The value as one candidate of more."""
    candidates = datum.candidates
    if isinstance(datum.value, (Decimal, str, int)):
        candidates += (Candidate(datum.value, _BETWEEN, "; ".join(datum.repairs)),)
    return datum._replace(
        value=None, standing=Standing.AMBIGUOUS, repairs=(), candidates=candidates
    )


def _unreadable(datum: Datum) -> Datum:
    """Nothing is offered: a reading with one decimal too many fits sums the more easily."""
    return datum._replace(value=None, standing=Standing.UNREADABLE, repairs=(), candidates=())


def _formed(datum: Datum) -> bool:
    """A number of its column's format, or a date, code or number of a heading, whose words are the
    token and nothing else."""
    words = datum.place.words
    form = _number if isinstance(datum.value, (Decimal, int)) else _code
    whole = form(" ".join(word.text for word in words)) == form(datum.raw or "")
    if datum.repairs or not whole:
        return False
    return datum.formed if isinstance(datum.value, Decimal) else _has_digit(str(datum.value))


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def hear(datum: Datum) -> Heard | None:
    """Both readings of a value; None where no second engine was asked, or where the value is not
    spelled by the words of its place (it was set by the form, or stands elsewhere as well)."""
    words = _own_words(datum)
    if not words or any(word.second is None for word in words):
        return None
    first = " ".join(word.text for word in words)
    second = " ".join(word.second or "" for word in words)
    figures = _has_digit(str(datum.value))
    form = _number if isinstance(datum.value, (Decimal, int)) else _code if figures else None
    pairs = [_formed_alike(form, word.text, word.second or "") for word in words]
    one, other = _formed_alike(form, first, second)
    agreed = all(one == other for one, other in pairs) or one == other
    return Heard(
        first, second, agreed,
        pointless=datum.formed and _pointless(_number(first), _number(second)),
        one_only=not agreed and all(one == other or not other for one, other in pairs),
        missed=tuple(filter(None, map(_missed, words))),
        spaced=isinstance(datum.value, str) and _spaced(_printed(datum), first, second),
        touched=any(word.touched and (_has_digit(word.text) or one != other)
                    for word, (one, other) in zip(words, pairs, strict=True)),
    )  # fmt: skip


def _missed(word: Word) -> str:
    said = _bones(word.text)
    unsure = word.score is not None and word.score < _SURE and len(said) >= _LETTERS
    return said if unsure and not _bones(word.second or "") else ""


def _own_words(datum: Datum) -> list[Word]:
    """The run of words of a place that together spell its token."""
    if datum.label == SERVICE_LIST:
        return list(datum.place.words)
    if datum.label == SET_BY_FORM or not _spelled(datum):
        return []
    wanted = _bones(datum.raw or "")
    if isinstance(datum.value, str) and _bones(datum.value) in wanted:
        # `percent` stands in a sentence, `gas_cost` in a row: the rest of them is not its own.
        wanted = _bones(datum.value)
    words = [word for word in datum.place.words if _bones(word.text) or word.text == datum.raw]
    if not wanted:
        return words
    text, starts = "", list[int]()
    for word in words:
        starts.append(len(text))
        text += _bones(word.text)
    at = text.find(wanted)
    if at < 0:
        return []
    ends = [*starts[1:], len(text)]
    return [word for word, a, b in zip(words, starts, ends, strict=True)
            if a < at + len(wanted) and b > at]  # fmt: skip


def _spelled(datum: Datum) -> bool:
    """Whether the token spells the value: a code that follows from a whole line does not stand
    or fall with every word of it."""
    if not isinstance(datum.value, str) or _has_digit(datum.value):
        return True
    said, raw = _bones(datum.value).replace("o", "0"), _bones(datum.raw or "").replace("o", "0")
    return said in raw


def _bones(text: str) -> str:
    return "".join(sign for sign in text.casefold().replace("×", "x") if sign.isalnum())


def _number(text: str) -> str:
    """A number without the signs around it; every sign between its digits counts."""
    bare = "".join(text.translate(_DRAWN).split()).strip(_EDGE).rstrip(".,")
    return _FIRST.sub("1st", _CURRENCY.sub("", bare).replace("$", ""))


def _pointless(first: str, second: str) -> bool:
    """Whether a second reading lost the point, or took it for a comma, and read all digits."""
    whole, point, rest = first.partition(".")
    return bool(point) and second in (whole + rest, f"{whole},{rest}")


def _code(text: str) -> str:
    """A date or code: letters and digits with the points and dashes between them."""
    return _LOOSE.sub("", "".join(text.translate(_DRAWN).split())).strip(_EDGE).casefold()


def _formed_alike(form: Callable[[str], str] | None, one: str, other: str) -> tuple[str, str]:
    """Both readings in the form in which they are compared; None for names and marks."""
    if form is not None:
        return form(one), form(other)
    return (_bones(one), _bones(one) if _same_letters(one, other) else _bones(other))


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
    return value if _bones(raw).endswith(_bones(value)) else raw


def _spaced(printed: str, first: str, second: str) -> bool:
    """Whether the engines see the letters of the token alike and its spaces not. A space in front
    of a number (`NO.9`, `NO. 9`) is none of its own."""
    wanted = [sign for sign in printed.casefold() if sign.isalnum()][:200]
    opens = r"(?<!\d)" if wanted and wanted[0].isdigit() else ""
    pattern = regex.compile(opens + r"[^\w]*+".join(map(regex.escape, wanted)))
    found = [pattern.search(text.casefold()) for text in (first, second)]
    cuts = {tuple(len(_bones(part)) for part in m[0].split()) for m in found if m}
    return bool(wanted) and all(found) and len(cuts) > 1


def _heard_twice(document: Document) -> bool:
    """Whether a word was read by a second engine, or is crossed by ink. A dump has no words."""
    return any(
        word.second is not None or word.touched
        for page in document.pages
        for line in page.lines
        for cell in line.cells
        for word in cell.words
    )


def _agreed_words(document: Document) -> frozenset[str]:
    """Words of letters that both engines read alike somewhere in the document."""
    return frozenset(
        _bones(word.text)
        for line in document.lines
        for word in line.words
        if word.agreed and word.text.isascii()
    )


def _printed_again(ledger: Ledger) -> set[str]:
    """Long codes and dates that both engines read alike at a place nothing crosses, or that three
    readings of two places say: a misreading would not come out as the same one."""
    places: dict[str, dict[Place, int]] = {}
    clean: set[str] = set()
    for datum in ledger.data.values():
        if isinstance(datum.value, str) and sum(map(str.isdigit, datum.value)) >= _LONG:
            plain = datum.standing in (Standing.READ, Standing.REPAIRED)
            heard = hear(datum) if plain else None
            if heard is None:
                continue
            places.setdefault(datum.value, {})[datum.place] = _says_plainly(datum)
            if heard.agreed and not heard.touched and datum.standing is Standing.READ:
                clean.add(datum.value)
    return clean | {
        value for value, found in places.items()
        if len(found) > 1 and sum(sorted(found.values())[-2:]) >= _READINGS
    }  # fmt: skip


def _contested(heard: Heard, known: frozenset[str]) -> bool:
    """Whether a value needs a proof. A word of letters that was misread the second time counts as
    read where both engines read the same word elsewhere and nobody ever read the other one."""
    if heard.spaced:
        return True
    if heard.pointless:
        return heard.touched
    if _has_digit(heard.first):
        return heard.touched or not heard.agreed
    if heard.agreed:
        return False
    if heard.one_only:
        missed = any(word not in known for word in heard.missed)
        return heard.touched or missed or not _bones(heard.second)
    pairs = zip(heard.first.split(), heard.second.split(), strict=False)
    same_count = len(heard.first.split()) == len(heard.second.split())
    return heard.touched or not same_count or any(
        _bones(one) != _bones(other)
        and not (len(_bones(one)) > 3 and _bones(one) in known and _bones(other) not in known)
        for one, other in pairs
    )  # fmt: skip


def _others(datum: Datum, heard: Heard) -> tuple[Candidate, ...]:
    """The second reading as a value of the same type, where it is another one."""
    why = f"the other engine reads {heard.second}"
    value: Decimal | str | int | None
    if isinstance(datum.value, Decimal):
        found = read_value(_number(heard.second), "number").value
        value = found if isinstance(found, Decimal) else None
    elif isinstance(datum.value, int):
        digits = _number(heard.second)
        value = int(digits) if regex.fullmatch(r"\d{1,9}", digits) else None
    elif _ISO.fullmatch(str(datum.value)):
        value = _day(heard.second)
    else:
        value = heard.second.strip() or None
    return () if value is None or value == datum.value else (Candidate(value, _BETWEEN, why),)


def _day(text: str) -> str | None:
    found = find_dates(text)
    first = found[0].readings[0] if found and found[0].readings else None
    return first.iso if first and first.cost == 0 else None
