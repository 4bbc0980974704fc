"""The printing press: widths of text, native PDF and pictures of pages. The one user of PyMuPDF
in this floor. Output depends on the input alone: no dates, no random ids."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ratebook.model.page import Box
from ratebook.noise.paper import Paper, Run

_FONTS = {"times": ("tiro", "tibo"), "helv": ("helv", "hebo"), "cour": ("cour", "cobo")}
_WINDOWS = str.maketrans(
    {"–": "\x96", "—": "\x97", "’": "\x92", "“": "\x93", "”": "\x94", "•": "\x95"}
)
_META = {
    "producer": "ratebook noise",
    "creationDate": "D:20200101000000Z",
    "modDate": "D:20200101000000Z",
}


def _library() -> Any:
    import pymupdf

    return pymupdf


def font(family: str, bold: bool) -> str:
    """The built-in PDF font of a family."""
    return _FONTS[family][bold]


@lru_cache(maxsize=8)
def _face(name: str) -> Any:
    return _library().Font(name)


@lru_cache(maxsize=4096)
def _advance(letter: str, name: str) -> float:
    return float(_face(name).glyph_advance(ord(letter)))


def width(text: str, name: str, size: float) -> float:
    """The width in points of text in a built-in font."""
    return size * sum(_advance(letter, name) for letter in text)


def boxes(run: Run) -> list[tuple[int | None, Box, str]]:
    """Each piece of a run: its slot, its box and its text."""
    found: list[tuple[int | None, Box, str]] = []
    left = run.x
    for piece in run.pieces:
        right = left + width(piece.text, run.font, run.size)
        box = (left, run.y - 0.78 * run.size, right, run.y + 0.22 * run.size)
        found.append((piece.slot, box, piece.text))
        left = right
    return found


def _draw(page: Any, paper: Paper) -> None:
    shape = page.new_shape()
    for run in paper.ink:
        shape.insert_text(
            (run.x, run.y),
            run.text.translate(_WINDOWS),
            fontname=run.font,
            fontsize=run.size,
            encoding=0,
        )
    for x0, y0, x1, y1 in paper.rules:
        shape.draw_line((x0, y0), (x1, y1))
    if paper.rules:
        shape.finish(width=0.6)
    shape.commit()


def _document(papers: Sequence[Paper]) -> Any:
    document = _library().open()
    for paper in papers:
        _draw(document.new_page(width=paper.width, height=paper.height), paper)
    return document


def _finish(document: Any) -> bytes:
    document.set_metadata(_META)
    return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


def native(papers: Sequence[Paper]) -> bytes:
    """A PDF with a text layer."""
    with _document(papers) as document:
        return _finish(document)


def pictures(papers: Sequence[Paper], dpi: int) -> list[tuple[int, int, bytes]]:
    """Grey pictures of the pages: width, height in pixels and one byte a pixel, row by row."""
    found: list[tuple[int, int, bytes]] = []
    with _document(papers) as document:
        for page in document:
            pixmap = page.get_pixmap(dpi=dpi, colorspace="gray", alpha=False)
            found.append((pixmap.width, pixmap.height, bytes(pixmap.samples)))
    return found


def picture_pdf(
    images: Sequence[bytes],
    sizes: Sequence[tuple[float, float]],
    hidden: Sequence[Sequence[tuple[str, Box]]] = (),
    group4: Sequence[bytes] = (),
    native: Sequence[Paper | None] = (),
) -> bytes:
    """A PDF of page images (PNG or JPEG bytes). `sizes` are points. `hidden` are the words of an
    invisible OCR layer for each page, with their boxes. `group4` are CCITT streams of the same
    images that take the place of their pixels. `native` are papers that stay text, None for pages
    that are pictures."""
    with _library().open() as document:
        for number, (image, (wide, high)) in enumerate(zip(images, sizes, strict=True)):
            page = document.new_page(width=wide, height=high)
            paper = native[number] if native else None
            if paper:
                _draw(page, paper)
                continue
            xref = page.insert_image((0, 0, wide, high), stream=image)
            if group4:
                _as_group4(document, xref, group4[number])
            for text, (x0, _, x1, bottom) in hidden[number] if hidden else ():
                flat = text.translate(_WINDOWS)
                size = max(2.0, min(14.0, 10 * (x1 - x0) / max(width(flat, "helv", 10), 0.1)))
                page.insert_text(
                    (x0, bottom - 0.22 * size),
                    flat,
                    fontname="helv",
                    fontsize=size,
                    render_mode=3,
                    encoding=0,
                )
        return _finish(document)


def _as_group4(document: Any, xref: int, stream: bytes) -> None:
    """Replaces the pixels of a black and white image by their CCITT stream."""
    wide, high = (document.xref_get_key(xref, key)[1] for key in ("Width", "Height"))
    document.update_object(
        xref,
        f"<</Type/XObject/Subtype/Image/Width {wide}/Height {high}/BitsPerComponent 1"
        "/ColorSpace/DeviceGray>>",
    )
    document.update_stream(xref, stream, compress=False)
    document.xref_set_key(xref, "Filter", "/CCITTFaxDecode")
    parameters = f"<</K -1/Columns {wide}/Rows {high}/BlackIs1 true>>"
    document.xref_set_key(xref, "DecodeParms", parameters)


def write(path: Path, data: bytes) -> Path:
    """Writes a file and returns its path."""
    path.write_bytes(data)
    return path
