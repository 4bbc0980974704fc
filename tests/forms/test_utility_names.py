"""Names of utilities against the list of a state."""

from __future__ import annotations

import pytest

from ratebook.forms.tokens.utility_names import confirm_utility, folded, known_utilities, nearest
from ratebook.records.datum import Draft, Place, Standing
from ratebook.records.ledger import Ledger


def _sheet(name: str, ledger: Ledger) -> Draft:
    number = ledger.add(name, name, Standing.READ, Place(1, 1))
    return ledger.draft("sheet", {"utility": number})


@pytest.mark.parametrize(
    "name", ["GRAYSON R.E.C.C.", "Kenergy Corp", "The Union Light, Heat & Power Company"]
)
def test_usual_spellings_are_known(name: str) -> None:
    assert folded(name) in known_utilities("KY")


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Jackson Enercy Cooperative Corporation", "Jackson Energy Cooperative Corporation"),
        (
            "Salt River Electric Cooperatlve Corporation",
            "Salt River Electric Cooperative Corporation",
        ),
    ],
)
def test_a_name_damaged_by_a_letter_is_the_one_it_is_near_to(seen: str, meant: str) -> None:
    assert nearest(seen, "KY") == meant


@pytest.mark.parametrize(
    "name",
    [
        "Hardin County Water District No. 3",
        "Clay Energy Cooperative, Inc.",
        "Boons County Water District",
        "Rolling Fork Electric Cooperative, Inc.",
        "Kenergy",
    ],
)
def test_another_utility_is_never_made_a_known_one(name: str) -> None:
    assert nearest(name, "KY") is None


def test_a_damaged_name_is_repaired_with_its_list() -> None:
    ledger = Ledger()
    sheet = _sheet("JACKSON ENERCY COOPERATIVE CORPORATION", ledger)
    confirm_utility(sheet, "KY", ledger, set())
    datum = ledger.data[sheet.fields["utility"] or 0]
    assert datum.value == "JACKSON ENERGY COOPERATIVE CORPORATION"
    assert datum.standing is Standing.REPAIRED
    assert datum.value in datum.proof[0]["list"]


def test_an_unknown_name_is_kept_and_told_once() -> None:
    ledger, told = Ledger(), set[str]()
    sheets = [_sheet("Elk Fork Utilities Company", ledger) for _ in range(3)]
    for sheet in sheets:
        confirm_utility(sheet, "KY", ledger, told, tell=True)
    assert [i.code for i in ledger.issues] == ["unknown-utility"]
    names = {str(ledger.data[s.fields["utility"] or 0].value) for s in sheets}
    assert names == {"Elk Fork Utilities Company"}


def test_a_state_without_a_list_asks_nothing() -> None:
    ledger = Ledger()
    confirm_utility(_sheet("Elk Fork Utilities Company", ledger), "CA", ledger, set())
    assert not ledger.issues
