"""Words that a worn page shows with a letter misread, told by the words charge sheets use."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.words.doubt import one_letter_off


@pytest.mark.parametrize(
    ("title", "off"),
    [
        ("MUNTHLY WATER RATES", True),
        ("Interruptlble Service", True),
        ("Monthly Water Rates", False),
        ("Cottage Lighting", False),
        ("Fluctuating Load Service", False),
    ],
)
def test_a_title_one_letter_from_a_known_word_is_told(title: str, off: bool) -> None:
    assert one_letter_off(title) is off
