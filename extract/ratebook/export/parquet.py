"""Parquet: money as exact decimals, and beside it as printed."""

# pyarrow ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportMissingImports=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ratebook.export.atomic import replacing
from ratebook.export.table import Column, Table

_DIGITS = 38


def write_parquet(table: Table, target: Path) -> None:
    """One file. A `dec` column becomes two: decimal128 to compute with, `<name>_printed` as text.

    decimal128 has one scale a column, so trailing zeros that a page prints live in the text. An
    amount of more than 38 digits is null in the first and whole in the second.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    names: list[str] = []
    arrays: list[Any] = []
    for at, column in enumerate(table.columns):
        values = [row[at] for row in table.rows]
        for name, array in _arrays(column, values):
            names.append(name)
            arrays.append(array)
    with replacing(target) as draft:
        made = pa.Table.from_arrays(arrays, names=names)
        pq.write_table(made, draft)


def _arrays(column: Column, values: Sequence[Any]) -> list[tuple[str, Any]]:
    import pyarrow as pa

    if column.type == "dec":
        printed = [None if v is None else format(v, "f") for v in values]
        return [
            (column.name, _decimals(values)),
            (f"{column.name}_printed", pa.array(printed, pa.string())),
        ]
    kinds: dict[str, Any] = {"text": pa.string(), "int": pa.int64(), "date": pa.date32()}
    return [(column.name, pa.array(values, kinds[column.type]))]


def _decimals(values: Sequence[Decimal | None]) -> Any:
    import pyarrow as pa

    scale = min(max((_scale(v) for v in values if v is not None), default=2), _DIGITS)
    fitting = [v if v is not None and _whole(v) + scale <= _DIGITS else None for v in values]
    return pa.array(fitting, pa.decimal128(_DIGITS, scale))


def _scale(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _whole(value: Decimal) -> int:
    return max(value.adjusted() + 1, 1)
