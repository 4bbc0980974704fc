"""Sentences that are a name and its price, and nothing more: `Hydrant rental shall be $5.00 per
month.`, `A service man, overtime of $56.65 per hour applies.`"""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.bounds import plausible
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.rows.unit_cells import unit_words
from ratebook.forms.charges.words.price import Price, amount

# `Hydrant rental shall be`: a name and nothing more.
_SIMPLE = regex.compile(
    r"^\s*(?:[-•*]\s+)?(?:[A-Z][A-Z ]+[.:]\s+)?(?:(?:the|a|an)\s+)?"
    r"(?P<name>(?:[A-Za-z]|\d[\d,]*\s+(?:watts?|lumens?)\b)[\w \"/-]{2,60}?)\s+"
    r"(?:shall\s+be|will\s+be|is|are)\s*$",
    regex.IGNORECASE,
)
_OF_NAME = regex.compile(
    r"^\s*(?:an?|the)\s+(?P<name>[A-Za-z][\w \"/,-]{2,60}?)\s+of\s*$", regex.IGNORECASE
)
_OF_SIZE = regex.compile(
    r"^\W*for\s+(?:each|every|an?)\s+(?P<name>[a-z][a-z -]{2,40}?\s+of\s+"
    r"(?:(?:more|less|not\s+more)\s+than\s+|over\s+|under\s+|up\s+to\s+)?\d[\d,]*\s+(?:watts?|lumens?|horsepower|inch(?:es)?)"
    r"(?:\s+or\s+(?:less|more|over|under))?)(?:\s+(?:is|at))?\s*$",
    regex.IGNORECASE,
)
"""`For each installation of 200 watts or less`: a size, which is no use of energy."""
_MONTHLY = regex.compile(r"\s*(?:per|a|each)\s+month\W*", regex.IGNORECASE)
_APPLIES = regex.compile(
    r"^(?P<unit>[^.;]{0,60}?),?\s+(?:(?:shall\s+|will\s+)?appl(?:ies|y)"
    r"|(?:is|(?:shall|will)\s+be)\s+(?:applied|charged|billed|made|assessed))\W*$",
    regex.IGNORECASE,
)
_BOUNDED_NAME = regex.compile(
    r"\b(?:that|which|who|if|when|whose|total|sum|bill|base\s+fuel|fuel|deposit|amount|value|and|with"
    r"|(?:averages?|typical)\s+(?:cost|charge|bill|price|rate|fee)s?(?!\s+differential))\b",
    regex.IGNORECASE,
)


def simple_name(left: str, right: str) -> tuple[str, str] | None:
    """The name before a price and the unit behind it, of a sentence that says no more; None where
    it does."""
    named = _OF_NAME.match(left)
    applies = _APPLIES.match(right) if named else None
    if applies and applies["unit"] and not unit_words(applies["unit"]):
        return None
    found = named if applies else _SIMPLE.match(left)
    if found is None or _BOUNDED_NAME.search(found["name"]):
        return None
    return found["name"], applies["unit"] if applies else right


def of_size(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """What is paid by the month for each thing of a size: `For each installation of more than 200
    watts $9.45 per month`. None where a sentence says anything else."""
    named = _OF_SIZE.match(left) if _MONTHLY.fullmatch(right) else None
    reading = amount(price, None) if named else None
    if named is None or reading is None or not isinstance(reading.value, Decimal):
        return None
    if price.kind == "percent" or price.refused or setting.context.doubt:
        return None
    unit = "USD/month"
    plausible(reading, unit, False)
    fields = {"unit": Source(unit), "component": Source("other"), "label": Source(named["name"])}
    return Meaning(price, reading, fields)
