"""Sheets typed in capitals throughout, as line printers set them: their sentences are told from
names and headings by small letters elsewhere, so they are read as small letters would have them."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.headings.heading import STEP
from ratebook.forms.charges.rows.cells import VERB
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

_BINDS = regex.compile(
    r"(?<!\S)(?<!\b(?:SCHEDULE|TARIFF|RATE|OPTION|PART|SECTION|CLASS|APPENDIX)\s)(?:THE|OF|TO|IS|ARE|FOR|AND|BE|BY|IN|NOT|SHALL|WILL|ANY|WITH|WHO|WHICH|THAT|FROM|ON"
    r"|AS|OR(?!\s+(?:LESS|MORE|OVER|UNDER|ABOVE|BELOW|GREATER|SMALLER|LARGER)\b)|A|AN|MAY|HAS|HAVE)(?!\w)"
)
_NEEDS = regex.compile(r"\b(?:MUST|SHALL|WILL|MAY)\s+BE$")
_GOES_ON = regex.compile(
    r"PER\s+(?:MONTH|YEAR|DAY)\W*$|(?:(?:LESS|MORE)\s+)?THAN\b|UP\s+TO\b|THRU\b|IN\s+THE\b"
)
"""What the rest of a label begins with."""
_OPEN = regex.compile(r",|\bPER\b")
_HANGS = regex.compile(r"[,;]\s+(?:AND\s+)?ALL$")
"""`AT $.06224; ALL` over `ADDITIONAL KWH`: the next price is of a block."""
_PAIR = 2
_LONG, _LINE = 6, 40
"""Words of a line that is a sentence's, and letters of one that a sentence fills."""
_BEGINS = regex.compile(r"(?:^|(?<=[.:;]\s)(?<!\b[ap]\.m\.\s))\W*\w")
"""What begins with a capital letter; `9:01 a.m. thru 10:00 p.m.` goes on."""
_ITEM = regex.compile(r"\(?(?:[A-Z]|[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})?)[.)]?")
_NAMED = regex.compile(
    r"\s*(?:\(?(?:[A-Z]|\d{1,2}(?:\.\d{1,2})?)[.)]?\s+)?(?P<name>[A-Z]{3,}(?:[\s-][A-Z'’]{2,}){0,4})"
    r"(?:\.\s+(?=[A-Z])|\s[-–—]\s(?=(?:AN?|THE)\s))"
)
"""The name that a numbered paragraph begins with: `9.2  METER READING. A MEMBER WHO ...`."""
_SCHEDULED = regex.compile(r"\W*(?:RATE\s+)?(?:SCHEDULE|TARIFF)\s+\S{1,8}\s+[-–—:]")


def in_small_letters(texts: Sequence[Text]) -> list[Text]:
    """The lines of a sheet in capitals with the sentences among them in small letters; every
    letter keeps its place."""
    made: list[Text] = []
    open_still = False
    above: Text | None = None
    for text in texts:
        open_still = open_still and above is not None and not apart(above.line, text.line)
        above = text
        said = text.text.strip()
        cells = text.line.filled
        item = len(cells) == _PAIR and _ITEM.fullmatch(cells[0].text.strip()) is not None
        alone = (len(cells) == 1 or item) and not text.line.tabular and ".." not in said
        alone = alone and not _SCHEDULED.match(said)
        prose = alone and len(said.split()) >= _LONG and _binds(said)
        if not (prose or (open_still and alone)):
            open_still = False
            made.append(text)
            continue
        small = text.text.lower()
        if open_still:
            small = regex.sub(r"(?<=[.;]\s)\W*\w", lambda m: m[0].upper(), small)
        else:
            small = _BEGINS.sub(lambda m: m[0].upper(), small)
            small = _with_name(text.text, small)
        made.append(text._replace(text=small))
        open_still = len(said) >= _LINE and not said.endswith((".", ":"))
    return made


def _binds(said: str) -> bool:
    """Whether a line holds the small words of sentences, or ends before what its verb needs."""
    remark = said.endswith(")") or said.count("(") > said.count(")")
    bare = said.partition("(")[0] if remark else said
    return len(_BINDS.findall(bare)) > 1 or _NEEDS.search(said) is not None


def _with_name(said: str, small: str) -> str:
    """A line in small letters with the name it begins with set as names are."""
    m = _NAMED.match(said)
    m = None if m and VERB.search(m["name"].lower()) else m
    return f"{small[: m.start('name')]}{m['name'].title()}{small[m.end('name') :]}" if m else small


def cut_label(texts: Sequence[Text], at: int) -> bool:
    """Whether the label of a row in capitals may have begun in the line above, or go on in the one
    below: small letters would tell."""
    return _begun_above(texts, at) or _ends_below(texts, at)


def _begun_above(texts: Sequence[Text], at: int) -> bool:
    above = texts[at - 1] if at else None
    own = texts[at].line.cells[0].text.strip(" .")
    if above is None or apart(above.line, texts[at].line):
        return False
    said = above.text.strip()
    if len(said) >= _LINE and any(map(str.islower, said)) and not said.endswith((".", ":", ";")):
        return True  # A sentence that has no end there.
    if _HANGS.search(said):
        return True
    if not _GOES_ON.match(own):
        return False
    if said.endswith(" NOT"):
        return True
    return not prices(said) and not said.endswith(":") and _OPEN.search(said) is not None


def _ends_below(texts: Sequence[Text], at: int) -> bool:
    line, below = texts[at].line, texts[at + 1] if at + 1 < len(texts) else None
    if below is None or len(below.line.filled) != 1 or apart(line, below.line):
        return False
    left = below.line.filled[0].left
    if left <= line.cells[0].left + STEP or prices(below.text) or len(below.text.split()) > _PAIR:
        return False
    after = texts[at + 2] if at + 2 < len(texts) else None
    heads = after is not None and not apart(below.line, after.line) and prices(after.text)
    return not (heads and after is not None and after.line.cells[0].left >= left)
