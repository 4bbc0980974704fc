"""Sheets typed in capitals throughout, as line printers set them: their sentences are told from
names and headings by small letters elsewhere, so they are read as small letters would have them."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.tables.hit import Text

_BINDS = regex.compile(
    r"(?<!\S)(?:THE|OF|TO|IS|ARE|FOR|AND|BE|BY|IN|NOT|SHALL|WILL|ANY|WITH|WHO|WHICH|THAT|FROM|ON"
    r"|AS|OR|A|AN|MAY|HAS|HAVE)(?!\w)"
)
_LONG, _LINE = 6, 40
"""Words of a line that is a sentence's, and letters of one that a sentence fills."""
_BEGINS = regex.compile(r"(?:^|(?<=[.:;]\s))\W*\w")


def in_small_letters(texts: Sequence[Text]) -> list[Text]:
    """The lines of a sheet in capitals with the sentences among them in small letters; every
    letter keeps its place."""
    made: list[Text] = []
    open_still = False
    for text in texts:
        said = text.text.strip()
        alone = len(text.line.filled) == 1 and not text.line.tabular and ".." not in said
        prose = alone and len(said.split()) >= _LONG and len(_BINDS.findall(said)) > 1
        if not (prose or (open_still and alone)):
            open_still = False
            made.append(text)
            continue
        small = text.text.lower()
        if open_still:
            small = regex.sub(r"(?<=[.;]\s)\W*\w", lambda m: m[0].upper(), small)
        else:
            small = _BEGINS.sub(lambda m: m[0].upper(), small)
        made.append(text._replace(text=small))
        open_still = len(said) >= _LINE and not said.endswith((".", ":"))
    return made
