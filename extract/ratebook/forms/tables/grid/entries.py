"""Enters the figures of a grid: each with its keys, its unit, and what makes it doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ratebook.forms.section import place_of
from ratebook.forms.tables.grid.sayings import Key, Saying, said, vocabulary, year_key
from ratebook.forms.tables.hit import Hit, Text, prepare
from ratebook.forms.tables.state import Scan
from ratebook.forms.tokens.values import Reading, read_value, settle
from ratebook.records.datum import Relation, Standing
from ratebook.rules.grid import NONE, SCALE, Grid

_FAR = 40
_MOST = Decimal("0.9")
_ONE = Decimal(1)


class Entry(NamedTuple):
    """A figure: the index of its line, the line, where it stands in it, and its keys."""

    at: int
    text: Text
    figure: Saying
    keys: dict[str, Key]


def enter(scan: Scan, grid: Grid, lines: Sequence[int], found: Sequence[Entry]) -> None:
    """Enters a hit for each figure; nothing where it is not said what the figures are."""
    about = _said_above(scan, grid, lines[0], found)
    if about is None:
        return
    writer = _Writer(scan, grid)
    told = [{**about, **entry.keys} for entry in found]
    for entry, keys, reading in zip(found, told, _readings(found, grid), strict=True):
        groups = {
            name: writer.key(name, key)
            for name, key in keys.items()
            if name != SCALE and key.value != NONE
        }
        groups["amount"] = writer.amount(entry, reading, keys)
        row = scan.table.rows[0]
        scan.hits.append(Hit(row, entry.at, entry.text.line, groups, {}, entry.text.mark))
    writer.sequence(told)
    rows = {entry.at for entry in found}
    for at in lines:
        scan.claim(at, f"row {scan.table.rows[0].name}" if at in rows else "column headings")


def doubt_twins(scan: Scan) -> None:
    """Figures of two tables that have the same keys: what tells the tables apart was not read."""
    data, seen = scan.ledger.data, dict[tuple[object, ...], int]()
    for hit in scan.hits:
        keys = tuple((n, data[i].value) for n, i in sorted(hit.groups.items()) if n != "amount")
        amount = hit.groups["amount"]
        twin = seen.setdefault(keys, amount)
        for one in (amount, twin) if data[twin].value != data[amount].value else ():
            data[one] = data[one]._replace(touched=True)


def _said_above(
    scan: Scan, grid: Grid, first: int, found: Sequence[Entry]
) -> dict[str, Key] | None:
    """What the table's own words leave open, from the nearest line above that says it. None where
    nothing does; only the scale may be left open."""
    names = [n for n in vocabulary(grid).about if not all(n in e.keys for e in found)]
    needed = [n for n in names if n != SCALE]
    made: dict[str, Key] = {}
    for at in range(first - 1, max(first - 1 - _FAR, -1), -1):
        if all(n in made for n in needed):
            break
        one = said(prepare(scan.lines[at], scan.letters), grid)
        for name in names if not one.figures else ():
            keys = [s.keys[name] for s in one.sayings if name in s.keys]
            if name not in made and len({k.value for k in keys}) == 1:
                made[name] = keys[0]
    for key in (k for k in grid.keys if k.default and k.field in needed and k.field not in made):
        made[key.field] = Key(key.default, scan.lines[first], 0, len(scan.lines[first].text))
    return made if all(n in made for n in needed) else None


def _readings(found: Sequence[Entry], grid: Grid) -> list[Reading]:
    """The figures, settled by the number of decimals that most of them print."""
    read = [read_value(_raw(entry), grid.value) for entry in found]
    count = Counter(r.decimals for r in read if r.decimals is not None)
    places, often = count.most_common(1)[0] if count else (None, 0)
    agreed = places if len(read) > 1 and often >= _MOST * len(read) else None
    return [settle(one, agreed) for one in read]


def _raw(entry: Entry) -> str:
    return entry.text.line.text[entry.figure.start : entry.figure.end]


class _Writer:
    """Enters keys and figures; a key that heads several figures is entered once."""

    def __init__(self, scan: Scan, grid: Grid) -> None:
        self._scan, self._grid = scan, grid
        self._keys: dict[tuple[int, int, str], int] = {}
        self._limits = {value: bounds for value, *bounds in grid.limits}

    def key(self, name: str, key: Key) -> int:
        """The datum of a key."""
        where = id(key.line), key.start, name
        if where not in self._keys:
            raw, place = key.line.text[key.start : key.end], place_of(key.line, key.start, key.end)
            self._keys[where] = self._scan.ledger.add(
                raw, key.value, Standing.READ, place, label=name
            )
        return self._keys[where]

    def amount(self, entry: Entry, reading: Reading, keys: dict[str, Key]) -> int:
        """The datum of a figure, in dollars."""
        scale = Decimal(str(keys[SCALE].value)) if SCALE in keys else _ONE
        raw, value, quantum = _raw(entry), reading.value, reading.quantum
        repairs, touched = reading.repairs, reading.touched
        if scale != _ONE and isinstance(value, Decimal):
            repairs = (*repairs, f"{value} {_of(keys[SCALE])}")
            value, quantum = value * scale, quantum * scale if quantum else None
            touched |= "$" in raw
        bounds = [self._limits[str(k.value)] for k in keys.values() if str(k.value) in self._limits]
        if isinstance(value, Decimal):
            touched |= any(not low <= value <= high for low, high in bounds)
        line, start, end = entry.text.line, entry.figure.start, entry.figure.end
        return self._scan.ledger.add(
            raw,
            value,
            reading.standing,
            place_of(line, start, end),
            quantum=quantum,
            candidates=reading.candidates,
            repairs=repairs,
            proof=reading.proof,
            touched=touched or any(w.touched for w in line.words_between(start, end)),
            label=_label(keys),
        )

    def sequence(self, told: Sequence[dict[str, Key]]) -> None:
        """The years of a table follow one another."""
        key = year_key(self._grid)
        printed = {k[key.field].value: k[key.field] for k in told if key and key.field in k}
        years = [(int(year), printed[year]) for year in printed]
        for (_, above), (_, below) in pairwise(years):
            terms = ((_ONE, self.key("year", below)), (-_ONE, self.key("year", above)))
            source = f"{self._scan.form}/{self._scan.table.name}"
            self._scan.ledger.relations.append(
                Relation(
                    "linear",
                    "year goes up by one",
                    terms,
                    constant=-_ONE,
                    rounding="exact",
                    source=source,
                )
            )


def _of(key: Key) -> str:
    return key.line.text[key.start : key.end].strip()


def _label(keys: dict[str, Key]) -> str:
    return ", ".join([*(str(key.value) for name, key in keys.items() if name != SCALE), "amount"])
