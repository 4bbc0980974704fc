"""Headings drawn over several columns: `Winter | | Summer |` above `On-Peak | Off-Peak | ...`.

A source that draws cells prints such a heading once and leaves the cells beside it empty, as it
does beside a heading of one column that stands a line higher. Which it is, the headings below
tell; where they do not, the columns are not certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import regex

from ratebook.forms.charges.rows.amid import amid, between, centred_on, stands_over
from ratebook.forms.charges.rows.geometry import is_drawn
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.words import any_phrase, charge_words
from ratebook.model.page import Cell, Line

_UNFINISHED = regex.compile(
    r"(?:\b(?:per|of|for|in|and|the|or)|[-–&,(]|(?<!\d)/)\s*$", regex.IGNORECASE
)
_OTHER = regex.compile(
    r"\b(?:type|size|class|kind|description|lamp|light|fixture|meter|code|item|kwh|kw|lumens?|watts?|wattage"
    r"|gallons|included|volts?|voltage|rates?|charges?|prices?|bills?|amounts?|fees?|costs?)\b",
    regex.IGNORECASE,
)
"""What a column is by itself, whatever stands over those beside it."""
_NOTE = regex.compile(r"\(?\d[/)]")
_HANGS = regex.compile(r"\b(?:per|of|for|in|during|all\s+over|over|first|next)$", regex.IGNORECASE)
_PART = regex.compile(
    r"(?:demand|commodity)(?:\s+(?:costs?|charges?|components?|portion))?\W*", regex.IGNORECASE
)
"""What the cost of gas is made of: `Gas Cost Adjustment` over `Demand | Commodity`."""
_PAIR = 2


def is_by_itself(text: str) -> bool:
    """Whether a heading says what its column is, whatever stands over those beside it."""
    return _OTHER.search(text) is not None


class NotCertainError(Exception):
    """Over which columns a heading stands is not printed."""


def drawn(block: Sequence[Line]) -> bool:
    """Whether headings of several lines stand in cells that a text source draws; a line of one
    cell above them may stand over all."""
    inner = _inner(block)
    return len(inner) > 1 and all(map(is_drawn, inner))


def _inner(block: Sequence[Line]) -> Sequence[Line]:
    """The block without a first line that is not drawn, over lines that are."""
    over = len(block) > _PAIR and not block[0].tabular and len(block[0].filled) == 1
    return block[1:] if over and block[1].tabular else block


def stacked_drawn(block: Sequence[Line]) -> list[Cell]:
    """The headings of several drawn lines put together, by their cells' numbers. Raises
    NotCertainError."""
    block = _inner(block)
    wide = max(len(line.cells) for line in block)
    columns: list[list[str]] = [[] for _ in range(wide)]
    for at, line in enumerate(block):
        own = _texts(line, wide)
        below = [" ".join(filter(None, texts)) for texts in _across(block[at + 1 :], wide)]
        for n, over in enumerate(_owners(own, below, line)):
            if over is not None:
                columns[n].append(own[over])
    return [Cell(" ".join(said), float(n), float(n + 1)) for n, said in enumerate(columns) if said]


def stacked_placed(block: Sequence[Line], row: Line) -> list[Cell]:
    """The headings of several lines set by place above a row of prices, where one of them begins
    over the first of the columns it stands over; none where none does."""
    block = [replace(line, cells=tuple(c for c in line.cells if not _noted(c))) for line in block]
    columns = _places(block)
    grid = [placed for line in block if (placed := _set(line, columns))]
    if len(block) < _PAIR or not columns or len(grid) < len(block):
        return []
    label = next((c for c in row.cells if c.text.strip()), None)
    bare = label is None or label.right <= columns[0].left
    made: list[list[str]] = [[] for _ in range(len(columns) + bare)]
    spanned = False
    for at, placed in enumerate(grid):
        own = [" ".join(cell.text.split()) if cell else "" for cell in [None] * bare + placed]
        below = _below(grid[at + 1 :], len(own), bare)
        owners = _spans_of(own, below)
        centred = [
            c is not None and centred_on(c, h, block[at])
            for c, h in zip(placed, columns, strict=True)
        ]
        owners = [
            None
            if over != n and over is not None and over >= bare and centred[over - bare]
            else over
            for n, over in enumerate(owners)
        ]
        for free, n in amid(placed, columns, below[bare:]):
            if is_by_itself(below[n + bare]) or not is_by_itself(below[free + bare]):
                owners[free + bare] = n + bare
        for n, over in enumerate(owners):
            spanned = spanned or n != over is not None
            if over is not None:
                made[n].append(own[over])
    if not spanned:
        return []
    said = [" ".join(parts) for parts in made[bare:]]
    sides = [_sides(n, columns, grid) for n in range(len(columns))]
    return [
        Cell(text, left, right, c.words)
        for text, c, (left, right) in zip(said, columns, sides, strict=True)
    ]


def _sides(n: int, columns: list[Cell], grid: list[list[Cell | None]]) -> tuple[float, float]:
    """How far the headings over one column alone reach: a sign below its name does not as far."""
    own = [
        c for line in grid if (c := line[n]) and sum(stands_over(c, col) for col in columns) < _PAIR
    ]
    return min((c.left for c in own), default=columns[n].left), max(
        (c.right for c in own), default=columns[n].right
    )


def united(block: Sequence[Line], row: Line) -> list[Cell]:
    """The headings that together stand over each cell of a row, each over its own, though no line
    has them all: `Regular Hours` over `Service | After Hours`. None where a line alone above them
    may be of something else: a column must need it, or its own words must."""
    if any(line.tabular or line.packed for line in (*block, row)) or len(block) < _PAIR:
        return []
    columns, cells = _places(block), row.filled
    if len(columns) != len(cells) or len(columns) <= max(len(line.filled) for line in block):
        return []
    first = block[0].filled
    if not first:
        return []
    adds = len(_places(block[1:])) < len(cells) and not stands_over(first[0], columns[0])
    needed = len(first) > 1 or adds or _HANGS.search(first[0].text)
    alone = all(sum(stands_over(c, h) for h in columns) == 1 for line in block for c in line.filled)
    if not needed or not alone:
        return []
    made: list[Cell] = []
    for column, under in zip(columns, cells, strict=True):
        own = [c for line in block for c in line.filled if stands_over(c, column)]
        left, right = min(c.left for c in own), max(c.right for c in own)
        if under is not cells[0] and not (under.left < right and left < under.right):
            return []
        made.append(Cell(" ".join(c.text for c in own), left, right, column.words))
    return made


def _noted(cell: Cell) -> bool:
    """Whether a cell is the number of a footnote below its heading."""
    return _NOTE.fullmatch(cell.text.strip()) is not None


def _below(grid: list[list[Cell | None]], wide: int, bare: bool) -> list[str]:
    """What the lines below one say in each column."""
    said = [[" ".join(c.text.split()) if c else "" for c in [None] * bare + row] for row in grid]
    return [" ".join(filter(None, (row[n] for row in said))) for n in range(wide)]


def _places(block: Sequence[Line]) -> list[Cell]:
    """The columns under headings set by place: the lowest cell of each, left to right."""
    found: list[Cell] = []
    for line in reversed(block):
        lower = sorted(found, key=lambda c: c.left)
        cells = [c for c in line.filled if between(c, lower) is None]
        found += [c for c in cells if not any(stands_over(c, other) for other in found)]
    return sorted(found, key=lambda c: c.left)


def _set(line: Line, columns: list[Cell]) -> list[Cell | None]:
    """The cells of a line by the first of the columns they stand over; empty where one stands over
    columns that another does."""
    placed: list[Cell | None] = [None] * len(columns)
    taken: set[int] = set()
    for cell in line.filled:
        over = [n for n, column in enumerate(columns) if stands_over(cell, column)]
        amidst = between(cell, columns) if not over else None
        if amidst is not None:
            over = [amidst, amidst + 1]
        if not over or taken & set(over):
            return []
        taken |= set(over)
        placed[over[0]] = cell
    return placed


def _spans_of(own: list[str], below: list[str]) -> list[int | None]:
    """For each column the heading of a line over it; each over its own where more is not told."""
    try:
        return _told_owners(own, below)
    except NotCertainError:
        moved = _even(own, below, close=False)
        return moved or [n if text else None for n, text in enumerate(own)]


def _texts(line: Line, wide: int) -> list[str]:
    said = [c.text.strip() if any(map(str.isalnum, c.text)) else "" for c in line.cells]
    short = len(said) == wide - 1 and all(said)
    if short and (siblings(said) or all(map(_classes().search, said))):
        # `Secondary | Primary` over `Tariff Code | 211 | 217`: none is of the labels.
        return ["", *said]
    return [*said, *[""] * (wide - len(said))]


def _across(lines: Sequence[Line], wide: int) -> list[tuple[str, ...]]:
    rows = [_texts(line, wide) for line in lines]
    return list(zip(*rows, strict=True)) if rows else [()] * wide


def _owners(own: list[str], below: list[str], line: Line) -> list[int | None]:
    """For each column the cell of a drawn line that stands over it. Raises NotCertainError."""
    try:
        return _told_owners(own, below)
    except NotCertainError:
        close = all(own[1 : len(line.cells)])
        moved = _even(own, below, close)
        if not moved:
            raise
        return moved


def _told_owners(own: list[str], below: list[str]) -> list[int | None]:
    """For each column the heading over it, its own or one that begins left of it. Raises
    NotCertainError."""
    runs = {n: run for n, text in enumerate(own) if n and text and (run := _run(n, own, below))}
    spans = {n: run for n, run in runs.items() if _stands_over(n, runs, own, below)}
    _told(spans, own, below)
    owners = [n if text else None for n, text in enumerate(own)]
    for n, run in spans.items():
        for other in run:
            owners[other] = n
    return owners


def _run(n: int, own: list[str], below: list[str]) -> list[int]:
    """The columns right of a cell that have no heading of their own in its line, but one below."""
    if not below[n]:
        return []
    found: list[int] = []
    for other in range(n + 1, len(own)):
        if own[other] or not below[other]:
            break
        found.append(other)
    return found


def _stands_over(n: int, runs: dict[int, list[int]], own: list[str], below: list[str]) -> bool:
    """Whether a heading stands over the columns beside its own too. Raises NotCertainError."""
    under = [below[n], *(below[other] for other in runs[n])]
    if _UNFINISHED.search(own[n]) or _crosses(own[n], under):
        return False
    if siblings(under):
        return True
    groups = [[below[k], *(below[other] for other in run)] for k, run in runs.items()]
    if len(groups) > 1 and all(group == groups[0] for group in groups):
        return True
    said = facets(own[n])
    if said.component and said.component.value == "gas_cost" and all(map(_PART.fullmatch, under)):
        return True
    if (said.measures or said.components or said.coin) and all(map(_names_only, under)):
        return True
    if said.seasons or said.periods or said.tiers or len(set(under)) < len(under):
        raise NotCertainError
    return False


def _told(spans: dict[int, list[int]], own: list[str], below: list[str]) -> None:
    """Raises NotCertainError where the columns left of the first such heading are of the kind of
    those it stands over, and where headings of one kind stand over more columns and fewer."""
    if not spans:
        return
    first = next(n for n, text in enumerate(own) if n and text)
    for n in range(1, first):
        if below[n] and (siblings([below[n], below[first]]) or not _OTHER.search(below[n])):
            raise NotCertainError
    if len({len(run) for run in spans.values()}) > 1 and siblings([own[n] for n in spans]):
        raise NotCertainError
    beside = [n for n, text in enumerate(own) if n and text and n not in spans and below[n]]
    if beside and siblings([own[n] for n in (*spans, *beside)]):
        raise NotCertainError


def _even(own: list[str], below: list[str], close: bool) -> list[int | None]:
    """For each column the heading over it, where a line prints one for each of several like groups
    of columns, each somewhere over its group or, `close` behind one another, in their order:
    `Winter | Summer` above `On-Peak | Off-Peak | On-Peak | Off-Peak`. Empty for others."""
    heads = [n for n, text in enumerate(own) if n and text]
    under = [n for n, text in enumerate(below) if n and text]
    if len(heads) < _PAIR or len(under) % len(heads):
        return []
    size = len(under) // len(heads)
    groups = [under[k : k + size] for k in range(0, len(under), size)]
    said = [[below[n] for n in group] for group in groups]
    if size < _PAIR or any(one != said[0] for one in said) or len(set(said[0])) < size:
        return []
    if not close and any(n not in group for n, group in zip(heads, groups, strict=True)):
        return []
    over = {n: head for head, group in zip(heads, groups, strict=True) for n in group}
    return [0 if not n and own[0] else over.get(n) for n in range(len(own))]


def bare_beside(columns: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """Whether of two columns side by side, whose lowest headings are of one kind, a line above has
    a heading over one and none over the other. Each column is its headings with their lines."""
    for one, other in pairwise(columns):
        if not one or not other:
            continue
        lines = {at for at, _ in one} ^ {at for at, _ in other}
        low, beside = one[-1], other[-1]
        above = any(at < min(low[0], beside[0]) for at in lines)
        if above and _of_one_kind([low[1], beside[1]]):
            return True
    return False


def siblings(texts: Sequence[str]) -> bool:
    """Whether headings are of one kind: all periods, all blocks, names that differ in one word."""
    if len(texts) < _PAIR or len(set(texts)) < len(texts):
        return False
    if _of_one_kind(texts):
        return True
    words = [text.lower().replace("-", " ").split() for text in texts]
    if len({len(w) for w in words}) > 1 or len(words[0]) < _PAIR:
        return False
    return sum(len(set(at)) > 1 for at in zip(*words, strict=True)) == 1


def _of_one_kind(texts: Sequence[str]) -> bool:
    """Whether headings are all of periods, of seasons, of blocks or of classes of customers."""
    said = [facets(text) for text in texts]
    if any(all(_of_kind(f, kind) for f in said) for kind in ("periods", "seasons", "tiers")):
        return True
    return all(_classes().fullmatch(text.strip(" .:")) for text in texts)


def _of_kind(said: Facets, kind: str) -> bool:
    return bool(getattr(said, kind)) and not said.components


@lru_cache(maxsize=1)
def _classes() -> regex.Pattern[str]:
    return regex.compile(any_phrase(charge_words()["words"]["classes"]), regex.IGNORECASE)


def _names_only(text: str) -> bool:
    """Whether a heading names no charge and no measure of its own."""
    said = facets(text)
    return not (said.measures or said.components or said.coin or _OTHER.search(text))


def _crosses(over: str, under: list[str]) -> bool:
    """Whether a heading begins a phrase that the one right below it ends, and no other of those:
    `Demand` over `Charge`, beside `Energy`."""
    found = [
        any(s.start < len(over) < s.end for s in facets(f"{over} {text}").components)
        for text in under
    ]
    return found[0] and not all(found)
