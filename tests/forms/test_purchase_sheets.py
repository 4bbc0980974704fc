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
