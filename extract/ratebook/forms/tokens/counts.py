"""Numbers that are not printed as they count: in words or Roman figures, and loads in kilowatts."""

from __future__ import annotations

from decimal import Decimal

import regex

from ratebook.rules.ordinal import ordinal_number

_COUNTS = {
    name: number
    for names in (
        "one two three four five six seven eight nine ten eleven twelve",
        "i ii iii iv v vi vii viii ix x xi xii",
    )
    for number, name in enumerate(names.split(), 1)
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: n for n, word in enumerate(_ONES.split())},
    **{word: n for n, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
    "fourty": 40,
}
_TIMES = {"hundred": 100, "thousand": 1000}
NUMBER_WORD = "|".join(sorted((*_WORDS, *_TIMES), key=len, reverse=True))
"""A pattern for one word of a number written out."""
_NUMBER_WORDS = regex.compile(NUMBER_WORD)
_IN_WORDS = regex.compile(rf"(?:{NUMBER_WORD})(?:(?:[\s-]+(?:and\s+)?)?(?:{NUMBER_WORD}))*")

_KILOWATTS = regex.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d)?|\d+(?:\.\d)?(?=\s*kW))\s*(kW)?", regex.IGNORECASE
)

_MEGAWATTS = regex.compile(r"(\d{1,3})\s*MW", regex.IGNORECASE)


def counted(text: str) -> int | None:
    """The small number a word, an ordinal or a Roman figure says; None if it says none."""
    said = text.strip().lower()
    return _COUNTS.get(said) or ordinal_number(said)


def number_in_words(text: str) -> int | None:
    """The number that words say: `one hundred twenty-five` is 125; None where others stand."""
    said = text.strip().lower()
    if _IN_WORDS.fullmatch(said) is None:
        return None
    total = part = 0
    for word in _NUMBER_WORDS.findall(said):
        if word == "thousand":
            total, part = total + max(part, 1) * _TIMES[word], 0
        elif word == "hundred":
            part = max(part, 1) * _TIMES[word]
        else:
            part += _WORDS[word]
    return total + part


def in_megawatts(text: str) -> tuple[Decimal, bool] | None:
    """A load in kilowatts, or in whole megawatts, as megawatts to the last digit printed, and
    whether it says its unit.

    None for other figures. A grouped one is never meant in megawatts."""
    whole = _MEGAWATTS.fullmatch(text)
    if whole:
        return Decimal(whole[1]), True
    m = _KILOWATTS.fullmatch(text)
    if m is None:
        return None
    return Decimal(m[1].replace(",", "")).scaleb(-3), bool(m[2])
