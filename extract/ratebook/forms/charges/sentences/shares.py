"""Percentages that a sentence sets: late payment, discounts, surcharges."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.sentences.by_year import by_year
from ratebook.forms.charges.sentences.late import paid_late
from ratebook.forms.charges.sentences.services import NUMBERED
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, amount
from ratebook.forms.charges.words.words import charge_words, word_pattern

# `LATE PAYMENT PENALTY: 7% of the net bill if not paid by the due date.`
_LEADS = regex.compile(
    r"^\W*(?:[a-z]+\s+(?:percent\s+)?\()?\d{1,2}(?:\.\d+)?\s?(?:%|per\s?cent\b)\)?\s+(?:of|on|if|when)\b",
    regex.IGNORECASE,
)
_ADDED = regex.compile(
    r"\b(?:plus|add(?:ed|ing|itional)?|equivalent|equal|higher|increased)\b", regex.IGNORECASE
)


# `The environmental surcharge factor shall be 4.51%`, `a facilities charge of 1.4% per month`
_RATED = regex.compile(
    r"\b(?:(?<!power\s)(?<!load\s)(?<!loss\s)(?<!losses\s)(?<!demand\s)(?<!capacity\s)factor|surcharge|tax|fee"
    r"|adjustment|rider|(?:facilit(?:y|ies)|carrying|franchise)\s+charge)s?\b(?:\s+(?!and\b)[a-z-]+){0,8}?\s+"
    r"(?:of|is|at|(?:shall|will)\s+be|equals?|equal\s+to)\s+(?:[a-z-]+\s+per\s?cent\s*\()?"
    r"\d{1,2}(?:\.\d+)?\s?(?:%|per\s?cent\b)"
    r"|\b(?:(?-i:[A-Z]{2,5})|surcharge|adjustment|recovery|rider|program|infrastructure)\s+percentage\b[^.;$%]{0,90}?"
    r"\s(?:is|(?:shall|will)\s+be|equals?)\s+\d{1,2}(?:\.\d+)?\s?(?:%|per\s?cent\b)"
    r"|\b(?:added|surcharge)\b[^.;]{0,60}\s\d{1,2}(?:\.\d+)?\s?(?:%|per\s?cent)\s+of\s+[^.;]{0,60}\bfor\s+(?:the\s+)?"
    r"(?:[a-z-]+\s+){0,4}(?:fee|tax|franchise)\b",
    regex.IGNORECASE,
)
_TIMES = regex.compile(
    r"\bcharge\s+(?:equal\s+to|of)\s+(?:the\s+)?(?:total\s+|original\s+)?(?:installed\s+)?(?:costs?|investment)"
    r"(?:\s+of\s+[^.;%$]{3,60}?)?\s+(?:times|multiplied\s+by)\s+(?:\d{1,2}(?:\.\d+)?|\.\d+)\s?(?:%|per\s?cent\b)",
    regex.IGNORECASE,
)
"""`a monthly charge equal to the installed cost of the excess facilities times 1.25%`"""
_BOUNDED = regex.compile(
    r"\b(?:interest|late|unpaid|past[\s-]due|delinquent|overdue|not\s+paid|due\s+date|arrears|discount|exceed\w*|maximum"
    r"|minimum|up\s+to|at\s+least|(?:more|less|greater)\s+than|example|estimated?|average|increase[ds]?|decrease[ds]?"
    r"|accura\w+|proposed|former\w*|present|deposits?|remit\w*|retain\w*)\b",
    regex.IGNORECASE,
)
_AND = regex.compile(r"(?:,|;)?\s+and\s+|;\s+", regex.IGNORECASE)
_LEADS_ON = regex.compile(rf"^\s*(?:{_AND.pattern})", regex.IGNORECASE)
_ENDS = regex.compile(
    r"\s+(?:of|times|multiplied\s+by|is|at|(?:shall|will)\s+be|equals?|equal\s+to"
    r"|(?:(?:is|are|(?:shall|will)\s+be)\s+)?(?:reduced|discounted|lowered)\s+by)$",
    regex.IGNORECASE,
)
_REDUCED = regex.compile(r"\b(?:reduced|discounted|lowered)\s+by$", regex.IGNORECASE)
_RUN_IN = regex.compile(r"\W*(?P<name>[A-Z][A-Za-z'’/&-]*(?:\s[A-Za-z'’/&-]+){0,5})(?::\s|\s*\t)")
"""`PRIMARY SERVICE: ... a discount of 5% shall apply`"""
_WHEN = regex.compile(r"\W*(?P<when>(?:if|where|when)\s[^;:$%]{5,120}?),\s", regex.IGNORECASE)
"""`If service is furnished at primary voltage, a discount of 5%`"""
_KIND = regex.compile(r"\b(?:an?|the)\s+(?P<kind>(?:[a-z-]+\s+){1,3})$", regex.IGNORECASE)
"""`subject to a primary metering discount`"""
_OR_BELOW = regex.compile(r"[,;]\s+or\s*$", regex.IGNORECASE)
"""What leads on to the next item."""
_LONGEST_NAME = 160


def percentage(sentence: str, found: list[Price], setting: Setting) -> list[Meaning]:
    """The charges of a sentence whose prices are percentages; none where they are shares of
    something. Raises UnreadError."""
    yearly = by_year(sentence, found)
    if yearly:
        return yearly
    parts = _parts(sentence, found)
    if len(parts) > 1 and (kind := _of_percentage(sentence, setting)) in ("other", "discount"):
        clauses = [(sentence[a:b], a, p) for (a, b), p in zip(parts, found, strict=True)]
        if kind == "other" or all(_reduces(clause, p.start - a) for clause, a, p in clauses):
            return [_rated(*clause, kind) for clause in clauses]
    one = _percentage(sentence, found, setting)
    return [one] if one else []


def _parts(sentence: str, found: list[Price]) -> list[tuple[int, int]]:
    """The clauses of a sentence that prints a percentage in each; the whole where it does not."""
    ends: list[int] = []
    for one, other in pairwise(found):
        cuts = list(_AND.finditer(sentence, one.end, other.start))
        named = cuts and any(map(str.isalpha, sentence[cuts[-1].end() : other.start]))
        if not named or not regex.search(r"\b(?:of|is|at|be|by)\s*$", sentence[: other.start]):
            return [(0, len(sentence))]
        ends.append(cuts[-1].start())
    return list(pairwise((0, *ends, len(sentence))))


def _reduces(clause: str, end: int) -> bool:
    """Whether the words of a clause up to `end` say what is reduced: `the Total Demand Charge shall
    be reduced by`."""
    return _REDUCED.search(" ".join(clause[:end].split())) is not None


def _rated(clause: str, start: int, price: Price, component: str = "other") -> Meaning:
    """A percentage by which something is raised or reduced, named by its own clause."""
    fields = {"component": Source(component), "unit": Source("percent")}
    before = NUMBERED.sub("", clause[: price.start - start])
    before = " ".join(_LEADS_ON.sub("", before).split()).strip(" ,:")
    behind = " ".join(_OR_BELOW.sub("", clause[price.end - start :]).split()).strip(" ,.;")
    name = ", ".join(t for t in (_ENDS.sub("", before), behind) if t)
    said = name if len(name) <= _LONGEST_NAME else _ENDS.sub("", before)
    fields["label"] = Source(said)
    # The sign right behind it shows that it was not cut.
    return Meaning(price, amount(price, None), fields, summed=True)


def _percentage(sentence: str, found: list[Price], setting: Setting) -> Meaning | None:
    """The charge of a sentence whose percentages are one; None where it is a share."""
    component = _of_percentage(sentence, setting)
    if component is None:
        return None
    reading = amount(found[-1], None)
    values = {str(amount(p, None).value) for p in found}
    if len(values) > 1 or found[-1].refused:
        raise UnreadError("several percentages in one sentence")
    fields = {"component": Source(component), "unit": Source("percent")}
    if component == "other" and not any(
        p.search(" ".join(sentence.split())) for p in _percentages()["other"]
    ):
        return _rated(sentence, 0, found[-1])
    components = facets(" ".join(sentence.split())).components
    own = (c for c in components if c.value == component == "discount")
    named = next(own, next(iter(components), None))
    above = next((h for h in reversed(setting.context.stack) if h.facets.components), None)
    last = setting.context.stack[-1] if setting.context.stack else None
    if component == "discount" and _reduces(sentence, found[-1].start) and len(found) == 1:
        made = replace(_rated(sentence, 0, found[-1], component), summed=False)
        if last and last.group and not last.rows:
            made.fields["group"] = Source(last.group, last)
        return made
    if component == "discount" and above is not None and above is last and not above.rows:
        # `Primary Service Discount` over `get a discount of 5%`.
        fields["label"] = Source(above.text, above)
    elif named and named.value == component and not _headed_late(sentence, named.start, above):
        whole = " ".join(sentence.split())
        kind = _KIND.search(whole, 0, named.start) if component == "discount" else None
        text = whole[kind.start("kind") if kind else named.start : named.end]
        fields["label"] = Source(text, None, text)
    elif above and above.facets.component and above.facets.component.value == component:
        fields["label"] = Source(above.text, above)
    elif component == "other":
        said = " ".join(sentence[: found[0].start].split()).strip(" ,")
        fields["label"] = Source(said, None, said)
    if component == "discount" and last and last.group and not last.rows:
        # `PRIMARY SERVICE` over `a discount of 5% shall apply`.
        fields["group"] = Source(last.group, last)
    elif component == "discount" and (own := _RUN_IN.match(sentence)):
        fields["group"] = Source(own["name"], None, own["name"])
    elif component == "discount" and (when := _WHEN.match(sentence)) and "label" in fields:
        said = f"{fields['label'].value}, {' '.join(when['when'].split())}"
        fields["label"] = fields["label"]._replace(value=said)
    return Meaning(found[-1], reading, fields)


def _headed_late(sentence: str, start: int, above: Heading | None) -> bool:
    """Whether the heading above names what a sentence only calls a penalty."""
    named = above.facets.component if above and "late" in above.text.lower() else None
    bare = " ".join(sentence.split())[start:].lower().startswith("penalty")
    return bare and named is not None and named.value == "late_payment"


@lru_cache(maxsize=1)
def _percentages() -> dict[str, tuple[regex.Pattern[str], ...]]:
    lists: dict[str, list[str]] = charge_words()["percentages"]
    return {
        name: tuple(regex.compile(p, regex.IGNORECASE) for p in patterns)
        for name, patterns in lists.items()
    }


def _of_percentage(sentence: str, setting: Setting) -> str | None:
    """The component a sentence's percentage is; None where it is a share of something."""
    text = " ".join(sentence.split())
    for name, patterns in _percentages().items():
        if any(p.search(text) for p in patterns):
            return name
    above = next((h.facets.component for h in reversed(setting.context.stack)), None)
    surcharge = word_pattern("words", "surcharges").search(text)
    known = above is not None and above.value in _percentages() and above.value != "other"
    late = above is not None and above.value == "late_payment"
    if above and known and (surcharge or _LEADS.match(text) or (late and _ADDED.search(text))):
        return above.value
    if not late and any(p.search(text) for p in (_RATED, _TIMES)) and not _BOUNDED.search(text):
        return "other"
    if word_pattern("words", "shares").search(text):
        return None
    said = paid_late(text, late)
    if said:
        return "late_payment"
    named = {c.value for c in facets(text).components} or {above.value if above else ""}
    if named == {"late_payment"} and _ADDED.search(text):
        return "late_payment"
    if surcharge or said is None:
        raise UnreadError("a percentage that no wording of the list explains")
    return None
