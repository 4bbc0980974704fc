"""Rows of prices under column headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from ratebook.forms.charges.context import Column, Context, Shape
from ratebook.forms.charges.cut import keep_open
from ratebook.forms.charges.facets import Facets, facets
from ratebook.forms.charges.meaning import Meaning, Setting, Source, UnreadError, understand
from ratebook.forms.charges.price import Price, prices
from ratebook.forms.charges.words import any_phrase, charge_words, word_pattern
from ratebook.forms.tables.columns import cells_with_offsets
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

_WORDY = 9
_DEEP = 5
_WIDE = 3
_MIDDLE = 0.2
_APART = 3.0
_LABELS = regex.compile(
    r"(?:type|size|class|kind|description|lamp|light|fixture|meter|service|rate|code|schedule|item)\b"
    r".{0,24}$",
    regex.IGNORECASE,
)
_QUANTITY = regex.compile(
    r"\b(?:kwh|kw|kva|lumens?|watts?|wattage|hours|gallons|usage|load|percent)\b", regex.IGNORECASE
)


def columns_of_heading(texts: Sequence[Text], at: int) -> tuple[list[Column], int]:
    """The columns that line `at` heads, and over how many lines the headings run; none where it
    heads no table of prices."""
    block: list[Line] = []
    for text in texts[at : at + _DEEP]:
        if _has_price(text) or not _short(text.line) or is_amountless(text):
            break
        block.append(text.line)
    below = texts[at + len(block)] if at + len(block) < len(texts) else None
    if below is None or not block or not _is_row(below):
        return [], 0
    block = _without_groups(block)
    widest = max(block, key=lambda line: len(_filled(line)))
    if len(_filled(widest)) < 2 or not _opens(block, widest):
        return [], 0
    cells = _stacked(block, widest)
    named = _filled(widest) if len(block) == 1 else cells
    said = [
        Column(cell, facets(cell.text)) for cell in (block[0].cells if len(block) == 1 else cells)
    ]
    lends = any(not c.facets.empty or c.facets.coin for c in said)
    row = len(_filled(below.line))
    alike = len(named) == row or (len(named) == row - 1 and _all_named(said))
    return (said, len(block)) if lends or alike else ([], 0)


def _all_named(said: list[Column]) -> bool:
    """Whether all columns are classes of customers, voltages, old and new rates and the like."""
    pattern = _columns_named()
    return all(pattern.search(c.cell.text) for c in said)


@lru_cache(maxsize=1)
def _columns_named() -> regex.Pattern[str]:
    words = charge_words()["words"]
    lists = (words[name] for name in ("former", "newer", "changes", "asked", "classes"))
    return regex.compile(any_phrase([w for group in lists for w in group]), regex.IGNORECASE)


def _without_groups(block: list[Line]) -> list[Line]:
    """The block without the lines at its end that name a group of rows: they stand alone in the
    column of the labels."""
    widest = max(block, key=lambda line: len(_filled(line)))
    while len(block) > 1 and block[-1] is not widest:
        cells = _filled(block[-1])
        second = _filled(widest)[1] if len(_filled(widest)) > 1 else None
        apart = second is None or cells[0].right < second.left
        first = _filled(widest)[0]
        under = cells[0].left <= first.right and first.left <= cells[0].right
        if len(cells) != 1 or not (apart or block[-1].tabular):
            break
        if _LABELS.match(cells[0].text) or (under and _unclosed(first.text)):
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
    spare = 0 if widest.tabular else _APART
    return (
        first[0].left > _filled(widest)[1].left - spare and facets(first[0].text).component is None
    )


def is_amountless(text: Text) -> bool:
    """Whether a line is a row that says in words that no amount is printed: `Actual Cost`."""
    cells = _filled(text.line)
    if len(cells) < 2:
        return False
    said = {" ".join(c.text.split()).strip(" .:$").lower() for c in cells[1:]}
    return bool(said) and said <= set(charge_words()["words"]["no_amount"])


def _filled(line: Line) -> list[Cell]:
    return [c for c in line.cells if c.text.strip()]


def _short(line: Line) -> bool:
    return all(len(c.text.split()) <= _WORDY for c in line.cells)


def _has_price(text: Text) -> bool:
    return any(prices(cell.text) for cell in text.line.cells)


def _is_row(text: Text) -> bool:
    """Whether a line is a row of a table: a label and at least one price."""
    return len(_filled(text.line)) > 1 and _has_price(text)


def _stacked(block: list[Line], widest: Line) -> list[Cell]:
    """The headings of several lines put together: what stands above or below a heading is of it."""
    columns = [[c] for c in _filled(widest)]
    middle = block.index(widest)
    for n, line in enumerate(block):
        for cell in _filled(line) if line is not widest else ():
            for at in _over(cell, line, _filled(widest)):
                columns[at].insert(0, cell) if n < middle else columns[at].append(cell)
    return [
        Cell(
            " ".join(c.text for c in column),
            own.left,
            own.right,
            tuple(w for c in column for w in c.words),
        )
        for own, column in zip(_filled(widest), columns, strict=True)
    ]


def shape_of(text: Text) -> Shape:
    """How a row is set."""
    cells = cells_with_offsets(text.line)
    filled = [(n, c) for n, (_, c) in enumerate(cells) if c.text.strip()]
    ends = tuple(_end(text.line, n, c, p) for n, c in filled for p in _price_of(c)[:1])
    return Shape(len(filled), ends)


def _end(line: Line, n: int, cell: Cell, price: Price) -> float:
    """Where a price ends: by the cell's number where the source draws cells, else by place, in
    characters or half points."""
    if line.tabular:
        return n * 100.0
    width = (cell.right - cell.left) / max(len(cell.text), 1)
    end = cell.left + width * price.end
    return end if line.number is not None else end / 2


def _over(cell: Cell, line: Line, columns: list[Cell]) -> list[int]:
    """The columns a heading stands over or below: those it overlaps; where it stands in the middle
    of a run of columns with none other above them, all of these."""
    reached = [n for n, c in enumerate(columns) if cell.left < c.right and c.left < cell.right]
    others = [c for c in _filled(line) if c is not cell]
    if line.tabular or not reached or len(others) + 1 >= len(columns):
        return reached
    for run in ((reached[0] - 1, *reached), (*reached, reached[-1] + 1)):
        if run[0] < 1 or run[-1] >= len(columns) or len(run) < 2:
            continue
        left, right = columns[run[0]].left, columns[run[-1]].right
        free = not any(o.left < right and left < o.right for o in others)
        middle = abs(left + right - cell.left - cell.right) / 2 <= _MIDDLE * (right - left)
        if free and middle:
            return list(run)
    return reached


def read_cells(text: Text, setting: Setting) -> list[Meaning]:
    """The charges of a row below column headings. Raises UnreadError."""
    context = setting.context
    cells = [
        (at, c)
        for at, c in cells_with_offsets(text.line)
        if text.text[at : at + len(c.text)].strip()
    ]
    priced = [(n, at, c, found[0]) for n, (at, c) in enumerate(cells) if (found := _price_of(c))]
    columns = {n: _column(context, text.line, cell) for n, _, cell, _ in priced}
    used = {n for n, _, _, price in priced if _is_quantity(columns[n], price)}
    priced = [p for p in priced if p[0] not in used]
    columns = {n: c for n, c in columns.items() if n not in used}
    if not priced:
        raise UnreadError("no price in the row")
    priced = _in_force(priced, columns)
    _alike([columns[n] for n, *_ in priced])
    left, beside = _words_of(cells, {n for n in columns} | used, priced[0][0])
    head = (
        context.columns[0].facets if left and context.columns[0] not in columns.values() else None
    )
    monthly = any(_by_month(columns[n].facets) for n, *_ in priced)
    made: list[Meaning] = []
    for n, at, cell, price in priced:
        said = _merged([columns[n].facets, *([head] if head else [])], setting)
        # One heading over several columns may stand above the first of them.
        said = replace(said, monthly=True) if monthly and not said.measures else said
        moved = Price(price.kind, price.start + at, price.end + at, price.raw, price.refused)
        own = f"{cell.text[: price.start]} {cell.text[price.end :]}".strip(" $")
        meaning = understand(left, f"{own} {beside}".strip(), moved, setting, said)
        keep_open(meaning, [c for _, c in cells], n, lambda c: _column(context, text.line, c))
        if len(priced) > 1:
            _named_by(columns[n], meaning, left)
        made.append(meaning)
    context.shapes.append(shape_of(text))
    return made


def _by_month(said: Facets) -> bool:
    return said.monthly or any(s.value == "month" for s in said.measures)


_Priced = tuple[int, int, Cell, Price]


def _in_force(priced: list[_Priced], columns: dict[int, Column]) -> list[_Priced]:
    """The prices in force of a row: not those of a column of old rates beside new ones, nor the
    change between them. Raises UnreadError below headings of rates that are asked for."""
    said = {n: _standing(columns[n]) for n, *_ in priced}
    if "asked" in said.values():
        raise UnreadError("proposed rates or figures of a study")
    if "former" in said.values() and "newer" not in said.values():
        raise UnreadError("a column of former rates without the new ones")
    if not {"former", "newer"} <= set(said.values()):
        return priced
    return [p for p in priced if said[p[0]] not in ("former", "changes")]


def _standing(column: Column) -> str | None:
    """Which list of words about rates in force the heading of a column is of."""
    for name in ("asked", "former", "newer", "changes"):
        if word_pattern("words", name).search(column.cell.text):
            return name
    return None


def _is_quantity(column: Column, price: Price) -> bool:
    """Whether a figure without a sign is one of use or size: `0.060` below `kW per fixture`."""
    said = column.facets
    if price.kind != "bare" or said.coin:
        return False
    return _QUANTITY.search(" ".join(said.rest)) is not None


def _words_of(cells: list[tuple[int, Cell]], taken: set[int], first: int) -> tuple[str, str]:
    """The label left of a row's prices, and what other cells say. Figures of use are neither."""
    label: list[str] = []
    beside: list[str] = []
    for n, (_, cell) in enumerate(cells):
        if n in taken or not _worded(cell):
            continue
        if n == 0 or (n < first and _is_name(cell)):
            label.append(cell.text)
        elif _says(cell):
            beside.append(cell.text)
    return " ".join(label), " ".join(beside)


def _is_name(cell: Cell) -> bool:
    """Whether a cell beside the first one goes on with the label: words without a unit."""
    said = facets(cell.text)
    return (
        bool(said.free)
        and not said.measures
        and not said.tiers
        and any(ch.isalpha() for ch in cell.text)
    )


def _alike(columns: list[Column]) -> None:
    """Columns of one row say the same kinds of things, or a heading was lost or worn. A minimum
    bill beside a rate says which use it includes."""
    kinds = {
        (bool(c.facets.seasons), bool(c.facets.periods), bool(c.facets.tiers))
        for c in columns
        if not (c.facets.component and c.facets.component.value == "minimum")
    }
    if len(kinds) > 1:
        raise UnreadError("the headings of the columns do not agree in kind")


def _price_of(cell: Cell) -> list[Price]:
    """The price a cell holds with nothing but its unit beside it."""
    found = prices(cell.text)
    if len(found) != 1:
        return []
    before, after = cell.text[: found[0].start], cell.text[found[0].end :]
    if any(ch.isalnum() for ch in before):
        return []
    said = facets(after) if any(ch.isalnum() for ch in after) else None
    return found if said is None or (said.measures and not said.rest) else []


def _worded(cell: Cell) -> bool:
    return any(ch.isalnum() for ch in cell.text)


def _says(cell: Cell) -> bool:
    """Whether a cell beside the prices says what they are; figures of use and size do not."""
    return bool(facets(cell.text).measures) or not any(ch.isdigit() for ch in cell.text)


def _column(context: Context, line: Line, cell: Cell) -> Column:
    """The column a price stands in: by count where the source draws cells, else by place."""
    columns = context.columns
    if line.tabular:
        at, count = line.cells.index(cell), len(line.cells)
        if count == len(columns):
            return columns[at]
        if count == len(columns) + 1 and at and not _price_of(line.cells[0]):
            return columns[at - 1]
        raise UnreadError("the row has other cells than the headings")
    away = sorted(((_away(c.cell, cell), n) for n, c in enumerate(columns)))
    if len(away) > 1 and away[1][0] - away[0][0] < _APART:
        raise UnreadError("the column of the price is not certain")
    return columns[away[0][1]]


def _away(heading: Cell, cell: Cell) -> float:
    """How far a price stands from below its heading: 0 where their edges or middles agree."""
    edges = (
        abs(heading.left - cell.left),
        abs(heading.right - cell.right),
        abs(heading.left + heading.right - cell.left - cell.right) / 2,
    )
    inside = heading.left <= cell.right and cell.left <= heading.right
    return 0.0 if inside else min(edges)


def _merged(said: list[Facets], setting: Setting) -> Facets:
    """The facets of a price's column and of the column of labels as one."""
    if len(said) == 1:
        return said[0]
    one, other = said
    return Facets(
        one.text,
        one.measures or other.measures,
        one.components or other.components,
        one.tiers or other.tiers,
        one.seasons or other.seasons,
        one.periods or other.periods,
        one.spans,
        one.coin or other.coin,
        one.monthly or other.monthly,
        one.otherwise or other.otherwise,
        one.whole or other.whole,
        one.rest,
    )


def _named_by(column: Column, meaning: Meaning, left: str) -> None:
    """What the heading of a column adds to the name of a price beside others in its row: the
    group where there is none above, else more of the label."""
    said, text = column.facets, " ".join(column.cell.text.split())
    if _standing(column) or (not said.free and (said.seasons or said.periods or said.tiers)):
        return
    if not text or not (said.free or said.components):
        return
    if "group" not in meaning.fields:
        meaning.fields["group"] = Source(text)
        return
    label = meaning.fields.get("label")
    own = label.value if label and left.strip() else ""
    meaning.fields["label"] = Source(f"{own}, {text}" if own else text)
