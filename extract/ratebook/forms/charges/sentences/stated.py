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
from ratebook.forms.charges.meaning.lamps import EACH_KINDS
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.doubt import condition_near
from ratebook.forms.charges.words.facets import Facets, Said, facets
from ratebook.forms.charges.words.price import Price, amount
from ratebook.forms.charges.words.words import charge_words, fold, measures, unit_of, word_pattern

_SET = regex.compile(
    r"\b(?:customers?|members?|consumers?|users?|shippers?|accounts?|residences?|households?|operators?|marketers?|tenants?|owners?)\s+(?:(?:also|then|each)\s+)?(?:pays|owes?)"
    r"(?:\s+(?:an?|the|rate|of|charge|fee|sum|amount)){0,5}\s*$"
    r"|\b(?:charges?|fees?|credits?|discounts?|rates?|surcharges?|payments?|penalty|adjustment|incentive|bill"
    r"|price|rental|amount|minimum|factor|adder|assessment)\b[^.;$]{0,40}?\b(?:of|is|are|at|less\s+than"
    r"|(?:shall|will)\s+be|equal\s+to)\s*$"
    r"|\b(?:costs?|billed|charged|assessed|paid|credited|provided|sold|purchased|applied|pay|receive|furnished|supplied|rented"
    r"|leased|available|served)\b"
    r"(?:\s+(?:at|for|an?|the|rate|of|charge|credit|fee|bill|monthly|price|sum|an?\s+amount))*\s*$"
    r"|\b(?:billed|charged|sold|purchased|bought|credited|paid)\b[^.;$]{0,40}\bat(?:\s+(?:the|a)\s+rate\s+of)?\s*$"
    r"|\b(?:billed|charged)\s+for\s+[a-z][^.;,$]{2,50}$"
    r"|\b(?:furnish|provide|install|supply)\b[^.;$]{0,80}\bfor\s*$"
    r"|\b(?:shall|will|may|to)\s+(?:charge|collect|assess|bill)(?:\s+(?:an?|the|rate|of|its|customers|members)){0,4}\s*$"
    r"|\bto\s+be\s+applied\b[^.;$]{0,120}\bis\s*$"
    r"|\badder\s+of\s*$|\bminimum\b[^.;$]{0,60}\b(?:increase[ds]|raised|rises|grows|goes\s+up)(?:\s+(?:by|at\s+a\s+rate\s+of))?\s*$"
    r"|\b(?:shall|will)\s+be\s*$"
    r"|\b(?:adjustment|charge|rate|factor|surcharge|credit|rider|component|cost)\b[^.;$]{0,40}?(?:,|\b(?:is|are))\s+(?:currently|presently|now)\s*$",
    regex.IGNORECASE,
)
_PRESENTLY = regex.compile(
    r"\b(?:factor|charge|surcharge|rider|adjustment)\s*,\s*(?:presently|currently|now)"
    r"(?:\s+(?:set\s+at|equal\s+to|at))?\s*$",
    regex.IGNORECASE,
)
"""`will be increased by a DSM adjustment factor, presently` so much."""
_NO_CHARGE = regex.compile(
    r"\b(?:base\s+fuel|cost\s+of\s+(?:purchased|wholesale)|increase|decrease|from\b[^,;]{0,30}$|value|included"
    r"|revenues?(?!\s+month)|supplier|example|if\s+the\s+(?:total|cost))(?:\b|$)",
    regex.IGNORECASE,
)
_TRIM = regex.compile(
    r"^\W*(?:\(?[A-Za-z\d]{1,2}[.)]\s+)*|[\s,]*(?:(?:an?|the|that)\s+)*(?:(?:monthly|additional)\s+)?"
    r"\s*\b(?:of|is|are|at|(?:shall|will)\s+be)?\s*$",
    regex.IGNORECASE,
)
_FLOOR = regex.compile(r"\b(?:(?:not\s+)?(?:be\s+)?less\s+than|minimum)\b", regex.IGNORECASE)
# `the minimum charge shall be increased at the rate of` so much for each kVA more: what is paid.
_RAISED = regex.compile(
    r"\b(?:increase[ds]|raised|rises|grows|goes\s+up)(?:\s+(?:at\s+(?:the|a)\s+rate\s+of|by))?\s*$",
    regex.IGNORECASE,
)
_ONE_MORE = regex.compile(
    r"^((?:per\s+month\s+)?(?:for\s+)?(?:each|every|per))\s+additional\s+(?=kva\b|kw\b)",
    regex.IGNORECASE,
)
_HIGHER_OF = regex.compile(
    r"\bminimum\b[^.;$]{0,60}\bthe\s+(?:greater|higher|larger)\s+of\b[^.;$]{0,90}\bor\s*$",
    regex.IGNORECASE,
)
_FIRST_OF = regex.compile(
    r"^\W*the\s+(?:greater|higher|larger|greatest|highest)\s+of\W*(?:\(?[a-zA-Z1i]\))?\W*$",
    regex.IGNORECASE,
)
"""The other of two amounts a minimum is the greater of: its name says so."""
_SECOND_OF = regex.compile(
    r"^\W*the\s+(?:greater|higher|larger|greatest|highest)\s+of\b[^;$]{0,120}\bor\W*(?:\(?[a-zA-Z2]{1,2}\)\W*)?$",
    regex.IGNORECASE,
)
# `where the transformer capacity required exceeds 25 kVA`: said in the name of what is paid more.
_SIZED = regex.compile(
    r"\b(?:where|when|if|should)\b[^,;$]{0,80}\bexceeds?\s+\d[\d,.]*\s*(?:kva|kw|hp|horsepower)\b"
    r"|\bfor\s+[^,;$]{0,60}\b(?:requir\w+|need\w*)\s+(?:more\s+than|over)\s+\d[\d,.]*\s*(?:kva|kw)\b",
    regex.IGNORECASE,
)
_EACH_MORE = regex.compile(
    r"\b(?:each|every|per)\s+(?:additional\s+)?(?P<measure>kva|kw|kilovolt-ampere|kilowatt)\b",
    regex.IGNORECASE,
)
_WHOLE_NAME = 300
# `Any customer who contracts for not less than 1,000 kW`: of whom it speaks bounds no price.
_WHO = regex.compile(
    r"^\W*(?:(?!(?:for|if|when|where|should)\b)[\w'’/-]+,?\s+){0,9}?(?:customers?|consumers?|members?|users?|applicants?|owners?|suppliers?|shippers?|accounts?)\s+"
    r"(?:who|whose|which|that|with|having|[a-z]+ing|[a-z]+ed)\b(?:(?!,\s+(?:the|an?|such)\b)[^.;$])*?\b(?=(?:will|shall|may|must|is\s+to|are\s+to)\b)",
    regex.IGNORECASE,
)
_NEAR = 90
_JOINS = regex.compile(r"\W*(?:of|at|is|(?:shall|will)\s+be|the\s+rate\s+of)?\W*", regex.IGNORECASE)
_MONTHLY = regex.compile(
    r"\bmonthly\s+(?:\w+\s+){0,3}(?:charge|surcharge|bill|fee|minimum)\s+of\s*$"
)
_OWN_NAME = regex.compile(r"\s*[A-Z][A-Z'’/-]+(?:\s[A-Z'’/&-]+){1,5}:\s")
"""A heading in capitals that the sentence runs on from: it stands below no other."""
_OCCASION = regex.compile(
    r"\W*(?:when|whenever|where|upon|in\s+the\s+event|should)\b", regex.IGNORECASE
)
"""What opens a clause that says when a charge is made: its words bound nothing."""
_CLAUSES = regex.compile(r",\s+|\s+and\s+(?=billed|charged|shall|will)")
_CAP = regex.compile(
    r"\bmaximum\s+(?:\w+\s+)?(?:rate|charge)\b[^.;]{0,60}\bnot\s+exceed\s*$", regex.IGNORECASE
)


def stated(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """The charge a sentence states; None where it may be anything else."""
    if price.kind == "percent" or price.refused or setting.context.doubt:
        return None
    if not any(p.search(left) for p in (_SET, _CAP, _HIGHER_OF, _PRESENTLY)) and not _of_two(
        left, setting
    ):
        return None
    if _CAP.search(left):
        return _capped(left, right, price, setting)
    whole, left = left, _WHO.sub("", left)
    said = facets(" ".join(left.split())[-290:])
    component = next((s.value for s in said.components if s.value == "minimum"), None)
    component = component or ("minimum" if _of_two(left, setting) else None)
    behind = " ".join(right.split())
    # The block said before it is what each one more is added to.
    behind = _ONE_MORE.sub(r"\1 ", behind) if said.tiers or component else behind
    unit, rest = unit_behind(behind, setting.monthly or said.monthly)
    each = next((s.value for s in said.components if s.value in EACH_KINDS), None)
    if unit == "USD/month" and each and component is None:
        unit = f"USD/{each}-month"
    more = _EACH_MORE.search(left) if unit == "USD/month" and _RAISED.search(left) else None
    if more:
        # `For each additional kVA required the minimum is increased by $.93 per month`
        unit = unit_of((measures()[fold(more["measure"])], "month"))
        said = replace(said, tiers=())
    if unit is None and component and said.monthly and not rest.strip(" ."):
        # `the monthly minimum bill shall not be less than $100.`
        unit = "USD/month"
    own = "" if _PRESENTLY.search(left) else _last_clause(left)
    if unit is None:
        unit = _unit_before(left, own, price)
    near = f"{_floorless(own) if component else own} ; {before_tail(rest)}"
    if unit is None or LIMITS.search(unnamed(near)) or condition_near(rest):
        return None
    if _NO_CHARGE.search(own if _OCCASION.match(left) else left) or word_pattern(
        "words", "no_charges"
    ).search(left):
        return None
    reading = amount(price, None)
    if not isinstance(reading.value, Decimal):
        return None
    last = facets(" ".join(own.split())[-290:])
    fields = _fields(said, last, facets(rest[:290]), unit, setting)
    if fields is None:
        return None
    if _of_two(left, setting) and unit in charge_words()["fits"]["minimum"]:
        # Whatever the other amount is made of.
        fields["component"] = Source("minimum")
    plausible(reading, unit, False)
    made = Meaning(price, reading, fields)
    _name(made, whole, rest, setting)
    # Its unit stands right behind it: it was not cut, however few decimals it has.
    made.summed = True
    return made


def _unit_before(left: str, own: str, price: Price) -> str | None:
    """The unit that a sentence prints before its price: `shall pay a surcharge per month of`, `is
    billed, per 100 cubic feet, at`, `a monthly customer charge of`."""
    tail = facets(" ".join(left.split())[-_NEAR:])
    end = max((m.end for m in tail.measures), default=0)
    if end and _JOINS.fullmatch(tail.text[end:]):
        return tail.unit
    named = facets(own)
    fixed = {c.value for c in named.components} & {"customer", "minimum", "other"}
    whole = price.kind == "dollars" and price.raw.rpartition(".")[2].isdigit()
    return "USD/month" if named.monthly and fixed and whole and _MONTHLY.search(left) else None


def _capped(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """The most a rate may be: `the maximum monthly rate ... shall not exceed $.21 per kWh`."""
    unit, rest = unit_behind(" ".join(right.split()), setting.monthly)
    reading = amount(price, None)
    if unit is None or not isinstance(reading.value, Decimal):
        return None
    plausible(reading, unit, False)
    fields = {"unit": Source(unit), "component": Source("other")}
    made = Meaning(price, reading, fields, summed=True)
    what = " ".join(left.split()).rpartition(", ")[2]
    made.fields["label"] = Source(", ".join(t for t in (what, rest.strip(" .,")) if t))
    return made


def _last_clause(left: str) -> str:
    """The clause that sets the price: what stands before it goes into its name."""
    clause = _CLAUSES.split(left)[-1]
    return clause if _SET.search(clause) else left


def _of_two(left: str, setting: Setting) -> bool:
    """Whether an amount is one of two, below the heading of a minimum: `The greater of`."""
    above = setting.context.stack[-1].facets.component if setting.context.stack else None
    named = above is not None and above.value == "minimum"
    return named and any(p.match(left) for p in (_FIRST_OF, _SECOND_OF))


def _floorless(left: str) -> str:
    """The words before a minimum's amount without those by which any minimum is one."""
    left = _SECOND_OF.sub(" ", _FIRST_OF.sub(" ", _HIGHER_OF.sub(" ", left)))
    return _RAISED.sub(" ", _FLOOR.sub(" ", _SIZED.sub(" ", left)))


def _fields(
    said: Facets, last: Facets, behind: Facets, unit: str, setting: Setting
) -> dict[str, Source] | None:
    """Unit, component and conditions of a stated price; None where they are not certain. `last` is
    the clause that sets it: what others before it say of several times goes into its name."""
    stack = setting.context.stack
    fields = {
        "unit": Source(unit),
        "component": Source(_component(said, unit, stack, setting.title)),
    }
    for name, key in (("tier", "tiers"), ("season", "seasons"), ("period", "periods")):
        own: tuple[Said, ...] = (*getattr(said, key), *getattr(behind, key))
        values = {s.value for s in own if not (name == "tier" and of_thing(s.value, unit))}
        if len(values) > 1 and name != "tier" and any(h.text for h in stack):
            values = {s.value for s in (*getattr(last, key), *getattr(behind, key))}
        held = lent(stack, key)
        if len(values) > 1 or (held and values and held[1].value not in values):
            return None
        if values:
            fields[name] = Source(values.pop())
        elif held:
            fields[name] = Source(held[1].value, held[0])
    fits = charge_words()["fits"].get(fields["component"].value, [])
    return fields if unit in fits else None


def _of_rider(title: Facets) -> bool:
    return title.component is not None and title.component.value == "other"


def _component(said: Facets, unit: str, stack: list[Heading], title: Facets | None) -> str:
    """What a stated price is for: what the sentence or the heading names and the unit allows."""
    fits = charge_words()["fits"]
    named = list(dict.fromkeys(s.value for s in said.components))
    above = [h.facets.component.value for h in reversed(stack[-1:]) if h.facets.component]
    own = [n for n in (*named, *above) if unit in fits.get(n, [])]
    order = charge_words()["components"]["order"]
    if own:
        return min(own[: max(len(named), 1)], key=order.index)
    riders = word_pattern("words", "riders")
    titled = title is not None and (riders.search(title.text) or _of_rider(title))
    titled = titled or any(riders.search(h.text) for h in stack[-1:])
    if "late_payment" in named:
        # A penalty by what was taken is none for late payment, and no price of it.
        return "other"
    if riders.search(said.text) or titled:
        return "other"
    return charge_words()["by_unit"].get(unit, "other")


def _name(made: Meaning, left: str, rest: str, setting: Setting) -> None:
    """Names a stated price by its sentence, and by the heading right above."""
    above = next((h for h in reversed(setting.context.stack) if h.text), None)
    what = _TRIM.sub("", " ".join(left.split()))
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
