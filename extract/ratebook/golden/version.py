"""The program as it was at a git revision, run on today's documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from ratebook.errors import UsageError
from ratebook.golden.entry import Entry, entries_of
from ratebook.records.record import Record

SECONDS = 600
_ROOT = Path(__file__).resolve().parent.parent.parent.parent


def _git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", str(_ROOT), *words], capture_output=True, text=True, check=False
    )


@contextmanager
def program_of(revision: str) -> Generator[Callable[[str], list[Entry]]]:
    """Something that reads a document with the program of a revision, and gives golden entries
    (none where that program could not read it). Its files are laid out for as long as it is used.
    Raises UsageError where this is no checkout or the revision is not known to it."""
    if revision.startswith("-") or _git("rev-parse", "--verify", revision + "^{commit}").returncode:
        raise UsageError(f"There is no revision {revision!r} here. `git log --oneline` lists them.")
    with tempfile.TemporaryDirectory(prefix="ratebook-") as room:
        place = Path(room) / "program"
        made = _git("worktree", "add", "--detach", str(place), revision)
        if made.returncode:
            raise UsageError(f"{revision} cannot be laid out: {made.stderr.strip()}")
        try:
            yield lambda document: _read(place, document)
        finally:
            _git("worktree", "remove", "--force", str(place))


def _read(place: Path, document: str) -> list[Entry]:
    """By the program at `place`; it runs in a process of its own."""
    surroundings = {**os.environ, "PYTHONPATH": str(place / "extract")}
    done = subprocess.run(
        [sys.executable, "-m", "ratebook", "read", document, "--format", "jsonl"],
        capture_output=True,
        text=True,
        env=surroundings,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode not in (0, 1):
        return []
    return entries_of(
        [Record.from_dict(json.loads(line)) for line in done.stdout.splitlines() if line]
    )
