"""Closed lists: a damaged heading may become the one entry of its list that it is near to."""

from __future__ import annotations

from decimal import Decimal

from rapidfuzz import fuzz, process

from ratebook.forms.tables.columns.leaves import squash
from ratebook.forms.tokens.values import Reading
from ratebook.records.datum import Standing

_SURE = 90
_APART = 8


def from_list(reading: Reading, raw: str, values: tuple[str, ...]) -> Reading:
    """The reading held against a closed list of texts or numbers.

    A text of at least eight letters that is near to one entry and to no other becomes that entry
    (`repaired`). Numbers are never matched by likeness: one that is not in the list stays and needs
    a proof.
    """
    if not values:
        return reading
    if isinstance(reading.value, (Decimal, int)):
        known = {Decimal(v) for v in values}
        return reading if Decimal(reading.value) in known else reading._replace(touched=True)
    return _text(reading, raw, values)


def _text(reading: Reading, raw: str, values: tuple[str, ...]) -> Reading:
    wanted = squash(raw).strip(":")
    exact = next((v for v in values if squash(v) == wanted), None)
    if exact is not None:
        return reading._replace(value=exact)
    if len(wanted) < 8 or len(wanted) > 512:
        return reading
    near = process.extract(wanted, [squash(v) for v in values], scorer=fuzz.ratio, limit=2)
    if not near or near[0][1] < _SURE or (len(near) > 1 and near[1][1] > near[0][1] - _APART):
        return reading
    chosen = values[near[0][2]]
    proof = ({"kind": "closed-list", "raw": raw, "value": chosen, "list": list(values)},)
    return reading._replace(
        value=chosen,
        standing=Standing.REPAIRED,
        repairs=(f"{raw} is {chosen} of the list",),
        proof=proof,
    )
