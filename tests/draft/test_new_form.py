"""Drafts of forms for tables no form knows: what they read is what stands there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from drawn import DRAWN, write

from ratebook.draft.new import Drafted, draft, sight
from ratebook.reading.open import read_document

WAYS = [*DRAWN, "pdf"]

Table = tuple[list[str], list[list[str]], list[list[str]], list[str]]
LOSSES: Table = (
    ["EXHIBIT 4", "Line Loss Study by Substation, Twelve Months Ended June 2031"],
    [["Substation", "Purchased MWh", "Sold MWh", "Losses MWh", "Percent Loss"]],
    [
        ["Hollow Creek", "48,310", "46,221", "2,089", "4.32%"],
        ["Stoner Branch", "9,775", "9,402", "373", "3.82%"],
        ["Upper Fork", "21,908", "20,770", "1,138", "5.19%"],
        ["Vine Street", "30,114", "28,964", "1,150", "3.82%"],
        ["Total", "110,107", "105,357", "4,750", "4.31%"],
    ],
    ["Losses are purchased less sold energy."],
)
PUMPING: Table = (
    ["Pumping Station Expense"],
    [["Station", "Water Pumped", "Power Cost", "Chemical Cost", "Total Cost", "Unit Cost"],
     ["", "(gal)", "", "", "", "per gal"]],
    [
        ["North Ridge", "41,250", "$6,187.50", "$1,104.20", "$7,291.70", "$0.1768"],
        ["Old Mill", "18,904", "2,980.11", "640.75", "3,620.86", "0.1915"],
        ["Quarry", "27,333", "4,401.60", "870.40", "5,272.00", "0.1929"],
        ["Grand Total", "87,487", "$13,569.21", "$2,615.35", "$16,184.56", "$0.1850"],
    ],
    [],
)  # fmt: skip
ZONES: Table = (
    ["Transformer Loss Allowance"],
    [["Size (kVA)", "Core Loss (W)", "Winding Loss (W)", "Total Loss (W)"]],
    [
        ["Zone 1"],
        ["10", "55", "110", "165"],
        ["15", "68", "160", "228"],
        ["25", "96", "255", "351"],
        ["Zone 2"],
        ["10", "51", "108", "159"],
        ["37.5", "130", "340", "470"],
        ["50", "160", "420", "580"],
    ],
    [],
)
DISTRICTS: Table = (
    ["Meters in Service by District"],
    [["Size", "Active", "Inactive", "All Meters"]],
    [
        ["Harlow District"],
        ["5/8 inch", "1,204", "77", "1,281"],
        ["1 inch", "310", "12", "322"],
        ["2 inch", "45", "3", "48"],
        ["Total Harlow District", "1,559", "92", "1,651"],
        ["Pine Knob District"],
        ["5/8 inch", "2,870", "140", "3,010"],
        ["1 inch", "402", "29", "431"],
        ["Total Pine Knob District", "3,272", "169", "3,441"],
    ],
    ["Inactive meters are counted at year end."],
)
TARIFFS: dict[str, Table] = {
    "losses": LOSSES,
    "pumping": PUMPING,
    "zones": ZONES,
    "districts": DISTRICTS,
}


def drafted(path: Path) -> Drafted:
    document = read_document(path, ocr="never")
    seen = sight(document)
    best = max(range(len(seen.tables)), key=lambda i: seen.tables[i].figures)
    return draft(document, seen, best)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TARIFFS)
def test_every_figure_is_read_where_it_stands(name: str, way: str, tmp_path: Path) -> None:
    above, head, body, below = TARIFFS[name]
    made = drafted(write(way, tmp_path / "exhibit", above, head, body, below))
    figures = sum(len(row) - 1 for row in body if len(row) > 1)
    assert (made.right, made.wrong, made.figures) == (figures, 0, figures), made.toml
    assert made.toml.count("\n") < 40
    assert made.trial.checks
    assert all(check.held for check in made.trial.checks)
    assert {line.text for line in made.trial.left} <= {*above, *below}
    amounts = sorted(Decimal(r.values["amount"]) for r in made.trial.records)
    printed = [t for row in body if len(row) > 1 for t in row[1:]]
    assert amounts == sorted(Decimal(t.strip("$%").replace(",", "")) for t in printed)


def test_the_checks_proposed_are_those_the_tables_print(tmp_path: Path) -> None:
    losses = drafted(write("tabs", tmp_path / "a", *LOSSES)).toml
    assert '"purchased_mwh - sold_mwh = losses_mwh"' in losses
    assert '"losses_mwh / purchased_mwh * 100 = percent_loss"' in losses
    assert '"sum(substation.sold_mwh) = total.sold_mwh"' in losses
    assert "sum(substation.percent_loss)" not in losses
    districts = drafted(write("pipes", tmp_path / "b", *DISTRICTS)).toml
    assert '"active + inactive = all_meters"' in districts


def test_a_balance_carried_forward_is_found(tmp_path: Path) -> None:
    head = [["Account", "Opening", "Added", "Retired", "Closing"]]
    rows = [
        ["362", "1,204,500", "88,210", "12,400", "1,280,310"],
        ["364", "905,120", "40,775", "9,310", "936,585"],
        ["365", "711,900", "22,050", "4,875", "729,075"],
    ]
    made = drafted(write("tabs", tmp_path / "x", ["Plant Balances"], head, rows, []))
    assert '"opening + added - retired = closing"' in made.toml
    assert made.toml.count("equation") == 1
    assert [check.held for check in made.trial.checks] == [True, True, True]


def test_no_relation_is_proposed_where_the_page_prints_none(tmp_path: Path) -> None:
    rows = [["Lyon", "412", "93.1"], ["Marsh", "875", "11.4"], ["Noble", "129", "57.7"]]
    made = drafted(
        write("tabs", tmp_path / "x", ["Well Depths"], [["Well", "Feet", "Yield"]], rows, [])
    )
    assert "checks" not in made.toml
    assert made.right == 6


def test_a_wrong_total_is_no_check(tmp_path: Path) -> None:
    above, head, body, below = LOSSES
    wrong = [*body[:-1], ["Total", "110,107", "105,357", "4,570", "4.31%"]]
    made = drafted(write("tabs", tmp_path / "x", above, head, wrong, below))
    assert "sum(substation.losses_mwh)" not in made.toml
    assert "sum(substation.sold_mwh)" in made.toml


def test_a_table_without_headings_is_known_by_its_title(tmp_path: Path) -> None:
    text = (
        "Sewer Tap Schedule\n\nOak Street   $412.50\nElm Street   $398.00\nBeech Court   $377.25\n"
    )
    path = tmp_path / "taps.txt"
    path.write_text(text)
    made = drafted(path)
    assert (made.right, made.wrong) == (3, 0), made.toml


def test_a_blank_cell_is_never_filled_with_its_neighbour(tmp_path: Path) -> None:
    rows = [
        ["Ash", "1,400", "2,100", "3,500"],
        ["Birch", "", "900", "900"],
        ["Cedar", "650", "", "650"],
        ["Dogwood", "700", "310", "1,010"],
    ]
    for way in DRAWN:
        head = [["Depot", "Poles Set", "Poles Reused", "All Poles"]]
        made = drafted(write(way, tmp_path / way, ["Poles by Depot"], head, rows, []))
        assert made.wrong == 0, made.toml
        assert made.right >= 6, made.toml
