"""What OCR does to tariff pages, as data: confusions, debris, and how often each class occurs.

The classes and their weights follow what was seen in real scanned filings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Target = Literal["number", "cell", "row", "table", "text", "foot", "stamp"]
Effect = Literal["recoverable", "destroyed", "misleading"]


@dataclass(frozen=True, slots=True)
class DamageClass:
    """A way text gets damaged.

    `weight` is how often it is drawn among the classes of its target. `effect`: a `recoverable`
    value is still on the page, a `destroyed` one is not, a `misleading` one reads as another
    number (the page's own sums may still prove it).
    """

    name: str
    target: Target
    weight: int
    effect: Effect = "recoverable"


CLASSES: tuple[DamageClass, ...] = (
    DamageClass("point for comma", "number", 30),
    DamageClass("inner space", "number", 15),
    DamageClass("letter for digit", "number", 12),
    DamageClass("stray mark", "number", 6),
    DamageClass("leading stroke", "number", 4),
    DamageClass("space after point", "number", 6),
    DamageClass("lost leading digit", "number", 3, "destroyed"),
    DamageClass("lost digits", "number", 3, "destroyed"),
    DamageClass("misread digit", "number", 0, "misleading"),
    DamageClass("cell lost", "cell", 4, "destroyed"),
    DamageClass("stamp over", "cell", 4, "destroyed"),
    DamageClass("stamp beside", "cell", 4),
    DamageClass("bold markup", "cell", 3),
    DamageClass("ghost row", "row", 4),
    DamageClass("merged rows", "row", 3),
    DamageClass("fake separator", "row", 3),
    DamageClass("total label lost", "row", 2),
    DamageClass("cut column", "table", 4),
    DamageClass("slid column", "table", 2),
    DamageClass("header split", "table", 3),
    DamageClass("labels first", "table", 1),
    DamageClass("letterspaced", "text", 3),
    DamageClass("spaces lost", "text", 3),
    DamageClass("unit garbled", "text", 3),
    DamageClass("word garbled", "text", 8),
    DamageClass("lines joined", "text", 2),
    DamageClass("stamp spliced", "foot", 5),
    DamageClass("foot repeated", "foot", 1),
    DamageClass("date cut", "foot", 3),
    DamageClass("stamp spaced", "stamp", 3),
    DamageClass("stamp garbled", "stamp", 4),
    DamageClass("slashes lost", "stamp", 3),
)

BY_NAME = {it.name: it for it in CLASSES}

DIGIT_LETTERS = {"0": "OQ", "1": "lI|", "5": "S", "8": "B", "6": "b", "2": "Z"}
DIGIT_DIGITS = {
    "0": "8",
    "1": "7",
    "3": "8",
    "4": "9",
    "5": "6",
    "6": "5",
    "7": "1",
    "8": "3",
    "9": "4",
    "2": "7",
}
GLYPHS = (
    ("rn", "m"),
    ("m", "rn"),
    ("H", "1-l"),
    ("K", "IC"),
    ("M", "lYI"),
    ("y", "v"),
    ("ll", "ii"),
    ("o", "e"),
    ("N", "W"),
    ("i", "l"),
    ("C", "G"),
    ("mm", "iniii"),
    ("r", "i-"),
    ("e", "c"),
    ("li", "U"),
    ("TT", "TI"),
    ("w", "vv"),
    ("d", "cl"),
)
UNITS = (
    ("kWh", "KWE"),
    ("kWh", "kWb"),
    ("kWh", "KMH"),
    ("kW", "KW"),
    ("kWh", "KRB"),
    ("per", "pcr"),
)
STAMP_PIECES = (
    "LIC SERVICE",
    "MMISSION",
    "OF KENTUCKY",
    "EFFECTIVE",
    "CTIVE",
    "PURSUANT TO 807 K",
    "SECTION 9 (1)",
    "RSUANT TO",
    "TARIFF BRANCH",
    "UTIVE DIREC",
    "KENTUC",
)
DEBRIS = ("~", "_", ".", "·", "'", "]", "\\", "^", "=~")

INTENSITY: dict[str, dict[Target, float]] = {
    "light": {
        "number": 0.04,
        "cell": 0.004,
        "row": 0.004,
        "table": 0.0,
        "text": 0.05,
        "foot": 0.5,
        "stamp": 0.4,
    },
    "medium": {
        "number": 0.10,
        "cell": 0.012,
        "row": 0.02,
        "table": 0.12,
        "text": 0.12,
        "foot": 1.0,
        "stamp": 0.8,
    },
    "heavy": {
        "number": 0.22,
        "cell": 0.03,
        "row": 0.05,
        "table": 0.35,
        "text": 0.25,
        "foot": 1.6,
        "stamp": 1.2,
    },
}
"""How many damages are drawn for each place of a target."""
