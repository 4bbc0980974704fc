"""Records as a reading would give them, made by hand for tests of book, store and export."""

from __future__ import annotations

from typing import Any

from ratebook.records.kinds import KINDS, REFERENCES
from ratebook.records.record import Record, natural_key

UTILITY = "Hollow Creek Electric Cooperative Corporation"


def doubt(status: str, *candidates: str, value: Any = None) -> dict[str, Any]:
    """A value that may not be used, to pass for a field."""
    return {"doubt": status, "candidates": list(candidates), "value": value}


def record(kind: str, document: str, page: int = 1, **given: Any) -> Record:
    """A record with evidence for every given field; the others print nothing."""
    values: dict[str, Any] = dict.fromkeys(KINDS[kind].fields)
    evidence: dict[str, dict[str, Any]] = {}
    for line, (field, value) in enumerate(given.items(), 1):
        status, candidates = "read", []
        if isinstance(value, dict) and "doubt" in value:
            status, candidates, value = value["doubt"], value["candidates"], value["value"]
        values[field] = value
        if field in REFERENCES and not (kind == "sheet" and field == "sheet"):
            continue
        if value is None and status == "read":
            status = "absent"
        evidence[field] = {
            "status": status,
            "page": page,
            "box": [72.0, 10.0 * line, 200.0, 10.0 * line + 9],
            "line": None,
            "raw": None if value is None else str(value),
            "repairs": [],
            "proof": [],
            "interval": None,
            "candidates": candidates,
        }
    return Record(kind, natural_key(kind, values), document, values, evidence)


def sheet(number: str, revision: int, effective: Any = None, **more: Any) -> Record:
    """A sheet of book 5 in Kentucky, cancelling the revision before it."""
    document = more.pop("document", f"sheet-{number}-{revision}.pdf")
    given: dict[str, Any] = {
        "jurisdiction": "KY",
        "utility": UTILITY,
        "book": "5",
        "sheet": number,
        "revision": revision,
        "effective": effective,
        "cancels_book": "5" if revision else "4",
        "cancels_sheet": number if revision else None,
        "cancels_revision": revision - 1 if revision else None,
    }
    given.update(more)
    return record("sheet", document, **given)


def order(case: str, effective: Any, **more: Any) -> Record:
    """An order on the sample utility's rates."""
    given: dict[str, Any] = {
        "jurisdiction": "KY",
        "commission": "Public Service Commission of Kentucky",
        "case": case,
        "style": "APPLICATION FOR AN ADJUSTMENT OF RATES",
        "dated": effective,
        "effective": effective,
        "applicant": UTILITY,
    }
    document = more.pop("document", f"{case}.pdf")
    given.update(more)
    return record("order", document, **given)


def guide(**more: Any) -> Record:
    """A guide to the sample utility."""
    given = {"utility": UTILITY, "jurisdiction": "KY", "updated": "2026-06-04", **more}
    return record("guide", "guide.html", **given)


_UNITS = {
    "customer": "USD/month",
    "energy": "USD/kWh",
    "demand": "USD/kW-month",
    "lamp": "USD/lamp-month",
    "excess_demand": "USD/kW-month",
}


def charge(
    source: Record, schedule: str, component: str, amount: Any, page: int = 2, **more: Any
) -> Record:
    """A charge printed by a sheet, an order or a guide."""
    given: dict[str, Any] = {
        "source": source.kind,
        "source_key": source.key,
        "schedule": schedule,
        "label": f"{component} charge",
        "component": component,
        "amount": amount,
        "unit": _UNITS.get(component, "USD"),
    }
    given.update(more)
    return record("charge", source.document, page, **given)
