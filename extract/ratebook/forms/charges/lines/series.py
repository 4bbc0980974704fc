"""Several prices in one run of words: `$5.00 per month for single phase and $8.00 for three phase`.

Each price takes the words between it and the next; what stands before the first is the subject of
all. They are read together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import regex

from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.meaning.clause import LIMITS, is_plain, unnamed
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price

Reader = Callable[[str, str, Price], Meaning]

_PARTS = regex.compile(
    r",?\s+(?:but|and)\s+not\s+less\s+than\s+(?=(?:an?\s+|the\s+)?minimum\b)"
    r"|;\s*(?:and\s+)?|,\s+(?:(?:and|or)\s+|plus\s+(?=(?:an?|the)\s))?|\s+(?:and|or|plus)\s+",
    regex.IGNORECASE,
)
_OTHERWISE = regex.compile(r",?\s+(?:and|or),\s+(?=(?:for|during|in|on)\s)", regex.IGNORECASE)
"""`and, for interruptible demand, shall receive`: what follows is all of the next price."""
_PLUS = regex.compile(
    r"^\W*(?:the\s+)?minimum\s+(?:monthly\s+)?(?:bill|charge)s?\b"
    r"|\b(?:but|and)\s+not\s+less\s+than\s+(?:an?\s+|the\s+)?minimum\b"
    r"|\ban?\s+(?:monthly\s+)?minimum\s+(?:monthly\s+)?(?:bill|charge)(?=\s+of\s+\$)"
    r"|\bminimum\s+(?:bill|charge)\b(?=\s+for\s+(?:the\s+)?first\b)|\(minimum\s+(?:bill|charge)\)"
    r"|:\s+an?\s+deposit\s+of\b"
    r"|,?\s+(?:plus|together\s+with)\s+|\bmaximum\s+(?=(?:kw\s+)?demand)",
    regex.IGNORECASE,
)
_AT_COST = regex.compile(
    r"[,;]?\s+(?:and|or)\s+(?:the\s+)?(?:actual\s+|estimated\s+)?costs?\s+(?:of|for)\b[^$¢%]*$",
    regex.IGNORECASE,
)
"""What is paid at cost, after those that have a price."""
_THING = regex.compile(
    r"^(?:\s*per\s+[a-z]+)?(?:\s+(?:will|shall)\s+be\s+(?:made|assessed|charged|added|billed))?\s+for\s+(?:an?\s+|the\s+|each\s+|every\s+)?(?P<thing>.{3,60})$"
)
_RANGE = regex.compile(r"\b(?:from|between|to|than|instead|rather|was|were)\s*$", regex.IGNORECASE)
_AT = regex.compile(
    r"\(?(?:during|after|before|outside|on\s+(?:weekends|holidays))\b", regex.IGNORECASE
)
_AT_END = regex.compile(r"[\s,(]+(?:during|after|before|outside|on)\b[^$]{0,50}$", regex.IGNORECASE)
_FIRST_ALONE = regex.compile(
    r"\s+(?:an?|the)\s+(?:[a-z-]+\s+){0,3}(?:charge|fee|bill|minimum|deposit)\s+(?:of|is|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
_GAPPED = regex.compile(r"[a-z][a-z /-]{2,60}\s(?P<joint>at|for|of)\s*$", regex.IGNORECASE)
_PREDICATE = regex.compile(
    r"\s(?P<verb>(?:(?:shall|will)\s+be|is|are)\s+[a-z]+(?:ed|ld|id)?(?:\s+(?:at|for)(?:\s+(?:the|a)\s+rate\s+of)?))\s*$",
    regex.IGNORECASE,
)
"""`bulk water is sold at $5.00 and hauled water at $9.00`: said once, meant of both."""
_AND = regex.compile(r"\band\b|;", regex.IGNORECASE)
_EDGES = " \t.,;:@=-"
_ONCE = regex.compile(r"\bonce\b|\bone[\s-]time\b|\binitially\b", regex.IGNORECASE)
_ONCE_ASIDE = regex.compile(r",\s+(?:once|one\s+time|one\s+time\s+only),\s+(?=of\b)", regex.I)
"""`pays a registration fee, once, of`"""
_FEE = regex.compile(
    r"\b(?:fees?|deposits?|(?:re)?connection|taps?|installation|set-?up|activation|turn-?on)\b",
    regex.IGNORECASE,
)
_FRAGMENT = regex.compile(r"\s*(?:of|with|under)\s+\S", regex.IGNORECASE)
_PAYS = regex.compile(
    r"\s*(?:(?:shall|will|must)\s+)?(?:also\s+)?(?:pays?|owes?|receives?|(?:is|are|be)\s+[a-z]+ed)\b",
    regex.I,
)
_TIMES = frozenset({"month", "day", "year", "customer", "meter"})
_JOINTS = frozenset({"for", "at", "of", "is"})
"""`is restored for $35.00 in working hours and for $65.00 after hours`: what is done, once."""
_TOLD = ("component", "label", "tier", "season", "period", "group")


def series(text: str, found: Sequence[Price], read: Reader) -> list[Meaning]:
    """The charges of a text that prints these prices one after another. Raises UnreadError."""
    text = _AT_COST.sub("", text)
    if LIMITS.search(unnamed(_PLUS.sub(" ", text))) or any(p.refused for p in found):
        raise UnreadError("several prices in one line")
    subject = text[: found[0].start]
    leads, behind = [""], list[str]()
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        cuts = list(_PARTS.finditer(between))
        if not cuts or _RANGE.search(between):
            raise UnreadError("several prices in one line")
        cut = _OTHERWISE.search(between) or _parting(between, cuts)
        behind.append(between[: cut.start()])
        leads.append(between[cut.end() :])
    behind.append(text[found[-1].end :])
    once = _ONCE.search(subject) is not None
    subject = _ONCE_ASIDE.sub(" ", subject)
    behind = behind if once else _with_unit(behind, leads)
    made = [
        read(_left(subject if n == 0 else _paid_for(subject, after, once), lead), after, price)
        for n, (lead, after, price) in enumerate(zip(leads, behind, found, strict=True))
    ]
    if len(_keys(made)) < len(made):
        for meaning in made:
            if meaning.since:
                meaning.hold_since(meaning.since)
    if len(_keys(made)) < len(made):
        _call_by_thing(made, behind)
    if len(_keys(made)) < len(made):
        raise UnreadError("several prices of one name")
    return made


def _parting(between: str, cuts: Sequence[regex.Match[str]]) -> regex.Match[str]:
    """Where the words between two prices part: at the last of these cuts, or, where nothing but
    `at` stands behind it, at the last `and` before: `and maintenance demand, if scheduled, at`."""
    lead = between[cuts[-1].end() :].strip(" ,").lower()
    joined = [c for c in cuts[:-1] if _AND.search(c[0])] if lead in _JOINTS else []
    return joined[-1] if joined else cuts[-1]


def _keys(made: list[Meaning]) -> set[tuple[str, ...]]:
    """What tells these charges apart."""
    return {tuple(m.fields[n].value if n in m.fields else "" for n in _TOLD) for m in made}


def _call_by_thing(made: list[Meaning], behind: list[str]) -> None:
    """Adds to the names of charges what each is for, where that stands behind every price: `$714.60
    for a 5/8-inch meter, $938.35 for a one-inch meter`."""
    things = [_THING.search(words) for words in behind]
    if not all(m and is_plain(m["thing"]) for m in things):
        return
    for meaning, m in zip(made, things, strict=True):
        label = meaning.fields.get("label")
        thing = m["thing"].strip(_EDGES) if m else ""
        if label is None:
            meaning.fields["label"] = Source(thing)
        elif thing not in label.value:
            meaning.fields["label"] = label._replace(value=f"{label.value}, {thing}")


def _paid_for(subject: str, after: str, once: bool) -> str:
    """The subject of all the prices without what only the first is: `shall pay a monthly customer
    charge of $12.08 and $8.2138 per Mcf`. A price of another unit is no such charge, nor one by the
    month where the first is paid `once`."""
    said = facets(after).measures
    measured = any(s.value not in _TIMES for s in said) or bool(said and once)
    return _FIRST_ALONE.sub("", subject) if measured else subject


def _left(subject: str, lead: str) -> str:
    """The words before one of the prices: its own, behind what heads them all."""
    if not any(ch.isalnum() for ch in lead) or lead.strip(" ,").lower() in _JOINTS:
        return subject
    head, colon, _ = subject.rpartition(":")
    said, gapped = _PREDICATE.search(subject.rstrip()), _GAPPED.fullmatch(lead.strip(" ,"))
    if said and gapped and said["verb"].endswith(gapped["joint"]):
        name = lead.strip(" ,")[: -len(gapped["joint"])].strip()
        return f"{name} {said['verb']} "
    if not colon and _AT.match(lead):
        # `Reconnection during regular hours $30.00, after hours $45.00`
        return f"{_AT_END.sub('', subject).rstrip(_EDGES)}, {lead.strip()}"
    if not colon and _FRAGMENT.match(lead):
        # `The cost of a main of 4 inch size is $9.70, and of 6 inch size $16.03`
        before = regex.search(rf"^.*\b(?={lead.split()[0]}\s)", subject, regex.I | regex.S)
        return f"{before[0]}{lead.strip()}" if before and before[0].strip() else lead
    return f"{head}{colon} {lead}" if colon else lead


def _with_unit(behind: list[str], leads: list[str]) -> list[str]:
    """The words behind the prices; a time that only one of them prints is of all, but of no fee
    that is named by itself: `pays $12.00 per month and a setup fee of $50.00`."""
    if any(_ONCE.search(words) for words in behind):
        return behind
    units = [facets(words).measures for words in behind]
    printed = [n for n, unit in enumerate(units) if unit]
    if len(printed) != 1 or printed[0] not in (0, len(behind) - 1):
        return behind
    if any(s.value not in _TIMES for s in units[printed[0]]):
        return behind
    if printed[0] and _PAYS.match(leads[printed[0]]):
        # `receives ... a credit of $0.014, and pays a charge of $5.79 per month`
        return behind
    words = behind[printed[0]]
    unit = words[units[printed[0]][0].start : units[printed[0]][-1].end]
    own = {n for n, lead in enumerate(leads) if _FEE.search(lead)} | {printed[0]}
    return [w if n in own else f" {unit} {w}" for n, w in enumerate(behind)]
