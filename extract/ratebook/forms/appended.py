"""What opens an appendix within an order that prints no caption over it, or another one."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.orders.words import is_signature
from ratebook.model.page import Line

_PRESCRIBED = 60
_LETTER = r"(?:[a-h]|\d{1,2})?"
_CASE = r"(?:to)?(?:psc)?case(?:nos?)?\d{4,9}"
_BEHIND = regex.compile(rf"appendix{_LETTER}(?:{_CASE})?$")
"""What heads an appendix behind an order's signatures: `APPENDIX`, `APPENDIX B  Case No. 9999`."""
_BELOW = regex.compile(rf"to(?:an|the|this)order|{_CASE}")
"""What the line below such a heading says where another appendix stands before it."""
_ALONE = regex.compile(rf"appendix{_LETTER}(?:to(?:an|the|this)?order.{{0,90}}?)?(?:in)?{_CASE}")
"""With what an appendix begins that was filed without its order."""
_SET = regex.compile(
    r"\b(?:(?:to|of)\s+(?:an?\s+|the\s+|this\s+)?order|entered|in\s+force|prescribed|approved)\b",
    regex.IGNORECASE,
)
"""Words by which what stands below them was set, and not asked for."""
_PROPOSED = regex.compile(r"\bpropos|\brequest|\bapplication\b|\btestimony\b", regex.IGNORECASE)
_ORDERED = regex.compile(r"\bORDERE?[DS]\b")
_ATTACHED = regex.compile(
    r"(?:attachment|appendix|exhibit)(?:[a-h]|\d{1,2})?to(?:the|this|an)orders?(?:$|of|dated|in)"
)
_AMENDED_PAGE = regex.compile(
    r"appendix[a-h]?(?:page\d{1,2}(?:as)?(?:amended|revised|corrected)"
    r"|(?:amended|revised|corrected)page\d{1,2})$"
)
"""What heads a page of an appendix that an order puts in the place of another one's."""
_IN_ITS_PLACE = regex.compile(
    r"(?:amended|revised|corrected|substitute)appendix(?:[a-h]|\d{1,2})?$"
)
"""What heads the appendix that stands in the place of another order's: `AMENDED APPENDIX A`."""


def opens_uncaptioned(text: str, said: Sequence[str], above: Sequence[Line]) -> bool:
    """Whether a line of an order opens an appendix to it; `said` are the letters and digits of the
    line and of the one below it, `above` the order's lines before it."""
    if not said or not said[0]:
        return False
    paged = said[0].startswith("appendix") and _AMENDED_PAGE.match("".join(said)) is not None
    # An appendix whose heading is lost, or is not printed.
    known = _prescribes(said[0]) or paged or _attached(text, said[0])
    return known or _put_in_place(text, said[0]) or _behind(text, said, above)


def opens_another(text: str, said: Sequence[str], own: str) -> bool:
    """Whether a line of an appendix, whose first line says `own`, opens the next one to the same
    order."""
    if not said or said[0] == own or not _BEHIND.match(said[0]) or not _BEHIND.match(own):
        return False
    captioned = len(said[0]) > len("appendix") + 2 or any(map(_BELOW.match, said[1:2]))
    return captioned and _heads(text, said[1:])


def opens_alone(lines: Sequence[Line], said: Sequence[str]) -> bool:
    """Whether a document begins with an appendix that says to what case it belongs and that its
    rates were set; `lines` are its first lines, `said` their letters and digits."""
    if not said or not said[0].startswith("appendix") or not _ALONE.match("".join(said[:3])):
        return False
    text = "\n".join(line.text for line in lines)
    return _SET.search(text) is not None and _PROPOSED.search(text) is None


def _behind(text: str, said: Sequence[str], above: Sequence[Line]) -> bool:
    """Whether a line heads what stands behind the signatures of the order of the lines `above`."""
    if not said[0].startswith("appendix") or not _BEHIND.match(said[0]):
        return False
    return _heads(text, said[1:]) and _is_over(above)


def _heads(text: str, below: Sequence[str]) -> bool:
    """Whether a line that says no more than `appendix` is printed as a heading, and not as the
    foot of a page."""
    marked = text.lstrip().startswith("#") or "".join(text.split()).strip("*_")[:8].isupper()
    return marked or any(map(_BELOW.match, below[:1]))


def _is_over(lines: Sequence[Line]) -> bool:
    """Whether an order's paragraphs and the signatures below them stand in these lines."""
    ordered = next((n for n, line in enumerate(lines) if _ORDERED.search(line.text)), None)
    return ordered is not None and any(is_signature(line.text) for line in lines[ordered + 1 :])


def _prescribes(said: str) -> bool:
    """Whether a line begins the sentence with which an appendix of rates opens: `The following
    rates and charges are prescribed for the customers in the area served by ...`."""
    at = said.find("prescribedfor")
    return at > 0 and said.startswith("the") and "rates" in said[:at] and at <= _PRESCRIBED


def _put_in_place(text: str, said: str) -> bool:
    """Whether a line is no more than the heading of an appendix that replaces another."""
    return _IN_ITS_PLACE.match(said) is not None and text.lstrip(" *_#")[:8].isupper()


def _attached(text: str, said: str) -> bool:
    """Whether a line is the caption of what is attached to the order it stands in: `ATTACHMENT TO
    THE ORDER DATED June 7, 2010`."""
    return _ATTACHED.match(said) is not None and text.lstrip(" *_#")[:8].isupper()
