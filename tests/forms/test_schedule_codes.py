"""The code of a schedule that follows another one of its code."""

from __future__ import annotations

import pytest
from small_sheets import accepted_charges

from ratebook.forms.sheets.schedule import schedule_in
from ratebook.reading.markup import read_line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RATE SCHEDULE NMS II - Net Metering", "NMS II"),
        ("SCHEDULE N.M.S. II", "N.M.S. II"),
        ("Schedule II", "II"),
        ("SCHEDULE A", "A"),
    ],
)
def test_the_number_is_part_of_the_code(text: str, code: str) -> None:
    line = read_line(text, 1, 1)
    found = line and schedule_in(line)
    assert found
    assert found[0].value == code


def test_a_schedule_within_a_sheet() -> None:
    body = (
        "TARIFF COGEN/SPP I\nCapacity Credit ... $3.69 per KW per month\n\n"
        "TARIFF N.M.S. II\n(Net Metering Service II)\n\nResidential ... $0.09641 per KWH"
    )
    last = accepted_charges(body, "POWER COMPANY")[-1]
    assert (last["schedule"], last["schedule_title"]) == ("N.M.S. II", "Net Metering Service II")


def test_a_rate_of_four_letters_begins_within_a_sheet() -> None:
    body = (
        "RATE TE - TRAFFIC ENERGY SERVICE\nEnergy Charge ... $0.08881 per kWh\n\n"
        "RATE EVSE - ELECTRIC VEHICLE SUPPLY EQUIPMENT\nNetworked Charger ... $141.27 per month"
    )
    last = accepted_charges(body, "POWER COMPANY")[-1]
    assert (last["schedule"], last["amount"]) == ("EVSE", "141.27")


@pytest.mark.parametrize(
    ("heading", "code", "title"),
    [
        ("TARIFF I.G.S. - INDUSTRIAL SERVICE", "I.G.S", "INDUSTRIAL SERVICE"),
        ("TARIFF R.S. - T.O.D. - FARM SERVICE", "R.S. - T.O.D", "FARM SERVICE"),
        ("TARIFF G.S. (GENERAL SERVICE)", "G.S", "GENERAL SERVICE"),
    ],
)
def test_the_points_of_a_code_end_no_code(heading: str, code: str, title: str) -> None:
    body = (
        "TARIFF X.X.\n\nCapacity Credit ... $3.69 per KW per month\n\n"
        f"{heading}\n\nEnergy Charge ... $0.09641 per kWh"
    )
    last = accepted_charges(body, "POWER COMPANY")[-1]
    assert (last["schedule"], last["schedule_title"].upper()) == (code, title)


def test_the_title_of_another_service_ends_a_schedule() -> None:
    body = (
        "RATE RS - FARM SERVICE\n\nEnergy Charge ... $0.06012 per kWh\n\n\n"
        "RATE TE - TRAFFIC ENERGY SERVICE\n\nEnergy Charge ... $0.08881 per kWh\n"
        "Customer Charge ... $4.10 per month\n\n\n"
        "Community Wind Program\n\nEnergy Charge ... $0.07771 per kWh"
    )
    charges = accepted_charges(body, "POWER COMPANY")
    said = [(c.get("schedule"), c.get("group"), c["amount"]) for c in charges]
    assert said == [
        ("RS", None, "0.06012"),
        ("TE", None, "0.08881"),
        ("TE", None, "4.10"),
        (None, "Community Wind Program", "0.07771"),
    ]


def test_a_title_over_who_may_have_a_service_ends_the_schedule_before_it() -> None:
    body = (
        "RATE RS - FARM SERVICE\n\nAVAILABILITY\nTo farms.\n\n"
        "Energy Charge ... $0.06012 per kWh\n\n\n"
        "QUARRIES AND MINES\n\nAVAILABILITY\nTo quarries.\n\n"
        "Energy Charge ... $0.08881 per kWh\n\n\n"
        "YL - YARD LIGHTING SERVICE\n\nAVAILABILITY\nTo yards.\n\n"
        "Energy Charge ... $0.07771 per kWh"
    )
    charges = accepted_charges(body, "POWER COMPANY")
    assert [(c.get("schedule"), c["schedule_title"]) for c in charges] == [
        ("RS", "FARM SERVICE"),
        (None, "QUARRIES AND MINES"),
        ("YL", "YARD LIGHTING SERVICE"),
    ]


@pytest.mark.parametrize("text", ["PURCHASE RATE SCHEDULE OVER", "RATE SCHEDULE LESS"])
def test_words_of_size_are_no_code(text: str) -> None:
    line = read_line(text, 1, 1)
    assert line
    assert schedule_in(line) is None


def test_a_part_of_a_schedule_does_not_end_it() -> None:
    body = (
        "RATE LP - LARGE POWER SERVICE\n\nCustomer Charge ... $41.10 per month\n\n\n"
        "Three-Phase Service\n\nEnergy Charge ... $0.07771 per kWh"
    )
    assert [c.get("schedule") for c in accepted_charges(body, "POWER COMPANY")] == ["LP", "LP"]
