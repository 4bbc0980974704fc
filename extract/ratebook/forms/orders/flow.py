"""Joins lines into passages (paragraphs) that remember which line every letter stands on."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import regex

from ratebook.forms.orders.footnotes import RAISED, Split, ended, wrapped
from ratebook.forms.orders.words import is_signature, opens_ordering
from ratebook.forms.section import place_of
from ratebook.model.page import Line, Word
from ratebook.records.datum import Place

_MARKS = regex.compile(rf"(?<=[\w.,;:!?)\]\"”’'%])[{RAISED}]{{1,3}}|\[\^\d{{1,3}}\]")
_UNIT = regex.compile(r"(?:ft|in|yd|mi|m|cm)$")
_NUMBERED = regex.compile(r"^\s*(?:[-*•]\s+)?(?:\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+(?=\S)")
_BLANKS = regex.compile(r"\s")
_INDENT = 14.0


@dataclass(frozen=True, slots=True)
class Span:
    """`passage.text[start:end]` is `line.text[at : at + end - start]`."""

    start: int
    end: int
    line: Line
    at: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one or more lines that read as one."""

    text: str
    spans: tuple[Span, ...]

    @property
    def lines(self) -> list[Line]:
        """The lines it is made of, each once."""
        return list(dict.fromkeys(span.line for span in self.spans))

    def damaged(self, start: int, end: int) -> bool:
        """Whether a stamp crosses `text[start:end]` or two engines read it differently."""
        return any(word.touched or word.agreed is False for word in self.words(start, end))

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that `text[start:end]` touches, on all its lines."""
        return tuple(
            word
            for span in self.spans
            if span.start < end and span.end > start
            for word in span.line.words_between(
                max(start, span.start) + span.at - span.start,
                min(end, span.end) + span.at - span.start,
            )
        )

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where `text[start:end]` begins; its box covers the part on the first line, its words are
        those of all."""
        span = self.spans[max(0, bisect_right([s.start for s in self.spans], start) - 1)]
        stop = span.end if end is None else min(end, span.end)
        shift = span.at - span.start
        first = place_of(span.line, start + shift, max(stop, start + 1) + shift)
        return first._replace(words=self.words(start, len(self.text) if end is None else end))


def passage(
    lines: Iterable[Line], first_at: int = 0, marks: frozenset[str] | None = None
) -> Passage:
    """Joins lines with one space, none after a hyphen, without the raised numbers in `marks`."""
    text = ""
    spans: list[Span] = []
    for line in lines:
        start, first_at = first_at, 0
        raw = _BLANKS.sub(" ", line.text)
        stripped = raw.rstrip()
        start += len(raw[start:]) - len(raw[start:].lstrip())
        if text and not (text[-1] == "-" and text[-2:-1].isalpha()):
            text += " "
        for at, end in _kept(stripped, start, marks):
            spans.append(Span(len(text), len(text) + end - at, line, at))
            text += stripped[at:end]
    return Passage(text, tuple(spans))


def _kept(text: str, start: int, marks: frozenset[str] | None) -> list[tuple[int, int]]:
    """The parts of a line's text between its footnote marks."""
    if marks is None or (not any(mark in text for mark in RAISED) and "[^" not in text):
        return [(start, len(text))] if start < len(text) else []
    kept: list[tuple[int, int]] = []
    for m in _MARKS.finditer(text, start):
        if _bare(m.group()) in marks and not _UNIT.search(text[: m.start()]):
            kept.append((start, m.start()))
            start = m.end()
    kept.append((start, len(text)))
    return [(a, b) for a, b in kept if a < b]


def _bare(mark: str) -> str:
    return mark.translate(str.maketrans(RAISED, "0123456789")).strip("[^]")


def passages(split: Split) -> list[Passage]:
    """The body in passages: lines joined over wraps, footnotes and pages."""
    marks = frozenset(str(note.number) for note in split.notes)
    groups: list[list[Line]] = []
    folds = wrapped(split.body)
    layout = _Layout(split.body)
    for i, line in enumerate(split.body):
        if groups and _goes_on(groups[-1][-1], line, i in split.broken, folds, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [passage(group, marks=marks) for group in groups]


class _Layout:
    """The usual line distance and left edge of lines with geometry."""

    def __init__(self, lines: list[Line]) -> None:
        boxes = [line.box for line in lines if line.box]
        steps = [
            b.box[1] - a.box[1]
            for a, b in itertools.pairwise(lines)
            if a.box and b.box and a.page == b.page and b.box[1] > a.box[1]
        ]
        self.step = median(steps) if steps else 0.0
        lefts = sorted(box[0] for box in boxes)
        self.left = lefts[len(lefts) // 4] if lefts else 0.0


def _goes_on(above: Line, line: Line, broken: bool, folds: bool, layout: _Layout) -> bool:
    """Whether `line` belongs to the passage that `above` ends so far."""
    text = line.text
    on_page = line.number is None or above.number is None
    if not (on_page or broken or folds or text[:1].islower()):
        return False
    if is_signature(text) or is_signature(above.text) or opens_ordering(text):
        return False
    if _NUMBERED.match(text) or is_heading(line) or is_heading(above):
        return False
    if on_page:
        return _goes_on_page(above, line, layout)
    if broken:
        return not ended(above.text) or (folds and text[:1].islower())
    if folds and line.rows_below(above) == 1:
        return not (above.tabular or line.tabular)
    return not ended(above.text) and text[:1].islower() and not line.tabular


def _goes_on_page(above: Line, line: Line, layout: _Layout) -> bool:
    if above.box is None or line.box is None:
        return not ended(above.text)
    indented = line.box[0] > layout.left + _INDENT and line.box[0] > above.box[0] + _INDENT
    if above.page != line.page:
        return not ended(above.text) or (not indented and line.text[:1].islower())
    far = layout.step > 0 and line.box[1] - above.box[1] > 1.45 * layout.step
    return not indented and not (far and ended(above.text))


def is_heading(line: Line) -> bool:
    """A short line in capitals, or one the source marks as heading."""
    text = line.text
    if line.heading:
        return True
    return 2 < len(text) < 90 and text.isupper() and not ended(text)
