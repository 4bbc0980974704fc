"""Goldens: the corpus and the founding filings come out as they were accepted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ratebook.cli.main import main
from ratebook.golden.check import Consent, Place, accept, differences
from ratebook.golden.compare import compare
from ratebook.golden.entry import Entry

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = Place(ROOT / "corpus", ROOT / "golden" / "corpus")
PICTURES = ("-scan.pdf", ".tif")
"""Scans depend on the engines of the machine; the OCR tests hold them."""


def plain_documents() -> list[str]:
    names = [p.name for p in sorted(CORPUS.documents.iterdir()) if p.suffix != ".csv"]
    return [name for name in names if not name.endswith(PICTURES)]


def test_the_corpus_comes_out_as_accepted() -> None:
    found = list(differences(CORPUS, plain_documents(), workers=1))
    assert len(found) == len(plain_documents())
    for one in found:
        told = [f"{c.key} {c.field}: {c.golden!r} -> {c.now!r}" for c in one.changed[:5]]
        assert one.clean, (one.document, one.findings, len(one.gained), len(one.lost), told)


def test_every_document_of_the_corpus_has_a_golden_and_none_is_left_over() -> None:
    documents = {p.name for p in CORPUS.documents.iterdir() if p.suffix != ".csv"}
    goldens = {p.name.removesuffix(".jsonl") for p in CORPUS.golden.glob("*.jsonl")}
    assert goldens == documents


def test_the_founding_filings_come_out_as_accepted(shared: Path) -> None:
    place = Place(shared / "seeds", ROOT / "golden" / "seeds")
    found = list(differences(place, [], workers=1))
    assert len(found) == 5
    for one in found:
        told = [f"{c.key} {c.field}: {c.golden!r} -> {c.now!r}" for c in one.changed[:5]]
        assert one.clean, (one.document, one.findings, len(one.gained), len(one.lost), told)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    documents = tmp_path / "documents"
    documents.mkdir()
    shutil.copy(ROOT / "corpus" / "procedural.txt", documents)
    return Place(documents, tmp_path / "golden")


def test_a_document_without_golden_is_a_finding_until_it_is_accepted(place: Place) -> None:
    assert not next(iter(differences(place, []))).clean
    consent = Consent(by="a person", against="the page")
    assert [said.split(":")[0] for _, said in accept(place, [], consent)] == ["accepted"]
    assert next(iter(differences(place, []))).clean
    assert "a person" in (place.golden / "CHECKED.csv").read_text(encoding="utf-8")


def test_losses_and_changes_are_refused_unless_told(place: Place) -> None:
    list(accept(place, [], Consent()))
    golden = place.golden / "procedural.txt.jsonl"
    lines = golden.read_text(encoding="utf-8").splitlines()
    lost = lines[-1].replace('"key": "', '"key": "another ')
    golden.write_text("\n".join([*lines, lost]) + "\n", encoding="utf-8")
    assert next(iter(accept(place, [], Consent())))[1].startswith("not accepted")
    assert next(iter(accept(place, [], Consent(losses=True))))[1].startswith("accepted")


def test_a_golden_without_its_document_is_a_finding(place: Place) -> None:
    list(accept(place, [], Consent()))
    (place.golden / "gone.txt.jsonl").write_text("", encoding="utf-8")
    assert any("without its document" in f for d in differences(place, []) for f in d.findings)


def test_differences_are_told_by_key_and_field() -> None:
    old: list[Entry] = [{"kind": "charge", "key": "a", "amount": "1"}, {"kind": "x", "key": "b"}]
    new: list[Entry] = [{"kind": "charge", "key": "a", "amount": "2"}, {"kind": "x", "key": "c"}]
    found = compare("d", old, new)
    assert [(c.key, c.field, c.golden, c.now) for c in found.changed] == [("a", "amount", "1", "2")]
    assert [e["key"] for e in found.gained] == ["c"]
    assert [e["key"] for e in found.lost] == ["b"]


def test_the_command_says_what_differs(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--documents", str(place.documents), "--golden", str(place.golden)]
    assert main(["golden", "check", *where]) == 1
    assert "without golden" in capsys.readouterr().out
    assert main(["golden", "accept", *where]) == 0
    assert main(["golden", "check", *where]) == 0
    assert "ok" in capsys.readouterr().out
