"""Charge sheets of any utility: what is read, and above all what is not."""

from __future__ import annotations

from typing import Any

import pytest

from ratebook.pipeline.read import read_path

_SHEET = """FORM FOR FILING RATE SCHEDULES
FOR ALL TERRITORY SERVED
P.S.C. KY. NO. 7
2ND REVISED SHEET NO. 14
CANCELLING P.S.C. KY. NO. 7
1ST REVISED SHEET NO. 14
ELK FORK UTILITIES COMPANY

SCHEDULE Z
{title}

{body}

DATE OF ISSUE: 05-01-09   EFFECTIVE DATE: 06-01-09
ISSUED BY: Alma K. Catron   TITLE: President
"""
_ORDER = """APPENDIX

APPENDIX TO AN ORDER OF THE KENTUCKY PUBLIC SERVICE COMMISSION
IN CASE NO. 2014-00127 DATED JUN 10 2014

The following rates and charges are prescribed for the customers in the area served by the District.

{body}
"""
Said = dict[str, Any]


def _records(text: str) -> list[Any]:
    return read_path(text.encode(), name="sheet.txt").records


def _read(body: str, title: str = "GENERAL SERVICE", page: str = _SHEET) -> list[Said]:
    """The accepted fields of every charge."""
    found = [r for r in _records(page.format(title=title, body=body)) if r.kind == "charge"]
    return [{k: v for k, v in r.values.items() if k not in r.needs_review} for r in found]


def _told(body: str, title: str = "GENERAL SERVICE") -> str:
    """All issues in one text."""
    found = _records(_SHEET.format(title=title, body=body))
    told = (r.values for r in found if r.kind == "issue")
    return "\n".join(v["message"] for v in told if v["code"] != "unknown-utility")


_LINES = [
    ("Customer Charge ........ $ 12.50 per month", "customer", "12.50", "USD/month"),
    ("Basic Service Charge per day:   $0.45", "customer", "0.45", "USD/day"),
    ("Base Charge: $ 19.30 per meter per month", "customer", "19.30", "USD/meter-month"),
    ("All KWH Used Per Month....... 11.032 ¢ per KWH", "energy", "0.11032", "USD/kWh"),
    ("Energy Charge: 8.25 cents per kWh", "energy", "0.0825", "USD/kWh"),
    ("Energy Charge   $0.04866 per KWE", "energy", "0.04866", "USD/kWh"),
    ("Demand Charge   $ 7.05 per kW of billing demand", "demand", "7.05", "USD/kW-month"),
    ("Demand Charge per kW of Contract Demand   $6.80", "contract_demand", "6.80", "USD/kW-month"),
    ("Demand Charge   $ 9.10 per kVA", "demand", "9.10", "USD/kVA-month"),
    ("Distribution Charge @ $1.4079 per Mcf", "commodity", "1.4079", "USD/Mcf"),
    ("Gas Cost Recovery Rate   $4.6789 per Ccf", "gas_cost", "4.6789", "USD/Ccf"),
    ("Commodity Charge   $4.1105 per 1,000 gallons", "commodity", "4.1105", "USD/1000 gal"),
    ("Bulk Water Sales   $0.0085 per gallon", "commodity", "0.0085", "USD/gal"),
    ("Fuel Adjustment Factor   ($0.00123) per kWh", "fuel", "-0.00123", "USD/kWh"),
    ("Net Metering Credit   $0.03363 per kWh", "credit", "0.03363", "USD/kWh"),
    ("Primary Service Discount: 5%", "discount", "5", "percent"),
    ("Reconnection after Regular Hours   $85.00", "nonrecurring", "85.00", "USD"),
    ("Wood Pole   $2.05 per pole per month", "pole", "2.05", "USD/pole-month"),
]


@pytest.mark.parametrize(("line", "component", "amount", "unit"), _LINES)
def test_a_line_says_what_for_how_much_and_in_which_unit(
    line: str, component: str, amount: str, unit: str
) -> None:
    (charge,) = _read(f"RATES\n{line}")
    assert (charge["component"], charge["amount"], charge["unit"]) == (component, amount, unit)
    assert (charge["schedule"], charge["effective"]) == ("Z", "2009-06-01")


@pytest.mark.parametrize(
    "line",
    [
        "Energy Charge   $ .402 cents per kWh",
        "Energy Charge   $0.0 4866 per kWh",
        "Labor   15.561hr",
        "Energy Charge   $0.08998",
        "Energy Charge   $8.998 per kWh",
        "Off-Pcak Energy   $0.04100 per kWh",
        "Energy Charge   $0.08998 per kWh during storms",
        "Energy Charge   $0.08998 per kWh plus the fuel adjustment",
        "The base fuel cost is $0.02915 per kWh.",
        "A customer with 1,000 kWh would pay $5.12 more.",
        "Electricity shall be billed at the lesser of 5.891 cents per kWh and the market price.",
        "Returned Check   $20.00 or bank charge",
    ],
)
def test_what_is_not_understood_is_told_and_not_read(line: str) -> None:
    body = f"RATES\nCustomer Charge   $ 12.50 per month\n{line}"
    charges = _read(body)
    assert [c["component"] for c in charges if c.get("amount")] == ["customer"]
    assert line.split()[0] in _told(body)


def test_blocks_below_a_heading_take_component_and_unit_from_it() -> None:
    charges = _read("""RATE
Energy Charge per kWh:
First 500 kWh        $ 0.08100
Next 1,000 kWh       $ 0.07100
All over 1,500 kWh   $ 0.06100""")
    assert [c["tier"] for c in charges] == ["First 500 kWh", "Next 1,000 kWh", "All over 1,500 kWh"]
    assert {(c["component"], c["unit"]) for c in charges} == {("energy", "USD/kWh")}


def test_hours_use_is_part_of_the_block() -> None:
    (charge,) = _read("RATE\nEnergy Charge\n  Next 300 kWh/kW   $0.068412 per kWh")
    assert (charge["tier"], charge["unit"]) == ("Next 300 kWh/kW", "USD/kWh")


def test_a_minimum_bill_holds_the_first_block_of_its_meter_size() -> None:
    charges = _read(
        """A. 5/8 x 3/4 INCH METER
First   2,000 gallons   $24.98 minimum bill
Next    3,000 gallons     8.71 per 1,000 gallons
B. 1 INCH METER
First   5,000 gallons   $51.11 minimum bill
Over    5,000 gallons     7.85 per 1,000 gallons""",
        "WATER RATES",
    )
    assert [(c["group"], c["component"], c["unit"], c["tier"]) for c in charges] == [
        ("5/8 x 3/4 INCH METER", "minimum", "USD/month", "First 2,000 gallons"),
        ("5/8 x 3/4 INCH METER", "commodity", "USD/1000 gal", "Next 3,000 gallons"),
        ("1 INCH METER", "minimum", "USD/month", "First 5,000 gallons"),
        ("1 INCH METER", "commodity", "USD/1000 gal", "Over 5,000 gallons"),
    ]


def test_a_first_block_that_comes_again_shows_a_lost_heading() -> None:
    body = """1 INCH METER
First   2,000 gallons   $24.98 minimum bill
Over    2,000 gallons     8.71 per 1,000 gallons
First   5,000 gallons   $51.11 minimum bill
Over    5,000 gallons     7.85 per 1,000 gallons"""
    assert [c["amount"] for c in _read(body, "WATER RATES")] == ["24.98", "8.71"]
    assert "51.11" in _told(body, "WATER RATES")


def test_columns_give_season_and_period() -> None:
    charges = _read("""RATE
                        Summer Months          Winter Months
                      On-Peak   Off-Peak     On-Peak   Off-Peak
Energy per kWh        $0.13560  $0.05120     $0.11200  $0.05010""")
    assert [(c["season"], c["period"], c["amount"]) for c in charges] == [
        ("summer", "on_peak", "0.13560"),
        ("summer", "off_peak", "0.05120"),
        ("winter", "on_peak", "0.11200"),
        ("winter", "off_peak", "0.05010"),
    ]


def test_a_column_whose_heading_is_lost_is_not_read() -> None:
    body = """RATE
Customer Charge       $12.00 per month
                      On-Peak   Xqrz
Energy per kWh        $0.13560  $0.05120"""
    assert [c["component"] for c in _read(body)] == ["customer"]
    assert "0.05120" in _told(body)


def test_a_price_in_the_headings_shows_a_slid_table() -> None:
    body = """RATE
Customer Charge              $12.00 per month
Component                    Unit     Amount 5.1218
Expected Gas Cost            $/Mcf    (0.3084)
Refund Adjustment            $/Mcf    0.0561"""
    assert [c["component"] for c in _read(body)] == ["customer"]


@pytest.mark.parametrize(
    "said",
    [
        "Bills not paid when due shall be subject to a late payment charge of 10% of the bill.",
        "The above rates are net, the gross being ten percent (10%) higher.",
        "A late payment penalty of ten percent (10%) will be added to any bill not paid in time.",
    ],
)
def test_sentences_set_a_late_payment_charge(said: str) -> None:
    (charge,) = _read(f"TERMS OF PAYMENT\n{said}")
    assert (charge["component"], charge["amount"], charge["unit"]) == (
        "late_payment",
        "10",
        "percent",
    )


def test_shares_in_sentences_are_no_charges() -> None:
    body = """RATES
Customer Charge   $ 12.50 per month
BILLING DEMAND
The billing demand is not less than 60% of the highest demand of the preceding eleven months.
Where the power factor is below 90% lagging the demand is multiplied by 90% and divided by it."""
    assert [c["component"] for c in _read(body)] == ["customer"]
    assert _told(body) == ""


def test_an_example_holds_no_charge() -> None:
    body = """RATES
Energy Charge      $0.08000 per kWh
Example of a bill
Customer charge    $10.00
Total              $90.00"""
    assert [c["amount"] for c in _read(body)] == ["0.08000"]


def test_two_amounts_for_one_charge_are_not_accepted() -> None:
    body = "RATES\nEnergy Charge   $0.08000 per kWh\nEnergy Charge   $0.07000 per kWh"
    assert [c.get("amount") for c in _read(body)] == [None]
    assert "0.07000" in _told(body)


def test_an_order_prescribes_water_rates() -> None:
    charges = _read(
        """Monthly Water Rates

1 Inch Meter
First 5,000 gallons    $ 43.40 Minimum Bill
Over 5,000 gallons     6.10 per 1,000 gallons""",
        page=_ORDER,
    )
    assert [(c["component"], c["amount"], c["group"]) for c in charges] == [
        ("minimum", "43.40", "1 Inch Meter"),
        ("commodity", "6.10", "1 Inch Meter"),
    ]


def test_blocks_beside_the_lines_of_a_prescribed_schedule() -> None:
    charges = _read(
        """The rates and charges are prescribed.
SCHEDULE 1
Residential Service
Customer Charge   $ 13.50
Energy Charge per kWh:
First 500 kWh   $ 0.10105
All over 500 kWh   $ 0.09105""",
        page=_ORDER,
    )
    tiers = {c["tier"]: (c["schedule"], c["amount"], c["unit"]) for c in charges if c.get("tier")}
    assert tiers == {
        "First 500 kWh": ("1", "0.10105", "USD/kWh"),
        "All over 500 kWh": ("1", "0.09105", "USD/kWh"),
    }


def test_hours_and_months_are_given_to_the_charges_they_hold_for() -> None:
    on_peak, off_peak = _read("""RATES
On-Peak Energy    $0.11250 per kWh
Off-Peak Energy   $0.04150 per kWh

On-Peak Hours:
October - April      7:00 A.M. - 12:00 Noon
                     5:00 P.M. - 10:00 P.M.
May - September      10:00 A.M. - 10:00 P.M.""")
    assert on_peak["when"] == [
        "October through April, 7:00 a.m. to 12:00 noon",
        "October through April, 5:00 p.m. to 10:00 p.m.",
        "May through September, 10:00 a.m. to 10:00 p.m.",
    ]
    assert off_peak["when"] is None


def test_hours_that_are_not_all_understood_are_given_to_no_charge() -> None:
    (charge,) = _read("""RATES
On-Peak Energy    $0.11250 per kWh

On-Peak Hours:
October - April      7:00 A.M. - 12:00 Noon
The hours 5:00 P.M. to 10:00 P.M. are on-peak from May to September and October to April.""")
    assert charge["when"] is None


def test_columns_hold_below_the_headings_of_groups_within_their_table() -> None:
    charges = _read("""RATES
                     Base Rate      Gas Cost       Total
Residential
  All Mcf            $3.4567        $5.1234        $8.5801   per Mcf
Commercial
  All Mcf            $2.9999        $5.1234        $8.1233   per Mcf""")
    assert [c["amount"] for c in charges] == [
        "3.4567", "5.1234", "8.5801", "2.9999", "5.1234", "8.1233",
    ]  # fmt: skip
    assert [c["group"] for c in charges] == ["Residential"] * 3 + ["Commercial"] * 3


def test_former_rates_beside_new_ones_are_no_charges() -> None:
    charges = _read(
        """                            Present       Approved
                            Rate          Rate
Customer charge per month   $9.71         $18.20
Energy charge per kWh       $0.07468      $0.08184""",
        page=_ORDER,
    )
    assert [c["amount"] for c in charges] == ["18.20", "0.08184"]


def test_a_second_schedule_on_a_sheet_has_charges_of_its_own() -> None:
    charges = _read("""RATES
Customer Charge   $ 12.50 per month

SCHEDULE Y - IRRIGATION
RATES
Customer Charge   $ 15.75 per month""")
    assert [(c["schedule"], c["amount"]) for c in charges] == [("Z", "12.50"), ("Y", "15.75")]


def test_a_schedule_whose_heading_is_worn_is_left_open() -> None:
    charges = _read("""RATES
Customer Charge   $ 12.50 per month

SGHEDULE Y
RATES
Customer Charge   $ 15.75 per month""")
    assert [c.get("schedule") for c in charges] == ["Z", None]


def test_lists_side_by_side_keep_their_own_names() -> None:
    charges = _read("""SERVICE CHARGE                       PRIVATE FIRE SERVICE
(per month, by size of meter)        (per month, by size of service)
  5/8 inch     $9.50                   2 inch     $6.25
  1 inch       $21.50                  4 inch     $31.75""")
    assert [c["label"] for c in charges] == ["5/8 inch", "2 inch", "1 inch", "4 inch"]


def test_what_all_rates_are_by_is_not_lent_to_what_no_use_is_paid_by() -> None:
    body = """WATER RATES
Rates are per 1,000 gallons.

First 2,000 gallons            $8.20
Over 2,000 gallons             $5.35

PUBLIC HYDRANTS
Each hydrant                   $5.50
Surcharge                      $2.40"""
    found = [
        r.values
        for r in read_path(
            _SHEET.format(title="WATER SERVICE", body=body).encode(), name="sheet.txt"
        ).records
        if r.kind == "charge" and r.values["unit"] == "USD/1000 gal"
    ]
    assert [r["amount"] for r in found] == ["8.20", "5.35"]


@pytest.mark.parametrize("above", [True, False])
def test_a_first_block_that_may_be_a_minimum_bill_has_no_unit_of_a_sentence(above: bool) -> None:
    blocks = """First 2,000 gallons            $15.20
Over 2,000 gallons             $5.35"""
    body = f"""WATER RATES
Rates are per 1,000 gallons except the minimum bill.

{blocks}"""
    if not above:
        body = f"""WATER RATES
{blocks}

All rates are per 1,000 gallons except the minimum bill."""
    found = [
        r.values
        for r in read_path(
            _SHEET.format(title="WATER SERVICE", body=body).encode(), name="sheet.txt"
        ).records
        if r.kind == "charge"
    ]
    assert [(r["amount"], r["unit"]) for r in found] == [("5.35", "USD/1000 gal")]
