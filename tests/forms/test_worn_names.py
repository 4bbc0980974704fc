"""Names in tables that other print stands in, or that one engine alone is not sure of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import table_samples as samples

from ratebook.forms.tables.repair.worn_names import doubt_names
from ratebook.forms.tables.rows.scan import scan_table
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line, Word
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Column, Row

_SURE = 0.99
_PLAN = samples.table(
    "plan",
    columns=(
        Column("place", ("Substation",), "{place:name}"),
        Column("load", ("Load",), "{load:load}"),
    ),
    rows=(Row("station", columns=("place", "load")),),
)


def _pictured(line: Line, scores: dict[str, float]) -> Line:
    """The line as an engine gives it: each word with its score."""
    cells = tuple(
        cell._replace(
            words=tuple(
                Word(text, (0, 0, 1, 1), scores.get(text, _SURE), "engine", text)
                for text in cell.text.split()
            )
        )
        for cell in line.cells
    )
    return replace(line, cells=cells)


def _doubted(
    *names: str, scores: dict[str, float] | None = None, bilevel: bool = True, once: bool = True
) -> list[str]:
    texts = samples.lines("Substation\tLoad", *(f"{name}\t2.5" for name in names))
    read = texts if scores is None else [_pictured(line, scores) for line in texts]
    scan = Scan(_PLAN, read, Ledger(), "form", "CDINRST", set())
    scan_table(scan)
    known = Counter(names) if once else Counter((*names, *names))
    doubt_names(scan, known, frozenset({1} if bilevel else ()))
    return [h.text("place") for h in scan.hits if any(t.loose for t in h.cells["place"])]


@pytest.mark.parametrize("name", ["WhitleyCOMMISSION", "Long RidgECEIVED"])
def test_capitals_that_run_into_a_name(name: str) -> None:
    assert _doubted(name, "McKEE", "LaGrange", "Oak Hill #1") == [name]


def test_a_speck_behind_a_name() -> None:
    assert _doubted("Barren Fork.", "Temple Hill", scores={}) == ["Barren Fork."]


def test_a_worn_name_printed_once() -> None:
    worn = {"Sowellton": 0.95}
    assert _doubted("Sowellton", "Bark Camp", scores=worn) == ["Sowellton"]
    assert _doubted("Sowellton", "Bark Camp", scores=worn, bilevel=False) == []
    assert _doubted("Sowellton", "Bark Camp", scores=worn, once=False) == []


def test_names_one_worn_letter_apart() -> None:
    found = _doubted("Clearfield", "Cleartield", "Bell Tavern", scores={})
    assert found == ["Clearfield", "Cleartield"]
