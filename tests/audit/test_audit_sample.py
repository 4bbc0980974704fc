"""Samples are drawn by form and standing, and answers become a measured precision."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from ratebook.audit.sample import COLUMNS, answers, as_csv, draw, precision
from ratebook.audit.seen import Seen, seen_records
from ratebook.cli.main import main
from ratebook.errors import UsageError

STANDINGS = ["read"] * 90 + ["verified"] * 8 + ["ambiguous"] * 2


def reading() -> Seen:
    records = []
    for n, status in enumerate(STANDINGS):
        evidence = {
            "status": status,
            "page": 1 + n // 40,
            "box": None,
            "line": n + 1,
            "raw": f"={n}",
            "repairs": [],
            "proof": [],
            "interval": None,
            "candidates": [],
        }
        records.append(
            {
                "kind": "charge",
                "key": f"charge|{n}",
                "document": "a.txt",
                "amount": None if status == "ambiguous" else f"{n}.5",
                "evidence": {"amount": evidence},
            }
        )
    return seen_records("a.txt", records)


def test_every_standing_is_drawn_and_the_same_each_time() -> None:
    drawn = draw([reading()], 20)
    counts = {s: sum(d.value.standing == s for d in drawn) for s in set(STANDINGS)}
    assert len(drawn) == 20
    assert counts["ambiguous"] == 2
    assert counts["verified"] >= 2
    assert counts["read"] > 10
    assert draw([reading()], 20) == drawn
    assert draw([reading()], 20, seed=2) != drawn


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(draw([reading()], 10)))))
    assert tuple(rows[0]) == COLUMNS
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def filled(path: Path, wrong: int) -> Path:
    rows = list(csv.DictReader(io.StringIO(as_csv(draw([reading()], 30)))))
    accepted = [r for r in rows if r["standing"] == "read"]
    for row in rows:
        row["right"] = "?" if row["standing"] == "ambiguous" else "y"
    for row in accepted[:wrong]:
        row["right"], row["meant"] = "n", "1.0"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_answers_become_precision(tmp_path: Path) -> None:
    found = {p.group: p for p in precision(answers(filled(tmp_path / "s.csv", 2)))}
    read, verified = found["standing read"], found["standing verified"]
    assert read.checked - read.right == 2
    assert read.rate == pytest.approx(read.right / read.checked)
    assert verified.rate == 1
    assert verified.share.low < 1
    weighted = (90 * read.right / read.checked + 8) / 98
    assert found["accepted"].rate == pytest.approx(weighted)
    assert found["accepted"].share.low < weighted < found["accepted"].share.high
    assert found["standing ambiguous"].rate is None


def test_the_command_names_what_was_silently_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--answers", str(filled(tmp_path / "s.csv", 1))]) == 1
    assert capsys.readouterr().out.count("silently wrong: a.txt") == 1
    assert main(["audit", "--answers", str(filled(tmp_path / "s.csv", 0))]) == 0


def test_a_wrong_answer_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.csv", 0)
    path.write_text(path.read_text("utf-8").replace(",y,", ",perhaps,", 1), "utf-8")
    with pytest.raises(UsageError, match="no answer"):
        answers(path)
