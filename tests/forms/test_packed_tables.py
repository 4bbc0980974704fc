"""Tables whose empty cells a program lost: a heading counts where the numbers of cells agree."""

from decimal import Decimal

import layout_samples as samples
import pytest

_HEAD = "Harlow Energy Corporation\nP.S.C. KY. NO. 4\n2nd Revised SHEET NO. 7\nRATES PER MONTH\n"
_FOOT = "\nDATE OF ISSUE March 1, 2012\nDATE EFFECTIVE April 1, 2012\n"


def _read(*rows: str) -> dict[str, str]:
    """The amounts accepted of these rows, with the names of their charges."""
    text = _HEAD + "\n".join(rows).replace(" | ", "\t") + _FOOT
    found = samples.accepted(samples.read(text, "sheet.txt"))
    return {
        str(Decimal(one["amount"])): " ".join(
            str(one[n]) for n in ("group", "label", "tier", "schedule") if one[n]
        )
        for one in found
    }


def test_rows_of_one_cell_more_than_headings_begin_with_their_labels() -> None:
    found = _read(
        "RS | SC | 3P",
        "Customer Charge | $9.11 | $12.22 | $30.33",
        "Demand Charge, per kW | $6.44",
        "Energy Charge, per kWh | $0.081 | $0.072 | $0.063",
    )
    assert {n: name.split()[0] for n, name in found.items()} == {
        **{"9.11": "RS", "12.22": "SC", "30.33": "3P"},
        **{"0.081": "RS", "0.072": "SC", "0.063": "3P"},
    }


def test_a_row_that_lost_the_size_it_is_of_is_not_read() -> None:
    found = _read(
        "Meter Size | Monthly Usage | Rate",
        "1 inch | First 5,000 gallons | $41.06 minimum bill",
        "Over 5,000 gallons | $8.12 per 1,000 gallons",
    )
    assert list(found) == ["41.06"]


@pytest.mark.parametrize(
    ("above", "below", "read"),
    [
        ("Charge | Charge", "Type of Lamp | Overhead | Underground", True),
        ("With | Without", "Type of Lamp | a pole | a pole", True),
        ("Used | With | Without", "Kind | a pole | a pole", True),
        ("Lamp | With a", "Kind | pole | pole there now", False),
        ("With | Without | a | b", "Kind | pole | pole", False),
    ],
)
def test_lines_of_headings_agree_in_their_cells(above: str, below: str, read: bool) -> None:
    found = _read(
        f"{above}", f"{below}", "175 Watt Mercury Vapor lamp | $8.17 per lamp | $9.53 per lamp"
    )
    assert bool(found) is read


def test_words_where_other_rows_have_a_price_hide_a_lost_cell() -> None:
    found = _read(
        "Winter | Summer",
        "Demand Charge, per kW | $7.06 | $8.84",
        "Energy Charge: | All kWh, per kWh | $0.02517",
    )
    assert "0.02517" not in found


def test_the_rows_below_a_heading_do_not_tell_whether_it_still_holds() -> None:
    found = _read(
        "Energy Charge",
        "   Winter",
        "First 1,000 kWh | $0.08682 per kWh",
        "Over 1,000 kWh | $0.06825 per kWh",
        "Where a member has two meters, the second is billed a customer charge of $6.82 per month.",
    )
    assert set(found) >= {"0.08682", "0.06825"}
    text = _HEAD + "   Winter\nFirst 500 kWh\t$0.08 per kWh\n"
    text += "A member with two meters is billed a customer charge of $6.82 per month." + _FOOT
    seasons = {str(c["amount"]): c["season"] for c in samples.accepted(samples.read(text, "s.txt"))}
    assert seasons.get("6.82") is None
