"""What makes a formula doubtful: lost brackets, damaged twins of symbols, marks or symbols."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

import regex
from rapidfuzz import fuzz

from ratebook.forms.charges.words.doubt import is_known
from ratebook.forms.formulas.grammar import balance, symbols, tight, tokens
from ratebook.forms.formulas.list import Formula
from ratebook.forms.formulas.rows import OPEN_END, OPENS, Row, Span, width
from ratebook.forms.tokens.overprint import holds_piece, spoilt
from ratebook.forms.tokens.worn import worn_text

_ALIKE = str.maketrans(
    {
        "0": "O",
        "Q": "O",
        "1": "I",
        "l": "I",
        "L": "I",
        "5": "S",
        "8": "B",
        "2": "Z",
        "6": "G",
        "C": "G",
    }
)
ODD = regex.compile(r"[|~^\\_<>{}�¬!?@#=]")
_BRACKETED = regex.compile(r"(?<![^\s.|])\([A-Z]\)")
_DEBRIS = regex.compile(r"[|~^\\_{}\ufffd¬]")
_SPACED = regex.compile(r"(?<!\w)\w\s\w\s\w(?!\w)")
_SPACED_CALL = regex.compile(r"\w\s?\(\s\w{1,2}\s\)")
_DIFFERENCE = regex.compile(r"\s[-–—]\s(?=[A-Z(])")
_JOINED = regex.compile(
    r"#|\p{Ll} (?:\p{Lu}\p{Ll}+ )+(?:The|This|These|Each|All) \p{Ll}|\p{Ll} \p{Lu}{6,}$"
)
_REST = regex.compile(
    r"\s*(?:-\p{Ll}|(?:[.,]?\d+(?:\.\d+)?)?\s?%|[.,]\d"
    r"|(?!A\b)\p{Lu}{1,3} (?:for|of|in|to|from|during|as|at|on)\b)"
)
"""What no line begins with that a word or figure was not cut for: `OBP`, `C for the expense month`;
`factor of 0`, `%`."""
_HYPHEN = regex.compile(r"\w[-–]$")
_LIKE_WORD = 55
_OPERATORS = {"x", "×", "*", "+", "-", "/"}
_SIGN_WORDS = ("divided", "multiplied")
_CODE = regex.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w(-])")
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
    alike = symbol.replace("rn", "m").upper().translate(_ALIKE)
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


def expression_doubt(
    formula: Formula, count: Counter[str], full: float
) -> tuple[str, list[str]] | None:
    """Why an expression cannot be taken as printed, and what it may say. `full` is the width of the
    longest line."""
    text = formula.right
    if formula.fraction:
        return "it is a fraction drawn with a line", []
    if spoilt(text, f"{text} {_meanings(formula)}"):
        return "a stamp or debris stands in it", [text]
    if OPEN_END.search(text):
        return "it breaks off", [text]
    if balance(text) != 0:
        return "its brackets do not close", [text]
    if torn(formula.spans, full):
        return "it may be cut through a symbol", [text]
    if ODD.search(text):
        return "it holds signs that belong to no formula", [text]
    if _letter_spaced(text):
        return "its letters are spaced apart", [text]
    if any(kind == "word" and _MIXED.fullmatch(word) for kind, word in tokens(text)):
        return "a symbol in it is damaged", [text]
    if any(kind == "word" and _damaged_sign(word) for kind, word in tokens(text)):
        return "a word in it is damaged", [text]
    listed = formula.defined - set(symbols(text)) - {tight(formula.name)}
    for code in symbols(text):
        if holds_piece(code) and count[code] == 1:
            return f"its {code} may be of a stamp", [text]
        if code not in formula.defined and any(s.startswith(f"{code}(") for s in listed):
            return f"its {code} may have lost what stands in brackets", [text]
        near = twins(code, listed)
        if near and code not in formula.defined and count[code] == 1:
            return f"its {code} may be {near[0]}", [text, text.replace(code, near[0])]
    return None


def _damaged_sign(word: str) -> bool:
    """Whether a word is nearly one of those that stand for a sign: `dividcd`."""
    return word.islower() and any(
        word != sign and fuzz.ratio(word[:20], sign, score_cutoff=84.0) for sign in _SIGN_WORDS
    )


def _letter_spaced(text: str) -> bool:
    """Whether a symbol's letters stand apart, as `B E S F` or `E ( m )`."""
    found = [*tokens(text), ("end", "")]
    runs = [
        len(list(run))
        for single, run in groupby(found, key=lambda t: t[0] == "symbol" and len(t[1]) == 1)
        if single
    ]
    return max(runs, default=0) > 2 or bool(_SPACED_CALL.search(text))


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


def drawn_twice(formula: Formula, rows: Sequence[Row]) -> bool:
    """Whether a line of a formula or its list stands there again right below, garbled: nobody can
    tell which of the two is the printed one."""
    spans = (formula.symbol, *formula.spans, *(s for v in formula.variables for s in v.spans))
    return any(
        _garbled(rows[at].text, rows[at + 1].text)
        for index in {span.row.index for span in spans}
        for at in (index - 1, index)
        if 0 <= at < len(rows) - 1
    )


def _garbled(one: str, other: str) -> bool:
    """Word for word alike, and not the same."""
    ones, others = one.split(), other.split()
    if ones == others or len(ones) != len(others) or len(ones) < 3:
        return False
    pairs = [(a.lower(), b.lower()) for a, b in zip(ones, others, strict=True) if a != b]
    return all(
        fuzz.ratio(a, b) >= min(_LIKE_WORD, 25 * len(a)) or {a, b} & _OPERATORS for a, b in pairs
    )


def torn(spans: Sequence[Span], full: float) -> bool:
    """Whether words go on in the next line though there was room, and not where a word ends; or
    behind a hyphen, which may be the word's own or not."""
    for above, below in pairwise(spans):
        before, after = above.text.split()[-1:], below.text.split()[:1]
        if not before or not after or above.row.index == below.row.index:
            continue
        if _HYPHEN.search(before[0]) and after[0][:1].isalpha():
            return True  # a hyphen of the word, or of the line
        piece = before[0].islower() and after[0].isalpha() and after[0].islower()
        if (OPEN_END.search(before[0]) and (not piece or is_known(after[0]))) or OPENS.match(
            " ".join(after)
        ):
            continue  # But of `a` and `pproved` the first may be a piece as the second is.
        room = full - width(above.row.line)
        sign = width(above.row.line) / max(len(above.row.text), 1)
        known = is_known(before[0]) and is_known(after[0]) and not is_known(before[0] + after[0])
        if room > sign * (len(after[0]) + 1) and not known:
            return True
    return False


def _meanings(formula: Formula) -> str:
    return " ".join(variable.meaning for variable in formula.variables)


def variables_doubt(
    formula: Formula, known: set[str], full: float, rows: Sequence[Row]
) -> str | None:
    """Why the list of variables cannot be taken as printed. `full` is the width of the longest
    line, `rows` are all lines."""
    if formula.unread:
        return f"a line of its list cannot be read: {formula.unread[0].text.strip()[:80]}"
    seen: dict[str, str] = {}
    for variable in formula.variables:
        name, meaning = tight(variable.symbol), variable.meaning
        if not meaning:
            return f"the meaning of {variable.symbol} is not printed where it should stand"
        if OPEN_END.search(meaning):
            return f"the meaning of {variable.symbol} breaks off"
        if "=" in meaning:
            return f"the meaning of {variable.symbol} runs into another variable"
        if _DIFFERENCE.search(meaning):
            return f"the meaning of {variable.symbol} may be an expression"
        if _SPACED.search(meaning) or _DEBRIS.search(meaning) or spoilt(meaning):
            return f"the meaning of {variable.symbol} is damaged"
        if part := worn_text(meaning):
            return f"the meaning of {variable.symbol} is worn at {part}"
        if code := _other_code(meaning, rows):
            return f"the meaning of {variable.symbol} may name {code}"
        if _JOINED.search(meaning):
            return f"the meaning of {variable.symbol} runs into other words"
        below = rows[variable.spans[-1].row.index + 1 :][:1]
        if below and _REST.match(below[0].text):
            return f"the meaning of {variable.symbol} may go on below"
        if torn(variable.spans, full):
            return f"the meaning of {variable.symbol} may be cut through a word"
        if seen.setdefault(name, meaning) != meaning:
            return f"{variable.symbol} has two meanings"
        if not formula.prints(variable.symbol) and (near := twins(name, known)):
            return f"{variable.symbol} may be {near[0]}"
    return None


def _other_code(meaning: str, rows: Sequence[Row]) -> str | None:
    """A code of another line that one in this meaning may be a damaged printing of: `OBPG`."""
    own = set(_CODE.findall(meaning))
    others = {code for row in rows for code in _CODE.findall(row.text)} if own else set[str]()
    return next((near[0] for code in own if (near := twins(code, others - own))), None)


def listed(formula: Formula) -> list[dict[str, str]]:
    """Symbols and meanings in the order printed, each once."""
    found = {
        tight(v.symbol): {"symbol": v.name, "meaning": v.meaning}
        for v in reversed(formula.variables)
    }
    return list(reversed(found.values()))
