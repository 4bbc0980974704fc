"""Deposits that a sentence sets by themselves: `A deposit of $158 is required of all new
residential customers, returned with interest after twelve months.`"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.doubt import condition_near, worn
from ratebook.forms.charges.words.price import Price, amount

_DEPOSIT = regex.compile(
    r"^\W*(?:(?:\d{1,2}|[A-Za-z])[.)]\s+)?(?:an?|the|each)\s+(?P<name>(?:[a-z-]+\s){0,3}deposit)\s+of\s*$",
    regex.IGNORECASE,
)
_EQUAL = regex.compile(
    r"^\W*(?P<name>(?:(?:all|each|every|new)\s+[a-z][a-z\s-]{3,50}?|residential|commercial|industrial|nonresidential|domestic)\s"
    r"(?:customers?|members?|consumers?|applicants?|accounts?)\s"
    r"(?:(?:not|without|lacking)\s[^,.;$%]{3,60}?\s)?(?:will|shall|must)\s+(?:pay|make|post)\s+(?:an?\s+)?(?:equal\s+)?deposits?)"
    r"(?:\s+(?:of|equal\s+to|in\s+the\s+amount\s+of))\s*$",
    regex.IGNORECASE,
)
"""`All residential customers will pay equal deposits in the amount of`"""
_ASKS = regex.compile(
    r"^\W*(?:(?:\d{1,2}|[A-Za-z])[.)]\s+)?(?P<who>(?:the\s+)?[A-Za-z][\w'’.,& -]{2,60}?)\s+"
    r"(?:(?:may|shall|will|must)\s+)?"
    r"(?:requires?|collects?|charges?|takes?|asks\s+for)\s+"
    r"(?:(?P<whom>(?:from|of)\s[^,.;$%]{3,60}?)\s+)??(?:an?|the)\s+(?P<name>(?:[a-z-]+\s){0,3}deposit)\s+of\s*$",
    regex.IGNORECASE,
)
"""`The Cooperative may require a minimum cash deposit of`"""
_FROM = regex.compile(r"^\W*(?P<whom>(?:of|from|for|by)\s[^,.;$%]{3,90})\W*$", regex.IGNORECASE)
_PAYS = regex.compile(
    r"^\W*(?:(?:\d{1,2}|[A-Za-z])[.)]\s+)?"
    r"(?P<whom>(?!(?:if|when|where|unless|until|who)\b)[A-Za-z][A-Za-z'’ -]{3,90}?)\s+"
    r"(?:(?:shall|will|must)\s+(?:pay|make|post|furnish|leave)|pays?|makes?|posts?|leaves?)\s+"
    r"(?:an?|the)\s+(?P<name>(?:[a-z-]+\s){0,3}deposit)\s+(?:of|equal\s+to|in\s+the\s+amount\s+of)\s*$",
    regex.IGNORECASE,
)
"""`Owners of mobile homes and renters shall pay a deposit of`"""
_PAID = regex.compile(
    r"^\W*(?P<when>(?:before|when|upon|at)\s[^,.;$%]{3,60})?"
    r"(?:,\s+which\s+(?:is|was|has\s+been)\s+(?:calculated|determined|computed)\s[^$%]{3,90})?\W*$",
    regex.IGNORECASE,
)
_SPARED = regex.compile(
    r"\bnot\s+required\s+to\s+(?:pay|make)\s+an?\s+(?:[a-z-]+\s){0,3}deposit\b", regex.IGNORECASE
)
"""Customers of whom no other deposit is asked pay this one."""
_OF_WHOM = regex.compile(
    r"^\W*(?:(?:\d{1,2}|[A-Za-z])[.)]\s+)?the\s+(?P<name>(?:[a-z-]+\s){0,3}deposit)\s+"
    r"(?P<whom>(?:for|of|from)\s[^,.;$%]{3,80}?)\s+(?:is|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
"""`The deposit for renters is`"""
_LEAST = regex.compile(r"^minimum\s+", regex.IGNORECASE)
_COMPANY = regex.compile(
    r"\b(?:company|cooperative|corporation|district|utility|association)\b(?!['’]s)", regex.I
)
"""Who is paid."""
_NOT_SO = regex.compile(
    r"\b(?:not|no|never|nor|to|who|which|that|if|when|unless|formerly|previously|once|does|did|can|could|should|would)\b",
    regex.IGNORECASE,
)
"""Words between somebody and what he does with which he does not, or only such as are told of."""
_ARE = regex.compile(
    r"^\W*(?:(?:the|an?)\s+)?(?P<name>(?:[a-z-]+\s){0,3}deposits?)\s+"
    r"(?:are|is|of|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
_WHOSE = regex.compile(
    r"^\W*(?P<whom>(?:for|from|of|by)\s[^,;:.$%\d]{3,60}?)[\s,;]*(?:\b(?:and|or))?"
    r"(?:\s+(?:is|are|(?:shall|will)\s+be)\s+(?:required|collected|charged))?\s*\.?\s*$",
    regex.IGNORECASE,
)
_REQUIRED = regex.compile(
    r"^\W*(?:is|(?:shall|will|must|may)\s+be)\s+(?:required|collected|charged|made|paid|taken|held)\b"
    r"(?P<whom>(?:\s+(?:of|from|for|by|before|when|with)\s[^,.;$%]{3,90})?)"
    r"(?P<fate>(?:,?\s+(?:and\s+)?(?:(?:is|(?:shall|will)\s+be)\s+)?(?:to\s+be\s+)?"
    r"(?:returned|refunded|credited|held|repaid)\b[^$%]*)?)\W*$",
    regex.IGNORECASE,
)
"""What becomes of it later bounds nothing."""
_BOUNDED = regex.compile(
    r"\b(?:or|maximum|minimum|less|more|least|most|exceed\w*|estimated|averages?|times|twelfths?"
    r"|proposed|former\w*|present|previous|prior|old|typical|usual|unless|except|waived|example|may)\b",
    regex.IGNORECASE,
)


def deposit(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """The deposit that a sentence sets; None where it is another charge, or bounded by words."""
    if "eposit" not in left.lower() or price.kind != "dollars" or price.refused:
        return None
    name = _name(left, " ".join(right.split()))
    return _made(name, price, setting) if name else None


def _made(name: str, price: Price, setting: Setting) -> Meaning | None:
    """The deposit of this name; None where words of it bound the amount."""
    if price.kind != "dollars" or price.refused:
        return None
    reading, bare = amount(price, None), _LEAST.sub("", name)
    if setting.context.doubt or _BOUNDED.search(bare) or condition_near(bare) or worn(name):
        return None
    if not isinstance(reading.value, Decimal) or (reading.decimals or 0) not in (0, 2):
        return None
    fields = {"component": Source("nonrecurring"), "unit": Source("USD"), "label": Source(name)}
    return Meaning(price, reading, fields)


def deposits(sentence: str, found: Sequence[Price], setting: Setting) -> list[Meaning]:
    """The deposits that a sentence lists by whom they are paid: `Equal deposits are $90.00 for
    homeowners and $245.00 for renters.` None where it is another sentence."""
    if len(found) < 2 or "eposit" not in sentence[: found[0].start]:
        return []
    named = _ARE.match(" ".join(sentence[: found[0].start].split()))
    ends = [*(p.start for p in found[1:]), len(sentence)]
    told = [
        _WHOSE.match(" ".join(sentence[p.end : at].split()))
        for p, at in zip(found, ends, strict=True)
    ]
    whose = [m["whom"] for m in told if m]
    if named is None or len({*whose}) < len(found):
        return []
    labels = [_joined(named["name"], whom) for whom in whose]
    made = [_made(label, p, setting) for label, p in zip(labels, found, strict=True)]
    return [m for m in made if m] if all(made) else []


def _name(left: str, right: str) -> str | None:
    """The deposit that the words around an amount speak of, and whose it is; None where they say
    something else."""
    named = _DEPOSIT.match(left) or _EQUAL.match(left)
    told = _REQUIRED.match(right) if named else None
    if named and named.re is _EQUAL and not right.strip(" ."):
        return " ".join(named["name"].split())
    if named and told:
        return _joined(named["name"], told["whom"])
    left = " ".join(left.split())
    asks, whose = _ASKS.match(left), _OF_WHOM.match(left)
    if whose and not right.strip(" ."):
        return _joined(whose["name"], whose["whom"])
    if asks and not _NOT_SO.search(asks["who"]):
        told = None if asks["whom"] else _FROM.match(right)
        whom = told["whom"] if told else "" if right.strip(" .") else asks["whom"]
        return _joined(asks["name"], whom) if whom else None
    pays = _PAYS.match(left)
    told = _PAID.match(right) if pays else None
    if pays is None or told is None or _COMPANY.search(pays["whom"]):
        return None
    if _NOT_SO.search(_SPARED.sub(" ", pays["whom"])):
        return None
    return _joined(pays["name"], pays["whom"], told["when"])


def _joined(*said: str | None) -> str:
    return ", ".join(" ".join(t.split()) for t in said if t and t.strip())
