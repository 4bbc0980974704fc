"""The tables, one migration a version. Rows are only ever added; triggers see to it."""

from __future__ import annotations

import sqlite3

from ratebook.errors import RatebookError

APPLICATION_ID = 0x52544542
"""Marks a file as a ratebook store ("RTEB")."""

_TABLES = ("document", "reading", "supersession", "sighting", "record", "place")

_V1 = """
CREATE TABLE document (
  sha256 TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES document,
  reader TEXT NOT NULL,
  digest TEXT NOT NULL,
  known INTEGER NOT NULL
) STRICT;
CREATE INDEX reading_sha256 ON reading (sha256, known);
CREATE INDEX reading_known ON reading (known);

CREATE TABLE supersession (
  old INTEGER PRIMARY KEY REFERENCES reading,
  new INTEGER NOT NULL REFERENCES reading,
  known INTEGER NOT NULL
) STRICT;

CREATE TABLE sighting (
  reading INTEGER NOT NULL REFERENCES reading,
  name TEXT NOT NULL,
  reader TEXT NOT NULL,
  PRIMARY KEY (reading, name, reader)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX record_reading ON record (reading, kind);
CREATE INDEX record_key ON record (key);

CREATE TABLE place (
  record INTEGER PRIMARY KEY REFERENCES record,
  reading INTEGER NOT NULL REFERENCES reading,
  utility TEXT NOT NULL,
  kind TEXT NOT NULL,
  source_key TEXT NOT NULL,
  schedule TEXT NOT NULL,
  sheet TEXT NOT NULL,
  replaces TEXT NOT NULL
) STRICT;
CREATE INDEX place_utility ON place (utility, kind, schedule, source_key);
CREATE INDEX place_source ON place (source_key, kind, schedule);
CREATE INDEX place_sheet ON place (sheet) WHERE sheet <> '';
CREATE INDEX place_replaces ON place (replaces) WHERE replaces <> '';
"""

MIGRATIONS: tuple[str, ...] = (_V1,)
"""Statements that bring a store from version n to n + 1. Never edited once released."""

VERSION = len(MIGRATIONS)


class StoreError(RatebookError):
    """A store cannot be used. The message says why and what to do."""

    exit_code = 2


def _guard(table: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}"
        f" BEGIN SELECT raise(ABORT, 'the store is append-only: {table}'); END;"
        for verb in ("update", "delete")
    )


def _statements(version: int) -> list[str]:
    script = MIGRATIONS[version]
    parts = [part.strip() for part in script.split(";") if part.strip()]
    if version == 0:
        guards = "".join(_guard(table) for table in _TABLES)
        parts += [f"{trigger}END" for trigger in guards.split("END;") if trigger]
    return parts


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Brings a store to the current version, all in one transaction.

    Raises StoreError for a file of another program, or a store newer than this program.
    """
    # Tables first: another process may make them, and the mark with them, at this moment.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (marked,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if marked != APPLICATION_ID and tables:
        raise StoreError(f"{path} is not a ratebook store. Name another file with --store.")
    if version > VERSION:
        raise StoreError(f"{path} was written by a newer ratebook (store {version}). Upgrade.")
    if version == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _climb(connection)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _climb(connection: sqlite3.Connection) -> None:
    # Read again inside the transaction: another process may have migrated meanwhile.
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number in range(version, VERSION):
        for statement in _statements(number):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
