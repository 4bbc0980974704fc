"""XLSX: one worksheet a table, money as numbers that show the printed digits."""

# pyright: reportMissingModuleSource=false

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ratebook.errors import UsageError
from ratebook.export.atomic import replacing
from ratebook.export.spreadsheet_text import neutral
from ratebook.export.table import Table

# A spreadsheet keeps 15 digits of a number; longer ones stay text.
_DIGITS = 15
_ROWS = 1_048_576
_CELL = 32_767
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_xlsx(tables: Sequence[Table], target: Path) -> None:
    """One file, one worksheet a table. UsageError for a table too long for a worksheet."""
    from openpyxl import Workbook

    for table in tables:
        if len(table.rows) >= _ROWS:
            raise UsageError(
                f"{table.name}: {len(table.rows)} rows are too many for XLSX. Use CSV."
            )
    book = Workbook(write_only=True)
    for table in tables:
        page = book.create_sheet(table.name[:31])
        page.freeze_panes = "A2"
        page.append([column.name for column in table.columns])
        for row in table.rows:
            page.append([_cell(page, value) for value in row])
    with replacing(target) as draft:
        book.save(draft)


def _cell(page: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Decimal):
        return _money(page, value)
    if not isinstance(value, str):
        return value
    text = neutral(_ILLEGAL.sub("\ufffd", value))
    if len(text) > _CELL:
        text = text[: _CELL - 1] + "…"
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    return cell


def _money(page: Any, value: Decimal) -> Any:
    from openpyxl.cell import WriteOnlyCell

    shown = format(value, "f")
    if len(value.as_tuple().digits) > _DIGITS:
        return WriteOnlyCell(page, value=shown)
    # openpyxl writes a Decimal digit by digit; a float in between could lose the last ones.
    exact: Any = value
    cell = WriteOnlyCell(page, value=exact)
    places = len(shown.partition(".")[2])
    cell.number_format = "0." + "0" * places if places else "0"
    return cell
