"""One page as a picture, and the picture set upright with the way back to the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ratebook.model.page import Box, Word
from ratebook.reading.ocr.marks import rules_of, text_ink, text_of
from ratebook.reading.ocr.pixels import Affine, Gray, Mask, Parts, ink_of, parts_of


@dataclass(frozen=True)
class Picture:
    """A page as it was scanned. `width` and `height` are points; `pixels` gray or RGB.

    `printed` are words the file itself gives as visible text on this page (a filing stamp set on
    a scan): they are certain and replace what an engine reads there.
    """

    page: int
    width: float
    height: float
    pixels: NDArray[np.uint8]
    printed: tuple[Word, ...] = ()


def picture_of(
    page: int, size: tuple[float, float], rows: int, channels: int, samples: bytes,
    printed: tuple[Word, ...] = (),
) -> Picture:  # fmt: skip
    """A picture from a renderer's bytes: `rows` of `channels` (1 gray, 3 RGB) bytes a pixel."""
    flat = np.frombuffer(samples, np.uint8)
    pixels = flat.reshape(rows, -1) if channels == 1 else flat.reshape(rows, -1, channels)
    return Picture(page, size[0], size[1], pixels, printed)


@dataclass(frozen=True)
class Upright:
    """A page set straight, in three frames: pixels of `gray`; points of the straightened page,
    where lines are level and columns plumb (`scale` pixels a point, 0, 0 at pixel `origin`); and
    points of the page as it is, where `to_page` leads from the straightened page.

    `coloured` is where the ink has a colour, None for a gray scan. `turn` is quarter turns and
    `skew` degrees, both counter-clockwise. `bilevel`: the scanner left black and white alone.
    """

    page: int
    gray: Gray
    scale: float
    origin: tuple[float, float]
    to_page: Affine
    turn: int = 0
    skew: float = 0.0
    bilevel: bool = False
    coloured: Mask | None = None

    @cached_property
    def ink(self) -> Mask:
        return ink_of(self.gray)

    @cached_property
    def rules(self) -> Mask:
        return rules_of(self.ink, self.scale)

    @cached_property
    def clean(self) -> Mask:
        """The ink without ruling lines and dust."""
        return self._text[0]

    @cached_property
    def parts(self) -> Parts:
        """The pieces of the clean ink; some have no size, they were dust."""
        clean, parts = self._text
        return parts or parts_of(clean)

    @cached_property
    def _text(self) -> tuple[Mask, Parts | None]:
        return text_of(self.ink, self.rules, self.scale)

    def redrawn(self, gray: Gray, places: Sequence[tuple[slice, slice]] = ()) -> Upright:
        """The page with ink taken off it; what is known of the rest is kept. At `places` letters
        were cut: dust and pieces are told anew."""
        other = replace(self, gray=gray)
        kept = gray == self.gray
        ink, rules, clean = self.ink & kept, self.rules & kept, self.clean & kept
        for here in places:
            clean[here] = text_ink(ink[here], rules[here], self.scale)
        known = {"ink": ink, "rules": rules, "_text": (clean, None if places else self.parts)}
        other.__dict__.update(known)
        return other

    def straight_box(self, pixels: Box) -> Box:
        """Pixels to points of the straightened page."""
        (x, y), by = self.origin, self.scale
        return ((pixels[0] - x) / by, (pixels[1] - y) / by,
                (pixels[2] - x) / by, (pixels[3] - y) / by)  # fmt: skip

    def pixel_box(self, straight: Box) -> Box:
        """Points of the straightened page to pixels."""
        (x, y), by = self.origin, self.scale
        return (straight[0] * by + x, straight[1] * by + y,
                straight[2] * by + x, straight[3] * by + y)  # fmt: skip

    def page_box(self, straight: Box) -> Box:
        """The box, in points of the page as it is, around one of the straightened page."""
        return _mapped(self.to_page, straight)

    def box_from_page(self, box: Box) -> Box:
        """The box on the straightened page around one of the page as it is."""
        back = np.linalg.inv(np.vstack((self.to_page, [0, 0, 1])))
        return _mapped(back[:2], box)


def _mapped(matrix: Affine, box: Box) -> Box:
    x0, y0, x1, y1 = box
    corners = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]])
    found = corners @ matrix.T
    low, high = found.min(axis=0), found.max(axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
