"""Whose customers charges are for, in an appendix that sets rates for several utilities: `The
following rates are prescribed for the customers in the area served by` one after another."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.words.facets import facets
from ratebook.model.page import Line

_SERVED = regex.compile(
    r"\b(?:rates|charges)\b[^.;:$]{0,60}\s(?:prescribed|approved|established|fixed)\s+for\s+(?:the\s+)?"
    r"(?:customers?|consumers?|members?)\s+(?:in\s+the\s+(?:area|territory)\s+)?served\s+by\s+(?:the\s+)?"
    r"(?P<who>[a-z](?:[^.;:$]|(?<=\b(?:inc|co|corp))\.){3,80}?)\s*(?:[;:]|\.(?=\s|$)|$)",
    regex.IGNORECASE,
)
_PRESCRIBED = regex.compile(
    r"\b(?:prescribed|approved|established|fixed)\s+for\b", regex.IGNORECASE
)


def served_by(text: str) -> str:
    """The utility whose customers a sentence says that rates are for; empty where it names none."""
    if " for " not in text.lower():
        return ""
    m = _SERVED.search(" ".join(text.split()))
    return m["who"].strip(" ,") if m else ""


def serves_several(whole: str) -> bool:
    """Whether a text has such sentences of several utilities."""
    if "for" not in whole or not _PRESCRIBED.search(whole):
        return False
    found = {m["who"].lower().strip(" ,") for m in _SERVED.finditer(" ".join(whole.split()))}
    return len(found) > 1


def heading_of_utility(line: Line, name: str) -> Heading:
    """The heading that such a sentence is over the charges below it."""
    return Heading(line, name, facets(""), True, name)


def of_utility(fields: dict[str, Source], served: Heading) -> None:
    """Names a charge by the utility whose customers it is for, before its own group."""
    group = fields.get("group")
    if group is None:
        fields["group"] = Source(served.text, served)
    elif served.text not in group.value:
        fields["group"] = group._replace(value=f"{served.text}, {group.value}")
