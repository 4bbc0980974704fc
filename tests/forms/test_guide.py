# ruff: noqa: E501 (the documents below are typed as they print)
"""Data access guides: facts, access methods, rates as claims."""

from __future__ import annotations

import random
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ratebook.forms.guides.guide import is_guide_title, read_guide
from ratebook.forms.section import Section
from ratebook.reading.markup import read_markup
from ratebook.records.datum import Draft, Standing
from ratebook.records.ledger import Ledger

GUIDE = """{name} Data Access Guide

{name} is a member-owned cooperative serving ~{about:,} members across {territory}, with wholesale power from {supplier}. It offers a portal.

{state} · {kind}·{count:,} customers·Fully supported·Last updated {updated}

How to Get Your {name} Data: All Access Methods

Method1st Party3rd PartyCustomer TypesData TypesLatencyFormat
SmartHub Web PortalResidential, CommercialBills, payment history, usageDaily usageHTML, PDF
Paper request (signed)Any member (with consent)Billing per request2–4 weeksEmail (PDF)
Green Button Connect (CMD)N/AN/ANot availableN/A
01

Billing Data Access

Visit https://{host}.smarthub.coop/ or call {phone}. Call {phone} again, or fax (800) 555-0100.

Meter Technology
{meters}
Electric Granularity
{interval}

Download My Data

Green Button Download My Data (DMD) is available through the portal.

Connect My Data

Connect My Data is not documented or offered by the cooperative.

Rate Schedule List

ScheduleApplicability
Schedule {s1} — Small Power 50 kW+Loads of 50 kW and over.
Schedule {s2} — Large Power 500 kW+ (contract demand)Loads of 500 kW and over.

Larger members pay less per kWh (${e1} on Schedule {s1}, ~$0.050 on Schedules 88/89), while the fixed customer charge of the 500 kW+ tiers (${c2}/mo) is larger. Schedule {s2} reserves a contract demand; each overrun costs ${x2}/kW.

These rates took effect {effective}. Schedule {s1} costs ${c1}/mo customer, ${d1}/kW demand, ${e1}/kWh; Schedule {s2} costs ${c2}/mo, ${d2}/kW, ${e2}/kWh. Customers save about $12/month.
"""


def invented(seed: int) -> dict[str, Any]:
    """Facts of a guide nobody wrote."""
    pick = random.Random(seed)
    state, code = pick.choice(
        [("Kentucky", "KY"), ("West Virginia", "WV"), ("Oregon", "OR"), ("North Carolina", "NC")]
    )
    place = pick.choice(["Cedar", "Twin Fork", "Iron Gap"])
    count = pick.randrange(2000, 900_000)
    money = lambda low, high: f"{pick.uniform(low, high):,.2f}"  # noqa: E731
    rate = lambda: f"{pick.uniform(0.03, 0.2):.5f}"  # noqa: E731
    s1, s2 = pick.sample(["10", "20", "LP-1", "7", "46", "B", "GS"], 2)
    return {
        "name": f"{place} Electric Cooperative", "state": state, "code": code, "count": count,
        "about": count - 7, "territory": f"{pick.choice(['central', 'northern'])} {state}",
        "supplier": pick.choice(["Tall Pine Power (TPP)", "Ohio Falls Generation, Inc."]),
        "kind": pick.choice(["Electric Cooperative", "Municipal Utility"]),
        "updated": "March 4, 2027", "host": place.split()[0].lower(),
        "phone": f"({pick.randrange(200, 900)}) 555-{pick.randrange(1000, 9999)}",
        "meters": pick.choice(["AMI smart meters; Landis platform.", "One-way AMR"]),
        "interval": pick.choice(["15-minute", "Hourly in the portal; daily reads"]),
        "s1": s1, "s2": s2, "c1": money(10, 99), "c2": money(500, 4000), "d1": money(2, 9),
        "d2": money(2, 9), "x2": money(9, 14), "e1": rate(), "e2": rate(),
        "effective": "June 1, 2026",
    }  # fmt: skip


def read(text: str) -> tuple[Ledger, Draft]:
    ledger = Ledger()
    lines = tuple(line for page in read_markup(text) for line in page.lines)
    return ledger, read_guide(Section("guide", lines), ledger)


def values(ledger: Ledger, draft: Draft) -> dict[str, Any]:
    """Accepted values by field; None for what the page does not print. The rest is left out."""
    pairs = ((name, ledger.data[number]) for name, number in draft.fields.items() if number)
    usable = (Standing.READ, Standing.VERIFIED, Standing.REPAIRED, Standing.ABSENT)
    return {name: datum.value for name, datum in pairs if datum.standing in usable}


def of_kind(ledger: Ledger, kind: str) -> list[dict[str, Any]]:
    return [values(ledger, draft) for draft in ledger.drafts if draft.kind == kind]


@pytest.mark.parametrize("seed", range(10))
def test_facts_follow_the_page(seed: int) -> None:
    facts = invented(seed)
    ledger, guide = read(GUIDE.format(**facts))
    assert values(ledger, guide) == {
        "utility": facts["name"], "jurisdiction": facts["code"], "utility_type": facts["kind"],
        "customers": facts["count"], "territory": facts["territory"],
        "supplier": facts["supplier"], "meters": facts["meters"], "interval": facts["interval"],
        "green_button_download": "yes", "green_button_connect": "no", "phone": facts["phone"],
        "portal": f"https://{facts['host']}.smarthub.coop/", "updated": "2027-03-04",
    }  # fmt: skip


def test_the_supplier_from_whom_power_comes() -> None:
    said = "Its power comes from Tall Pine Power Cooperative, Inc. (TPPC)."
    text = f"Twin Fork Electric Company Data Access Guide\n\nTwin Fork serves Ohio. {said}\n"
    ledger, guide = read(text)
    assert values(ledger, guide)["supplier"] == "Tall Pine Power Cooperative, Inc."


@pytest.mark.parametrize("seed", range(10))
def test_rates_are_claims_with_schedule_component_and_unit(seed: int) -> None:
    facts = invented(seed)
    ledger, _ = read(GUIDE.format(**facts))
    got = {
        (c["schedule"], c["component"], c["unit"]): (c["amount"], c.get("effective"))
        for c in of_kind(ledger, "charge")
    }
    amount = {
        k: Decimal(facts[k].replace(",", "")) for k in ("c1", "c2", "d1", "d2", "x2", "e1", "e2")
    }
    s1, s2, since = facts["s1"], facts["s2"], "2026-06-01"
    assert got == {
        (s1, "customer", "USD/month"): (amount["c1"], since),
        (s1, "demand", "USD/kW-month"): (amount["d1"], since),
        (s1, "energy", "USD/kWh"): (amount["e1"], since),
        (s2, "customer", "USD/month"): (amount["c2"], since),
        (s2, "demand", "USD/kW-month"): (amount["d2"], since),
        (s2, "energy", "USD/kWh"): (amount["e2"], since),
        (s2, "excess_demand", "USD/kW-month"): (amount["x2"], None),
    }
    titles = {c["schedule"]: c["schedule_title"] for c in of_kind(ledger, "charge")}
    assert titles == {s1: "Small Power 50 kW+", s2: "Large Power 500 kW+ (contract demand)"}


def test_rates_stated_twice_witness_each_other_or_settle_nothing() -> None:
    facts = invented(3)
    ledger, _ = read(GUIDE.format(**facts))
    assert len([r for r in ledger.relations if r.kind == "equal"]) == 2
    text = GUIDE.format(**facts).replace(f"(${facts['e1']} on", "($0.99999 on")
    ledger, _ = read(text)
    energy = [
        d
        for d in ledger.drafts
        if d.kind == "charge" and ledger.data[d.fields["amount"] or 0].value is None
    ]
    assert len(energy) == 1
    datum = ledger.data[energy[0].fields["amount"] or 0]
    assert datum.standing is Standing.AMBIGUOUS
    assert {c.value for c in datum.candidates} == {Decimal("0.99999"), Decimal(facts["e1"])}


def test_run_together_columns_are_cut_only_where_certain() -> None:
    ledger, _ = read(GUIDE.format(**invented(1)))
    rows = of_kind(ledger, "access_method")
    assert rows[0] == {
        "method": "SmartHub Web Portal", "first_party": None, "third_party": None,
        "customers": "Residential, Commercial", "data": "Bills, payment history, usage",
        "latency": "Daily usage", "format": "HTML, PDF",
    }  # fmt: skip
    assert rows[1]["latency"] == "2–4 weeks"
    assert rows[2] == {
        "method": "Green Button Connect (CMD)",
        "first_party": None,
        "third_party": None,
    }
    assert [i.code for i in ledger.issues] == ["guide.columns"]


@pytest.mark.parametrize(
    "row",
    [
        "Paper requestAll membersbills and usage2 weeksPDF",
        "HomeView PortalResidential customersUsageDailyCSV",
        "HomeView Portalresidential customersUsageDailyCSV",
        "Portal APICommercial customersInterval usageDailyXMLJSON",
        "PortalResidentialPilotUsage",
    ],
)
def test_rows_that_could_be_cut_otherwise_are_not_accepted(row: str) -> None:
    text = GUIDE.format(**invented(2)).replace(
        "Green Button Connect (CMD)N/AN/ANot availableN/A", row
    )
    ledger, _ = read(text)
    method = [d for d in ledger.drafts if d.kind == "access_method"][2]
    for name in ("customers", "data", "latency", "format"):
        datum = ledger.data[method.fields[name] or 0]
        assert datum.standing is Standing.AMBIGUOUS, name
        assert datum.candidates


def test_a_drawn_table_has_marks_and_any_order_of_columns() -> None:
    text = (
        "Oak Light Company Data Access Guide\n\nOak Light Company is an investor-owned utility serving Ohio.\n\n"
        "| Method | Format | Latency | Customer Types | Data Types | 3rd Party | 1st Party |\n"
        "|---|---|---|---|---|---|---|\n"
        "| Web | PDF | Daily | Residential | Bills | — | ✓ |\n| API | JSON | Hourly | Any | Usage | ✓ | |\n"
    )
    ledger, guide = read(text)
    rows = of_kind(ledger, "access_method")
    assert [(r["method"], r["first_party"], r["third_party"]) for r in rows] == [
        ("Web", "yes", "no"), ("API", None, "yes"),
    ]  # fmt: skip
    assert (rows[0]["customers"], rows[1]["format"]) == ("Residential", "JSON")
    assert values(ledger, guide)["utility_type"] == "investor-owned utility"


def test_every_line_is_claimed_once() -> None:
    text = GUIDE.format(**invented(4))
    ledger, _ = read(text)
    lines = [line.number for page in read_markup(text) for line in page.lines]
    assert sorted(c.line or 0 for c in ledger.claims) == lines


def test_what_a_guide_leaves_open_stays_open() -> None:
    text = GUIDE.format(**invented(5)).replace(
        "is available through the portal",
        "is not explicitly documented; verify with the cooperative",
    )
    ledger, guide = read(text)
    datum = ledger.data[guide.fields["green_button_download"] or 0]
    assert (datum.value, datum.standing) == (None, Standing.AMBIGUOUS)


@pytest.mark.parametrize(
    ("sentence", "charges"),
    [
        ("Schedule RS is $21.50/month basic charge and 9.42¢/kWh.", [("RS", "customer", "21.50"), ("RS", "energy", "0.0942")]),
        ("Rate LP charges $4.10 per kW of contract demand and $8.20/kW for excess.", [("LP", "contract_demand", "4.10"), ("LP", "excess_demand", "8.20")]),
        ("Schedules 4 and 6 pay $5.00/kW.", [("4", "demand", "5.00"), ("6", "demand", "5.00")]),
        ("Residential customers pay $0.0871 per kWh in summer.", [(None, "energy", "0.0871")]),
        ("Customers on Schedule 7 save $12/month.", []),
        ("Schedule 7 runs from $0.05/kWh to $0.09/kWh.", []),
        ("Schedule 7 averages about $0.07/kWh, up to $0.11/kWh.", []),
        ("Schedule 7 was $0.0700/kWh.", []),
        ("A deposit of $100/month is due on Schedule 7.", []),
        ("Schedule 7 costs $1,23/kWh.", []),
    ],
)  # fmt: skip
def test_phrases_of_rates(sentence: str, charges: list[tuple[str | None, str, str]]) -> None:
    ledger, _ = read(f"Oak Light Company Data Access Guide\n\n{sentence}\n")
    got = [(c["schedule"], c["component"], c["amount"]) for c in of_kind(ledger, "charge")]
    assert got == [(s, c, Decimal(a)) for s, c, a in charges]


def test_a_rate_of_nobody_becomes_an_issue() -> None:
    ledger, _ = read("Oak Light Company Data Access Guide\n\nStandby costs $3.00/kVA.\n")
    assert of_kind(ledger, "charge") == []
    assert [i.code for i in ledger.issues] == ["guide.rate"]


def test_titles() -> None:
    assert is_guide_title("Blue Hill Water District Data Access Guide")
    assert is_guide_title("Utility Data Access Guide: Blue Hill Water District")
    assert not is_guide_title("See the Blue Hill Rate Schedules & Tariff Guide →")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("seed", "methods", "charges"), [("000", 5, 9), ("001", 4, 0), ("003", 4, 0)]
)
def test_the_founding_guides(shared: Path, seed: str, methods: int, charges: int) -> None:
    text = next((shared / "seeds").glob(f"{seed}*.txt")).read_text(encoding="utf-8")
    ledger, guide = read(text)
    assert len(of_kind(ledger, "access_method")) == methods
    assert len(of_kind(ledger, "charge")) == charges
    assert values(ledger, guide)["customers"] == {"000": 53295, "001": 36900, "003": 39599}[seed]
    latency = [row.get("latency") for row in of_kind(ledger, "access_method")]
    assert {
        "000": "Up to 14 months historical",
        "001": "Real-time account status",
        "003": "Near real-time API",
    }[seed] == latency[1]


@pytest.mark.shared
def test_a_changed_copy_of_the_founding_guide(shared: Path) -> None:
    text = next((shared / "seeds").glob("000*.txt")).read_text(encoding="utf-8")
    for old, new in {"Jackson": "Willow", "1,754.33": "2,801.07", "9.80": "11.35", "Schedule 47": "Schedule 63",
                     "Schedules 46/47": "Schedules 46/63", "September 1, 2024": "May 9, 2031"}.items():  # fmt: skip
        text = text.replace(old, new)
    ledger, guide = read(text)
    assert values(ledger, guide)["utility"] == "Willow Energy Cooperative Corporation"
    got = {(c["schedule"], c["component"]): c for c in of_kind(ledger, "charge")}
    assert got["63", "customer"]["amount"] == got["46", "customer"]["amount"] == Decimal("2801.07")
    assert got["63", "excess_demand"]["amount"] == Decimal("11.35")
    assert got["40", "energy"]["effective"] == "2031-05-09"


@pytest.mark.parametrize(
    "bad", ["$1," * 8000, "aB" * 10_000, "serving across " * 2500, "Alpha Beta " * 3000]
)
def test_text_made_to_be_slow_is_not(bad: str) -> None:
    began = time.process_time()
    read(
        f"Oak Light Company Data Access Guide\n\nMethodCustomer TypesData TypesLatencyFormat\n{bad}\n\n{bad}\n"
    )
    assert time.process_time() - began < 3
