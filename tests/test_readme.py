"""The README is true: its commands run, print what it shows, and name every command there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib

import pytest
from command import CORPUS, ROOT, ratebook

from ratebook.cli.main import COMMANDS
from ratebook.records.datum import Standing

README = (ROOT / "README.md").read_text()


def marked(mark: str) -> str:
    """The one command that ends in this comment, without the comment."""
    (line,) = re.findall(rf"^(.*)  # {mark}$", README, re.MULTILINE)
    return line


def second(line: str, install: str) -> str:
    """What follows the installation in a command of the form `INSTALL && REST`."""
    first, _, rest = line.partition(" && ")
    assert shlex.split(first) == ["python3", "-m", "pip", "install", "-q", install]
    return rest


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_line_one_says_what_it_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    first = README.splitlines()[0]
    assert first.startswith("ratebook ")
    assert first.removeprefix("ratebook ").casefold() == project["description"].casefold()


def test_the_run_command_prints_what_the_readme_shows() -> None:
    command = second(marked("run"), ".").replace("python3", shlex.quote(sys.executable))
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=280, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    (shown,) = re.findall(r"^```text\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    printed = squeezed(done.stdout)
    expected = [line for line in squeezed(shown) if line != "..."]
    missing = [line for line in expected if not any(p.startswith(line) for p in printed)]
    assert not missing, f"the README shows lines that are not printed: {missing}"


def test_the_run_command_reads_every_document_of_the_corpus() -> None:
    words = shlex.split(second(marked("run"), "."))
    read = words[words.index("read") + 1 : words.index("--format")]
    named = {path for pattern in read for path in ROOT.glob(pattern)}
    assert named == {path for path in CORPUS.iterdir() if path.suffix != ".csv"}


def test_the_test_command_runs_the_tests() -> None:
    words = shlex.split(second(marked("test"), ".[test]"))
    assert words[:3] == ["python3", "-m", "pytest"]
    done = subprocess.run(
        [sys.executable, *words[1:3], "--collect-only", __file__],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "test_readme.py::test_the_test_command_runs_the_tests" in done.stdout


def test_the_ci_command_is_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert "grep -E '# test$' README.md" in script
    assert "set -euo pipefail" in script
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=False).returncode == 0


def test_every_command_is_in_the_table_and_nothing_else() -> None:
    table = README.partition("## Commands")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `ratebook (\w+)", table, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", sorted({*re.findall(r"ratebook ([a-z]+)`", README)}))
def test_every_command_the_readme_names_has_help(name: str) -> None:
    assert ratebook(name, "--help").code == 0


def test_every_standing_is_explained() -> None:
    table = README.partition("| standing |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\w*) ?\|$", table, re.MULTILINE)
    assert [word for word, _ in rows] == [standing.value for standing in Standing]
    for word, accepted in rows:
        if word != "absent":
            assert Standing(word).accepted == (accepted == "yes")


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_versions_of_python_are_those_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [c.rpartition(" ")[2] for c in project["classifiers"] if "Python ::" in c]
    assert f"Python {named[0]} to {named[-1]}" in README
    assert project["requires-python"] == f">={named[0]}"
