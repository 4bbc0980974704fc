"""Which columns of a table print the rates in force, and which those before or asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.rows.cells import cells_of, price_of
from ratebook.forms.charges.rows.places import Priced
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.hit import Text, prepare

_LOST = regex.compile(r"\blost\s+(?:sales\s+)?revenues?\b", regex.IGNORECASE)
"""What a rider recovers is no revenue asked for."""
_GRANTED = regex.compile(
    r"\W*(?:commission[\s-]+)?(?:approved|authorized|prescribed|granted|ordered)\b", regex.I
)
"""A column of what was granted, beside that of what was asked for."""
_PRESENT = regex.compile(
    r"\W*(?:present|current|existing)(?:\s+(?:rates?|charges?|prices?))?\W*$", regex.IGNORECASE
)
_STILL = regex.compile(
    r"\b(?:present|current|existing)\s+(?:rates?|charges?|prices?)\s+(?:(?:shall|will)\s+)?"
    r"(?:remain|continue|stay|are)\s+(?:now\s+|still\s+)?(?:in\s+(?:force|effect)|charged|effective)\b"
    r"|\bheaded\s+[\"“']?(?:present|current|existing)[\"”']?\s+(?:rates?\s+)?are\s+"
    r"(?:(?:now|still|currently|those|presently)\s+)+(?:charged|billed|in\s+(?:force|effect))\b",
    regex.IGNORECASE,
)
"""`The present rates remain in force until the Commission acts.`"""
_ASKED = regex.compile(
    r"\W*(?:\w+[\s-]+)?(?:proposed|requested)(?:\s+(?:rates?|charges?|fees?|amounts?|prices?))?\W*$",
    regex.IGNORECASE,
)
_SHARE = regex.compile(r"\W*%\s+of\s+(?:[a-z-]+\s+)?revenues?\W*", regex.IGNORECASE)
"""`% of Revenue`: what a rider adds to a bill, and no figure of a study."""
_ALLOCATED = regex.compile(
    r"\W*(?:class\s+)?(?:allocation|share|percent(?:age)?)\s+of\s+(?:\w+\s+)?(?:revenues?|costs?)\b",
    regex.IGNORECASE,
)
_CHANGE = regex.compile(r"\b(?:increase|decrease|change|difference)\b", regex.IGNORECASE)
_BUILT = regex.compile(
    r"\b(?:installed|erected|placed|connected|built)\b.{0,24}\b(?:prior\s+to|before|after|since|on)\b",
    regex.IGNORECASE,
)
"""`Installed Prior to January 1, 1991` says of which lamps its prices are, and not of when."""


def standing(column: Column) -> str | None:
    """Which list of words about rates in force the heading of a column is of."""
    if any(s.value in ("pole", "lamp") for s in column.facets.components):
        # `Existing Pole | New Pole` are no rates, old and new.
        return None
    return _of_heading(column.cell.text)


@lru_cache(maxsize=1024)
def _of_heading(text: str) -> str | None:
    """The same of a heading's words: each of its rows asks."""
    heading = _LOST.sub("", text)
    if "%" in heading and _SHARE.fullmatch(heading):
        return None
    if _BUILT.search(heading):
        return None
    for name in ("asked", "former", "newer", "changes"):
        if word_pattern("words", name).search(heading):
            # `Approved Increase` is no rate.
            return "changes" if name == "newer" and _CHANGE.search(heading) else name
    return None


def share_in_force(context: Context, text: Text, letters: str) -> Text | None:
    """The row of a drawn table that prints a percentage in each of several columns, with none but
    the one in force: `Late Payment Penalty | 10% | 5%` below `Former | Approved`. None where the
    headings do not tell which that is."""
    line = text.line
    if not line.tabular or len(line.cells) != len(context.columns):
        return None
    first, *cells = cells_of(text)
    priced = [(n, at, c, price_of(c)[0]) for n, (at, c) in enumerate(cells, 1) if price_of(c)]
    if len(priced) != len(cells) or price_of(first[1]):
        return None
    columns = {n: context.columns[n] for n, *_ in priced}
    if not {"former", "newer"} <= {standing(c) for c in columns.values()}:
        return None
    held = in_force(priced, columns)
    if len(held) != 1:
        return None
    return prepare(replace(line, cells=(line.cells[0], line.cells[held[0][0]])), letters)


def is_change(column: Column) -> bool:
    """Whether a column prints by how much rates change: what nobody pays."""
    return standing(column) in ("changes", "asked") and _CHANGE.search(column.cell.text) is not None


def _is_share(priced: Priced, column: Column) -> bool:
    """Whether a percentage says how much of what is to be recovered a class bears: `Allocation of
    revenue`. It is no charge."""
    return priced[-1].kind == "percent" and _ALLOCATED.match(column.cell.text) is not None


def in_force(
    priced: list[Priced], columns: dict[int, Column], present: bool = False
) -> list[Priced]:
    """The prices in force of a row: not those of a column of old rates beside new ones, nor the
    change between them. Raises UnreadError below headings of rates that are asked for, where no
    column beside them is of what was approved. `present`: the page says that the present rates
    are still charged."""
    of_revenue = [p for p in priced if _is_share(p, columns[p[0]])]
    priced = [p for p in priced if p not in of_revenue] or priced
    said = {n: standing(columns[n]) for n, *_ in priced}
    if "asked" in said.values():
        granted = _granted(priced, columns, _PRESENT if present else _GRANTED)
        if granted:
            return granted
        raise UnreadError("proposed rates or figures of a study")
    if "former" in said.values() and "newer" not in said.values():
        raise UnreadError("a column of former rates without the new ones")
    if "newer" in said.values():
        # `Current Charge` beside `Approved Charge`, and not by itself.
        said = {
            n: kind or ("former" if says_still(columns[n]) else None) for n, kind in said.items()
        }
    kinds = set(said.values())
    if not ({"former", "newer"} <= kinds or {"newer", "changes"} <= kinds):
        return priced
    return [p for p in priced if said[p[0]] not in ("former", "changes")]


def says_present(whole: str, small: str) -> bool:
    """Whether a notice says that the present rates it prints beside others are still charged."""
    return "propos" in small and _STILL.search(whole) is not None


def says_still(column: Column) -> bool:
    """Whether the heading of a column calls its rates the present ones."""
    return _PRESENT.match(" ".join(column.cell.text.split())) is not None


def _granted(
    priced: list[Priced], columns: dict[int, Column], granted: regex.Pattern[str]
) -> list[Priced]:
    """The prices of a row that were granted, or still hold, where the others are those asked for,
    and no bills."""
    heads = {n: " ".join(columns[n].cell.text.split()) for n, *_ in priced}
    asked = [n for n in heads if standing(columns[n]) == "asked"]
    if not all(_ASKED.match(heads[n]) for n in asked):
        return []
    return [p for p in priced if granted.match(heads[p[0]]) and not _CHANGE.search(heads[p[0]])]
