"""The headings of a table of prices: over how many lines they run, and what each column lends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from ratebook.forms.charges.headings.headings import says_aside
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.words.doubt import stamped
from ratebook.forms.charges.words.facets import Facets, Said, facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.words import any_phrase, charge_words, fold, measures, phrases
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_WORDY = 9
_DEEP = 5
_WIDE = 3
_MIDDLE = 0.2
_LABELS = regex.compile(
    r"(?:type|size|class|kind|description|lamp|light|fixture|meter|service|rate|code|schedule|item)\b"
    r".{0,24}$",
    regex.IGNORECASE,
)
SIZE = regex.compile(
    r"^\s*\d{1,2}(?:[\s-]?\d/\d)?(?:/\d)?\s*(?:[x×]\s*\d/\d)?\s*(?:[\"”]|''|-?\s?inch|in\b)",
    regex.IGNORECASE,
)
"""The size of a meter."""
_SCHEDULE = regex.compile(r"\s*(?:rate\s+)?(?:schedule|tariff)\s+\S{1,8}\s*$", regex.IGNORECASE)
_ITEM = regex.compile(
    r"\(?[A-Za-z\d]{1,3}[.)]|\d{1,2}\.\d{1,2}\.?|(?:section|article|part)\s+[IVX\d]{1,5}[.:]?",
    regex.IGNORECASE,
)
_BETWEEN = 4
_FIGURES = regex.compile(r"\(?-?[\d.,]*\.\d+\)?")
_CLOCK = regex.compile(r"\d:\d\d\s*(?:[ap]\.?m|noon|midnight)", regex.IGNORECASE)
_BLOCK = regex.compile(r"\s*(?:first|next|up\s+to|0)\b", regex.IGNORECASE)
_PAIR = 2
UNIT_LED = regex.compile(
    r"\s*(?:(?:charge|rate|surcharge|demand)\s+)?(?:per|/)\s", regex.IGNORECASE
)
"""What goes on with a unit in the next line."""
_NUMBER = regex.compile(r"\d{1,3}(?:,?\d{3})*")
_SPOILT = regex.compile(
    r"\$\s*\d|(?<!\w)[S§]\s?\d[\d,]*\.\d{2}|\d[^A-Za-z\d\s]*\s?(?:¢|cents\b)"
    r"|(?<!\w)\d[A-Z]{2}.*(?:¢|cents\b)"
    r"|^\s*\d+\.\d*[^A-Za-z\d\s)%\"]+\s*$"
)
"""What is left of a price: digits behind a currency sign or before one, or cut behind the point."""
_DIGIT = re.compile(r"\d")
_SIGN = regex.compile(r"(?<!\S)\$(?!\S)")
_BARE = regex.compile(r"\s*[$¢]\s*")
_PER = regex.compile(r"\s*per\b", regex.IGNORECASE)
_COIN = regex.compile(r"[$¢]|\bcents\b")
_APART = 3.0
_EDGE = 1.0


def columns_of_heading(texts: Sequence[Text], at: int) -> tuple[list[Column], int]:
    """The columns that line `at` heads, and over how many lines the headings run; none where it
    heads no table of prices."""
    block: list[Line] = []
    for text in texts[at : at + _DEEP]:
        if (
            says_aside(text.text)
            or _has_price(text)
            or not _short(text.line)
            or is_amountless(text)
            or is_spoilt(text)
        ):
            break
        if block and _is_worded(text):
            break
        if ":" in text.text and _CLOCK.search(text.text):
            return [], 0
        block.append(text.line)
    if not block:
        return [], 0
    below, apart = _first_row(texts, at + len(block), block)
    if below is None:
        return [], 0
    fullest = max(_rows(texts, at + len(block)), key=lambda row: len(_filled(row)))
    deep, block = len(block), _without_groups(_without_label(block, below))
    widest = max(block, key=lambda line: (len(_filled(line)), _above_prices(line, fullest)))
    if (
        is_use(texts[at])
        or _ITEM.fullmatch(_filled(block[0])[0].text.strip() if _filled(block[0]) else "")
        or len(_filled(widest)) < 2
        or not _opens(block, widest)
    ):
        return [], 0
    cells = _stacked(block, widest)
    named = _filled(widest) if len(block) == 1 else cells
    said = [
        Column(cell, _facets_of(cell.text), "$" if _SIGN.search(cell.text) else None)
        for cell in (block[0].cells if len(block) == 1 else cells)
    ]
    lends = any(not c.facets.empty or c.facets.coin for c in said)
    row = len(_filled(below.line))
    alike = len(named) == row or (len(named) == row - 1 and _all_named(said))
    drawn = below.line.tabular and widest.tabular and len(widest.cells) == len(below.line.cells)
    alike = alike or (drawn and not apart) or _over_cells(named, below.line)
    if len(named) == _PAIR and _filled(widest)[0].text.rstrip().endswith(":"):
        # `RATES: | Monthly` says something of one thing.
        return [], 0
    over = (apart or not alike) and any(_over_prices(named, row) for row in _rows(texts, at + deep))
    lends, alike = (lends and not apart) or over, (alike and not apart) or over
    return (said, len(block)) if lends or alike else ([], 0)


def _facets_of(heading: str) -> Facets:
    """What a column heading lends: `100 Cubic Feet Per Month` is the measure of its prices, and
    `Monthly` alone the time."""
    said = facets(heading)
    found = _quantity().search(heading)
    if found and all(s.value == "month" for s in said.measures) and not said.tiers:
        own = Said(measures()[fold(found["measure"])], *found.span())
        return replace(said, measures=(own,))
    if fold(heading) in ("monthly", "permonth", "month"):
        return replace(said, measures=(Said("month", 0, len(heading)),))
    return said


@lru_cache(maxsize=1)
def _quantity() -> regex.Pattern[str]:
    """A quantity that prices are by, printed without `per`."""
    listed = [w for w in charge_words()["measures"] if regex.match(r"1,?0|thousand|hundred", w)]
    return regex.compile(rf"(?<![\w,])(?P<measure>{phrases(listed)})s?(?!\w)", regex.IGNORECASE)


def _first_row(texts: Sequence[Text], at: int, block: list[Line]) -> tuple[Text | None, bool]:
    """The first row below a block of headings, and whether the heads of groups stand between."""
    if at >= len(texts):
        return None, False
    if _is_row(texts[at]):
        return texts[at], False
    if max(len(_filled(line)) for line in block) < 2:
        return None, False
    for text in texts[at : at + _BETWEEN]:
        if _is_row(text):
            return text, True
        if len(_filled(text.line)) != 1 or _has_price(text) or is_amountless(text):
            break
    return None, False


def _above_prices(line: Line, row: Line) -> int:
    """How many cells of a line of headings stand over one price of a row each."""
    if line.tabular or row.tabular:
        return 0
    priced = [c for c in _filled(row) if prices(c.text)]
    over = [sum(h.left < p.right and p.left < h.right for p in priced) for h in _filled(line)]
    return over.count(1)


def _rows(texts: Sequence[Text], at: int) -> list[Line]:
    """The rows of prices among the first lines below headings."""
    return [t.line for t in texts[at : at + _BETWEEN + 1] if _is_row(t)]


def _over_prices(named: list[Cell], row: Line) -> bool:
    """Whether headings stand one over each price of a row, and at most one over its label."""
    cells = _filled(row)
    priced = [c for c in cells if _FIGURES.fullmatch(c.text.strip()) or prices(c.text)]
    first = cells.index(priced[0]) if priced else 0
    if len(priced) < 2 or not first or not len(priced) <= len(named) <= len(priced) + 1:
        return False
    heads = named[len(named) - len(priced) :]
    if row.tabular:
        return True
    return all(h.left < p.right and p.left < h.right for h, p in zip(heads, priced, strict=True))


def _over_cells(named: list[Cell], row: Line) -> bool:
    """Whether headings stand each over a cell of its own of a row, the last over its price, on a
    page that is set by place: `Usage | Rate`."""
    if row.number is not None or row.tabular:
        return False
    cells = _filled(row)
    over = [[c for c in cells if h.left < c.right and c.left < h.right] for h in named]
    if any(len(found) != 1 for found in over) or len({id(f[0]) for f in over}) < len(over):
        return False
    return over[0][0] is cells[0] and bool(prices(over[-1][0].text))


def _all_named(said: list[Column]) -> bool:
    """Whether all columns are classes of customers, voltages, old and new rates and the like."""
    pattern = _columns_named()
    return all(pattern.search(c.cell.text) or SIZE.match(c.cell.text) for c in said)


@lru_cache(maxsize=1)
def _columns_named() -> regex.Pattern[str]:
    words = charge_words()["words"]
    lists = (words[name] for name in ("former", "newer", "changes", "asked", "classes"))
    return regex.compile(any_phrase([w for group in lists for w in group]), regex.IGNORECASE)


def over_unit(name: str, below: str) -> bool:
    """Whether a name is the first line of a label that goes on with its unit: `Demand Charge` over
    `per KW`, `Excess Reactive` over `Charge per KVA`."""
    if not UNIT_LED.match(below) or name.rstrip().endswith((":", ".")):
        return False
    said = facets(below)
    if said.free or said.tiers or facets(name).measures:
        return False
    return bool(facets(name).components or facets(f"{name} {below}").components)


def _without_label(block: list[Line], below: Text) -> list[Line]:
    """The block without a last line that is the first of the label of the row below it."""
    cells = _filled(block[-1])
    whole = len(block) < _PAIR or len(cells) != 1 or not _filled(below.line)
    if whole or not over_unit(cells[0].text, _filled(below.line)[0].text):
        return block
    return block[:-1] if cells[0].left < _filled(below.line)[0].left else block


def _without_groups(block: list[Line]) -> list[Line]:
    """The block without the lines at its end that name a group of rows: they stand alone in the
    column of the labels."""
    widest = max(block, key=lambda line: len(_filled(line)))
    while len(block) > 1 and block[-1] is not widest:
        cells = _filled(block[-1])
        if not cells or not _filled(widest):
            return block
        second = _filled(widest)[1] if len(_filled(widest)) > 1 else None
        apart = second is None or cells[0].right < second.left
        first = _filled(widest)[0]
        under = cells[0].left <= first.right and first.left <= cells[0].right
        drawn = block[-1].tabular or widest.tabular
        across = second is not None and cells[0].left <= first.left + _EDGE
        if len(cells) != 1 or not (apart or drawn or across):
            break
        named = _LABELS.match(cells[0].text) and not _SCHEDULE.match(cells[0].text)
        if named or (under and _unclosed(first.text)):
            break
        block = block[:-1]
    return block


def _unclosed(text: str) -> bool:
    return text.count("(") > text.count(")") or text.rstrip().endswith(("-", " of", " per"))


def _opens(block: list[Line], widest: Line) -> bool:
    """Whether the first line of a block may be one of headings: not alone above the labels."""
    first = _filled(block[0])
    if len(first) >= 2:
        return True
    if not first or len(_filled(widest)) < _WIDE:
        return False
    if block[0].tabular and widest.tabular and first[0].left >= 1 and not _filled_first(widest):
        # Drawn above a column of prices, over an empty first cell.
        return True
    spare = 0 if widest.tabular else _APART
    if _hangs_over(first[0], _filled(widest)) or _begins_name(block, widest):
        return True
    return (
        first[0].left > _filled(widest)[1].left - spare and facets(first[0].text).component is None
    )


def _begins_name(block: list[Line], widest: Line) -> bool:
    """Whether the first line begins the name of one column, which the lines below end: `Gas Cost`
    over `Recovery` and `Rate`."""
    head = _filled(block[0])[0].text.strip()
    joined = [c.text for c in _stacked(block, widest) if c.text.startswith(f"{head} ")]
    if len(joined) != 1 or block[0] is widest:
        return False
    return any(s.start < len(head) < s.end for s in facets(joined[0]).components)


def _hangs_over(cell: Cell, columns: list[Cell]) -> bool:
    """Whether a heading stands over one column and begins where that does, not over the middle."""
    under = [c for c in columns if c.left < cell.right and cell.left < c.right]
    return len(under) == 1 and abs(under[0].left - cell.left) < 1 and under[0] is not columns[0]


def _filled_first(line: Line) -> bool:
    """Whether a drawn row says something in its first cell, above the labels."""
    return bool(line.cells) and any(ch.isalnum() for ch in line.cells[0].text)


def is_use(text: Text) -> bool:
    """Whether a line is a row of figures of use or size: `Gallons included  2,000  5,000`."""
    cells = _filled(text.line)
    return len(cells) > 2 and all(_NUMBER.fullmatch(c.text.strip()) for c in cells[1:])


def heads_hours(texts: Sequence[Text], at: int) -> bool:
    """Whether a line heads a table of hours: nothing of it holds for the prices below."""
    below = texts[at + 1].text if at + 1 < len(texts) else ""
    several = len(_filled(texts[at].line)) > 1
    return several and ":" in below and _CLOCK.search(below) is not None


def _is_worded(text: Text) -> bool:
    """Whether a line is the row of a block whose amount is given in words: `First 2,000 gallons |
    Minimum Bill`."""
    cells = _filled(text.line)
    if len(cells) < 2 or not _BLOCK.match(text.text) or _has_price(text):
        return False
    return fold(cells[-1].text) in ("minimumbill", "minimumcharge", "minimum", "included")


def is_amountless(text: Text) -> bool:
    """Whether a line is a row that says in words that no amount is printed: `Actual Cost`."""
    cells = _filled(text.line)
    if len(cells) < 2:
        return False
    if _is_worded(text):
        return True
    said = {" ".join(c.text.split()).strip(" .:$").lower() for c in cells[1:]}
    return bool(said) and said <= set(charge_words()["words"]["no_amount"])


def _filled(line: Line) -> list[Cell]:
    return [c for c in line.cells if any(ch.isalnum() or ch in '$¢%"' for ch in c.text)]


def _short(line: Line) -> bool:
    return all(len(c.text.split()) <= _WORDY for c in line.cells)


def _has_price(text: Text) -> bool:
    return any(prices(cell.text) for cell in text.line.cells)


def is_spoilt(text: Text) -> bool:
    """Whether a line is a row whose price is damaged, by a stamp over it or otherwise: it is no
    heading."""
    digits = _DIGIT.search(text.line.text) is not None
    if digits and any(_SPOILT.search(cell.text) for cell in text.line.cells):
        return True
    bare = sum(_BARE.fullmatch(cell.text) is not None for cell in text.line.cells)
    if bare and any(ch.isalnum() for ch in text.text) and not _heads_signs(text, bare):
        return True
    return _COIN.search(text.text) is not None and stamped(text.text)


def _heads_signs(text: Text, bare: int) -> bool:
    """Whether a line prints the sign of several columns of prices, over their first row."""
    return bare > 1 and not any(ch.isdigit() for ch in text.text)


def _is_row(text: Text) -> bool:
    """Whether a line is a row of a table: a label and at least one price."""
    return len(_filled(text.line)) > 1 and _has_price(text)


def _stacked(block: list[Line], widest: Line) -> list[Cell]:
    """The headings of several lines put together: what stands above or below a heading is of it."""
    columns: list[list[Cell]] = [[] for _ in _filled(widest)]
    for line in block:
        for own, cell in enumerate(_filled(line)):
            reached = [own] if line is widest else _over(cell, line, _filled(widest))
            for at in reached:
                columns[at].append(cell)
    return [
        Cell(
            " ".join(c.text for c in column),
            own.left,
            own.right,
            tuple(w for c in column for w in c.words),
        )
        for own, column in zip(_filled(widest), columns, strict=True)
    ]


def _over(cell: Cell, line: Line, columns: list[Cell]) -> list[int]:
    """The columns a heading stands over or below: those it overlaps; where it stands in the middle
    of a run of columns with none other above them, all of these."""
    reached = [n for n, c in enumerate(columns) if cell.left < c.right and c.left < cell.right]
    others = [c for c in _filled(line) if c is not cell]
    if line.tabular or not reached or len(others) + 1 >= len(columns):
        return reached
    own = _aside(cell, [columns[at] for at in reached])
    for run in ((reached[0] - 1, *reached), (*reached, reached[-1] + 1)):
        if run[0] < 1 or run[-1] >= len(columns) or len(run) < 2:
            continue
        left, right = columns[run[0]].left, columns[run[-1]].right
        free = not any(o.left < right and left < o.right for o in others)
        aside = _aside(cell, [columns[at] for at in run])
        if free and aside < own and aside <= _MIDDLE * (right - left):
            return list(run)
    return reached


def _aside(cell: Cell, columns: list[Cell]) -> float:
    """How far from the middle over a run of columns a heading stands."""
    return abs(columns[0].left + columns[-1].right - cell.left - cell.right) / 2
