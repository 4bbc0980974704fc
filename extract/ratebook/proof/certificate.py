"""Evidence that can be replayed: relations with the raw tokens and places of all their members."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any

from ratebook.proof.system import Equation
from ratebook.records.datum import Datum, Relation, Standing
from ratebook.records.record import plain

Term = tuple[dict[str, Any], str]
"""A member of a relation, as a dictionary and as the encoder writes it."""


@dataclass(slots=True)
class Certificates:
    """Writes relations down once each, in their final state; values share them."""

    data: dict[int, Datum]
    written: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])
    terms: dict[int, dict[Decimal, Term]] = field(default_factory=dict[int, "dict[Decimal, Term]"])
    """By datum and coefficient: numbers stand in several relations."""

    def forget(self, cell: int) -> None:
        """To be called where a datum changes: what is written from now on shows it as it is."""
        self.terms.pop(cell, None)

    def claim(
        self, what: str, method: str, cell: int, equations: Iterable[Equation], **more: Any
    ) -> dict[str, Any]:
        """The evidence of one value: what is claimed of it, and the relations that show it.

        Args:
            method: how it is shown: "check" (the relations hold), "edit" (the one change of one
                digit), "choice" (the one candidate), "rest" (the one value a damaged token can be
                the rest of), "interval".
        """
        found = {id(e.relation): e.relation for e in equations}
        return self.over(what, method, cell, found.values(), **more)

    def check(self, cell: int, equations: list[Equation]) -> dict[str, Any]:
        """`claim("verified", "check", ...)`, as most values have it."""
        if len(equations) > 1:
            return self.claim("verified", "check", cell, equations)
        return certify("verified", "check", cell, [self.relation(equations[0].relation)])

    def over(
        self, what: str, method: str, cell: int, relations: Iterable[Relation], **more: Any
    ) -> dict[str, Any]:
        """As `claim`, for relations as declared."""
        return certify(what, method, cell, [self.relation(r) for r in relations], **more)

    def relation(self, relation: Relation) -> dict[str, Any]:
        """One relation with everything needed to compute it again, and a seal over it."""
        known = self.written.get(id(relation))
        if known is None:
            written = self.terms
            found = [written.get(i, _NONE).get(c) or self._enter(c, i) for c, i in relation.terms]
            terms, texts = [term for term, _ in found], [text for _, text in found]
            known = self.written[id(relation)] = _sealed(
                relation.kind, relation.name, terms, texts, relation.rounding, relation.constant
            )
        return known

    def _enter(self, coef: Decimal, i: int) -> Term:
        made = self._written(_ONES.get(coef) or format(coef, "f"), i)
        self.terms.setdefault(i, {})[coef] = made
        return made

    def _written(self, factor: str, i: int) -> Term:
        datum = self.data[i]
        page, line, box, _ = datum.place
        raw, quantum = datum.raw, plain(datum.quantum)
        value = None if datum.standing is _DERIVED else plain(datum.value)
        term: dict[str, Any] = {
            "coef": factor,
            "cell": i,
            "raw": raw,
            "value": value,
            "quantum": quantum,
            "page": page,
            "line": line,
            "box": [round(edge, 2) for edge in box] if box else None,
        }
        repaired = datum.standing is _REPAIRED
        odd = repaired or box is not None or datum.repairs or raw is None or quantum is None
        if not odd and type(value) is str:
            return term, (
                f'{{"box":null,"cell":{i},"coef":"{factor}",'
                f'"line":{"null" if line is None else line},"page":{page},'
                f'"quantum":"{quantum}","raw":{_quoted(raw or "")},"value":{_quoted(value)}}}'
            )
        if repaired:
            term["changed"] = True
        if datum.repairs:
            term["repairs"] = list(datum.repairs)
        return term, _ENCODER.encode(term)


def write(
    kind: str,
    name: str,
    terms: list[dict[str, Any]],
    rounding: str = "exact",
    constant: Decimal = Decimal(0),
) -> dict[str, Any]:
    """One relation over terms (`coef`, `cell`, `raw`, `value`, `quantum`, `page`, `line`, `box`;
    `document` and `record` for a term out of another document), sealed."""
    return _sealed(kind, name, terms, [_ENCODER.encode(term) for term in terms], rounding, constant)


def _sealed(
    kind: str,
    name: str,
    terms: list[dict[str, Any]],
    texts: list[str],
    rounding: str,
    constant: Decimal,
) -> dict[str, Any]:
    number = format(constant, "f") if constant else "0"
    # what the encoder writes of a relation, in a fraction of its time
    text = (
        f'{{"constant":"{number}","kind":"{kind}","name":{_quoted(name)},'
        f'"rounding":"{rounding}","terms":[{",".join(texts)}]}}'
    )
    return {
        "kind": kind, "name": name, "rounding": rounding, "constant": number, "terms": terms,
        "seal": _digest(text),
    }  # fmt: skip


def certify(
    what: str, method: str, cell: int, written: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """What is claimed of a value, the relations that show it, and a seal over all."""
    made = {"claim": what, "method": method, "cell": cell, **more}
    seals = [r["seal"] for r in written]
    # Most claims say no more than this: the same text as the encoder's, ten times faster.
    listed = '","'.join(seals)
    text = f'{{"cell":{cell},"claim":"{what}","method":"{method}","relations":["{listed}"]}}'
    made["seal"] = seal({**made, "relations": seals}) if more else _digest(text)
    made["relations"] = written
    return made


def seal(content: dict[str, Any]) -> str:
    """A checksum, so that a changed byte shows even where the arithmetic would not mind."""
    return _digest(_ENCODER.encode(content))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_ONES = {Decimal(1): "1", Decimal(-1): "-1"}
_NONE: dict[Decimal, Term] = {}
# The members of an enumeration are found by a search each time.
_DERIVED, _REPAIRED = Standing.DERIVED, Standing.REPAIRED
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
