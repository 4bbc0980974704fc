"""Whether the words of a text layer can be what the page shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ratebook.model.page import Line

_SOUND = re.compile(
    r"[ -~\u00a1-\u024f\u02b0-\u02ff\u2010-\u205e\u2070-\u209f\u20a0-\u20bf"
    r"\u2100-\u22ff\u2500-\u27bf\ufb00-\ufb06\u03bc\u03a3\u0394\u03a9]"
)
_UNMAPPED = re.compile(r"\(cid:\d+\)|\ufffd|[\ue000-\uf8ff]|[\x00-\x08\x0e-\x1f]")
_BULLETS = re.compile("[\uf0a0-\uf0ff]")
_VOWELS = re.compile(r"[aeiouyAEIOUY]")
_LETTERS = re.compile(r"[A-Za-z]")


def is_broken_text(words: Sequence[str]) -> bool:
    """Whether the font's character map is missing or wrong, so that the words mean nothing.

    Three marks: unmapped or private characters; letters of a script the filing is not in; Latin
    letters with next to no vowels (a map shifted by a constant). Symbol-font bullets are sound.
    """
    text = _BULLETS.sub("", "".join(words))
    if len(text) < 20:
        return False
    unmapped = len(_UNMAPPED.findall(text))
    if unmapped > 0.05 * len(text):
        return True
    if len(text) - unmapped - len(_SOUND.findall(text)) > 0.1 * len(text):
        return True
    letters = len(_LETTERS.findall(text))
    return letters >= 150 and len(_VOWELS.findall(text)) < 0.2 * letters


def is_one_letter_a_line(lines: Sequence[Line]) -> bool:
    """Whether the layer gives a sideways page as a column of single characters."""
    if len(lines) < 40:
        return False
    single = sum(1 for line in lines if len(line.text) == 1)
    return single > 0.6 * len(lines)
