"""The dates of one sheet against each other: which readings the page itself allows.

Laws used here (windows are wide on purpose; they tell a misread year, not a late filing): an order
comes no earlier than the year of its case and not after the sheet it authorises; a sheet takes
effect within two years of its issue and of the date the commission stamps, and no more than half a
year before it is issued; it is cancelled after it took effect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ratebook.forms.tokens.dates import NORMAL, DateToken, Reading, one_glyph_off
from ratebook.records.datum import Candidate, Place, Standing

_NEAR = timedelta(days=731)
_BACK = timedelta(days=184)
_LATE = timedelta(days=31)
_MANY = 6
_SAME_EVENT = {"effective": "stamped_effective", "stamped_effective": "effective"}


class Capture(NamedTuple):
    """One place that prints a date of the sheet. `exact` is false where its label is damaged."""

    token: DateToken
    place: Place
    exact: bool = True


class Verdict(NamedTuple):
    """What a date field comes to."""

    raw: str
    value: str | None
    standing: Standing
    place: Place
    candidates: tuple[Candidate, ...] = ()
    repairs: tuple[str, ...] = ()
    proof: tuple[dict[str, Any], ...] = ()


def broken_laws(dates: Mapping[str, str], case_year: int | None) -> list[str]:
    """The laws that these dates break together, in words."""
    known = {name: date.fromisoformat(iso) for name, iso in dates.items()}
    found: list[str] = []
    dated = known.get("authority_dated")
    if dated and case_year and dated.year < case_year:
        found.append("an order is not older than its case")
    for name in ("issued", "effective", "stamped_effective"):
        room = _LATE if name == "issued" else _NEAR
        if dated and name in known and dated > known[name] + room:
            found.append(f"an order comes before the sheet it authorises ({name})")
    for one, other in (
        ("issued", "effective"),
        ("issued", "stamped_effective"),
        ("effective", "stamped_effective"),
    ):
        if one in known and other in known and abs(known[one] - known[other]) > _NEAR:
            found.append(f"{one} and {other} are within two years")
    for name in ("effective", "stamped_effective"):
        if "issued" in known and name in known and known[name] < known["issued"] - _BACK:
            found.append(f"{name} is not half a year before issued")
        if "cancelled" in known and name in known and known["cancelled"] < known[name]:
            found.append(f"cancelled is not before {name}")
    return found


def judge(captures: Mapping[str, Sequence[Capture]], case_year: int | None) -> dict[str, Verdict]:
    """The verdict on each date field that is printed anywhere."""
    settled = {f: c for f, found in captures.items() if (c := _settled(found)) is not None}
    values = {f: v for f, c in settled.items() if (v := c.token.value) is not None}
    repaired = _repair_contradiction(settled, values, case_year)
    verdicts: dict[str, Verdict] = {}
    trusted = {f: v for f, v in values.items() if f not in repaired}
    for field, options in repaired.items():
        if len(repaired) > 1:
            verdicts[field] = _either(settled[field], options)
        else:
            verdicts[field] = _choose(field, settled[field], options, trusted, case_year, True)
    for field, capture in settled.items():
        if field not in repaired and field in values:
            verdicts[field] = _plain(field, capture, captures[field], case_year)
    for field, found in captures.items():
        if field not in verdicts and found:
            verdicts[field] = _from_readings(field, found, trusted, case_year)
    return verdicts


def _settled(found: Sequence[Capture]) -> Capture | None:
    """The capture to believe where all whole ones say the same; None where they differ."""
    for exact in (True, False):
        valued = [c for c in found if c.exact is exact and c.token.value]
        if valued:
            same = {c.token.value for c in valued}
            return min(valued, key=lambda c: c.token.readings[0].cost) if len(same) == 1 else None
    return None


def _plain(
    field: str, capture: Capture, found: Sequence[Capture], case_year: int | None
) -> Verdict:
    reading = capture.token.readings[0]
    others = {c.token.raw for c in found if c.token.value != reading.iso and c.token.raw}
    repairs = reading.repairs
    if others:
        repairs += (f"printed again, damaged: {', '.join(sorted(others))}",)
    raw, iso = capture.token.raw, reading.iso
    if not reading.repairs or _digits_kept(raw, iso):
        return Verdict(raw, iso, Standing.READ, capture.place, (), repairs)
    fit = [r for r in capture.token.readings if r.cost <= NORMAL]
    proof = _proof(field, raw, iso, fit, {}, case_year)
    return Verdict(raw, iso, Standing.REPAIRED, capture.place, (), repairs, (proof,))


def _digits_kept(raw: str, iso: str) -> bool:
    """Whether a token prints the digits of this date and no others: only its signs were put in
    order, which is reading."""
    year, month, day = iso.split("-")
    said = "".join(sign for sign in raw if sign.isdigit())
    months = ("",) if any(sign.isalpha() for sign in raw) else (month, str(int(month)))
    return any(
        said == m + d + y for m in months for d in (day, str(int(day))) for y in (year, year[2:])
    )


def _repair_contradiction(
    settled: Mapping[str, Capture], values: dict[str, str], case_year: int | None
) -> dict[str, tuple[Reading, ...]]:
    """Where legible dates contradict each other: the fields one of which must be misread, each
    with the readings one glyph away that would mend it."""
    if not broken_laws(values, case_year):
        return {}
    suspects: dict[str, tuple[Reading, ...]] = {}
    for field, value in values.items():
        rest = {f: v for f, v in values.items() if f != field}
        if broken_laws(rest, case_year):
            continue
        near = one_glyph_off(value, settled[field].token.numeric)
        fit = [iso for iso in near if not broken_laws({**rest, field: iso}, case_year)]
        suspects[field] = tuple(Reading(iso, 2.0, (f"one glyph of {value}",)) for iso in fit)
    mendable = {field: readings for field, readings in suspects.items() if readings}
    if len(mendable) == 1:
        return mendable
    return mendable or suspects or dict.fromkeys(values, ())


def _from_readings(
    field: str, found: Sequence[Capture], trusted: Mapping[str, str], case_year: int | None
) -> Verdict:
    best = max(found, key=lambda c: (bool(c.token.readings), c.exact, c.token.day is not None))
    legible = {c.token.value for c in found if c.token.value}
    if len(legible) > 1:
        # Two whole dates behind one label: no law may choose between what is clearly printed.
        plain = [Reading(iso, 0.0, ("as printed",)) for iso in sorted(legible)]
        return _open(best, Standing.AMBIGUOUS, plain)
    readings = {r.iso: r for c in reversed(found) for r in c.token.readings}
    return _choose(field, best, tuple(readings.values()), trusted, case_year, False)


def _choose(
    field: str,
    capture: Capture,
    readings: Sequence[Reading],
    trusted: Mapping[str, str],
    case_year: int | None,
    contradicted: bool,
) -> Verdict:
    """The one reading the other dates leave, or the field flagged with what remains."""
    fit = [r for r in readings if not broken_laws({**trusted, field: r.iso}, case_year)]
    witness = {f: v for f, v in trusted.items() if f != field}
    chosen = fit
    if len(fit) > 1:
        twin = trusted.get(_SAME_EVENT.get(field, ""))
        chosen = [r for r in fit if r.iso == twin] or [r for r in fit if r.iso in witness.values()]
    if len(chosen) == 1 and (witness or (case_year and field == "authority_dated")):
        proof = _proof(field, capture.token.raw, chosen[0].iso, fit, witness, case_year)
        raw, repairs = capture.token.raw, chosen[0].repairs
        return Verdict(raw, chosen[0].iso, Standing.REPAIRED, capture.place, (), repairs, (proof,))
    kept = fit or list(readings)
    if contradicted and capture.token.value:
        kept = [Reading(capture.token.value, 0.0, ("as printed",)), *kept]
    if len(kept) > 1:
        return _open(capture, Standing.AMBIGUOUS, kept)
    return _open(capture, Standing.UNREADABLE, kept or _like(capture.token, witness))


def _either(capture: Capture, readings: Sequence[Reading]) -> Verdict:
    """One of several dates that contradict each other: no law says which of them is misread."""
    printed = Reading(str(capture.token.value), 0.0, ("as printed",))
    return _open(capture, Standing.AMBIGUOUS, [printed, *readings])


def _open(capture: Capture, standing: Standing, readings: Sequence[Reading]) -> Verdict:
    candidates = tuple(
        Candidate(r.iso, r.cost, r.repairs[0] if r.repairs else "as printed")
        for r in sorted(readings, key=lambda r: (r.cost, r.iso))[:_MANY]
    )
    return Verdict(capture.token.raw, None, standing, capture.place, candidates)


def _like(token: DateToken, witness: Mapping[str, str]) -> list[Reading]:
    """Other dates of the page that a half-read date may repeat."""

    def fits(iso: str) -> bool:
        _, month, day = (int(part) for part in iso.split("-"))
        return month == token.month and token.day in (None, day)

    return [Reading(iso, 3.0, (f"as {f}",)) for f, iso in witness.items() if fits(iso)][:1]


def _proof(
    field: str,
    raw: str,
    value: str,
    fit: Sequence[Reading],
    witness: Mapping[str, str],
    case_year: int | None,
) -> dict[str, Any]:
    """What makes this reading the only one: for the verifier, and for a person."""
    return {
        "kind": "dates",
        "field": field,
        "raw": raw,
        "value": value,
        "allowed": sorted(r.iso for r in fit),
        "witnesses": dict(witness),
        "case_year": case_year,
    }
