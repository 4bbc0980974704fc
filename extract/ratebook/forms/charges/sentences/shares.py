"""Percentages that a sentence sets: late payment, discounts, surcharges."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, amount
from ratebook.forms.charges.words.words import charge_words, word_pattern

# `LATE PAYMENT PENALTY: 7% of the net bill if not paid by the due date.`
_LEADS = regex.compile(
    r"^\W*(?:[a-z]+\s+(?:percent\s+)?\()?\d{1,2}(?:\.\d+)?\s?(?:%|per\s?cent\b)\)?\s+(?:of|on|if|when)\b",
    regex.IGNORECASE,
)
_ADDED = regex.compile(
    r"\b(?:plus|add(?:ed|ing|itional)?|equivalent|equal|higher|increased)\b", regex.IGNORECASE
)


def percentage(sentence: str, found: list[Price], setting: Setting) -> Meaning | None:
    """The charge of a sentence whose prices are percentages; None where they are shares of
    something. Raises UnreadError."""
    component = _of_percentage(sentence, setting)
    if component is None:
        return None
    reading = amount(found[-1], None)
    values = {str(amount(p, None).value) for p in found}
    if len(values) > 1 or found[-1].refused:
        raise UnreadError("several percentages in one sentence")
    fields = {"component": Source(component), "unit": Source("percent")}
    named = next((c for c in facets(" ".join(sentence.split())).components), None)
    above = next((h for h in reversed(setting.context.stack) if h.facets.components), None)
    if named and named.value == component:
        text = " ".join(sentence.split())[named.start : named.end]
        fields["label"] = Source(text, None, text)
    elif above and above.facets.component and above.facets.component.value == component:
        fields["label"] = Source(above.text, above)
    elif component == "other":
        said = " ".join(sentence[: found[0].start].split()).strip(" ,")
        fields["label"] = Source(said, None, said)
    last = setting.context.stack[-1] if setting.context.stack else None
    if component == "discount" and last and last.group and not last.rows:
        # `PRIMARY SERVICE` over `a discount of 5% shall apply`.
        fields["group"] = Source(last.group, last)
    return Meaning(found[-1], reading, fields)


@lru_cache(maxsize=1)
def _percentages() -> dict[str, tuple[regex.Pattern[str], ...]]:
    lists: dict[str, list[str]] = charge_words()["percentages"]
    return {
        name: tuple(regex.compile(p, regex.IGNORECASE) for p in patterns)
        for name, patterns in lists.items()
    }


def _of_percentage(sentence: str, setting: Setting) -> str | None:
    """The component a sentence's percentage is; None where it is a share of something."""
    text = " ".join(sentence.split())
    for name, patterns in _percentages().items():
        if any(p.search(text) for p in patterns):
            return name
    above = next((h.facets.component for h in reversed(setting.context.stack)), None)
    surcharge = word_pattern("words", "surcharges").search(text)
    known = above is not None and above.value in _percentages() and above.value != "other"
    late = above is not None and above.value == "late_payment"
    if above and known and (surcharge or _LEADS.match(text) or (late and _ADDED.search(text))):
        return above.value
    if word_pattern("words", "shares").search(text):
        return None
    named = {c.value for c in facets(text).components} or {above.value if above else ""}
    if named == {"late_payment"} and _ADDED.search(text):
        return "late_payment"
    if surcharge:
        raise UnreadError("a percentage that no wording of the list explains")
    return None
