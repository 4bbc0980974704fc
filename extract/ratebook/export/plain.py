"""CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ratebook.export.atomic import replacing
from ratebook.export.spreadsheet_text import neutral
from ratebook.export.table import Table
from ratebook.records.record import Record


def text_of(value: Any) -> str:
    """A cell as text: money with its printed digits, dates ISO, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def write_csv(table: Table, target: Path) -> None:
    """UTF-8, comma, quotes where needed; formulas neutralised."""
    with replacing(target) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        for row in table.rows:
            writer.writerow([_csv_cell(value) for value in row])


def _csv_cell(value: Any) -> str:
    return neutral(value) if isinstance(value, str) else text_of(value)


def write_jsonl(records: Iterable[Record], target: Path) -> None:
    """One record a line, exactly as the contract prints it."""
    with replacing(target) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record.as_dict(), ensure_ascii=False) + "\n")


def write_jsonl_table(table: Table, target: Path) -> None:
    """One row a line, empty cells left out; money as decimal strings."""
    with replacing(target) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for row in table.rows:
            cells = zip(table.columns, row, strict=True)
            kept = {c.name: _json_cell(v) for c, v in cells if v is not None}
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")


def _json_cell(value: Any) -> Any:
    return value if isinstance(value, int) else text_of(value)
