"""What stands before a colon at the head of a sentence's clauses."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.lines.running import VERB
from ratebook.forms.charges.sentences.services import NUMBERED
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.tables.hit import Text

_SHORT = 6
_COLON = regex.compile(r":(?!\d)")
_NAMED_AS = regex.compile(
    r"(?P<unit>\s*per\s+(?:month|year)),?\s+which\s+(?:(?:shall|will)\s+be|is)\s+the\s+"
    r"(?P<name>minimum\s+(?:[a-z]+\s+){0,2}(?:charge|bill)),?(?=\s)",
    regex.IGNORECASE,
)
_MATERIALS = regex.compile(
    r"(?P<unit>\s*per\s+(?:man[- ])?hour),?\s+(?P<more>plus\s+(?:the\s+)?(?:actual\s+)?"
    r"(?:costs?\s+of\s+)?(?:materials?|parts|equipment|mileage)"
    r"(?:\s+(?:and|or)\s+(?:materials?|parts|equipment|mileage))?)\W*$",
    regex.IGNORECASE,
)


def in_apposition(left: str, right: str) -> tuple[str, str, str]:
    """The words around a price, without what only says more of it: its name behind its unit (`$837
    per month, which shall be the minimum monthly charge, for the first 500,000 gallons`), or what
    comes to it of itself (`per hour plus materials`), which its name has to say."""
    named = _NAMED_AS.match(right) if "which" in right else None
    if named:
        return f"The {named['name']} is ", f"{named['unit']}{right[named.end() :]}", ""
    m = _MATERIALS.match(right) if "plus" in right else None
    return (left, m["unit"], m["more"]) if m else (left, right, "")


def _headed(sentence: str, price: Price) -> tuple[str, str, str]:
    """The words before a price, parted at their first colon that is of no time of the day."""
    before = sentence[: price.start]
    m = _COLON.search(before)
    return (before[: m.start()], ":", before[m.end() :]) if m else (before, "", "")


def prefix_of(sentence: str, price: Price, line: Text) -> Heading | None:
    """What stands before a colon at the head of clauses with prices: `5/8-inch: first ...`."""
    head, colon, more = _headed(sentence, price)
    if not colon or len(head.split()) > _SHORT or ";" not in sentence:
        return None
    if not any(map(str.isalpha, more)) and not facets(sentence[price.end :]).tiers:
        return None  # `Primary, single phase: $5.04 per foot;` names this price alone.
    said, name = facets(head), NUMBERED.sub("", head).strip()
    # `The monthly rate shall be:` names nobody, and leaves what is named above it.
    group = None if VERB.search(name) else name
    return Heading(line.line, name, said, False, group) if said.empty else None


def names_itself(clause: str, price: Price) -> bool:
    """Whether a clause has a name of its own before a colon: what headed those before it has ended,
    `...; Three-party attachment: $0.43 per attachment`."""
    head, colon, _ = _headed(clause, price)
    return bool(colon) and len(head.split()) <= _SHORT and any(map(str.isalpha, head))


def lead_of(sentence: str, price: Price, line: Text) -> Heading | None:
    """What stands before a colon and says when all clauses behind it hold: `Energy charge, summer
    (June through September): first 600 kWh at ...; all additional kWh at ...`."""
    head, colon, _ = _headed(sentence, price)
    if not colon or ";" not in sentence:
        return None
    said = facets(head)
    timed = said.seasons or said.periods
    return Heading(line.line, head.strip(), said, False, None, lead=True) if timed else None
