"""Prices that a column rule cut in two, and columns of prices that slid: what stands beside tells.

A figure whose neighbour may be its cut-off rest stays open, with what it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import regex
from rapidfuzz import fuzz

from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.doubt import heads_quantities, is_known, joined
from ratebook.forms.charges.words.price import amount, prices
from ratebook.forms.charges.words.words import charge_words
from ratebook.forms.tables.hit import Text
from ratebook.forms.tables.repair.ghosts import drawn
from ratebook.model.page import Cell
from ratebook.records.datum import Candidate, Standing

_LETTERS = 2
_BESIDE = 2
_SHORT = 4
_UNIT = regex.compile(r"(?<=\.\d\d\d?)\s?per\s.*", regex.IGNORECASE)
_COMPLETE = regex.compile(r"\$?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ALIKE, _NEAR, _LINES_ALIKE = 60, 50, 85


def keep_open(
    meaning: Meaning, cells: Sequence[Cell], n: int, column: Callable[[Cell], Column]
) -> None:
    """Takes back the amount of the price in cell `n` of a row where the cell before or behind it
    may be a piece of it. `column` gives the column of a cell, or raises UnreadError."""
    own, offered = meaning.reading.value, list[Candidate]()
    # More than any price of its unit is none, whatever whole figure stands beside it: `831 |
    # 0.000585` per kWh.
    most = Decimal(charge_words()["most"].get(meaning.fields["unit"].value, "Infinity"))
    for other in range(max(n - 1, 0), min(n + 2, len(cells))):
        pieces = [cells[i].text for i in sorted((n, other))]
        pieces[-1] = _UNIT.sub("", pieces[-1])
        whole = joined(*pieces) if other != n else None
        if whole is not None and not _counts(cells[other], column):
            value = amount(meaning.price._replace(raw=whole), None).value
            torn = not _COMPLETE.fullmatch(cells[other].text.strip())
            if isinstance(value, Decimal) and (torn or abs(value) <= most):
                offered.append(Candidate(value, 1.0, "with the cell beside it"))
    if offered and isinstance(own, Decimal):
        printed = Candidate(own, 1.0, "as printed")
        meaning.reading = meaning.reading._replace(
            value=None,
            standing=Standing.AMBIGUOUS,
            candidates=(printed, *offered),
            proof=(),
            repairs=(),
        )


def _counts(cell: Cell, column: Callable[[Cell], Column]) -> bool:
    """Whether a cell stands below the heading of a quantity."""
    try:
        return heads_quantities(column(cell).cell.text)
    except UnreadError:
        return False


def drawn_into_heading(left: str, texts: Sequence[Text], text: Text) -> bool:
    """Whether the price behind `left` stands in the cell of a column's heading, while those of the
    rows below stand in cells of their own: the column has slid up by a row."""
    *before, own = left.split("\t")
    if not (_wordy(own) and any(map(_wordy, before))):
        return False
    at = next(n for n, other in enumerate(texts) if other is text)
    below = texts[at + 1].line if at + 1 < len(texts) else None
    cells = [c.text for c in below.cells if c.text.strip()] if below else []
    return len(cells) > 1 and bool(prices(cells[-1])) and not _wordy(cells[-1])


def ghosts(found: Sequence[Found]) -> list[Found]:
    """Charges in a line that is a garbled copy of the one beside it: the same price, and the same
    words but for some that are no known ones."""
    made: list[Found] = []
    for one, two in pairwise(found):
        apart = two.text.line.rows_below(one.text.line) or 0
        if one.meaning.price.raw == two.meaning.price.raw and 0 < apart <= _BESIDE:
            for real, copy in ((one, two), (two, one)):
                if real not in made and _garbled(real.text.text, copy.text.text):
                    made.append(copy)
                    break
    return made


def _garbled(real: str, copy: str) -> bool:
    ones, twos = real.split(), copy.split()
    if len(ones) != len(twos) or ones == twos:
        return False
    pairs = [(a, b) for a, b in zip(ones, twos, strict=True) if a != b]
    return _alike(real, copy, _LINES_ALIKE) and all(
        is_known(a) and not is_known(b) and _alike(a, b, _ALIKE if len(a) > _SHORT else _NEAR)
        for a, b in pairs
    )


def _alike(one: str, other: str, least: int) -> bool:
    return max(fuzz.ratio(one, other), fuzz.ratio(drawn(one), drawn(other))) >= least


@lru_cache(maxsize=4096)
def _wordy(text: str) -> bool:
    return sum(ch.isalpha() for ch in text) > _LETTERS
