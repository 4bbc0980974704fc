"""Every kind of certificate: what was read replays, and no altered one passes."""

from __future__ import annotations

import copy
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from altered import other_text, other_value
from linked_tables import ONE, enter, ledger_of, made_up, misread, records_of
from printed_lists import cost_table, load_plan

from ratebook.pipeline.read import read_path
from ratebook.proof.attest import attest
from ratebook.proof.certificate import certify, seal, write
from ratebook.proof.prove import prove
from ratebook.proof.verifier import verify_records
from ratebook.records.datum import Candidate, Datum, Place, Relation, Standing
from ratebook.records.ledger import Ledger
from ratebook.records.record import evidence_of, plain

Said = dict[str, Any]
Held = tuple[Said, str]
"""A record and the field whose proof is at issue."""

ROOT = Path(__file__).parents[2]
CORPUS = [p for p in sorted((ROOT / "corpus").iterdir())
          if p.suffix in (".txt", ".pdf") and "scan" not in p.name]  # fmt: skip
TRIALS = 1000
FEWEST = 3


def _kind(entry: Said) -> Iterator[str]:
    """What a proof claims and how: one name for each sort of certificate."""
    proofs: list[Any] = entry.get("proof") or []
    for proof in proofs:
        if "claim" not in proof:
            yield f"{entry['status']} by {proof['kind']}"
            continue
        kinds = sorted({r["kind"] for r in proof["relations"]})
        away = any("document" in t for r in proof["relations"] for t in r["terms"])
        elsewhere = " of another document" if away else ""
        yield f"{proof['claim']} by {proof['method']} of {' and '.join(kinds)}{elsewhere}"


def _sum(parts: list[str], total: str, lost: str | None, *offered: str) -> Ledger:
    ledger = Ledger()
    candidates = tuple(Candidate(Decimal(n), 1.0, "") for n in offered)
    cell = ledger.add(lost, None, Standing.UNREADABLE, Place(1, 9), candidates=candidates)
    ids = [enter(ledger, part, n) for n, part in enumerate(parts, 1)]
    terms = (*((ONE, i) for i in (*ids, cell)), (-ONE, enter(ledger, total, 8)))
    ledger.relations.append(Relation("linear", "block", terms))
    return ledger


def _quotient() -> Ledger:
    """A cost per foot that is lost; the cost and the feet are printed."""
    ledger = Ledger()
    ids = [enter(ledger, raw, n) for n, raw in enumerate(("$39,280.72", "4,846"), 1)]
    cent = Decimal("0.01")
    ids.append(ledger.add(None, None, Standing.UNREADABLE, Place(1, 3), quantum=cent))
    terms = tuple((ONE, i) for i in ids)
    ledger.relations.append(Relation("ratio", "cost per foot", terms, ONE, "exact"))
    return ledger


def _spliced() -> Ledger:
    """A total with the words of a stamp over it; the blocks are printed."""
    ledger = Ledger()
    ids = [enter(ledger, raw, n) for n, raw in enumerate(("14.0", "14.1", "14.0", "14.2"), 1)]
    total = ledger.add("539MMISSION", None, Standing.UNREADABLE, Place(1, 5))
    terms = (*((ONE, i) for i in ids), (-ONE, total))
    ledger.relations.append(Relation("linear", "cycle", terms, rounding="exact"))
    return ledger


def _twice() -> Ledger:
    ledger = Ledger()
    pairs = [[ledger.add(raw, raw, Standing.READ, Place(1, n)) for n in (1, 2)]
             for raw in ("2010-00489", "Elk Fork")]  # fmt: skip
    pairs.append([enter(ledger, "8,104", n) for n in (3, 4)])
    for pair in pairs:
        terms = tuple((ONE, i) for i in pair)
        ledger.relations.append(Relation("equal", "printed twice", terms))
    return ledger


def _plain(kind: str, status: str, raw: str, value: str, **said: Any) -> list[Said]:
    """A record whose value a form has proven by itself."""
    ends = said.get("allowed") if status == "derived" else None
    datum = Datum(1, raw, value, Standing(status), Place(1, 4))
    datum = datum._replace(proof=({"kind": kind, **said},))
    entry = {**evidence_of(attest({1: datum})[1]), "interval": ends}
    return [{"kind": "sheet", "key": kind, "document": "x", "title": value,
             "evidence": {"title": json.loads(json.dumps(entry))}}]  # fmt: skip


def _of_another_document() -> list[Said]:
    terms: list[Said] = [
        {"coef": "1", "cell": n, "raw": "$0.06185", "value": "0.06185", "quantum": "0.00001",
         "page": 4, "line": 10 + n, "box": None}
        for n in (1, 2)
    ]  # fmt: skip
    terms[1].update(document="order.txt", record="charge|other")
    claim = certify("verified", "check", 1, [write("equal", "the order says so", terms)])
    entry = {"status": "verified", "page": 4, "line": 11, "box": None, "raw": "$0.06185",
             "repairs": [], "proof": [claim], "interval": None, "candidates": []}  # fmt: skip
    return [{"kind": "charge", "key": "charge|own", "document": "sheet.txt", "amount": "0.06185",
             "evidence": {"amount": entry}}]  # fmt: skip


def _records() -> Iterator[Said]:
    rng = random.Random(4)
    for seed in range(3):
        yield from records_of(prove(misread(ledger_of(made_up(seed, 6, 3)), 1, rng)[0]))
        yield from records_of(prove(misread(cost_table(seed), 1, rng)[0]))
        yield from records_of(prove(load_plan(seed)))
    for ledger in (
        _sum(["2.8", "0.4", "4.9"], "13.0", None),
        _spliced(),
        _sum(["436,457"], "581,943", "1-15,486", "115486", "145486"),
        _quotient(),
        _twice(),
    ):
        yield from records_of(prove(ledger))
    months = ["January", "February", "March"]
    yield from _plain("closed-list", "repaired", "Januarv", "January", list=months)
    yield from _plain("dates", "repaired", '02-10"05', "2005-02-10", allowed=["2005-02-10"])
    yield from _plain("shape", "repaired", "2nd Rev1sed", "2", allowed=["2"])
    yield from _plain("neighbours", "derived", "7?", "72", allowed=["72", "72"])
    yield from _plain("two-readers", "verified", "KENERGY", "KENERGY",
                      first="KENERGY", second="KENERGY")  # fmt: skip
    yield from _of_another_document()
    for path in CORPUS:
        if path.stem in ("load-reduction", "cogeneration", "order", "surcharge", "secondary"):
            yield from (r.as_dict() for r in read_path(path).records)


@lru_cache(maxsize=1)
def _pool() -> dict[str, list[Held]]:
    """The shortest proofs of each kind."""
    found: dict[str, list[tuple[int, int, Held]]] = defaultdict(list)
    for record in _records():
        for name, entry in record["evidence"].items():
            for kind in _kind(entry):
                bare = {k: record[k] for k in ("kind", "key", "document", name)}
                held = {**bare, "evidence": {name: entry}}
                size = len(json.dumps(entry))
                found[kind].append((size, len(found[kind]), (held, name)))
    return {kind: [held for _, _, held in sorted(all_of)[:FEWEST]]
            for kind, all_of in found.items()}  # fmt: skip


KINDS = (
    "verified by check of linear", "verified by check of ratio", "verified by check of equal",
    "verified by check of equal of another document", "repaired by edit of linear",
    "repaired by choice of linear", "repaired by rest of linear", "derived by interval of linear",
    "derived by interval of ratio", "repaired by closed-list", "repaired by dates",
    "repaired by shape", "derived by neighbours", "verified by two-readers",
)  # fmt: skip


def test_every_kind_of_proof_is_here_and_replays() -> None:
    assert set(KINDS) <= set(_pool())
    for kind, held in _pool().items():
        assert verify_records([record for record, _ in held]) == [], kind


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.name)
def test_what_the_goldens_hold_replays(path: Path) -> None:
    golden = (ROOT / "golden" / "corpus" / f"{path.name}.jsonl").read_text(encoding="utf-8")
    held = {json.loads(line)["key"] for line in golden.splitlines()
            if isinstance(json.loads(line)["key"], str)}  # fmt: skip
    records = [r.as_dict() for r in read_path(path).records]
    assert held & {r["key"] for r in records}
    assert verify_records(json.loads(json.dumps(records))) == []


@pytest.mark.shared
def test_the_founding_filings_replay(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        records = [r.as_dict() for r in read_path(path).records]
        assert verify_records(json.loads(json.dumps(records))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_altered_certificates_of_each_kind_are_rejected(kind: str) -> None:
    rng, passed = random.Random(kind), list[tuple[Any, ...]]()
    held = _pool()[kind]
    for _ in range(TRIALS):
        record, name = rng.choice(held)
        forged, where = _altered(record, name, rng)
        if not verify_records([forged]):
            passed.append(where)
    assert passed == []


def _altered(record: Said, name: str, rng: random.Random) -> tuple[Said, tuple[Any, ...]]:
    """A copy with one thing changed: the value, its status, interval or place, a leaf of the
    proof, or an entry of one of its lists or maps left out."""
    entry = record["evidence"][name]
    leaves = list(_places({"proof": entry["proof"], "raw": entry["raw"]}))
    cited = [("page",), ("line",)] if "claim" in entry["proof"][0] else []
    ends = [("interval", n) for n in range(2)] if entry["interval"] else []
    # Each sort of alteration is as likely as the leaves of a long relation.
    where = rng.choice([rng.choice(leaves), rng.choice([("value",), ("status",), *cited, *ends])])
    forged = {**record, "evidence": {name: copy.deepcopy(entry)}}
    own = forged["evidence"][name]
    if where == ("value",):
        forged[_field(record, name)] = other_text(str(record[name]), rng)
    elif where == ("status",):
        others = {"verified", "repaired", "derived", "ambiguous", "read"} - {entry["status"]}
        own["status"] = rng.choice(sorted(others))
    else:
        _change(own, where, rng)
    return forged, where


def _field(record: Said, name: str) -> str:
    assert name in record
    return name


def _places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(part, dict | list):
        inner: list[tuple[Any, Any]] = _items(part)
        for key, value in inner:
            yield from _places(value, (*path, key))
        if path and part:
            yield (*path, "left out")
    else:
        yield path


def _items(part: Any) -> list[tuple[Any, Any]]:
    return list(part.items()) if hasattr(part, "items") else [(n, x) for n, x in enumerate(part)]


def _change(own: Any, where: tuple[Any, ...], rng: random.Random) -> None:
    part = own
    for key in where[:-1]:
        part = part[key]
    if where[-1] == "left out":
        part.pop(rng.choice([key for key, _ in _items(part)]))
    else:
        part[where[-1]] = other_value(part[where[-1]], rng)


NUMERIC = ("verified by check of linear", "verified by check of ratio",
           "repaired by edit of linear", "repaired by choice of linear",
           "derived by interval of linear")  # fmt: skip


@pytest.mark.parametrize("kind", NUMERIC)
def test_forgers_who_renew_the_seals_are_told_by_the_arithmetic(kind: str) -> None:
    """A first digit changed in a member's token and value, all seals made anew."""
    rng, tried, passed = random.Random(kind), 0, 0
    for record, name in _pool()[kind]:
        for _ in range(40):
            forged = {**record, "evidence": {name: copy.deepcopy(record["evidence"][name])}}
            claim = forged["evidence"][name]["proof"][0]
            terms = [
                t for r in claim["relations"] for t in r["terms"] if t["cell"] != claim["cell"]
            ]
            cell = rng.choice([t["cell"] for t in terms if str(t["value"])[:1] in "123456789"])
            _give_another_first_digit(claim, cell, rng)
            tried += 1
            passed += not verify_records([forged])
    assert tried > 0
    assert passed == 0


def _give_another_first_digit(claim: Said, cell: int, rng: random.Random) -> None:
    more = rng.randrange(1, 9)
    for relation in claim["relations"]:
        for term in relation["terms"]:
            if term["cell"] == cell:
                text = str(term["value"])
                term["value"] = str((int(text[0]) - 1 + more) % 9 + 1) + text[1:]
                term["raw"] = plain(Decimal(term["value"]))
        relation["seal"] = seal({k: v for k, v in relation.items() if k != "seal"})
    head = {k: v for k, v in claim.items() if k != "seal"}
    claim["seal"] = seal({**head, "relations": [r["seal"] for r in claim["relations"]]})


@pytest.mark.parametrize("kind", ["repaired by choice of linear", "repaired by edit of linear"])
def test_a_repair_without_its_alternatives_is_rejected(kind: str) -> None:
    """The relations that rule the others out, left out and all sealed anew."""
    for record, name in _pool()[kind]:
        entry = copy.deepcopy(record["evidence"][name])
        claim = entry["proof"][0]
        if len(claim["relations"]) < 2 and kind.startswith("repaired by edit"):
            continue
        claim["relations"] = claim["relations"][:1] if "edit" in kind else []
        head = {k: v for k, v in claim.items() if k != "seal"}
        claim["seal"] = seal({**head, "relations": [r["seal"] for r in claim["relations"]]})
        assert verify_records([{**record, "evidence": {name: entry}}]) != []
