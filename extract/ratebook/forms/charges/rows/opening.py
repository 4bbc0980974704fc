"""Whether a line begins the headings of columns: one alone in its line may be of the table below
it, or of one of its columns."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.rows.amid import (
    amid,
    amid_all,
    centred_on,
    near_middle,
    set_right,
    stands_over,
)
from ratebook.forms.charges.rows.row_kinds import SIZE, filled
from ratebook.forms.charges.rows.spans import is_by_itself
from ratebook.forms.charges.rows.stacking import is_unit, stacked
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.since import leads_dates, since_of
from ratebook.model.page import Cell, Line

_PER = regex.compile(r"\b(?:per|of)$", regex.IGNORECASE)
_PAIR = 2
_WIDE = 3
_HANGING = regex.compile(
    r"\b(?:per(?:\s(?:1,?000|100|thousand|hundred))?|of|and|or|for|in|with)$|[-/&]$",
    regex.IGNORECASE,
)
_BARE = regex.compile(r"(?:factor|rate|amount|percentage|percent|credit)s?", regex.IGNORECASE)
"""What is named by the line above it."""
_OF_ABOVE = regex.compile(r"(?:working\s+)?hours|voltage|phase", regex.IGNORECASE)
"""What names nothing without the line above it: `During Regular` over `Hours`."""
_FIGURE = regex.compile(r"\d{1,3}(?:,?\d{3})*")
_METER = regex.compile(r"(?:meters?|connections?|services?)", regex.IGNORECASE)
_NEEDED = regex.compile(r"\b(?:surcharge|adjustment|recovery|rider|clause)$", regex.IGNORECASE)
_BEGINS_NAME = regex.compile(
    r"\W*(?:approximate|approx\.?|average|avg\.?|estimated|nominal|rated|initial|maximum|minimum)\W*",
    regex.IGNORECASE,
)
"""What names nothing without the words below it."""
_APART = 3.0


def opens(block: list[Line], widest: Line) -> bool:
    """Whether the first line of a block may be one of headings: not alone above the labels."""
    first = filled(block[0])
    if len(first) >= 2:
        return True
    if first and first[0].text.rstrip().endswith(":") and is_part(first[0].text):
        return False  # `Rates:` heads what stands below it, and no column.
    if first and leads_dates(first[0].text) and all(since_of(c.text) for c in filled(widest)):
        return True
    if first and len(block) > 1 and _ends_below(first[0], filled(widest)):
        return True
    if first and len(filled(widest)) == _PAIR and first[0].left > filled(widest)[0].right:
        return _begins_name(block, widest) or _amid_one(block[0], widest)
    if not first or len(filled(widest)) < _WIDE:
        return False
    if widest.tabular and not block[0].tabular:
        # Where a line without cells stands over drawn ones is not printed, but for rows that were
        # set in columns by place: `Customer` over `Charge`.
        return block[0].typeset and widest.typeset and _begins_name(block, widest)
    if block[0].tabular and widest.tabular and first[0].left >= 1 and not _filled_first(widest):
        # Drawn above a column of prices, over an empty first cell.
        return True
    if _titles(first[0].text, filled(widest)):
        return False
    spare = 0 if widest.tabular else _APART
    if _hangs_over(first[0], filled(widest)) or _begins_name(block, widest):
        return True
    if _BEGINS_NAME.fullmatch(first[0].text) and first[0].left > filled(widest)[0].right:
        return True
    if not widest.tabular and _amid_parts(block, widest):
        return True
    inner = first[0].left > filled(widest)[1].left - spare or _amid_one(block[0], widest)
    inner = inner or _over_figures(first[0], filled(widest))
    return inner and facets(first[0].text).component is None


def _amid_one(line: Line, widest: Line) -> bool:
    """Whether a line of one cell stands on the middle or the right edge of one heading below it
    that is not over the labels: `Rate` over the middle of `Usage | ($) | Basis`."""
    (cell,) = filled(line)
    under = [n for n, c in enumerate(filled(widest)) if stands_over(cell, c)]
    if len(under) != 1 or not under[0]:
        return False
    own = filled(widest)[under[0]]
    return centred_on(cell, own, line) or set_right(cell, own, line)


def _over_figures(cell: Cell, columns: list[Cell]) -> bool:
    """Whether a heading stands on the middle over all columns but the labels', which figures alone
    name: `Annual Hours of Interruption` over `Notice Minutes | 200 | 300 | 400`."""
    labels, *inner = columns
    figures = all(_FIGURE.fullmatch(c.text.strip()) for c in inner)
    return figures and cell.left > labels.right and amid_all(cell, inner)


def _titles(said: str, columns: list[Cell]) -> bool:
    """Whether a line in capitals stands above headings that are not: the title of their table."""
    if len(said.split()) <= _PAIR or not said.isupper():
        return False
    return not any(c.text.isupper() and len(c.text) > _PAIR for c in columns)


def _ends_below(cell: Cell, columns: list[Cell]) -> bool:
    """Whether a heading alone in its line is not whole without the one below it: `Winter (November
    -` over `April)`, `Energy Charge per` over `kWh`, `Environmental Surcharge` over `Factor`."""
    under = [c for c in columns if c.left < cell.right and cell.left < c.right]
    if len(under) != 1:
        return False
    said, below = cell.text.rstrip(), under[0].text.strip()
    if _METER.fullmatch(below) and SIZE.match(said):
        return True  # `5/8 x 3/4 Inch` over `Meter`, beside `1 Inch Meter`
    if under[0] is columns[0]:
        # `Annual charge per` over `attachment`, beside other headings
        return len(columns) > _PAIR and _PER.search(said) is not None
    if said.count("(") > said.count(")"):
        return below.count(")") > below.count("(")
    if _HANGING.search(said):
        return True
    if _OF_ABOVE.fullmatch(below) or _is_unit_over(said, below):
        return True
    return _BARE.fullmatch(below) is not None and _NEEDED.search(said) is not None


def _is_unit_over(said: str, below: str) -> bool:
    """Whether a unit is said over two lines: `Rate Per Connection` over `Per Month`."""
    if not facets(said).measures or not is_unit(below):
        return False
    return facets(f"{said} {below}").unit is not None


def _begins_name(block: list[Line], widest: Line) -> bool:
    """Whether the first line begins the name of one column, which the lines below end: `Gas Cost`
    over `Recovery` and `Rate`."""
    head = filled(block[0])[0].text.strip()
    joined = [c.text for c in stacked(block, widest) if c.text.startswith(f"{head} ")]
    if len(joined) != 1 or block[0] is widest:
        return False
    return any(s.start < len(head) < s.end for s in facets(joined[0]).components)


def _hangs_over(cell: Cell, columns: list[Cell]) -> bool:
    """Whether a heading stands over one column and begins where that does, not over the middle."""
    under = [c for c in columns if c.left < cell.right and cell.left < c.right]
    return len(under) == 1 and abs(under[0].left - cell.left) < 1 and under[0] is not columns[0]


def _amid_parts(block: list[Line], widest: Line) -> bool:
    """Whether a heading stands on the middle over those columns that do not say by themselves what
    they are, beside others that do: `Gas Cost Adjustment` over `Demand` and `Commodity` beside
    `Total Rate`."""
    if block[0] is widest:
        return False
    cell, columns = filled(block[0])[0], filled(widest)
    reached = [n for n, c in enumerate(columns) if stands_over(cell, c)]
    if not reached or not reached[0]:
        return False
    named = stacked(block[1:], widest)
    own = {n for n, c in enumerate(named) if n and _is_part(c.text)}
    if not _PAIR <= len(own) < len(columns) - 1:
        return False
    if set(reached) == own and near_middle(cell, columns, (reached[0], reached[-1])):
        return True
    placed = [cell if n == reached[0] else None for n in range(len(columns))]
    run = {reached[0], *(n for n, _ in amid(placed, columns, [c.text for c in columns]))}
    return run == own


def _is_part(text: str) -> bool:
    """Whether a heading only says which part of a charge its column is."""
    return bool(facets(text).tiers) or not is_by_itself(text)


def _filled_first(line: Line) -> bool:
    """Whether a drawn row says something in its first cell, above the labels."""
    return bool(line.cells) and any(ch.isalnum() for ch in line.cells[0].text)
