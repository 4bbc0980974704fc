"""Reads a utility data access guide: facts, access methods, and rates as claims."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ratebook.forms.guides.doubt import doubts
from ratebook.forms.guides.facts import (
    Fact,
    is_guide_title,
    read_customers,
    read_green_button,
    read_jurisdiction,
    read_kind,
    read_labelled,
    read_phone,
    read_portal,
    read_supplier,
    read_territory,
    read_updated,
    read_utility,
)
from ratebook.forms.guides.rates import Claimed, Rates, find_rates, schedule_titles
from ratebook.forms.guides.table import AccessTable, Row, find_table
from ratebook.forms.guides.wrapped import PARTIES
from ratebook.forms.orders.flow import Passage, passages
from ratebook.forms.orders.footnotes import Split
from ratebook.forms.section import Section, place_of
from ratebook.forms.tokens.worn import worn_text
from ratebook.records.datum import Candidate, Draft, Place, Relation, Standing
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger

__all__ = ["is_guide_title", "read_guide"]

_READERS: dict[str, Callable[[list[Passage]], Fact | None]] = {
    "utility": read_utility,
    "jurisdiction": read_jurisdiction,
    "utility_type": read_kind,
    "customers": read_customers,
    "territory": read_territory,
    "supplier": read_supplier,
    "meters": lambda run: read_labelled("meter_labels", "meter_prose", "meters", run),
    "interval": lambda run: read_labelled("interval_labels", "interval_prose", "interval", run),
    "green_button_download": lambda run: read_green_button("download_labels", run),
    "green_button_connect": lambda run: read_green_button("connect_labels", run),
    "phone": read_phone,
    "portal": read_portal,
    "updated": read_updated,
}

_OPEN_ENDS = (" and", " or", " of", " the", " to", " for", " with", " &", ",")
_WORDS = ("utility_type", "territory", "supplier", "meters", "interval")
"""Fields whose value is words as printed."""


def read_guide(section: Section, ledger: Ledger) -> Draft:
    """The `guide` draft of a section with its `access_method` and `charge` drafts.

    Every line is claimed; what the guide itself leaves open is ambiguous, never decided.
    """
    lines = [line for line in section.lines if line.text.strip()]
    table = find_table(lines)
    inside = {id(line) for line in table.lines} if table else set[int]()
    outside = [line for line in lines if id(line) not in inside]
    # The title stands alone, however short the lines below it are.
    prose = passages(Split(body=outside[:1])) + passages(Split(body=outside[1:]))
    here = place_of(section.lines[0])
    guide = ledger.draft("guide", {})
    for name in KINDS["guide"].fields:
        guide.fields[name] = _fact(name, _READERS[name](prose), here, ledger)
    if table:
        _methods(table, ledger, guide)
    _claim(prose, _rates(prose, ledger, guide), ledger)
    return guide


def _fact(name: str, fact: Fact | None, here: Place, ledger: Ledger) -> int:
    if fact is None:
        return ledger.absent(here, label=name)
    place = fact.where.place(fact.start, fact.end)
    raw = fact.where.text[fact.start : fact.end]
    candidates = tuple(Candidate(v, 1.0, "the guide leaves it open") for v in fact.candidates)
    worn = name in _WORDS and isinstance(fact.value, str) and worn_text(fact.value) is not None
    datum = ledger.add(
        raw, fact.value, fact.standing, place, candidates=candidates, label=name, touched=worn
    )
    if fact.standing is Standing.AMBIGUOUS:
        said = " or ".join(str(v) for v in fact.candidates)
        ledger.issue(f"guide.{name}", f"the guide leaves open whether it is {said}", place, datum)
    return datum


def _methods(table: AccessTable, ledger: Ledger, guide: Draft) -> None:
    ledger.claim(table.heading, "guide", "heading of the access methods")
    doubtful = doubts(table)
    for row in table.rows:
        if id(row) in doubtful.ghosts:
            ledger.claim(row.line, "guide", "ghost: a row printed once and drawn twice")
            said = f"not counted, a row printed once and drawn twice: {row.line.text.strip()}"
            ledger.issue("ghost-row", said, place_of(row.line))
            continue
        for line in (row.line, *row.more):
            ledger.claim(line, "guide", "access method")
        place = place_of(row.line)
        fields: dict[str, int | None] = {"guide": None}
        for name in KINDS["access_method"].fields:
            if name != "guide":
                open_to = name in doubtful.fields.get(id(row), ())
                fields[name] = _cell(name, row, place, ledger, doubtful=open_to)
        ledger.draft("access_method", fields, guide)
        if row.choices:
            said = "the columns have run together and cannot be told apart"
            ledger.issue("guide.columns", said, place, fields["method"])


def _cell(name: str, row: Row, place: Place, ledger: Ledger, *, doubtful: bool) -> int:
    text = row.cells.get(name)
    if text:
        start = max(row.line.text.find(text), 0)
        at = place if name in PARTIES else place_of(row.line, start, start + len(text))
        at = row.places.get(name, at)
        # What ends so goes on, in a line that was lost.
        doubtful = doubtful or text.endswith(_OPEN_ENDS)
        return ledger.add(text, text, Standing.READ, at, label=name, touched=doubtful)
    if name in row.choices:
        candidates = tuple(Candidate(v, 1.0, "columns run together") for v in row.choices[name])
        return ledger.add(
            row.line.text, None, Standing.AMBIGUOUS, place, candidates=candidates, label=name
        )
    return ledger.absent(place, label=name)


def _rates(prose: list[Passage], ledger: Ledger, guide: Draft) -> Rates:
    """Enters the rates the guide states."""
    found = find_rates(prose, schedule_titles(prose))
    groups: dict[tuple[str | None, ...], list[Claimed]] = {}
    for one in found.claims:
        groups.setdefault(one.subject, []).append(one)
    for group in groups.values():
        _charge(group, ledger, guide)
    for one, start, end in found.unplaced:
        said = f"{one.text[start:end]} is stated for nobody named"
        ledger.issue("guide.rate", said, one.place(start, end))
    return found


def _charge(group: list[Claimed], ledger: Ledger, guide: Draft) -> None:
    """One charge from all that the guide says of it; statements that differ settle nothing."""
    best = next((one for one in group if one.effective), group[0])
    place = best.where.place(best.start, best.end)
    values = list(dict.fromkeys(one.amount for one in group))
    amounts = [_amount(one, ledger) for one in group] if len(values) == 1 else []
    if amounts:
        amount = amounts[group.index(best)]
        _agree(amounts, best, ledger)
    else:
        candidates = tuple(Candidate(v, 1.0, "stated in the guide") for v in values)
        raw = best.where.text[best.start : best.end]
        amount = ledger.add(
            raw, None, Standing.AMBIGUOUS, place, candidates=candidates, label="amount"
        )
        said = f"the guide states {' and '.join(map(str, values))}"
        ledger.issue("guide.rate", said, place, amount)
    fields: dict[str, int | None] = dict.fromkeys(KINDS["charge"].fields)
    for name in fields:
        if name not in ("source", "source_key", "sheet", "order", "amount", "effective"):
            fields[name] = _word(name, best, place, ledger)
    fields["amount"] = amount
    fields["effective"] = _effective(best, place, ledger)
    ledger.draft("charge", fields, guide)


def _amount(one: Claimed, ledger: Ledger) -> int:
    raw = one.where.text[one.start : one.end]
    place = one.where.place(one.start, one.end)
    label = f"schedule {one.schedule or one.title}, {one.component}"
    return ledger.add(
        raw, one.amount, Standing.READ, place, quantum=one.quantum, repairs=one.repairs, label=label
    )


def _agree(amounts: list[int], best: Claimed, ledger: Ledger) -> None:
    """The guide's statements of one rate must print the same."""
    if len(amounts) > 1:
        name = f"the guide states the {best.component} charge of {best.schedule} alike everywhere"
        terms = tuple((Decimal(1), number) for number in amounts)
        ledger.relations.append(Relation("equal", name, terms, source="guide"))


def _word(name: str, one: Claimed, place: Place, ledger: Ledger) -> int:
    values: dict[str, Any] = {
        "schedule": one.schedule, "schedule_title": one.title, "component": one.component,
        "unit": one.unit, "season": one.season, "period": one.period, "tier": one.tier,
    }  # fmt: skip
    value = values.get(name)
    if name == "component" and value is None:
        kinds = tuple(Candidate(c, 1.0, "a monthly charge") for c in ("customer", "other"))
        return ledger.add(None, None, Standing.AMBIGUOUS, place, candidates=kinds, label=name)
    if value is None:
        return ledger.absent(place, label=name)
    return ledger.add(str(value), value, Standing.READ, place, label=name)


def _effective(one: Claimed, place: Place, ledger: Ledger) -> int:
    if one.effective is None:
        return ledger.absent(place, label="effective")
    day, start, end = one.effective
    at = one.where.place(start, end)
    return ledger.add(one.where.text[start:end], day, Standing.READ, at, label="effective")


def _claim(prose: list[Passage], found: Rates, ledger: Ledger) -> None:
    """Says of every line what it is; amounts that were passed over are named."""
    rated = {id(one.where) for one in found.claims}
    passed: dict[int, list[str]] = {}
    for one, start, end in found.passed:
        passed.setdefault(id(one), []).append(one.text[start:end].strip())
    for one in prose:
        became = "rates stated" if id(one) in rated else "prose"
        if id(one) in passed:
            became += f"; no charge: {', '.join(passed[id(one)])}"
        for line in one.lines:
            ledger.claim(line, "guide", became)
