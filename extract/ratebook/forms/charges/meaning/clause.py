"""What stands behind a price: its unit, and a clause that says of whom or what it is paid.

`$6.34 per month per switch`, `10% of the net bill`: the clause sets no other condition, and goes
with the name of the charge."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.charges.meaning.bought import sells
from ratebook.forms.charges.words.doubt import condition_near, is_known
from ratebook.forms.charges.words.facets import Said, facets
from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.charges.words.words import unit_of

# Words with which a price is not simply what is paid.
LIMITS = regex.compile(
    r"\b(?:plus|minus|less|exceed\w*|maximum|minimum|greater|lesser|whichever|actual|estimated"
    r"|deposits?|(?<!non-)refund\w*|waived?|example|interest|threshold|increas\w*|decreas\w*|averag\w*"
    r"|up\s+to|at\s+least|not\s+more|proposed|present|former\w*|thereafter|unless|except"
    r"|deducted|reduced|balance|install?ments?|loan|insurance|approximately|compared|not)\b",
    regex.IGNORECASE,
)
_OPENS = regex.compile(
    r"(?:for|to|of|on|in|during|after|before|if|when|where|upon|with|at|by|times|payable|based"
    r"|from(?=\s+(?:each|every|any|all|the)\s+(?:\w+\s+)?(?:applicant|customer|member|consumer|tenant|owner)s?\b)"
    r"|taken|returned|dishonou?red|exported|generated|produced|received|injected|applied|applicable|per|each|which|billed|charged|shall|will|installed|is|are|only)\b|\(",
    regex.IGNORECASE,
)
# Clauses that say when, or by which demand, and so may name a limit.
_WHEN = regex.compile(
    r"times\s+the\s+(?:lowest|highest|lesser|greater|billing|metered|contract)\b"
    r"|if\s+(?:any|all|the)\b|when\s+the\b|where\s+the\b",
    regex.IGNORECASE,
)
_BROUGHT_BACK = regex.compile(r"(?:returned|dishonou?red)\b", regex.IGNORECASE)
_TIMED = regex.compile(r"(?:during|after|before|in|on)\b", regex.IGNORECASE)
_USED = frozenset({"kWh", "kW", "kVA", "Mcf", "Ccf", "Dth", "therm"})
_PER = regex.compile(r"per\b", regex.IGNORECASE)
_LASTING = regex.compile(
    r"for\s+(?:a\s+(?:period|term)\s+of\s+)?\d{1,3}\s+months", regex.IGNORECASE
)
"""For how long it is paid, in a cell of its own: `For 36 months`."""
_PER_EACH = regex.compile(r"(?:for\s+)?(?:each|per|every)\b\s*(?=\w)", regex.IGNORECASE)
_OF_SIZE = regex.compile(
    r"\d[\d/]*(?:\s|-)?(?:foot|feet|ft|inch(?:es)?|watts?|w|lumens?)\b", regex.IGNORECASE
)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_TAIL = regex.compile(r";|,(?!\d|\s(?:19|20)\d\d\b)|\b(?:until|during|in\s+addition|which)\b")
_DEMANDS = frozenset({"contract_demand", "excess_demand"})
_MOST_WORDS = 28
_CLOCK = r"\d{1,2}(?::\d\d)?\s*(?:[ap]\.?\s?m\.?|noon|midnight)"
_DATED = r"(?:[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4})"
_SIZED = (
    r"\b(?:not\s+)?(?:over|through|thru|up\s+to|exceeding|more\s+than|less\s+than|above|under|in\s+excess\s+of)"
    r"\s+(?:\d[\d,./-]*|one|two|three|five|ten)\s*(?:(?:feet|foot|ft|inch(?:es)?|miles?|watts?|lumens?|volts?|kv"
    r"|hp|horsepower|gpm|days?|years?|spans?|cubic\s+feet\s+per\s+hour|cfh|m?cf\s?(?:/|per)\s?(?:hr|hour)\.?)\b|[\"'])"
    r"|\b(?:over|above|under|below)\s+(?-i:[A-Z]{2,4})-?\d{2,4}\b"
    r"|\b\d[\d,]*\s*(?:watts?|lumens?|volts?|hp|horsepower)\s+or\s+(?:less|more|under|over)\b"
    r"|\b\d[\d,.]*\s*(?:kv|kilovolts?|volts?)\s+(?:and|or)\s+(?:above|over|higher|greater|below|lower|under)\b"
)
"""A size or distance that tells one thing from another, and bounds no use."""
_FLOW = r"\b\d[\d,]*\s*(?:-|–|to|through)\s*\d[\d,]*\s*(?:cubic\s+feet\s+per\s+hour|cfh)\b"
"""Between which flows a meter is rated, `501 - 1,500 cubic feet per hour`: its size."""
_REFUNDED = (
    r"[,;]?\s*(?:(?:is|are|(?:shall|will)\s+be)\s+)?(?:payable|paid|due)\s+in\s+advance\b"
    r"|[,;]?\s*(?:and\s+)?(?:(?:is|(?:shall|will)\s+be)\s+)?(?:refunded|refundable|returned)\s+"
    r"(?:to\s+the\s+\w+\s+)?if\s+(?:the|such)\s+meter\s[^.;$]{3,90}?\b(?:fast|slow)\b"
)
"""When a test of a meter is paid for, and when that is given back."""
_SIZE = regex.compile(rf"{_SIZED}|{_FLOW}", regex.IGNORECASE)
_ASIDE = regex.compile(
    r",?\s*\bbefore\s+the\s+(?:meter|service|tap|connection)\s+is\s+(?:set|installed|connected|made)\b,?|\b(?:included\s+)?(?:under|at|in(?:\s+addition\s+to)?|besides)\s+(?:all\s+(?:of\s+)?)?the\s+above\s+(?:\w+\s+)?(?:rates?|schedules?)\b"
    r"|[,;]?\s*\b(?:on\s+top\s+of|besides|in\s+addition\s+to|over\s+and\s+above|along\s+with)\s+(?:all|every|any|the)\s+other\s+(?:[a-z]+\s+)?(?:charges?|rates?|amounts?)\b(?:\s+(?:due|owed|payable))?"
    r"|\bor\s+(?:any\s+)?(?:fraction|part|portion)\s+thereof\b"
    r"|(?P<fate>,\s+which\s+(?:(?:will|shall|may)\s+be|is|are)\s+(?:not\s+)?(?:added|refunded|returned|credited)\b[^$%]*$)"
    rf"|\b(?:for\s+)?(?:service|bills?)?\s*rendered\s+on\s+(?:and|or)\s+after\s+{_DATED}"
    rf"|{_SIZED}|{_FLOW}|{_REFUNDED}"
    r"|[,;]?\s*\bplus\s+(?:(?:the|any|all|then|current(?:ly)?|applicable|effective)\s+)*"
    r"(?:gcr|gca|pga|gas\s+(?:cost|supply)|purchased\s+(?:gas|water)|(?:\w+\s+){0,2}tax(?:es)?\b|franchise"
    r"|school\s+tax)[^$¢%]{0,90}$"
    r"|[,;]?\s*\bplus\s+(?:(?:the|any|all)\s+)?(?:actual\s+)?costs?\s+of\s+[^$¢%\d]{3,60}$"
    r"|[,;]?\s*(?:(?:to\s+be\s+)?(?:billed|charged|collected|assessed|payable)\s+)?\buntil\s+(?:the|such|all|its)\s"
    r"[^$¢%]{3,120}\b(?:repaid|retired|paid|recovered|collected|amortized|satisfied|exhausted)\b[^$¢%]{0,30}$"
    r"|[,;]?\s*\bon\s+(?:each|every|all|any)\s+(?:of\s+the\s+)?(?:\w+\s+)?bills?\s+above\b"
    r"|\b(?:in|of|during)\s+(?:the|any|each)\s+(?:billing\s+)?month\b(?!\s+of\b)"
    r"|\b(?:in|during|for)\s+all\s+months\b(?:\s+of\s+the\s+year\b)?"
    r"|[,;]?\s*\bin\s+addition\s+to\s+(?:all\s+)?(?:the\s+)?(?:\w+\s+)?(?:rates?|charges?)\s+(?:shown\s+|stated\s+)?above\b"
    r"|(?<=\b(?:connection|turn-on|hook-?up|rental)\s)for\s+the\s+season\b(?!\s+of\b)"
    r"|[,;]?\s*\bwhether\s+or\s+not\s+(?:the|any|such|that|it|its)\b[^$¢%\d]{3,60}$"
    r"|\bno\s+(?:water|gas|usage|gallons|kwh|energy)\s+(?:is\s+|are\s+)?included\b"
    r"|\(\s*(?:less|more|greater)\s+than\s+\$\s?\d{1,3}(?:,\d{3})+\b[^()$]{0,30}\)"
    r"|\b(?:to\s+be\s+)?effective\s+(?:for|with)\s+(?:\w+\s+){1,3}(?:read|rendered|billed|issued)\s+on\s+(?:and|or)"
    rf"\s+after\s+(?:{_DATED}|the\s+(?:effective\s+)?date(?:\s+of\s+(?:issue|(?:this|the|such)\s+order))?\b(?:\s+(?:shown\s+)?(?:below|above|hereof))?)"
    rf"|\b(?:to\s+be\s+)?effective\s+(?:on\s+(?:and\s+after\s+)?)?{_DATED}"
    rf"|\b(?:beginning|starting|commencing)\s+(?:on\s+)?{_DATED}"
    r"|\bduring\s+(?:the\s+)?(?=(?:winter|summer)\s+(?:months|season|period)\b)",
    regex.IGNORECASE,
)
_ASIDE_HOLDS = (
    "above", "thereof", "which", "rendered", "over", "thr", "up", "exceed", "than", "under",
    "excess", "plus", "until", "included", "effective", "ing ", "whether", "during",
    "per hour", "cfh", "in advance", "refund", " or less", " or more",
    "returned if", "the month", "all months", "any month", "each month", "billing month",
    "the season",
)  # fmt: skip
"""One of these stands in every such clause: most texts have none, and the pattern costs much."""
_ADDED = regex.compile(r"\bbe\s+added\b", regex.IGNORECASE)
_LIMITED = regex.compile(
    r"\b(?:only|if|when|where|unless|except|during|until|whose|who|over|above)\b", regex.IGNORECASE
)
_WITHOUT = regex.compile(
    r"^\W*(?:the\s+)?(?:\w+\s+){0,2}rates?\s+(?:\w+\s+){0,2}do(?:es)?\s+not\s+include\s+(?=the\b|an?\b)",
    regex.IGNORECASE,
)
_NAMING = regex.compile(
    r"\b(?:above|over|in\s+excess\s+of)\s+the"
    r"\s+(?:gallons|usage|quantity|amount|kwh|mcf|cubic\s+feet)"
    r"\s+(?:included|allowed)\s+in\s+the\s+minimum\s+(?:monthly\s+)?(?:bill|charge)\b"
    r"|\b(?:above|over|exceeding|in\s+excess\s+of)\s+(?:the|his|their|its|that)?\s*"
    r"(?:(?:customer|member|consumer|user)[’']?s?[’']?\s+)?(?:(?:\w+|\d+)[\s-]months?[’']?\s+)?"
    r"(?:average(?:\s+(?:use|usage|consumption|bill))?"
    r"(?:\s+(?:of|for|over|during)\s+(?:the|its|his|their)\s+(?:(?:preceding|previous|prior|last|past)\s+)?[\w-]+\s+months?\b"
    r"|(?=\s+(?:is|are|will|shall|due)\b|\s?[,:]))|(?:(?:normal|average|usual|historical|historic|typical"
    r"|monthly|prior|previous)\s+){1,3}(?:monthly\s+)?(?:usage|use|bill|consumption|amount))"
    r"|\b(?:\d[\d,./]*|one|two|three|four|six|eight|ten|twelve)[\s-]*"
    r"(?:cubic\s+feet\s+per\s+hour|cfh|m?cf\s?(?:/|per)\s?(?:hr|hour)|gpm|hp|horsepower|inch(?:es)?)"
    r"(?:\s+in\s+diameter)?\s+(?:or|and)\s+(?:more|less|greater|larger|smaller|above|over|under)\b"
    r"|\b(?:above|over|in\s+excess\s+of|exceeding|beyond)\s+(?:the|such|that|this|said|its|any|those)\s+"
    r"(?!(?:[\w-]+\s+){0,3}(?:demand|minimum)\b)(?:(?!\d)[\w'’-]+\s+){0,4}?"
    r"(?:tolerances?|volumes?|quantit(?:y|ies)|gallons|usage|amounts?|limits?|allowances?|entitlements?|baseline|levels?)\b"
    r"(?:\s+(?:included|allowed|allowable|nominated|authorized|scheduled|specified|permitted)\b)?"
    r"|\bmore\s+than\s+(?:twice|double|two\s+times|three\s+times)\s+(?:(?:its|the|his|their|an?)\s+)?"
    r"(?:usual|normal|average|ordinary)\s+(?:size|amount|use|usage|bill|level)\b"
    r"|\b(?:of|for)\s+(?:[a-z-]+\s+){1,4}not\s+(?:so\s+)?[a-z-]+(?:ed|en|wn|ut)\b"
    r"|\b(?:where|when|if|whether\s+or\s+not|even\s+(?:if|though))\s+(?:no|any)\s+"
    r"(?:water|gas|energy|service|electricity)\s+(?:is|was|has\s+been)\s+(?:taken|used|consumed|delivered)"
    r"|\b(?:when|where|if|after|once)\s+(?:an?|the)\s+(?:\w+\s+)?leak\s+(?:has\s+been|is|was)\s+"
    r"[a-z]+(?:\s+and\s+[a-z]+ed)?\b"
    r"|\b(?:of\s+)?(?:the\s+)?(?:maximum\s+)?reactive\s+(?:demand|kva|power)\s+(?:in\s+excess\s+of|over|above)\s+"
    r"\d+\s*(?:%|per\s?cent)\s+of\s+(?:the\s+)?(?:[a-z]+\s+){0,2}(?:demand|kw)\b"
    r"|[,(;]\s*(?:but\s+)?(?:in\s+no\s+case\s+)?not\s+less\s+than\s+\d[\d,.]*\s*(?:kilowatts|kw|kva)\b"
    r"|\b(?:first|next|last)\s+(?:contract\s+|billing\s+)?year\b"
    r"|(?<=\d)\s*(?:-|and|or|&)\s*over\b(?=\s*k(?:w|va)\s+(?:substation|transformer))"
    r"|\baverage\s+(?:unit\s+)?cost\s+differentials?\b"
    r"|\bnot\s+time[\s-]differentiated\b"
    r"|\bapplied\s+to\s+(?:total|net|base)\s+revenues?\b"
    r"|\bfor\s+(?:all\s+)?estimated\s+(?:monthly\s+)?(?:use|usage|consumption|energy|kwh)\b"
    r"|\btimes\s+the\s+(?:[\w-]+\s+){1,2}(?:capacity|demand)\b"
    r"|\bthrough\s+(?:the|a)\s+(?:[\w-]+\s+){0,3}meters?\b"
    r"|\b(?:during\s+)?the\s+hours\s+(?:of\s+|from\s+|between\s+)?"
    rf"{_CLOCK}\s+(?:through|thru|to|and|[-–])\s+{_CLOCK}",
    regex.IGNORECASE,
)
"""Conditions that a charge's name says in full: the use above a minimum's, hours."""
_NAMING_HOLDS = (
    "above", "over", "exceed", "excess", "more", "less", "great", "larg", "small", "under",
    "taken", "used", "consumed", "delivered", "year", "applied", "times", "through", "hours",
    "beyond", " not ", " leak", "estimated", "differenti",
)  # fmt: skip
"""One of these stands in every such condition."""
_BLOCKED = regex.compile(
    r"^(?:for\s+)?(?:each|every|per)\s+(?:block\s+of\s+)?\d[\d,]*\s*kwh\b(?:\s+block)?",
    regex.IGNORECASE,
)
"""Of what a block of power is: `for each block of 100 kWh`."""
_EDGES = " \t,;.:"


@lru_cache(maxsize=2048)
def split_unit(right: str) -> tuple[tuple[Said, ...], str]:
    """The measures right behind a price, and what follows them."""
    end, found = 0, list[Said]()
    said = facets(right)
    for one in sorted((*said.measures, *said.components), key=lambda s: s.start):
        if right[end : one.start].strip(_EDGES):
            break
        end = one.end
        if one in said.measures:
            found.append(one)
    return tuple(found), right[end:]


def qualified(left: str, right: str, price: Price, lends: bool = False) -> tuple[str, str]:
    """What stands behind a price without the clause that only says what it is paid for, and that
    clause; it is empty where it may set another condition."""
    measures, rest = split_unit(right)
    clause = " ".join(rest.split()).strip(_EDGES)
    if not clause or not _OPENS.match(clause):
        return right, ""
    lasting = clause[:1] == "F" and _LASTING.fullmatch(clause) is not None
    if clause[:1].isupper() and not (left.isupper() or _PER.match(clause) or lasting):
        # Print of another place: a stamp, another column.
        return right, ""
    named = facets(left)
    once = price.firm and any(s.value == "nonrecurring" for s in named.components)
    if not once and _BROUGHT_BACK.match(clause):
        return right, ""  # Of what, its sentence says.
    bare = unnamed(clause) if measures else clause
    if prices(bare) or not (is_plain(bare) or _WHEN.match(clause) or sells(clause)):
        return right, ""
    if _TIMED.match(clause) and any(s.value in _USED for s in measures):
        # Of energy used at a time that is not known.
        return right, ""
    share = price.kind == "percent" and clause.startswith("of ")
    thing = _PER_EACH.match(clause)
    if thing and not ((measures or once) and _is_thing(clause[thing.end() :])):
        return right, ""
    timed = lasting and any(s.value == "month" for s in named.measures)
    if not (measures or named.components or share or lends or timed):
        return right, ""
    said = facets(clause)
    if measures and clause[0] == "(" and said.components and not (said.free or named.components):
        # `$10.22 per month (minimum bill)`: what it is for.
        return right, ""
    more = {s.value for s in said.components} - {s.value for s in named.components}
    if (more and not (measures or share)) or more & _DEMANDS:
        # `per kW of contract demand` says which charge it is.
        return right, ""
    return right[: len(right) - len(rest)], clause


@lru_cache(maxsize=4096)
def _is_thing(said: str) -> bool:
    """Whether words name something that is known, with its size before it or without."""
    return _OF_SIZE.match(said) is not None or is_known(said.split()[0])


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without the clauses that set no condition: `under the above rates`, the date from
    which it holds."""
    if not any(map(text.lower().__contains__, _ASIDE_HOLDS)):
        return text
    return _ASIDE.sub(lambda m: m[0] if m["fate"] and _bounds(m["fate"]) else " ", text)


def _bounds(fate: str) -> bool:
    """Whether what becomes of an amount later says when it is paid: `added only in winter`."""
    said = facets(fate)
    if said.seasons or said.periods or said.tiers or said.spans:
        return True
    return _ADDED.search(fate) is not None and _LIMITED.search(fate) is not None


def apart_from_rates(left: str) -> str:
    """The words before a price without `The rates above do not include`."""
    return _WITHOUT.sub("", left)


def names_condition(label: str) -> bool:
    """Whether a label holds a condition that only its own words say."""
    return _may_name(label) and _NAMING.search(label) is not None


def _may_name(label: str) -> bool:
    """A quick test before `_NAMING`."""
    return any(map(label.lower().__contains__, _NAMING_HOLDS))


def names_size(label: str) -> bool:
    """Whether a label begins with a size that tells it from its neighbours: `Up to 425 cfh`."""
    return _SIZE.match(label) is not None


@lru_cache(maxsize=4096)
def plain_label(label: str) -> str:
    """A label without such clauses, and without the conditions that it says in full."""
    return plain(unnamed(label))


def unnamed(label: str) -> str:
    """A label without the conditions that it says in full."""
    return _NAMING.sub(" ", label) if _may_name(label) else label


def is_plain(clause: str) -> bool:
    """Whether a clause sets no block, season, period, limit or other figure."""
    said = facets(_BLOCKED.sub(" ", clause))
    if said.tiers or said.seasons or said.periods or said.whole or said.counted:
        return False
    if any(s.value not in ("month", "each") for s in said.measures) or prices(clause):
        return False
    bare = clause
    for one in said.components:
        # `of the maximum load in the month`: a name that is known bounds nothing.
        bare = bare[: one.start] + " " * (one.end - one.start) + bare[one.end :]
    if len(clause.split()) > _MOST_WORDS or _YEAR.search(clause) or LIMITS.search(bare):
        return False
    return condition_near(clause) is None


def before_tail(text: str) -> str:
    """The words up to the clause that says how long, or what else is paid."""
    m = _TAIL.search(text)
    return text[: m.start()] if m else text


def unit_behind(right: str, monthly: bool) -> tuple[str | None, str]:
    """The unit printed right behind a price in a sentence, and the words that follow it."""
    measures, rest = split_unit(right)
    names = tuple(s.value for s in measures)
    if not names:
        return None, right
    return unit_of(names) or (unit_of((*names, "month")) if monthly else None), rest
