"""Shares in kind that a sentence names behind its prices: `plus a fee of $81.00 per month and a
retention of 2.7 percent of volumes received`. What is kept of the gas itself is no price."""

from __future__ import annotations

import regex

from ratebook.forms.charges.words.price import in_kind, prices

_JOINED = regex.compile(
    r",?\s+(?:(?:and|plus|less|with|together\s+with|subject\s+to)\s+)(?=(?:an?|the)\s+[^,;.$]{3,60}$)",
    regex.IGNORECASE,
)
_OF_FLOW = regex.compile(
    r"\s*(?:of\s+(?:the\s+|all\s+)?[a-z -]{3,60}?)?(?=[,;]|\.?\s*$)", regex.IGNORECASE
)

_ACCOUNTED = regex.compile(
    r",?\s+and\s+(?:is|are|(?:shall|will)\s+be)\s+(?:accounted\s+for|deposited|kept|held|placed|maintained)"
    r"\s+in\s+[^$¢%;\d]{3,80}(?=\.\s*$)",
    regex.IGNORECASE,
)


def without_account(sentence: str) -> str:
    """A sentence without its last clause where that says in which account what is paid is kept:
    blanks keep the offsets of its prices."""
    if " account" not in sentence:
        return sentence
    return _ACCOUNTED.sub(lambda m: " " * len(m[0]), sentence)


def without_kept(sentence: str) -> str:
    """A sentence without such shares: blanks keep the offsets of its prices."""
    if "%" not in sentence and "percent" not in sentence and "per cent" not in sentence:
        return sentence
    printed = prices(sentence)
    for n, price in enumerate(printed):
        if not n or not in_kind(sentence, price):
            continue
        from_ = printed[n - 1].end
        joined = _JOINED.search(sentence[from_ : price.start])
        behind = _OF_FLOW.match(sentence, price.end)
        if joined and behind:
            start, end = from_ + joined.start(), behind.end()
            sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence
