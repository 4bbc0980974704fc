"""Replays the evidence of records from raw tokens alone. Standard library only, shares no code.

    problems = verify_records(json.load(open("records.json")))

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
STATUSES = EMPTY | {"verified", "read", "repaired", "derived"}
NUMBERS = {"amount", "mw", "cost", "cost_per_ft", "distance_ft", "present", "final"}
GLYPHS = str.maketrans("OoQDlIi|!ZzSsGbTB&gq", "00001111122556678899")
LIKELY = ["689", "47", "7", "589", "19", "368", "058", "12", "03569", "0348"]
FAULTS = (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError)
Term = dict[str, Any]
Terms = dict[int, Term]


class Rejected(Exception):  # noqa: N818
    """The evidence does not show what it claims."""


def verify_records(records: list[dict[str, Any]]) -> list[str]:
    """Problems in words, one each; an empty list where every claim was replayed."""
    problems: list[str] = []
    for record in records:
        key = record.get("key")
        evidence: dict[str, Term] = record.get("evidence") or {}
        for name, entry in sorted(evidence.items()):
            try:
                _check_entry(name, record.get(name), entry)
            except Rejected as reason:
                problems.append(f"{key}: {name}: {reason}")
            except FAULTS as fault:
                problems.append(f"{key}: {name}: malformed evidence ({fault!r})")
        bare = [n for n in sorted(NUMBERS) if record.get(n) is not None and n not in evidence]
        problems += [f"{key}: {name}: a value without evidence" for name in bare]
    return problems


def seal(content: dict[str, Any]) -> str:
    """The checksum a certificate carries over its content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _need(truth: object, reason: str) -> None:
    if not truth:
        raise Rejected(reason)


def _check_entry(name: str, value: Any, entry: dict[str, Any]) -> None:
    status = entry["status"]
    proofs: list[Term] = entry.get("proof") or []
    if entry.get("negated") and value is not None:
        value = str(value)[1:] if str(value).startswith("-") else f"-{value}"
    _need(status in STATUSES, f"unknown status {status!r}")
    _need((value is None) == (status in EMPTY), f"{status} with value {value!r}")
    shown = {p.get("claim", "repaired") for p in proofs}
    _need((entry.get("interval") is None) == (status != "derived"), "an interval out of place")
    if status in {"verified", "repaired", "derived"}:
        _need(status in shown, f"{status} without a proof")
    if status == "read" and name in NUMBERS:
        term = {"raw": entry["raw"], "value": value, "repairs": entry.get("repairs")}
        _need(_says(term), f"{entry['raw']!r} does not read {value}")
    for proof in proofs:
        if "claim" in proof:
            _need(proof["claim"] == status, f"proof claims {proof['claim']}, status is {status}")
            _Certificate(proof, proof["cell"], proof["relations"]).check(value, entry)
        else:
            _check_words(proof, value, entry)


def _check_words(proof: dict[str, Any], value: Any, entry: dict[str, Any]) -> None:
    """A word out of a closed list, or a date that only one calendar reading allows."""
    _need(proof["raw"] == entry["raw"] and proof["value"] == value, "proof of another value")
    if proof["kind"] == "closed-list":
        _need(value in proof["list"], "not a word of the list")
    elif proof["kind"] == "dates":
        _need(value in proof["allowed"], "not among the dates allowed")
    else:
        raise Rejected(f"unknown proof {proof['kind']!r}")


@dataclass
class _Certificate:
    """One claim about one cell, with the terms of its relations by cell."""

    claim: Term
    cell: int
    relations: list[Term]
    terms: Terms = field(default_factory=dict[int, Term])

    def check(self, value: Any, entry: Term) -> None:
        head = {k: v for k, v in self.claim.items() if k != "seal"}
        head["relations"] = [r["seal"] for r in self.relations]
        _need(self.relations and self.claim["seal"] == seal(head), "claim altered")
        for relation in self.relations:
            body = {k: v for k, v in relation.items() if k != "seal"}
            _need(relation["seal"] == seal(body), f"{relation['name']}: altered")
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
            return self.derived(value, entry)
        _need(own["value"] == value, "value differs from the proof's")
        _need(self.fits({}), "its relations do not hold")
        if what == "verified":
            return self.verified(own)
        _need(what == "repaired" and own.get("changed"), "not marked as changed")
        return self.edit(own) if self.claim["method"] == "edit" else self.choice(own)

    def verified(self, own: Term) -> None:
        """The relations would notice a misread of this cell."""
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
        """One candidate fits, or one printed value, of which the token is the rest."""
        final, step = _value(own), _step(own)
        if self.claim["method"] == "choice":
            fitting = {F(c) for c in self.claim["offered"] if self.fits({self.cell: F(c)})}
            return _need(fitting == {final}, "not the only candidate that fits")
        _need(self.claim["method"] == "rest" and step, "unknown kind of repair")
        _need(not self.fits({self.cell: final - step}), "a smaller value fits as well")
        _need(not self.fits({self.cell: final + step}), "a larger value fits as well")
        wanted = re.sub(r"\D", "", own["value"])
        rest = [s for s in _shown(own) if s[:1] == wanted[:1] and _close(s, wanted)]
        return _need(rest, "the token is not what is left of the value")

    def derived(self, value: Any, entry: Term) -> None:
        low, high = (F(end) for end in entry["interval"])
        rooms = [self.room(r) for r in self.relations]
        first, last = max(r[0] for r in rooms), min(r[1] for r in rooms)
        unit = F(1, 10 ** _places(str(value)))
        _need(self.terms[self.cell]["value"] is None, "a derived value is used as if printed")
        _need(abs(first - low) <= unit / 2 and abs(last - high) <= unit / 2, "another interval")
        _need(abs(2 * F(value) - low - high) <= 2 * unit, "not the middle of its interval")

    def room(self, relation: Term) -> tuple[F, F]:
        """What the unrounded value of the cell may be."""
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
        """Whether all relations hold, with some cells changed."""
        return all(self.holds(r, other) for r in self.relations)

    def holds(self, relation: Term, other: dict[int, F]) -> bool:
        """Whether a relation is true within the rounding of its members."""
        members = relation["terms"]
        if relation["kind"] == "ratio":
            k, (n, d, q) = F(relation["constant"]) or F(1), self.spans(relation, other)
            products = [a * b for a in d for b in q]
            return min(n) * k <= max(products) and max(n) * k >= min(products)
        if relation["kind"] == "equal" and not _is_number(members[0]["value"]):
            return len({str(t["value"]).strip().casefold() for t in members}) == 1
        if relation["kind"] == "equal":
            same = {**relation, "kind": "linear", "rounding": "exact", "constant": "0"}
            pairs = [[{**a, "coef": "1"}, {**b, "coef": "-1"}] for a, b in pairwise(members)]
            return all(self.holds({**same, "terms": pair}, other) for pair in pairs)
        coefs, weights = _coefs(relation), self.weights(relation)
        total = F(relation["constant"])
        for i, coef in coefs.items():
            total += coef * (other[i] if i in other else _value(self.terms[i]))
        halves = {i: w * _half(self.terms[i]) for i, w in weights.items()}
        slack, signs = sum(halves.values(), F(0)), {coefs[i] > 0 for i in halves if halves[i]}
        return abs(total) < slack if len(signs) == 2 else abs(total) <= slack

    def spans(self, relation: Term, other: dict[int, F]) -> list[tuple[F, F]]:
        spans: list[tuple[F, F]] = []
        for at, i in enumerate(t["cell"] for t in relation["terms"]):
            value = other[i] if i in other else _value(self.terms[i])
            half = _half(self.terms[i]) if at == 2 or relation["rounding"] == "printed" else F(0)
            spans.append((value - half, value + half))
        return spans

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


def _step(term: Term) -> F:
    if term.get("quantum") is not None:
        return F(term["quantum"])
    return F(1, 10 ** _places(str(term["value"]))) if term["value"] is not None else F(0)


def _half(term: Term) -> F:
    return F(0) if isinstance(term["value"], int) else _step(term) / 2


def _digits(term: Term) -> str:
    """The digits of a value as this token prints them, leading zeros included."""
    mantissa = abs(_value(term)) / _step(term)
    _need(mantissa.denominator == 1, "value finer than its last digit")
    alike = [s for s in _shown(term) if s and int(s) == mantissa]
    places = len(str(1 / _step(term))) - 1 if _step(term) < 1 else 0
    return alike[0] if alike else str(int(mantissa)).rjust(places + 1, "0")


def _edits(term: Term) -> set[F]:
    """All changes of one digit, two neighbours swapped, one digit lost or too many."""
    if not _step(term):
        return set()
    value, digits = _value(term), _digits(term)
    made = {digits[:i] + digits[i + 1 :] for i in range(len(digits)) if len(digits) > 1}
    for i in range(len(digits) + 1):
        made |= {digits[:i] + new + digits[i + w :] for w in (0, 1) for new in "0123456789"}
        if i + 2 <= len(digits):
            made.add(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
    sign = -1 if value < 0 else 1
    return {sign * int(text) * _step(term) for text in made} - {value}


def _shown(term: Term) -> list[str]:
    """The digits a token shows: as they are, and with look-alike letters read as digits."""
    raw = term["raw"] or ""
    joined = "".join(t for t in re.split(r"[\s|]+", raw) if re.search(r"\d", t))
    forms = [re.sub(r"\D", "", text)[:60] for text in (joined, joined.translate(GLYPHS),
                                                      raw.translate(GLYPHS))]  # fmt: skip
    return list(dict.fromkeys(forms))


def _says(term: Term) -> bool:
    """Whether a raw token reads as its value, by digits, sign and place of the point."""
    raw, value = term["raw"], term["value"]
    if raw is None or value is None or not _is_number(value):
        return raw is not None and value is not None
    if re.fullmatch(r"[\\$\s]*[-–—]+", raw):
        return F(str(value)) == 0
    digits = str(int(abs(F(str(value))) / (_step(term) or 1)))
    fits = any(s.lstrip("0") == digits.lstrip("0") for s in _shown(term))
    if term.get("repairs"):
        return fits or any(_close(s, digits) for s in _shown(term))
    tail = re.search(r"[.,]\s*((?:\d\s*)+)\D*$", raw)
    decimals = len(re.sub(r"\D", "", tail.group(1))) if tail else 0
    cents = 2 if re.search(r"¢|cent|\dc\b", raw, re.IGNORECASE) else 0
    points = (decimals + cents, cents if decimals == 3 else decimals + cents)
    signed = F(str(value)) >= 0 or re.search(r"[(\-–−]", raw)
    return fits and _places(str(value)) in points and bool(signed)


def _close(one: str, other: str) -> bool:
    """Whether at least half the digits of `other` stand in `one`, in order."""
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) >= len(other) > 0
