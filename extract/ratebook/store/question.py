"""Questions to a store: the book of a utility, as known at a time."""

from __future__ import annotations

from datetime import date, datetime

from ratebook.book.book import Answer, Book
from ratebook.book.chain import Chain
from ratebook.book.change import Step, changes
from ratebook.book.utility import resolve_utility
from ratebook.store.source import StoreSource
from ratebook.store.store import Store, current, moment


def utilities(store: Store, as_known: datetime | None = None) -> list[str]:
    """The keys of all utilities the store holds sheets, orders or guides of."""
    # Skips from name to name in the index: a store has millions of rows and few utilities.
    rows = store.connection.execute(
        "WITH RECURSIVE name (key) AS (SELECT min(utility) FROM place WHERE utility > ''"
        " UNION ALL SELECT (SELECT min(utility) FROM place WHERE utility > key) FROM name"
        " WHERE key IS NOT NULL) SELECT key FROM name WHERE key IS NOT NULL AND EXISTS ("
        f" SELECT 1 FROM place WHERE place.utility = key AND {current('place.reading')})",
        {"known": moment(as_known)},
    )
    return [key for (key,) in rows]


def book_of(store: Store, utility: str, as_known: datetime | None = None) -> Book:
    """The book of one utility, by name or part of it; UsageError if none or several fit."""
    key = resolve_utility(utility, utilities(store, as_known))
    return Book(StoreSource(store.connection, key, as_known), key, as_known)


def charges_on(
    store: Store,
    utility: str,
    day: date,
    as_known: datetime | None = None,
    schedule: str | None = None,
) -> Answer:
    """The sheets and charges in force on a day, and what is not known; of one schedule if given."""
    return book_of(store, utility, as_known).on(day, schedule)


def sheets(
    store: Store, utility: str, sheet: str | None = None, as_known: datetime | None = None
) -> list[Chain]:
    """The revision chains of a utility, or those of one sheet number (one a book)."""
    book = book_of(store, utility, as_known)
    return book.chains if sheet is None else book.timeline(sheet)


def changes_between(
    store: Store, utility: str, start: date, end: date, as_known: datetime | None = None
) -> list[Step]:
    """What changed after `start` up to `end`, step by step, with what each step goes back to."""
    return changes(book_of(store, utility, as_known), start, end)
