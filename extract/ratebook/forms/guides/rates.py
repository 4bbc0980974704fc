"""Rates that a guide states in prose: claims with a schedule, a component and a unit.

Only exact amounts with a unit and somebody they apply to are taken. What is about, up to, saved,
or a range is no charge; an exact amount per unit that nobody can be named for becomes an issue.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

import regex

from ratebook.forms.guides.table import split_glued
from ratebook.forms.guides.words import any_of, guide_patterns, guide_phrases, guides
from ratebook.forms.orders.citations import iso_date
from ratebook.forms.orders.flow import Passage

_CODE = r"(?:[A-Z]{0,4}-?\d{1,3}[A-Z]?(?:-[A-Z0-9]{1,3})?|[A-Z]{1,4}(?:-[A-Z0-9]{1,3})?)"
_LIST = rf"{_CODE}(?:(?:/|,\s?(?:and\s)?|\sand\s|\s?&\s?|\sor\s){_CODE})*"
_SCHEDULE = regex.compile(
    rf"(?<!\w)(?:Rate\s+Schedules?|Schedules?|Sch\.?|Rate|Tariff)\s+(?P<codes>{_LIST})(?![\w.]*\w)"
)
_CODES = regex.compile(_CODE)
_SENTENCE = regex.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z•\"“])")
_LIST_ROW = regex.compile(
    rf"^[\s•\-*]*(?:Rate\s+Schedule|Schedule|Sch\.?|Rate)\s+(?P<code>{_CODE})\s*[—–:-]\s*(?P<rest>.+)$"
)
_AMOUNT = (
    r"(?P<before>(?:{approximate})\s{{0,2}})?"
    r"(?:\$\s?(?P<dollars>\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,6}})?|\d{{1,7}}(?:\.\d{{1,7}})?|\.\d{{1,7}})"
    r"|(?P<cents>\d{{1,3}}(?:\.\d{{1,5}})?|\.\d{{1,5}})\s?(?:¢|cents?\b))(?![\d]|[.,]\d|\+)"
    r"(?:\s?(?:/|\bper\s|\ba\s)\s?(?P<unit>{units})(?![\w]|-\w))?"
)
_NEARBY_UNIT = regex.compile(
    r"(?:per[- ]|/)(?P<unit>kWh|kW|kVA|Mcf|Ccf|therm)(?!\w)", regex.IGNORECASE
)
_RANGE = regex.compile(r"\s?(?:–|—|-|to|→)\s?(?:~\s?)?\$")
_RANGE_BEFORE = regex.compile(
    r"\$\s?[\d.,]+(?:/\w+)?\s?(?:–|—|-|to|→)\s?$|\bbetween\s+\$[\d.,]+\s+and\s+$"
)
_AFTER_SCHEDULE = regex.compile(r"^\s?(?:on|for|under|in)\s+(?:the\s+)?")
_TIER = regex.compile(
    r"(?P<size>\d[\d,]*\s?k(?:W|VA)\+?)\s+(?:tiers?|class(?:es)?|schedules?|rates?)\b"
)
_BLOCK = regex.compile(
    r"\b(?:for\s+(?:the\s+)?)?(?P<tier>(?:first|next|over|above|all\s+over)\s+\d[\d,]*\s?kWh|all\s+kWh)\b",
    regex.IGNORECASE,
)
_OPEN = ";"
_REACH = 600
"""How far before an amount its schedule may be named, in signs."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One rate as a guide states it. `where` is the passage, `start`..`end` the amount in it."""

    schedule: str | None
    title: str | None
    component: str | None
    amount: Decimal
    quantum: Decimal
    unit: str
    season: str | None
    period: str | None
    tier: str | None
    where: Passage
    start: int
    end: int
    effective: tuple[str, int, int] | None = None
    repairs: tuple[str, ...] = ()

    @property
    def subject(self) -> tuple[str | None, ...]:
        """What tells one rate from another."""
        title = None if self.schedule else self.title
        return (
            self.schedule,
            title,
            self.component,
            self.unit,
            self.season,
            self.period,
            self.tier,
        )


@dataclass(slots=True)
class Rates:
    """The rates of a guide, the exact amounts per unit that could not be placed, and the amounts
    passed over as no charge."""

    claims: list[Claimed] = field(default_factory=list[Claimed])
    unplaced: list[tuple[Passage, int, int]] = field(default_factory=list[tuple[Passage, int, int]])
    passed: list[tuple[Passage, int, int]] = field(default_factory=list[tuple[Passage, int, int]])


@lru_cache(maxsize=1)
def _amount() -> regex.Pattern[str]:
    rates = guides()["rates"]
    approximate = [
        regex.escape(w) if not w[0].isalpha() else rf"\b{regex.escape(w)}"
        for w in rates["approximate"]
    ]
    units = sorted(guides()["units"], key=len, reverse=True)
    body = _AMOUNT.format(
        approximate="|".join(approximate), units="|".join(map(regex.escape, units))
    )
    return regex.compile(body, regex.IGNORECASE)


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    return {word.lower(): unit for word, unit in guides()["units"].items()}


def schedule_titles(passages: list[Passage]) -> dict[str, str]:
    """Titles by schedule from the guide's list of schedules; only those that are certain."""
    titles: dict[str, str] = {}
    for one in passages:
        m = _LIST_ROW.match(one.text)
        if not m:
            continue
        cells = [cell.text for cell in one.spans[0].line.cells if cell.text]
        if len(cells) > 1 and (head := _LIST_ROW.match(cells[0])):
            titles[m["code"]] = head["rest"].strip()
            continue
        parts = split_glued(m["rest"], frozenset({"kWh", "kVA"}))
        parts = _after_units(parts)
        if len(parts) == 2:
            titles[m["code"]] = parts[0]
    return titles


def _after_units(parts: list[str]) -> list[str]:
    """Cuts `50 kWCommercial loads` and `50 kW+Large loads` after the unit, nowhere inside it."""
    text = "\x00".join(parts)
    text = regex.sub(r"\bk\x00?W(\+?)\x00?(?=[A-Z\x00])", r"kW\1\x00", text)
    text = regex.sub(r"\bk\x00W", "kW", text)
    return [part for part in text.split("\x00") if part.strip()]


def find_rates(passages: list[Passage], titles: dict[str, str]) -> Rates:
    """Every rate stated in the passages."""
    made = Rates()
    for one in passages:
        if "$" not in one.text and "¢" not in one.text and "cent" not in one.text:
            continue
        effective = _effective(one.text)
        for start, end in _sentences(one.text):
            _sentence(one, start, end, effective, titles, made)
    made.claims = [_with_component(claim, made.claims) for claim in made.claims]
    return made


def _with_component(claim: Claimed, others: list[Claimed]) -> Claimed:
    """A monthly charge that its own clause does not name: the guide names the same amount of the
    same schedule elsewhere, or every other such charge of the same passage alike."""
    if claim.component:
        return claim
    same = [o for o in others if o.component and o.unit == claim.unit]
    twins = [
        o
        for o in same
        if (o.schedule, o.title, o.amount) == (claim.schedule, claim.title, claim.amount)
    ]
    named = {o.component for o in twins or same if twins or o.where is claim.where}
    return replace(claim, component=named.pop()) if len(named) == 1 else claim


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for m in _SENTENCE.finditer(text):
        yield start, m.start()
        start = m.end()
    yield start, len(text)


def _effective(text: str) -> tuple[str, int, int] | None:
    """The one date from which this passage says its rates hold."""
    found = {
        day: m.span("date")
        for pattern in guide_patterns("effective", "rates")
        for m in pattern.finditer(text)
        if (day := iso_date(m["date"]))
    }
    return next(((day, *span) for day, span in found.items()), None) if len(found) == 1 else None


def _sentence(
    one: Passage, start: int, end: int, effective: tuple[str, int, int] | None,
    titles: dict[str, str], made: Rates,
) -> None:  # fmt: skip
    text = one.text
    edges = [start, *(i + 1 for i in range(start, end) if text[i] == _OPEN), end]
    amounts = list(_amount().finditer(text, start, end))
    for i, m in enumerate(amounts):
        near = m.start() - _REACH
        clause = max(edges[bisect_right(edges, m.start()) - 1], near)
        stop = edges[bisect_right(edges, m.start())] if m.start() < end else end
        left = amounts[i - 1].end() if i and amounts[i - 1].end() > clause else clause
        right = (
            amounts[i + 1].start()
            if i + 1 < len(amounts) and amounts[i + 1].start() < stop
            else stop
        )
        window = _Window(text, max(start, near), clause, left, m, right)
        made_here = _rates_at(one, window, effective, titles)
        if made_here is None:
            made.unplaced.append((one, m.start(), m.end()))
        elif made_here:
            made.claims += made_here
        else:
            made.passed.append((one, m.start(), m.end()))


@dataclass(frozen=True, slots=True)
class _Window:
    """An amount with what stands around it: from the amount before to the amount after, within
    its clause, which begins at `clause` in a sentence that begins at `sentence`."""

    text: str
    sentence: int
    clause: int
    left: int
    amount: regex.Match[str]
    right: int

    @property
    def before(self) -> str:
        return self.text[self.left : self.amount.start()]

    @property
    def after(self) -> str:
        """Words that go on to name the amount, up to the next comma or bracket."""
        rest = self.text[self.amount.end() : self.right]
        return regex.split(r"[,;()]|\s(?:and|plus|down|but|while)\s", rest, maxsplit=1)[0]


def _rates_at(
    one: Passage, window: _Window, effective: tuple[str, int, int] | None, titles: dict[str, str]
) -> list[Claimed] | None:
    """The claims of one amount; empty where it is no charge, None where it cannot be placed."""
    m = window.amount
    if _is_no_charge(window):
        return []
    unit = _unit(window)
    if unit is None:
        return []
    subjects = _subjects(window, titles)
    if not subjects:
        return None
    amount, quantum, repairs = _value(m)
    near = f"{window.before} {window.after}"
    rest = {
        "season": _listed("seasons", window),
        "period": _listed("periods", window),
        "tier": _tier(near),
    }
    component = _component(unit, window)
    return [
        Claimed(schedule, title, component, amount, quantum, unit, where=one, start=m.start(),
                end=m.end(), effective=effective, repairs=repairs, **rest)
        for schedule, title in subjects
    ]  # fmt: skip


def _is_no_charge(window: _Window) -> bool:
    """Approximate, a range, or money that is saved, lent, or paid once."""
    m = window.amount
    text = window.text
    if (
        m["before"]
        or _RANGE.match(text, m.end())
        or _RANGE_BEFORE.search(text[max(0, m.start() - 40) : m.start()])
    ):
        return True
    return bool(
        guide_phrases("not_a_charge", "rates").search(f"{window.before[-60:]} {window.after}")
    )


def _unit(window: _Window) -> str | None:
    """The unit printed with the amount, else what its clause announces: `per-kWh energy ($x`."""
    if window.amount["unit"]:
        return _units()[window.amount["unit"].lower()]
    said = [
        m["unit"] for m in _NEARBY_UNIT.finditer(window.text, window.clause, window.amount.start())
    ]
    near = regex.search(r"\(\s*$", window.before) or window.amount.start() - window.left < 60
    return _units().get(said[-1].lower()) if said and near else None


def _value(m: regex.Match[str]) -> tuple[Decimal, Decimal, tuple[str, ...]]:
    """Dollars, the unit of the last digit, and a note where cents were turned into dollars."""
    raw = (m["dollars"] or m["cents"]).replace(",", "")
    places = len(raw.partition(".")[2])
    if m["dollars"]:
        return Decimal(raw), Decimal(1).scaleb(-places), ()
    return Decimal(raw).scaleb(-2), Decimal(1).scaleb(-places - 2), ("cents to dollars",)


def _component(unit: str, window: _Window) -> str | None:
    """What is charged for; None where the page does not say."""
    near = f"{window.before} {window.after}"
    if unit == "USD/kWh" or unit in ("USD/Mcf", "USD/Ccf", "USD/therm", "USD/1000 gal"):
        return "energy"
    if unit in ("USD/kW-month", "USD/kVA-month"):
        if guide_phrases("excess", "rates").search(near):
            return "excess_demand"
        contract = guide_phrases("contract", "rates").search(window.after or window.before[-40:])
        return "contract_demand" if contract else "demand"
    if guide_phrases("minimum", "rates").search(near):
        return "other"
    if guide_phrases("customer", "rates").search(window.after):
        return "customer"
    return "customer" if guide_phrases("customer", "rates").search(window.before) else None


def _subjects(window: _Window, titles: dict[str, str]) -> list[tuple[str | None, str | None]]:
    """(schedule, title) of everything the amount is for."""
    text, m = window.text, window.amount
    lead = _AFTER_SCHEDULE.match(text[m.end() : window.right])
    if lead and (after := _SCHEDULE.match(text, m.end() + lead.end())):
        return _named(after, titles)
    tier = list(_TIER.finditer(text, window.clause, m.start()))
    before = list(_SCHEDULE.finditer(text, window.clause, m.start()))
    if tier and (not before or before[-1].start() < tier[-1].start()):
        return _of_size(tier[-1]["size"], titles)
    if not before:
        before = list(_SCHEDULE.finditer(text, window.sentence, m.start()))
    if before:
        return _named(before[-1], titles)
    classes = list(guide_phrases("classes", "rates").finditer(text, window.sentence, m.start()))
    return [(None, classes[-1].group())] if classes else []


def _named(m: regex.Match[str], titles: dict[str, str]) -> list[tuple[str | None, str | None]]:
    return [(code, titles.get(code)) for code in _CODES.findall(m["codes"])]


def _of_size(size: str, titles: dict[str, str]) -> list[tuple[str | None, str | None]]:
    """The listed schedules whose title names this size: "the 500 kW+ tiers"."""
    wanted = "".join(size.split()).lower()
    return [
        (code, title) for code, title in titles.items() if wanted in "".join(title.split()).lower()
    ]


@lru_cache(maxsize=2)
def _list_pattern(key: str) -> regex.Pattern[str]:
    return any_of(list(guides()[key]))


def _listed(key: str, window: _Window) -> str | None:
    """The season or period named beside the amount, the words after it first."""
    for text in (window.after, window.before):
        found = _list_pattern(key).findall(text)
        if found:
            return guides()[key][" ".join(found[-1].lower().split())]
    return None


def _tier(near: str) -> str | None:
    m = _BLOCK.search(near)
    return m["tier"] if m else None
