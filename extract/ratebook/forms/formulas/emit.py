"""From gathered formulas to drafts: every field with its place and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ratebook.forms.formulas.doubt import (
    bare_symbols,
    drawn_twice,
    expression_doubt,
    inner_marks,
    listed,
    mentions,
    symbol_at_end,
    symbol_readings,
    variables_doubt,
)
from ratebook.forms.formulas.grammar import evenly, fold
from ratebook.forms.formulas.list import Formula
from ratebook.forms.formulas.rows import Row, Span, folded, place, width
from ratebook.records.datum import Candidate, Draft, Place, Standing
from ratebook.records.ledger import Ledger


def emit(
    formulas: Sequence[Formula], rows: Sequence[Row], ledger: Ledger, parent: Draft | None
) -> None:
    """Adds the drafts. `rows` are all lines of the section: a mark may stand alone among them."""
    count = mentions(formulas)
    known = bare_symbols(formulas)
    loose = sorted(
        {
            m.letter
            for row in rows
            if row.only_mark and row.line.number is not None
            for m in row.marks
        }
    )
    full = max((width(row.line) for row in rows), default=0.0)
    for formula in formulas:
        twice = drawn_twice(formula, rows)
        readings = symbol_readings(formula, count)
        fields = {
            "symbol": _symbol(formula, readings, ledger, twice=twice),
            "expression": _expression(
                formula, _why(formula, rows, known, count, full), ledger, twice
            ),
            "variables": _variables(
                formula, variables_doubt(formula, known, full, rows), ledger, twice
            ),
            "change": _change(formula, loose, known, ledger),
        }
        ledger.draft("formula", fields, parent)


def _why(
    formula: Formula, rows: Sequence[Row], known: set[str], count: Counter[str], full: float
) -> tuple[str, list[str]] | None:
    letter = None if formula.fraction else symbol_at_end(formula, known)
    if letter:
        readings = [formula.right, f"{formula.right} ({letter})"]
        return f"({letter}) may be a symbol or a change mark", readings
    doubt = expression_doubt(formula, count, full)
    if doubt is not None:
        return doubt
    inner = inner_marks(rows, formula, known)
    if inner:
        without = formula.right
        for letter in inner:
            without = fold(without.replace(f"({letter})", " "))
        return f"({inner[0]}) may be a change mark", [formula.right, without]
    return None


def _symbol(formula: Formula, readings: list[str], ledger: Ledger, *, twice: bool) -> int:
    where = place([formula.symbol])
    if not readings:
        return ledger.add(
            formula.name,
            formula.name,
            Standing.READ,
            where,
            touched=formula.symbol.damaged or twice,
            label="symbol",
        )
    number = ledger.add(
        formula.name,
        None,
        Standing.AMBIGUOUS,
        where,
        label="symbol",
        candidates=_candidates(readings),
    )
    message = f"{formula.name} stands nowhere else here; it may be {' or '.join(readings[1:])}"
    ledger.issue("formula-symbol", message, where, number)
    return number


def _expression(
    formula: Formula, doubt: tuple[str, list[str]] | None, ledger: Ledger, twice: bool
) -> int:
    spans, label = formula.spans, f"expression of {formula.name}"
    where = place(spans)
    if doubt is None:
        return ledger.add(
            formula.right,
            evenly(formula.right),
            Standing.READ,
            where,
            touched=_damaged(spans) or twice,
            label=label,
        )
    why, readings = doubt
    number = ledger.add(
        _as_printed(formula),
        None,
        Standing.AMBIGUOUS,
        where,
        label=label,
        candidates=_candidates(readings),
    )
    ledger.issue("formula-expression", f"{formula.name}: {why}", where, number)
    return number


def _as_printed(formula: Formula) -> str:
    """The expression with the halves of its fraction, each on a line, from the top down."""
    lines = {span.row.index: fold(span.text) for span in formula.spans}
    lines |= {row.index: fold(row.text) for row in formula.fraction}
    return "\n".join(lines[index] for index in sorted(lines) if lines[index])


def _variables(formula: Formula, doubt: str | None, ledger: Ledger, twice: bool) -> int:
    label = f"variables of {formula.name}"
    spans = [span for variable in formula.variables for span in variable.spans]
    if not spans and not formula.unread:
        return ledger.absent(place([formula.symbol]), label)
    spans += [Span(row, 0, len(row.text)) for row in formula.unread]
    where = place(spans)
    raw = "; ".join(f"{fold(v.symbol)} = {folded(v.spans)}" for v in formula.variables)
    if doubt is None:
        touched = _damaged(spans) or twice
        return ledger.add(raw, listed(formula), Standing.READ, where, touched=touched, label=label)
    number = ledger.add(raw, None, Standing.AMBIGUOUS, where, label=label)
    ledger.issue("formula-variables", f"{formula.name}: {doubt}", where, number)
    return number


def _change(formula: Formula, loose: list[str], known: set[str], ledger: Ledger) -> int:
    """The mark on a line of the formula. On a variable's line, or alone on a line of a text
    source, it may belong elsewhere."""
    spans, label = [formula.symbol, *formula.spans], f"change of {formula.name}"
    own = _letters(spans)
    where = place(spans)
    if len(own) == 1 and not symbol_at_end(formula, known):
        where = _at_end(formula, where)
        return ledger.add(f"({own[0]})", own[0], Standing.READ, where, label=label)
    beside = _letters([span for v in formula.variables for span in v.spans])
    letters = own or beside or loose
    if not letters:
        return ledger.absent(where, label)
    raw = " ".join(f"({letter})" for letter in letters)
    return ledger.add(
        raw, None, Standing.AMBIGUOUS, where, label=label, candidates=_candidates(letters)
    )


def _at_end(formula: Formula, otherwise: Place) -> Place:
    marked = next((s for s in (formula.symbol, *formula.spans) if s.row.marks), None)
    return place([Span(marked.row, 0, len(marked.row.text))]) if marked else otherwise


def _letters(spans: Sequence[Span]) -> list[str]:
    return sorted({mark.letter for span in spans for mark in span.row.marks})


def _candidates(texts: Sequence[str]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(text, float(cost), "printed" if not cost else "may be meant")
        for cost, text in enumerate(texts)
    )


def _damaged(spans: Sequence[Span]) -> bool:
    return any(span.damaged for span in spans)
