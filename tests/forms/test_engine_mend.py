"""Structural damage: rows come back whole, or are left over for a person."""

from __future__ import annotations

import pytest
from table_samples import COSTS, cells, lines, scanned, table

from ratebook.forms.tables.hit import Text
from ratebook.forms.tables.openings import closed_up, opening_of
from ratebook.rules.form import Column, Row
from ratebook.rules.template import Template

HEAD = "MONTH\tOVERHEAD COST\tURD COST\tDISTANCE"
LOADS = table(
    "steps",
    columns=(
        Column("substation", ("Station",), "{substation:name}"),
        Column("feeder", ("Fdr",), "{feeder:feeder}"),
        Column("feeder_name", ("Feeder Name",), "{feeder_name:text}"),
        Column("mw", ("Load",), "{mw:load}"),
    ),
    rows=(
        Row("total", lines=(Template("Total Load {mw:load} [MW]"),), expected=True),
        Row("feeder", columns=("substation", "feeder", "feeder_name", "mw"), tail="[MW]"),
    ),
)
LOAD_HEAD = "Station\tFdr\tFeeder Name\tLoad\t"


def test_a_cut_number_is_one_number() -> None:
    scan = scanned(COSTS, HEAD, "Mar-07\t$1,1\t94.89\t$1,029.21\t125", "Jul-07\t$2.00\t$1.00\t10")
    assert cells(scan)[0]["overhead"].split() == ["$1,1", "94.89"]
    assert [hit.text("distance") for hit in scan.hits] == ["125", "10"]


def test_two_rows_in_one_are_not_one_row() -> None:
    scan = scanned(
        COSTS, HEAD, "Jul-07\t$2.00\t$1.00\t10",
        "Mar-07 Apr-07\t$3.00 $4.00\t$5.00 $6.00\t7 8", "Aug-07\t$2.00\t$1.00\t10",
    )  # fmt: skip
    assert [hit.text("month") for hit in scan.hits] == ["Jul-07", "Aug-07"]
    assert len(scan.left) == 1


@pytest.mark.parametrize(
    "line", ["\t\tTota\tl Load\t15.6\tMW", "\t\tTotal Load\t1 5.6\tMW", "\t\tTotaI Load\t15.6\tMW"]
)
def test_a_damaged_total_is_no_feeder(line: str) -> None:
    scan = scanned(LOADS, LOAD_HEAD, "Bush\t1\tZoe\t7.5\t", "Rice\t2\tElm\t8.1\t", line)
    assert [hit.row.name for hit in scan.hits if hit.text("substation")] == ["feeder", "feeder"]


def test_words_cut_apart_are_drawn_together() -> None:
    (line,) = lines("\t\tTota\tl Load\t15.6\tMW")
    opening = opening_of(LOADS, line.text)
    assert opening is not None
    shut = closed_up(opening[0], Text(line, line.text, None))
    assert shut.text.split() == ["Total", "Load", "15.6", "MW"]
    assert shut.text.index("15.6") == line.text.index("15.6")


def test_a_name_is_no_opening() -> None:
    assert opening_of(LOADS, "Tonieville\t1\tLoad Road\t2.5") is None


def test_value_in_the_name_cell_moves_to_its_column() -> None:
    scan = scanned(LOADS, LOAD_HEAD, "Bush\t1\tZoe\t7.5\t", "Rice\t2\tElm Hill 8.1\t\t")
    assert cells(scan)[1]["mw"] == "8.1"
    assert cells(scan)[1]["feeder_name"] == "Elm Hill"


def test_a_garbled_copy_is_a_ghost_and_reported() -> None:
    scan = scanned(
        LOADS, LOAD_HEAD, "Sand Gap\t1\tElm Hill\t0.5\t", "Said Gap\t1\tElm Hiil\t0.5\t",
        "Rice\t2\tOak\t3.0\t",
    )  # fmt: skip
    assert len(scan.hits) == 2
    assert [issue.code for issue in scan.ledger.issues] == ["ghost-row"]


def test_two_feeders_of_one_load_are_two() -> None:
    scan = scanned(LOADS, LOAD_HEAD, "Bush\t1\tZoe\t0.5\t", "Rice\t1\tOak\t0.5\t")
    assert len(scan.hits) == 2


def test_without_headings_nothing_is_read() -> None:
    assert not scanned(COSTS, "Mar-07\t$1,194.89\t$1,029.21\t125").hits


POLES = table(
    "poles",
    columns=(),
    rows=(Row("pole", lines=(Template("{label:label} [per pole|each] {amount:money}"),)),),
)


def test_a_damaged_figure_begins_in_its_cell_where_the_words_before_it_may_be_missing() -> None:
    scan = scanned(POLES, "30ft Wood\t$ 17.41", "40ft Steel\t$ 15-=", "35ft Wood\t$ 2.10")
    assert [hit.text("label") for hit in scan.hits] == ["30ft Wood", "40ft Steel", "35ft Wood"]


def test_two_rows_with_damaged_figures_in_one_are_not_one_name() -> None:
    scan = scanned(
        POLES, "30ft Wood\t$ 17.41", "40ft Steel Foundation\t$ 15-= $ 2.~", "35ft Wood\t$ 2.10"
    )
    assert [hit.cells["label"][0].loose for hit in scan.hits] == [False, True, False]


def test_a_name_that_ends_in_a_digit_may_go_on_in_the_next_cell() -> None:
    head = "Station\tFdr\tFeed\ter Name\tLoad\t"
    rows = (
        "Alpha\t4\tTurk\tey Pen\t3.6\t",
        "Dixon\t4\tKY 1\t247\t1.8\t",
        "Rice\t3\tWate\tr Plant\t4.3\t",
    )
    scan = scanned(LOADS, head, "Bush\t1\tZoe\t7.5\t", *rows)
    names = [hit.cells["feeder_name"][0] for hit in scan.hits if "feeder_name" in hit.cells]
    assert "KY 1" not in [token.raw for token in names if not token.loose]


def test_a_damaged_figure_is_no_name() -> None:
    scan = scanned(
        LOADS, LOAD_HEAD, "Bush\t1\tZoe\t7.5\t", "Upton\t3\t\tZ.1\t", "Rice\t2\tElm\t8.1\t"
    )
    assert "Z.1" not in [hit.text("feeder_name") for hit in scan.hits]


def test_two_rows_drawn_as_one_are_no_feeder() -> None:
    rows = ("Bush\t1\tZoe\t7.5\t", "Alpha Dale\t3\tElm 1 Ash\t7.0 4.8\t", "Rice\t2\tElm\t8.1\t")
    scan = scanned(LOADS, LOAD_HEAD, *rows)
    assert "Alpha Dale" not in [hit.text("substation") for hit in scan.hits]


def test_a_name_cut_in_two_is_not_its_first_half() -> None:
    loads = table(
        "blocks",
        columns=(
            Column("substation", ("Station",), "{substation:name}"),
            Column("feeder", ("Feeder",), "{feeder:feeder} - {feeder_name:text?}"),
            Column("mw", ("MW",), "{mw:load}"),
        ),
        rows=(Row("feeder", columns=("substation", "feeder", "mw")),),
    )
    rows = ("Index\t2-Ga\tp Hill\t5.5", "Long Ridge\t1-Wa\tter Plant\t1.5_", "Rice\t3-Elm\t2.5")
    scan = scanned(loads, "Station\tFeeder\tMW", *rows)
    names = [hit.cells["feeder_name"][0] for hit in scan.hits if "feeder_name" in hit.cells]
    assert not {"Ga", "Wa"} & {token.raw for token in names if not token.loose}
