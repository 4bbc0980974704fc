"""Filing, refiling and correcting; what a store refuses."""

import sqlite3
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import book_samples as made
import pytest

from ratebook.errors import UsageError
from ratebook.store import schema
from ratebook.store.question import book_of, charges_on, sheets, utilities
from ratebook.store.schema import VERSION, StoreError
from ratebook.store.store import Store
from ratebook.store.summary import summary

EARLY = datetime(2020, 1, 1, tzinfo=UTC)
LATE = EARLY + timedelta(days=30)


def filing(effective: str = "2010-01-01", amount: str = "0.05") -> list[made.Record]:
    sheet = made.sheet("10", 0, effective, document="a.pdf")
    return [sheet, made.charge(sheet, "10", "energy", amount)]


def counts(store: Store) -> list[int]:
    tables = ("document", "reading", "supersession", "record", "place")
    return [store.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]


def test_filing_twice_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        first = store.ingest("a" * 64, "a.pdf", filing(), known=EARLY)
        before = counts(store)
        again = store.ingest("a" * 64, "copy.pdf", filing(), known=LATE)
        assert (first.outcome, first.records) == ("new", 2)
        assert (again.outcome, again.records, again.known) == ("unchanged", 0, EARLY)
        assert counts(store) == before


def test_a_corrected_reading_supersedes_and_deletes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", filing(amount="0.05"), known=EARLY)
        fixed = store.ingest("a" * 64, "a.pdf", filing(amount="0.06"), known=LATE)
        assert fixed.outcome == "corrected"
        assert counts(store) == [1, 2, 1, 4, 4]
        day = date(2011, 1, 1)
        now = charges_on(store, "hollow creek", day).charges
        then = charges_on(store, "hollow creek", day, as_known=LATE - timedelta(seconds=1)).charges
        assert [f"{f.amount}" for f in (*now, *then)] == ["0.06", "0.05"]
        (document,) = store.documents()
        assert (document["name"], document["superseded"], document["known"]) == ("a.pdf", 1, LATE)


def test_the_reader_version_decides_whether_to_read_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", filing(), reader="ratebook 1")
        assert store.has("a" * 64, "ratebook 1")
        assert not store.has("a" * 64, "ratebook 2")
        store.ingest("a" * 64, "a.pdf", filing(), reader="ratebook 2")
        assert store.has("a" * 64, "ratebook 2")
        assert counts(store)[1] == 1


def test_knowledge_never_goes_back(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", filing(), known=LATE)
        with pytest.raises(UsageError, match="before what the store knows"):
            store.ingest("b" * 64, "b.pdf", filing(), known=EARLY)
        with pytest.raises(UsageError, match="time zone"):
            store.ingest("b" * 64, "b.pdf", filing(), known=datetime(2021, 1, 1))
        assert counts(store)[0] == 1


def test_a_clock_that_steps_back_does_not_stop_an_ingest(tmp_path: Path) -> None:
    ahead = datetime(2199, 1, 1, tzinfo=UTC)
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", filing(), known=ahead)
        assert store.ingest("b" * 64, "b.pdf", filing()).known == ahead


def test_an_error_in_the_middle_files_nothing(tmp_path: Path) -> None:
    broken = made.Record("sheet", "sheet|x", "a.pdf", {"effective": object()}, {})
    with Store.open(tmp_path / "s.sqlite") as store:
        with pytest.raises(TypeError):
            store.ingest("a" * 64, "a.pdf", [*filing(), broken])
        assert counts(store) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("table", ["document", "reading", "record", "place", "sighting"])
def test_rows_are_never_changed_or_deleted(tmp_path: Path, table: str) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", filing())
        column = store.connection.execute(f"SELECT * FROM {table}").description[0][0]
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                store.connection.execute(statement)


def test_tables_are_strict_and_versioned(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        (mode,) = store.connection.execute("PRAGMA journal_mode").fetchone()
        (version,) = store.connection.execute("PRAGMA user_version").fetchone()
        assert (mode, version) == ("wal", VERSION)
        tables = store.connection.execute("PRAGMA table_list").fetchall()
        own = [t for t in tables if not t["name"].startswith("sqlite_")]
        assert own
        assert all(t["strict"] for t in own)


def test_other_files_and_newer_stores_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database, but long enough to be looked at" * 40)
    with pytest.raises(StoreError, match="text"):
        Store.open(tmp_path / "text")
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE precious (x)")
    other.close()
    with pytest.raises(StoreError, match="not a ratebook store"):
        Store.open(tmp_path / "other.sqlite")
    with Store.open(tmp_path / "new.sqlite") as store:
        store.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreError, match="newer"):
        Store.open(tmp_path / "new.sqlite")
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "none.sqlite", readonly=True)


def test_readers_see_whole_documents_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    Store.open(path).close()
    seen: list[int] = []
    done = threading.Event()

    def read() -> None:
        with Store.open(path, readonly=True) as reader:
            while not done.is_set():
                seen.append(sum(1 for _ in reader.records()))

    thread = threading.Thread(target=read)
    with Store.open(path) as writer:
        thread.start()
        filed = 0
        # Files on until the reader has looked often, however busy the machine is.
        while filed < 40 or (len(seen) < 5 and thread.is_alive()):
            writer.ingest(f"{filed:064}", f"{filed}.pdf", filing())
            filed += 1
    done.set()
    thread.join()
    assert len(seen) >= 5
    assert all(count % 2 == 0 for count in seen)


def test_a_read_only_store_writes_nothing(tmp_path: Path) -> None:
    Store.open(tmp_path / "s.sqlite").close()
    store = Store.open(tmp_path / "s.sqlite", readonly=True)
    with store, pytest.raises(sqlite3.OperationalError):
        store.ingest("a" * 64, "a.pdf", filing())


def test_questions_by_name_sheet_and_schedule(tmp_path: Path) -> None:
    other = made.sheet("1", 0, "2010-01-01", utility="Bear Run Power Company", document="b.pdf")
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", filing())
        store.ingest("b" * 64, "b.pdf", [other])
        assert utilities(store) == ["bear run power co", "hollow creek electric coop corp"]
        assert [c.place.sheet for c in sheets(store, "Bear Run")] == ["1"]
        assert sheets(store, "Bear Run", "99") == []
        one = book_of(store, "Hollow Creek")
        day = date(2010, 1, 1)
        assert one.on(day, "10").charges[0].amount == one.on(day).charges[0].amount
        assert one.on(day, "11").charges == ()
        assert [r.key for r in store.records(kind="charge", document="a.pdf")] == [filing()[1].key]
        assert utilities(store, EARLY) == []


def test_a_point_question_agrees_with_the_whole_book(tmp_path: Path) -> None:
    old = made.sheet("3", 1, "2010-01-01")
    new = made.sheet("1", 0, "2012-01-01", book="6", cancels_book="5")
    records = [
        old,
        made.charge(old, "10", "energy", "0.05"),
        new,
        made.charge(new, "20", "energy", "0.06"),
    ]
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", records)
        book = book_of(store, "Hollow Creek")
        for day in (date(2009, 1, 1), date(2011, 1, 1), date(2012, 1, 1)):
            whole = book.on(day)
            for schedule in ("10", "20"):
                part = book.on(day, schedule)
                said = [(f.slot, f.amount, f.until) for f in part.charges]
                assert said == [
                    (f.slot, f.amount, f.until)
                    for f in whole.charges
                    if f.slot.schedule == schedule
                ]
                assert [u for u in part.unknowns if u.slot] == [
                    u for u in whole.unknowns if u.slot and u.slot.schedule == schedule
                ]


def test_the_summary_counts_what_needs_review(tmp_path: Path) -> None:
    document = made.record("document", "a.pdf", name="a.pdf", sha256="a" * 64, pages=3)
    lost = made.charge(filing()[0], "11", "energy", made.doubt("ambiguous", "0.05", "0.06"))
    issue = made.Record(
        "issue", "issue|2|table_line", "a.pdf", {"page": 2, "code": "table_line"}, {}
    )
    with Store.open(tmp_path / "s.sqlite") as store:
        store.ingest("a" * 64, "a.pdf", [document, *filing(), lost, issue])
        counted = summary(store)
    assert (counted.documents, counted.pages, counted.records["charge"]) == (1, 3, 2)
    assert counted.review == {("charge", "amount", "ambiguous"): 1}
    assert (counted.issues, counted.needs_review) == ({"table_line": 1}, True)


def test_an_older_store_is_brought_up_to_date_with_all_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.sqlite"
    with Store.open(path) as store:
        store.ingest("a" * 64, "a.pdf", filing())
    later = "CREATE TABLE decision (id INTEGER PRIMARY KEY, by TEXT NOT NULL) STRICT;"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, later))
    monkeypatch.setattr(schema, "VERSION", VERSION + 1)
    for _ in range(2):
        with Store.open(path) as store:
            (version,) = store.connection.execute("PRAGMA user_version").fetchone()
            assert version == VERSION + 1
            assert counts(store)[3] == 2
            store.connection.execute("INSERT INTO decision (by) VALUES ('clerk')")


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.sqlite"
    Store.open(path).close()
    broken = "CREATE TABLE half (x TEXT) STRICT; CREATE TABLE half (x TEXT) STRICT;"
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
        patched.setattr(schema, "VERSION", VERSION + 1)
        with pytest.raises(StoreError):
            Store.open(path)
    with Store.open(path) as store:
        names = [r[0] for r in store.connection.execute("SELECT name FROM sqlite_schema")]
    assert "half" not in names
