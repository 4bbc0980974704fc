"""A real exhibit with one number in three damaged: every row right or flagged."""

from __future__ import annotations

import calendar
import csv
from pathlib import Path

import pytest

from ratebook.pipeline.read import read_path
from ratebook.proof.verifier import verify_records
from ratebook.records.record import Record

pytestmark = pytest.mark.shared

COLUMNS = {
    "revenue": "sales_revenue_unverified", "net margin": "net_margin",
    "customers' share": "customers_share_75pct", "company's share": "company_share_25pct",
}  # fmt: skip
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


@pytest.fixture(scope="module")
def read(shared: Path) -> dict[tuple[str, str], Record]:
    records = read_path(shared / "real" / "ky-oss-margins-lge.txt").records
    assert verify_records([r.as_dict() for r in records]) == []
    return {(r.values["row"], r.values["column"]): r for r in records if r.kind == "table_value"}


@pytest.fixture(scope="module")
def truth(shared: Path) -> list[tuple[str, str, str, bool]]:
    """Month, column, value, and whether the truth file calls this value repaired."""
    path = shared / "real" / "ky-oss-margins-lge.truth.csv"
    made: list[tuple[str, str, str, bool]] = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name, year = row["month"].split()
            for column, field in COLUMNS.items():
                share = field.rpartition("_")[2]
                mended = share.endswith("pct") and row["status"] == f"repaired_{share}"
                made.append((f"{year}-{MONTHS[name]:02}", column, row[field], mended))
    return made


def test_every_cell_of_24_rows_is_right_or_flagged(
    read: dict[tuple[str, str], Record], truth: list[tuple[str, str, str, bool]]
) -> None:
    assert len(truth) == len(read) == 96
    for month, column, value, _ in truth:
        found = read[month, column]
        flagged = "amount" in found.needs_review
        assert flagged or found.values["amount"] == value, (month, column)


def test_cells_that_were_repaired_by_hand_are_repaired(
    read: dict[tuple[str, str], Record], truth: list[tuple[str, str, str, bool]]
) -> None:
    wanted = [(month, column, value) for month, column, value, mended in truth if mended]
    assert wanted
    for month, column, value in wanted:
        found = read[month, column]
        assert found.evidence["amount"]["status"] == "repaired"
        assert found.values["amount"] == value


def test_most_of_what_the_shares_prove_is_verified(
    read: dict[tuple[str, str], Record],
) -> None:
    proven = [r.evidence["amount"]["status"] for (_, column), r in read.items()
              if column != "revenue"]  # fmt: skip
    assert sum(status in ("verified", "repaired") for status in proven) >= 55
