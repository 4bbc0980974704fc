"""Goldens: who checked what, and what another version of the program reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratebook.cli.main import main
from ratebook.errors import UsageError
from ratebook.golden.check import Consent, Place, accept, differences, version_difference
from ratebook.noise import make


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "documents"
    document = make(tmp_path / "made", ["cogeneration"], 12, ["plain"], ["text"])[0]
    folder.mkdir()
    document.rename(folder / "sheet.txt")
    return Place(folder, tmp_path / "golden")


def test_a_check_holds_for_the_golden_it_was_made_with(place: Place) -> None:
    list(accept(place, [], Consent(by="A. Reader", against="the filed sheet")))
    assert [d.clean for d in differences(place, [])] == [True]
    golden = place.golden / "sheet.txt.jsonl"
    golden.write_text(golden.read_text("utf-8") + "\n", "utf-8")
    found = next(iter(differences(place, [])))
    assert any("changed since A. Reader checked it" in text for text in found.findings)


def test_an_unchecked_golden_is_noted_and_no_failure(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    list(accept(place, [], Consent()))
    words = ["--documents", str(place.documents), "--golden", str(place.golden)]
    assert main(["golden", "check", *words]) == 0
    assert "never checked against its source" in capsys.readouterr().out


def test_accept_refuses_a_loss_until_told(place: Place) -> None:
    list(accept(place, [], Consent()))
    document = place.documents / "sheet.txt"
    lines = document.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("2")]
    document.write_text("\n".join(kept[:-1]), "utf-8")
    refused = dict(accept(place, [], Consent()))
    assert all(said.startswith("not accepted") for said in refused.values())
    told = dict(accept(place, [], Consent(losses=True, changes=True)))
    assert all(said.startswith("accepted") for said in told.values())


def test_no_such_version(place: Place) -> None:
    with pytest.raises(UsageError, match="no revision"):
        list(version_difference(place, [], "no-such-revision"))
    with pytest.raises(UsageError, match="no revision"):
        list(version_difference(place, [], "--upload-pack=x"))


def test_the_same_version_reads_the_same(place: Place) -> None:
    try:
        found = list(version_difference(place, [], "HEAD"))
    except UsageError:
        pytest.skip("this is no checkout with a history")
    assert [d.document.endswith("sheet.txt") for d in found] == [True]
    assert all("could not read" not in text for d in found for text in d.findings)
