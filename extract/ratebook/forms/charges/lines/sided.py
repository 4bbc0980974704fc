"""Names set beside their paragraphs, in a column of their own at the left of the page.

`MINIMUM | The minimum monthly charge shall be $20.00 where 15` over `MONTHLY CHARGE | kVA or less
is required.`: the name is a heading, and the sentence beside it is its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.shape import POINTS
from ratebook.forms.charges.lines.running import VERB, hangs
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell

_FEWEST, _PAIR = 3, 2
_SET_IN = 5
_WORDS = 6
_NAME = 44
_SHORTEST = 30
_MOST = 5
"""Over so many lines a name runs at most."""
_ITEM = regex.compile(r"(?:[A-Z]|\d{1,2}|[IVX]{1,4})[.)]\s+")
_NAMED = regex.compile(
    rf"(?:{_ITEM.pattern})?[A-Z][A-Za-z'’&/,-]*(?:\s+[A-Za-z'’&/,-]+){{0,6}}[.:]?"
)
_TIMED = regex.compile(r"\d\s*[ap]\.?\s?m\b|\bo'?clock\b|\d:\d\d", regex.IGNORECASE)


_OF_BLOCKS = regex.compile(
    r"(?:first|next|over|remaining|additional|balance|all(?:\s+(?:over|remaining|additional))?)"
    r"(?:\s+(?:kwh|kw|kva|mcf|ccf|dth|therms?|gallons))?",
    regex.IGNORECASE,
)
"""What begins a row of a list, and names no paragraph: `All KWH`."""


def side_headed(texts: list[Text]) -> dict[int, Text]:
    """Takes the names out of the lines beside which they stand, and gives them by the first line of
    their paragraph. A line that held nothing but the rest of a name is left empty."""
    beside = [at for at, text in enumerate(texts) if _is_beside(text)]
    if not beside:
        return {}
    lead = max(beside, key=lambda at: _weight_at(texts, beside, at))
    enough = len(beside) >= _PAIR and _weight_at(texts, beside, lead) >= _FEWEST
    if not (enough or _has_part_beside(texts, lead)):
        return {}
    left, edge = (cell.left for cell in texts[lead].line.cells)
    named: dict[int, Text] = {}
    at = 0
    while at < len(texts):
        if _begins(texts, at, edge) or _begins_rows(texts, at, edge, left):
            name, end = _taken(texts, at, edge)
            named[at] = name
            at = end
        else:
            at += 1
    return named


def _has_part_beside(texts: Sequence[Text], lead: int) -> bool:
    """Whether another line prints the name of a part as far out as line `lead`, and other cells as
    far in as its paragraph: `B. RATES | Rate per` over `Customer Category | 1,000 Gallons`."""
    name, paragraph = texts[lead].line.cells
    near = _near(texts[lead])
    return _is_part(name) and any(
        at != lead
        and len(text.line.cells) > 1
        and abs(text.line.cells[0].left - name.left) <= near
        and text.line.cells[1].left >= paragraph.left - near
        and _is_part(text.line.cells[0])
        for at, text in enumerate(texts)
    )


def _weight_at(texts: Sequence[Text], beside: Sequence[int], at: int) -> int:
    """How many paragraphs begin in the column of that of line `at`. `Availability` heads a part
    wherever it stands, and counts twice."""
    edge, near = texts[at].line.cells[1].left, _near(texts[at])
    own = (texts[n].line.cells for n in beside)
    return sum(1 + _is_part(c[0]) for c in own if abs(c[1].left - edge) <= near)


def _is_part(name: Cell) -> bool:
    """Whether a name heads a part of a schedule: `Availability`, or any that has a number."""
    said = name.text.strip(" .:")
    return _ITEM.match(said) is not None or is_part(said)


def _is_beside(text: Text) -> bool:
    """Whether a line is a short name and, in a cell of its own, words that run on."""
    cells = text.line.cells
    drawn = text.line.tabular and not text.line.packed
    if len(cells) != 2 or drawn or not _is_name(cells[0]):
        return False
    short = len(cells[1].text) < _SHORTEST or len(cells[1].text.split()) < _WORDS
    if short and not (_is_part(cells[0]) and cells[1].text.rstrip().endswith(".")):
        return False
    return cells[1].text.lstrip()[:1].isalpha() and ".." not in cells[1].text


def _is_name(cell: Cell) -> bool:
    said = cell.text.strip()
    named = len(cell.text) <= _NAME and _NAMED.fullmatch(said) is not None
    return named and _OF_BLOCKS.fullmatch(said) is None


def _begins(texts: Sequence[Text], at: int, edge: float) -> bool:
    """Whether a name and its paragraph begin at a line: the paragraph goes on below, or is one
    sentence."""
    text = texts[at]
    near = _near(text)
    if not _is_beside(text) or abs(text.line.cells[1].left - edge) > near:
        return False
    said = text.line.cells[1].text.strip()
    if _TIMED.search(said):
        return False
    below = texts[at + 1].line if at + 1 < len(texts) else None
    goes_on = below is not None and any(abs(c.left - edge) <= near for c in below.cells[:2])
    goes_on = goes_on or text.line.packed  # Where the next line began is lost.
    whole = VERB.search(said) is not None or _is_part(text.line.cells[0])
    return goes_on or (said.endswith(".") and whole)


def _begins_rows(texts: Sequence[Text], at: int, edge: float, left: float) -> bool:
    """Whether a name stands where those of paragraphs do, beside the first row of a list in the
    column of the paragraphs: `Hydrants | Public fire hydrant, each | $39.70 per month`."""
    text = texts[at]
    cells, near = text.line.cells, _near(text)
    if len(cells) < 2 or (text.line.tabular and not text.line.packed):
        return False
    beside = -near <= cells[1].left - edge <= _SET_IN * near
    beside = beside or (cells[1].left > edge and _is_part(cells[0]) and cells[0].right < edge)
    if abs(cells[0].left - left) > near or not beside:
        return False
    if not _is_name(cells[0]) or not cells[1].text.lstrip()[:1].isalnum():
        return False
    below = texts[at + 1].line if at + 1 < len(texts) else None
    if below is None or apart(text.line, below) or below.cells[0].left >= edge - near:
        return True
    # `B. RATE PER LIGHT | Fixture | Decorative` over `PER MONTH | Type of Fixture | Only | Smooth`
    rest = below.cells[0]
    under = rest.right < edge and _goes_on(cells[0], rest) and _is_part(cells[0])
    return under and any(cell.left >= edge - near for cell in below.cells[1:2])


def _near(text: Text) -> float:
    """How far apart two edges of one column are at most: a character, on a page too."""
    return 1.0 if text.line.number is not None else POINTS


def _taken(texts: list[Text], at: int, edge: float) -> tuple[Text, int]:
    """The whole name beside the paragraph that begins at a line, and the first line behind it."""
    own = texts[at].line.cells[0]
    names, first, near = [own], texts[at], _near(texts[at])
    texts[at] = _without_name(first)
    end = at + 1
    while end < len(texts) and len(names) < _MOST and not apart(first.line, texts[end].line):
        cells, before = texts[end].line.cells, texts[end - 1].text.rstrip()
        under = abs(cells[0].left - own.left) <= near and len(cells[0].text) <= _NAME
        open_still = not before.endswith((".", ":")) or hangs(names[-1].text.strip().lower())
        if not under or cells[0].right > edge:
            break
        beside = len(cells) == _PAIR and abs(cells[1].left - edge) <= near
        several = len(cells) > _PAIR and cells[1].left >= edge - near and _is_part(own)
        if (beside or several) and open_still:
            texts[end] = _without_name(texts[end])
        elif len(cells) == 1 and end == at + len(names) and _goes_on(names[-1], cells[0]):
            texts[end] = texts[end]._replace(text="")
        else:
            break
        names.append(cells[0])
        first = texts[end]
        end += 1
    whole = own._replace(
        text=" ".join(c.text.strip() for c in names), words=tuple(w for c in names for w in c.words)
    )
    line = replace(texts[at].line, cells=(whole,))
    return Text(line, line.text, None), end


def _goes_on(name: Cell, below: Cell) -> bool:
    """Whether a name alone in its line is the rest of the one above it: set alike."""
    return name.text.isupper() == below.text.isupper() and _NAMED.fullmatch(below.text) is not None


def _without_name(text: Text) -> Text:
    """A line without the name beside it."""
    cut = len(text.line.cells[0].text) + 1
    line = replace(text.line, cells=text.line.cells[1:])
    mark = text.mark
    if mark is not None:
        mark = mark._replace(line=line, start=mark.start - cut, end=mark.end - cut)
    return Text(line, text.text[cut:], mark)
