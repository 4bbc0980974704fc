"""Numbered paragraphs that each open with their name and end with a price in a cell of its own.

`1.20 METER READING. A trip to read the meter after` over `the member has failed to mail it in.
Each reading: | $25.13`: the name says what is charged, what follows it describes the charge, and
the last sentence is the label of the price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.tables.hit import Text

_FEWEST = 2
_ITEM = regex.compile(r"\s*(?:\(?(?:\d{1,2}|[A-Za-z])[.)]|\d{1,2}\.\d{1,2}\.?)\s")
_OPENS = regex.compile(
    _ITEM.pattern + r"\s*"
    r"(?P<name>[A-Z][A-Z'’/-]+(?:[\s,]+(?:[A-Z][A-Z'’/-]*|&)){0,6})\.\s+[A-Z\"“].*"
)
_NUMBER = regex.compile(r"\s*\(?(?:\d{1,2}|[A-Za-z])[.)]")
"""What such a line begins with: most lines do not, and are told at once."""
_STOP = regex.compile(r"(?<=[a-z)]{2})\.\s+(?=[A-Z])")
_MOST = 8
"""Over so many lines such a paragraph runs at most."""


def name_items(texts: list[Text]) -> None:
    """Leaves nothing of such paragraphs but the rows of their prices, each with the name before the
    last sentence of its label."""
    opened = {at: m for at, text in enumerate(texts) if (m := _opens(text))}
    priced = {at: rows for at in opened if (rows := _rows(texts, at))}
    for at, rows in priced.items() if len(priced) >= _FEWEST else ():
        name = " ".join(opened[at]["name"].split())
        for n in range(at, rows[-1] + 1):
            texts[n] = _named(texts[n], name) if n in rows else texts[n]._replace(text="")


def _opens(text: Text) -> regex.Match[str] | None:
    """What a line is that opens such a paragraph: it prints no price."""
    if text.line.tabular or _NUMBER.match(text.text) is None:
        return None
    m = _OPENS.fullmatch(text.text.replace("\t", " "))
    return None if m and any(p.firm for p in prices(text.text)) else m


def _rows(texts: Sequence[Text], at: int) -> list[int]:
    """The lines of the paragraph opened by line `at` that end in a price in a cell of its own."""
    rows: list[int] = []
    for n in range(at + 1, min(at + _MOST, len(texts))):
        text = texts[n]
        if text.line.page != texts[at].line.page or _ITEM.match(text.text.replace("\t", " ")):
            break
        cells = text.line.filled
        last = prices(cells[-1].text) if len(cells) == _FEWEST else list[Price]()
        if last and not text.line.tabular and cells[0].text.rstrip().endswith(":"):
            whole = n - 1 in rows or texts[n - 1].text.rstrip()[-1:] in ".:"
            if not (whole or _STOP.search(cells[0].text)):
                return []  # What its label begins with stands above.
            rows.append(n)
        elif any(p.firm for p in prices(text.text)):
            return []
    return rows


def _named(text: Text, name: str) -> Text:
    """A row with the name before its label, of which the last sentence is left: `unpaid. Each
    return: | $20.00`."""
    label, *rest = text.line.cells
    cut = max((m.end() for m in _STOP.finditer(label.text)), default=0)
    said = f"{name}, {label.text[cut:]}"
    line = replace(text.line, cells=(label._replace(text=said), *rest))
    mark, moved = text.mark, len(said) - len(label.text)
    if mark is not None:
        mark = mark._replace(line=line, start=mark.start + moved, end=mark.end + moved)
    return Text(line, f"{said}{text.text[len(label.text) :]}", mark)
