"""Worn words on a charge sheet: spaced or glued letters, and words near to a known one.

A worn word is never mended here. In a name it makes the name doubtful; where it is near to a word
that sets a condition (`Off-Pcak`), the price beside it is not read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import regex
from rapidfuzz import fuzz, process

from ratebook.forms.charges.words.words import charge_words, word_pattern
from ratebook.forms.tokens.worn import is_word, worn_text
from ratebook.rules.lookup import name_words

_SPACED = re.compile(r"(?<!\S)(?:\S\s+){3,}\S(?!\S)")
_RATED = regex.compile(r"\b(?:rates?|charges?|prices?|amounts?)\b", regex.IGNORECASE)
_GLUED = regex.compile(
    r"[a-z]{2}[A-Z][a-z]|[a-z]\d[a-z]|[A-Z]{2}[a-z]{2,}[A-Z]|(?<![A-Za-z])[lI][A-Z][A-Z]?[a-z]"
    r"|[a-z]{3}\([A-Z]|\d,\d{1,2}(?![\d,])"
)
# `< 5000` and `>= 5000` compare a size.
_DEBRIS = regex.compile(r"[~^\\\]\[_{}¬§|]|(?<![<>])=|[<>]=?(?!=?\s?\d)")
_EQUATION = regex.compile(r"\([A-Z]{1,5} = [A-Z]{1,5}(?: [-+–] [A-Z]{1,5})+\)")
"""`(GCR = EGC + AA + BA)`: of which sums a price is made."""
_LETTERED_SUM = regex.compile(r"(?<!\S)[A-Z](?:\s[-+–]\s[A-Z])+(?![^\s,;.)])")
"""`Gas Cost Recovery Rate, A + B + C`: of which lines of its list a price is the sum."""
_WORD = regex.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEGUN = regex.compile(
    r"\$\W{1,3}$|\d $|\$\s?[\d.,]+\s{1,3}$|(?<![\d,.])(?:\d*\.\d+|\d+,(?:\d{1,2}|\d{4,}))\s{1,3}$"
    r"|(?<![\d,.])\d+[.,]\s{1,3}$|(?:^|\t)[^\w\t]*\d[\d.,]*\s*\t\s*$"
)
_ITEM_NUMBER = regex.compile(r"^\s*\d{1,2}\.\s+$")
_GOES_ON = regex.compile(r"\s{0,2}[.,·']?\s?\d|[-–.,·]{0,3}[_~=^|¬\\<>{}\[\]]|\t[.,]")
_RANGED = regex.compile(
    r"\t\d{1,3}(?:,\d{3})*\s*(?:-|–|to\b|and\s+(?:over|above)\b)\s*[\d,]*\s*[A-Za-z]{2}"
)
"""A cell that begins with a range of sizes goes on with no figure before it."""
_MEASURE = regex.compile(
    r"\t\s*(?:1,?000|100)\s+(?:gal(?:lon)?s?|cubic\s+f(?:ee|oo)t|cu\.?\s?ft)\b\.?[\s.]*$",
    regex.IGNORECASE,
)
"""Nor does the measure that a price is by: `$14.74 | 1,000 gal.`"""
_PIECE = regex.compile(r"[^\w$¢%]*[$]?\s?[(-]?\s?(?:\d[\d.,]*|[.,]\d+)[^\w$]*[¢%]?[^\w$]*")
_INFLECTIONS = ("s", "es", "d", "ed", "ing", "er", "r", "ers", "rs", "'s", "ly", "est", "ment")
_PREFIXES = ("co", "re", "un", "non", "pre", "over", "under", "inter", "sub", "dis", "mis", "multi")
_PLACE = regex.compile(
    r"\b[A-Z][a-z]+\s(?:[A-Z][a-z]+\s)?(?:Creek|Ridge|River|Valley|Fork|Lake|Branch|County|Hills?)\b"
)
"""`Licking Ridge`: no word of it is a condition that is worn."""
_BODY = regex.compile(
    r"\b(?:City|Town|Village|Association|Assn|District|Company|County|Utilit(?:y|ies)|System|Corporation"
    r"|Authority|Department|Commission|Subdivision|University|College|Division|Creek|Fork|River"
    r"|Valley|Ridge|Springs?|Hollow|Lake|Mountain|Road|Street|Avenue|Pike|Heights|Grove"
    r"|(?:CITY|TOWN|VILLAGE|COUNTY)\s+OF(?=\s+[A-Z][a-z]))\b"
)
_DIGIT_IN_WORD = regex.compile(
    r"(?<!\w)(?:[A-Za-z]{4,}[015]|p[co]r)(?!\w)|(?<![\w.])(?:0[A-Za-z]|1[a-z]{3})"
)
_ENDS = (
    "ion", "ions", "ive", "ing", "ings", "ed", "er", "ers", "or", "ors", "ment", "ments", "ance",
    "al", "ally", "ly", "ity", "able", "ary", "e", "es", "s", "ation", "ant", "ern", "y", "ies",
)  # fmt: skip
_ONE_NUMBER = regex.compile(r"\$?\(?-?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?\)?[¢%]?")
_SHORTEST = 4
_NEAREST = 5
_ALIKE = 80
_STAMPS_RULE = "5:011"
_SPLIT = 74
_PEAK = 75


@lru_cache(maxsize=4096)
def debris(text: str) -> bool:
    """Whether signs stand in a text that no heading or label has."""
    return _DEBRIS.search(text) is not None


@lru_cache(maxsize=4096)
def stamped(text: str) -> bool:
    """Whether words of the Commission's stamp stand in a line of the body."""
    return _stamp().search(text) is not None


def cites(text: str) -> bool:
    """Whether such words are of a sentence: in small letters, as no stamp prints them, or of
    another regulation than the stamp's."""
    found = (m[0] for m in _stamp().finditer(text))
    other = "KAR" in text and _STAMPS_RULE not in text
    return all(not said.isupper() or (other and said.endswith("KAR")) for said in found)


def goes_on(after: str) -> bool:
    """Whether a figure goes on behind a gap or a stroke, or ends in what is left of digits."""
    if _GOES_ON.match(after) is None:
        return False
    return _RANGED.match(after) is None and _MEASURE.match(after) is None


def begun(before: str, price: str) -> bool:
    """Whether what stands before a price without a sign of its own may be its first digits."""
    if price.lstrip("( ")[:1] in ".," and regex.search(r"\d\s{0,3}$", before):
        return True
    return _BEGUN.search(before) is not None and not _ITEM_NUMBER.match(before)


def joined(left: str, right: str) -> str | None:
    """The figure that two neighbouring cells may be the halves of; None where they are none."""
    if not _PIECE.fullmatch(left.strip()) or not _PIECE.fullmatch(right.strip()) or "$" in right:
        return None
    whole = regex.sub(r"[^\d.,$¢%()-]", "", left + right)
    return whole if _ONE_NUMBER.fullmatch(whole) else None


@lru_cache(maxsize=256)
def heads_quantities(heading: str) -> bool:
    """Whether a column heading names what is counted or measured, so that its figures are whole."""
    words = charge_words()["quantities"]
    named = {w.lower() for w in (*words["words"], *words["columns"])}
    said = regex.sub(r"[^\w\s-]", " ", heading.lower()).split()
    if not _RATED.search(heading):
        # `1,000 Gal. per Month` counts as `Gallons` do.
        said = [w for w in said if not w.isdigit()]
    counts = not named.isdisjoint(said) or word_pattern("quantities", "words").search(heading)
    return bool(counts) and all(w in named or w in _known() for w in said)


@lru_cache(maxsize=256)
def opens_quantity(heading: str) -> bool:
    """Whether a column heading begins with what is counted: `Lumens`, `kWh per Month`."""
    words = charge_words()["quantities"]
    first = heading.lower().split()[:1]
    return bool(first) and first[0] in {w.lower() for w in (*words["words"], *words["columns"])}


@lru_cache(maxsize=2048)
def worn(text: str, typeset: bool = False) -> bool:
    """Whether a name was damaged: spaced or glued letters, or a word that is nearly a known one.
    `typeset`: a program drew its letters, none of which is taken for another."""
    if "=" in text:
        text = _EQUATION.sub(" ", text)
    if " + " in text:
        text = _LETTERED_SUM.sub(" ", text)
    if _SPACED.search(text) or _GLUED.search(text) or debris(text):
        return True
    if typeset:
        return False
    words = _WORD.findall(text)
    if _BODY.search(text):
        # The name of a place or company is no word of the list.
        words = [w for w in words if w.isupper() or not w[:1].isupper()]
        said = text
    else:
        said = " ".join(w.lower() if w.istitle() else w for w in text.split())
    return any(map(_nearly, words)) or worn_text(said) is not None


def _nearly(word: str) -> bool:
    """Whether a word is nearly a known one. Another word of the language (`drawn` beside `dawn`)
    is itself, unless what it is near to names a season or a time."""
    found = near(word)
    parts = word.split("-")
    whole = is_word(word) or (len(parts) > 1 and all(len(p) > 1 and is_word(p) for p in parts))
    return found is not None and (not whole or found in _times())


@lru_cache(maxsize=2048)
def condition_near(text: str) -> str | None:
    """The word of a condition that some worn word of the text is near to."""
    if _SPACED.search(text):
        return "spaced letters"
    if _DIGIT_IN_WORD.search(text):
        return "digits for letters"
    for word in _WORD.findall(_PLACE.sub(" ", text)):
        found = near(word)
        if found in _conditions() and not _is_longer_word(word, found or ""):
            return found
    return None


def _is_longer_word(word: str, found: str) -> bool:
    """Whether a word that is near to another is one by itself, of other length than a misread
    letter makes: `periodic`."""
    return abs(len(word) - len(found)) > 1 and is_word(word)


def one_letter_off(text: str) -> bool:
    """Whether a longer word differs in one letter from a known one (`MUNTHLY`). Both engines may
    read a worn letter alike."""
    words = [word.lower() for word in _WORD.findall(text) if len(word) > _NEAREST]
    return any(
        known is not None
        and len(known) == len(word)
        and sum(a != b for a, b in zip(word, known, strict=True)) == 1
        for word, known in ((word, near(word)) for word in words)
    )


def is_known(word: str) -> bool:
    """Whether charge sheets are known to use a word; signs around it do not count."""
    return word.strip(" .,;:()").lower() in _known()


def strange(words: tuple[str, ...]) -> bool:
    """Whether a longer word among these is none of those charge sheets are known to use."""
    return any(len(w) >= _NEAREST and w.isalpha() and w.lower() not in _known() for w in words)


@lru_cache(maxsize=4096)
def near(word: str) -> str | None:
    """The known word that an unknown one is near to; None for known words and strange ones."""
    said = word.lower().replace("’", "'")
    known = _known()
    if len(said) == _SHORTEST and said not in known and fuzz.ratio(said, "peak") >= _PEAK:
        return "peak"
    if len(said) < _NEAREST or said in known or any(said + e in known for e in ("s", "d", "ed")):
        return None
    if _inflected(said, known):
        return None
    if len(said) > _NEAREST + 1 and not _stems(said).isdisjoint(_known_stems()):
        return None
    if "-" in said and all(part in known for part in said.split("-")):
        return None
    enough = _SPLIT if "-" in said or len(said) > _NEAREST else _ALIKE
    best = process.extractOne(said, _listed(), scorer=fuzz.ratio, score_cutoff=enough)
    return best[0] if best and abs(len(best[0]) - len(said)) <= 2 else None


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    words: set[str] = set()
    names = name_words()
    for text in (*_texts(charge_words()), *names.body_headings, *names.shared_headings):
        words.update(w.lower() for w in regex.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text))
        words.update(w.lower() for w in regex.findall(r"[^\W\d_]+", text))
    return frozenset(words)


def _inflected(said: str, known: frozenset[str]) -> bool:
    """Whether a word is a known one with an ending, or with a syllable before it."""
    for end in _INFLECTIONS:
        if said.endswith(end):
            stem = said[: -len(end)]
            if stem in known or (len(stem) >= _SHORTEST and stem + "e" in known):
                return True
    return any(said.startswith(p) and said[len(p) :] in known for p in _PREFIXES)


def _stems(word: str) -> set[str]:
    """What is left of a word without the ends by which words are made of others."""
    return {word[: -len(e)] for e in _ENDS if word.endswith(e) and len(word) - len(e) >= _NEAREST}


@lru_cache(maxsize=1)
def _known_stems() -> frozenset[str]:
    return frozenset(s for w in _known() for s in (w, *_stems(w)))


@lru_cache(maxsize=1)
def _listed() -> list[str]:
    return sorted(w for w in _known() if len(w) >= _SHORTEST)


@lru_cache(maxsize=1)
def _times() -> frozenset[str]:
    words = charge_words()
    texts = (*_texts(words["seasons"]), *_texts(words["periods"]))
    return frozenset(w.lower() for text in texts for w in (*text.split(), text))


@lru_cache(maxsize=1)
def _conditions() -> frozenset[str]:
    words = charge_words()
    texts = (
        *words["words"]["conditions"],
        *_texts(words["seasons"]),
        *_texts(words["periods"]),
        *words["measures"],
        *words["quantities"]["words"],
    )
    return frozenset(w.lower() for text in texts for w in (*text.split(), text))


@lru_cache(maxsize=1)
def _stamp() -> regex.Pattern[str]:
    body = "|".join(regex.escape(w) for w in charge_words()["words"]["stamp"])
    return regex.compile(rf"\b(?:{body})\b", regex.IGNORECASE)


def _texts(of: Any) -> list[str]:
    """All texts of a lookup, keys of its maps among them."""
    if isinstance(of, str):
        return [of]
    if isinstance(of, dict):
        return [t for k, v in of.items() for t in (str(k), *_texts(v))]  # type: ignore[misc]
    return [t for v in of for t in _texts(v)] if isinstance(of, list) else []  # type: ignore[misc]
