"""The verifier replays what holds and rejects what was touched."""

from __future__ import annotations

import ast
import copy
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from altered import other_text, other_value
from linked_tables import ledger_of, made_up, misread, records_of
from printed_lists import cost_table, load_plan

from ratebook.proof import certificate, verifier
from ratebook.proof.prove import prove
from ratebook.proof.verifier import verify_records

Record = dict[str, Any]


@pytest.fixture(scope="module")
def proven() -> list[Record]:
    """Records with repaired and verified values from several damaged copies."""
    rng, made = random.Random(4), list[Record]()
    for seed in range(3):
        damaged, _ = misread(ledger_of(made_up(seed)), 3, rng)
        found = records_of(prove(damaged))
        made += [r for r in found if _status(r) == "repaired"]
        made += [r for r in found if _status(r) == "verified"][::60]
    return made


def _status(record: Record) -> str:
    return record["evidence"]["amount"]["status"]


def test_everything_proven_replays(proven: list[Record]) -> None:
    assert {_status(r) for r in proven} == {"repaired", "verified"}
    assert verify_records(proven) == []


def test_cost_tables_and_load_lists_replay() -> None:
    for ledger in (cost_table(2), load_plan(2)):
        assert verify_records(records_of(prove(ledger))) == []


def test_every_tampered_certificate_is_rejected(proven: list[Record]) -> None:
    rng = random.Random(11)
    accepted: list[tuple[Any, ...]] = []
    for _ in range(1000):
        record = copy.deepcopy(rng.choice(proven))
        where = _tamper(record, rng)
        if not verify_records([record]):
            accepted.append(where)
    assert accepted == []


def test_tampering_that_renews_the_seals_is_rejected(proven: list[Record]) -> None:
    rng, rejected, count = random.Random(12), 0, 0
    for record in proven:
        for _ in range(4):
            forged = copy.deepcopy(record)
            entry = forged["evidence"]["amount"]
            relation = rng.choice(entry["proof"][0]["relations"])
            numbers = [t for t in relation["terms"] if t["quantum"] != "0"]
            if not numbers:
                continue
            term = rng.choice(numbers)
            new = str((int(term["value"][0]) + rng.randrange(1, 9)) % 10)
            term["raw"] = term["value"] = new + term["value"][1:]
            _reseal(entry["proof"][0])
            count += 1
            rejected += bool(verify_records([forged]))
    assert rejected == count > 0


def _reseal(claim: Record) -> None:
    for relation in claim["relations"]:
        relation["seal"] = certificate.seal({k: v for k, v in relation.items() if k != "seal"})
    head = {k: v for k, v in claim.items() if k != "seal"}
    claim["seal"] = certificate.seal({**head, "relations": [r["seal"] for r in claim["relations"]]})


def _places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(part, dict | list):
        inner = part.items() if isinstance(part, dict) else enumerate(part)
        for key, value in inner:
            yield from _places(value, (*path, key))
        if isinstance(part, list) and part:
            yield (*path, "drop")
    else:
        yield path


def _tamper(record: Record, rng: random.Random) -> tuple[Any, ...]:
    """Changes one thing: the value, the status, a leaf of the evidence, or drops a list entry."""
    entry = record["evidence"]["amount"]
    leaves = list(_places({"raw": entry["raw"], "proof": entry["proof"]}))
    where = rng.choice([("value",), ("status",), *leaves])
    if where == ("value",):
        record["amount"] = other_text(record["amount"], rng)
    elif where == ("status",):
        others = {"verified", "repaired", "derived", "ambiguous", "read"} - {entry["status"]}
        entry["status"] = rng.choice(sorted(others))
    else:
        part: Any = entry
        for key in where[:-1]:
            part = part[key]
        if where[-1] == "drop":
            part.pop(rng.randrange(len(part)))
        else:
            part[where[-1]] = other_value(part[where[-1]], rng)
    return where


def test_accepted_values_need_evidence() -> None:
    bare = {"kind": "charge", "key": "k", "amount": "1.00", "evidence": {}}
    assert verify_records([bare]) == ["k: amount: a value without evidence"]


@pytest.mark.parametrize(
    ("raw", "value", "repairs", "right"),
    [
        ("\\$ 341,987", "341987", [], True),
        ("$0.06185", "0.06185", [], True),
        ("$ -", "0", [], True),
        ("9.5 cents", "0.095", [], True),
        ("13.4 MW", "13.4", [], True),
        ("1,134.497", "1134497", ["point read as comma"], True),
        ("I 17,445", "117445", ["I read as 1"], True),
        ("$0.06185", "0.06158", [], False),
        ("$0.06185", "6.185", [], False),
        ("13.4 MW", "-13.4", [], False),
        ("", "0", [], False),
        (None, "13.4", [], False),
    ],
)
def test_values_are_read_again_from_their_tokens(
    raw: str | None, value: str, repairs: list[str], right: bool
) -> None:
    entry = {
        "status": "read", "page": 1, "line": 1, "box": None, "raw": raw, "repairs": repairs,
        "proof": [], "interval": None, "candidates": [],
    }  # fmt: skip
    record = {"kind": "charge", "key": "k", "amount": value, "evidence": {"amount": entry}}
    assert (verify_records([record]) == []) is right


@pytest.mark.parametrize("junk", [None, [], "x", {"status": "verified"}, {"status": 3}])
def test_malformed_evidence_is_a_problem_not_a_crash(junk: Any) -> None:
    record = {"kind": "charge", "key": "k", "amount": "1", "evidence": {"amount": junk}}
    assert len(verify_records([record])) == 1


def test_the_verifier_stands_alone() -> None:
    source = Path(verifier.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) < 300
    for node in ast.walk(ast.parse(source)):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)
