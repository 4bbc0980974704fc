"""Where a sheet goes on upon another page: what is printed there is of neither, and what the page
cut in two is not whole."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import begins_small
from ratebook.forms.charges.lines.running import hangs, is_prose
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.words.price import prices
from ratebook.model.page import Line

_NUMBER = regex.compile(
    r"\W*page\s+(?:no\.?\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|\s*[-–—]\s?\d{1,4}\s?[-–—]\s*",
    regex.IGNORECASE,
)
_CLOCK = regex.compile(r"\s*\d{1,2}:\d\d\b")
_ENDED = (".", ":", ";", ")")


def numbers_page(line: Line) -> bool:
    """Whether a line is nothing but the number of its page: `Page 2 of 3`, `- 2 -`."""
    return len(line.filled) == 1 and _NUMBER.fullmatch(line.text) is not None


def cut_by_page(walk: Walk, at: int) -> bool:
    """Whether the words of line `at`, the first of its page, begin on the page before."""
    above, text = walk.texts[at - 1], walk.texts[at]
    if not at or (above.line.page == text.line.page and at not in walk.turns):
        return False
    said = above.text.rstrip()
    goes_on = begins_small(text.text) or _CLOCK.match(text.text) is not None
    if not goes_on or said.endswith(_ENDED):
        return False
    return hangs(said) or is_prose(above) or not prices(said)
