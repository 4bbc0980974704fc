"""Rows of a sheet of lighting that name no lamp."""

from __future__ import annotations

from ratebook.pipeline.read import read_path

SHEET = """# Tall Elm Power Company
P.S.C. KY. NO. 8
3rd Revised Sheet No. 24
Cancelling P.S.C. KY. NO. 8
2nd Revised Sheet No. 24

**Standard Rate LS - Lighting Service**

**RATE**

| Rate Code | Type of Fixture | Approximate Lumens | kW Per Light | Monthly Charge |
|---|---|---|---|---|
| 462 | Cobra Head | 5,800 | 0.083 | $9.87 |
| 450 | Directional | 12,000 | 0.150 | $16.15 |

DATE OF ISSUE March 18, 2017
DATE EFFECTIVE April 26, 2017
ISSUED BY: ____________
"""


def _charges(text: str) -> list[tuple[str, str, str]]:
    records = read_path(text.encode(), name="sheet.md").records
    charges = [r.values for r in records if r.kind == "charge"]
    return [(str(c["amount"]), c["component"], c["label"]) for c in charges]


def test_a_figure_below_lumens_makes_it_a_lamp_and_goes_into_its_name() -> None:
    assert _charges(SHEET) == [
        ("9.87", "lamp", "Cobra Head, 5,800 Lumens"),
        ("16.15", "lamp", "Directional, 12,000 Lumens"),
    ]


def test_what_is_paid_by_the_month_there_is_no_customer_charge() -> None:
    sheet = (
        SHEET.replace("Approximate Lumens", "Remarks").replace("5,800", "").replace("12,000", "")
    )
    assert _charges(sheet) == [("9.87", "lamp", "Cobra Head")]
    records = read_path(sheet.encode(), name="sheet.md").records
    assert [r.values["line"] for r in records if r.kind == "issue" and r.values["line"]] == [14]


def test_kinds_of_lamps_are_groups_within_groups() -> None:
    rows = """| **High Pressure Sodium** | | | | |
| 462 | Cobra Head | 5,800 | 0.083 | $9.87 |
| **Metal Halide** | | | | |
| 450 | Directional | 12,000 | 0.150 | $16.15 |
"""
    before = SHEET[: SHEET.index("| 462")]
    after = SHEET[SHEET.index("DATE OF ISSUE") :]
    records = read_path(f"{before}{rows}\n{after}".encode(), name="sheet.md").records
    groups = [r.values["group"] for r in records if r.kind == "charge"]
    assert groups == ["High Pressure Sodium", "Metal Halide"]
