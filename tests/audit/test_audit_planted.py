"""Errors of known number and class are planted in readings; the audit finds exactly those."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ratebook.audit.classes import CLASSES, name_of
from ratebook.audit.count import tally, trust
from ratebook.audit.judge import Outcome, judged
from ratebook.audit.meant import from_golden, from_truth
from ratebook.audit.noise import strikes
from ratebook.audit.report import Against, as_json, audit
from ratebook.audit.schema import schema
from ratebook.audit.seen import Seen, seen_records
from ratebook.golden.entry import entries_of
from ratebook.noise import make
from ratebook.records.record import Record

Said = dict[str, Any]
DAMAGE = {
    "point for comma": lambda t: t.replace(",", ".", 1) if "," in t else None,
    "inner space": lambda t: t[:1] + " " + t[1:] if t[1:2].isdigit() and t[0].isdigit() else None,
    "letter for digit": lambda t: t.replace("0", "O", 1) if "0" in t else None,
    "stray mark": lambda t: t + ")",
    "leading stroke": lambda t: "| " + t,
    "lost leading digit": lambda t: t[1:] if t[:1].isdigit() and t[1:2].isdigit() else None,
    "misread digit": lambda t: t.replace("3", "8", 1) if "3" in t else None,
    "stamp beside": lambda t: t + " PURSUANT TO",
}


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> list[Said]:
    """What a table of costs must yield."""
    folder = tmp_path_factory.mktemp("planted")
    document = make(folder, ["primary"], 4711, ["grid"], ["text"])[0]
    lines = document.with_name(document.name + ".truth.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def as_read(truth: list[Said]) -> list[Said]:
    """The truth as a reading that got everything right."""
    read = copy.deepcopy(truth)
    for record in read:
        for evidence in record["evidence"].values():
            evidence.update(repairs=[], proof=[], interval=None, candidates=[])
    return read


def numbers(records: list[Said]) -> list[tuple[Said, str]]:
    """Numbers with a token of their own, which stand in no key."""
    return [
        (r, n)
        for r in records
        for n in ("cost", "cost_per_ft", "amount")
        if r["kind"] in ("line_cost_total", "cost_differential", "charge") and r.get(n)
    ]


def outcomes(truth: list[Said], read: list[Said]) -> Counter[Outcome]:
    values = judged(seen_records("a.txt", read), from_truth(truth))
    return Counter(v.outcome for v in values if v.outcome not in (Outcome.RIGHT, Outcome.EMPTY))


def test_a_right_reading_has_no_errors(truth: list[Said]) -> None:
    assert not outcomes(truth, as_read(truth))


@pytest.mark.parametrize("seed", range(4))
def test_planted_outcomes_are_found_exactly(truth: list[Said], seed: int) -> None:
    read = as_read(truth)
    chance = Random(seed)
    places = chance.sample(numbers(read), 4)
    wrong, flagged, idle, gone = places
    wrong[0][wrong[1]] = "123456.78"
    flagged[0]["evidence"][flagged[1]].update(status="ambiguous", raw="~7.")
    flagged[0][flagged[1]] = None
    idle[0]["evidence"][idle[1]]["status"] = "ambiguous"
    idle[0][idle[1]] = None
    gone[0][gone[1]] = None
    gone[0]["evidence"].pop(gone[1])
    extra = copy.deepcopy(next(r for r in read if r["kind"] == "line_cost"))
    extra.update(
        key="line_cost|nobody",
        month="1931-01",
        cost="9.99",
        distance_ft="17",
        construction="elsewhere",
        study="none",
    )
    read.append(extra)
    stated = sum(e["status"] != "absent" for n, e in extra["evidence"].items() if n != "sheet")
    assert outcomes(truth, read) == {
        Outcome.SILENT: 1,
        Outcome.FLAGGED_BAD: 1,
        Outcome.FLAGGED_RIGHT: 1,
        Outcome.MISSING: 1,
        Outcome.INVENTED: stated,
    }


@pytest.mark.parametrize("name", DAMAGE)
def test_planted_classes_are_found_exactly(truth: list[Said], name: str) -> None:
    read = as_read(truth)
    fit = [
        (r, n, t)
        for r, n in numbers(read)
        if (t := DAMAGE[name](r["evidence"][n]["raw"])) is not None
    ]
    planted = fit[:3]
    for record, field, token in planted:
        record["evidence"][field]["raw"] = token
    assert planted, "the document has no number of this kind"
    found = strikes(judged(seen_records("a.txt", read), from_truth(truth)))
    assert {n: s.count for n, s in found.items()} == {name: len(planted)}
    assert found[name].lost == 0


def test_every_class_is_told_by_its_own_example() -> None:
    assert {c.name: name_of(*c.example) for c in CLASSES} == {c.name: c.name for c in CLASSES}


def test_a_golden_finds_the_same_silent_error(truth: list[Said]) -> None:
    read = as_read(truth)
    golden = entries_of([Record.from_dict(r) for r in read])
    record, field = numbers(read)[0]
    record[field] = "1.01"
    values = judged(seen_records("a.txt", read), from_golden(golden))
    silent = [v for v in values if v.outcome == Outcome.SILENT]
    assert [(v.field, v.read) for v in silent] == [(field, "1.01")]


def test_standings_are_measured(truth: list[Said]) -> None:
    read = as_read(truth)
    places = numbers(read)[:3]
    for record, field in places:
        record["evidence"][field]["status"] = "verified"
    places[0][0][places[0][1]] = "5.55"
    found = {t.standing: t.right for t in trust(judged(seen_records("a", read), from_truth(truth)))}
    assert (found["verified"].count, found["verified"].of) == (2, 3)
    assert found["read"].count == found["read"].of


def test_json_keeps_to_its_schema_and_names_the_planted(tmp_path: Path, truth: list[Said]) -> None:
    (tmp_path / "a.txt.truth.jsonl").write_text("\n".join(map(json.dumps, truth)), "utf-8")
    read = as_read(truth)
    record, field = numbers(read)[0]
    record[field] = "2.02"
    made = audit(
        [seen_records(str(tmp_path / "a.txt"), read), Seen("b.txt", "b.txt", error="no")],
        Against(truth=tmp_path),
    )
    said = json.loads(json.dumps(as_json(made)))
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(said)
    assert [(v["outcome"], v["read"]) for v in said["values"]] == [("silent", "2.02")]
    assert said["errors"] == ["no"]
    assert said["total"]["outcomes"]["silent"] == tally(made.values).of(Outcome.SILENT) == 1
