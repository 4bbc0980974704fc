"""Charges as filed books and ordinances word them: numbered parts, items, hours, blocks."""

from __future__ import annotations

from typing import Any

from small_sheets import accepted_charges


def _charges(body: str, kind: str = "WATER DISTRICT") -> list[dict[str, Any]]:
    return accepted_charges(body, kind)


def test_numbered_parts_name_what_is_below_them() -> None:
    found = _charges(
        "RATES\n"
        "(1) Gas service rates for customers inside the city limits:\n"
        "First 1,000 cubic feet per month, $9.665 (minimum)\n"
        "All over 1,000 cubic feet per month, $6.993 per MCF.\n"
        "(2) Gas service rates for customers outside of the city limits of the town"
        " (except wholesale)\n"
        "First 1,000 cubic feet per month, $10.104 (minimum)\n"
        "All over 1,000 cubic feet per month, $7.311 per MCF.\n",
        "GAS COMPANY",
    )
    told = [("inside" in (c["group"] or ""), c.get("amount")) for c in found]
    assert told == [(True, "9.665"), (True, "6.993"), (False, "10.104"), (False, "7.311")]
    assert all("outside of the" in c["group"] for c in found[2:])


def test_a_numbered_part_may_end_with_a_full_stop() -> None:
    found = _charges(
        "RATES\n(A) Residential service (one family that is not on a farm).\n(1) Rate.\n"
        "(a) Service charge: $8.25 per month; and\n(b) Energy charge: $0.10235 per kWh.\n"
        "(B) Commercial service.\n(1) Rate.\n"
        "(a) Service charge: $12.50 per month; and\n(b) Energy charge: $0.10795 per kWh.\n",
        "ELECTRIC COOPERATIVE",
    )
    told = [((c["group"] or "")[:11], c.get("amount")) for c in found]
    assert told == [
        ("Residential", "8.25"),
        ("Residential", "0.10235"),
        ("Commercial ", "12.50"),
        ("Commercial ", "0.10795"),
    ]


def test_the_next_item_has_nothing_of_the_table_before() -> None:
    found = _charges(
        "FIRE SERVICE\n(1) Taps shall be charged by their size as follows.\n\n"
        "Size of Main\nCharge per Month\n2-inch\n$5.23\n12-inch\n$187.77\n\n"
        "(2) In no case shall the amount be less than a minimum of $4.25 per month.\n"
    )
    least = next(c for c in found if c["amount"] == "4.25")
    assert (least["group"], least["unit"]) == (None, "USD/month")


def test_hours_below_another_heading_are_of_no_period() -> None:
    found = _charges(
        "RATES\nEnergy Charge per kWh\nOn-Peak Energy $0.10167\nOff-Peak Energy $0.05780\n"
        "Schedule of Hours\nOctober - April\n7:00 a.m. to 12:00 noon\n12:00 noon to 5:00 p.m.\n",
        "ELECTRIC COOPERATIVE",
    )
    assert [(c["period"], c["amount"], c["when"]) for c in found] == [
        ("on_peak", "0.10167", None),
        ("off_peak", "0.05780", None),
    ]


def test_what_is_not_summer_is_winter() -> None:
    found = _charges(
        "RATES\nSummer billing per kWh (May-Oct.)\nAll kWh   $0.1425\n"
        "Non-Summer billing per kWh (Nov.-Apr.)\nAll kWh   $0.1250\n",
        "ELECTRIC COOPERATIVE",
    )
    assert [(c["season"], c["amount"]) for c in found] == [
        ("summer", "0.1425"),
        ("winter", "0.1250"),
    ]


def test_by_the_gallon_and_by_the_thousand() -> None:
    found = _charges(
        "MONTHLY RATES\nFirst 2,000 gallons      $15.21 minimum bill\n"
        "Next 18,000 Gallons------$0.01079 per gal\n"
        "Over 20,000 gallons      $4.79 (per thousand gallons)\n"
    )
    assert [(c["amount"], c["unit"]) for c in found] == [
        ("15.21", "USD/month"),
        ("0.01079", "USD/gal"),
        ("4.79", "USD/1000 gal"),
    ]


def test_a_whole_column_of_fewer_decimals_is_not_cut() -> None:
    rows = "{} City\nFirst 1 Mcf  ${} per Mcf\nNext 2 Mcf  ${} per Mcf\nOver 3 Mcf  ${} per Mcf\n"
    body = "RATES\n" + rows.format("Inside", "9.665", "6.993", "6.853")
    body += rows.format("Outside", "11.62", "8.41", "8.20")
    assert [c.get("amount") for c in _charges(body, "GAS COMPANY")][3:] == ["11.62", "8.41", "8.20"]


def test_the_next_heading_is_no_part_of_a_name() -> None:
    (least,) = _charges(
        "RATES\nMinimum Charge:\n"
        "In no case and at no time shall the minimum bill be less than $0.648 per day\n"
        "Adjustment Clauses:\nThe bill shall be adjusted for fuel.\n",
        "ELECTRIC COOPERATIVE",
    )
    assert (least["amount"], least["unit"]) == ("0.648", "USD/day")
    assert "Adjustment" not in (least["label"] or "")


def test_two_prices_of_one_sentence_for_use_that_is_estimated() -> None:
    found = _charges(
        "UNMETERED SERVICE\n"
        "Unmetered customers shall be billed a customer charge of $5.37 per month and 5.605 cents\n"
        "per KWH for all estimated use.\n",
        "ELECTRIC COOPERATIVE",
    )
    assert [(c["amount"], c["unit"]) for c in found] == [
        ("5.37", "USD/month"),
        ("0.05605", "USD/kWh"),
    ]
    assert "for all estimated use" in found[1]["label"]


def test_a_fee_per_customer_per_meter_among_charges_by_the_month() -> None:
    fee = "Program Charge    $50.00 per customer per meter\n"
    beside = _charges(
        f"Base Charge:\nResidential    $9.50 per meter per month\n{fee}", "GAS COMPANY"
    )
    assert [(c["amount"], c["unit"]) for c in beside] == [
        ("9.50", "USD/meter-month"),
        ("50.00", "USD/meter-month"),
    ]
    once = f"SPECIAL CHARGES\nReturned check charge    $25.00\n{fee}"
    assert "50.00" not in [c.get("amount") for c in _charges(once, "GAS COMPANY")]


def test_blocks_of_one_quantity_are_told_apart_where_the_list_adds_up() -> None:
    rows = (
        "RATES\nFirst 2,000 gallons   $15.21 minimum bill\n"
        "Next 3,000 gallons    6.10 per 1,000 gallons\n"
        "Next 3,000 gallons    5.10 per 1,000 gallons\n"
        "Over {} gallons    5.02 per 1,000 gallons\n"
    )
    found = [c for c in _charges(rows.format("8,000")) if c["tier"].startswith("Next")]
    assert [(c["amount"], c["label"]) for c in found] == [
        ("6.10", "after the first 2,000 gallons"),
        ("5.10", "after the first 5,000 gallons"),
    ]
    odd = _charges(rows.format("9,000"))
    assert [c.get("amount") for c in odd if c["tier"].startswith("Next")] == [None]


def test_a_chart_of_bills_and_rows_whose_time_is_not_known_are_no_charges() -> None:
    found = _charges(
        "NON-RECURRING CHARGES\nReconnection      $60.00\nReturned Check    $25.00\n"
        "2,500 gallons     $32.96\n6,000 gallons     $61.57\n"
    )
    assert {c.get("amount") for c in found} == {"60.00", "25.00"}
    found = _charges(
        "MONTHLY RATES\nUnmetered Fire Sprinkler\nMonthly Fee------------$12.78\n"
        "Water Usage------$0.00639 per gal\nAll Meter Sizes-----$96.00\n"
        "5/8 Inch X 3/4 Inch----$1,280.00\n"
    )
    assert {c.get("amount") for c in found} == {"12.78", "0.00639"}


def test_dashes_lead_from_a_label_to_its_figure_or_to_words() -> None:
    found = _charges(
        "SPECIAL CHARGES\nService Call (After Hours) -------$52.99\n"
        "Late Payment Fee-----------10%\nFire Connection------Actual Cost\n"
        "Damage to Lid or Meter-------Actual Cost\nRates for Wholesale\n"
        "Fordville-----------$0.00329 per gal\n"
    )
    told = [(c["component"], c.get("amount"), c.get("group")) for c in found]
    assert told[:2] == [("nonrecurring", "52.99", None), ("late_payment", "10", None)]
    assert not any("Damage" in f"{c.get('group')}{c.get('label')}" for c in found)


def test_what_is_asked_for_once_names_no_block_of_use() -> None:
    found = _charges(
        "MONTHLY RATES\nMeter Connection\nFirst 2,000 gallons   $25.97 minimum\n"
        "Next 18,000 gallons   $0.01079 per gal\nOver 20,000 gallons   $0.00639 per gal\n"
    )
    assert {c.get("label") for c in found} == {None}


def test_seasons_with_short_months_and_classes_named_by_demand() -> None:
    found = _charges(
        "RATES\nResidential Electric Service\nBase charge    $16.00\n"
        "Summer billing per kWh (May-Oct.)\nFirst 500 kWh    $0.1125\nOver 500 kWh    $0.1175\n"
        "Non-Summer billing per kWh (Nov.-Apr.)\nFirst 500 kWh    $0.1025\n"
        "Over 500 kWh    $0.0950\n"
        "General Service Non-Demand electric service\nBase charge    $20.00\n"
        "Summer billing per kWh (May-Oct.)\nAll kWh    $0.1425\n"
        "General Service Demand electric service\nBase charge    $35.00\n"
        "Demand charge    $1.85 per kW of Billing Demand\n",
        "ELECTRIC COOPERATIVE",
    )
    told = [(c.get("amount"), c["group"][:16], c.get("season")) for c in found]
    assert told == [
        ("16.00", "Residential Elec", None),
        ("0.1125", "Residential Elec", "summer"),
        ("0.1175", "Residential Elec", "summer"),
        ("0.1025", "Residential Elec", "winter"),
        ("0.0950", "Residential Elec", "winter"),
        ("20.00", "General Service ", None),
        ("0.1425", "General Service ", "summer"),
        ("35.00", "General Service ", None),
        ("1.85", "General Service ", None),
    ]


def test_a_fee_is_named_by_whom_its_sentence_charges() -> None:
    found = _charges(
        "SPECIAL CHARGES\n(1) Connection fees. The connection fee for residential service outside"
        " of the limits"
        " city shall be five hundred fifty dollars ($550.00).\n",
        "GAS COMPANY",
    )
    assert ["outside" in c["label"] for c in found] == [True]


def test_the_third_part_of_a_list_is_a_part_and_no_changed_regulation() -> None:
    body = "RATES.\n"
    for letter, whose in zip("ABC", ("Residential", "Commercial", "Industrial"), strict=True):
        body += f"({letter})   {whose} electric service (all such customers).\n(1)   Rate.\n"
        body += f"(a)   Service charge. For each month: $8.2{ord(letter) - 64} per month; and\n"
        body += f"(b)   Energy charge. For all kWh: $0.1023{ord(letter) - 64} per kWh.\n"
    found = _charges(body, "ELECTRIC COOPERATIVE")
    assert [(c["group"] or "").partition(" ")[0] for c in found] == [
        *["Residential"] * 2,
        *["Commercial"] * 2,
        *["Industrial"] * 2,
    ]


def test_a_one_behind_prices_is_the_worn_mark_where_no_note_has_its_number() -> None:
    body = "RATE PER LIGHT PER MONTH\n175 Watt Mercury Vapor  $9.28 (1)\n70 Watt LED  $8.15 (N)\n"
    told = [(c["amount"], c.get("change", "open")) for c in _charges(body)]
    assert told == [("9.28", "open"), ("8.15", "N")]
    noted = _charges(body + "\n(1) Plus the cost of the pole, if one is set for the light.\n")
    assert [c["change"] for c in noted if c["amount"] == "9.28"] == [None]


def test_units_as_scans_spell_them_are_the_units_they_can_only_be() -> None:
    body = "BASE RATE\nFirst 50 Mef per month  $2.1111 per Mef\nAll over 50 MEF  $1.5872 per MEF\n"
    told = [(c["amount"], c["unit"], c["tier"]) for c in _charges(body, "GAS COMPANY")]
    assert told == [("2.1111", "USD/Mcf", "First 50 Mcf"), ("1.5872", "USD/Mcf", "All over 50 MCF")]


def test_a_block_counted_by_the_month_is_paid_by_what_its_heading_says() -> None:
    rows = (
        "First 2,000 gallons used per month, $ 6.08\nAll Over 2,000 gallons used per month, $ 3.40"
    )
    headed = _charges(f"RATES\nPer 1000 gallons\n\n{rows}\n")
    assert [(c["amount"], c["unit"], c["component"]) for c in headed] == [
        ("6.08", "USD/1000 gal", "commodity"),
        ("3.40", "USD/1000 gal", "commodity"),
    ]
    assert not [c for c in _charges(f"RATES\n{rows}\n") if "amount" in c and "unit" in c]


def test_a_size_alone_does_not_say_what_is_paid() -> None:
    sizes = "5/8-inch meter\n$20.90 per month\n1-inch meter\n$52.25 per month\n"
    assert not _charges(f"RATES\n{sizes}(5) Deposits.\n")
    found = _charges(f"RATES\nMinimum Bill\n{sizes}(5) Deposits.\n")
    assert [(c["component"], c["label"]) for c in found] == [
        ("minimum", "5/8-inch meter"),
        ("minimum", "1-inch meter"),
    ]


def test_the_number_of_an_item_is_no_part_of_a_name() -> None:
    found = _charges("RATES\na. Base Charge   $448.25 per month\nb. Meter fee   $65.50 per month\n")
    assert [c["label"] for c in found] == ["Base Charge", "Meter fee"]


def test_a_unit_right_behind_its_price_and_a_minimum_by_transformer_capacity() -> None:
    found = _charges(
        "RATE - MONTHLY\nService Charge: $30.00 per month\nEnergy Charge: @ $0.1088 kWh\n"
        "MINIMUM MONTHLY CHARGE\nThe minimum monthly charge shall be $30.00 where 15 kVA or less"
        " transformer capacity is required.\n",
        "ELECTRIC COOPERATIVE",
    )
    assert [(c["amount"], c["unit"]) for c in found] == [
        ("30.00", "USD/month"),
        ("0.1088", "USD/kWh"),
        ("30.00", "USD/month"),
    ]


def test_a_share_beside_lamps_heads_no_rows() -> None:
    found = _charges(
        "SCHEDULE B: Security Light Service\nMonthly Rate\nYard or Security Lights\n"
        "100-Watt High-Pressure Sodium $12.00\n43-Watt LED $ 10.10\n"
        "Carrying Charge: 2% of the Total Installation Cost\n",
        "ELECTRIC COOPERATIVE",
    )
    assert ("2", "percent") in [(c["amount"], c["unit"]) for c in found]


def test_a_class_by_its_yearly_use_is_no_block() -> None:
    found = _charges(
        "RATES\nSmall Interruptible (Annual consumption of 0-50,000 Mcf)\n"
        "Customer Charge    $224.28 per month\nDebt service charge   $4.66 per month\n",
        "GAS COMPANY",
    )
    assert [(c["amount"], c["tier"], c["component"]) for c in found] == [
        ("224.28", None, "customer"),
        ("4.66", None, "other"),
    ]


def test_what_lamps_use_is_no_part_of_their_names() -> None:
    body = (
        "Rate Per Light Per Month\n\n"
        "                                     kWh        Rate\n"
        "Yard Lighting:\n"
        "  175 Watt Mercury Vapor              70       $8.46   (I)\n"
        "  250 Watt Mercury Vapor              98       $9.53   (I)\n"
    )
    assert [c["label"] for c in _charges(body, "ELECTRIC COOPERATIVE")] == [
        "175 Watt Mercury Vapor",
        "250 Watt Mercury Vapor",
    ]


def test_a_minus_before_the_dollar_sign_is_kept_and_a_doubtful_dash_is_not_read() -> None:
    found = _charges(
        "RATES\nEnergy Charge per kWh\t$0.08110\nPower Cost Adjustment per kWh (-$0.01372)\n"
        "Load Control\t-$4.10 per month\nCustomer Charge -$9.50 per month\n",
        "ELECTRIC COOPERATIVE",
    )
    assert [(c.get("label"), c.get("amount")) for c in found] == [
        ("Energy Charge per kWh", "0.08110"),
        ("Power Cost Adjustment per kWh", "-0.01372"),
        ("Load Control", "-4.10"),
    ]


def test_rows_that_stand_beside_their_headings_go_by_the_order_of_cells() -> None:
    found = _charges(
        "LIGHTING SERVICE\nRATE\n\n"
        "Type of Fixture              Lumens    kWh per Month   Rate per Lamp per Month\n"
        "High Pressure Sodium 100 Watt            9,500               40          $ 28.58\n"
        "LED Cobra Head 108 Watt           11,000               37          $ 14.49\n"
        "Metal Halide 400 Watt           32,000              158          $ 11.29\n",
        "POWER COMPANY",
    )
    assert [(c["label"], c["amount"]) for c in found] == [
        ("High Pressure Sodium 100 Watt, 9,500 Lumens", "28.58"),
        ("LED Cobra Head 108 Watt, 11,000 Lumens", "14.49"),
        ("Metal Halide 400 Watt, 32,000 Lumens", "11.29"),
    ]
