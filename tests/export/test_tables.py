"""Exports that load elsewhere: digits, places, standings, formulas."""

import csv
import json
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import book_samples as made
import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.book.book import Book
from ratebook.errors import UsageError
from ratebook.export.atomic import replacing
from ratebook.export.frames import answer_frames, record_frames
from ratebook.export.spreadsheet_text import neutral, original
from ratebook.export.table import answer_tables, record_tables
from ratebook.export.write import write_records, write_tables

SHEET = made.sheet("10", 0, "2010-01-01", title='=HYPERLINK("http://x")', document="a, b.pdf")
ENERGY = made.charge(SHEET, "10", "energy", "0.06180", page=4)
LESS = made.charge(SHEET, "10", "other", "-1.03", label="-2+3+cmd|' /C calc'!A0")
LOST = made.charge(SHEET, "10", "demand", made.doubt("ambiguous", "6.80", "6.30", value="6.80"))
RECORDS = [SHEET, ENERGY, LESS, LOST]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_keeps_digits_and_says_where_each_row_is_from(tmp_path: Path) -> None:
    sheets, charges = write_records(RECORDS, "csv", tmp_path / "out")
    assert (sheets.name, charges.name) == ("sheet.csv", "charge.csv")
    energy, less, lost = rows(charges)
    assert energy["amount"] == "0.06180"
    assert (energy["document"], energy["page"], energy["standing"]) == ("a, b.pdf", "4", "read")
    assert json.loads(energy["box"])
    assert less["amount"] == "-1.03"
    assert lost["amount"] == ""
    assert lost["standing"] == "ambiguous"
    refused = json.loads(lost["not_accepted"])["amount"]
    assert (refused["candidates"], refused["value"]) == (["6.80", "6.30"], "6.80")


def test_no_cell_of_csv_or_xlsx_starts_a_formula(tmp_path: Path) -> None:
    sheets, charges = write_records(RECORDS, "csv", tmp_path)
    assert rows(sheets)[0]["title"] == '\'=HYPERLINK("http://x")'
    assert rows(charges)[1]["label"].startswith("'-2+3")
    (book,) = write_records(RECORDS, "xlsx", tmp_path / "r.xlsx")
    for page in openpyxl.load_workbook(book):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(("=", "+", "@")))


@given(st.text() | st.sampled_from(["=1", "'=1", "''@x", " =1", "-1", "+1-1", "\t=1", "-1.5"]))
def test_neutral_text_is_harmless_and_can_be_taken_back(text: str) -> None:
    safe = neutral(text)
    assert original(safe) == text
    try:
        Decimal(safe)
    except ArithmeticError:
        assert not safe.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_xlsx_money_is_a_number_with_the_printed_digits(tmp_path: Path) -> None:
    long = made.charge(SHEET, "11", "energy", "12345678901234567.89")
    (path,) = write_records([*RECORDS, long], "xlsx", tmp_path / "r.xlsx")
    page = openpyxl.load_workbook(path)["charge"]
    heads = [cell.value for cell in page[1]]
    energy, *_, big = list(page.iter_rows(min_row=2))
    cell = energy[heads.index("amount")]
    assert (cell.value, cell.number_format) == (0.0618, "0.00000")
    assert big[heads.index("amount")].value == "12345678901234567.89"


def test_xlsx_survives_control_characters(tmp_path: Path) -> None:
    odd = made.charge(SHEET, "10", "energy", "0.05", label="bell\x07 \uffff")
    (path,) = write_records([odd], "xlsx", tmp_path / "r.xlsx")
    values = [c.value for c in openpyxl.load_workbook(path)["charge"][2]]
    assert "bell\ufffd \ufffd" in values


def test_parquet_holds_exact_decimals_and_the_printed_text(tmp_path: Path) -> None:
    pair = [ENERGY, made.charge(SHEET, "11", "energy", "1754.3")]
    (path,) = write_records(pair, "parquet", tmp_path / "charges.parquet")
    table = pq.read_table(path)
    assert table.schema.field("amount").type.scale == 5
    assert table["amount"].to_pylist() == [Decimal("0.06180"), Decimal("1754.30000")]
    assert table["amount_printed"].to_pylist() == ["0.06180", "1754.3"]
    assert table["page"].to_pylist() == [4, 2]


def test_duckdb_reads_csv_parquet_and_json_lines(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write_records([ENERGY, LOST], "csv", tmp_path / "c.csv")
    write_records([ENERGY, LOST], "parquet", tmp_path / "c.parquet")
    write_records([ENERGY, LOST], "jsonl", tmp_path / "c.jsonl")
    for name in ("c.csv", "c.parquet", "c.jsonl"):
        sql = f"SELECT document, count(*) FROM '{tmp_path / name}' GROUP BY document"
        assert duckdb.sql(sql).fetchall() == [("a, b.pdf", 2)]
    total = duckdb.sql(f"SELECT sum(amount) FROM '{tmp_path / 'c.parquet'}'").fetchall()
    assert total == [(Decimal("0.06180"),)]


def test_frames_keep_decimals(tmp_path: Path) -> None:
    frames = record_frames(RECORDS)
    charges = frames["charge"]
    assert charges["amount"].iloc[0] == Decimal("0.06180")
    assert str(charges["amount"].iloc[0]) == "0.06180"
    assert charges["page"].dtype == "Int64"
    assert charges["amount"].isna().tolist() == [False, False, True]


def test_a_days_book_tells_facts_from_unknowns_claims_and_strays(tmp_path: Path) -> None:
    guide = made.guide()
    claim = made.charge(guide, "10", "energy", "0.07")
    stray = made.charge(SHEET, made.doubt("ambiguous", "10", "16"), "energy", "0.08")
    second = made.sheet("11", 2, "2012-01-01")
    book = Book.of([*RECORDS, guide, claim, stray, second], made.UTILITY)
    answer = book.on(date(2010, 6, 1))
    frames = answer_frames(answer)
    charges = frames["charges"]
    said = dict(zip(charges["state"], charges["amount"], strict=True))
    assert said["in force"] in (Decimal("0.06180"), Decimal("-1.03"))
    assert said["claimed"] == Decimal("0.07")
    assert (said["unknown"], said["unplaced"]) == (None, None)
    lost = charges[charges["state"] == "unknown"].iloc[0]
    assert [c["value"] for c in json.loads(lost["candidates"])] == ["6.80", "6.30"]
    assert frames["sheets"]["state"].tolist() == ["in force", "unknown"]
    for table in answer_tables(answer):
        assert all(len(row) == len(table.columns) for row in table.rows)
    made_files = write_tables(answer_tables(answer), "jsonl", tmp_path / "day")
    assert [p.name for p in made_files] == ["sheets.jsonl", "charges.jsonl"]
    first = json.loads(made_files[1].read_text().splitlines()[0])
    assert (first["amount"], first["on"], first["document"]) == (
        "0.06180",
        "2010-06-01",
        "a, b.pdf",
    )


def test_fields_beyond_the_contract_are_not_dropped() -> None:
    extra = made.Record(
        ENERGY.kind,
        ENERGY.key,
        ENERGY.document,
        {**ENERGY.values, "colour": ["red"]},
        ENERGY.evidence,
    )
    (table,) = record_tables([extra])
    at = [c.name for c in table.columns].index("colour")
    assert table.rows[0][at] == '["red"]'


def test_issues_have_their_own_page_once() -> None:
    issue = made.Record(
        "issue",
        "issue|1",
        "a.pdf",
        {"page": 3, "code": "x", "message": "m", "box": None, "line": None, "record": None},
        {},
    )
    (table,) = record_tables([issue])
    names = [c.name for c in table.columns]
    assert len(names) == len(set(names))
    assert table.rows[0][names.index("page")] == 3


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_text("old")
    with pytest.raises(TypeError), replacing(target) as draft:
        draft.write_text(b"half")  # not text: fails after the draft is there
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]
    with replacing(target) as draft:
        draft.write_text("new")
    assert stat.S_IMODE(target.stat().st_mode) & 0o044


def test_an_unknown_format_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown format"):
        write_records(RECORDS, "docx", tmp_path / "x")


def test_a_value_of_the_wrong_type_is_set_aside_not_fatal() -> None:
    odd = made.charge(SHEET, "10", "energy", "1E999999", effective="tomorrow", year="soon")
    (table,) = record_tables([odd])
    row = dict(zip([c.name for c in table.columns], table.rows[0], strict=True))
    assert (row["amount"], row["effective"], row["year"]) == (None, None, None)
    assert set(json.loads(row["not_accepted"])) == {"amount", "effective", "year"}
