"""`ratebook forms new` and `forms test`: exit codes, files written, what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import DRAWN, write

from ratebook.cli.main import main
from ratebook.rules.forms import load_form

HEAD = [["Depot", "Poles Set", "Poles Reused", "All Poles"]]
ROWS = [
    ["Ash Hollow", "1,400", "2,100", "3,500"],
    ["Birch Run", "812", "934", "1,746"],
    ["Cedar Gap", "655", "1,207", "1,862"],
    ["Total", "2,867", "4,241", "7,108"],
]


@pytest.fixture
def exhibit(tmp_path: Path) -> Path:
    return write("aligned", tmp_path / "exhibit", ["Poles by Depot"], HEAD, ROWS, [])


def test_a_draft_is_written_tried_and_never_written_over(
    exhibit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "rules" / "forms" / "poles.toml"
    assert main(["forms", "new", str(exhibit), "--out", str(form)]) == 0
    shown = capsys.readouterr().out
    assert "12 of 12 figures" in shown
    assert "1 total" in shown
    assert load_form(form).name == "poles-by-depot"
    before = form.read_text()
    form.write_text(before + "# mine\n")
    assert main(["forms", "new", str(exhibit), "--out", str(form)]) == 2
    assert form.read_text().endswith("# mine\n")
    assert main(["forms", "new", str(exhibit), "--out", str(form), "--force"]) == 0
    assert form.read_text() == before


def test_without_out_it_is_called_after_its_table(
    exhibit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["forms", "new", str(exhibit)]) == 0
    assert (tmp_path / "poles-by-depot.toml").exists()


def test_wrong_usage_is_2(exhibit: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "x.toml")
    assert main(["forms", "new", str(exhibit), "--page", "7", "--out", target]) == 2
    assert main(["forms", "new", str(exhibit), "--table", "9", "--out", target]) == 2
    assert not Path(target).exists()


def test_a_page_without_a_table_is_1_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Director:\nEnclosed are our answers.\nSincerely,\n")
    assert main(["forms", "new", str(letter), "--out", str(tmp_path / "x.toml")]) == 1
    assert "no table found" in capsys.readouterr().out
    assert not (tmp_path / "x.toml").exists()


def test_an_unreadable_document_is_4(tmp_path: Path) -> None:
    assert main(["forms", "new", str(tmp_path / "none.pdf")]) == 4


def test_a_mistake_in_the_form_is_3_and_names_file_key_and_remedy(
    exhibit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "poles.toml"
    main(["forms", "new", str(exhibit), "--out", str(form)])
    form.write_text(form.read_text().replace("heads =", "headings =", 1))
    capsys.readouterr()
    assert main(["forms", "test", str(form), str(exhibit)]) == 3
    told = capsys.readouterr().err
    assert str(form) in told
    assert "headings" in told
    assert "heads" in told


def test_a_form_that_reads_nothing_says_why(
    exhibit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "poles.toml"
    main(["forms", "new", str(exhibit), "--out", str(form)])
    other = write("tabs", tmp_path / "other", ["Wells"], [["Well", "Depth"]], [["A", "1"]] * 2, [])
    capsys.readouterr()
    assert main(["forms", "test", str(form), str(other)]) == 1
    assert "needs: not printed" in capsys.readouterr().out


def test_checks_that_fail_are_named(
    tmp_path: Path, exhibit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "poles.toml"
    main(["forms", "new", str(exhibit), "--out", str(form)])
    wrong = [*ROWS[:1], ["Birch Run", "812", "934", "5,230"], *ROWS[2:]]
    damaged = write("aligned", tmp_path / "damaged", ["Poles by Depot"], HEAD, wrong, [])
    capsys.readouterr()
    assert main(["forms", "test", str(form), str(damaged)]) == 1
    shown = capsys.readouterr().out
    assert "5,230" in shown
    assert "0 failed, 0 not legible" not in shown


@pytest.mark.parametrize("way", DRAWN)
def test_labels_may_have_no_heading(way: str, tmp_path: Path) -> None:
    head = [["", *HEAD[0][1:]]]
    path = write(way, tmp_path / "exhibit", ["Poles by Depot"], head, ROWS, [])
    assert main(["forms", "new", str(path), "--out", str(tmp_path / "f.toml")]) == 0
