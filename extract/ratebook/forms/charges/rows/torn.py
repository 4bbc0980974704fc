"""Cells of a row that wide space tore: a block of use, as `500 -   999 KW` or `First    2,000`.

A page set in columns aligns the figures of its blocks, so that wide space stands within one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ratebook.forms.charges.words.doubt import is_known
from ratebook.forms.charges.words.price import prices
from ratebook.model.page import Cell, Line

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_FROM = regex.compile(
    rf"(?:.*[^\d.,$])?(?:{_NUMBER})(?:\s*[A-Za-z]{{2,4}})?\s*(?P<dash>[-–]|\bto|\bthru|\bthrough)?",
    regex.IGNORECASE,
)
_TO = regex.compile(
    rf"(?P<dash>(?:[-–]|to\b|thru\b|through\b)\s*)?(?:{_NUMBER})(?![\d.,/])(?:\s*[A-Za-z].*)?",
    regex.IGNORECASE,
)
_DASH = regex.compile(r"[-–]|to|thru|through", regex.IGNORECASE)
_OPENS = regex.compile(
    r"(?:(?:the\s+)?(?:first|1st|next)|(?:all\s+)?(?:over|above)|up\s+to)", regex.IGNORECASE
)
_COUNT = regex.compile(rf"(?:{_NUMBER})(?![\d.,/])(?:\s*[A-Za-z].*)?")
_LED = regex.compile(
    r"(?P<label>[^-]*(?:-[^-]+)*[A-Za-z)\]\"'])\s?-{3,}\s?(?P<figure>[$¢.\d(A-Za-z][^-]*)"
)
_SIZED = regex.compile(
    r"\s*[-–]\s*\d[\d,]*\s*(?:lumens?|watts?|w|kw|volts?|f(?:ee|oo)?t)\b\.?\s*", regex.IGNORECASE
)
_SIDE = regex.compile(r"\d/\d{1,2}\s*(?:[\"”]|inch|in\.?)?", regex.IGNORECASE)
_OTHER_SIDE = regex.compile(r"[x×]\s*\d", regex.IGNORECASE)
_CLASS = regex.compile(
    r"(?:class|division|zone|area|group|category|district)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4})[.:]?",
    regex.IGNORECASE,
)
_NAMED = regex.compile(
    r"(?!.*\b(?:rates?|charges?|prices?|amounts?|bills?|fees?|costs?|minimums?|per|monthly|total)\b)"
    r"[A-Z][A-Za-z,/&' -]{2,50}",
    regex.IGNORECASE,
)
"""The name of a class behind its letter: `Class A | Residential`."""
_LETTERED = regex.compile(
    r"(?:class|division|zone|area|group|category|district|section|part|(?:rate\s+)?schedule|tariff|rate|rider"
    r"|option|plan)\s+(?:no\.?\s*)?(?-i:[A-Z\d][A-Z\d.-]{0,6})",
    regex.IGNORECASE,
)
_LONG_DASH = regex.compile(r"(?<=[A-Za-z])–(?=[A-Za-z\d])|(?<=\d)–(?=[A-Za-z])|^\s?–(?=\s)")
"""Where a hyphen is meant: within a word or a code, and before an item."""
_DASH_ALONE = regex.compile(r"[-–—]{1,2}")
_WIDE, _POINTS = 12.0, 60.0
_TWO = 2
_THREE = 3


def mended(line: Line) -> Line:
    """The line with the cells of a torn block as one, and with a label and its figure apart where
    dashes lead from one to the other; the line itself where neither is. A source that draws its
    cells tears none, but one that packs them tears a range: `0 - | 2,000`. A word with a long
    dash in it, `One–time`, is one as with a hyphen."""
    if "–" in line.text:
        line = _hyphened(line)
    named = _named_class(line)
    if named is not None:
        return named
    if line.tabular:
        return _packed(line) if line.packed else line
    if "---" in line.text and line.number is not None:
        line = replace(line, cells=tuple(part for c in line.cells for part in _unled(c)))
    if len(line.cells) < _TWO:
        return line
    cells = _joined(list(line.cells), _WIDE if line.number is not None else _POINTS)
    return replace(line, cells=tuple(cells)) if len(cells) < len(line.cells) else line


def _hyphened(line: Line) -> Line:
    cells = [cell._replace(text=_LONG_DASH.sub("-", cell.text)) for cell in line.cells]
    return replace(line, cells=tuple(cells))


def _named_class(line: Line) -> Line | None:
    """The line of a class of customers whose name stands apart from its letter, as one cell, a
    dash between them or none: `SECTION B   -   CONTRACT LOADS`."""
    if len(line.cells) == _THREE and _DASH_ALONE.fullmatch(line.cells[1].text.strip()):
        one, dash, other = line.cells
        titled = _LETTERED.fullmatch(one.text.strip()) and other.text.strip()[:1].isupper()
        return _whole(line, f" {dash.text.strip()} ") if titled and not prices(other.text) else None
    if len(line.cells) != _TWO or not _CLASS.fullmatch(line.cells[0].text.strip()):
        return None
    one, other = line.cells
    if not _NAMED.fullmatch(other.text.strip()) or _CLASS.match(other.text.strip()):
        return None
    return _whole(line, " ")


def _whole(line: Line, between: str) -> Line:
    """The line with its first and its last cell as one, and what joins them."""
    one, other = line.cells[0], line.cells[-1]
    text = f"{one.text.strip()}{between}{other.text.strip()}"
    words = tuple(word for cell in line.cells for word in cell.words)
    return replace(line, cells=(Cell(text, one.left, other.right, words),), tabular=False)


def _packed(line: Line) -> Line:
    made = list(line.cells[:1])
    for cell in line.cells[1:]:
        if "-" in made[-1].text[-1:] and _ranges(made[-1], cell):
            made[-1] = made[-1]._replace(text=f"{made[-1].text} {cell.text}", right=cell.right)
        else:
            made.append(cell)
    return replace(line, cells=tuple(made)) if len(made) < len(line.cells) else line


def untorn(heads: Sequence[Cell]) -> list[Cell]:
    """Headings side by side, a word that the border between two tore drawn together again: `Lum |
    enskWh per Month` is `Lumens | kWh per Month`."""
    made = list(heads)
    for n, (one, other) in enumerate(pairwise(heads)):
        cut = _torn_at(one.text, other.text)
        if cut:
            wide = cut * (other.right - other.left) / len(other.text)
            whole = f"{made[n].text.rstrip()}{other.text[:cut]}"
            made[n] = made[n]._replace(text=whole, right=one.right + wide)
            made[n + 1] = other._replace(text=other.text[cut:], left=other.left + wide)
    return made


def _torn_at(left: str, right: str) -> int:
    """How many letters of the first word on the right end the last one on the left, where that is
    certain: neither is a known word, and both are once the letters are moved. 0: none."""
    last, first = left.split()[-1:], right.split()[:1]
    if not (last and first and right.startswith(first[0])) or is_known(last[0]):
        return 0
    if is_known(first[0]) or not (last[0].isalpha() and first[0].isalpha()):
        return 0
    ways = range(1, len(first[0]))
    found = [k for k in ways if is_known(last[0] + first[0][:k]) and is_known(first[0][k:])]
    return found[0] if len(found) == 1 else 0


def _unled(cell: Cell) -> list[Cell]:
    """A cell apart from the dashes that lead from a label to its figure: `Turn On------$25.21`."""
    m = _LED.fullmatch(cell.text)
    if m is None or cell.words:
        return [cell]
    width = (cell.right - cell.left) / max(len(cell.text), 1)
    return [
        Cell(m[n].strip(), cell.left + m.start(n) * width, cell.left + m.end(n) * width)
        for n in ("label", "figure")
    ]


def _joined(cells: list[Cell], wide: float) -> list[Cell]:
    made = cells[:1]
    for n, cell in enumerate(cells[1:], 1):
        last = made[-1]
        dash = _DASH.fullmatch(cell.text.strip()) is not None
        if dash and (n + 1 == len(cells) or not _COUNT.fullmatch(cells[n + 1].text.strip())):
            made.append(cell)
        elif _sizes(last, cell) or (
            cell.left - last.right <= wide
            and (_ranges(last, cell) or _blocks(last, cell) or _crosses(last, cell))
        ):
            made[-1] = Cell(
                f"{last.text} {cell.text}", last.left, cell.right, (*last.words, *cell.words)
            )
        else:
            made.append(cell)
    return made


def _ranges(one: Cell, other: Cell) -> bool:
    """Whether two cells are the ends of a range, a dash between them."""
    if not any(map(str.isdigit, one.text)):
        return False
    begun = _FROM.fullmatch(one.text.strip())
    if begun is None:
        return False
    if not begun["dash"] and _DASH.fullmatch(other.text.strip()):
        return True
    ended = _TO.fullmatch(other.text.strip())
    return ended is not None and bool(begun["dash"]) != bool(ended["dash"])


def _sizes(one: Cell, other: Cell) -> bool:
    """Whether a cell goes on with the size of what another one names: `Mercury Vapor | - 7,000
    Lumen`."""
    named = one.text.strip()
    return named[-1:].isalpha() and not prices(named) and _SIZED.fullmatch(other.text) is not None


def _crosses(one: Cell, other: Cell) -> bool:
    """Whether two cells are the two sides of the size of a meter: `5/8" | x 3/4"`."""
    begun = _SIDE.fullmatch(one.text.strip()) is not None
    return begun and _OTHER_SIDE.match(other.text.strip()) is not None


def _blocks(one: Cell, other: Cell) -> bool:
    """Whether two cells are the word that opens a block and its quantity."""
    return bool(_OPENS.fullmatch(one.text.strip()) and _COUNT.fullmatch(other.text.strip()))
