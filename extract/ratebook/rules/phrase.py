"""Phrases of a rule file as patterns that forgive what scanning does to spacing and dots.

`P.S.C. [KY.] No.` is words; `[...]` may be missing, `(a|b)` are alternatives, `{n}` is replaced by
the caller. White space, dots and tabs between letters of different words may be lost or doubled.
The letter O also matches a zero, and the other way round: labels are known words, not values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product

import regex

_GAP = r"[\s._,:;'’()\-]{0,4}"
_ALIKE = {
    "O": "[O0Q]", "0": "[O0Q]", "I": "[I1l|]", "L": "[Ll1I|]", "1": "[1Il|]", "C": "[CG]",
    "K": "(?:K|IC)",
}  # fmt: skip


def phrase_pattern(phrase: str, fields: dict[str, str] | None = None) -> str:
    """The pattern source of one phrase. `fields` gives the patterns of its `{name}` places."""
    source = "".join(_piece(m, fields or {}) for m in _TOKEN.finditer(phrase))
    return source.removesuffix(_GAP)


def any_phrase(phrases: Iterable[str], places: dict[str, str]) -> str:
    """The pattern source of some phrases; a place that opens all of them is asked for once."""
    listed = list(phrases)
    for name in places:
        opens = f"{{{name}}} "
        if len(listed) > 1 and all(p.startswith(opens) for p in listed):
            rest = "|".join(phrase_pattern(p.removeprefix(opens), places) for p in listed)
            return phrase_pattern(opens + "{rest}", {**places, "rest": f"(?:{rest})"})
    return "|".join(phrase_pattern(p, places) for p in listed)


def plain_phrase(phrase: str) -> str:
    """A phrase without what may be missing."""
    return regex.sub(r"\[[^\]]*\]", "", phrase)


def phrase_group(
    name: str, phrases: tuple[str, ...], places: dict[str, str], tail: str = ""
) -> str:
    """The source of a named group of phrases, with a gap before the `tail`; empty without any."""
    if not phrases:
        return ""
    gap = r"[\s._:;\-]{0,5}" if tail else ""
    return rf"(?P<{name}>(?:{any_phrase(phrases, places)}){gap}){tail}"


_TOKEN = regex.compile(
    r"\{(?P<field>\w+)\}|(?P<open>\[)|(?P<close>\])|(?P<sign>[()|])|(?P<text>[^][(){}|]+)"
)


def _piece(m: regex.Match[str], fields: dict[str, str]) -> str:
    if m["field"]:
        return fields[m["field"]] + _GAP
    if m["open"]:
        return "(?:"
    if m["close"]:
        return ")?"
    if m["sign"]:
        return {"(": "(?:", ")": ")", "|": "|"}[m["sign"]]
    words = regex.findall(r"[^\W_]+|[&]", m["text"])
    return "".join(_word(word) + _GAP for word in words)


def _word(word: str) -> str:
    if word.lower() == "no":
        return "[NWH] ?[O0Qea°º]"
    if len(word) >= 5 and word.isalpha():
        # With one slip, the first or the second letter is right: a quick test at every sign.
        return rf"(?={word[0]}|. ?{word[1]})(?:{' ?'.join(word)}){{s<=1}}"
    return " ?".join(_ALIKE.get(letter.upper(), regex.escape(letter)) for letter in word)


_NO_LETTER = re.compile(r"[\W_]+")
_LOOK, _ALIKE_AS = "0q1l|g", "ooiiic"
_ONE_SHAPE = str.maketrans(_LOOK, _ALIKE_AS)
_SMALL = bytes(range(256)).lower()
_SHAPED = _SMALL.translate(bytes.maketrans(_LOOK.encode(), _ALIKE_AS.encode()))
_DROPPED = bytes(code for code in range(128) if not chr(code).isalnum())
_DROPPED_IN_LINES = _DROPPED.replace(b"\n", b"")
_SHAPES = {"o": "[o0q]", "i": "[i1l|]", "c": "[cg]"}
_SHORT = 3
_MAY_MISS = re.compile(r"\[[^\]]*\]|\{\w+\}|\([^)]*\)")


@lru_cache(maxsize=16384)
def skeleton(text: str) -> str:
    """Letters and digits of a phrase, small: what is left of it when spacing cannot be trusted."""
    if text.isascii():
        return text.encode().translate(_SMALL, _DROPPED).decode()
    return _NO_LETTER.sub("", text.lower())


def skeleton_of_lines(text: str) -> str:
    """The skeletons of the lines of a text, made of all of it at once; their line feeds stay."""
    if text.isascii():
        return text.encode().translate(_SMALL, _DROPPED_IN_LINES).decode()
    return "\n".join(map(skeleton, text.split("\n")))


@lru_cache(maxsize=256)
def skeletons(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The skeletons of a list of a profile, each once."""
    return tuple(dict.fromkeys(map(skeleton, phrases)))


def silhouette_of_lines(text: str) -> str:
    """The silhouettes of the lines of a text; their line feeds stay."""
    if text.isascii():
        return text.encode().translate(_SHAPED, _DROPPED_IN_LINES).decode()
    return skeleton_of_lines(text).translate(_ONE_SHAPE)


def lines_with(piece: str, text: str) -> Iterator[int]:
    """The indices of the lines of a text in which a piece stands: few do, and none is asked."""
    line, counted, found = 0, 0, text.find(piece)
    while found >= 0:
        line, counted = line + text.count("\n", counted, found), found
        yield line
        end = text.find("\n", found)
        found = text.find(piece, end + 1) if end >= 0 else -1


def silhouette(text: str) -> str:
    """The skeleton with the signs that look alike made one: a quick test before a pattern."""
    if text.isascii():
        return text.encode().translate(_SHAPED, _DROPPED).decode()
    return skeleton(text).translate(_ONE_SHAPE)


def innermost(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of some texts in which no other stands: what holds any of them holds one of these."""
    found: list[str] = []
    for text in sorted(set(texts), key=lambda text: (len(text), text)):
        if not any(known in text for known in found):
            found.append(text)
    return tuple(found)


def pieces(text: str, slips: int) -> tuple[str, ...]:
    """Pieces of a text one of which stands whole in every copy of it with at most so many slips:
    a quick test before a fuzzy one."""
    cuts = [len(text) * n // (slips + 1) for n in range(slips + 2)]
    return tuple(text[a:b] for a, b in pairwise(cuts))


_CHOICE = re.compile(r"\[([^\[\]]*)\]|\(((?:[^()]|\([^()]*\))*\|(?:[^()]|\([^()]*\))*)\)")


def wordings(text: str) -> tuple[str, ...]:
    """All ways to say a text in which `[words]` and `[a|b]` may be missing and `(a|b)` are
    alternatives; brackets around anything else are printed."""
    fixed = _CHOICE.sub("\0", text).split("\0")
    choices = [
        [*([""] if m[1] is not None else []), *(m[1] or m[2] or "").split("|")]
        for m in _CHOICE.finditer(text)
    ]
    ways = (zip(fixed, (*way, ""), strict=True) for way in product(*choices))
    made = dict.fromkeys(" ".join("".join(a + b for a, b in way).split()) for way in ways)
    return (*filter(None, made),)


def hint(phrase: str) -> str:
    """The longest piece of a phrase that is always printed, as a silhouette."""
    pieces = [silhouette(piece) for piece in _MAY_MISS.split(phrase)]
    return max(pieces, key=len)


def opens_short(phrase: str) -> bool:
    """Whether the hint of a phrase is so short that it stands inside many words, and opens it."""
    return len(hint(phrase)) <= _SHORT and silhouette(_MAY_MISS.split(phrase)[0]) == hint(phrase)


def spread(outline: str) -> str:
    """The pattern source of a silhouette over a text as it is printed, small letters."""
    return r"[\W_]*".join(_SHAPES.get(sign, re.escape(sign)) for sign in outline)
