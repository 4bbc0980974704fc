"""Things that a sentence lists, each with its price, the unit said once of all or with each:
`at the following price per lamp per month: $9.10 for a 70 watt unit and $11.30 for a 150 watt
unit`; `as follows: two-user pole $7.10, three-user pole $6.05, each per attachment per year`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.bounds import plausible
from ratebook.forms.charges.meaning.clause import LIMITS, is_plain, unit_behind, unnamed
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.doubt import worn
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, amount

_KINDS = {
    "USD/lamp-month": "lamp",
    "USD/lamp-year": "lamp",
    "USD/pole-month": "pole",
    "USD/pole-year": "pole",
    "USD/attachment-year": "other",
    "USD/hour": "other",
    "USD/ft": "other",
    "USD": "nonrecurring",
}
"""By the piece, the hour or the foot, or once: what is used at no rate of blocks or seasons."""
_ONCE = frozenset({None, "nonrecurring"})
_TIMED = regex.compile(
    r"\b(?:month\w*|year\w*|annual\w*|annum|quarter\w*|daily|weekly|hour(?:ly)?|each|every|per|day|rates?|rentals?)\b",
    regex.IGNORECASE,
)
_OF_SERVICES = regex.compile(
    r"\W*(?:the\s+)?(?:following\s+)?(?:(?!(?:old|previous|prior)\b)[a-z-]+\s+){0,3}(?:charges?|fees?)"
    r"(?:\s+(?:for|of)\s+[a-z ,-]{3,60}?)?\s+(?:are|is|(?:shall|will)\s+(?:be|apply)|apply)"
    r"(?:\s+(?:charged|made|assessed|collected|billed))?(?:\s+for\s+[a-z ,-]{3,60}?)?"
    r"(?:,?\s+as\s+follows)?\s*",
    regex.IGNORECASE,
)
"""`The charges for special services are as follows`, up to its colon."""
_MOST = 3000
_LEADS = regex.compile(
    r"\b(?:prices?|charges?|rates?|rentals?|fees?|costs?|differentials?)\b[^.;$]{0,60}?"
    r"(?::|\b(?:as\s+follows|follow|is|are|of|be)\b[,:]?)\s*$",
    regex.IGNORECASE,
)
_LISTS = regex.compile(
    r"(?::|\b(?:as\s+follows|are|follow|follows))[,:]?\s+(?=\S)", regex.IGNORECASE
)
"""Behind it the first thing is named."""
_NAMED = regex.compile(
    r"\s*(?:(?:the|an?)\s+)?(?P<name>[^,;:$]{3,80}?)\s+(?:is|are|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
"""`The fee for use of the station is`"""
_FOR = regex.compile(
    r"\W*for\s+(?:(?:an?|the|each|every|any|all)\s+)?(?P<thing>[^,;:$]{3,60}?)[\s,;]*(?:\b(?:and|or))?\s*\.?\s*"
    r"|\W*(?P<thing>thereafter|after\s+that)\W*",
    regex.IGNORECASE,
)
_FIRST = regex.compile(r"(?:first|initial)\b", regex.IGNORECASE)
_AFTER = regex.compile(r"(?:thereafter|after\s+that)", regex.IGNORECASE)
_BEFORE = regex.compile(
    r"[\s,;]*(?:\b(?:and|or)\s+)?(?:(?:an?|the|each|every)\s+)?(?P<thing>[^,;:$]{3,60}?)"
    r"(?:\s+(?:at|is))?(?:\s*[,–—-])?\s*",
    regex.IGNORECASE,
)
_ALL = regex.compile(r"[\s,;]*(?:each|all|each\s+of\s+them)?[\s,]*(?=per\b)", regex.IGNORECASE)
_PAYS = regex.compile(
    r"\W*(?:(?P<over>[^.;:$]{3,80}?),?\s+)??(?:the|an?|each|every|any)\s+(?:(?!typical)[a-z]+\s+)?"
    r"(?:applicants?|customers?|members?|consumers?|users?|owners?|developers?)\s+"
    r"(?:pays?|(?:shall|will|must)\s+pay|(?:is|are|(?:shall|will)\s+be)\s+(?:charged|billed))"
    r"(?:\s+(?:at|an?\s+(?:charge|fee|price|rental)\s+of|at\s+the\s+rate\s+of))?\s*",
    regex.IGNORECASE,
)
_WHERE = regex.compile(
    r"\W*(?P<over>(?:beyond|over|past|above|in|for|on|where|when|if|after|before|during|outside|within|from|upon|unless)"
    r"\s[^,.;:$]{3,80}),\s",
    regex.IGNORECASE,
)
"""`Beyond 50 feet, the charge is`: a condition of all the prices, which goes into their names."""
_BEYOND = regex.compile(
    r"(?:beyond|over|past|above|in\s+excess\s+of)\s+(?:the\s+(?:first\s+)?)?\d[\d,]*\s+(?:feet|ft)",
    regex.IGNORECASE,
)
"""`Beyond 50 feet the applicant shall pay`"""
_PER = regex.compile(
    r"(?:\bper\s+(?:[a-z-]+\s*){1,3}?)+(?:(?:are|is|as|shall|will|be|follows?)\s*)*[:,]?\s*$",
    regex.I,
)
_FOLLOW = regex.compile(r"\b(?:are|is|as|shall|will|be|follows?)\b", regex.IGNORECASE)
_EARNS = regex.compile(
    r"(?:(?:the|an?)\s+)?(?P<name>[^,;:$%]{3,60}?)\s+(?:(?:is|are|be)\s+(?:allowed|given|granted|credited|entitled\s+to)"
    r"|(?:earns?|receives?|gets?|carr(?:y|ies)|takes?|has|have))\s+(?:an?|the)\s+(?P<kind>(?:[a-z]+\s+)?(?:discount|credit))\s+of",
    regex.IGNORECASE,
)
_INCLUDES = regex.compile(
    r",\s+including\s[^.;:$\d]{3,80}?,(?=\s+(?:is|are|shall|will)\b)", regex.I
)
"""`for each lighting unit, including lamp, fixture and energy, shall be`"""
_EACH_LAMP = regex.compile(
    r"\b(?P<time>monthly|annual|yearly)\s+(?:charge|rate|price|rental)\s+for\s+(?:each|every|an?)\s+"
    r"(?:lighting\s+unit|(?:[a-z]+\s+)?(?:lamp|light|luminaire|fixture))\b",
    regex.IGNORECASE,
)
_IN_EACH_CASE = regex.compile(
    r",?\s+(?:in\s+each\s+case|each)\s+(?:per\s+(?:lamp|light|unit|fixture)\s+)?per\s+(?P<time>month|year)\W*$",
    regex.IGNORECASE,
)
_LESS = regex.compile(
    r",\s+less\s+(?:any|all|the)\s+[a-z -]{3,60}?"
    r"\s(?:performed|done|furnished|provided|supplied|borne)\s+by\s+(?:the\s+)?[a-z]+\W*$",
    regex.IGNORECASE,
)
"""What is taken off where the customer does it himself: every name of the list says so."""
_END = regex.compile(r"[\s.;]*")
_AND = regex.compile(r"\b(?:and|or|plus|to|than)\b", regex.IGNORECASE)


def listed_things(sentence: str, found: list[Price], setting: Setting) -> list[Meaning]:
    """The charges of such a sentence; none where it may be another."""
    if len(found) < 2 or " " not in sentence.strip() or setting.context.doubt:
        return []
    if any(p.refused or p.kind == "percent" or not p.firm for p in found):
        return []
    lead, behind = " ".join(sentence[: found[0].start].split()), _behind(sentence, found)
    lead = _INCLUDES.sub("", lead) if "including" in lead else lead
    over = setting.context.stack[-1:]
    above = over[0].facets.unit if over and over[0].lead and not over[0].rows else None
    once = _paid_once(sentence, lead, setting)
    if above is None and not once and "per" not in sentence.lower():
        return []
    less = _LESS.search(behind[-1])
    behind[-1], less = (
        (behind[-1][: less.start()], less[0].rstrip(" .")) if less else (behind[-1], "")
    )
    listed = [] if once else _named_behind(lead, behind, above)
    listed = listed or _named_before(lead, behind, once)
    things = [thing for thing, _ in listed]
    if len(listed) < len(found) or len(set(things)) < len(things):
        return []
    made = [_one(p, f"{of}{less}", unit) for p, (of, unit) in zip(found, listed, strict=True)]
    return [m for m in made if m] if all(made) else []


def listed_shares(sentence: str, found: list[Price], setting: Setting) -> list[Meaning]:
    """The percentages of a sentence that lists whose they are: `Primary service earns a discount of
    2%, transmission service 4%`; none where it may be another."""
    lead = (
        _EARNS.fullmatch(" ".join(sentence[: found[0].start].split())) if len(found) > 1 else None
    )
    kind = facets(lead["kind"]).component if lead else None
    if lead is None or kind is None or setting.context.doubt or any(p.refused for p in found):
        return []
    behind = _behind(sentence, found)
    names = [_BEFORE.fullmatch(words) for words in behind[:-1]]
    things = [lead["name"], *(m["thing"] for m in names if m)]
    if len(set(things)) < len(found) or not _END.fullmatch(behind[-1]) or not _told(things):
        return []
    fields = {"unit": Source("percent"), "component": Source(kind.value)}
    # The sign right behind each shows that it was not cut.
    return [
        Meaning(p, amount(p, None), {**fields, "label": Source(thing)}, summed=True)
        for p, thing in zip(found, things, strict=True)
    ]


def _behind(sentence: str, found: Sequence[Price]) -> list[str]:
    """The words behind each price, up to the next one."""
    ends = [*(p.start for p in found[1:]), len(sentence)]
    return [" ".join(sentence[p.end : at].split()) for p, at in zip(found, ends, strict=True)]


def _named_behind(lead: str, behind: Sequence[str], above: str | None) -> list[tuple[str, str]]:
    """The things and units of a list that names each behind its price. `above`: the unit that the
    sentence right above says which leads to it."""
    pays = _PAYS.fullmatch(lead) if lead else None
    if lead and not pays and not _LEADS.search(lead):
        return []
    of_all, each = (_unit_in(lead) if lead else above), _EACH_LAMP.search(lead)
    if each and of_all is None:
        of_all, behind = _per_lamp(each, behind)
    named = _NAMED.fullmatch(lead.rpartition(". ")[2])
    plain = named is not None and not each and not facets(named["name"]).measures
    over = named["name"] if named and plain else ""
    where = pays or _WHERE.match(lead)
    over = (where["over"] or "") if where else over
    if LIMITS.search(lead if pays else over):
        return []
    if where and over and not (_BEYOND.fullmatch(over) or is_plain(over)):
        return []
    made: list[tuple[str, str]] = []
    for words in behind:
        unit, rest = unit_behind(words, False)
        m = _FOR.fullmatch(rest if unit else words)
        unit = unit or of_all
        if m is None or unit is None:
            return []
        made.append((m["thing"], unit))
    if not _told([thing for thing, _ in made]):
        return []
    return [(f"{over}, {thing}" if over else thing, unit) for thing, unit in made]


def _per_lamp(each: regex.Match[str], behind: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The unit of a list of lamps that its lead says to be paid for each by the month or the year,
    and the words behind the prices without that time at their end; no unit where they differ."""
    time = "month" if each["time"].lower() == "monthly" else "year"
    last = _IN_EACH_CASE.search(behind[-1])
    if last and last["time"].lower() != time:
        return None, behind
    return f"USD/lamp-{time}", [*behind[:-1], behind[-1][: last.start()] if last else behind[-1]]


def _paid_once(sentence: str, lead: str, setting: Setting) -> bool:
    """Whether a sentence lists occasional services, and says of no time or use: `The charges for
    special services are as follows: turn-on charge, $25.00, meter test charge, $40.00`."""
    said, colon, _ = lead.partition(":")
    if not colon or not _OF_SERVICES.fullmatch(said) or LIMITS.search(said):
        return False
    if _TIMED.search(sentence):
        return False
    above = next(
        (h.facets.component for h in reversed(setting.context.stack) if h.facets.component), None
    )
    above = above or (setting.title.component if setting.title else None)
    own = facets(said).component or above
    return own is not None and own.value == "nonrecurring"


def _named_before(lead: str, behind: Sequence[str], once: bool) -> list[tuple[str, str]]:
    """The things and units of a list that names each before its price. `once`: all are paid once
    when something is done."""
    cuts = [*_LISTS.finditer(lead)]
    led = lead[: cuts[-1].end()] if cuts else ""
    if not _LEADS.search(led) or LIMITS.search(led):
        return []
    last = _ALL.sub("", behind[-1], count=1)
    unit, rest = unit_behind(last, False)
    of_all = unit or ("USD" if once else _unit_in(led))
    if of_all is None or not _END.fullmatch(rest):
        return []
    names = [lead[cuts[-1].end() :]]
    for words in behind[:-1]:
        own, rest = unit_behind(words, False)
        if own and own != of_all:
            return []
        names.append(rest if own else words)
    found = [_BEFORE.fullmatch(name) for name in names]
    things = [m["thing"] for m in found if m]
    if len(things) < len(names) or not (_services(things) if once else _told(things)):
        return []
    return [(thing, of_all) for thing in things]


def _unit_in(lead: str) -> str | None:
    """The unit that the words before a list say of all its prices."""
    said = _PER.search(lead)
    unit, rest = unit_behind(said[0], False) if said else (None, "")
    return unit if not any(map(str.isalnum, _FOLLOW.sub("", rest))) else None


def _services(things: Sequence[str]) -> bool:
    """Whether each thing may be a service that is paid once."""
    for thing in things:
        said = facets(thing)
        if LIMITS.search(thing) or worn(thing) or not is_plain(thing) or said.measures:
            return False
        if not any(map(str.isalpha, thing)) or {s.value for s in said.components} - _ONCE:
            return False
    return True


def _told(things: Sequence[str]) -> bool:
    """Whether each thing is named plainly, and apart from all others."""
    for n, thing in enumerate(things):
        after = n and _AFTER.fullmatch(thing) and _FIRST.match(things[n - 1])
        if not after and not _plainly(thing):
            return False
    return True


def _plainly(thing: str) -> bool:
    """Whether words name one thing, and bound no price."""
    bare = unnamed(thing)
    if LIMITS.search(bare) or _AND.search(bare) or not any(map(str.isalpha, bare)):
        return False
    return not worn(thing) and (is_plain(bare) or _FIRST.match(thing) is not None)


def _one(price: Price, thing: str, unit: str) -> Meaning | None:
    """The charge of one price."""
    reading = amount(price, None)
    if unit not in _KINDS or not isinstance(reading.value, Decimal):
        return None
    if unit == "USD" and ((reading.decimals or 0) not in (0, 2) or not 0 < reading.value <= _MOST):
        return None
    plausible(reading, unit, False)
    fields = {"unit": Source(unit), "component": Source(_KINDS[unit]), "label": Source(thing)}
    return Meaning(price, reading, fields)
