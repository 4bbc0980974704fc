"""An officer's title that a signature crosses, told by the same title of another sheet."""

from __future__ import annotations

from ratebook.records.datum import Datum, Standing
from ratebook.records.ledger import Ledger

_FIELD = "issuer_title"


def settle_titles(ledger: Ledger) -> None:
    """Reads titles that were left open because of what crosses them or stands beside them, where
    another sheet of the document prints the same words and none goes on from them: an officer
    signs all sheets of a filing alike."""
    titles = {n: d for n, d in ledger.data.items() if d.label == _FIELD}
    plain = {_bones(d.value): d.value for d in titles.values() if _is_plain(d)}
    for number, datum in titles.items():
        said = _bones(datum.raw)
        if _is_plain(datum) or said not in plain:
            continue
        if not any(other.startswith(said) for other in plain if other != said):
            ledger.data[number] = datum._replace(
                value=plain[said], standing=Standing.READ, touched=False, candidates=()
            )


def _is_plain(datum: Datum) -> bool:
    return (
        isinstance(datum.value, str)
        and datum.standing in (Standing.READ, Standing.VERIFIED)
        and not datum.touched
    )


def _bones(value: object) -> str:
    return "".join(sign for sign in str(value or "").casefold() if sign.isalnum())
