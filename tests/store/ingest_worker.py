"""Files the same few hundred documents into a store, as a process that tests can kill."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

import book_samples as made

from ratebook.store.store import Store

DOCUMENTS = 120


def filing(number: int) -> list[made.Record]:
    sheet = made.sheet(
        str(number), number % 3, f"2010-01-{number % 28 + 1:02}", document=f"d{number}.pdf"
    )
    return [sheet, *(made.charge(sheet, str(n), "energy", f"0.0{n:04}") for n in range(20))]


def run(path: str, *, announce: bool) -> None:
    with Store.open(path) as store:
        for number in range(DOCUMENTS):
            known = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
            sha256 = f"{number:064x}"
            if store.has(sha256, "test 1"):
                continue
            store.ingest(sha256, f"d{number}.pdf", filing(number), known=known, reader="test 1")
            if announce:
                print(number, flush=True)


if __name__ == "__main__":
    run(sys.argv[1], announce=True)
