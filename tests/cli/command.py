"""Runs the `ratebook` command as a user's shell does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"


@dataclass(frozen=True)
class Result:
    """What one call gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records of a call with `--format jsonl`."""
        return [json.loads(line) for line in self.out.splitlines()]


def ratebook(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT, **environment: str
) -> Result:
    """One call of `ratebook ARGUMENTS`, with a time limit of five minutes."""
    done = subprocess.run(
        [sys.executable, "-m", "ratebook", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", **environment},
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
