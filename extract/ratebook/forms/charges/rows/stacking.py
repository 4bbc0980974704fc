"""Headings of several lines put together by place: what stands above or below one is of it."""

from __future__ import annotations

from ratebook.forms.charges.rows.amid import between, centred_on, set_off, stands_over
from ratebook.forms.charges.rows.geometry import is_drawn
from ratebook.forms.charges.rows.row_kinds import filled
from ratebook.forms.charges.rows.spans import NotCertainError, bare_beside, is_by_itself
from ratebook.forms.charges.words.facets import facets
from ratebook.model.page import Cell, Line

_MIDDLE = 0.2
_PAIR = 2
_NEAR = 1.0
"""So far, in characters, may a heading stand from the middle."""


def stacked(block: list[Line], widest: Line) -> list[Cell]:
    """The headings over each cell of the line of most cells, with that cell."""
    return [
        Cell(
            " ".join(c.text for _, c in column),
            own.left,
            own.right,
            tuple(w for _, c in column for w in c.words),
        )
        for own, column in zip(filled(widest), _columns(block, widest), strict=True)
    ]


def certain(block: list[Line], widest: Line) -> list[Cell]:
    """The same. Raises NotCertainError where one of two like columns has nothing of what stands
    over the other."""
    columns = _columns(block, widest)
    told = [
        [
            (n, c.text)
            for n, c in column
            if block[n] is widest or not _of_one(c, at, block[n], widest)
        ]
        for at, column in enumerate(columns)
    ]
    if len(block) > 1 and (bare_beside(told) or _over_none(block, widest, columns)):
        raise NotCertainError
    return stacked(block, widest)


def _over_none(block: list[Line], widest: Line, columns: list[list[tuple[int, Cell]]]) -> bool:
    """Whether a heading stands between columns and over none of them: `Summer` amid several
    periods."""
    placed = {id(c) for column in columns for _, c in column}
    inner, outer = filled(widest)[0].right, filled(widest)[-1].left
    return any(
        id(c) not in placed and inner < c.left < outer
        for line in block
        if line is not widest and not (is_drawn(line) or is_drawn(widest)) and len(filled(line)) > 1
        if len(columns) > _PAIR
        for c in filled(line)
    )


def _columns(block: list[Line], widest: Line) -> list[list[tuple[int, Cell]]]:
    """The headings over each cell of the line of most cells, each with the number of its line."""
    columns: list[list[tuple[int, Cell]]] = [[] for _ in filled(widest)]
    for n, line in enumerate(block):
        in_turn = line is not widest and (_ends_in_units(line, widest) or _in_order(line, widest))
        for own, cell in enumerate(filled(line)):
            reached = [own] if line is widest else _over(cell, line, filled(widest))
            reached = [own + 1] if in_turn else reached
            if len(reached) == _PAIR and line is not widest:
                within = [below for below in block[n + 1 : n + 2] if below is not widest]
                reached = _over_one(cell, reached, within, filled(widest))
            for at in reached:
                columns[at].append((n, cell))
    return columns


def _over_one(cell: Cell, reached: list[int], below: list[Line], columns: list[Cell]) -> list[int]:
    """The one of two columns a heading stands over, where the line between has a heading for each
    and it is over that of one alone: `Total` over `Gas Cost | Billing` over `Adjustment | Rate`."""
    if not below or below[0].tabular:
        return reached
    told = {at: c for at in reached for c in filled(below[0]) if stands_over(c, columns[at])}
    if len({id(c) for c in told.values()}) < _PAIR:
        return reached
    under = [at for at in reached if stands_over(cell, told[at])]
    return under if len(under) == 1 else reached


def _ends_in_units(line: Line, widest: Line) -> bool:
    """Whether each heading of a line ends in `per`, and the line below prints for each of them the
    unit that it ends with, and the labels' heading: `Customer Charge per | Distribution Charge
    per` over `Class | Month | Mcf`. They are in their order, wherever they are set."""
    over, below = filled(line), filled(widest)
    if len(over) < _PAIR or len(over) + 1 != len(below) or below[0].right > over[0].left:
        return False
    if not all(c.text.rstrip().lower().endswith(" per") for c in over):
        return False
    return all(is_unit(f"per {c.text}") for c in below[1:])


def _in_order(line: Line, widest: Line) -> bool:
    """Whether a heading stands in a line for each column but the labels', each over its own but one
    that is set beside it: `Secondary | Primary | Subtransmission` over `Code | 240 | 244 | 248`."""
    over, below = filled(line), filled(widest)
    if len(over) <= _PAIR or len(over) + 1 != len(below) or is_drawn(line) or is_drawn(widest):
        return False
    reached = [[n for n, c in enumerate(below) if stands_over(cell, c)] for cell in over]
    told = [own == [n] for n, own in enumerate(reached, start=1)]
    beside = [own for own, fits in zip(reached, told, strict=True) if not fits]
    return below[0].right <= over[0].left and beside == [[]]


def _over(cell: Cell, line: Line, columns: list[Cell]) -> list[int]:
    """The columns a heading stands over or below: those it overlaps; where it stands in the middle
    of a run of columns with none other above them, all of these."""
    reached = [n for n, c in enumerate(columns) if stands_over(cell, c)]
    amidst = between(cell, columns) if not reached and not line.tabular else None
    if amidst:
        return [amidst, amidst + 1]
    others = [c for c in filled(line) if c is not cell]
    if line.tabular or not reached or len(others) + 1 >= len(columns):
        return reached
    own = _aside(cell, [columns[at] for at in reached])
    if not others and _over_three(cell, reached, columns, own):
        return [reached[0] - 1, reached[0], reached[0] + 1]
    for run in ((reached[0] - 1, *reached), (*reached, reached[-1] + 1)):
        if run[0] < 1 or run[-1] >= len(columns) or len(run) < 2:
            continue
        left, right = columns[run[0]].left, columns[run[-1]].right
        free = not any(o.left < right and left < o.right for o in others)
        aside = _aside(cell, [columns[at] for at in run])
        if free and aside < own and aside <= _MIDDLE * (right - left):
            return list(run)
    return reached


def _of_one(cell: Cell, at: int, line: Line, widest: Line) -> bool:
    """Whether a heading is set so that it stands over its one column and none beside it: on the
    middle of a heading of another width, or on an edge where no column follows on that side:
    `Small` over the last of `Component | Residential | Commercial`."""
    if line.tabular or widest.tabular:
        return False
    columns = filled(widest)
    if len({c.text for c in columns}) < len(columns):
        return False  # `On-Peak | Off-Peak | On-Peak | Off-Peak` are told apart by what is above.
    own = columns[at]
    off = set_off(line)
    left, right = abs(cell.left - own.left) <= off, abs(cell.right - own.right) <= off
    if (left and at == len(columns) - 1) or (right and at <= 1 and not left):
        return True
    return centred_on(cell, own, line)


def _over_three(cell: Cell, reached: list[int], columns: list[Cell], own: float) -> bool:
    """Whether a heading alone in its line, wider than the column in its middle, stands over those
    on both sides of it, too: `Rate per Lamp per Year` over `Overhead | Underground | Post Top`.
    Columns that say by themselves what they are it may not be over."""
    middle = reached[0]
    if len(reached) > 1 or middle < _PAIR or middle + 1 >= len(columns):
        return False
    run = columns[middle - 1 : middle + _PAIR]
    if is_unit(cell.text) and not any(facets(c.text).measures for c in run):
        # `Per Mcf` over `Delivery | Gas Cost | Total`, which have no unit without it.
        return _aside(cell, run) <= _MIDDLE / 2 * (run[-1].right - run[0].left)
    wider = cell.right - cell.left > run[1].right - run[1].left
    if not wider or any(is_by_itself(c.text) for c in run):
        return False
    return _aside(cell, run) <= own + _NEAR


def is_unit(text: str) -> bool:
    """Whether a heading is a unit and nothing else."""
    said = facets(text)
    return bool(said.measures) and not (said.free or said.components)


def _aside(cell: Cell, columns: list[Cell]) -> float:
    """How far from the middle over a run of columns a heading stands."""
    return abs(columns[0].left + columns[-1].right - cell.left - cell.right) / 2
