"""Tables linked as a rate order links them, made up or read from a filing, with planted misreads.

Several tables of members with present, final, change and percent; a last one totals the others.
Every number is rounded by itself from unrounded amounts, as printed tables are.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ratebook.proof.prove import Proven, prove
from ratebook.records.datum import Place, Relation, Standing
from ratebook.records.ledger import Ledger
from ratebook.records.record import evidence_of, plain

Rows = list[tuple[str, list[str]]]
COLUMNS = ("present", "final", "change", "percent")
ONE = Decimal(1)


def made_up(seed: int, members: int = 16, tables: int = 7) -> list[tuple[str, Rows]]:
    """Tables of printed tokens: a few dense, most with few members, the last one the total."""
    rng = random.Random(seed)
    exact: list[list[tuple[Decimal, Decimal] | None]] = []
    for table in range(tables):
        share = (0.6, 0.35, 1.0, 0.2, 0.1, 0.1, 0.15)[table % 7]
        filled = [rng.random() < share for _ in range(members)]
        filled[rng.randrange(members)] = True
        exact.append([_amounts(rng) if full else None for full in filled])
    total = [_summed([t[m] for t in exact]) for m in range(members)]
    named = [(f"Rate {chr(65 + n)}", rows) for n, rows in enumerate([*exact, total])]
    return [(name, _printed([*rows, _summed(rows)], members)) for name, rows in named]


def _amounts(rng: random.Random) -> tuple[Decimal, Decimal]:
    present = Decimal(rng.randrange(30_000_000, 8_000_000_000)) / 100
    return present, (present * Decimal(rng.randrange(200, 520)) / 10_000)


def _summed(rows: list[tuple[Decimal, Decimal] | None]) -> tuple[Decimal, Decimal] | None:
    known = [row for row in rows if row is not None]
    return (
        (sum((p for p, _ in known), Decimal(0)), sum((c for _, c in known), Decimal(0)))
        if (known)
        else None
    )


def _printed(rows: list[tuple[Decimal, Decimal] | None], members: int) -> Rows:
    made: Rows = []
    for at, row in enumerate(rows):
        name = f"Member {at + 1}" if at < members else ""
        if row is None:
            made.append((name, ["$ -", "$ -", "$ -", ""]))
            continue
        present, change = row
        whole = [_whole(x) for x in (present, present + change, change)]
        percent = (change / present * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        made.append((name, [*whole, f"{percent}%"]))
    return made


def _whole(amount: Decimal) -> str:
    return f"$ {amount.quantize(ONE, ROUND_HALF_UP):,}"


def printed_tables(text: str) -> list[tuple[str, Rows]]:
    """The allocation tables of an order's text: name line, header line, tab-separated rows."""
    tables: list[tuple[str, Rows]] = []
    lines = text.split("\n")
    for before, line in zip(["", *lines], lines, strict=False):
        cells = [cell.strip().replace("\\", "") for cell in line.split("\t")]
        if cells[1:4] == ["Present", "Final", "Change"]:
            tables.append((before.strip(), []))
        elif tables and len(cells) == 5 and cells[1]:
            tables[-1][1].append((cells[0], cells[1:]))
    return tables


def ledger_of(tables: list[tuple[str, Rows]]) -> Ledger:
    """Data and relations of linked tables."""
    ledger = Ledger()
    ids: dict[tuple[int, int, str], int] = {}
    for t, (name, rows) in enumerate(tables):
        for r, (member, cells) in enumerate(rows):
            for column, raw in zip(COLUMNS, cells, strict=True):
                if raw:
                    label = f"{name}, {member or 'Total'}, {column}"
                    ids[t, r, column] = _enter(ledger, raw, Place(1, 100 * t + r + 1), label)
    for t, (name, rows) in enumerate(tables):
        _relate(ledger, name, rows, {k[1:]: i for k, i in ids.items() if k[0] == t})
    last = len(tables) - 1
    for r, (member, _) in enumerate(tables[last][1]):
        for column in COLUMNS[:3]:
            parts = [ids[t, r, column] for t in range(last)]
            name = f"{member or 'Total'}: {column} of all"
            _sum(ledger, name, parts, ids[last, r, column], "members")
    return ledger


def _relate(ledger: Ledger, name: str, rows: Rows, ids: dict[tuple[int, str], int]) -> None:
    for r, (member, _) in enumerate(rows):
        where = f"{name}, {member or 'Total'}"
        present, final, change = (ids[r, column] for column in COLUMNS[:3])
        _sum(ledger, f"{where}: present + change = final", [present, change], final, "rows")
        if (r, "percent") in ids:
            terms = ((ONE, change), (ONE, present), (ONE, ids[r, "percent"]))
            ledger.relations.append(
                Relation("ratio", f"{where}: percent", terms, Decimal(100), source="percents")
            )
    for column in COLUMNS[:3]:
        parts = [ids[r, column] for r in range(len(rows) - 1)]
        _sum(ledger, f"{name}: {column}", parts, ids[len(rows) - 1, column], "columns")


def _sum(ledger: Ledger, name: str, parts: list[int], total: int, source: str) -> None:
    terms = (*((ONE, i) for i in parts), (-ONE, total))
    ledger.relations.append(Relation("linear", name, terms, source=source))


def number(raw: str) -> tuple[Decimal, Decimal]:
    """Value and last-digit unit of a clean printed token."""
    digits = re.sub(r"[$,%\s]", "", raw)
    if digits == "-":
        return Decimal(0), Decimal(0)
    value = Decimal(digits)
    return value, ONE.scaleb(int(value.as_tuple().exponent))


def _enter(ledger: Ledger, raw: str, place: Place, label: str) -> int:
    value, quantum = number(raw)
    return ledger.add(raw, value, Standing.READ, place, quantum=quantum, label=label)


def enter(ledger: Ledger, raw: str, line: int = 1, label: str = "") -> int:
    """A clean printed number on page 1."""
    return _enter(ledger, raw, Place(1, line), label)


def misread(ledger: Ledger, count: int, rng: random.Random) -> tuple[Ledger, set[int]]:
    """A copy with one digit wrong in each of `count` cells, and which cells."""
    data, hit = dict(ledger.data), set[int]()
    while len(hit) < count:
        cell = rng.choice([i for i in data if i not in hit and re.search(r"\d", data[i].raw or "")])
        raw = data[cell].raw or ""
        at = rng.choice([n for n, c in enumerate(raw) if c.isdigit()])
        raw = raw[:at] + rng.choice([c for c in "0123456789" if c != raw[at]]) + raw[at + 1 :]
        data[cell] = data[cell]._replace(raw=raw, value=number(raw)[0])
        hit.add(cell)
    return replace(ledger, data=data), hit


@dataclass(slots=True)
class Tally:
    """What became of planted misreads."""

    trials: int = 0
    detected: int = 0
    repaired: int = 0
    wrong: int = 0

    def add(self, truth: Ledger, hit: set[int], proven: Proven) -> None:
        """Counts one trial. `repaired`: every planted misread, rightly."""
        self.trials += 1
        self.detected += bool(proven.issues)
        mended = {i for i, d in proven.data.items() if d.standing is Standing.REPAIRED}
        right = {i for i in mended if proven.data[i].value == truth.data[i].value}
        self.repaired += hit <= right
        self.wrong += bool(mended - right)


def trials(truth: Ledger, count: int, misreads: int, seed: int) -> Tally:
    """Plants misreads in copies of a ledger and proves each."""
    rng, tally = random.Random(seed), Tally()
    for _ in range(count):
        damaged, hit = misread(truth, misreads, rng)
        tally.add(truth, hit, prove(damaged))
    return tally


def records_of(proven: Proven) -> list[dict[str, Any]]:
    """Data as printed records, one each, through JSON as a file would hold them."""
    made = [
        {"kind": "allocation", "key": f"value|{i}", "document": "made-up", "amount": plain(d.value),
         "evidence": {"amount": evidence_of(d)}}
        for i, d in proven.data.items()
    ]  # fmt: skip
    return json.loads(json.dumps(made))
