"""Small tables for tests of the engine: forms made on the spot, lines as a text dump gives them."""

from __future__ import annotations

from collections import Counter

from ratebook.forms.tables.repair.mend import mend
from ratebook.forms.tables.rows.scan import scan_table
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line
from ratebook.reading.markup import read_line
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Column, Row, Table


def lines(*texts: str) -> list[Line]:
    """Lines of one page, numbered from 1; blank ones are left out."""
    read = (read_line(text, number, 1) for number, text in enumerate(texts, 1))
    return [line for line in read if line is not None]


def table(name: str, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
    return Table(
        name, start=(), end=(), columns=columns, groups=(), rows=rows, records=(), checks=(),
        furniture=(),
    )  # fmt: skip


def scanned(of: Table, *texts: str) -> Scan:
    """The walk over these lines, damage mended."""
    scan = Scan(of, lines(*texts), Ledger(), "form", "CDINRST", set())
    scan_table(scan)
    mend(scan, Counter())
    scan.hits.sort(key=lambda hit: hit.at)
    return scan


def cells(scan: Scan) -> list[dict[str, str]]:
    """What each row holds, by field."""
    return [{name: hit.text(name) for name in hit.cells} for hit in scan.hits]


COSTS = table(
    "jobs",
    columns=(
        Column("month", ("Month",), "{month:month}"),
        Column("overhead", ("Overhead Cost", "OH Cost"), "{overhead:money}"),
        Column("underground", ("URD Cost", "Underground Cost"), "{underground:money}"),
        Column("distance", ("Distance", "Feet"), "{distance:feet}"),
    ),
    rows=(
        Row("job", columns=("month", "overhead", "underground", "distance")),
        Row("total", columns=("overhead", "underground", "distance"), label="Total"),
    ),
)

SEASONS = table(
    "rates",
    columns=(
        Column("year", ("Year",), "{year:year}"),
        Column("winter_on", ("Winter / On-Peak",), "{winter_on:rate}"),
        Column("winter_off", ("Winter / Off-Peak",), "{winter_off:rate}"),
        Column("summer_on", ("Summer / On-Peak",), "{summer_on:rate}"),
        Column("summer_off", ("Summer / Off-Peak",), "{summer_off:rate}"),
    ),
    rows=(Row("rates", columns=("year", "winter_on", "winter_off", "summer_on", "summer_off")),),
)
