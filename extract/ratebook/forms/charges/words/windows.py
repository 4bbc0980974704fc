"""When rates hold: months and hours as a charge sheet prints them, in one wording.

`7:00 A.M. - 12 Noon` below `October - April` becomes `October through April, 7:00 a.m. to 12:00
noon`. A window belongs to the period its line, its column or the heading above names, or to the
billing of demand; where that is not printed it belongs to no charge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.tables.hit import Text
from ratebook.forms.tokens.dates import ANY_MONTH
from ratebook.model.page import Cell, Line

_MONTHS = regex.compile(
    rf"(?P<first>{ANY_MONTH})(?:\s+1)?\s*(?:continuously\s+)?(?:through|thru|to|[-–—])\s*(?P<last>{ANY_MONTH})",
    regex.IGNORECASE,
)
_BEGIN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HOUR = (
    r"(?:\d{1,2}(?::\d{2})?\s*(?:a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon\b|midnight\b)|noon\b|midnight\b)"
)
_HOURS = regex.compile(
    rf"(?P<from>{_HOUR})\s*(?:to|until|through|thru|[-–—])\s*(?P<to>{_HOUR})", regex.IGNORECASE
)
_DEMAND = regex.compile(
    r"\b(?:billing\s+demand|demand\s+billing|peak\s+demand)\b", regex.IGNORECASE
)
_ALL = regex.compile(r"all\s+(?:other\s+)?hours", regex.IGNORECASE)
_DAYS = regex.compile(r"\b(?:weekdays?|weekends?|monday\s+through\s+friday)\b", regex.IGNORECASE)
_QUICK = regex.compile(r"\b(?:[ap]\.?\s?m|noon|midnight)\b", regex.IGNORECASE)
_DEMANDS = frozenset({"demand", "contract_demand", "excess_demand"})
_VERB = regex.compile(r"\b(?:is|are|shall|will|means?)\b", regex.IGNORECASE)
_FEW = 2


@dataclass(frozen=True, slots=True)
class Window:
    """A time at which a rate holds. `period` is as the lookup names it, or `demand`: hours that
    count for the billing of demand; empty for the months of a season. `season` where one is
    printed with it."""

    period: str
    season: str | None
    text: str
    line: Line


def windows(texts: Sequence[Text]) -> list[Window]:
    """The windows of a sheet in order; none where it prints no hours."""
    if not any(_QUICK.search(t.text) or _prints_months(t.text) for t in texts):
        return []
    state = _State()
    for text in texts:
        state.take(text.line)
    months = {w.text: w.season for w in state.found if not w.period}
    found = [replace(w, season=w.season or _season(w.text, months)) for w in state.found]
    return found if state.whole else [w for w in found if not w.period]


def _prints_months(text: str) -> bool:
    """Whether a text prints from which month to which; most lines hold the name of none."""
    low = text.lower()
    return any(map(low.__contains__, _BEGIN)) and _MONTHS.search(text) is not None


def _season(text: str, months: dict[str, str | None]) -> str | None:
    """The season whose months, as printed elsewhere on the sheet, a window names."""
    return months.get(text.partition(", ")[0])


def hold(
    found: Sequence[Window], component: str, period: str | None, season: str | None
) -> list[Window]:
    """The windows at which a charge holds: those of its period, and of demand's billing."""
    wanted = period or ("demand" if component in _DEMANDS else None)
    own = [w for w in found if wanted and w.period == wanted]
    if season is None:
        return own
    if any(w.season is None for w in own):
        return []
    named = [w for w in own if w.season == season]
    months = [w for w in found if not w.period and w.season == season]
    return named or (months[:1] if len({w.text for w in months}) == 1 else [])


class _State:
    """What was said last, on the way down the lines."""

    def __init__(self) -> None:
        self.found: list[Window] = []
        self.whole = True
        """Whether all hours printed were understood; a list with a gap is none."""
        self._period: str | None = None
        self._season: str | None = None
        self._months: str | None = None
        self._columns: list[tuple[str, Cell]] = []
        self._of_price = False
        """Whether the line of a price named the period."""

    def take(self, line: Line) -> None:
        """Takes one line."""
        said = facets(line.text)
        columns = _periods_of(line)
        hours = list(_HOURS.finditer(line.text))
        if len(columns) >= _FEW and not hours:
            self._columns, self._period = columns, None
            return
        late = bool(hours) and any(s.start > hours[0].start() for s in said.periods)
        self._remember(line, said, bool(hours), late)
        if self._columns and len(line.cells) > 1 and (hours or _ALL.search(line.text)):
            self._by_column(line)
        elif hours:
            self._in_line(line, hours[0].start())
        elif not line.text.strip():
            self._columns = []

    def _remember(self, line: Line, said: Facets, timed: bool, late: bool) -> None:
        months = list(_MONTHS.finditer(line.text))
        if said.seasons and not months and not timed and len(line.text.split()) > _FEW * 6:
            return
        if months:
            self._months = _month_words(months[0])
            self._season = said.seasons[0].value if said.seasons else None
            if self._season and len(months) == 1 and len(said.seasons) == 1:
                self.found.append(Window("", self._season, self._months, line))
        elif said.seasons:
            self._months, self._season = None, said.seasons[0].value
        # `..., May through September. All other hours are off-peak.`: not of the hours before.
        named = {s.value for s in said.periods if not late}
        if len(named) == 1:
            self._period = next(iter(named))
            self._columns = []
            self._of_price = "$" in line.text or "¢" in line.text
            return
        if self._of_price and not (timed or months or said.seasons) and line.text.strip():
            # Hours below another line are of another subject than the price that named a period.
            self._period, self._of_price = None, False
        if _DEMAND.search(line.text) and not named:
            self._period, self._columns = "demand", []
        elif not (timed or months or said.seasons) and _other_heading(line):
            self._period, self._season, self._months, self._columns = None, None, None, []

    def _in_line(self, line: Line, first: int) -> None:
        months = list(_MONTHS.finditer(line.text))
        named = {s.value for s in facets(line.text[:first]).periods}
        running = _VERB.search(line.text) or line.text.rstrip().endswith((",", " and", " to"))
        if self._period is None or len(named) > 1 or len(months) > 1 or (running and not months):
            # Which months go with which hours is not certain.
            self.whole = False
            return
        days = _DAYS.search(line.text)
        for m in _HOURS.finditer(line.text):
            self._add(line, self._period, _hour_words(m), days[0] if days else None)

    def _by_column(self, line: Line) -> None:
        days = _DAYS.search(line.cells[0].text)
        rest = line.filled[1:] if days else list(line.cells)
        for at, cell in enumerate(rest):
            period = self._period_of(cell, at, len(rest))
            if period is None:
                self.whole = False
                return
            found = [_hour_words(m) for m in _HOURS.finditer(cell.text)]
            if not found and _ALL.fullmatch(cell.text.strip(" .")):
                found = ["all hours"]
            for hours in found:
                self._add(line, period, hours, days[0] if days else None)

    def _period_of(self, cell: Cell, at: int, count: int) -> str | None:
        over = [p for p, c in self._columns if c.left <= cell.right and cell.left <= c.right]
        if len(over) == 1:
            return over[0]
        return self._columns[at][0] if count == len(self._columns) else None

    def _add(self, line: Line, period: str, hours: str, days: str | None) -> None:
        parts = (self._months, days.lower() if days else None, hours)
        text = ", ".join(p for p in parts if p)
        self.found.append(Window(period, self._season, text, line))


def _periods_of(line: Line) -> list[tuple[str, Cell]]:
    """The cells of a line that name one period each."""
    cells = [(facets(c.text).periods, c) for c in line.cells]
    named = [(said[0].value, c) for said, c in cells if len(said) == 1]
    short = [(_alone(c.text), c) for said, c in cells if not said]
    return [*named, *((name, c) for name, c in short if name)] if named or len(short) > 1 else []


@lru_cache(maxsize=64)
def _alone(text: str) -> str | None:
    """The period a column headed `Peak` or `Base` is of, where it stands alone."""
    return {"peak": "on_peak", "base": "base"}.get(text.strip(" .:").lower())


def _other_heading(line: Line) -> bool:
    """Whether a line begins another subject: a short line in capitals or with a colon."""
    said = line.text.strip()
    return (said.isupper() or said.endswith(":")) and not _DAYS.search(said)


def _month_words(m: regex.Match[str]) -> str:
    return f"{m['first'].capitalize()} through {m['last'].capitalize()}"


def _hour_words(m: regex.Match[str]) -> str:
    return f"{_clock(m['from'])} to {_clock(m['to'])}"


def _clock(said: str) -> str:
    """An hour in one wording: `7:00 a.m.`, `12:00 noon`."""
    word = said.strip().lower()
    digits = regex.match(r"(\d{1,2})(?::(\d{2}))?", word)
    hour, minute = (digits[1], digits[2] or "00") if digits else ("12", "00")
    for name in ("noon", "midnight"):
        if name in word:
            return f"{hour}:{minute} {name}"
    return f"{hour}:{minute} {'a.m.' if 'a' in word else 'p.m.'}"
