"""What the words beside a price say: its measures, component, block, season and period."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

import regex

from ratebook.forms.charges.words.months import of_a_place, season_of
from ratebook.forms.charges.words.named import names_no_charge, names_no_period
from ratebook.forms.charges.words.words import (
    charge_words,
    fold,
    meanings,
    measures,
    phrases,
    scanner,
    unit_of,
    unworn,
)
from ratebook.forms.tokens.dates import ANY_MONTH, MONTHS

_MONTH = rf"(?:{'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in MONTHS)}|sept)(?![a-z])\.?"
_SPAN = re.compile(
    rf"[(\[]?(?:during\s)?(?:[a-z’']+\s){{0,5}}(?<![a-z]){_MONTH}(?:\s\d{{1,2}})?\s{{0,2}}(?:through|thru|to|[-–])\s{{0,2}}{_MONTH}"
    rf"(?:\s\d{{1,2}})?[)\]]?|{ANY_MONTH}(?:,\s{ANY_MONTH}){{0,8}},?\s(?:and|&)\s{ANY_MONTH}"
    r"|[(\[]all other months[)\]]",
    re.IGNORECASE,
)
_ALL = re.compile(r"\ball\s+$", re.IGNORECASE)
_OF_ALL = re.compile(r"\s+kwhr?s?\b", re.IGNORECASE)
_SPAN_HOLDS = (*(name[:3] for name in MONTHS), "all other")
_CYCLE = re.compile(r"\s(?:filing|cycle|quarter)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GALLONS = re.compile(r"\bgal", re.IGNORECASE)
_AN_HOUR = re.compile(r"\s*(?:per|/|an)\s*h(?:ou)?r\b", re.IGNORECASE)
_ABBREVIATED = 5
_SINGLE = frozenset({"kWh", "kW", "kVA", "Mcf", "Ccf", "Dth", "MMBtu", "therm"})
_WORD = re.compile(r"[^\W_][\w.'’&/\"-]*")


@dataclass(frozen=True, slots=True)
class Said:
    """A meaning and where in the text it is printed."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The meanings in one text. `coin` is `$`, `¢` or `mills`; `monthly`: it says so without `per`;
    `otherwise`: it names another time than the month; `whole` is the measure of which a price is
    for all (`all Mcf`), or in which its blocks are counted; `rest` are the words that mean none
    of this.
    """

    text: str
    measures: tuple[Said, ...] = ()
    components: tuple[Said, ...] = ()
    tiers: tuple[Said, ...] = ()
    seasons: tuple[Said, ...] = ()
    periods: tuple[Said, ...] = ()
    spans: tuple[Said, ...] = ()
    coin: str | None = None
    monthly: bool = False
    otherwise: bool = False
    whole: str | None = None
    rest: tuple[str, ...] = ()

    @property
    def component(self) -> Said | None:
        """The component that counts: the first of the lookup's order."""
        if len(self.components) < 2:
            return self.components[0] if self.components else None
        order = charge_words()["components"]["order"]
        return min(self.components, key=lambda s: order.index(s.value), default=None)

    @property
    def unit(self) -> str | None:
        """The unit of the measures; None if there are none or they make no unit."""
        return unit_of(tuple(s.value for s in self.measures)) if self.measures else None

    @property
    def free(self) -> tuple[str, ...]:
        """Words of `rest` that are no fillers: a name, or something not understood."""
        return _free(self.rest) if self.rest else ()

    @property
    def conditions(self) -> tuple[str, ...]:
        """Words of `rest` that set a condition which was not understood. `may` is no month, and
        `listed below` bounds nothing."""
        left = [w for w in self.rest if w != "may" and w.lower() in _conditions()]
        if left and _REFERS.search(self.text):
            left = [w for w in left if w.lower() not in ("below", "above")]
        return tuple(left)

    @property
    def counted(self) -> bool:
        """Whether a number of kWh, kW, gallons and the like is left that is no block."""
        text = " ".join(self.rest)
        return any(map(str.isdigit, text)) and _counted().search(text) is not None

    @property
    def plain(self) -> bool:
        """Whether it says no more than block, season and period."""
        timed = self.tiers and all(m.value == "month" for m in self.measures)
        return not self.free and not self.components and (not self.measures or bool(timed))

    @property
    def timed(self) -> bool:
        """Whether it says that something is paid by the month."""
        return self.monthly or any(m.value == "month" for m in self.measures)

    @property
    def empty(self) -> bool:
        """Whether it means nothing at all."""
        return not (self.measures or self.components or self.tiers or self.seasons or self.periods)


@lru_cache(maxsize=4096)
def _free(rest: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([w for w in rest if w.lower() not in _fillers()])


@lru_cache(maxsize=1)
def _counted() -> regex.Pattern[str]:
    listed = phrases(charge_words()["quantities"]["words"])
    sized = r"(?!\s(?:substation|transformer|facilit|station|meter|service))"
    return regex.compile(rf"\d\s?(?:{listed})\b{sized}", regex.IGNORECASE)


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(charge_words()["words"]["fillers"])


@lru_cache(maxsize=1)
def _conditions() -> frozenset[str]:
    return frozenset(charge_words()["words"]["conditions"])


@dataclass(slots=True)
class _Gathered:
    """What was found so far in one text; `keep` is the text with it blanked out."""

    keep: list[str]
    said: dict[str, list[Said]] = field(default_factory=dict[str, list[Said]])
    flags: set[str] = field(default_factory=set[str])
    coin: str | None = None
    whole: str | None = None
    thousand: Said | None = None

    def add(self, name: str, value: str, start: int, end: int) -> None:
        """Enters a meaning."""
        self.said.setdefault(name, []).append(Said(value, start, end))

    def blank(self, start: int, end: int) -> None:
        """Takes words out of what is left."""
        self.keep[start:end] = [" "] * (end - start)

    def of(self, name: str) -> tuple[Said, ...]:
        """The meanings of one kind."""
        return tuple(self.said.get(name, ()))


@lru_cache(maxsize=4096)
def facets(text: str) -> Facets:
    """The facets of a text of at most 300 characters (of the first 300 of a longer one)."""
    text = text[:300]
    got = _Gathered(list(text))
    got.coin = coin_alone(text)
    for m in scanner().finditer(text):
        name = m.lastgroup or ""  # What stands within a group ends before it.
        if name == "tier" and _AN_HOUR.match(text, m.end()):
            continue  # The size of a meter: `0 - 500 cubic feet per hour`.
        if name == "season" and of_a_place(text, *m.span()):
            got.blank(*m.span())
            continue
        _take(got, name, m)
        if name != "thousand":
            got.blank(*m.span())
    if got.thousand and _GALLONS.search(text):
        # `Next 8,000 gallons per thousand`: of what the block counts.
        got.add("per", got.thousand.value, got.thousand.start, got.thousand.end)
        got.blank(got.thousand.start, got.thousand.end)
    for said in got.of("period"):
        if (of_all := _OF_ALL.match(text, said.end)) and _ALL.search(text[: said.start]):
            got.blank(*of_all.span())  # `per kWh for all on-peak kWh`
    rest = "".join(got.keep)
    small = rest.lower()
    dated = any(map(small.__contains__, _SPAN_HOLDS))
    months = _SPAN.finditer(rest) if dated else ()
    spans = tuple(Said(m[0].strip("()[]"), *m.span()) for m in months)
    for span in spans:
        rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    # `July - September cycle`: the months for which a factor was worked out.
    spans = tuple(s for s in spans if not _CYCLE.match(text, s.end))
    words = (w.strip("./-'") for w in _WORD.findall(rest))
    seasons = got.of("season") or (_by_months(spans, text) if spans else ())
    return Facets(
        text,
        got.of("per"),
        got.of("component"),
        got.of("tier"),
        seasons,
        got.of("period"),
        spans,
        got.coin,
        "monthly" in got.flags,
        "otherwise" in got.flags,
        got.whole,
        tuple(w for w in words if w),
    )


def _by_months(spans: tuple[Said, ...], text: str) -> tuple[Said, ...]:
    """The season that months name where no word does; none in a text with a year."""
    found = {season_of(span.value) for span in spans}
    if len(found) > 1 or _YEAR.search(text):
        return ()
    return tuple(Said(name, spans[0].start, spans[0].end) for name in found if name)


_REFERS = regex.compile(
    r"\b(?:listed|shown|specified|stated|described|defined|designated|given|named|noted|set\s+(?:out|forth))"
    r"\s+(?:below|above)\b",
    regex.IGNORECASE,
)
_MONEY = regex.compile(
    r"\W*(?:(?:rate|charge|price|amount)s?\W+(?:in\W+)?)?(?P<said>dollars|cents)\W*",
    regex.IGNORECASE,
)
_RATED = regex.compile(r"\b(?:rates?|prices?|costs?)\s*$", regex.IGNORECASE)
_FLOWING = regex.compile(r"(?:feet|ft|cf|gallons|gal|btu)\.?\s*$", regex.IGNORECASE)


def _flow(m: re.Match[str]) -> bool:
    """Whether `per hour` is of a rate of flow: `500 cubic feet per hour`."""
    timed = (m["measure"] or "").lower() in ("hour", "day", "minute")
    return timed and _FLOWING.search(m.string[: m.start("per")]) is not None


def _of_all(m: re.Match[str]) -> bool:
    """Whether `per unit` heads a column of prices of any unit: `RATE PER UNIT`."""
    if m["measure"] is None or m["measure"].lower() != "unit":
        return False
    return m.string.isupper() or _RATED.search(m.string[: m.start("per")]) is not None


_TIMES = frozenset({"year", "month", "day", "hour", "quarter"})
_NUMBERED = re.compile(r"\d\s+hours\s*$", re.IGNORECASE)


def _of_hours(m: re.Match[str]) -> bool:
    """Whether hours are counted by it: `burning approximately 4,000 hours per year`. Those that a
    price is of have no number: `Base Hours per kW`, `Energy Charge, all hours per kWh`."""
    start = m.start("per")
    if m.string[max(start - 6, 0) : start].strip().lower() != "hours":
        return False
    by_time = measures()[fold(m["measure"] or "year")] in _TIMES
    return by_time or _NUMBERED.search(m.string[:start]) is not None


def _take(got: _Gathered, name: str, m: re.Match[str]) -> None:
    """Enters what one match of the scanner means."""
    if name == "per":
        if _flow(m) or _of_all(m) or _of_hours(m):
            return
        told = "year" if m["yearly"] else "month" if m["billed"] else None
        meant = told or measures()[fold(m["measure"])]
        got.add(name, meant, *m.span("per"))
        if meant == "month" and not told and not m["measure"].lower().startswith("mo"):
            _go_on(got, m)
        got.coin = _coin(m["coin"]) or got.coin
    elif name == "thousand":
        got.thousand = Said("1000 gal", *m.span())
    elif name == "coinage":
        got.coin = _coin(m["said"]) or got.coin
    elif name in ("monthly", "otherwise", "whole"):
        got.flags.add(name)
        got.whole = (_counted_in(m[name]) if name == "whole" else None) or got.whole
    elif name == "tier":
        got.whole = _counted_in(m[name]) or got.whole
        got.add(name, _spaced(m[name]), *m.span())
    else:
        if "month" in m[name].lower():
            got.flags.add("monthly")
        meant = meanings(f"{name}s").get(fold(m[name]))
        if name == "component" and names_no_charge(m):
            return
        if name == "period" and names_no_period(m):
            return
        if meant:
            got.add(name, meant, *m.span())


def _go_on(got: _Gathered, m: re.Match[str]) -> None:
    """A block goes on with the period it is counted in (`First 50 Mcf per billing period`); that it
    is counted by the month goes without saying."""
    tiers = got.said.get("tier")
    start, end = (tiers[-1].start, m.end("per")) if tiers else (0, 0)
    between = m.string[tiers[-1].end : m.start("per")].strip(" ") if tiers else "-"
    if tiers and between in ("", "used") and "\t" not in m["per"]:
        tiers[-1] = Said(_spaced(m.string[start:end]), start, end)


@lru_cache(maxsize=1)
def _priced_by() -> regex.Pattern[str]:
    listed = [w for w, meant in charge_words()["measures"].items() if meant in _SINGLE]
    return regex.compile(rf"\b(?P<measure>{phrases(listed)})s?\b", regex.IGNORECASE)


def _counted_in(text: str) -> str | None:
    """The measure a block or `all` counts, where prices are by one of it and never by a hundred."""
    m = _priced_by().search(text)
    return measures()[fold(m["measure"])] if m else None


def _spaced(tier: str) -> str:
    """The words of a block with one space between them and after a number."""
    said = regex.sub(r"(?<=\d)(?=[A-Za-z])", " ", " ".join(tier.split()))
    said = unworn(said)
    # The point of an abbreviation is of the block, that of a sentence is not.
    return said[:-1] if said.endswith(".") and len(said.split()[-1]) > _ABBREVIATED else said


def coin_alone(text: str) -> str | None:
    """What a text that says no more is counted in: `Dollars`, `Rate, Cents`."""
    money = _MONEY.fullmatch(text)
    return _coin(money["said"]) if money else None


def _coin(said: str | None) -> str | None:
    if not said:
        return None
    if said.lower().startswith("mill"):
        return "mills"
    return "¢" if said.lower().startswith(("¢", "cent")) else "$"


def of_title(said: Facets) -> Facets:
    """What the title of a schedule lends: a size of customers or a kind of demand in it
    (`INDUSTRIAL, CONTRACT DEMAND OVER 1,000 KW`) is neither a block nor what is charged."""
    lent = tuple(s for s in said.components if s.value in ("lamp", "pole"))
    return replace(said, components=lent, tiers=(), whole=None)
