"""Sentences that are a name and its price, and nothing more: `Hydrant rental shall be $5.00 per
month.`, `A service man, overtime of $56.65 per hour applies.`"""

from __future__ import annotations

import regex

from ratebook.forms.charges.rows.unit_cells import unit_words

# `Hydrant rental shall be`: a name and nothing more.
_SIMPLE = regex.compile(
    r"^\s*(?:[A-Z][A-Z ]+[.:]\s+)?(?:(?:the|a|an)\s+)?(?P<name>[A-Za-z][\w \"/-]{2,60}?)\s+"
    r"(?:shall\s+be|will\s+be|is|are)\s*$",
    regex.IGNORECASE,
)
_OF_NAME = regex.compile(
    r"^\s*(?:an?|the)\s+(?P<name>[A-Za-z][\w \"/,-]{2,60}?)\s+of\s*$", regex.IGNORECASE
)
_APPLIES = regex.compile(
    r"^(?P<unit>[^.;]{0,60}?),?\s+(?:(?:shall\s+|will\s+)?appl(?:ies|y)"
    r"|(?:is|(?:shall|will)\s+be)\s+(?:applied|charged|billed|made|assessed))\W*$",
    regex.IGNORECASE,
)
_BOUNDED_NAME = regex.compile(
    r"\b(?:that|which|who|if|when|whose|total|sum|bill|base\s+fuel|fuel|deposit|amount|value|and|with)\b",
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
