"""Rows of a lighting list that print the code of their tariff before the size of the lamp:
`094 | 100 watts | (9,500 Lumens) ..... | $8.48 per lamp`."""

from __future__ import annotations

from typing import NamedTuple

import regex

_ROW = regex.compile(
    r"\s*(?P<code>\d{2,4}[A-Z]?|[A-Z]{1,3}-?\d{1,4})\s?\*{0,3}\t"
    r"(?P<label>\s*\d[\d,]*\s*-?(?:watts?|lumens?|w)\b[^\t$]*(?:\t\s*\(?\s*\d[\d,]*\s*(?:watts?|lumens?)\b[^\t$]*)?)"
    r"(?P<leaders>(?:\t?[\s._…·]*))\$?\s*",
    regex.IGNORECASE,
)


class Coded(NamedTuple):
    """The code of such a row and its label in one piece."""

    code: str
    label: str


def coded_row(left: str, unit: bool) -> Coded | None:
    """The words left of the only price of a row, taken apart; None where they are no code and size,
    or neither leaders nor a `unit` behind the price tell that it is the price of this size."""
    m = _ROW.fullmatch(left)
    if m is None or not (unit or m["leaders"].count(".") > 1):
        return None
    label = " ".join(m["label"].replace("\t", " ").split()).replace("( ", "(")
    return Coded(m["code"], label.strip(" ._…·"))
