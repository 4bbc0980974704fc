"""Sheets that print no number: what their neighbours in the document say about it.

Sheets stand in a filing in the order of their numbers. A page without a number between sheets 137
and 141 is therefore one of 138 to 140: that is a derivation with an interval, never a reading.
"""

from __future__ import annotations

from decimal import Decimal

from ratebook.records.datum import Datum, Draft, Standing
from ratebook.records.ledger import Ledger

_OPEN = 9999
"""The upper end where no numbered sheet follows."""


def place_unnumbered(ledger: Ledger) -> None:
    """Derives number and book of the sheets without number that the last sheets of the ledger are,
    or that stand right before its last sheet. To be called after each sheet."""
    sheets = [d for d in ledger.drafts if d.kind == "sheet" and not _prints_none(d, ledger)]
    end = len(sheets)
    after = _number(sheets[-1], ledger) if sheets else None
    if after is not None:
        end -= 1
    start = end
    while start and _number(sheets[start - 1], ledger) is None:
        start -= 1
    if start == end or not start:
        return
    before = _number(sheets[start - 1], ledger)
    if before is None:
        return
    run = sheets[start:end]
    follower = sheets[end] if after is not None else None
    _derive_numbers(run, before, after if after is not None else _OPEN + 1, ledger)
    _derive_book(run, sheets[start - 1], follower, ledger)


def _prints_none(sheet: Draft, ledger: Ledger) -> bool:
    """Whether the page has no sheet number to lose: the cover of a book."""
    datum = _datum(sheet, "sheet", ledger)
    return datum is not None and datum.standing is Standing.ABSENT


def _number(sheet: Draft, ledger: Ledger) -> int | None:
    """The sheet's number, where one that can be counted is printed."""
    datum = _datum(sheet, "sheet", ledger)
    if datum is None or not datum.standing.accepted or not str(datum.value).isdigit():
        return None
    return int(str(datum.value))


def _datum(sheet: Draft, field: str, ledger: Ledger) -> Datum | None:
    number = sheet.fields.get(field)
    return None if number is None else ledger.data[number]


def _derive_numbers(run: list[Draft], before: int, after: int, ledger: Ledger) -> None:
    room = after - before - 1
    if room < len(run):
        return
    for at, sheet in enumerate(run):
        low, high = before + 1 + at, after - len(run) + at
        interval = (Decimal(low), Decimal(high))
        _derive(sheet, "sheet", str(low), ledger, interval)


def _derive_book(run: list[Draft], before: Draft, follower: Draft | None, ledger: Ledger) -> None:
    one = _datum(before, "book", ledger)
    other = _datum(follower, "book", ledger) if follower else None
    if one is None or one.value is None or (other is not None and other.value != one.value):
        return
    for sheet in run:
        _derive(sheet, "book", str(one.value), ledger, None)


def _derive(
    sheet: Draft,
    field: str,
    value: str,
    ledger: Ledger,
    interval: tuple[Decimal, Decimal] | None,
) -> None:
    datum = _datum(sheet, field, ledger)
    if datum is None or (datum.standing.accepted and datum.value is not None):
        return
    allowed = [value]
    if interval is not None:
        allowed = [str(number) for number in range(int(interval[0]), int(interval[1]) + 1)]
    proof = {"kind": "neighbours", "raw": datum.raw, "value": value, "allowed": allowed}
    ledger.data[datum.id] = datum._replace(
        value=value,
        standing=Standing.DERIVED,
        proof=(proof,),
        interval=interval if len(allowed) > 1 else None,
    )
