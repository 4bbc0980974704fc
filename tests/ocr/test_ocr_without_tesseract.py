"""The program on a machine without Tesseract: the folder it lies in is off the PATH."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from ratebook.noise import make


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """A scanned sheet read by the command."""
    room = tmp_path_factory.mktemp("alone")
    (sheet,) = make(room, ["lighting"], 3, ["grid"], ["clean"])
    surroundings = {**os.environ, "PATH": str(room), "RATEBOOK_CACHE": str(room / "kept")}
    done = subprocess.run(
        [sys.executable, "-m", "ratebook", "read", str(sheet), "--format", "jsonl"],
        env=surroundings, capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_missing_engine_is_said_once_with_the_install_line(
    records: list[dict[str, Any]],
) -> None:
    said = [r["message"] for r in records if r.get("code") == "one-reader"]
    assert len(said) == 1
    assert "apt-get install tesseract-ocr" in said[0]


def test_rapidocr_alone_reads_the_page(records: list[dict[str, Any]]) -> None:
    head = records[0]
    assert (head["kind"], head["source"], head["readers"]) == ("document", "scan", ["rapidocr"])
    amounts = [r["amount"] for r in records if r["kind"] == "charge"]
    assert len(amounts) > 3
    assert None not in amounts


def test_no_value_of_one_engine_is_verified_by_a_second(
    records: list[dict[str, Any]],
) -> None:
    proofs = [
        proof
        for record in records
        for evidence in record.get("evidence", {}).values()
        for proof in evidence["proof"]
    ]
    assert not [proof for proof in proofs if proof["kind"] == "two-readers"]
