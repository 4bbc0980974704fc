"""What a printed formula is made of: symbols, operators, and the kinds of right-hand side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

_NOT_SYMBOLS = (
    "KWH|KWh|KW|MWH|MWh|MW|KVA|MCF|CCF|BTU|"
    "Is|If|In|At|As|Of|On|By|No|Or|An|We|It|Do|So|Up|To|Be|My|Mr|Ms|Co|St|Dr"
)
_CALL = r"(?:\s?\((?:[a-z0-9]{1,3}|[a-z]\s?[-+]\s?\d)\))"
_NAME = rf"(?!(?:{_NOT_SYMBOLS})\b)(?:[A-Z][A-Z0-9]{{1,9}}[a-z0-9]{{0,2}}|[A-Z][a-z0-9]?|[Σ∑α-ω])"
CODE = rf"(?:{_NAME}(?:[-_][A-Z0-9]{{1,5}})?[₀-₉'’]*{_CALL}?)(?![\w])"
"""A symbol without blanks: `ES(m)`, `F`, `Fm`, `BESF`, `R(12)`."""

_SMALL = r"(?:of|for|per|the|and|to|in|or|from|on)"
_PHRASE = (
    r"(?!(?:The|For|If|When|Where|In|To|At|As|On|By|This|That|Each|Any|Note|Example)\b)"
    r"(?:\([A-Z][A-Za-z]{1,12}\)(?:/[A-Z][a-z]+)?|[A-Z](?:[^\W_]|['’&./-])*)"
    rf"(?:\s(?:\(?[A-Z](?:[^\W_]|['’&./()-])*|\d{{1,2}}|{_SMALL})){{1,9}}"
)
_LEAD = re.compile(
    r"\s*(?:[-•*]\s+)*(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+){0,2}(?:[Aa]nd\s+|[Tt]he\s+)?"
)
_COLON = regex.compile(r"[^=:]{1,200}:\s+(?=\S)")
_MONTH_APART = re.compile(r"(?<=[A-Z])\s+(?=\([a-z]\))")
_ONE_SIDED = regex.compile(r"(?<=\S)([/+=]) (?=\S)|(?<=\S) ([/+=])(?=\S)")
_EQUALS = regex.compile(r"(?<![<>!=≠])=(?!=)|\bequals\b")
_SYMBOL = re.compile(rf"{CODE}|{_PHRASE}")
CODE_ONLY = re.compile(CODE)

_TOKEN = re.compile(
    rf"(?P<wordop>\b(?:divided\s+by|multiplied\s+by|times|plus|minus|less)\b)"
    rf"|(?P<blank>_{{2,}}|-{{3,}}|—{{2,}})"
    rf"|(?P<number>\$?\d[\d,]*(?:\.\d+)?%?(?![\w-])|\$?\.\d+%?)"
    rf"|(?P<op>[+×÷*/·]|(?<=[\s)\]])[xX](?=[\s(\[])|(?<!\w)[-–—](?!\w)|(?<=[\w)\]])[-–—](?=[(\[])"
    rf"|(?<=[)\]])[-–—])"
    rf"|(?P<symbol>{CODE}|(?<!\w)[a-z](?:\([a-z0-9]{{1,2}}\))?(?!\w))"
    rf"|(?P<bracket>[()\[\]{{}}])|(?P<word>[^\s()\[\]{{}}+×÷*·=]+)|(?P<sign>\S)"
)
_ZERO = regex.compile(r"(?:zero|one)\b\.?|\$?\d[\d,]*(?:\.\d+)?\s?%?\.?", regex.IGNORECASE)
_RESULT = regex.compile(r"\s*=\s*[$_%\s.]*$")
_FIGURE = regex.compile(r"=\s*[$(]*\d[\d,.]*\s*(?:%|¢|cents|per\b.*|/\s?\w+)?[).]*\s*$")
_BETWEEN_SYMBOLS = ("symbol", "bracket", "number")

Shape = Literal["symbolic", "mixed", "worded", "alias", "constant", "prose", "empty"]
"""symbolic: symbols and operators alone; mixed: words too; worded: words joined by words such as
`divided by`; alias: one symbol; constant: one number; the others are no formulas."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`symbol = ...` at the head of a text: where the symbol and the right side stand."""

    start: int
    end: int
    right: int
    compact: bool


def fold(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def evenly(text: str) -> str:
    """The text with operators that have a space on one side alone set apart on both, and a symbol's
    month close to it (`E (m)`): an engine saw blanks otherwise."""
    return _MONTH_APART.sub("", _ONE_SIDED.sub(lambda m: f" {m[1] or m[2]} ", text))


def tight(text: str) -> str:
    """The text without white space: `ES (m)` and `ES(m)` are one symbol."""
    return "".join(text.split())


@lru_cache(maxsize=1024)
def statement(text: str, start: int = 0) -> Statement | None:
    """The statement a text opens with, after a list mark or words ending in a colon."""
    m = _EQUALS.search(text, start)
    if m is None or m.start() - start > 300:
        return None
    left = text[: m.start()].rstrip()
    for at in _openings(text, start, len(left)):
        found = _SYMBOL.fullmatch(left, at)
        if found and at < len(left) and len(left) - at <= 90:
            compact = CODE_ONLY.fullmatch(left, at) is not None
            if m[0] == "=" or compact:
                return Statement(at, len(left), m.end(), compact)
    return None


def _openings(text: str, start: int, end: int) -> list[int]:
    """Where the symbol may begin: at once, after a list mark, after a lead-in with its colon."""
    at = start + len(text[start:]) - len(text[start:].lstrip())
    found = [at]
    colon = _COLON.match(text, at, end)
    for begin in (at, colon.end() if colon else at):
        lead = _LEAD.match(text, begin, end)
        found += [begin, lead.end() if lead else begin]
    return sorted(set(found))


def tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text) of every token: wordop, blank, number, op, symbol, bracket, word, sign."""
    return [(m.lastgroup or "sign", m[0]) for m in _TOKEN.finditer(text)]


def symbols(text: str) -> list[str]:
    """The compact symbols of an expression, without white space, as often as they occur."""
    return [tight(word) for kind, word in tokens(text) if kind == "symbol"]


def without_result(text: str) -> str:
    """The text without the `= ____ %` that leaves room for a result."""
    return _RESULT.sub("", text)


def shape(right: str) -> Shape:
    """What kind of right-hand side this is."""
    text = without_result(right).strip()
    if not text:
        return "empty"
    if _ZERO.fullmatch(text):
        return "constant"
    found = tokens(text.rstrip(".,;"))
    kinds = [kind for kind, _ in found]
    if _FIGURE.search(text) or ("symbol" not in kinds and "word" not in kinds):
        return "prose"
    if "word" not in kinds and "sign" not in kinds:
        return "symbolic" if {"op", "wordop"} & set(kinds) else _single(kinds)
    return _of_words(found)


def _single(kinds: list[str]) -> Shape:
    one = kinds.count("symbol") == 1 and set(kinds) <= {"symbol", "bracket"}
    return "alias" if one else "prose"


def _of_words(found: list[tuple[str, str]]) -> Shape:
    inner = range(1, len(found) - 1)
    if any(found[i][0] == "op" and _joins(found, i) for i in inner):
        return "mixed"
    return "worded" if any(found[i][0] == "wordop" for i in inner) else "prose"


def _joins(found: list[tuple[str, str]], at: int) -> bool:
    """Whether a sign between words joins operands: `and/or` and an aside after a dash do not."""
    (before, _), (_, sign), (after, word) = found[at - 1 : at + 2]
    if sign in "+×÷*·xX":
        return True
    around = before in _BETWEEN_SYMBOLS or after in _BETWEEN_SYMBOLS
    return around and (after != "word" or word[:1].isupper())


def joins_symbols(right: str) -> bool:
    """Whether an operator stands beside a symbol or a bracket: an expression even in a list."""
    found = tokens(without_result(right))
    return any(
        {found[i - 1][0], found[i + 1][0]} & {"symbol", "bracket"}
        and (found[i][0] == "wordop" or (found[i][0] == "op" and _joins(found, i)))
        for i in range(1, len(found) - 1)
    )


def balance(text: str) -> int:
    """Opened brackets that are not closed; negative where more close than open."""
    return sum((sign in "([{") - (sign in ")]}") for sign in text)
