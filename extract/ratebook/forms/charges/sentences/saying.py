"""Charges of sentences named by what their sentence says, where nothing else names them or tells
them from one another."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.sentences.services import NUMBERED
from ratebook.forms.charges.words.price import Price

_LONGEST_NAME = 160
_ENDS = regex.compile(r"^(?:an?|the)\s+|\s+(?:of|is|at)$", regex.IGNORECASE)
_NAMELESS = regex.compile(
    r"(?:an?\b[,\s]*)?(?:charge|fee)\s+applies(?:,\s+(?:payable|paid|due)\s+in\s+advance)?",
    regex.IGNORECASE,
)
"""`A $60.00 charge applies` says of nothing what it is for."""
_CLAUSE = regex.compile(r"[,;]\s+")


def said_of(sentence: str, price: Price) -> str:
    """The words around a price that nothing else names. Raises UnreadError where there are many."""
    said = _said(sentence[: price.start], sentence[price.end :])
    if not said:
        raise UnreadError("nothing names the price")
    return said


def said_around(sentence: str, price: Price) -> str:
    """The same, without the number of an item before them; empty where there are many or none."""
    said = _said(NUMBERED.sub("", sentence[: price.start]), sentence[price.end :])
    return "" if _NAMELESS.fullmatch(said) else said


def _said(left: str, right: str) -> str:
    """What the words on both sides of a price say together; empty where they are many or none."""
    plain = (_ENDS.sub("", " ".join(p.split()).strip(" .,;")) for p in (left, right))
    said = ", ".join(t for t in plain if t)
    return said if len(said) <= _LONGEST_NAME else ""


def name_apart(made: Sequence[Found], sentences: Sequence[str]) -> None:
    """Names occasional services, of which a paragraph below one heading sets several, each by its
    own sentence: `A special reading costs $23.00. For a test the member shall pay $53.00.` The
    heading becomes their group. `sentences`: that of each charge."""
    fees = [
        (one.meaning, said)
        for one, said in zip(made, sentences, strict=True)
        if one.meaning.fields["component"].value == "nonrecurring"
    ]
    labels = [one.fields["label"].value for one, _ in fees if "label" in one.fields]
    for one, sentence in fees if len(fees) > 1 else ():
        label = one.fields.get("label")
        if label is None:
            continue
        if label.heading is None and labels.count(label.value) > 1:
            # `Each Level 1 application` and `Each Level 2 application`, of `an application fee`.
            name = _own_words(sentence, one.price, [])
            one.fields["label"] = Source(name) if name else label
            continue
        if label.heading is None or "group" in one.fields:
            continue
        beside = [m.price for m, said in fees if said == sentence and m is not one]
        name = _own_words(sentence, one.price, beside)
        if name:
            one.fields["group"], one.fields["label"] = label, Source(name)


def _own_words(sentence: str, price: Price, beside: Sequence[Price]) -> str:
    """The words of a sentence around one of its prices, up to those `beside` it; of a long one
    the last clauses before the price. Empty where they are many or none."""
    start = max((p.end for p in beside if p.end <= price.start), default=0)
    end = min((p.start for p in beside if p.start >= price.end), default=len(sentence))
    left, right = sentence[start : price.start], sentence[price.end : end]
    while not (said := _said(left, right)) and (clause := _CLAUSE.search(left)):
        left = left[clause.end() :]
    return said
