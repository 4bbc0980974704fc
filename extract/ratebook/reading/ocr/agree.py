"""Two engines' words laid over each other: each word learns what the other engine read there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from statistics import median

from ratebook.model.page import Box, Word, same_reading
from ratebook.reading.ocr.quality import is_small_word

COMMON = 0.5
"""Share of the lower word's height, and of the narrower word's width, that two words have in
common at least where they stand in the same place."""
_SAYS = re.compile(r"[0-9A-Za-z]|^[-–—]$")
_DASHES = ("-", "–", "—")
"""A dash alone in a money column is a zero."""
_DUST = ":;'`\"·~*^."
_AROUND = ".,;:()"
_WORD = re.compile(r"[A-Za-z]+(?:[-/'][A-Za-z]+)*")
_BROKEN_GROUP = re.compile(r"\d{1,3}(?:,\d{3})*,\d\d")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_DOUBLED = re.compile(r"(?<=[A-Za-z])[-–—]{2}(?=[A-Za-z])")
_NUMBER_SIGN = re.compile(r"(?<=[a-z]) ?#(?=\d)")
_BETWEEN_FACTS = re.compile(r"[·•\-–—] ?(?=[A-Za-z\d])")
_MIDDLE = ("+", "-", "•", "·", "*")
"""What an engine takes a dot between facts for; a full stop alone is no word."""
_THIN = "iIlj"
LOST = 2
"""Letters of a word that an engine may drop."""
SURE = 0.6
"""A word that the second engine alone saw is kept from this score on."""


def confirmed(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """The words with `second` filled in, and after them those the second engine alone saw."""
    seconds, alone = second_readings(words, others)
    known = [_heard(word, second) for word, second in zip(words, seconds, strict=True)]
    usual = median([w.box[3] - w.box[1] for w in words if w.box] or [0.0])
    return known + [replace(word, second="") for word in alone if _is_text(word, usual)]


def _heard(word: Word, second: str) -> Word:
    """The word with its second reading. Of a word of letters that lost some in the one reading the
    whole one stands first: what is dropped in a line is no stroke that dust can add. A short word
    of the language stands before one that is none (`Yes`, `Yess`). They differ all the same, and
    what is made of the word says so."""
    text = _without_speck(word.text, second)
    text, second = _without_first_speck(text, second)
    if text != second:
        text, second = _signs_alike(text, second)
    if second != text and _is_rather(second, text):
        text, second = second, text
    return replace(word, text=text, second=second)


def _is_rather(second: str, text: str) -> bool:
    """Whether the second reading of a word is the better one to begin with. A dollar sign alone has
    lost the dash that stands for nothing, a thousand of two digits (`8,00`) the third one."""
    if text == "$" and second.startswith("$") and second[1:] in _DASHES:
        return True
    if text[0] in "S§" and second[:1] == "$" and same_reading(text, second):
        return True
    if _BROKEN_GROUP.fullmatch(text):
        return bool(_GROUPED.fullmatch(second)) and _dropped_twin(text, second)
    if is_small_word(text.strip(_AROUND)):
        return is_small_word(second.strip(_AROUND)) and _lost_letters(text, second)
    if _lost_letters(second, text):
        return is_small_word(second.strip(_AROUND))
    return _lost_letters(text, second)


def _dropped_twin(text: str, whole: str) -> bool:
    """Whether a text is another one without one of two equal digits that stand together."""
    return any(
        whole[at] == whole[at + 1] and whole[:at] + whole[at + 1 :] == text
        for at in range(len(whole) - 1)
    )


def _lost_letters(text: str, whole: str) -> bool:
    """Whether a text is another one without a letter or two."""
    one, other = text.strip(_AROUND), whole.strip(_AROUND)
    if not 0 < len(other) - len(one) <= LOST or len(one) < 1 or one.isupper() != other.isupper():
        return False
    if not (_WORD.fullmatch(one) and _WORD.fullmatch(other)):
        return False
    added, at = list[int](), 0
    for n, letter in enumerate(other):
        if at < len(one) and letter == one[at]:
            at += 1
        else:
            added.append(n)
    return at == len(one) and not any(_is_thin(other, n) for n in added)


def _is_thin(text: str, at: int) -> bool:
    """Whether a letter is a stroke that a speck or an edge can be taken for, and no double one."""
    return text[at] in _THIN and text[at] not in (text[at - 1 : at], text[at + 1 : at + 2])


def _without_speck(text: str, second: str) -> str:
    """A word of letters without the sign behind it that one engine alone saw: dust reads as such.
    A sign never is a part of the word."""
    bare = text[:-1]
    # Short words with a point are abbreviations.
    least = 5 if text[-1:] == "." else 4
    dust = len(bare) >= least and bare.isalpha() and text[-1] in _DUST
    return bare if dust and bare == second else text


def _without_first_speck(text: str, second: str) -> tuple[str, str]:
    """A word and its second reading without a sign before it that one engine alone saw, or that
    each took for another one. A quote that opens is seen alike by both."""
    one, other = text.lstrip(_DUST), second.lstrip(_DUST)
    dust = len(one) >= 3 and one.isalpha() and one == other and not same_reading(text, second)
    return (one, other) if dust else (text, second)


def _signs_alike(text: str, second: str) -> tuple[str, str]:
    """Both readings with what can only be one sign: a dash seen doubled, a dot between the facts of
    a line that is read with the word behind it, a number sign that stands apart from its name."""
    if _DOUBLED.sub("-", second) == text:
        return text, text
    if text == "." and second in _MIDDLE:
        return "·", "·"
    if "#" in text and (apart := _NUMBER_SIGN.sub(" #", text)) == _NUMBER_SIGN.sub(" #", second):
        return apart, apart
    dot, bare = _BETWEEN_FACTS.match(text), _BETWEEN_FACTS.match(second)
    if dot and bare and text[0] in "·•":
        return f"{text[0]} {text[dot.end() :]}", f"{text[0]} {second[bare.end() :]}"
    return text, second


def _is_text(word: Word, usual: float) -> bool:
    """Whether a word that one engine alone saw is one: it says something, has about the size of
    the others (`usual` is their height), and the engine is sure of it. Strokes, folds and the rim
    of the sheet come as bars, quotes and tall ones."""
    if word.box is None or (word.score or 0) < SURE or not _SAYS.search(word.text):
        return False
    height, width = word.box[3] - word.box[1], word.box[2] - word.box[0]
    if word.text in _DASHES:
        return width < 3 * usual
    return 0.5 * usual <= height <= 2 * usual and width >= 0.15 * height * len(word.text)


def second_readings(words: Sequence[Word], others: Sequence[Word]) -> tuple[list[str], list[Word]]:
    """What `others` say at the place of each word, and those of them that stand elsewhere.

    Where the engines cut a place into words differently, the second reading is dealt out along
    the letters they share. Boxes of both are in the same frame.
    """
    seconds = [""] * len(words)
    links = _links(words, others)
    alone = [other for j, other in enumerate(others) if len(words) + j not in links]
    seen: set[int] = set()
    for start in range(len(words)):
        if start in seen or start not in links:
            continue
        members = _reached(start, links)
        seen |= members
        mine = _from_left([i for i in members if i < len(words)], words)
        theirs = _from_left([i - len(words) for i in members if i >= len(words)], others)
        texts = _dealt([words[i].text for i in mine], " ".join(others[j].text for j in theirs))
        for i, text in zip(mine, texts, strict=True):
            seconds[i] = text
    return seconds, alone


def _links(words: Sequence[Word], others: Sequence[Word]) -> dict[int, list[int]]:
    links: dict[int, list[int]] = {}
    rows = sorted((w.box[1], w.box[3], j) for j, w in enumerate(others) if w.box)
    for i, word in enumerate(words):
        if word.box is None:
            continue
        for top, bottom, j in rows:
            if top > word.box[3]:
                break
            other = others[j].box
            if bottom > word.box[1] and other is not None and same_place(word.box, other):
                links.setdefault(i, []).append(len(words) + j)
                links.setdefault(len(words) + j, []).append(i)
    return links


def same_place(one: Box, other: Box) -> bool:
    """Whether two boxes stand on each other and not merely beside or touching."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return (
        wide >= COMMON * min(one[2] - one[0], other[2] - other[0])
        and high >= COMMON * min(one[3] - one[1], other[3] - other[1])
    )  # fmt: skip


def _reached(start: int, links: dict[int, list[int]]) -> set[int]:
    members, ahead = {start}, [start]
    while ahead:
        for nearby in links.get(ahead.pop(), ()):
            if nearby not in members:
                members.add(nearby)
                ahead.append(nearby)
    return members


def _from_left(indices: list[int], words: Sequence[Word]) -> list[int]:
    return sorted(indices, key=lambda i: box[0] if (box := words[i].box) else 0.0)


def _dealt(texts: list[str], whole: str) -> list[str]:
    """A second reading for each text, from what the other engine read at all their places."""
    if len(texts) == 1:
        return [whole]
    if same_reading("".join(texts), whole):
        return texts
    return _shares(texts, "".join(whole.split()))


def _shares(texts: list[str], whole: str) -> list[str]:
    """Cuts `whole` where the joined texts are cut, along their common letters."""
    joined = "".join(texts)
    owner = [i for i, text in enumerate(texts) for _ in text]
    shares = [""] * len(texts)
    for _, i1, i2, j1, j2 in SequenceMatcher(None, joined, whole, autojunk=False).get_opcodes():
        for offset, letter in enumerate(whole[j1:j2]):
            at = min(i1 + offset, max(i2 - 1, i1), len(owner) - 1)
            shares[owner[at]] += letter
    return shares
