"""Words that worn print or an engine damaged, told from a single reading: no word of the trade, and
one as soon as a letter is taken for what it looks like, or as a lost space is set again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from ratebook.rules.lookup import load_lookup
from ratebook.rules.vocabulary import Key

_WORD = regex.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*-{0,2}")
_SPACED = regex.compile(r"(?<!\S)(?:\w ){4,}\w(?!\w)")
_SIGNS = regex.compile(
    r"(?<!\w)\w?1-[lL]|lY[IT]|(?<!\w)IC[a-z]|[^\W\d_]--|(?<!\w)rn(?!\w)|(?<!\w)0[a-z]"
    r"|[a-z]\d[a-z]|\p{Ll}-(?:or|and)(?!\w)|(?<!\w)ever-(?!\w)|[a-z]{2}[|!\]\[][a-z]"
)
"""What no word has in it: `1-lazel`, `lYIEMBERSHIP`, `ICentucky`, `ovei--`, `rn`, `over-or`."""
_INNER = regex.compile(r"\p{Ll}\p{Lu}")
_SET_AGAINST = regex.compile(r"\p{L}{2}\d{2}|\d\p{Lu}\p{Ll}{2}|\p{L},\p{L}|^\p{Lu}{2}\p{Ll}{2}")
"""A capital or a figure against letters, a comma without its space."""
_CAPITAL_INSIDE = regex.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|Des|St)\p{Lu}|[a-z]{1,2}\p{Lu}")
_CLUSTER = regex.compile(
    r"(?!sc|lc[hikrt])[bdfghjklmprstvwxz]c[bdfgjmnpqsvwxz]|tcr[^aeiouy]|\p{Ll}dcl|cl$|^[bdfgjklmnpqrtvwxz]c[^ck]"
    r"|(?<=[bcdfghjklmnpqrstvwxz])(?:nc|rc)(?=[bdfgjmnpqvwxz])|iii|[bcdfgkmnpstvwxz]l[bcdfgkmnprstvwxz]|^kls"
)
"""Letters that stand beside each other in no name: `Tollcsboro`, `Madclox`, `Sharpsviiie`."""
_PLAIN = (
    ("rn", "m"), ("cl", "d"), ("li", "h"), ("vv", "w"), ("ii", "n"), ("ii", "ll"), ("ii", "u"),
    ("iii", "m"), ("iii", "ill"), ("iniii", "mm"), ("ni", "m"), ("nn", "rm"), ("ti", "tt"),
    ("m", "rn"), ("u", "li"), ("ic", "k"),
    ("i-", "r"), ("l-", "r"), ("ll", "il"), ("ti", "h"), ("fi", "ff"), ("tli", "th"),
)  # fmt: skip
_SINGLE = (
    *(pair for a in ("ce", "eo", "ec", "il", "it", "lt", "bh", "vy", "cg", "nw", "nu", "ao", "fe",
                     "ft", "kh", "ae", "ij", "lj", "mn", "rt")
      for pair in ((a[0], a[1]), (a[1], a[0]))),
)  # fmt: skip
_LONG = 7
"""From this length a word in capital letters or with one is no other word's neighbour by chance."""
_TWICE = 9
_LITTLE = frozenset(
    ("of", "to", "in", "on", "at", "by", "or", "as", "is", "the", "and", "for", "from", "with",
     "per", "all")
)  # fmt: skip
_INFLECTIONS = ("s", "es", "d", "ed", "ing", "ly", "able")
_ENDS = ("of", "for", "the", "and", "with", "from")
_PARTS = frozenset(
    ("re", "co", "non", "pre", "sub", "multi", "semi", "anti", "bi", "tri", "mini", "un", "de",
     "pro", "inter", "over", "under", "mis", "dis")
)  # fmt: skip
_LONE = frozenset("sdyrnetghl")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(load_lookup("words", {"words": Key("text", required=True)})["words"].split())


def is_word(text: str) -> bool:
    """Whether tariffs, orders and guides are known to print this word."""
    return text.lower() in _known()


@lru_cache(maxsize=4096)
def worn_text(text: str) -> str | None:
    """The first worn part of a text: letters spaced apart, signs within words, a word that is near
    to a known one (`rnonth`, `ofthe`); None where nothing shows."""
    found = _SPACED.search(text) or _SIGNS.search(text)
    if found is not None:
        return found[0]
    return next((word for word in _WORD.findall(text) if worn_word(word)), None)


@lru_cache(maxsize=4096)
def worn_name(text: str) -> str | None:
    """The same of a text of names and addresses, whose words nobody knows: also a capital or a
    figure set against letters, a lost space behind a comma, letters that no name has beside each
    other."""
    if (found := worn_text(text)) is not None:
        return found
    for word in text.split():
        if _SET_AGAINST.search(word):
            return word
        if _INNER.search(word) and not _CAPITAL_INSIDE.match(word):
            return word
        bare = word.strip(".,;:()").lower()
        if bare.isalpha() and bare not in _known() and _CLUSTER.search(bare):
            return word
    return None


def near_another(words: Iterable[str], others: Iterable[str]) -> str | None:
    """A word that is one misread letter away from another of the same document, neither known."""
    told = {word.lower() for word in others}
    for word in words:
        said = word.lower()
        if said not in _known() and any(v in told and v != said for v in _variants(said, _SINGLE)):
            return word
    return None


@lru_cache(maxsize=8192)
def worn_word(word: str) -> str | None:
    """The known word or words that a word was before it was worn; None for known words and names.
    Small letters are read more strictly than names."""
    said = word.lower().replace("’", "'")
    known = _known()
    if said in known or len(said) < 2 or said.removesuffix("'s").rstrip("'-") in known:
        return None
    if "-" in said:
        return _hyphened(said)
    if _made_of(said):
        return None
    if "'" in said or (word.isupper() and len(word) < _LONG - 2):
        return None
    return _unmade(word, said) or _unspaced(word, said)


def _made_of(said: str) -> bool:
    """Whether a word is a known one with an ending or with a syllable before it."""
    known = _known()
    if any(said.endswith(e) and said[: -len(e)] in known for e in _INFLECTIONS if len(said) > 5):
        return True
    return any(said.startswith(p) and len(said) > len(p) + 4 and said[len(p) :] in known
               for p in _PARTS)  # fmt: skip


def _hyphened(said: str) -> str | None:
    """A word broken by the hyphen that an `r` was read as: `i-eview`, `factoi-`."""
    parts = [part for part in said.split("-") if part]
    if all(part in _known() or part in _PARTS for part in parts):
        return None
    joined = regex.sub(r"[il]-", "r", said)
    if joined != said and "-" not in joined:
        return joined if joined in _known() or len(joined) > _LONG - 3 else None
    found = (worn_word(part) for part in parts if len(part) > 4 or said.endswith("-"))
    return next((f"{said}: {part}" for part in found if part), None)


def _unmade(word: str, said: str) -> str | None:
    """The known word of which letters were taken for what they look like."""
    known, lower = _known(), word.islower()
    if len(said) < 4:
        # Short words become another by any letter.
        found = _variants(said, (*_PLAIN, *_SINGLE))
        return next((v for v in found if lower and v in _LITTLE), None)
    if found := next((v for v in _variants(said, _PLAIN) if v in known), None):
        return found if lower or len(said) >= _LONG - 2 else None
    if not lower and len(said) < _LONG - word.isupper():
        return None
    if found := next((v for v in _variants(said, _SINGLE) if v in known), None):
        return found
    if len(said) < _TWICE:
        return None
    both = (v for once in _variants(said, (*_PLAIN, *_SINGLE)) for v in _variants(once, _SINGLE))
    return next((v for v in both if v in known), None)


def _variants(said: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The word with each of the signs taken for the other, one at a time."""
    for drawn, meant in pairs:
        at = said.find(drawn)
        while at >= 0:
            yield said[:at] + meant + said[at + len(drawn) :]
            at = said.find(drawn, at + 1)


def _unspaced(word: str, said: str) -> str | None:
    """The known words that lost the space between them: `ofthe`, `surchargefactor`, `monthm`."""
    known = _known()
    if not word.islower() and not _INNER.search(word):
        if len(said) < _TWICE:
            return None
        ends = (e for e in _ENDS if said.endswith(e) and said[: -len(e)] in known)
        return next((f"{said[: -len(e)]} {e}" for e in ends), None)
    for at in range(2, len(said) - 1):
        one, other = said[:at], said[at:]
        if one not in known or other not in known:
            continue
        little = one in _LITTLE or other in _LITTLE
        if (
            min(len(one), len(other)) > 4
            or (little and len(said) > 4)
            or (min(len(one), len(other)) > 3 and len(said) >= _TWICE + 3)
        ):
            return f"{one} {other}"
    lone = len(said) > 4 and said[:-1] in known and said[-1] not in _LONE
    return f"{said[:-1]} {said[-1]}" if lone else None
