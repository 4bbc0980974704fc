"""The hard cases of the founding documents: each comes out as a person reads it, or flagged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from seed_reading import Records, accepted, line, standing, state

from ratebook.records.datum import Standing

pytestmark = pytest.mark.shared


# Load plans


def load(records: Records, **values: object) -> tuple[object, str, int | None]:
    return state(records.one("feeder_load", **values), "mw")


def test_stamp_over_a_cycle_total_is_repaired_from_the_block_totals(sheets: Records) -> None:
    total = sheets.one("load_total", scope="cycle", cycle=1)
    assert state(total, "mw") == ("56.3", "repaired", 324)
    assert total.evidence["mw"]["proof"]


def test_other_cycle_totals_are_sums_of_their_blocks(sheets: Records) -> None:
    for cycle, mw in ((2, "56.5"), (3, "56.6")):
        total = sheets.one("load_total", scope="cycle", cycle=cycle)
        assert total.values["mw"] == mw
        assert standing(total, "mw") is Standing.VERIFIED


def test_ghost_of_a_cycle_total_is_rejected(sheets: Records) -> None:
    assert not [r for r in sheets.where("load_total") if r.values["mw"] == "50.5"]
    assert sheets.where("issue", code="ghost-row", line=371)


def test_blank_load_is_derived_with_its_interval(sheets: Records) -> None:
    found = sheets.one("feeder_load", substation="Pine Grove", feeder="4", step=2)
    assert found.values["feeder_name"] == "Maple Grove"
    assert state(found, "mw") == ("4.9", "derived", 463)
    low, high = map(Decimal, found.evidence["mw"]["interval"])
    assert Decimal("4.6") <= low < Decimal("4.9") < high <= Decimal("5.2")


def test_lost_step_total_is_derived(sheets: Records) -> None:
    found = sheets.one("load_total", scope="step", step=6)
    assert found.values["mw"] == "13.3"
    assert standing(found, "mw") is Standing.DERIVED
    low, high = map(Decimal, found.evidence["mw"]["interval"])
    assert low <= Decimal("13.3") <= high


BLOCK = [
    ("Miller's Creek", "2", "Bear Track", "3.2"),
    ("Beattyville", "3", "Heidelburg", "0.6"),
    ("South Fork", "1", "Bear Run", None),
    ("Tyner", "4", "Annville", None),
    ("South Fork", "2", "Rice Town", "1.1"),
    ("Oneida", "3", "Big Bullskin", "1.0"),
    ("Booneville", "2", "Scoville", "3.3"),
    ("Tyner", "3", "Egypt", "3.0"),
]


@pytest.mark.parametrize(("substation", "feeder", "name", "mw"), BLOCK)
def test_slid_block_gives_each_feeder_its_own_row(
    sheets: Records, substation: str, feeder: str, name: str, mw: str | None
) -> None:
    found = sheets.one("feeder_load", cycle=2, percent=5, substation=substation, feeder=feeder)
    assert found.values["feeder_name"] == name
    assert found.values["mw"] == mw
    assert standing(found, "mw") is Standing.AMBIGUOUS if mw is None else accepted(found, "mw")


def test_slid_block_holds_eight_feeders_and_its_total(sheets: Records) -> None:
    assert len(sheets.where("feeder_load", cycle=2, percent=5)) == 8
    assert sheets.one("load_total", scope="block", cycle=2, percent=5).values["mw"] == "14.1"


def test_open_cells_of_the_slid_block_name_what_may_stand_there(sheets: Records) -> None:
    for feeder in ("1", "4"):
        name = {"1": "Bear Run", "4": "Annville"}[feeder]
        found = sheets.one("feeder_load", cycle=2, percent=5, feeder_name=name)
        assert "0.5" in found.evidence["mw"]["candidates"]


def test_value_inside_a_name_cell_goes_to_its_column(sheets: Records) -> None:
    found = sheets.one("feeder_load", feeder_name="Swiss Colony")
    assert found.values["substation"] == "East Bernstadt"
    assert (found.values["mw"], line(found, "mw")) == ("3.8", 476)
    assert accepted(found, "mw")


def test_two_rows_drawn_into_one_are_two_rows(sheets: Records) -> None:
    (park,) = sheets.where("feeder_load", step=6, substation="Laurel Industrial")
    assert (park.values["feeder"], park.values["mw"]) == ("2", "3.8")
    assert park.values["feeder_name"] == "Laurel Industrial Park"
    (other,) = sheets.where("feeder_load", step=6, substation="Maplesville")
    assert (other.values["feeder"], other.values["mw"]) == ("1", "3.2")
    assert other.values["feeder_name"] == "McWhorter"


def test_letter_l_is_feeder_one(sheets: Records) -> None:
    found = sheets.one("feeder_load", feeder_name="Maretburg")
    assert found.values["feeder"] == "1"
    assert line(found, "feeder") == 320
    assert accepted(found, "feeder")


def test_ghost_of_a_feeder_row_is_rejected(sheets: Records) -> None:
    assert not sheets.where("feeder_load", substation="Said Gap")
    assert load(sheets, substation="Sand Gap", feeder="1")[0] == "0.5"
    assert sheets.where("issue", code="ghost-row", line=428)


def test_slid_rows_of_cycle_three(sheets: Records) -> None:
    bush = sheets.one("feeder_load", cycle=3, percent=10, substation="Bush")
    assert (bush.values["feeder"], bush.values["mw"]) == ("2", "2.7")
    eberle = sheets.one("feeder_load", cycle=3, percent=10, substation="Eberle")
    assert (eberle.values["feeder"], eberle.values["mw"]) == ("1", "2.5")
    fork = sheets.one("feeder_load", cycle=3, percent=15, substation="South Fork")
    assert (fork.values["feeder"], fork.values["mw"]) == ("4", "0.3")


def test_feeder_without_a_name_has_none(sheets: Records) -> None:
    for feeder in ("2", "3"):
        found = sheets.one("feeder_load", cycle=1, substation="Conway", feeder=feeder)
        assert found.values["feeder_name"] is None


def test_no_feeder_stands_twice(sheets: Records) -> None:
    for plan in ("mandatory", "underfrequency"):
        rows = sheets.where("feeder_load", plan=plan)
        keys = {(r.values["substation"], r.values["feeder"]) for r in rows}
        assert len(keys) == len(rows) > 20


def test_all_feeders_are_there(sheets: Records) -> None:
    assert len(sheets.where("feeder_load")) == 88


# Purchase rates


def flat(records: Records, sheet: str, year: int) -> tuple[object, str, int | None]:
    (found,) = records.of_sheet("charge", sheet, year=year, season=None, component="energy")
    return state(found, "amount")


@pytest.mark.parametrize(("sheet", "year"), [("71", 2012), ("71", 2013), ("74", 2014)])
def test_flat_rate_under_a_stamp_is_unreadable(sheets: Records, sheet: str, year: int) -> None:
    value, status, _ = flat(sheets, sheet, year)
    assert (value, status) == (None, "unreadable")


@pytest.mark.parametrize(
    ("sheet", "year", "amount"),
    [("71", 2009, "0.04876"), ("71", 2010, "0.05186"), ("71", 2011, "0.05365"),
     ("74", 2010, "0.04497"), ("74", 2011, "0.04498"), ("74", 2012, "0.04858"),
     ("74", 2013, "0.05050")],
)  # fmt: skip
def test_flat_rates_that_are_legible(sheets: Records, sheet: str, year: int, amount: str) -> None:
    value, status, _ = flat(sheets, sheet, year)
    assert (value, Standing(status).accepted) == (amount, True)


@pytest.mark.parametrize(
    ("year", "amount", "at"),
    [(2009, "0.04866", 144), (2010, "0.04895", 145), (2011, "0.05037", 146),
     (2012, "0.05610", 147), (2013, "0.04911", 148)],
)  # fmt: skip
def test_numbers_cut_by_a_column_rule_are_put_together(
    sheets: Records, year: int, amount: str, at: int
) -> None:
    (found,) = sheets.of_sheet("charge", "71", year=year, season="winter", period="off_peak")
    assert (found.values["amount"], line(found, "amount")) == (amount, at)
    assert accepted(found, "amount")


def test_cut_flat_rate_is_put_together(sheets: Records) -> None:
    assert flat(sheets, "71", 2011) == ("0.05365", "read", 151)


def test_capacity_rates(sheets: Records) -> None:
    for sheet, year, hour in (("71", "50.36", "0.005851"), ("74", "54.65", "0.00699")):
        found = {r.values["unit"]: r.values["amount"]
                 for r in sheets.of_sheet("charge", sheet, component="capacity")}  # fmt: skip
        assert found == {"USD/kW-year": year, "USD/kWh": hour}


def test_case_number_and_date_cut_by_a_rule(sheets: Records) -> None:
    sheet = sheets.sheet("74")
    assert state(sheet, "authority_case") == ("2008-00128", "repaired", 196)
    assert (sheet.values["issued"], line(sheet, "issued")) == ("2010-03-31", 193)
    assert accepted(sheet, "issued")


# Underground cost


def test_floated_differential(sheets: Records) -> None:
    found = sheets.one("cost_differential", study="primary")
    assert state(found, "amount") == ("2.74", "verified", 239)
    assert found.values["unit"] == "USD/ft"


def test_underground_less_than_overhead_is_negative(sheets: Records) -> None:
    found = sheets.one("cost_differential", study="secondary")
    assert found.values["amount"] == "-1.03"
    assert standing(found, "amount") is Standing.VERIFIED


def test_row_printed_twice_is_one_row(sheets: Records) -> None:
    found = sheets.one("line_cost", study="primary", construction="underground", month="2007-09")
    assert (found.values["cost"], found.values["distance_ft"]) == ("4298.61", "215")
    assert accepted(found, "cost")
    assert accepted(found, "distance_ft")
    assert len(sheets.where("line_cost", study="primary", construction="underground")) == 12


@pytest.mark.parametrize(
    ("study", "construction", "cost", "feet", "per_ft"),
    [("secondary", "overhead", "16367.97", "1500", "10.91"),
     ("secondary", "underground", "14826.92", "1500", "9.88"),
     ("primary", "overhead", "65374.72", "6454", "10.13"),
     ("primary", "underground", "56426.72", "4383", "12.87")],
)  # fmt: skip
def test_totals_of_cost_tables(
    sheets: Records, study: str, construction: str, cost: str, feet: str, per_ft: str
) -> None:
    found = sheets.one("line_cost_total", study=study, construction=construction)
    values = (found.values["cost"], found.values["distance_ft"], found.values["cost_per_ft"])
    assert values == (cost, feet, per_ft)
    assert {standing(found, f) for f in ("cost", "distance_ft")} == {Standing.VERIFIED}


# Lighting and the sheets themselves


def test_lamps_of_the_lighting_sheet(sheets: Records) -> None:
    found = sheets.of_sheet("charge", "15")
    amounts = {r.values["code"]: (r.values["amount"], r.values["change"]) for r in found}
    assert amounts == {"CH1": ("15.63", "I"), "HP3": ("16.25", "I"), "CH2": ("12.94", "I")}
    assert {r.values["group"] for r in found} == {"Street Lighting"}


def test_clerks_mark_without_slashes(sheets: Records) -> None:
    assert state(sheets.sheet("15"), "cancelled") == ("2010-08-01", "repaired", 3)


def test_clerks_marks_with_slashes(sheets: Records) -> None:
    assert sheets.sheet("20", 1).values["cancelled"] == "2010-11-05"
    assert sheets.sheet("20", 0).values["cancelled"] == "2010-01-28"


def test_stamp_over_an_effective_date(sheets: Records) -> None:
    assert state(sheets.sheet("15"), "effective") == ("2009-08-01", "repaired", 42)
    assert state(sheets.sheet("74"), "effective") == ("2010-06-01", "repaired", 193)


def test_order_date_with_one_damaged_digit(sheets: Records) -> None:
    assert state(sheets.sheet("20", 0), "authority_dated") == ("2008-06-05", "repaired", 115)
    assert state(sheets.sheet("20", 1), "authority_dated") == ("2010-01-28", "repaired", 81)


def test_authority_under_a_stamp_is_not_guessed(sheets: Records) -> None:
    sheet = sheets.sheet("15")
    for field in ("authority_dated", "authority_case", "issued", "stamped_effective"):
        assert sheet.values.get(field) is None


def test_sheets_that_print_no_number_have_none_accepted(sheets: Records) -> None:
    found = [r for r in sheets.where("sheet") if not accepted(r, "sheet")]
    assert len(found) == 2
    for record in found:
        assert standing(record, "sheet") in (Standing.DERIVED, Standing.ABSENT, None)
        assert not accepted(record, "revision")
        assert not accepted(record, "book")


def test_numbered_sheets_and_their_revisions(sheets: Records) -> None:
    found = {
        (r.values["sheet"], r.values["revision"])
        for r in sheets.where("sheet")
        if accepted(r, "sheet")
    }
    assert found == {
        ("15", 2), ("20", 1), ("20", 0), ("71", 1), ("74", 2), ("117", 0), ("118", 0), ("137", 0),
        ("141", 0), ("142", 0),
    }  # fmt: skip


def test_a_signature_is_no_name(sheets: Records) -> None:
    for record in sheets.where("sheet"):
        assert not accepted(record, "issued_by") or record.values["issued_by"] is None


# The order


def test_schedule_zero_l_is_outdoor_lighting(order: Records) -> None:
    found = order.where("charge", schedule="OL")
    assert len(found) == 30
    assert not order.where("charge", schedule="0L")


def test_dash_in_a_dollar_column_is_zero(order: Records) -> None:
    found = order.one("allocation", table="Rate B", member="Clark")
    assert [found.values[f] for f in ("present", "final", "change")] == ["0", "0", "0"]
    assert found.values["percent"] is None


def test_dash_beside_a_percentage(order: Records) -> None:
    found = order.one("allocation", table="Rate TGP", member="Taylor")
    assert Decimal(found.values["change"]) == 0
    assert Decimal(found.values["percent"]) == 0


TOTALS = {
    "Rate B": ("59815719", "61364392", "1548673", 152),
    "Rate C": ("17153311", "17605550", "452238", 172),
    "Rate E": ("664081280", "696407599", "32326319", 192),
    "Rate G": ("25516274", "26179595", "663320", 212),
    "Contract": ("41786791", "42872821", "1086030", 232),
    "Steam": ("10716264", "10994937", "278674", 252),
    "Rate TGP": ("6349849", "6349849", "0", 272),
    "Total": ("825419487", "861774741", "36355254", 292),
}


@pytest.mark.parametrize("table", TOTALS)
def test_total_rows_with_and_without_a_label(order: Records, table: str) -> None:
    found = order.one("allocation", table=table, member="Total")
    present, final, change, at = TOTALS[table]
    assert (found.values["present"], found.values["final"]) == (present, final)
    assert Decimal(found.values["change"]) == Decimal(change)
    assert line(found, "present") == at


def test_eight_tables_of_seventeen_rows(order: Records) -> None:
    assert len(order.where("allocation")) == 136
    for table in TOTALS:
        assert len(order.where("allocation", table=table)) == 17


def test_lighting_goes_on_over_the_page(order: Records) -> None:
    found = order.where("charge", group="Specialty Lighting")
    assert len(found) == 6


def test_date_stamped_in_the_caption_is_the_orders(order: Records) -> None:
    found = order.one("order", case="2021-00112")
    assert found.values["dated"] == "2021-09-30"
    assert found.values["effective"] == "2021-10-01"


def test_contract_and_excess_demand_are_told_apart(order: Records) -> None:
    found = order.where("charge", schedule="47")
    demand = {r.values["component"]: r.values["amount"] for r in found}
    assert demand == {
        "customer": "1754.33",
        "contract_demand": "7.06",
        "excess_demand": "9.80",
        "energy": "0.04940",
    }


# Everything


def test_every_accepted_value_has_evidence(sheets: Records, order: Records) -> None:
    for record in (*sheets.all, *order.all):
        for name, found in record.evidence.items():
            if Standing(found["status"]).accepted:
                assert record.values[name] is not None, (record.key, name)


def test_no_record_stands_twice(sheets: Records, order: Records, margins: Records) -> None:
    for records in (sheets, order, margins):
        keys = [record.key for record in records.all]
        assert len(keys) == len(set(keys))
