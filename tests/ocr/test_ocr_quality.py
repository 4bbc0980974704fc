"""How well a layer of words reads, from the words alone."""

from __future__ import annotations

import pytest

from ratebook.reading.ocr.quality import quality_of
from ratebook.reading.scan import is_sound_layer

SOUND = [
    "The rates and charges for service on and after April 1, 2009 are those prescribed in the "
    "order of the Commission in Case No. 2008-00409, dated March 31, 2009.",
    "Customer Charge per Month $ 8.45 Energy Charge per kWh $0.06185 All kWh 1,754.33 (2.06) 4.8%",
    "Jackson Energy 3,929,547 4,106,921 177,374 4.5% Salt River 42,853,019 44,837,113 4.6% Total",
]
BROKEN = [
    "wlll he ~o taa ena r~gh~ co usa heraundar tha •i=aso~ of Sant,,, Cattai~na lying abov0 du~t;h",
    "0£ che.B~;i.d wecer r:lghcs Co any pereou, £~11:n\\ o~ oo,rporat~on e.~cept ,,.,., wl:L:i.ah",
    "Tne r~tes ;nd ch~rges f0r s3rv1ce 0n 4nd aft~r Apr1l l, 2OO9 4re th0se pr~scr1bed 1n th3",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_sound(text: str) -> None:
    assert quality_of(text.split()) > 0.9
    assert is_sound_layer(text.split())


@pytest.mark.parametrize("text", BROKEN)
def test_broken_text_is_not(text: str) -> None:
    assert quality_of(text.split()) < 0.7
    assert not is_sound_layer(text.split())


def test_a_few_words_are_not_judged() -> None:
    assert quality_of(["~~", "x1y"]) == 1.0
