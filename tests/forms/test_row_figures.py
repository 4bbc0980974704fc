"""Figures of a column: what its other figures say of one that may have lost a digit."""

from __future__ import annotations

import pytest
from table_samples import scanned, table

from ratebook.forms.tables.data.enter import enter_rows
from ratebook.rules.form import Column, Row

_LOADS = table(
    "loads",
    columns=(
        Column("substation", ("Station",), "{substation:name}"),
        Column("mw", ("Load",), "{mw:load}"),
    ),
    rows=(Row("feeder", columns=("substation", "mw")),),
)


@pytest.mark.parametrize(("whole", "doubtful"), [(2, False), (40, True)])
def test_a_few_figures_that_begin_with_their_point_may_have_lost_a_digit(
    whole: int, doubtful: bool
) -> None:
    rows = ["Bush\t.4", "Rice\t.6", *(f"Zoe\t{n % 9 + 1}.5" for n in range(whole))]
    scan = scanned(_LOADS, "Station\tLoad", *rows)
    cells = enter_rows(_LOADS, scan.hits, scan.ledger)
    assert len(cells) == len(rows)
    first = [scan.ledger.data[c.ids["mw"][0]] for c in cells[:2]]
    assert [datum.touched for datum in first] == [doubtful, doubtful]
