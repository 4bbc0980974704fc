"""What a line is to a table of prices: a row whose price is damaged heads no columns."""

from __future__ import annotations

import pytest

from ratebook.forms.charges.rows.row_kinds import is_spaced, is_spoilt
from ratebook.forms.tables.hit import Text
from ratebook.reading.markup import read_line


def _text(raw: str) -> Text:
    line = read_line(raw, 1, 1)
    assert line is not None
    return Text(line, line.text, None)


@pytest.mark.parametrize(
    "raw", ["250 Watt HPS\t$Z5.41", "Gas Cost\t$/Mcf\t3.S904", "LED Acorn\t$ RSUANT TO 1MMISSION"]
)
def test_letters_among_the_digits_of_a_price_spoil_its_row(raw: str) -> None:
    assert is_spoilt(_text(raw))


@pytest.mark.parametrize("raw", ["Class\t$/1000 gal\tRate", "Size\t$ per Lamp\tNo. B.SI"])
def test_headings_with_signs_are_not_spoilt(raw: str) -> None:
    assert not is_spoilt(_text(raw))


def test_letters_set_apart_are_no_columns() -> None:
    assert is_spaced(_text("E a c h\tL i g h t"))
    assert not is_spaced(_text("A\tB\tRate"))
