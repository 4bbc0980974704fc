"""Golden files on disk: one JSON-lines file a document, and who checked them."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ratebook.errors import UnreadableDocumentError
from ratebook.golden.entry import Entry

CHECKED = "CHECKED.csv"
_COLUMNS = ("document", "sha256", "golden_sha256", "records", "checked_by", "checked_on", "against")


def golden_path(folder: Path, document: str) -> Path:
    """Where the golden of a document lies."""
    return folder / f"{Path(document).name}.jsonl"


def load(path: Path) -> list[Entry]:
    """The entries of a golden file; empty if there is none."""
    if not path.exists():
        return []
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except ValueError as problem:
        remedy = "Restore it from version control, or accept it anew"
        raise UnreadableDocumentError(str(path), f"no JSON lines ({problem})", remedy) from problem


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a reader sees the old or the new one, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101 - mkstemp makes files private
    Path(name).replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def save(path: Path, entries: Iterable[Entry]) -> None:
    """Writes a golden file."""
    lines = (json.dumps(entry, ensure_ascii=False, sort_keys=False) for entry in entries)
    write_whole(path, "".join(line + "\n" for line in lines))


def golden_hash(path: Path) -> str:
    """SHA-256 of a golden file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def checked(folder: Path) -> dict[str, dict[str, str]]:
    """Who checked which golden, by the document's name."""
    path = folder / CHECKED
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {row["document"]: row for row in csv.DictReader(file) if row.get("document")}


def note_checked(folder: Path, row: dict[str, str]) -> None:
    """Keeps who checked a golden against its source, when, and against what."""
    path = folder / CHECKED
    rows = [r for r in checked(folder).values() if r["document"] != row["document"]]
    rows.append(row)
    rows.sort(key=lambda r: r["document"])
    lines = [",".join(_COLUMNS)]
    lines += [",".join(_quoted(r.get(c, "")) for c in _COLUMNS) for r in rows]
    write_whole(path, "\n".join(lines) + "\n")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n') else text
