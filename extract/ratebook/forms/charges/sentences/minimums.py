"""Minimum bills in sentences: `The customer charge, or $0.78 per kVA, whichever is more`."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.setting import Setting
from ratebook.forms.charges.meaning.clause import before_tail

_FLOOR = regex.compile(r"\b(?:(?:not\s+)?(?:be\s+)?less\s+than|minimum)\b", regex.IGNORECASE)
HIGHER_OF = regex.compile(
    r"\bminimum\b[^.;$]{0,60}\bthe\s+(?:greate[rs]t?|highe[rs]t?|large[rs]t?)\s+of\b[^.;$]{0,90}\bor\s*$",
    regex.IGNORECASE,
)
_FIRST_OF = regex.compile(
    r"^\W*the\s+(?:greater|higher|larger|greatest|highest)\s+of\W*(?:\(?[a-zA-Z1i]\))?\W*$",
    regex.IGNORECASE,
)
"""The other of two amounts a minimum is the greater of: its name says so."""
_SECOND_OF = regex.compile(
    r"^\W*(?:the\s+(?:greater|higher|larger|greatest|highest)\s+of\b"
    r"|whichever\s+is\s+(?:the\s+)?(?:greater|higher|larger|more)\s*:)[^;$]{0,120}\bor\W*(?:\(?[a-zA-Z2]{1,2}\)\W*)?$",
    regex.IGNORECASE,
)
PLUS_OF = regex.compile(
    r"\b(?:minimum|least)\b[^.;$]{0,60}\b(?:customer|service|basic|facilit\w+|consumer|demand)\s+charge,?"
    r"\s+(?:plus|and)\s*$",
    regex.IGNORECASE,
)
"""`The least monthly bill is the customer charge plus` so much for each kVA."""
_LEAST = regex.compile(
    r"\bpays?\s+(?:at\s+least|(?:not|no)\s+less\s+than)\s*$"
    r"|\b(?:no|not|never)\b[^.;$]{0,60}\bless\s+than\s*$",
    regex.IGNORECASE,
)
"""What every bill comes to: `No monthly bill is less than`."""
_BILLED = regex.compile(r"\b(?:bills?|billed|pays?|charges?)\b", regex.IGNORECASE)
_WHOSE = regex.compile(r"\b(?:whose|if|when|where|unless)\b", regex.IGNORECASE)
_WHICHEVER = regex.compile(
    r",?\s*whichever\s+(?:amount\s+|sum\s+|of\s+(?:the\s+two|these)\s+)?(?:is|shall\s+be)\s+(?:the\s+)?"
    r"(?:more|greater|higher|larger|greatest|highest|largest)\b",
    regex.IGNORECASE,
)
_IN_PLACE = regex.compile(
    r"\bin\s+(?:place|lieu|stead)\s+of\s+(?:(?:the|any|all)\s+)?(?:[a-z]+\s+){0,3}(?:minimum|charge|bill)s?\b",
    regex.IGNORECASE,
)
_OF_MONTH = regex.compile(
    r"\b(?:for|in)\s+(?:a|any|each|the|every|one)\s+month\b", regex.IGNORECASE
)
_FOR_SIZE = regex.compile(
    r"\s*for\s+(?:an?\s+(?:transformer|meter|service|motor|load)\b"
    r"|\d[\d,.]*\s*(?:kva|kw|hp|horsepower)\s+or\s+less\b"
    r"|each\s+(?:additional\s+)?(?:kva|kw)\s+(?:in\s+excess\s+of|over|above)\s+\d)[^.;$]{0,60}",
    regex.I,
)
_OR = regex.compile(r"\bor\W*$", regex.IGNORECASE)
# `where the transformer capacity required exceeds 25 kVA`: said in the name of what is paid more.
_SIZED = regex.compile(
    r"\b(?:where|when|if|should)\b[^,;$]{0,80}\bexceeds?\s+\d[\d,.]*\s*(?:kva|kw|hp|horsepower)\b"
    r"|\bfor\s+[^,;$]{0,60}\b(?:requir\w+|need\w*)\s+(?:more\s+than|over)\s+\d[\d,.]*\s*(?:kva|kw)\b"
    r"|\b(?:where|when|if)\b[^,;$]{0,80}\b(?:in\s+excess\s+of|over|above|more\s+than)\s+\d[\d,.]*\s*"
    r"(?:kva|kw|hp|horsepower)\b(?:\s+(?:is|are)\s+(?:required|needed|installed|requested))?"
    r"|\b(?:stated|shown|given|set\s+(?:out|forth))\s+above\b",
    regex.IGNORECASE,
)
# `the minimum charge shall be increased at the rate of` so much for each kVA more: what is paid.
RAISED = regex.compile(
    r"\b(?:increase[ds]|raised|rises|grows|goes\s+up)(?:\s+(?:at\s+(?:the|a)\s+rate\s+of|by))?\s*$",
    regex.IGNORECASE,
)

_TWICE = regex.compile(
    r"^(\W*per\s+(?P<of>kva|kw)\b(?:\s+per\s+month)?)\s+for\s+(?:each|every)\s+additional\s+(?P=of)\b",
    regex.IGNORECASE,
)


def said_once(behind: str) -> str:
    """The words behind a price without what it is raised by where they say that twice: `per kVA per
    month for each additional kVA`."""
    return _TWICE.sub(r"\1", behind)


def of_month(left: str) -> bool:
    """Whether words speak of what is paid for a month: `The bill for a month`."""
    return _OF_MONTH.search(left) is not None


def is_least(left: str, own: str) -> bool:
    """Whether the words before a price set what every bill comes to at least; `own` is the clause
    that does."""
    if PLUS_OF.search(left):
        return True
    least = _LEAST.search(left) is not None and _BILLED.search(left) is not None
    return least and _WHOSE.search(own) is None


def ends_there(rest: str) -> bool:
    """Whether nothing stands behind a price, or of what size of service it is."""
    return not rest.strip(" .") or _FOR_SIZE.fullmatch(rest.rstrip(" .")) is not None


def otherwise(rest: str) -> str:
    """The words behind a minimum without those that say in place of what it is paid, or of what
    size of service it is."""
    if _FOR_SIZE.fullmatch(rest.rstrip(" .")):
        return ""
    return before_tail(_IN_PLACE.sub(" ", _WHICHEVER.sub(" ", rest)))


def below_minimum(setting: Setting) -> bool:
    """Whether the heading right above a sentence names a minimum bill."""
    above = setting.context.stack[-1].facets.component if setting.context.stack else None
    return above is not None and above.value == "minimum"


def of_two(left: str, right: str, setting: Setting) -> bool:
    """Whether an amount is one of two, below the heading of a minimum: `The greater of`."""
    if not below_minimum(setting):
        return False
    either = _OR.search(left) is not None and _WHICHEVER.search(right) is not None
    return either or any(p.match(left) for p in (_FIRST_OF, _SECOND_OF))


def floorless(left: str) -> str:
    """The words before a minimum's amount without those by which any minimum is one."""
    left = _LEAST.sub(" ", PLUS_OF.sub(" ", left))
    left = _SECOND_OF.sub(" ", _FIRST_OF.sub(" ", HIGHER_OF.sub(" ", left)))
    return RAISED.sub(" ", _FLOOR.sub(" ", _SIZED.sub(" ", left)))
