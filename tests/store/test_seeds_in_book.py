"""From the founding filings alone: read, filed, asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ratebook.book.book import Book
from ratebook.book.chain import status
from ratebook.book.change import changes
from ratebook.export.urdb import urdb_items
from ratebook.export.urdb_fields import problems
from ratebook.pipeline.read import read_path
from ratebook.store.question import book_of
from ratebook.store.store import Store

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def book(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("seeds") / "seeds.sqlite"
    with Store.open(path) as store:
        for file in sorted((shared / "seeds").glob("*.txt")):
            reading = read_path(file, name=file.name)
            store.ingest(reading.document.sha256, file.name, reading.records)
        yield book_of(store, "Jackson Energy")


def test_the_chain_of_sheet_20(book: Book) -> None:
    (chain,) = book.timeline("20")
    assert [(s.version.revision, s.start, s.until) for s in chain.spans] == [
        (0, date(2008, 6, 6), date(2010, 1, 28)),
        (1, date(2010, 1, 28), date(2010, 11, 5)),
    ]


def test_sheet_15_and_the_sheets_cancelled_together(book: Book) -> None:
    (chain,) = book.timeline("15")
    days = (date(2009, 7, 31), date(2009, 8, 1), date(2010, 7, 31), date(2010, 8, 1))
    assert [status(chain, d).state for d in days] == [
        "unknown", "in force", "in force", "unknown",
    ]  # fmt: skip
    for number in ("117", "118", "142"):
        (chain,) = book.timeline(number)
        assert chain.spans[0].until == date(2010, 6, 10)


def test_schedule_40_on_the_first_of_2022(book: Book) -> None:
    facts = book.on(date(2022, 1, 1), "40").charges
    (energy,) = [f for f in facts if f.slot.component == "energy"]
    assert f"{energy.amount:f}" == "0.06356"
    assert energy.order is not None
    assert (energy.order.case, energy.order.supplier_case) == ("2021-00112", "2021-00103")
    assert energy.citations[0].page == 1
    assert energy.citations[0].line


def test_a_day_nobody_knows(book: Book) -> None:
    answer = book.on(date(1995, 1, 1), "40")
    assert answer.charges == ()
    assert len(answer.unknowns) == 3


def test_every_energy_charge_rose_alike_to_the_guides_rates(book: Book) -> None:
    (step,) = changes(book, date(2021, 10, 1), date(2026, 6, 30))
    assert step.claimed
    assert step.roll_in is not None
    assert f"{step.roll_in.amount}" == "0.01182"
    assert step.roll_in.energy == len(step.changes) == 3
    assert step.roll_in.unmoved >= 5


def test_the_history_fits_urdb(book: Book) -> None:
    items = urdb_items(book)
    assert len(items) > 8
    assert [problems(item) for item in items] == [[]] * len(items)
