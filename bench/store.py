"""The store at size: ingest, a point question, a whole book. Prints one JSON object.

    python bench/store.py [CHARGES]

Makes a store of 300,000 charges: 15 utilities of 100 sheets in ten revisions, and one utility
with half of all charges, and measures each question cold (a new connection) and warm. Then the
documents of `corpus/` are read and filed: `ingest_percent_of_reading` is the store's share.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from ratebook.records.kinds import KINDS
from ratebook.records.record import Record, natural_key
from ratebook.store.question import charges_on
from ratebook.store.store import Store

REVISIONS, A_SHEET, SCHEDULES = 10, 10, 100
DAY = date(2014, 6, 1)


def record(kind: str, document: str, **given: object) -> Record:
    values: dict[str, object] = dict.fromkeys(KINDS[kind].fields)
    values.update(given)
    evidence = {
        field: {
            "status": "read", "page": 1, "box": [72.0, 100.0, 140.25, 112.0], "line": None,
            "raw": str(value), "repairs": [], "proof": [], "interval": None, "candidates": [],
        }
        for field, value in given.items()
        if field not in ("source", "source_key")
    }  # fmt: skip
    return Record(kind, natural_key(kind, values), document, values, evidence)


def filing(utility: str, number: int, revision: int) -> list[Record]:
    """One sheet with its charges, as one document."""
    rng = random.Random(f"{utility}{number}{revision}")
    document = f"{utility}-{number}-{revision}.pdf"
    sheet = record(
        "sheet", document, jurisdiction="KY", utility=utility, book="5", sheet=str(number),
        revision=revision, effective=f"{2008 + revision}-{number % 12 + 1:02}-01",
        title="SERVICE", cancels_book="5" if revision else "4",
        cancels_sheet=str(number) if revision else None,
        cancels_revision=revision - 1 if revision else None,
    )  # fmt: skip
    charges = [
        record(
            "charge", document, source="sheet", source_key=sheet.key, schedule=str(number),
            schedule_title="SERVICE", label=f"Lamp {n}", component="lamp",
            amount=f"{rng.randrange(1, 9999) / 100:.2f}", unit="USD/lamp-month",
        )
        for n in range(A_SHEET)
    ]  # fmt: skip
    return [sheet, *charges]


def filings(charges: int) -> Iterator[tuple[str, list[Record]]]:
    """Documents until there are so many charges; half of them belong to one large utility."""
    small = charges // 2 // (SCHEDULES * REVISIONS * A_SHEET)
    for u in range(small):
        for number in range(SCHEDULES):
            for revision in range(REVISIONS):
                yield f"u{u}-{number}-{revision}", filing(f"Utility {u} Corp", number, revision)
    for number in range((charges // 2) // (REVISIONS * A_SHEET)):
        for revision in range(REVISIONS):
            yield f"large-{number}-{revision}", filing("Large Power Company", number, revision)


def milliseconds(times: int, ask: Callable[[], object]) -> dict[str, float]:
    """Wall time, and CPU time, which a busy machine does not stretch as much."""
    wall: list[float] = []
    cpu: list[float] = []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        ask()
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    found = {"median_ms": statistics.median(wall), "worst_ms": max(wall)}
    return {k: round(v, 2) for k, v in {**found, "cpu_ms": statistics.median(cpu)}.items()}


def overhead(folder: Path) -> dict[str, float]:
    """CPU time of reading the corpus, and of filing what was read, in percent of it."""
    from ratebook.pipeline.read import read_path

    reading = filed = 0.0
    corpus = Path(__file__).parents[1] / "corpus"
    with Store.open(folder / "corpus.sqlite") as store:
        for path in sorted(p for p in corpus.rglob("*") if p.suffix in (".txt", ".md", ".pdf")):
            start = time.process_time()
            read = read_path(path)
            middle = time.process_time()
            store.ingest(read.document.sha256, path.name, read.records)
            reading += middle - start
            filed += time.process_time() - middle
    share = round(filed / reading * 100, 2) if reading else 0.0
    return {"corpus_reading_s": round(reading, 2), "ingest_percent_of_reading": share}


def main(charges: int) -> None:
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite"
        spent, documents = 0.0, 0
        with Store.open(path) as store:
            for sha256, records in filings(charges):
                start = time.perf_counter()
                store.ingest(sha256, sha256, records)
                spent += time.perf_counter() - start
                documents += 1

        def point(utility: str, schedules: int) -> object:
            answer = charges_on(store, utility, DAY, schedule=str(rng.randrange(schedules)))
            assert len(answer.charges) == A_SHEET, answer.charges
            return answer

        def cold() -> None:
            nonlocal store
            store.close()
            store = Store.open(path, readonly=True)

        large = charges // 2 // (REVISIONS * A_SHEET)
        store = Store.open(path, readonly=True)
        report: dict[str, object] = {
            "charges": charges, "documents": documents, "megabytes": path.stat().st_size // 2**20,
            "ingest_ms_a_document": round(spent / documents * 1000, 3),
            "point": milliseconds(200, lambda: point("Utility 3", SCHEDULES)),
            "point_new_connection": milliseconds(
                50, lambda: (cold(), point("Utility 3", SCHEDULES))
            ),
            "point_large_utility": milliseconds(200, lambda: point("Large Power", large)),
            "whole_book": milliseconds(5, lambda: charges_on(store, "Utility 3", DAY)),
            "whole_book_large_utility": milliseconds(
                3, lambda: charges_on(store, "Large Power", DAY)
            ),
        }  # fmt: skip
        store.close()
        report.update(overhead(Path(folder)))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
