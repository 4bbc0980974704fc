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


@dataclass(slots=True)
class Certificates:
    """Writes relations down once each, in their final state; values share them."""

    data: dict[int, Datum]
    written: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])

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

    def over(
        self, what: str, method: str, cell: int, relations: Iterable[Relation], **more: Any
    ) -> dict[str, Any]:
        """As `claim`, for relations as declared."""
        return certify(what, method, cell, [self.relation(r) for r in relations], **more)

    def relation(self, relation: Relation) -> dict[str, Any]:
        """One relation with everything needed to compute it again, and a seal over it."""
        known = self.written.get(id(relation))
        if known is None:
            terms = [self._term(coef, i) for coef, i in relation.terms]
            known = self.written[id(relation)] = write(
                relation.kind, relation.name, terms, relation.rounding, relation.constant
            )
        return known

    def _term(self, coef: Decimal, i: int) -> dict[str, Any]:
        datum = self.data[i]
        place = datum.place
        term: dict[str, Any] = {
            "coef": _ONES.get(coef) or format(coef, "f"),
            "cell": i,
            "raw": datum.raw,
            "value": None if datum.standing is Standing.DERIVED else plain(datum.value),
            "quantum": plain(datum.quantum),
            "page": place.page,
            "line": place.line,
            "box": [round(edge, 2) for edge in place.box] if place.box else None,
        }
        if datum.standing is Standing.REPAIRED:
            term["changed"] = True
        if datum.repairs:
            term["repairs"] = list(datum.repairs)
        return term


def write(
    kind: str,
    name: str,
    terms: list[dict[str, Any]],
    rounding: str = "exact",
    constant: Decimal = Decimal(0),
) -> dict[str, Any]:
    """One relation over terms (`coef`, `cell`, `raw`, `value`, `quantum`, `page`, `line`, `box`;
    `document` and `record` for a term out of another document), sealed."""
    made: dict[str, Any] = {
        "kind": kind, "name": name, "rounding": rounding, "constant": format(constant, "f"),
        "terms": terms,
    }  # fmt: skip
    made["seal"] = _digest(_text(made))
    return made


def _text(relation: dict[str, Any]) -> str:
    """What the encoder writes of a relation, in a fraction of its time."""
    terms = ",".join([_term_text(term) for term in relation["terms"]])
    return (
        f'{{"constant":"{relation["constant"]}","kind":"{relation["kind"]}",'
        f'"name":{_quoted(relation["name"])},"rounding":"{relation["rounding"]}","terms":[{terms}]}}'
    )


def _term_text(term: dict[str, Any]) -> str:
    if term.keys() != _PLAIN_TERM or term["box"] or type(term["value"]) is not str:
        return _ENCODER.encode(term)
    raw, quantum, line = term["raw"], term["quantum"], term["line"]
    return (
        f'{{"box":null,"cell":{term["cell"]},"coef":"{term["coef"]}",'
        f'"line":{"null" if line is None else line},"page":{term["page"]},'
        f'"quantum":{"null" if quantum is None else _quoted(quantum)},'
        f'"raw":{"null" if raw is None else _quoted(raw)},"value":{_quoted(term["value"])}}}'
    )


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
_PLAIN_TERM = frozenset(("box", "cell", "coef", "line", "page", "quantum", "raw", "value"))
"""Keys of a term of this document in which nothing was changed."""
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
