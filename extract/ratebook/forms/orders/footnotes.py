"""Takes the footnotes out of a run of lines and puts those back together that pages cut apart.

A footnote is known by its raised number, the numbers running without a gap. On pages with
geometry a page's footnotes reach to its foot. In a text dump a footnote that breaks off ("See
Case No.") goes on right before the next one: the line there that the body has no use for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

import regex

from ratebook.forms.orders.words import orders
from ratebook.model.page import Line

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(RAISED, "0123456789")
_RAISED_MARK = regex.compile(rf"^\s*([{RAISED}]{{1,3}})[\s.]*(?=\S)")
_BRACKET_MARK = regex.compile(r"^\s*\[\^?(\d{1,3})\]:?\s+(?=\S)")
_BARE_MARK = regex.compile(r"^\s*(\d{1,3})\s+(?=[A-Z\"“(])")
_ENDED = regex.compile(rf"[.!?:;][)\]\"”’'*{RAISED}\s]*$")
_OPEN_END = regex.compile(
    r"\b(?:Nos?|Inc|Co|Corp|vs?|Sec|Secs|Ky|Rev|Ex|pp?|para|cf|See|Vol|Mr|Ms|Mrs|Dr|St|Dep't"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*$",
)
_SMALL = 0.93
_WRAPPED_AT = 130


@dataclass(slots=True)
class Footnote:
    """One footnote: its number and its lines, `start` being where the words of the first begin."""

    number: int
    start: int
    lines: list[Line] = field(default_factory=list[Line])


@dataclass(slots=True)
class Split:
    """Body lines; `broken` holds indexes of body lines that follow a page break or footnotes.
    `lost` are the numbers of footnotes whose end was not found."""

    body: list[Line] = field(default_factory=list[Line])
    broken: set[int] = field(default_factory=set[int])
    notes: list[Footnote] = field(default_factory=list[Footnote])
    lost: list[int] = field(default_factory=list[int])


def ended(text: str) -> bool:
    """Whether the words come to an end here: `docket.` does, `See Case No.` does not."""
    return bool(_ENDED.search(text)) and not _OPEN_END.search(text)


def wrapped(lines: list[Line]) -> bool:
    """Whether a text source breaks paragraphs into lines, rather than giving one line to each:
    most of its longer lines end at nearly the same width."""
    lengths = [len(line.text) for line in lines if not line.tabular and len(line.text) > 40]
    if len(lengths) < 3 or max(lengths) > _WRAPPED_AT:
        return False
    full = sum(1 for length in lengths if length >= 0.8 * max(lengths))
    return 2 * full >= len(lengths)


def footnote_mark(line: Line, expected: int, *, bare: bool = False) -> tuple[int, int] | None:
    """(number, where the words begin) if the line opens footnote `expected` or one soon after."""
    text = line.text
    m = _RAISED_MARK.match(text) or _BRACKET_MARK.match(text)
    if m:
        number = int(m[1].translate(_DIGITS))
        return (number, m.end()) if expected <= number <= expected + 3 else None
    m = _BARE_MARK.match(text)
    if m and int(m[1]) == expected and (bare or _has_cue(text)):
        return (expected, m.end())
    return None


def _has_cue(text: str) -> bool:
    low = text.lower()
    return any(cue in low for cue in orders()["footnote_cues"])


def split_footnotes(lines: list[Line]) -> Split:
    """Body and footnotes of the lines; page furniture must be gone already."""
    if any(line.number is None for line in lines):
        return _by_page(lines)
    made = _by_line(lines)
    _mend(made)
    return made


def _by_page(lines: list[Line]) -> Split:
    """Footnotes of pages with geometry: from the first small or marked line to the page's foot."""
    made = Split()
    body = median(_height(line) for line in lines)
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for page in pages.values():
        start = _zone(page, body, made)
        made.broken.add(len(made.body))
        made.body += page[:start]
        for line in page[start:]:
            _take(made, line, bare=True)
    return made


def _height(line: Line) -> float:
    heights = [w.box[3] - w.box[1] for w in line.words if w.box]
    return median(heights) if heights else 0.0


def _zone(page: list[Line], body: float, made: Split) -> int:
    """Index of the first footnote line of a page, its length if it has none."""
    expected = _expected(made)
    small = len(page)
    while small and _height(page[small - 1]) <= _SMALL * body:
        small -= 1
    if small < len(page):
        opened = bool(made.notes) and not ended(made.notes[-1].lines[-1].text)
        for i in range(small, len(page)):
            if footnote_mark(page[i], expected, bare=True):
                return small if opened else i
        return small if opened else len(page)
    for i in range(len(page) // 3, len(page)):
        if footnote_mark(page[i], expected):
            return i
    return len(page)


def _expected(made: Split) -> int:
    return made.notes[-1].number + 1 if made.notes else 1


def _take(made: Split, line: Line, *, bare: bool = False) -> None:
    """A line of the footnotes: it opens the next one or goes on with the last."""
    mark = footnote_mark(line, _expected(made), bare=bare)
    if mark:
        made.notes.append(Footnote(mark[0], mark[1], [line]))
    elif made.notes:
        made.notes[-1].lines.append(line)
    else:
        made.body.append(line)


def _by_line(lines: list[Line]) -> Split:
    """Footnotes of a text dump: marked lines, and in a wrapped dump the lines right below them."""
    made = Split()
    folds = wrapped(lines)
    previous: Line | None = None
    in_note = False
    for line in lines:
        turned = previous is not None and previous.page != line.page
        near = previous is not None and _next_to(previous, line)
        mark = footnote_mark(line, _expected(made))
        goes_on = in_note and folds and near and not turned
        if mark or goes_on:
            _take(made, line)
        else:
            if in_note or turned:
                made.broken.add(len(made.body))
            made.body.append(line)
        in_note = bool(mark or goes_on)
        previous = line
    return made


def _next_to(above: Line, below: Line) -> bool:
    return below.rows_below(above) == 1


def _mend(made: Split) -> None:
    """Finds the rest of footnotes that broke off at the foot of their page."""
    for i, note in enumerate(made.notes):
        if ended(note.lines[-1].text):
            continue
        following = made.notes[i + 1].lines[0] if i + 1 < len(made.notes) else None
        at = _rest_of(note, following, made)
        if at is None:
            made.lost.append(note.number)
            continue
        note.lines.append(made.body.pop(at))
        made.broken = {b - 1 if b > at else b for b in made.broken} | {at}


def _rest_of(note: Footnote, following: Line | None, made: Split) -> int | None:
    """The body line that goes on with `note`: right before the next footnote, of no use above."""
    if following is None or following.number is None:
        return None
    before = [i for i, b in enumerate(made.body) if (b.number or 0) < following.number]
    after_note = [i for i in before if (made.body[i].number or 0) > (note.lines[-1].number or 0)]
    if not after_note:
        return None
    at = after_note[-1]
    text = made.body[at].text
    if not _could_follow(note.lines[-1].text, text):
        return None
    above = made.body[at - 1].text if at else "."
    below = made.body[at + 1].text if at + 1 < len(made.body) else ""
    return at if ended(above) or below[:1].islower() else None


def _could_follow(broken: str, text: str) -> bool:
    """Whether `text` can go on where `broken` broke off."""
    if regex.search(r"\bNos?\.\s*$", broken):
        return text[:1].isdigit() and not regex.match(r"\d{1,2}[.)]\s", text)
    return text[:1].islower() or text[:1] in '("“' or text[:1].isdigit()
