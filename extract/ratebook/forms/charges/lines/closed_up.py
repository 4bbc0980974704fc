"""Tables of a page whose gaps are all one blank wide: `Secondary Primary` over `Energy Charge 5.1¢
4.8¢`.

The gaps are put back only where words of a closed list, or strokes, part as many headings as every
row below them prints prices: no row has lost an empty cell then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

import regex

from ratebook.forms.charges.headings.margins import at_margin
from ratebook.forms.charges.lines.running import hangs
from ratebook.forms.charges.words.price import prices
from ratebook.model.page import Cell, Line

_UNIT = r"(?:/|per\s|a\s)\s?(?:1,?000\s|100\s)?[A-Za-z]+\.?"
_AMOUNT = (
    r"(?:\(?(?:\$\s?)?\(?(?:\d{1,3}(?:,\d{3})+|\d*)\.\d{2,6}\)?"
    r"|\$\s?\d{1,3}(?:,?\d{3})*|\d{1,2}(?=\s?%))"
    rf"(?:\s?[¢%])?(?:\s?{_UNIT})?"
)
_NOTHING = r"N/A|n/a|None|actual\s+cost|at\s+cost|[-–—]{1,3}"
_TAIL = regex.compile(
    rf"(?:^|\s)(?P<cell>{_AMOUNT}|{_NOTHING})(?P<mark>(?:\s\([A-Z](?:,\s?[A-Z])*\))?)\s*$"
)
_COIN = regex.compile(r"[$¢%]")
_MARK = regex.compile(r"\([A-Z](?:,\s?[A-Z])*\)")
_COUNT = regex.compile(r"\s(?P<cell>\d{1,3}(?:,\d{3})*)$")
_STROKE = regex.compile(r"\s/\s")
_COUNTED = regex.compile(r"\b(?:kwh|lumens?|watts?|wattage)\b", regex.IGNORECASE)
_LABELS = regex.compile(
    r"(?:(?:type|kind|size|class|month)(?:\s(?:and|or|/)\s(?:type|kind|size|class))?\s+of\s+\w+"
    r"|descriptions?|(?:rate\s+)?(?:schedules?|class(?:es)?)(?:\s/\s\w+\slevel)?|(?:(?:meter|lamp|service)\s+)?size"
    r"|(?:(?:service|delivery|metering)\s+)?(?:voltage|level)"
    r"|(?:service|lamp|fixture|item|month)s?|charges?|rates?|monthly\s+(?:rates?|charges?))\W*",
    regex.IGNORECASE,
)
"""What may stand over the labels, before the headings of the prices."""
_CODE = regex.compile(r"[A-Z\d][A-Z\d-]{0,6}(?:,\s[A-Z\d][A-Z\d-]{0,6})*", regex.IGNORECASE)
_CODES = regex.compile(r"(?P<label>(?:tariff|rate|schedule)\s+codes?(?:\snos?\.?)?)\W?\s", regex.I)
_PER = regex.compile(_UNIT, regex.IGNORECASE)
_UNITS = regex.compile(rf"(?:[$¢]|cents\s)\s?{_UNIT}", regex.IGNORECASE)
_WHOSE = r"(?:\s(?:service|voltage|metered|delivery|customers?))?"
_KINDS = tuple(
    regex.compile(rf"(?<!\S)(?:{words})(?!\S)", regex.IGNORECASE)
    for words in (
        rf"(?:secondary|primary|sub-?\s?transmission|transmission|distribution){_WHOSE}",
        rf"(?:residential|(?:small\s|large\s)?commercial|(?:small\s|large\s)?industrial|wholesale){_WHOSE}",
        r"(?:summer|winter|non-summer|non-winter)(?:\s(?:season|months|rates?))?",
        r"(?:on|off|mid|super\soff)[-\s]?peak(?:\s(?:hours|period))?|intermediate|shoulder",
        r"(?:inside|outside)(?:\s(?:the\s)?(?:city|town|limits|corporate\slimits|district))?",
        r"(?:normal|regular|after|business|overtime)\s(?:business\s)?hours",
        r"(?:wood|metal|steel|fiberglass|aluminum|concrete|existing|new)\spoles?(?:\s(?:overhead|underground))?",
        r"(?:overhead|underground)(?:\s(?:service|wiring|fed))?",
        r"(?:present|existing|current|proposed|approved)(?:\s(?:rates?|charges?))?",
        r"(?:single|three|1|3)[-\s]phase(?:\sservice)?",
        rf"(?:firm|interruptible|sales|transportation){_WHOSE}",
        r"(?:company|customer|utility|member|cooperative)[-\s]owned",
        r"monthly|quarterly|annual(?:ly)?",
        r"(?:\d[-\s])?\d{1,2}(?:/\d)?(?:[\"”]|[-\s]?inch)",
        r"(?-i:[A-Z]{1,4}-?\d{1,2}[A-Z]?)",
        r"(?-i:[A-Z]{2,7}\(\d\))",
    )
)
"""What stands over prices side by side, and is of one kind in one table."""
_NUMBERED = regex.compile(r"[A-Z]+\((?P<number>\d)\)")
_VERB = regex.compile(r"\b(?:is|are|shall|will|be|may|was|takes?|pays?|plus|bears?)\b")
_GROUP_WORDS = 6
_MANY = 9
_PAIR = 2


class _Heads(NamedTuple):
    """The headings in a line: what stands over the labels, and over each column behind them."""

    label: str
    names: list[str]
    counted: bool = False
    """Whether the first of them is of a quantity, and of no price."""

    @property
    def cells(self) -> list[str]:
        """The cells of their line."""
        return [self.label, *self.names] if self.label else self.names


def with_gaps(lines: Sequence[Line]) -> tuple[list[Line], set[int]]:
    """The lines, those of such tables in cells, and the places of the rows among them."""
    made = list(lines)
    found: set[int] = set()
    if not at_margin(lines):
        return made, found
    tails = [_tail(line.text) for line in lines]
    if not any(tails):
        return made, found
    at = 0
    while at < len(lines):
        table = _table(lines, tails, at)
        made[at : at + len(table)] = table
        found.update(n for n in range(at, at + len(table)) if len(tails[n]) > _PAIR)
        at += max(1, len(table))
    return made, found


def _tail(text: str) -> list[str]:
    """The label of a row, the prices at its end and its change mark; none where it prints none."""
    cells: list[str] = []
    rest = text
    while m := _TAIL.search(rest):
        if m["mark"]:
            if cells:
                break
            cells.append(m["mark"].strip())
        cells.insert(0, m["cell"].strip())
        rest = rest[: m.start()]
    certain = len(cells) > 1 or any(map(str.isdigit, "".join(cells)))
    return [rest.strip(), *cells] if certain and rest.strip() and not _runs(text) else []


def _runs(text: str) -> bool:
    """Whether a line is of a sentence, and no row: `A bill not paid when due is charged 4% of`."""
    return len(text.split()) > _MANY and text[:1].isupper() and _VERB.search(text) is not None


def _count(cells: Sequence[str]) -> int:
    """How many prices a row has: all its cells but the label and a mark. -1 where its label prints
    another, or where a figure without a sign stands before one with it: it may be a quantity."""
    signed = next((n for n, cell in enumerate(cells) if n and _COIN.search(cell)), 0)
    before = "".join(cells[1:signed]) if signed else ""
    if any(p.firm for p in prices(cells[0])) or any(map(str.isdigit, before)):
        return -1
    return len(cells) - 1 - (_MARK.fullmatch(cells[-1]) is not None)


def _table(lines: Sequence[Line], tails: Sequence[list[str]], at: int) -> list[Line]:
    """The lines of the table that line `at` heads, in cells; none where it heads none or where one
    of its rows has other cells than it has headings."""
    heads = None if tails[at] else _heads(lines[at].text)
    if heads is None or len(lines[at].cells) > 1 or (at and _heads(lines[at - 1].text)):
        return []
    wide = len(heads.names) - heads.counted
    made = [_celled(lines[at], heads.cells)]
    for line in lines[at + 1 :]:
        own = _below(line.text, wide)
        if not own:
            break
        made.append(_celled(line, own))
    made += _rows(lines, tails, at + len(made), heads)
    return made if any(tails[at : at + len(made)]) else []


def _rows(
    lines: Sequence[Line], tails: Sequence[list[str]], start: int, heads: _Heads
) -> list[Line]:
    """The rows below headings and the names of their groups, in cells; none where one of the rows
    has other cells than there are headings."""
    wide = len(heads.names) - heads.counted
    end = start + _length(lines, tails, start, wide)
    told = any(len(line.cells) > 1 for line in lines[start : end + 1])
    if told or any(_count(row) != wide for row in tails[start:end] if row):
        return []
    made: list[Line] = []
    for n in range(start, end):
        cells = _with_count(tails[n]) if heads.counted and tails[n] else tails[n]
        if tails[n] and not cells:
            return []
        made.append(_celled(lines[n], cells) if cells else lines[n])
    return made


def _length(lines: Sequence[Line], tails: Sequence[list[str]], start: int, wide: int) -> int:
    """How many lines a table has below its headings: rows, and names of groups over rows like
    them. Rows of other cells right below one are of it, and spoil it."""
    end = at = start
    while at < len(lines) and lines[at].page == lines[start].page:
        near = range(at, min(at + 2, len(lines)))
        names = [*takewhile(lambda n: not tails[n] and _is_group(lines[n].text), near)]
        row = at + len(names)
        if row >= len(lines) or not tails[row]:
            break
        if names and (_count(tails[row]) != wide or tails[row][0][0].islower()):
            break
        end = at = row + 1
    below = lines[end].text if start < end < len(lines) else ""
    if not _runs(below) and any(p.firm for p in prices(below)):
        return 0
    return end - start


def _is_group(text: str) -> bool:
    """Whether a line within a table may name a group of its rows."""
    words = text.split()
    few = len(words) <= _GROUP_WORDS and len({*words}) == len(words) and not text.endswith(".")
    counts = any(map(str.isdigit, _PER.sub("", text)))
    return few and not (counts or hangs(text) or _heads(text))


def _with_count(cells: list[str]) -> list[str]:
    """The cells of a row whose last cell before the prices is a quantity; none without one."""
    m = _COUNT.search(cells[0]) if cells else None
    return [cells[0][: m.start()], m["cell"], *cells[1:]] if m else []


def _heads(text: str) -> _Heads | None:
    """The headings that a line prints one behind the other; None where their words do not part
    them."""
    found = _by_strokes(text) if _STROKE.search(text) else _of_unit(text)
    if found is not None:
        return found
    for kind in _KINDS:
        spans = [*kind.finditer(text)]
        if len(spans) < _PAIR or text[spans[-1].end() :].strip():
            continue
        names = [m[0] for m in spans]
        label = text[: spans[0].start()].strip()
        between = "".join([text[a.end() : b.start()] for a, b in pairwise(spans)])
        apart = len({name.lower() for name in names}) == len(names)
        if between.strip() or not apart or not _in_order(names):
            continue
        if not label or _LABELS.fullmatch(label):
            return _Heads(label, names)
    return None


def _in_order(names: Sequence[str]) -> bool:
    """Whether headings with the number of a note have those of notes one behind the other."""
    numbers = [m["number"] for name in names if (m := _NUMBERED.fullmatch(name))]
    return not numbers or numbers == [str(n + 1) for n in range(len(names))]


def _by_strokes(text: str) -> _Heads | None:
    label, *names = _STROKE.split(text)
    if len(names) < _PAIR or len(set(names)) < len(names) or not _LABELS.fullmatch(label):
        return None
    counted = _COUNTED.search(names[0]) is not None
    if any(_COUNTED.search(name) for name in names[1:]) or len(names) - counted < _PAIR:
        return None
    return _Heads(label, names, counted)


def _of_unit(text: str) -> _Heads | None:
    """The headings of a column of labels and one of prices by a unit: `Month of service $ per
    kWh`."""
    m = _UNITS.search(text)
    if m is None or text[m.end() :].strip() or not _LABELS.fullmatch(text[: m.start()]):
        return None
    return _Heads(text[: m.start()].strip(), [m[0]])


def _below(text: str, wide: int) -> list[str]:
    """The cells of a line of units or of codes right below so many headings; none of another."""
    units = [*_UNITS.finditer(text)]
    if len(units) == wide and not _UNITS.sub("", text).strip():
        return [m[0].strip() for m in units]
    m = _CODES.match(text)
    codes = [c[0] for c in _CODE.finditer(text[m.end() :])] if m else []
    return [m["label"], *codes] if m and len(codes) == wide else []


def _celled(line: Line, texts: Sequence[str]) -> Line:
    cells = tuple([Cell(text, float(n), n + 1.0) for n, text in enumerate(texts)])
    return replace(line, cells=cells, tabular=True, packed=True)
