"""Riders a sheet says it is subject to."""

import pytest

from ratebook.forms.sheets.riders import riders_of
from ratebook.model.page import Cell, Line


def lines(*texts: str) -> list[Line]:
    return [Line(1, n, (Cell(t, 0.0, float(len(t))),)) for n, t in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("This rate is subject to the Fuel Adjustment rider.", ["Fuel Adjustment"]),
        ("These rates are subject to Gas Cost rider and shall be subject to the Storm  Cost rider.",
         ["Gas Cost", "Storm Cost"]),
        ("Bills shall be subject to the provisions of the Demand Ratchet; see below.",
         ["Demand Ratchet"]),
        ("The rider is described on another sheet.", []),
        ("Service is subject to interruption.", []),
    ],
)  # fmt: skip
def test_names(printed: str, names: list[str]) -> None:
    assert [name for name, *_ in riders_of(lines(printed))] == names


def test_a_name_is_listed_once_with_its_first_place() -> None:
    said = "This rate is subject to the Fuel Adjustment rider."
    first, second = "It is hot.", said.replace("Fuel", "FUEL").replace("Adjustment", "ADJUSTMENT")
    found = riders_of(lines(first, said, second))
    assert [(name, line.number) for name, line, *_ in found] == [("Fuel Adjustment", 2)]
    _, line, start, end = found[0]
    assert line.text[start:end] == "Fuel Adjustment"
