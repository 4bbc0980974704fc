"""Months that name a season by themselves."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.months import of_both, season_of


@pytest.mark.parametrize(
    ("span", "season"),
    [
        ("June - September", "summer"),
        ("May through October", "summer"),
        ("October through April", "winter"),
        ("November to March", "winter"),
        ("April through March", None),
        ("March through May", None),
        ("September - November", None),
        ("July through January", None),
        ("June through September 2011", None),
    ],
)
def test_a_span_of_months_is_of_one_season_or_of_none(span: str, season: str | None) -> None:
    assert season_of(span) == season


def test_a_word_for_the_season_comes_before_its_months_and_a_year_names_none() -> None:
    assert [s.value for s in facets("Winter Season (October - May)").seasons] == ["winter"]
    assert [s.value for s in facets("Demand, per kW: June - September").seasons] == ["summer"]
    assert facets("June - September 2012 factor").seasons == ()


def test_no_season_holds_summer_and_winter() -> None:
    assert of_both("October thru September")
    assert not of_both("October through April")
    assert not of_both("June - September")
