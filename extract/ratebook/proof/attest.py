"""Seals what forms prove by themselves: closed lists, dates, neighbours, a second reader."""

from __future__ import annotations

from collections.abc import Mapping

from ratebook.proof.certificate import seal
from ratebook.records.datum import Datum, Standing
from ratebook.records.record import plain


def attest(data: Mapping[int, Datum]) -> dict[int, Datum]:
    """The data, each proof that is no certificate with the token, the value and its seal.

    A value that went back to candidates loses its proof. To be called when all standings are final.
    """
    return {number: _attested(d) if d.proof else d for number, d in data.items()}


def _attested(datum: Datum) -> Datum:
    if datum.value is None or datum.standing is Standing.READ:
        return datum._replace(proof=())
    if len(datum.proof) == 1 and "seal" in datum.proof[0]:
        return datum
    if all("seal" in proof for proof in datum.proof):
        return datum
    own = {"raw": datum.raw, "value": plain(datum.value)}
    made = tuple(p if "seal" in p else _sealed({**p, **own}) for p in datum.proof)
    return datum._replace(proof=made)


def _sealed(proof: dict[str, object]) -> dict[str, object]:
    return {**proof, "seal": seal(proof)}
