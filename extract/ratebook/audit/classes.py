"""The closed list of noise classes: what happens to printed words on their way through a scanner
and a reader, and which of them a pair of printed and read token shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class NoiseClass:
    """A way a token gets damaged, with an example: as it was read, as it was meant."""

    name: str
    example: tuple[str, str]
    target: str = "number"


CLASSES: tuple[NoiseClass, ...] = (
    NoiseClass("point for comma", ("2,418.903", "2,418,903")),
    NoiseClass("comma for point", ("0,06185", "0.06185")),
    NoiseClass("inner space", ("18 3,207", "183,207")),
    NoiseClass("space after point", ("7. 25", "7.25")),
    NoiseClass("letter for digit", ("$O.O3l7", "$0.0317")),
    NoiseClass("misread digit", ("0.0861", "0.0561")),
    NoiseClass("stray mark", ("114.20)", "114.20")),
    NoiseClass("leading stroke", ("| 9,302", "9,302")),
    NoiseClass("lost leading digit", (".507", "8.507")),
    NoiseClass("lost digits", ("12.~", "12.45")),
    NoiseClass("lost point or comma", ("1234", "12.34")),
    NoiseClass("sign or currency", ("S 4.10", "$ 4.10")),
    NoiseClass("digits added", ("1145.2", "114.2")),
    NoiseClass("stamp over", ("CTIVE 4MMISSION", "41.3"), "stamp"),
    NoiseClass("stamp beside", ("41.3 PURSUANT TO", "41.3"), "stamp"),
    NoiseClass("nothing read", ("", "41.3"), "any"),
    NoiseClass("markup", ("**41.3**", "41.3"), "any"),
    NoiseClass("letterspaced", ("R a t e", "Rate"), "word"),
    NoiseClass("word split", ("Compa ny", "Company"), "word"),
    NoiseClass("spaces lost", ("NO.12CANCELLING", "NO. 12 CANCELLING"), "word"),
    NoiseClass("dash or quote", ("North - West", "North – West"), "word"),
    NoiseClass("capitals", ("rate E", "Rate E"), "word"),
    NoiseClass("glyphs", ("Coininission", "Commission"), "word"),
    NoiseClass("cut off", ("Secondary Serv", "Secondary Service"), "word"),
    NoiseClass("words added", ("Rate E Tariff Branch", "Rate E"), "word"),
    NoiseClass("destroyed", ("~4~!n=O", "4/15/2012"), "any"),
)
"""Every class there is; `name_of` gives no other."""
NAMES: tuple[str, ...] = tuple(c.name for c in CLASSES)

_NUMBER = re.compile(r"[$(\-]?[\s$]*[\d,]*\.?\d+[\s%)]*")
_LETTER_DIGIT = {
    "0": "OoQDU",
    "1": "lI|i!",
    "2": "Zz",
    "4": "A",
    "5": "Ss",
    "6": "bG",
    "8": "B",
    "9": "gq",
}
_MARKUP = re.compile(r"\*\*|__|</?\w+>|\\|^#+\s")
_DRAWN = str.maketrans("‐‑‒–—−‘’“”~", "------''\"\"-")
_MARKS = frozenset("'’‘\".,;:)(]_|~^°·•*!-—– `/\\[")


def name_of(seen: str, meant: str) -> str | None:
    """The class of noise that made `meant` be read as `seen`; None where they are the same."""
    one, other = " ".join(seen.split()), " ".join(meant.split())
    if one == other:
        return None
    if not one:
        return "nothing read"
    tests = _NUMBER_TESTS if _NUMBER.fullmatch(other) else _WORD_TESTS
    return next((name for name, test in tests if test(one, other)), "destroyed")


def _bare(text: str) -> str:
    return "".join(text.split())


def _same_shape(seen: str, meant: str, pairs: Callable[[str, str], bool]) -> bool:
    """Equal length, and every sign that differs is such a pair."""
    one, other = _bare(seen), _bare(meant)
    return len(one) == len(other) and all(
        pairs(s, m) for s, m in zip(one, other, strict=True) if s != m
    )


def _is_letter(s: str, m: str) -> bool:
    return s in _LETTER_DIGIT.get(m, "") or (m.isdigit() and s.isalpha())


def _edge(seen: str, meant: str) -> tuple[str, str] | None:
    """What stands before and after the meant token where it is whole."""
    if meant not in seen:
        return None
    before, _, after = seen.partition(meant)
    return before, after


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _marks(text: str) -> bool:
    return bool(text) and all(c in _MARKS or c.isspace() for c in text)


def _stray(s: str, m: str) -> bool:
    edge = _edge(s, m)
    if edge is None or edge[0].strip():
        return False
    return len(edge[1].strip()) <= 2 and _marks(edge[1])


def _stroke(s: str, m: str) -> bool:
    edge = _edge(s, m)
    return (
        edge is not None
        and bool(edge[0])
        and len(edge[0].strip()) <= 2
        and (_marks(edge[0]) or edge[0].strip() in ("I", "l", "i"))
        and not edge[1].strip()
    )


def _beside(s: str, m: str) -> bool:
    edge = _edge(s, m)
    return edge is not None and sum(c.isalpha() for c in "".join(edge)) >= 3


def _markup(s: str, m: str) -> bool:
    return _MARKUP.sub("", s) != s and _bare(_MARKUP.sub("", s)) == _bare(_MARKUP.sub("", m))


def _lost_lead(s: str, m: str) -> bool:
    d, e = _digits(s), _digits(m)
    return 0 < len(d) < len(e) and e.endswith(d) and _bare(m).endswith(_bare(s).lstrip("$ "))


def _lost(s: str, m: str) -> bool:
    d, e = _digits(s), _digits(m)
    return len(d) < len(e) and sum(c.isalpha() for c in s) < 3


def _currency(s: str, m: str) -> bool:
    return _bare(s).lstrip("$S§-(").rstrip("%)") == _bare(m).lstrip("$-(").rstrip("%)")


def _cut(s: str, m: str) -> bool:
    one, other = _bare(s), _bare(m)
    return (
        len(one) < len(other) and len(one) >= 2 and (other.startswith(one) or other.endswith(one))
    )


def _spaced(s: str, m: str) -> bool:
    return _bare(s) == _bare(m) and s.count(" ") >= max(2, len(_bare(m)) // 2)


def _near(s: str, m: str) -> bool:
    longest = max(len(s), len(m))
    return Levenshtein.distance(s[:400], m[:400]) <= max(2, 0.45 * longest)


_NUMBER_TESTS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("markup", _markup),
    ("space after point", lambda s, m: re.sub(r"\.\s+", ".", s) == m),
    ("inner space", lambda s, m: _bare(s) == _bare(m)),
    ("stray mark", _stray),
    ("leading stroke", _stroke),
    ("stamp beside", _beside),
    ("sign or currency", _currency),
    ("stamp over", lambda s, m: sum(c.isalpha() for c in s) > max(3, len(_digits(m)))),
    ("point for comma", lambda s, m: _same_shape(s, m, lambda a, b: b == "," and a == ".")),
    ("comma for point", lambda s, m: _same_shape(s, m, lambda a, b: b == "." and a == ",")),
    ("letter for digit", lambda s, m: _same_shape(s, m, _is_letter)),
    ("misread digit", lambda s, m: _same_shape(s, m, lambda a, b: a.isdigit() and b.isdigit())),
    ("lost leading digit", _lost_lead),
    ("lost digits", _lost),
    ("lost point or comma", lambda s, m: _digits(s) == _digits(m)),
    ("digits added", lambda s, m: len(_digits(s)) > len(_digits(m))),
    ("letter for digit", lambda s, m: any(c.isalpha() for c in s) and _near(s, m)),
    ("misread digit", lambda s, m: _near(s, m)),
)
_WORD_TESTS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("markup", _markup),
    ("letterspaced", _spaced),
    ("word split", lambda s, m: _bare(s) == _bare(m) and s.count(" ") > m.count(" ")),
    ("spaces lost", lambda s, m: _bare(s) == _bare(m)),
    ("dash or quote", lambda s, m: _bare(s.translate(_DRAWN)) == _bare(m.translate(_DRAWN))),
    ("capitals", lambda s, m: _bare(s).casefold() == _bare(m).casefold()),
    ("stray mark", _stray),
    ("leading stroke", _stroke),
    ("words added", _beside),
    ("cut off", _cut),
    ("glyphs", _near),
)
