"""Which lines are headings, and what they lend to the prices below."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import regex

from ratebook.forms.charges.headings.heading import ITEM, Heading, item_kind
from ratebook.forms.charges.words.doubt import debris
from ratebook.forms.charges.words.facets import Facets, Said, facets, of_title
from ratebook.forms.charges.words.spoken import COUNTED_AGAIN
from ratebook.forms.charges.words.words import charge_words, fold, unit_of, word_pattern
from ratebook.model.page import Line
from ratebook.rules.lookup import name_words

_SCHEDULE = regex.compile(
    r"(?:rate\s+)?schedule\b|tariff\b|classification of service", regex.IGNORECASE
)
_BASIS = regex.compile(
    r",?\s+\(?(?:by|based\s+(?:up)?on|according\s+to|depending\s+(?:up)?on)\s+(?:the\s+)?"
    r"(?:[a-z-]+\s+){0,3}demand\W*$",
    regex.IGNORECASE,
)
_SECTION = regex.compile(r"(?:standard\s+)?(?:rate|option|plan)\b\W*\w", regex.IGNORECASE)
_CODED = regex.compile(
    r"(?i:rate|(?:rate\s+)?schedule|tariff)\s+(?i:no\.?\s*)?(?:[A-Z]{0,3}-?\d{1,3}[A-Z]?|[A-Z]{1,3})(?!-[A-Z\d]{1,4},)\s*[-–—:]\s*\w"
)
"""A schedule's heading: `RATE 7 - INDUSTRIAL`."""
RATE_OF_SEVERAL = regex.compile(r"\W*RATE\s+[A-E]\s?:", regex.IGNORECASE)
"""One of the rates that a schedule offers: `RATE A: TIME-DIFFERENTIATED RATE`."""
_RATE_CODES = regex.compile(
    r"rates?\W*\(\s*((?:tariff|rate|bill(?:ing)?)\s+codes?\s+[^()]*\d[^()]*)\)", regex.IGNORECASE
)
"""`RATE. (Tariff Codes 225, 227)`: whose prices stand below, where a schedule has several parts."""
_GOES_ON = regex.compile(r"[\s(\[–-]*(?:continued|cont[’']?d)\b[\s.)\]]*$", regex.IGNORECASE)
_SERVED = regex.compile(
    r"(?:net\s+|monthly\s+)*rates?\W*\(\s*((?:all\s+)?(?:customers?|consumers?|members?|users?|patrons?|subscribers?)"
    r"\s[^()\d]{4,60})\)",
    regex.IGNORECASE,
)
"""`RATES (Customers with a meter)`: whose rates they are."""
_NOTED = regex.compile(r"(?<=[A-Za-z)])\s\d/$")
"""The number of a footnote behind a heading: `Rate per Mcf 2/`."""
_LIMITS = regex.compile(
    r"\W*(?:(?:limited|closed|restricted)\s+to|(?:not|only|no\s+longer)\s+available)\b"
    r"|\W*\((?:applicable|applies)\s+to\b[^()]*\)\W*$"
    r"|\W*(?:(?:tariff|rate|billing)\s+)?codes?\W*$",
    regex.IGNORECASE,
)
"""A note about who is served at the prices below, or the name of a list of codes beside them: it
names none of them."""
_CASE = regex.compile(
    r"(?:in\s+)?case\s+no\b|\W*(?:\d{4}-)?\d{3,5}(?:-[A-Z\d]{1,2})?,?\s+dated\b|(?:area|territory)\s*:|\(?(?:continued|cont[’']?d)\b",
    regex.IGNORECASE,
)
_SIZED = regex.compile(
    r"\b(?:demands?|customers?|consumers?|members?|loads?|installations?|services?|capacity)\b.*\d\s*k(?:w|va)\b(?!h)",
    regex.IGNORECASE,
)
_OF_LOAD = regex.compile(
    r"(?:\([^()]*\d\s*k(?:w|va)\b(?!h)[^()]*\)"
    r"|(?:\s[-–—]|,)\s+[^(),–—]*\d\s*k(?:w|va)\b(?!h)[a-z ]*)\W*$",
    regex.IGNORECASE,
)
_OF_LAMPS = regex.compile(r"\b(?:watts?|lumens?|per\s+(?:light|lamp|fixture))\b", regex.IGNORECASE)
_YEARLY = regex.compile(
    r"\b(?:annual|yearly)\s+(?:consumption|usage|use|volumes?|requirements?|sales|throughput)\b",
    regex.I,
)
_AGED = regex.compile(r"\d\d\s+(?:or|and)\s+(?:over|above|more)", regex.IGNORECASE)
_SHORTENED = regex.compile(
    r"\bper\s(?:[\d,]+\s)?(?:gals?|cu\.?\s?ft|mo|yr|ft|hr)\.\s*$", regex.IGNORECASE
)
"""`Volume Charge per 1,000 gal.`: its point is of a short word, and ends no sentence."""
_NO_MINIMUM = regex.compile(r"\b(?:no|without(?:\s+an?)?)\s+(?:\w+\s+)?minimum\b", regex.IGNORECASE)
_EXCESS = regex.compile(r"\bexcess\s+facilit(?:y|ies)\b", regex.IGNORECASE)
"""What a customer asks for beyond what he is served by."""
_AND_CREDITS = regex.compile(
    r"\b(?:charges?|rates?)\s+(?:and|or|&)\s+credits?\b|\bcredits?\s+(?:and|or|&)\s+(?:charges?|rates?)\b",
    regex.I,
)
_WORDED = re.compile(r"[A-Za-z]{2}|\"")
_BRACKETED = regex.compile(r"[\s.:]*\([^()]*\)?\s*$")
_FIGURE = regex.compile(r"\d\.\d{2}|\$(?!\s?(?:per\b|/|\)))", regex.IGNORECASE)
_PRICED = regex.compile(
    r"\b(?:rates?|charges?|bills?|fees?|payments?|discount)\b", regex.IGNORECASE
)
_SENTENCE = regex.compile(
    r"\b(?:shall|will|is|are|be|(?-i:may|MAY(?!\W*$))|must|can|has|have|was|were|appl(?:y|ies)|includes?|means?)\b|[a-z]\.\s",
    regex.IGNORECASE,
)
_GREATEST = regex.compile(
    r"the\s+(?:high|great|larg|low|less)(?:er|est)\s+of\s+(?:the\s+following|these)(?:\s+(?:amounts?|charges?))?",
    regex.IGNORECASE,
)
"""It is over no charge: what is paid is one of those below, and the heading above says for what."""
_OPEN_ENDS = (" THE", " OF", " IN", " AND", " OR", " FOR", " BY", " TO", " A", " AN", " WITH")
_WORDS = re.compile(r"[^\W_]+")
_GENERAL = frozenset(
    {
        *(
            "rate",
            "rates",
            "charge",
            "charges",
            "price",
            "prices",
            "amount",
            "amounts",
            "unit",
            "units",
        ),
        *(
            "monthly",
            "month",
            "per",
            "net",
            "the",
            "of",
            "and",
            "for",
            "current",
            "effective",
            "approved",
        ),
        *("schedule", "summary", "billing", "bill", "bills", "item", "items"),
    }
)
"""Words that a heading `Monthly Rates and Charges` is made of, which names no charge."""
_RATES_PER = re.compile(
    r"(?:net\s+)?monthly\s+(?:rates?|charges?)\s*[-–—,:]?\s*\(?per\s+[a-z ]{4,30}\)?$",
    re.IGNORECASE,
)
"""`Monthly Rate - Per Load Center`"""
_LONGEST = 130
"""So long is a heading at most, with its remark in brackets."""
_SUPPLY = regex.compile(
    r"\b(?:standard|regulated|default)\s+cost[\s-]of[\s-]service\b"
    r"|\bcost[\s-]of[\s-]service\s+(?=(?:option|rate|pricing|price|energy|customer)s?\b)",
    regex.IGNORECASE,
)
"""`Standard Cost of Service`: supply at the utility's cost, and no study of it."""
_SPACED = re.compile(r"(?<!\S)(?:\S\s+){3,}\S(?!\S)")


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    words = charge_words()["words"]
    return frozenset(map(fold, (*words["parts"], *words["asides"], *name_words().body_headings)))


@lru_cache(maxsize=1)
def _asides() -> frozenset[str]:
    """Headings over words, and no prices: `Availability`."""
    listed = (*charge_words()["words"]["asides"], *name_words().body_headings)
    return frozenset(fold(t) for t in listed if not _PRICED.search(t))


@lru_cache(maxsize=4096)
def says_aside(text: str) -> bool:
    """Whether a line says itself what such a heading is over: `APPLIES TO:  All customers`."""
    head, colon, rest = ITEM.sub("", text.strip()).partition(":")
    return bool(colon and rest.strip()) and fold(head) in _asides()


def heading_of(line: Line, title: str = "", more: str = "", part: bool = False) -> Heading | None:
    """The heading a line is (with `more`, the rest of it on the next line); None where it is none.
    The sheet's own title lends no group. `part`: it is the numbered name of a part, which may be
    long and end with a full stop."""
    text = _heading_words(line, more, part)
    if not text:
        return None
    said = _without_summands(_without_basis(facets(text), text))
    named = said.component.value if said.component else ""
    opens = is_part(text) and named in ("", "minimum", "late_payment", "commodity")
    said = _without_charge(said, named, opens and named == "commodity")
    apart = (
        opens
        or _SCHEDULE.match(text) is not None
        or (line.heading and said.empty)
        or fold(text) == fold(title)
    )
    if _CODED.match(text):
        apart, said = True, of_title(said)
    said = _without_block(said, text)
    group = None
    source = word_pattern("words", "light_sources").search(text) is not None
    fixed = word_pattern("words", "light_fixtures").fullmatch(text) is not None
    own = line.heading and not opens and not _SCHEDULE.match(text) and fold(text) != fold(title)
    if (own or not apart) and (said.free or said.empty or source or fixed):
        group = text
    if opens and "(" in text and (codes := _RATE_CODES.match(text)):
        group = codes[1]
    elif opens and "(" in text and (served := _SERVED.match(text)):
        group = served[1].strip()
    if RATE_OF_SEVERAL.match(text):
        group = text
    silent = bool(group) and bool(_CASE.match(group) or _LIMITS.match(group))
    group = None if silent else group
    made = Heading(line, text, said, apart or (line.heading and not group), group, source=source)
    made.silent = silent
    made.item = item_kind(line.text)
    return made


def _without_basis(said: Facets, text: str) -> Facets:
    """What a heading says, without that by which its charge is told: `Customer Charge per month, by
    contract demand`."""
    m = _BASIS.search(text) if said.components and "demand" in text.lower() else None
    own = facets(text[: m.start()]) if m else None
    return own if own is not None and own.components else said


def _without_summands(said: Facets) -> Facets:
    """What a heading says of a total, without the charges it is the sum of: `TOTAL RATE PER CCF
    (base rate and gas cost recovery rate)`."""
    several = len(said.components) > 1 and said.text.lstrip()[:6].lower() == "total "
    return replace(said, components=()) if several else said


def _heading_words(line: Line, more: str, part: bool) -> str:
    """The words of a line that is set as a heading; empty where it is not."""
    text = ITEM.sub("", " ".join(f"{line.text} {more}".split())).strip(" .:_*#-–")
    text = _NOTED.sub("", _GOES_ON.sub("", text) or text)
    if text.count("(") != text.count(")") or debris(text) or _FIGURE.search(text):
        return ""
    if _SPACED.search(text):
        return ""
    long, many = (120, 17) if part else (90, 12)
    text = COUNTED_AGAIN.sub("", text) if "(" in text else text
    bare = _bare(text).strip() or text
    few = 2 < len(bare) <= long and _count(bare) <= many and len(text) <= _LONGEST
    if not few or not _WORDED.search(text):
        return ""
    stopped = line.text.rstrip().endswith((".", ",", ";"))
    if stopped and not (text.isupper() or part or _SHORTENED.search(line.text)):
        return ""
    if _GREATEST.fullmatch(text):
        return ""
    if text.endswith((" per", " PER", " in excess of", " IN EXCESS OF")):
        # What it is per, or begins at, stands below.
        return ""
    if text.endswith(_OPEN_ENDS) and text.isupper() and _SENTENCE.search(text):
        # A line of a sentence typed in capitals.
        return ""
    return text.partition(":")[0] if says_aside(text) else text


def _count(text: str) -> int:
    """How many words a heading has; a dash between two is none."""
    return len(text.replace(" - ", " ").split())


def _without_charge(said: Facets, named: str, over: bool) -> Facets:
    """What a heading says, without a charge that it only seems to name. `over`: it is one of
    a whole schedule: `Base Rate` there is no charge by the Mcf."""
    # `Base Rate Per Light Per Month`, `Use beyond the minimum (per 1,000 gallons)`
    by_other = named in ("commodity", "customer", "minimum") and said.measures
    if named == "pole" and _OF_LAMPS.search(said.text):
        return replace(said, components=())  # `Code Style Pole Watts Per Light`: columns of lamps
    none = named == "minimum" and _NO_MINIMUM.search(said.text)
    none = none or (named == "customer" and _EXCESS.search(said.text))
    none = none or (named == "credit" and _AND_CREDITS.search(said.text))
    if over or none or (by_other and not _fits(said, named)):
        return replace(said, components=())
    return said


def _without_block(said: Facets, text: str) -> Facets:
    """What a heading says, without a block that is none, or the charge that a section is named by:
    `RATE - DEMAND OPTION`."""
    if _SECTION.match(text) and said.components and said.free:
        said = replace(said, components=())
    # `RATE PER MONTH - DEMANDS LESS THAN 50 KW` names customers by their size,
    # `Small Interruptible (Annual consumption of 0-50,000 Mcf)` by a year's use,
    # `Large Industrial - LP-1 (500 kW to 2,999 kW)`, `Large Power - 500 kW and Over` by their load,
    # `Elderly (head of household 65 or over)` by their age.
    if said.tiers and (
        (_SIZED.search(text) and "charge" not in text.lower())
        or (_OF_LOAD.search(text) and said.free and not said.components)
        or _YEARLY.search(text)
        or all(_AGED.fullmatch(t.value) for t in said.tiers)
    ):
        return replace(said, tiers=(), whole=None, rest=(*said.rest, text))
    return said


def names_part(line: Line) -> bool:
    """Whether a line is the numbered name of a part, however long: `(2) Rates for customers outside
    the city limits (except wholesale)`."""
    said = line.text.strip()
    if ITEM.match(said) is None or said.endswith((",", ";", ":")):
        return False
    bare = _bare(ITEM.sub("", said).rstrip(" ."))
    return _SENTENCE.search(bare) is None and heading_of(line, part=True) is not None


def _fits(said: Facets, component: str) -> bool:
    """Whether what a heading names is paid in the unit it prints."""
    measures = tuple(s.value for s in said.measures)
    unit = unit_of(measures) or unit_of((*measures, "month"))
    return unit is None or unit in charge_words()["fits"].get(component, [])


def _bare(text: str) -> str:
    """A heading without what stands in brackets behind it."""
    return _BRACKETED.sub("", text) if "(" in text else text


@lru_cache(maxsize=4096)
def is_part(text: str) -> bool:
    """Whether a heading is of the list of those that say nothing of what is charged."""
    if fold(text) in _parts() or fold(_bare(text)) in _parts():
        return True
    words = _WORDS.findall(text.lower())
    if words == ["monthly", "bills"]:
        return False  # Beside `Quarterly bills`: whose they are.
    if bool(words) and all(w in _GENERAL for w in words):
        return True
    return _RATES_PER.match(text) is not None


def is_example(stack: list[Heading]) -> bool:
    """Whether a heading says that what follows is no charge but a bill, study or example. One in
    small letters ends where a part in capitals begins."""
    last = max((n for n, h in enumerate(stack) if h.part and h.text.isupper()), default=0)
    return any(_no_charge(h.text) for n, h in enumerate(stack) if n >= last or h.text.isupper())


@lru_cache(maxsize=1024)
def _no_charge(text: str) -> bool:
    """The same of one heading: each of its rows asks."""
    return word_pattern("words", "no_charges").search(_SUPPLY.sub("", text)) is not None


def names_schedule(text: str) -> bool:
    """Whether a heading is the name of a schedule: `RATE SCHEDULE ETS - OFF-PEAK MARKETING`."""
    return _SCHEDULE.match(text) is not None or _CODED.match(text) is not None


def lent(stack: list[Heading], name: str) -> tuple[Heading, Said] | None:
    """The innermost heading's season, period or tier; `name` is the field of the facets."""
    for heading in reversed(stack):
        given: tuple[Said, ...] = getattr(heading.facets, name)
        if given:
            return heading, given[-1]
    return None
