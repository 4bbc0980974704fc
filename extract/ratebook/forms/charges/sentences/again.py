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

_SET_SO = (
    r",?\s+(?:it|they|the\s+(?:same\s+)?(?:charge|rate|fee|rental|price))\s+"
    r"(?:is|are|(?:shall|will)\s+be)"
)
IT_IS = rf"for\s+[^,;:.$]{{3,80}}?{_SET_SO}\b"
_FOR_OTHERS = regex.compile(
    rf"^\W*(?:(?:and|but|while)\s+)?(?P<whom>for\s+(?P<thing>[^,;:.$]{{3,80}}?)){_SET_SO}\s*$",
    regex.IGNORECASE,
)
_OF_WHOM = regex.compile(r"\s+for\s.*$", regex.IGNORECASE | regex.DOTALL)
_FOR_WHOM = regex.compile(r"^for\s.*,?\s(?:the|an?)\s+(?=\S)", regex.IGNORECASE | regex.DOTALL)
"""`For each pole used by two parties the charge`"""
_A_MINIMUM = regex.compile(
    r"^\W*(?:(?:with|subject\s+to|and)\s+)?an?\s+(?:[a-z]+\s+)?minimum\s+(?:(?:monthly\s+)?(?:bill|charge)\s+)?(?:of|at)\s*$",
    regex.IGNORECASE,
)
_BY_USE = frozenset({"energy", "commodity", "demand"})
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
    what = _OF_WHOM.sub("", _FOR_WHOM.sub("", label.value))
    named = " ".join((what, other["whom"])).strip()
    fields["label"] = Source(named)
    return Meaning(price, reading, fields)


def of_the_same(
    made: Sequence[Meaning], sentence: str, found: Sequence[Price], before: Sequence[Meaning]
) -> None:
    """Names a minimum that a clause adds by the charge `before` it: `The rate is $4.73 per Mcf and
    a minimum of $29.20 per month`. Raises UnreadError where that is paid by no use: it is another
    minimum than a bill's."""
    if not made or _A_MINIMUM.match(sentence[: found[0].start]) is None:
        return
    one = before[0] if len(before) == 1 else None
    if one is None or one.fields["component"].value not in _BY_USE or one.price.kind == "percent":
        raise UnreadError("it is not certain of what it is a minimum")
    whose, own = one.fields.get("label"), made[0].fields.get("label")
    if whose and len(made) == 1:
        name = ", ".join(t.value for t in (whose, own) if t)
        made[0].fields["label"] = whose._replace(value=name)
