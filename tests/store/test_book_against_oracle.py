"""Thousands of random books, asked of the store and of brute force."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import book_samples as made
import pytest
from book_oracle import Oracle

from ratebook.book.book import Book
from ratebook.store.question import book_of
from ratebook.store.store import Store

FIRST = date(2010, 1, 1)
SLOTS = ("10", "20")


def _day(rng: random.Random) -> date:
    return FIRST + timedelta(days=rng.randrange(0, 60))


def _amount(rng: random.Random) -> str | None:
    return None if rng.random() < 0.1 else f"0.{rng.randrange(1, 5)}"


def _sheet(rng: random.Random, book: str, number: str, revision: int) -> dict[str, Any]:
    day = FIRST + timedelta(days=12 * revision + rng.randrange(0, 12))
    if rng.random() < 0.15:
        day = _day(rng)
    effective = None if rng.random() < 0.1 else day
    stamp = (day if rng.random() < 0.8 else _day(rng)) if rng.random() < 0.3 else None
    cancelled = day + timedelta(days=rng.randrange(0, 25)) if rng.random() < 0.3 else None
    return {
        "kind": "sheet",
        "book": book,
        "sheet": number,
        "revision": revision,
        "effective": effective,
        "stamp": stamp,
        "stamp_candidates": []
        if stamp or rng.random() < 0.8
        else [d for d in (day, _day(rng)) if rng.random() < 0.7],
        "cancelled": cancelled,
        "cancelled_unread": cancelled is None and rng.random() < 0.1,
        "cancels_book": ("4" if book == "5" else "5") if revision == 0 else None,
        "case": rng.choice([None, None, "C0", "C1"]),
        "charges": {s: _amount(rng) for s in SLOTS if rng.random() < 0.6},
    }


def _order(rng: random.Random, number: int) -> dict[str, Any]:
    return {
        "kind": "order",
        "case": f"C{number}",
        "effective": None if rng.random() < 0.15 else _day(rng),
        "charges": {s: _amount(rng) for s in SLOTS if rng.random() < 0.7},
    }


def _content(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.2:
        return _order(rng, rng.randrange(2))
    book = "6" if rng.random() < 0.12 else "5"
    revision = 0 if book == "6" else rng.choice([0, 0, 1, 1, 2, 3, 4])
    return _sheet(rng, book, rng.choice(["1", "2"]), revision)


def _restated(rng: random.Random, content: dict[str, Any]) -> dict[str, Any]:
    if content["kind"] == "order":
        return {**content, "effective": _day(rng)}
    return _sheet(rng, content["book"], content["sheet"], content["revision"])


def _filings(rng: random.Random) -> list[tuple[int, str, dict[str, Any]]]:
    filed = [(at, f"d{at}", _content(rng)) for at in range(rng.randrange(1, 9))]
    for at in range(len(filed), len(filed) + rng.randrange(0, 3)):
        _, document, content = rng.choice(filed)
        filed.append((at, document, _restated(rng, content)))
    return filed


def _read(document: str, content: dict[str, Any]) -> list[Any]:
    if content["kind"] == "order":
        day = content["effective"]
        source = made.order(
            content["case"], day.isoformat() if day else made.doubt("unreadable"), document=document
        )
    else:
        source = _sheet_record(document, content)
    charges = [
        made.charge(source, s, "energy", amount if amount else made.doubt("ambiguous", "0.7"))
        for s, amount in content["charges"].items()
    ]
    return [source, *charges]


def _sheet_record(document: str, content: dict[str, Any]) -> Any:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    candidates = [d.isoformat() for d in content["stamp_candidates"]]
    return made.sheet(
        content["sheet"],
        content["revision"],
        iso(content["effective"]),
        document=document,
        book=content["book"],
        cancels_book=content["cancels_book"] or content["book"],
        stamped_effective=made.doubt("ambiguous", *candidates)
        if candidates
        else iso(content["stamp"]),
        cancelled=made.doubt("unreadable")
        if content["cancelled_unread"]
        else iso(content["cancelled"]),
        authority_case=content["case"],
    )


def _moment(at: int) -> datetime:
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=at)


def _said(book: Book, day: date) -> dict[str, Any]:
    """An answer in the oracle's words."""
    answer = book.on(day)
    held: dict[str, list[tuple[str, str]]] = {}
    for fact in answer.charges:
        place = fact.span.version.place if fact.span else None
        who = f"sheet {place.book}/{place.sheet}" if place else "order"
        held.setdefault(fact.slot.schedule, []).append((str(fact.amount), who))
    lost = {u.slot.schedule for u in answer.unknowns if u.slot}
    return {
        "sheets": {
            (s.span.version.place.book, s.span.version.place.sheet): s.span.version.revision
            for s in answer.sheets
        },
        "unknown sheets": sorted(u.subject for u in answer.unknowns if u.kind == "sheet"),
        "charges": {s: (sorted(held.get(s, [])), s in lost) for s in SLOTS},
    }


def _expected(oracle: Oracle, day: date) -> dict[str, Any]:
    stood = {place: oracle.sheet_on(place, day) for place in oracle.places()}
    return {
        "sheets": {p: n for p, (state, n) in stood.items() if state == "in force"},
        "unknown sheets": sorted(
            f"book {b}, sheet {s}" for (b, s), (state, _) in stood.items() if state == "unknown"
        ),
        "charges": {s: oracle.charge_on(s, day) for s in SLOTS},
    }


def _check(seed: int) -> None:
    rng = random.Random(seed)
    filings = _filings(rng)
    days = [FIRST - timedelta(days=1), *(_day(rng) for _ in range(4)), date(2015, 1, 1)]
    told: dict[tuple[int, date], dict[str, Any]] = {}
    with Store.open(":memory:") as store:
        for at, document, content in filings:
            store.ingest(document, document, _read(document, content), known=_moment(at))
            book = book_of(store, made.UTILITY)
            for day in days:
                told[at, day] = _said(book, day)
        for at in range(len(filings)):
            book = book_of(store, made.UTILITY, as_known=_moment(at))
            oracle = Oracle(filings, at)
            for day in days:
                said = _said(book, day)
                assert said == _expected(oracle, day), (seed, at, day)
                assert said == told[at, day], (seed, at, day, "restated the past")


@pytest.mark.parametrize("block", range(8))
def test_random_books_agree_with_brute_force(block: int) -> None:
    for seed in range(block * 250, block * 250 + 250):
        _check(seed)
