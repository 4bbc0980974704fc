"""An officer's title that a signature crosses, told by the same title of another sheet."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from ratebook.records.datum import Datum, Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.lookup import name_words

_FIELD = "issuer_title"
_LONG = 12
"""Letters of a title from which one misread letter makes no other title of it."""
_WORN = 8
"""Of so many letters of a title one may be misread."""


def settle_titles(ledger: Ledger) -> None:
    """Reads titles that were left open because of what crosses them or stands beside them, where
    another sheet of the document prints the same words, but for a letter, and none goes on from
    them: an officer signs all sheets of a filing alike. Marks those of which another prints more:
    a signature may hide where a title begins."""
    titles = {n: d for n, d in ledger.data.items() if d.label == _FIELD}
    plain = {_bones(d.value): d.value for d in titles.values() if _is_plain(d)}
    for number, datum in titles.items():
        said = _bones(datum.raw)
        if _is_plain(datum):
            if _is_part(datum, plain):
                ledger.data[number] = datum._replace(touched=True)
            continue
        said = said if said in plain else _one_off(said, plain)
        if said not in plain:
            continue
        if not any(other.startswith(said) for other in plain if other != said):
            ledger.data[number] = datum._replace(
                value=plain[said], standing=Standing.READ, touched=False, candidates=()
            )


def _is_part(datum: Datum, plain: Iterable[str]) -> bool:
    """Whether a title of a picture is the beginning or the end of another sheet's."""
    said = _bones(datum.value)
    pictured = any(word.score is not None for word in datum.place.words)
    return pictured and any(
        other != said and (other.startswith(said) or other.endswith(said)) for other in plain
    )


def _one_off(said: str, plain: Iterable[str]) -> str:
    """The only title of the others that a longer one differs from by one letter."""
    if len(said) < _LONG:
        return ""
    near = [title for title in plain if Levenshtein.distance(said, title) == 1]
    return near[0] if len(near) == 1 else ""


def is_nearest_title(value: object, second: str) -> bool:
    """Whether a title is of the closed list, and the other reading of it nearer to it than to any
    other: a stroke through a letter makes no other title of it."""
    titles = name_words().titles
    if not isinstance(value, str) or value not in titles:
        return False
    said, read = _bones(value), _bones(second)
    off = Levenshtein.distance(said, read)
    others = {_bones(title) for title in titles} - {said}
    return off <= len(said) // _WORN and all(Levenshtein.distance(o, read) > off for o in others)


def _is_plain(datum: Datum) -> bool:
    return (
        isinstance(datum.value, str)
        and datum.standing in (Standing.READ, Standing.VERIFIED)
        and not datum.touched
    )


def _bones(value: object) -> str:
    return "".join(sign for sign in str(value or "").casefold() if sign.isalnum())
