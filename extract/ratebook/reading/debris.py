"""Takes the markup out of one line of an OCR or Markdown dump and keeps every printed glyph.

Text recognisers wrap what they read in HTML, Markdown and LaTeX. None of it is on the page.
What is removed here is wrapping only; a number is never joined to another one: a raised digit
becomes a superscript character, so that `2021-00103<sup>1</sup>` stays `2021-00103¹`.
"""

from __future__ import annotations

import html
import re

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
UNRAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_HARMLESS = {
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2002": " ", "\u2003": " ",
    "\u3000": " ", "\u2010": "-", "\u2011": "-", "\u2212": "-",
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\u02e2\u1d57": "st", "\u207f\u1d48": "nd", "\u02b3\u1d48": "rd", "\u1d57\u02b0": "th",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
}  # fmt: skip
_ODD = re.compile("|".join(sorted(_HARMLESS, key=len, reverse=True)))

_RAISED_TAG = re.compile(
    r"(?<!\s)\s{0,2}<sup\b[^<>]{0,80}>\s{0,3}(st|nd|rd|th)\s{0,3}</sup>", re.IGNORECASE
)
_DIGIT_TAG = re.compile(r"<(sup|sub)\b[^<>]{0,80}>\s{0,3}(\d{1,4})\s{0,3}</\1>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:sup|sub|b|i|u|s|em|del|ins|strong|strike|span|font|small|big|tt|code|mark|a|center)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"</?(?:br|hr|p|div|li|ul|ol|img|h[1-6]|table|thead|tbody|tfoot|tr|td|th|html|body|section)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\. ?){5,}|(?:… ?){2,}")
"""Five dots: legal prose leaves words out with three or four."""
_COMMENT = re.compile(r"<!--.{0,500}?-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")

_BOLD = re.compile(r"(\*\*)(?=\S)([^\t|]{1,600}?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[\w\"'“$(])([^*\t|]{1,400}?)(?<=[\w.,;:!?)\"'”%])\*(?![\w*])")
_ESCAPED = re.compile(r"\\([$#*_%&|\[\]~`<>+\-])")
_ESCAPED_POINT = re.compile(r"^(\s*\d{1,3})\\([.)])")
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_ANCHOR = re.compile(r"\[([^\[\]]{1,500})\]\(#[^()\s]{0,200}\)")

_MATH = re.compile(
    r"(?<![\\$])\$\$?((?:\\.|[^$\\\t|]){1,3000}?)(?<!\\)\$\$?(?!\d)|\\\((.{1,3000}?)\\\)"
)
_COMMAND = re.compile(r"\\[A-Za-z]|[\^_]")
_UNWRAP = re.compile(
    r"\\(?:text|textbf|textit|textrm|mathrm|mathbf|mathsf|mathit|mathtt|operatorname|mbox|hbox"
    r"|underline|overline|boldsymbol|mathcal)\s*\{([^{}]{0,2000})\}"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]{0,1000})\}\s*\{([^{}]{0,1000})\}")
_ORDINAL = re.compile(r"\s*\^\s*\{?\s*(st|nd|rd|th)\b\s*\}?", re.IGNORECASE)
_POWER = re.compile(r"\^\s*(?:\{\s*(\d{1,4})\s*\}|(\d))")
_DEGREE = re.compile(r"\^\s*\{?\s*\\circ\s*\}?")
_WORDS = {
    "times": "x", "cdot": "·", "div": "÷", "pm": "±", "leq": "<=", "le": "<=", "geq": ">=",
    "ge": ">=", "neq": "≠", "approx": "≈", "sim": "~", "sum": "Σ", "Sigma": "Σ", "checkmark": "✓",
    "rightarrow": "→", "to": "→", "quad": " ", "qquad": " ", "ldots": "...", "dots": "...",
    "bullet": "•", "cents": "¢", "S": "§", "dagger": "†", "ddagger": "‡", "ast": "*",
}  # fmt: skip
_NAMED = re.compile(r"\\([A-Za-z]+)\s?")
_MATH_ESCAPE = re.compile(r"\\([$%&#_{}])")
_MATH_SPACE = re.compile(r"\\[,;:! ]|~")


def plain(line: str) -> str:
    """`line` without HTML, Markdown and LaTeX debris; blanks and tabs stay where they are."""
    if not line.isascii():
        line = _ODD.sub(lambda found: _HARMLESS[found.group()], line)
    if "\\" in line or line.count("$") > 1:
        line = _MATH.sub(_math, line)
    if "[" in line:
        line = _ANCHOR.sub(r"\1", _IMAGE.sub(r"\1", line))
    if "<" in line:
        line = _without_tags(line)
    if "*" in line:
        line = _ITALIC.sub(r"\1", _BOLD.sub(r"\2", line))
    if "\\" in line:
        line = _ESCAPED.sub(r"\1", _ESCAPED_POINT.sub(r"\1\2", line))
    if "&" in line:
        line = _ENTITY.sub(_entity, line)
    return line


def without_leaders(line: str, gap: str | None) -> str:
    """`line` with `gap` in place of the dots that lead the eye from a label to its figure."""
    if "..." not in line and ". . ." not in line and "…" not in line:
        return line
    return _LEADER.sub(gap if gap is not None else _blank, line)


def _blank(m: re.Match[str]) -> str:
    dots, after = m[0], m.string[m.end() : m.end() + 1]
    if after.isdigit() and dots.endswith(" .") and ".." in dots:
        # `........ .0855`: the last dot is of the figure.
        return " " * (len(dots) - 1) + "."
    return " " * max(len(dots), 3)


def raised(digits: str) -> str:
    """The same digits as superscript characters."""
    return digits.translate(RAISED)


def _without_tags(line: str) -> str:
    line = _RAISED_TAG.sub(r"\1", line)
    line = _DIGIT_TAG.sub(_small_digits, line)
    line = _BLOCK_TAG.sub(" ", _COMMENT.sub("", line))
    return _INLINE_TAG.sub("", line)


def _small_digits(found: re.Match[str]) -> str:
    return found.group(2).translate(RAISED if found.group(1).lower() == "sup" else LOWERED)


def _entity(found: re.Match[str]) -> str:
    said = html.unescape(found.group())
    return _HARMLESS.get(said, said) if said.isprintable() or said == "\u00a0" else ""


def _math(found: re.Match[str]) -> str:
    """Plain text of a formula; the match unchanged where the dollar signs mean money."""
    said = found.group(1) or found.group(2) or ""
    if not (_COMMAND.search(said) or found.group(2) or _is_bare_formula(said, found)):
        return found.group()
    text = _formula(said)
    return text if any(sign.isalnum() or sign in "✓•§†‡*" for sign in text) else ""


def _is_bare_formula(said: str, found: re.Match[str]) -> bool:
    """`$EO$` and `$ES(m) = x$` are formulas, `$O.O5 and $I.10` is money with misread digits."""
    after = found.string[found.end() : found.end() + 1]
    return said[0].isalpha() and not said[-1].isspace() and not (after.isalnum() or after == "$")


def _formula(said: str) -> str:
    for _ in range(6):
        opened = _FRACTION.sub(r"(\1) / (\2)", _UNWRAP.sub(r"\1", said))
        if opened == said:
            break
        said = opened
    said = _POWER.sub(lambda m: raised(m.group(1) or m.group(2)), _DEGREE.sub("°", said))
    said = _ORDINAL.sub(r"\1", said)
    said = _MATH_SPACE.sub(" ", _MATH_ESCAPE.sub(r"\1", said))
    said = _NAMED.sub(_command, said)
    return re.sub(r"[{}\\]", "", said).strip()


def _command(found: re.Match[str]) -> str:
    word = _WORDS.get(found.group(1), "")
    return word + " " if word and found.group().endswith(" ") else word
