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


def _full(body: str) -> list[tuple[str, ...]]:
    before = SHEET[: SHEET.index("**RATE**")].replace("Standard Rate LS", "Schedule LS")
    text = f"{before}{body}\n{SHEET[SHEET.index('DATE OF ISSUE') :]}"
    charges = [
        r.values for r in read_path(text.encode(), name="s.md").records if r.kind == "charge"
    ]
    names = ("amount", "component", "group", "code", "label")
    return [tuple(str(c[n] or "") for n in names) for c in charges]


def test_a_price_may_stand_first_and_its_code_behind() -> None:
    body = """| Monthly Charge | Change | Fixture | Rate Code | Approx. Lumens |
|---|---|---|---|---|
| $10.19 | (I) | 175 Watt Mercury Vapor Lamp | LM1 | 7,000 |
| $18.56 | (I) | 400 Watt Sodium Lamp | LS4 | 50,000 |"""
    assert _full(body) == [
        ("10.19", "lamp", "", "LM1", "175 Watt Mercury Vapor Lamp"),
        ("18.56", "lamp", "", "LS4", "400 Watt Sodium Lamp"),
    ]


def test_headings_of_poles_end_the_list_of_lamps() -> None:
    body = """Rate Per Lamp Per Month

Street Lighting:
SL1\t100 Watt HPS Cobra Head\t$13.04\t(I)
SL4\t400 Watt HPS Cobra Head\t$16.08\t(R)

Code\tPoles\tMonthly Rate per Pole
P1\t30 Foot Wood\t$3.08"""
    assert sorted(_full(body)) == [
        ("13.04", "lamp", "Street Lighting", "SL1", "100 Watt HPS Cobra Head"),
        ("16.08", "lamp", "Street Lighting", "SL4", "400 Watt HPS Cobra Head"),
        ("3.08", "pole", "Poles", "P1", "30 Foot Wood"),
    ]


def test_a_note_between_rows_is_no_group_and_a_column_of_groups_holds_below() -> None:
    body = """| Group | Description | Monthly Rate per Lamp |
|---|---|---|
| Overhead Wiring | 5,800 Lumen HPS | $7.31 |
|  | *Limited to installations in place on June 1, 2014* |  |
|  | 9,500 Lumen HPS | $8.46 |
| Underground Wiring | 9,500 Lumen HPS | $13.77 |"""
    groups = [(c[0], c[2]) for c in _full(body)]
    assert ("13.77", "Underground Wiring") in groups
    assert all(group in ("", "Overhead Wiring") for amount, group in groups if amount != "13.77")


def test_a_pole_among_lamps_is_no_lamp_and_not_lost() -> None:
    body = """Rate Per Lamp Per Month

Street Lighting:
SL1\t100 Watt HPS Cobra Head\t$13.04
Pole, 30 ft. wood\t3.20"""
    before = SHEET[: SHEET.index("**RATE**")]
    text = f"{before}{body}\n{SHEET[SHEET.index('DATE OF ISSUE') :]}"
    records = read_path(text.encode(), name="s.md").records
    lamps = [str(r.values["amount"]) for r in records if r.values.get("component") == "lamp"]
    told = [str(r.values["message"]) for r in records if r.kind == "issue"]
    poles = [str(r.values["amount"]) for r in records if r.values.get("component") == "pole"]
    assert lamps == ["13.04"]
    assert poles == ["3.20"] or any("3.20" in t for t in told)


def test_what_hangs_between_lamps_is_no_lamp() -> None:
    body = """Rate Per Lamp Per Month

Street Lighting:
100 Watt HPS Cobra Head\t$13.04
Overhead wire span\t1.20"""
    before = SHEET[: SHEET.index("**RATE**")]
    text = f"{before}{body}\n{SHEET[SHEET.index('DATE OF ISSUE') :]}"
    assert [c for c in _charges(text) if c[1] == "lamp"] == [
        ("13.04", "lamp", "100 Watt HPS Cobra Head")
    ]
