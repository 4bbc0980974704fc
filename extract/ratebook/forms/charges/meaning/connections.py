"""Lines and connections of a size that are paid for by the month because they stand ready: those of
sprinklers and hydrants."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Setting
from ratebook.forms.charges.meaning.decimals import BILLED
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.tokens.values import Reading

_PAIR = 2
_LINES = regex.compile(r"\b(?:connections?|lines?|fire|sprinklers?|hydrants?)\b", regex.IGNORECASE)
_INCHES = r"\W*\d[\d/\s.-]*[½¼¾]?\s?-?\s?(?:inch(?:es)?|in\.?|[\"”])\W*"
SIZE_ALONE = regex.compile(rf"{_INCHES}(?:meters?)?\W*", regex.IGNORECASE)
"""`5/8-inch meter`: of what size, and not what is paid."""
_OF_FIRE = regex.compile(r"\b(?:fire|sprinklers?|hydrants?|standby)\b", regex.IGNORECASE)
_SIZED = regex.compile(rf"{_INCHES}(?:connections?|taps?)\W*", regex.IGNORECASE)
"""`2 inch connection` of a sprinkler system: what is ready all the time."""
_OF_CLASSES = regex.compile(
    r"(?:customer|consumer|user|member|service)s?\s+(?:categor(?:y|ies)|class(?:es|ifications?)?|types?)"
    r"|(?:categor(?:y|ies)|class(?:es|ifications?)?|types?)\s+of\s+(?:customer|consumer|user|member|establishment|premises)s?",
    regex.IGNORECASE,
)
"""What heads the names of those who are served."""
_DONE_ONCE = regex.compile(
    r"\b(?:(?:re|dis)?connections?|turn-?(?:on|off)|taps?|tap-?on|installations?|inspections?|hook-?ups?)\b",
    regex.IGNORECASE,
)
"""What is done for one of them once, in the same list: `Connection of a new residence`."""
_BY_MONTH = regex.compile(r"monthly\s+(?:flat\s+)?(?:rate|charge|fee|bill)s?", regex.IGNORECASE)


def of_line(said: list[Facets], setting: Setting, reading: Reading) -> bool:
    """Whether a row only says of what size a line or connection is that is paid for by the month:
    `4-inch` below `Size of Connection | Monthly Rate`."""
    columns = setting.context.columns
    first = columns[0].cell.text if len(columns) > 1 else ""
    if _of_class(said, first, setting, reading):
        return True
    return (
        reading.decimals == BILLED
        and any(f.monthly for f in said[1:])
        and _LINES.search(first) is not None
        and SIZE_ALONE.fullmatch(said[0].text) is not None
    )


def _of_class(said: list[Facets], first: str, setting: Setting, reading: Reading) -> bool:
    """Whether a row is a class of those who are served, below `CUSTOMER CATEGORY | MONTHLY RATE`
    alone, with no unit, block or time of its own."""
    if len(setting.context.columns) != _PAIR or reading.decimals != BILLED:
        return False
    own, over = said[0], setting.context.columns[1].cell.text.strip()
    if not (_OF_CLASSES.fullmatch(first.strip()) and _BY_MONTH.fullmatch(over)):
        return False
    if _DONE_ONCE.search(own.text):
        return False
    return own.empty and bool(own.free) and not (own.spans or own.counted or own.conditions)


def stands_ready(label: str, stack: list[Heading]) -> bool:
    """Whether a row is a connection of a size below a heading of what stands ready for fires."""
    return _SIZED.fullmatch(label) is not None and any(_OF_FIRE.search(h.text) for h in stack)
