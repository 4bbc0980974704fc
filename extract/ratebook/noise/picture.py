"""Pictures of pages as a scanner sees them: grey arrays (rows, columns) of uint8, 0 is black."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Grey = NDArray[np.uint8]


def from_bytes(wide: int, high: int, samples: bytes) -> Grey:
    """A picture from one byte a pixel, row by row."""
    return np.frombuffer(samples, np.uint8).reshape(high, wide).copy()


def turned(picture: Grey, degrees: float) -> Grey:
    """Turned counter-clockwise about the middle, white in the corners."""
    image = Image.fromarray(picture).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image)


def quarter_turned(picture: Grey, quarters: int) -> Grey:
    """Turned counter-clockwise by so many right angles."""
    return np.ascontiguousarray(np.rot90(picture, quarters))


def thickened(picture: Grey, pixels: int) -> Grey:
    """Strokes wider by so many pixels, as copies of copies have them."""
    for _ in range(pixels):
        picture = np.minimum(picture, np.roll(picture, 1, axis=1))
    return picture


def blurred(picture: Grey, radius: float) -> Grey:
    """Gaussian blur with a radius in pixels."""
    if not radius:
        return picture
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius)))


def grained(picture: Grey, sigma: float, chance: np.random.Generator) -> Grey:
    """Sensor noise of `sigma` grey levels on slightly grey paper."""
    if not sigma:
        return picture
    noise = chance.standard_normal(picture.shape, dtype=np.float32) * sigma
    paper = picture.astype(np.float32) * 0.94 + 8
    return np.clip(paper + noise, 0, 255).astype(np.uint8)


def speckled(picture: Grey, share: float, chance: np.random.Generator) -> Grey:
    """Black specks of one to two pixels on this share of the page."""
    if not share:
        return picture
    high, wide = picture.shape
    count = int(high * wide * share)
    rows, columns = chance.integers(0, high - 1, count), chance.integers(0, wide - 1, count)
    out = picture.copy()
    out[rows, columns] = 0
    big = chance.random(count) < 0.25
    out[rows[big] + 1, columns[big]] = 0
    return out


def holes(picture: Grey, dpi: int) -> Grey:
    """Three punch holes at the left edge, seen as dark discs."""
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    radius, x = 0.13 * dpi, 0.32 * dpi
    for share in (0.15, 0.5, 0.85):
        y = picture.shape[0] * share
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=40)
    return np.asarray(image)


def edge_shadow(picture: Grey, dpi: int) -> Grey:
    """The dark edge a lid leaves along the top and the right of a page."""
    out = picture.copy()
    out[: int(0.06 * dpi)] = 20
    out[:, -int(0.05 * dpi) :] = 30
    return out


def scribble(
    picture: Grey, box: tuple[float, float, float, float], chance: np.random.Generator, thick: int
) -> Grey:
    """A signature of nobody over a box of pixels."""
    x0, y0, x1, y1 = box
    steps = int(chance.integers(14, 24))
    across = np.linspace(x0, x1, steps) + chance.normal(0, (x1 - x0) * 0.03, steps)
    middle, deep = (y0 + y1) / 2, (y1 - y0)
    down = middle + chance.normal(0, deep * 0.6, steps)
    smooth_x = np.interp(np.linspace(0, steps - 1, steps * 8), np.arange(steps), across)
    smooth_y = np.interp(np.linspace(0, steps - 1, steps * 8), np.arange(steps), down)
    kernel = np.ones(7) / 7
    smooth_y = np.convolve(np.pad(smooth_y, 3, mode="edge"), kernel, mode="valid")
    image = Image.fromarray(picture)
    points = list(zip(smooth_x.tolist(), smooth_y.tolist(), strict=True))
    ImageDraw.Draw(image).line(points, fill=35, width=thick, joint="curve")
    return np.asarray(image)


def bilevel(picture: Grey, threshold: int) -> Grey:
    """Black and white at a grey level."""
    return np.where(picture < threshold, np.uint8(0), np.uint8(255))


def _encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(picture: Grey, quality: int) -> bytes:
    """JPEG bytes."""
    return _encoded(Image.fromarray(picture), "JPEG", quality=quality)


def png(picture: Grey, dpi: int) -> bytes:
    """PNG bytes that know their resolution."""
    return _encoded(Image.fromarray(picture), "PNG", dpi=(dpi, dpi), optimize=True)


def tiff(pictures: list[Grey], dpi: int) -> bytes:
    """A multi-page TIFF, black and white, CCITT group 4."""
    images = [Image.fromarray(p).convert("1", dither=Image.Dither.NONE) for p in pictures]
    return _encoded(
        images[0],
        "TIFF",
        compression="group4",
        dpi=(dpi, dpi),
        save_all=True,
        append_images=images[1:],
    )


def group4(picture: Grey) -> bytes:
    """The bare CCITT group 4 stream of a black and white picture, as PDF holds it."""
    image = Image.fromarray(picture).convert("1", dither=Image.Dither.NONE)
    one_strip: dict[int, int] = {278: picture.shape[0]}
    data = _encoded(image, "TIFF", compression="group4", tiffinfo=one_strip)
    with Image.open(io.BytesIO(data)) as back:
        tags: dict[int, Any] = dict(back.tag_v2)  # type: ignore[attr-defined]
    start, length = tags[273][0], tags[279][0]
    return data[start : start + length]
