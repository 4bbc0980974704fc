"""Lines made ready for reading formulas, and how one line goes on in the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import regex

from ratebook.forms.formulas.grammar import balance, fold, shape, statement, symbols, tokens
from ratebook.forms.section import place_of
from ratebook.model.page import Line, union
from ratebook.records.datum import Place
from ratebook.rules.lookup import name_words

WHERE = regex.compile(
    r"\s*(?:[-•*]\s+)?(?:where|wherein|whereby|in which)\b\s*[:,]?\s*(?:the\s+)?", regex.IGNORECASE
)
_MARK = regex.compile(r"(?<![^\s.|])\(\s?([A-Z])\s?\)(?=\s|$)")
OPEN_END = regex.compile(
    r"(?:[-–—+×÷*/=(\[,]|\b(?:x|by|times|plus|minus|less|of|the|and|or|for|to|from|in|per|a|an))$",
)
OPENS = regex.compile(
    r"[+×÷*/]|[-–—]\s*(?!\d{1,2}[.)]\s)|x\s|(?:divided|multiplied)\s+by\b|(?:plus|minus|less|times)\b"
)
_BLANK = regex.compile(r"=\s*[$_%\s.]*")
_RULE = regex.compile(r"[-_—–=\s]{3,}")
_SHORT = 6
_PRICED = regex.compile(r"\$\s?\.?\d|\d\s?¢|\d\s+cents\b", regex.IGNORECASE)
_SET = 6.0
"""So far, in points, may lines of one meaning begin from one another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A change mark at an end of a line. `apart` is true where a wide gap divides it from the
    words: it stands in the margin for sure."""

    letter: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line for matching: marks at its ends blanked out, tabs made spaces, offsets unchanged.
    `index` counts the lines of the section; `inner` are marks or symbols amid the words."""

    index: int
    line: Line
    text: str
    marks: tuple[Mark, ...] = ()
    inner: tuple[str, ...] = ()

    @property
    def only_mark(self) -> bool:
        return bool(self.marks) and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Span:
    """`row.text[start:end]`."""

    row: Row
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.row.text[self.start : self.end]

    @property
    def damaged(self) -> bool:
        """Whether a stamp crosses its words or a second engine reads them otherwise."""
        words = self.row.line.words_between(self.start, self.end)
        return any(word.touched or word.agreed is False for word in words)


def make_row(index: int, line: Line, letters: str) -> Row:
    """A line ready for matching. `letters` are the change marks of the jurisdiction."""
    text = line.text
    marks, inner = list[Mark](), list[str]()
    for m in _MARK.finditer(text) if "(" in text else ():
        if m[1] not in letters:
            continue
        before, after = text[: m.start()], text[m.end() :]
        if _nothing(before, letters) or _nothing(after, letters):
            marks.append(Mark(m[1], before.endswith("\t") or after.startswith("\t")))
            text = before + " " * len(m[0]) + after
        else:
            inner.append(m[1])
    return Row(index, line, text.replace("\t", " "), tuple(marks), tuple(inner))


def _nothing(text: str, letters: str) -> bool:
    return not _MARK.sub(lambda m: "" if m[1] in letters else m[0], text).strip()


def folded(spans: Iterable[Span]) -> str:
    """The words of several places as one text."""
    return fold(" ".join(span.text for span in spans))


def place(spans: Sequence[Span]) -> Place:
    """The line of a text source, or the box around all spans on the page of the first."""
    first = spans[0]
    found = place_of(first.row.line, first.start, first.end)
    if found.line is not None:
        return found
    here = [place_of(s.row.line, s.start, s.end) for s in spans if s.row.line.page == found.page]
    return Place(found.page, None, union([p.box for p in here if p.box]))


def adjacent(above: Row, below: Row) -> bool:
    """Whether one line follows the other without a blank line or a wide gap between them."""
    one, two = above.line, below.line
    if one.page != two.page:
        return False
    if one.number is not None and two.number is not None:
        return 0 < (two.rows_below(one) or 0) <= 1
    if one.box is None or two.box is None:
        return below.index - above.index == 1
    height = max(one.box[3] - one.box[1], two.box[3] - two.box[1])
    return one.box[1] < two.box[1] and two.box[1] - one.box[3] < 1.2 * height


def is_heading(row: Row) -> bool:
    """Whether a line is a heading: marked so, in capitals, or one of those that open a body."""
    words = row.text.strip().rstrip(":.").strip()
    shouted = words.isupper() and len(words) > _SHORT and "=" not in words
    return (
        row.line.heading
        or (row.text.rstrip().endswith(":") and words[:1].isupper() and len(words) < 60)
        or (shouted and not OPENS.match(words) and shape(words) != "symbolic")
        or words.lower() in {name.lower() for name in name_words().body_headings}
    )


def expression_goes_on(so_far: str, above: Row, below: Row) -> bool:
    """Whether the next line still belongs to an expression."""
    text = below.text.strip()
    if not text or below.line.page != above.line.page or below.line.tabular:
        return False
    if _BLANK.fullmatch(text):
        return True
    if is_heading(below) or WHERE.match(text) or statement(below.text):
        return False
    if balance(so_far) > 0 or OPEN_END.search(so_far):
        return True
    if not adjacent(above, below):
        return False
    return bool(OPENS.match(text)) or (text[0].islower() and _wordy(so_far) and _unended(so_far))


def _wordy(text: str) -> bool:
    return any(kind == "word" for kind, _ in tokens(text))


def _unended(text: str) -> bool:
    return not text.endswith((".", ";", ":"))


def meaning_goes_on(so_far: str, first: Row, above: Row, below: Row, full: float) -> bool:
    """Whether the next line still belongs to what a variable means. `full` is the width of the
    longest line: in points, or in characters of a text source."""
    text = below.text.strip()
    if not text or below.line.page != above.line.page or below.line.tabular or is_heading(below):
        return False
    if not so_far:
        return True
    if text[0].islower() and (OPEN_END.search(so_far) or balance(so_far) > 0):
        return True
    if not adjacent(above, below) or (not _unended(so_far) and _apart(first, above, below)):
        return False
    if first.line.box and below.line.box:
        hangs = below.line.box[0] - first.line.box[0] > 6
        if first.line.box[0] - below.line.box[0] > 6 and not text[0].islower():
            return False  # `Billing Period`, further out: a heading.
        return hangs or (text[0].islower() and _unended(so_far)) or _full(above, full, so_far)
    return (text[0].islower() and _unended(so_far)) or _full(above, full, so_far)


def _apart(first: Row, above: Row, below: Row) -> bool:
    """Whether behind the end of a sentence a line is none of what a variable means: it prints a
    price, or begins at another place than the lines of the meaning do."""
    if _PRICED.search(below.text):
        return True
    one, other = above.line.box, below.line.box
    return above is not first and bool(one and other and abs(one[0] - other[0]) > _SET)


def _full(row: Row, full: float, so_far: str) -> bool:
    """Whether a line runs to the margin and its sentence is not at an end."""
    return width(row.line) >= 0.85 * full and _unended(so_far)


def width(line: Line) -> float:
    """Where the line ends: points from the left, or its number of characters."""
    return line.box[2] if line.box else float(len(line.text))


def half_of_fraction(row: Row, formula: Row, right: int, known: Set[str]) -> bool:
    """Whether a line beside a formula is nothing but an operand: half of a fraction drawn with a
    line, or the line itself. `right` is where the formula's right side begins."""
    text = row.text.strip()
    if not text or is_heading(row) or row.line.tabular or "=" in text or OPENS.match(text):
        return False
    if _RULE.fullmatch(text):
        return True
    if shape(text) not in ("symbolic", "alias") and not _operands(text):
        return False
    if not (adjacent(row, formula) or adjacent(formula, row)):
        return False
    if row.line.box and formula.line.box:
        side = formula.line.box_between(right, len(formula.line.text)) or formula.line.box
        return row.line.box[2] > side[0] and row.line.box[0] >= side[0] - 6
    return all(len(s) < _SHORT or s in known or "(" in s for s in symbols(text))


def _operands(text: str) -> bool:
    kinds = {kind for kind, _ in tokens(text)}
    return "symbol" in kinds and kinds <= {"symbol", "number", "bracket"}
