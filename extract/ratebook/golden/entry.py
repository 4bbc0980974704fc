"""A golden entry: a record as it must come out, prose kept as length and hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any, cast

from ratebook.records.kinds import KINDS
from ratebook.records.record import Record

LONG = 120
"""Texts longer than this are sentences of somebody; a golden keeps their length and SHA-256."""

Entry = dict[str, Any]

_OF_THE_READING = ("name", "readers", "lines", "lines_read", "lines_known", "lines_issue")
"""Fields of a document that say how it was read, not what it holds."""


def _prose(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONG:
        digest = hashlib.sha256(value.encode()).hexdigest()
        return {"length": len(value), "sha256": digest}
    if isinstance(value, list):
        return [_prose(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {k: _prose(v) for k, v in cast("dict[str, Any]", value).items()}
    return value


def entry_of(record: Record) -> Entry:
    """The golden entry of a record: what it says and how sure it is, not where it stood."""
    values = {name: _prose(v) for name, v in record.values.items() if v is not None}
    if record.kind == "document":
        for name in _OF_THE_READING:
            values.pop(name, None)
    standing = {n: e["status"] for n, e in record.evidence.items() if e["status"] != "absent"}
    entry: Entry = {"kind": record.kind, "key": _prose(record.key), **values}
    return {**entry, "standing": standing} if standing else entry


def entries_of(records: list[Record]) -> list[Entry]:
    """Entries in the order of the records; plain issues are noted by code, line and page."""
    return [json.loads(json.dumps(entry_of(record))) for record in records]


def named(entry: Entry) -> str:
    """The key as a person reads it; made of the entry's fields where it is kept as a hash."""
    key = entry["key"]
    if isinstance(key, str):
        return key
    parts = [entry.get(field) for field in KINDS[entry["kind"]].key]
    said = ("…" if isinstance(part, dict) else "" if part is None else str(part) for part in parts)
    return f"{entry['kind']}|" + "|".join(said).rstrip("|")


def key_of(entry: Entry) -> str:
    """The key an entry is compared by."""
    key = entry["key"]
    return key if isinstance(key, str) else f"{entry['kind']}|{key['sha256']}"
