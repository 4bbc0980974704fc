"""Letters in brackets that count the parts of a text, `(A)`, `(B)`, and are no change marks."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.model.page import Line

_FIRST = 12
"""Signs before the letter, at most."""
_LETTER = regex.compile(r"\s*\(\s?([A-Z])\s?\)\s+\S")


def listed(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines begin with a letter that goes on counting from one above: the `(C)` of the third
    part is no mark of a changed regulation. A list may go on from another page, with `(B)`."""
    found: set[int] = set()
    last, above = "", 0
    for at, line in enumerate(lines):
        m = _LETTER.match(line.text) if "(" in line.text[:_FIRST] else None
        if m and last and ord(m[1]) == ord(last) + 1:
            found |= {at, above}
            last, above = m[1], at
        elif m and (m[1] == "A" or not found):
            last, above = m[1], at
    return frozenset(found)
