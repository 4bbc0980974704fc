"""Ink that is no text: ruling lines and dust."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ratebook.reading.ocr.pixels import Mask, Parts, grown, opened, parts_of

SPECK = 0.6
"""Points: the side of the largest square taken for dust. A period of 8 point type is 0.8."""
SPLINTER = 0.5
"""Points: ink this near to a letter is a piece of it."""
RULE_LENGTH = 24.0
STROKE = 3.0
"""Points: a rule is thinner; a stroke that crosses a rule and is longer is of a letter."""


def rules_of(ink: Mask, scale: float) -> Mask:
    """Ruling lines: long, thin, level or plumb. Strokes of letters that cross them are left."""
    long, stroke = int(RULE_LENGTH * scale), max(int(STROKE * scale), 4)
    level = opened(grown(ink, 3, 3), long, 1)
    plumb = opened(grown(ink, 3, 3), 1, long)
    level_only = level & ~opened(ink & ~plumb, 1, stroke)
    plumb_only = plumb & ~opened(ink & ~level, stroke, 1)
    return ink & (level_only | plumb_only)


def text_ink(ink: Mask, rules: Mask, scale: float) -> Mask:
    """The ink without ruling lines and dust."""
    return text_of(ink, rules, scale)[0]


def text_of(ink: Mask, rules: Mask, scale: float) -> tuple[Mask, Parts]:
    """The ink without ruling lines and dust, and its pieces; a piece taken for dust keeps its
    number and has no size."""
    rest = ink & ~rules
    parts = parts_of(rest)
    dust = _are_dust(parts, scale, rules)
    dusty = np.concatenate(([False], dust))[parts.labels]
    parts.labels[dusty] = 0
    parts.boxes[dust] = 0
    return rest & ~dusty, parts


def _are_dust(parts: Parts, scale: float, rules: Mask) -> NDArray[np.bool_]:
    """Which pieces are dust: smaller than any period and alone, found by size so that commas keep
    their tails and broken letters their splinters; and the frayed edges of ruling lines."""
    boxes = parts.boxes
    small = (boxes[:, 4] < (SPECK * scale) ** 2) & (boxes[:, 2:4].max(axis=1) < scale)
    larger = np.concatenate(([False], ~small))[parts.labels]
    reach = 2 * max(round(SPLINTER * scale), 1) + 1
    beside = np.bincount(parts.labels[grown(larger, reach, reach)], minlength=len(boxes) + 1)
    small &= beside[1:] == 0
    beside = np.bincount(parts.labels[grown(rules, 3, 3)], minlength=len(boxes) + 1)[1:] > 0
    frayed = beside & (boxes[:, 2:4].min(axis=1) <= max(scale / 2, 2))
    return small | frayed
