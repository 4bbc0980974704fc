"""The store file: opening it, filing readings into it, and reading them back as known on a day."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from ratebook.book.filed import SheetPlace, origin_key, sheet_place
from ratebook.book.slot import schedule_words
from ratebook.book.source import OWNER_FIELD, owner_key, replaced_place
from ratebook.errors import UsageError
from ratebook.records.record import Record
from ratebook.store.schema import StoreError, migrate

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOREVER = 2**62


def current(reading: str) -> str:
    """SQL: true where a reading is known at :known and nothing known by then supersedes it."""
    return (
        "EXISTS (SELECT 1 FROM reading AS told"
        f" WHERE told.id = {reading} AND told.known <= :known AND NOT EXISTS ("
        "SELECT 1 FROM supersession WHERE old = told.id AND supersession.known <= :known))"
    )


Outcome = Literal["new", "corrected", "unchanged"]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What filing one reading did. `records` counts the rows written, 0 when unchanged."""

    sha256: str
    outcome: Outcome
    records: int
    known: datetime


def moment(known: datetime | None) -> int:
    """Microseconds since 1970 UTC; None means everything known. Naive times are refused."""
    if known is None:
        return _FOREVER
    if known.tzinfo is None:
        raise UsageError(f"{known} has no time zone. Give one, for example +00:00.")
    return (known - _EPOCH) // timedelta(microseconds=1)


def _body(record: Record) -> str:
    """All a record says except the file it came from, as JSON."""
    body = record.as_dict()
    del body["document"]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _digest(records: Sequence[Record], bodies: Sequence[str]) -> str:
    """What a reading says, whatever the file was called."""
    mill = hashlib.sha256()
    for record, body in zip(records, bodies, strict=True):
        nameless = record.kind == "document"
        same = record._replace(values={**record.values, "name": None}) if nameless else None
        mill.update((_body(same) if same else body).encode() + b"\n")
    return mill.hexdigest()


def _reader_of(records: Sequence[Record]) -> str:
    for record in records:
        if record.kind == "document":
            return " ".join(str(r) for r in record.values.get("readers") or ())
    return ""


class Store:
    """A store of readings. Use as a context manager, or call `close`.

    One process may write while others read: readers see each document whole or not at all.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection, self.path = connection, path

    @classmethod
    def open(cls, path: str | Path, *, readonly: bool = False) -> Self:
        """Opens a store, making or migrating it as needed (not when `readonly`).

        Raises StoreError for a file that is no store, or is newer than this program.
        """
        place = Path(path)
        if readonly and not place.exists():
            raise StoreError(f"{place}: no such store. Make one with: ratebook ingest PATH")
        try:
            connection = sqlite3.connect(place, timeout=30, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            # NORMAL with WAL: the death of the process loses nothing. A power cut may take the last
            # documents back out, whole; the next ingest files them again.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, str(place))
            if readonly:
                connection.execute("PRAGMA query_only = ON")
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{place}: {error}. Name a ratebook store.") from error
        return cls(connection, place)

    def close(self) -> None:
        """Closes the file; what was filed is on disk already."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection, None, None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def has(self, document_sha256: str, reader: str) -> bool:
        """True if the current reading of these bytes is one this reader version made."""
        found = self.connection.execute(
            "SELECT 1 FROM sighting JOIN reading ON reading.id = sighting.reading"
            f" WHERE sha256 = :sha256 AND sighting.reader = :reader AND {current('reading.id')}",
            {"sha256": document_sha256, "reader": reader, "known": _FOREVER},
        )
        return found.fetchone() is not None

    def ingest(
        self,
        document_sha256: str,
        name: str,
        records: Iterable[Record],
        *,
        known: datetime | None = None,
        reader: str | None = None,
    ) -> IngestResult:
        """Files one reading of one document, in one transaction.

        The same reading again changes nothing; another reading of the same bytes supersedes the
        earlier one, which stays. `known` is when we learnt it (now, if not given): it may not lie
        before what the store already knows, or answers "as known" would change afterwards.
        `reader` names the reader version, by default the `readers` of the document record.
        """
        filed = list(records)
        version = _reader_of(filed) if reader is None else reader
        bodies = [_body(record) for record in filed]
        digest = _digest(filed, bodies)
        with self._writing() as connection:
            at = self._known(known)
            old = self._current(document_sha256)
            if old and old["digest"] == digest:
                self._sight(int(old["id"]), name, version)
                return IngestResult(document_sha256, "unchanged", 0, from_moment(old["known"]))
            connection.execute(
                "INSERT INTO document VALUES (?, ?) ON CONFLICT DO NOTHING", (document_sha256, name)
            )
            new = self._insert_reading(document_sha256, version, digest, at)
            self._sight(new, name, version)
            if old:
                row = (old["id"], new, at)
                connection.execute("INSERT INTO supersession VALUES (?, ?, ?)", row)
            self._insert_records(new, filed, bodies)
        outcome: Outcome = "corrected" if old else "new"
        return IngestResult(document_sha256, outcome, len(filed), from_moment(at))

    def _known(self, known: datetime | None) -> int:
        (last,) = self.connection.execute("SELECT max(known) FROM reading").fetchone()
        if known is None:
            # The machine's clock may step back; what we know only grows.
            return max(moment(datetime.now(UTC)), last or 0)
        at = moment(known)
        if last is not None and at < last:
            raise UsageError(
                f"{known.isoformat()} lies before what the store knows already"
                f" ({from_moment(last).isoformat()}). Give a later time, or none."
            )
        return at

    def _current(self, sha256: str) -> sqlite3.Row | None:
        rows = self.connection.execute(
            "SELECT id, digest, known FROM reading"
            f" WHERE sha256 = :sha256 AND {current('reading.id')}",
            {"sha256": sha256, "known": _FOREVER},
        )
        return rows.fetchone()

    def _insert_reading(self, sha256: str, reader: str, digest: str, known: int) -> int:
        made = self.connection.execute(
            "INSERT INTO reading (sha256, reader, digest, known) VALUES (?, ?, ?, ?)",
            (sha256, reader, digest, known),
        )
        assert made.lastrowid is not None
        return made.lastrowid

    def _sight(self, reading: int, name: str, reader: str) -> None:
        row = (reading, name, reader)
        self.connection.execute("INSERT INTO sighting VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row)

    def _insert_records(
        self, reading: int, records: Sequence[Record], bodies: Sequence[str]
    ) -> None:
        (last,) = self.connection.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()
        rows = [
            (last + n, reading, r.kind, r.key, f'{{"document":{json.dumps(r.document)},{body[1:]}')
            for n, (r, body) in enumerate(zip(records, bodies, strict=True), 1)
        ]
        self.connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", rows)
        owners = {r.key: owner_key(r) for r in records if r.kind in OWNER_FIELD}
        entries = ((last + n, reading, _indexed(r, owners)) for n, r in enumerate(records, 1))
        found = [(row, of, *entry) for row, of, entry in entries if entry]
        self.connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", found)

    def records(
        self,
        *,
        kind: str | None = None,
        key: str | None = None,
        document: str | None = None,
        as_known: datetime | None = None,
    ) -> Iterator[Record]:
        """Records of the current readings, documents in name order, each as its page prints them.

        `document` is a name or a sha256; `as_known` asks what was known then.
        """
        rows = self.connection.execute(
            "SELECT body FROM record JOIN reading ON reading.id = record.reading"
            " JOIN document USING (sha256)"
            f" WHERE {current('reading.id')} AND (:kind IS NULL OR record.kind = :kind)"
            " AND (:key IS NULL OR record.key = :key)"
            " AND (:document IS NULL OR :document IN (document.name, document.sha256))"
            " ORDER BY document.name, document.sha256, record.id",
            {"known": moment(as_known), "kind": kind, "key": key, "document": document},
        )
        for (body,) in rows:
            yield Record.from_dict(json.loads(body))

    def documents(self, as_known: datetime | None = None) -> list[dict[str, Any]]:
        """Each document with its current reading: sha256, name, reader, known, superseded count."""
        rows = self.connection.execute(
            "SELECT sha256, name, reader, known, (SELECT count(*) FROM reading AS r"
            "   WHERE r.sha256 = reading.sha256 AND r.known <= :known) - 1 AS superseded"
            f" FROM reading JOIN document USING (sha256) WHERE {current('reading.id')}"
            " ORDER BY name, sha256",
            {"known": moment(as_known)},
        )
        return [{**dict(row), "known": from_moment(row["known"])} for row in rows]


def from_moment(at: int) -> datetime:
    """The UTC time of stored microseconds."""
    return _EPOCH + timedelta(microseconds=at)


def place_text(place: SheetPlace | None) -> str:
    """How a sheet's place is indexed; empty for none."""
    return "" if place is None else json.dumps(place, ensure_ascii=False)


_Indexed = tuple[str, str, str, str, str, str]


def _indexed(record: Record, owners: Mapping[str, str]) -> _Indexed | None:
    """The index entry of a record the book asks for; None for other kinds."""
    if record.kind == "sheet":
        sheet, replaces = place_text(sheet_place(record)), place_text(replaced_place(record))
        return (owners[record.key], "sheet", record.key, "", sheet, replaces)
    if record.kind in OWNER_FIELD:
        return (owners[record.key], record.kind, record.key, "", "", "")
    source = origin_key(record)
    if record.kind == "paragraph":
        return (owners.get(source, ""), "paragraph", source, "", "", "")
    if record.kind != "charge":
        return None
    schedule = schedule_words(record)
    return (owners.get(source, ""), "charge", source, schedule, "", "")
