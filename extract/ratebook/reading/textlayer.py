"""Words of a PDF's text layer, by PyMuPDF. The only module that imports it."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Box, Source, Word
from ratebook.reading.bulk import MOST_CONTENT, unpacks_beyond
from ratebook.reading.debris import raised
from ratebook.reading.scan import Pixels

ENGINE = "pymupdf"
COVERING = 0.8
"""Share of the page from which pictures on it count as a scan of the page."""
PICTURED = 0.25
"""Share from which a picture beside the text may hold a table rather than a logo."""
FEW_WORDS = 25
"""Visible words beside a page-covering picture that are stamps of the filing, not its text."""
MOST_PIXELS = 60_000_000
MOST_PICTURE = 400_000_000
"""Pixels of one picture inside a PDF; an E-size drawing at 400 dpi has 240 million."""

_mupdf: Any = importlib.import_module("pymupdf")
_mupdf.TOOLS.mupdf_display_errors(False)
_mupdf.TOOLS.mupdf_display_warnings(False)
_FLAGS = int(_mupdf.TEXT_PRESERVE_WHITESPACE | _mupdf.TEXT_MEDIABOX_CLIP)

Framed = tuple[Sequence[float], tuple[float, float, float]]
"""A box in points from the page's top left as it is shown, and red, green, blue from 0 to 1."""
Matrix = tuple[float, float, float, float, float, float]
_TURNS: dict[tuple[int, int], Matrix] = {
    (0, -1): (0, 1, -1, 0, 0, 0),
    (0, 1): (0, -1, 1, 0, 0, 0),
    (-1, 0): (-1, 0, 0, -1, 0, 0),
}
"""What turns text that runs up, down or upside down so that it runs to the right."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the text layer holds of one page.

    `upright` are the boxes of the words when the page is turned so that most of its text runs to
    the right; None where it does so already. `blank`: there is nothing to be seen on the page.
    `pictured`: pictures take a quarter of the page or more.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: Source
    upright: tuple[Box, ...] | None = None
    blank: bool = False
    pictured: bool = False


class TextLayer:
    """An open PDF. Raises `UnreadableDocumentError` where PyMuPDF finds no PDF in the bytes."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._pdf = _mupdf.open(stream=data, filetype="pdf")
            self.locked = bool(self._pdf.needs_pass)
            self.pages = 0 if self.locked else int(self._pdf.page_count)
            self.repaired = bool(self._pdf.is_repaired)
            is_pdf = bool(self._pdf.is_pdf)
        except Exception as problem:
            raise _damaged(name) from problem
        if not is_pdf:
            raise _damaged(name)

    def close(self) -> None:
        self._pdf.close()

    def sheet(self, number: int) -> Sheet:
        """Page `number` (from 1).

        Raises `ValueError` for a page that unpacks to too much, and whatever PyMuPDF raises on a
        broken one.
        """
        leaf = self._pdf[number - 1]
        self._weigh(leaf)
        return _read(leaf, number)

    def _weigh(self, leaf: Any) -> None:
        """Refuses a page whose drawing instructions are a decompression bomb."""
        places: list[int] = [*leaf.get_contents(), *(form[0] for form in leaf.get_xobjects())]
        for place in places:
            packed: bytes = self._pdf.xref_stream_raw(place) or b""
            times = str(self._pdf.xref_get_key(place, "Filter")[1]).count("/Fl")
            if (times > 1 or len(packed) > 40_000) and unpacks_beyond(packed, times):
                raise ValueError(f"it unpacks to more than {MOST_CONTENT >> 20} MB")

    def pixels(self, number: int, dpi: int) -> Pixels:
        """Page `number` drawn as grey or colour, turned as it is shown; huge pages are drawn
        with fewer dots."""
        leaf = self._pdf[number - 1]
        drawn, dots = _drawn(leaf, dpi, _mupdf.csRGB, MOST_PIXELS)
        return Pixels(int(drawn.height), int(drawn.n), bytes(drawn.samples), dots)


def _damaged(name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        name, "the PDF is damaged beyond opening", "Fetch the file again from where it was filed"
    )


def _read(leaf: Any, number: int) -> Sheet:
    text = leaf.get_textpage(flags=_FLAGS)
    words, directions = _words(leaf, text)
    drawn: list[Any] = leaf.get_bboxlog()
    width, height = float(leaf.rect.width), float(leaf.rect.height)
    covered = _covered(drawn, width * height)
    source = _source(drawn, len(words), covered)
    turn = _turn(directions)
    upright = None if turn is None else tuple(_moved(w.box, turn) for w in words if w.box)
    blank = not words and not _has_ink(leaf, drawn)
    pictured = covered >= PICTURED
    return Sheet(number, width, height, tuple(words), source, upright, blank, pictured)


def _words(leaf: Any, text: Any) -> tuple[list[Word], Counter[tuple[int, int]]]:
    """Words in page coordinates, and how many characters run in which direction."""
    matrix: Matrix | None = None
    if leaf.rotation:
        a, b, c, d, e, f = (float(part) for part in leaf.rotation_matrix)
        matrix = (a, b, c, d, e, f)
    found: list[tuple[str, Box]] = [(w[4], (w[0], w[1], w[2], w[3])) for w in text.extractWORDS()]
    directions: Counter[tuple[int, int]] = Counter()
    for block in text.extractDICT()["blocks"]:
        for line in block.get("lines", ()):
            spans: list[Any] = line["spans"]
            if len(spans) > 1:
                _mark_raised(spans, found)
            directions[_direction(line["dir"], matrix)] += sum(len(s["text"]) for s in spans)
    words = [
        Word(said, box if matrix is None else _moved(box, matrix), None, ENGINE)
        for said, box in found
    ]
    return words, directions


def _mark_raised(spans: list[Any], found: list[tuple[str, Box]]) -> None:
    """Turns raised footnote digits into superscript characters, in place.

    The text layer glues them to the word before: `2021-00103` and a raised 1 arrive as
    `2021-001031`, which is another number.
    """
    size = max(span["size"] for span in spans)
    for span in spans:
        digits = span["text"].strip()
        if span["flags"] & 1 and span["size"] < 0.85 * size and digits.isdecimal():
            _raise(digits, span["bbox"], found)


def _raise(digits: str, box: Box, found: list[tuple[str, Box]]) -> None:
    middle, level = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for at, (said, around) in enumerate(found):
        if around[0] <= middle <= around[2] and around[1] <= level <= around[3]:
            share = (middle - around[0]) / ((around[2] - around[0]) or 1.0)
            start = _nearest(said, digits, share)
            if start >= 0:
                end = start + len(digits)
                found[at] = (said[:start] + raised(digits) + said[end:], around)
            return


def _nearest(said: str, digits: str, share: float) -> int:
    """Where in `said` the digits stand that are nearest to `share` of its width; -1 if nowhere."""
    starts = [at for at in range(len(said)) if said.startswith(digits, at)]
    aim = share * len(said) - len(digits) / 2
    return min(starts, key=lambda at: abs(at - aim), default=-1)


def _direction(said: tuple[float, float], matrix: Matrix | None) -> tuple[int, int]:
    x, y = said
    if matrix is not None:
        x, y = x * matrix[0] + y * matrix[2], x * matrix[1] + y * matrix[3]
    return round(x), round(y)


def _turn(directions: Counter[tuple[int, int]]) -> Matrix | None:
    if not directions:
        return None
    way, characters = directions.most_common(1)[0]
    return _TURNS.get(way) if characters > 0.6 * directions.total() else None


def _moved(box: Box, by: Matrix) -> Box:
    xs = [by[0] * x + by[2] * y + by[4] for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [by[1] * x + by[3] * y + by[5] for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(xs), min(ys), max(xs), max(ys))


def _covered(drawn: list[Any], area: float) -> float:
    """Share of the page's area that pictures take."""
    boxes = [entry[1] for entry in drawn if entry[0] == "fill-image"]
    return sum(abs((b[2] - b[0]) * (b[3] - b[1])) for b in boxes) / (area or 1.0)


def _source(drawn: list[Any], words: int, covered: float) -> Source:
    """How the page was made, from what is drawn on it and how (render mode 3 is invisible)."""
    kinds = Counter(entry[0] for entry in drawn)
    invisible, visible = kinds["ignore-text"], kinds["fill-text"] + kinds["stroke-text"]
    if covered >= COVERING:
        return "hidden-ocr" if invisible or words > FEW_WORDS else "scan"
    return "hidden-ocr" if invisible > visible else "text-layer"


def _drawn(leaf: Any, dpi: float, colours: Any, most: int) -> tuple[Any, float]:
    """The page as pixels, `most` of them at the outside, and the dots an inch it was drawn with.

    Raises `ValueError` where a picture on the page is too large to be unpacked.
    """
    if any(image[2] * image[3] > MOST_PICTURE for image in leaf.get_images()):
        raise ValueError("a picture on it is too large")
    area = float(leaf.rect.width) * float(leaf.rect.height) / 72**2
    dots = min(float(dpi), (most / max(area, 1e-6)) ** 0.5)
    matrix = _mupdf.Matrix(dots / 72, dots / 72)
    return leaf.get_pixmap(matrix=matrix, colorspace=colours, alpha=False), dots


def _has_ink(leaf: Any, drawn: list[Any]) -> bool:
    """Whether a page without words shows something darker than paper and its dust."""
    if not drawn:
        return False
    drawing, _ = _drawn(leaf, 50, _mupdf.csGRAY, 4_000_000)
    samples: bytes = drawing.samples
    return sum(count for shade, count in Counter(samples).items() if shade < 150) > 30


def draw_frames(
    source: Path, directory: Path, frames: Mapping[int, Sequence[Framed]], dpi: int
) -> list[Path]:
    """Draws every page of a PDF, TIFF, PNG or JPEG as PNG, with coloured frames on it."""
    written: list[Path] = []
    with _mupdf.open(source) as opened:
        pdf = opened if opened.is_pdf else _mupdf.open("pdf", opened.convert_to_pdf())
        for number, page in enumerate(pdf, 1):
            for box, colour in frames.get(number, ()):
                place = _mupdf.Rect(box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1)
                page.draw_rect(place * page.derotation_matrix, color=colour, width=0.8)
            written.append(directory / f"page-{number:03}.png")
            page.get_pixmap(dpi=dpi).save(str(written[-1]))
    return written
