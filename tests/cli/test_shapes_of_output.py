"""The shapes records are printed in, standard input, and the promises every record keeps."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from command import CORPUS, Result, ratebook
from jsonschema import Draft202012Validator

NAMES = ("book.pdf", "guide.txt", "letter.pdf", "order.txt", "secondary.txt")
FAST = [str(CORPUS / name) for name in NAMES]
ACCEPTED = ("verified", "read", "repaired")
OPEN = ("ambiguous", "unreadable", "absent")
OF_THE_WHOLE_PAGE = ("jurisdiction", "pages")  # no one place prints them
POINTERS = ("source", "source_key", "sheet", "order", "guide")


@pytest.fixture(scope="module")
def corpus() -> Result:
    return ratebook("read", CORPUS, "--format", "jsonl")


@pytest.fixture(scope="module")
def fast() -> Result:
    return ratebook("read", *FAST, "--format", "jsonl")


def test_every_document_of_the_corpus_gives_records(corpus: Result) -> None:
    documents = {p.name for p in CORPUS.iterdir() if p.suffix != ".csv"}
    heads = [Path(r["name"]).name for r in corpus.records if r["kind"] == "document"]
    assert sorted(heads) == sorted(documents)
    assert corpus.err == ""


def test_the_exit_code_says_whether_a_person_must_look(corpus: Result) -> None:
    looks = [
        r
        for r in corpus.records
        if r["kind"] == "issue"
        or any(
            e["status"] in ("derived", "ambiguous", "unreadable") for e in r["evidence"].values()
        )
    ]
    assert corpus.code == (1 if looks else 0)


def test_every_record_is_as_the_schema_says(corpus: Result) -> None:
    check = Draft202012Validator(json.loads(ratebook("schema").out))
    for record in corpus.records:
        # The schema of its own kind tells what is wrong; that of all kinds only that something is.
        problems = list(check.iter_errors(record))
        assert not problems, (record["key"], _best(check.schema, record))


def _best(schema: Any, record: dict[str, Any]) -> list[str]:
    one = {"$defs": schema["$defs"], "$ref": f"#/$defs/{record['kind']}"}
    return [f"{e.json_path}: {e.message}" for e in Draft202012Validator(one).iter_errors(record)]


def test_no_key_occurs_twice_in_a_document(corpus: Result) -> None:
    count = Counter((r["document"], r["key"]) for r in corpus.records)
    assert [key for key, n in count.items() if n > 1] == []


def test_every_accepted_value_has_evidence_and_every_evidence_its_value(corpus: Result) -> None:
    for record in corpus.records:
        if record["kind"] in ("document", "issue"):
            continue
        for name, value in record.items():
            if name in ("kind", "key", "document", "evidence") or (
                name in POINTERS and (record["kind"] != "sheet")
            ):
                continue
            found = record["evidence"].get(name)
            assert value is None or found is not None, (record["key"], name)
            if found is not None:
                _agrees(record["key"], name, value, found)


def _agrees(key: str, name: str, value: Any, found: dict[str, Any]) -> None:
    where = (key, name, value, found)
    assert (value is not None) == (found["status"] not in OPEN), where
    if found["status"] in ACCEPTED:
        assert found["raw"] is not None or found["proof"] or name in OF_THE_WHOLE_PAGE, where
        assert (found["interval"], found["candidates"]) == (None, []), where
    if found["status"] == "repaired":
        assert found["repairs"], where
    if found["status"] == "derived":
        assert found["interval"] is not None, where


def test_text_sources_name_lines_and_pages_with_geometry_name_boxes(fast: Result) -> None:
    source = {r["document"]: r["source"] for r in fast.records if r["kind"] == "document"}
    for record in fast.records:
        for name, found in record["evidence"].items():
            if found["status"] in ACCEPTED and found["raw"] is not None:
                place = "line" if source[record["document"]] == "markup" else "box"
                assert found[place] is not None, (record["key"], name, found)


def test_references_name_a_record_of_the_same_reading(corpus: Result) -> None:
    keys = {(r["document"], r["key"]) for r in corpus.records}
    for record in corpus.records:
        for name in ("source_key", "sheet", "order", "guide"):
            target = record.get(name)
            if target is not None and not (name == "sheet" and record["kind"] == "sheet"):
                assert (record["document"], target) in keys, (record["key"], name, target)


def test_two_runs_print_the_same_bytes(fast: Result) -> None:
    again = ratebook("read", *FAST, "--format", "jsonl", "--workers", "1", PYTHONHASHSEED="77")
    assert again.out == fast.out


def test_json_holds_the_records_of_jsonl(fast: Result) -> None:
    whole = ratebook("read", *FAST, "--format", "json")
    assert whole.code == fast.code
    assert json.loads(whole.out) == fast.records


def test_csv_holds_a_row_a_record(fast: Result) -> None:
    done = ratebook("read", *FAST, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["key"] for row in rows] == [r["key"] for r in fast.records]
    for row, record in zip(rows, fast.records, strict=True):
        if "amount" in record:
            assert row["amount"] == (record["amount"] or "")


def test_the_table_shows_every_charge_and_what_needs_a_look_with_its_reason(fast: Result) -> None:
    shown = ratebook("read", *FAST, "--format", "table")
    assert shown.code == fast.code
    assert "\x1b[" not in shown.out
    lines = shown.out.splitlines()
    assert all(any(line.startswith(f"{name}  ") for line in lines) for name in FAST)
    words = shown.out.split()
    for record in fast.records:
        if record["kind"] == "charge" and record["amount"] is not None:
            assert record["amount"] in words, record["key"]
        if record["kind"] == "issue":
            assert f"{record['code']}:" in shown.out


@pytest.mark.parametrize("name", ["guide.txt", "cogeneration.pdf"])
def test_standard_input_is_read_as_the_file_is(name: str) -> None:
    file = CORPUS / name
    piped = ratebook("read", "-", "--format", "jsonl", stdin=file.read_bytes())
    named = ratebook("read", file, "--format", "jsonl")
    assert piped.code == named.code
    assert {r["document"] for r in piped.records} == {"-"}
    assert [r["key"] for r in piped.records] == [r["key"] for r in named.records]


def test_standard_input_with_other_documents() -> None:
    both = ratebook(
        "read",
        "-",
        CORPUS / "letter.pdf",
        "--format",
        "jsonl",
        stdin=(CORPUS / "guide.txt").read_bytes(),
    )
    assert {r["document"] for r in both.records} == {"-", str(CORPUS / "letter.pdf")}


def test_empty_standard_input_is_no_document() -> None:
    empty = ratebook("read", "-")
    assert (empty.code, empty.out) == (4, "")
    assert "-" in empty.err
