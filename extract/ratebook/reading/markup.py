"""Reads OCR text and Markdown dumps into pages of lines.

Tables are found by how the dump draws them (tabs, pipes, HTML rows, columns aligned by blanks).
Empty cells stay: their position is what a column is known by. Glued pages are left glued; where
one sheet ends is for the forms to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ratebook.model.page import Cell, Line, Page
from ratebook.reading.debris import plain, without_leaders
from ratebook.reading.htmltable import taken_tables
from ratebook.reading.squeezed import unplaced

_BREAK = re.compile(
    r"^\s*(?:\{\d{1,5}\}-{20,}|<!--\s*page\s*break\s*-->|<!--\s*PageBreak\s*-->)\s*$", re.IGNORECASE
)
_RULE = re.compile(r"^ *(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,}|(?:= ?){3,}) *$")
_FENCE = re.compile(r"^\s*(?:```|~~~)\w*\s*$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*)$")
_CLOSING = re.compile(r" #{1,6}$")
_PIPE = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"^:?-{3,}:?$|^:-+:?$|^-+:$")
_RUN = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S[ ]{2,}\S")
_KEPT = 4096
_TWO = 2
_LONG, _WORDS, _INDENT = 28, 4, 4.0
"""Letters and gaps between words of a line that runs on, and where a tab sets it."""
_FEW, _SPACED = 6, 0.9
"""Lines of a page that tell its spacing, and the share of them with a blank line below."""
_SENTENCE = re.compile(r"(?<=[a-z0-9)][.?!:;]) {2}(?=[A-Z\"“(])")
_IN_CAPITALS = re.compile(r"(?<=[A-Z]{4}[.;]) {2}(?=(?:[A-Z]+,? ){3})")
"""The same where all is in capitals, and words that go on stand behind it."""


def read_markup(text: str) -> tuple[Page, ...]:
    """Pages of the dump, at least one. `Line.number` is the 1-based line of the source text."""
    text, rows = taken_tables(text)
    pages: list[list[Line]] = [[]]
    for number, raw in enumerate(text.split("\n"), 1):
        for part, piece in enumerate(raw.split("\f")) if "\f" in raw else ((0, raw),):
            if part or (("{" in piece or "<" in piece) and _BREAK.match(piece)):
                pages.append([])
            line = read_line(piece, number, len(pages))
            if line is not None:
                pages[-1].append(line)
        if number in rows:
            found = (_row([*row.texts], number, len(pages)) for row in rows[number])
            pages[-1].extend(line for line in found if line is not None)
    if "\t" in text:
        source = text.split("\n")
        pages = [_packed(lines, source) for lines in pages]
    elif "  " in text:
        source = text.split("\n")
        pages = [unplaced(lines, source) for lines in pages]
    return tuple(_page(number, lines) for number, lines in enumerate(_trimmed(pages), 1))


def _packed(lines: list[Line], source: list[str]) -> list[Line]:
    """The lines of a page, those that tabs part marked where none of them has an empty cell: a
    program that turns each wide gap into one tab leaves none, nor tells where a line began."""
    tabbed: dict[int, Line] = {}
    led = False
    for at, line in enumerate(lines):
        if not (line.tabular and _parts_by_tabs(source[(line.number or 0) - 1])):
            continue
        tabbed[at] = line
        empty = [cell.text for cell in line.cells].count("")
        if empty and empty < len(line.cells) - 1:
            if not _led(line) or empty > 1:
                return lines
            led = True
    set_in = _set_in([*tabbed.values()])
    if led and not set_in:
        return lines
    return [_without_lead(line, set_in) if at in tabbed else line for at, line in enumerate(lines)]


def _led(line: Line) -> bool:
    """Whether a line begins with one tab."""
    return not line.cells[0].text and len(line.cells) > 1 and bool(line.cells[1].text)


def _set_in(lines: list[Line]) -> bool:
    """Whether a tab sets lines in: it begins lines of running words."""
    said = (line.filled[0].text for line in lines if len(line.cells) == _TWO and _led(line))
    running = sum(len(text) > _LONG and text.count(" ") >= _WORDS for text in said)
    return running >= _TWO


def _without_lead(line: Line, set_in: bool) -> Line:
    """A line without the tab that sets it in."""
    if not (set_in and _led(line)):
        return replace(line, packed=True)
    first, *rest = line.cells[1:]
    if not rest:
        text = first.text
        cells = (Cell(text, _INDENT, _INDENT + len(text)),)
        return replace(line, cells=cells, tabular=False)
    cells = tuple([Cell(c.text, c.left - 1, c.right - 1) for c in (first, *rest)])
    return replace(line, cells=cells, packed=True)


def _parts_by_tabs(raw: str) -> bool:
    return "\t" in raw and not raw.lstrip().startswith("|")


def read_line(raw: str, number: int, page: int) -> Line | None:
    """One source line; None where it holds no printed glyph (blank, separator row, fence)."""
    bare = raw.strip()
    if not bare:
        return None
    if bare[0] in "-*_=`~{<" and (_RULE.match(raw) or _FENCE.match(raw) or _BREAK.match(raw)):
        return None
    if bare[0] == "|" and is_pipe_row(bare):
        return _row([*_pipe_cells(raw)], number, page)
    if "\t" in raw and "\t" in raw.rstrip():
        cells = _tabbed(raw.rstrip("\r\n"))
        return Line(page, number, cells, tabular=True) if cells else None
    heading = _HEADING.match(raw) if bare[0] == "#" else None
    cells = _cells(_CLOSING.sub("", heading.group(1).rstrip()) if heading else raw)
    if len(cells) > _TWO and cells[0].text[1:2] == " ":
        cells = _closed_up(cells)
    return Line(page, number, cells, heading=heading is not None) if cells else None


def _closed_up(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A letterspaced line as the words it prints (`E a c h   L i g h t` is `Each Light`): where
    every letter is set apart, wide space parts words and no columns."""
    words = [cell.text.split() for cell in cells]
    if not all(len(letter) == 1 for word in words for letter in word):
        return cells
    text = " ".join("".join(word) for word in words)
    return (Cell(text, cells[0].left, cells[-1].right),)


def is_pipe_row(raw: str) -> bool:
    """Whether the line is a Markdown table row; one stray bar is a misread rule, not a table."""
    bare = raw.strip()
    if not bare.startswith("|"):
        return False
    bars = len(_PIPE.findall(bare))
    return bars >= 3 or (bars == 2 and bare.endswith("|"))


def _pipe_cells(raw: str) -> Iterator[str]:
    bare = raw.strip()[1:]
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return (plain(part) for part in _PIPE.split(bare))


def _row(parts: list[str], number: int, page: int) -> Line | None:
    cells = _row_cells(parts)
    return Line(page, number, cells, tabular=True) if cells else None


# A book prints the same heads, feet and stamps on page after page.
@lru_cache(maxsize=_KEPT)
def _tabbed(raw: str) -> tuple[Cell, ...]:
    """The cells of a line drawn with tabs; none where it only rules a table."""
    return _row_cells(plain(raw).split("\t"))


def _row_cells(parts: list[str]) -> tuple[Cell, ...]:
    texts = [" ".join(without_leaders(part, " ").split()) for part in parts]
    filled = [text for text in texts if text]
    if not filled or all(_DASHES.match(text) for text in filled):
        return ()
    return tuple([Cell(text, float(at), float(at + 1)) for at, text in enumerate(texts)])


@lru_cache(maxsize=_KEPT)
def _cells(raw: str) -> tuple[Cell, ...]:
    """Cells of a line without tabs: one, unless blanks align columns."""
    led = without_leaders(raw, None)
    wide = _wide(led)
    text = plain(led)
    if not (wide and _GAP.search(led.replace("\u00a0", " "))):
        bare = " ".join(text.split())
        start = len(text) - len(text.lstrip())
        return (Cell(bare, float(start), float(start + len(bare))),) if bare else ()
    text = _SENTENCE.sub(" \u200b", text)
    text = _IN_CAPITALS.sub(" \u200b", text) if ".  " in text and text.isupper() else text
    return tuple(
        [
            Cell(run.group().replace("\u200b", ""), float(run.start()), float(run.end()))
            for run in _RUN.finditer(text)
        ]
    )


def _wide(text: str) -> bool:
    """Whether two blanks stand together: a quick test."""
    return "  " in text or "\u00a0" in text


def _trimmed(pages: list[list[Line]]) -> list[list[Line]]:
    """Without the empty page after a last form feed; empty pages in the middle keep their count."""
    while len(pages) > 1 and not pages[-1]:
        pages.pop()
    return pages


def _page(number: int, lines: list[Line]) -> Page:
    if _double_spaced(lines):
        lines = [replace(line, leading=_TWO) for line in lines]
    return Page(number, tuple(lines), "markup", "text")


def _double_spaced(lines: list[Line]) -> bool:
    """Whether a blank line stands below every printed one, within sentences too or where three
    part blocks: where each paragraph is one long line, as Markdown has it, one blank line does."""
    numbers = [line.number or 0 for line in lines]
    if len(lines) < _FEW or numbers[-1] - numbers[0] < _SPACED * _TWO * len(lines):
        return False
    gaps = [below - above for above, below in pairwise(numbers)]
    if sum(gap > 1 for gap in gaps) < _SPACED * len(gaps):
        return False
    if max(gaps) > _TWO and all(gap % _TWO == 0 for gap in gaps):
        return True
    return any(
        one.text[-1:] not in ".:;" and two.text[:1].islower() for one, two in pairwise(lines)
    )
