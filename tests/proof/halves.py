"""Pairs of rows of which one keeps the label and the other the price, in every form that lists
prices: what is left looks like one row drawn as two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from planted import Planted

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import written
from ratebook.noise.places import in_text, records
from ratebook.pipeline.read import read_path

_GAP = re.compile(r"\t+|\s*\|\s*| {2,}|(?: ?\.){3,} ?")
_DIGIT = re.compile(r"\d")
Span = tuple[int, int]


def halved(form: str, layout: str, seed: int, pairs: int) -> Iterator[Planted]:
    """A made-up document with each of so many pairs of rows damaged in turn, in each way."""
    document = written(form, layout, str(seed))
    printed = dump(document.leaves, LAYOUTS[layout])
    meant = records(document.truth, "x.txt", in_text(printed))
    lines = rendered(printed, LAYOUTS[layout]).split("\n")
    found = [n for n in range(len(lines) - 1) if _rows_alike(*lines[n : n + 2])]
    Random(f"{form} {layout} {seed}").shuffle(found)
    for at in found[:pairs]:
        for upper, lower in _ways(*lines[at : at + 2]):
            text = "\n".join([*lines[:at], upper, lower, *lines[at + 2 :]])
            read = [r.as_dict() for r in read_path(text.encode(), name="x.txt").records]
            yield Planted(text, meant, read, 1)


def _cells(line: str) -> list[Span]:
    found: list[Span] = []
    at = 0
    for gap in [*_GAP.finditer(line), None]:
        end = gap.start() if gap else len(line)
        if line[at:end].strip():
            found.append((at, end))
        at = gap.end() if gap else end
    return found


def _rows_alike(one: str, two: str) -> bool:
    ones, twos = _cells(one), _cells(two)
    figures = [line[slice(*cells[-1])] for line, cells in ((one, ones), (two, twos)) if cells]
    return len(ones) == len(twos) > 1 and all(_DIGIT.search(figure) for figure in figures)


def _ways(one: str, two: str) -> Iterator[tuple[str, str]]:
    """The upper row without its last cell (or with its sign alone) above the lower one without its
    first, and the other way about."""
    ones, twos = _cells(one), _cells(two)
    sign = "$" if "$" in one[slice(*ones[-1])] else ""
    for left in {"", sign}:
        yield _cut(one, ones[-1], left), _cut(two, twos[0])
    yield _cut(one, ones[0]), _cut(two, twos[-1], sign)


def _cut(line: str, span: Span, left: str = "") -> str:
    start, end = span
    width = 0 if "\t" in line or "|" in line else end - start
    return line[:start] + left.rjust(width) + line[end:]
