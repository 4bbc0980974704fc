"""What keeps a price from being read: words beside it that set a condition nobody here understands,
other figures, a second charge, a worn word. Every function raises UnreadError."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.behind import FIGURE, names_case
from ratebook.forms.charges.meaning.decimals import is_fine
from ratebook.forms.charges.words.doubt import condition_near
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import charge_words, word_pattern
from ratebook.forms.tokens.dates import ANY_MONTH
from ratebook.forms.tokens.values import Reading

_LONGEST = 14
_SHORT = 6
_INCLUDED = frozenset({"includes", "including", "included", "include"})
_EQUALS = regex.compile(r"^\s*(?:=|equals)\W+", regex.IGNORECASE)
_OF_PERCENT = frozenset({"percent", "per", "cent", "balance"})
_MONTH_ALONE = regex.compile(rf"\W*{ANY_MONTH}(?:\s+(?:19|20)\d\d)?\W*", regex.IGNORECASE)
_REACTIVE = frozenset({"maximum", "percent", "per", "cent", "excess"})
_SOFT = frozenset({"if", "when", "during", "after", "before", "excess"})
_MORE_FEET = regex.compile(
    r"\b(?:beyond|over|above|exceeding|(?:in\s+)?excess\s+of|past)\s+(?:the\s+)?(?:first\s+)?\d+\s+(?:feet|ft|foot)\b"
    r"|\b(?:each|every)\s+additional\s+(?:foot|ft)\b",
    regex.IGNORECASE,
)
_BY_HOURS = regex.compile(
    r"\b(?:first|next|additional)\s+(?:\w+\s+)?hours?\b|\bhours?\s+thereafter\b", regex.IGNORECASE
)
_SIZE_OR_LESS = regex.compile(
    r"\W*(?:\d{1,2}[\s-])?\d{1,2}(?:/\d{1,2})?(?:\s?x\s?\d/\d)?\s?-?\s?(?:inch(?:es)?|in\.|[\"”])\s?"
    r"(?:meters?|connections?|services?|taps?|lines?)?\s?,?\(?(?:or|and)\s(?:less|under|over|above|more)\)?"
    r"(?:\s(?:meters?|connections?|services?))?\W*$",
    regex.IGNORECASE,
)
_OVER_AGREED = regex.compile(
    r"\b(?:above|over|beyond|exceeding|(?:in\s+)?excess\s+of)\s+(?:the\s+|its\s+|their\s+)?"
    r"(?:contract(?:ed)?|agreed)\s+(?:maximum|minimum|quantity|quantities|amount|volume)\W*$",
    regex.IGNORECASE,
)
_AGREED = frozenset({"above", "over", "exceeding", "excess", "maximum", "minimum"})
_WHICH_SIZES = frozenset({"less", "over", "above", "more"})
_WHICH_HOURS = frozenset({"first", "next", "additional", "thereafter"})
_BEYOND = frozenset({"over", "above", "exceeding", "excess", "first", "additional"})
_UNTIL_DATE = regex.compile(rf"\buntil\b.*(?:\d|{ANY_MONTH})", regex.IGNORECASE)
"""A day on which a price ends; `until exhausted` names none."""
_COUNT_ALONE = regex.compile(r"[\d,.\s-]+(?:[a-z]+\.?\s?){1,2}", regex.IGNORECASE)
"""What a chart of bills prints: `2,500 gallons`."""
_BLOCK_OF = regex.compile(r"\W*(?:each\s+)?(?:block|package|bundle|share)s?\s+of\s+\d", regex.I)
"""`Block of 50 kWh, $12.32/month`: what is bought, and no use."""
_MORE_THINGS = regex.compile(
    r"\W*(?:each\s+)?additional\s+(?:dwelling|residence|apartment|trailer|house|mantle|light|lamp|head|fixture|span|panel|camera|port"
    r"|outlet|burner"
    r"|trip|visit|inspection|copy|test|attachment|room)s?"
    r"(?:\s+on\s+(?:the\s+)?same\s+(?:service\s+)?(?:line|premises|meter|lot|property))?"
    r"(?:[\s,(]+per\s[a-z ]+)?\W*"
    r"|\W*each\s(?!(?:[a-z]+\s)?(?:[mc]cf|kwh?|kva|dth|therm|gallon|unit|hour|day|month|block))"
    r"[a-z]+(?:\s[a-z]+)?,\sadditional(?:,?\sper\s[a-z ]+)?\W*",
    regex.IGNORECASE,
)
"""`Additional mantle`, `Each sink, additional, per quarter`: one more of a list, and no block."""
_ONE_MORE = regex.compile(r"\badditional\s+(?:monthly\s+)?charge\b", regex.I)
_SUPPLIERS = regex.compile(
    r"\W*(?:the\s+)?(?:wholesale\s+)?suppliers?['’]?s?['’]?\s+(?:wholesale\s+)?"
    r"(?:(?:base|changed|new|old|present|former|prior|previous|current|increased|decreased)\s+)*"
    r"(?:rates?|prices?|costs?)\b(?!\s+adjustment)",
    regex.IGNORECASE,
)
"""`Supplier's base rate, per 1,000 gallons`: from what an adjustment is computed."""
_NOW = regex.compile(r"(?<!\bnot)[\s:;,-](?:present|existing|current)\W*$", regex.IGNORECASE)
"""`Customer Charge: present $9.00; proposed $12.00`: no notice says that it still holds."""
_NEVER_PAID = frozenset({"nonrecurring", "customer", "minimum", "lamp", "pole", "late_payment"})
_CREDIT = regex.compile(
    r"credit|refund|reduc|discount|adjustment|surcredit|tax\b|rebate|less\b|deduct|allowance",
    regex.IGNORECASE,
)
DEMANDS = frozenset({"demand", "contract_demand", "excess_demand"})


def name_hours(fields: dict[str, Source], setting: Setting) -> None:
    """Gives a fee of which nothing but the hours is said, `After Hours`, what they are of; raises
    UnreadError where that is not known."""
    if "label" not in fields or "group" in fields or not names_case(fields["label"].value):
        return
    if setting.fee is None:
        raise UnreadError("the hours of a fee that is not named")
    fields["group"] = Source(setting.fee.text, setting.fee)


def refuse_bracketed(reading: Reading, component: str, left: str, stack: list[Heading]) -> None:
    """Raises UnreadError for a negative amount of a charge nobody is paid, where no word calls it a
    credit: the brackets of `Trip Charge ($25.00)` are of the sentence."""
    if not isinstance(reading.value, Decimal) or reading.value >= 0 or component not in _NEVER_PAID:
        return
    if is_fine(reading):
        return  # `Income Tier 1 ($0.10751)`: a part of a rate by the day, which others make up for.
    if not any(_CREDIT.search(said) for said in (left, *(h.facets.text for h in stack))):
        raise UnreadError("a price in brackets that no word calls a credit")


def refuse(
    price: Price, said: list[Facets], own: str | None, strict: bool, setting: Setting
) -> None:
    """Raises UnreadError where what is said beside a price does not let it be read. `said` are what
    stands before it, behind it and in its column's heading; `own` the component its words name;
    `strict`: a sentence, in which every word must be understood."""
    row = not strict and len(said[0].text.split()) <= _SHORT
    named = _named_service(own, setting.context.stack, setting.title if row else None)
    if price.refused:
        raise UnreadError(price.refused)
    for given in said:
        close = condition_near(" ".join(given.free)) if given.free else None
        if close:
            raise UnreadError(f"a worn word, near to {close}")
    left, right = said[0], said[1]
    _refuse_more(left, right)
    spare = word_pattern("words", "spare") if strict else None
    after = [w for w in right.free if not (spare and spare.fullmatch(w))]
    if after:
        raise UnreadError(f"not understood after the price: {' '.join(after)}")
    # What an occasional service costs is told apart by its name, whatever words that has.
    more = left.conditions and _MORE_THINGS.fullmatch(left.text)
    if more or (strict and _ONE_MORE.search(left.text)):
        left = replace(left, rest=tuple(w for w in left.rest if w.lower() != "additional"))
    before = () if named else _conditions(price, left, said, strict, setting)
    odd = _odd((*before, *right.conditions), said, setting)
    counts = left.counted and (not named or _COUNT_ALONE.fullmatch(left.text.strip()))
    if counts and not _by_block(left, right, said):
        raise UnreadError("a quantity that is no block")
    if odd:
        raise UnreadError(f"a condition not understood: {' '.join(odd)}")
    if not setting.present and _NOW.search(left.text):
        raise UnreadError("a present rate beside the one that is asked for")
    if "supplier" in left.text.lower() and _SUPPLIERS.match(left.text):
        raise UnreadError("what the supplier bills")
    if word_pattern("words", "no_charges").search(_EQUALS.sub("", left.text)):
        raise UnreadError("words of a bill or a study")
    free = [w for w in left.free if not (spare and spare.fullmatch(w))]
    if strict and left.components:
        # `The residential customer charge is`: whose it is stands in its name.
        free = [w for w in free if w.lower() not in charge_words()["words"]["classes"]]
    if len(free) > (0 if strict else _LONGEST):
        raise UnreadError(f"not understood before the price: {' '.join(left.free[:6])}")


def _named_service(own: str | None, stack: list[Heading], title: Facets | None) -> bool:
    above = next((h.facets.component for h in reversed(stack) if h.facets.component), None)
    above = above or (title.component if title else None)
    return own == "nonrecurring" or (
        own is None and above is not None and above.value == "nonrecurring"
    )


def _refuse_more(left: Facets, right: Facets) -> None:
    """Another figure or another charge beside the price."""
    if FIGURE.search(f"{left.text} \t {right.text}"):
        raise UnreadError("another figure beside the price")
    own = {s.value for s in left.components}
    # `Primary Service Discount | $0.68 per KW credit`
    more = {s.value for s in right.components} - own - ({"credit"} if "discount" in own else set())
    if "plus" in (w.lower() for w in right.rest) or (left.components and more - DEMANDS):
        raise UnreadError(f"more than one charge: {right.text.strip()}")


def _conditions(
    price: Price, left: Facets, said: Sequence[Facets], strict: bool, setting: Setting
) -> tuple[str, ...]:
    """The words of conditions before a price that its unit or its name does not account for."""
    before = left.conditions
    if price.kind == "percent":
        before = tuple(w for w in before if w.lower() not in _OF_PERCENT)
    rated = price.kind == "percent" or any(f.measures for f in said)
    if rated and _MONTH_ALONE.fullmatch(left.text):
        before = ()
    told = any(f.measures for f in said) or any(
        h.facets.measures and h.facets.components for h in setting.context.stack[-1:]
    )
    if not strict and told:
        # With its unit printed, a condition in words goes with the name of the charge.
        soft = _SOFT if _UNTIL_DATE.search(left.text) else _SOFT | {"until"}
        before = tuple(w for w in before if w.lower() not in soft)
    if any(s.value == "kVAR" for f in said for s in f.measures):
        # `each kilovar of maximum reactive demand in excess of 50 percent of the kW demand`
        before = tuple(w for w in before if w.lower() not in _REACTIVE)
    if any(s.value == "ft" for f in said for s in f.measures) and _MORE_FEET.search(left.text):
        # `Service line beyond the first 100 feet: $1.64/foot`: its name says which feet.
        before = tuple(w for w in before if w.lower() not in _BEYOND)
    if any(s.value == "hour" for f in said for s in f.measures) and _BY_HOURS.search(left.text):
        # `Fee for first two hours: $1.25 per hour`: its name says which hours.
        before = tuple(w for w in before if w.lower() not in _WHICH_HOURS)
    if not strict and told and _SIZE_OR_LESS.match(left.text):
        # `5/8 inch meter or less`: its name says which sizes.
        before = tuple(w for w in before if w.lower() not in _WHICH_SIZES)
    if not strict and told and _OVER_AGREED.search(left.text):
        # `Water taken above the contract maximum`: its name says which.
        before = tuple(w for w in before if w.lower() not in _AGREED)
    if any(s.value == "pole" for s in left.components):
        # `Additional pole`: one more, whatever the first one is.
        before = tuple(w for w in before if w.lower() != "additional")
    return before


def _odd(conditions: tuple[str, ...], said: list[Facets], setting: Setting) -> tuple[str, ...]:
    """The conditions without those that say what a minimum bill includes."""
    stack = setting.context.stack
    whole = [*said, *(h.facets for h in stack[-1:])]
    if setting.title and not any(h.facets.components for h in stack):
        whole.append(setting.title)
    minimum = "minimum" in {s.value for f in whole for s in f.components}
    if minimum and any(f.tiers for f in said):
        return tuple(w for w in conditions if w.lower() not in _INCLUDED)
    return conditions


def _by_block(left: Facets, right: Facets, said: Sequence[Facets]) -> bool:
    """Whether a quantity before a price is what one pays for at a time."""
    if any(s.value == "each" for f in said for s in f.measures):
        return True
    return right.unit == "USD/month" and bool(_BLOCK_OF.match(left.text))
