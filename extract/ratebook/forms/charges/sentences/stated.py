"""Prices that a sentence states with their unit: `... shall be billed at 2.965¢ per kWh`.

The unit must stand right behind the price, and nothing may bound the amount."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.headings import is_part, lent
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.bounds import of_thing, plausible
from ratebook.forms.charges.meaning.clause import (
    LIMITS,
    before_tail,
    names_condition,
    unit_behind,
    unnamed,
)
from ratebook.forms.charges.meaning.fits import HOURLESS, paid_each_hung
from ratebook.forms.charges.meaning.lamps import EACH_KINDS
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.meaning.naming import call_hung, call_one_more
from ratebook.forms.charges.sentences.minimums import (
    HIGHER_OF,
    PLUS_OF,
    RAISED,
    below_minimum,
    ends_there,
    floorless,
    is_least,
    of_month,
    of_two,
    otherwise,
    said_once,
)
from ratebook.forms.charges.words.doubt import condition_near
from ratebook.forms.charges.words.facets import Facets, Said, facets
from ratebook.forms.charges.words.price import Price, amount
from ratebook.forms.charges.words.words import charge_words, fold, measures, unit_of, word_pattern

_SET = regex.compile(
    r"\b(?:customers?|members?|consumers?|users?|shippers?|accounts?|residences?|households?|operators?|marketers?|tenants?|owners?)\s+(?:(?:also|then|each)\s+)?(?:pays|owes?)"
    r"(?:\s+(?:an?|the|rate|of|charge|fee|sum|amount)){0,5}\s*$"
    r"|\b(?:charges?|fees?|credits?|compensation|discounts?|rates?|surcharges?|payments?|penalty|adjustment|incentive|bill"
    r"|price|premium|rental|amount|minimum|factor|adder|assessment)\b[^.;$]{0,40}?\b(?:of|is|are|at|less\s+than"
    r"|(?:shall|will)\s+be|equal\s+to)\s*$"
    r"|\bcosts?\s+to\s+(?:the|an?|each|such)\s+(?:customer|applicant|member|consumer|user|developer|owner)\s+(?:is|(?:shall|will)\s+be)\s*$"
    r"|\b(?:costs?|billed|charged|assessed|paid|credited|provided|sold|purchased|applied|pay|receive|furnished|supplied|rented"
    r"|leased|available|served)\b"
    r"(?:\s+(?:at|for|an?|the|rate|of|charge|credit|fee|bill|monthly|price|sum|an?\s+amount))*\s*$"
    r"|\b(?:billed|charged|sold|purchased|bought|credited|paid)\b[^.;$]{0,40}\bat(?:\s+(?:the|a)\s+rate\s+of)?\s*$"
    r"|\b(?:billed|charged)\s+for\s+[a-z][^.;,$]{2,50}$"
    r"|\b(?:furnish|provide|install|supply)\b[^.;$]{0,80}\bfor\s*$"
    r"|\b(?:shall|will|may|to)\s+(?:charge|collect|assess|bill)(?:\s+(?:an?|the|rate|of|its|customers|members)){0,4}\s*$"
    r"|\bto\s+be\s+applied\b[^.;$]{0,120}\bis\s*$"
    r"|\bminimum\b(?:(?!\b(?:whose|who|which|if|when|where|unless|demand)\b)[^.;$]){0,180}\b(?:not|never)\s+(?:be\s+)?less\s+than\s*$"
    r"|\b(?:pays?|deposits?|charged)\b[^.;$]{0,60}\b(?:cost\s+differential|(?:the|a)\s+(?:cost\s+)?difference)\s+of\s*$"
    r"|\b(?:applicants?|customers?|members?|developers?|owners?)\s+(?:shall|will|must)\s+(?:deposit|advance|contribute)\s*$"
    r"|\bcost\s+differential\b[^.;$]{0,90}\b(?:is|(?:shall|will)\s+be)\s*$"
    r"|\b(?:rate|price|charge|premium)\b[^.;$]{0,40}?\b(?:is|(?:shall|will)\s+be)\s+an\s+additional\s*$"
    r"|\badder\s+of\s*$|\bminimum\b[^.;$]{0,60}\b(?:increase[ds]|raised|rises|grows|goes\s+up)(?:\s+(?:by|at\s+a\s+rate\s+of))?\s*$"
    r"|\b(?:shall|will)\s+be\s*$"
    r"|\b(?:billed|charged|sold|paid|pays?)\s+(?:at\s+)?(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:rate|price|charge)\s*,\s*$"
    r"|(?<!\b(?:company|cooperative|corporation|utility|seller|district|supplier|who|that|if|may)\s(?:[a-z]+\s)?)"
    r"\bpays?(?:\s+(?:at\s+least|(?:not|no)\s+less\s+than)|,?\s+per\s+(?:month|year)\s*,?)?\s*$"
    r"|\b(?:adjustment|charge|rate|factor|surcharge|credit|rider|component|cost)\b[^.;$]{0,40}?(?:,|\b(?:is|are))\s+(?:currently|presently|now)\s*$"
    r"|\b(?:adjustment|charge|rate|factor|surcharge|credit|rider|component|cost)\b(?:\bno\.|[^.;$]){0,40}?"
    r",\s+which\s+is\s+(?:currently|presently|now)\s*$",
    regex.IGNORECASE,
)
_MORE_FEET = regex.compile(
    r"\b(?:footage|feet|foot|distance)\s+in\s+excess(?:\s+of\s+(?:the\s+)?(?:first\s+)?\d+\s+(?:feet|foot))?"
    r"(?=,?\s+(?:the|an?|each|any)\s)|\bdeposit\s*$",
    regex.IGNORECASE,
)
"""`For footage in excess the applicant shall deposit` so much per foot: its name says which."""
_REDUCED = regex.compile(
    r"\b(?:is|are|be)\s+(?:reduced|decreased|lowered|discounted)\s+by(?:\s+an?\s+(?:credit|discount)\s+of)?\s*$",
    regex.IGNORECASE,
)
"""`the demand charge shall be reduced by` so much per kW: a discount."""
_ADDED = regex.compile(
    r"^\W*(?:(?:the|all|its|these|such)\s+)?(?:(?!if\b|when\b|where\b|should\b|until\b|unless\b|proposed\b|former\b|wholesale\b|base\b)[a-z-]+\s+){0,3}"
    r"(?:rates?|charges?)(?:\s+(?:for|of)\s+[a-z -]{3,40}?)?\s+"
    r"(?:are|is|(?:shall|will)\s+be)\s+increased(?:\s+by)?\s*$",
    regex.IGNORECASE,
)
_BY_SO_MUCH = regex.compile(r"\bincreased(?:\s+by)?\s*$", regex.IGNORECASE)
"""`Rates are increased by` so much on a sheet of an adjustment: what is added to them."""
_TO_RECOVER = regex.compile(
    r"^\W*to\s+(?:recover|offset|cover|reflect)\s+(?:the\s+)?(?:increased?|higher|rise)\s+(?:in\s+)?(?:the\s+)?"
    r"(?:costs?|prices?)\s+(?:of|paid\s+for|charged\s+for)\s+[a-z -]{3,60}\.?\s*$",
    regex.IGNORECASE,
)
"""For what it is paid bounds nothing."""
_PRESENTLY = regex.compile(
    r"\b(?:factor|charge|surcharge|rider|adjustment)\s*,\s*(?:presently|currently|now)"
    r"(?:\s+(?:set\s+at|equal\s+to|at))?\s*$",
    regex.IGNORECASE,
)
"""`will be increased by a DSM adjustment factor, presently` so much."""
_NO_CHARGE = regex.compile(
    r"\b(?:base\s+fuel|cost\s+of\s+(?:purchased|wholesale)|increase|decrease|from\b(?![^,;]*\bpays?\b)[^,;]{0,30}$|value|included"
    r"|revenues?(?!\s+month)|supplier|example|if\s+the\s+(?:total|cost))(?:\b|$)|\bmay\s+pay\s*$",
    regex.IGNORECASE,
)
_TRIM = regex.compile(
    r"^\W*(?:\(?[A-Za-z\d]{1,2}[.)]\s+)*|[\s,]*(?:(?:an?|the|that)\s+)*(?:(?:monthly|additional)\s+)?"
    r"\s*\b(?:of|is|are|at|(?:shall|will)\s+be)?\s*$",
    regex.IGNORECASE,
)
_ONE_MORE = regex.compile(
    r"^((?:per\s+month\s+)?(?:for\s+)?(?:each|every|per))\s+additional\s+(?=kva\b|kw\b)",
    regex.IGNORECASE,
)
_EACH_MORE = regex.compile(
    r"\b(?:each|every|per)\s+(?:additional\s+)?(?P<measure>kva|kw|kilovolt-ampere|kilowatt)\b",
    regex.IGNORECASE,
)
_EACH_USED = regex.compile(
    r"\b(?:each|every|per)\s+(?:[a-z-]+\s+){0,2}?(?P<measure>kwh|kw|kva|mcf|ccf|kilowatt-hour)\s+"
    r"(?:(?:so|thus)\s+)?(?:[a-z]+ed\s+)?(?:an?|the)\s+(?:[a-z]+\s+)?(?:credit|payment|charge|fee)\s+of\s*$",
    regex.IGNORECASE,
)
"""`receives for each off-peak kWh so used a credit of`"""
_CALLED = regex.compile(
    r"\b(?:charge|fee|penalty)\s+(?:of|is|(?:shall|will)\s+be)\s*$", regex.IGNORECASE
)
_WHOLE_NAME = 300
_BY_LENGTH = frozenset({"USD/ft", "USD"})
"""What is paid by these is of no block of use above."""
# `Any customer who contracts for not less than 1,000 kW`: of whom it speaks bounds no price.
_WHO = regex.compile(
    r"^\W*(?:(?!(?:for|if|when|where|should)\b)[\w'’/-]+,?\s+){0,9}?(?:customers?|consumers?|members?|users?|applicants?|owners?|suppliers?|shippers?|accounts?)\s+"
    r"(?:who|whose|which|that|with|having|[a-z]+ing|[a-z]+ed)\b(?:(?!,\s+(?:the|an?|such)\b)[^.;$])*?\b(?=(?:will|shall|may|must|is\s+to|are\s+to)\b)",
    regex.IGNORECASE,
)
_NEAR = 90
_DIFFERENTIAL = regex.compile(
    r"\b(?:the|an)\s+average\s+(?=(?:unit\s+)?cost\s+differentials?\b)", regex.IGNORECASE
)
"""`The average cost differential is $4.76 per foot`: what each applicant pays, by its name."""
_JOINS = regex.compile(r"\W*(?:of|at|is|(?:shall|will)\s+be|the\s+rate\s+of)?\W*", regex.IGNORECASE)
_MONTHLY = regex.compile(
    r"\bmonthly\s+(?:\w+\s+){0,3}(?:charge|surcharge|bill|fee|minimum)"
    r"(?:\s+of|\s+(?:is|(?:shall|will)\s+be))\s*$"
)
_BESIDES = regex.compile(
    r",\s+(?:in\s+addition\s+to|besides|on\s+top\s+of|beyond)\s+(?:the|all|any)\s+"
    r"(?:energy|electricity|gas|water|power)\s+(?:so\s+)?used\s*,"
    r"|,\s+(?:in\s+(?:place|lieu)|instead)\s+of\s+(?:the|any|all)\s+[^,;.$\d]{3,40},",
    regex.IGNORECASE,
)
_OWN_NAME = regex.compile(r"\s*[A-Z][A-Z'’/-]+(?:\s[A-Z'’/&-]+){1,5}:\s")
"""A heading in capitals that the sentence runs on from: it stands below no other."""
_OCCASION = regex.compile(r"\W*(?:when|whenever|where|upon|in\s+the\s+event|should)\b", regex.I)
"""What opens a clause that says when a charge is made: its words bound nothing."""
_CLAUSES = regex.compile(r",\s+|\s+and\s+(?=billed|charged|shall|will)")
_CAP = regex.compile(
    r"\bmaximum\s+(?:\w+\s+)?(?:rate|charge)\b[^.;]{0,140}\bnot\s+exceed\s*$"
    r"|^\W*for\s[^.;$]{10,120}\bit\s+(?:shall|will)\s+not\s+exceed\s*$",
    regex.IGNORECASE,
)
"""The most a rate may be. `For customers with an average use of ... it shall not exceed`"""


def stated(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """The charge a sentence states; None where it may be anything else."""
    if price.kind == "percent" or price.refused or setting.context.doubt:
        return None
    whole, left = left, _BESIDES.sub("", left) if "," in left else left
    two = of_two(left, right, setting)
    added = _adds(left, setting)
    raised = RAISED.search(left) is not None and _EACH_MORE.search(left) is not None
    higher = raised and below_minimum(setting)
    if not (two or added or higher) and not any(
        p.search(left) for p in (_SET, _CAP, HIGHER_OF, _PRESENTLY, PLUS_OF, _REDUCED)
    ):
        return None
    if _CAP.search(left):
        return _capped(left, right, price, setting)
    left = _WHO.sub("", left)
    said = facets(" ".join(left.split())[-290:])
    own = _last_clause(left)
    own = _MORE_FEET.sub(" ", own) if "foot" in right else own
    least = two or is_least(left, own)
    minimum = least or higher or any(s.value == "minimum" for s in said.components)
    own = "" if _PRESENTLY.search(left) else own
    unit, rest = _unit_behind(left, right, said, minimum, setting)
    unit = unit or _unit_before(left, price)
    reduced = _REDUCED.search(left)
    changed = reduced or (_BY_SO_MUCH.search(left) if added else None)
    before = (
        (left[: changed.start()], own[: changed.start() - len(left)]) if changed else (left, own)
    )
    behind = _TO_RECOVER.sub("", rest) if added else rest
    if unit is None or not _unbounded(*before, behind, minimum):
        return None
    reading = amount(price, None)
    if not isinstance(reading.value, Decimal):
        return None
    if raised:
        # The block said before it is what each one more is added to.
        said = replace(said, tiers=())
    last = facets(" ".join(own.split())[-290:])
    fields = _fields(said, last, facets(rest[:290]), unit, setting)
    if fields is None:
        return None
    fits = charge_words()["fits"]
    if reduced and unit not in fits["discount"]:
        return None
    if reduced or (least and unit in fits["minimum"]):
        # Whatever the other amount is made of.
        fields["component"] = Source("minimum" if not reduced else "discount")
    plausible(reading, unit, False, whole)
    made = Meaning(price, reading, fields)
    _name(made, whole, rest, setting)
    behind = " ".join(right.split())
    call_one_more(made.fields, behind)
    call_hung(made.fields, behind)
    made.summed = True  # Its unit stands right behind it: it was not cut.
    return made


def _unit_behind(
    left: str, right: str, said: Facets, minimum: bool, setting: Setting
) -> tuple[str | None, str]:
    """The unit of a price by the words behind it, and what follows these; None where they print
    none. `said` are the words before it, `minimum`: it is of a minimum bill."""
    behind = " ".join(right.split())
    # The block said before it is what each one more is added to.
    behind = _ONE_MORE.sub(r"\1 ", behind) if said.tiers or minimum else behind
    behind = said_once(behind) if minimum else behind
    unit, rest = unit_behind(behind, setting.monthly or said.monthly)
    each = next((s.value for s in said.components if s.value in EACH_KINDS), None)
    if unit == "USD/month" and each and not minimum:
        unit = f"USD/{each}-month"
    if unit == "USD/year" and paid_each_hung(left, rest):
        unit = "USD/attachment-year"
    more = _EACH_MORE.search(left) if unit == "USD/month" and RAISED.search(left) else None
    if more:
        # `For each additional kVA required the minimum is increased by $.93 per month`
        unit = unit_of((measures()[fold(more["measure"])], "month"))
    if unit is None and minimum and (said.monthly or of_month(left)) and ends_there(rest):
        # `the monthly minimum bill shall not be less than $100.`
        unit = "USD/month"
    return unit, rest


def _unbounded(left: str, own: str, rest: str, minimum: bool) -> bool:
    """Whether nothing around a price says that it is not simply what is paid."""
    own = _DIFFERENTIAL.sub(" ", own) if "differential" in own else own
    near = f"{floorless(own)} ; {otherwise(rest)}" if minimum else f"{own} ; {before_tail(rest)}"
    if LIMITS.search(unnamed(near)) or condition_near(rest):
        return False
    if _NO_CHARGE.search(own if _OCCASION.match(left) else left):
        return False
    return word_pattern("words", "no_charges").search(left) is None


def _unit_before(left: str, price: Price) -> str | None:
    """The unit that a sentence prints before its price: `shall pay a surcharge per month of`, `is
    billed, per 100 cubic feet, at`, `a monthly customer charge of`."""
    tail = facets(" ".join(left.split())[-_NEAR:])
    end = max((m.end for m in tail.measures), default=0)
    if end and _JOINS.fullmatch(tail.text[end:]):
        return tail.unit
    each = _EACH_USED.search(left)
    if each:
        measure = measures()[fold(each["measure"])]
        return unit_of((measure,)) or unit_of((measure, "month"))
    m = _MONTHLY.search(left) if "onthly" in left else None
    kinds = {c.value for c in facets(m[0]).components} if m else set[str]()
    fixed = not kinds or bool(kinds & {"customer", "minimum", "other"})
    whole = price.kind == "dollars" and price.raw.rpartition(".")[2].isdigit()
    return "USD/month" if m and fixed and whole else None


def _capped(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """The most a rate may be: `the maximum monthly rate ... shall not exceed $.21 per kWh`."""
    unit, rest = unit_behind(" ".join(right.split()), setting.monthly)
    reading = amount(price, None)
    if unit is None or not isinstance(reading.value, Decimal):
        return None
    plausible(reading, unit, False)
    fields = {"unit": Source(unit), "component": Source("other")}
    made = Meaning(price, reading, fields, summed=True)
    said = " ".join(left.split())
    clause = said.rpartition(", ")[2]
    what = clause if "maximum" in clause else said
    made.fields["label"] = Source(", ".join(t for t in (what, rest.strip(" .,")) if t))
    above = setting.context.stack[-1] if setting.context.stack else None
    if above and above.text and not is_part(above.text):
        made.fields["group"] = Source(above.text, above)
    return made


def _last_clause(left: str) -> str:
    """The clause that sets the price: what stands before it goes into its name."""
    clause = _CLAUSES.split(left)[-1]
    return clause if _SET.search(clause) else left


def _fields(
    said: Facets, last: Facets, behind: Facets, unit: str, setting: Setting
) -> dict[str, Source] | None:
    """Unit, component and conditions of a stated price; None where they are not certain. `last` is
    the clause that sets it: what others before it say of several times goes into its name."""
    stack = setting.context.stack
    fields = {
        "unit": Source(unit),
        "component": Source(_component(said, unit, stack, setting)),
    }
    for name, key in (("tier", "tiers"), ("season", "seasons"), ("period", "periods")):
        own: tuple[Said, ...] = (*getattr(said, key), *getattr(behind, key))
        held_by = (s.value for s in own if not (name == "tier" and of_thing(s.value, unit)))
        values = {value.rstrip(".") for value in held_by}
        if len(values) > 1 and name != "tier" and any(h.text for h in stack):
            values = {s.value for s in (*getattr(last, key), *getattr(behind, key))}
        apart = unit in HOURLESS and (name == "period" or (name == "tier" and unit in _BY_LENGTH))
        held = None if apart else lent(stack, key)
        several = held and len({s.value for s in getattr(held[0].facets, key)}) > 1
        if len(values) > 1 or (held and (held[1].value not in values if values else several)):
            return None
        if values:
            fields[name] = Source(values.pop())
        elif held:
            fields[name] = Source(held[1].value, held[0])
    fits = charge_words()["fits"].get(fields["component"].value, [])
    return fields if unit in fits else None


def _adds(left: str, setting: Setting) -> bool:
    """Whether a sentence of an adjustment says by how much it raises the rates."""
    return "increased" in left and _below_rider(setting) and _ADDED.match(left) is not None


def _below_rider(setting: Setting) -> bool:
    """Whether the title of a sheet, or the heading right above, names a rider."""
    riders, title = word_pattern("words", "riders"), setting.title
    if title is not None and (riders.search(title.text) or _of_rider(title)):
        return True
    return any(riders.search(h.text) for h in setting.context.stack[-1:])


def _of_rider(title: Facets) -> bool:
    return title.component is not None and title.component.value == "other"


def _component(said: Facets, unit: str, stack: list[Heading], setting: Setting) -> str:
    """What a stated price is for: what the sentence or the heading names and the unit allows."""
    fits = charge_words()["fits"]
    named = list(dict.fromkeys(s.value for s in said.components))
    above = [h.facets.component.value for h in reversed(stack[-1:]) if h.facets.component]
    if "credit" in above and _CALLED.search(said.text):
        # `a noncompliance charge of` below `CREDIT AND CHARGE`
        above.remove("credit")
    own = [n for n in (*named, *above) if unit in fits.get(n, [])]
    order = charge_words()["components"]["order"]
    if own:
        return min(own[: max(len(named), 1)], key=order.index)
    if "late_payment" in named:
        # A penalty by what was taken is none for late payment, and no price of it.
        return "other"
    rider = word_pattern("words", "riders").search(said.text) or _below_rider(setting)
    if rider and unit in fits["other"]:
        return "other"
    return charge_words()["by_unit"].get(unit, "other")


def _name(made: Meaning, left: str, rest: str, setting: Setting) -> None:
    """Names a stated price by its sentence, and by the heading right above."""
    above = next((h for h in reversed(setting.context.stack) if h.text), None)
    what = _TRIM.sub("", " ".join(left.split())).rstrip(" ,")
    behind = " ".join(before_tail(rest).split()).strip(" .;,")
    name = ", ".join(t for t in (what, behind) if t)
    if name.count(")") > name.count("("):
        # What opened with the number of an item has lost its bracket with it.
        name = f"({name}"
    if len(name) > _WHOLE_NAME:
        name = ", ".join(
            t for t in (_TRIM.sub("", " ".join(_last_clause(left).split())), behind) if t
        )
    # A condition that only the name says is in it, however long.
    if name and (len(name) <= _WHOLE_NAME or names_condition(name)):
        made.fields["label"] = Source(name)
    if above and not is_part(above.text) and not _OWN_NAME.match(left):
        made.fields["group" if "label" in made.fields else "label"] = Source(above.text, above)
    if "label" not in made.fields:
        raise UnreadError("nothing names the price")
