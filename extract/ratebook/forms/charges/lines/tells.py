"""What tells a line of prices from words, and a line from the one above it."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import begins_small, item_kind
from ratebook.forms.charges.lines.running import is_prose
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

MONEY = regex.compile(
    r"\$\s?[\d.]|\d\s?(?:¢|cents?\b|%|per\s?cent\b|dollars\b)|(?:\d|(?<![\w.]))\.\d{2}",
    regex.IGNORECASE,
)
_NEAR = 4
_EDGE = 1.5
_LETTERS = _PAIR = 2
_NOT_TAKEN = ("words of a stamp", "words without a price", "words without a price, not read")
_WORDS = "words without a price"
_LONG_HEADING = 70
_WORDY = regex.compile(r"[^\W\d_]{3}")


def bare_counts(walk: Walk, text: Text) -> bool:
    """Whether figures without a sign may be prices: in a table, or with a unit beside them."""
    context = walk.setting.context
    said = facets(text.text)
    if walk.setting.below is not None and len(text.line.cells) > 1:
        return True
    if context.columns or context.past or said.measures or said.whole or _below_sign(walk, text):
        return True
    if said.tiers and len(text.line.cells) > 1 and (said.components or context.lends):
        # `First 1,000 Gallons | 13.94 | (Minimum Bill)`
        return True
    above = any(h.facets.measures for h in context.stack)
    return above and len(text.line.cells) > 1 and not is_prose(text)


def _below_sign(walk: Walk, text: Text) -> bool:
    """Whether a figure stands right below one with the sign of both: `$25.00` over `65.00`."""
    if not walk.found:
        return False
    above, cells = walk.found[-1].text.line, text.line.filled
    before = above.filled
    if (
        len(cells) != _PAIR
        or not 0 <= (text.line.rows_below(above) or 0) <= _NEAR
        or above.page != text.line.page
    ):
        return False
    cell, signed = cells[-1], before[-1]
    fee = walk.found[-1].meaning.fields["component"].value == "nonrecurring"
    if (
        (fee or text.line.tabular)
        and len(before) % _PAIR == 0
        and above.tabular == text.line.tabular
    ):
        # Below one another in a list, wherever tabs set their figures.
        own = prices(cell.text)
        bare = len(own) == 1 and own[0].raw.strip() == cell.text.strip()
        return bare and _WORDY.search(cells[0].text) is not None
    if text.line.tabular or not text.line.rows_below(above):
        return False
    return abs(signed.right - cell.right) < _EDGE or 0 <= cell.left - signed.left < _EDGE


def _price_alone(walk: Walk, at: int) -> bool:
    """Whether a price that nothing names stands below a sentence that was not taken with it and
    has not ended: `For each KVAR of lagging reactive demand` over `$0.88 per KVAR.`"""
    above, named = walk.texts[at - 1], facets(walk.texts[at].text)
    if walk.claims.get(at - 1) != _WORDS or walk.setting.context.columns:
        return False
    bare = not (named.components or named.tiers) and len(walk.texts[at].line.filled) == 1
    ended = above.text.rstrip().endswith((".", ":", ";"))
    return bare and not ended and is_prose(above)


def goes_on(walk: Walk, at: int) -> bool:
    """Whether a line goes on from one of a sentence that was not taken with it."""
    said = walk.texts[at].text.strip()
    if at and said[:1] == "$" and _price_alone(walk, at):
        return True
    if not at or not begins_small(said):
        return False
    lost = walk.texts[at].line.packed or walk.setting.context.flush
    word = walk.texts[at].line.cells[0].text.strip(" .")
    if lost and walk.claims.get(at - 1) == "column headings" and word.isalpha():
        return True
    if walk.setting.context.columns:
        return False
    above = walk.texts[at - 1].text.rstrip()
    if lost:
        beside = len(walk.texts[at - 1].line.cells) > 1 and not prices(above)
        if beside and not above.endswith((".", ":", ";")):
            return True
    return walk.claims.get(at - 1, "") in _NOT_TAKEN and not above.endswith((".", ":", ";"))


def beside_table(walk: Walk, text: Text) -> bool:
    """Whether a row of one price names a charge of another kind, as the heading of rows does, than
    the rows of several prices above it: `Energy Charge: 2.797¢ per kWh` below those of demand. The
    columns above say nothing of it."""
    context = walk.setting.context
    several = any(len(shape.ends) > 1 for shape in context.shapes)
    if not several or text.line.tabular or not walk.found:
        return False
    if item_kind(text.text.strip()) and _own_unit(text) not in (None, *_units(walk)):
        # `1. Capacity payment ... per kW per year` below the energy rates of several years.
        return True
    head, colon, _ = text.text.partition(":")
    own = facets(head).component if colon and "\t" not in head.strip() else None
    return own is not None and own.value != walk.found[-1].meaning.fields["component"].value


def _own_unit(text: Text) -> str | None:
    """The unit that a row prints behind its price."""
    found = prices(text.text)
    return facets(text.text[found[-1].end :]).unit if found else None


def _units(walk: Walk) -> set[str]:
    """The units of the rates read last."""
    return {one.meaning.fields["unit"].value for one in walk.found[-_PAIR:]}


def damaged_row(text: Text) -> bool:
    """Whether a line is a label and a spoilt figure: no heading was lost with it."""
    named = [c for c in text.line.cells if sum(ch.isalpha() for ch in c.text) > _LETTERS]
    return len(named) == 1 and text.line.cells[0] is named[0] and bool(MONEY.search(text.text))


def unlike_words(text: Text) -> bool:
    """Whether a short line is neither a heading nor the end of a sentence."""
    said = text.text.strip()
    return len(said) < _LONG_HEADING and not said.endswith((".", ";", ","))
