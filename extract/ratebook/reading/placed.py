"""A word of a page as it stands in the frame in which lines are horizontal."""

from __future__ import annotations

from dataclasses import dataclass

from ratebook.model.page import Word


@dataclass(slots=True)
class Placed:
    """A word in the upright, unskewed frame in which lines are horizontal."""

    x0: float
    top: float
    x1: float
    bottom: float
    word: Word

    @property
    def height(self) -> float:
        return self.bottom - self.top


Group = list[Placed]
"""The words of a cell, from left to right."""
