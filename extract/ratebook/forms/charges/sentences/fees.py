"""What a sentence below the heading of an occasional service sets, whatever its words say of when:
the heading names the service, and the words right before the amount say that it is paid."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.sentences.services import NUMBERED, TOLERANCE
from ratebook.forms.charges.words.doubt import worn
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, amount

# `the Cooperative will bill`, `a charge of`, `is charged`, `the fee is`, `pays`.
_SET = regex.compile(
    r"\b(?:charge|fee|penalty|cost)s?\s+(?:of|is|are|(?:shall|will)\s+be)$"
    r"|\b(?:is|are|be)\s+(?:charged|billed|assessed)(?:\s+(?:at|a\s+fee\s+of))?$"
    r"|\b(?:installs?|furnish(?:es)?|provides?|sets?|tests?|moves?|relocates?|replaces?|restores?"
    r"|reconnects?)\b[^.;,$]{3,90}\sfor$"
    r"|\b(?:shall|will)\s+(?:bill|charge|collect|assess)$|\b(?:bills?|owes?|pays?)(?:\s+in\s+advance)?$",
    regex.IGNORECASE,
)
_NAMED = regex.compile(r"\b(?:charge|fee|cost)\s+(?:of|for)\s+[^.;,$]{3,40},$", regex.IGNORECASE)
_IS_PAID = regex.compile(
    r"^,?\s*(?:is|are|(?:shall|will)\s+be)\s+(?:paid|charged|billed|due|owed|added|collected)\b",
    regex.IGNORECASE,
)
"""`the cost of the test, $53.70, is paid by the member`"""
_WHEN = regex.compile(r"^\W*(?:where|when|if|for|should)\s[^.;,$]{3,80},$", regex.IGNORECASE)
_LEADS = regex.compile(r"\b(?:bills?|charges?|pays?|collects?|owes?)\W*$", regex.IGNORECASE)
# Amounts that are paid to a customer, or if somebody likes, or that were charged once.
_OTHERWISE = regex.compile(
    r"\b(?:may|not|never|might|could|would|can|who|that|if|when|unless|until|once|after)\s+(?:[\w'’]+\s+){0,3}(?:pays?|owes?|bills?)$"
    r"|\b(?:company|cooperative|corporation|district|utility|association|commission|court|seller)\s+(?:[a-z]+\s+)?(?:pays?|owes?)$"
    r"|\b(?:free|rewards?|fined?|fines|balance|income|formerly|proposed|example|sued|court|law|wages?)\b"
    r"|\b(?:that|which|original|former|old|total|average|least|maximum|minimum)\s+(?:[a-z]+\s+)?(?:charge|fee|cost)s?\s+(?:of|is)$",
    regex.IGNORECASE,
)
_BESIDE = regex.compile(
    r"\b(?:(?<!\b(?:two|three|six|nine|twelve|\d)\s)month\w*|(?<!\b(?:one|two|three|five)\s)year\w*|annual\w*|annum|quarter\w*|daily|a\s+day|kwh|kw|kva|mcf|ccf|gallons?|therms?|interest|whichever"
    r"|plus|(?<!non-)refund\w*|waived?|example|estimated?|actual\s+cost|proposed|formerly|no\s+longer|percent|deposits?)\b|%",
    regex.IGNORECASE,
)
_BOUNDED = regex.compile(
    r"^\W*(?:or\b|plus\b|minus\b|minimum\b|maximum\b|per\b|/|(?:and|to|-|–)\s*\$|now\b|down\b|of\b|each\s+(?!time\b|trip\b|call\b))",
    regex.IGNORECASE,
)
_LEAST = regex.compile(
    r"\b(?:at|for)\s+(?:the\s+)?(?:actual\s+)?cost,?\s+(?:but\s+)?(?:with|subject\s+to)\s+an?\s+minimum"
    r"(?:\s+(?:charge|fee))?\s+of$",
    regex.IGNORECASE,
)
"""`All larger connections will be made at actual cost, with a minimum of`: the least paid."""
_OF = regex.compile(r"^\W*(?:an?|the)\s+(?:[a-z]+\s+)?(?:charge|fee|sum)\s+of$", regex.IGNORECASE)
_ENDS = regex.compile(r"\s+(?:for|at|of)$", regex.IGNORECASE)
_MOST = 3000
_MOST_BUILT = 25000
_LONGEST = 220
_NEAR = 120


def fee_below(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """What is paid once, as a sentence says below the heading of such a service, or on a sheet of
    nothing else. None where the amount may be bounded, or paid by the month or by use."""
    above = _of_fees(setting)
    titled = above is None and _on_sheet_of_fees(setting)
    if not (above or titled) or price.kind != "dollars" or price.refused or setting.context.doubt:
        return None
    left = TOLERANCE.sub(" ", " ".join(NUMBERED.sub("", left).split()))
    right = " ".join(right.split()).rstrip(" .;")
    least = not right and _LEAST.search(left) is not None
    if not least and (
        not _is_set(left, right, above) or _BESIDE.search(f"{left[-_NEAR:]} ; {right}")
    ):
        return None
    said = facets(right[:_NEAR])
    if _BOUNDED.match(right) or (said.measures and said.unit != "USD"):
        return None
    reading = amount(price, None)
    if not isinstance(reading.value, Decimal) or not (
        0 < reading.value <= (_MOST_BUILT if least else _MOST)
    ):
        return None
    parts = (_ENDS.sub("", _OF.sub("", left)).strip(" .,;:"), right.strip(" .,;:"))
    name = ", ".join(t for t in parts if t)
    if (reading.decimals or 0) not in (0, 2) or len(name) > _LONGEST:
        return None
    if not name and above is None:
        return None
    fields = {"component": Source("nonrecurring"), "unit": Source("USD")}
    if above is not None:
        fields["group" if name else "label"] = Source(above.text, above)
    if name:
        fields["label"] = Source(name)
    return Meaning(price, reading, fields, {"label"} if worn(name, setting.typeset) else set())


def _is_set(left: str, right: str, above: Heading | None) -> bool:
    """Whether the words right before an amount, or those that lead to it, say that it is paid."""
    if _OTHERWISE.search(left):
        return False
    if not left:
        return above is not None and above.lead and _LEADS.search(above.text) is not None
    named = _NAMED.search(left) or _WHEN.match(left)
    named = named is not None and _IS_PAID.match(right) is not None
    return named or _SET.search(left) is not None


def _on_sheet_of_fees(setting: Setting) -> bool:
    """Whether a sheet is of occasional services by its title, and no heading says otherwise."""
    if any(h.text and not is_part(h.text) for h in setting.context.stack):
        return False
    named = setting.title.component if setting.title else None
    return named is not None and named.value == "nonrecurring"


def _of_fees(setting: Setting) -> Heading | None:
    """The heading above that names an occasional service, or any on a sheet of such services; None
    where another kind of charge is named nearer, or nothing is."""
    stack = setting.context.stack
    last = next((h for h in reversed(stack) if h.text and not is_part(h.text)), None)
    if last is None:
        return None
    named = next((h.facets.component for h in reversed(stack) if h.facets.component), None)
    named = named or (setting.title.component if setting.title else None)
    timed = any(h.facets.measures or h.facets.monthly for h in stack)
    return last if named and named.value == "nonrecurring" and not timed else None
