"""Formulas as gathered from a page, and the variables their lists say the meaning of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from ratebook.forms.formulas.grammar import CODE, CODE_ONLY, fold, statement, symbols, tight
from ratebook.forms.formulas.rows import Row, Span, folded

GLUED_WHERE = regex.compile(r"[,;.]?\s(?=where(?:in|by)?\b\s*[:,]?\s)", regex.IGNORECASE)
_EQUAL = regex.compile(r"(?<![<>!=≠])=(?!=)")
_VERB = r"(?:is|are|represents?|means?|equals?|denotes?|shall\s+be|stands\s+for)\b\s*|[-–—:]\s+"
_SAID = regex.compile(rf"[\"“]?(?P<symbol>{CODE})[\"”]?\s*(?:\s(?:{_VERB})|:\s+)(?=\S)")
_NEXT_SAID = regex.compile(r"(?:[;,.]\s+(?:and\s+)?|\band\s+)(?=[A-Z(\"“])")
_LEAD = regex.compile(
    r"\s*(?:[-•*]\s+)*(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+){0,2}(?:and\s+)?(?:the\s+)?"
)
_TAIL = regex.compile(r"\s*(?:;\s*(?:and)?|,\s*(?:and)?|\band)$")
_BOUND_LEFT = regex.compile(r"(?:^|[-–—+×÷*/(\[{]|\bx|\b(?:by|times|plus|minus|less))$")
_BOUND_RIGHT = regex.compile(
    r"$|[-–—+×÷*/)\]}.,;]|x\b|(?:divided|multiplied|times|plus|minus|less)\b"
)
_INDEX = regex.compile(r"(?<=[A-Z])[a-z0-9]{1,2}(?:\(.*)?$|\(.*$")


@dataclass(slots=True)
class Variable:
    """A symbol and where the words stand that say what it means."""

    symbol: str
    spans: list[Span]

    @property
    def meaning(self) -> str:
        return _TAIL.sub("", folded(self.spans))

    @property
    def name(self) -> str:
        return _spelled(self.symbol)


@dataclass(slots=True)
class Formula:
    """A printed formula: its symbol, the spans of its right side, the variables of its list.

    `fraction` are lines right above and below that make it a drawn fraction; `unread` are lines of
    its list that say something of a variable nobody can tell.
    """

    symbol: Span
    spans: list[Span]
    variables: list[Variable] = field(default_factory=list[Variable])
    fraction: list[Row] = field(default_factory=list[Row])
    unread: list[Row] = field(default_factory=list[Row])

    @property
    def name(self) -> str:
        return _spelled(self.symbol.text)

    @property
    def right(self) -> str:
        return folded(self.spans)

    @property
    def codes(self) -> frozenset[str]:
        """Symbols it prints, and `F` where it prints `F(m)` or `Fm`."""
        printed = " ".join([self.right, *(row.text for row in self.fraction)])
        return _codes(tight(self.name), printed)

    @property
    def defined(self) -> set[str]:
        return {tight(variable.symbol) for variable in self.variables}

    def prints(self, symbol: str) -> bool:
        """Whether the formula has this symbol, or these words as one whole operand."""
        if tight(symbol) in self.codes or fold(symbol) == self.name:
            return True
        words, text = fold(symbol), self.right
        at = text.find(words) if " " in words else -1
        return at >= 0 and bool(
            _BOUND_LEFT.search(text[:at].rstrip())
            and _BOUND_RIGHT.match(text[at + len(words) :].lstrip())
        )


def _spelled(symbol: str) -> str:
    """`ES (m)` as `ES(m)`, `B E S F` as `BESF`; words stay apart."""
    whole = tight(symbol)
    spaced = all(len(part) == 1 for part in symbol.split())
    return whole if spaced or CODE_ONLY.fullmatch(fold(symbol)) else fold(symbol)


@lru_cache(maxsize=64)
def _codes(name: str, printed: str) -> frozenset[str]:
    found = {name, *symbols(printed)}
    return frozenset(found | {_INDEX.sub("", code) for code in found})


@dataclass(frozen=True, slots=True)
class Start:
    """Where the words on a variable begin: `text[start:end]` is the symbol, `right` the meaning."""

    symbol: str
    start: int
    right: int


def starts(text: str, begin: int, formulas: Iterable[Formula], *, strict: bool) -> list[Start]:
    """Every variable whose meaning begins in `text[begin:]`, in order.

    A symbol no formula prints counts at the head of the text only, and not if `strict`.
    """
    block = list(formulas)
    found = {s.start: s for s in _with_sign(text, begin, block)}
    head = statement(text, begin)
    clear = head and " " in text[head.end : head.right + 1] and "~" not in text[head.right :]
    if head and clear and head.compact and not strict:
        found.setdefault(head.start, Start(text[head.start : head.end], head.start, head.right))
    for s in _in_words(text, begin, block):
        found.setdefault(s.start, s)
    return [found[at] for at in sorted(found)]


def _with_sign(text: str, begin: int, block: list[Formula]) -> list[Start]:
    found, low = list[Start](), begin
    for m in _EQUAL.finditer(text, begin):
        start = _known_before(text, low, m.start(), block)
        if start is not None:
            found.append(Start(text[start : m.start()].strip(), start, m.end()))
            low = m.end()
    return found


def _known_before(text: str, low: int, end: int, block: list[Formula]) -> int | None:
    """Where the longest words before a sign begin that a formula prints; None if none do."""
    stop = len(text[:end].rstrip())
    for at in range(max(low, stop - 90), stop):
        opens = text[at].isupper() or text[at] == "(" or (text[at].isalpha() and at == stop - 1)
        apart = at == low or not (text[at - 1].isalnum() or text[at - 1] in "/-&")
        if opens and apart and any(f.prints(text[at:stop]) for f in block):
            return at
    return None


def _in_words(text: str, begin: int, block: list[Formula]) -> list[Start]:
    """`F is the expense of fuel; and S is ...`: symbols of the formulas followed by a verb."""
    lead = _LEAD.match(text, begin)
    heads = [begin, lead.end() if lead else begin]
    heads += [m.end() for m in _NEXT_SAID.finditer(text, begin)]
    found = list[Start]()
    for at in heads:
        m = _SAID.match(text, at)
        if m and any(f.prints(m["symbol"]) for f in block):
            found.append(Start(m["symbol"], m.start("symbol"), m.end()))
    return found
