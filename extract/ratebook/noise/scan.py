"""Degrades typeset pages to scans: stamps over text, signatures, skew, blur, noise, compression.

What a stamp covers is measured on the picture, so that the record of what was destroyed is exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import numpy as np

import ratebook.noise.picture as pictures
from ratebook.model.page import Box, widened
from ratebook.noise.blocks import Piece, Stamp
from ratebook.noise.edits import EDITS
from ratebook.noise.paper import Imprint, Paper
from ratebook.noise.picture import Grey
from ratebook.noise.places import Spot, on_paper
from ratebook.noise.press import boxes, picture_pdf
from ratebook.noise.press import pictures as rendered
from ratebook.noise.typeset import imprint


@dataclass(frozen=True, slots=True)
class Quality:
    """How a page is scanned.

    `skew` is the largest angle in degrees, `blur` in pixels, `noise` in grey levels, `specks` the
    share of black pixels, `spread` how many pixels toner runs over. `jpeg` is the quality, 0 for
    black and white (group 4) at a `threshold`. `ink` is the grey level of stamp ink; `over_foot`
    moves the effective stamp over the foot, as commissions do; `extra` and `opaque` are the chances
    of a further stamp in the body and of one that hides what is under it. `signed` pages carry a
    scribble, `punched` ones holes; `hidden` adds an OCR layer. `quarters` lays the page on the
    glass turned by so many right angles, counter-clockwise. `every` scans each so-many-th page
    only; the others keep their text.
    """

    name: str
    dpi: int = 300
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    spread: int = 0
    jpeg: int = 85
    threshold: int = 150
    ink: int = 120
    over_foot: bool = False
    extra: float = 0.0
    opaque: float = 0.0
    signed: bool = True
    punched: bool = False
    hidden: bool = False
    quarters: int = 0
    every: int = 1


SCANS: dict[str, Quality] = {
    it.name: it
    for it in (
        Quality("clean", skew=0.15, blur=0.3, noise=2, jpeg=88),
        Quality(
            "medium",
            skew=0.7,
            blur=0.7,
            noise=6,
            specks=0.00002,
            jpeg=62,
            over_foot=True,
            extra=0.25,
            punched=True,
        ),
        Quality(
            "medium200",
            dpi=200,
            skew=0.7,
            blur=0.45,
            noise=6,
            specks=0.00002,
            jpeg=68,
            over_foot=True,
            extra=0.25,
            punched=True,
        ),
        Quality(
            "bad",
            skew=1.4,
            blur=1.5,
            noise=28,
            specks=0.0003,
            jpeg=0,
            ink=90,
            spread=1,
            over_foot=True,
            extra=0.5,
            opaque=0.3,
            punched=True,
        ),
        Quality(
            "bad200",
            dpi=200,
            skew=1.2,
            blur=0.8,
            noise=22,
            specks=0.0004,
            jpeg=0,
            ink=90,
            threshold=170,
            over_foot=True,
            extra=0.5,
            opaque=0.3,
            punched=True,
        ),
        Quality("hidden", skew=0.3, blur=0.5, noise=4, jpeg=70, over_foot=True, hidden=True),
        Quality("sideways", dpi=200, skew=0.4, blur=0.4, noise=4, jpeg=72, quarters=1),
        Quality("upside down", dpi=200, skew=0.4, blur=0.4, noise=4, jpeg=72, quarters=2),
        Quality("mixed", dpi=200, skew=0.4, blur=0.4, noise=4, jpeg=72, every=2),
    )
}
"""The presets by name."""


@dataclass(slots=True)
class Scan:
    """Scanned pages, where the values stand on them, and what happened to them."""

    images: list[Grey]
    quality: Quality
    spots: list[Spot]
    destroyed: list[int] = field(default_factory=list[int])
    damage: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    words: list[list[tuple[str, Box]]] = field(default_factory=list[list[tuple[str, Box]]])
    papers: Sequence[Paper] = ()

    def kept(self, page: int) -> bool:
        """True for a page (from 1) that is not scanned and keeps its text."""
        return page % self.quality.every != 0


def scan(papers: Sequence[Paper], quality: Quality, seed: str) -> Scan:
    """Scans papers. The same seed gives the same pictures."""
    chance = Random(f"{seed}/{quality.name}")
    moved = [_stamped(paper, quality, chance) for paper in papers]
    made = Scan([], quality, [], papers=papers)
    plain = rendered([Paper(p.runs, p.rules) for p, _ in moved], quality.dpi)
    inked = rendered([Paper([], [], p.imprints) for p, _ in moved], quality.dpi)
    for number, (paper, opaque) in enumerate(moved, 1):
        text = pictures.from_bytes(*plain[number - 1])
        stamp = pictures.from_bytes(*inked[number - 1])
        angle = chance.uniform(-quality.skew, quality.skew)
        if made.kept(number):
            made.images.append(text)
            made.spots += [s._replace(page=number) for s in on_paper([papers[number - 1]])]
            made.words.append([])
            continue
        spots = [s._replace(page=number) for s in on_paper([paper])]
        image = _overprinted(made, text, stamp, paper, opaque, spots)
        image = _signed(image, paper, quality, chance)
        made.images.append(_worn(image, quality, angle, chance))
        boxes_now = (_laid(_turned(s.box, paper, angle), paper, quality.quarters) for s in spots)
        made.spots += [s._replace(box=box) for s, box in zip(spots, boxes_now, strict=True)]
        made.words.append(_hidden_words(paper, angle, chance) if quality.hidden else [])
        made.damage.append({"class": "scan", "page": number, "skew": round(angle, 3)})
    return made


def _stamped(paper: Paper, quality: Quality, chance: Random) -> tuple[Paper, list[Box]]:
    """A paper with its stamps where a clerk puts them, and the boxes that hide what is below."""
    imprints: list[Imprint] = []
    opaque: list[Box] = []
    for one in paper.imprints:
        if one.stamp.kind == "effective" and quality.over_foot:
            moved = one.moved(-chance.uniform(60, 210), -chance.uniform(-6, 18))
            imprints.append(moved)
        else:
            imprints.append(one)
    if paper.runs and chance.random() < quality.extra:
        imprints.append(_received(paper, chance))
        if chance.random() < quality.opaque:
            opaque.append(widened(imprints[-1].box, 3))
    return Paper(paper.runs, paper.rules, imprints), opaque


def _received(paper: Paper, chance: Random) -> Imprint:
    """A RECEIVED stamp on the body of a page. Its date is no value of any record."""
    day = f"{chance.choice(('JAN', 'APR', 'AUG', 'DEC'))} {chance.randint(10, 28)} 2021"
    stamp = Stamp(("RECEIVED", day, "PUBLIC SERVICE", "COMMISSION"), "received")
    low = max(run.y for run in paper.runs)
    return imprint(stamp, chance.uniform(150, 480), chance.uniform(190, max(240, low - 160)))


def _pixels(box: Box, dpi: int) -> tuple[slice, slice]:
    scale = dpi / 72
    x0, top, x1, bottom = (max(0, round(edge * scale)) for edge in box)
    return slice(top, bottom), slice(x0, x1)


def _overprinted(
    made: Scan, text: Grey, stamp: Grey, paper: Paper, opaque: list[Box], spots: list[Spot]
) -> Grey:
    """Text and stamps on one picture. Notes every value a stamp touches or destroys."""
    dpi = made.quality.dpi
    out = text.copy()
    for box in opaque:
        out[_pixels(box, dpi)] = 255
    ink = np.where(stamp < 200, np.uint8(made.quality.ink), np.uint8(255))
    own = {p.slot for i in paper.imprints for r in i.runs for p in r.pieces}
    for spot in spots:
        if spot.box and spot.slot not in own:
            _note(made, spot, _harm(text, out, ink, _pixels(spot.box, dpi), made.quality))
    return np.minimum(out, ink)


def _harm(
    text: Grey, erased: Grey, ink: Grey, where: tuple[slice, slice], quality: Quality
) -> str | None:
    """`destroyed` where ink is gone or drowned, `touched` where stamp ink comes near it."""
    before = int((text[where] < 128).sum())
    if not before:
        return None
    lost = before - int((erased[where] < 128).sum())
    over = int((ink[where] < 255).sum())
    if lost > 0.04 * before or (not quality.jpeg and over > 0.2 * before):
        return "destroyed"
    return "touched" if over else None


def _note(made: Scan, spot: Spot, harm: str | None) -> None:
    if harm is None:
        return
    if harm == "destroyed":
        made.destroyed.append(spot.slot)
    made.damage.append(
        {
            "class": f"stamp {harm}",
            "page": spot.page,
            "meant": spot.raw,
            "box": [round(edge, 1) for edge in spot.box or ()],
        }
    )


def _signed(image: Grey, paper: Paper, quality: Quality, chance: Random) -> Grey:
    """A scribble on every line left for a signature."""
    if not quality.signed:
        return image
    noise = np.random.default_rng(chance.getrandbits(32))
    scale = quality.dpi / 72
    for run in paper.ink:
        for _, (x0, top, x1, bottom), raw in boxes(run):
            if "____" in raw:
                start = x0 + (x1 - x0) * raw.index("_") / len(raw)
                area = (start * scale, (top - 5) * scale, x1 * scale, bottom * scale)
                image = pictures.scribble(image, area, noise, max(2, round(scale * 0.7)))
    return image


def _worn(image: Grey, quality: Quality, angle: float, chance: Random) -> Grey:
    """What paper, glass and sensor do, in this order."""
    noise = np.random.default_rng(chance.getrandbits(32))
    image = pictures.turned(pictures.thickened(image, quality.spread), angle)
    if quality.punched:
        image = pictures.holes(image, quality.dpi)
        if chance.random() < 0.4:
            image = pictures.edge_shadow(image, quality.dpi)
    image = pictures.grained(pictures.blurred(image, quality.blur), quality.noise, noise)
    image = pictures.speckled(image, quality.specks, noise)
    image = pictures.quarter_turned(image, quality.quarters)
    if quality.jpeg:
        return image
    return pictures.bilevel(image, quality.threshold + chance.randint(-15, 15))


def _turned(box: Box | None, paper: Paper, angle: float) -> Box | None:
    """The box around a box that was turned with its page (counter-clockwise, y down)."""
    if box is None:
        return None
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    cx, cy = paper.width / 2, paper.height / 2
    corners = [(x - cx, y - cy) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [cx + x * cos + y * sin for x, y in corners]
    ys = [cy - x * sin + y * cos for x, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _laid(box: Box | None, paper: Paper, quarters: int) -> Box | None:
    """A box on a page that was turned by right angles, counter-clockwise."""
    wide, high = paper.width, paper.height
    for _ in range(quarters if box else 0):
        assert box
        box = (box[1], wide - box[2], box[3], wide - box[0])
        wide, high = high, wide
    return box


def _hidden_words(paper: Paper, angle: float, chance: Random) -> list[tuple[str, Box]]:
    """Words of a hidden layer as an OCR program would have left them, some misread."""
    found: list[tuple[str, Box]] = []
    for run in paper.ink:
        flat = replace(run, pieces=tuple(_words_of(run.text)))
        for _, box, word in boxes(flat):
            if word == " ":
                continue
            name = chance.choice(("word garbled", "letter for digit", "point for comma"))
            seen = EDITS[name](word, chance) if chance.random() < 0.04 else None
            found.append((seen or word, _turned(box, paper, angle) or box))
    return found


def _words_of(text: str) -> list[Piece]:
    """Words and the spaces between them."""
    return [Piece(part, None) for part in text.replace(" ", "\0 \0").split("\0") if part]


def as_pdf(of: Scan) -> bytes:
    """The scan as a PDF of page images, with its hidden layer if it has one."""
    sizes = [
        (i.shape[1] * 72 / of.quality.dpi, i.shape[0] * 72 / of.quality.dpi) for i in of.images
    ]
    if of.quality.jpeg:
        images = [pictures.jpeg(image, of.quality.jpeg) for image in of.images]
        return picture_pdf(
            images,
            sizes,
            hidden=of.words if of.quality.hidden else (),
            native=[p if of.kept(n) else None for n, p in enumerate(of.papers, 1)],
        )
    streams = [pictures.group4(image) for image in of.images]
    pngs = [pictures.png(image, of.quality.dpi) for image in of.images]
    return picture_pdf(pngs, sizes, group4=streams)


def as_tiff(of: Scan) -> bytes:
    """The scan as a multi-page black and white TIFF."""
    return pictures.tiff(
        [pictures.bilevel(i, of.quality.threshold) for i in of.images], of.quality.dpi
    )
