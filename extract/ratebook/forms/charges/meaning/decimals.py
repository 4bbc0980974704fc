"""How finely prices are printed: what a bill shows to the cent, a rate by what is used finer."""

from __future__ import annotations

from ratebook.forms.tokens.values import Reading

BILLED = 2
RATE = 4


def is_fine(reading: Reading) -> bool:
    """Whether an amount has the decimals that a rate by what is used has, and no bill."""
    return (reading.decimals or 0) >= RATE
