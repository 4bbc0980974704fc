"""Readings for an audit: documents read now, or records read before."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

from ratebook.audit.seen import Seen, seen, seen_records
from ratebook.errors import RatebookError, UnreadableDocumentError
from ratebook.pipeline.batch import in_processes
from ratebook.pipeline.read import read_path
from ratebook.reading.ocr.engines import ONLY

RECORDS = (".jsonl", ".json")
_BESIDE = (".truth.jsonl", ".damage.json")
"""What lies beside documents with truth: no documents, no readings."""


def quality_of(path: str) -> str:
    """What a document's quality is called: the `quality` column of a SOURCES.csv beside it, else
    what stands between name and ending (`sheet.bad200.pdf`), else nothing."""
    told = _told(str(Path(path).parent)).get(Path(path).name)
    parts = Path(path).name.split(".")
    return told or (parts[-2] if len(parts) > 2 and parts[-2] else "")


@lru_cache(maxsize=64)
def _told(folder: str) -> dict[str, str]:
    table = Path(folder) / "SOURCES.csv"
    if not table.is_file():
        return {}
    with table.open(newline="", encoding="utf-8") as file:
        return {
            row["file"]: row["quality"]
            for row in csv.DictReader(file)
            if row.get("file") and row.get("quality")
        }


def gathered(
    paths: Iterable[str], *, ocr: str = "auto", workers: int | None = None, engine: str = ""
) -> Iterator[Seen]:
    """What was read, in the order of the paths. A document that cannot be read comes with an
    error; broken rules raise `RuleError`. `engine` names the only one that reads scans."""
    documents: list[str] = []
    for path in paths:
        if path.endswith(_BESIDE):
            continue
        if Path(path).suffix in RECORDS:
            yield from _kept(path)
        else:
            documents.append(path)
    yield from _read(documents, ocr, workers, engine)


def _kept(path: str) -> Iterator[Seen]:
    """Readings of a file of records, one for each document named in it."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    try:
        text = Path(path).read_text("utf-8")
        rows = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(line) for line in text.splitlines() if line.strip()]
        )
        for row in cast("list[dict[str, Any]]", rows):
            by_name.setdefault(str(row["document"]), []).append(row)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        remedy = "Make it with ratebook read --format jsonl"
        raise UnreadableDocumentError(path, f"no records ({problem})", remedy) from problem
    for name, records in by_name.items():
        yield seen_records(name, records, quality_of(name))


def _one(path: str, ocr: str, engine: str) -> Seen:
    before = os.environ.get(ONLY)
    try:
        if engine:
            os.environ[ONLY] = engine
        return seen(path, read_path(path, ocr=ocr), quality_of(path))
    except UnreadableDocumentError as error:
        return Seen(path, Path(path).name, error=str(error))
    except RatebookError:
        raise
    except Exception as problem:
        said = f"{path}: reading it failed ({problem!r}). The others were read"
        return Seen(path, Path(path).name, error=said)
    finally:
        if engine:
            os.environ.pop(ONLY)
            os.environ.update({ONLY: before} if before is not None else {})


def _read(paths: list[str], ocr: str, workers: int | None, engine: str) -> Iterator[Seen]:
    if len(paths) <= 1:
        yield from (_one(path, ocr, engine) for path in paths)
        return
    work = partial(_one, ocr=ocr, engine=engine)
    for path, found in in_processes(work, paths, workers=workers):
        if isinstance(found, Exception):
            found = Seen(path, Path(path).name, error=str(found))
        yield found
