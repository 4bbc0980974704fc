"""Text that a spreadsheet must not take for a formula."""

from __future__ import annotations

import re

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")


def neutral(text: str) -> str:
    """The text with an apostrophe before anything a spreadsheet would run.

    Plain numbers stay: -1.03 is money, no formula. Text that already hides a trigger behind
    apostrophes gets one more, so that dropping one always gives the text back.
    """
    bare = text.lstrip("'").lstrip(" ")
    if not bare.startswith(_TRIGGERS) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def original(text: str) -> str:
    """The text as it was before `neutral`."""
    bare = text.lstrip("'").lstrip(" ")
    hidden = text.startswith("'") and bare.startswith(_TRIGGERS)
    return text[1:] if hidden else text
