"""Which lines are of sentences, and which are set as names and titles are."""

from __future__ import annotations

import regex

from ratebook.forms.charges.rows.cells import VERB as VERB
from ratebook.forms.charges.rows.cells import labels_condition
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.spoken import COUNTED_AGAIN
from ratebook.forms.tables.hit import Text

_FUNCTION = regex.compile(
    r"\b(?:the|of|to|is|are|for|and|be|by|in|not|shall|will|any|with|who|which|that|from|on|as|or)\b"
)
_LONGEST_TITLE = 12
_MANY = 9
_NEW_SENTENCE = regex.compile(r"[a-z]{3}\.\s+[A-Z][a-z]*,?(?:\s+[a-z]+){2}")
"""`Bills are net. If a bill stays`: a sentence ends within a line, and another begins."""
# A line that ends so goes on below.
_HANGS = regex.compile(
    r"(?:,|\b(?:of|the|and|or|to|thru|through|at|by|for|per|a|an|than|in|with|from|hours|between|additional|for\s+all|(?:must|shall|will|may)\s+be))$",
    regex.IGNORECASE,
)
_DASHED = regex.compile(
    r"(?P<name>[A-Z][\w'’/&-]*(?:\s(?:[A-Z][\w'’/&-]*|of|for|and|or|the|to|on|in)){0,5})\s(?:[–—]|--?)\s"
    r"(?=(?!per\b)[a-z]|(?i:(?:an?|the)\s(?:[a-z]+\s){0,3}(?:charge|fee|cost|customer|member)\b))"
)
"""`Private Fire Hydrants – for each hydrant ...`"""
_PART = regex.compile(
    r"\W*(?:part|section|class|rate|schedule|option|plan|group|tier)\s+(?-i:[A-Z]|[IVX]{1,4}|\d{1,2})"
    r"\s*(?:[-–—:]|\.(?!\d))\s*(?-i:[A-Z])",
    regex.IGNORECASE,
)
_IN_MAY = regex.compile(r"\b(?:OF|IN|THROUGH|TO|AND)\s+MAY\b|\bMAY(?=\s+(?:THROUGH|TO|AND)\b)")
"""The month, in a line typed in capitals."""
_REMARK = regex.compile(r"\([^()]*\)")
_ROW = regex.compile(r"\)[\s.:]*\$\s?\d[\d,]*\.\d\d\s*$")
"""A remark in brackets, and behind it a price alone."""


def is_prose(text: Text) -> bool:
    """Whether a line is of a sentence: long, in one piece, with the small words of sentences."""
    words = text.text.split()
    if len(words) < 6 or text.line.tabular or ".." in text.text:
        return False
    if len(text.line.filled) > 2:
        return False
    few = len(_FUNCTION.findall(text.text)) < 2
    if (few and not _NEW_SENTENCE.search(text.text)) or _titled(words) or _names_part(text.text):
        return False
    return not (words[-1].endswith(")") and _titled_before(text.text))


def begins_paragraph(text: Text, below: Text) -> bool:
    """Whether a line without the small words of sentences is the first of one all the same: it is
    long, mostly in small letters, and goes on right below it to a full stop."""
    words = text.text.split()
    if len(words) < _MANY or text.line.tabular or len(text.line.filled) > 1 or ".." in text.text:
        return False
    if words[-1][-1] in ".:;" or 2 * sum(w[0].islower() for w in words) < len(words):
        return False
    if below.line.page != text.line.page or apart(text.line, below.line) or prices(below.text):
        return False
    return below.text.rstrip().endswith(".") or is_prose(below)


def _names_part(said: str) -> bool:
    """Whether a line is the name of a part with its letter: `Part A - Demand of 10 kW or less`."""
    if _PART.match(said) is None or said.rstrip()[-1:] in ".,;":
        return False
    return VERB.search(said) is None


def _titled(words: list[str]) -> bool:
    """Whether a line is set as titles are: `C. Service on New Metal or Concrete Poles`."""
    if words[-1][-1] in ".,;" or len(words) > _LONGEST_TITLE:
        return False
    return all(w[0].isupper() or not w[0].isalpha() or _FUNCTION.fullmatch(w) for w in words)


def opens_remark(text: Text, below: Text) -> bool:
    """Whether a line is a title and the beginning of a remark in brackets that ends the next line:
    `Summer Rate (Applicable during four (4) billing periods of June through` over `September)`."""
    said, more = text.text.strip(), below.text.strip()
    if said.count("(") != said.count(")") + 1 or more[-1:] != ")" or "(" in more:
        return False
    return len(text.line.filled) == 1 and _titled_before(f"{said} {more}")


def _titled_before(said: str) -> bool:
    """Whether a line is a title and a remark in brackets: `Elderly (head of household 65)`."""
    said = _IN_MAY.sub(" ", COUNTED_AGAIN.sub("", said))
    title, _, remark = said.partition("(")
    words = title.split()
    return bool(words) and "(" not in remark and VERB.search(said) is None and _titled(words)


def is_sentence(text: Text) -> bool:
    """Whether a line has a verb as sentences have: every word of it must be understood."""
    if VERB.search(text.text) is None or ".." in text.text or labels_condition(text):
        return False
    # `Turn-on after non-payment (paid before gas is turned on) $25.00`: a remark of the label.
    return not (_ROW.search(text.text) and VERB.search(_REMARK.sub(" ", text.text)) is None)


def hangs(said: str) -> bool:
    """Whether a line ends so that it goes on below."""
    return _HANGS.search(said) is not None


def dashed_name(text: str) -> str:
    """The name that a sentence begins with, set off by a dash; empty without one."""
    m = _DASHED.match(text) if any(d in text for d in (" – ", " — ", " - ", " -- ")) else None
    return m["name"] if m and not VERB.search(m["name"]) else ""
