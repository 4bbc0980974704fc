"""OpenEI URDB rates out of a book: one item for each stretch of days a schedule stood unchanged."""

from __future__ import annotations

import hashlib
import json
import re
from calendar import timegm
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from ratebook.book.book import Answer, Book
from ratebook.book.change import turning_days
from ratebook.book.fact import Citation
from ratebook.book.force import ChargeInForce, Unknown
from ratebook.book.slot import Slot, slots
from ratebook.export.atomic import replacing
from ratebook.export.urdb_fields import EXTENSION

_FIXED_UNITS = {"USD/day": "$/day", "USD/month": "$/month", "USD/year": "$/year"}
_DEMAND_UNITS = {"USD/kW-month": "kW", "USD/kVA-month": "kVA"}
_SECTORS = {"residential": "Residential", "commercial": "Commercial", "industrial": "Industrial"}
_ATTRIBUTES = {
    "demand": "demandattrs",
    "contract_demand": "demandattrs",
    "excess_demand": "demandattrs",
    "energy": "energyattrs",
}
_YEAR_ROUND = [[0] * 24 for _ in range(12)]

_FIRST = re.compile(r"first ([\d,]{1,12}) kwh\b.{0,40}")
_NEXT = re.compile(r"next ([\d,]{1,12}) kwh\b.{0,40}")
_REST = re.compile(r"(all )?(over|additional|excess|remaining)\b.{0,60}")
_LEAST = re.compile(r"\b(\d{1,6}) ?kw and (?:over|above)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:less than|under) (\d{1,6}) ?kw\b", re.IGNORECASE)


class _Stretch(NamedTuple):
    start: date
    end: date | None
    facts: tuple[ChargeInForce, ...]
    unknowns: tuple[Unknown, ...]


def urdb_items(book: Book, on: date | None = None) -> list[dict[str, Any]]:
    """URDB rates of a book: those standing on a day, or the whole history.

    Only charges in force are in URDB's own fields. What URDB cannot hold, what is unknown, every
    amount with its printed digits and every page stand in the extension `x_ratebook`.
    """
    items: list[dict[str, Any]] = []
    for stretches in _history(book).values():
        label: str | None = None
        for stretch in stretches:
            if not stretch.facts:
                label = None
                continue
            item = _item(book, stretch, label)
            label = item["label"]
            if on is None or (stretch.start <= on and (stretch.end is None or on < stretch.end)):
                items.append(item)
    return items


def write_urdb(book: Book, target: Path, on: date | None = None) -> int:
    """Writes `{"items": [...]}` as URDB's own interface answers; returns the number of rates."""
    items = urdb_items(book, on)
    with replacing(target) as draft:
        text = json.dumps({"items": items}, ensure_ascii=False, indent=1)
        draft.write_text(text + "\n", encoding="utf-8")
    return len(items)


def _history(book: Book) -> dict[str, list[_Stretch]]:
    """By schedule: the stretches between days on which one of its charges changed."""
    naming = slots(book.all_charges())
    days = turning_days(book)
    found: dict[str, list[_Stretch]] = {}
    for day in days:
        stood = _by_schedule(book.on(day, naming=naming))
        for schedule in sorted(stood.keys() | found.keys()):
            facts, unknowns = stood.get(schedule, ([], []))
            own = found.setdefault(schedule, [])
            now = _Stretch(day, None, tuple(facts), tuple(unknowns))
            if own and own[-1].end is None and _same(own[-1], now):
                continue
            if own and own[-1].end is None:
                own[-1] = own[-1]._replace(end=day)
            own.append(now)
    return dict(sorted(found.items()))


def _same(one: _Stretch, other: _Stretch) -> bool:
    def said(stretch: _Stretch) -> set[tuple[Slot, Decimal, str]]:
        return {(f.slot, f.amount, f.who) for f in stretch.facts}

    return said(one) == said(other)


_Parts = tuple[list[ChargeInForce], list[Unknown]]


def _by_schedule(answer: Answer) -> dict[str, _Parts]:
    found: dict[str, _Parts] = {}
    for fact in answer.charges:
        found.setdefault(fact.slot.schedule, ([], []))[0].append(fact)
    for lost in answer.unknowns:
        if lost.slot:
            found.setdefault(lost.slot.schedule, ([], []))[1].append(lost)
    return found


def _item(book: Book, stretch: _Stretch, before: str | None) -> dict[str, Any]:
    first = stretch.facts[0].charge
    title = first.schedule_title or ""
    name = f"Schedule {first.schedule}: {title}".rstrip(": ") if first.schedule else title
    pages = sorted({str(f.citations[0]) for f in stretch.facts})
    item: dict[str, Any] = {
        "label": _label(book.utility, stretch),
        "utility": book.name,
        "name": name or stretch.facts[0].slot.schedule,
        "country": "USA",
        # URDB's mark that one of its experts has verified a rate: not ours to give.
        "approved": False,
        "startdate": _time(stretch.start),
        "source": "; ".join(pages),
    }
    if title:
        item["description"] = title
    if stretch.end:
        item["enddate"] = _time(stretch.end - timedelta(days=1))
    if before:
        item["supercedes"] = before
    sector = _sector(title, stretch.facts)
    if sector:
        item["sector"] = sector
    item.update(_size(title))
    _fill(item, stretch)
    return item


def _label(utility: str, stretch: _Stretch) -> str:
    """24 hexadecimal digits like URDB's own, the same for the same rate in every export."""
    said = sorted(f"{f.slot} {f.amount}" for f in stretch.facts)
    text = "|".join([utility, stretch.start.isoformat(), *said])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _time(day: date) -> int:
    return timegm(day.timetuple())


def _sector(title: str, facts: Sequence[ChargeInForce]) -> str | None:
    """The sector the title names, if it names one; a schedule of lamps is Lighting."""
    if facts and all(f.slot.component in ("lamp", "pole") for f in facts):
        return "Lighting"
    named = {sector for word, sector in _SECTORS.items() if word in title.casefold()}
    return named.pop() if len(named) == 1 else None


def _size(title: str) -> dict[str, int]:
    least, most = _LEAST.search(title), _MOST.search(title)
    found = {"peakkwcapacitymin": least, "peakkwcapacitymax": most}
    return {name: int(match[1]) for name, match in found.items() if match}


def _fill(item: dict[str, Any], stretch: _Stretch) -> None:
    """Puts every charge into URDB's structures, or its attributes, and all into the extension."""
    held = _fixed(item, stretch.facts) | _energy(item, stretch.facts) | _demand(item, stretch.facts)
    for fact in stretch.facts:
        if fact.slot not in held:
            field = _ATTRIBUTES.get(fact.slot.component, "fixedattrs")
            words = fact.charge.label or str(fact.slot)
            amount = f"{fact.amount:f} {fact.slot.unit}"
            item.setdefault(field, []).append({words: amount})
    if stretch.unknowns:
        item["basicinformationcomments"] = (
            f"{len(stretch.unknowns)} charges of this schedule are not known; see {EXTENSION}."
        )
    item[EXTENSION] = {
        "charges": [_charge_entry(f, f.slot in held) for f in stretch.facts],
        "unknown": [_unknown_entry(u) for u in stretch.unknowns],
        "not_derived": [] if "sector" in item else ["sector"],
    }


def _plain(facts: Sequence[ChargeInForce], component: str) -> list[ChargeInForce]:
    """Charges of a component that hold in every month and hour."""
    return [
        f
        for f in facts
        if f.slot.component == component
        and not (f.slot.season or f.slot.period or f.slot.year or f.slot.label or f.slot.group)
    ]


def _alone(facts: Sequence[ChargeInForce], component: str) -> list[ChargeInForce]:
    every = [f for f in facts if f.slot.component == component]
    return every if len(every) == 1 and _plain(every, component) == every else []


def _fixed(item: dict[str, Any], facts: Sequence[ChargeInForce]) -> set[Slot]:
    for one in _alone(facts, "customer"):
        unit = _FIXED_UNITS.get(one.slot.unit)
        if unit and not one.slot.tier:
            item["fixedchargefirstmeter"] = float(one.amount)
            item["fixedchargeunits"] = unit
            return {one.slot}
    return set()


def _demand(item: dict[str, Any], facts: Sequence[ChargeInForce]) -> set[Slot]:
    """One demand charge for all months. A tariff of several needs hours no record prints."""
    for one in _alone(facts, "demand"):
        unit = _DEMAND_UNITS.get(one.slot.unit)
        if unit and not one.slot.tier:
            item["flatdemandunit"] = unit
            item["flatdemandstructure"] = [[{"rate": float(one.amount)}]]
            item["flatdemandmonths"] = [0] * 12
            return {one.slot}
    return set()


def _energy(item: dict[str, Any], facts: Sequence[ChargeInForce]) -> set[Slot]:
    every = [f for f in facts if f.slot.component == "energy"]
    tiers = _tiers(every) if every and _plain(every, "energy") == every else None
    if tiers is None:
        return set()
    item["energyratestructure"] = [tiers]
    item["energyweekdayschedule"] = _YEAR_ROUND
    item["energyweekendschedule"] = _YEAR_ROUND
    return {f.slot for f in every}


def _tiers(every: Sequence[ChargeInForce]) -> list[dict[str, Any]] | None:
    """Blocks in URDB's form, each up to its cumulative kWh; None where the words do not say."""
    if any(f.slot.unit != "USD/kWh" for f in every):
        return None
    if len(every) == 1:
        return None if every[0].slot.tier else [_tier(every[0], None)]
    first = [f for f in every if _FIRST.fullmatch(_block(f))]
    middle = [f for f in every if _NEXT.fullmatch(_block(f))]
    rest = [f for f in every if _REST.fullmatch(_block(f))]
    # Two "next" blocks do not say which comes first.
    if len(first) != 1 or len(middle) > 1 or len(rest) != 1:
        return None
    if len(first) + len(middle) + len(rest) != len(every):
        return None
    ends = [_kwh(_FIRST, first[0]), *[_kwh(_NEXT, m) for m in middle]]
    made = [_tier(f, sum(ends[: n + 1])) for n, f in enumerate([*first, *middle])]
    return [*made, _tier(rest[0], None)]


def _block(fact: ChargeInForce) -> str:
    """The words of a block as printed, without case."""
    return (fact.charge.tier or "").casefold()


def _kwh(pattern: re.Pattern[str], fact: ChargeInForce) -> int:
    found = pattern.fullmatch(_block(fact))
    return int(found[1].replace(",", "")) if found else 0


def _tier(fact: ChargeInForce, end: int | None) -> dict[str, Any]:
    tier: dict[str, Any] = {"rate": float(fact.amount), "unit": "kWh"}
    return tier if end is None else {"max": end, **tier}


def _charge_entry(fact: ChargeInForce, held: bool) -> dict[str, Any]:
    words: Mapping[str, Any] = {k: v for k, v in fact.slot._asdict().items() if v not in ("", None)}
    return {
        **words,
        "label": fact.charge.label,
        "amount": format(fact.amount, "f"),
        "since": fact.since.isoformat(),
        "set_by": fact.who,
        "in_urdb_fields": held,
        **_cited(fact.citations[0]),
    }


def _unknown_entry(lost: Unknown) -> dict[str, Any]:
    could = [{"value": c.value, "says": c.who, **_cited(c.citation)} for c in lost.candidates]
    return {"charge": lost.subject, "reason": lost.reason, "candidates": could}


def _cited(cited: Citation) -> dict[str, Any]:
    return {"document": cited.document, "page": cited.page, "standing": cited.standing}
