"""Units that headings say and cells leave out (`Load (kW)` over `2,400`)."""

from __future__ import annotations

import regex

from ratebook.forms.tables.hit import Token
from ratebook.forms.tables.state import Scan

_UNIT = regex.compile(r"[\t ]*[A-Za-z]")
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
    said = _LETTER.search(token.raw) or _UNIT.match(token.line.text, token.end)
    return token if said or not token.raw.strip() else token._replace(raw=f"{token.raw} {unit}")
