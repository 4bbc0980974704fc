"""Table finders other than this program's, for the comparison in `ocr_accuracy.py`.

Neither is a dependency: `pip install img2table camelot-py` into an environment of their own
(img2table brings another build of OpenCV). Each takes a straightened page and gives the cells it
finds, by row, with boxes in pixels of that page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from ratebook.model.page import Box, Word
from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import png_of

Row = list[tuple[Box, str]]
"""The cells of one row of a table: box and text."""
Finder = Callable[[Upright, Sequence[Word]], list[Row]]


def _img2table(sheet: Upright, words: Sequence[Word]) -> list[Row]:
    """img2table with Tesseract: its own reading, ruled and unruled tables."""
    from img2table.document import Image
    from img2table.ocr import TesseractOCR

    tables: Any = Image(src=png_of(sheet.gray)).extract_tables(
        ocr=TesseractOCR(n_threads=1, lang="eng"), implicit_rows=True, borderless_tables=True
    )
    return [
        [((c.bbox.x1, c.bbox.y1, c.bbox.x2, c.bbox.y2), str(c.value or "")) for c in row]
        for table in tables
        for row in table.content.values()
    ]


def _camelot(flavor: str) -> Finder:
    def find(sheet: Upright, words: Sequence[Word]) -> list[Row]:
        import camelot

        with tempfile.TemporaryDirectory() as room:
            path = Path(room) / "page.pdf"
            path.write_bytes(_with_words(sheet, words))
            try:
                tables: Any = camelot.read_pdf(str(path), pages="1", flavor=flavor)
            except Exception as problem:  # it gives up on some pages: no table is its answer
                print(f"    camelot {flavor}: {type(problem).__name__}: {problem}")
                return []
            high, by = sheet.gray.shape[0] / sheet.scale, sheet.scale
            return [
                [((c.x1 * by, (high - c.y2) * by, c.x2 * by, (high - c.y1) * by), str(c.text))
                 for c in row]
                for table in tables
                for row in table.cells
            ]  # fmt: skip

    return find


def _with_words(sheet: Upright, words: Sequence[Word]) -> bytes:
    """A PDF of the page's picture with its words at their places, as wide as they are there."""
    import pymupdf

    size = (sheet.gray.shape[1] / sheet.scale, sheet.gray.shape[0] / sheet.scale)
    document: Any = pymupdf.open()
    page = document.new_page(width=size[0], height=size[1])
    page.insert_image(page.rect, stream=png_of(np.ascontiguousarray(sheet.gray)))
    for word in words:
        if word.box is None:
            continue
        x0, _, x1, y1 = (side / sheet.scale for side in sheet.pixel_box(word.box))
        wide = pymupdf.get_text_length(word.text, "helv", 1.0)
        if wide > 0 and x1 > x0:
            page.insert_text((x0, y1), word.text, fontname="helv", fontsize=(x1 - x0) / wide,
                             render_mode=3)  # fmt: skip
    return document.tobytes()


def rivals() -> dict[str, Finder]:
    """The finders installed here, by the name shown."""
    found: dict[str, Finder] = {}
    if _installed("img2table"):
        found["img2table + Tesseract"] = _img2table
    if _installed("camelot-py"):
        found["camelot stream, same words"] = _camelot("stream")
        found["camelot lattice, same words"] = _camelot("lattice")
    return found


def versions() -> str:
    """What is installed, or that it is not."""
    names = ("img2table", "camelot-py")
    return ", ".join(f"{name} {_installed(name) or 'not installed'}" for name in names)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
