"""Lines of a table that nothing read: which groups they stand in, and the figures they show.

A row whose feeder number is gone is no row, but its load is still an addend of its block: with it
the sum can be computed, and a misread of any other load shows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

import regex

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.data.enter import field_types
from ratebook.forms.tables.groups.closing import sums_of
from ratebook.forms.tables.openings import opening_of
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.records.datum import Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Row, Table
from ratebook.rules.types import TYPES

_FIGURE = regex.compile(r"\d[.,]?\d")
_SAYS = regex.compile(r"\w")
_PLACES = regex.compile(r"\.(\d+)$")
_ALIKE = 0.9

Addends = dict[tuple[str, str], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Unread:
    """An unread line: its index in the section, its groups, and by row kind and field the data of
    its figures that a sum takes in. Where these are not there, the line may hold an addend that
    nobody knows."""

    at: int
    groups: dict[str, int]
    addends: Addends = field(default_factory=dict[tuple[str, str], "tuple[int, ...]"])


def unread_lines(scan: Scan, ledger: Ledger) -> list[Unread]:
    """The lines with figures that nothing read. Figures that can be addends are entered as
    `ambiguous`: they let a check fail, and confirm nothing."""
    lines = [
        left
        for left in scan.left
        if (left.heading_cells or left.at not in scan.claimed) and _FIGURE.search(left.text.text)
    ]
    main = main_row(scan.table)
    name = _summed(scan.table, main) if lines and main else None
    pattern = _format(scan, main, name) if name and main else None
    if main is None or name is None or pattern is None:
        return [Unread(left.at, left.groups) for left in lines]
    of = main.name, name
    return [
        Unread(left.at, left.groups, _addends(left, of, pattern, scan, ledger)) for left in lines
    ]


def _summed(table: Table, main: Row) -> str | None:
    """The one number of the table's rows, where a sum takes it in."""
    types = field_types(table, main)
    numbers = [name for name, (kind, _) in types.items() if TYPES[kind].family == "number"]
    summed = {part for parts in sums_of(table).values() for part in parts.values()}
    return numbers[0] if len(numbers) == 1 and numbers[0] in summed else None


def _format(scan: Scan, main: Row, name: str) -> regex.Pattern[str] | None:
    """The number format of a column with decimals: a whole number may be that of a feeder."""
    raws = [h.text(name).strip() for h in scan.hits if h.row is main and h.cells.get(name)]
    count = Counter(len(m[1]) if (m := _PLACES.search(raw)) else 0 for raw in raws)
    places, often = count.most_common(1)[0] if count else (0, 0)
    if not places or often < max(2, _ALIKE * len(raws)):
        return None
    return regex.compile(rf"(?<![\w.,$-])\d{{1,3}}(?:,\d{{3}})*\.\d{{{places}}}(?![\w.,%])")


def _addends(
    left: Leftover, name: tuple[str, str], pattern: regex.Pattern[str], scan: Scan, ledger: Ledger
) -> Addends:
    """The figures at the end of a line that is no total."""
    text = left.text.text
    if left.heading_cells:
        text = " ".join(said for _, said in left.heading_cells)
    found = list(pattern.finditer(text))
    if (
        not found
        or opening_of(scan.table, text)
        or _SAYS.search(pattern.sub("", text[found[0].start() :]))
    ):
        return {}
    return {name: tuple(_enter(m[0], left, ledger) for m in found)}


def _enter(raw: str, left: Leftover, ledger: Ledger) -> int:
    value = Decimal(raw.replace(",", ""))
    place, unit = place_of(left.text.line), Decimal(1).scaleb(int(value.as_tuple().exponent))
    label = "a figure in a line that was not read"
    return ledger.add(raw, value, Standing.AMBIGUOUS, place, quantum=unit, label=label)
