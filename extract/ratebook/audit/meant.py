"""What a document must yield: exact truth beside it, or a golden."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from ratebook.errors import UnreadableDocumentError
from ratebook.golden.entry import entry_of, key_of, named
from ratebook.golden.files import golden_path, load
from ratebook.records.datum import Place, Standing
from ratebook.records.kinds import KINDS, REFERENCES
from ratebook.records.record import Record

TRUTH = ".truth.jsonl"
DAMAGE = ".damage.json"
_NO_VALUES = frozenset({"document", "issue"})


@dataclass(frozen=True, slots=True)
class MeantValue:
    """One value a document must yield. `raw` is the token as it was printed before damage, None
    where that is not known. `known` is False where the golden itself is in doubt; `destroyed`
    where the value cannot be read any more; `struck` names the damage that was done to it, where
    a list of the damage is kept."""

    value: Any
    raw: str | None = None
    place: Place | None = None
    destroyed: bool = False
    known: bool = True
    struck: str | None = None


@dataclass(frozen=True, slots=True)
class MeantRecord:
    """One record a document must yield; fields that are not named are not asserted.
    `shown` is the key for people where `key` is a hash."""

    kind: str
    key: str
    fields: dict[str, MeantValue]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """All a document must yield. `source` is `truth` or `golden`; `entries` says that long texts
    are kept as length and hash, so that readings must be put into the same form."""

    source: str
    records: tuple[MeantRecord, ...]
    sha256: str | None = None
    entries: bool = False
    findings: list[str] = field(default_factory=list[str])


def fields_of(kind: str) -> list[str]:
    """The fields of a kind that carry values of their own."""
    skip = REFERENCES - ({"sheet"} if kind == "sheet" else set())
    return [name for name in KINDS[kind].fields if name not in skip]


def in_doubt(status: str | None) -> bool:
    """Whether a value of this standing is left to a person; None is of no value at all."""
    return status not in (None, Standing.ABSENT) and not Standing(status).accepted


def meant_for(document: str, golden: Path | None, truth: Path | None) -> Meant | None:
    """What is known about a document: truth in `truth` or beside it, else a golden in `golden`.
    None where there is neither."""
    name = Path(document).name + TRUTH
    for folder in (truth, None if golden else Path(document).parent):
        if folder is not None and (folder / name).is_file():
            damage = folder / (Path(document).name + DAMAGE)
            return with_damage(from_truth(_lines(folder / name)), _damage(damage))
    if golden is not None and golden_path(golden, document).is_file():
        return from_golden(load(golden_path(golden, document)))
    return None


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as problem:
        remedy = "Make it anew, or leave --truth out"
        raise UnreadableDocumentError(str(path), f"no JSON lines ({problem})", remedy) from problem


def from_truth(records: Iterable[Mapping[str, Any]]) -> Meant:
    """From records in the contract's form: their evidence says what was printed, and where."""
    made = [
        MeantRecord(
            r["kind"],
            r["key"],
            {name: _from_evidence(r, name) for name in fields_of(r["kind"]) if name in r},
        )
        for r in records
        if r["kind"] in KINDS and r["kind"] not in _NO_VALUES
    ]
    return Meant("truth", tuple(made))


def _from_evidence(record: Mapping[str, Any], name: str) -> MeantValue:
    e = record.get("evidence", {}).get(name)
    if e is None:
        return MeantValue(record[name])
    place = Place(e["page"], e.get("line"), _box(e.get("box"))) if e.get("page") else None
    gone = e["status"] == Standing.UNREADABLE
    return MeantValue(record[name], e.get("raw"), place, destroyed=gone)


def _damage(path: Path) -> list[dict[str, Any]]:
    try:
        return json.loads(path.read_text("utf-8"))["damage"] if path.is_file() else []
    except (OSError, ValueError, KeyError, TypeError) as problem:
        remedy = "Make it anew, or remove it"
        raise UnreadableDocumentError(
            str(path), f"no list of damage ({problem})", remedy
        ) from problem


def with_damage(meant: Meant, damage: Iterable[Mapping[str, Any]]) -> Meant:
    """The same with what is known about damage done to the document: which class struck which
    value, and what was printed there before."""
    named: dict[tuple[str, str], Mapping[str, Any]] = {}
    stamped: dict[tuple[int, str], str] = {}
    for one in damage:
        for value in one.get("values", ()):
            named[value["key"], value["field"]] = one
        if "values" not in one and one.get("meant"):
            stamped[one["page"], one["meant"]] = one["class"]
    records = tuple(
        replace(
            r,
            fields={
                name: _struck(v, named.get((r.key, name)), stamped) for name, v in r.fields.items()
            },
        )
        for r in meant.records
    )
    return replace(meant, records=records)


def _struck(
    value: MeantValue, by: Mapping[str, Any] | None, stamped: Mapping[tuple[int, str], str]
) -> MeantValue:
    if by is None:
        at = (value.place.page if value.place else 0, value.raw or "")
        return replace(value, struck=stamped.get(at))
    before = by["meant"] if value.raw == by["seen"] else value.raw
    return replace(value, struck=by["class"], raw=before)


def _box(edges: Any) -> tuple[float, float, float, float] | None:
    return cast("tuple[float, float, float, float]", tuple(edges)) if edges else None


def from_golden(entries: Iterable[Mapping[str, Any]]) -> Meant:
    """From golden entries: every field of a record is asserted, unnamed ones as empty."""
    made: list[MeantRecord] = []
    sha = None
    for entry in entries:
        if entry["kind"] == "document":
            sha = entry.get("sha256")
        if entry["kind"] not in KINDS or entry["kind"] in _NO_VALUES:
            continue
        said: Mapping[str, str] = entry.get("standing", {})
        doubts = {n for n, s in said.items() if in_doubt(s)}
        fields = {
            n: MeantValue(entry.get(n), known=n not in doubts) for n in fields_of(entry["kind"])
        }
        plain = dict(entry)
        made.append(MeantRecord(entry["kind"], key_of(plain), fields, named(plain)))
    return Meant("golden", tuple(made), sha, entries=True)


def in_golden_form(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of a reading with long texts as a golden keeps them."""
    entry = json.loads(json.dumps(entry_of(Record.from_dict(dict(record)))))
    empty = dict.fromkeys(KINDS[record["kind"]].fields)
    keys = {"key": key_of(entry), "shown": record["key"]}
    return {**empty, **entry, **keys, "evidence": record["evidence"]}
