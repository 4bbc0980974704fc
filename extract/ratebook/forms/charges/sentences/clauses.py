"""What stands before a colon at the head of a sentence's clauses."""

from __future__ import annotations

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.sentences.services import NUMBERED
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.tables.hit import Text

_SHORT = 6


def prefix_of(sentence: str, price: Price, line: Text) -> Heading | None:
    """What stands before a colon at the head of clauses with prices: `5/8-inch: first ...`."""
    head, colon, _ = sentence[: price.start].partition(":")
    if not colon or len(head.split()) > _SHORT or ";" not in sentence:
        return None
    said, name = facets(head), NUMBERED.sub("", head).strip()
    return Heading(line.line, name, said, False, name) if said.empty else None


def lead_of(sentence: str, price: Price, line: Text) -> Heading | None:
    """What stands before a colon and says when all clauses behind it hold: `Energy charge, summer
    (June through September): first 600 kWh at ...; all additional kWh at ...`."""
    head, colon, _ = sentence[: price.start].partition(":")
    if not colon or ";" not in sentence:
        return None
    said = facets(head)
    timed = said.seasons or said.periods
    return Heading(line.line, head.strip(), said, False, None, lead=True) if timed else None
