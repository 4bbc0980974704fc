"""What a printed number could have been before it was misread. Costs are data, not code.

Every change of one digit is thinkable; the tables only say which are likely. Likeliness orders
candidates for a reviewer and decides what a check must be able to catch before it counts as a
witness. It never decides between two repairs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LIKELY_DIGITS: dict[str, str] = {
    "0": "689",
    "1": "47",
    "2": "7",
    "3": "589",
    "4": "19",
    "5": "368",
    "6": "058",
    "7": "12",
    "8": "03569",
    "9": "0348",
}
"""Digits that scanned tariff sheets show in each other's place."""

GLYPHS: dict[str, str] = {
    "O": "0", "o": "0", "Q": "0", "D": "0",
    "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
    "Z": "2", "z": "2",
    "S": "5", "s": "5", "$": "5",
    "G": "6", "b": "6",
    "T": "7",
    "B": "8", "&": "8",
    "g": "9", "q": "9",
}  # fmt: skip
"""Letters and signs that stand for digits inside a damaged number."""

COST_LIKELY = 1.0
COST_ANY_DIGIT = 1.6
COST_SWAP = 1.2
COST_SCALE = 0.6
COST_LOST = 1.4
COST_EXTRA = 1.5

_POINT_FOR_COMMA = re.compile(r"\d[.]\d{3}(?!\d)")
_COMMA_FOR_POINT = re.compile(r"\d, ?\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one printed number: its digits without the point, and the shift of its point.

    `shift` counts decimal places the last digit moves up (3 where a point stood for a comma).
    """

    mantissa: int
    shift: int
    cost: float
    why: str


def single_edits(mantissa: int, width: int, raw: str | None = None) -> list[Edit]:
    """All changes of edit size one of a number printed with `width` digits, without repetition.

    Args:
        mantissa: the digits as a whole number, its sign included (26 for 0.26).
        width: how many digits are printed (3 for 0.26).
        raw: the token on the page, which may show a point that was a comma.
    """
    sign = -1 if mantissa < 0 else 1
    digits = str(abs(mantissa)).rjust(width, "0")
    found: dict[tuple[int, int], Edit] = {}
    for text, cost, why in _digit_changes(digits):
        value = sign * int(text)
        if value != mantissa:
            _keep(found, Edit(value, 0, cost, why))
    for shift in _scale_changes(raw):
        _keep(found, Edit(mantissa, shift, COST_SCALE, "point and comma confused"))
    return list(found.values())


def _keep(found: dict[tuple[int, int], Edit], edit: Edit) -> None:
    known = found.get((edit.mantissa, edit.shift))
    if known is None or edit.cost < known.cost:
        found[(edit.mantissa, edit.shift)] = edit


def _digit_changes(digits: str) -> list[tuple[str, float, str]]:
    made: list[tuple[str, float, str]] = []
    for at, old in enumerate(digits):
        before, after = digits[:at], digits[at + 1 :]
        for new in "0123456789":
            if new != old:
                cost = COST_LIKELY if new in LIKELY_DIGITS[old] else COST_ANY_DIGIT
                made.append((before + new + after, cost, f"{new} read as {old}"))
        if after:
            made.append((before + after, COST_EXTRA, f"a {old} too many"))
            made.append((before + after[0] + old + after[1:], COST_SWAP, _swapped(old, after)))
    for at in range(len(digits) + 1):
        made += [(digits[:at] + new + digits[at:], COST_LOST, f"a {new} lost") for new in _ALL]
    return made


_ALL = "0123456789"


def _swapped(old: str, after: str) -> str:
    return f"{after[0]} and {old} swapped"


def _scale_changes(raw: str | None) -> list[int]:
    if raw is None:
        return []
    shifts = [3] if _POINT_FOR_COMMA.search(raw) else []
    tail = _COMMA_FOR_POINT.search(raw)
    if tail:
        shifts.append(-len(re.sub(r"\D", "", tail.group()[1:])))
    return shifts


def digits_of(raw: str) -> str:
    """The digits a damaged token shows, look-alike letters counted as digits between digits."""
    found: list[str] = []
    for token in re.split(r"[\s,.|]+", raw.strip().lstrip("$")):
        if any(c.isdigit() for c in token):
            found.append("".join(GLYPHS.get(c, c) for c in token))
    return re.sub(r"\D", "", "".join(found))


def shares_digits(raw: str | None, printed: str) -> bool:
    """Whether a damaged token can be what is left of a number.

    The first digit must be there, and half of all digits, in order.
    """
    if not raw:
        return False
    shown, wanted = digits_of(raw), re.sub(r"\D", "", printed)
    if not shown or not wanted or shown[0] != wanted[0]:
        return False
    blocks = SequenceMatcher(None, shown[:60], wanted, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return common >= 2 and 2 * common >= len(wanted)
