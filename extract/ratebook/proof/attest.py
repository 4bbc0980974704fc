"""Seals what forms prove by themselves: closed lists, dates, neighbours, a second reader."""

from __future__ import annotations

from typing import Any

from ratebook.proof.case import Case
from ratebook.proof.certificate import seal
from ratebook.records.datum import Datum, Standing

SECOND = 0
"""The cell number of a second reading; data are counted from one."""


def attest(case: Case) -> None:
    """Gives each proof that is no certificate yet its seal. Runs when all standings are final.

    A proof of kind `two-readers` (`second`: the token of the other reader) becomes a certificate:
    one number, read twice.
    """
    for cell, datum in case.data.items():
        if any("seal" not in proof for proof in datum.proof):
            made = [_sealed(case, datum, proof) for proof in datum.proof]
            case.change(cell, proof=tuple(proof for proof in made if proof))


def _sealed(case: Case, datum: Datum, proof: dict[str, Any]) -> dict[str, Any] | None:
    if "seal" in proof:
        return proof
    if proof["kind"] != "two-readers":
        return {**proof, "seal": seal(proof)}
    if datum.standing is not Standing.VERIFIED:
        return None
    return case.certificates.second_reading(datum, str(proof["second"]), SECOND)
