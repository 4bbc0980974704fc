"""Lists that stand side by side, each row with a label of its own: lamps beside poles, one class of
customers beside another. They are put one below the other, left list first.

A table has prices alone on its right; only rows with a label and a price on both sides show such
lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

import regex

from ratebook.forms.charges.headings.heading import CUSTOMERS
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.model.page import Cell, Line

_FEWEST = 2
_ABOVE, _BETWEEN = 4, 3
"""So many lines above the first row of both lists may head them, and so many may stand between."""
_NAMED, _LONGEST = 4, 14
_SLACK, _SLACK_TEXT = 2.0, 1.0
_WORD = regex.compile(r"[A-Za-z]{3,}|\d['\"′″]")
_MARK = regex.compile(r"\W*[A-Z]\W*")
"""The mark of a change beside a heading."""
_UNIT = regex.compile(r"\s*(?:per\b|/|each\b|a\s(?:month|day|year)\b|monthly\b)", regex.IGNORECASE)


_Sides = tuple[tuple[Cell, ...], tuple[Cell, ...]]


class _Lists(NamedTuple):
    """Two lists from line `start` to line `end`, the right one from `edge` on."""

    start: int
    end: int
    edge: float


def abreast(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """The lines with such lists taken apart, and for each the index of the line it is of."""
    made: list[tuple[Line, int]] = []
    at = 0
    for lists in _found(lines):
        made += [(line, n) for n, line in enumerate(lines[at : lists.start], start=at)]
        halves = [(n, _halves(lines[n], lists.edge)) for n in range(lists.start, lists.end)]
        off = lists.edge - min(c.left for _, (one, _) in halves for c in one)
        made += [(replace(lines[n], cells=one), n) for n, (one, _) in halves if one]
        # None of the right list is further in than what heads the left one.
        moved = [(n, tuple(_moved(c, off) for c in other)) for n, (_, other) in halves]
        made += [(replace(lines[n], cells=other), n) for n, other in moved if other]
        at = lists.end
    made += [(line, n) for n, line in enumerate(lines[at:], start=at)]
    return [line for line, _ in made], [n for _, n in made]


def _moved(cell: Cell, off: float) -> Cell:
    return cell._replace(left=cell.left - off, right=cell.right - off)


def _found(lines: Sequence[Line]) -> Iterator[_Lists]:
    """The lists of a page, in their order."""
    edges = [_edge(line) for line in lines]
    at = 0
    while at < len(lines):
        of_classes = _under_classes(lines, at)
        if of_classes is not None:
            yield of_classes
            at = of_classes.end
            continue
        edge = edges[at]
        if edge is None:
            at += 1
            continue
        rows = _rows(lines, edges, at, edge)
        if len(rows) < _FEWEST:
            at += 1
            continue
        start, end = _head(lines, rows[0], edge), _tail(lines, rows[-1], edge)
        above = lines[rows[0] - 1].filled if start < rows[0] else ()
        if len(above) == _FEWEST:
            # Each row is told by what stands over it: see `rows/named_panels.py`.
            at = rows[-1] + 1
            continue
        yield _Lists(start, end, edge)
        at = end


def _under_classes(lines: Sequence[Line], at: int) -> _Lists | None:
    """The lists below a line that names two classes of customers side by side, though their rows
    stand at no even height: the words above one of them took more lines."""
    head = [c for c in lines[at].filled if not _MARK.fullmatch(c.text)]
    if len(head) != _FEWEST or lines[at].tabular or lines[at].packed:
        return None
    if not all(CUSTOMERS.search(c.text) and len(c.text.split()) <= _NAMED for c in head):
        return None
    block = _block(lines, at + 1)
    begun = Counter(round(c.left) for line in block for c in line.filled if _is_worded(c))
    for left in sorted(n for n, times in begun.items() if times > 1 and n > head[0].left):
        edge = float(left)
        own = takewhile(lambda line, edge=edge: not _across(line, edge), block)
        sides = [_halves(line, edge) for line in own]
        rows = [sum(_is_row(side[n]) for side in sides) for n in (0, 1)]
        last = max((n for n, (_, other) in enumerate(sides) if other), default=-1)
        if all(rows) and sum(rows) > _FEWEST and head[1].right > edge > head[0].right:
            return _Lists(at, at + 1 + _left_end(sides, last), edge)
    return None


def _left_end(sides: Sequence[_Sides], last: int) -> int:
    """Where the left list ends that goes on alone below the right one's `last` line."""
    end = last + 1
    for n in range(end, len(sides)):
        if sides[n][1]:
            break
        if _is_row(sides[n][0]):
            end = n + 1
        elif n > end:
            break
    return end


def _block(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines from one on that may be of lists side by side, up to the first that is none."""
    found: list[Line] = []
    for line in lines[start : start + _LONGEST]:
        if line.page != lines[start].page or line.tabular or line.packed or not line.filled:
            break
        if found and len(line.filled) == 1 and line.text.strip().isupper():
            break
        found.append(line)
    return found


def _is_worded(cell: Cell) -> bool:
    return cell.text[:1].isalpha() and not _UNIT.match(cell.text)


def _rows(lines: Sequence[Line], edges: list[float | None], at: int, edge: float) -> list[int]:
    """The rows of both lists from line `at` on, few other lines between them."""
    rows = [at]
    for n in range(at + 1, len(lines)):
        if lines[n].page != lines[at].page or n - rows[-1] > _BETWEEN:
            break
        own = edges[n]
        if own is not None and abs(own - edge) <= _slack(lines[n]):
            rows.append(n)
        elif _across(lines[n], edge):
            break
    return rows


def _edge(line: Line) -> float | None:
    """Where the right list begins in a row of both; None for any other line."""
    if line.tabular or line.packed or len(line.filled) < _FEWEST:
        return None
    cells = line.filled
    for n in range(1, len(cells)):
        if _is_row(cells[:n]) and _is_row(cells[n:]):
            return cells[n].left
    return None


def _is_row(cells: Sequence[Cell]) -> bool:
    """Whether cells are a label and a price behind it, and no more."""
    text = "\t".join(c.text for c in cells)
    found = [p for p in prices(text) if p.firm]
    if len(found) != 1 or found[0].kind == "percent":
        return False
    label, behind = text[: found[0].start], text[found[0].end :]
    if "\t" in label.rstrip(" \t."):
        return False  # `Option 2: | single-phase $7.19` has a label of two parts.
    if _UNIT.match(label) or not _WORD.search(label):
        return False
    return not facets(behind).free


def _head(lines: Sequence[Line], first: int, edge: float) -> int:
    """The first line of what heads both lists."""
    start = first
    for n in range(first - 1, max(first - 1 - _ABOVE, -1), -1):
        line = lines[n]
        if line.page != lines[first].page or line.tabular or line.packed:
            break
        sides = _halves(line, edge)
        if not all(sides) or any(prices(c.text) for c in line.filled):
            break
        start = n
    return start


def _tail(lines: Sequence[Line], last: int, edge: float) -> int:
    """The line behind both lists: the longer one goes on alone."""
    end = last + 1
    while end < len(lines) and lines[end].page == lines[last].page:
        line = lines[end]
        cells = line.filled
        aside = bool(cells) and cells[0].left >= edge - _slack(line)
        if line.tabular or line.packed or not aside or not _is_row(cells):
            break
        end += 1
    return end


def _across(line: Line, edge: float) -> bool:
    """Whether a line stands over both lists in one piece."""
    return any(c.left < edge - _slack(line) and c.right > edge for c in line.filled)


def _halves(line: Line, edge: float) -> _Sides:
    """The cells of a line that are of the left list, and those of the right one: by where they
    begin, of a heading by where most of it stands."""
    slack = _slack(line)
    right = tuple(c for c in line.filled if c.left >= edge - slack or c.left + c.right > 2 * edge)
    return tuple(c for c in line.filled if c not in right), right


def _slack(line: Line) -> float:
    return _SLACK if line.number is None else _SLACK_TEXT
