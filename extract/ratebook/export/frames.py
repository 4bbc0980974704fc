"""pandas DataFrames of records and answers. The only module that knows pandas."""

# pandas ships no complete types.
# pyright: reportMissingTypeStubs=false, reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ratebook.book.book import Answer
from ratebook.export.table import Table, answer_tables, record_tables
from ratebook.records.record import Record

if TYPE_CHECKING:
    import pandas as pd


def frame(table: Table) -> pd.DataFrame:
    """A table as a DataFrame. Money stays `Decimal` (object column), whole numbers are Int64."""
    import pandas as pd

    columns = {
        column.name: pd.Series(
            [row[at] for row in table.rows], dtype="Int64" if column.type == "int" else "object"
        )
        for at, column in enumerate(table.columns)
    }
    return pd.DataFrame(columns)


def record_frames(records: Iterable[Record]) -> dict[str, pd.DataFrame]:
    """One DataFrame a kind of record, by kind."""
    return {table.name: frame(table) for table in record_tables(records)}


def answer_frames(answer: Answer) -> dict[str, pd.DataFrame]:
    """A day's book as DataFrames `sheets` and `charges`; `state` tells facts from the rest."""
    return {table.name: frame(table) for table in answer_tables(answer)}
