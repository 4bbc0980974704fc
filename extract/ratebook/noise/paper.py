"""A page with every line of text at its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ratebook.model.page import Box
from ratebook.noise.blocks import Piece, Stamp

WIDTH, HEIGHT = 612.0, 792.0
"""A letter page in points."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font that starts at `x` on the baseline `y` (points from the top left)."""

    pieces: tuple[Piece, ...]
    x: float
    y: float
    font: str
    size: float

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Imprint:
    """A stamp on a page: its text and the box it covers."""

    stamp: Stamp
    runs: tuple[Run, ...]
    box: Box

    def moved(self, across: float, down: float) -> Imprint:
        """The same stamp so many points further to the right and down."""
        x0, top, x1, bottom = self.box
        runs = (replace(r, x=r.x + across, y=r.y + down) for r in self.runs)
        return Imprint(
            self.stamp, tuple(runs), (x0 + across, top + down, x1 + across, bottom + down)
        )


@dataclass(slots=True)
class Paper:
    """One page: what was printed, the `rules` drawn around tables, and what was stamped on it."""

    runs: list[Run] = field(default_factory=list[Run])
    rules: list[Box] = field(default_factory=list[Box])
    imprints: list[Imprint] = field(default_factory=list[Imprint])
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def ink(self) -> list[Run]:
        """All text on the page, stamps last."""
        return [*self.runs, *(run for imprint in self.imprints for run in imprint.runs)]
