"""Purchase rates are read whichever way their table runs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from purchase_sheets import LAYOUTS, Charge, Layout, drawn, sheet

from ratebook.pipeline.read import read_path

_ACCEPTED = ("verified", "read", "repaired")


def read(text: str) -> set[Charge]:
    """The charges of a sheet all of whose fields are accepted."""
    records = read_path(text.encode(), name="sheet.txt").records
    made: set[Charge] = set()
    for record in (r for r in records if r.kind == "charge"):
        standing = record.standing("amount")
        assert standing is not None
        v = record.values
        amount = str(v["amount"]) if standing.value in _ACCEPTED else "open"
        made.add((v["component"], amount, v["unit"], v["year"], v["season"], v["period"]))
    return made


def exact(charges: set[Charge]) -> set[Charge]:
    """The same with amounts as numbers."""
    return {(c[0], str(Decimal(c[1]).normalize()), *c[2:]) for c in charges if c[1] != "open"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.__name__ for layout in LAYOUTS])
@pytest.mark.parametrize("seed", range(3))
def test_each_layout_is_read(layout: Layout, seed: int) -> None:
    body, truth = layout(drawn(seed))
    assert exact(read(sheet(body, seed))) == exact(truth)


def test_tables_that_only_words_between_them_tell_apart_are_open() -> None:
    rows = "Year\tRate\n2014\t0.04711\n2015\t0.04811\n"
    other = rows.replace("0.04", "0.05")
    body = f"Energy, per kWh\n\nWires of the Company\n\n{rows}\nOther wires\n\n{other}"
    assert {c[1] for c in read(sheet(body))} == {"open"}


def test_a_rate_beyond_its_bounds_is_open() -> None:
    body = "Energy Rates per kWh\n\nYear\tRate\n2014\t4.120\n2015\t4.233\n"
    assert {c[1] for c in read(sheet(body))} == {"open"}


def test_no_figure_is_lost_where_a_period_is_not_known() -> None:
    body = "Energy per kWh\n\nYear\tOn-Peak\tNight Valley\n2014\t0.05120\t0.03233\n"
    records = read_path(sheet(body).encode(), name="sheet.txt").records
    read_of = {str(r.values["amount"]) for r in records if r.kind == "charge"}
    told = [str(r.values["message"]) for r in records if r.kind == "issue"]
    assert "0.03233" in read_of or any("0.03233" in t or "no form" in t for t in told)
