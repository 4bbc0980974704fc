"""One utility's records out of the store, fetched by what a question needs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice

from ratebook.book.filed import SheetPlace
from ratebook.records.record import Record
from ratebook.store.store import current, moment, place_text

# `+utility` keeps SQLite off the index by utility where the keys asked for are far fewer.

# SQLite takes 32,766 parameters; shorter statements are cached better.
_BATCH = 500

_BODY = (
    "SELECT record.id, record.body FROM place JOIN record ON record.id = place.record"
    f" WHERE {current('place.reading')}"
)


class StoreSource:
    """The records of one utility (a utility key) as known at a time; None: all known now."""

    def __init__(
        self, connection: sqlite3.Connection, utility: str, as_known: datetime | None
    ) -> None:
        self._connection = connection
        self._with: dict[str, object] = {"utility": utility, "known": moment(as_known)}

    def sources_of(self, schedule: str) -> set[str]:
        rows = self._connection.execute(
            "SELECT DISTINCT source_key FROM place"
            f" WHERE {current('place.reading')} AND utility = :utility AND place.kind = 'charge'"
            " AND schedule = :schedule",
            {**self._with, "schedule": schedule},
        )
        return {key for (key,) in rows}

    def sheets(self, keys: Collection[str] | None = None) -> list[Record]:
        if keys is None:
            return self.others("sheet")
        rows = self._gather(
            "SELECT 0, sheet FROM place"
            f" WHERE {current('place.reading')} AND +utility = :utility AND sheet <> ''"
            " AND place.kind = 'sheet' AND source_key IN",
            keys,
        )
        places = {SheetPlace(*json.loads(text)) for _, text in rows}
        own = [place_text(p) for p in places]
        books = [place_text(p._replace(sheet="")) for p in places]
        tail = "AND +utility = :utility AND"
        found = dict(self._gather(f"{_BODY} {tail} sheet <> '' AND sheet IN", own))
        replacing = f"{_BODY} {tail} replaces <> '' AND replaces IN"
        found.update(self._gather(replacing, sorted({*own, *books})))
        return _records(sorted(found.items()))

    def others(self, kind: str) -> list[Record]:
        rows = self._connection.execute(
            f"{_BODY} AND utility = :utility AND place.kind = :kind ORDER BY record.id",
            {**self._with, "kind": kind},
        )
        return _records(rows)

    def charges(self, keys: Collection[str], schedule: str | None = None) -> list[Record]:
        named = "" if schedule is None else "AND schedule = :schedule "
        statement = f"{_BODY} AND place.kind = 'charge' {named}AND +utility = :utility"
        rows = self._gather(f"{statement} AND source_key IN", keys, schedule=schedule)
        return _records(sorted(rows))

    def _gather(
        self, statement: str, wanted: Iterable[str], **more: object
    ) -> Iterator[tuple[int, str]]:
        rest = iter(wanted)
        while batch := list(islice(rest, _BATCH)):
            named = {f"p{n}": value for n, value in enumerate(batch)}
            marks = ", ".join(f":{name}" for name in named)
            for row in self._connection.execute(
                f"{statement} ({marks})", {**self._with, **more, **named}
            ):
                yield row[0], row[1]


def _records(rows: Iterable[tuple[int, str]]) -> list[Record]:
    return [Record.from_dict(json.loads(body)) for _, body in rows]
