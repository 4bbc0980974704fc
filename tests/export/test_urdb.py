"""URDB rates: what URDB holds, what goes to the extension, and the published field list."""

import json
from datetime import date
from pathlib import Path

import book_samples as made
import pytest

from ratebook.book.book import Book
from ratebook.export.urdb import urdb_items, write_urdb
from ratebook.export.urdb_fields import EXTENSION, FIELDS, problems

ORDER = made.order("2012-00001", "2012-03-01")
TITLE = "Commercial Service - Less Than 50 kW"


def rate(*charges: made.Record, on: date | None = None) -> dict[str, object]:
    (item,) = urdb_items(Book.of([ORDER, *charges], made.UTILITY), on)
    assert problems(item) == []
    return item


def charge(component: str, amount: object, **more: object) -> made.Record:
    return made.charge(ORDER, "20", component, amount, **{"schedule_title": TITLE, **more})


def test_a_plain_schedule_fits_urdb() -> None:
    item = rate(charge("customer", "40.72"), charge("energy", "0.08650"), charge("demand", "6.80"))
    assert item["name"] == f"Schedule 20: {TITLE}"
    assert (item["fixedchargefirstmeter"], item["fixedchargeunits"]) == (40.72, "$/month")
    assert item["energyratestructure"] == [[{"rate": 0.0865, "unit": "kWh"}]]
    assert (item["flatdemandstructure"], item["flatdemandunit"]) == ([[{"rate": 6.8}]], "kW")
    assert (item["sector"], item["peakkwcapacitymax"]) == ("Commercial", 50)
    assert item["startdate"] == 1330560000
    assert "enddate" not in item
    held = item[EXTENSION]["charges"]
    assert [c["amount"] for c in held if c["component"] == "energy"] == ["0.08650"]
    assert all(c["in_urdb_fields"] and c["page"] and c["standing"] == "read" for c in held)


def test_what_urdb_cannot_hold_is_declared_not_dropped() -> None:
    item = rate(
        charge("energy", "0.06", season="winter", period="on_peak"),
        charge("energy", "0.05", season="summer", period="on_peak"),
        charge("excess_demand", "9.80", label="Excess Demand"),
        charge("customer", made.doubt("ambiguous", "40.72", "46.72")),
    )
    assert "energyratestructure" not in item
    assert item["demandattrs"] == [{"Excess Demand": "9.80 USD/kW-month"}]
    assert len(item["energyattrs"]) == 2
    assert "fixedchargefirstmeter" not in item
    assert [c["in_urdb_fields"] for c in item[EXTENSION]["charges"]] == [False] * 3
    (lost,) = item[EXTENSION]["unknown"]
    assert [c["value"] for c in lost["candidates"]] == ["40.72", "46.72"]
    assert "1 charges" in item["basicinformationcomments"]


def test_blocks_become_cumulative_tiers() -> None:
    item = rate(
        charge("energy", "0.07", tier="First 1,000 kWh"),
        charge("energy", "0.05", tier="All over 3,500 kWh"),
        charge("energy", "0.06", tier="Next 2,500 kWh"),
    )
    assert item["energyratestructure"] == [
        [
            {"max": 1000, "rate": 0.07, "unit": "kWh"},
            {"max": 3500, "rate": 0.06, "unit": "kWh"},
            {"rate": 0.05, "unit": "kWh"},
        ]
    ]


def test_blocks_whose_words_do_not_say_are_not_guessed() -> None:
    for words in (("First 500 kWh", "Off season"), ("Next 500 kWh", "Next 700 kWh")):
        item = rate(*(charge("energy", f"0.0{n}", tier=w) for n, w in enumerate(words, 5)))
        assert "energyratestructure" not in item
        assert len(item[EXTENSION]["charges"]) == 2


def test_lamps_are_a_lighting_rate_in_attributes() -> None:
    lamp = made.charge(
        ORDER, "OL", "lamp", "15.89", schedule_title="Outdoor Lighting", label="400 Watt"
    )
    item = rate(lamp)
    assert item["sector"] == "Lighting"
    assert item["fixedattrs"] == [{"400 Watt": "15.89 USD/lamp-month"}]


def test_a_history_chains_by_supercedes() -> None:
    later = made.order("2014-00001", "2014-06-01")
    new = made.charge(later, "20", "energy", "0.09", schedule_title=TITLE)
    book = Book.of(
        [ORDER, charge("energy", "0.08"), charge("customer", "40.72"), later, new], made.UTILITY
    )
    first, second = urdb_items(book)
    assert second["supercedes"] == first["label"]
    assert "supercedes" not in first
    assert first["enddate"] == second["startdate"] - 86400
    assert second["fixedchargefirstmeter"] == 40.72
    assert urdb_items(book, date(2013, 1, 1)) == [first]
    assert urdb_items(book, date(2014, 6, 1)) == [second]
    assert urdb_items(book, date(2011, 1, 1)) == []


def test_a_rate_ends_with_its_sheet_and_nothing_is_carried_over_a_gap() -> None:
    sheet = made.sheet("10", 0, "2010-01-01", cancelled="2011-01-01")
    book = Book.of([sheet, made.charge(sheet, "10", "energy", "0.05")], made.UTILITY)
    (item,) = urdb_items(book)
    assert item["enddate"] == 1293753600
    assert urdb_items(book, date(2011, 1, 1)) == []


def test_a_rate_ends_with_its_book() -> None:
    sheet = made.sheet("10", 0, "2010-01-01")
    new = made.sheet("1", 0, "2012-01-01", book="6", cancels_book="5")
    book = Book.of([sheet, made.charge(sheet, "10", "energy", "0.05"), new], made.UTILITY)
    (item,) = urdb_items(book)
    assert item["enddate"] == 1325289600


def test_guides_are_in_no_rate() -> None:
    guide = made.guide()
    book = Book.of([guide, made.charge(guide, "20", "energy", "0.09")], made.UTILITY)
    assert urdb_items(book) == []


def test_the_file_is_what_urdbs_interface_answers(tmp_path: Path) -> None:
    book = Book.of([ORDER, charge("energy", "0.08")], made.UTILITY)
    assert write_urdb(book, tmp_path / "urdb.json") == 1
    (item,) = json.loads((tmp_path / "urdb.json").read_text())["items"]
    assert problems(item) == []
    assert set(item) <= {name for name, field in FIELDS.items() if field.written}


@pytest.mark.parametrize(("change", "said"), [
    ({"supersedes": "x"}, "no URDB field"),
    ({"sector": "Farm"}, "is none of"),
    ({"startdate": "2012"}, "not time"),
    ({"energyweekdayschedule": [[1] * 24] * 12}, "points outside"),
    ({"energyweekdayschedule": [[0] * 23] * 12}, "not schedule"),
    ({"flatdemandmonths": [0] * 12}, "go together"),
    ({"enddate": 1}, "before startdate"),
    ({"energyratestructure": [[{"rate": 1.0, "unit": "therm"}]]}, "not energy tiers"),
    ({"energyratestructure": [[{"rate": 1.0}, {"rate": 2.0}]]}, "out of order"),
    ({"approved": 1}, "not yes/no"),
    ({"label": ""}, "missing"),
])  # fmt: skip
def test_the_check_finds_what_is_wrong(change: dict[str, object], said: str) -> None:
    item = {**rate(charge("energy", "0.08")), **change}
    assert any(said in problem for problem in problems(item)), problems(item)


def test_every_field_is_explained_in_the_docs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    for name, field in FIELDS.items():
        lines = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
        assert len(lines) == 1, name
        assert ("| written |" in lines[0]) == field.written, name
