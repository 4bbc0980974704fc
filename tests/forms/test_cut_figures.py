"""A figure whose neighbour may be its cut-off rest is never read without it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ratebook.pipeline.read import read_path

_SHEET = """FORM FOR FILING RATE SCHEDULES
FOR ALL TERRITORY SERVED
P.S.C. KY. NO. 9
3RD REVISED SHEET NO. 21
CANCELLING P.S.C. KY. NO. 9
2ND REVISED SHEET NO. 21
STONY BRANCH UTILITIES COMPANY

SCHEDULE K
GENERAL SERVICE

Connection Charge   $77.10

{body}

DATE OF ISSUE: 05-01-09   EFFECTIVE DATE: 06-01-09
ISSUED BY: Ruth E. Salyer   TITLE: President
"""


def _charges(body: str) -> list[dict[str, Any]]:
    records = read_path(_SHEET.format(body=body).encode(), name="sheet.txt").records
    charges = [r.as_dict() for r in records if r.kind == "charge"]
    assert charges[0]["amount"] == "77.10"
    return charges[1:]


def _accepted(body: str) -> list[str]:
    return [c["amount"] for c in _charges(body) if c["amount"] is not None]


def _issues(body: str) -> str:
    records = read_path(_SHEET.format(body=body).encode(), name="sheet.txt").records
    return "\n".join(str(r.values["message"]) for r in records if r.kind == "issue")


_TABLE = "RATES\n\nComponent\tUnit\t{head}\nExpected Gas Cost (EGC)\t$/Mcf\t{cut}"


@pytest.mark.parametrize(
    ("head", "cut"),
    [
        ("Amou\tnt", "5.47\t49"),
        ("Ra\tte", "5.\t4749"),
        ("Ra\tte", "5\t.4749"),
        ("Ra\tte", "1,2\t34.50"),
        ("Ra\tte", "$1\t4.72"),
        ("Ra\tte", "(0.31\t90)"),
    ],
)
def test_a_number_cut_by_a_column_rule_is_no_number(head: str, cut: str) -> None:
    assert _accepted(_TABLE.format(head=head, cut=cut)) == []


def test_what_a_cut_number_may_be_is_listed() -> None:
    (found,) = _charges(_TABLE.format(head="Amou\tnt", cut="5.47\t49"))
    assert found["amount"] is None
    listed = {Decimal(c) for c in found["evidence"]["amount"]["candidates"]}
    assert listed == {Decimal("5.47"), Decimal("5.4749")}


@pytest.mark.parametrize(
    "line",
    [
        "Energy Charge   5.47 49   per Mcf",
        "Energy Charge   $5.47 49   per Mcf",
        "Energy Charge   8.6   62 cents per kWh",
        "Energy Charge   8.   62 cents per kWh",
        "Distribution Charge   $1   4.72 per Mcf",
        "Distribution Charge   $5. 4749 per Mcf",
        "Refund Adjustment ($' 0.1197) per Mcf",
        "Customer Charge   $ 36-=   per month",
        "Customer Charge   $ 9.-=   per month",
        "Customer Charge   $ 9_.   per month",
    ],
)
def test_a_number_cut_in_a_line_is_told_and_not_read(line: str) -> None:
    assert _accepted(line) == []
    assert line.split()[0] in _issues(line)


def test_a_column_of_quantities_is_no_piece_of_the_price_beside_it() -> None:
    body = "RATES\n\nLamp\tWatts\tRate per lamp per month\nMercury\t175\t8.62\nSodium\t250\t10.62"
    assert _accepted(body) == ["8.62", "10.62"]


def test_prices_side_by_side_are_two_prices() -> None:
    body = (
        "RATES\n\nMeter\tCustomer Charge per Month\tCommodity Charge per Mcf\n"
        "1 Inch\t$12.50\t$5.4711\n2 Inch\t$19.50\t$5.1711"
    )
    assert _accepted(body) == ["12.50", "5.4711", "19.50", "5.1711"]


def test_a_price_drawn_into_its_heading_leaves_the_column_open() -> None:
    """The column slid up by a row: each size would get the next size's price."""
    body = (
        "SERVICE CHARGE\n\nMeter Size\tService Charge per Month $14.72\n5/8 Inch\t$29.44\n"
        "3/4 Inch\t$44.16\n1 Inch\t"
    )
    assert _accepted(body) == []
    assert "14.72" in _issues(body)


def test_a_charge_drawn_twice_and_once_garbled_is_counted_once() -> None:
    body = "RATES\n\nVolumetric Charge   $5.4203 per Mcf\nVolumctric Charge   $5.4203 per Mcf"
    assert _accepted(body) == ["5.4203"]
    assert "Volumctric" in _issues(body)


def test_on_peak_and_off_peak_of_one_price_are_two_charges() -> None:
    body = "RATES\n\nOn-Peak Energy   $0.05420 per kWh\nOff-Peak Energy   $0.05420 per kWh"
    assert _accepted(body) == ["0.05420", "0.05420"]


def test_a_figure_of_whole_dollars_is_open_before_a_cell_of_decimals_and_its_unit() -> None:
    assert _accepted("Customer Charge\t$ 17\t9.45per month") == []
    assert _accepted("Customer Charge\t$ 17.45\tper month") == ["17.45"]


def test_a_price_alone_that_begins_with_its_point_may_have_lost_a_digit() -> None:
    rows = (
        "First 10 Mcf\t$ {first} per Mcf\n"
        "Next 90 Mcf\t$ 2.1260 per Mcf\n"
        "Over 100 Mcf\t$ 1.9877 per Mcf"
    )
    assert _accepted(rows.format(first=".4681")) == ["2.1260", "1.9877"]
    assert _accepted(rows.format(first="2.4681")) == ["2.4681", "2.1260", "1.9877"]
    below = rows.format(first=".4681").replace("2.1260", ".4260").replace("1.9877", ".3877")
    assert _accepted(below) == ["0.4681", "0.4260", "0.3877"]
