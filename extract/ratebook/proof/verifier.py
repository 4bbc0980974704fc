"""Replays the evidence of records from raw tokens alone. Standard library only, shares no code.
Each member is read again, each relation computed again, each repair excludes all others."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction as F  # noqa: N817
from itertools import pairwise
from typing import Any

EMPTY, PROVEN = {"absent", "ambiguous", "unreadable"}, {"verified", "repaired", "derived"}
PLAIN = {"neighbours": "derived", "two-readers": "verified"}
NUMBERS = {"amount", "mw", "cost", "cost_per_ft", "distance_ft", "present", "final"}
PLACE = ("raw", "page", "line", "box")
GLYPHS = str.maketrans("OoQDlIi|!ZzSsGbTB&gq", "00001111122556678899")
LIKELY = ["689", "47", "7", "589", "19", "368", "058", "12", "03569", "0348"]
SIGNS = re.compile(r"^[s§](?=\d)|[^0-9a-z.]|\.(?!\d)|(?<!\d)\.")
Term = dict[str, Any]


def verify_records(records: list[dict[str, Any]]) -> list[str]:
    """Problems in words, one each; an empty list where every claim was replayed."""
    problems: list[str] = []
    known = {(r.get("document"), str(r.get("key"))): r for r in records}
    for record in records:
        evidence: dict[str, Term] = record.get("evidence") or {}
        for name, entry in sorted(evidence.items()):
            try:
                _check_entry(name, record, entry, known)
            except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as fault:
                problems.append(f"{record.get('key')}: {name}: {fault!r}")
        for name in sorted(n for n in NUMBERS - evidence.keys() if record.get(n) is not None):
            problems.append(f"{record.get('key')}: {name}: a value without evidence")
    return problems


def _seal(content: dict[str, Any]) -> str:
    content = {k: v for k, v in content.items() if k != "seal"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _need(truth: object, reason: str) -> None:
    if not truth:
        raise ValueError(reason)


def _check_entry(name: str, record: Term, entry: Term, known: dict[Any, Term]) -> None:
    status, value = str(entry["status"]), record.get(name)
    proofs: list[Term] = entry.get("proof") or []
    if entry.get("negated") and value is not None:
        value = str(value)[1:] if str(value).startswith("-") else f"-{value}"
    _need(status in (EMPTY if value is None else PROVEN | {"read"}), f"{status} with {value!r}")
    _need(entry.get("interval") is None or status == "derived", "an interval out of place")
    shown = [p.get("claim") or PLAIN.get(p["kind"], "repaired") for p in proofs]
    _need(set(shown) == ({status} if status in PROVEN else set()), f"{status} by {shown}")
    if status in {"read", "verified"} and name in NUMBERS:
        _need(_says({**entry, "value": value}), f"{entry['raw']!r} does not read {value}")
    for proof in proofs:
        if "claim" in proof:
            _Certificate(proof, proof["cell"], proof["relations"]).check(value, entry)
            _elsewhere(name, proof, known)
        else:
            _listed(proof, value, entry, status)


def _listed(proof: Term, value: Any, entry: Term, status: str) -> None:
    """Read alike twice; a word of a closed list, the one date allowed, a number in between."""
    _need(proof["seal"] == _seal(proof), "proof altered")
    _need(proof["raw"] == entry["raw"] and proof["value"] == value, "of another value")
    if status == "verified":
        one, two, raw = (SIGNS.sub("", proof[k].casefold()) for k in ("first", "second", "raw"))
        _need(one == two and raw in one, "the readers differ")
    listed = [value] if status == "verified" else proof.get("list") or proof["allowed"]
    year = re.findall(r"\d{4}", proof["raw"]) if len(listed) == 12 else []
    _need(value in [*listed, *(f"{y}-{n:02}" for y in year for n in range(1, 13))], "not allowed")
    _need(entry["interval"] in (None, [listed[0], listed[-1]]), "another interval")


def _elsewhere(name: str, proof: Term, known: dict[Any, Term]) -> None:
    for term in [t for r in proof["relations"] for t in r["terms"] if "document" in t]:
        # members out of other documents stand in their records, where these are at hand
        held = known.get((term["document"], term["record"]))
        own: Term = {**held["evidence"][name], "value": held[name]} if held else term
        _need(all(own[k] == term[k] for k in (*PLACE, "value")), "the other record says otherwise")


@dataclass
class _Certificate:
    claim: Term
    cell: int
    relations: list[Term]
    terms: dict[int, Term] = field(default_factory=dict[int, Term])
    sums: dict[str, Any] = field(default_factory=dict[str, Any])

    def check(self, value: Any, entry: Term) -> None:
        head = {**self.claim, "relations": [r["seal"] for r in self.relations]}
        _need(self.relations and self.claim["seal"] == _seal(head), "claim altered")
        for relation in self.relations:
            _need(relation["seal"] == _seal(relation), f"{relation['name']}: altered")
            for t in relation["terms"]:
                known = self.terms.setdefault(t["cell"], t)
                _need({**known, "coef": 0} == {**t, "coef": 0}, "one cell with two contents")
                _need(t["cell"] == self.cell or t.get("changed") or _says(t), "misread member")
        own, what = self.terms[self.cell], self.claim["claim"]
        _need(all(own[k] == entry[k] for k in PLACE), "of another place")
        if what == "derived":
            _need(self.claim["given"] == [value, entry["interval"]], "another value or interval")
            return self.derived(value, entry)
        _need(own["value"] == value and self.fits({}), "its relations do not hold for the value")
        _need(own.get("changed") or what != "repaired", "not marked as changed")
        repaired = self.edit if self.claim["method"] == "edit" else self.choice
        return self.verified(own) if what == "verified" else repaired(own)

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
        failed = [r for r in self.relations if not self.holds(r, {self.cell: printed})]
        _need(final != printed and final in allowed and failed, "no failure, or no single digit")
        for other in {t["cell"] for r in failed for t in r["terms"]}:
            for change in options if other == self.cell else _edits(self.terms[other]):
                same = (other, change) == (self.cell, final)
                fits = not same and self.fits({self.cell: printed, other: change})
                _need(not fits, f"cell {other} as {change} would do as well")

    def choice(self, own: Term) -> None:
        final, step = _value(own), _step(own)
        if self.claim["method"] == "choice":
            others = [c for c in self.claim["offered"] if self.fits({self.cell: F(c)})]
            return _need({F(c) for c in others} == {final}, "not the only candidate that fits")
        wanted = re.sub(r"\D", "", own["value"])
        rest = any(s[:1] == wanted[:1] and _close(s, wanted) for s in _shown(own))
        alone = step and not any(self.fits({self.cell: final + way * step}) for way in (-1, 1))
        return _need(rest and alone and self.claim["method"] == "rest", "not its only rest")

    def derived(self, value: Any, entry: Term) -> None:
        low, high = (F(end) for end in entry["interval"])
        lows, highs = zip(*(self.room(r) for r in self.relations), strict=True)
        unit = F(1, 10 ** _places(str(value)))
        _need(max(abs(max(lows) - low), abs(min(highs) - high)) <= unit / 2, "another interval")
        _need(abs(2 * F(value) - low - high) <= 2 * unit, "not the middle of its interval")

    def room(self, relation: Term) -> list[F]:
        if relation["kind"] == "ratio":
            at = [t["cell"] for t in relation["terms"]].index(self.cell)
            k, (n, d, q) = F(relation["constant"]) or F(1), self.spans(relation, {self.cell: F(1)})
            ends = [a * k / b for a in n for b in (q if at == 1 else d)]
            ends = [a * b / k for a in d for b in q] if at == 0 else ends
            return [min(ends), max(ends)]
        rest, coefs, halves = self.linear(relation, {self.cell: F(0)})
        slack, own = sum(halves.values(), -halves[self.cell]), coefs[self.cell]
        return sorted(((-rest - slack) / own, (slack - rest) / own))

    def fits(self, other: dict[int, F]) -> bool:
        return all(self.holds(r, other) for r in self.relations)

    def holds(self, relation: Term, other: dict[int, F]) -> bool:
        members = relation["terms"]
        if relation["kind"] == "ratio":
            k, (n, d, q) = F(relation["constant"]) or F(1), self.spans(relation, other)
            products = [a * b for a in d for b in q]
            return min(n) * k <= max(products) and max(n) * k >= min(products)
        if relation["kind"] == "equal":
            if not _is_number(members[0]["value"]):
                return len({str(t["value"]).strip().casefold() for t in members}) == 1
            pairs = [[{**a, "coef": "1"}, {**b, "coef": "-1"}] for a, b in pairwise(members)]
            like = {**relation, "kind": "linear", "rounding": "exact"}
            return all(self.holds({**like, "terms": pair, "seal": f"{n} {relation['seal']}"}, other)
                       for n, pair in enumerate(pairs))  # fmt: skip
        total, coefs, halves = self.linear(relation, other)
        slack, signs = sum(halves.values(), F(0)), {coefs[i] > 0 for i in halves if halves[i]}
        return abs(total) < slack if len(signs) == 2 else abs(total) <= slack

    def spans(self, relation: Term, other: dict[int, F]) -> list[tuple[F, F]]:
        cells, all_of = [t["cell"] for t in relation["terms"]], relation["rounding"] == "printed"
        values = [other[i] if i in other else _value(self.terms[i]) for i in cells]
        halves = [_step(self.terms[i], F(1, 2)) * (all_of or n == 2) for n, i in enumerate(cells)]
        return [(x - half, x + half) for x, half in zip(values, halves, strict=True)]

    def linear(self, relation: Term, other: dict[int, F]) -> tuple[F, dict[int, F], dict[int, F]]:
        if relation["seal"] not in self.sums:
            coefs: dict[int, F] = defaultdict(F)
            for term in relation["terms"]:
                coefs[term["cell"]] += F(term["coef"])
            unread = {self.cell} if self.terms[self.cell]["value"] is None else set[int]()
            values = {i: _value(self.terms[i]) for i in coefs.keys() - unread}
            total = F(relation["constant"]) + sum(coefs[i] * v for i, v in values.items())
            self.sums[relation["seal"]] = total, coefs, self.halves(relation, coefs), values
        total, coefs, halves, values = self.sums[relation["seal"]]
        for i in coefs.keys() & other.keys():
            total += coefs[i] * (other[i] - values.get(i, F(0)))
        return total, coefs, halves

    def halves(self, relation: Term, coefs: dict[int, F]) -> dict[int, F]:
        steps = {i: _step(self.terms[i]) for i in coefs}
        halves = {i: abs(c) * _step(self.terms[i], F(1, 2)) for i, c in coefs.items()}
        if relation["rounding"] == "printed":
            return halves
        places = {t["cell"]: _places(t["coef"]) for t in relation["terms"]}
        alone = min(([i for i in coefs if (coefs[i] > 0) == way] for way in (True, False)), key=len)
        if len(alone) == 1 and len(coefs) == 2:
            plain = [i for i in coefs if abs(coefs[i]) == 1]
            alone = plain if len(plain) == 1 else [max(coefs, key=lambda i: steps[i])]
        fine = [steps[i] / 10 ** places[i] for i in coefs if i not in alone and steps[i]]
        coarse = len(alone) == 1 and steps[alone[0]] > min(fine, default=F(0))
        return {i: halves[i] if coarse and i == alone[0] else F(0) for i in coefs}


def _is_number(value: Any) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None


def _value(term: Term) -> F:
    _need(_is_number(term["value"]), f"{term['value']!r} is no number")
    return F(str(term["value"]))


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _step(term: Term, share: F = F(1)) -> F:
    """The unit of the last printed digit, or a share of it; whole counts have no rounding."""
    value, quantum = term["value"], term.get("quantum")
    if value is quantum is None or (share < 1 and isinstance(value, int)):
        return F(0)
    return share * F(quantum if quantum is not None else F(1, 10 ** _places(str(value))))


def _digits(term: Term) -> str:
    """The digits of a value as this token prints them, leading zeros included."""
    mantissa = abs(_value(term)) / _step(term)
    _need(mantissa.denominator == 1, "value finer than its last digit")
    alike = [s for s in _shown(term) if s and int(s) == mantissa]
    places = len(str(1 / _step(term))) - 1 if _step(term) < 1 else 0
    return alike[0] if alike else str(int(mantissa)).rjust(places + 1, "0")


def _edits(term: Term) -> set[F]:
    """All changes of one digit, two neighbours swapped, one digit lost or too many."""
    value, d, some = _value(term), _digits(term) if _step(term) else "", (*"0123456789", "")
    at = range(len(d) + 1 if d else 0)
    made = {d[:i] + new + d[i + w :] for i in at for w in (0, 1) for new in some}
    made |= {d[:i] + d[i + 1 : i + 2] + d[i : i + 1] + d[i + 2 :] for i in at}
    return {(-1 if value < 0 else 1) * int(x) * _step(term) for x in made if x} - {value}


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
    cents = 2 if re.search(r"¢|cent|\dc\b", raw, re.I) else 3 * bool(re.search(r"\d\s?[kK]W$", raw))
    points = (decimals + cents, cents if decimals == 3 else decimals + cents)
    fits = fits and (F(str(value)) >= 0 or re.search(r"[(\-–−]", raw) is not None)
    return fits and _places(str(value)) in points


def _close(one: str, other: str) -> bool:
    same = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in same) >= len(other) > 0  # half of `other`, in order
