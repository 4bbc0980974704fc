"""Exit codes, and what goes to which stream."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import CORPUS, ratebook

from ratebook.cli.main import COMMANDS

GOOD = CORPUS / "book.pdf"


def test_help_lists_one_command_a_line() -> None:
    shown = ratebook("--help")
    assert (shown.code, shown.err) == (0, "")
    for name, does in COMMANDS.items():
        assert [line.split() for line in shown.out.splitlines()].count([name, *does.split()]) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = ratebook(name, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert f"example: ratebook {name}" in shown.out or f"| ratebook {name}" in shown.out


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_wrong_usage(name: str) -> None:
    refused = ratebook(name, "--no-such-option")
    assert (refused.code, refused.out) == (2, "")
    assert "ratebook" in refused.err
    assert "Traceback" not in refused.err


@pytest.mark.parametrize("call", [
    ("nonsense",), ("read",), ("read", GOOD, "--format", "xml"), ("explain",), ("verify",),
    ("golden",), ("golden", "burn"), ("schema", "poem"), ("ingest",), ("export",), ("noise",),
    ("book", "Somebody", "--on", "yesterday"), ("noise", "out", "--forms", "poem"),
    ("read", GOOD, "--workers", "0"), ("read", GOOD, "--workers", "many"),
], ids=lambda call: " ".join(getattr(word, "name", word) for word in call))  # fmt: skip
def test_wrong_usage_is_2_and_says_what_is_known(call: tuple[str, ...], tmp_path: Path) -> None:
    refused = ratebook(*call, cwd=tmp_path)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.strip()
    assert "Traceback" not in refused.err
    assert not list(tmp_path.iterdir()), "wrong usage left a file behind"


def test_no_command_is_wrong_usage_and_shows_the_commands() -> None:
    assert ratebook().code == 2


def test_a_document_that_needs_nobody_is_0_and_silent_on_stderr() -> None:
    clean = ratebook("read", CORPUS / "cogeneration.pdf", "--format", "jsonl")
    assert [r for r in clean.records if r["kind"] == "issue"] == []
    assert (clean.code, clean.err) == (0, "")


def test_a_document_that_needs_a_look_is_1_and_still_printed() -> None:
    letter = ratebook("read", CORPUS / "letter.pdf", "--format", "jsonl")
    assert letter.code == 1
    assert [r["kind"] for r in letter.records] == ["document", "issue"]


def test_a_missing_document_is_4_and_the_others_are_read(tmp_path: Path) -> None:
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(b"\x00\x01 this is no PDF \xff" * 40)
    done = ratebook("read", "nowhere.pdf", junk, GOOD, "--format", "jsonl")
    assert done.code == 4
    assert "nowhere.pdf" in done.err
    assert "junk.pdf" in done.err
    assert "Traceback" not in done.err
    assert {r["document"] for r in done.records} == {str(GOOD)}
    assert done.records == ratebook("read", GOOD, "--format", "jsonl").records


@pytest.mark.parametrize("call", [
    ("explain", "nowhere.pdf"), ("verify", "nowhere.jsonl"), ("ingest", "nowhere.pdf"),
    ("export", "out.csv", "--records", "nowhere.jsonl"),
], ids=lambda call: call[0])  # fmt: skip
def test_what_cannot_be_opened_is_4_and_named(call: tuple[str, ...], tmp_path: Path) -> None:
    done = ratebook(*call, cwd=tmp_path)
    assert (done.code, done.out) == (4, "")
    assert "nowhere" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("call", [("book",), ("export", "out.csv")], ids=lambda call: call[0])
def test_a_store_that_is_not_there_is_told_and_not_made(
    call: tuple[str, ...], tmp_path: Path
) -> None:
    done = ratebook(*call, "--store", "nowhere.sqlite", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "nowhere.sqlite" in done.err
    assert "Traceback" not in done.err
    assert not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    import subprocess
    import sys

    call = [sys.executable, "-m", "ratebook", "schema"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as gone:
        assert gone.stdout is not None
        assert gone.stderr is not None
        gone.stdout.close()
        assert gone.stderr.read() == b""
        assert gone.wait(60) == 0


BROKEN = {
    "forms": ('name = "x"\ntitle = "X"\nwithin = ["sheet"]\nneeds = ["x"]\ntabel = []\n',
              "tabel", "table"),
    "jurisdictions": ('code = "Kentucky"\nname = "K"\ncommissions = []\nwitnesses = []\n'
                      '[sheet]\nwords = ["Sheet"]\ncancelling = ["Cancelling"]\n'
                      '[foot]\nissued = ["Issued"]\neffective = ["Effective"]\n',
                      "code", "two letters"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize(
    "call",
    [("forms",), ("read", GOOD), ("read", GOOD, CORPUS / "guide.txt")],
    ids=["forms", "read one", "read two"],
)
def test_a_broken_rule_file_is_3_and_names_file_key_and_remedy(
    kind: str, call: tuple[str, ...], tmp_path: Path
) -> None:
    text, key, remedy = BROKEN[kind]
    file = tmp_path / kind / "broken.toml"
    file.parent.mkdir()
    file.write_text(text)
    done = ratebook(*call, RATEBOOK_RULES=str(tmp_path))
    assert (done.code, done.out) == (3, "")
    assert str(file) in done.err
    assert key in done.err
    assert remedy in done.err
    assert "Traceback" not in done.err


def test_a_rule_file_that_is_no_toml_is_3(tmp_path: Path) -> None:
    (tmp_path / "lookups").mkdir()
    (tmp_path / "lookups" / "names.toml").write_text("riders = [")
    done = ratebook("read", GOOD, RATEBOOK_RULES=str(tmp_path))
    assert done.code == 3
    assert "names.toml" in done.err
    assert "Traceback" not in done.err


def test_a_form_of_the_user_is_known(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    shipped = (CORPUS.parent / "rules" / "forms" / "off-system-sales.toml").read_text()
    mine = shipped.replace('name = "off-system-sales"', 'name = "margins-of-mine"')
    (tmp_path / "forms" / "mine.toml").write_text(mine)
    shown = ratebook("forms", RATEBOOK_RULES=str(tmp_path))
    assert shown.code == 0
    assert "margins-of-mine" in shown.out
    assert "off-system-sales" in shown.out
    assert ratebook("forms", "margins-of-mine").code == 1
