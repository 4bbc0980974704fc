"""Sheets: every field of the head and foot, on filings of our own and on the founding ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ratebook.forms.sections import split
from ratebook.forms.sheets.sheet import read_sheet
from ratebook.model.page import Document
from ratebook.pipeline.read import read_path
from ratebook.reading.markup import read_markup
from ratebook.reading.open import read_document
from ratebook.records.datum import Datum, Draft, Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.jurisdiction import load_jurisdictions
from ratebook.rules.locate import rule_directories

RULES = load_jurisdictions(rule_directories())
Sheet = dict[str, Datum]

BLUEGRASS = """FOR ALL COUNTIES SERVED P.S.C. NO. 9 3<sup>rd</sup> Revised Sheet No. 4-2 Cancelling P.S.C. NO. 9 2<sup>nd</sup> Revised Sheet No. 4-2

# BIRCH HOLLOW WATER DISTRICT SCHEDULE 0L STREET LIGHTS

This tariff is subject to the Purchased Water Adjustment rider.

C9314

DATE OF ISSUE\tMay 2, 2011\tDATE EFFECTIVE June 1, 2017 CTIVE
ISSUED BY\tJmes Wlson\tTITLE General Manager\t6/1/2011 PURSUANT TO 807 KAR 5:011 SECTION 9 (1)
Issued by authority of an Order of the Public Service Commission of Kentucky in
Case No. 2010\t0-00321 Dated\tMarch 3, 2\t011
"""  # noqa: E501


def sheets_of(document: Document) -> list[Sheet]:
    ledger, found, before = Ledger(), list[Draft](), None
    for section in split(document, RULES):
        if section.kind == "sheet" and section.jurisdiction:
            before, _ = read_sheet(section, RULES[section.jurisdiction], ledger, before)
            found.append(before)
    return [{f: ledger.data[n] for f, n in d.fields.items() if n is not None} for d in found]


def of_text(text: str) -> list[Sheet]:
    return sheets_of(Document("t.txt", "0", "markup", read_markup(text), ("text",)))


def accepted(sheet: Sheet) -> dict[str, object]:
    return {f: d.value for f, d in sheet.items() if d.standing.accepted and d.value is not None}


def test_every_field_of_a_damaged_sheet() -> None:
    (sheet,) = of_text(BLUEGRASS)
    assert accepted(sheet) == {
        "jurisdiction": "KY", "utility": "BIRCH HOLLOW WATER DISTRICT",
        "territory": "ALL COUNTIES SERVED", "book": "9", "sheet": "4-2", "revision": 3,
        "cancels_book": "9", "cancels_sheet": "4-2", "cancels_revision": 2,
        "title": "STREET LIGHTS", "schedule": "OL", "issued": "2011-05-02",
        "effective": "2011-06-01", "stamped_effective": "2011-06-01", "cancelled": "2014-09-03",
        "issuer_title": "General Manager", "authority_case": "2010-00321",
        "authority_dated": "2011-03-03", "regulation": "807 KAR 5:011 SECTION 9 (1)",
        "riders": ["Purchased Water Adjustment"], "pages": [1],
    }  # fmt: skip
    assert sheet["effective"].standing is Standing.REPAIRED
    assert sheet["effective"].proof[0]["kind"] == "dates"
    assert sheet["issued_by"].standing is Standing.UNREADABLE


def test_without_the_stamp_the_contradiction_is_flagged() -> None:
    (sheet,) = of_text(BLUEGRASS.replace("6/1/2011 ", ""))
    assert sheet["effective"].standing is Standing.AMBIGUOUS
    assert sheet["effective"].value is None
    assert "2011-06-01" in [c.value for c in sheet["effective"].candidates]


@pytest.mark.parametrize("below", ["EFFECTIVF", "EFFECTIVL"])
def test_the_clerks_mark_is_no_date_of_a_stamp_that_lost_its_own(below: str) -> None:
    text = BLUEGRASS.replace("C9314\n", "").replace("\tDATE EFFECTIVE June 1, 2017 CTIVE", "")
    (sheet,) = of_text(text.replace("6/1/2011 ", "") + f"OF KENTUCKY\n{below}\nC9/9/11\n")
    assert accepted(sheet)["cancelled"] == "2011-09-09"
    assert not {"effective", "stamped_effective"} & accepted(sheet).keys()


def test_an_order_after_its_sheet_is_misread() -> None:
    (sheet,) = of_text(BLUEGRASS.replace("March 3, 2\t011", "March 3, 2091"))
    assert sheet["authority_dated"].value == "2011-03-03"
    (sheet,) = of_text(BLUEGRASS.replace("March 3, 2\t011", "March 3, 2991"))
    assert sheet["authority_dated"].value is None


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("P.S.C. KY. NO. 12\n2ND REVISED SHEET NO. 1-1\nCANCELLING P.S.C. KY. NO. 12\n"
         "1ST REVISED SHEET NO. 1-1", ("12", "1-1", 2, "12", "1-1", 1)),
        ("P.S.C. KY. NO. 12CANCELLING P.S.C. KY. NO. 11\nSHEET NO. 7", ("12", None, None)),
        ("P.S.C. Electric No. 8, Second Revision of Original Sheet No. 1\nCanceling P.S.C. Electric"
         " No. 8, First Revision of Original Sheet No. 1", ("8", "1", 2, "8", "1", 1)),
        ("P.S.C. No. 5\n1st (Revised) Sheet No. 71\nCanceling P.S.C. No. 5\nOriginal Sheet No. 71",
         ("5", "71", 1, "5", "71", 0)),
        ("P. S.C. No . 3\nFORTY-FIFTH REVISED SHEET N0. 6.120\nC8ncelling E.R.C. No. 3",
         ("3", "6.120", 45, "E.R.C. No. 3", None, None)),
        ("P.S.C. NO. 139TH REVISED SHEET NO. 6-8", (None, "6-8", None)),
        ("P.S.C. No. 4\nThlrd Revision of Original Sheet No. 9", ("4", "9", None)),
    ],
)  # fmt: skip
def test_heads(head: str, wanted: tuple[object, ...]) -> None:
    sheet = of_text(head + "\n\n# BIRCH HOLLOW WATER DISTRICT RATES\n\nText.\n")[0]
    names = ("book", "sheet", "revision", "cancels_book", "cancels_sheet", "cancels_revision")
    got = accepted(sheet)
    assert tuple(got.get(name) for name in names[: len(wanted)]) == wanted


def test_pages_without_number_are_derived_never_read() -> None:
    foot = "\n\nDate of Issue: 09-19-08\nEffective Date: 10-26-08\nIssued By:\nManager\n\n"
    name = "# BIRCH HOLLOW WATER DISTRICT PLAN AND PROCEDURES\n\nStep:\n\na\n\nb\n\nc\n\nd\n\n"
    head = "P.S.C. No. 5 Original Sheet No. {} Canceling P.S.C. No. 4\n\n"
    text = head.format(30) + name + foot + name + foot + name + foot + head.format(34) + name
    numbers = [sheet["sheet"] for sheet in of_text(text)]
    assert [n.value for n in numbers] == ["30", "31", "32", "34"]
    assert [n.standing.value for n in numbers] == ["read", "derived", "derived", "read"]
    assert [tuple(map(int, n.interval or ())) for n in numbers[1:3]] == [(31, 32), (32, 33)]


def test_a_list_of_sheets_is_no_row_of_sheets() -> None:
    text = "P.S.C. No. 5 1st Revised Sheet No. 1 Canceling P.S.C. No. 5 Original Sheet No. 1\n\n"
    text += "# INDEX\n\n" + "".join(f"Water Service {n}\tSheet No. {n}\n" for n in range(2, 30))
    assert [sheet["sheet"].value for sheet in of_text(text)] == ["1"]


def test_a_letter_is_no_sheet() -> None:
    text = "Please file the new Sheet No. 5 in our book, P.S.C. No. 4, and return a copy.\n"
    assert not of_text(text)


@pytest.mark.shared
def test_founding_sheets(shared: Path) -> None:
    sheets = sheets_of(read_document(next((shared / "seeds").glob("002*.txt"))))
    dates = ("issued", "effective", "stamped_effective", "cancelled", "authority_dated")
    got = [tuple(accepted(sheet).get(d) for d in dates) for sheet in sheets]
    plain = ("2008-09-19", "2008-10-26", "2008-10-26")
    assert got == [
        (None, "2009-08-01", None, "2010-08-01", None),
        ("2010-02-03", None, "2010-01-28", "2010-11-05", "2010-01-28"),
        ("2008-06-06", "2008-06-06", None, "2010-01-28", "2008-06-05"),
        (None, None, "2009-06-01", None, None),
        ("2010-03-31", "2010-06-01", "2010-06-01", None, "2008-08-20"),
        (None, "2008-10-26", "2008-10-26", "2010-06-10", None),
        (*plain, "2010-06-10", None),
        (*plain, None, None),
        (*plain, None, None),
        ("2008-09-19", None, "2008-10-26", None, None),
        (*plain, None, None),
        (*plain, "2010-06-10", None),
    ]
    assert all(sheet["issued_by"].value is None for sheet in sheets)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        (lambda t: t.replace("JACKSON ENERGY", "MARSH CREEK").replace("Jackson Energy",
         "Marsh Creek"), "utility", "marsh creek cooperative corporation"),
        (lambda t: t.replace("P.S.C. No. 5", "P.S.C. No. 8").replace("P.S.C. NO. 5",
         "P.S.C. NO. 8"), "book", "8"),
        (lambda t: t.replace("19-08", "17-08"), "issued", "2008-09-17"),
    ],
)  # fmt: skip
def test_results_follow_a_changed_filing(
    shared: Path, change: Callable[[str], str], field: str, value: str
) -> None:
    text = next((shared / "seeds").glob("002*.txt")).read_text(encoding="utf-8")
    before, after = of_text(text), of_text(change(text))
    for old, new in zip(before, after, strict=True):
        if field == "issued" and old[field].value != "2008-09-19":
            continue
        if field == "utility":
            expected = str(old[field].value).lower().replace("jackson energy", "marsh creek")
            assert str(new[field].value).lower() == expected
        elif old[field].value is not None:
            assert new[field].value == value
        rest = set(old) - {field, "cancels_book"}
        assert {f: old[f].value for f in rest} == {f: new[f].value for f in rest}


@pytest.mark.shared
def test_california(shared: Path) -> None:
    sheets = [accepted(s) for s in sheets_of(read_document(shared / "real" / "pge-E-1.pdf"))]
    numbers = ["61247-E", "61097-E", "61098-E", "61099-E", "61100-E", "61101-E", "61102-E"]
    old = ["61096-E", "60684-E", None, "53430-E", "50170-E", "60685-E", "52010-E"]
    assert [s["sheet"] for s in sheets] == numbers
    assert [s.get("cancels_sheet") for s in sheets] == old
    assert [s["effective"] for s in sheets] == ["2026-03-27", *["2026-03-01"] * 6]
    assert [s["issued"] for s in sheets] == ["2026-03-27", *["2026-02-27"] * 6]
    assert {s["schedule"] for s in sheets} == {"E-1"}
    assert [s["authority_case"] for s in sheets] == ["D.26-03-013", *["7846-E"] * 6]


@pytest.mark.shared
def test_california_parts_of_a_rate(shared: Path) -> None:
    """Every price of a real unbundled schedule, with parts below parts and credits in brackets."""
    read = read_path(shared / "real" / "pge-E-1.pdf").records
    charges = [r.values for r in read if r.kind == "charge"]
    named = {
        (str(c["label"] or c["group"]), str(c["tier"] or ""), c["amount"]): c["unit"]
        for c in charges
    }
    assert named["Generation", "", "0.12855"] == "USD/kWh"
    tier = "Tier 1 Usage (0% - 100% of Baseline)"
    assert named["Conservation Incentive Adjustment", tier, "-0.04052"] == "USD/kWh"
    assert named["Recovery Bond Credit (all usage)", "", "-0.00857"] == "USD/kWh"
    assert named["Income Tier 1", "", "-0.10751"] == "USD/customer-day"
    assert named["Income Tier 3", "", "0.79343"] == "USD/customer-day"
    assert len(charges) == 54
    assert not any("Oakland" in str(c["group"]) for c in charges)
    assert not [r for r in read if r.kind == "issue" and r.values["code"] == "charge-unread"]
