"""What the words of a line say of a grid's figures: keys, headings, figures, or something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import regex

from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line
from ratebook.rules.grid import SCALE, Grid, GridKey
from ratebook.rules.types import TYPES

_SPACE = r"[\s\-–—]*"
_LETTER = r"(?<![A-Za-z])"
_MONTHS = regex.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b[ap]\.?m\b|\bhours?\b",
    regex.IGNORECASE,
)


class Key(NamedTuple):
    """The value a key has, and where on which line it is printed."""

    value: str | int
    line: Line
    start: int
    end: int


@dataclass(slots=True)
class Saying:
    """Words of one cell that speak of the same thing. `figure` is true for a figure; `head` where
    they head keys (`Year`), `named` where they head figures and say no more (`Rate`)."""

    cell: int
    start: int
    end: int
    keys: dict[str, Key] = field(default_factory=dict[str, Key])
    figure: bool = False
    head: bool = False
    named: bool = False

    @property
    def of_column(self) -> bool:
        """Whether it heads a column of figures."""
        return not self.figure and (bool(self.keys) or self.named)


@dataclass(slots=True)
class Said:
    """A line as sayings. `pure` is false where it says something that no grid knows."""

    text: Text
    sayings: list[Saying]
    pure: bool

    @property
    def figures(self) -> list[Saying]:
        return [s for s in self.sayings if s.figure]

    @property
    def columns(self) -> list[Saying]:
        """The sayings that head figures."""
        return [s for s in self.sayings if s.of_column]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The scanner of a grid, and what its phrases mean: (field, value), (field, "") for a heading
    of keys, ("", "named") for one of figures, ("", "") for fillers."""

    scanner: regex.Pattern[str]
    meanings: dict[str, tuple[tuple[str, str], ...]]
    about: frozenset[str]
    year: str


def fold(phrase: str) -> str:
    """A phrase as its meaning is looked up: small letters, no spaces and dashes."""
    return "".join(sign for sign in phrase.lower() if not sign.isspace() and sign not in "-–—.")


@lru_cache(maxsize=16)
def vocabulary(grid: Grid) -> Vocabulary:
    """The scanner of a grid's words."""
    meanings: dict[str, list[tuple[str, str]]] = {}
    phrases: set[str] = set()
    for phrase, meaning in _phrases(grid):
        phrases.add(phrase)
        known = meanings.setdefault(fold(phrase), [])
        known += [meaning] if meaning not in known else []
    words = "|".join(_pattern(p) for p in sorted(phrases, key=len, reverse=True))
    value, year = TYPES[grid.value].clean, TYPES["year"].clean
    scanner = regex.compile(
        rf"(?P<figure>{value}(?:[ ]?(?:¢|cents?\b))?)|(?P<year>{year})|(?P<phrase>{words})"
        r"|(?P<aside>\((?!\$|¢|cents|per)[^()]{1,60}\))|(?P<other>[A-Za-z]+|\d[\d.,]*|[%#&])",
        regex.IGNORECASE,
    )
    about = frozenset(key.field for key in grid.keys if key.about)
    named = next((key.field for key in grid.keys if key.is_year), "")
    return Vocabulary(scanner, {p: tuple(m) for p, m in meanings.items()}, about, named)


def _phrases(grid: Grid) -> list[tuple[str, tuple[str, str]]]:
    found = [(word, ("", "named")) for word in grid.words]
    found += [(word, ("", "")) for word in grid.fillers]
    for key in grid.keys:
        found += [(word, (key.field, "")) for word in key.heads]
        found += [(word, (key.field, value)) for value, words in key.means for word in words]
    return found


def _pattern(phrase: str) -> str:
    parts = regex.split(r"[\s\-–—]+", phrase)
    body = _SPACE.join(regex.escape(part) for part in parts)
    before = _LETTER if phrase[0].isalpha() else ""
    after = r"(?![A-Za-z])" if phrase[-1].isalpha() else ""
    return f"{before}{body}{after}"


def said(text: Text, grid: Grid) -> Said:
    """A line as sayings, cell by cell."""
    reader = _Reader(text.line, vocabulary(grid), grid)
    at = 0
    for number, cell in enumerate(text.text.split("\t")):
        reader.cell(cell, number, at)
        at += len(cell) + 1
    made = Said(text, reader.sayings, reader.pure)
    several = len(text.line.cells) == 1 and len(made.columns) > 1
    if several and all(set(s.keys) <= reader.known.about for s in made.columns):
        made.pure = False  # `Energy and Capacity Rates` tells neither for sure.
    return made


@dataclass(slots=True)
class _Reader:
    """Reads the cells of a line one after another."""

    line: Line
    known: Vocabulary
    grid: Grid
    sayings: list[Saying] = field(default_factory=list[Saying])
    pure: bool = True
    open: Saying | None = None

    def cell(self, cell: str, number: int, at: int) -> None:
        """Reads a cell that begins at this offset of the line."""
        self.open = None
        for start, end, figure, meant, year in _heard(cell, self.grid):
            if figure:
                self._figure(figure, number, at + start, at + end)
            elif meant:
                for name, value in meant:
                    self._phrase(name, value, number, at + start, at + end)
            elif year and self.known.year:
                self._enter(self.known.year, year, number, at + start, at + end)
            else:
                self.pure = False

    def _figure(self, raw: str, cell: int, start: int, end: int) -> None:
        number = raw.rstrip("centsCENTS¢ ")
        made = Saying(cell, start, start + len(number), figure=True)
        if number != raw:
            made.keys[SCALE] = Key("0.01", self.line, start + len(number), end)
        self.sayings.append(made)
        self.open = None

    def _enter(self, name: str, value: str | int, cell: int, start: int, end: int) -> None:
        """A second key of one kind in a cell begins another saying."""
        one = self._saying(cell, start, end, new=self.open is not None and name in self.open.keys)
        one.keys[name] = Key(value, self.line, start, end)

    def _phrase(self, name: str, value: str, cell: int, start: int, end: int) -> None:
        if name and value:
            self._enter(name, value, cell, start, end)
        elif name or value:
            one = self._saying(cell, start, end)
            one.head |= bool(name)
            one.named |= not name

    def _saying(self, cell: int, start: int, end: int, *, new: bool = False) -> Saying:
        if self.open is None or new:
            self.open = Saying(cell, start, end)
            self.sayings.append(self.open)
        self.open.end = end
        return self.open


_Heard = tuple[int, int, str, tuple[tuple[str, str], ...], int]


@lru_cache(maxsize=8192)
def _heard(cell: str, grid: Grid) -> tuple[_Heard, ...]:
    """What a cell says, in order: where it begins and ends, and the figure, the meanings of its
    phrase or the year. Words of none of these say something else, but for asides about hours."""
    known = vocabulary(grid)
    found: list[_Heard] = []
    for m in known.scanner.finditer(cell):
        if m["aside"] and _MONTHS.search(m["aside"]):
            continue
        meant = known.meanings[fold(m["phrase"])] if m["phrase"] and not m["figure"] else ()
        found.append((*m.span(), m["figure"] or "", meant, int(m["year"] or 0)))
    return tuple(found)


def year_key(grid: Grid) -> GridKey | None:
    """The key of a grid that is a year."""
    return next((key for key in grid.keys if key.is_year), None)
