"""Heads that a scan has worn: names cut or misread, titles that are none, what is left of them."""

from __future__ import annotations

from typing import Any

import pytest

from ratebook.forms.sheets.issuer import title_in
from ratebook.model.page import Cell, Line, Word
from ratebook.pipeline.knowledge import knowledge
from ratebook.pipeline.read import read_path


def _records(text: str, kind: str) -> list[dict[str, Any]]:
    found = read_path(text.encode(), name="filing.txt").records
    return [
        {k: v for k, v in r.values.items() if k not in r.needs_review}
        for r in found
        if r.kind == kind
    ]


_HEAD = """FOR ENTIRE AREA SERVED
P.S.C. KY. NO. 5
{name}
11TH REVISED SHEET NO. 1
CANCELLING P.S.C. KY. NO. 4
10TH REVISED SHEET NO. 1
{title}
AVAILABILITY
Available to all members.
RATES
Customer Charge    $9.50 per month
DATE OF ISSUE: May 3, 2018
{foot}
"""


def _sheet(name: str, title: str = "SCHEDULE 1\nFARM SERVICE", foot: str = "") -> dict[str, Any]:
    (sheet,) = _records(_HEAD.format(name=name, title=title, foot=foot), "sheet")
    return sheet


@pytest.mark.parametrize("name", ["RURAL ELECTRIC\nTIVE CORPORATION", "ELECTRIC COOPERATIVE"])
def test_a_name_whose_beginning_was_cut_is_no_name(name: str) -> None:
    sheet = _sheet(name)
    assert "utility" not in sheet
    assert (sheet["schedule"], sheet["title"]) == ("1", "FARM SERVICE")


def test_a_name_is_mended_by_the_list_and_another_line_of_the_sheet() -> None:
    assert _sheet("Louisvi lle Gas and Electric Company")["utility"] == (
        "Louisville Gas and Electric Company"
    )
    assert _sheet("ICENERGY CORP.", foot="KENERGY CORP. OF KENTUCKY")["utility"] == "KENERGY CORP."
    assert _sheet("ICENERGY CORP.")["utility"] == "ICENERGY CORP."


_UTILITY = "Tall Elm Power Company"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("TARIFF F.A.C. (Cont'd) (Fuel Adjustment Clause)", "Fuel Adjustment Clause"),
        (
            "SCHEDULE 1 CLASSIFICATION OF SERVICE\nDOMESTIC - FARM SERVICE",
            "DOMESTIC - FARM SERVICE",
        ),
        ("Schedule I-C\nSchedule I-C - Small Commercial", "Small Commercial"),
        ('"C" RATE', '"C" RATE'),
        ("Street Lighting Service - Schedule SL - Bill Code (9)", "Street Lighting Service"),
        ("MONTHLYWATERRATES", None),
        ("RULES & REGULATIONS . . . . . . PAGES R-1 . . R-24", None),
    ],
)
def test_a_title_is_whole_or_for_a_person(printed: str, title: str | None) -> None:
    assert _sheet(_UTILITY, printed).get("title") == title


def test_a_label_of_the_foot_is_no_title() -> None:
    sheet = _sheet(_UTILITY, "x" * 200)
    assert sheet.get("title") is None


def test_the_rest_of_an_office_that_is_not_legible_leaves_the_title_open() -> None:
    sheet = _sheet(_UTILITY, foot="ISSUED BY: lltaj cf. VJCO President- RaiBa & Regulalely Atlai10")
    assert "issuer_title" not in sheet


def test_a_commission_misread_by_a_letter() -> None:
    order = (
        "COMMONWEALTH OF KENTUCKY\nBEFORE THE PUBLIC SERUICE COMMISSION\nIn the Matter of:\n"
        "ADJUSTMENT OF RATES OF TALL ELM WATER COMPANY ) CASE NO. 8571\nO R D E R\n"
        "On August 27, 1982, Tall Elm Water Company filed its notice.\n"
    )
    (made,) = _records(order, "order")
    assert made["commission"] == "Public Service Commission of Kentucky"


@pytest.mark.parametrize(("gap", "open_"), [(11.0, True), (120.0, False)])
def test_a_title_whose_comma_a_scan_lost_goes_on_behind_the_gap(gap: float, open_: bool) -> None:
    at = 45.0 + gap
    words = (
        Word("Vice", (0, 0, 18, 5.5), 0.99, "a", "Vice"),
        Word("President", (24, 0, 45, 5.5), 0.99, "a", "President"),
        Word("vinance", (at, 0, at + 32, 5.5), 0.73, "a", '"inanee', touched=True),
    )
    cells = (
        Cell("Vice President", 0, 45, words[:2]),
        Cell("vinance", at, at + 32, words[2:]),
    )
    said = title_in(Line(1, None, cells), knowledge().jurisdictions["KY"])
    assert said
    assert (said.value is None) is open_
