"""Units that headings say and cells leave out (`Load (kW)` over `2,400`)."""

from __future__ import annotations

import regex

from ratebook.forms.tables.hit import Token
from ratebook.forms.tables.state import Scan

_UNIT = regex.compile(r"[ ]*([A-Za-z]{1,3})\b")
_LETTER = regex.compile(r"[A-Za-z]")


def give_units(scan: Scan) -> None:
    """Adds the unit its heading says to a figure that prints none itself."""
    if not any(units for _, units in scan.units):
        return
    for hit in scan.hits:
        above = [units for at, units in scan.units if at <= hit.at]
        for name, unit in (above[-1] if above else {}).items():
            if name in hit.cells:
                hit.cells[name] = [_with(token, unit) for token in hit.cells[name]]


def _with(token: Token, unit: str) -> Token:
    if _LETTER.search(token.raw) or not token.raw.strip():
        return token
    said = _UNIT.match(token.line.text, token.end)
    other = said is not None and said[1].lower() != unit.lower()
    return token if other else token._replace(raw=f"{token.raw.strip()} {unit}")
