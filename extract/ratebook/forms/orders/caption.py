"""The caption of an order: commission, style put back together from its columns, case number."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from ratebook.forms.orders.citations import Found, find_cases
from ratebook.forms.orders.names import commission_name, readable
from ratebook.forms.orders.words import opens_ordering, patterns, phrases, states
from ratebook.model.page import Line, Word

_LONGEST = 60
_WIDEST_CELL = 40
_TORN = 12
"""A title that letters with wide spaces tear is one short word."""
_SPACED = regex.compile(r"^(?:[A-Z0] ){2,}[A-Z]$")
_OF_PLACE = regex.compile(r"OF (?:THE STATE OF )?([A-Z][A-Z ]{2,30})")
_CASE_CELL = regex.compile(
    r"^(?:CASE|DOCKET|CAUSE)(?:\s+(?:NOS?\.?|NUMBER))?(?:[\s:]*[\w-]*\d[\w-]*)?(?:\s+and)?$",
    regex.IGNORECASE,
)
_CASE_INSIDE = regex.compile(
    r"(?P<before>^|\)|\bO\s?R\s?D\s?E\s?R)\s*(?P<case>CASE\s+NO\s?\.?\s*(?:(?:19|20)\d\d\s?-\s?\d{3,5}|\d{4,5})(?![\d-]))",
    regex.IGNORECASE,
)
"""A case cell between the rows of a style, where the caption's lines run together."""
_STROKES = frozenset("1lIi|!]}")
_NUMBER_CELL = regex.compile(r"^(?:[\w-]*\d[\w-]*)$")


@dataclass(slots=True)
class Caption:
    """What the caption prints. `end` is the index of the first line after it; `lost` a case number
    that is printed and cannot be read."""

    end: int = 0
    commission: tuple[str, str, Line] | None = None
    state: str | None = None
    style: list[tuple[str, Line]] = field(default_factory=list[tuple[str, Line]])
    cases: list[tuple[Found, Line]] = field(default_factory=list[tuple[Found, Line]])
    lost: tuple[str, Line] | None = None

    @property
    def style_text(self) -> str:
        """The words of the style, joined."""
        text = ""
        for part, _ in self.style:
            text += part if text.endswith("-") or not text else f" {part}"
        return text

    def style_words(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of the lines that letters `start` to `end` of the joined style stand on, as
        far as they are the style's."""
        found: list[Word] = []
        at = 0
        for part, line in self.style:
            if at < end and at + len(part) > start:
                left = sum(map(str.isalnum, part))
                for word in line.words:
                    if left <= 0:
                        break
                    found.append(word)
                    left -= sum(map(str.isalnum, word.text))
            at += len(part) + 1
        return tuple(found)


def read_caption(lines: list[Line]) -> Caption:
    """The caption among the first lines, up to the word ORDER or the first sentence."""
    made = Caption()
    end, title = _end(lines)
    opened = False
    cells: list[tuple[str, Line]] = []
    for line in lines[:end]:
        text = " ".join(line.text.split())
        if phrases("caption", r"(?:\s+of)?\s*:?$").fullmatch(text):
            opened = True
        elif not opened and made.commission and (place := _OF_PLACE.fullmatch(text)):
            name, raw, first = made.commission
            made.commission = (f"{name} of {readable(place[1])}", f"{raw} {text}", first)
        elif not opened and (found := commission_name(text, made.state)):
            made.commission = (found, text, line)
        elif not opened and (state := _state(text)):
            made.state = state
        elif opened or ")" in text or _CASE_CELL.match(text):
            opened = True
            _caption_row(line, made, cells)
    if not cells:
        _parted(made, cells)
    _cases(made, cells)
    if made.commission and made.state:
        name, raw, line = made.commission
        if " of " not in name:
            made.commission = (commission_name(raw, made.state) or name, raw, line)
    made.end = end + title
    return made


def _end(lines: list[Line]) -> tuple[int, int]:
    """(lines of the caption, lines of the title below it)."""
    for i, line in enumerate(lines[:_LONGEST]):
        text = " ".join(line.text.split())
        if is_title(text):
            return i, 1
        if opens_ordering(text):
            return i, 0
        long = len(text) > 150 and ")" not in text[-3:]
        if long or (len(text.split()) > 7 and text.endswith(".") and not text.isupper()):
            return i, 0
    return min(len(lines), _LONGEST), 0


def is_title(text: str) -> bool:
    """Whether the line is the word ORDER (or a like title) alone, spaced out or not, or torn by
    wide bold letters (`ORDE R`)."""
    joined = text.replace(" ", "")
    if _SPACED.match(text) or (len(text) <= _TORN and phrases("title").fullmatch(joined)):
        text = joined
    text = text.replace("0", "O")
    bare = text.strip(" .:*_")
    if not bare.isupper() or ")" in bare:
        return False
    m = phrases("title", r"(?!\w)").match(bare)
    return m is not None and (m.end() == len(bare) or bare[m.end() :].startswith(" "))


def _state(text: str) -> str | None:
    m = regex.fullmatch(
        r"(?:COMMONWEALTH|STATE|DISTRICT) OF ([A-Z][A-Z ]+)", text, regex.IGNORECASE
    )
    name = m[1].strip().title() if m else None
    return name if name in states() else None


def _caption_row(line: Line, made: Caption, cells: list[tuple[str, Line]]) -> None:
    """One row: words of the style left of the `)`, of the case cell right of it."""
    text = line.text
    cut = _separator(text)
    left, right = (text[:cut], text[cut + 1 :]) if cut is not None else _without_separator(line)
    left, right = (" ".join(part.split()).strip("): ") for part in (_balanced(left), right))
    if left:
        made.style.append((left, line))
    if right:
        cells.append((right, line))


def _balanced(text: str) -> str:
    """A closing bracket that belongs to the words stays with them."""
    stripped = text.rstrip()
    return stripped + "\u200b" if stripped.endswith(")") and stripped.count("(") else stripped


def _separator(text: str) -> int | None:
    """Where the caption's `)` column stands: the last bracket that closes nothing."""
    depth = 0
    found = None
    for at, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign == ")":
            found = at
    return found


def _without_separator(line: Line) -> tuple[str, str]:
    """Captions without a `)` column: cells that are a case number stand to the right. On a scan
    the column may read as strokes."""
    cells = [cell.text for cell in line.cells if cell.text]
    stroke = next((at for at, text in enumerate(cells) if at and text in _STROKES), None)
    if stroke is not None and line.number is None:
        return " ".join(cells[:stroke]), " ".join(cells[stroke + 1 :])
    if cells and _is_case_cell(cells[-1]):
        return " ".join(cells[:-1]), cells[-1]
    return " ".join(cells), ""


def _is_case_cell(text: str) -> bool:
    bare = text.strip()
    return bool(_CASE_CELL.match(bare) or _NUMBER_CELL.match(bare)) or (
        len(bare) < _WIDEST_CELL and bool(find_cases(bare))
    )


def _parted(made: Caption, cells: list[tuple[str, Line]]) -> None:
    """Takes the case cell out of a style with which it runs together in one line."""
    for at, (text, line) in enumerate(made.style):
        m = _CASE_INSIDE.search(text)
        if m is None:
            continue
        cells.append((m["case"].replace(" .", "."), line))
        rest = f"{text[: m.start()].rstrip(' )')} {text[m.end() :].strip(' )')}".strip()
        made.style[at] = (rest, line)
    made.style = [(text, line) for text, line in made.style if text]


def _cases(made: Caption, cells: list[tuple[str, Line]]) -> None:
    """Case numbers of the right column, its words joined over the lines."""
    joined = ""
    starts: list[tuple[int, Line]] = []
    for text, line in cells:
        joined += " " if joined else ""
        starts.append((len(joined), line))
        joined += text
    for found in find_cases(joined):
        line = [line for start, line in starts if start <= found.start][-1]
        made.cases.append((found, line))
    if starts and not made.cases:
        made.lost = (joined, starts[-1][1])


def title_pattern() -> regex.Pattern[str]:
    """Matches the heading of an appendix: APPENDIX, APPENDIX A."""
    return patterns("appendix")[0]
