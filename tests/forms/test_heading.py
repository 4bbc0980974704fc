"""Which number is which is decided by the headings a page prints, in whatever order."""

from __future__ import annotations

from itertools import permutations

import pytest
from table_samples import COSTS, SEASONS, lines, table

from ratebook.forms.tables.columns.heading import find_heading
from ratebook.rules.form import Column, Row

NAMES = {"month": "MONTH", "overhead": "OVERHEAD COST", "underground": "URD COST",
         "distance": "DISTANCE"}  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(NAMES)))
def test_every_order_is_read_as_printed(order: tuple[str, ...]) -> None:
    found = find_heading(lines("\t".join(NAMES[n] for n in order)), 0, COSTS)
    assert found is not None
    assert found.orders == (order,)


def test_headings_split_over_cells_and_damaged() -> None:
    found = find_heading(lines("MON\tTH\tOVERHEAD C0ST\tURD COST\tDIST\tANCE"), 0, COSTS)
    assert found is not None
    assert found.orders[0] == ("month", "overhead", "underground", "distance")


def test_a_missing_heading_is_no_heading() -> None:
    assert find_heading(lines("MONTH\tURD COST\tDISTANCE"), 0, COSTS) is None


def test_a_sentence_that_names_the_columns_is_none() -> None:
    text = ("In each month the overhead cost and the underground cost of every job were added up"
            " and divided by the distance, as the order in the last case of this"
            " company asks.")  # fmt: skip
    assert find_heading(lines(text), 0, COSTS) is None


@pytest.mark.parametrize("turned", [False, True])
def test_spanning_headings_name_their_columns(turned: bool) -> None:
    spans = ["Summer", "Winter"] if turned else ["Winter", "Summer"]
    periods = "Year\tOn-Peak\tOff-Peak\tOn-Peak\tOff-Peak"
    page = lines(f"\t{spans[0]}\t\t{spans[1]}\t", periods)
    found = find_heading(page, 1, SEASONS)
    assert found is not None
    first = "summer" if turned else "winter"
    assert found.orders[0][1:3] == (f"{first}_on", f"{first}_off")


def test_periods_without_seasons_are_not_guessed() -> None:
    page = lines("Year\tOn-Peak\tOff-Peak\tOn-Peak\tOff-Peak")
    assert find_heading(page, 0, SEASONS) is None


def test_a_figure_drawn_into_a_long_heading_is_left_over() -> None:
    loads = table(
        "loads",
        columns=(
            Column("substation", ("Substation",), "{substation:name}"),
            Column("mw", ("MW Load Reduction", "Load Reduction , MW", "MW"), "{mw:load}"),
        ),
        rows=(Row("feeder", columns=("substation", "mw")),),
    )
    (line,) = lines("Substation\tMW Load Reduction 5.6")
    found = find_heading([line], 0, loads)
    assert found is not None
    assert [text for _, text in found.strays] == ["5.6"]
