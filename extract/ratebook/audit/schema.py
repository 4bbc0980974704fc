"""JSON Schema (2020-12) of an audit."""

from __future__ import annotations

from typing import Any

from ratebook.audit.judge import Outcome
from ratebook.records.datum import Standing

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_RATE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def _object(**fields: Schema) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _map(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _share() -> Schema:
    return _object(count=_COUNT, of=_COUNT, rate=_or_null(_RATE), low=_RATE, high=_RATE)


def _tally() -> Schema:
    outcomes = _object(**{o.value: _COUNT for o in Outcome})
    share = _ref("share")
    return _object(
        values=_COUNT,
        outcomes=outcomes,
        wrong_among_accepted=share,
        accepted_and_right=share,
        flagged=share,
        flags_needed=share,
    )


def _value() -> Schema:
    anything: Schema = {}
    return _object(
        document=_TEXT,
        quality=_TEXT,
        engine=_TEXT,
        form=_TEXT,
        kind=_TEXT,
        key=_TEXT,
        field=_TEXT,
        outcome={"enum": [o.value for o in Outcome]},
        standing=_or_null({"enum": [s.value for s in Standing]}),
        meant=anything,
        read=anything,
        raw=_MAYBE,
        printed=_MAYBE,
        page=_or_null({"type": "integer", "minimum": 0}),
        line=_or_null({"type": "integer"}),
        box=_or_null(_array({"type": "number"})),
    )


def _text_rates() -> Schema:
    return _object(
        signs=_COUNT,
        sign_errors=_COUNT,
        sign_error_rate=_or_null({"type": "number", "minimum": 0}),
        words=_ref("share"),
        figures=_ref("share"),
        moved=_COUNT,
        added=_COUNT,
        classes=_map(_COUNT),
    )


def _engines() -> Schema:
    pair = {**_array(_COUNT), "minItems": 2, "maxItems": 2}
    return _object(
        quality=_TEXT,
        engines=_TEXTS,
        results=_array(_ref("tally")),
        right_alone=pair,
        silent_alone=pair,
        p_right=_RATE,
        p_silent=_RATE,
        use=_MAYBE,
        why=_TEXT,
    )


def _estimate() -> Schema:
    guess = _object(rate=_RATE, low=_RATE, high=_RATE)
    return _object(
        accepted=_COUNT, flagged=_COUNT, error=guess, wrong_among_accepted=guess, doubts=_TEXTS
    )


def schema() -> Schema:
    """The schema of what `ratebook audit --json` writes."""
    noise = _object(
        **{"class": _TEXT},
        count=_COUNT,
        cost_values=_COUNT,
        outcomes=_map(_COUNT),
        examples=_array(_object(seen=_TEXT, meant=_TEXT)),
    )
    document = _object(
        document=_TEXT, source=_TEXT, engine=_TEXT, quality=_TEXT, pages=_COUNT, error=_MAYBE
    )
    groups = ("document", "page", "form", "field", "engine", "quality")
    body = _object(
        audit={"const": 1},
        documents=_array(document),
        total=_ref("tally"),
        by=_object(**{name: _map(_ref("tally")) for name in groups}),
        standings=_array(_object(standing=_TEXT, right=_ref("share"))),
        noise=_array(noise),
        confusions=_array(_object(meant=_TEXT, read=_TEXT, count=_COUNT)),
        text=_or_null(_object(total=_ref("text"), documents=_map(_ref("text")))),
        estimate=_or_null(_estimate()),
        engines=_array(_engines()),
        values=_array(_ref("value")),
        findings=_TEXTS,
        errors=_TEXTS,
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ratebook audit",
        **body,
        "$defs": {"share": _share(), "tally": _tally(), "value": _value(), "text": _text_rates()},
    }
