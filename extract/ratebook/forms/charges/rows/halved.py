"""Rows of a list that may be the halves of two: a label without its price, and a price without a
label right below.

A page that prints labels and prices on separate lines does so all along. Where rows beside it print
the price behind the label, and the label leaves room for one, each half may have lost what the
other has. Nothing but their order would then say that they belong together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import regex

from ratebook.model.page import Document
from ratebook.records.datum import Datum, Draft, Standing
from ratebook.records.ledger import Ledger

_WORD = regex.compile(r"\p{L}{2}|\p{L}\.\p{L}")
_FIGURE = regex.compile(r"\d")
_WHOLE = regex.compile(r"\p{L}{2}.*[$\t]\s?\(?\d*\.\d\d")
"""A row with its name and its price."""
_PRICE = regex.compile(r"\$\s?\(?[\d.,]+")
_UNIT = regex.compile(r"\P{L}*(?:(?:per|an?|each|every|for)\b(?:\P{L}+\p{L}+){1,4}\P{L}*)?")
"""What stands behind a price that says nothing of what it is for."""
_KEY = regex.compile(r"\s*\(?[A-Za-z][.)]\s*")
"""The letter of a list, which tells whose price it is."""
_ITEM = regex.compile(r"\(?(?:[A-Z]|\d{1,2}|[IVX]{1,4})[.)]\s+\p{Lu}")
"""The name of a numbered part."""
_FIGURED = regex.compile(r"\d\.\d|\$\s?\d")
_REACH = 8
"""Lines to both sides in which rows are of the same list."""
_OTHERS = 3
"""Rows with their prices to one bare price, on a page where none of them is near it."""
_ROOM = 0.6
"""Of the page's width: a label that takes more may have its price below it for want of room."""

_Texts = Mapping[int | None, str]


class _Row(NamedTuple):
    """A price without words on its line: whether figures stand in front of it, how many cells."""

    amount: Datum
    line: int
    figures: bool
    cells: int


def doubt_halves(document: Document, ledger: Ledger) -> None:
    """Marks prices that may belong to another label as needing a proof. Text sources only: where
    there is geometry a lost cell leaves its place."""
    drafts = [draft for draft in ledger.drafts if draft.kind == "charge"]
    if not drafts:
        return
    texts = {page.number: {line.number: line.text for line in page.lines}
             for page in document.pages}  # fmt: skip
    lists: dict[tuple[int, int], list[_Row]] = {}
    for draft in drafts:
        row = _row(draft, ledger, texts)
        if row:
            lists.setdefault((id(draft.parent), row.amount.place.page), []).append(row)
    for (_, page), rows in lists.items():
        for row in rows:
            if _halved(row, rows, texts[page]):
                ledger.data[row.amount.id] = row.amount._replace(touched=True)


def _row(draft: Draft, ledger: Ledger, texts: Mapping[int, _Texts]) -> _Row | None:
    amount = ledger.data.get(draft.fields.get("amount") or 0)
    if amount is None or amount.standing is not Standing.READ or not amount.place.line:
        return None
    line = amount.place.line
    text = texts[amount.place.page].get(line, "")
    before, found, after = text.partition(amount.raw or "\0")
    if not found or _WORD.search(before) or _KEY.fullmatch(before) or not _UNIT.fullmatch(after):
        return None
    return _Row(amount, line, bool(_FIGURE.search(_PRICE.sub("", before))), text.count("\t"))


def _halved(row: _Row, rows: list[_Row], texts: _Texts) -> bool:
    label = texts.get(row.line - 1, "").strip()
    if not _WORD.search(label) or label.endswith(":"):
        return False
    if row.cells and label.count("\t") == row.cells and not _FIGURE.search(label):
        return False  # a heading over each of several prices
    if _heads_item(label, texts):
        return False
    wide = len(label) + len(row.amount.raw or "") > _ROOM * max(map(len, texts.values()))
    if wide and "\t" not in label:
        return False
    near = range(row.line - _REACH, row.line + _REACH + 1)
    whole = [text for line in near if _is_whole(text := texts.get(line, ""))]
    longer = any(text.count("\t") == row.cells + 1 for text in whole)
    if row.figures and (_is_whole(label) or not longer):
        return False  # sizes of meters, years, watts below the first lamp of a kind
    bare = {other.line for other in rows if other.line in near}
    if whole:
        return len(whole) >= len(bare)
    # a list of these two alone is like the other lists of the page
    return _OTHERS * len({other.line for other in rows}) <= sum(map(_is_whole, texts.values()))


def _heads_item(label: str, texts: _Texts) -> bool:
    """Whether a label is numbered and so are others of the page, none of which has a price in its
    line: they head what stands below them, `F. LEAK ADJUSTMENT RATE`."""
    if not _ITEM.match(label):
        return False
    items = [text for text in texts.values() if _ITEM.match(text.strip())]
    return len(items) > 1 and not any(map(_FIGURED.search, items))


def _is_whole(text: str) -> bool:
    return "." in text and ("\t" in text or "$" in text) and _WHOLE.search(text) is not None
