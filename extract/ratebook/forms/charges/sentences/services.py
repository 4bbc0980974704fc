"""What an occasional service costs, as a sentence sets it: `A charge of $30.00 will be made`."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.clause import plain
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, amount

NUMBERED = regex.compile(
    r"^\s*(?:\(?(?:[A-Za-z\d]{1,2}|[ivx]{3,4})[.)]\s+|\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+(?=[A-Z])(?!Inch))+"
)
"""The number of an item: `(a)`, `2.`, `9.3`."""
# How a sentence sets what an occasional service costs.
_SET = regex.compile(
    r"\b(?:charges?|fees?|penalty|sum|deposits?)\s+(?:of|is|are|shall\s+be|will\s+be|equal\s+to)\s*$"
    r"|\b(?:shall|will|may)\s+charge\s*$|\b(?:up)?on\s+payment\s+of\s*$"
    r"|\b(?:charged|assessed|billed|pay|requires?|costs?|(?:shall|will)\s+be|is|are)"
    r"(?:\s+an?(?:\s+\w+){0,3}\s+(?:charge|fee)\s+of)?\s*$",
    regex.IGNORECASE,
)
_ASSESSED = regex.compile(
    r"^\W*(?:(?:(?:will|shall|is\s+to|must|may)\s+be|is|are)\s+"
    r"(?:charged|made|assessed|added|paid|collected|required|billed|imposed|applied)\b"
    r"|appl(?:ies|y)\b(?=\s+(?:where|when|if|to)\b))?\W*"
    r"(?:by\s+the\s+(?:company|cooperative|district|utility|corporation)\s*)?"
    r"(?P<what>(?:for|to|with\s+(?:the|each|every|his|its)|at\s+the\s+time|when|whenever|if|where|each\s+time|upon|in\s+the\s+event|during|after|before)\b.*)?$",
    regex.IGNORECASE | regex.DOTALL,
)
# Words with which a price in a sentence is not simply what a service costs.
_BOUNDED = regex.compile(
    r"\b(?:per|plus|minus|less|exceed\w*|maximum|minimum|greater|lesser|whichever|actual"
    r"|estimated|(?<!non-)refund\w*|waived?|example|insurance|interest|valued?|threshold"
    r"|increased?|decreased?|averag\w*|up\s+to|at\s+least|more|annual\w*|monthly|proposed|present"
    r"|former\w*|thereafter|unless|except|deducted|reduced|credit\w*|balance|install?ments?|loan)\b",
    regex.IGNORECASE,
)
_TIMED = regex.compile(r"^\s*(?:per|/|each|every)\s*(?P<time>month|year|day)\b", regex.IGNORECASE)
_PER_ONE = regex.compile(
    r"^\s*(?:(?:(?:per|/|(?:for\s+)?each)\s*(?:test|check|trip|call|visit|request|occurrence|report|copy|page"
    r"|statement|inspection|incident|instance|service\s+call|read(?:ing)?|payment|transaction)(?:\s+per\s+(?:account|customer|meter|request))?"
    r"|each(?=[\s.;]*$))\b)",
    regex.IGNORECASE,
)
_OWN_NAME = regex.compile(r"^\s*(?P<name>[^:.;]{3,80}):\s")
_FEE = regex.compile(r"\b(?:charges?|fees?|penalty|deposits?)\b", regex.IGNORECASE)
_WHO = regex.compile(
    r"\s*(?:the|an?)\s+(?:\w+\s+)?(?:customer|member|consumer|charge|fee|applicant)\b",
    regex.IGNORECASE,
)
_CHARGED = regex.compile(
    r"\b(?:customers?|members?|consumers?)\s+(?:will|shall)\s+be\s+(?:charged|assessed|billed)\s*$",
    regex.IGNORECASE,
)
_EACH = regex.compile(r"\b(?:each|every|any|when|if|whenever|to\s+cover)\b", regex.IGNORECASE)
_AT_HOURS = regex.compile(r"(?:during|after|before|outside)\b[^,;.]{3,40}", regex.IGNORECASE)
# `A customer who leaves the program ... shall pay a removal fee of`
_OCCASION = regex.compile(
    r"\b(?:who|if|when|upon|whenever|each\s+time|requesting|requiring|desiring|wishing)\b[^;$]{3,160}\b(?:pay|charged|assessed|billed)\s+an?\s+"
    r"(?P<fee>[a-z][a-z-]+(?:\s[a-z-]+)?\s+(?:fee|charge))\s+of\s*$",
    regex.IGNORECASE,
)
_FEE_OF = regex.compile(
    r"\b(?:an?|the|its|their)\s+(?P<fee>[a-z][a-z/-]+(?:\s[a-z/-]+){0,3}\s+(?:fee|charge))\s+of\s*$",
    regex.I,
)
# `The fee for setting the meter is`
_FEE_FOR = regex.compile(
    r"\b(?P<fee>(?:fee|charge)\s+for\s+[a-z-]+ing\s[^,;$]{3,60}?)\s+(?:is|(?:shall|will)\s+be)\s*$",
    regex.I,
)
# How far from right a meter may be: no amount.
TOLERANCE = regex.compile(
    r"(?:not\s+)?(?:more|less)\s+than\s+[\w()% -]{1,30}\b(?:fast|slow)\b", regex.IGNORECASE
)
_WHEN = regex.compile(
    r"^\W*(?P<what>(?:if|when|where|should|after|for)\s.{5,150}?),?\s+(?:the|an?)\s+(?:\w+\s+){0,2}(?:charge|fee)"
    r"\s+(?:will|shall|is)\b",
    regex.IGNORECASE,
)
_THERE_IS = regex.compile(
    r"^\W*(?P<what>(?:for|to|where|when|if|upon|on)\s[^.;$]{5,150}?),?\s+"
    r"(?:there\s+(?:is|(?:shall|will)\s+be)\s+)?an?\s+(?:\w+\s+){0,2}(?:charge|fee)\s+of\s*$",
    regex.IGNORECASE,
)
"""`For turning on a new service there is a charge of`"""
_SUBJECT = regex.compile(
    r"\W*(?:(?:the|an?)\s+)?(?P<name>[a-z][a-z /-]{3,60}?)\s+(?:is|of|are|(?:shall|will)\s+be)\s*$",
    regex.I,
)
"""`The residential deposit is`: what a sentence is about."""
_FEE_OF_WHOM = regex.compile(
    r"\W*(?:(?:the|an?)\s+)?(?P<name>[^.;:,$]{0,80}?\b(?:fee|charge)s?\s+for\s+[^.;:$]{3,120}?)"
    r"\s+(?:is|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
"""`The connection fee for residential service outside of the city shall be`: of whom it is paid."""
_DONE_TO = regex.compile(
    r"\W*(?P<name>(?:the\s+|an?\s+)?[a-z-]+(?:\s[a-z-]+)?\s+(?:calls?|trips?|visits?|tests?|readings?|work)"
    r"\b[^.;:,$]{0,100}?)\s+(?:is|are|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
"""`Service calls made after regular working hours are`: what is done, whose heading is `After
hours`."""
_FURNISHED = regex.compile(
    r"^\W*(?P<what>[^.;:,$]{0,60}?\bservice(?:\s+(?:for|to|at|of)\s[^.;:,$]{3,60}?)?)\s+(?:shall|will)\s+be\s+"
    r"(?:furnished|provided|supplied|rendered|connected|installed|established)\s+(?:only\s+)?"
    r"(?:up)?on\s+(?:the\s+)?payment\s+of\s+an?\s+(?P<fee>(?:[a-z-]+\s+){1,3}(?:fee|charge))\s+of\s*$",
    regex.IGNORECASE,
)
"""`Temporary service for shows will be furnished upon payment of a connection charge of`"""
_BESIDES = regex.compile(
    r",?\s*in\s+addition\s+to\s+(?:all\s+)?(?:the\s+)?(?:other\s+|regular\s+|usual\s+)?(?:charges|rates)\s+"
    r"(?:of|under|in|for)\s+the\s+(?:applicable|regular|appropriate)\s+(?:rate\s+)?(?:schedules?|tariffs?)",
    regex.IGNORECASE,
)
"""Says that the service itself is paid as always."""
_ACCOMPANIED = regex.compile(
    r"\W*(?:(?:an?|each|every|all|any|the)\s+)?(?P<name>\w[\w'’/ -]{2,60}?)\s+"
    r"(?:(?:must|shall|will)\s+be\s+(?:accompanied|submitted|filed|made)|(?:shall\s+|will\s+)?requires?)"
    r"\b[^.;:$]{0,90}\b(?:fee|charge)\s+of\s*$",
    regex.IGNORECASE,
)
"""`A Level 2 application must be accompanied by a processing fee of`"""
_EACH_ONE = regex.compile(r"for\s+(?:each|every)\s+[a-z-]+(?:\s[a-z-]+)?", regex.IGNORECASE)
"""`for each station` says nothing of what is paid."""
_OF_EACH = regex.compile(r"\W*(?:for\s+)?(?:each|every)\s", regex.IGNORECASE)
"""`Each attachment to a pole is charged` so much per year: by how many there are."""
_OF_THIS = regex.compile(r"for\s+(?:this|such|the)\s+service", regex.IGNORECASE)
_LONGEST_NAME = 160


def service(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """What an occasional service costs, as a sentence sets it. None where it may be anything else:
    the sentence or the heading above must name such a charge, and nothing may bound the amount."""
    timed = _TIMED.match(right)
    right = plain(right[timed.end() :] if timed else right)
    right = _PER_ONE.sub(" ", right)
    right = " ".join(right.split()).rstrip(" .")
    furnished = _FURNISHED.match(" ".join(NUMBERED.sub("", left).split()))
    rest = _ASSESSED.match(_BESIDES.sub("", right) if furnished else right)
    if price.kind != "dollars" or price.refused or rest is None:
        return None
    near = f"{_last_clause(left)} ; {right}"
    colon = left.rstrip().endswith(":")
    if _BOUNDED.search(TOLERANCE.sub(" ", near)) or setting.context.doubt:
        return None
    if not colon and not _SET.search(left):
        return None
    above = next(
        (h for h in reversed(setting.context.stack) if h.group or h.facets.components), None
    )
    named = above is not None and _is_service(above)
    each = _CHARGED.search(left) and _EACH.search(rest["what"] or "")
    occasion = furnished or _OCCASION.search(left) or _named_fee(left, rest["what"])
    if colon and (not named or above is not setting.context.stack[-1]):
        # `Returned check. A check that is not honored: $25.00 each.`
        return None
    if not named and not (_FEE.search(left) and rest["what"]) and not each and not occasion:
        return None
    reading = amount(price, None)
    if not isinstance(reading.value, Decimal) or (reading.decimals or 0) not in (0, 2):
        return None
    if timed and (above is None or not named or facets(f"{above.text} {left}").measures):
        return None
    if timed and _OF_EACH.match(left):
        return None
    component, unit = (
        ("other", f"USD/{timed['time'].lower()}") if timed else ("nonrecurring", "USD")
    )
    made = Meaning(price, reading, {"component": Source(component), "unit": Source(unit)})
    what = " ".join((rest["what"] or "").split())
    if _OF_THIS.fullmatch(what):
        # `Reconnection Charge: The utility will assess a fee of $51.00 for this service.`
        headed, what = _OWN_NAME.match(left), ""
        if headed is not None and not named:
            made.fields["label"] = Source(headed["name"].strip())
            return made
    if furnished and not timed:
        made.fields["label"] = Source(
            ", ".join(t for t in (*furnished.group("fee", "what"), what) if t)
        )
        if above is not None and above.group:
            made.fields["group"] = Source(above.text, above)
    elif occasion and not named:
        fee = " ".join(occasion["fee"].split())
        made.fields["label"] = Source(f"{fee}, {what}" if what else fee)
    elif what and len(what) < _LONGEST_NAME and not named:
        own = _SUBJECT.match(" ".join(left.split()))
        told = own is not None and bool(facets(own["name"]).components)
        whose = _EACH_ONE.fullmatch(what) or what.startswith("where ")
        fee = _FEE_OF.search(left) if whose and not (own and told) else None
        what = f"{fee['fee']}, {what}" if fee else what
        led = None if fee else _THERE_IS.match(NUMBERED.sub("", " ".join(left.split())))
        what = f"{led['what']}, {what}" if led else what
        made.fields["label"] = Source(f"{own['name']}, {what}" if own and told else what)
    elif above:
        _named_below(made, above, left, what)
    return made


def _named_below(made: Meaning, above: Heading, left: str, what: str) -> None:
    """Names what a service costs by the heading above it, and by what its sentence says of when it
    is paid: `If the member requests a trip after working hours the charge will be $90.00.`"""
    at = _AT_HOURS.match(what)
    text = f"{above.text}, {at[0].strip()}" if at else above.text
    made.fields["label"] = Source(text, above)
    fee, plain = _named_fee(left, None), " ".join(NUMBERED.sub("", left).split())
    if fee is not None and not at:
        # `A returned check charge of` below `SPECIAL CHARGES`
        whose = _ACCOMPANIED.match(plain)
        told = (whose["name"] if whose else "", " ".join(fee["fee"].split()), what)
        made.fields["label"] = Source(", ".join(t for t in told if t))
        made.fields["group"] = Source(above.text, above)
        return
    own, when = _OWN_NAME.match(left), None if what else _WHEN.match(" ".join(left.split()))
    whose = None
    if not own:
        whose = _FEE_OF_WHOM.match(plain) or _DONE_TO.match(plain) or _ACCOMPANIED.match(plain)
    if whose:
        made.fields["label"] = Source(whose["name"])
    elif own:
        made.fields["label"] = Source(own["name"].strip())
    elif what and len(what) < _LONGEST_NAME and NUMBERED.match(left):
        made.fields["label"] = Source(what)
    elif when:
        made.fields["label"] = Source(when["what"])
    elif plain.endswith(":") and any(map(str.isalpha, plain)):
        # `1. Damage to Meter Lock: $57.78. This charge is ...`
        made.fields["label"] = Source(plain.rstrip(" :"))
    else:
        if above.rows and not at:
            # The heading of services read already names no other.
            raise UnreadError("nothing names the price")
        return
    made.fields["group"] = Source(above.text, above)


def _named_fee(left: str, what: str | None) -> regex.Match[str] | None:
    """The fee that a sentence ends with, where its own name says what it is for: `is restored upon
    payment of all sums due and a reconnect fee of`."""
    done = None if what else _FEE_FOR.search(left)
    if done:
        return done
    m = _FEE_OF.search(left)
    found = facets(m["fee"]).component if m else None
    return m if found and found.value == "nonrecurring" else None


def _last_clause(left: str) -> str:
    """The words before a price from the last comma on, if it sets what is charged by itself."""
    clause = left.rpartition(", ")[2]
    return clause if _WHO.match(clause) else left


def _is_service(heading: Heading) -> bool:
    found = heading.facets.component
    if found is not None:
        return found.value == "nonrecurring"
    return bool(_FEE.search(heading.text)) and not heading.facets.measures
