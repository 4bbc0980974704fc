"""The path of a published file is a witness of what its sheets print, and never a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ratebook.forms.tokens.utility_names import same_utility
from ratebook.pipeline.batch import documents, read_all
from ratebook.pipeline.knowledge import knowledge
from ratebook.pipeline.paths import filed_at
from ratebook.proof.verifier import verify_records
from ratebook.records.record import Record

SHEET = """For Entire Service Area
P.S.C. No. 7
1st Revised Sheet No. 23
Canceling P.S.C. No. 7
Original Sheet No. 23

Tumbling Creek Electric Cooperative, Inc.

SCHEDULE 14
LARGE POWER SERVICE

Customer charge per month\t$61.20
Energy charge per kWh\t$0.07132

DATE OF ISSUE March 2, 2009
DATE EFFECTIVE April 1, 2009
ISSUED BY ______________
{stamp}
"""
CANCELLED = "CANCELLED JUN 10 2011 KENTUCKY PUBLIC SERVICE COMMISSION"


def read(root: Path, place: str, text: str) -> list[Record]:
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    (outcome,) = read_all(documents([str(root)]), ocr="never")
    assert outcome.error is None
    return list(outcome.records)


def sheet_of(records: list[Record]) -> Record:
    (sheet,) = [r for r in records if r.kind == "sheet"]
    return sheet


def differing(records: list[Record]) -> list[dict[str, Any]]:
    return [r.values for r in records if r.kind == "issue" and r.values["code"] == "path-differs"]


RIGHT = "Electric/Tumbling Creek Electric/Cancelled Tariff Pages/2011/Schedule 14.txt"


def test_what_agrees_is_kept_as_evidence_and_changes_nothing_else(tmp_path: Path) -> None:
    records = read(tmp_path / "a", RIGHT, SHEET.format(stamp=CANCELLED))
    plain = read(tmp_path / "b", "elsewhere.txt", SHEET.format(stamp=CANCELLED))
    sheet = sheet_of(records)
    assert differing(records) == []
    for name in ("utility", "cancelled", "schedule"):
        (said,) = sheet.evidence[name]["witness"]
        assert RIGHT in said
    assert {**sheet.values} == sheet_of(plain).values
    for name, entry in sheet_of(plain).evidence.items():
        assert {k: v for k, v in sheet.evidence[name].items() if k != "witness"} == entry
    assert verify_records([r.as_dict() for r in records]) == []


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("Sugar Grove Power/Cancelled Tariff Pages/2011/14.txt", ("Sugar Grove", "Tumbling Creek")),
        ("Tumbling Creek/Cancelled Tariff Pages/2012/14.txt", ("2012", "2011")),
        ("Tumbling Creek/Cancelled Tariff Pages/2011/Schedule 41.txt", ("41", "14")),
        ("Tumbling Creek/Cancelled Tariff Pages/2011/Schedule LPS.txt", ("LPS", "14")),
    ],
)
def test_what_contradicts_is_an_issue_that_names_both(
    place: str, names: tuple[str, str], tmp_path: Path
) -> None:
    records = read(tmp_path, f"Electric/{place}", SHEET.format(stamp=CANCELLED))
    (issue,) = differing(records)
    assert all(name in issue["message"] for name in names)
    assert issue["record"] == sheet_of(records).key
    assert issue["line"] is not None


def test_a_path_fills_no_field(tmp_path: Path) -> None:
    bare = SHEET.replace("SCHEDULE 14\n", "").format(stamp="")
    records = read(tmp_path, RIGHT, bare)
    sheet = sheet_of(records)
    assert sheet.values["cancelled"] is None
    assert sheet.values["schedule"] is None
    assert differing(records) == []


@pytest.mark.parametrize(
    ("name", "agrees", "differs"),
    [
        ("Large Power Service", True, False),
        ("Schedule 14 Large Power", True, False),
        ("14 - Large Power Service", True, False),
        ("Sheet 23", False, False),
        ("Large Power 15", False, False),
        ("Scanned pages", False, False),
        ("Schedule 15 Irrigation", False, True),
    ],
)
def test_a_schedule_is_known_by_code_or_title(
    name: str, agrees: bool, differs: bool, tmp_path: Path
) -> None:
    place = RIGHT.replace("Schedule 14", name)
    records = read(tmp_path, place, SHEET.format(stamp=CANCELLED))
    assert ("witness" in sheet_of(records).evidence["schedule"]) is agrees
    assert bool(differing(records)) is differs


@pytest.mark.parametrize(
    ("printed", "said", "same"),
    [
        ("Tumbling Creek Electric Cooperative, Inc.", "Tumbling Creek", True),
        ("TUMBLING CREEK ELECTRIC COOPERATIVE", "Tumbling Creek Electric Coop", True),
        ("Louisville Gas and Electric Company", "LG&E", True),
        ("Big Sandy Rural Electric Cooperative Corporation", "Big Sandy RECC", True),
        ("Jackson Energy Cooperative Corporation", "Jackson Energy", True),
        ("Jackson Purchase Energy Corporation", "Jackson Energy", False),
        ("Fern Hollow Water District", "Water District", False),
        ("Fern Hollow Water District", "Fern Ridge Water District", False),
        ("Fern Hollow Water District", "FR", False),
    ],
)
def test_names_of_folders(printed: str, said: str, same: bool) -> None:
    assert same_utility(printed, said, "KY") is same


@pytest.mark.parametrize("industry", ["Electric", "Gas", "Water"])
def test_the_pattern_is_data_of_the_profile(industry: str) -> None:
    profile = knowledge().jurisdictions["KY"]
    place = f"/x/{industry}/Fern_Hollow/Cancelled_Tariff_Pages/1998/Sheet 3.pdf"
    found = filed_at(place, profile)
    assert found is not None
    assert (found.utility, found.year, found.schedule) == ("Fern Hollow", "1998", "Sheet 3")
    assert filed_at("/x/Fern Hollow/1998/Sheet 3.pdf", profile) is None
    assert filed_at(place, knowledge().jurisdictions["WV"]) is None
