"""Dates: what damaged tokens may say, and what they may not be made to say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.forms.sheets.dates import broken_laws
from ratebook.forms.tokens.dates import leading_date, one_glyph_off

STAMP = ("COMMISSION", "EFFECTIVE", "PURSUANT", "SECTION")


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        (": August 20, 2008", "2008-08-20"),
        (": 09-19-08", "2008-09-19"),
        (" 6/1/2010 PURSUANT", "2010-06-01"),
        ("\tJune 6, 2008SECTION 9 (1)", "2008-06-06"),
        ("JUN 1 0 2010", "2010-06-10"),
        ("JUN 1 ° 0 2010", "2010-06-10"),
        ("OCT15 1992", "1992-10-15"),
        ("DEC 3 1 2012", "2012-12-31"),
        ("JUL 172013", "2013-07-17"),
        (" March 31, 2\t010", "2010-03-31"),
        ("e: 09-\t19-08\t", "2008-09-19"),
        ("10-2\t6-08 10/26/2008", "2008-10-26"),
        ('02-10"05"', "2005-02-10"),
        ('08-0"1-10', "2010-08-01"),
        ("Q6-29-11", "2011-06-29"),
        ("January 25,200O", "2000-01-25"),
    ],
)
def test_readable_without_a_witness(printed: str, iso: str) -> None:
    token = leading_date(printed, STAMP)
    assert token is not None
    assert token.value == iso


@pytest.mark.parametrize(
    ("printed", "allowed"),
    [
        ("FEB .Z 7 2012", {"2012-02-07", "2012-02-17", "2012-02-27"}),
        ("August 1, SEOO9ION 9 (1)", {"2009-08-01"}),
        ("~0~4~!1~9~n=O~l3~", {"2013-04-19"}),
        ("SEI.' 08 2008", {"2008-09-08"}),
        ("Jun\t5, 2098 RSUANT", {"2008-06-05", "2018-06-05", "2028-06-05", "2038-06-05"}),
        ("June 29, 20", set()),
        ("JUL 97 4996", set()),
        ("January Bunt Kirtley", set()),
    ],
)
def test_nothing_is_accepted_without_a_witness(printed: str, allowed: set[str]) -> None:
    token = leading_date(printed, STAMP)
    assert token is not None
    assert token.value is None
    assert {r.iso for r in token.readings} == allowed


@pytest.mark.parametrize(
    "printed", ["00 10 09", "Jwrc 25,2015", "A\\~G - I' 2007", "SECTION 9 (1)"]
)
def test_no_date(printed: str) -> None:
    token = leading_date(printed, STAMP)
    assert token is None or not token.readings


DAYS = st.dates(date(1950, 1, 1), date(2035, 12, 31))


@given(DAYS)
def test_every_style_of_a_day_reads_the_same(day: date) -> None:
    iso = day.isoformat()
    stamp = f"{day:%b} {day:%d} {day:%Y}".upper()
    spaced = f"{stamp[:3]} {stamp[4]} {stamp[5]} {stamp[7:]}"
    for text in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%m-%d-%Y}",
        stamp,
        spaced,
    ):
        token = leading_date(text)
        assert token is not None
        assert token.value == iso, text


@given(DAYS, st.integers(1, 40))
def test_a_column_rule_does_not_change_a_date(day: date, cut: int) -> None:
    text = f"{day:%B} {day.day}, {day.year}"
    at = 1 + cut % (len(text) - 1)
    token = leading_date(text[:at] + "\t" + text[at:])
    assert token is not None
    assert token.value in (None, day.isoformat())


@given(DAYS)
def test_one_glyph_off_is_symmetric(day: date) -> None:
    iso = (day + timedelta(days=0)).isoformat()
    for other in one_glyph_off(iso, numeric=True)[:5]:
        assert iso in one_glyph_off(other, numeric=True)
        assert sum(a != b for a, b in zip(iso, other, strict=True)) == 1


@pytest.mark.parametrize(
    ("stamped", "broken"), [("2016-10-01", True), ("2018-06-01", False), ("2019-03-01", False)]
)
def test_nothing_takes_effect_half_a_year_before_it_is_issued(stamped: str, broken: bool) -> None:
    laws = broken_laws({"issued": "2018-09-09", "stamped_effective": stamped}, None)
    assert bool(laws) is broken
