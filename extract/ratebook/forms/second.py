"""Numbers that two engines read alike: the second reading is a witness of the first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ratebook.forms.hit import Token
from ratebook.forms.values import Reading
from ratebook.model.page import same_reading
from ratebook.records.datum import Standing


def second_reading(token: Token, reading: Reading) -> dict[str, Any] | None:
    """The proof of a plain number of a scan that another engine read alike; None for all others.

    To be used where the value has its column's number format as well: what two engines misread
    alike is the point and the comma, and that the format shows.
    """
    words = token.line.words_between(token.start, token.end)
    plain = reading.standing is Standing.READ and not reading.touched and not reading.repairs
    if not plain or not isinstance(reading.value, Decimal) or not words:
        return None
    # Engines of scans give scores; two readers of one text layer see the same glyphs.
    if any(word.score is None or not word.agreed or word.touched for word in words):
        return None
    second = " ".join(word.second or "" for word in words)
    if not same_reading(second, token.raw):
        return None
    return {"kind": "two-readers", "second": second}
