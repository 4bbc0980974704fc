"""What a price is for where that stands behind it: `$18.22 per month for residential service`."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.charges.meaning.clause import is_plain, plain_label
from ratebook.forms.charges.rows.unit_cells import unit_words
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.words import charge_words
from ratebook.forms.tokens.dates import ANY_MONTH

_PEAK = regex.compile(
    r"^\W*peak\b(?=\s*(?:[,:;(]|$|hours|period|energy|kwh|usage))", regex.IGNORECASE
)
_SEASONAL = regex.compile(rf"(?<=\bsummer|\bwinter)\s+peak\s+period\s+(?=\({ANY_MONTH})", regex.I)
_LEADERS = regex.compile(r"(?:\s*[.…_·]{2,}\s*|[\s:@$=–—-]|\bat\b)+$")
_NOTED = regex.compile(r"(?<=[A-Za-z)])\s\d/$")
"""The number of a footnote behind a label: `First 300 Mcf 1/`."""
_ROMAN = regex.compile(r"^\(?(?:[ivx]{2,5}|[IVX]{2,5})[.)]\s+")
_SUMMAND = regex.compile(r"^\s*[+=]\s+(?=[A-Za-z])")
"""Whether a row is added to those above it, or their sum: `+ Balance Adjustment`."""
_AROUND = " \t.:|_*-•▪◦●○■►"
_BEHIND = regex.compile(
    r"^(?P<unit>(?:\s*(?:per|/)\s*(?:month|year|day|annum))?)\s*(?:for|to)\s+"
    r"(?P<what>(?:each\s+|an?\s+|every\s+)?[A-Za-z][A-Za-z/ -]{2,70}?)[\s.;]*$",
    regex.IGNORECASE,
)
_NAMED = regex.compile(
    r"^\s*(?P<what>[A-Z][a-z]+(?:[ -][A-Za-z][A-Za-z'-]*){1,5}?)"
    r"(?P<unit>\s+(?:per|/)\s+[a-zA-Z].{0,40})?\s*$"
)
"""The name behind the price that begins a line, and its unit."""
_CLASS = regex.compile(
    r"^(?P<unit>(?:\s*(?:per|/)\s*(?:month|year|day|annum))?)[\s,]*(?:for\s+)?"
    r"(?P<what>[A-Za-z][A-Za-z-]+(?:\s+[A-Za-z-]+){0,2})[\s.;]*$"
)
_DASHED = regex.compile(
    r"^(?P<unit>[^\t$\d–—-]{0,30}(?:1,?000|100|thousand)?[^\t$\d–—-]{0,30}?)\s*\s[–—-]\s+"
    r"(?P<what>\(?[A-Za-z\d][^\t$¢%]{2,90}?)[\s.;]*$"
)
"""`$23.81 per month - Irrigation meter`: price and unit first, the name behind a dash."""
_UNIT_FIRST = regex.compile(
    r"^(?P<unit>\s*(?:per|/)\s[^\t$¢%]{2,30}?)(?:\s*\t\s*(?=[A-Z][a-z])|\s+(?=[A-Z][a-z]+\s[A-Z]))"
    r"(?P<what>[A-Z][a-z]+(?:[ -][A-Za-z][A-Za-z'-]*){0,5})\s*$"
)
"""`$4.14 per thousand gallons | Irrigation Usage`: price and unit first, the name behind them."""
_HOURS = regex.compile(
    r"^\s*,?\s*\(?(?P<what>(?:during|after|before|outside(?:\s+of)?)\s+(?:regular|normal)?\s*"
    r"(?:working|business|office|duty)?\s*hours)\)?[\s.;]*$",
    regex.IGNORECASE,
)
_CASE_OF = regex.compile(
    r"^\s*(?:[–—-]\s*(?P<what>[A-Za-z][^\t$¢%;:]{3,60}?)"
    r"|\((?P<what>minimum\b[^()$¢%]{0,40})\)|(?P<what>(?:re|dis)?connect(?:ion)?))[\s.;]*$",
    regex.IGNORECASE,
)
"""When one of several fees of a name is paid: `$50.00 - normal work hours`; or of whom a minimum
is: `$15.21 (minimum inside city limits)`."""
_WORKED = regex.compile(
    r"\b(?:(?:work(?:ing)?|business|office|after|duty|regular|normal)\s+hours"
    r"|(?:work(?:ing)?|business)\s+days|weekends?|weekdays?|holidays?|(?:satur|sun)days?|nights?|evenings?"
    r"|\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\b\.?)",
    regex.IGNORECASE,
)
_JOINS = regex.compile(
    r"\b(?:and|or|on|during|in|the|any|a|after|before|between|from|to|until|at)\b", regex.IGNORECASE
)
_NOT = regex.compile(r"\bnot\b", regex.IGNORECASE)
_ARTICLE = regex.compile(r"(?:^|\s)(?:an?|the)\s*$", regex.IGNORECASE)
_FEE = regex.compile(
    r"^\s+(?P<what>(?:[A-Za-z-]+\s+){1,4}(?:fee|charge|penalty))\s+"
    r"(?P<rest>(?:applies|will|shall|is|may)\b.{3,120}?)[\s.]*$",
    regex.IGNORECASE,
)
_OF_FEE = regex.compile(r"(?:^|\s)an?\s+(?:one-time\s+)?fee\s+of\s*$", regex.IGNORECASE)
_CHARGED_FOR = regex.compile(
    r"^\s*(?:is|(?:shall|will)\s+be)\s+(?:charged|made|assessed|collected)\s+(?:once\s+)?for\s+"
    r"(?P<what>(?:the\s+)?[a-z][a-z -]{3,60})[\s.]*$",
    regex.IGNORECASE,
)
"""`A fee of $81.00 is charged once for layout of the subdivision.`"""
_SERVED = frozenset({"service", "customers"})
FIGURE = regex.compile(r"\$(?!\s{0,2}(?:per\b|/|\)))|\d[.,]\s?\d\d(?![\d,]|\s?(?i:kv)\b)")
"""What may be another price."""


@lru_cache(maxsize=4096)
def label_text(left: str) -> str:
    """The words left of a price without leaders and what joins them to it."""
    left = _SUMMAND.sub("", left)
    return _NOTED.sub("", _ROMAN.sub("", _LEADERS.sub("", left).strip(_AROUND)))


def peaked(label: str, hours: bool) -> str:
    """A label `Peak, 3:00 p.m. to 7:00 p.m.` of a sheet that has off-peak `hours`, said in full;
    on one without them `Summer Peak Period (May - September)` is the season alone."""
    return _PEAK.sub("on-peak", label, count=1) if hours else _SEASONAL.sub(" ", label)


@lru_cache(maxsize=4096)
def named_behind(left: str, right: str) -> tuple[str, str]:
    """What a price is for where that stands behind it: `$18.22 per month for residential service`.
    Only where nothing is named before it, and the words set no other condition."""
    before = facets(label_text(plain_label(left)))
    kind = _CLASS.match(right)
    if kind and is_class(kind["what"]):
        return f"{left.rstrip(' :.@$')} {kind['what']}", kind["unit"]
    hours = _HOURS.match(right)
    if hours and any(c.value == "nonrecurring" for c in before.components):
        return f"{left.rstrip(' :.@$')} {hours['what']}", ""
    case = _case_of(left, right, before)
    if case:
        return case, ""
    once = _CHARGED_FOR.match(right) if _OF_FEE.search(left) else None
    if once and is_plain(once["what"]):
        paid = "charged once for" if "once" in right[: once.start("what")] else "for"
        return f"{left.rstrip()[: -len('of')].rstrip()} {paid} {once['what']}", ""
    fee = _FEE.match(right) if _ARTICLE.search(left) else None
    if fee and facets(fee["what"]).components and is_plain(_NOT.sub(" ", fee["rest"])):
        # `A $25.00 returned payment fee applies to any payment not honored.`
        return f"{fee['what']}, {fee['rest']}", ""
    alone = not any(map(str.isalnum, left))
    dashed = _DASHED.match(right) if alone else None
    if dashed and not FIGURE.search(dashed["what"]):
        unit = dashed["unit"].strip(" .")
        if not unit or unit_words(unit):
            return dashed["what"], dashed["unit"]
    first = _UNIT_FIRST.match(right) if alone else None
    if first and unit_words(first["unit"].strip(" .")) and _plain_name(facets(first["what"])):
        return first["what"], first["unit"]
    named = _NAMED.match(right) if alone else None
    if named and not FIGURE.search(right) and _plain_name(facets(named["what"])):
        # `$64.74  Telemetry charge per month`
        return named["what"], named["unit"] or ""
    m = None if before.free or before.components else _BEHIND.match(right)
    if m is None:
        return left, right
    what = facets(m["what"])
    if what.conditions or what.tiers or what.seasons or what.periods or FIGURE.search(right):
        return left, right
    return f"{left.rstrip()} {m['what']}", m["unit"]


def _case_of(left: str, right: str, before: Facets) -> str:
    """The name of a fee with the case behind its price, or of a block with whose minimum bill that
    price is; empty where there is none."""
    m = _CASE_OF.match(right)
    if m is None or not any(map(str.isalnum, left)):
        return ""
    what = m["what"]
    name = left.rstrip(" :.@$\t")
    if "(" in right:
        own = facets(what)
        told = own.free and bool(before.tiers) and not (own.tiers or own.measures or own.seasons)
        return f"{name} {what}" if told else ""
    said = (*before.components, *facets(what).components)
    once = any(c.value == "nonrecurring" for c in said) or _WORKED.search(what)
    return f"{name}, {what}" if once and is_plain(what) else ""


def names_case(said: str) -> bool:
    """Whether words say no more than at which hours a fee is paid: `After Hours`."""
    bare = _WORKED.sub("", said)
    return bare != said and not any(map(str.isalnum, _JOINS.sub("", bare)))


def _plain_name(said: Facets) -> bool:
    """Whether words name a charge and set no condition."""
    return not (said.conditions or said.tiers or said.seasons or said.periods or said.measures)


def is_class(what: str) -> bool:
    """Whether words name nothing but a class of customers: `single-phase service`."""
    known = charge_words()["words"]["classes"]
    words = what.lower().split()
    return bool(words) and all(w in known or w in _SERVED for w in words)
