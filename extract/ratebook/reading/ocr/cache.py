"""What engines have read, kept on disk by content, settings and version."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ratebook.model.page import Word
from ratebook.reading.ocr.engine import Engine, lines_of_all
from ratebook.reading.ocr.picture import Upright

LAYOUT = 2
"""Of the kept files; raised when their meaning changes."""


def cache_directory() -> Path:
    """`RATEBOOK_CACHE`, else the place this platform keeps caches in."""
    chosen = os.environ.get("RATEBOOK_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "ratebook"


@dataclass(frozen=True)
class CachedEngine:
    """An engine that reads each picture once. A cache that cannot be used costs time, no more."""

    engine: Engine
    directory: Path

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def identity(self) -> str:
        return self.engine.identity

    @property
    def tight(self) -> bool:
        return self.engine.tight

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        """As the engine's own."""
        path = self._path(sheet, strips)
        kept = _kept(path)
        if kept is None:
            kept = self.engine.lines(sheet, strips=strips)
            _keep(path, kept)
        return kept

    def together(self, sheets: Sequence[Upright]) -> list[list[list[Word]]]:
        """As the engine's own; only what is not kept is shown to it."""
        paths = [self._path(sheet, False) for sheet in sheets]
        known = [_kept(path) for path in paths]
        missing = [i for i, lines in enumerate(known) if lines is None]
        read = lines_of_all(self.engine, [sheets[i] for i in missing]) if missing else []
        for i, lines in zip(missing, read, strict=True):
            known[i] = lines
            _keep(paths[i], lines)
        return [lines or [] for lines in known]

    def _path(self, sheet: Upright, strips: bool) -> Path:
        digest = hashlib.blake2b(digest_size=20)
        shape = (LAYOUT, self.identity, sheet.gray.shape, round(sheet.scale, 4), sheet.bilevel)
        digest.update(repr((*shape, "strips") if strips else shape).encode())
        digest.update(sheet.gray.tobytes())
        name = digest.hexdigest()
        return self.directory / "ocr" / name[:2] / f"{name}.json"


def _kept(path: Path) -> list[list[Word]] | None:
    try:
        lines: list[Any] = json.loads(path.read_text("utf-8"))
        return [
            [Word(text, tuple(box), score, engine) for text, box, score, engine in line]
            for line in lines
        ]
    except (OSError, ValueError, TypeError):
        return None


def _keep(path: Path, lines: list[list[Word]]) -> None:
    """Writes beside and renames, so that no reader ever sees half a file."""
    rows = [[(word.text, word.box, word.score, word.engine) for word in line] for line in lines]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    except OSError:
        return
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
