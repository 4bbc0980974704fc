"""What is paid once when something is done, in sentences of any wording: `An account is opened for
$19.06`, `A member who asks for a meter to be read again pays $22.00`, `It costs $30.00 to ...`."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.clause import LIMITS, is_plain, plain
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.sentences.services import NUMBERED
from ratebook.forms.charges.words.doubt import worn
from ratebook.forms.charges.words.price import Price, amount

_STEMS = (
    r"(?:open|transferr?|restor|re-?connect|disconnect|turn|shut|test|re-?test|re-?read|relocat|mov"
    r"|re-?set|replac|repair|inspect|locat|thaw|collect|verif|investigat|return|dishonou?r|re-?open|re-?activat|activat)"
)
# What is done once; lamps are set and heaters installed, and paid for by the month.
_DONE = (
    rf"(?:{_STEMS}(?:ed|ied|en)|re-?read|read|re-?set|sent\s+back|shut|cut)"
    r"(?:\s+(?:on|off|back|again|over|out))*"
)
_DOING = rf"{_STEMS}(?:ing|ying)"
_NOUN = (
    r"(?:trips?|calls?|visits?|moves?|tests?|re-?reads?|readings?|relocations?|transfers?|re-?connections?|reconnects?"
    r"|disconnections?|inspections?|check(?:s|ks)?|collections?|changes?|times?|occasions?|instances?|requests?|turn-?ons?|returns?"
    r"|trades?)"
)
_PASSIVE = regex.compile(
    rf"\b(?:is|are|(?:shall|will)\s+be)\s+(?:[a-z]+ly\s+)?{_DONE}\b[^.;$,]{{0,60}}\s(?:for|at)(?:\s+a\s+(?:fee|charge)\s+of)?\s*$",
    regex.IGNORECASE,
)
_GERUND = regex.compile(
    rf"^\W*(?:(?:the|for)\s+)?{_DOING}\s[^.;$]{{3,80}}?\s(?:costs?|is\s+charged\s+at|(?:is|shall\s+be|will\s+be)\s+charged)\s*$",
    regex.IGNORECASE,
)
_TRIP = regex.compile(
    rf"^\W*(?:an?|the|each|every)\s+(?:[a-z-]+\s+){{0,2}}{_NOUN}\s+(?:to|of|for|at|on)\s[^.;$]{{3,80}}?\s(?:is|costs?|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
"""`A trip to reset a disconnect switch is` so much."""
_SETS = regex.compile(r"\s(?:is|costs?|(?:shall|will)\s+be)$", regex.IGNORECASE)
_COSTS = regex.compile(r"^\W*(?:it\s+(?:will\s+)?costs?|the\s+cost\s+is)\s*$", regex.IGNORECASE)
_TO_DO = regex.compile(
    rf"^\s*to\s+(?:have\s+[^.;$]{{2,40}}?\s{_DONE}\b|{_STEMS}e?\b)[^.;$]{{0,60}}$", regex.IGNORECASE
)
_WHO = (
    r"(?:customers?|members?|consumers?|applicants?|owners?|users?|tenants?|whoever|anyone|those"
    r"|any\s+person)"
)
_PAYS = (
    r"(?:pays?|owes?|(?:shall|will|must)\s+(?:pay|be\s+(?:charged|billed))"
    r"|(?:is|are)\s+(?:charged|billed))(?:\s+for\s+(?:the|an?|each)\s+(?:[a-z-]+\s){0,2}[a-z-]+)?\s*$"
)
# `A customer who asks that a meter be read again pays`
_ASKS = regex.compile(
    rf"\b{_WHO}\b(?:\s+(?:who|that|which))?\s+(?:asks?|asking|requests?|requesting|wants?|wanting|wish(?:es|ing)|desir(?:es|ing)|orders?|ordering|requir(?:es|ing))\b"
    rf"[^.;$]{{2,100}}?\b(?:{_DONE}|{_DOING}|{_NOUN}|{_STEMS}e?)\b[^.;$]{{0,60}}?\s?{_PAYS}",
    regex.IGNORECASE,
)
# `For a check sent back by the bank the customer owes`
_FOR_IT = regex.compile(
    rf"^\W*(?:for|upon|each\s+time|whenever|when|if)\s[^.;$]{{0,70}}?\b(?:{_DONE}|{_DOING}|{_NOUN})\b[^.;$]{{0,60}}?\b{_WHO}\s+{_PAYS}",
    regex.IGNORECASE,
)
_SOMEBODY = regex.compile(rf"\b{_WHO}\b[^.;$]{{0,120}}?\s{_PAYS}", regex.IGNORECASE)
_COLLECTED = regex.compile(
    r"\b(?:company|cooperative|corporation|district|utility|association|we)\s+(?:(?:shall|will|may)\s+)?(?:collects?|charges?|bills?|asks?)\s*$"
    r"|^\W*(?:charges|collects|bills)$",
    regex.IGNORECASE,
)
_VERB_ALONE = regex.compile(r"^\W*(?:charges|collects|bills)$", regex.IGNORECASE)
"""Of a clause whose subject stands in the one before it."""
_FOR_DOING = regex.compile(rf"^\s*for\s+(?:each\s+)?{_DOING}\s[^.;$]{{3,100}}$", regex.IGNORECASE)
"""`The District charges $30.00 for turning water on again`"""
_EACH_EVENT = regex.compile(
    rf"^\s*(?:apiece\b|once\b(?!\s+(?:a|per|each|every)\b)|(?:(?:for\s+)?(?:each|every|per|an?)|for\s+the)\s+(?:such\s+|additional\s+|extra\s+)?(?:[a-z-]+\s+)?{_NOUN})\b[^.;$]{{0,60}}$",
    regex.IGNORECASE,
)
_AT = regex.compile(
    r"^\s*(?:(?:in|during|after|before|outside(?:\s+of)?)\s[^,;.$]{3,40}|(?:at|on|upon|when|where|if)\s[^.;$]{3,60})?$",
    regex.IGNORECASE,
)
_TIMED = regex.compile(
    r"\b(?:month\w*|year\w*|annual\w*|annum|quarter\w*|daily|a\s+day|per\s+day|kwh|kw|kva|mcf|ccf|gallons?|therms?|interest|deposits?)\b",
    regex.IGNORECASE,
)
_MOST = 3000
_LONGEST = 200
_APART = frozenset({None, "nonrecurring"})


def event(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """What is paid once when something is done. None where it may be anything else: paid by the
    month, by use, or bounded by other words."""
    left, right = (
        " ".join(NUMBERED.sub("", left).split()),
        " ".join(plain(right).split()).rstrip(" ."),
    )
    if price.kind != "dollars" or price.refused or setting.context.doubt:
        return None
    if _TIMED.search(f"{left} {right}") or LIMITS.search(f"{left} ; {right}"):
        return None
    if not _happens(left, right) or not (_EACH_EVENT.match(right) or _of_services(setting)):
        return None
    if not is_plain(_EACH_EVENT.sub(" ", right)):
        return None
    reading = amount(price, None)
    if not isinstance(reading.value, Decimal) or not 0 < reading.value <= _MOST:
        return None
    name = "" if _VERB_ALONE.match(left) else _SETS.sub("", left.strip(" .,;:"))
    said = ", ".join(t for t in (name, right.strip(" .,;:")) if t)
    if (reading.decimals or 0) not in (0, 2) or len(said) > _LONGEST or worn(said, setting.typeset):
        return None
    fields = {"component": Source("nonrecurring"), "unit": Source("USD"), "label": Source(said)}
    return Meaning(price, reading, fields)


def _happens(left: str, right: str) -> bool:
    """Whether the words around a price say that something is done for it once."""
    if _COSTS.search(left):
        return _TO_DO.match(right) is not None
    if _EACH_EVENT.match(right) and (_SOMEBODY.search(left) or _COLLECTED.search(left)):
        return True
    if _FOR_DOING.match(right) and _COLLECTED.search(left):
        return True
    if not (_AT.match(right) or _EACH_EVENT.match(right)):
        return False
    return any(p.search(left) for p in (_PASSIVE, _GERUND, _ASKS, _FOR_IT, _TRIP))


def _of_services(setting: Setting) -> bool:
    """Whether the nearest heading that names a charge names none that is paid by the month."""
    named = (h.facets.component for h in reversed(setting.context.stack))
    above = next((c.value for c in named if c), None)
    return above in _APART
