"""Puts values into the fields of an order, each with its place and standing."""

from __future__ import annotations

from typing import Any

from ratebook.forms.orders.citations import Found
from ratebook.forms.orders.flow import Passage
from ratebook.records.datum import Candidate, Datum, Draft, Place, Standing
from ratebook.records.ledger import Ledger


def put(
    ledger: Ledger, order: Draft, name: str, raw: str, value: Any, place: Place, **more: Any
) -> None:
    """Enters a legible value of a field."""
    standing = more.pop("standing", Standing.READ)
    order.fields[name] = ledger.add(raw, value, standing, place, label=name, **more)


def put_choice(
    ledger: Ledger, order: Draft, name: str, found: Found, where: Passage, values: list[str]
) -> None:
    """The value where the page gives one, else the candidates."""
    raw, place = where.text[found.start : found.end], where.place(found.start, found.end)
    if len(values) == 1:
        touched = where.damaged(found.start, found.end)
        put(ledger, order, name, raw, values[0], place, touched=touched)
        return
    candidates = tuple(Candidate(v, 1.0, "also printed in the order") for v in values)
    put(ledger, order, name, raw, None, place, standing=Standing.AMBIGUOUS, candidates=candidates)
    ledger.issue(f"order.{name}", f"the order gives {', '.join(values)}", place, order.fields[name])


def datum_of(ledger: Ledger, order: Draft, name: str) -> Datum | None:
    """The datum of a field of the order; None where it has none yet."""
    number = order.fields.get(name)
    return ledger.data[number] if number else None
