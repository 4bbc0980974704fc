"""What the second reader of a page says about each value: agreed, contested, or seen by one only.

Before the proof, a value that the readers do not share is marked as needing one, with the other
reading among its candidates. After the proof, a figure that both read alike and that has the
format of its kind is `verified`. No score decides between two readings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import regex

from ratebook.forms.tokens.dates import find_dates
from ratebook.forms.tokens.heard import (
    Heard,
    bones,
    code_form,
    has_digit,
    hear,
    number_form,
    own_words,
    shape,
)
from ratebook.forms.tokens.misread import (
    half_quoted,
    holds_stamp,
    lost_percent_sign,
    lost_stop,
    misread,
    percentages,
)
from ratebook.forms.tokens.near_names import doubt_near_names
from ratebook.forms.tokens.titles import is_nearest_title, settle_titles
from ratebook.forms.tokens.values import read_value
from ratebook.forms.tokens.worn import is_word
from ratebook.model.page import Box, Document, Word
from ratebook.records.datum import Candidate, Datum, Place, Standing, Value
from ratebook.records.ledger import Ledger

_ISO = regex.compile(r"\d{4}-\d\d(-\d\d)?")
_DAY = regex.compile(r"\d{4}-\d\d-\d\d")
_SAME_EVENT = {"stamped_effective": "effective"}
"""Fields that date one event."""
_LONG = 6
"""Digits of a code from which two places do not show the same one by chance."""
_SHORT = 3
"""Letters of a word that others are near to by chance."""
_OF_ROWS = frozenset({"feeder_load", "load_total", "line_cost", "line_cost_total", "allocation"})
_READINGS = 3
"""Of the four readings of two places by two engines."""
_SURE = 0.96
"""Score of the first engine below which a name needs another place that prints it, where the
picture is black and white alone: both engines may misread a worn letter alike (`Sowellton`)."""
_LETTERS = 4
_NAME = 8
"""Words of a name, a title or a label at most."""
_BETWEEN = 0.2
"""Cost of a candidate that another engine read: no glyph has to be made up."""


def confront(document: Document, ledger: Ledger) -> None:
    """Weighs every value of the ledger that stands on words two engines were asked for.

    Where they differ it is marked as needing a proof; a figure on which they agree and that has
    the format of its kind is `verified`, with a proof of kind `two-readers`.
    """
    if not _heard_twice(document):
        return
    known, once = _agreed_words(document), _worn_words(document)
    again, clean = _printed_again(ledger)
    signs = percentages(document)
    for number, datum in ledger.data.items():
        if lost_percent_sign(datum, signs):
            ledger.data[number] = _unreadable(datum)
            continue
        if datum.standing is Standing.REPAIRED and _rests_on_doubt(datum, again):
            ledger.data[number] = _opened(datum)
        if datum.value is None or datum.touched or datum.standing is not Standing.READ:
            continue
        heard, own = hear(datum), own_words(datum)
        if _is_worn(own, once) or _may_be_another(datum, own):
            ledger.data[number] = datum._replace(touched=True)
        elif heard is None:
            crossed = any(word.touched for word in own)
            ledger.data[number] = datum._replace(touched=crossed)
        elif heard.agreed and not (heard.touched or heard.spaced) and _formed(datum):
            proof = {"kind": "two-readers", "first": heard.first, "second": heard.second}
            ledger.data[number] = datum._replace(
                standing=Standing.VERIFIED, proof=(*datum.proof, proof)
            )
        elif _contested(heard, known) and not is_nearest_title(datum.value, heard.second):
            others = _others(datum, heard)
            told = [c.value for c in others if _Said.of(datum, c.value) in clean]
            if _Said.of(datum, datum.value) in again:
                if not told:
                    continue
            elif told:
                ledger.data[number] = datum._replace(value=told[0], raw=heard.second)
                continue
            others = (*datum.candidates, *others)
            ledger.data[number] = datum._replace(touched=True, candidates=others)
            if heard.second.endswith("%") and not heard.first.endswith("%"):
                # A percent sign and a digit look alike: what the last sign is no sum can tell.
                ledger.data[number] = _unreadable(datum)
    _doubt_components(ledger)
    _doubt_rows(ledger)
    _doubt_stamps(ledger)
    doubt_near_names(ledger)
    settle_titles(ledger)


def _doubt_components(ledger: Ledger) -> None:
    """What a charge is for follows from the words of its label: where these need a look, so does
    that (`Demand Charge per kW of Contract` under a stamp is no demand charge)."""
    for draft in ledger.drafts:
        at, of = draft.fields.get("label"), draft.fields.get("component")
        if at is None or of is None or draft.kind != "charge" or not ledger.data[at].touched:
            continue
        label, component = ledger.data[at], ledger.data[of]
        if component.standing is Standing.READ and (label.raw or "") in (component.raw or ""):
            ledger.data[of] = component._replace(touched=True)


def _doubt_rows(ledger: Ledger) -> None:
    """A row of which all but one field need a look: what is left of it may be no row (`DATE OF
    ISSUE March 1, 2017` below a list of feeders)."""
    used = Counter(at for draft in ledger.drafts for at in draft.fields.values() if at)
    for draft in ledger.drafts:
        own = [at for at in draft.fields.values() if at and used[at] == 1 and ledger.data[at].raw]
        sure = [at for at in own if not _needs_look(ledger.data[at])]
        if draft.kind in _OF_ROWS and len(own) >= _SHORT and len(sure) == 1:
            left = ledger.data[sure[0]]
            ledger.data[sure[0]] = left._replace(standing=Standing.READ, proof=(), touched=True)


def _needs_look(datum: Datum) -> bool:
    return datum.touched or not datum.standing.accepted


def _doubt_stamps(ledger: Ledger) -> None:
    """A stamp's day that differs in one digit from the day its sheet prints: both engines may have
    misread it alike (`5/1/2014` over `3/1/2014`)."""
    for draft in ledger.drafts:
        for name, event in _SAME_EVENT.items():
            stamped, printed = (ledger.data.get(draft.fields.get(n) or 0) for n in (name, event))
            if stamped is None or printed is None or not stamped.standing.accepted:
                continue
            days = str(stamped.value), str(printed.value)
            pictured = any(word.score is not None for word in stamped.place.words)
            near = sum(a != b for a, b in zip(*days, strict=False)) == 1
            if pictured and near and len(days[0]) == len(days[1]) and printed.standing.accepted:
                ledger.data[stamped.id] = stamped._replace(
                    standing=Standing.READ, proof=(), touched=True
                )


def _is_worn(own: Sequence[Word], once: frozenset[tuple[Box | None, str]]) -> bool:
    return len(own) <= _NAME and any((word.box, word.text) in once for word in own)


def _may_be_another(datum: Datum, own: Sequence[Word]) -> bool:
    """Whether a value may be another one though both engines read it alike."""
    if holds_stamp(datum.value) or misread(own, datum.value):
        return True
    return lost_stop(datum) or half_quoted(datum)


def _rests_on_doubt(datum: Datum, again: set[_Said]) -> bool:
    """Whether a repaired token has digits that the engines read differently, or that something
    crosses: what was repaired may not be all that is wrong with it. `again` are dates and codes
    that the document shows elsewhere without a doubt: one of those is no chance."""
    if _Said.of(datum, datum.value) in again and _says_plainly(datum):
        return False
    return any(
        word.touched or code_form(word.text) != code_form(word.second)
        for word in own_words(datum)
        if word.second is not None and has_digit(word.text)
    )


def _says_plainly(datum: Datum) -> int:
    """How many of the two engines read the date or code itself, and nothing else it may be."""
    words = own_words(datum)
    texts = (" ".join(w.text for w in words), " ".join(w.second or "" for w in words))
    value = str(datum.value)
    return sum(code_form(text) == value or _days(text) == {value} for text in texts)


def _days(text: str) -> set[str]:
    """All readings of the one date of a text."""
    found = find_dates(text)
    return {reading.iso for reading in found[0].readings} if len(found) == 1 else set()


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
    form = number_form if isinstance(datum.value, (Decimal, int)) else code_form
    whole = form(" ".join(word.text for word in words)) == form(datum.raw or "")
    if datum.repairs or not whole:
        return False
    return datum.formed if isinstance(datum.value, Decimal) else has_digit(str(datum.value))


def _heard_twice(document: Document) -> bool:
    """Whether a word was read by a second engine, or is crossed by ink. A dump has no words."""
    return any(
        word.second is not None or word.touched
        for page in document.pages
        if page.source != "markup"
        for line in page.lines
        for cell in line.cells
        for word in cell.words
    )


def _agreed_words(document: Document) -> frozenset[str]:
    """Words of letters that both engines read alike somewhere in the document."""
    return frozenset(
        bones(word.text)
        for line in document.lines
        for word in line.words
        if word.agreed and word.text.isascii()
    )


def _worn_words(document: Document) -> frozenset[tuple[Box | None, str]]:
    """Words of letters, with their places, that a picture of black and white alone prints once, the
    first engine is not sure of and no tariff is known to print, and the parts of what is one word
    if no blank is between."""
    lines = [line.words for p in document.pages if p.bilevel for line in p.lines]
    worn = [w for words in lines for w in words]
    counted = Counter(bones(w.text) for w in worn)
    parted = (pair for words in lines for pair in pairwise(words) if _is_parted(*pair))
    return frozenset((w.box, w.text) for pair in parted for w in pair) | frozenset(
        (w.box, w.text)
        for w in worn
        if w.score is not None
        and w.score < _SURE
        and len(w.text) >= _LETTERS
        and w.text.isalpha()
        and counted[bones(w.text)] < 2
        and not is_word(w.text)
    )


def _is_parted(a: Word, b: Word) -> bool:
    """Whether two words may be one that worn print left a gap in: `out ages`."""
    if not (a.text.isalpha() and b.text.islower() and b.text.isalpha() and b.score is not None):
        return False
    return len(a.text) > 1 and len(b.text) > 1 and is_word(a.text + b.text)


class _Said(NamedTuple):
    """A long code or a date as the value of something: of two dates of one sheet that differ by a
    digit each may be misread as the other, so that only dates of the same event tell anything."""

    value: str
    event: str

    @staticmethod
    def of(datum: Datum, value: Value) -> _Said:
        """This value as one of the event that the datum dates."""
        dated = isinstance(value, str) and _DAY.fullmatch(value)
        return _Said(str(value), _SAME_EVENT.get(datum.label, datum.label) if dated else "")


def _printed_again(ledger: Ledger) -> tuple[set[_Said], set[_Said]]:
    """Long codes and dates that both engines read alike at a place nothing crosses, or that three
    readings of two places say: a misreading would not come out as the same one. The second set are
    dates of the first kind: what one engine reads at another place, too, and the other does not."""
    places: dict[_Said, dict[Place, int]] = {}
    clean: set[_Said] = set()
    for datum in ledger.data.values():
        if isinstance(datum.value, str) and sum(map(str.isdigit, datum.value)) >= _LONG:
            plain = datum.standing in (Standing.READ, Standing.REPAIRED)
            heard = hear(datum) if plain else None
            if heard is None:
                continue
            said = _Said.of(datum, datum.value)
            places.setdefault(said, {})[datum.place] = _says_plainly(datum)
            if heard.agreed and not heard.touched and datum.standing is Standing.READ:
                clean.add(said)
    thrice = {
        said
        for said, found in places.items()
        if len(found) > 1 and sum(sorted(found.values())[-2:]) >= _READINGS
    }
    return clean | thrice, {said for said in clean if said.event}


def _contested(heard: Heard, known: frozenset[str]) -> bool:
    """Whether a value needs a proof. A word of letters that was misread the second time counts as
    read where both engines read the same word elsewhere and nobody ever read the other one."""
    if heard.spaced:
        return True
    if heard.pointless:
        return heard.touched
    if has_digit(heard.first):
        return heard.touched or not (heard.agreed or _words_alone_differ(heard, known))
    if heard.agreed:
        return False
    if heard.one_only:
        missed = any(word not in known for word in heard.missed)
        return heard.touched or missed or not bones(heard.second)
    return heard.touched or _any_differ(heard.first.split(), heard.second.split(), known)


def _words_alone_differ(heard: Heard, known: frozenset[str]) -> bool:
    """Whether the figures of a text that has words as well are read alike (`First 50 Mcf`)."""
    one, other = heard.first.split(), heard.second.split()
    figures = [[code_form(w) for w in words if has_digit(w)] for words in (one, other)]
    worded = any(bones(w) and not has_digit(w) for w in one)
    return worded and figures[0] == figures[1] and not _any_differ(one, other, known)


def _any_differ(one: list[str], other: list[str], known: frozenset[str]) -> bool:
    return len(one) != len(other) or any(
        bones(a) != bones(b) and not _misheard(bones(a), bones(b), known)
        for a, b in zip(one, other, strict=True)
    )


def _misheard(said: str, second: str, known: frozenset[str]) -> bool:
    """Whether the second engine alone took a word for another one, which nobody reads elsewhere. A
    short word has to look like it, too."""
    like = len(said) > _SHORT or (len(said) == _SHORT and shape(said) == shape(second))
    return like and said in known and second not in known


def _others(datum: Datum, heard: Heard) -> tuple[Candidate, ...]:
    """The second reading as a value of the same type, where it is another one."""
    why = f"the other engine reads {heard.second}"
    value: Decimal | str | int | None
    if isinstance(datum.value, Decimal):
        found = read_value(number_form(heard.second), "number").value
        value = found if isinstance(found, Decimal) else None
    elif isinstance(datum.value, int):
        digits = number_form(heard.second)
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
