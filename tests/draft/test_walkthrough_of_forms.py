"""The walk-through of docs/add-a-form.md, command by command, as a reader would run it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "add-a-form.md").read_text()
STEPS = re.findall(r"^```sh walk (\d)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def shown(name: str) -> str:
    """The text block of this name."""
    (text,) = re.findall(rf"^```text {name}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return text


@dataclass(frozen=True)
class Step:
    """One block of commands: the exit code the page promises, and what it printed."""

    promised: int
    code: int
    out: str


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Step]]:
    folder = tmp_path_factory.mktemp("walk")
    (folder / "exhibit.txt").write_text(shown("exhibit.txt"))
    tool = folder / "bin"
    tool.mkdir()
    script = tool / "ratebook"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ratebook "$@"\n')
    script.chmod(0o755)
    path = f"{tool}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "NO_COLOR": "1", "RATEBOOK_RULES": ""}
    steps: list[Step] = []
    for code, commands in STEPS:
        done = subprocess.run(
            ["sh", "-c", commands], cwd=folder, env=env, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        steps.append(Step(int(code), done.returncode, done.stdout))
    return folder, steps


def test_every_command_ends_as_the_page_says(walked: tuple[Path, list[Step]]) -> None:
    _, steps = walked
    assert len(steps) == 5
    assert [step.code for step in steps] == [step.promised for step in steps]


def test_nobody_knew_the_table(walked: tuple[Path, list[Step]]) -> None:
    _, (before, *_) = walked
    assert "unclaimed-page" in before.out


def test_the_draft_is_short_and_holds_the_checks_the_page_shows(
    walked: tuple[Path, list[Step]],
) -> None:
    folder, steps = walked
    form = (folder / "my-rules" / "forms" / "loss-study.toml").read_text()
    assert len(form.splitlines()) < 40
    proposed = re.findall(r'equation = "([^"]+)"', form)
    assert proposed == shown("proposed").splitlines()
    assert "Proposals" in form
    assert "reads 16 of 16 figures" in steps[1].out
    assert "left over on page 1" in steps[1].out
    assert "0 failed" in steps[2].out


def test_the_form_reads_the_table_and_its_checks_verify_it(
    walked: tuple[Path, list[Step]],
) -> None:
    _, steps = walked
    records = [json.loads(line) for line in steps[3].out.splitlines()]
    values = {(r["row"], r["column"]): r for r in records if r["kind"] == "table_value"}
    assert len(values) == 16
    rows = [line.split("  ") for line in shown("exhibit.txt").splitlines() if "%" in line]
    for row in rows:
        label, *figures = [cell.strip() for cell in row if cell.strip()]
        read = [r["amount"] for (name, _), r in values.items() if name == label]
        assert read == [figure.strip("%").replace(",", "") for figure in figures]
    standing = [r["evidence"]["amount"]["status"] for r in values.values()]
    assert set(standing) == {"read", "verified"}
    assert standing.count("verified") > 8
    assert not [r for r in records if r["kind"] == "issue"]


def test_a_damaged_total_is_not_believed(walked: tuple[Path, list[Step]]) -> None:
    _, steps = walked
    told = [line for line in steps[4].out.splitlines() if "76,93" in line]
    assert len(told) == 1
    assert "derived" in told[0]
    assert "[76392, 76394]" in told[0]
