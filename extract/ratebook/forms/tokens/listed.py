"""Letters in brackets that count the parts of a text, `(A)`, `(B)`, and are no change marks."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.model.page import Line

_LETTER = regex.compile(r"\s*\(\s?([A-Z])\s?\)\s+\S")


def listed(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines begin with a letter that goes on counting from an `(A)` above: the `(C)` of the
    third part is no mark of a changed regulation."""
    if not any("(A)" in line.text for line in lines):
        return frozenset()
    found: set[int] = set()
    last = ""
    for at, line in enumerate(lines):
        m = _LETTER.match(line.text)
        if m and m[1] == "A":
            last = "A"
        elif m and last and ord(m[1]) == ord(last) + 1:
            last = m[1]
            found.add(at)
    return frozenset(found)
