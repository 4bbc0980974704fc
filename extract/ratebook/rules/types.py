"""The closed list of field types a form may use, and how each looks when it is clean.

A clean token needs no judgement. What is not clean goes to the value readers of the forms floor,
which may normalise it, offer candidates, or give it up; they never guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_SIGN = r"(?:\$[\t ]?)?"
_NONE = r"\$[\t ]?[-–—]"
_BEFORE = r"(?<![A-Za-z\d.,])"
_AFTER = r"(?![A-Za-z]?[.,]?\d|[|!])"


@lru_cache(maxsize=64)
def _compiled(source: str) -> regex.Pattern[str]:
    return regex.compile(source, regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldType:
    """`clean` is the pattern of an undamaged token. `decimals` are the digits after the point that
    the field's numbers may print; None for fields that are not numbers."""

    name: str
    family: str
    clean: str
    decimals: tuple[int, int] | None = None

    @property
    def pattern(self) -> regex.Pattern[str]:
        """The clean pattern, compiled."""
        return _compiled(self.clean)


def _number(name: str, low: int, high: int, *, prefix: str = _SIGN, zero: bool = True) -> FieldType:
    tail = rf"\.\d{{{max(low, 1)},{high}}}" if high else ""
    body = rf"{prefix}(?:{_WHOLE}{tail}|{tail})" if low else rf"{prefix}{_WHOLE}(?:{tail})?"
    if not high:
        body = rf"{prefix}{_WHOLE}"
    dash = rf"|{_NONE}" if zero else ""
    return FieldType(name, "number", rf"{_BEFORE}(?:{body}{dash}){_AFTER}", (low, high))


_GROUPED = r"\d{1,3}(?:,\d{3})+"
_ALONE = r"(?<![^\t])"
_END = r"(?![^\t])"
_BALANCE = "|".join(
    (
        rf"(?:[-–—][\t ]?)?\$[\t ]?[-–—]?{_WHOLE}",
        rf"\$?[\t ]?\([\t ]?\$?[\t ]?{_WHOLE}[\t ]?\)",
        _NONE,
        # Without a sign it must be plain that a figure is whole: `45 1,472` is one cut in two.
        rf"(?<!\d )(?:[-–—][\t ]?)?{_GROUPED}",
        rf"{_ALONE}(?:[-–—]?\d{{1,3}}|[-–—]{{1,2}}){_END}",
    )
)
_CENTS = rf"(?:{_WHOLE})?\.\d\d"
_SIGNED = "|".join(
    (
        rf"(?:(?<![^\t :])[-–—](?=[$\d.]))?\$?[\t ]?(?:(?<=\$)[-–—])?{_CENTS}",
        rf"\$?[\t ]?\([\t ]?\$?[\t ]?{_CENTS}[\t ]?\)",
    )
)
_SHARE = "|".join(
    (
        r"[-–—]?\d{1,3}(?:\.\d+)?[\t ]?%",
        r"\([\t ]?\d{1,3}(?:\.\d+)?[\t ]?%[\t ]?\)",
        r"\([\t ]?\d{1,3}(?:\.\d+)?[\t ]?\)[\t ]?%",
        r"[-–—]?\d{0,3}\.\d{1,4}",
        r"\([\t ]?\d{0,3}\.\d{1,4}[\t ]?\)",
    )
)

_LOAD = "|".join(
    (
        # In kilowatts it says so, or its heading does.
        rf"{_WHOLE}(?:\.\d)?[\t ]?kW(?!h)",
        rf"{_GROUPED}(?:\.\d)?(?![\t ]?MW)",
        rf"{_WHOLE}\.\d{{1,3}}",
        r"\.\d{1,3}",
    )
)

COUNT = (
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?!\w|[.,]\d)|(?<![A-Za-z])(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth|I{1,3}|IV|VI{0,3}|IX|XI{0,2})(?![A-Za-z])"
)
"""How a small number is counted: in figures, words or Roman figures."""

_TYPES = [
    _number("money", 2, 2),
    _number("dollars", 0, 0, prefix=r"\$[\t ]?"),
    _number("whole", 0, 0),
    FieldType("balance", "number", rf"{_BEFORE}(?:{_BALANCE}){_AFTER}", (0, 0)),
    _number("rate", 2, 7),
    FieldType("load", "number", rf"{_BEFORE}(?:{_LOAD}){_AFTER}", (1, 3)),
    FieldType("kilowatts", "number", rf"{_BEFORE}{_WHOLE}(?:\.\d)?{_AFTER}(?:[\t ]?kW)?", (0, 1)),
    # Whole megawatts, which only a cell of their own or their unit tells from other numbers.
    FieldType(
        "megawatts",
        "number",
        r"(?<![^\t])[\t ]?\d{1,3}(?=[ ]*(?:MW\b)?[ ]*(?![^\t]))|(?<![\w.,-])\d{1,3}(?=[ ]?MW\b)",
        (0, 0),
    ),
    _number("feet", 0, 1, prefix="", zero=False),
    _number("number", 0, 8),
    FieldType(
        "percent", "number", rf"{_BEFORE}-?\d{{1,3}}(?:\.\d+)?[\t ]?(?:%|per[\t ]?cent\b)", (0, 4)
    ),
    # Dollars and cents of a sentence that says itself which way they count.
    FieldType(
        "unsigned", "number", rf"(?<![-–—(][$\t ]?){_BEFORE}\$?[\t ]?{_CENTS}(?!\)){_AFTER}", (2, 2)
    ),
    FieldType("signed", "number", rf"{_BEFORE}(?:{_SIGNED}){_AFTER}", (2, 2)),
    FieldType("share", "number", rf"{_BEFORE}(?:{_SHARE}){_AFTER}(?![\t ]?%)", (0, 4)),
    FieldType("integer", "integer", r"(?<!\d)\d{1,6}(?!\d)"),
    FieldType("count", "count", COUNT),
    FieldType("year", "year", r"(?<![\d/.,-])(?:19|20)\d\d(?![\d/]|[.,]\d)"),
    FieldType(
        "month",
        "month",
        r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?[\t ]?[-–, ]?[\t ]?"
        r"['’]?(?:(?:19|20)?\d\d)(?![\d,])"
        r"|(?<![\d/.,-])(?:(?:0?[1-9]|1[0-2])[/-](?:[0-3]?\d[/-])?(?:19|20)?\d\d"
        r"|(?:19|20)\d\d[/-](?:0[1-9]|1[0-2]))(?![\d/-]|[.,]\d)"
        r"|(?:January|February|March|April|May|June|July|August|September|October|November|December"
        r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)",
    ),
    FieldType(
        "date", "date", r"[A-Z][a-z]{2,8}\.?[\t ]\d{1,2},[\t ]?\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}"
    ),
    FieldType(
        "feeder", "feeder", r"(?<![\w.-])(?:[A-Z]{1,3}-\d{1,3}|\d{1,4}[A-Z]?|[lI|])(?![\w.])"
    ),
    FieldType("code", "code", r"(?<!\w)(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9-]{2,8}(?!\w)"),
    FieldType("name", "text", r"[A-Za-z][^\t$%\d]*?(?:#?\d{1,2})?"),
    FieldType(
        # A member or a class, which may end in a number: but no grouped figure, and no decimals.
        "entry",
        "text",
        r"[A-Za-z][^\t$%]*[A-Za-z.)](?=\t)"
        r"|[A-Za-z](?:(?!\d{1,3},\d{3}|\d*\.\d|\([\d.])[^\t$%])*?(?![^\t ])",
    ),
    FieldType("reference", "code", r"[^\t$]+?"),
    FieldType("schedule", "schedule", r"(?<!\w)[A-Z0-9][A-Z0-9.\-/]{0,9}(?!\w)"),
    # A figure of a rate (`.06293`) is in no heading.
    FieldType("heading", "text", r"[A-Za-z](?:(?!\.\d\d)[^$]){2,70}?"),
    FieldType("text", "text", r"[^\t$]+?"),
    FieldType("words", "text", r"[^$]+?"),
    FieldType("label", "text", r"[^$]*?[A-Za-z]{3}[^$]*?"),
    FieldType(
        # A label over cells each of which says a word: none of them is a size or a code.
        "caption",
        "text",
        r"[^$\t]*?[A-Za-z]{3}[^$\t]*?(?:\t[^$\t]*?[A-Za-z]{3}[^$\t]*?)*?",
    ),
    FieldType("item", "code", r"(?<![^\t])[A-Z]{1,4}-?\d{1,3}[A-Z]?(?=\t|[ ]\d{2,4}[ -]?W)"),
    FieldType("anything", "text", r".+?"),
    FieldType("cell", "text", r"(?<![^\t])[^\t]+"),
]

TYPES: dict[str, FieldType] = {t.name: t for t in _TYPES}
"""Field types by name."""
