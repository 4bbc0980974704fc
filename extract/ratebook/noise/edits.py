"""Damage inside one token: each edit takes a text and gives what is seen, or None if it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

from ratebook.noise.damage import (
    DEBRIS,
    DIGIT_DIGITS,
    DIGIT_LETTERS,
    GLYPHS,
    STAMP_PIECES,
    UNITS,
)

Edit = Callable[[str, Random], str | None]


def _at_random(text: str, chance: Random, letters: str) -> int | None:
    places = [n for n, c in enumerate(text) if c in letters]
    return chance.choice(places) if places else None


def _replaced(text: str, at: int | None, new: str) -> str | None:
    return None if at is None else text[:at] + new + text[at + 1 :]


def point_for_comma(text: str, chance: Random) -> str | None:
    """A point where a comma stood."""
    return _replaced(text, _at_random(text, chance, ","), ".")


def inner_space(text: str, chance: Random) -> str | None:
    """A space between two digits."""
    inside = [n for n in range(1, len(text)) if text[n - 1 : n + 1].isdigit()]
    if len(text) < 4 or not inside:
        return None
    at = chance.choice(inside)
    return f"{text[:at]} {text[at:]}"


def letter_for_digit(text: str, chance: Random) -> str | None:
    """A letter that looks like the digit it replaces."""
    at = _at_random(text, chance, "".join(DIGIT_LETTERS))
    return None if at is None else _replaced(text, at, chance.choice(DIGIT_LETTERS[text[at]]))


def misread_digit(text: str, chance: Random) -> str | None:
    """One digit taken for another."""
    at = _at_random(text, chance, "".join(DIGIT_DIGITS))
    return None if at is None else _replaced(text, at, DIGIT_DIGITS[text[at]])


def stray_mark(text: str, chance: Random) -> str | None:
    """A speck or stroke behind the token."""
    return text + chance.choice(("'", ")", ".", "]", "_", "|"))


def leading_stroke(text: str, chance: Random) -> str | None:
    """A border stroke before the token."""
    return chance.choice(("| ", "' ", "_")) + text


def space_after_point(text: str, chance: Random) -> str | None:
    """A space behind the point."""
    del chance
    return text.replace(".", ". ", 1) if "." in text else None


def lost_leading_digit(text: str, chance: Random) -> str | None:
    """The first digit lost: what is left may look whole."""
    del chance
    return text[1:] if re.match(r"[1-9][.,\d]", text) else None


def lost_digits(text: str, chance: Random) -> str | None:
    """Digits lost inside, leaving a mark of their place."""
    keep = len(text) // 2
    return text[:keep] + chance.choice(("~", "_.", "-=")) if len(text) > 3 else None


def stamp_over(text: str, chance: Random) -> str | None:
    """Letters of a stamp over the figure."""
    first, second = chance.sample(STAMP_PIECES, 2)
    return f"{first} {chance.choice(text)}{second}"


def stamp_beside(text: str, chance: Random) -> str | None:
    """A word of a stamp beside the figure."""
    return f"{text} {chance.choice(STAMP_PIECES)}"


def letterspaced(text: str, chance: Random) -> str | None:
    """Every letter set apart."""
    del chance
    return " ".join(text) if 4 < len(text) < 40 else None


def spaces_lost(text: str, chance: Random) -> str | None:
    """The spaces between words lost."""
    spots = [n for n, c in enumerate(text) if c == " "]
    return _replaced(text, chance.choice(spots), "") if spots else None


def unit_garbled(text: str, chance: Random) -> str | None:
    """A unit that OCR garbles as real scans show."""
    old, new = chance.choice(UNITS)
    return text.replace(old, new, 1) if old in text else None


def word_garbled(text: str, chance: Random) -> str | None:
    """A word with a glyph taken for another."""
    fits = [pair for pair in GLYPHS if pair[0] in text]
    if not fits:
        return None
    old, new = chance.choice(fits)
    at = chance.choice([m.start() for m in re.finditer(re.escape(old), text)])
    return text[:at] + new + text[at + len(old) :]


def debris(text: str, chance: Random) -> str | None:
    """Several letters gone at once: what a stamp's own words suffer."""
    letters = [chance.choice(DEBRIS) if c.isalpha() and chance.random() < 0.25 else c for c in text]
    return "".join(letters)


def stamp_spaced(text: str, chance: Random) -> str | None:
    """JUN 10 2010 as JUN 1 0 2010 or JUN 102010."""
    found = re.fullmatch(r"([A-Z]{3}) (\d)(\d) (\d{4})", text)
    if not found:
        return None
    month, one, two, year = found.groups()
    return chance.choice(
        (f"{month} {one} {two} {year}", f"{month}{one}{two} {year}", f"{month} {one}{two}{year}")
    )


def slashes_lost(text: str, chance: Random) -> str | None:
    """C11/5/10 as C11510."""
    del chance
    return text.replace("/", "") if re.fullmatch(r"C\d+/\d+/\d\d", text) else None


def clerk_readings(text: str) -> int:
    """How many dates a clerk's mark without slashes could mean."""
    digits = text[1:]
    count = 0
    for cut in range(1, len(digits) - 2):
        month, day = digits[:cut], digits[cut:-2]
        if day.startswith("0") or month.startswith("0"):
            continue
        try:
            date(2000 + int(digits[-2:]), int(month), int(day))
            count += 1
        except ValueError:
            continue
    return count


EDITS: dict[str, Edit] = {
    "point for comma": point_for_comma,
    "inner space": inner_space,
    "letter for digit": letter_for_digit,
    "misread digit": misread_digit,
    "stray mark": stray_mark,
    "leading stroke": leading_stroke,
    "space after point": space_after_point,
    "lost leading digit": lost_leading_digit,
    "lost digits": lost_digits,
    "stamp over": stamp_over,
    "stamp beside": stamp_beside,
    "letterspaced": letterspaced,
    "spaces lost": spaces_lost,
    "unit garbled": unit_garbled,
    "word garbled": word_garbled,
    "stamp garbled": debris,
    "stamp spaced": stamp_spaced,
    "slashes lost": slashes_lost,
    "cell lost": lambda text, chance: "",
    "bold markup": lambda text, chance: f"<b>{text}</b>",
}
"""The edits by the name of their damage class."""
