"""Formulas printed on a sheet, with the variables explained beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from ratebook.forms.formulas.doubt import ODD, twins
from ratebook.forms.formulas.emit import emit
from ratebook.forms.formulas.grammar import (
    Statement,
    fold,
    joins_symbols,
    shape,
    statement,
    symbols,
    tight,
    tokens,
    without_result,
)
from ratebook.forms.formulas.list import (
    GLUED_WHERE,
    Formula,
    Start,
    Variable,
    starts,
)
from ratebook.forms.formulas.rows import (
    WHERE,
    Row,
    Span,
    adjacent,
    expression_goes_on,
    folded,
    half_of_fraction,
    is_heading,
    make_row,
    meaning_goes_on,
    place,
    width,
)
from ratebook.model.page import Line
from ratebook.records.datum import Draft
from ratebook.records.ledger import Ledger

_LONGEST = 12
_LIST_REACH = 25
_NEAR = 2
_PRICED = regex.compile(r"[^()]*\)[\s.]*[$(]*\s?\d*\.\d{2,}\)?\W*$")
_EQUAL = regex.compile(r"\s=(?:\s|$)")


def read_formulas(
    body: Sequence[Line], ledger: Ledger, parent: Draft | None, letters: str
) -> set[int]:
    """Adds a `formula` draft for every formula among the lines; returns the `id` of lines used.

    `letters` are the change marks of the jurisdiction. What is printed but cannot be told for
    sure (a fraction drawn with a line, a bracket lost, a symbol's damaged twin) is ambiguous.
    """
    if not any("=" in line.text or " equals " in line.text for line in body):
        return set()
    if not any(statement(line.text.replace("\t", " ")) for line in body):
        return set()
    rows = [make_row(index, line, letters) for index, line in enumerate(body)]
    reader = _Reader(rows)
    reader.read()
    emit(reader.formulas, rows, ledger, parent)
    for row in reader.left:
        ledger.issue(
            "formula-unread",
            f"not read as a formula: {row.text.strip()[:120]}",
            place([Span(row, 0, len(row.text))]),
        )
    for index, became in sorted(reader.used.items()):
        ledger.claim(rows[index].line, "formulas", became)
    return {id(rows[index].line) for index in reader.used}


@dataclass(slots=True)
class _Reader:
    """Goes down the lines. `block` are the formulas the next list of variables explains; `open`
    is true after "where"; `last` is the index of the last line used."""

    rows: list[Row]
    formulas: list[Formula] = field(default_factory=list[Formula])
    used: dict[int, str] = field(default_factory=dict[int, str])
    block: list[Formula] = field(default_factory=list[Formula])
    open: bool = False
    where: int | None = None
    last: int = -1
    listed: bool = False
    full: float = 0.0
    statements: dict[str, int] = field(default_factory=dict[str, int])

    def read(self) -> None:
        """Reads all lines."""
        self.full = max(width(row.line) for row in self.rows)
        for row in self.rows:
            found = statement(row.text)
            if found:
                name = tight(row.text[found.start : found.end])
                self.statements[name] = self.statements.get(name, 0) + 1
        for row in self.rows:
            if row.index not in self.used and row.text.strip():
                self._row(row, 0)
        for row in self.rows:
            if _EQUAL.search(row.text) and row.index not in self.used:
                self._unread(row)

    @property
    def left(self) -> list[Row]:
        """Lines that say what a symbol of the page equals, with a sign, and were not read."""
        codes = {code for formula in self.formulas for code in formula.codes}
        unused = [r for r in self.rows if "=" in r.text and r.index not in self.used]
        return [row for row in unused if _equates(row.text, codes)]

    def _unread(self, row: Row) -> None:
        """A line of a list whose symbol cannot be told makes the list doubtful."""
        above = [f for f in self.formulas if f.symbol.row.index < row.index]
        before = self.rows[row.index - 1]
        follows = before.index in self.used and adjacent(before, row)
        if above and above[-1].variables and (follows or self._between(row, above[-1])):
            above[-1].unread.append(row)

    def _between(self, row: Row, formula: Formula) -> bool:
        spans = [span for variable in formula.variables for span in variable.spans]
        return any(span.row.index > row.index for span in spans)

    def _row(self, row: Row, begin: int) -> None:
        where = WHERE.match(row.text, begin) if self._near(row, 6) else None
        if where and where.end() == len(row.text.rstrip()):
            self.open, self.where = True, row.index
            return
        if where and self._list(row, where.end(), opened=True):
            return
        if self._formula(row, begin) or where:
            return
        if self._near(row, _LIST_REACH) and self._list(row, begin, opened=self.open):
            return
        if row.line.heading and row.index not in self.used:
            self.open = False

    def _near(self, row: Row, reach: int) -> bool:
        return bool(self.block) and row.index - self.last <= reach

    # -- formulas

    def _formula(self, row: Row, begin: int) -> bool:
        found = statement(row.text, begin)
        if found is None or _is_remark(row.text, found):
            return False
        formula, end = self._gather(row, found)
        if not self._is_formula(formula, found, row):
            return False
        if self.listed:
            self.block, self.listed = [], False
        self.open = False
        self.formulas.append(formula)
        self.block.append(formula)
        for span in formula.spans:
            self._use(span.row, f"formula {formula.name}")
        for half in formula.fraction:
            self._use(half, f"fraction of {formula.name}")
        tail = formula.spans[-1] if formula.spans else None
        if tail is not None and end < len(tail.row.text.rstrip()):
            self._row(tail.row, end)
        return True

    def _gather(self, row: Row, found: Statement) -> tuple[Formula, int]:
        """The formula with the lines its right side goes on in, and where in the last it ends."""
        symbol = Span(row, found.start, found.end)
        end, glued = _end_of(row.text, found.right)
        formula = Formula(symbol, [Span(row, found.right, end)])
        above = row
        while not glued and len(formula.spans) < _LONGEST and above.index + 1 < len(self.rows):
            below = self.rows[above.index + 1]
            if below.index in self.used or not self._wraps(formula, above, below):
                break
            end, glued = _end_of(below.text, 0)
            formula.spans.append(Span(below, 0, end))
            above = below
        self._halves(formula, row, above, found.right)
        _close(formula)
        return formula, end

    def _wraps(self, formula: Formula, above: Row, below: Row) -> bool:
        so_far = formula.right
        if not so_far:
            return shape(below.text) in ("symbolic", "mixed") and adjacent(above, below)
        return expression_goes_on(so_far, above, below)

    def _halves(self, formula: Formula, row: Row, bottom: Row, right: int) -> None:
        """Operands right above and below: the right side is then a fraction drawn with a line."""
        known = formula.codes
        beside = [(row.index - 1, row), (bottom.index + 1, bottom)]
        for index, of in beside:
            if 0 <= index < len(self.rows) and index not in self.used:
                half = self.rows[index]
                if half_of_fraction(half, of, right if of is row else 0, known):
                    formula.fraction.append(half)

    def _is_formula(self, formula: Formula, found: Statement, row: Row) -> bool:
        kind = shape(formula.right)
        odd = len(ODD.findall(formula.right))
        if odd > found.compact and not self._of_the_page(formula):
            return False
        name = tight(formula.name)
        known = any(f.prints(formula.name) for f in self.block)
        done = any(name in f.defined for f in self.formulas)
        if kind in ("empty", "prose"):
            return found.compact and bool(formula.fraction) and kind == "empty"
        if kind == "alias":
            return found.compact and self._supported(formula, row) and not (known and self.open)
        if kind == "constant":
            return found.compact and self._of_the_page(formula) and (done or not known)
        if kind == "symbolic":
            return True
        in_list = known and not done and (self.open or self._near(row, _NEAR))
        return (joins_symbols(formula.right) and kind == "mixed") if in_list else True

    def _supported(self, formula: Formula, row: Row) -> bool:
        """One symbol equals another: a formula if the page says more about either."""
        if any(self.statements.get(code, 0) for code in symbols(formula.right)):
            return True
        below = self.rows[row.index + 1 : row.index + 4]
        return any(
            (m := WHERE.match(r.text)) and starts(r.text, m.end(), [formula], strict=True)
            for r in below
        )

    def _of_the_page(self, formula: Formula) -> bool:
        """Whether other formulas of the page print the symbol, or one it may be a twin of."""
        codes = {code for f in self.formulas for code in (*f.codes, *f.defined)}
        return tight(formula.name) in codes or bool(twins(formula.name, codes))

    # -- lists of variables

    def _list(self, row: Row, begin: int, *, opened: bool) -> bool:
        found = starts(row.text, begin, self.block, strict=not opened)
        if not found or not self._belongs(row, begin, found[0], opened):
            return False
        if self.where is not None:
            self._use(self.rows[self.where], "head of a list of variables")
            self.where = None
        self.open = self.open or opened
        self.listed = True
        last = self._take(row, found)
        if last is not None:
            self._continue(last, row)
        return True

    def _belongs(self, row: Row, begin: int, first: Start, opened: bool) -> bool:
        """Words before the first symbol make it prose; far from its formula it may be a legend."""
        before = row.text[begin : first.start].strip(' -•*"“')
        if len(before) > 8:
            return False
        if row.index - self.last <= _NEAR:
            return True
        sign = "=" in row.text[first.start : first.right]
        return opened and sign and len(tight(first.symbol)) > 1

    def _take(self, row: Row, found: list[Start]) -> Variable | None:
        """Enters the variables whose words begin in this row; returns the last of them."""
        last = None
        for here, after in zip(found, [*found[1:], None], strict=True):
            end = after.start if after else len(row.text)
            last = Variable(here.symbol, [Span(row, here.right, end)])
            for formula in self._owners(here.symbol):
                formula.variables.append(last)
        names = ", ".join(fold(s.symbol) for s in found)
        self._use(row, f"variables {names}")
        return last

    def _owners(self, symbol: str) -> list[Formula]:
        mine = [f for f in self.block if f.prints(symbol)]
        if not mine:
            mine = [f for f in self.formulas if f.prints(symbol)][-1:]
        return mine or self.block[-1:]

    def _continue(self, variable: Variable, first: Row) -> None:
        """Takes the lines the last meaning goes on in; a line may bring new variables."""
        above = first
        for below in self.rows[first.index + 1 : first.index + 1 + _LONGEST]:
            if below.only_mark and not variable.meaning:
                continue
            goes_on = meaning_goes_on(folded(variable.spans), first, above, below, self.full)
            if below.index in self.used or not goes_on or self._begins(below):
                return
            found = starts(below.text, 0, self.block, strict=True)
            variable.spans.append(Span(below, 0, found[0].start if found else len(below.text)))
            self._use(below, f"meaning of {fold(variable.symbol)}")
            above = below
            if found:
                last = self._take(below, found)
                if last is not None:
                    self._continue(last, below)
                return

    def _begins(self, row: Row) -> bool:
        """Whether a line begins something of its own: a variable, a formula, a list."""
        found = starts(row.text, 0, self.block, strict=True)
        if found and not row.text[: found[0].start].strip(" -•*"):
            return True
        return statement(row.text) is not None or (is_heading(row) and not row.text[:1].islower())

    def _use(self, row: Row, became: str) -> None:
        self.used[row.index] = became
        self.last = max(self.last, row.index)


def _is_remark(text: str, found: Statement) -> bool:
    """Whether a formula only stands in brackets behind the name of a price: `Gas Cost Recovery Rate
    (GCR = EGC + AA + BA) | 5.7099`."""
    before = text[: found.end]
    return before.count("(") > before.count(")") and _PRICED.search(text, found.right) is not None


def _equates(text: str, codes: set[str]) -> bool:
    said = statement(text)
    if said is None or tight(text[said.start : said.end]) not in codes:
        return False
    return any(kind == "op" for kind, _ in tokens(text[said.right :]))


def _end_of(text: str, begin: int) -> tuple[int, bool]:
    """Where the expression ends in a line, and whether other words follow it there."""
    glued = GLUED_WHERE.search(text, begin)
    if glued and (WHERE.match(text, glued.end()) and "=" in text[glued.end() :]):
        return glued.start(), True
    at = text.find(". ", begin)
    while at >= 0:
        after = text[at + 2 :].lstrip()
        if after[:1].isupper() and shape(text[begin:at]) == "symbolic":
            return at, True
        at = text.find(". ", at + 1)
    return len(text), False


def _close(formula: Formula) -> None:
    """Drops the room for a result (`= ____ %`) and the point at the end of the right side."""
    while len(formula.spans) > 1 and not without_result(formula.spans[-1].text).strip():
        formula.spans.pop()
    last = formula.spans[-1]
    kept = without_result(last.text).rstrip().rstrip(".,;:").rstrip()
    formula.spans[-1] = Span(last.row, last.start, last.start + len(kept))
