"""Sentences and lines that lead to prices below them: `... is based on the following matrix:`, and
rows of a table drawn over two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.heading import ITEM, Heading
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.lines.lines import line_prices
from ratebook.forms.charges.lines.running import VERB, hangs, is_sentence
from ratebook.forms.charges.lines.slid import is_bare
from ratebook.forms.charges.meaning.fits import goes_with
from ratebook.forms.charges.sentences.gathering import Paragraph
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.charges.words.since import since_near
from ratebook.forms.charges.words.words import unit_of
from ratebook.forms.tables.hit import Text

_ALONE = regex.compile(r"\s*(?:@\s*)?\(?(?:\$|\d?\.?\d+\s?(?:¢|cents\b|%))", regex.IGNORECASE)
_ALL = regex.compile(r"(?:for\s+)?all\s+(?:usage|use|consumption)\W*", regex.IGNORECASE)
_EDGES = " \t.,;:"
_SHORT = 90
_TWO = 2
_NAME_WORDS = 6
_LONGEST_NAME = 70
_LONGEST_LEAD = 160
_VERB = regex.compile(
    r"\b(?:shall|will|is|are|be|may|must|apply|applies|has|have|follow\w*)\b", regex.IGNORECASE
)
_CREDITED = regex.compile(r"\bfollowing\s+(?:\w+\s+){0,2}credits?\b", regex.IGNORECASE)
_OF_CREDITS = regex.compile(r"(?:[A-Z][\w-]*\s+)?(?:[\w-]+\s+){0,2}credits?\b", regex.IGNORECASE)
"""`Demand credits, per kW of interruptible demand per month:`"""
_OF_CUSTOMERS = regex.compile(
    r"\b(?:members|customers?|consumers?|contract\w*|loads?)\b.{0,60}\b(?:less|more|greater|over|exceed\w*)\b",
    regex.IGNORECASE,
)
_STATED = regex.compile(
    r"\b(?:rates?|charges?|factors?|prices|amounts?|figures|credits?|components?)\b(?:(?!\.\s)[^:]){0,60}?"
    r"\b(?:in|as|are)\s+(?P<unit>(?:dollars?|cents?|\$|¢)\s*(?:per|/)\s*[A-Za-z\d][\w,-]*(?:[\s-](?:hour|gallons|cubic\s+feet|feet))?)",
    regex.IGNORECASE,
)
"""`All rates are in cents per kWh.`"""
_ALL_ARE = regex.compile(
    r"\ball\s+(?:amounts|rates|charges|prices|figures)(?:\s+(?:shown|listed|below))?\s+are\s+(?:the\s+)?"
    r"(?P<unit>(?:annual|yearly|monthly)\s+(?:charges?|rates?|amounts?)\s+per\s+[a-z]+)\b",
    regex.IGNORECASE,
)
"""`All amounts are annual charges per attachment.`"""
_EACH_PER = regex.compile(
    r"^\W*(?:monthly\s+)?(?:charges?|rates?|prices?)\s+(?P<unit>per\s[^.;:$\d]{2,40}?)"
    r"(?=,?\s+(?:billed|payable|added|as\s+part)\b)",
    regex.IGNORECASE,
)
"""`Charge per light, per month, billed on the customer's monthly bill.`"""
_PAID_BY_SIZE = regex.compile(
    r"\b(?:pays?|be\s+(?:charged|billed|assessed))\s+(?:an?|the)\s+(?P<charge>(?:\w+\s+){1,3}charge),?"
    r"\s+(?:(?:based\s+(?:up)?on|according\s+to|determined\s+by|by|for|depending\s+on)\s+)"
    r"(?:the\s+)?size\s+of\s+(?:(?:the|each|its|their|his)\s+)?(?:\w+\s+){0,2}(?:meters?|service|connection)\b"
    r"(?:\s+(?:installed|in\s+use|serving\s+(?:it|them|the\s+\w+)))?\W*$",
    regex.IGNORECASE,
)
"""`Customers shall pay a monthly service charge based on the size of meter installed.`"""
_APPLIED = regex.compile(
    r"\bthe\s+following\s+(?P<name>(?:rider|surcharge|adjustment|billing)\s+factors)\s+(?:shall\s+|will\s+)?apply\s+to\s+"
    r"(?:each|every|all)\s+(?P<measure>kwh|mcf|ccf|kilowatt-hours?)\b",
    regex.IGNORECASE,
)
"""`The following rider factors apply to each kWh billed under the schedules listed.`"""
_PAID_PER = regex.compile(
    r"\b(?:rates?|charges|prices|amounts|figures|usage|water|gas|use|consumption|energy)(?:\s+(?:shown|listed|stated|given|set\s+(?:out|forth)|below|hereunder"
    r"|used|for\s+(?:water|gas|usage)|(?:above|over|beyond|past|in\s+excess\s+of)\s+(?:the|that|those)\s+(?:\w+\s+)?(?:minimum|minimums)|(?:in|of)\s+(?:this|the)\s+(?:section|schedule|table|following\s+table)))*"
    r"\s+(?:are|is|(?:will|shall)\s+be)\s+(?:(?:all|stated|expressed|quoted|shown|given|billed|charged|priced|computed|in|as)\s+)*"
    r"(?P<unit>(?:dollars\s+|\$\s?)?per\s(?:[^.;:,$()]|(?<=\d),(?=\d)){2,40}?)"
    r"(?=\s*(?:[.;,()]|$)|\s+(?:unless|except|other\s+than|but|and|where|apart\s+from"
    r"|or\s+(?:any\s+)?(?:fraction|part|portion))\b)",
    regex.IGNORECASE,
)
"""`Rates are per 1,000 gallons unless marked as a minimum bill.`"""
_PAST_MINIMUM = regex.compile(
    r"\b(?:above|over|beyond|exceeding|in\s+excess\s+of|past|more\s+than)\b[^.;:]{0,40}\bminimum\b",
    regex.IGNORECASE,
)
"""Of use that a minimum bill does not include: no minimum itself."""
_LISTED = regex.compile(
    r"\b(?:(?:an?|the|following|monthly)\s+)+(?P<name>(?-i:[A-Z])[\w&'’.-]*\s+(?:(?:(?-i:[A-Z])[\w&'’.-]*|of|and|&)\s+){0,8}"
    r"(?:charge|surcharge|credit|surcredit|fee|rider|rate|adjustment|factor)s?)\s*"
    r"(?:,?\s*(?:(?:is|are|shall\s+be|will\s+be)\s+)?(?:as\s+follows|as\s+shown(?:\s+below)?|listed\s+below|below))?\s*:\s*$",
    regex.IGNORECASE,
)
"""`will be assessed a monthly Pipe Replacement Program charge as follows:`"""
_LAST_SENTENCE = regex.compile(r"(?<=[a-z)]\.|[A-Z]{4}\.)\s+(?=[A-Z])")
_CHARGED = regex.compile(
    r"\b(?:charges?|rates?|credits?|pay(?:s|ments?)?|fees?|discounts?|bills?|adjustments?|deposits?)\b",
    regex.IGNORECASE,
)

_DEFINED = regex.compile(
    r"\bdemand\b[^:]*\b(?:is|are|be|means)\s+(?:determined\b|(?:equal\s+to\s+)?(?:the\s+)?"
    r"(?:greate[rs]t?|highe[rs]t?|large[rs]t?|lesser|maximum|sum)\b)",
    regex.IGNORECASE,
)
"""`the billing demand for the Base Demand Period is the greater of:` leads to no price."""
_TABLED = regex.compile(
    r"\b(?:following|below)\s+(?:matrix|table|schedule)\.$|\b(?:matrix|table|schedule)\s+below\.$",
    regex.IGNORECASE,
)
"""`A monthly demand credit per kW is based on the following matrix.`"""


def lead_of(paragraph: Paragraph, first: bool = False) -> Heading | None:
    """The heading that a sentence is which ends in a colon (`A payment per kWh of energy is listed
    below:`): it lends its unit and component to what it leads to. None where it is none. `first`:
    no price stands above it below the same heading."""
    last = paragraph.texts[-1].line
    said = _LAST_SENTENCE.split(paragraph.text.strip())[-1]
    if not said.endswith(":") and not _TABLED.search(said):
        patterns = (_STATED, _ALL_ARE, _EACH_PER, _PAID_PER) if first else (_STATED, _EACH_PER)
        by_size = _by_size(paragraph) or _applied(paragraph) if first else None
        return by_size or _unit_over(paragraph) or _stated_in(paragraph, *patterns)
    if "demand" in said.lower() and _DEFINED.search(said) and not _CHARGED.search(said):
        return None
    whole = len(said) <= _LONGEST_LEAD
    said = said if whole else said[-_LONGEST_LEAD:].rpartition(",")[2]
    own = _of_one_charge(said)
    named = {c.value for c in own.components}
    if own.tiers and _OF_CUSTOMERS.search(said):
        # `contracting for demand of not less than 250 KW`: who they are, and no block.
        own = replace(own, tiers=(), whole=None)
    if len(named) > 1 or not _CHARGED.search(said) or _PAST_MINIMUM.search(said):
        own = replace(own, components=())
        named = set[str]()
    short = len(said) <= _SHORT and not _VERB.search(said)
    unit = unit_of((*(s.value for s in own.measures), "month")) if own.measures else None
    if unit and named and not goes_with(next(iter(named)), unit):
        # `The monthly charge for each lamp shall be:`
        own = replace(own, components=())
    shares = "percentage" in said.lower()
    since = since_near(paragraph.text.strip(), "", sentence=True)
    listed = None if short else _LISTED.search(said)
    if listed:
        name = " ".join(listed["name"].split())
        return Heading(last, name, own, False, name, lead=True, since=since)
    if own.measures or own.monthly or len(named) == 1 or short or shares:
        name = " ".join(ITEM.sub("", said.strip(" :")).split()) if short else ""
        # Of `..., the customer may, for the following, pay:` the last word names nothing.
        name = name if whole or " " in name else ""
        name = _run_in_name(paragraph.text) or _below_title(paragraph.text, name)
        return Heading(last, name, own, False, name or None, lead=True, since=since)
    name = _run_in_name(paragraph.text)
    if name:
        # `6. Returned Payments. A check which the bank returns unpaid:` leads by its name alone.
        return Heading(last, name, facets(name), False, name, lead=True, since=since)
    return None


def _of_one_charge(said: str) -> Facets:
    """What a sentence that leads to prices says; of several charges the one it leads to."""
    own = facets(said)
    named = {c.value for c in own.components}
    credits = "credit" in named and _OF_CREDITS.match(said) is not None
    if len(named) > 1 and not credits:
        # `Where the customer prefers to pay for poles at first, the customer shall pay one time:`
        own = replace(own, components=facets(said.rpartition(", ")[2]).components)
        named = {c.value for c in own.components}
    if credits or ("credit" in named and _CREDITED.search(said)):
        # `the following credit per KW of interruptible demand`
        own = replace(own, components=tuple(c for c in own.components if c.value == "credit"))
    return own


def _below_title(text: str, name: str) -> str:
    """The words that lead to prices with the numbered title that they run on from: `(C) Sales for
    resale. Customers with tanks of their own:`"""
    numbered = ITEM.match(text.strip())
    title, *rest = _LAST_SENTENCE.split(text.strip()[numbered.end() :]) if numbered else ("",)
    plain = bool(name and rest) and len(title.split()) <= _NAME_WORDS and not VERB.search(title)
    return f"{' '.join(title.split()).strip(' .')}, {name}" if plain else name


def _run_in_name(text: str) -> str:
    """The name with which a paragraph begins that leads to prices: `3. Capacity Charge. To recover
    the cost of the agreement:`; empty where it begins with a sentence."""
    first, *rest = _LAST_SENTENCE.split(ITEM.sub("", text.strip()))
    head, colon, more = first.partition(": ")
    if colon and more[:1].isupper() and len(head.split()) > _TWO and facets(head).free:
        # `Meter Facility Charge: A charge is billed per delivery point per month:`
        first, rest = head, [more]
    name = " ".join(first.split()).strip(" .")
    short = bool(rest) and len(name.split()) <= _NAME_WORDS and not VERB.search(name)
    named = short and (not facets(name).empty or _CHARGED.search(name.rpartition(" ")[2]))
    return name if named else ""


def _unit_over(paragraph: Paragraph) -> Heading | None:
    """The heading that a line is which runs like a sentence, but only says of what use and by which
    unit the prices below are: `Usage above the gallons in the minimum bill, per 1,000 gallons`."""
    said = " ".join(paragraph.text.split())
    whole = len(paragraph.texts) == 1 and len(said) <= _SHORT and not said.endswith(".")
    if not whole or VERB.search(said):
        return None
    own = facets(said)
    past = _PAST_MINIMUM.search(said) is not None
    if own.unit is None or not (past or _CHARGED.search(said) or own.whole) or own.counted:
        return None
    if past:
        own = replace(own, components=())
    elif own.components or own.tiers:
        return None
    return Heading(paragraph.texts[-1].line, said, own, False, said, lead=True)


def _by_size(paragraph: Paragraph) -> Heading | None:
    """The heading that a sentence is which says what customers pay by the sizes listed below it."""
    if "size" not in paragraph.text:
        return None
    m = _PAID_BY_SIZE.search(" ".join(paragraph.text.split()))
    said = facets(m["charge"]) if m else None
    if m is None or said is None or not (said.monthly and said.components) or said.free:
        return None
    return Heading(paragraph.texts[-1].line, m["charge"], said, False, None, lead=True)


def _applied(paragraph: Paragraph) -> Heading | None:
    """The heading that a sentence is which says to what the factors listed below it apply."""
    m = _APPLIED.search(" ".join(paragraph.text.split())) if "apply" in paragraph.text else None
    said = facets(f"{m['name']} per {m['measure']}") if m else None
    if m is None or said is None or not said.measures:
        return None
    return Heading(paragraph.texts[-1].line, m["name"].strip(), said, False, None, lead=True)


def _stated_in(paragraph: Paragraph, *patterns: regex.Pattern[str]) -> Heading | None:
    """The heading that a sentence is which says in what the prices below are stated: `The rates
    below, in dollars per Mcf, apply to ...`. None where it says nothing of them."""
    text = " ".join(paragraph.text.split())
    may = "/" in text or "per" in text.lower()
    m = next((m for p in patterns if (m := p.search(text))), None) if may else None
    said = facets(m["unit"]) if m else None
    if m is None or said is None or not said.measures or said.free or said.tiers:
        return None
    whole = text if m.re is _PAID_PER or "minimum" in text.lower() else ""
    return Heading(paragraph.texts[-1].line, "", said, False, None, lead=True, stated=whole)


_MARKS = " -*•"
"""What stands before the items of a list."""


def names_below(texts: Sequence[Text], at: int) -> bool:
    """Whether a line that runs like a sentence is the name of a price that stands below it."""
    said = texts[at].text.strip(_MARKS)
    below = texts[at + 1].text if at + 1 < len(texts) else ""
    found = line_prices(texts[at + 1]) if below and len(said) < _LONGEST_NAME else []
    if not found or below[: found[0].start].strip(_MARKS) or hangs(said) or not said[:1].isupper():
        return False
    return not said.endswith((".", ":", ";")) and not is_sentence(texts[at])


def label_above(texts: Sequence[Text], at: int) -> Price | None:
    """The price that stands alone below line `at`, where that line says what it is for: a label in
    a line of its own. None where more prices follow, which the line heads all the same."""
    below = texts[at + 1] if at + 1 < len(texts) else None
    if below is None or below.line.tabular or not _ALONE.match(below.text):
        return None
    found = prices(below.text)
    if len(found) != 1 or not found[0].firm or found[0].refused:
        return None
    unit, rest = below.text[found[0].end :], texts[at + 2 : at + 3]
    if unit.strip(_EDGES) and facets(unit).free:
        return None
    if facets(unit).components and is_part(texts[at].text):
        return None  # `Rates` over `$6.10 per month - Base Charge`
    goes_on = rest and line_prices(rest[0]) and not ITEM.match(rest[0].text.strip())
    if goes_on and not is_sentence(rest[0]):
        return None
    said = facets(texts[at].text)
    plain = _ALL.fullmatch(texts[at].text.strip()) is not None and not said.free
    named = said.components or said.tiers or plain or _takes_turns(texts, at)
    return found[0] if named else None


def _takes_turns(texts: Sequence[Text], at: int) -> bool:
    """Whether names and prices take turns from line `at` on, or up to it: `2-inch` over `$5.23`,
    `4-inch` over `$10.52`."""

    def pair(n: int) -> bool:
        return 0 <= n < len(texts) - 1 and not prices(texts[n].text) and is_bare(texts[n + 1])

    return pair(at) and (pair(at + 2) or pair(at - 2))
