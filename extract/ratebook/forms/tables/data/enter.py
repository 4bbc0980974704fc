"""From rows to data: what each cell prints, settled by the number format of its column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ratebook.forms.section import place_of
from ratebook.forms.tables.hit import Hit, Token
from ratebook.forms.tokens.values import Reading, read_value, settle, worn
from ratebook.records.datum import Candidate, Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Row, Table
from ratebook.rules.template import FieldSpec
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES

_FINE = 5
_FEW = 4
_TWO = 2
_OFTEN = 10

_FIGURE = re.compile(r"[\s$.,]*\d[\d$.,]*\s*")


@dataclass(slots=True)
class Cells:
    """One row with its data: field to Datum ids (one for a plain field, more for a repeated)."""

    row: Row
    hit: Hit
    ids: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def first(self, name: str) -> int | None:
        """The datum of a plain field, or of the group of that name."""
        found = self.ids.get(name)
        return found[0] if found else self.hit.groups.get(name)


@lru_cache(maxsize=512)
def field_types(table: Table, row: Row) -> dict[str, tuple[str, bool]]:
    """Field name to (type, optional) for a row kind."""
    sources = [t.source for t in row.lines]
    sources += [c.cell for c in table.columns if c.name in row.columns]
    sources += [s for s in (row.label, row.tail) if s]
    found: dict[str, tuple[str, bool]] = {}
    for source in sources:
        for spec in compiled(source).fields:
            found.setdefault(spec.name, (spec.type, spec.optional or _passing(spec, row)))
    for column in table.columns:
        if column.optional and column.name in row.columns:
            for spec in compiled(column.cell).fields:
                found[spec.name] = (spec.type, True)
    return found


def _types_here(table: Table, hits: list[Hit]) -> dict[str, dict[str, tuple[str, bool]]]:
    """By row kind: its field types. A variant column that no row prints is missing on the page, and
    so is one of two that stand instead of each other."""
    types = {row.name: field_types(table, row) for row in table.rows}
    others = {c.instead for c in table.columns}
    variants = [c for c in table.columns if c.variant or c.instead or c.name in others]
    printed = set[str]()
    for hit in hits if variants else ():
        printed.update(hit.cells, hit.unsure)
    missing = {
        spec.name for c in variants for spec in compiled(c.cell).fields if spec.name not in printed
    }
    if not missing:
        return types
    return {
        row: {name: (kind, optional or name in missing) for name, (kind, optional) in own.items()}
        for row, own in types.items()
    }


def _passing(spec: FieldSpec, row: Row) -> bool:
    """A word that only some of the row's templates print may be missing; a figure may not."""
    everywhere = all(any(f.name == spec.name for f in t.fields) for t in row.lines)
    return not everywhere and TYPES[spec.type].family != "number"


_Pool = tuple[str, str]
"""Row kind and field: the cells that share a number format."""


class _Field(NamedTuple):
    """A field of a row kind: its type, and the habits of its column on this page: the number of
    decimals it prints, whether it prints no zero before the point, and a currency sign."""

    name: str
    kind: str
    optional: bool
    decimals: int | None
    bare: bool
    signed: bool


class _Cell(NamedTuple):
    """What a cell says by its text alone: its reading, whether a figure may have lost a digit at a
    border, whether one below one begins with its point, and whether a figure prints a currency
    sign; None of what it is not."""

    reading: Reading
    worn: bool
    pointed: bool | None
    coined: bool | None


@lru_cache(maxsize=8192)
def _cell(raw: str, kind: str) -> _Cell:
    bare = raw.lstrip("$ ")
    pointed = bare[0] == "." if bare[:1] == "." or bare[:2] == "0." else None
    coined = "$" in raw if any(map(str.isdigit, bare)) else None
    return _Cell(read_value(raw, kind), worn(raw, kind), pointed, coined)


def _decimals(cells: list[_Cell]) -> int | None:
    """The number of decimals a field prints, where all its clean cells agree."""
    clean = [
        reading.decimals
        for reading in [cell.reading for cell in cells]
        if reading.decimals is not None and not reading.repairs and not reading.touched
    ]
    if len(clean) < _TWO:
        return None
    if clean.count(clean[0]) == len(clean):  # as nearly always
        return clean[0]
    most, count = Counter(clean).most_common(1)[0]
    return most if count >= 0.9 * len(clean) else None


def _bare(cells: list[_Cell]) -> bool:
    """Whether a column prints no zero before the point (`.0583`): there it is not a lost digit. A
    few such figures among many above one may all have lost theirs."""
    points = [cell.pointed for cell in cells if cell.pointed is not None]
    return len(points) > 1 and all(points) and _OFTEN * len(points) >= len(cells)


def _signed(cells: list[_Cell]) -> bool:
    """Whether a column prints a currency sign: a figure without one may be the rest of a figure."""
    signs = [cell.coined for cell in cells if cell.coined is not None]
    return len(signs) > 3 and sum(signs) >= 0.8 * len(signs)


def _said(token: Token, type_name: str) -> _Cell:
    cell = _cell(token.raw, type_name)
    if not (token.others or token.loose):
        return cell
    found = cell.reading
    if token.others:
        twins = (read_value(other, type_name).value for other in token.others)
        extra = tuple(
            Candidate(value, 0.5, "printed twice")
            for value in twins
            if isinstance(value, (Decimal, int, str))
        )
        found = found._replace(candidates=(*found.candidates, *extra))
    # Out of its place or drawn twice: no number format clears it.
    return cell._replace(reading=found._replace(touched=True))


def _blank(kind: str, decimals: int | None) -> Decimal | None:
    """The last digit's unit of a figure nobody can read, where its column has a number format."""
    number = TYPES[kind].family == "number" and decimals is not None
    return Decimal(1).scaleb(-(decimals or 0)) if number else None


def enter_rows(table: Table, hits: list[Hit], ledger: Ledger) -> list[Cells]:
    """Enters the data of all rows; numbers are settled by their column's format."""
    types = _types_here(table, hits)
    readings: list[dict[str, list[_Cell]]] = []
    pooled: dict[_Pool, list[_Cell]] = {}
    for hit in hits:
        row, said = hit.row.name, dict[str, list[_Cell]]()
        own = types[row]
        for name, tokens in hit.cells.items():
            kind = own[name][0] if name in own else "text"
            said[name] = [_said(token, kind) for token in tokens]
            pooled.setdefault((row, name), []).extend(said[name])
        readings.append(said)
    fields = {
        row: [
            _field(name, kind, optional, pooled.get((row, name), []))
            for name, (kind, optional) in types[row].items()
        ]
        for row in {hit.row.name for hit in hits}
    }
    cells: list[Cells] = []
    for hit, said in zip(hits, readings, strict=True):
        made, words = Cells(hit.row, hit), _Words(hit)
        for one in fields[hit.row.name]:
            made.ids[one.name] = _enter_field(hit, one, said.get(one.name, []), ledger, words)
        cells.append(made)
    return cells


def _field(name: str, kind: str, optional: bool, cells: list[_Cell]) -> _Field:
    """A field of a row kind, with what its column prints on this page."""
    if not cells:
        return _Field(name, kind, optional, None, False, False)
    return _Field(name, kind, optional, _decimals(cells), _bare(cells), _signed(cells))


def _enter_field(
    hit: Hit, one: _Field, said: list[_Cell], ledger: Ledger, words: _Words
) -> list[int]:
    name, kind, optional, decimals, bare, signed = one
    label = words.label(name)
    if name in hit.unsure:
        return [_unsure(hit, name, kind, ledger, label)]
    tokens = hit.cells.get(name, [])
    if not tokens:
        place = place_of(hit.line)
        if optional or name in hit.blank:
            return [ledger.absent(place, label)]
        return [
            ledger.add(
                None, None, Standing.UNREADABLE, place, label=label, quantum=_blank(kind, decimals)
            )
        ]
    found: list[int] = []
    for token, cell in zip(tokens, said, strict=True):
        reading = settle(cell.reading, decimals)
        raw = token.raw
        lost = cell.worn and not (_whole(raw, kind, bare) and raw.lstrip("$\t ")[0] == ".")
        if token.loose or token.others or lost or (signed and "$" not in raw):
            reading = reading._replace(touched=True)
        if reading.value is None and reading.quantum is None:
            reading = reading._replace(quantum=_blank(kind, decimals))
        number = ledger.add(
            raw,
            reading.value,
            reading.standing,
            place_of(token.line, token.start, token.end),
            quantum=reading.quantum,
            candidates=reading.candidates,
            repairs=reading.repairs,
            proof=reading.proof,
            touched=reading.touched,
            label=label,
            formed=decimals is not None and reading.decimals == decimals,
        )
        found.append(number)
    return found


def _whole(raw: str, kind: str, bare: bool) -> bool:
    """Whether a figure that begins with its point lost no digit: its column prints them so, or it
    is a rate with decimals as fine as only rates below a dollar have."""
    return bare or (kind == "rate" and len(raw.rpartition(".")[2].rstrip()) >= _FINE)


def _unsure(hit: Hit, name: str, kind: str, ledger: Ledger, label: str) -> int:
    readings = [read_value(text, kind) for text in hit.unsure[name]]
    candidates = tuple(
        Candidate(r.value, 1.0, "may stand in this row")  # type: ignore[arg-type]
        for r in readings
        if r.value is not None
    )
    raw = " / ".join(hit.unsure[name]) or None
    units = {r.quantum for r in readings}
    return ledger.add(
        raw,
        None,
        Standing.AMBIGUOUS,
        place_of(hit.line),
        quantum=units.pop() if len(units) == 1 else None,
        candidates=candidates,
        label=label,
    )


class _Words:
    """How a person would call the values of a row: by its first texts that are no plain figures,
    and by the field."""

    def __init__(self, hit: Hit) -> None:
        self._named: dict[str, str] = {}
        for name in hit.cells:
            text = hit.text(name)
            if text and not _numeric(text):
                self._named[name] = text
                if len(self._named) == _FEW:
                    break
        self._three = ", ".join([*self._named.values()][:3])

    def label(self, name: str) -> str:
        if name in self._named or not self._three:
            return ", ".join([*[text for n, text in self._named.items() if n != name][:3], name])
        return f"{self._three}, {name}"


@lru_cache(maxsize=4096)
def _numeric(text: str) -> bool:
    return len(text) > 2 and not text[0].isalpha() and _FIGURE.fullmatch(text) is not None
