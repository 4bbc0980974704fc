"""A name that some sheets of a picture print a letter otherwise: one of them is misread, though
both engines may read it alike (`CRFEK` for `CREEK`)."""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import Levenshtein

from ratebook.forms.tokens.heard import bones
from ratebook.records.datum import Standing
from ratebook.records.ledger import Ledger

_NEAR = 2
"""Letters by which two names that are meant to be one differ at most."""
_SHORT = 12
"""Letters of a name that another one may be near to by chance."""


def doubt_near_names(ledger: Ledger) -> None:
    """Marks the names of utilities that are near to one which more sheets print, and on a picture
    those that another one only begins with; there the names of those who issued sheets, too."""
    for field in ("utility", "issued_by"):
        ids = [draft.fields.get(field) for draft in ledger.drafts if draft.kind == "sheet"]
        _doubt_among([n for n in ids if n and ledger.data[n].value], ledger, field)


def _doubt_among(ids: list[int], ledger: Ledger, field: str) -> None:
    named = {n: bones(str(ledger.data[n].value)) for n in ids}
    printed = {n: _letters(str(ledger.data[n].value)) for n in ids}
    if len(set(printed.values())) < 2:
        return
    pictured = {n for n in ids if any(w.score is not None for w in ledger.data[n].place.words)}
    counted, whole = Counter(named.values()), Counter(printed[n] for n in pictured)
    for number, name in named.items():
        near = _near(name, counted) if field == "utility" or number in pictured else False
        if number in pictured:
            # A stamp may cover the end of a name, and dust is a hyphen within it.
            cut = any(len(name) >= _SHORT and o != name and o.startswith(name) for o in counted)
            near = near or cut or _near(printed[number], whole)
        datum = ledger.data[number]
        if near and datum.standing is Standing.READ:
            ledger.data[number] = datum._replace(touched=True)


def _near(name: str, counted: Counter[str]) -> bool:
    """Whether as many print another name that differs in few letters."""
    return len(name) >= _SHORT and any(
        other != name
        and counted[other] >= counted[name]
        and Levenshtein.distance(name, other, score_cutoff=_NEAR) <= _NEAR
        for other in counted
    )


def _letters(name: str) -> str:
    """A name without case, blanks, full stops and commas; what parts its words is not told."""
    return "".join(ch for ch in name.casefold() if ch.isalnum() or ch in "-–—'’")
