"""ratebook: regulatory tariff documents as records whose every accepted number is proven.

    import ratebook
    records = ratebook.read("filing.pdf")
    with ratebook.open_store("tariffs.sqlite") as store:
        ratebook.ingest(store, ["filing.pdf", "order.pdf"])
        answer = ratebook.in_force(store, "Jackson Energy", "2022-01-01")
        frames = ratebook.frames(answer)

The functions load what they need when they are called.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ratebook.version import __version__

if TYPE_CHECKING:
    from ratebook.book.book import Answer
    from ratebook.book.chain import Chain
    from ratebook.book.change import Step
    from ratebook.records.record import Record
    from ratebook.store.store import Store

__all__ = ["__version__", "changes", "frames", "in_force", "ingest", "open_store", "read", "sheets"]


def read(path: str | Path, *, ocr: str = "auto") -> list[Record]:
    """The records of one document, issues among them. Raises UnreadableDocumentError, RuleError."""
    from ratebook.pipeline.read import read_path

    return read_path(path, ocr=ocr).records


def open_store(path: str | Path = "ratebook.sqlite") -> Store:
    """The store at `path`, made if there is none. Use it in a `with` statement."""
    from ratebook.store.store import Store

    return Store.open(path)


def ingest(store: Store, paths: Iterable[str | Path], *, ocr: str = "auto") -> list[str]:
    """Reads documents into the store; returns the messages of those that could not be read."""
    from ratebook.pipeline.batch import documents, read_all

    failed: list[str] = []
    for outcome in read_all(documents([str(p) for p in paths]), ocr=ocr):
        if outcome.error is not None:
            failed.append(str(outcome.error))
            continue
        head = next(r for r in outcome.records if r.kind == "document")
        store.ingest(head.values["sha256"], outcome.path, outcome.records)
    return failed


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def in_force(
    store: Store,
    utility: str,
    day: date | str,
    *,
    schedule: str | None = None,
    as_known: datetime | None = None,
) -> Answer:
    """Sheets and charges in force on a day, each with document, page and standing, and what is
    unknown. Raises UsageError where no or several utilities fit the name."""
    from ratebook.store.question import charges_on

    return charges_on(store, utility, _day(day), as_known, schedule)


def sheets(store: Store, utility: str, sheet: str | None = None) -> list[Chain]:
    """The revision chains of a utility, or of one sheet number."""
    from ratebook.store.question import sheets as chains

    return chains(store, utility, sheet)


def changes(store: Store, utility: str, start: date | str, end: date | str) -> list[Step]:
    """What changed after `start` up to `end`, with what each step goes back to."""
    from ratebook.store.question import changes_between

    return changes_between(store, utility, _day(start), _day(end))


def frames(of: Answer | Iterable[Record]) -> dict[str, Any]:
    """pandas DataFrames of records (one a kind) or of an answer (sheets, charges, unknown)."""
    from ratebook.book.book import Answer
    from ratebook.export.frames import answer_frames, record_frames

    return answer_frames(of) if isinstance(of, Answer) else record_frames(of)
