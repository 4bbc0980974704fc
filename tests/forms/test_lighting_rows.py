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


def test_what_is_paid_by_the_month_there_is_no_customer_charge() -> None:
    records = read_path(SHEET.encode(), name="sheet.md").records
    charges = [r.values for r in records if r.kind == "charge"]
    assert [(str(c["amount"]), c["component"]) for c in charges] == [("9.87", "lamp")]
    assert [r.values["line"] for r in records if r.kind == "issue" and r.values["line"]] == [14]
