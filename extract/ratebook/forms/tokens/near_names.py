"""A utility's name that some sheets of a picture print a letter otherwise: one of them is misread,
though both engines may read it alike (`CRFEK` for `CREEK`)."""

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
    those that another one only begins with."""
    ids = [draft.fields.get("utility") for draft in ledger.drafts if draft.kind == "sheet"]
    named = {n: bones(str(ledger.data[n].value)) for n in ids if n and ledger.data[n].value}
    if len(set(named.values())) < 2:
        return
    counted = Counter(named[n] for n in ids if n in named)
    for number, name in named.items():
        near = [
            other
            for other in counted
            if other != name
            and len(name) >= _SHORT
            and counted[other] >= counted[name]
            and Levenshtein.distance(name, other, score_cutoff=_NEAR) <= _NEAR
        ]
        datum = ledger.data[number]
        if any(word.score is not None for word in datum.place.words):
            # A stamp may cover the end of a name.
            near += [o for o in counted if len(name) >= _SHORT and o != name and o.startswith(name)]
        if near and datum.standing is Standing.READ:
            ledger.data[number] = datum._replace(touched=True)
