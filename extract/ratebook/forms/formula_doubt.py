"""What makes a formula doubtful: lost brackets, damaged twins of symbols, marks or symbols."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

import regex

from ratebook.forms.formula_grammar import balance, fold, symbols, tight, tokens
from ratebook.forms.formula_list import Formula
from ratebook.forms.formula_rows import OPEN_END, Row

_ALIKE = str.maketrans({"0": "O", "Q": "O", "1": "I", "l": "I", "L": "I", "5": "S", "8": "B",
                        "2": "Z", "6": "G"})
_ODD = regex.compile(r"[|~^\\_<>{}�¬!?@#=]")
_BRACKETED = regex.compile(r"(?<![^\s.|])\([A-Z]\)")
_MIXED = regex.compile(r"\d+[A-Z][\w()]*|[A-Z]+\d+[A-Z]+\w*")


def is_twin(one: str, other: str) -> bool:
    """Whether one symbol can be the other damaged: two letters changed places, signs of one
    drawing, a letter doubled, small letters for capitals."""
    if one == other or min(len(one), len(other)) < 2:
        return False
    if _drawn(one) == _drawn(other):
        return True
    if len(one) != len(other) or len(one) < 3:
        return False
    differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] - differ[0] != 1:
        return False
    i, j = differ
    return one[i] == other[j] and one[j] == other[i]


def _drawn(symbol: str) -> str:
    alike = symbol.upper().translate(_ALIKE)
    return "".join(sign for sign, _ in groupby(alike)) if len(alike) > 2 else alike


def twins(symbol: str, others: Iterable[str]) -> list[str]:
    """Those of the others this symbol may be a damaged printing of."""
    return sorted({other for other in others if is_twin(tight(symbol), other)})


def mentions(formulas: Sequence[Formula]) -> Counter[str]:
    """How often the formulas and their lists print each symbol."""
    found = Counter[str]()
    for formula in formulas:
        found[tight(formula.name)] += 1
        found.update(symbols(formula.right))
        for variable in formula.variables:
            found[tight(variable.symbol)] += 1
    return found


def bare_symbols(formulas: Sequence[Formula]) -> set[str]:
    """Symbols explained, or printed without brackets around them: `(T)` alone may be a mark."""
    found = set[str]()
    for formula in formulas:
        found |= formula.defined | {tight(formula.name)}
        found |= set(symbols(_BRACKETED.sub(" ", formula.right)))
    return found


def symbol_readings(formula: Formula, count: Counter[str]) -> list[str]:
    """What a symbol may say that stands nowhere else while a twin of it does; [] if it is sure."""
    name = tight(formula.name)
    others = twins(name, (s for s in count if count[s] >= count[name])) if count[name] == 1 else []
    return [formula.name, *others] if others else []


def expression_doubt(formula: Formula, count: Counter[str]) -> tuple[str, list[str]] | None:
    """Why an expression cannot be taken as printed, and what it may say."""
    text = formula.right
    if formula.fraction:
        return "it is a fraction drawn with a line", []
    if OPEN_END.search(text):
        return "it breaks off", [text]
    if balance(text) != 0:
        return "its brackets do not close", [text]
    if _ODD.search(text):
        return "it holds signs that belong to no formula", [text]
    if any(kind == "word" and _MIXED.fullmatch(word) for kind, word in tokens(text)):
        return "a symbol in it is damaged", [text]
    for code in symbols(text):
        near = twins(code, formula.defined - set(symbols(text)) - {tight(formula.name)})
        if near and code not in formula.defined and count[code] == 1:
            return f"its {code} may be {near[0]}", [text, text.replace(code, near[0])]
    return None


def inner_marks(rows: Iterable[Row], formula: Formula, known: set[str]) -> list[str]:
    """Letters in brackets amid an expression that no symbol of the page explains."""
    spans = {span.row.index for span in formula.spans}
    letters = [letter for row in rows if row.index in spans for letter in row.inner]
    return [letter for letter in letters if letter not in known]


def symbol_at_end(formula: Formula, known: set[str]) -> str | None:
    """The letter in brackets at a line's end that may be a symbol as well as a mark."""
    for row in {span.row.index: span.row for span in formula.spans}.values():
        for mark in row.marks:
            if mark.letter in known and not mark.apart:
                return mark.letter
    return None


def variables_doubt(formula: Formula, known: set[str]) -> str | None:
    """Why the list of variables cannot be taken as printed."""
    seen: dict[str, str] = {}
    for variable in formula.variables:
        name, meaning = tight(variable.symbol), variable.meaning
        if not meaning:
            return f"the meaning of {variable.symbol} is not printed where it should stand"
        if OPEN_END.search(meaning):
            return f"the meaning of {variable.symbol} breaks off"
        if "=" in meaning:
            return f"the meaning of {variable.symbol} runs into another variable"
        if seen.setdefault(name, meaning) != meaning:
            return f"{variable.symbol} has two meanings"
        if not formula.prints(variable.symbol) and (near := twins(name, known)):
            return f"{variable.symbol} may be {near[0]}"
    return None


def listed(formula: Formula) -> list[dict[str, str]]:
    """Symbols and meanings in the order printed, each once."""
    found = {tight(v.symbol): {"symbol": fold(v.symbol), "meaning": v.meaning}
             for v in reversed(formula.variables)}
    return list(reversed(found.values()))
