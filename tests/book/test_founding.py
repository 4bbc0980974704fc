"""The facts of the founding filings, as records made by hand: the answers a clerk would give."""

from datetime import date

import book_samples as made
import pytest

from ratebook.book.book import Book
from ratebook.book.chain import status
from ratebook.book.change import changes

JACKSON = "Jackson Energy Cooperative Corporation"
LOST = made.doubt("unreadable")


def sheet(number: str, revision: int, effective: object, **more: object) -> made.Record:
    upper = JACKSON.upper() if number == "15" else JACKSON
    return made.sheet(number, revision, effective, utility=upper, document="sheets.txt", **more)


SHEETS = [
    sheet("15", 2, "2009-08-01", stamped_effective=LOST, cancelled="2010-08-01"),
    sheet("20", 0, "2008-06-06", stamped_effective=LOST, cancelled="2010-01-28"),
    sheet("20", 1, LOST, stamped_effective="2010-01-28", cancelled="2010-11-05",
          authority_case="2009-00317"),
    sheet("71", 1, LOST, stamped_effective="2009-06-01"),
    *(sheet(n, 0, "2008-10-26", stamped_effective="2008-10-26", cancelled="2010-06-10")
      for n in ("117", "118", "142")),
]  # fmt: skip
ORDER = made.order(
    "2021-00112",
    "2021-10-01",
    applicant=JACKSON,
    document="order.txt",
    dated="2021-09-30",
    supplier="East Kentucky Power Cooperative, Inc.",
    cases_cited=["2021-00103"],
    laws_cited=["KRS 278.455"],
)
GUIDE = made.record("guide", "guide.txt", utility=JACKSON, updated="2026-06-04")
SET = {"10": "0.08998", "20": "0.08657", "40": "0.06356", "46": "0.04832", "47": "0.04940"}
CLAIMED = {"20": "0.09839", "40": "0.07538", "46": "0.06014"}
CHARGES = [
    *(made.charge(ORDER, s, "energy", a, page=15) for s, a in SET.items()),
    made.charge(ORDER, "40", "customer", "58.75", page=15),
    made.charge(ORDER, "46", "customer", "1754.33", page=15),
    made.charge(ORDER, "40", "demand", "6.80", page=15),
    *(made.charge(GUIDE, s, "energy", a, effective="2024-09-01") for s, a in CLAIMED.items()),
    made.charge(GUIDE, "40", "customer", "58.75", effective="2024-09-01"),
    made.charge(GUIDE, "46", "customer", "1754.33"),
    made.charge(GUIDE, "40", "demand", "6.80", effective="2024-09-01"),
]


@pytest.fixture
def book() -> Book:
    return Book.of([*SHEETS, ORDER, GUIDE, *CHARGES], "Jackson Energy")


def test_the_chain_of_sheet_20(book: Book) -> None:
    (chain,) = book.timeline("20")
    told = [(str(s.version), s.start, s.until) for s in chain.spans]
    assert told == [
        ("book 5, sheet 20, Original", date(2008, 6, 6), date(2010, 1, 28)),
        ("book 5, sheet 20, 1st Revised", date(2010, 1, 28), date(2010, 11, 5)),
    ]
    assert {w.by for w in chain.spans[0].witnesses} == {"printed", "inferred"}


def test_sheet_15_was_in_force_for_one_year(book: Book) -> None:
    (chain,) = book.timeline("15")
    states = [
        status(chain, date(*day)).state
        for day in ((2009, 7, 31), (2009, 8, 1), (2010, 7, 31), (2010, 8, 1))
    ]
    assert states == ["unknown", "in force", "in force", "unknown"]
    assert chain.missing == (0, 1)


@pytest.mark.parametrize("number", ["117", "118", "142"])
def test_sheets_cancelled_together(book: Book, number: str) -> None:
    (chain,) = book.timeline(number)
    assert chain.spans[0].until == date(2010, 6, 10)


def test_the_energy_charge_of_schedule_40_with_its_page(book: Book) -> None:
    energy = next(
        f for f in book.on(date(2022, 1, 1), "40").charges if f.slot.component == "energy"
    )
    assert f"{energy.amount:f}" == "0.06356"
    assert (energy.citations[0].document, energy.citations[0].page) == ("order.txt", 15)
    assert energy.order is not None
    assert energy.order.supplier_case == "2021-00103"


def test_a_day_nobody_knows(book: Book) -> None:
    answer = book.on(date(1995, 1, 1), "40")
    assert answer.charges == ()
    assert len(answer.unknowns) == 3


def test_from_the_order_to_the_guide_every_energy_charge_rose_alike(book: Book) -> None:
    (step,) = changes(book, date(2021, 10, 1), date(2026, 6, 30))
    assert step.roll_in is not None
    assert (f"{step.roll_in.amount}", step.roll_in.energy, step.roll_in.unmoved) == (
        "0.01182",
        3,
        3,
    )
    assert step.on == date(2024, 9, 1)
