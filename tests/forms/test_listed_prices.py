"""Names listed first and their prices below: read where the lists go together, told otherwise."""

from __future__ import annotations

from typing import Any

from small_sheets import accepted_charges


def _charges(body: str, kind: str = "ELECTRIC COOPERATIVE") -> list[dict[str, Any]]:
    return accepted_charges(body, kind)


def _told(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(str(c.get("label")), str(c.get("amount"))) for c in found]


_SERVICES = ["Connection Charge", "Reconnection Charge", "Returned Check Charge"]


def test_as_many_prices_as_names() -> None:
    lines = ["SPECIAL CHARGES", *_SERVICES, "$25.00", "$30.00", "$20.00"]
    assert _told(_charges("\n".join(lines))) == list(
        zip(_SERVICES, ["25.00", "30.00", "20.00"], strict=True)
    )


def test_a_lost_price_leaves_all_of_them_open() -> None:
    for lost in (_SERVICES[:-1], [*_SERVICES, "Meter Test Charge"]):
        lines = ["SPECIAL CHARGES", *lost, "$25.00", "$30.00", "$20.00"]
        assert not [c for c in _charges("\n".join(lines)) if "amount" in c]


def test_the_heading_of_blocks_is_no_name() -> None:
    found = _charges(
        "RATES\nCustomer Charge\nEnergy Charge\nFirst 500 kWh\nNext 1,500 kWh\nOver 2,000 kWh\n"
        "$9.50 per month\n$.08011 per kWh\n$.07011 per kWh\n$.06011 per kWh\n"
    )
    assert _told(found) == [
        ("Customer Charge", "9.50"),
        ("Energy Charge", "0.08011"),
        ("Energy Charge", "0.07011"),
        ("Energy Charge", "0.06011"),
    ]


def test_what_heads_the_column_of_prices_says_what_they_are() -> None:
    lamps = "Type of Light\n175 Watt Mercury Vapor\n100 Watt HPS\n400 Watt Metal Halide\n"
    found = _charges(f"OUTDOOR LIGHTING\n{lamps}Monthly Charge per Light\n$7.12\n$10.76\n$14.99\n")
    assert {(c["unit"], c.get("group")) for c in found} == {("USD/lamp-month", None)}
    sizes = "MONTHLY RATES\nMeter Size\n5/8 x 3/4 Inch\n1 Inch\n2 Inch\nMinimum Bill\n"
    found = _charges(f"{sizes}$15.21\n$20.11\n$35.34\n", "WATER DISTRICT")
    assert [c["component"] for c in found] == ["minimum"] * 3


def test_names_and_prices_that_take_turns() -> None:
    found = _charges(
        "RATES\nInside City\nCustomer charge\n$10.05\nAll usage*\n$4.75 per 1,000 cubic feet\n"
        "Outside City\nCustomer charge\n$13.05\nAll usage*\n$4.75 per 1,000 cubic feet\n",
        "GAS COMPANY",
    )
    assert [(c["group"], c["amount"]) for c in found] == [
        ("Inside City", "10.05"),
        ("Inside City", "4.75"),
        ("Outside City", "13.05"),
        ("Outside City", "4.75"),
    ]
    found = _charges(
        "FIRE SERVICE\nRATES PER MONTH\n2-inch main\n$5.23\n4-inch main\n$10.52\n", "WATER DISTRICT"
    )
    assert _told(found) == [("2-inch main", "5.23"), ("4-inch main", "10.52")]


_BLOCKS = "RATES\nFirst 2,000 gallons Next 3,000 gallons Over 5,000 gallons\nAll Meter Sizes\n"


def test_a_line_of_labels_and_a_line_of_prices() -> None:
    found = _charges(
        f"{_BLOCKS}$24.98 minimum bill $ 8.71 per 1,000 gallons $ 7.85 per 1,000 gallons\n",
        "WATER DISTRICT",
    )
    assert [(c["tier"], c["amount"], c["component"]) for c in found] == [
        ("First 2,000 gallons", "24.98", "minimum"),
        ("Next 3,000 gallons", "8.71", "commodity"),
        ("Over 5,000 gallons", "7.85", "commodity"),
    ]
    found = _charges(
        "RATES\nCustomer Charge Per Month Demand Charge Per Month All kWh per month\n"
        "Determination of Billing Demand\n$49.45 $ 6.59perkW $0.06579 per kWh (R)\n"
    )
    assert [(c["amount"], c["unit"], c["change"]) for c in found] == [
        ("49.45", "USD/month", None),
        ("6.59", "USD/kW-month", None),
        ("0.06579", "USD/kWh", None),
    ]
    assert not _charges(f"{_BLOCKS}$24.98 minimum bill $ 8.71 per 1,000 gallons\n")
