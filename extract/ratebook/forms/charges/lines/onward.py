"""Lines that end where nothing does: the sentence goes on in the next one."""

from __future__ import annotations

import regex

from ratebook.forms.charges.lines.lines import line_prices
from ratebook.forms.charges.rows.cells import VERB
from ratebook.forms.tables.hit import Text

_AT_PRICE = regex.compile(r"[a-z]\)?\s+(?:at|of|is)$", regex.IGNORECASE)
_PRICE = regex.compile(r"\(?\$\s?\.?\d|\.?\d[\d.]*\s?(?:¢|cents\b)")
_BEFORE_NAME = regex.compile(r"\b(?:the|this|that|its|their|our|said|such|an?)$", regex.IGNORECASE)
_WORDS = 5
"""As many words at least has the first line of a sentence."""


def cut_open(text: Text, below: Text) -> bool:
    """Whether a line ends with the word before a name that the next one begins with in a capital:
    `The adjustment found reasonable in this` over `Order is included in the rates below.`"""
    said = text.text.strip()
    if _BEFORE_NAME.search(said) is None or said.isupper() or len(said.split()) < _WORDS:
        return False
    alone = len(text.line.filled) == len(below.line.filled) == 1
    return alone and not line_prices(below) and VERB.search(below.text) is not None


def ends_at_price(text: Text, below: Text) -> bool:
    """Whether a line ends right before the price that the next one begins with, and that goes on
    with another clause: `Energy charge, summer: First 1,000 kWh at` over `$ 0.05512; all over`."""
    said, more = text.text.rstrip(), below.text.strip()
    if _AT_PRICE.search(said) is None or ";" not in more or _PRICE.match(more) is None:
        return False
    return len(text.line.filled) == len(below.line.filled) == 1
