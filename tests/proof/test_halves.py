"""A pairing that rests on order alone, with a cell missing on each side, is never accepted."""

from __future__ import annotations

import os

import pytest
from halves import halved
from planted import accepted, wrong

from ratebook.noise.desk import LAYOUTS
from ratebook.pipeline.read import read_path

SEED = int(os.environ.get("RATEBOOK_SEED", "720"))
FORMS = ["cogeneration", "cooperative", "investor", "gas", "water", "order", "secondary",
         "mandatory"]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_halves_of_two_rows_make_no_row(form: str, layout: str) -> None:
    figures = 0
    for of in halved(form, layout, SEED, 2):
        assert list(wrong(of)) == []
        figures += accepted(of)
    assert figures > 0


def _amounts(text: str) -> list[str | None]:
    head = "P.S.C. KY. NO. 4\nOriginal Sheet No. 9\nBig Ridge Electric Company\n\nRATES\n"
    foot = "\nService under this schedule is supplied at one point of delivery to each customer.\n"
    found = read_path((head + text + foot).encode(), name="x.txt").records
    return [r.values["amount"] for r in found if r.kind == "charge"]


def test_a_page_that_prints_prices_below_their_labels_is_read() -> None:
    text = ("Customer Charge\n$10.25 per month\nDemand Charge\n$6.15 per kW\n"
            "Energy Charge\n$0.05512 per kWh\n")  # fmt: skip
    assert _amounts(text) == ["10.25", "6.15", "0.05512"]


def test_one_bare_price_among_whole_rows_is_open() -> None:
    text = ("Customer Charge      $10.25 per month\nDemand Charge\n                     "
            "$6.15 per kW\nEnergy Charge        $0.05512 per kWh\n")  # fmt: skip
    assert _amounts(text) == ["10.25", None, "0.05512"]
