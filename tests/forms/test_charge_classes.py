"""Headings above an availability paragraph name the charges below, and end where they should."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.headings.classes import class_named, ends_class, several_classes
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line


def _texts(*said: str) -> list[Text]:
    return [Text(Line(1, n, ()), text, None) for n, text in enumerate(said, 1)]


@pytest.mark.parametrize(
    ("heading", "below", "name"),
    [
        ("SMALL NON-RESIDENTIAL", "AVAILABILITY", "SMALL NON-RESIDENTIAL"),
        (
            "YARD LIGHTING PROVISION. (Code 9)",
            "Available to all who ask",
            "YARD LIGHTING PROVISION",
        ),
        ("Commercial Service", "Availability of Service", "Commercial Service"),
        ("Commercial Service", "Available to all who ask for it", ""),
        ("COMMERCIAL RATE SCHEDULE", "AVAILABILITY", ""),
        ("COMMERCIAL SERVICE", "The charge is as follows", ""),
    ],
)
def test_a_class_is_named_above_its_availability(heading: str, below: str, name: str) -> None:
    assert class_named(_texts(heading, below), 0) == name


def test_a_provision_ends_at_the_next_part_and_not_within_its_rates() -> None:
    texts = _texts("MERCURY VAPOR", "RATE", "MINIMUM CHARGE.")
    assert [ends_class(texts, n, several=False) for n in range(3)] == [False, False, True]


def test_terms_that_each_class_prints_end_none() -> None:
    twice = _texts("TERMS OF PAYMENT", "COMMERCIAL", "TERMS OF PAYMENT")
    assert not ends_class(twice, 2, several=True)
    assert ends_class(twice[2:], 0, several=True)


def test_one_class_alone_is_not_several() -> None:
    one = ("RESIDENTIAL", "AVAILABILITY")
    assert not several_classes(_texts(*one, *one))
    assert several_classes(_texts(*one, "COMMERCIAL", "AVAILABILITY"))
