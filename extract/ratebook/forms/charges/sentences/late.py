"""Whether a percentage in a sentence is what is paid for paying late, however it is worded.

`After that date 9% is added`, `7.6% on what is owed after the due date`, `bills unpaid bear 3%`."""

from __future__ import annotations

import regex

_PERCENT = r"(?P<figure>\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)\)?"
_MOST = 25
# What is paid after its time. A late date of a report or a test is none.
_OVERDUE = regex.compile(
    r"\bunpaid\b|\b(?:paid|pays?)\s+late\b|^\W*(?:\w{1,2}[.)]\s*)?late\s?[.:]|\b(?:still|stays?|remains?|left)\s+open\b|\bdelinquent\b|\boverdue\b|\bpast[\s-]due\b|\barrears?\b|\blate\s+(?:payments?|payers?|charges?|fees?|penalt\w+)\b"
    r"|\bnot\s+(?:(?:so|been|yet)\s+)*(?:paid|received|settled)\b|\b(?:remain\w*|stays?|left|is|are|still)\s+(?:unpaid|outstanding|owing|owed)\b"
    r"|\b(?:paid|pays?|owed|owing|due|outstanding|received|payments?|settled)\b[^.;$%]{0,30}\s(?:after|beyond|later\s+than|past)\b"
    r"|\b(?:after|beyond|past|following)\s+(?:the|that|this|such|said|its|their|which)\s+(?:[a-z-]+\s+){0,2}(?:date|day|time|period)\b"
    r"|\b(?:paid|net|due)\b[^.$]{3,60}\s(?:afterwards?|thereafter)\b|\bafter\s+the\s+(?:due|net|discount|penalty|last|final)\b|\bfail\w*\s+to\s+(?:pay|make\s+payment)\b|\bnon-?payment\b"
    r"|\b(?:paid|payable|net|due)\b[^.;$]{3,40}\bafter\s+which(?:\s+(?:date|time))?\b",
    regex.IGNORECASE,
)
# How so many percent come upon what is owed, before the figure and behind it.
_BEFORE = regex.compile(
    r"\b(?:penalty|charge|fee|sum|amount|surcharge|addition|forfeit\w*|late\s+payment)\b(?:\s+[a-z-]+){0,3}\s+(?:of|is|at|equal\s+to)\W+(?:[a-z]+\s+)?$"
    r"|\b(?:bears?|carr(?:y|ies)|incurs?|adds?|draws?|plus|(?:increas\w+|rais\w+|rises?|grows?|goes\s+up)(?:\s+by)?"
    r"|(?:be|is|are)\s+(?:added|put|charged|assessed|imposed|billed)"
    r"|an?\s+(?:extra|additional|further))\s+$|\b(?:charge|penalty|fee|payments?|late|late\s+bill)s?\s?[.:)\t–—-]+\s*$",
    regex.IGNORECASE,
)
_BEHIND = regex.compile(
    r"^[\s,]*(?:(?:of|on|upon|to)\s+[^.;%$]{2,70}?\s)?(?:(?:is|are|was|(?:shall|will|may|must)\s+be|gets?)\s+(?:then\s+)?)?"
    r"(?:added|put|laid|assessed|imposed|charged|applied|levied|billed|due|owed|owing|payable|collected|applies|attaches|accrues|extra)\b"
    r"|^[\s,]*(?:on|upon|of|to)\s+(?:(?:the|any|all|what(?:ever)?|every|each|that|such|his|her|its|their)\s+)*(?:[a-z-]+\s+){0,3}"
    r"(?:is\s+)?(?:owed|owing|due|unpaid|bills?|amounts?|balances?|charges?|accounts?|sums?|current|net|portion)\b"
    r"|^[\s,]*(?:above|over|more\s+than|higher\s+than|greater\s+than|in\s+excess\s+of)\s+(?:the\s+)?(?:net|bill|amount)\b"
    r"|^[\s,]*(?:extra|more|higher|greater|penalty|late|charge|fee|additional)\b",
    regex.IGNORECASE,
)
_OTHERWISE = regex.compile(
    r"\b(?:interest|annum|discount\w*|deposits?|install?ments?|plan|arrange\w*|partial|deferred|down|at\s+least|at\s+most|up\s+to|maximum|minimum"
    r"|not\s+(?:to\s+)?exceed\w*|(?:more|less)\s+than\s+(?=\d)|example|estimat\w+|average|customers\s+(?:pay|paid)|on\s+time|power\s+factor"
    r"|within\s+(?=\d+(?:\.\d+)?\s?(?:%|per\s?cent))|error|fast|slow|revenues?|uncollect\w+)\b",
    regex.IGNORECASE,
)
_BY_TIME = regex.compile(rf"{_PERCENT}\s*(?:per|a|each|every)\s+(?:month|year|day|week)\b", regex.I)
_IN_WORDS = regex.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|and|a|one-half|half)[\s-]+)+"
    r"per\s?cent\s*\((?=\d)",
    regex.IGNORECASE,
)
_SHARE = regex.compile(_PERCENT, regex.IGNORECASE)


def is_overdue(text: str) -> bool:
    """Whether words speak of what is not paid in time."""
    return _OVERDUE.search(text) is not None


def paid_late(text: str, below: bool) -> bool | None:
    """Whether the percentage of a sentence (white space folded) is added to what is not paid in
    time; None where it speaks of such but no wording says that it is added. `below`: a heading
    above it says that it is about late payment."""
    if not (below or _OVERDUE.search(text)) or _OTHERWISE.search(text) or _BY_TIME.search(text):
        return False
    text = _IN_WORDS.sub("", text)
    shares = list(_SHARE.finditer(text))
    if any(float(m["figure"]) > _MOST for m in shares):
        return False
    return True if all(_added(text, *m.span()) for m in shares) else None


def _added(text: str, start: int, end: int) -> bool:
    return bool(_BEFORE.search(text, 0, start) or _BEHIND.match(text[end:]))
