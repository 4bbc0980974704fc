"""Lines read as one text, with the way back from every sign to its place on the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from ratebook.forms.section import place_of
from ratebook.model.page import Line
from ratebook.records.datum import Place

_DEBRIS = re.compile(r"[~^\\\]·=]|\w_(?!_)|(?<!_)_\w")
_DEBRIS_SIGN = re.compile(r"[~^\\\]·=_]")
_MUCH, _PART = 4, 8
_SPACED = 6
_GAP = re.compile(r"\t| {2,}")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Passage:
    """Some lines as one text, joined with line feeds; the cells of a line stay joined by tabs."""

    lines: tuple[Line, ...]
    text: str = field(init=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        texts = [line.text for line in self.lines]
        ends = accumulate([len(text) + 1 for text in texts])
        object.__setattr__(self, "text", "\n".join(texts))
        object.__setattr__(self, "_starts", (0, *ends)[: len(texts)])

    def index_at(self, offset: int) -> int:
        """The index of the line that holds `text[offset]`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def place(self, start: int, end: int) -> Place:
        """The place of `text[start:end]` (of its first line where it runs over several)."""
        index = self.index_at(start)
        line, at = self.lines[index], self._starts[index]
        return place_of(line, start - at, min(end - at, len(line.text)))


def unspaced(text: str) -> str:
    """A text whose letters stand apart (`T i t l e   o f`), its words put together again; any other
    text as it is."""
    signs = text.split()
    if len(signs) < _SPACED or sum(len(sign) == 1 for sign in signs) < 0.8 * len(signs):
        return text
    words = _GAP.split(text.strip())
    return " ".join("".join(word.split()) for word in words)


def small_words(text: str) -> list[str]:
    """The runs of letters of a text, small."""
    return _LETTERS.findall(text.lower())


def is_wrecked(text: str) -> bool:
    """Whether so many signs of a line are debris that what it prints is lost."""
    if not _DEBRIS_SIGN.search(text):
        return False
    wrecked = len(_DEBRIS.findall(text))
    return wrecked >= _MUCH and _PART * wrecked >= len(text)


@dataclass(frozen=True, slots=True)
class Bones:
    """The letters and digits of a text, small, each with its offset in the text."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` of the bones stands in the full text."""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=2048)
def bones(text: str) -> Bones:
    """What is left of a text when its spacing, dots and cell borders cannot be trusted."""
    low = text.lower()
    offsets = tuple([at for at, sign in enumerate(low) if sign.isalnum()])
    return Bones("".join([low[at] for at in offsets]), offsets)


def joined(text: str) -> tuple[str, ...]:
    """The ways in which cells cut by a column rule may belong together, the plainest first.

    A rule through a word leaves `2\\t010` or, its glyph printed in both cells, `2008\\t8-00128`.
    """
    parts = text.split("\t")
    ways = [parts[0]]
    for part in parts[1:]:
        grown: list[str] = []
        for way in ways[:8]:
            grown += [way + part, way + " " + part]
            if way and part and way[-1] == part[0]:
                grown.append(way + part[1:])
        ways = grown
    return tuple(dict.fromkeys(ways))
