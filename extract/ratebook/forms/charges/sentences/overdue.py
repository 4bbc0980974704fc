"""What is paid in money for paying late, as a sentence says it: `If the bill is not paid within
twenty days a late charge of $5.00 per bill shall be added.`"""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.sentences.late import is_overdue
from ratebook.forms.charges.sentences.services import NUMBERED
from ratebook.forms.charges.words.doubt import condition_near, worn
from ratebook.forms.charges.words.price import Price, amount

_CHARGED = regex.compile(
    r"(?:^|[\s,])(?:an?|the)\s+(?P<name>(?:late(?:\s+payment)?|delayed\s+payment|delinquen\w+|past[\s-]due)"
    r"\s+(?:charge|fee|penalty))\s+(?:of|is|(?:shall|will)\s+be)\s*$",
    regex.IGNORECASE,
)
_ADDED = regex.compile(
    r"^\s*(?P<bill>(?:per|on\s+each|for\s+each)\s+bill)?\s*,?\s*(?:(?:(?:shall|will|is\s+to|must)\s+be|is)\s+"
    r"(?:added|charged|assessed|imposed|applied|collected|billed|made)|applies)?"
    r"(?:\s+(?:to|on|against)\s+(?:(?:the|that|such|each|any|every|all|his|its|their)\s+)?[a-z\s-]{3,40}?)?"
    r"(?P<when>,?\s+(?:if|when|where|which|that|not|after)\s[^;$%\d]{5,120}|\s+(?:not|if|when|that)\s[^;$%]{5,120})?\W*$",
    regex.IGNORECASE,
)
# Amounts that are bounded, or paid again and again for one bill.
_OTHERWISE = regex.compile(
    r"\b(?:or|plus|and|each\s+(?:day|week|month)|per\s+(?:day|week|month)|daily|monthly|maximum|minimum|at\s+least|at\s+most|up\s+to"
    r"|exceed\w*|greater|lesser|more\s+than|less\s+than|whichever|interest|waived?|proposed|former\w*|example|unless|except|second"
    r"|install?ments?|deposits?|reconnect\w*|may)\b",
    regex.IGNORECASE,
)
_MOST = 200
_LONGEST = 200


def late_sum(left: str, right: str, price: Price, setting: Setting) -> Meaning | None:
    """The sum that a sentence adds to a bill not paid in time; None where it may be anything else,
    or is bounded."""
    if price.kind != "dollars" or price.refused or setting.context.doubt:
        return None
    left, right = " ".join(NUMBERED.sub("", left).split()), " ".join(right.split())
    named, added = _CHARGED.search(left), _ADDED.match(right)
    if named is None or added is None or _OTHERWISE.search(f"{left} ; {right}"):
        return None
    if not is_overdue(f"{left[: named.start()]} ; {added['when'] or ''}"):
        return None
    reading = amount(price, None)
    if not isinstance(reading.value, Decimal) or not 0 < reading.value <= _MOST:
        return None
    when = left[: named.start()].strip(" ,.") or (added["when"] or "").strip(" ,.")
    label = ", ".join(t for t in (named["name"], when) if t)
    if (reading.decimals or 0) not in (0, 2) or len(label) > _LONGEST:
        return None
    if condition_near(label) or worn(label, setting.typeset):
        return None
    unit = "USD/bill" if added["bill"] else "USD"
    fields = {"component": Source("late_payment"), "unit": Source(unit), "label": Source(label)}
    return Meaning(price, reading, fields)
