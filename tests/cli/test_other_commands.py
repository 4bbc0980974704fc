"""The commands besides `read`, each on documents of the corpus."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from command import CORPUS, ratebook

BOOK = CORPUS / "book.pdf"
CLEAN = CORPUS / "cogeneration.pdf"


def test_explain_shows_every_line_and_what_it_became() -> None:
    shown = ratebook("explain", CORPUS / "guide-table.txt")
    assert shown.code == 0
    assert shown.err == ""
    lines = (CORPUS / "guide-table.txt").read_text().splitlines()
    told = shown.out.splitlines()
    for number, line in enumerate(lines, start=1):
        if line.strip("|-: \t"):
            assert any(f"line {number} " in t for t in told), line


def test_explain_of_a_key_shows_value_place_and_raw() -> None:
    charge = next(
        r for r in ratebook("read", CLEAN, "--format", "jsonl").records if r["kind"] == "charge"
    )
    shown = ratebook("explain", CLEAN, charge["key"])
    assert shown.code == 0
    assert charge["key"] in shown.out
    assert charge["evidence"]["amount"]["raw"] in shown.out
    assert ratebook("explain", CLEAN, "no such key").code == 1


def test_verify_replays_what_read_prints_and_refuses_a_changed_figure(tmp_path: Path) -> None:
    read = ratebook("read", CORPUS / "order.pdf", "--format", "jsonl")
    held = ratebook("verify", "-", stdin=read.out.encode())
    assert (held.code, held.out) == (0, "")
    assert "0 do not hold" in held.err
    records = read.records
    proven = next(
        r
        for r in records
        if r["kind"] == "allocation" and r["evidence"]["present"]["status"] == "verified"
    )
    proven["present"] = str(int(proven["present"]) + 100000)
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(records))
    refused = ratebook("verify", changed)
    assert refused.code == 1
    assert proven["key"] in refused.out


def test_verify_of_a_golden_reads_its_document_anew(tmp_path: Path) -> None:
    golden = CORPUS.parent / "golden" / "corpus" / "order.txt.jsonl"
    held = ratebook("verify", golden, "--documents", CORPUS)
    assert (held.code, held.out) == (0, "")
    assert " 0 proofs" not in held.err
    assert ratebook("verify", golden, "--documents", tmp_path).code == 2
    other = tmp_path / golden.name
    other.write_text(golden.read_text().replace('"verified"', '"read"', 1))
    assert ratebook("verify", other, "--documents", CORPUS).code == 1


def test_golden_accepts_checks_and_tells_what_changed(tmp_path: Path) -> None:
    documents, golden = tmp_path / "documents", tmp_path / "golden"
    documents.mkdir()
    shutil.copy(CLEAN, documents)
    where = ("--documents", documents, "--golden", golden)
    assert ratebook("golden", "check", *where).code == 1
    assert ratebook("golden", "accept", *where).code == 0
    assert ratebook("golden", "check", *where).code == 0
    (file,) = golden.glob("*.jsonl")
    text = file.read_text()
    amount = next(json.loads(line)["amount"] for line in text.splitlines() if '"amount"' in line)
    file.write_text(text.replace(f'"{amount}"', '"999.99"'))
    told = ratebook("golden", "diff", *where)
    assert told.code == 1
    assert "999.99" in told.out
    assert amount in told.out
    assert ratebook("golden", "accept", *where).code == 1, "a change was written without consent"
    assert "999.99" in file.read_text()
    assert ratebook("golden", "accept", "--changes", "--losses", *where).code == 0
    assert ratebook("golden", "check", *where).code == 0


def test_forms_lists_forms_and_shows_one() -> None:
    listed = ratebook("forms")
    names = [p.stem for p in (CORPUS.parent / "rules" / "forms").glob("*.toml")]
    assert listed.code == 0
    assert all(name in listed.out for name in names)
    one = ratebook("forms", "off-system-sales")
    assert one.code == 0
    assert "0.75 * margin = customers" in one.out
    assert ratebook("forms", "poetry").code == 1


def test_schema_of_one_kind() -> None:
    one = json.loads(ratebook("schema", "charge").out)
    assert set(one["$defs"]) == {"evidence", "charge"}


def test_ingest_twice_stores_once_and_book_and_export_answer(tmp_path: Path) -> None:
    store = ("--store", tmp_path / "s.sqlite")
    records = ratebook("read", BOOK, "--format", "jsonl").records
    first = ratebook("ingest", BOOK, *store)
    assert first.out == ""
    assert "1 new" in first.err
    assert first.code in (0, 1)
    again = ratebook("ingest", BOOK, *store)
    assert "1 there already" in again.err
    assert again.code == 0
    sheet = next(r for r in records if r["kind"] == "sheet")
    listed = ratebook("book", *store)
    assert listed.code == 0
    assert sheet["utility"].split()[0].casefold() in listed.out.casefold()
    target = tmp_path / "out.csv"
    assert ratebook("export", target, *store).code == 0
    made = "".join(p.read_text() for p in tmp_path.rglob("*.csv") if p.is_file())
    amounts = [r["amount"] for r in records if r["kind"] == "charge" and r["amount"]]
    assert amounts
    assert all(amount in made for amount in amounts)


def test_noise_makes_the_same_bytes_of_the_same_seed(tmp_path: Path) -> None:
    made = []
    for folder in ("a", "b"):
        done = ratebook(
            "noise",
            tmp_path / folder,
            "--forms",
            "secondary",
            "--layouts",
            "plain",
            "--qualities",
            "medium text",
            "--seed",
            "5",
        )
        assert done.code == 0
        assert done.out
        made.append({p.name: p.read_bytes() for p in (tmp_path / folder).rglob("*") if p.is_file()})
    assert made[0] == made[1]
    assert made[0]


def test_a_day_before_the_book_is_1_and_states_no_rate(tmp_path: Path) -> None:
    store = ("--store", tmp_path / "s.sqlite")
    ratebook("ingest", BOOK, *store)
    utility = ratebook("book", *store).out.splitlines()[0]
    early = ratebook("book", utility, "--on", "1950-01-01", *store)
    assert early.code == 1
    assert "nothing is known" in early.out or "unknown:" in early.out
    assert "[read]" not in early.out
    assert "[verified]" not in early.out


def test_an_unknown_utility_is_told(tmp_path: Path) -> None:
    name = "nobody at all"
    store = ("--store", tmp_path / "s.sqlite")
    ratebook("ingest", BOOK, *store)
    done = ratebook("book", name, *store)
    assert done.code in (1, 2)
    assert name in done.out + done.err
    assert "Traceback" not in done.err
