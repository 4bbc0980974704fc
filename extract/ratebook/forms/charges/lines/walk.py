"""The way down the lines of a charge sheet, and what holds for all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading, item_kind, without_fixed
from ratebook.forms.charges.headings.headings import heading_of, is_part
from ratebook.forms.charges.headings.margins import at_margin
from ratebook.forms.charges.headings.named_times import own_times
from ratebook.forms.charges.headings.schedules import Schedules
from ratebook.forms.charges.headings.served import (
    heading_of_utility,
    of_utility,
    serves_several,
)
from ratebook.forms.charges.headings.setting import Setting, Source
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.lines.asides import with_asides, without_rule
from ratebook.forms.charges.lines.capitals import in_small_letters
from ratebook.forms.charges.lines.coded import move_codes
from ratebook.forms.charges.lines.itemed import name_items
from ratebook.forms.charges.lines.sided import side_headed
from ratebook.forms.charges.lines.slid import Slid, slid_prices
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.meaning.lamps import EACH_KINDS
from ratebook.forms.charges.rows.standing import says_present
from ratebook.forms.charges.rows.torn import mended
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.of_all import each_charged, of_all_rates, of_tables
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.since import Since
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.hit import Text, Token, prepare, with_letter, worn_mark
from ratebook.forms.tokens.listed import listed
from ratebook.model.page import Cell, Line
from ratebook.records.ledger import Ledger

_RARE = 8
"""So many times rarer are small letters on a sheet typed in capitals than capitals."""
_OTHERWISE = regex.compile(
    r"(?<!\b(?:hydrants?|sprinklers?|heads?|attachments?|hours|kwh),?\s)(?:per|/)\s*(?:day|year|annum)\b(?!\s+(?:for\s+)?(?:each|per)\b)"
    r"|(?<!\b(?:computed|adjusted|filed|revised|updated|calculated|determined|reviewed|changed|made|submitted)"
    r"\s(?:\w+\s){0,2})\b(?:bi-?monthly|quarterly)\b(?!\s+(?:report|filing|adjust|review|gas|update|basis))"
    r"|\bper quarter\b",
    regex.IGNORECASE,
)
_OTHERWISE_HOLDS = ("day", "year", "annum", "bimonthly", "bi-monthly", "quarter")
_YEARLY = regex.compile(
    r"\b(?:hydrants?|sprinklers?|fire\s+(?:lines?|protection|service)|attachments?)\b", regex.I
)
_CENTS = regex.compile(r"¢|\bcents?\b", regex.IGNORECASE)
_MONEY_WORDS = regex.compile(r"\$|¢|\bcents?\b|\bdollars?\b", regex.IGNORECASE)
_SECOND = regex.compile(r"(?<=\w)\W+(?:RIDER|SCHEDULE|TARIFF|RATE)\s+[A-Z][A-Z\d.-]{0,5}\s*[-–—:]")
"""Where a title goes on with another schedule's: `COMMUNITY SOLAR RIDER EV - VEHICLE CHARGING`."""
_OFF_PEAK = regex.compile(r"\boff[\s-]?peak\b", regex.IGNORECASE)
_DOLLARS = regex.compile(r"\$|\b(?:in|us)\s+dollars\b", regex.IGNORECASE)
_NOTE = re.compile(r"^\s{0,8}(\d)(?:/|\s)\s*[A-Z][\w-]+ [\w\s,-]{12}", re.MULTILINE)
_FIRST_NOTE = re.compile(r"^\s*\(1\)", re.MULTILINE)
"""Where one is printed, a price may carry its number."""
_CHARGED = regex.compile(r"[a-z][\w-]*\s(?:charges|surcharges|credits|adjustments)$", regex.I)
_TWO = 2
_NEAR_ROWS = 12
_USED = frozenset({"kWh", "Mcf", "Ccf", "Dth", "therm", "1000 gal", "100 gal", "100 cu ft"})
"""What rates of a table are by that are paid for what is used."""
_BARE_MARK = regex.compile(r"(?:\d[^\t]*|^\s*(?:RATES?|[^\t]{40,}))\t\s*([A-Z])$")
_MONTHLY = regex.compile(r"monthly\s+charge", regex.IGNORECASE)
_MARK_BEHIND = regex.compile(
    r"[$.]\s?\d[\d,.]*(?:\s?¢)?(?:\s?(?:per|/)\s?(?:1?,?[01]00\s)?[A-Za-z]+){0,3}"
    r"(?:\s(?i:minimum\s(?:bill|charge)))?\s([A-Z])$"
)
"""The same behind nothing but a price and its unit: `$0.08563 per kWh T`."""
_READ_MONTHLY = regex.compile(r"\b(?:read|billed|rendered|payable)\s+monthly\b", regex.IGNORECASE)
_BILLED_OTHERWISE = regex.compile(
    r"\b(?:billed|rendered|payable)\s+(?:quarterly|bi-?monthly|annually)\b|\bbill\s+is\s+per\s+quarter\b",
    regex.IGNORECASE,
)


@dataclass(slots=True)
class Walk:
    """The way down a charge sheet: what was found, what was not and why, what each line became."""

    texts: list[Text]
    ledger: Ledger
    setting: Setting
    title: str
    found: list[Found] = field(default_factory=list[Found])
    unread: list[tuple[Text, str]] = field(default_factory=list[tuple[Text, str]])
    claims: dict[int, str] = field(default_factory=dict[int, str])
    schedules: Schedules | None = None
    letters: str = ""
    flat: dict[int, str] = field(default_factory=dict[int, str])
    """Lines of prices whose labels stand in a line above, and why they were not read; empty where
    they were."""
    unlisted: int = 0
    """The line before which no such list begins."""
    steps: dict[int, Since] = field(default_factory=dict[int, "Since"])
    """The lines that say nothing but from when the prices below them hold."""
    sided: dict[int, Text] = field(default_factory=dict[int, Text])
    """The names set beside paragraphs, by the line on which each begins."""
    small: str = ""
    """All of its lines in small letters."""
    around: str = ""
    """The same of all that stands around them on the page."""
    capitals: bool = False
    """Whether the sheet is typed in capitals throughout."""
    studies: dict[int, int] = field(default_factory=dict[int, int])
    """The line that heads a study of costs, by its page."""
    tables: dict[int, Facets] = field(default_factory=dict[int, "Facets"])
    """What a line below them says of rows, by the line of each."""
    utilities: bool = False
    """Whether its sentences say of several utilities whose customers rates are for."""
    served: Heading | None = None
    """The one of these that holds."""
    regapped: set[int] = field(default_factory=set[int])
    """The rows of tables whose lost gaps are put back."""
    turns: set[int] = field(default_factory=set[int])
    """The lines above which a page is numbered."""

    def serve(self, line: Line, name: str) -> None:
        """The rates of another utility's customers begin: nothing above lends to them."""
        self.setting.context.part_at(line)
        self.setting.context.stack.clear()  # The sentence itself names nothing.
        if self.schedules:
            self.schedules.leave()
        self.served = heading_of_utility(line, name)

    def tell_tables(self) -> None:
        """Notes which rows a line below them is about. Where several are, none is of all rows."""
        tables = of_tables([t.text for t in self.texts])
        if len({*map(id, tables.values())}) > 1:
            self.setting = replace(self.setting, below=None)
        self.tables = tables if self.setting.below is None else {}

    def tell_studies(self) -> None:
        """Notes where studies of costs begin: a heading says so, or the sheet's title."""
        pattern = word_pattern("words", "studies")
        titled = pattern.search(self.title) is not None
        if not titled and not pattern.search(self.small):
            return
        if titled and self.texts:
            self.studies[self.texts[0].line.page or 0] = 0
        for n, text in enumerate(self.texts):
            if pattern.search(text.text) and heading_of(text.line):
                for below in self.texts[n : n + 3]:  # The page may end between.
                    self.studies.setdefault(below.line.page or 0, n)

    def in_study(self, at: int) -> bool:
        """Whether line `at` stands below the heading of a study of costs on its page."""
        first = self.studies.get(self.texts[at].line.page or 0)
        return first is not None and first <= at

    def set_for(self, at: int) -> None:
        """Sets what a sentence below line `at` says of it."""
        below = self.tables.get(at)
        if below is not self.setting.below:
            self.setting = replace(self.setting, below=below, near=below is not None)

    def open_table(self, columns: list[Column], at: int, deep: int) -> None:
        """The headings of a table's columns stand in `deep` lines from line `at` on."""
        text, context = self.texts[at], self.setting.context
        if self.schedules and self.schedules.head(text):
            context.part_at(text.line)
        kind = item_kind(text.text)
        if kind:
            context.item(kind)
        said = [s for t in self.texts[at : at + deep] for s in facets(t.text).measures]
        if any(s.value in _USED for s in said):
            context.stack = without_fixed(context.stack)
        below = self.texts[at + deep : at + deep + _NEAR_ROWS]
        named = next((t.line for t in self.texts[at : at + deep] if _begins(t, columns)), text.line)
        group = _group_over(columns, context, named, below)
        if group is not None:
            context.open(group)
            # It heads rows now, and the labels of none but its own.
            first = columns[0]
            columns = [replace(first, cell=first.cell._replace(text="")), *columns[1:]]
        over = context.stack[-1] if context.stack else None
        if over and at and over.line is self.texts[at - 1].line and _MONTHLY.fullmatch(over.text):
            # Over several columns it says how often is paid, and not for what.
            over.facets = replace(over.facets, components=())
        context.columns, context.columns_line = columns, text.line
        context.over = next((h for h in reversed(context.stack) if h.group or h.part), None)
        context.shapes, context.past, context.carried = [], None, ""
        for n in range(deep):
            self.claims[at + n] = "column headings"

    def lists(self, at: int) -> Slid | None:
        """The list of names that begins at line `at`, with the list of their prices below it."""
        if at < self.unlisted:
            return None
        found = slid_prices(self.texts, at)
        if isinstance(found, int):
            self.unlisted = found
            return None
        return found

    def _leave_title(self, made: list[Found], given: dict[str, int]) -> None:
        """Takes from charges of another schedule the hours that the sheet's title alone is of:
        `OFF-PEAK MARKETING RATE`."""
        own = given.get("schedule_title")
        title = str(self.ledger.data[own].value or "") if own is not None else ""
        lent = self.setting.title.text if self.setting.title else ""
        if not lent or title == self.title or facets(title).periods:
            return
        for one in made:
            period = one.meaning.fields.get("period")
            if period and period.heading is None and period.text == lent:
                del one.meaning.fields["period"]

    def enter(self, made: list[Found]) -> None:
        """Enters charges, with the schedule that began above them."""
        given = self.schedules.fields if self.schedules else {}
        within = self.schedules.within if self.schedules else None
        if within is not None:
            for one in made:
                one.meaning.fields.setdefault("group", Source(within.text, within))
        if self.served:
            for one in made:
                of_utility(one.meaning.fields, self.served)
        self.setting.context.priced_at(
            {f["period"].value for one in made if "period" in (f := one.meaning.fields)}
        )
        if given:
            self._leave_title(made, given)
            made = [replace(one, shared={**given, **one.shared}) for one in made]
        self.found += made


def _group_over(
    columns: list[Column], context: Context, line: Line, below: Sequence[Text]
) -> Heading | None:
    """The group that the first of two headings or three is, set as the one before it: `UNDERGROUND
    SERVICE | Monthly Charge` after `OVERHEAD SERVICE`, or as one below it. None where it only says
    what the labels are."""
    first = columns[0].cell
    if len(columns) > _TWO + 1 or first.left != line.cells[0].left:
        return None
    made = heading_of(replace(line, cells=(first,)))
    if made is None or made.part or not (made.group or made.text.isupper()):
        return None
    made.group = made.group or made.text
    alike = any(
        h.group and h.text.isupper() == made.text.isupper() and abs(h.left - first.left) < 1
        for h in context.stack
        if h.rows and not h.source
    )
    charged = made.group == made.text and _CHARGED.search(made.text) is not None
    charged = charged and not EACH_KINDS & {s.value for s in made.facets.components}
    placed = not line.tabular and (alike or _has_sister(first, below))
    return made if placed or (charged and line.tabular == line.packed) else None


def _begins(text: Text, columns: Sequence[Column]) -> bool:
    """Whether a line begins with the first heading of a table."""
    return bool(text.line.cells) and text.line.cells[0].left == columns[0].cell.left


def _has_sister(first: Cell, below: Sequence[Text]) -> bool:
    """Whether the first heading of a table, `Standard Overhead | Wattage | Rate`, is over rows that
    are set in, until a line set as far out as it that shares a word with it: `Directional
    Overhead`."""
    own = {w.lower() for w in first.text.split()}
    if len(own) < _TWO or not any(prices(text.text) for text in below[:_TWO]):
        return False
    sources = word_pattern("words", "light_sources")
    for text in below:
        cells = text.line.filled
        if not cells or text.line.tabular or cells[0].left < first.left - 1:
            return False
        if cells[0].left <= first.left + 1 and not (len(cells) == 1 and sources.search(text.text)):
            return len(cells) == 1 and bool(own & {w.lower() for w in cells[0].text.split()})
    return False


def _without_mark(text: Text, letters: str) -> Text:
    """A row without the change mark that stands bare in the margin: `$0.50 | I`."""
    said = text.text.rstrip()
    bare = said[-1:] in letters and text.mark is None
    m = (_BARE_MARK.search(said) or _MARK_BEHIND.search(said)) if bare and said else None
    if m is None or m[1] not in letters:
        return text
    mark = Token(m[1], text.line, m.start(1), m.end(1))
    return Text(text.line, f"{text.text[: m.start(1)]} ", mark)


def _without_mark_cell(text: Text) -> Text:
    """A row without the cell that held nothing but the change marks taken out of it: no column."""
    *cells, last = text.line.cells
    start = len(text.line.text) - len(last.text)
    if not cells or text.text[start:].strip() or not last.text.strip():
        return text
    return text._replace(line=replace(text.line, cells=tuple(cells)), text=text.text[: start - 1])


def _titled(named: Facets, texts: Sequence[Text]) -> Facets:
    """What a sheet's title lends; a line right above its first part is of the title too:
    `RESIDENTIAL OFF-PEAK MARKETING RATE`, and below it `APPLICABLE`."""
    if named.periods or len(texts) < _TWO or not is_part(texts[1].text):
        return named
    periods = facets(texts[0].text).periods
    return replace(named, periods=periods) if periods else named


def _without_worn_mark(text: Text, letters: str) -> Text:
    """The line without the (1) behind its prices, which is the mark (I) worn."""
    if text.text.rstrip()[-1:] != ")" or not prices(text.text):
        return text
    return worn_mark(text, letters) or text


def _is_monthly(whole: str, small: str) -> bool:
    """Whether a sheet says that meters are read or bills rendered each month, and nowhere that
    bills are for longer."""
    if "monthly" not in small or not _READ_MONTHLY.search(whole):
        return False
    return _BILLED_OTHERWISE.search(whole) is None


def _otherwise(whole: str) -> bool:
    """Whether a sheet speaks of another time than the month in more than rows of fire protection
    and of what is attached to poles, which are paid by the year everywhere."""
    for m in _OTHERWISE.finditer(whole):
        line = whole[whole.rfind("\n", 0, m.start()) + 1 : m.start()]
        if not _YEARLY.search(line):
            return True
    return False


def _prints_cents(text: str) -> bool:
    if "¢" in text:
        return True
    return "cent" in text.lower() and _CENTS.search(text) is not None


def begin(
    lines: Sequence[Line],
    ledger: Ledger,
    letters: str,
    title: str,
    page: Sequence[Line] | None = None,
) -> Walk:
    """A walk over these lines, not yet begun. `page`: all that stand around them, which say whether
    prices are in dollars."""
    texts = [_without_mark(prepare(mended(line), letters), letters) for line in lines]
    for at in listed(lines):
        texts[at] = with_letter(texts[at])
    texts = [without_rule(t) if "|" in t.text[-4:] else t for t in texts]
    texts = [_without_mark_cell(t) if t.text[-1:] in (" ", "\t") else t for t in texts]
    texts = with_asides(texts)
    name_items(texts)
    move_codes(texts)
    sided = side_headed(texts)
    whole = "\n".join(t.text for t in texts)
    capitals = whole.count("e") * _RARE < whole.count("E")
    if capitals:
        texts = in_small_letters(texts)
        whole = "\n".join(t.text for t in texts)
    if ")" in whole and not _FIRST_NOTE.search(whole):
        texts = [_without_worn_mark(text, letters) for text in texts]
    several = _SECOND.search(title)
    named = _titled(facets(title[: several.start()] if several else title), texts)
    named = own_times(named, texts)
    around = whole if page is None else "\n".join([line.text for line in page])
    small = whole.lower()
    setting = Setting(
        Context(flush=at_margin(lines)),
        named.monthly or _is_monthly(whole, small),
        any(map(small.__contains__, _OTHERWISE_HOLDS)) and _otherwise(whole),
        named,
        ("$" in around or _DOLLARS.search(around) is not None) and not _prints_cents(around),
        ("intermediate" in small and "peak" in small)
        or ("off" in small and _OFF_PEAK.search(whole) is not None),
        frozenset(m[1] for m in _NOTE.finditer(whole)),
        "$" not in around and _MONEY_WORDS.search(around) is None,
        of_all_rates(whole, small),
        typeset=all(line.typeset for line in lines),
        present=says_present(whole, small),
        each=each_charged(whole) if "each charged" in small else None,
    )
    walk = Walk(texts, ledger, setting, title, letters=letters, small=small)
    walk.capitals, walk.sided = capitals, sided
    walk.around = small if page is None else around.lower()
    walk.utilities = serves_several(whole)
    if " are " in small or " the minimum " in small:
        walk.tell_tables()
    return walk
