"""JSON Schema (2020-12) of the records, made from the kinds themselves."""

from __future__ import annotations

from typing import Any

from ratebook.records.datum import Standing
from ratebook.records.kinds import KINDS

_NULL = {"type": "null"}
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "int": {"type": ["integer", "null"]},
    "dec": {"anyOf": [{"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}, _NULL]},
    "date": {"anyOf": [{"type": "string", "format": "date"}, _NULL]},
    "month": {"anyOf": [{"type": "string", "pattern": r"^\d{4}-\d{2}$"}, _NULL]},
    "list": {"type": ["array", "null"]},
}


def evidence_schema() -> dict[str, Any]:
    """What stands beside a value."""
    number = {"type": "number"}
    box = {"type": "array", "items": number, "minItems": 4, "maxItems": 4}
    return {
        "type": "object",
        "properties": {
            "status": {"enum": [standing.value for standing in Standing]},
            "page": {"type": "integer", "minimum": 1},
            "box": {"anyOf": [box, _NULL]},
            "line": {"type": ["integer", "null"]},
            "raw": {"type": ["string", "null"]},
            "repairs": {"type": "array", "items": {"type": "string"}},
            "proof": {"type": "array", "items": {"type": "object"}},
            "interval": {"anyOf": [{"type": "array", "items": {"type": "string"}}, _NULL]},
            "candidates": {"type": "array"},
            "negated": {"type": "boolean"},
            "witness": {"type": "array", "items": {"type": "string"}},
            "note": {"type": "string"},
        },
        "required": [
            "status",
            "page",
            "box",
            "line",
            "raw",
            "repairs",
            "proof",
            "interval",
            "candidates",
        ],
        "additionalProperties": False,
    }


def kind_schema(name: str) -> dict[str, Any]:
    """One kind of record."""
    fields: dict[str, Any] = {f: _TYPES[t] for f, t in KINDS[name].fields.items()}
    return {
        "type": "object",
        "properties": {
            "kind": {"const": name},
            "key": {"type": "string"},
            "document": {"type": "string"},
            **fields,
            "evidence": {
                "type": "object",
                "properties": {f: {"$ref": "#/$defs/evidence"} for f in fields},
                "additionalProperties": False,
            },
        },
        "required": ["kind", "key", "document", *fields, "evidence"],
        "additionalProperties": False,
    }


def schema() -> dict[str, Any]:
    """The schema of one record of any kind."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ratebook record",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in KINDS],
        "$defs": {"evidence": evidence_schema(), **{name: kind_schema(name) for name in KINDS}},
    }
