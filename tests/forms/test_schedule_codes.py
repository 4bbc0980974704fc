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
