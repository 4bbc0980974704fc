"""Rows of the HTML tables that some recognisers write into their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ratebook.reading.debris import plain

_TABLE = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]{0,500}>(.*?)(?=<tr\b|</tr\b|</table\b|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(
    r"<t[dh]\b([^>]{0,500})>(.*?)(?=<t[dh]\b|</t[dh]\b|</tr\b|\Z)", re.IGNORECASE | re.DOTALL
)
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlRow:
    """A table row and the 1-based source line it starts on. Merged cells leave empty ones."""

    number: int
    texts: tuple[str, ...]


def taken_tables(text: str) -> tuple[str, dict[int, list[HtmlRow]]]:
    """The text with its tables' rows taken out (line numbers kept), and the rows by line.

    Words that stand in a table outside its cells stay in the text.
    """
    rows: dict[int, list[HtmlRow]] = {}
    if "<t" not in text and "<T" not in text:
        return text, rows
    pieces: list[str] = []
    done = 0
    for table in _TABLE.finditer(text):
        for row in _rows(table.group(), text.count("\n", 0, table.start()) + 1):
            rows.setdefault(row.number, []).append(row)
        pieces += (text[done : table.start()], _ROW.sub(_only_breaks, table.group()))
        done = table.end()
    return "".join((*pieces, text[done:])), rows


def _rows(table: str, first: int) -> Iterator[HtmlRow]:
    below: dict[int, int] = {}
    line, counted = first, 0
    for row in _ROW.finditer(table):
        line += table.count("\n", counted, row.start())
        counted = row.start()
        texts: list[str] = []
        for cell in _CELL.finditer(row.group(1)):
            _skip_merged(texts, below)
            spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(cell.group(1))}
            wide, high = max(spans.get("col", 1), 1), max(spans.get("row", 1), 1)
            if high > 1:
                below.update({len(texts) + at: high for at in range(wide)})
            texts += [" ".join(plain(cell.group(2)).split()), *[""] * (wide - 1)]
        _skip_merged(texts, below)
        below = {at: left - 1 for at, left in below.items() if left > 1}
        yield HtmlRow(line, tuple(texts))


def _skip_merged(texts: list[str], below: dict[int, int]) -> None:
    """Empty cells where a cell of a row above reaches down."""
    while len(texts) in below and below[len(texts)] > 0:
        texts.append("")


def _only_breaks(row: re.Match[str]) -> str:
    return "\n" * row.group().count("\n")
