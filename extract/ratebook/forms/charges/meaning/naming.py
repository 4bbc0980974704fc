"""What a charge is called: by the words of its line, the heading above, the group it is in."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.headings.heading import ITEM, Heading, names_class
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.margins import names_place, names_utility
from ratebook.forms.charges.headings.nested import names_price
from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.meaning.behind import label_text
from ratebook.forms.charges.meaning.clause import names_condition, names_size
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.words import charge_words

_SUBJECT = regex.compile(
    r"^(?:an?|the)\s+|\s+(?:of|at|is|are|in\s+the\s+amount\s+of|(?:shall|will)\s+be)$",
    regex.IGNORECASE,
)
_FLAT = regex.compile(
    r"(?:monthly\s+)?flat\s+(?:rates?|charges?|fees?)(?:\s+per\s+month)?", regex.IGNORECASE
)
_WHOLE = regex.compile(r"(?:for\s+)?all\s+[a-z]", regex.IGNORECASE)
_ALL = regex.compile(
    r"(?:for\s+)?all\s+(?:water|gas|energy|usage|use|consumption)\b", regex.IGNORECASE
)
_DEMAND_TIME = regex.compile(r"\bdemand\s+period\b", regex.IGNORECASE)
"""`Peak Demand Period` says more than its period."""

_HUNG_THING = regex.compile(
    r"\b(?:per|each|every)\s+(?P<what>(?:(?:two|three)[\s-](?:party|user)\s+)?(?:pole|anchor|guy|wireline|wireless)"
    r"\s+attachment)\b",
    regex.IGNORECASE,
)
"""What hangs on a pole, where its unit names it: `$5.16 per year for each wireline attachment`."""
_MORE_OF = regex.compile(
    r"(?:per\s+month,?\s+)?for\s+(?:each|every)\s+additional\s+(?:kva|kw|kilovolt.ampere|kilowatt)\b",
    regex.IGNORECASE,
)
"""What each one more is of, where a unit says it: `$0.75 for each additional KVA`."""


def _without_unit(text: str) -> str:
    """The words of a label without a cell of their own that prints the unit."""
    head, _, tail = text.rpartition("\t")
    said = facets(tail)
    return (
        head.rstrip() if head and said.measures and not said.free and not said.components else text
    )


def _section(stack: list[Heading]) -> Heading | None:
    """The heading that names what stands below it: the nearest one with a name, but of the parts of
    the sheet only the last, or the class of customers that they all are of."""
    for heading in reversed(stack):
        if heading.group and not heading.step:
            return heading
        if heading.part:
            return next((h for h in reversed(stack) if h.classed), None)
    return None


def _whose(above: list[Heading], group: Heading) -> list[Heading]:
    """The headings around a group that say of which customers it is, of which place, and of which
    price, where it does not: `OUTSIDE THE CITY` over `1" meter`."""
    found: list[Heading] = []
    for tells in (names_place, names_class, names_utility, names_price):
        # `LAKE DIVISION` holds below the sentence that says where it is, too.
        own = [h for h in above if h.group and tells(h) and (not h.part or tells is names_place)]
        if own and not tells(group) and own[-1] not in found:
            found.append(own[-1])
    return sorted(found, key=above.index)


def _grouped(group: Heading, stack: list[Heading]) -> str:
    """The name of a group; a kind of lamps (`Metal Halide`) with that of the group it stands in."""
    name = group.group or ""
    above = next((n for n, h in enumerate(stack) if h.line is group.line), len(stack))
    if not group.source:
        outer = _whose(stack[:above], group)
        lit = next((h for h in reversed(stack[:above]) if h.group and not h.part), None)
        if lit is not None and lit.source and lit not in outer:
            # `Mercury Vapor fixtures` over `Overhead`
            outer = [*outer, lit]
        return ", ".join([*(h.group or "" for h in outer), name])
    outer = next((h for h in reversed(stack[:above]) if h.group or h.part), None)
    return name if outer is None or outer.part or outer.source else f"{outer.group}, {name}"


def _nameless(fields: dict[str, Source], said: Facets) -> bool:
    """Whether the label of a row does not name what its heading does."""
    label = fields.get("label")
    return label is not None and label.heading is None and not said.components


def _of_service(heading: Heading) -> bool:
    """Whether a heading names what is asked for once."""
    found = heading.facets.component
    return found is not None and found.value == "nonrecurring"


def _is_paid_by(heading: Heading, unit: str) -> bool:
    """Whether a heading that names a charge may name one in this unit: `Base Charge` over rows by
    the month is no name of the blocks below them."""
    found = heading.facets.component
    return found is None or unit in charge_words()["fits"].get(found.value, [unit])


def _names_service(heading: Heading) -> bool:
    """Whether the heading of a part names one service by itself: `B. DEPOSITS`."""
    return heading.line.heading and not is_part(heading.text)


def _over_service(lending: Heading, stack: list[Heading], nameless: bool) -> Heading | None:
    """The heading that names a service asked for once, of those over its price: the one that says
    it is such a service, or, below a row that does not name it, a later one. None where its part
    says no more than `Charges`."""
    if not lending.part or _names_service(lending):
        return lending
    if not nameless:
        return None
    later = [h for h in stack[stack.index(lending) + 1 :] if h.group] if lending in stack else []
    over = later[-1] if later else lending
    return None if is_part(over.text) else over


def _word_of(heading: Heading) -> str:
    """The word by which a sentence without a name of its own calls what it leads to: `deposits`."""
    said = heading.facets
    return next((said.text[s.start : s.end] for s in said.components), "")


def _words_of(heading: Heading) -> str:
    """The same where it says more than the kind of charge: `demand credit`."""
    words = _word_of(heading)
    return words if " " in words else ""


def _heads_alone(stack: list[Heading]) -> bool:
    """Whether the innermost heading, where none names a group, is what a row is called by."""
    if not stack or stack[-1].silent or is_part(stack[-1].text):
        return False
    return not any(h.group for h in stack)


def name_charge(
    left: str, said: Facets, stack: list[Heading], fields: dict[str, Source], strict: bool = False
) -> None:
    """Sets the label of a charge from the words left of its price, without its subject and unit
    where `strict`."""
    text = (
        _SUBJECT.sub("", _without_unit(label_text(left)))
        if strict
        else _without_unit(label_text(left))
    )
    if ITEM.fullmatch(f"{text} "):
        text = ""  # The letter of a clause, `(c)`, names nothing.
    if text and (
        not said.plain or names_condition(text) or names_size(text) or _DEMAND_TIME.search(text)
    ):
        fields["label"] = Source(ITEM.sub("", " ".join(text.split())).rstrip(" ,;("), None, text)
    else:
        held = (
            h
            for h in reversed(stack)
            if not (h.part or h.table) and (h.facets.component or h.group)
        )
        # `Meter Connection` over blocks of gallons heads another list.
        other = fields["component"].value != "nonrecurring" and any(map(_of_service, stack[-1:]))
        named = next((h for h in held if not other and _is_paid_by(h, fields["unit"].value)), None)
        if named and named.text and named.facets.component:
            whole = text and not said.tiers and _ALL.match(text)
            name = f"{named.text}, {' '.join(text.split())}" if whole else named.text
            fields["label"] = Source(name, named)
        elif text and _FLAT.fullmatch(text):
            fields["label"] = Source(" ".join(text.split()), None, text)
        elif (said.whole or _WHOLE.match(text)) and text and not said.tiers and not said.measures:
            # `All Mcf`, `All water purchased`: all that the row says of itself.
            fields["label"] = Source(" ".join(text.split()), None, text)
        elif _heads_alone(stack) and not other:
            fields["label"] = Source(stack[-1].text, stack[-1])
        elif said.spans and text:
            # `Months of June through September` below a group: the months are all its name.
            fields["label"] = Source(" ".join(text.split()), None, text)
        if "label" not in fields and named and named.whose:
            # `Rate 110` says whose the charge is that stands above it.
            charge = next((h for h in held if h.facets.component), None)
            fields |= {"label": Source(charge.text, charge)} if charge else {}
    lending = fields["component"].heading
    if lending is not None and fields["component"].value == "nonrecurring":
        over = _over_service(lending, stack, _nameless(fields, said))
        if over is not None:
            fields["group"] = Source(over.group or over.text or _word_of(over), over)
            return
    group = _section(stack)
    if group is not None and "label" in fields and fields["label"].heading is group:
        # `Basic Service Charge for metering:` within `Single-Phase Service` is no group itself.
        group = _section([h for h in stack if h is not group]) or group
    if lending and not lending.part and _nameless(fields, said):
        if not group:
            # `GAS COST RECOVERY RATE` over `All gas sold`: the row does not say what it is.
            group = replace(lending, group=lending.text or _words_of(lending))
        elif group is not lending and _DEMAND_TIME.search(text):
            # `Maximum Load Charge` over `Peak Demand Period`, both below the title of a schedule.
            group = replace(lending, group=f"{group.group}, {lending.text}")
    component = fields["component"].value
    whole = component in ("late_payment", "discount", "nonrecurring")
    if group and group.group and "label" not in fields and component == "nonrecurring":
        # `Each: $90.00` below `TEMPORARY SERVICE` has no other name.
        fields["label"] = Source(group.group, group)
    elif group and group.group and not whole:
        fields["group"] = Source(_grouped(group, stack), group)


def call_hung(fields: dict[str, Source], right: str) -> None:
    """Adds to the name of a rental what hangs on the pole, where only its unit says that: `$5.16
    per year for each wireline attachment`."""
    m = _HUNG_THING.search(right) if fields["unit"].value == "USD/attachment-year" else None
    label = fields.get("label")
    said = " ".join(fields[n].value for n in ("group", "label") if n in fields).lower()
    if m and m["what"].lower() not in said:
        fields["label"] = Source(f"{label.value}, {m['what']}" if label else m["what"])


def call_one_more(fields: dict[str, Source], right: str) -> None:
    """Adds to the name of a charge that it is for each one more, beside a minimum that includes the
    first ones."""
    more, label = _MORE_OF.match(right), fields.get("label")
    if more and label and "additional" not in label.value.lower():
        fields["label"] = label._replace(value=f"{label.value}, {more[0].strip(' ,')}")


def call_dated(fields: dict[str, Source], since: str) -> None:
    """Adds to the name of a charge the words that say from when it holds: rates in steps."""
    label = fields.get("label")
    said = " ".join(fields[n].value for n in ("group", "label") if n in fields)
    if since.lower() not in " ".join(said.split()).lower():
        fields["label"] = Source(f"{label.value}, {since}" if label else since)
