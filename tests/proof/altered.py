"""Values changed at random, as somebody would who tampers with a certificate."""

from __future__ import annotations

import random
from typing import Any


def other_value(value: Any, rng: random.Random) -> Any:
    """Another value of the same kind; 7 for none."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return 7 if value is None else other_text(value, rng)


def other_text(text: str, rng: random.Random) -> str:
    """A text with one sign made another figure; a figure for none."""
    if not text:
        return "7"
    at = rng.randrange(len(text))
    return text[:at] + rng.choice([c for c in "0123456789" if c != text[at]]) + text[at + 1 :]
