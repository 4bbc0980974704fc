"""Replays the evidence of records from raw tokens alone. Standard library only, shares no code.

A certificate is a relation the page prints, with raw token, place, value and last-digit unit of
every member. Each value is read again from its token, each relation computed again over rounding
intervals, each repair tried against all other one-digit changes of all members.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from dataclasses import dataclass, field
from fractions import Fraction as F  # noqa: N817
from itertools import pairwise
from typing import Any

EMPTY = {"absent", "ambiguous", "unreadable"}
VALUED = {"verified", "read", "repaired", "derived"}
NUMBERS = {"amount", "mw", "cost", "cost_per_ft", "distance_ft", "present", "final"}
GLYPHS = str.maketrans("OoQDlIi|!ZzSsGbTB&gq", "00001111122556678899")
LIKELY = ["689", "47", "7", "589", "19", "368", "058", "12", "03569", "0348"]
FAULTS = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
Term = dict[str, Any]


def verify_records(records: list[dict[str, Any]]) -> list[str]:
    """Problems in words, one each; an empty list where every claim was replayed."""
    problems: list[str] = []
    for record in records:
        key = record.get("key")
        evidence: dict[str, Term] = record.get("evidence") or {}
        for name, entry in sorted(evidence.items()):
            try:
                _check_entry(name, record.get(name), entry)
            except FAULTS as fault:  # a ValueError says what is not shown, others what is malformed
                problems.append(f"{key}: {name}: {fault!r}")
        bare = sorted(n for n in NUMBERS - evidence.keys() if record.get(n) is not None)
        problems += [f"{key}: {name}: a value without evidence" for name in bare]
    return problems


def _seal(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _need(truth: object, reason: str) -> None:
    if not truth:
        raise ValueError(reason)


def _check_entry(name: str, value: Any, entry: dict[str, Any]) -> None:
    status = entry["status"]
    proofs: list[Term] = entry.get("proof") or []
    if entry.get("negated") and value is not None:
        value = str(value)[1:] if str(value).startswith("-") else f"-{value}"
    _need(status in (EMPTY if value is None else VALUED), f"{status} with value {value!r}")
    _need((entry.get("interval") is None) == (status != "derived"), "an interval out of place")
    if status in {"verified", "repaired", "derived"}:
        _need(status in [p.get("claim", "repaired") for p in proofs], f"{status} without a proof")
    if status == "read" and name in NUMBERS:
        _need(_says({**entry, "value": value}), f"{entry['raw']!r} does not read {value}")
    for proof in proofs:
        if "claim" in proof:
            _need(proof["claim"] == status, f"claims {proof['claim']}, status is {status}")
            _Certificate(proof, proof["cell"], proof["relations"]).check(value, entry)
        else:  # a word of a closed list, or the one date the calendar and the page allow
            _need(proof["raw"] == entry["raw"] and proof["value"] == value, "of another value")
            listed = proof.get("list") or proof["allowed"]
            year = re.findall(r"\d{4}", proof["raw"]) if len(listed) == 12 else []
            months = [f"{y}-{n:02}" for y in year for n in range(1, 13)]
            _need(value in [*listed, *months], "not one of those allowed")


@dataclass
class _Certificate:
    """One claim about one cell, with the terms of its relations by cell."""

    claim: Term
    cell: int
    relations: list[Term]
    terms: dict[int, Term] = field(default_factory=dict[int, Term])

    def check(self, value: Any, entry: Term) -> None:
        head = {**self.claim, "relations": [r["seal"] for r in self.relations]}
        _need(self.relations and head.pop("seal") == _seal(head), "claim altered")
        for relation in self.relations:
            body = {k: v for k, v in relation.items() if k != "seal"}
            _need(relation["seal"] == _seal(body), f"{relation['name']}: altered")
            for term in relation["terms"]:
                known = self.terms.setdefault(term["cell"], term)
                _need({**known, "coef": 0} == {**term, "coef": 0}, "one cell with two contents")
        own, what = self.terms[self.cell], self.claim["claim"]
        for part in ("raw", "page", "line", "box"):
            _need(own[part] == entry[part], f"{part} differs from the proof's")
        for i, term in self.terms.items():
            read = i == self.cell or term.get("changed") or _says(term)
            _need(read, f"{term['raw']!r} does not read {term['value']}")
        if what == "derived":
            _need(own["value"] is None, "a derived value is used as if printed")
            return self.derived(value, entry)
        _need(own["value"] == value, "value differs from the proof's")
        _need(self.fits({}), "its relations do not hold")
        if what == "verified":
            return self.verified(own)
        _need(what == "repaired" and own.get("changed"), "not marked as changed")
        return self.edit(own) if self.claim["method"] == "edit" else self.choice(own)

    def verified(self, own: Term) -> None:
        _need(not any(t.get("changed") for t in self.terms.values()), "a repair is no witness")
        _need(_says(own), f"{own['raw']!r} does not read {own['value']}")
        if not _is_number(own["value"]) or not _step(own):
            return
        digits, escaping, sign = _digits(own), 0, -1 if _value(own) < 0 else 1
        for at, old in enumerate(digits):
            for new in sorted(set("0123456789") - {old}):
                other = sign * int(digits[:at] + new + digits[at + 1 :]) * _step(own)
                if self.fits({self.cell: other}):
                    _need(new not in LIKELY[int(old)], f"would not notice {new} read as {old}")
                    escaping += 1
        _need(10 * escaping <= 9 * len(digits), "confirms too few digits")

    def edit(self, own: Term) -> None:
        """The printed value fails, and no other change of one digit of any member mends that."""
        was = {**own, "value": self.claim["printed"], "quantum": self.claim["quantum"]}
        _need(_says(was), f"{own['raw']!r} does not read {was['value']}")
        final, printed, options = _value(own), _value(was), _edits(was)
        moved = {printed * F(10) ** shift for shift in (-3, -2, -1, 3)}
        allowed = options | moved | {F(o) for o in self.claim["offered"]}
        _need(final != printed and final in allowed, "more than one digit was changed")
        failed = [r for r in self.relations if not self.holds(r, {self.cell: printed})]
        _need(failed, "the printed value fits")
        for other in {t["cell"] for r in failed for t in r["terms"]}:
            for change in options if other == self.cell else _edits(self.terms[other]):
                same = (other, change) == (self.cell, final)
                fits = not same and self.fits({self.cell: printed, other: change})
                _need(not fits, f"{self.terms[other]['raw']!r} as {change} would do as well")

    def choice(self, own: Term) -> None:
        final, step = _value(own), _step(own)
        if self.claim["method"] == "choice":
            fitting = {F(c) for c in self.claim["offered"] if self.fits({self.cell: F(c)})}
            return _need(fitting == {final}, "not the only candidate that fits")
        _need(self.claim["method"] == "rest" and step, "unknown kind of repair")
        near = [self.fits({self.cell: final + way * step}) for way in (-1, 1)]
        _need(not any(near), "another value fits as well")
        wanted = re.sub(r"\D", "", own["value"])
        rest = [s for s in _shown(own) if s[:1] == wanted[:1] and _close(s, wanted)]
        return _need(rest, "the token is not what is left of the value")

    def derived(self, value: Any, entry: Term) -> None:
        low, high = (F(end) for end in entry["interval"])
        lows, highs = zip(*(self.room(r) for r in self.relations), strict=True)
        unit = F(1, 10 ** _places(str(value)))
        off = max(abs(max(lows) - low), abs(min(highs) - high))
        _need(off <= unit / 2, "another interval")
        _need(abs(2 * F(value) - low - high) <= 2 * unit, "not the middle of its interval")

    def room(self, relation: Term) -> tuple[F, F]:
        if relation["kind"] == "ratio":
            at = [t["cell"] for t in relation["terms"]].index(self.cell)
            k, (n, d, q) = F(relation["constant"]) or F(1), self.spans(relation, {self.cell: F(1)})
            ends = [a * k / b for a in n for b in (q if at == 1 else d)]
            ends = [a * b / k for a in d for b in q] if at == 0 else ends
            return min(ends), max(ends)
        coefs, weights = _coefs(relation), self.weights(relation)
        known = [i for i in coefs if i != self.cell]
        rest = sum((coefs[i] * _value(self.terms[i]) for i in known), F(relation["constant"]))
        slack = sum((weights[i] * _half(self.terms[i]) for i in known), F(0))
        low, high = sorted(((-rest - slack) / coefs[self.cell], (slack - rest) / coefs[self.cell]))
        return low, high

    def fits(self, other: dict[int, F]) -> bool:
        return all(self.holds(r, other) for r in self.relations)

    def holds(self, relation: Term, other: dict[int, F]) -> bool:
        members = relation["terms"]
        if relation["kind"] == "ratio":
            k, (n, d, q) = F(relation["constant"]) or F(1), self.spans(relation, other)
            products = [a * b for a in d for b in q]
            return min(n) * k <= max(products) and max(n) * k >= min(products)
        if relation["kind"] == "equal" and not _is_number(members[0]["value"]):
            return len({str(t["value"]).strip().casefold() for t in members}) == 1
        if relation["kind"] == "equal":
            pairs = [[{**a, "coef": "1"}, {**b, "coef": "-1"}] for a, b in pairwise(members)]
            sums = [{**relation, "kind": "linear", "rounding": "exact", "terms": p} for p in pairs]
            return all(self.holds(each, other) for each in sums)
        coefs, weights = _coefs(relation), self.weights(relation)
        total = F(relation["constant"])
        for i, coef in coefs.items():
            total += coef * (other[i] if i in other else _value(self.terms[i]))
        halves = {i: w * _half(self.terms[i]) for i, w in weights.items()}
        slack, signs = sum(halves.values(), F(0)), {coefs[i] > 0 for i in halves if halves[i]}
        return abs(total) < slack if len(signs) == 2 else abs(total) <= slack

    def spans(self, relation: Term, other: dict[int, F]) -> list[tuple[F, F]]:
        cells, rounded = [t["cell"] for t in relation["terms"]], relation["rounding"] == "printed"
        values = [other[i] if i in other else _value(self.terms[i]) for i in cells]
        halves = [_half(self.terms[i]) * (rounded or at == 2) for at, i in enumerate(cells)]
        return [(x - half, x + half) for x, half in zip(values, halves, strict=True)]

    def weights(self, relation: Term) -> dict[int, F]:
        """How much the rounding of each member counts: in an exact sum only a coarser total's."""
        coefs = _coefs(relation)
        if relation["rounding"] == "printed":
            return {i: abs(c) for i, c in coefs.items()}
        steps = {i: _step(self.terms[i]) for i in coefs}
        places = {t["cell"]: _places(t["coef"]) for t in relation["terms"]}
        up, down = ([i for i in coefs if (coefs[i] > 0) == way] for way in (True, False))
        alone = up if len(up) == 1 else down
        if len(up) == 1 and len(down) == 1:
            plain = [i for i in coefs if abs(coefs[i]) == 1]
            alone = plain if len(plain) == 1 else [max(coefs, key=lambda i: steps[i])]
        fine = [steps[i] / 10 ** places[i] for i in coefs if i not in alone and steps[i]]
        coarse = len(alone) == 1 and steps[alone[0]] > min(fine, default=F(0))
        return {i: abs(c) if coarse and i == alone[0] else F(0) for i, c in coefs.items()}


def _coefs(relation: Term) -> dict[int, F]:
    coefs: dict[int, F] = {}
    for term in relation["terms"]:
        coefs[term["cell"]] = coefs.get(term["cell"], F(0)) + F(term["coef"])
    return coefs


def _is_number(value: Any) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None


def _value(term: Term) -> F:
    _need(_is_number(term["value"]), f"{term['value']!r} is no number")
    return F(str(term["value"]))


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _half(term: Term) -> F:
    return F(0) if isinstance(term["value"], int) else _step(term) / 2


def _step(term: Term) -> F:
    if term.get("quantum") is not None:
        return F(term["quantum"]) if _is_number(term["quantum"]) else F(0)
    return F(1, 10 ** _places(str(term["value"]))) if term["value"] is not None else F(0)


def _digits(term: Term) -> str:
    """The digits of a value as this token prints them, leading zeros included."""
    mantissa = abs(_value(term)) / _step(term)
    _need(mantissa.denominator == 1, "value finer than its last digit")
    alike = [s for s in _shown(term) if s and int(s) == mantissa]
    places = len(str(1 / _step(term))) - 1 if _step(term) < 1 else 0
    return alike[0] if alike else str(int(mantissa)).rjust(places + 1, "0")


def _edits(term: Term) -> set[F]:
    """All changes of one digit, two neighbours swapped, one digit lost or too many."""
    value, digits = _value(term), _digits(term) if _step(term) else ""
    made = {digits[:i] + digits[i + 1 :] for i in range(len(digits)) if len(digits) > 1}
    for i in range(len(digits) + 1):
        made |= {digits[:i] + new + digits[i + w :] for w in (0, 1) for new in "0123456789"}
        if i + 2 <= len(digits):
            made.add(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
    sign = -1 if value < 0 else 1
    return {sign * int(text) * _step(term) for text in made if digits} - {value}


def _shown(term: Term) -> list[str]:
    """The digits a token shows: as they are, and with look-alike letters read as digits."""
    raw = term["raw"] or ""
    joined = "".join(t for t in re.split(r"[\s|]+", raw) if re.search(r"\d", t))
    forms = (joined, joined.translate(GLYPHS), raw.translate(GLYPHS))
    return [re.sub(r"\D", "", form)[:60] for form in forms]


def _says(term: Term) -> bool:
    """Whether a raw token reads as its value, by digits, sign and place of the point."""
    raw, value = term["raw"], term["value"]
    if raw is None or value is None or not _is_number(value):
        return raw is not None and value is not None
    if re.fullmatch(r"[\\$\s]*[-–—]+", raw):
        return F(str(value)) == 0
    digits = str(int(abs(F(str(value))) / (_step(term) or 1)))
    fits = any(s and int(s) == int(digits) for s in _shown(term))
    if term.get("repairs"):
        return fits or any(_close(s, digits) for s in _shown(term))
    decimals = len(re.sub(r"\D", "", "".join(re.findall(r"[.,]([\s\d]*\d)\D*$", raw))))
    cents = 2 if re.search(r"¢|cent|\dc\b", raw, re.IGNORECASE) else 0
    points = (decimals + cents, cents if decimals == 3 else decimals + cents)
    fits = fits and (F(str(value)) >= 0 or re.search(r"[(\-–−]", raw) is not None)
    return fits and _places(str(value)) in points


def _close(one: str, other: str) -> bool:
    same = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in same) >= len(other) > 0  # half of `other`, in order
