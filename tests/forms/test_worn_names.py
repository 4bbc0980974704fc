"""Names in tables that other print stands in, or that look like another one."""

from __future__ import annotations

from dataclasses import replace

import pytest
import table_samples as samples

from ratebook.forms.tables.repair.worn_names import doubt_names
from ratebook.forms.tables.rows.scan import scan_table
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line, Word
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Column, Row

_PLAN = samples.table(
    "plan",
    columns=(
        Column("place", ("Substation",), "{place:name}"),
        Column("load", ("Load",), "{load:load}"),
    ),
    rows=(Row("station", columns=("place", "load")),),
)


def _pictured(line: Line) -> Line:
    """The line as an engine gives it: each word with a score."""
    cells = tuple(
        cell._replace(
            words=tuple(
                Word(text, (0, 0, 1, 1), 0.99, "engine", text) for text in cell.text.split()
            )
        )
        for cell in line.cells
    )
    return replace(line, cells=cells)


def _doubted(*names: str, pictured: bool = False) -> list[str]:
    texts = samples.lines("Substation\tLoad", *(f"{name}\t2.5" for name in names))
    read = [_pictured(line) for line in texts] if pictured else texts
    scan = Scan(_PLAN, read, Ledger(), "form", "CDINRST", set())
    scan_table(scan)
    doubt_names(scan, names)
    return [h.text("place") for h in scan.hits if any(t.loose for t in h.cells["place"])]


@pytest.mark.parametrize("name", ["WhitleyCOMMISSION", "Long RidgECEIVED"])
def test_capitals_that_run_into_a_name(name: str) -> None:
    assert _doubted(name, "McKEE", "LaGrange", "Oak Hill #1") == [name]


@pytest.mark.parametrize("name", ["Barren Fork.", "Roundst one"])
def test_a_speck_behind_a_name_or_a_space_within(name: str) -> None:
    assert _doubted(name, "Temple Hill", "House of the Lake", pictured=True) == [name]
    assert _doubted(name, "Temple Hill", "House of the Lake") == []


def test_names_one_worn_letter_apart() -> None:
    found = _doubted("Clearfield", "Cleartield", "Bell Tavern", pictured=True)
    assert found == ["Clearfield", "Cleartield"]


def test_words_of_the_language_have_no_space_within() -> None:
    assert _doubted("Customer Charge per Month", "Temple Hill", pictured=True) == []
