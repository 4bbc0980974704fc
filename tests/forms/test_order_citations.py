# ruff: noqa: E501 (the documents below are typed as they print)
"""Dates, cases, laws and amounts in prose."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.forms.orders.citations import (
    find_amounts,
    find_cases,
    find_dates,
    find_laws,
    iso_date,
    unique,
)
from ratebook.forms.orders.names import definitions, find_applicant, find_suppliers, readable
from ratebook.forms.orders.paragraphs import count_of, deadlines

days = st.dates(date(1930, 1, 1), date(2060, 12, 31))


@given(days)
def test_any_printed_date_is_read(day: date) -> None:
    for text in (
        f"{day:%B} {day.day}, {day.year}", f"{day:%b} {day:%d} {day.year}".upper(),
        f"{day:%b}. {day.day}, {day.year}", f"{day.month}/{day.day}/{day.year}",
        f"this {day.day}th day of {day:%B}, {day.year}",
    ):  # fmt: skip
        assert [f.value for f in find_dates(f"Filed {text}.")] == [day.isoformat()], text


@pytest.mark.parametrize(
    "text", ["February 30, 2021", "Mayor 12, 2020", "Decker 1, 1999", "13/1/2020"]
)
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert iso_date(text) is None


@given(st.integers(0, 10**11), st.integers(0, 99))
def test_amounts_keep_every_digit(dollars: int, cents: int) -> None:
    (found,) = find_amounts(f"an increase of ${dollars:,}.{cents:02d}, or 4 percent")
    assert found.value == f"{dollars}.{cents:02d}"


def test_a_broken_amount_is_not_read_in_part() -> None:
    assert find_amounts("$3,109,75 and $12,3456") == []
    assert unique(find_amounts("$1.2 million, $45 and $1.2 million")) == ["1200000", "45"]


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("in Case No. 2021-00103 and", ["2021-00103"]),
        (
            "Case Nos. 2020-00349, 2020-00350, and 2019-00001.",
            ["2020-00349", "2020-00350", "2019-00001"],
        ),
        ("Case No. 2021-001031 was", ["2021-00103"]),
        ("Case No. 9482, an older one", ["9482"]),
        ("Case No. 89-348 of 1989", ["89-348"]),
        ("CASE NO. 20-0665-E-42T", ["20-0665-E-42T"]),
        ("Docket No. UE 394", ["UE 394"]),
        ("call 606-555-0148 in case no one answers", []),
    ],
)
def test_cases(text: str, cases: list[str]) -> None:
    assert unique(find_cases(text)) == cases


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("KRS 278.190(2) and (3)", ["KRS 278.190(2)", "KRS 278.190(3)"]),
        ("KRS 278.030, 278.040 and 278.180(1)", ["KRS 278.030", "KRS 278.040", "KRS 278.180(1)"]),
        ("KRS Chapter 279", ["KRS Chapter 279"]),
        ("807 KAR 5:001, Section 14(1)(a)", ["807 KAR 5:001, Section 14(1)(a)"]),
        ("807 KAR 5:007, Section 1(3) and Section 2(2)", ["807 KAR 5:007, Section 1(3)", "807 KAR 5:007, Section 2(2)"]),
        ("807 KAR 5:007, Sections 1(4), 2(1), and 2(2)", ["807 KAR 5:007, Section 1(4)", "807 KAR 5:007, Section 2(1)", "807 KAR 5:007, Section 2(2)"]),
        ("807 KAR 5:011 and 16 owner-members", ["807 KAR 5:011"]),
        ("OAR 860-086-0030", ["OAR 860-086-0030"]),
        ("18 C.F.R. § 292.303(a)", ["18 C.F.R. § 292.303(a)"]),
    ],
)  # fmt: skip
def test_laws(text: str, laws: list[str]) -> None:
    assert unique(find_laws(f"pursuant to {text}.")) == laws


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("APPLICATION OF NOLIN ELECTRIC CORP. FOR AN ADJUSTMENT OF RATES", "Nolin Electric Corp."),
        ("THE TARIFF FILING OF THE CITY OF DANVILLE TO CHANGE ITS RATE", "City of Danville"),
        ("ADJUSTMENT OF RATES OF BATH COUNTY WATER DISTRICT", "Bath County Water District"),
        ("APPLICATION OF LOUISVILLE GAS AND ELECTRIC COMPANY (LG&E) TO FILE", "Louisville Gas and Electric Company"),
        ("AN INVESTIGATION OF THE RATES OF BATH COUNTY WATER DISTRICT", None),
        ("JOHN DOE V. KENTUCKY POWER COMPANY", None),
        ("AN EXAMINATION OF THE APPLICATION OF THE FUEL CLAUSE OF KENERGY CORP.", None),
    ],
)  # fmt: skip
def test_applicants(style: str, name: str | None) -> None:
    found = find_applicant(style, "")
    assert (found.value if found else None) == name


def test_short_names_are_resolved_and_suppliers_found() -> None:
    body = "On May 1, Twin Lakes Power Cooperative, Inc. (Twin Lakes) filed. It buys its power from Twin Lakes."
    assert [(d.name, d.short) for d in definitions(body)] == [
        ("Twin Lakes Power Cooperative, Inc.", "Twin Lakes")
    ]
    assert [f.value for f in find_suppliers(body)] == ["Twin Lakes Power Cooperative, Inc."]


def test_capitals_become_readable() -> None:
    assert readable("INTER-COUNTY ENERGY COOPERATIVE, INC. OF THE NORTH") == (
        "Inter-County Energy Cooperative, Inc. of the North"
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("20", 20),
        ("twenty (20)", 20),
        ("forty-five", 45),
        ("twenty-one", 21),
        ("ten (20)", None),
        ("some", None),
    ],
)
def test_counts(text: str, count: int | None) -> None:
    assert count_of(text) == count


def test_deadlines_do_not_run_into_the_next_clause() -> None:
    text = "Within 20 days of receipt of the notice the utility shall answer, no later than May 3, 2030."
    assert deadlines(2, text) == [
        {"paragraph": 2, "days": 20, "from": None}, {"paragraph": 2, "date": "2030-05-03"},
    ]  # fmt: skip
