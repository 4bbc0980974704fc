"""The access methods of a guide on a page with geometry, where texts are wrapped in their columns.

A row begins on the line that says for a party whether it has the method; lines below it that say
nothing of the kind and follow at the page's own line spacing go on with its cells. A line of cells
that says something else there (a stamp) is a row whose answers are lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import regex

from ratebook.model.page import Cell, Line, Word, union
from ratebook.records.datum import Place

NEAR = 4.0
"""Points by which a text may begin beside the left edge of its column's heading."""
PARTIES = ("first_party", "third_party")
CELLS = 3
"""A line of so many cells is no sentence."""
SPACING = 1.3
"""Times the page's line spacing within which a line may go on with the one above."""


@dataclass(slots=True)
class Wrapped:
    """A row: the words of each column, and its lines."""

    words: dict[str, list[Word]] = field(default_factory=dict[str, list[Word]])
    lines: list[Line] = field(default_factory=list[Line])

    def text(self, column: str) -> str:
        return " ".join(word.text for word in self.words.get(column, ()))

    def place(self, column: str) -> Place:
        words = tuple(self.words[column])
        return Place(self.lines[0].page, None, union([w.box for w in words if w.box]), words)


@dataclass(frozen=True, slots=True)
class Column:
    """A column and the left edge of its heading."""

    name: str
    left: float


def heading_of(
    lines: Sequence[Line], labels: regex.Pattern[str], names: dict[str, str]
) -> list[Column]:
    """The columns that one heading, wrapped over these lines, names; empty where it is none."""
    if any(line.number is not None or not line.words for line in lines):
        return []
    groups = [[(left, word) for left, word in _placed(cell)] for cell in lines[0].cells]
    for line in lines[1:]:
        for cell in line.cells:
            above = [at for at, other in enumerate(lines[0].cells) if _over(other, cell)]
            if len(above) != 1:
                return []
            groups[above[0]] += _placed(cell)
    found: list[Column] = []
    for group in groups:
        found += _labelled(group, labels, names)
    covered = sum(len(labels.sub("", _text(group)).strip(" |")) for group in groups)
    known = {column.name for column in found}
    whole = covered == 0 and len(known) == len(found) >= 4 and "method" in known
    return sorted(found, key=lambda column: column.left) if whole else []


def _placed(cell: Cell) -> list[tuple[float, Word]]:
    """The words of a cell with their left edges on the straightened page."""
    first = cell.words[0].box if cell.words else None
    return [
        (cell.left + (word.box[0] - first[0] if word.box and first else 0.0), word)
        for word in cell.words
    ]


def _over(one: Cell, other: Cell) -> bool:
    return one.left < other.right and other.left < one.right


def _text(group: Sequence[tuple[float, Word]]) -> str:
    return " ".join(word.text for _, word in group)


def _labelled(
    group: Sequence[tuple[float, Word]], labels: regex.Pattern[str], names: dict[str, str]
) -> list[Column]:
    starts: dict[int, float] = {}
    at = 0
    for left, word in group:
        starts[at] = left
        at += len(word.text) + 1
    return [
        Column(names["".join(m.group().lower().split())], starts[m.start()])
        for m in labels.finditer(_text(group))
        if m.start() in starts
    ]


def rows_below(
    lines: Sequence[Line], columns: Sequence[Column], says_party: Callable[[str], bool]
) -> list[Wrapped]:
    """The rows of the table whose heading ends above these lines."""
    spacing = SPACING * _usual(lines)
    rows: list[Wrapped] = []
    last: Line | None = None
    for line in lines:
        texts = _by_column(line, columns)
        if texts is None:
            break
        party = [n for n in PARTIES if n in texts]
        answered = party and all(says_party(" ".join(w.text for w in texts[n])) for n in party)
        follows = last is not None and _step(last, line) <= spacing
        if answered or (follows and len(line.cells) >= CELLS and _in_parties(line, columns)):
            rows.append(Wrapped())
        elif not follows or party:
            break
        for name, words in texts.items():
            rows[-1].words.setdefault(name, []).extend(words)
        rows[-1].lines.append(line)
        last = line
    return rows


def _in_parties(line: Line, columns: Sequence[Column]) -> bool:
    """Whether words stand where the answers of the parties do."""
    places = [(c.left, after.left) for c, after in pairwise(columns) if c.name in PARTIES]
    return any(
        left < end - NEAR and left + (word.box[2] - word.box[0]) > start + NEAR
        for cell in line.cells
        for left, word in _placed(cell)
        for start, end in places
        if word.box
    )


def _by_column(line: Line, columns: Sequence[Column]) -> dict[str, list[Word]] | None:
    """The words of a line by column; None for a line without places, or left of all columns."""
    if line.number is not None or not line.words:
        return None
    found: dict[str, list[Word]] = {}
    for cell in line.cells:
        at = None
        for left, word in _placed(cell):
            here = max((i for i, c in enumerate(columns) if c.left <= left + NEAR), default=None)
            if here is None:
                return None
            # Within a cell a new column begins at the column's own edge alone.
            if at is None or abs(left - columns[here].left) <= NEAR:
                at = here
            found.setdefault(columns[at].name, []).append(word)
    return found


def _usual(lines: Sequence[Line]) -> float:
    """The page's line spacing, in points."""
    steps = [step for a, b in pairwise(lines) if 0 < (step := _step(a, b)) < 40]
    return median(steps) if steps else 0.0


def _step(one: Line, other: Line) -> float:
    """How far a line stands below another, told from their words nearest below each other: on a
    skewed page the middle of a longer line is no measure."""
    above, below = ([w.box for w in line.words if w.box] for line in (one, other))
    if one.page != other.page or not above or not below:
        return 1e9
    _, high, low = min((abs(a[0] - b[0]), a, b) for a in above for b in below[:1])
    return (low[1] + low[3] - high[1] - high[3]) / 2
