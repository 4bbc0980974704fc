"""What opens an appendix within an order that prints no caption over it, or another one."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_PRESCRIBED = 60
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


def opens_uncaptioned(text: str, said: Sequence[str]) -> bool:
    """Whether a line of an order opens an appendix to it; `said` are the letters and digits of the
    line and of the one below it."""
    if not said or not said[0]:
        return False
    paged = said[0].startswith("appendix") and _AMENDED_PAGE.match("".join(said)) is not None
    # An appendix whose heading is lost, or is not printed.
    return _prescribes(said[0]) or paged or _attached(text, said[0]) or _put_in_place(text, said[0])


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
