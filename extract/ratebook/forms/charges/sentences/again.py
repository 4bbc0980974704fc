"""Clauses that say for another what the one before them says: `The charge for each pole used by
two parties is $7.30 per pole per year; for each pole used by three parties it is $2.81`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.bounds import plausible
from ratebook.forms.charges.meaning.clause import LIMITS, is_plain, unit_behind
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.doubt import worn
from ratebook.forms.charges.words.price import Price, amount

IT_IS = (
    r"for\s+[^,;:.$]{3,80}?,?\s+(?:it|they|the\s+(?:same\s+)?(?:charge|rate|fee|rental|price))\s+"
    r"(?:is|are|(?:shall|will)\s+be)\b"
)
_FOR_OTHERS = regex.compile(
    r"^\W*(?:(?:and|but|while)\s+)?(?P<whom>for\s+(?P<thing>[^,;:.$]{3,80}?)),?\s+"
    r"(?:it|they|the\s+(?:same\s+)?(?:charge|rate|fee|rental|price))\s+(?:is|are|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
_OF_WHOM = regex.compile(r"\s*\bfor\s.*$", regex.IGNORECASE | regex.DOTALL)
_TIMED = ("tier", "season", "period")


def said_again(
    sentence: str, found: Sequence[Price], before: Sequence[Meaning], setting: Setting
) -> list[Meaning]:
    """The charge of such a clause, which speaks of the one `before` it; none where it is another.
    Raises UnreadError where it is not certain what it speaks of."""
    other = _FOR_OTHERS.match(sentence[: found[0].start])
    if other is None:
        return []
    made = (
        _again(sentence, found[0], other, before[0], setting)
        if len(found) == len(before) == 1
        else None
    )
    if made is None:
        raise UnreadError("it is not certain which charge it speaks of")
    return [made]


def _again(
    sentence: str, price: Price, other: regex.Match[str], before: Meaning, setting: Setting
) -> Meaning | None:
    """The same charge for another; None where it may be another charge."""
    if price.refused or price.kind != before.price.kind or setting.context.doubt:
        return None
    behind = " ".join(sentence[price.end :].split()).strip(" .;,")
    unit, rest = unit_behind(behind, False) if behind else (before.fields["unit"].value, "")
    label, thing, reading = before.fields.get("label"), other["thing"], amount(price, None)
    if unit is None or unit != before.fields["unit"].value or rest.strip(" .;,") or label is None:
        return None
    if any(name in before.fields for name in _TIMED) or not isinstance(reading.value, Decimal):
        return None
    if LIMITS.search(thing) or not is_plain(thing) or worn(thing) or thing in label.value:
        return None
    plausible(reading, unit, False)
    fields = {
        name: before.fields[name]
        for name in ("unit", "component", "group")
        if name in before.fields
    }
    named = " ".join((_OF_WHOM.sub("", label.value), other["whom"])).strip()
    fields["label"] = Source(named)
    return Meaning(price, reading, fields)
