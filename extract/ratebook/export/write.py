"""Exports by format name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ratebook.errors import UsageError
from ratebook.export.parquet import write_parquet
from ratebook.export.plain import write_csv, write_jsonl, write_jsonl_table
from ratebook.export.table import Table, record_tables
from ratebook.export.workbook import write_xlsx
from ratebook.records.record import Record

FORMATS = ("csv", "jsonl", "parquet", "xlsx")
"""Formats for records and for a day's book. OpenEI URDB is in `ratebook.export.urdb`."""


def write_records(records: Iterable[Record], form: str, target: Path) -> list[Path]:
    """Writes records and returns the files made.

    JSON Lines and XLSX make one file. CSV and Parquet hold one kind of record a file: records of
    one kind go to `target`, several to `target` as a directory, `<kind>.csv` each.
    """
    if form == "jsonl":
        write_jsonl(records, target)
        return [target]
    return write_tables(record_tables(records), form, target)


def write_tables(tables: Sequence[Table], form: str, target: Path) -> list[Path]:
    """Writes tables (a day's book) as `write_records` does."""
    if form == "xlsx":
        write_xlsx(tables, target)
        return [target]
    writers = {"csv": write_csv, "parquet": write_parquet, "jsonl": write_jsonl_table}
    if form not in writers:
        raise UsageError(f"unknown format {form!r}. Known: {', '.join(FORMATS)}.")
    if len(tables) == 1 and not target.is_dir():
        writers[form](tables[0], target)
        return [target]
    target.mkdir(parents=True, exist_ok=True)
    made = [target / f"{table.name}.{form}" for table in tables]
    for table, path in zip(tables, made, strict=True):
        writers[form](table, path)
    return made
