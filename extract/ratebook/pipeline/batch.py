"""Many documents: one that crashes, hangs or eats memory costs exactly itself."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ratebook.errors import RatebookError, RuleError, UnreadableDocumentError
from ratebook.pipeline.read import Reading, read_path
from ratebook.records.record import Record

SECONDS = 600.0
"""Wall time one document may take."""
BYTES = 6 * 2**30
"""Address space one document may take."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its records, or the error that says what to do."""

    path: str
    records: tuple[Record, ...] = ()
    error: UnreadableDocumentError | None = None


def documents(paths: Iterable[str]) -> list[str]:
    """The files named, and all files below the folders named, in the order of their names."""
    found: list[str] = []
    for path in paths:
        if path != "-" and Path(path).is_dir():
            below = sorted(p for p in Path(path).rglob("*") if p.is_file())
            found += [str(p) for p in below if p.suffix.lower() in _SUFFIXES]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


_SUFFIXES = frozenset({".pdf", ".txt", ".md", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})


def read_one(path: str, ocr: str = "auto") -> Outcome:
    """One document in this process; `-` is standard input. Rule errors pass through."""
    try:
        if path == "-":
            import sys

            reading: Reading = read_path(sys.stdin.buffer.read(), name="-", ocr=ocr)
        else:
            reading = read_path(path, ocr=ocr)
    except UnreadableDocumentError as error:
        return Outcome(path, error=error)
    except RatebookError:
        raise
    except (MemoryError, RecursionError) as problem:
        return Outcome(path, error=_lost(path, f"it asks for too much memory ({problem!r})"))
    except Exception as problem:
        return Outcome(
            path, error=_lost(path, f"reading it failed ({type(problem).__name__}: {problem})")
        )
    return Outcome(path, tuple(reading.records))


def _lost(path: str, reason: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(path, reason, "The others were read; please report this file")


def _plain(path: str, ocr: str) -> tuple[list[dict[str, Any]], str | None]:
    """What crosses the border between processes: plain data only."""
    outcome = read_one(path, ocr)
    records = [record.as_dict() for record in outcome.records]
    return records, None if outcome.error is None else str(outcome.error)


def _limit() -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = BYTES if hard == resource.RLIM_INFINITY else min(BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def read_all(
    paths: list[str], *, ocr: str = "auto", workers: int | None = None, seconds: float = SECONDS
) -> Iterator[Outcome]:
    """Outcomes in the order of the paths, each document in a process of its own limits."""
    if len(paths) <= 1 or "-" in paths:
        for path in paths:
            yield read_one(path, ocr)
        return
    from pebble import ProcessPool

    from ratebook.pipeline.knowledge import knowledge

    knowledge()  # A broken rule is one error of the whole run; workers inherit what is loaded.
    context = multiprocessing.get_context("fork" if os.name == "posix" else "spawn")
    count = workers or min(len(paths), os.cpu_count() or 1)
    with ProcessPool(max_workers=count, initializer=_limit, context=context) as pool:
        futures = [pool.schedule(_plain, args=(path, ocr), timeout=seconds) for path in paths]
        for path, future in zip(paths, futures, strict=True):
            yield _outcome(path, future)


def in_processes(
    work: Callable[[str], Any],
    paths: list[str],
    *,
    workers: int | None = None,
    seconds: float = SECONDS,
) -> Iterator[tuple[str, Any]]:
    """What `work` gives for each path, in their order, each in a process of its own limits; an
    `UnreadableDocumentError` in its place where the process hung or died. Rule errors pass."""
    from pebble import ProcessPool

    from ratebook.pipeline.knowledge import knowledge

    knowledge()
    context = multiprocessing.get_context("fork" if os.name == "posix" else "spawn")
    count = max(1, workers or min(len(paths), os.cpu_count() or 1))
    with ProcessPool(max_workers=count, initializer=_limit, context=context) as pool:
        futures = [pool.schedule(work, args=(path,), timeout=seconds) for path in paths]
        for path, future in zip(paths, futures, strict=True):
            try:
                yield path, future.result()
            except RuleError:
                raise
            except TimeoutError:
                yield path, _lost(path, "reading it took longer than it may")
            except Exception as problem:
                yield path, _lost(path, f"its process died ({type(problem).__name__})")


def _outcome(path: str, future: Any) -> Outcome:
    try:
        records, error = cast("tuple[list[dict[str, Any]], str | None]", future.result())
    except RuleError:
        raise
    except TimeoutError:
        return Outcome(path, error=_lost(path, "reading it took longer than it may"))
    except Exception as problem:
        return Outcome(path, error=_lost(path, f"its process died ({type(problem).__name__})"))
    if error is not None:
        return Outcome(path, error=_SaidError(path, error))
    return Outcome(path, tuple(Record.from_dict(record) for record in records))


class _SaidError(UnreadableDocumentError):
    """An error that was put into words in another process."""

    def __init__(self, document: str, words: str) -> None:
        super().__init__(document, words, "")
        self.args = (words,)
